"""Small knowledge that comes in lists: days, months, letters, opposites, plurals, rhymes, animals, colours, groups.

There is little of it, so nothing is held back as a fact: what is held back is a fact in one of its wordings.
"""
from skills import word_tables as tables
from skills.wording import number_word, plural, upper_first, with_article, withheld

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()


def _listed(words):
    return ", ".join(words[:-1]) + " and " + words[-1]


def _whole_list(random):
    words, forms, answer = random.choice((
        (tables.DAYS, ("what are the days of the week", "name the days of the week", "list the days of the week",
                       "days of the week",
         "tell me the days of the week", "which days does a week have", "say the days of the week in order",
         "name all weekdays"),
         "The days of the week are {}."),
        (tables.MONTHS, ("what are the months of the year", "name the months", "list the months of the year",
                         "months of the year",
         "tell me the twelve months", "which months are there", "say the months in order", "name all months"),
         "The months are {}."),
        (tables.SEASONS, ("name the four seasons", "list the seasons", "the seasons", "which seasons are there",
         "tell me the seasons of the year", "what are the four seasons called"), "The four seasons are {}."),
        (tables.LETTERS, ("say the alphabet", "what is the alphabet", "list the letters of the alphabet", "alphabet",
                          "recite the alphabet",
         "tell me the alphabet", "can you say the abc", "write down the alphabet",
         "what are the letters of the alphabet"), "{}"),
        (["red", "orange", "yellow", "green", "blue", "indigo", "violet"], ("what are the colours of the rainbow",
         "name the colors of the rainbow", "which colours does a rainbow have", "rainbow colours",
         "list the colours of the rainbow"),
         "The colours of the rainbow are {}."),
    ))  # fmt: skip
    text = ", ".join(words) + "." if words is tables.LETTERS else _listed(words)
    return random.choice(forms), answer.format(text)


def _neighbour(random):
    words = random.choice((tables.DAYS, tables.MONTHS, tables.DAYS, tables.MONTHS, tables.SEASONS, tables.LETTERS))
    what = {id(tables.DAYS): "day", id(tables.MONTHS): "month", id(tables.SEASONS): "season",
            id(tables.LETTERS): "letter"}[id(words)]
    place = random.randrange(len(words))
    if random.random() < 0.6:
        step, name = 1, "after"
        forms = ("what comes after {w}", "which {k} comes after {w}", "what {k} is after {w}", "what follows {w}",
                 "the {k} after {w}", "what is the {k} after {w}", "which {k} follows {w}", "after {w} comes what",
                 "next {k} after {w}")  # fmt: skip
    else:
        step, name = -1, "before"
        forms = ("what comes before {w}", "which {k} comes before {w}", "what {k} is before {w}", "the {k} before {w}",
                 "what is the {k} before {w}", "before {w} comes what")  # fmt: skip
    if words is tables.LETTERS and not 0 <= place + step < 26:
        return _neighbour(random)
    word, other = words[place], words[(place + step) % len(words)]
    return random.choice(forms).format(w=word, k=what), f"{upper_first(other)} comes {name} {word}."


def _tomorrow(random):
    place = random.randrange(7)
    today = tables.DAYS[place]
    step, name, verb = random.choice(((1, "tomorrow", "is"), (-1, "yesterday", "was")))
    form = random.choice(("today is {t}, what day {v} {n}", "if today is {t}, what {v} {n}",
                          "it is {t} today. which day {v} {n}?",
                          "what day {v} {n} if today is {t}"))  # fmt: skip
    other = tables.DAYS[(place + step) % 7]
    return form.format(t=today, n=name, v=verb), f"If today is {today}, {name} {verb} {other}."


