"""Words that mean the same in questions about the program, and questions in which they stand for each other.

A model without pretraining knows no word but those that it met, and `wipe` only in the question in which it met it. So
training asks what it asks in one word in others, too.
"""
import re
from pathlib import Path


class Synonyms:
    """Groups of words or phrases, each of which may stand for any other of its group."""

    EACH = 0.5  # how likely each that has synonyms is replaced

    def __init__(self, groups):
        self.others = {}
        for group in groups:
            for member in group:
                if member in self.others:
                    raise ValueError(f"'{member}' stands in two groups of synonyms")
                self.others[member] = [other for other in group if other != member]
        longest_first = sorted(map(re.escape, self.others), key=len, reverse=True)
        self.pattern = re.compile(rf"(?<![\w'./,:=-])(?:(an?) )?({'|'.join(longest_first)})(?![\w'/-]|\.\w)", re.I)

    @classmethod
    def load(cls, path: Path):
        lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
        groups = [line.split(" | ") for line in lines if line and not line.startswith("# ")]
        return cls(groups)

    def varied(self, text, random):
        """`text` with some of the words that have synonyms replaced; the article before one follows it."""
        if not self.others:
            return text

        def other(match):
            article, word = match.groups()
            if word.lower() not in self.others or random.random() >= self.EACH:
                return match[0]
            chosen = random.choice(self.others[word.lower()])
            if article:
                return f"{'an' if chosen[0] in 'aeiou' else 'a'} {chosen}"
            return chosen

        return self.pattern.sub(other, text)
