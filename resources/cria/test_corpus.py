"""Tests of how dialogue files are read, checked, expanded and written for training."""
import collections
import random
import tempfile
import unittest
from pathlib import Path

import asking
import chat_text
import checks
import corpus
import dialogue
from difficulty import Difficulty
from corpus import Corpus
from slots import Template
from synonyms import Synonyms

SOUND = """\
# a comment
## get-model
@ size | bytes
@ 7B | 4 GB
@ 13B | 7.5 GB
? what does {size} {need|take}
? {size} memory?
! how much is {size}
= {size} takes about {bytes}.
+? and is that {slow|fast}?
+! is it slow then?
+= On a processor it is slow.
++
+? why?
+= It has many parameters.

## hello
? hello {there|}
! hallo
= Hello! How are you?
= Hi!\\nWhat shall we do?
"""


class InFolder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, text, name="program.dialogue"):
        Path(self.folder.name, name).write_text(text, encoding="utf-8")

    def problems(self, text):
        """Errors and warnings of a single file, as texts."""
        self.write(text)
        entries, errors, warnings = dialogue.read_folder(self.folder.name)
        more_errors, more_warnings = checks.check(entries)
        return [str(one) for one in errors + more_errors], [str(one) for one in warnings + more_warnings]

    def load(self, text=SOUND):
        self.write(text)
        return Corpus.load(self.folder.name)


class Reading(InFolder):
    def test_sound_file(self):
        self.assertEqual(self.problems(SOUND), ([], []))
        first, second = dialogue.read_folder(self.folder.name)[0]
        self.assertEqual((first.name, len(first.rows), len(first.follow_ups)), ("get-model", 2, 2))
        self.assertEqual(len(second.exchange.answers), 2)

    def assert_error(self, text, place, part):
        errors, _ = self.problems(text)
        self.assertTrue(any(error.startswith(f"program.dialogue:{place}: ") and part in error for error in errors),
                        errors)

    def test_errors_name_the_line(self):
        cases = [
            ("## a\n? b\nquestion\n= A.\n", 3, "unknown kind"),
            ("## a\n?b\n= A.\n", 2, "unknown kind"),
            ("? b\n", 1, "before the first entry"),
            ("## A b\n? b\n= A.\n", 1, "lower-case"),
            ("## a\n? b {c|d\n= A.\n", 2, "brace"),
            ("## a\n? b {c{d|e}|f}\n= A.\n", 2, "slot"),
            ("## a\n? b {}\n= A.\n", 2, "bad slot"),
            ("## a\n? b {size}\n= A.\n", 2, "unknown variable {size}"),
            ("## a\n? b\n", 1, "no answer"),
            ("## a\n= B.\n", 1, "no question"),
            ("## a\n? b\n= A.\n+? c\n", 4, "no answer"),
            ("## a\n? b\n= A.\n\n## a\n? c\n= A.\n", 5, "also at program.dialogue:1"),
            ("## a\n? b\n= " + "word " * 61 + "\n", 3, "61 words"),
            ("## a\n? b\n= A\u2026\n", 3, "ASCII"),
            ("## a\n@ x | y\n@ 1\n? b {x}\n= A.\n", 3, "1 values for 2"),
            ("## a\n@ x\n? b\n= A.\n", 1, "without rows"),
            ("## a\n? b\n= A.\n! B!\n", 4, "is trained on"),
            ("## a\n? b\n= A.\n+? c\n+! C?\n+= A.\n", 5, "also trained on"),
            ("## a\n? b\n= A.\n++\n", 4, "'++'"),
        ]
        for text, place, part in cases:
            with self.subTest(part=part, text=text):
                self.assert_error(text, place, part)

    def test_warnings(self):
        _, warnings = self.problems("## a\n? what's b\n= A.\n## c\n? Whats {b|d}?\n= C.\n")
        self.assertEqual(len(warnings), 1)
        self.assertIn("'whats b' is also asked by a at program.dialogue:2", warnings[0])
        _, warnings = self.problems("## a\n@ x | y\n@ 1 | 2\n@ 3 | 4\n? how much\n= It is {y}.\n")
        self.assertIn("fits several rows", warnings[0])
        _, warnings = self.problems("## a\n? b\n= A.\n+? c\n+= D.\n+? e\n+= F.\n")
        self.assertIn("begins with '++'", warnings[0])

    def test_load_refuses_errors(self):
        self.write("## a\n? b\n")
        with self.assertRaises(corpus.CorpusError):
            Corpus.load(self.folder.name)