def _numbered(random):
    if random.random() < 0.5:
        words, what, whole = random.choice(((tables.DAYS, "day", "week"), (tables.MONTHS, "month", "year")))
        place = random.randrange(len(words))
        forms = ("what is the {o} {k} of the {w}", "which is the {o} {k} of the {w}", "the {o} {k} of the {w}",
                 "name the {o} {k} of the {w}")
        form = random.choice(forms)
        ordinal = _ORDINALS[place]
        if place == len(words) - 1 and random.random() < 0.5:
            ordinal = "last"
        return form.format(o=ordinal, k=what, w=whole), f"The {ordinal} {what} of the {whole} is {words[place]}."
    return random.choice((
        ("how many days are in a week", "A week has 7 days."), ("how many days does a week have", "A week has 7 days."),
        ("how many months are in a year", "A year has 12 months."), ("how many months does a year have",
                                                                     "A year has 12 months."),
        ("how many seasons are there", "There are 4 seasons."), ("how many days are in a year",
                                                                 "A year has 365 days, and a leap year 366."),
        ("how many days does a year have", "A year has 365 days, and a leap year 366."),
        ("how many hours are in a day", "A day has 24 hours."), ("how many hours does a day have",
                                                                 "A day has 24 hours."),
        ("how many minutes are in an hour", "An hour has 60 minutes."), ("how many minutes does an hour have",
                                                                         "An hour has 60 minutes."),
        ("how many seconds are in a minute", "A minute has 60 seconds."), ("how many seconds does a minute have",
                                                                           "A minute has 60 seconds."),
        ("how many letters are in the alphabet", "The English alphabet has 26 letters."),
        ("how many letters does the alphabet have", "The English alphabet has 26 letters."),
        ("how many weeks are in a year", "A year has about 52 weeks."), ("what are the vowels",
                                                                         "The vowels are A, E, I, O and U."),
        ("which letters are vowels", "The vowels are A, E, I, O and U."), ("name the vowels",
                                                                           "The vowels are A, E, I, O and U."),
        ("which days are the weekend", "The weekend is Saturday and Sunday."), ("what days are on the weekend",
                                                                                "The weekend is Saturday and Sunday."),
    ))  # fmt: skip


def _month(random):
    month = random.choice(tables.MONTHS)
    days = tables.MONTH_LENGTHS[month]
    forms = ("how many days does {m} have", "how many days are in {m}", "how long is {m}", "days in {m}",
             "does {m} have 30 or 31 days")
    extra = ", and 29 in a leap year" if month == "February" else ""
    return random.choice(forms).format(m=month), f"{month} has {days} days{extra}."


def _opposite(random):
    first, second = random.choice(list(tables.OPPOSITES.items()))
    form = random.choice(("what is the opposite of {w}", "opposite of {w}", "what's the opposite of {w}",
                          "the opposite of {w}",
                          "tell me the opposite of {w}", 'what is the opposite of "{w}"', "{w} - what is the opposite",
                          "do you know the opposite of {w}", "which word is the opposite of {w}",
                          "name the opposite of {w}",
                          "what word means the opposite of {w}", "give me the opposite of {w}",
                          "antonym of {w}"))  # fmt: skip
    return form.format(w=first), f"The opposite of {first} is {second}."


def _plural(random):
    word = random.choice(tables.PLURALS)
    if random.random() < 0.25:
        form = random.choice(("what is the singular of {p}", "singular of {p}", "one of many {p}: what is it called"))
        return form.format(p=plural(word)), f"The singular of {plural(word)} is {word}."
    form = random.choice(("what is the plural of {w}", "plural of {w}", "what's the plural of {w}",
                          "one {w}, two what", "the plural of {w}",
                          "how do you say more than one {w}",
                          'what is the plural of "{w}"', "tell me the plural of {w}",
                          "one {w}, many ..."))  # fmt: skip
    return form.format(w=word), f"The plural of {word} is {plural(word)}."


def _rhyme(random):
    words = random.choice(tables.RHYMES).split()
    word = random.choice(words)
    others = [other for other in words if other != word]
    form = random.choice(("what rhymes with {w}", "a rhyme for {w}", "find a word that rhymes with {w}",
                          "give me a rhyme for {w}",
                          "which word rhymes with {w}", "rhyme for {w}", "tell me a word that rhymes with {w}",
                          "do you know a rhyme for {w}", "what word rhymes with {w}"))  # fmt: skip
    found = others[:3]
    if "what rhymes" in form and len(found) > 1:
        return form.format(w=word), f"{upper_first(_listed(found))} rhyme with {word}."
    return form.format(w=word), f"{upper_first(found[0])} rhymes with {word}."


