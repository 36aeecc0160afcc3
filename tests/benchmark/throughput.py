"""Megabytes of English prose a second, CPU time: ``clean_text`` beside ``ftfy.fix_text``, in turn, in the same run.

    python tests/benchmark/throughput.py [--megabytes 4] [--rounds 5] [--noise-every 8]

The prose is put together here, the same on every run: news paragraphs of three to six sentences. ``clean_text`` also
reads it with a line of noise after every eighth. All read articles of some forty paragraphs, as they would arrive; the
best round counts.
"""

from __future__ import annotations

import argparse
import random
import time
from typing import TYPE_CHECKING

import ftfy

import cleaner

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SEED = 20
PARAGRAPHS = 40
WHO = (
    "the council",
    "a spokeswoman for the harbour",
    "the ferry company",
    "Mr. Brandvold",
    "one of the wardens",
    "her brother",
    "officials",
)
DID = (
    "said",
    "warned",
    "denied",
    "had not expected",
    "will decide on Tuesday",
    "announced late on Friday",
    "could not confirm",
)
WHAT = (
    "that the weir would hold", "that about 1,400 homes had lost power", "the repairs to the old wall",
    "a second night of rain",
    "how the gates came to be open", "that the line between Orr and the coast would reopen", "plans for a wider bridge",
)  # fmt: skip
WHEN = (
    "before dawn",
    "as the river fell",
    "in the end",
    "after three dry summers",
    "for the first time since 1998",
    "by next spring",
)
QUOTES = ("“We heard it before we saw it,” she said.", "“Nobody told us,” he added.", "“It’s the mud that costs you.”")
NOISE = ("READ MORE: Ferry cut for winter", "Advertisement", "Sign up for our newsletter", "Share this article")


def sentence(chance: random.Random) -> str:
    if chance.random() < 0.15:
        return chance.choice(QUOTES)
    words = " ".join(chance.choice(part) for part in (WHO, DID, WHAT, WHEN))
    return words[0].upper() + words[1:] + "."


def articles(size: int, noise_every: int) -> list[str]:
    """Make articles of ``size`` characters in all."""
    chance, made = random.Random(SEED), []
    while sum(map(len, made)) < size:
        blocks = ["The river that would not wait"]
        for i in range(1, PARAGRAPHS):
            blocks.append(" ".join(sentence(chance) for _ in range(chance.randint(3, 6))))
            if noise_every and i % noise_every == 0:
                blocks.append(chance.choice(NOISE))
        made.append("\n\n".join(blocks))
    return made


def clean(text: str) -> str:
    return cleaner.clean_text(text).text


def seconds(function: Callable[[str], object], texts: Sequence[str]) -> float:
    start = time.process_time()
    for text in texts:
        function(text)
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--noise-every", type=int, default=8, metavar="PARAGRAPHS")
    args = parser.parse_args()
    prose, noisy = (articles(int(args.megabytes * 1e6), every) for every in (0, args.noise_every))
    runs: dict[str, tuple[Callable[[str], object], list[str]]] = {
        "clean_text": (clean, prose),
        "clean_text, with noise": (clean, noisy),
        "ftfy.fix_text": (ftfy.fix_text, prose),
    }
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(args.rounds):
        for name, (function, texts) in runs.items():
            best[name] = min(best[name], seconds(function, texts))
    for name, time_taken in best.items():
        size = sum(len(text.encode()) for text in runs[name][1]) / 1e6
        print(f"{name:22} {size / time_taken:6.2f} MB/s")


if __name__ == "__main__":
    main()
