#!/usr/bin/env python3
"""The conversations that Cria learns from: hand-written dialogues and generated skills, drawn and varied without end.

corpus.py check                      what is wrong with the dialogue files; exit code 1 where there are errors
corpus.py sample --seed 1 --count 20 conversations to read
corpus.py statistics                 how much there is, and how often it is drawn
corpus.py held-out                   what is never trained on, and judges the model
"""
import argparse
import bisect
import collections
import itertools
import math
import random as randomness
import sys
from pathlib import Path
from typing import NamedTuple

import asking
import checks
import dialogue
from dialogue import normalised
from skills import SKILLS
from synonyms import Synonyms

FOLDER = Path(__file__).parent / "corpus"

# How often a turn is drawn from what, by the beginning of the file's name; the longest that fits counts.
SHARES = {"program": 0.45, "llama": 0.10, "cria": 0.08, "small-talk": 0.12, "beyond": 0.10, "skills": 0.15}
OTHER_FILES = "program"

TURNS = {1: 0.42, 2: 0.30, 3: 0.16, 4: 0.08, 5: 0.04}
MOST_TURNS = 5
FOLLOW_UP = 0.65  # how likely a follow-up is where there is one
SAME_SUBJECT = 0.5  # how likely the next question stays with the kind of file
REWORDED = 0.6  # how likely a question about the program is asked in synonyms
ONLY_GREETED = ("small-talk", "cria")  # kinds whose questions take no "please" and "thanks"


class Turn(NamedTuple):
    question: str
    answer: str
    entry: str
    place: str = ""  # file:line of the question; the skill's name where it is generated


class HeldOut(NamedTuple):
    """A question that is never trained on, with every answer that is right; `before` are the turns that a follow-up
    follows."""

    entry: str
    question: str
    answers: list[str]
    before: list[Turn]


class CorpusError(Exception):
    """The dialogue files have errors; `problems` are all of them."""

    def __init__(self, problems):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Weighted:
    """Draws one of several things, each as often as its weight says."""

    def __init__(self, things, weights):
        self.things = list(things)
        self.sums = list(itertools.accumulate(weights))

    def draw(self, random):
        return self.things[bisect.bisect(self.sums, random.random() * self.sums[-1], 0, len(self.things) - 1)]


def kind_of_file(file, shares=SHARES):
    fitting = [kind for kind in shares if file.startswith(kind)]
    return max(fitting, key=len) if fitting else OTHER_FILES


def _by_forms(lines):
    """Lines that say more in their slots come more often, by the square root, so that short ones are not drowned."""
    return Weighted(lines, [math.sqrt(line.template.count) for line in lines])


