"""Short problems of everyday life whose answer is one small sum."""
from skills.wording import counted, number_word, plural

_THINGS = (
    "apple pear plum orange cookie cake book pencil stamp marble ball coin shell flower button card sticker sweet nut "
    "egg carrot candle stone feather toy balloon ticket cup plate hat key potato tomato lemon peach cherry"
).split()
_EATEN = "apple pear plum orange cookie sweet nut egg carrot tomato peach cherry sandwich pancake".split()
_ANIMALS = "llama sheep hen goat cow horse duck rabbit bird frog alpaca goose cat dog".split()
_NAMES = "Anna Tom Mia Paul Lucy Ben Sara Max Eva Leo Nina Sam Rosa Carlos Maria Jack Ella Oscar Lily Pedro".split()
_HOLDERS = "box bag basket jar drawer bowl".split()

# Wordings by what they do; `{a x}` is a counted thing, `{x}` the things without a number.
_MORE = (
    "I have {a x} and get {b} more. How many {x} do I have?",
    "I have {a x}. I get {b} more. How many do I have now?",
    "if I have {a x} and buy {b} more, how many do I have",
    "I had {a x} and found {b} more, how many {x} are that",
    "there are {a x} on the table. I put {b} more there. How many {x} are on the table?",
    "I have {a x} and my sister gives me {b}. how many do I have?",
)
_LESS = (
    "I have {a x} and give away {b}. How many {x} are left?",
    "I had {a x} and lost {b}. How many do I have now?",
    "if I have {a x} and give {b} to a friend, how many do I have",
    "there were {a x} in the box and I took out {b}. how many are left?",
    "I have {a x}. I sell {b}. How many {x} do I still have?",
)
_EATS = (
    "I have {a x} and eat {b}. How many {x} are left?",
    "there are {a x} on a plate. I eat {b}. how many are left?",
    "if I have {a x} and eat {b}, how many do I still have",
)
_NAMED_MORE = (
    "{N} has {a x} and gets {b} more. How many {x} does {N} have?",
    "{N} has {a x}. {M} gives {N} {b} more. How many {x} does {N} have now?",
    "{N} had {a x} and bought {b} more. How many {x} are that?",
)
_NAMED_LESS = (
    "{N} has {a x} and gives {b} to {M}. How many {x} does {N} have left?",
    "{N} had {a x} and lost {b}. How many {x} does {N} still have?",
    "{N} has {a x}. {M} takes {b} of them. How many are left for {N}?",
)


def _filled(form, random, a, b, thing, **more):
    text = form.replace("{a x}", counted(a, thing)).replace("{x}", plural(thing)).format(b=b, **more)
    if random.random() < 0.15:
        words = [number_word(int(word)) if word.isdigit() else word for word in text.split(" ")]
        text = " ".join(words)
    return text


def _less(random):
    a = random.randint(2, 20)
    return a, random.randint(1, a)


def _mine(random):
    thing = random.choice(_THINGS)
    if random.random() < 0.5:
        a, b = random.randint(1, 15), random.randint(1, 12)
        question = _filled(random.choice(_MORE), random, a, b, thing)
        return question, f"{a} plus {b} is {a + b}, so {_place(question, a + b, thing)}."
    a, b = _less(random)
    forms = _LESS
    if random.random() < 0.4:
        thing, forms = random.choice(_EATEN), _EATS
    question = _filled(random.choice(forms), random, a, b, thing)
    return question, f"{a} minus {b} is {a - b}, so {_left(a - b, thing)}."


def _place(question, number, thing):
    if "on the table" in question:
        return f"there {'is' if number == 1 else 'are'} {counted(number, thing)} on the table"
    return f"you have {counted(number, thing)}"


def _left(number, thing):
    return f"{counted(number, thing)} {'is' if number == 1 else 'are'} left"


