"""What goes wrong where: counts of texts left in and cut out, by place and kind, on the worst pages of a folder.

    python tests/benchmark/faults.py FOLDER ... [--worst 30] [--list]

A text left in is a block of the article whose words stand nowhere in the gold text, one after another; it stands in
front of the gold's first block, behind its last, or inside. A text cut out is a paragraph of the gold whose words stand
nowhere in the article; it was removed, with the category that the trail gives, or never was a block of its own. Pages
are worst by the F1 of their four-word shingles; those with the very words of the gold are not counted.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from align import tokens
from corpus import read
from score import shingles

import cleaner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus import Page

FIELDS = {"title", "byline"}  # no part of the text
SHOWN = 100  # characters of a text in the list


@dataclass(frozen=True)
class Fault:
    """One text left in or cut out."""

    what: str
    text: str


def folded(text: str) -> str:
    """Words with a space around each, so that one text can be looked for in another."""
    return f" {' '.join(tokens(text))} "


def examine(page: Page) -> tuple[float, list[Fault]]:
    """F1 of a page, 1 where it has the very words of the gold, and its faults."""
    article = cleaner.clean_html(page.html, url=page.url)
    if tokens(article.text) == tokens(page.text):
        return 1.0, []
    true, found = shingles(tokens(page.text)), shingles(tokens(article.text))
    hits = (true & found).total()
    faults = [*_left_in(article, folded(page.text)), *_cut_out(article, page.text)]
    return 2 * hits / max(1, true.total() + found.total()), faults


def _left_in(article: cleaner.Article, gold: str) -> Iterator[Fault]:
    texts = folded(article.text)
    blocks = [block for block in article.blocks if block.role not in FIELDS and folded(block.text) in texts]
    known = [folded(block.text) in gold for block in blocks]
    first = known.index(True) if True in known else 0
    last = len(known) - known[::-1].index(True) if True in known else 0
    for i, (block, is_known) in enumerate(zip(blocks, known, strict=True)):
        if not is_known and block.text:
            place = "in front" if i < first else "behind" if i >= last else "inside"
            yield Fault(f"left in, {place}: {block.role or block.kind}", block.text)


def _cut_out(article: cleaner.Article, gold: str) -> Iterator[Fault]:
    kept = folded(article.text)
    removed = [(folded(removal.text), removal.category) for removal in article.removed]
    for line in filter(str.strip, gold.split("\n")):
        words = folded(line)
        if words not in kept:
            name = next((category for text, category in removed if words in text), "no block of its own")
            yield Fault(f"cut out: {name}", line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="+", type=Path)
    parser.add_argument("--worst", type=int, default=30, help="pages looked at in each folder")
    parser.add_argument("--list", action="store_true", help="also print every text")
    args = parser.parse_args()
    texts: Counter[str] = Counter()
    pages: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for folder in args.folder:
        examined = [(*examine(page), page.url) for page in read(folder) if page.text]
        for f1, faults, url in sorted(examined, key=lambda row: row[0])[: args.worst]:
            texts.update(fault.what for fault in faults)
            pages[folder.name].update({fault.what for fault in faults})
            if args.list:
                print(f"{f1:.3f} {url}", *(f"    {fault.what} | {fault.text[:SHOWN]}" for fault in faults), sep="\n")
    print(f"\n| what | texts | {' | '.join(f'pages of {name}' for name in pages)} |\n|{' --- |' * (len(pages) + 2)}")
    for what, count in sorted(texts.items()):
        print(f"| {what} | {count} | {' | '.join(str(found[what]) for found in pages.values())} |")


if __name__ == "__main__":
    main()
