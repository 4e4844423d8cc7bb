"""Plain statements made of a subject and what is said of it, with their questions, negations and pasts.

A few hundred parts make some ten thousand sentences, so that what is learned is the rule and not the sentence.
"""
from skills.wording import upper_first
from slots import Template

# Subject, and whether verbs and "be" take the form of "she", of "they" or of "I".
_SUBJECTS = [("I", "I"), ("you", "they"), ("we", "they"), ("they", "they"), ("he", "she"), ("she", "she")]
_SUBJECTS += [(name, "she") for name in "Anna Tom Mia Paul Lucy Ben Sara Max Eva Leo Nina Carlos Rosa Pedro".split()]
_SUBJECTS += [
    (f"{whose} {noun}", "she")
    for whose in ("my", "our", "your", "her", "his")
    for noun in "brother sister teacher neighbour friend boss uncle doctor cousin grandmother".split()
]
_SUBJECTS += [(f"the {noun}", "she") for noun in "teacher doctor farmer driver cook man woman girl boy".split()]
_SUBJECTS += [(noun, "they") for noun in ("the children", "the neighbours", "my parents", "our friends",
                                          "the farmers", "the girls")]
# base, with "she", in the past: what follows.
_VERBS = """
like likes liked: {tea|coffee|music|flowers|old films|the sea|dogs|cold weather|this town}
drink drinks drank: {tea|coffee|milk|a lot of water|juice} {every morning|after lunch|in the evening|}
eat eats ate: {bread|soup|apples|fish|rice} {every day|for lunch|in the evening|}
play plays played: {the piano|football|chess|the flute|cards|tennis} {on Sundays|after school|with friends|}
read reads read: {the newspaper|long books|a story|letters} {every day|on the train|in bed|}
write writes wrote: {letters|a diary|stories|long messages|a list} {every day|on Sundays|}
live lives lived: {in London|in a small village|near the sea|in an old house|next to the school|in Peru}
work works worked: {in a bank|in the garden|at home|on a farm|in a shop|at night|too much}
go goes went: {to school|to the market|home|to the lake|swimming|to bed early} {by bus|on foot|every day|}
come comes came: {from Italy|home late|by train|with a friend|too early|to every party}
speak speaks spoke: {Spanish|French|very fast|three languages|with the neighbours|Quechua}
learn learns learned: {Spanish|to swim|to cook|the piano|a poem|new words}
buy buys bought: {bread|flowers|a newspaper|fresh fish|vegetables} {at the market|every week|on Fridays|}
sell sells sold: {apples|old books|wool|flowers|bread} {at the market|in a small shop|}
cook cooks cooked: {soup|rice|dinner|fish|potatoes} {every day|for the family|on Sundays|}
know knows knew: {the answer|the way|a good doctor|many songs|the town well|her name}
have has had: {a dog|two sisters|a big garden|an old car|a good idea|many books|a headache}
need needs needed: {help|more time|a new coat|glasses|a holiday|some rest}
want wants wanted: {a new bicycle|to go home|some cake|to sleep|a quiet room|to help}
see sees saw: {the mountains|the sea|a big bird|the house|the stars} {from the window|every day|}
hear hears heard: {the birds|music|the train|a noise|the bells} {in the morning|at night|}
help helps helped: {in the kitchen|the neighbours|the children|an old friend} {on Sundays|every week|}
wash washes washed: {the car|the dishes|the windows|the dog} {on Saturdays|every day|}
watch watches watched: {television|old films|the birds|the children} {in the evening|every day|}
wear wears wore: {a hat|a blue coat|glasses|red shoes|a warm poncho}
sing sings sang: {in the shower|old songs|in a choir|very well|too loudly}
sleep sleeps slept: {well|too long|on the sofa|with the window open|eight hours}
walk walks walked: {to work|in the park|along the river|very fast} {every day|in the evening|}
drive drives drove: {to work|a red car|too fast|to the lake|a bus}
travel travels traveled: {by train|a lot|to Spain|with friends|alone}
visit visits visited: {the museum|an uncle|old friends|the lake} {every year|on Sundays|in summer|}
love loves loved: {chocolate|the mountains|long walks|that song|the summer}
keep keeps kept: {llamas|hens|old letters|a diary|a secret}
feed feeds fed: {the cat|the birds|the llamas|the horses} {every morning|twice a day|}
open opens opened: {the shop at nine|the windows|the letters|the gate} {every day|in the morning|}
forget forgets forgot: {names|the key|everything|the milk|birthdays}
find finds found: {the film boring|the house too small|this book good|mushrooms in the forest|coins in the sand}
pay pays paid: {the rent|the bill|in cash|too much|for everything}
wait waits waited: {for the bus|in the hall|for an answer|at the station|outside}
run runs ran: {in the park|very fast|up the stairs|to the bus} {every morning|}
grow grows grew: {tomatoes|roses|potatoes|corn} {in the garden|}
carry carries carried: {the bags|a heavy box|water|wood} {up the hill|home|}
bring brings brought: {cake|flowers|good news|the post|bread} {every day|on Sundays|}
"""

