"""Reads the hand-written `.dialogue` files (see corpus/FORMAT.md) and says strictly what is wrong with them.

Every problem names its file and line. Errors make a corpus unusable; warnings are for a writer to look at.
"""
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from slots import Template

MOST_WORDS = 60

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*$")
_VARIABLE = re.compile(r"[a-z][a-z0-9_-]*$")
_KINDS = ("+?", "+!", "+=", "?", "!", "=", "@")


class Problem(NamedTuple):
    place: str  # file:line
    text: str

    def __str__(self):
        return f"{self.place}: {self.text}"


@dataclass
class Line:
    """A question or an answer as it was written, and where."""

    template: Template
    place: str


@dataclass
class Exchange:
    """Questions, held-out questions and answers, each of which fits each."""

    place: str
    questions: list[Line] = field(default_factory=list)
    held_out: list[Line] = field(default_factory=list)
    answers: list[Line] = field(default_factory=list)

    def lines(self):
        return self.questions + self.held_out + self.answers


@dataclass
class Entry:
    name: str
    file: str
    exchange: Exchange
    variables: list[str] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    follow_ups: list[Exchange] = field(default_factory=list)

    def table(self):
        """The rows of variables; a single empty one where the entry has no table."""
        return self.rows or [{}]


def normalised(text):
    """What two questions are compared by: words and numbers, whatever their capitals, punctuation and apostrophes."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower().replace("'", "")).strip() or text.strip()


class _Reader:
    """Goes through one file line by line; what is wrong is noted, and reading goes on behind it."""

    def __init__(self, path):
        self.path = Path(path)
        self.entries, self.errors, self.warnings = [], [], []
        self.entry = self.follow_up = None
        self.place = ""

    def error(self, text):
        self.errors.append(Problem(self.place, text))

    def warn(self, text):
        self.warnings.append(Problem(self.place, text))

    def read(self):
        try:
            lines = self.path.read_bytes().decode("utf-8").splitlines()
        except UnicodeDecodeError:
            self.place = f"{self.path.name}:1"
            self.error("not UTF-8")
            return
        for number, line in enumerate(lines, 1):
            self.place = f"{self.path.name}:{number}"
            if not line.isascii():
                strange = next(character for character in line if not character.isascii())
                self.error(f"not ASCII: {strange!r}")
            elif line.strip() and line.rstrip() != "#" and not line.startswith("# "):
                self.take(line.rstrip())

    def take(self, line):
        if line.startswith("## "):
            name = line[3:].strip()
            if not _NAME.match(name):
                self.error(f"the entry's name {name!r} is not lower-case words joined by '-'")
            self.entry = Entry(name, self.path.name, Exchange(self.place))
            self.follow_up = None
            self.entries.append(self.entry)
            return
        if line == "++":
            if self.entry is None or not self.entry.follow_ups:
                self.error("'++' without a follow-up before it")
            self.follow_up = None
            return
        kind = next((kind for kind in _KINDS if line.startswith(kind + " ")), None)
        if kind is None:
            self.error(f"unknown kind of line: {line[:40]!r}")
        elif self.entry is None:
            self.error("a line before the first entry")
        elif kind == "@":
            self.take_row(line[2:])
        else:
            self.take_text(kind, line[len(kind) + 1 :].strip())

    def take_row(self, text):
        self.follow_up = None
        cells = [cell.strip() for cell in text.split("|")]
        if self.entry.exchange.lines():
            self.error("the table stands behind questions or answers")
        elif not self.entry.variables:
            wrong = [cell for cell in cells if not _VARIABLE.match(cell)]
            if wrong or len(set(cells)) < len(cells):
                self.error(f"bad names of variables: {', '.join(wrong) or 'one of them twice'}")
            self.entry.variables = cells
        elif len(cells) != len(self.entry.variables):
            self.error(f"{len(cells)} values for {len(self.entry.variables)} variables")
        elif "{" in text or "}" in text:
            self.error("a slot in a table's value")
        else:
            self.entry.rows.append(dict(zip(self.entry.variables, cells)))

    def take_text(self, kind, text):
        if kind[0] != "+":
            self.follow_up = None
            exchange = self.entry.exchange
        else:
            if self.follow_up is None:
                self.follow_up = Exchange(self.place)
                self.entry.follow_ups.append(self.follow_up)
            exchange = self.follow_up
            if kind != "+=" and exchange.answers:
                self.warn("a question behind the follow-up's answers: a further follow-up begins with '++'")
        if not text:
            self.error("an empty line")
            return
        try:
            template = Template(text.replace("\\n", "\n") if kind[-1] == "=" else text)
        except ValueError as reason:
            self.error(str(reason))
            return
        unknown = sorted(template.variables - set(self.entry.variables))
        if unknown:
            self.error(f"unknown variable {{{unknown[0]}}}")
            return
        part = {"?": exchange.questions, "!": exchange.held_out, "=": exchange.answers}[kind[-1]]
        part.append(Line(template, self.place))


def read_folder(folder):
    """All entries of a folder's .dialogue files, with the errors and the warnings."""
    entries, errors, warnings = [], [], []
    for path in sorted(Path(folder).glob("*.dialogue")):
        reader = _Reader(path)
        reader.read()
        entries += reader.entries
        errors += reader.errors
        warnings += reader.warnings
    return entries, errors, warnings