class Drawing(InFolder):
    def test_same_seed_same_conversation(self):
        loaded = self.load()
        self.assertEqual(loaded.sample(random.Random(5)), loaded.sample(random.Random(5)))

    def test_turns(self):
        loaded, source = self.load(), random.Random(1)
        lengths = collections.Counter(len(loaded.sample(source)) for _ in range(2000))
        self.assertEqual(set(lengths), {1, 2, 3, 4, 5})
        self.assertGreater(lengths[1] + lengths[2], 1000)

    def test_answers_belong_to_the_row(self):
        loaded, source, found = self.load(), random.Random(2), set()
        for _ in range(1500):
            for turn in loaded.sample(source):
                if turn.entry == "get-model" and "takes about" in turn.answer:
                    size = "13B" if "13" in turn.question else "7B"
                    self.assertIn(size, turn.answer)
                    self.assertIn({"7B": "4 GB", "13B": "7.5 GB"}[size], turn.answer)
                    found.add(size)
        self.assertEqual(found, {"7B", "13B"})

    def test_follow_ups_stand_behind_their_entry(self):
        loaded, source, count = self.load(), random.Random(3), 0
        for _ in range(1500):
            turns = loaded.sample(source)
            for before, turn in zip([None, *turns], turns):
                if turn.answer == "It has many parameters.":
                    self.assertIn("takes about", before.answer)
                    count += 1
        self.assertGreater(count, 50)

    def test_held_out_is_never_drawn(self):
        loaded, source = self.load(), random.Random(4)
        withheld = {dialogue.normalised(one.question) for one in loaded.held_out()}
        self.assertIn("hallo", withheld)
        drawn = {dialogue.normalised(turn.question) for _ in range(3000) for turn in loaded.sample(source)}
        self.assertFalse(withheld & drawn)

    def test_synonyms_stand_for_each_other(self):
        Path(self.folder.name, "synonyms.txt").write_text("how much is | what is the size of\n", encoding="ascii")
        self.write("## price\n? how much is {it|a pound}\n= Nothing.\n\n## size\n? what is the size of it\n"
                   "! what is the size of a pound\n= Large.\n")
        loaded, source = Corpus.load(self.folder.name), random.Random(5)
        turns = [turn for _ in range(2000) for turn in loaded.sample(source) if turn.entry in ("price", "size")]
        drawn = {(turn.entry, dialogue.normalised(turn.question)) for turn in turns}
        self.assertIn(("price", "how much is a pound"), drawn)
        for wrong in (("price", "what is the size of it"), ("price", "what is the size of a pound")):
            self.assertNotIn(wrong, drawn)  # what another entry asks, and what is held out
        self.write("## price\n? how much is a pound\n= Nothing.\n")
        loaded = Corpus.load(self.folder.name)
        drawn = {dialogue.normalised(turn.question) for _ in range(500) for turn in loaded.sample(source)}
        self.assertIn("what is the size of a pound", drawn)

    def test_held_out(self):
        held_out = self.load().held_out()
        self.assertEqual([one.question for one in held_out], ["how much is 7B", "how much is 13B",
                                                              "is it slow then?", "hallo"])
        self.assertEqual(held_out[1].answers, ["13B takes about 7.5 GB."])
        self.assertEqual(held_out[2].before[0].answer, "7B takes about 4 GB.")
        self.assertEqual(held_out[3].answers, ["Hello! How are you?", "Hi!\nWhat shall we do?"])

    def test_shares_of_files(self):
        self.write(SOUND)
        self.write("## who\n? who are you\n= I am Cria.\n", "cria.dialogue")
        loaded, source = Corpus.load(self.folder.name), random.Random(5)
        drawn = collections.Counter(turn.entry for _ in range(4000) for turn in loaded.sample(source)[:1])
        self.assertLess(drawn["who"], drawn["hello"])
        skills = sum(count for name, count in drawn.items() if name.startswith("skill-")) / sum(drawn.values())
        self.assertAlmostEqual(skills, 0.15 / (0.45 + 0.08 + 0.15), delta=0.05)
        self.assertEqual(corpus.kind_of_file("small-talk-more.dialogue"), "small-talk")
        self.assertEqual(corpus.kind_of_file("window.dialogue"), "program")


