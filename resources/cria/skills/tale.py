"""Tells one story: a plot with a hero, a friend and a place, all of which stay what they are to the end.

A plot is a `.plot` file in `plots/`. Its lines:

    theme: a, b       what a story of it may be asked for by
    mood: funny       funny, scary, bedtime
    avoid: brave      adjectives that would contradict it
    hero: thing       the hero is what stands in this column of the table (else anybody)
    about: ...        how a request names the story: "a fox" + "who lost its scarf"
    want: ...         "the fox wanted" + this
    friend: ...       a sentence about what the friend did
    lesson: ...       a clause; one is drawn
    @ a | b           a table like those of the dialogue files; its values may have slots
    - ...             a sentence of the story
    ~ ...             one that short stories leave out
    / ...             another wording of the sentence before it

Slots: {hero} {he} {him} {his} {himself} {a friend} {friend} {fhe} {fhim} {fhis} {a sage} {sage} {in place}, the table's
columns, all of them with a capital, too.
"""
from dataclasses import dataclass, field
from pathlib import Path

from skills import characters
from skills.characters import Character, Place
from skills.wording import upper_first, with_article, withheld
from slots import Template, tidy

_FORMS = {"he": ("he", "him", "his", "himself"), "she": ("she", "her", "her", "herself"), "it": ("it", "it", "its",
                                                                                                 "itself")}

_OPENINGS = [Template(text) for text in (
    "Once upon a time there lived {a hero}{called} {first place}.",
    "Once upon a time, {first place}, there lived {a hero}{called}.",
    "{First place} there lived {a hero}{called}.",
    "Long ago, {first place}, there lived {a hero}{called}.",
    "There was once {a hero}{called} {first place}.",
    "A long time ago {a hero}{called} lived {first place}.",
)]
_ENDINGS = [Template(text) for text in (
    "And so {he} learned that {lesson}.",
    "From that day on {hero} knew that {lesson}.",
    "{Hero} never forgot that {lesson}.",
    "And since then everybody {in place} knows that {lesson}.",
    "So it is: {lesson}.",
    "That was the day on which {hero} learned that {lesson}.",
)]
# Words of places that may stand in a story's other parts.
_UNTELLING = frozenset(
    "a an the of on by at in to with and near its end old small little big great high wide deep far two three "
    "long".split()
)
_MOST_WORDS = {"short": 80, "": 115, "long": 140}
_GOOD_NIGHTS = [Template(text) for text in (
    "Then the stars came out, and {hero} fell asleep. Good night.",
    "And when the moon rose, {hero} closed {his} eyes and slept. Sleep well.",
    "Now {hero} is asleep, and so should you be. Good night.",
)]


@dataclass
class Sentence:
    optional: bool
    wordings: list[Template]


@dataclass
class Plot:
    name: str
    themes: list[str] = field(default_factory=list)
    moods: list[str] = field(default_factory=list)
    avoid: list[str] = field(default_factory=list)
    hero: str = ""
    about: list[Template] = field(default_factory=list)
    want: Template = None
    friend: Template = None
    lessons: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    rows: list[list[Template]] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)

    def hero_of(self, row):
        return self.rows[row][self.columns.index(self.hero)].text


def _words(value):
    return [word.strip() for word in value.replace(",", " , ").split(" , ")]


def read_plot(path):
    plot = Plot(path.stem)
    for line in path.read_text(encoding="ascii").splitlines():
        sign, _, text = line.partition(" ")
        match sign:
            case "#" | "":
                pass
            case "theme:":
                plot.themes = [theme.strip() for theme in text.split(",")]
            case "mood:":
                plot.moods = text.split()
            case "avoid:":
                plot.avoid = [word.strip() for word in text.split(",")]
            case "hero:":
                plot.hero = text
            case "about:":
                plot.about.append(Template(text))
            case "want:":
                plot.want = Template(text)
            case "friend:":
                plot.friend = Template(text)
            case "lesson:":
                plot.lessons.append(text)
            case "@" if not plot.columns:
                plot.columns = [cell.strip() for cell in text.split("|")]
            case "@":
                plot.rows.append([Template(cell.strip()) for cell in text.split(" | ")])
                if len(plot.rows[-1]) != len(plot.columns):
                    raise ValueError(f"{path.name}: {line}")
            case "-" | "~":
                plot.sentences.append(Sentence(sign == "~", [Template(text)]))
            case "/":
                plot.sentences[-1].wordings.append(Template(text))
            case _:
                raise ValueError(f"{path.name}: unknown line {line!r}")
    return plot


