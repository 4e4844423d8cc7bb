"""The same in other words: politely, shorter, formally, as a question, as a negation, in the past; and saying it again.

Held back from training are sentences, in whatever way they are to be changed.
"""
import re

from skills import sentences, statements
from skills.wording import upper_first, withheld
from slots import Template

KEEPS_SPELLING = True

_ASKING = {
    "polite": ("say this more politely", "make this more polite", "how do I say this politely", "more polite please",
               "make this nicer",
               "can you make this polite", "rewrite this politely", "a polite way to say this", "put this politely",
               "polite version",
               "say it in a friendlier way", "please make this sentence more polite",
               "how can I say this in a polite way",
               "rephrase politely", "could you say this more nicely", "make it polite"),
    "short": ("make this shorter", "shorten this", "say this in fewer words", "can you shorten this",
              "a shorter version please",
              "say it more briefly", "shorter", "please shorten this sentence", "cut this down",
              "sum this up in a few words",
              "make it short", "how can I say this in a shorter way", "summarize this sentence",
              "too long, make it shorter"),
    "other": ("put it in other words", "say this in other words", "rephrase this", "say this differently",
              "reword this",
              "can you rephrase this", "how else can I say this", "another way to say this", "paraphrase this",
              "in other words",
              "write this in a different way", "please say this with other words", "rewrite this sentence",
              "use a different word"),
    "question": ("turn it into a question", "make this a question", "turn this into a question",
                 "can you make a question of this",
                 "ask this as a question", "as a question", "rewrite this as a question", "make it a question please",
                 "how do I ask this", "form a question from this"),
    "formal": ("make it formal", "make this more formal", "say this formally", "write this in a formal way",
               "more formal please",
               "formal version", "can you make this sound formal", "how do I write this formally",
               "rewrite this for a letter",
               "put this in formal English"),
    "negation": ("make this negative", "say that it is not so", "negate this", "make this sentence negative",
                 "turn this into a negative sentence",
                 "put a not into this", "say the contrary", "the negative of this"),
    "past": ("put this in the past", "say this in the past tense", "past tense", "make this past",
             "put this sentence into the past tense",
             "rewrite this in the past", "how is this in the past tense", "change this to past tense"),
    "repeat": ("repeat after me", "say", "repeat this", "say this", "please repeat", "say exactly this", "repeat",
               "write this", "can you repeat this"),
}  # fmt: skip
_AGAIN = ("and this", "now this one", "and", "next one", "and what about this", "this one too",
          "and this one please", "now", "another one")


def _pairs(text):
    """Pairs as templates; the slots of a pair that have equally many words are drawn alike."""
    return [tuple(Template(side) for side in line.split(" => ")) for line in text.strip().splitlines()]


def _drawn_alike(pair, random):
    """Both sides of a pair. A slot of the second side follows the slot of the first that has as many alternatives and
    the same place among those."""
    before, after = pair
    places, chosen = {}, []
    for part in before.parts:
        if not isinstance(part, str):
            place = random.randrange(len(part))
            if len(part) > 1:
                places.setdefault(len(part), []).append(place)
            chosen.append(part[place])
    told = []
    for part in after.parts:
        if isinstance(part, str) or len(part) == 1:
            told.append(part[0])
        else:
            told.append(part[places[len(part)].pop(0)])
    return "".join(chosen), "".join(told)


_COMMANDS = [Template(line) for line in sentences.COMMANDS.strip().splitlines()]
_WANTS = "|".join(sentences.WANTS.strip().splitlines()).split("|")
_BLUNT_QUESTIONS = _pairs(sentences.BLUNT_QUESTIONS)
_BLUNT_REMARKS = _pairs(sentences.BLUNT_REMARKS)
_PADDED = [tuple(line.split(" => ")) for line in sentences.PADDED.strip().splitlines()]
_SHORTENED = _pairs(sentences.SHORTENED)
_FORMAL = _pairs(sentences.FORMAL)
_SYNONYMS = [Template(line) for line in sentences.SYNONYMS.strip().splitlines()]


_POLITE_COMMANDS = ("Could you please {}?", "Would you please {}?")
_POLITE_QUESTIONS = ("Excuse me, could you tell me {}, please?", "Could you please tell me {}?")
_RUDE_COMMANDS = ("{C}!", "{C}!", "{C}.", "{C}.", "{C} now!", "Hey, {c}!", "You must {c}.", "I want you to {c}.")
_RUDE_WANTS = ("I want {}.", "I want {}!", "I want {} now.")