class Asking(unittest.TestCase):
    def test_numbers_keys_and_files_keep_their_spelling(self):
        source = random.Random(1)
        text = "does 13B with --threads 8 or Ctrl+N read models/a.gguf and `Esc`"
        for _ in range(500):
            wrong = asking.mistyped(text, source)
            for word in ("13B", "--threads", "8", "Ctrl+N", "models/a.gguf", "`Esc`"):
                self.assertIn(word, wrong.split())

    def test_one_typing_error_changes_little(self):
        source = random.Random(2)
        for _ in range(500):
            wrong = asking.mistyped_word("conversation", source)
            self.assertLessEqual(abs(len(wrong) - 12), 1)
            self.assertEqual(wrong[0], "c")

    def test_how_often(self):
        source = random.Random(3)
        asked = [asking.asked("how do I export a conversation", source, first=True) for _ in range(6000)]
        correct = [one for one in asked if "export" in one.lower() and "conversation" in one.lower()]
        self.assertGreater(len(set(asked)), 200)
        self.assertAlmostEqual(1 - len(correct) / len(asked), 1 / 6, delta=0.06)
        self.assertAlmostEqual(sum(one.endswith("?") for one in asked) / len(asked), 0.6, delta=0.1)

    def test_courtesy_only_where_it_fits(self):
        source = random.Random(4)
        for text in ("keys", "I am sad", "hello there", "thank you for that"):
            self.assertEqual({asking.courteous(text, source) for _ in range(50)}, {text})
        forms = {asking.courteous("how do I export", source) for _ in range(300)}
        self.assertIn("can you tell me how to export", forms)
        self.assertIn("please tell me a story", {asking.courteous("tell me a story", source) for _ in range(200)})

    def test_small_words_are_left_out_of_terse_questions(self):
        source = random.Random(6)
        forms = {asking.terse("where do I see the log file", source) for _ in range(200)}
        self.assertIn("where see log file", forms)
        self.assertTrue(all({"where", "see", "log", "file"} <= set(form.split()) for form in forms))
        for text in ("what is it", "how do I export", "keys", "is it the model"):
            self.assertEqual({asking.terse(text, source) for _ in range(50)}, {text})

    def test_synonyms(self):
        words = Synonyms([["delete", "get rid of"], ["chat", "argument"], ["chats", "arguments"]])
        varied = {words.varied("Delete a chat, not-a-chat or chats.delete", random.Random(seed)) for seed in range(50)}
        rest = ", not-a-chat or chats.delete"
        self.assertEqual(varied, {f"{first} {second}{rest}" for first in ("Delete", "get rid of")
                                  for second in ("a chat", "an argument")})
        with self.assertRaises(ValueError):
            Synonyms([["a", "b"], ["b", "c"]])

    def test_apostrophes_go_missing(self):
        source = random.Random(5)
        self.assertIn("whats new", {asking.asked("what's new", source) for _ in range(100)})


class Difficulties(unittest.TestCase):
    def test_what_is_known_comes_seldom(self):
        source = random.Random(7)
        difficulty = Difficulty()

        def share(place):
            return sum(difficulty.wants(place, source) for _ in range(4000)) / 4000

        self.assertEqual(share("new:1"), 1)
        for _ in range(20):
            difficulty.note("known:1", 0.001)
            difficulty.note("half:1", 0.15)
            difficulty.note("hard:1", 2.0)
        self.assertAlmostEqual(share("known:1"), 0.15, delta=0.02)
        self.assertAlmostEqual(share("half:1"), 0.5, delta=0.03)
        self.assertEqual(share("hard:1"), 1)
        difficulty.note("known:1", 1.0)  # forgotten again
        self.assertEqual(share("known:1"), 1)
        self.assertEqual(Difficulty(difficulty.losses).losses, difficulty.losses)


class Writing(unittest.TestCase):
    def test_only_answers_are_learned(self):
        turns = [corpus.Turn("hi", "Hello!", "hello"), ("bye", "Goodbye.")]
        written = chat_text.segments(turns)
        self.assertEqual(
            "".join(one.text for one in written),
            "<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\nHello!<|im_end|>\n"
            "<|im_start|>user\nbye<|im_end|>\n<|im_start|>assistant\nGoodbye.<|im_end|>\n",
        )
        self.assertEqual([one.text for one in written if one.is_learned], ["Hello!", "<|im_end|>", "Goodbye.",
                                                                           "<|im_end|>"])
        for one in written:
            self.assertEqual(one.is_control, one.text in ("<|im_start|>", "<|im_end|>"))


class Slots(unittest.TestCase):
    def test_every(self):
        self.assertEqual(list(Template("is {it|that} {really |}slow {now|}?").every(limit=3)), [
            "is it really slow now?", "is it really slow?", "is it slow now?",
        ])  # fmt: skip

    def test_a_file_name_keeps_its_space(self):
        self.assertEqual(Template("a {new|} .gguf file .").drawn(random.Random(1)).split(" ")[-2:], [".gguf", "file."])


class Real(unittest.TestCase):
    """The dialogue files that Cria is trained on."""

    def test_no_errors(self):
        entries, errors, _ = dialogue.read_folder(corpus.FOLDER)
        self.assertEqual([str(one) for one in errors + checks.check(entries)[0]], [])

    def test_held_out_is_never_drawn(self):
        loaded, source = Corpus.load(), random.Random(6)
        first = [loaded.sample(source)[0] for _ in range(3000)]
        self.assertFalse(loaded.withheld_first & {dialogue.normalised(turn.question) for turn in first})


if __name__ == "__main__":
    unittest.main()
