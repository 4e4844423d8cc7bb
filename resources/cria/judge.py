"""Asks Cria questions that it was never trained on, through the program itself, and writes down what it says.

    python3 judge.py PROGRAM cria.gguf answers.md       200 held-out questions about the program, to be judged by reading
    python3 judge.py PROGRAM cria.gguf answers.md --kinds beyond --count 50

The answers are the likeliest ones (temperature 0), so they are the same each time.
"""
import argparse
import random
import subprocess
from pathlib import Path

from corpus import Corpus, kind_of_file


def answer(program, model, question):
    command = [program, "generate", model, "--format", "auto", "--temperature", "0", "--tokens", "160", "--device", "cpu",
               "--prompt", question]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program", type=Path)
    arguments.add_argument("model", type=Path)
    arguments.add_argument("output", type=Path)
    arguments.add_argument("--kinds", nargs="*", default=["program"])
    arguments.add_argument("--count", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    corpus = Corpus.load()
    files = {entry.name: entry.file for entry in corpus.entries}
    questions = [each for each in corpus.held_out()
                 if not each.before and kind_of_file(files[each.entry]) in options.kinds]
    random.Random(options.seed).shuffle(questions)
    with options.output.open("w", encoding="utf-8") as output:
        for number, each in enumerate(questions[: options.count], 1):
            said = answer(options.program, options.model, each.question)
            output.write(f"{number}. ({each.entry}) {each.question}\n   - Cria: {said}\n   - right: {each.answers[0]}\n")
            output.flush()


if __name__ == "__main__":
    main()