PLOTS = [read_plot(path) for path in sorted((Path(__file__).parent / "plots").glob("*.plot"))]
THING_ROWS = [(plot, row) for plot in PLOTS if plot.hero for row in range(len(plot.rows))]
THINGS = {plot.hero_of(row) for plot, row in THING_ROWS}


@dataclass
class Wish:
    """What somebody who asks for a story has named; what is None is left to the teller."""

    hero: Character = None
    adjective: str = None
    name: str = None  # "" for a hero without one
    friend: Character = None
    place: Place = None
    plot: Plot = None
    theme: str = None
    mood: str = None
    length: str = ""  # short, long, or neither


@dataclass
class Tale:
    text: str
    hero: Character
    adjective: str
    name: str
    friend: Character
    place: Place
    plot: Plot
    lesson: str
    words: dict  # the slots' values
    row: int  # of the plot's table


def _draw_hero(random, things):
    groups = [characters.PLAINS, characters.ANIMALS, characters.PEOPLE, characters.BEINGS]
    if things and random.random() < 0.08:
        return Character(random.choice(sorted(THINGS)), "thing", "it")
    return random.choice(random.choices(groups, (5, 4, 2.5, 1.5))[0])


def _draw_plot(random, wish, hero):
    """A plot and a row of it that fit the wish and the hero."""
    if hero.kind == "thing":
        return random.choice([(plot, row) for plot, row in THING_ROWS if plot.hero_of(row) == hero.noun])
    plots = [wish.plot] if wish.plot else [plot for plot in PLOTS if not plot.hero]
    plots = [plot for plot in plots if wish.theme in plot.themes] if wish.theme else plots
    plots = [plot for plot in plots if wish.mood in plot.moods] if wish.mood in ("funny", "scary") else plots
    if wish.mood == "bedtime" and not wish.plot and random.random() < 0.3:
        plots = [plot for plot in plots if "bedtime" in plot.moods]
    plot = random.choice(plots)
    rows = [place for place, row in enumerate(plot.rows) if not _unnatural(hero, " ".join(cell.text for cell in row))]
    return plot, random.choice(rows)


def _unnatural(hero, row):
    """Whether the row speaks of the hero as of another, or lets it fail at what its kind does from birth."""
    if hero.noun in row.split():
        return True
    return any(hero.noun in nouns and any(phrase in row for phrase in phrases) for nouns, phrases in characters.TALENTS)


def tell(random, wish=None, held_back=False):
    """A story; of what is held back from training, or of what is not."""
    wish = wish or Wish()
    while True:
        hero = wish.hero or _draw_hero(random, things=not (wish.plot or wish.theme or wish.mood or wish.name))
        plot, row = _draw_plot(random, wish, hero)
        place = wish.place or random.choice(characters.PLACES)
        # There are few stories of one thing, so for them it is the place that is held back.
        content = f"{hero.noun} {plot.name} {row if hero.kind != 'thing' else place.first}"
        if _clash(place, plot.rows[row]):
            continue
        if withheld(content) == held_back and (wish.adjective or "little") not in plot.avoid:
            return _told(random, wish, hero, plot, row, place)


def _clash(place, row):
    """Whether somebody who lives there could not tell this: wanting to see the sea, at the sea."""
    words = {word for cell in row for word in cell.text.replace(",", "").split()}
    return any(word in words for word in place.first.split() if word not in _UNTELLING)


