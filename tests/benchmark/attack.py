"""This library and its peers over the same hostile pages, each in a forked child with limits of CPU and memory.

    python tests/benchmark/attack.py [FOLDER …] [--only cleaner,trafilatura] [--repeats 200] [--every 1]

The pages are those of ``tests/guarantees/hostile.py``, and those of each FOLDER with a manifest.json as
``docs/guarantees.md`` describes it. A table comes out, a row for each tool; every cell counts pages.
A page that takes five seconds more than three times its time, or 2 GB more than its memory, is stopped.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import re
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import html5lib
from corpus import Page

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "guarantees")]

import child  # noqa: E402 - of the folder beside this one
import hostile  # noqa: E402
import peers  # noqa: E402
from harness import UNCLEAN, Case, read_manifest  # noqa: E402

from rendering import MARKDOWN  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COLUMNS = {
    "raised": "raises an error", "killed": "crashes, or is stopped", "late": "over its time",
    "lost": "loses text that must stay", "hidden": "lets hidden text out", "unclean": "lets out unclean Unicode",
    "active": "lets active content out",
}  # fmt: skip
ACTIVE_TAGS = {"script", "iframe", "object", "embed", "applet", "base"}
ADDRESSES = {"href", "src", "action", "formaction", "data", "srcdoc", "{http://www.w3.org/1999/xlink}href"}
MAY_BE_ACTIVE = re.compile(r"(?i)<(?:script|iframe|object|embed|applet|base)|\son\w+\s*=|script:|data:|srcdoc|&#")
SCHEMES = ("javascript:", "vbscript:", "data:text")


def is_active(markup: str) -> bool:
    """Whether a browser would run something of it."""
    if not MAY_BE_ACTIVE.search(markup):
        return False
    for node in html5lib.parse(markup, treebuilder="etree", namespaceHTMLElements=False).iter():
        if node.tag in ACTIVE_TAGS:
            return True
        for name, value in node.attrib.items():
            address = "".join(value.split()).lower() if name in ADDRESSES else ""
            if str(name).lower().startswith("on") or address.startswith(SCHEMES):
                return True
    return False


def written(name: str, page: Page) -> Iterator[str]:
    """What a tool writes beside plain text: HTML, and the HTML of its Markdown where raw HTML is let through."""
    if name == "cleaner":
        import cleaner

        article = cleaner.clean_html(page.html)
        yield from (article.to_html(), MARKDOWN.render(article.to_markdown()))
    elif name == "trafilatura":
        import trafilatura

        rich = {"include_links": True, "include_images": True, "include_formatting": True}
        yield trafilatura.extract(page.html, output_format="html", **rich) or ""
        yield MARKDOWN.render(trafilatura.extract(page.html, output_format="markdown", **rich) or "")
    elif name == "readability":
        from readability import Document

        yield Document(peers.decoded(page)).summary()


def asked(case: Case, extract: Callable[[Page], str]) -> dict[str, Any]:
    """Say which columns a page counts in; run in the child."""
    page = Page(html=case.path.read_bytes(), url="https://example.test/a", language="en")
    start = time.process_time()
    text = extract(page)
    seconds = time.process_time() - start
    expect = case.expect
    found = {
        "late": seconds > case.seconds,
        "lost": any(word not in text for word in expect.get("keep_text", ())),
        "hidden": case.id.startswith("hidden/") and any(word in text for word in expect.get("drop_text", ())),
        "unclean": bool(UNCLEAN.search(text)),
    }
    with contextlib.suppress(Exception):  # what it cannot write is not let out
        found["active"] = any(map(is_active, written(extract.__name__, page)))
    return found


def row(extract: Callable[[Page], str], cases: list[Case]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for case in cases:

        def answer(_: dict[str, Any], case: Case = case) -> dict[str, Any]:
            with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
                try:
                    return asked(case, extract)
                except Exception:
                    return {"raised": not case.expect.get("allowed_errors")}

        found = child.in_child({"seconds": case.seconds, "megabytes": case.megabytes}, answer)
        counts.update(["killed"] if "outcome" in found else [name for name, holds in found.items() if holds])
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--only", default="")
    parser.add_argument("--repeats", type=int, default=200)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every n-th page only")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable()
    plain = Page(html=hostile.page().encode(), url="https://example.test/a", language="en")
    with tempfile.TemporaryDirectory() as folder:
        cases = hostile.make(Path(folder), args.repeats)
        cases += [case for given in args.folders for case in read_manifest(given)]
        cases = [case for case in cases if case.path.suffix != ".txt"][:: args.every]
        print(f"{len(cases)} pages\n\n| | {' | '.join(COLUMNS.values())} |\n|{' --- |' * (len(COLUMNS) + 1)}")
        for name, extract in peers.installed(args.only).items():
            extract(plain)  # whatever is imported late is imported now
            counts = row(extract, cases)
            writes = extract.__name__ in {"cleaner", "trafilatura", "readability"}
            cells = [str(counts[key]) if writes or key != "active" else "–" for key in COLUMNS]
            print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
