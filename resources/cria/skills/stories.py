"""Short stories in the manner of children's tales, and what people say to get one, or ask about the one they got.

Whatever a request names (the hero, the friend, the place, what happens) is in the story. Held back from training are
pairs of a hero and what happens to it.
"""
from skills import characters
from skills.characters import Character
from skills.tale import PLOTS, Wish, tell
from skills.wording import plural, upper_first, with_article

_VERBS = (
    "tell me {}", "tell me {}", "tell me {}", "please tell me {}", "can you tell me {}", "could you tell me {}",
    "tell {}", "i want {}",
    "i would like {}", "i'd like to hear {}", "make up {}", "write {}", "write me {}", "can you write {}",
    "invent {}", "do you know {}",
    "can you make up {}", "{} please", "{}", "give me {}", "i want to hear {}", "can i have {}", "let me hear {}",
    "would you tell me {}",
    "think of {}", "come up with {}", "how about {}",
)  # fmt: skip
_KINDS = ("a story", "a story", "a story", "a tale", "a little story", "a nice story", "a fairy tale",
          "a children's story", "a new story")
_SHORT = ("a short story", "a very short story", "a short tale", "a small story", "a quick story", "a brief story")
_LONG = ("a long story", "a longer story", "a really long story")
_FUNNY = ("a funny story", "a funny tale")
_SCARY = ("a scary story", "a ghost story", "a spooky story")
_BEDTIME = ("a bedtime story", "a bedtime story", "a good night story", "a story to fall asleep",
            "a goodnight story", "a story before i sleep")
_WHOLE = ("story", "story please", "story time", "i'm bored, tell me a story", "tell me a story, any story",
          "once upon a time",
          "i feel like a story", "my daughter wants a story", "my son wants to hear a story",
          "i need a story for my kids",
          "surprise me with a story", "ok, tell me a story", "then tell me a story",
          "yes, tell me a story")  # fmt: skip
_SLEEPLESS = ("i cannot sleep, tell me something", "i can't sleep, tell me a story",
              "tell me something to fall asleep", "it is bedtime")
# Without a subject these ask whether Cria can tell stories at all, which is another question.
_ABILITY = ("can you write {}", "do you know {}", "can you make up {}")

_ANOTHER = ("another one", "another one please", "another", "one more", "one more please", "tell me another one",
            "another story",
            "that was nice, another one", "more", "and another", "again, but another one", "a different one",
            "next story", "can i hear another one",
            "do you know another one", "i want one more", "tell me one more story", "nice! one more")  # fmt: skip
_SHORTER = ("a shorter one", "a shorter one please", "that was too long, a shorter one", "now a short one",
            "shorter please", "can you tell a shorter one",
            "another one, but shorter", "a very short one")  # fmt: skip
_LONGER = ("a longer one", "a longer one please", "now a long one", "that was short, a longer one",
           "another one, but longer", "longer please")
_ONE_ABOUT = ("and one about {}", "one about {}", "now one about {}", "and now about {}", "another one about {}",
              "one with {}", "tell me one about {}",
              "now with {}", "and one with {}", "another story about {}", "do you have one about {}",
              "what about {}")  # fmt: skip
_ON_SHORTER = ("a short one about {}", "and a short one with {}")

_MORAL = ("what is the moral", "what is the lesson", "what does the story teach", "what is the moral of the story",
          "and the moral?",
          "what do we learn from it", "what did {h} learn", "what is the lesson of this story", "the moral?",
          "what can i learn from that")  # fmt: skip
_NAME = ("what was {h} called", "what is the name of {h}", "what's the name of {h}", "how is {h} called",
         "does {h} have a name")
_WHERE = ("where does the story happen", "where was that", "where is that", "where does it take place")
_HOME = ("where did {h} live", "where does {h} live", "where was {h} at home")
_WANT = ("what did {h} want", "what does {h} want", "what was it that {h} wanted")
_WHO = ("who is the story about", "who was the story about", "who is the hero of the story", "who is it about",
        "who is in the story")
_FRIEND = ("who else was there", "what did {f} do", "who is {f}", "who was {f}", "who helped", "and {f}?")


def _one_named(random, tale):
    """The hero as a request names it; the adjective only sometimes."""
    noun = tale.hero.noun
    way = random.random()
    if tale.adjective and way < 0.4:
        return with_article(f"{tale.adjective} {noun}")
    if way < 0.5 and " " not in noun and tale.hero.kind != "thing":
        return random.choice((plural(noun), f"the {noun}", noun))
    return with_article(noun)


def _subject(random, tale):
    """What the story is about, as a request says it: the hero, and often something more."""
    named = _one_named(random, tale)
    if not named.startswith(("a ", "an ")):
        return named
    way = random.random()
    if tale.name and way < 0.2:
        return random.choice((f"{named} called {tale.name}", f"{named} named {tale.name}",
                              f"{named} with the name {tale.name}"))
    if tale.name and way < 0.25 and tale.hero.kind == "person":
        return tale.name
    if way < 0.4:
        return f"{named} and {with_article(tale.friend.noun)}"
    if way < 0.55:
        place = tale.place.first if random.random() < 0.5 else tale.place.later
        return f"{named} {place}"
    if way < 0.75:
        return f"{named} {random.choice(tale.plot.about).drawn(random, tale.words)}"
    return named


