"""Quality and CPU time of this library and its peers, on the same pages in the same run, as a Markdown table.

    python tests/benchmark/score.py FOLDER … [--only cleaner,trafilatura] [--kind article] [-o TABLE.md]

Shingle F1 is that of Zyte's article-extraction-benchmark: precision and recall of the multiset of four-word shingles,
averaged over pages; exact is the share of pages with the very words of the gold; word F1 is the mean over pages of
that of the multiset of lower-cased words; snippets are counted over all pages. Time is CPU time over that of a bare
lxml parse of the same pages.
"""

from __future__ import annotations

import argparse
import logging
import re
import statistics
import sys
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
from corpus import Page, read
from peers import installed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

WORD = re.compile(r"\w+")
SHINGLE = 4
HEAD = ("", "pages", "precision", "recall", "shingle F1", "exact", "word F1", "snippet F1", "time / parse", "failed")


@dataclass
class Tally:
    """What one extractor did on one folder."""

    shingles: list[tuple[float | None, float | None]] = field(default_factory=list)
    words: list[float] = field(default_factory=list)
    exact: list[bool] = field(default_factory=list)
    snippets: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    failed: int = 0

    def add(self, page: Page, text: str) -> None:
        """Count one page."""
        if page.text:
            wanted, found = WORD.findall(page.text), WORD.findall(text)
            self.shingles.append(precision_recall(shingles(wanted), shingles(found)))
            self.words.append(f1(*precision_recall(folded(wanted), folded(found))))
            self.exact.append(wanted == found)
        flat = " ".join(text.split())
        for name, snippets in (("wanted", page.wanted), ("unwanted", page.unwanted)):
            for snippet in snippets:
                self.snippets[f"{name} {' '.join(snippet.split()) in flat}"] += 1


def shingles(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)) if words)


def folded(words: Iterable[str]) -> Counter[str]:
    return Counter(word.lower() for word in words)


def precision_recall(wanted: Counter, found: Counter) -> tuple[float | None, float | None]:
    """Precision and recall of one multiset against another; None where not defined."""
    hit = (wanted & found).total()
    return (hit / found.total() if found else None, hit / wanted.total() if wanted else None)


def f1(precision: float | None, recall: float | None) -> float:
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def mean(values: Iterable[float | None]) -> float:
    known = [value for value in values if value is not None]
    return statistics.mean(known) if known else 0.0


def measure(folder: Path, extractors: dict[str, Callable[[Page], str]], kind: str) -> tuple[dict[str, Tally], float]:
    """Run every extractor over every page in turn; also the seconds of a bare parse."""
    tallies: dict[str, Tally] = {name: Tally() for name in extractors}
    bare = 0.0
    for page in read(folder, kind):
        start = time.process_time()
        lxml.html.document_fromstring(page.html or b"<p>", parser=lxml.html.HTMLParser(encoding="utf-8"))
        bare += time.process_time() - start
        for name, extract in extractors.items():
            tally = tallies[name]
            start = time.process_time()
            try:
                text = extract(page)
            except Exception:
                text = ""
                tally.failed += 1
            tally.seconds += time.process_time() - start
            tally.add(page, text)
    return tallies, bare


def row(name: str, tally: Tally, bare: float) -> list[str]:
    precision, recall = (mean(pair[i] for pair in tally.shingles) for i in (0, 1))
    right = tally.snippets["wanted True"]
    wrong, missed = tally.snippets["unwanted True"], tally.snippets["wanted False"]
    quality = (precision, recall, f1(precision, recall), mean(tally.exact), mean(tally.words))
    return [
        name,
        str(len(tally.shingles) or "–"),
        *(f"{value:.3f}" if tally.shingles else "–" for value in quality),
        f"{2 * right / (2 * right + wrong + missed):.3f}" if tally.snippets else "–",
        f"{tally.seconds / bare:.2f}",
        str(tally.failed),
    ]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--only", default="", help="comma-separated functions of peers.py")
    parser.add_argument("--kind", default="article", help="kind of page, or all")
    parser.add_argument("-o", "--output", type=Path, help="file for the table, besides standard output")
    args = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    extractors = installed(args.only)
    parts = []
    for folder in args.folders:
        for extract in extractors.values():  # lazy imports and tables are no page's own time
            extract(Page(html=b"<p>It rained.", url="", language="en", text="", wanted=(), unwanted=()))
        tallies, bare = measure(folder, extractors, args.kind)
        parts.append(f"## {folder.name}\n\n" + table(HEAD, (row(name, tally, bare) for name, tally in tallies.items())))
        print(parts[-1], end="\n\n", flush=True)
    if args.output:
        args.output.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
