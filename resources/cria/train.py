"""Trains Cria from random weights on the corpus beside this file.

    python3 train.py --folder FOLDER --minutes 120      goes on where FOLDER's checkpoint stands
    python3 train.py --folder FOLDER --from cria.gguf   begins with what was released, its vocabulary beside it

What a step sees depends on the seed, the step and what was learned before, all of which the checkpoint keeps: a run that
was stopped goes on from it as if it had not been. FOLDER gets vocabulary.model, checkpoint.pt and log.jsonl; export.py
makes the GGUF of it. Needs Debian's python3-torch, libopenblas0-pthread and python3-sentencepiece; a newer torch (2.14
of the next Debian instead of 1.13) takes two thirds of the time.
"""
import argparse
import json
import math
import os
import random
import shutil
import time
from pathlib import Path
from typing import NamedTuple

import torch
from torch.nn import functional

import released
import tokens as vocabulary
from corpus import Corpus
from difficulty import Difficulty
from model import Cria, Shape
from muon import Muon

OPENING_TOKENS = 8  # by then it is decided which answer it is; the rest is soon known by heart
QUESTION_SHARE = 0.2  # of an answer's weight: questions are read to learn the words, not to be asked


class Sample(NamedTuple):
    """Tokens to learn from, the weight of each, and the place of the question where it is an opening."""

    ids: list[int]
    weights: list[float]
    place: str = ""


def opening(corpus, tokenizer, generator, difficulty):
    """A first question, of two about the program in three, and the first words of its answer, which alone are learned."""
    while True:
        turn = corpus.sample(generator)[0]
        if turn.entry not in corpus.about_program:
            turn = corpus.sample(generator)[0]
        if difficulty.wants(turn.place, generator):
            break
    ids, learned = tokenizer.conversation([turn])
    end = learned.index(True) + OPENING_TOKENS
    return Sample(ids[:end], [1.0 if each else 0.0 for each in learned[:end]], turn.place)


class Practice(NamedTuple):
    """A skill that training asks for beside the corpus, as a share of the conversations."""

    skill: str
    share: float


def conversation(corpus, tokenizer, generator, longest, openings, difficulty, practice):
    """One of the corpus, or, as a share of them, only its opening; now and then several joined, so that every position
    up to `longest` is trained."""
    if practice.share and generator.random() < practice.share:
        ids, learned = tokenizer.conversation(corpus.skill_turns(f"skill-{practice.skill}", generator, True))
        return Sample(ids[: longest + 1], [1.0 if each else 0.0 for each in learned[: longest + 1]])
    if generator.random() < openings:
        return opening(corpus, tokenizer, generator, difficulty)
    turns = corpus.sample(generator)
    if generator.random() < 0.08:
        for _ in range(generator.randint(1, 5)):
            turns = turns + corpus.sample(generator)
    ids, learned = tokenizer.conversation(turns)
    return Sample(ids[: longest + 1], [1.0 if each else QUESTION_SHARE for each in learned[: longest + 1]])


def micro_batches(samples, longest_batch):
    """Samples of like length side by side, at most `longest_batch` tokens with their padding."""
    batch = []
    for sample in sorted(samples, key=lambda each: len(each.ids)):
        if batch and (len(batch) + 1) * len(sample.ids) > longest_batch:
            yield batch
            batch = []
        batch.append(sample)
    if batch:
        yield batch


def padded(batch):
    """Inputs, targets (B, T) and the weight of each target."""
    width = max(len(sample.ids) for sample in batch)
    inputs = torch.zeros(len(batch), width - 1, dtype=torch.long)
    targets = torch.zeros(len(batch), width - 1, dtype=torch.long)
    weights = torch.zeros(len(batch), width - 1)
    for row, (ids, weight, _) in enumerate(batch):
        length = len(ids) - 1
        inputs[row, :length] = torch.tensor(ids[:-1])
        targets[row, :length] = torch.tensor(ids[1:])
        weights[row, :length] = torch.tensor(weight[1:])
    return inputs, targets, weights


