"""How time and memory grow with the input: an exponent fitted over growing inputs, and what a megabyte takes.

    python tests/benchmark/scaling.py [--only deep,links] [--pages 50]

Each input is cleaned in a forked child, its outputs written too. ``--pages`` is the size in megabytes of the page of
plain paragraphs at the end; 0 leaves it out. Exit code 1 where a promise of `docs/guarantees.md` is missed.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "guarantees")]

from harness import Case, Runner  # noqa: E402 - of the folder beside this one
from hostile import FIRST, MIDDLE, lines, page  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (125_000, 250_000, 500_000, 1_000_000)
MOST_EXPONENT, MOST_SECONDS = 1.15, 1.5
PARAGRAPH = f"<p>{MIDDLE[0]} <a href='/a'>{MIDDLE[1]}</a></p>\n"
# Name -> what repeats, and what closes it as often.
HTML = {
    "article": (PARAGRAPH, ""),
    "deep": ("<div>", "</div>"), "deep inline": ("<i>", "</i>"),
    "unclosed": ("<a><p>x", ""),
    "soup": ("<b><i>x</b></i>", ""), "angles": ("< < <", ""), "half tags": ("<p a='>x", ""), "entities": ("&amp;", ""),
    "links": ("<a href=/a>b</a> ", ""), "items": ("<li>x", ""), "cells": ("<td>x", ""),
    "tables": ("<table><tr><td>x", ""),
    "images": ("<img src=/a.png>", ""), "headings": ("<h2>x</h2>", ""), "comments": ("<!-- x -->", ""),
    "scripts": ("<script>x</script>", ""), "hidden": ("<p hidden>x", ""), "brackets": ("[", ""),
}  # fmt: skip
TEXT = {
    "prose": f"{FIRST}\n\n", "lines": "x\n", "one line": f"{FIRST} ", "marks": "*a_b`[c](d) ", "dots": "a. ",
    "labels": "READ MORE: Ferry cut\n", "joiners": "a\u200d", "quotes": "> she said\n",
}  # fmt: skip


def families() -> dict[str, Callable[[int], str]]:
    """Give each family as a function of the size wanted, in bytes or a little more."""
    made: dict[str, Callable[[int], str]] = {}
    for name, (unit, end) in HTML.items():
        made[f"{name}.html"] = lambda size, unit=unit, end=end: page(
            unit * (times := size // len(unit + end) + 1) + end * times
        )
    for name, unit in TEXT.items():
        made[f"{name}.txt"] = lambda size, unit=unit: lines(unit * (size // len(unit.encode()) + 1))
    return made


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """Slope of the line of least squares through the logarithms."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(second, 1e-3)) for second in seconds]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def measure(runner: Runner, path: Path, source: str, rounds: int) -> tuple[int, float, float]:
    """Size in bytes, the best CPU seconds of the rounds, and the peak in megabytes."""
    path.write_text(source, encoding="utf-8")
    size = path.stat().st_size
    case = Case(id=path.name, path=path, input="str" if path.suffix == ".txt" else "bytes")
    found = [runner.run(case, measure_only=True) for _ in range(rounds)]
    answers = [one for one in found if one["outcome"] == "ok"]  # any other was ended over three times its time
    if not answers:
        return size, math.inf, math.inf
    return size, min(one["seconds"] for one in answers), max(one["megabytes"] for one in answers)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--pages", type=int, default=50)
    args = parser.parse_args()
    chosen = args.only.split(",") if args.only else []
    missed = 0
    runner = Runner()
    print("| family | exponent | seconds of CPU a MB | MB at its peak |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in families().items():
            if chosen and name.partition(".")[0] not in chosen:
                continue
            told = [measure(runner, Path(folder, name), make(size), 2) for size in SIZES]
            grows = exponent([size for size, *_ in told], [seconds for _, seconds, _ in told])
            size, seconds, megabytes = told[-1]
            late = grows > MOST_EXPONENT or seconds > MOST_SECONDS or megabytes > 200 + 40 * size / 1e6
            missed += late
            print(f"| {name} | {grows:.2f} | {seconds:.2f} | {megabytes:.0f} |{' missed' * late}", flush=True)
        if args.pages:
            source = page(PARAGRAPH * (args.pages * 1_000_000 // len(PARAGRAPH)))
            size, seconds, megabytes = measure(runner, Path(folder, "page.html"), source, 1)
            missed += megabytes > 200 + 40 * size / 1e6
            print(f"\n{size / 1e6:.0f} MB of paragraphs: {seconds:.1f} s of CPU, {megabytes:.0f} MB at its peak")
    runner.close()
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
