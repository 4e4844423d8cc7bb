"""Texts with slots: `{a|b}` is one of several words, `{name}` a variable.

The dialogue files and the stories' plots are written in them. A text is taken apart once, because training draws from
it many thousand times.
"""
import itertools
import re

_SLOT = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*( [a-z0-9]+)*$")


_SPACES = re.compile(r" {2,}")
_SPACE_BEFORE_MARK = re.compile(r" ([,.?!:;])(?=\s|$)")


def tidy(text):
    """Without the spaces that an empty alternative leaves behind: doubled, at the ends, before punctuation."""
    if "  " in text:
        text = _SPACES.sub(" ", text)
    return _SPACE_BEFORE_MARK.sub(r"\1", text).strip()


class Template:
    """One text with slots. Raises ValueError, with a reason for the writer, where a slot is not well formed."""

    def __init__(self, text):
        self.text = text
        self.parts = []
        for index, part in enumerate(_SLOT.split(text)):
            if index % 2 == 0:
                if "{" in part or "}" in part:
                    raise ValueError("a brace without its partner, or a slot within a slot")
                self.parts.append((part,))
            elif "|" in part:
                self.parts.append(tuple(part.split("|")))
            elif _NAME.match(part):
                self.parts.append(part)
            else:
                raise ValueError(f"bad slot {{{part}}}: neither a variable's name nor words separated by |")
        self.variables = {part for part in self.parts if isinstance(part, str)}
        self.count = 1
        for part in self.parts:
            if not isinstance(part, str):
                self.count *= len(part)

    def drawn(self, random, values=()):
        """One text, with random alternatives and the variables' values."""
        chosen = []
        for part in self.parts:
            if isinstance(part, str):
                chosen.append(values[part])
            else:
                chosen.append(part[0] if len(part) == 1 else random.choice(part))
        return tidy("".join(chosen))

    def every(self, values=(), limit=20000):
        """All texts that can be drawn with these values; the first `limit` where there are more."""
        choices = [(values[part],) if isinstance(part, str) else part for part in self.parts]
        for chosen in itertools.islice(itertools.product(*choices), limit):
            yield tidy("".join(chosen))
