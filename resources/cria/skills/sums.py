"""Small sums, counting and comparing, and short problems with apples.

What is in the tables that children learn (up to 12) is held back by its wording, so that Cria still knows every
table; greater sums are held back by their numbers, whatever the wording.
"""
import zlib

from skills import problems
from skills.wording import number_word, withheld

_PLUS = (
    "what is {a} plus {b}", "what's {a} plus {b}", "what is {a} + {b}", "what's {a} + {b}", "{a} + {b}", "{a}+{b}",
    "{a} + {b} =", "{a}+{b}=?", "{a} plus {b}", "how much is {a} plus {b}", "how much is {a} + {b}", "add {a} and {b}",
    "what is the sum of {a} and {b}", "what do you get when you add {a} and {b}", "calculate {a} + {b}",
    "can you add {a} and {b}", "what do {a} and {b} make", "how much are {a} and {b} together", "tell me {a} plus {b}",
    "do you know what {a} plus {b} is", "compute {a}+{b}", "add {b} to {a}", "{a} and {b} makes",
)  # fmt: skip
_MINUS = (
    "what is {a} minus {b}", "what's {a} minus {b}", "what is {a} - {b}", "what's {a} - {b}", "{a} - {b}", "{a}-{b}",
    "{a} - {b} =", "{a}-{b}=?", "{a} minus {b}", "how much is {a} minus {b}", "how much is {a} - {b}",
    "subtract {b} from {a}", "take {b} away from {a}", "what is left when I take {b} from {a}", "calculate {a} - {b}",
    "what is the difference between {a} and {b}", "{a} take away {b}", "can you subtract {b} from {a}",
    "tell me {a} minus {b}", "how much is {a} less {b}", "what is {b} less than {a}",
)  # fmt: skip
_TIMES = (
    "what is {a} times {b}", "what's {a} times {b}", "what is {a} x {b}", "{a} x {b}", "{a} * {b}", "{a}*{b}",
    "{a}x{b}",
    "{a} x {b} =", "{a} times {b}", "how much is {a} times {b}", "how much is {a} * {b}", "multiply {a} by {b}",
    "multiply {a} and {b}", "what do you get when you multiply {a} by {b}", "calculate {a} * {b}",
    "what is the product of {a} and {b}", "can you multiply {a} by {b}", "what is {a} multiplied by {b}",
    "tell me {a} times {b}",
)  # fmt: skip
_DIVIDED = (
    "what is {a} divided by {b}", "what's {a} divided by {b}", "what is {a} / {b}", "{a} / {b}", "{a}/{b}",
    "{a} divided by {b}", "how much is {a} divided by {b}", "divide {a} by {b}", "calculate {a} / {b}",
    "how often does {b} go into {a}", "how many times does {b} fit into {a}", "can you divide {a} by {b}",
    "tell me {a} divided by {b}", "{a} / {b} =",
)  # fmt: skip
_LARGER = (
    "which is larger, {a} or {b}", "which is bigger: {a} or {b}", "which number is greater, {a} or {b}",
    "what is more, {a} or {b}", "is {a} or {b} larger", "is {a} or {b} the bigger number",
    "{a} or {b}, which is bigger",
    "which is the larger number, {a} or {b}", "compare {a} and {b}", "is {a} bigger than {b}", "is {a} more than {b}",
    "is {a} larger than {b}",
)  # fmt: skip
_SMALLER = (
    "which is smaller, {a} or {b}", "which is less: {a} or {b}", "which number is smaller, {a} or {b}",
    "what is less, {a} or {b}", "is {a} or {b} smaller", "is {a} smaller than {b}", "is {a} less than {b}",
)  # fmt: skip
_UP = (
    "count from {a} to {b}", "can you count from {a} to {b}", "count up from {a} to {b}",
    "please count from {a} to {b}",
    "list the numbers from {a} to {b}", "write the numbers from {a} to {b}", "say the numbers {a} to {b}",
    "which numbers come between {a} and {b}, with both",
)  # fmt: skip
_UP_FROM_ONE = ("count to {b}", "can you count to {b}", "count up to {b}", "how do you count to {b}",
                "please count to {b}")
_DOWN = (
    "count down from {a} to {b}", "count backwards from {a} to {b}", "can you count down from {a} to {b}",
    "count from {a} down to {b}", "count back from {a} to {b}",
)  # fmt: skip
_DOWN_TO_ZERO = ("count down from {a}", "count backwards from {a}", "make a countdown from {a}", "countdown from {a}")
_NEXT = (
    "what comes next: {s}", "what comes next? {s}", "which number comes next: {s}", "continue: {s}",
    "{s}, what comes next",
    "what is the next number in {s}", "how does this go on: {s}", "next number: {s}", "go on with {s}", "{s}, ...",
)  # fmt: skip
_AFTER = ("what comes after {a}", "which number comes after {a}", "what number follows {a}", "the number after {a}",
          "what is the next number after {a}", "what is one more than {a}")  # fmt: skip