def losses(model, inputs, targets, chosen):
    """Nats of each target that is chosen (B, T); padding costs no logits."""
    with torch.autocast("cpu", torch.bfloat16, enabled=model.bfloat16):
        logits = functional.linear(model.hidden(inputs)[chosen], model.embedding.weight)
    return functional.cross_entropy(logits.float(), targets[chosen], reduction="none")


@torch.no_grad()
def held_out_loss(model, tokenizer, corpus, seed):
    """Nats a token of the answers to 256 of the questions that are never trained on."""
    model.eval()
    generator = random.Random(f"{seed}-held-out")
    conversations = [tokenizer.conversation([*each.before, (each.question, generator.choice(each.answers))])
                     for each in generator.sample(corpus.held_out(), 256)]
    samples = [Sample(ids, [float(each) for each in learned]) for ids, learned in conversations]
    total, count = 0.0, 0
    for batch in micro_batches(samples, 8192):
        inputs, targets, weights = padded(batch)
        learned = weights == 1.0
        total += float(losses(model, inputs, targets, learned).sum())
        count += int(learned.sum())
    model.train()
    return total / count


def rate(progress: float) -> float:
    """Share of the full rate: a short rise, level, then down to nothing over the last third."""
    if progress < 0.02:
        return progress / 0.02
    return 1.0 if progress < 0.67 else max(0.0, (1.0 - progress) / 0.33)


def openings(progress: float, share: float) -> float:
    """Share of conversations that end with the first words of an answer. Which answer a question wants takes longest to
    learn, and they take a fifth of the tokens: trained on whole conversations alone, Cria knew its answers by heart
    after 1,400 steps and gave the right one to one question in eight. The last third learns whole conversations
    again."""
    return share if progress < 0.67 else share / 2


