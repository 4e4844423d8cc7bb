"""What all skills need to make correct English, and to hold something back from training."""
import zlib

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_IRREGULAR = {
    "child": "children", "mouse": "mice", "goose": "geese", "foot": "feet",
    "tooth": "teeth", "sheep": "sheep", "fish": "fish", "deer": "deer", "person": "people", "leaf": "leaves",
    "knife": "knives", "wolf": "wolves", "shelf": "shelves", "loaf": "loaves", "scarf": "scarves", "calf": "calves",
    "half": "halves", "thief": "thieves", "wife": "wives", "life": "lives", "ox": "oxen", "potato": "potatoes",
    "tomato": "tomatoes", "hero": "heroes", "photo": "photos", "piano": "pianos", "echo": "echoes", "elf": "elves",
    "dwarf": "dwarfs",
}  # fmt: skip


def withheld(content):
    """Whether training never sees this: about one in twenty, the same ones on every machine and in every run."""
    return zlib.crc32(content.encode()) % 20 == 7


def number_word(number):
    """A number from 0 to 99 in words."""
    if number < 20:
        return _SMALL[number]
    tens = _TENS[number // 10 - 2]
    return tens if number % 10 == 0 else f"{tens}-{_SMALL[number % 10]}"


def plural(noun):
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def counted(number, noun):
    """`1 apple`, `3 apples`."""
    return f"{number} {noun if number == 1 else plural(noun)}"


def with_article(phrase):
    """`a fox`, `an old man`."""
    an = phrase[0].lower() in "aeiou" and not phrase.lower().startswith(("uni", "use", "eu", "one", "ufo"))
    return f"{'an' if an else 'a'} {phrase}"


def upper_first(text):
    return text[:1].upper() + text[1:]
