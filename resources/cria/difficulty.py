"""Which questions training asks more often: those whose answers are not known yet."""


class Difficulty:
    """What the opening of the answer to each question cost when it was asked, in nats a token, of late most.

    Most questions of a corpus that is half learned teach nothing any more: one that is answered well is drawn seven times
    as rarely as one that is not."""

    HARD = 0.3
    LEAST = 0.15

    def __init__(self, losses=None):
        self.losses = losses or {}

    def wants(self, place, generator):
        return generator.random() < max(self.LEAST, min(1.0, self.losses.get(place, self.HARD) / self.HARD))

    def note(self, place, loss):
        self.losses[place] = (self.losses.get(place, loss) + loss) / 2
