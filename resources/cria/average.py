"""Averages what was trained with the file that it began from, weight by weight.

    python3 average.py FOLDER cria.gguf AVERAGED      AVERAGED is a training folder like FOLDER, for export.py

A run over a corpus that has grown learns what is new and forgets some of the old; half way between the two lies a model
that is better than either (Wortsman et al. 2022, arXiv:2203.05482).
"""
import argparse
import shutil
from pathlib import Path

import torch

import released
from export import gguf_name


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("released", type=Path)
    arguments.add_argument("averaged", type=Path)
    arguments.add_argument("--share", type=float, default=0.5, help="of what was trained")
    options = arguments.parse_args()
    state = torch.load(options.folder / "checkpoint.pt")
    before = released.weights(options.released)
    state["model"] = {name: options.share * trained + (1 - options.share) * before[gguf_name(name)]
                      for name, trained in state["model"].items()}
    options.averaged.mkdir(parents=True, exist_ok=True)
    torch.save(state, options.averaged / "checkpoint.pt")
    shutil.copy(options.folder / "vocabulary.model", options.averaged)


if __name__ == "__main__":
    main()
