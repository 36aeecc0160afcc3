"""Which labelled lines of noise reach an output, and which of the author's do not.

    python tests/benchmark/leaks.py NOISE_FOLDER [--every 1]

prints that by language, for the pages' markup and for their plain text.

A noise folder holds ``lines.jsonl.gz``: in reading order, ``page``, ``text``, ``label`` ("keep", "noise"; others are
passed over), ``category``, ``in_body`` (true between the article's first and last line); ``pages.jsonl.gz``: ``page``,
``url`` and ``gold``, the article's paragraphs; and ``html/<page>.html.gz`` for those pages whose markup is known. Where
lines tell their ``set``, those of "news" count; where they tell their ``source``, those of "a" make the plain text.

A line is in an output if at least 60 % of its words stand in four-word shingles that the output has; one of fewer than
four words, if it is a line of its own there.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align import tokens
from corpus import Page

import cleaner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GRAM = 4
IN, LOST = 0.6, 0.5  # share of a line's words
SHORTEST_KEPT = 3  # words; what is shorter may well be a field, such as a byline


@dataclass(frozen=True)
class LabelledPage(Page):
    """A page with its noise, each line with its category, and the lines of its author."""

    noise: dict[str, str] = field(default_factory=dict)
    kept: tuple[str, ...] = ()


def pages(folder: Path, every: int = 1) -> Iterator[LabelledPage]:
    """Read the pages whose markup is known and that have noise inside the article."""
    lines = _by_page(_news(folder))
    known = [
        info for info in _json(folder / "pages.jsonl.gz") if (folder / "html" / f"{info['page']}.html.gz").is_file()
    ]
    for info in known[::every]:
        noise = {line["text"]: line["category"] for line in lines[info["page"]] if is_noise(line)}
        if noise:
            data = gzip.decompress((folder / "html" / f"{info['page']}.html.gz").read_bytes())
            kept = tuple(text for text in info["gold"] if len(tokens(text)) >= SHORTEST_KEPT)
            yield LabelledPage(html=data, url=info["url"], language=info.get("lang") or "", noise=noise, kept=kept)


def texts(folder: Path, every: int = 1) -> list[list[dict[str, Any]]]:
    """Read the lines of every page that make its plain text."""
    first = (line for line in _news(folder) if line.get("source", "a") == "a" and tokens(line["text"]))
    return list(_by_page(first).values())[::every]


def is_noise(line: dict[str, Any]) -> bool:
    """Tell whether a line is noise between the lines of the article."""
    return line["label"] == "noise" and line["in_body"] and bool(tokens(line["text"]))


def _json(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        return [json.loads(row) for row in rows]


def _news(folder: Path) -> Iterator[dict[str, Any]]:
    return (line for line in _json(folder / "lines.jsonl.gz") if line.get("set", "news") == "news")


def _by_page(lines: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        found[line["page"]].append(line)
    return found


class _Output:
    """The shingles and lines of a text."""

    def __init__(self, text: str) -> None:
        words = tokens(text)
        self.grams = {tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1)}
        self.lines = {tuple(tokens(line)) for line in text.splitlines()}

    def share(self, line: str) -> float:
        """Share of a line's words that the text has."""
        words = tokens(line)
        if len(words) < GRAM:
            return float(tuple(words) in self.lines)
        seen = [False] * len(words)
        for i in range(len(words) - GRAM + 1):
            if tuple(words[i : i + GRAM]) in self.grams:
                seen[i : i + GRAM] = [True] * GRAM
        return sum(seen) / len(words)


@dataclass
class Leaks:
    """What one extractor let through, and what it lost."""

    leaked: Counter[str] = field(default_factory=Counter)
    noise: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    kept: int = 0
    seconds: float = 0.0
    failed: int = 0

    def add(self, page: LabelledPage, text: str) -> None:
        """Count one page."""
        output = _Output(text)
        for line, category in page.noise.items():
            self.noise[category] += 1
            self.leaked[category] += output.share(line) >= IN
        self.kept += len(page.kept)
        self.lost += sum(output.share(line) < LOST for line in page.kept)

    def figures(self) -> dict[str, Any]:
        """Sum up."""
        by_category = {name: [self.leaked[name], count] for name, count in self.noise.most_common()}
        return {
            "leak": self.leaked.total() / max(1, self.noise.total()),
            "noise lines": self.noise.total(),
            "loss": self.lost / max(1, self.kept),
            "kept lines": self.kept,
            "leak by category": by_category,
        }

    def cells(self) -> str:
        """Write the figures as cells of a table."""
        noise = self.noise.total()
        leak = f"{self.leaked.total() / noise:.3f}" if noise else "–"
        return f"{noise} | {leak} | {self.kept} | {self.lost}"


def by_language(folder: Path, every: int = 1) -> tuple[dict[str, Leaks], dict[str, Leaks]]:
    """Count leaks and losses by language, of the markup and of the plain text."""
    markup: defaultdict[str, Leaks] = defaultdict(Leaks)
    plain: defaultdict[str, Leaks] = defaultdict(Leaks)
    for page in pages(folder, every):
        markup[page.language].add(page, cleaner.clean_html(page.html, url=page.url).text)
    for rows in texts(folder, every):
        noise = {row["text"]: row["category"] for row in rows if is_noise(row)}
        kept = tuple(
            row["text"] for row in rows if row["label"] == "keep" and len(tokens(row["text"])) >= SHORTEST_KEPT
        )
        page = LabelledPage(html=b"", url="", noise=noise, kept=kept)
        plain[rows[0].get("lang") or ""].add(page, cleaner.clean_text("\n\n".join(row["text"] for row in rows)).text)
    return markup, plain


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    markup, plain = by_language(options.folder, options.every)
    print(
        "| language | HTML: noise | leak | author's lines | lost | plain text: noise | leak | author's lines | lost |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for language in sorted(plain, key=lambda language: -plain[language].kept):
        print(f"| {language or '?'} | {markup[language].cells()} | {plain[language].cells()} |")


if __name__ == "__main__":
    main()