class Corpus:
    """Entries and skills, ready to be drawn from."""

    def __init__(self, entries, shares=SHARES, skills=SKILLS, synonyms=Synonyms([])):
        self.entries = list(entries)
        self.synonyms = synonyms
        self.shares = shares
        self.skills = {f"skill-{name}": skill for name, (skill, _) in skills.items()}
        by_kind = collections.defaultdict(list)
        for entry in self.entries:
            by_kind[kind_of_file(entry.file, shares)].append(entry)
        self.drawers = {
            kind: Weighted(of_kind, [math.sqrt(len(one.exchange.questions) * len(one.table())) for one in of_kind])
            for kind, of_kind in by_kind.items()
        }
        if skills and shares.get("skills"):
            self.drawers["skills"] = Weighted(self.skills, [weight for _, weight in skills.values()])
        self.kinds = Weighted(self.drawers, [shares[kind] for kind in self.drawers])
        self.turns = Weighted(TURNS, TURNS.values())
        self.questions = {}
        self.withheld = {}
        for entry in self.entries:
            for exchange in [entry.exchange, *entry.follow_ups]:
                self.questions[id(exchange)] = _by_forms(exchange.questions)
                rows = entry.table()
                self.withheld[id(exchange)] = {
                    normalised(text) for line in exchange.held_out for row in rows for text in line.template.every(row)
                }
        self.withheld_first = set().union(*(self.withheld[id(entry.exchange)] for entry in self.entries), set())
        self.words = self._words()
        self.entry_of = {}
        for entry in self.entries:
            for line in entry.exchange.questions:
                for row in entry.table():
                    self.entry_of |= {normalised(text): entry.name for text in line.template.every(row)}
        self.about_program = {one.name for one in self.entries if kind_of_file(one.file, shares) == OTHER_FILES}

    @classmethod
    def load(cls, folder=FOLDER):
        """Raises CorpusError where the folder's files have errors."""
        entries, errors, _ = dialogue.read_folder(folder)
        errors = errors or checks.check(entries)[0]
        if errors:
            raise CorpusError(errors)
        return cls(entries, synonyms=Synonyms.load(Path(folder, "synonyms.txt")))

    def _words(self):
        exchanges = [exchange for entry in self.entries for exchange in [entry.exchange, *entry.follow_ups]]
        lines = [line for exchange in exchanges for line in exchange.lines()]
        texts = [word for line in lines for part in line.template.parts if not isinstance(part, str) for word in part]
        texts += [value for entry in self.entries for row in entry.rows for value in row.values()]
        return frozenset(word for text in texts for word in normalised(text).split())

    def sample(self, random):
        """One conversation."""
        count = self.turns.draw(random)
        turns, used, kind = [], set(), None
        while len(turns) < count:
            if kind is None or random.random() >= SAME_SUBJECT:
                kind = self.kinds.draw(random)
            thing = self.drawers[kind].draw(random)
            if kind == "skills":
                turns += self.skill_turns(thing, random, not turns)
            elif thing.name not in used or random.random() < 0.1:  # people do ask the same again, rarely
                used.add(thing.name)
                turns += self._entry_turns(thing, kind, random, not turns)
        return turns[:MOST_TURNS]

    def _asked(self, entry, line, row, withheld, random, **how):
        plain = line.template.drawn(random, row)
        for _ in range(5):
            worded = plain
            if entry.name in self.about_program and random.random() < REWORDED:
                worded = self.synonyms.varied(plain, random)
                if worded != plain and self.entry_of.get(normalised(worded), entry.name) != entry.name:
                    continue  # which would ask something else
            question = asking.asked(worded, random, known_words=self.words, **how)
            if normalised(question) not in withheld:
                return question
        return plain

    def _entry_turns(self, entry, kind, random, first):
        row = random.choice(entry.table())
        turns = []
        follow_ups = random.choices(entry.follow_ups) if entry.follow_ups and random.random() < FOLLOW_UP else []
        for exchange in [entry.exchange, *follow_ups]:
            withheld = self.withheld[id(exchange)] if turns else self.withheld_first
            ordinary = kind not in ONLY_GREETED and not turns
            how = {"first": first and not turns, "courtesy": ordinary, "shortened": ordinary}
            line = self.questions[id(exchange)].draw(random)
            question = self._asked(entry, line, row, withheld, random, **how)
            answer = random.choice(exchange.answers).template.drawn(random, row)
            turns.append(Turn(question, answer, entry.name, line.place))
        return turns

    def skill_turns(self, name, random, first):
        skill = self.skills[name]
        while True:
            drawn = skill.sample(random)
            if not any(normalised(question) in self.withheld_first for question, _ in drawn):
                break
        turns = []
        for question, answer in drawn:
            if not getattr(skill, "KEEPS_SPELLING", False):
                question = asking.asked(question, random, first=first and not turns, known_words=self.words)
            turns.append(Turn(question, answer, name, name))
        return turns

    def held_out(self):
        """Every held-out question, once; up to three times, for different rows, where it names what is in a table."""
        random = randomness.Random(7)  # the same questions each time
        found = []
        for entry in self.entries:
            for exchange in [entry.exchange, *entry.follow_ups]:
                for line in exchange.held_out:
                    rows = entry.table()
                    rows = rows[:: math.ceil(len(rows) / 3)] if line.template.variables else rows[:1]
                    for row in rows:
                        before = [] if exchange is entry.exchange else [self._plain_turn(entry, row, random)]
                        answers = sorted({text for one in exchange.answers for text in one.template.every(row, 500)})
                        found.append(HeldOut(entry.name, line.template.drawn(random, row), answers, before))
        return found

    def _plain_turn(self, entry, row, random):
        question = entry.exchange.questions[0].template.drawn(random, row)
        return Turn(question, entry.exchange.answers[0].template.drawn(random, row), entry.name)

    def held_out_skills(self, random, count):
        """`count` questions of each skill that training never draws: (skill, question, answer)."""
        return [(name, *pair) for name, skill in self.skills.items() for pair in skill.held_out(random, count)]


def skill_collisions(corpus):
    """Warnings where a skill asks what an entry asks, too, and so would teach two answers."""
    asked = {}
    for entry in corpus.entries:
        for line in entry.exchange.questions + entry.exchange.held_out:
            for row in entry.table():
                asked |= {normalised(text): line.place for text in line.template.every(row)}
    found = {}
    for name, skill in corpus.skills.items():
        random = randomness.Random(name)
        for _ in range(1000):
            question = normalised(skill.sample(random)[0][0])
            if question in asked:
                found[question] = dialogue.Problem(asked[question], f"{question!r} is also asked by {name}")
    return list(found.values())