def _request(random, kinds, subject=None, links=("about", "about", "about", "with")):
    kind = random.choice(kinds)
    form = random.choice(_VERBS)
    if subject is None:
        return "tell me " + kind if form in _ABILITY else form.format(kind)
    text = form.format(kind)
    text = text.removesuffix(" please")
    if text == kind and kind in _KINDS and random.random() < 0.5:
        text = "story"
    return f"{text} {random.choice(links)} {subject}"


def _named_first(random, held_back):
    """A request that names what the story is about."""
    length = random.choice(("", "", "", "", "short", "long"))
    bedtime = not length and random.random() < 0.15
    tale = tell(random, Wish(length=length, mood="bedtime" if bedtime else None), held_back)
    kinds = {"short": _SHORT, "long": _LONG, "": _BEDTIME if bedtime else _KINDS}[length]
    return _request(random, kinds, _subject(random, tale)), tale


def _by_name(random):
    """A story about somebody of whom only the name is said."""
    name = random.choice(characters.GIRLS + characters.BOYS)
    hero = Character("girl", "person", "she") if name in characters.GIRLS else Character("boy", "person", "he")
    return _request(random, _KINDS, name, ("about",)), tell(random, Wish(hero=hero, name=name))


def _by_theme(random):
    theme = random.choice([theme for plot in PLOTS if not plot.hero for theme in plot.themes])
    return _request(random, _KINDS, theme, ("about",)), tell(random, Wish(theme=theme))


def _by_mood(random):
    mood, kinds = random.choice((("funny", _FUNNY), ("scary", _SCARY), ("bedtime", _BEDTIME), ("bedtime", _BEDTIME)))
    tale = tell(random, Wish(mood=mood))
    if mood == "bedtime" and random.random() < 0.3:
        return random.choice(_SLEEPLESS), tale
    return _request(random, kinds, _subject(random, tale) if random.random() < 0.4 else None), tale


def _by_place(random):
    tale = tell(random)
    where = random.choice(("that happens {}", "{}", "that takes place {}")).format(tale.place.first)
    return f"{_request(random, _KINDS)} {where}", tale


def _unnamed(random):
    way = random.random()
    if way < 0.2:
        return random.choice(_WHOLE), tell(random)
    if way < 0.4:
        return _request(random, _SHORT), tell(random, Wish(length="short"))
    if way < 0.47:
        return _request(random, _LONG), tell(random, Wish(length="long"))
    return _request(random, _KINDS), tell(random)


def _first(random):
    way = random.random()
    if way < 0.56:
        return _named_first(random, False)
    if way < 0.6:
        return _by_name(random)
    if way < 0.66:
        return _by_theme(random)
    if way < 0.75:
        return _by_mood(random)
    if way < 0.78:
        return _by_place(random)
    return _unnamed(random)


def _next(random):
    way = random.random()
    if way < 0.45:
        return random.choice(_ANOTHER), tell(random)
    if way < 0.6:
        return random.choice(_SHORTER), tell(random, Wish(length="short"))
    if way < 0.65:
        return random.choice(_LONGER), tell(random, Wish(length="long"))
    if way < 0.7:
        tale = tell(random, Wish(length="short"))
        return random.choice(_ON_SHORTER).format(_subject(random, tale)), tale
    tale = tell(random)
    return random.choice(_ONE_ABOUT).format(_subject(random, tale)), tale


def _about(random, tale):
    """A question about the story that was told, and its answer."""
    hero = f"the {tale.hero.noun}" if not tale.name or random.random() < 0.5 else tale.name
    questions = [(_MORAL, f"The story says that {tale.lesson}.")] * 2
    questions.append((_WHERE, f"It happens {tale.place.first}."))
    questions.append((_HOME, f"{upper_first(hero)} lived {tale.place.first}."))
    subject = tale.words["a hero"] + (f" called {tale.name}" if tale.name else "")
    questions.append((_WHO, f"It is about {subject}."))
    questions.append((_WANT, f"{upper_first(hero)} wanted {tale.plot.want.drawn(random, tale.words)}."))
    questions.append((_FRIEND, tale.plot.friend.drawn(random, tale.words | {"hero": hero})))
    if tale.name:
        questions.append((_NAME, f"The {tale.hero.noun} is called {tale.name}."))
        questions.append((_NAME, f"The {tale.hero.noun} is called {tale.name}."))
    forms, answer = random.choice(questions)
    who = f"the {tale.hero.noun}" if forms is _NAME else hero
    return random.choice(forms).format(h=who, f=f"the {tale.friend.noun}"), answer


def sample(random):
    question, tale = _first(random)
    turns = [(question, tale.text)]
    if random.random() < 0.15:
        turns.append(_about(random, tale))
    elif random.random() < 0.15:
        question, tale = _next(random)
        turns.append((question, tale.text))
    return turns


def held_out(random, count):
    drawn = [_named_first(random, True) for _ in range(count)]
    return [(question, tale.text) for question, tale in drawn]
