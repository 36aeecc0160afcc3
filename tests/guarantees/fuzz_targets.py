"""What the fuzzer calls, a function for each target: bytes in, an error where a promise is broken."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import conservation
from harness import SCHEMES, UNCLEAN

import cleaner
from cleaner.cases import case as fixture
from cleaner.html import markup
from cleaner.html import source as cleaner_source
from cleaner.model import Block, Cell, Document, Kind, Link
from cleaner.render import to_html, to_markdown
from rendering import active_tokens, is_safe_html, links_of_markdown, words_of_html, words_of_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_BYTES = 4096
_CODE = re.compile(r"(?is)<(?:script|style)\b.*?(?:</(?:script|style)|\Z)|<!--.*?(?:-->|\Z)")


def html(data: bytes) -> None:
    """A page: no error but ours, safe and clean output, an account of every character."""
    try:
        article = cleaner.clean_html(data)
    except cleaner.InputError:
        return
    _check(article)
    _check_account(data)


def text(data: bytes) -> None:
    """What another scraper extracted: the same, and cleaning it again changes nothing."""
    article = cleaner.clean_text(data.decode("utf-8", "surrogateescape"))
    _check(article)
    again = cleaner.clean_text(article.text, language=article.language).text
    assert again == article.text, f"idempotent {again!r} {article.text!r}"


def scan(data: bytes) -> None:
    """The scan of the markup: against a full parse it loses no text but code, and adds none."""
    source = data.decode("utf-8", "replace")
    cut = markup.cut(source)
    parts = [cut.head, cut.body, *cut.hidden, *cut.furniture, *cut.json_ld]
    told = conservation.characters(found for part in parts for found in markup.split(part))
    assert set(told) <= set(conservation.characters([source, "&lt;"]))  # which is what a "<" that begins no tag becomes
    _check_account(data)


def pack(data: bytes) -> None:
    """A rule pack, as TOML or as the JSON of a mapping: a `Pack` that can be used, or a `PackError`."""
    try:
        source = json.loads(data) if data.startswith(b"{") else _file("mine.toml", data)
    except ValueError:
        return
    try:
        wash = cleaner.Cleaner(packs=[source])
    except cleaner.PackError:
        return
    wash.clean_text("The river rose all night.\n\nREAD MORE: Ferry cut for winter\n\nNobody was hurt, it said.")


def case(data: bytes) -> None:
    """The expectation of a fixture: a `Case` that reads back as it is written, or a `CaseError`."""
    source = _file("advert--x.txt", b"x")
    source.with_suffix(".expected").write_bytes(data)
    try:
        found = fixture.read(source, "advert--x")
    except cleaner.CaseError:
        return
    fixture.write(found)
    assert fixture.read(source, "advert--x") == found


def markdown(data: bytes) -> None:
    """Blocks of any kind with any text: Markdown and HTML hold nothing active and the same words."""
    article = Written(blocks=tuple(_blocks(data.decode("utf-8", "replace"))))
    _check_rendered(to_html(article), to_markdown(article))


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (html, text, scan, pack, case, markdown)
}


@dataclass(frozen=True)
class Written:
    """An article as far as the renderers look at it."""

    blocks: tuple[Block, ...]
    title: str = ""
    language: str = "en"
    document: Document = field(default_factory=lambda: Document(blocks=(), form="html"))


def _blocks(source: str) -> list[Block]:
    """A block for each line; the letter it begins with chooses the kind, a "|" sets a link apart."""
    kinds = list(Kind)
    found = []
    for index, line in enumerate(source.split("\n")[:12]):
        kind = kinds[ord(line[0]) % len(kinds)] if line else Kind.PARAGRAPH
        shown, _, href = line[1:].partition("|")
        shown = cleaner.clean_text(shown).document.blocks[0].text if shown.strip() and shown.isprintable() else ""
        table = ((Cell(text=shown, header=True, columns=2), Cell(text=href if href.isprintable() else "")),)
        links = (Link(start=0, end=len(shown), href=href),) if href and shown else ()
        told = "\t".join(cell.text for cell in table[0]) if kind is Kind.TABLE else shown
        found.append(
            Block(
                index=index,
                kind=kind,
                text=told,
                level=len(line) % 4,
                ordered=len(line) % 2 == 0,
                links=() if kind is Kind.TABLE else links,
                href=href,
                alt=shown,
                table=table if kind is Kind.TABLE else (),
            )
        )
    return found


def _check_account(data: bytes) -> None:
    """Nothing is lost but code, which a browser shows where a quotation mark in front of it is missing."""
    lost, _ = conservation.unaccounted(data)
    code = conservation.characters(_CODE.findall(cleaner_source.read(data)[0])) if lost else Counter()
    words = {char: count for char, count in (lost - code).items() if char.isalnum()}
    assert not words, f"lost {words}"


def _check(article: cleaner.Article) -> None:
    json.loads(article.to_json()), article.explain()
    written = article.title, article.text, article.to_markdown(), article.to_html()
    for out in written:
        assert not UNCLEAN.search(out), f"unclean {UNCLEAN.findall(out)}"
    _check_rendered(written[3], written[2])


def _check_rendered(markup_: str, markdown_: str) -> None:
    assert is_safe_html(markup_), "a sanitiser changes the HTML"
    assert not active_tokens(markdown_), "the Markdown is active"
    assert all(href.lower().startswith(SCHEMES) for href in links_of_markdown(markdown_)), "an address is active"
    assert words_of_html(markup_) == words_of_markdown(markdown_), "the Markdown has other words than the HTML"


def _file(name: str, data: bytes) -> Path:
    path = _folder() / name
    path.write_bytes(data)
    return path


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzz"))