def _loaded(folder):
    try:
        return Corpus.load(folder)
    except CorpusError as error:
        sys.exit(f"{error}\n{len(error.problems)} errors")


def check(options):
    entries, errors, warnings = dialogue.read_folder(options.folder)
    more_errors, more_warnings = checks.check(entries)
    more_warnings += skill_collisions(Corpus(entries)) if not errors + more_errors else []
    for problem in warnings + more_warnings:
        print(f"warning: {problem}")
    for problem in errors + more_errors:
        print(f"error: {problem}")
    errors += more_errors
    print(f"{len(entries)} entries, {len(errors)} errors, {len(warnings) + len(more_warnings)} warnings")
    return 1 if errors else 0


def sample(options):
    corpus = _loaded(options.folder)
    random = randomness.Random(options.seed)
    for _ in range(options.count):
        for turn in corpus.sample(random):
            print(f"[{turn.entry}]\n> {turn.question}\n{turn.answer}")
        print()


def held_out(options):
    corpus = _loaded(options.folder)
    for one in corpus.held_out():
        for turn in one.before:
            print(f"  > {turn.question}\n  {turn.answer}")
        print(f"[{one.entry}]\n> {one.question}\n{one.answers[0]} ({len(one.answers)} answers)\n")
    for name, question, answer in corpus.held_out_skills(randomness.Random(options.seed), options.count):
        print(f"[{name}]\n> {question}\n{answer}\n")


def statistics(options):
    corpus = _loaded(options.folder)
    print(f"{'file':32} entries follow-ups questions forms held-out answers words/answer")
    for file, entries in itertools.groupby(corpus.entries, lambda entry: entry.file):
        entries = list(entries)
        exchanges = [exchange for entry in entries for exchange in [entry.exchange, *entry.follow_ups]]
        questions = [line for exchange in exchanges for line in exchange.questions]
        answers = [line for exchange in exchanges for line in exchange.answers]
        words = sum(len(line.template.text.split()) for line in answers) / max(len(answers), 1)
        print(
            f"{file:32} {len(entries):7} {len(exchanges) - len(entries):10} {len(questions):9} "
            f"{sum(line.template.count for line in questions):5} "
            f"{sum(len(exchange.held_out) for exchange in exchanges):8} {len(answers):7} {words:12.1f}"
        )
    print(f"\n{len(corpus.entries)} entries, {len(corpus.words)} different words in them")
    missing = sorted(entry.name for entry in corpus.entries if not entry.exchange.held_out)
    print(f"{len(missing)} entries without a held-out question {' '.join(missing[:10])}")
    _drawn_statistics(corpus, randomness.Random(options.seed), options.count)


def _drawn_statistics(corpus, random, count):
    conversations = [corpus.sample(random) for _ in range(count)]
    turns = [turn for conversation in conversations for turn in conversation]
    kinds = {entry.name: kind_of_file(entry.file, corpus.shares) for entry in corpus.entries}
    drawn = collections.Counter(kinds.get(turn.entry, turn.entry) for turn in turns)
    lengths = collections.Counter(map(len, conversations))
    print(f"\nof {count} conversations with {len(turns)} turns:")
    print("turns: " + ", ".join(f"{length}: {lengths[length] / count:.0%}" for length in sorted(lengths)))
    print("drawn: " + ", ".join(f"{kind} {number / len(turns):.1%}" for kind, number in drawn.most_common()))
    for name, texts in (("question", [turn.question for turn in turns]), ("answer", [turn.answer for turn in turns])):
        words = [len(text.split()) for text in texts]
        average = sum(words) / len(words)
        print(f"words of each {name}: {average:.1f} on average, {max(words)} at most; {len(set(texts))} different")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("check", "sample", "statistics", "held-out"))
    parser.add_argument("--folder", type=Path, default=FOLDER, help="with the .dialogue files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, help="conversations to draw, or held-out questions of each skill")
    options = parser.parse_args()
    counts = {"sample": 20, "statistics": 5000, "held-out": 5}
    options.count = options.count or counts.get(options.command)
    commands = {"check": check, "sample": sample, "statistics": statistics, "held-out": held_out}
    return commands[options.command](options)


if __name__ == "__main__":
    sys.exit(main())
