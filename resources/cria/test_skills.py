"""Tests of the skills: that what they say is right, and that what is held back stays so."""
import random
import re
import unittest

from skills import SKILLS, lists, problems, rephrasing, statements, stories, sums, tale, word_tables
from skills.wording import number_word, plural, with_article, withheld

NUMBERS = {number_word(number): number for number in range(100)}
WRONG_ARTICLES = re.compile(r"\b[Aa] [aeiou]|\b[Aa]n [bcdfgjklmnpqrstvwxyz]")


def drawn(skill, seed, count):
    source = random.Random(seed)
    return [pair for _ in range(count) for pair in skill.sample(source)]


class Every(unittest.TestCase):
    def test_answers_are_plain(self):
        for name, (skill, _) in SKILLS.items():
            for question, answer in drawn(skill, name, 300):
                with self.subTest(question=question):
                    self.assertTrue(question.isascii() and answer.isascii())
                    self.assertNotRegex(question + answer, r"[{}\[\]]|  ")
                    self.assertRegex(answer, r"^[\"A-Z0-9-].*[.?!\"]$|^[a-z A-Z',]+$")

    def test_same_seed_same_turns(self):
        for skill, _ in SKILLS.values():
            self.assertEqual(drawn(skill, 1, 20), drawn(skill, 1, 20))
            self.assertEqual(skill.held_out(random.Random(2), 5), skill.held_out(random.Random(2), 5))

    def test_held_out_is_never_drawn(self):
        for name, (skill, _) in SKILLS.items():
            with self.subTest(skill=name):
                held_out = {question for question, _ in skill.held_out(random.Random(3), 100)}
                self.assertFalse(held_out & {question for question, _ in drawn(skill, 4, 500)})

    def test_held_out_has_several_kinds(self):
        for skill, _ in SKILLS.values():
            self.assertGreater(len(set(skill.held_out(random.Random(5), 40))), 30)


class Sums(unittest.TestCase):
    def test_sums_are_right(self):
        count = 0
        operations = {"plus": int.__add__, "minus": int.__sub__, "times": int.__mul__, "divided by": int.__floordiv__}
        for question, answer in drawn(sums, 1, 6000):
            said = re.match(r"(\d+) (plus|minus|times|divided by) (\d+) is (-?\d+)[.,]", answer)
            if said:
                count += 1
                first, last, result = int(said[1]), int(said[3]), int(said[4])
                self.assertEqual(operations[said[2]](first, last), result)
                if said[2] == "divided by":
                    self.assertEqual(first, last * result)
        self.assertGreater(count, 4000)

    def test_numbers_of_a_hundred_and_more_stay_digits(self):
        source = random.Random(6)
        self.assertEqual({sums._asked(["{a} by {b}"], source, a=144, b=0) for _ in range(100)}, {"144 by 0"})

    def test_numbers_of_the_question_are_those_of_the_answer(self):
        for question, answer in drawn(sums, 2, 3000):
            said = re.match(r"(\d+) (plus|minus|times|divided by) (\d+) is", answer)
            if said and ", so " not in answer and "another one" not in question:
                words = re.findall(r"\d+|[a-z]+(?:-[a-z]+)?", question)
                asked = {NUMBERS.get(word) or int(word) for word in words if word.isdigit() or NUMBERS.get(word)}
                self.assertTrue(asked <= {int(said[1]), int(said[3])}, (question, answer))

    def test_comparisons(self):
        for question, answer in drawn(sums, 3, 4000):
            said = re.match(r"(?:Yes, |No, )?(\d+) is (larger|smaller) than (\d+)", answer)
            if said:
                self.assertEqual(int(said[1]) > int(said[3]), said[2] == "larger", answer)

    def test_tables_are_complete(self):
        """No sum of the tables is held back in all its wordings."""
        answers = {answer for _, answer in drawn(sums, 4, 20000)}
        for first in range(11):
            for last in range(11):
                self.assertIn(f"{first} times {last} is {first * last}.", answers)

    def test_great_sums_are_held_back_by_their_numbers(self):
        for question, answer in drawn(sums, 5, 6000):
            said = re.fullmatch(r"(\d+) plus (\d+) is \d+\.", answer)
            if said and max(int(said[1]), int(said[2])) > 12:
                self.assertFalse(withheld(f"{said[1]}+{said[2]}"), question)

    def test_problems(self):
        source = random.Random(6)
        for _ in range(2000):
            _, question, answer = problems.drawn(source)
            result = int(re.search(r" is (\d+), so", answer)[1])
            self.assertRegex(answer, rf"so .*\b{result}\b")
            self.assertNotRegex(question + answer, r"\b1 \w+s (is|are|more|left)\b|\b0 (apple|pear)\b")


