"""What each kind of evidence adds: quality, leak and loss with all of them, without each, and with none.

    python tests/benchmark/ablation.py FOLDER … --noise FOLDER [--every 1] [-o TABLE.md]

Folders as `compare.py` has them. Plain text is the lines of the noise folder as a scraper's list of strings. "Without
the content model" its scores count for nothing once it has found where the article stands.
"""

from __future__ import annotations

import argparse
import contextlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import leaks
from corpus import Page, read
from score import Tally, mean, measure

import cleaner
from cleaner import layout, repetition, rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cleaner.model import Evidence

CONTENT_MODEL = "layout.content-model"
HEAD = ("", "F1", "exact", "leak", "loss", "text: noise removed", "text: lines lost")


def only(find: Callable[..., list[Evidence]], wanted: Callable[[str], bool]) -> Callable[..., list[Evidence]]:
    """Leave evidence out by its name."""
    return lambda *args, **kwargs: [found for found in find(*args, **kwargs) if wanted(found.name)]


KINDS: dict[str, tuple[Any, Callable[[str], bool]]] = {
    "content model": (layout, lambda name: name == CONTENT_MODEL),
    "layout": (layout, lambda name: name != CONTENT_MODEL),
    "rules": (rules, lambda _: True),
    "repetition": (repetition, lambda _: True),
}


@contextlib.contextmanager
def without(kinds: set[str]) -> Iterator[None]:
    """Clean without some kinds of evidence."""
    with contextlib.ExitStack() as stack:
        for module in {KINDS[kind][0] for kind in kinds}:
            mine = [wanted for kind, (where, wanted) in KINDS.items() if where is module and kind in kinds]
            find = only(module.find, lambda name, mine=mine: not any(wanted(name) for wanted in mine))
            stack.enter_context(mock.patch.object(module, "find", find))
        yield


def html(page: Page) -> str:
    return cleaner.clean_html(page.html, url=page.url).text


def as_text(folder: Path, every: int) -> tuple[float, float]:
    """Share of the noise lines that go, and of the author's that do, where each line is a paragraph."""
    gone: Counter[str] = Counter()
    all_of: Counter[str] = Counter()
    for lines in leaks.texts(folder, every):
        trail = cleaner.clean_paragraphs([line["text"] for line in lines]).removed
        removed = {one.block for one in trail if 2 * len(one.text) > len(lines[one.block]["text"])}
        for number, line in enumerate(lines):
            if leaks.is_noise(line) or line["label"] == "keep":
                all_of[line["label"]] += 1
                gone[line["label"]] += number in removed
    return gone["noise"] / max(1, all_of["noise"]), gone["keep"] / max(1, all_of["keep"])


def row(name: str, kinds: set[str], args: argparse.Namespace) -> list[str]:
    with without(kinds):
        told = []
        for folder in args.folders:
            tallies, bare = measure(read(folder, every=args.every), {"": html}, Tally)
            told.append(tallies[""].figures(bare))
        noisy, _ = measure(leaks.pages(args.noise, args.every), {"": html}, leaks.Leaks)
        removed, lost = as_text(args.noise, args.every)
    leaked = noisy[""].figures()
    f1 = mean(one.get("shingle F1", one.get("snippet F1")) for one in told)
    cells = (
        f1,
        mean(one.get("exact") for one in told),
        leaked["leak"],
        leaked["loss"],
        removed,
        lost,
    )
    return [name, *(f"{cell:.3f}" for cell in cells)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--noise", type=Path, required=True, help="folder of labelled lines")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every n-th page")
    parser.add_argument("-o", "--output", type=Path, help="file for the table")
    args = parser.parse_args()
    rows = [row("all", set(), args)]
    rows += [row(f"without {kind}", {kind}, args) for kind in KINDS]
    rows += [row(f"{kind} alone", set(KINDS) - {kind}, args) for kind in KINDS]
    rows.append(row("none", set(KINDS), args))
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in (HEAD, ["---"] * len(HEAD), *rows)) + "\n"
    print(table, end="")
    if args.output:
        args.output.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