def _told(random, wish, hero, plot, row, place):
    pronoun = hero.pronoun
    if not pronoun:
        pronoun = ("she" if wish.name in characters.GIRLS else "he") if wish.name else random.choice(("he", "she"))
    hero = hero._replace(pronoun=pronoun)
    adjective, name = wish.adjective, wish.name
    if adjective is None:
        adjective = ""
        if " " not in hero.noun and random.random() < 0.6:
            adjective = random.choice([word for word in characters.ADJECTIVES[hero.kind] if word not in plot.avoid])
    if name is None:
        names = characters.GIRLS if pronoun == "she" else characters.BOYS
        name = "" if hero.kind == "thing" or random.random() < 0.5 else random.choice(names)
    friend, fpronoun = _friend(random, wish, hero, plot, row)
    sage = random.choice([sage for sage in characters.SAGES if sage.split()[-1] not in (hero.noun, friend.noun)])
    friendly = characters.FRIENDS_ADJECTIVES[: -2 if friend.kind == "person" else None]
    friend_adjective = "" if " " in friend.noun else random.choice(friendly)
    words = {
        "a hero": with_article(tidy(f"{adjective} {hero.noun}")),
        "called": f"{random.choice((' called', ' named'))} {name}" if name else "",
        "first place": place.first,
        "in place": place.later,
        "a friend": with_article(tidy(f"{friend_adjective} {friend.noun}")),
        "friend": f"the {friend.noun}",
        "a sage": with_article(sage),
        "sage": f"the {sage.split()[-1]}",
        "hero": name or f"the {hero.noun}",
    }
    words |= zip(("he", "him", "his", "himself"), _FORMS[pronoun])
    words |= zip(("fhe", "fhim", "fhis"), _FORMS[fpronoun])
    words["lesson"] = lesson = random.choice(plot.lessons)
    words |= _with_capitals(words)
    words |= _with_capitals({key: cell.drawn(random, words) for key, cell in zip(plot.columns, plot.rows[row])})
    text = _text(random, wish, plot, words, hero, adjective, name)
    return Tale(text, hero, adjective, name, friend, place, plot, lesson, words, row)


def _friend(random, wish, hero, plot, row):
    """Whom the hero meets, and the pronoun: another than the hero's, so that it is always clear who is meant."""
    pronoun = {"he": "she", "she": "he", "it": random.choice(("he", "she"))}[hero.pronoun]
    if wish.friend:
        return wish.friend, pronoun
    named = " ".join(cell.text for cell in plot.rows[row])
    others = [one for one in characters.FRIENDS if one.noun != hero.noun and one.noun not in named]
    fitting = [one for one in others if one.pronoun in ("", pronoun)]
    return random.choice(fitting), pronoun


def _with_capitals(words):
    return words | {upper_first(key): upper_first(value) for key, value in words.items()}


def _text(random, wish, plot, words, hero, adjective, name):
    """The story in words. Of several drafts the first is taken that is not too long, or else the shortest."""
    drafts = []
    for _ in range(8):
        drafts.append(_draft(random, wish, plot, words, hero, adjective, name))
        if len(drafts[-1].split()) <= _MOST_WORDS[wish.length]:
            return drafts[-1]
    return min(drafts, key=len)


def _draft(random, wish, plot, words, hero, adjective, name):
    chance = {"short": 0, "long": 1}.get(wish.length, 0.35)
    sentences = [sentence for sentence in plot.sentences if not sentence.optional or random.random() < chance]
    told = [random.choice(_OPENINGS).drawn(random, words)]
    mentions = [words["hero"]] * 4 + [f"the {hero.noun}"]
    if adjective in ("little", "small", "young", "tiny", "brave"):
        mentions.append(f"the {adjective} {hero.noun}")
    for place, sentence in enumerate(sentences):
        mention = random.choice(mentions) if place else words["hero"]
        mentioned = {"hero": mention, "Hero": upper_first(mention)}
        told.append(random.choice(sentence.wordings).drawn(random, words | mentioned))
    told.append(random.choice(_ENDINGS).drawn(random, words))
    if wish.mood == "bedtime" and plot.name != "sleepless":
        told.append(random.choice(_GOOD_NIGHTS).drawn(random, words))
    return " ".join(told)