class Lists(unittest.TestCase):
    def test_opposites(self):
        self.assertGreater(len(word_tables.OPPOSITES), 200)
        self.assertEqual(word_tables.OPPOSITES["hot"], "cold")
        answers = {}
        for question, answer in drawn(lists, 1, 8000):
            said = re.match(r"The opposite of (\w+) is (\w+)\.", answer)
            if said:
                self.assertEqual(answers.setdefault(said[1], said[2]), said[2])

    def test_neighbours(self):
        for words in (word_tables.DAYS, word_tables.MONTHS):
            for _, answer in drawn(lists, 2, 2000):
                said = re.match(r"(\w+) comes (after|before) (\w+)\.", answer)
                if said and said[3] in words:
                    step = 1 if said[2] == "after" else -1
                    self.assertEqual(words[(words.index(said[3]) + step) % len(words)], said[1])

    def test_wording(self):
        self.assertEqual([plural(noun) for noun in "fox city child snowman boy loaf".split()],
                         "foxes cities children snowmen boys loaves".split())  # fmt: skip
        self.assertEqual([with_article(noun) for noun in ("owl", "unicorn", "old man")], ["an owl", "a unicorn",
                                                                                          "an old man"])


class Rephrasing(unittest.TestCase):
    def test_both_sides_draw_alike(self):
        source = random.Random(1)
        pairs = rephrasing._BLUNT_QUESTIONS + rephrasing._BLUNT_REMARKS + rephrasing._SHORTENED + rephrasing._FORMAL
        for pair in pairs * 8:
            before, after = rephrasing._drawn_alike(pair, source)
            self.assertNotIn("|", before + after)
        for _ in range(20):
            before, after = rephrasing._drawn_alike(rephrasing._pairs("{a|b} {c|d} => {A|B} {C|D}")[0], source)
            self.assertEqual(before.upper(), after)

    def test_statements(self):
        source = random.Random(2)
        for _ in range(3000):
            one = statements.drawn(source)
            self.assertRegex(one.question, r"^(Do|Does|Did|Is|Are|Am|Can|Will|Must|Should) ")
            self.assertIn("not", one.negation)
            self.assertLess(len(one.plain.split()), 14)

    def test_repeating_says_the_same(self):
        source = random.Random(3)
        for _ in range(500):
            question, answer = rephrasing._turn("repeat", "repeat after me", source, False)
            self.assertIn(answer, question)

    def test_shortened_is_shorter(self):
        source = random.Random(4)
        for _ in range(1000):
            before, after = rephrasing._short(source)
            self.assertLess(len(after), len(before))


class Stories(unittest.TestCase):
    def test_enough_of_everything(self):
        self.assertGreater(len(tale.PLOTS), 20)
        self.assertGreater(len(tale.characters.WALKERS), 60)
        self.assertGreater(len(tale.characters.PLACES), 50)
        self.assertGreater(sum(len(plot.rows) for plot in tale.PLOTS), 200)

    def test_every_row_and_wording_of_every_plot(self):
        source = random.Random(1)
        for plot in tale.PLOTS:
            for row in range(len(plot.rows)):
                noun = plot.rows[row][plot.columns.index(plot.hero)].text if plot.hero else "vicuna"
                hero = tale.Character(noun, "thing" if plot.hero else "animal", "it" if plot.hero else "")
                for length in ("short", "", "long"):
                    told = tale._told(source, tale.Wish(length=length), hero, plot, row, tale.characters.PLACES[0])
                    with self.subTest(plot=plot.name, row=row):
                        self.assertNotRegex(told.text, r"[{}]|  |\.\.|,\.|\?\.")
                        self.assertNotRegex(told.text, WRONG_ARTICLES)
                        self.assertIn(noun, told.text)
                        self.assertEqual(told.text.count('"') % 2, 0)
            wordings = [one for sentence in plot.sentences for one in sentence.wordings]
            for wording in [*plot.about, plot.want, plot.friend, *wordings]:
                self.assertTrue(wording.drawn(source, told.words))

    def test_length(self):
        source = random.Random(2)
        for length, least, most in (("short", 55, 130), ("", 65, 140), ("long", 75, 165)):
            words = [len(tale.tell(source, tale.Wish(length=length)).text.split()) for _ in range(200)]
            self.assertGreaterEqual(min(words), least)
            self.assertLessEqual(max(words), most)

    def test_what_is_named_is_told(self):
        source = random.Random(3)
        for _ in range(500):
            question, told = stories._named_first(source, False)
            behind = "who|that|and|called|named|with|in|on|by|at|near|under|behind|beside|between|looking|among"
            named = re.search(rf"(?:story|tale) (?:about|with) an? ([a-z ]+?)(?: (?:{behind})\b|$)", question)
            if named:
                self.assertIn(named[1], told.text, question)
            name = re.search(r"(?:called|named|name) ([A-Z][a-z]+)", question)
            if name:
                self.assertIn(name[1], told.text)

    def test_pronouns_tell_hero_and_friend_apart(self):
        source = random.Random(4)
        for _ in range(300):
            told = tale.tell(source)
            self.assertNotEqual(told.words["he"], told.words["fhe"])

    def test_held_out_pairs_are_not_told(self):
        source = random.Random(5)
        for _ in range(500):
            told = tale.tell(source)
            if told.hero.kind != "thing":
                self.assertFalse(withheld(f"{told.hero.noun} {told.plot.name} {told.row}"))


if __name__ == "__main__":
    unittest.main()
