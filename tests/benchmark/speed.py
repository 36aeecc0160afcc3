"""CPU time of ``clean_html`` over that of a bare lxml parse of the same pages, and where it goes, by stage.

    python tests/benchmark/speed.py FOLDER [--rounds 3] [--kind all]

The totals are those of undisturbed calls, the best of the rounds for each page; the shares come from one more round
with a clock around every stage, its own time only.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html
from corpus import read

import cleaner

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus import Page

STAGES = (
    "cleaner.html.source:read", "cleaner.html.markup:cut", "cleaner.html:segment", "cleaner.html:Frame",
    "cleaner.html.metadata:read", "cleaner.html.document:rows", "cleaner.html:scores", "cleaner.html:parse",
    "cleaner.rules:find", "cleaner.repetition:find", "cleaner.layout:find",
    "cleaner.decide:decide", "cleaner.structure:build", "cleaner.render:to_text",
)  # fmt: skip


class Clock:
    """Adds up the time that each stage spends itself, outside of the stages it calls."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._inside: list[float] = []

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._inside.append(0.0)
            start = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                taken = time.process_time() - start
                self.seconds[name] += taken - self._inside.pop()
                if self._inside:
                    self._inside[-1] += taken

        return timed


def clean(page: Page) -> str:
    return cleaner.clean_html(page.html, url=page.url).text


def bare(page: Page) -> None:
    lxml.html.document_fromstring(page.html, parser=lxml.html.HTMLParser(encoding="utf-8"))


def best(function: Callable[[Page], object], page: Page, rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        function(page)
        taken.append(time.process_time() - start)
    return min(taken)


def by_stage(pages: list[Page]) -> Counter[str]:
    """Clean every page once more with a clock around every stage."""
    clock = Clock()
    for stage in STAGES:
        module, name = stage.split(":")
        setattr(import_module(module), name, clock.around(stage, getattr(import_module(module), name)))
    timed = clock.around("everything else", clean)
    for page in pages:
        timed(page)
    return clock.seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kind", default="all")
    args = parser.parse_args()
    pages = [page for page in read(args.folder, args.kind) if page.html.strip()]
    clean(pages[0])
    parses = [best(bare, page, args.rounds) for page in pages]
    cleans = [best(clean, page, args.rounds) for page in pages]
    ratios = sorted(ours / theirs for ours, theirs in zip(cleans, parses, strict=True))
    print(
        f"time / bare lxml parse: total {sum(cleans) / sum(parses):.2f}  median {statistics.median(ratios):.2f}  "
        f"p95 {ratios[int(len(ratios) * 0.95)]:.2f}  {1e3 * sum(cleans) / len(pages):.1f} ms a page\n"
    )
    print("| stage | of a bare parse | share |\n| --- | --- | --- |")
    seconds = by_stage(pages)
    for stage, taken in seconds.most_common():
        print(f"| {stage} | {taken / sum(parses):.2f} | {taken / seconds.total():.0%} |")


if __name__ == "__main__":
    main()
