"""What the recipes of the extractors gain and lose on one page, as docs/integrations/before-and-after.md has it.

    python tests/integrations/before_and_after.py

A paragraph is the article's if the fixture's correction keeps it; a line is noise if it crosses it out.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

import recipes
from lxml import html

import cleaner
from cleaner import cases

PAGES = ("newspaper4k.md", "trafilatura.md", "news-please.md", "readability-lxml.md", "goose3.md")


class Count(NamedTuple):
    """Lines of the fixture that a text holds."""

    article: frozenset[str]
    noise: frozenset[str]


def expected() -> Count:
    case = cases.read(recipes.STORY, "story")
    lines = [("".join(part.text for part in line.parts), line) for line in case.lines]
    crossed_out = {text for text, line in lines if all(part.verdict == "removed" for part in line.parts)}
    told_as_fields = {text for text, line in lines if line.level or line.role}
    return Count(frozenset(text for text, _ in lines) - crossed_out - told_as_fields, frozenset(crossed_out))


def count(text: str) -> Count:
    squeezed = "".join(text.split())
    return Count(*(frozenset(line for line in side if "".join(line.split()) in squeezed) for side in expected()))


def measure(page: str) -> dict[str, Count]:
    """Run a recipe: what the host gives, that cleaned, and what cleaning the page itself gives."""
    with tempfile.TemporaryDirectory() as folder:
        scope = recipes.run(page, Path(folder))
    before = scope.get("text") or html.fromstring(scope["summary"]).text_content()
    return {
        "alone": count(before),
        "cleaned": count(scope["article"].text),
        "page": count(cleaner.clean_html(scope["page"]).text),
    }


def main() -> None:
    found = {page: measure(page) for page in PAGES}
    wanted = expected()
    print(f"The page holds {len(wanted.article)} paragraphs of the article and {len(wanted.noise)} lines of noise.\n")
    print("| extractor | alone | its output cleaned | the page itself cleaned | paragraphs lost by cleaning |")
    print("|---|---|---|---|---|")
    for page, counts in found.items():
        cells = [f"{len(one.article)} + {len(one.noise)}" for one in counts.values()]
        lost = len(counts["alone"].article - counts["cleaned"].article)
        print(f"| [{page.removesuffix('.md')}]({page}) | {' | '.join(cells)} | {lost} |")
    print("\n| line that cleaning took out | of the output of |")
    print("|---|---|")
    for line in sorted(wanted.noise):
        gone = [page for page, counts in found.items() if line in counts["alone"].noise - counts["cleaned"].noise]
        print(f"| {line} | {', '.join(page.removesuffix('.md') for page in gone)} |")


if __name__ == "__main__":
    main()