_BEFORE = ("what comes before {a}", "which number comes before {a}", "what number is just before {a}",
           "the number before {a}", "what is one less than {a}")  # fmt: skip
_DOUBLE = ("what is double {a}", "double {a}", "what is twice {a}", "what is the double of {a}", "can you double {a}",
           "how much is two times {a}", "twice {a}", "how much is twice {a}")  # fmt: skip
_HALF = ("what is half of {a}", "half of {a}", "what is the half of {a}", "how much is half of {a}", "halve {a}",
         "what is {a} cut in half", "what's half of {a}")  # fmt: skip
_EVEN = ("is {a} even or odd", "is {a} an even number", "is {a} an odd number", "is {a} odd", "is {a} even",
         "{a}: even or odd")  # fmt: skip
_TOO_GREAT = (
    "That is too big for me. I do plus and minus up to about 100, and the tables up to 12. A calculator gets it right.",
    "I would guess wrong: I only do plus and minus up to about 100, and the tables up to 12. Please use a calculator.",
)


def _number(random, most=99):
    way = random.random()
    return random.randint(0, min(most, 12 if way < 0.45 else 30 if way < 0.7 else 99))


def _asked(forms, random, **numbers):
    """A wording with its numbers, seldom in words where all are below a hundred."""
    form = random.choice(forms)
    spaced = not any(sign in form for sign in "+*/=") and "-" not in form and " x " not in form and "}x{" not in form
    if spaced and max(numbers.values()) < 100 and random.random() < 0.2:
        numbers = {name: number_word(number) for name, number in numbers.items()}
    return form.format(**numbers)


def _addition(random):
    a, b = _number(random), _number(random)
    return f"{a}+{b}", max(a, b) <= 12, _asked(_PLUS, random, a=a, b=b), f"{a} plus {b} is {a + b}."


def _subtraction(random):
    a, b = _number(random), _number(random)
    if a < b and random.random() < 0.9:
        a, b = b, a
    return f"{a}-{b}", max(a, b) <= 12, _asked(_MINUS, random, a=a, b=b), f"{a} minus {b} is {a - b}."


def _multiplication(random):
    a, b = random.randint(0, 12), random.randint(0, 12)
    return f"{a}*{b}", True, _asked(_TIMES, random, a=a, b=b), f"{a} times {b} is {a * b}."


def _division(random):
    b, result = random.randint(1, 12), random.randint(1, 12)
    a = b * result
    if random.random() < 0.03:
        return f"{a}/0", True, _asked(_DIVIDED[:8], random, a=a, b=0), "Nothing can be divided by 0."
    return f"{a}/{b}", True, _asked(_DIVIDED, random, a=a, b=b), f"{a} divided by {b} is {result}."


def _comparison(random):
    a, b = _number(random), _number(random)
    forms, word = random.choice(((_LARGER, "larger"), (_SMALLER, "smaller")))
    form = random.choice(forms)
    question, content = _asked([form], random, a=a, b=b), f"{min(a, b)}<{max(a, b)}"
    first = max(a, b) if word == "larger" else min(a, b)
    if a == b:
        answer = f"{a} and {b} are equal."
    elif form.startswith(("is {a} bigger", "is {a} more", "is {a} larger", "is {a} smaller", "is {a} less")):
        answer = f"Yes, {a} is {word} than {b}." if first == a else f"No, {b} is {word} than {a}."
    else:
        answer = f"{first} is {word} than {a + b - first}."
    return content, max(a, b) <= 12, question, answer


def _counting(random):
    first, length = _number(random, 80), random.randint(3, 12)
    last = first + length
    if random.random() < 0.6:
        if random.random() < 0.4:
            first, last = 1, random.randint(3, 20)
            forms = _UP_FROM_ONE
        else:
            forms = _UP
        numbers, question = range(first, last + 1), _asked(forms, random, a=first, b=last)
    else:
        if random.random() < 0.4:
            first, last = 0, random.randint(3, 20)
            forms = _DOWN_TO_ZERO
        else:
            forms = _DOWN
        numbers, question = range(last, first - 1, -1), _asked(forms, random, a=last, b=first)
    return f"{numbers}", first < 2, question, ", ".join(map(str, numbers)) + "."