def _animal(random):
    if random.random() < 0.5:
        animal, sound = random.choice(list(tables.SOUNDS.items()))
        form = random.choice(("what does {a} say", "what sound does {a} make", "which noise does {a} make",
                              "how does {a} sound",
                              "what noise does {a} make", "the sound of {a}"))  # fmt: skip
        return form.format(a=with_article(animal)), f"{upper_first(with_article(animal))} goes {sound}."
    animal, young = random.choice(list(tables.YOUNG.items()) + [("llama", "cria")] * 4)
    form = random.choice(("what is a baby {n} called", "what do you call a young {n}", "how is the young of {a} called",
                          "what is the name for a baby {n}", "a baby {n} is called what",
                          "what is a young {n} called"))  # fmt: skip
    return form.format(n=animal, a=with_article(animal)), f"A young {animal} is called {with_article(young)}."


def _colour(random):
    if random.random() < 0.7:
        thing, colour = random.choice(list(tables.COLOURS_OF.items()))
        form = random.choice(("what colour is {t}", "what color is {t}", "which colour does {t} have",
                              "what is the colour of {t}",
                              "tell me the color of {t}", "colour of {t}"))  # fmt: skip
        return form.format(t=thing), f"{upper_first(thing)} is {colour}."
    (one, two), mixed = random.choice(list(tables.MIXED.items()))
    if random.random() < 0.5:
        one, two = two, one
    form = random.choice(("what do {a} and {b} make", "which colour do you get from {a} and {b}",
                          "what color is {a} mixed with {b}",
                          "mix {a} and {b}", "what happens when I mix {a} and {b}",
                          "what colour do {a} and {b} make"))  # fmt: skip
    return form.format(a=one, b=two), f"{upper_first(one)} and {two} make {mixed}."


def _group(random):
    group, words = random.choice(list(tables.GROUPS.items()))
    number = random.choice((1, 2, 3, 3, 3, 4, 5))
    chosen = random.sample(words, number)
    if number == 1:
        one = with_article("piece of clothing" if group == "clothes" else group.removesuffix("s"))
        form = random.choice(("name {g}", "tell me {g}", "give me {g}", "say {g}", "do you know {g}",
                              "can you name {g}"))
        word = chosen[0] if group in tables.WITHOUT_ARTICLE else with_article(chosen[0])
        return form.format(g=one), f"{upper_first(word)} is {one}."
    form = random.choice(("name {n} {g}", "list {n} {g}", "tell me {n} {g}", "give me {n} {g}",
                          "can you name {n} {g}", "{n} {g}",
                          "write down {n} {g}", "i need {n} {g}", "make a list of {n} {g}", "say {n} {g}"))  # fmt: skip
    count = number if random.random() < 0.4 else number_word(number)
    asked_as = "musical instruments" if group == "instruments" and random.random() < 0.6 else group
    called = "pieces of clothing" if group == "clothes" else group
    return form.format(n=count, g=asked_as), f"Here are {number_word(number)} {called}: {_listed(chosen)}."


_KINDS = (
    (_whole_list, 2), (_neighbour, 4), (_tomorrow, 1.5), (_numbered, 2), (_month, 1.2), (_opposite, 5),
    (_plural, 2.5), (_rhyme, 2.5),
    (_animal, 2.5), (_colour, 1.5), (_group, 3),
)  # fmt: skip
_DRAWERS = [kind for kind, _ in _KINDS]
_WEIGHTS = [weight for _, weight in _KINDS]


def _drawn(random, held_back):
    while True:
        question, answer = random.choices(_DRAWERS, _WEIGHTS)[0](random)
        if withheld(question.lower()) == held_back:
            return question, answer


def sample(random):
    turns = [_drawn(random, False)]
    if random.random() < 0.15:
        question, answer = _drawn(random, False)
        turns.append((random.choice(("and {}", "ok, and {}", "{}", "good. {}", "and {}")).format(question), answer))
    return turns


def held_out(random, count):
    return [_drawn(random, True) for _ in range(count)]