_STATES = """
tired|happy|hungry|late|ill|at home|ready|in the garden|busy|afraid of dogs|good at chess|in a hurry|outside|alone
very quiet|angry|right|proud of the garden|a good cook|from Spain|on holiday|in the kitchen|at the station|asleep
"""
_THINGS = """
the train: late|full|empty|very fast|expensive|ready|too loud
the bus: late|full|empty|very old|too loud|clean
the shop: open|closed|far away|expensive|near the station|new|empty|too small
the door: open|closed|locked|blue|too narrow
the soup: cold|hot|ready|very good|too salty
the room: cold|warm|too small|free|clean|full of people|dark|expensive
the water: cold|warm|clean|too hot|deep
the road: wet|long|closed|narrow|empty|new
the film: too long|funny|very good|boring|new
the bread: fresh|ready|warm|expensive|on the table
the garden: beautiful|too small|full of flowers|open
the house: empty|very old|far away|near the lake|for sale|cold
the letter: long|from Anna|on the table|very kind
the question: easy|hard|interesting|strange
the weather: good|bad|cold|fine
the picture: beautiful|old|too dark|on the wall
"""
_MODALS = """
can|swim|come tomorrow|speak Spanish|help|see the sea|wait|cook well|hear the music|open the door|pay now|stay here|sing
will|come tomorrow|buy a house|call later|be late|help us|go by train|cook tonight|stay at home|wait outside
must|go home|work today|sleep more|pay the bill|wait here|leave early|learn the words|wear a coat
should|see a doctor|rest|eat more fruit|leave now|take an umbrella|write a letter|drive slowly|save money
"""
# What is so for long takes no time of the past.
_LASTING = frozenset("like live know have need want love keep wear speak grow find forget".split())
_PAST_TIMES = ("yesterday", "last week", "this morning", "last year", "on Monday", "")


def _lines(text):
    return text.strip().splitlines()


_VERBS = [(*line.partition(":")[0].split(), Template(line.partition(": ")[2])) for line in _lines(_VERBS)]
_STATES = "|".join(_lines(_STATES)).split("|")
_THINGS = [(line.partition(": ")[0], state) for line in _lines(_THINGS) for state in line.partition(": ")[2].split("|")]
_MODALS = [(line.split("|")[0], line.split("|")[1:]) for line in _lines(_MODALS)]
_BE = {"I": ("am", "was"), "she": ("is", "was"), "they": ("are", "were")}


class Statement:
    """One sentence, without its full stop, as statement, question, negation and past."""

    def __init__(self, plain, question, negation, past):
        self.core = plain  # as it stands within another sentence
        self.plain = upper_first(plain) + "."
        self.question = upper_first(question) + "?"
        self.negation = upper_first(negation) + "."
        self.past = upper_first(past) + "." if past else None


def _ended(*parts):
    return " ".join(part for part in parts if part)


def _of_being(random):
    if random.random() < 0.35:
        (subject, state), person = random.choice(_THINGS), "she"
    else:
        (subject, person), state = random.choice(_SUBJECTS), random.choice(_STATES)
        if person == "they" and state == "a good cook":
            state = "good at cooking"
    now, then = _BE[person]
    return Statement(f"{subject} {now} {state}", f"{now} {subject} {state}", f"{subject} {now} not {state}",
                     f"{subject} {then} {state}")


def _of_doing(random):
    (subject, person), (base, third, past, rest) = random.choice(_SUBJECTS), random.choice(_VERBS)
    rest = rest.drawn(random)
    if random.random() < 0.3:
        if base not in _LASTING and not any(word in rest for word in ("every", "on ", "in ", "at ", "twice",
                                                                      "after ", "for lunch")):
            rest = _ended(rest, random.choice(_PAST_TIMES))
        return Statement(f"{subject} {past} {rest}", f"did {subject} {base} {rest}",
                         f"{subject} did not {base} {rest}", None)
    do, verb = ("does", third) if person == "she" else ("do", base)
    return Statement(
        f"{subject} {verb} {rest}", f"{do} {subject} {base} {rest}", f"{subject} {do} not {base} {rest}",
        f"{subject} {past} {rest}"
    )


def _of_modal(random):
    (subject, _), (modal, rests) = random.choice(_SUBJECTS), random.choice(_MODALS)
    rest = random.choice(rests)
    no = "cannot" if modal == "can" else f"{modal} not"
    return Statement(f"{subject} {modal} {rest}", f"{modal} {subject} {rest}", f"{subject} {no} {rest}", None)


def drawn(random, with_past=False):
    while True:
        statement = random.choices((_of_being, _of_doing, _of_modal), (3, 5, 2))[0](random)
        if statement.past or not with_past:
            return statement