def _sequence(random):
    if random.random() < 0.4:
        a = _number(random, 98)
        forms, word, step = random.choice(((_AFTER, "after", 1), (_BEFORE, "before", -1)))
        a += step < 0
        return f"next {a} {step}", a < 13, _asked(forms, random, a=a), f"{a + step} comes {word} {a}."
    step = random.choice((1, 2, 2, 3, 4, 5, 5, 10, 10, -1, -2, -5, -10))
    shown = random.randint(3, 4)
    start = random.randint(0, 20) if step < 10 else random.choice((0, 10, 20, 5))
    start = start * abs(step) % 50 if random.random() < 0.5 else start
    if step < 0:
        start -= step * (shown + 1)
    numbers = [start + step * place for place in range(shown)]
    question = random.choice(_NEXT).format(s=", ".join(map(str, numbers)))
    return f"{numbers}", False, question, f"{numbers[-1] + step} comes next."


def _doubling(random):
    a = _number(random, 50)
    if random.random() < 0.5:
        return f"double {a}", a < 13, _asked(_DOUBLE, random, a=a), f"Twice {a} is {2 * a}."
    question = _asked(_HALF, random, a=2 * a) if a < 50 else f"half of {2 * a}"
    return f"half {2 * a}", a < 13, question, f"Half of {2 * a} is {a}."


def _parity(random):
    a = _number(random)
    form = random.choice(_EVEN)
    name = "odd" if a % 2 else "even"
    if "or" in form.split():
        answer = f"{a} is {name}."
    else:
        answer = f"{'Yes' if name in form else 'No'}, {a} is {name}."
    return f"parity {a}", False, _asked([form], random, a=a), answer


def _problem(random):
    content, question, answer = problems.drawn(random)
    return content, False, question, answer


def _great(random):
    """A sum that Cria had better leave to a calculator: of large numbers, or beyond the tables."""
    if random.random() < 0.5:
        a, b = random.randint(200, 9999), random.randint(101, 9999)
        forms = random.choice((_PLUS, _MINUS, _TIMES, _DIVIDED))
    else:
        a, b = random.choice(((13, 99), (2, 12), (100, 999))), (13, 99)
        a, b = random.sample((random.randint(*a), random.randint(*b)), 2)
        forms = _TIMES
    question = random.choice(forms).format(a=a, b=b)
    return f"{a} {b}", False, question, _TOO_GREAT[zlib.crc32(question.encode()) % len(_TOO_GREAT)]


_KINDS = (
    (_addition, 6), (_subtraction, 5), (_multiplication, 4), (_division, 2), (_comparison, 2), (_counting, 1.5),
    (_sequence, 2), (_doubling, 1), (_parity, 0.7), (_problem, 4), (_great, 0.8),
)  # fmt: skip
_DRAWERS = [kind for kind, _ in _KINDS]
_WEIGHTS = [weight for _, weight in _KINDS]


def _drawn(random, held_back):
    """Question and answer of a sum that is held back from training, or of one that is not."""
    while True:
        content, in_table, question, answer = random.choices(_DRAWERS, _WEIGHTS)[0](random)
        if withheld(question.lower() if in_table else content) == held_back:
            return question, answer


def _going_on(random, result):
    """A further sum with the last result, as in "and plus 2?"."""
    for _ in range(20):
        word, sign = random.choice((("plus", 1), ("minus", -1)))
        b = random.randint(1, 12)
        if withheld(f"{result}{'+' if sign > 0 else '-'}{b}") or not 0 <= result + sign * b <= 99:
            continue
        form = random.choice(("and {w} {b}", "{w} {b}", "and then {w} {b}", "now {w} {b}", "ok, {w} {b}",
                              "and {w} {b} more"
                              if sign > 0 else "and {w} {b} again"))  # fmt: skip
        return form.format(w=word, b=b) + "?", f"{result} {word} {b} is {result + sign * b}.", result + sign * b
    return None


def sample(random):
    question, answer = _drawn(random, False)
    turns = [(question, answer)]
    result = answer.rstrip(".").rpartition(" is ")[2]
    if result.isdigit() and " " not in result and len(result) < 3 and random.random() < 0.12:
        result = int(result)
        for _ in range(random.choice((1, 1, 2))):
            further = _going_on(random, result)
            if further:
                turns.append(further[:2])
                result = further[2]
    elif random.random() < 0.12:
        question, answer = _drawn(random, False)
        turns.append((random.choice(("and {}", "ok, and {}", "{}", "now: {}",
                                     "and another one: {}")).format(question), answer))
    return turns


def held_out(random, count):
    return [_drawn(random, True) for _ in range(count)]
