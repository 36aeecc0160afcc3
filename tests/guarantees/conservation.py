"""Is every visible character of a page kept or removed? Counts what is not, over folders of pages.

    python tests/guarantees/conservation.py FOLDER …

The visible text is worked out by lxml, which shares no code with the library: its multiset of characters, white space
and what no reader sees left out, must be contained in what was kept and removed, and that in all text of the page.
A page that fails is read by html5lib too, since the two differ on broken markup; what either finds accounted for is.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import html5lib
from lxml import etree

import cleaner
from cleaner.html import source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Elements that may not show their text; the trail holds it as hidden, or it is code.
UNSHOWN = frozenset({
    "applet", "audio", "canvas", "datalist", "dialog", "frameset", "head", "iframe", "listing", "math",
    "noembed", "noframes", "noscript", "object", "option", "plaintext", "rp", "script", "select", "style",
    "svg", "template", "textarea", "title", "video", "xmp",
})  # fmt: skip


def pages(folder: Path) -> list[Path]:
    """The pages of a folder and of those in it."""
    return sorted(path for path in folder.rglob("*") if path.name.endswith((".html", ".html.gz", ".htm")))


def read(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def unaccounted(page: bytes) -> tuple[Counter[str], Counter[str]]:
    """Characters that are lost, and those told twice: both empty where the promise holds."""
    try:
        article = cleaner.clean_html(page)
    except cleaner.InputError:
        return Counter(), Counter()
    markup, _ = source.read(page)
    told = characters(account(article))
    lost = extra = Counter[str]()
    for number, parse in enumerate((_by_lxml, _by_html5lib)):
        root = parse(markup)
        short, over = characters(texts(root)) - told, told - characters(texts(root, everything=True))
        lost, extra = (lost & short, extra & over) if number else (short, over)
        if not lost and not extra:
            break
    return lost, extra


def account(article: cleaner.Article) -> Iterator[str]:
    """What was kept and what was removed."""
    for block in article.document.blocks:
        yield block.text
    for region in article.document.outside:
        yield region.text


def characters(found: Iterable[str]) -> Counter[str]:
    """Count the characters that a reader sees."""
    return Counter("".join(filter(str.isprintable, "".join(found).replace(" ", ""))))


def texts(root: Any, *, everything: bool = False) -> Iterator[str]:
    """Texts of a tree outside of every element that may not show its own, or all there are."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        shown = everything or not isinstance(node.tag, str) or node.tag.rpartition("}")[2].lower() not in UNSHOWN
        if isinstance(node.tag, str) and shown:
            yield node.text or ""
            if everything:
                yield from node.attrib.values()
            waiting += node
        yield node.tail or ""


def _by_lxml(markup: str) -> Any:
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8")
    root = etree.fromstring(markup.encode("utf-8", "replace") or b" ", parser)
    return etree.Element("html") if root is None else root


def _by_html5lib(markup: str) -> Any:
    return html5lib.parse(markup, treebuilder="etree", namespaceHTMLElements=False)


def main(folders: list[str]) -> None:
    for folder in map(Path, folders):
        found = pages(folder)
        wrong = 0
        for path in found:
            lost, extra = unaccounted(read(path))
            if lost or extra:
                wrong += 1
                print(f"{path}: lost {lost.total()}, twice {extra.total()}")
        print(f"{folder}: {len(found) - wrong} of {len(found)} pages account for every character")


if __name__ == "__main__":
    main(sys.argv[1:])
