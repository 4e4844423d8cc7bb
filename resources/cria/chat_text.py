"""How a conversation is written for training: ChatML, in segments that say what is a control token and what is learned.

A turn is `<|im_start|>user\\nQUESTION<|im_end|>\\n<|im_start|>assistant\\nANSWER<|im_end|>\\n`. Only the answer and the
`<|im_end|>` that ends it are learned, because the rest is given whenever the model is asked.
"""
from typing import NamedTuple

START = "<|im_start|>"
END = "<|im_end|>"


class Segment(NamedTuple):
    text: str
    is_control: bool
    is_learned: bool


def question_segments(question):
    """What stands before an answer: the question, and the beginning of the answer's turn."""
    return [
        Segment(START, True, False),
        Segment("user\n" + question, False, False),
        Segment(END, True, False),
        Segment("\n", False, False),
        Segment(START, True, False),
        Segment("assistant\n", False, False),
    ]


def segments(turns):
    """A whole conversation; each turn is a question and an answer, and perhaps more."""
    written = []
    for question, answer, *_ in turns:
        written += question_segments(question)
        written += [Segment(answer, False, True), Segment(END, True, True), Segment("\n", False, False)]
    return written


def text(turns):
    """The same as one text, to read."""
    return "".join(segment.text for segment in segments(turns))