def save(path, **state):
    """Whole or not at all: a kill in the middle leaves the one before."""
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    os.replace(partial, path)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--folder", type=Path, required=True)
    arguments.add_argument("--steps", type=int, default=4000, help="of the whole run; the rate falls towards its end")
    arguments.add_argument("--minutes", type=float, default=1e9, help="stop, with a checkpoint, after so long")
    arguments.add_argument("--tokens", type=int, default=8192, help="a step, about")
    arguments.add_argument("--layers", type=int, default=Shape.layers)
    arguments.add_argument("--embedding", type=int, default=Shape.embedding_length)
    arguments.add_argument("--feed-forward", type=int, default=Shape.feed_forward_length)
    arguments.add_argument("--from", dest="released", type=Path, help="a GGUF file of export.py's, to begin with")
    arguments.add_argument("--rate", type=float, default=1.0, help="of learning; half of it forgets less of a file that "
                           "was trained to its end")
    arguments.add_argument("--openings", type=float, default=0.8, help="share of them; 0.95 once answers are known")
    arguments.add_argument("--practice", default="sums", help="a skill that is drawn more often")
    arguments.add_argument("--practice-share", type=float, default=0.0, help="of all conversations: sums take 0.3, for "
                           "the corpus draws one only in fifty")
    arguments.add_argument("--bfloat16", action="store_true", help="products of bfloat16: 1.6 times as fast on an "
                           "EPYC with AVX-512 BF16; without such instructions or AMX, float32 with OpenBLAS is up to 1.5 "
                           "times as fast")
    arguments.add_argument("--dropout", type=float, default=0.1)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--threads", type=int, default=os.cpu_count())
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    torch.set_flush_denormal(True)

    options.folder.mkdir(parents=True, exist_ok=True)
    corpus = Corpus.load()
    practice = Practice(options.practice, options.practice_share)
    shape = Shape(layers=options.layers, embedding_length=options.embedding, head_count=options.embedding // 64,
                  feed_forward_length=options.feed_forward)
    words = options.folder / "vocabulary.model"
    if options.released and not words.exists():
        shutil.copy(options.released.with_name("vocabulary.model"), words)
    if not words.exists():
        vocabulary.train(corpus, words, shape.vocabulary_size, options.seed)
    tokenizer = vocabulary.Tokenizer(words)

    model = Cria(shape)
    model.bfloat16 = options.bfloat16
    model.dropout.p = options.dropout
    matrices = [each for each in model.layers.parameters() if each.ndim == 2]
    others = [each for each in model.parameters() if each.ndim != 2 or each is model.embedding.weight]
    muon = Muon(matrices, lr=0.02, weight_decay=0.01, bfloat16=options.bfloat16)
    adam = torch.optim.AdamW(others, lr=0.004, betas=(0.9, 0.98), weight_decay=0.0)
    full_rates = [(muon, 0.02 * options.rate), (adam, 0.004 * options.rate)]
    if options.released:
        released.load_into(model, options.released)
    first = 0
    difficulty = Difficulty()
    checkpoint = options.folder / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint)
        assert state["shape"] == shape.as_dict(), "the checkpoint is of another shape"
        model.load_state_dict(state["model"])
        muon.load_state_dict(state["muon"])
        adam.load_state_dict(state["adam"])
        difficulty = Difficulty(state.get("difficulty"))
        first = state["step"]
    print(f"{sum(each.numel() for each in model.parameters()) / 1e6:.2f} million parameters, from step {first}", flush=True)

    began = last_said = time.monotonic()
    seen = 0

    def keep(step):
        save(checkpoint, shape=shape.as_dict(), step=step, model=model.state_dict(), muon=muon.state_dict(),
             adam=adam.state_dict(), difficulty=difficulty.losses)

    for step in range(first, options.steps):
        share = rate(step / options.steps)
        for optimizer, full in full_rates:
            for group in optimizer.param_groups:
                group["lr"] = full * share
        generator = random.Random(f"{options.seed}-{step}")
        samples, size = [], 0
        while size < options.tokens:
            samples.append(conversation(corpus, tokenizer, generator, shape.context_length,
                                        openings(step / options.steps, options.openings), difficulty, practice))
            size += len(samples[-1].ids) - 1
        batches = [(batch, *padded(batch)) for batch in micro_batches(samples, 2048)]
        total = sum(float(weights.sum()) for *_, weights in batches)
        loss = 0.0
        for batch, inputs, targets, weights in batches:
            chosen = weights > 0
            each = losses(model, inputs, targets, chosen)
            part = (each * weights[chosen]).sum() / total
            part.backward()
            loss += part.item()
            costs = torch.zeros_like(weights).masked_scatter(chosen, each.detach()).sum(1) / chosen.sum(1)
            for sample, cost in zip(batch, costs.tolist()):
                if sample.place:
                    difficulty.note(sample.place, cost)
        torch.nn.utils.clip_grad_norm_(others, 1.0)
        muon.step()
        adam.step()
        model.zero_grad(set_to_none=True)
        seen += size
        assert math.isfinite(loss), f"step {step} lost its way"
        finished = step + 1 == options.steps or time.monotonic() - began > options.minutes * 60
        if finished or (step + 1) % 20 == 0:
            now = time.monotonic()
            line = {"step": step + 1, "loss": round(loss, 4), "tokens_per_second": round(seen / (now - last_said))}
            if finished or (step + 1) % 200 == 0:
                line["held_out_loss"] = round(held_out_loss(model, tokenizer, corpus, options.seed), 4)
                keep(step + 1)
            with open(options.folder / "log.jsonl", "a", encoding="ascii") as log:
                log.write(json.dumps(line) + "\n")
            print(line, flush=True)
            last_said, seen = time.monotonic(), 0
        if finished:
            break


if __name__ == "__main__":
    main()