def _polite(random):
    way = random.random()
    if way < 0.5:
        command = random.choice(_COMMANDS).drawn(random)
        form = random.choice(_RUDE_COMMANDS)
        if " now" in form and " now" in command:
            form = "{C}!"
        rude = form.format(c=command, C=upper_first(command))
        return rude, random.choice(_POLITE_COMMANDS).format(command)
    if way < 0.65:
        want = random.choice(_WANTS)
        return random.choice(_RUDE_WANTS).format(want), f"I would like {want}, please."
    if way < 0.8:
        question, told = _drawn_alike(random.choice(_BLUNT_QUESTIONS), random)
        return question, random.choice(_POLITE_QUESTIONS).format(told)
    return _drawn_alike(random.choice(_BLUNT_REMARKS), random)


def _short(random):
    if random.random() < 0.5:
        return _drawn_alike(random.choice(_SHORTENED), random)
    statement = statements.drawn(random)
    before, after = random.choice(_PADDED)
    return tuple(text.format(core=statement.core, Core=upper_first(statement.core)) for text in (before, after))


def _other(random):
    text = random.choice(_SYNONYMS).drawn(random)
    sides = random.choice(((1, 2), (2, 1)))
    told = (re.sub(r"\[([^=]*)=([^]]*)\]", lambda found, side=side: found[side], text) for side in sides)
    return tuple(re.sub(r"\ban?\b (?=\w)", lambda found: _article_before(one[found.end() :]), one) for one in told)


def _article_before(rest):
    return "an " if rest[0] in "aeiou" else "a "


def _question(random):
    statement = statements.drawn(random)
    return statement.plain, statement.question


def _negation(random):
    statement = statements.drawn(random)
    return statement.plain, statement.negation


def _past(random):
    statement = statements.drawn(random, with_past=True)
    return statement.plain, statement.past


def _formal(random):
    return _drawn_alike(random.choice(_FORMAL), random)


def _repeat(random):
    way = random.random()
    if way < 0.5:
        text = statements.drawn(random).plain
    elif way < 0.7:
        text = _other(random)[0]
    elif way < 0.85:
        words = [word.lower() for _ in range(3) for word in re.findall(r"[a-zA-Z]+", statements.drawn(random).plain)]
        text = " ".join(random.sample(words, random.randint(1, 5)))
    else:
        text = _drawn_alike(random.choice(_BLUNT_REMARKS), random)[1]
    return text, text


_KINDS = {"polite": (_polite, 5), "short": (_short, 3), "other": (_other, 3), "question": (_question, 4),
          "formal": (_formal, 2.5),
          "negation": (_negation, 2), "past": (_past, 2), "repeat": (_repeat, 2.5)}  # fmt: skip
_NAMES = list(_KINDS)
_WEIGHTS = [weight for _, weight in _KINDS.values()]


def _pair(name, random, held_back):
    while True:
        before, after = _KINDS[name][0](random)
        if before and after and withheld(f"{name} {before.lower()}") == held_back:
            return before, after


def _written(lead, text, random):
    """The request as people write it, with the sentence behind it, or before it."""
    if random.random() < 0.35:
        lead = upper_first(lead)
    if random.random() < 0.15:
        text = text.rstrip(".")
    way = random.random()
    if way < 0.6:
        return f"{lead}: {text}"
    if way < 0.8:
        return f'{lead}: "{text}"'
    if way < 0.88:
        return f"{lead}:\n{text}"
    if way < 0.94:
        return f'"{text}" - {lead}'
    return f"{lead}. {text}"


def _turn(name, lead, random, held_back):
    before, after = _pair(name, random, held_back)
    if name != "repeat" and random.random() < 0.12:
        before = before[:1].lower() + before[1:]
    question = _written(lead, before, random)
    if name == "repeat" and before not in question:  # without its full stop
        after = before.rstrip(".")
    return question, after


def sample(random):
    name = random.choices(_NAMES, _WEIGHTS)[0]
    turns = [_turn(name, random.choice(_ASKING[name]), random, False)]
    if random.random() < 0.2:
        turns.append(_turn(name, random.choice(_AGAIN), random, False))
    return turns


def held_out(random, count):
    names = random.choices(_NAMES, _WEIGHTS, k=count)
    return [_turn(name, random.choice(_ASKING[name]), random, True) for name in names]
