"""How often title, byline and date are right: python tests/benchmark/metadata.py CORPUS… [--worst title]

A corpus is a folder with gold.jsonl.gz (id, url, kind, title, author, date, language) and pages/<id>.html.gz. Only
pages of kind "article" count, and of them those that state the field. Right means, after folding case, white space,
quotes and dashes:

title     equal, or equal to the gold without what stands behind its last " | ", " - " or ": ", a site's name
byline    the same set of names; academic letters behind a name ("MD") and "Dr" are not part of it
date      the same calendar day, in the gold's zone or the page's; `modified` where a page states no other date
stated    the day of `published`, or of `modified`: gold texts hold the one that the page shows
near date the same as date, or a day beside it: a gold without a zone is the day somewhere, and many pages state UTC
language  the same primary language
"""

from __future__ import annotations

import argparse
import collections
import gzip
import html
import json
import re
import sys
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cleaner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.model import Metadata

PLAIN = str.maketrans({**dict.fromkeys("’‘´`", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("–—", "-")})
SUFFIX = re.compile(r"(?:\s+[|\-·•»]\s+|: )(?!.*(?:\s+[|\-·•»]\s+|: )).*")
LETTERS = re.compile(r"(?:m\.?d|ph\.? ?d|[bm]\.?[as]|rdn?|dvm|vmd|mba|cfa|mph|rn|jr)\.?")
NAME_BREAK = re.compile(r"\s*[,;&/]\s*(?:and\s)?|\s(?:and|und|et|y|og|och)\s")


def folded(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFKC", html.unescape(text or "")).translate(PLAIN).casefold().split())


def people(authors: str | list[str] | tuple[str, ...]) -> set[str]:
    texts = [authors] if isinstance(authors, str) else authors
    parts = (part.strip(" .") for text in texts for part in NAME_BREAK.split(folded(text)))
    named = (re.sub(r"^(?:by|von|par|por|di|dr\.?|prof\.?)\s+", "", part) for part in parts)
    return {name for name in named if name and not LETTERS.fullmatch(name)}


def days(gold: str, found: datetime | None) -> int | None:
    """Days between gold and found; None if there is none, or the gold is no date."""
    try:
        right = datetime.fromisoformat(gold)
    except ValueError:
        return 0
    if found is None:
        return None
    mine = {found.date(), found.astimezone(right.tzinfo).date()} if right.tzinfo else {found.date()}
    return min(abs((day - right.date()).days) for day in mine)


def verdicts(gold: dict[str, Any], found: Metadata) -> Iterator[tuple[str, bool, object, object]]:
    """Yield field, right or not, gold and found for each field that the gold states."""
    if gold["title"]:
        title = folded(gold["title"])
        right = folded(found.title) in {title, SUFFIX.sub("", title)}
        yield "title", right, gold["title"], found.title
    if gold["author"]:
        yield "byline", people(gold["author"]) == people(found.byline), gold["author"], found.byline
    if gold["date"]:
        date = found.published or found.modified
        off = days(gold["date"], date)
        yield "date", off == 0, gold["date"], date
        off_update = days(gold["date"], found.modified)
        yield "stated date", 0 in (off, off_update), gold["date"], found.modified
        yield "near date", off is not None and off <= 1, gold["date"], date
    if gold["language"]:
        yield "language", found.language.split("-")[0] == gold["language"], gold["language"], found.language


def articles(folder: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    with gzip.open(folder / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        for gold in map(json.loads, lines):
            if gold["kind"] == "article":
                yield gold, gzip.decompress((folder / "pages" / f"{gold['id']}.html.gz").read_bytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--worst", default="", help="also list what is wrong in this field")
    args = parser.parse_args()
    right: collections.Counter[tuple[str, str]] = collections.Counter()
    total: collections.Counter[tuple[str, str]] = collections.Counter()
    for folder in args.corpus:
        for gold, page in articles(folder):
            address = gold["url"] if gold["url"].startswith("http") else ""
            found = cleaner.clean_html(page, url=address).document.metadata
            for field, good, expected, got in verdicts(gold, found):
                for name in (folder.name, "all"):
                    right[field, name] += good
                    total[field, name] += 1
                if field == args.worst and not good:
                    sys.stderr.write(f"{gold['id'][:40]}\t{expected}\t{got}\n")
    for field, name in sorted(total):
        sys.stdout.write(f"{field:12}{name:20}{right[field, name] / total[field, name]:.3f} of {total[field, name]}\n")


if __name__ == "__main__":
    main()
