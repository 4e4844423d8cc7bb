"""What is checked of dialogue entries once they are read: each for itself, and all against each other."""
import re

from dialogue import MOST_WORDS, Problem, normalised


def check(entries):
    """The errors and the warnings."""
    errors, warnings = [], []
    _names(entries, errors)
    for entry in entries:
        if entry.variables and not entry.rows:
            errors.append(Problem(entry.exchange.place, "a table without rows"))
            continue
        for exchange in [entry.exchange, *entry.follow_ups]:
            _complete(entry, exchange, errors)
            _answers(entry, exchange, errors, warnings)
            _held_out_within(entry, exchange, errors)
        _rows_told_apart(entry, warnings)
    _questions_between(entries, errors, warnings)
    return errors, warnings


def _names(entries, errors):
    first = {}
    for entry in entries:
        if entry.name in first:
            errors.append(Problem(entry.exchange.place, f"the entry {entry.name} is also at {first[entry.name]}"))
        first.setdefault(entry.name, entry.exchange.place)


def _complete(entry, exchange, errors):
    what = f"the entry {entry.name}" if exchange is entry.exchange else f"a follow-up of {entry.name}"
    for part, name in ((exchange.questions, "question"), (exchange.answers, "answer")):
        if not part:
            errors.append(Problem(exchange.place, f"{what} has no {name}"))


def _answers(entry, exchange, errors, warnings):
    for line in exchange.answers:
        texts = [text for row in entry.table() for text in line.template.every(row, 200)]
        words = max(len(text.split()) for text in texts)
        if words > MOST_WORDS:
            errors.append(Problem(line.place, f"an answer of {words} words; {MOST_WORDS} at most"))
        odd = next((text for text in texts if not re.match(r"[A-Z0-9`\"'(.-]", text)), None)
        if odd:
            warnings.append(Problem(line.place, f"an answer begins with a small letter: {odd[:40]!r}"))
        odd = next((text for text in texts if not re.search(r"[.?!:`)\"'0-9]$", text)), None)
        if odd:
            warnings.append(Problem(line.place, f"an answer ends without punctuation: {odd[-40:]!r}"))
        if re.search(r"\*\*|__|^#|\]\(|^[-*] ", line.template.text, re.MULTILINE):
            warnings.append(Problem(line.place, "Markdown in an answer"))


def _expanded(entry, line):
    """The normalised texts of a question, in all rows."""
    rows = entry.table() if line.template.variables else [{}]
    if any(not row and line.template.variables for row in rows):
        return set()
    return {normalised(text) for row in rows for text in line.template.every(row)}


def _held_out_within(entry, exchange, errors):
    """A held-out follow-up is only told from its own follow-up's questions: elsewhere the same words mean another
    thing."""
    if exchange is entry.exchange:
        return
    trained = {text for line in exchange.questions for text in _expanded(entry, line)}
    for line in exchange.held_out:
        both = sorted(trained & _expanded(entry, line))
        if both:
            errors.append(Problem(line.place, f"a held-out follow-up is also trained on: {both[0]!r}"))


def _rows_told_apart(entry, warnings):
    """A question that does not say which row it means gets answers of all rows, which may contradict each other."""
    told = set().union(*(line.template.variables for line in entry.exchange.answers), set())
    if not told:
        return
    for line in entry.exchange.questions + entry.exchange.held_out:
        facts = {}
        for row in entry.rows:
            asked = tuple(row[name].lower() for name in sorted(line.template.variables))
            facts.setdefault(asked, set()).add(tuple(row[name] for name in sorted(told)))
        if any(len(rows) > 1 for rows in facts.values()):
            warnings.append(Problem(line.place, "the question fits several rows whose answers differ"))


def _questions_between(entries, errors, warnings):
    """No first question in two entries, and no held-out one among those that are trained on."""
    trained, reported = {}, set()
    for entry in entries:
        for line in entry.exchange.questions:
            for text in sorted(_expanded(entry, line)):
                other, place = trained.setdefault(text, (entry.name, line.place))
                if other != entry.name and (line.place, place) not in reported:
                    reported.add((line.place, place))
                    warnings.append(Problem(line.place, f"{text!r} is also asked by {other} at {place}"))
    for entry in entries:
        for line in entry.exchange.held_out:
            both = next((text for text in sorted(_expanded(entry, line)) if text in trained), None)
            if both:
                errors.append(Problem(line.place, f"held-out {both!r} is trained on at {trained[both][1]}"))