def _named(random):
    thing, (first, second) = random.choice(_THINGS), random.sample(_NAMES, 2)
    if random.random() < 0.5:
        a, b = random.randint(1, 15), random.randint(1, 12)
        question = _filled(random.choice(_NAMED_MORE), random, a, b, thing, N=first, M=second)
        return question, f"{a} plus {b} is {a + b}, so {first} has {counted(a + b, thing)}."
    a, b = _less(random)
    question = _filled(random.choice(_NAMED_LESS), random, a, b, thing, N=first, M=second)
    return question, f"{a} minus {b} is {a - b}, so {first} has {counted(a - b, thing)} left."


def _animals(random):
    one, two = random.sample(_ANIMALS, 2)
    a, b = random.randint(1, 12), random.randint(1, 12)
    form = random.choice((
        "a farmer has {a} and {b}. How many animals are that?",
        "there are {a} and {b} in the meadow. How many animals are there?",
        "I see {a} and {b}. how many animals do I see?",
    ))  # fmt: skip
    if form.startswith("there") and a == 1:
        form = form.replace("are", "is", 1)
    question = form.format(a=counted(a, one), b=counted(b, two))
    return question, f"{a} plus {b} is {a + b}, so there are {a + b} animals."


def _times(random):
    thing, holder = random.choice(_THINGS), random.choice(_HOLDERS)
    a, b = random.randint(2, 9), random.randint(2, 10)
    form = random.choice((
        "I have {h} with {x} in each. How many {t} are that?",
        "there are {h}, and in each are {x}. How many {t} are there?",
        "{h} with {x} each, how many {t} do I have?",
    ))  # fmt: skip
    question = form.format(h=counted(a, holder), x=counted(b, thing), t=plural(thing))
    verb = "you have" if " I " in question else "there are"
    return question, f"{a} times {b} is {a * b}, so {verb} {counted(a * b, thing)}."


def _shared(random):
    thing = random.choice(_EATEN)
    b, each = random.randint(2, 8), random.randint(1, 8)
    form = random.choice((
        "{n} children share {x}. How many does each get?",
        "I have {x} for {n} friends. how many does each friend get?",
        "{n} people share {x} fairly. How many {t} are that for each?",
    ))  # fmt: skip
    question = form.format(n=b, x=counted(b * each, thing), t=plural(thing))
    who = "friend" if "friend" in question else "child" if "children" in question else "person"
    return question, f"{b * each} divided by {b} is {each}, so each {who} gets {counted(each, thing)}."


def _money(random):
    a, b = random.randint(1, 15), random.randint(1, 15)
    one, two = random.sample(("a lamp", "a book", "a ticket", "a cake", "a hat", "a pen", "a toy", "a cup", "a map"), 2)
    if random.random() < 0.5:
        question = random.choice((
            "{one} costs {a} and {two} costs {b}. What do I pay?",
            "if {one} costs {a} and {two} costs {b}, what do both cost?",
        )).format(one=one, two=two, a=counted(a, "dollar"), b=counted(b, "dollar"))  # fmt: skip
        return question, f"{a} plus {b} is {a + b}, so both cost {counted(a + b, 'dollar')}."
    a += b
    question = random.choice((
        "I have {a} and spend {b}. How much do I have left?",
        "I pay {b} from my {a}. how much is left?",
    )).format(a=counted(a, "dollar"), b=counted(b, "dollar"))  # fmt: skip
    return question, f"{a} minus {b} is {a - b}, so you have {counted(a - b, 'dollar')} left."


def _ages(random):
    one, two = random.sample(_NAMES, 2)
    a, b = random.randint(3, 40), random.randint(1, 9)
    if random.random() < 0.5:
        question = f"{one} is {counted(a, 'year')} old. {two} is {counted(b, 'year')} older. How old is {two}?"
        return question, f"{a} plus {b} is {a + b}, so {two} is {a + b} years old."
    question = f"{one} is {counted(a + b, 'year')} old. {two} is {counted(b, 'year')} younger. How old is {two}?"
    return question, f"{a + b} minus {b} is {a}, so {two} is {a} years old."


_KINDS = (_mine, _mine, _mine, _named, _named, _animals, _times, _shared, _money, _ages)


def drawn(random):
    """What it is about, the question, the answer."""
    question, answer = random.choice(_KINDS)(random)
    return question.lower(), question, answer
