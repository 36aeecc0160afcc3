"""How much of whole pages written as Markdown, as crawlers hand them on, is the article, before cleaning and after.

    python tests/benchmark/markdown.py FOLDER ...

Each page is written as Markdown by html2text, menus and all. Told are precision and recall of four-word shingles with
the gold text, and of the lines that `layout` takes for nothing but links, how many the gold has.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import mean

import html2text
from align import tokens
from corpus import read
from score import shingles

import cleaner


def written(html: bytes) -> str:
    writer = html2text.HTML2Text(bodywidth=0)
    return writer.handle(html.decode("utf-8", "replace"))


def scores(gold: str, text: str) -> tuple[float, float]:
    true, found = shingles(tokens(gold)), shingles(tokens(text))
    hits = (true & found).total()
    return hits / max(1, found.total()), hits / max(1, true.total())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    lines = golden = 0
    for folder in parser.parse_args().folders:
        before, after = [], []
        for page in read(folder):
            if not page.text:
                continue
            markdown = written(page.html)
            article = cleaner.clean_text(markdown, url=page.url)
            before.append(scores(page.text, markdown))
            after.append(scores(page.text, article.text))
            gold = {" ".join(tokens(line)) for line in page.text.splitlines()}
            links = [r for r in article.removed if any(found.name == "layout.only-links" for found in r.evidence)]
            lines += len(links)
            golden += sum(" ".join(tokens(removal.text)) in gold for removal in links)
        told = [f"P {mean(p for p, _ in found):.3f} R {mean(r for _, r in found):.3f}" for found in (before, after)]
        print(f"{folder.name}: {len(after)} pages, as written {told[0]}, cleaned {told[1]}")
    print(f"nothing but links: {lines} lines removed, {golden} of them stand in the gold texts")


if __name__ == "__main__":
    main()
