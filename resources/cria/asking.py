"""How people type: one question as many would write it, with and without capitals, marks, courtesy and errors.

A small model that has only seen tidy questions stumbles over the others, so training sees them all.
"""
import re

from skills.wording import number_word

_IMPERATIVES = frozenset(
    "tell show give explain describe write say list name make help teach translate repeat count let summarize "
    "summarise add subtract multiply divide compare rewrite rephrase put turn shorten recommend suggest define "
    "compute calculate read find".split()
)
_ASKING = frozenset(
    "how what where which why when who whose whats hows wheres is are do does did can could will would should am was "
    "were may must shall".split()
)
_GREETED = re.compile(
    r"\b(hi|hello|hey|good (morning|evening|afternoon|day|night)|please|pls|plz|thanks?|sorry|excuse)\b", re.I
)
_KEYS = frozenset(
    "ctrl control shift alt esc escape enter return tab space delete backspace home end comma altiplano cria llama "
    "gguf vulkan q4 chatml".split()
)
_KEPT = _KEYS | frozenset(word for number in range(100) for word in number_word(number).split("-"))
_NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "ol", "a": "qsz", "s": "adwx", "d": "sfec", "f": "dgrv", "g": "fhtb", "h": "gjyn", "j": "hkum", "k": "jli",
    "l": "ko", "z": "xa", "x": "zcs", "c": "xvd", "v": "cbf", "b": "vng", "n": "bmh", "m": "nj",
}  # fmt: skip

_SMALL_WORDS = frozenset(
    "a an the is are am was were be been do does did can could will would should may must shall have has had i you we it "
    "its my your me us of to for in at there this that these those any some what how so just".split()
)

_GREETINGS = ("hi, ", "hi ", "hi! ", "hello, ", "hello! ", "hey, ", "hey ", "good morning, ", "good evening. ",
              "hi there, ")
_BEFORE_QUESTIONS = ("quick question: ", "a question: ", "sorry, ", "excuse me, ", "one more thing, ", "tell me, ",
                     "please, ")
_BEFORE_REQUESTS = ("please ", "please ", "please ", "can you ", "could you ", "can you please ",
                    "could you please ", "would you ")
_AFTER = (" please", ", please", ", thanks", " thanks", ", thank you")
_HOW_TO = ("can you tell me how to ", "please tell me how to ", "I want to know how to ", "how to ",
           "could you tell me how I can ",
           "do you know how to ", "tell me how to ")  # fmt: skip


def first_word(text):
    return re.match(r"[\w']*", text.lower()).group().replace("'", "")


def kind_of(text):
    """`question`, `request` or `other` (a remark, single words, several sentences)."""
    if re.search(r"[.!?;:]\s+\S", text):
        return "other"
    word = first_word(text)
    if word in _IMPERATIVES:
        return "request"
    asks = word in _ASKING or re.match(r"(have|has|had) (you|i|we|they|it|he|she|anyone)\b", text, re.I)
    return "question" if asks and len(text.split()) > 2 else "other"


def courteous(text, random):
    """With a please, a thank you or a polite beginning, where the kind of question takes one."""
    kind = kind_of(text)
    if kind == "other" or _GREETED.search(text):
        return text
    if kind == "request":
        return random.choice(_BEFORE_REQUESTS) + text if random.random() < 0.65 else text + random.choice(_AFTER)
    how = re.match(r"how (?:do|can|could|would|should) i (.+)", text, re.I)
    if how and random.random() < 0.6:
        return random.choice(_HOW_TO) + how[1]
    if random.random() < 0.5:
        return random.choice(_BEFORE_QUESTIONS) + text
    return text + random.choice(_AFTER)


def greeted(text, random):
    """With a greeting before it, unless it is one itself or too short to follow one."""
    if kind_of(text) == "other" or _GREETED.search(text):
        return text
    return random.choice(_GREETINGS) + text


def terse(text, random):
    """As people type into a search box: most of the small words are left out, unless fewer than two others stay."""
    words = text.split(" ")
    kept = [word for word in words if word.lower().strip(",") not in _SMALL_WORDS or random.random() < 0.25]
    return " ".join(kept) if sum(word.lower().strip(",") not in _SMALL_WORDS for word in kept) > 1 else text


def mistyped_word(word, random):
    """The word with a single typing error."""
    place = random.randrange(1, len(word) - 1)
    kind = random.randrange(4)
    if kind == 0 and word[place] != word[place + 1]:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    if kind == 2:
        return word[:place] + word[place] + word[place:]
    return word[:place] + random.choice(_NEIGHBOURS[word[place]]) + word[place + 1 :]


def mistyped(text, random, known_words=frozenset()):
    """With one typing error, or two; never in numbers, names of keys, options or files, and never another word that
    people use here, which would ask something else."""
    words = text.split(" ")
    places = [place for place, word in enumerate(words) if re.fullmatch(r"[A-Za-z][a-z]{3,}[,.?!]?", word)
              and word.lower().strip(",.?!") not in _KEPT]  # fmt: skip
    random.shuffle(places)
    for place in places[: 2 if random.random() < 0.25 else 1]:
        word = words[place].rstrip(",.?!")
        wrong = mistyped_word(word, random)
        if wrong.lower() not in known_words:
            words[place] = wrong + words[place][len(word) :]
    return " ".join(words)


def capitalised(text, random):
    """In one of the ways that people use capitals."""
    way = random.random()
    if way < 0.25:
        return re.sub(r"\bi\b", "I", text[:1].upper() + text[1:])
    if way < 0.5:
        return text.lower()
    if way < 0.51:
        return text.upper()
    return text


def punctuated(text, mark, kind, random):
    """With a mark at its end, or without; `mark` is the one that was written."""
    if mark and mark not in "?.":
        return text + mark
    way = random.random()
    if kind == "question" or mark == "?":
        return text + ("?" if way < 0.55 else "" if way < 0.94 else "??" if way < 0.96 else " ?" if way < 0.98 else ".")
    if kind == "request":
        return text + ("" if way < 0.6 else "." if way < 0.9 else "!" if way < 0.96 else "?")
    return text + (mark if way < 0.55 else "" if way < 0.85 else "." if len(text.split()) > 2 else "")


def asked(text, random, first=False, courtesy=True, shortened=False, known_words=frozenset()):
    """The question as one person would type it; `first` for the first of a conversation, `shortened` where it may lose
    its small words."""
    body, mark = re.fullmatch(r"(.*?)([.?!]*)", text, re.DOTALL).groups()
    kind = kind_of(body)
    if shortened and random.random() < 0.12:
        body = terse(body, random)
    elif courtesy and random.random() < 0.12:
        body = courteous(body, random)
    if first and random.random() < 0.1:
        body = greeted(body, random)
    if "'" in body and random.random() < 0.3:
        body = re.sub(r"(?<=[A-Za-z])'(?=[A-Za-z])", "", body)
    if random.random() < 1 / 6:
        body = mistyped(body, random, known_words)
    return punctuated(capitalised(body, random), mark, kind, random)
