"""Which of an article's first blocks is its title, its standfirst and its byline, and which block corrects it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import regex as re

from cleaner import bylines, corrections, dates, shape, stamps
from cleaner.model import Block, Kind
from cleaner.text import asks, count_words, fold, prints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.model import Metadata, Role

_MAX_FRONT = 3  # more title-shaped lines than this in a row are a list or verse, not a title and its standfirst
_AS_LONG = 1.3  # times as long as such a line is the next one at most
_WRAPPED = 40  # characters at least, of a line that was broken off
_WORD = re.compile(r"\w+")


def in_text(blocks: Sequence[Block], language: str) -> list[Block]:
    """Find title, dek and byline among the first blocks of what declares no title: a plain text, or such a page.

    A heading of the first level is the title, below lists and pictures too; else any heading in front of all is that
    states nothing, or what stands above the first paragraph, then the dek. Bylines may stand between them. Without a
    paragraph, or with more such lines than a title and its dek are, none of them is named: it is verse, a list or a
    table; nor with more than one question, which is what the text is about.
    A row of figures or a stamp is neither, wherever it stands: below a title it is the first line the next time.
    """
    named, marked = list(blocks), list(blocks)
    front: list[int] = []
    is_titled = False
    first = shape.marked_title(blocks)
    if any(shape.is_title(block.as_line) for block in blocks[: max(first, 0)]):
        first = 0  # what stands above a title would be taken for one, once the text is read without its marks
    above = blocks[: first + shape.FRONT_BLOCKS]
    broken_off = shape.fragments(above) | _first_lines(above)
    for i, block in enumerate(blocks):
        if i < first or not block.text or block.kind is Kind.CAPTION:
            continue  # the text does not show it
        if i in broken_off and not bylines.is_one(blocks[i + 1].text, language):
            break
        if bylines.is_one(block.text, language):
            named[i] = block._replace(role="byline")
        elif block.kind is Kind.HEADING and not front and not is_titled and shape.may_be_title(block):
            named[i] = marked[i] = block._replace(role="title")
            is_titled = True
        elif shape.is_title(block.as_line) and len(front) <= _MAX_FRONT and not _is_fact(block.text):
            front.append(i)
        else:
            break
    else:
        return marked
    if len(front) > _MAX_FRONT or sum(asks(blocks[i].text) for i in front) > 1:
        return marked
    role: Role = "dek" if is_titled else "title"
    for i in front:
        is_author = role == "dek" and bylines.is_name(blocks[i].text) and _is_headed(blocks, i)
        named[i] = named[i]._replace(role="byline" if is_author else role)
        role = "dek"
    return named


def _is_fact(text: str) -> bool:
    is_dated = stamps.is_stamp(text) or stamps.is_dated_fact(text) or dates.begins_with_day(text)
    return is_dated or shape.is_figures(shape.YEAR.sub("", text))


def _first_lines(blocks: Sequence[Block]) -> set[int]:
    """Find the lines that begin a paragraph broken into lines: a blank line above each, more text right below it."""
    told = [i for i, block in enumerate(blocks) if block.text]
    return {
        i
        for i, below in pairwise(told[1:])
        if not blocks[i].tight and blocks[below].tight
        and len(blocks[i].text) >= _WRAPPED and len(blocks[below].text) <= _AS_LONG * len(blocks[i].text)
        and not shape.is_title(blocks[below].as_line)
    }  # fmt: skip


def _is_headed(blocks: Sequence[Block], i: int) -> bool:
    """Tell whether a headline stands right above a name, of which no word is the text's."""
    said = frozenset(_WORD.findall(" ".join(block.text for block in blocks if block is not blocks[i])))
    is_title = count_words(blocks[i - 1].text) >= shape.HEADLINE_WORDS - 1
    return is_title and said.isdisjoint(_WORD.findall(blocks[i].text))


def as_declared(blocks: Sequence[Block], metadata: Metadata, language: str) -> list[Block]:
    """Find the title, dek and byline that a page declares among its first blocks."""
    named = list(blocks)
    told_already = {block.role for block in blocks}
    wanted = {"title": fold(metadata.title), "dek": fold(metadata.dek)}
    wanted = {role: "" if role in told_already else declared for role, declared in wanted.items()}
    for i, block in enumerate(blocks[: shape.FRONT_BLOCKS]):
        if block.role:
            continue
        is_headline = block.kind is Kind.HEADING and block.level == 1 and not i
        if wanted["title"] and (is_headline or prints(block.text, wanted["title"])) and block.kind in _TITLE_KINDS:
            named[i] = block._replace(kind=Kind.HEADING, level=block.level or 1, role="title")
            wanted["title"] = ""
        elif wanted["dek"] and prints(block.text, wanted["dek"]):
            named[i] = block._replace(role="dek")
            wanted["dek"] = ""
        elif bylines.is_one(block.text, language):
            named[i] = block._replace(role="byline")
    return named


_TITLE_KINDS = {Kind.HEADING, Kind.PARAGRAPH}


def as_correction(block: Block) -> Block:
    """Name the role of a block that says of itself that it corrects the article."""
    return block if block.role or not corrections.is_one(block.text) else block._replace(role="correction")


def authors(blocks: Sequence[Block], language: str) -> tuple[str, ...]:
    """Return the names in the bylines."""
    signed = [block.text for block in blocks if block.role == "byline"]
    return tuple(name for text in signed for name in bylines.names(text, language) or (text,) * bylines.is_name(text))
