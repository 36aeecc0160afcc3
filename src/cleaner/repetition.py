"""Evidence from what recurs: what the document prints twice is kept once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.layout import is_label, is_label_and_value, is_prose
from cleaner.model import Category, Evidence, Kind, Span
from cleaner.text import count_words, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.model import Block, Document

SENTENCE_WORDS = 10
ROW_LINES = 2  # one short line may well stand twice: a speaker's name, a label
STRENGTH = {
    "sentence": 2.2,
    "row": 2.2,
    "pull-quote": 2.2,
    "contents": 2.2,
}
QUOTE_WORDS = (12, 60)  # a shorter one may be the crosshead that the next paragraph explains
MOST_QUOTES = 50  # looked up in the whole document; a bound keeps the time linear
CONTENTS_LINES = 3
_QUOTES = "“”„«»‘’'\" "
_LISTS = frozenset({Kind.TABLE, Kind.CODE, Kind.LIST_ITEM, Kind.RULE, Kind.HEADING})


def find(document: Document) -> list[Evidence]:
    r"""Find what the document prints twice.

    That is each later copy of a sentence of ten words or more; a pull quote, whose words stand in a paragraph; a row
    of short lines set between paragraphs more than once; and a table of contents, whose lines are the crossheads below.

    Verse, lists and tables repeat by their nature: short lines, and documents that are not
    mostly paragraphs, are left alone.

    Examples
    --------
    >>> from cleaner.plain import parse
    >>> line = "The river rose twelve centimetres overnight, officials of both towns said."
    >>> [found.span.block for found in find(parse(f"{line}\n\nIt rained.\n\n{line}"))]
    [2]
    """
    blocks = [block for block in document.blocks if block.text]
    prose = [is_prose(block.text) for block in blocks]
    evidence = list(_sentences(block for block, is_one in zip(blocks, prose, strict=True) if is_one))
    if sum(prose) >= 3 and document.form == "text":
        evidence += _rows(blocks, prose)
        evidence += _pull_quotes(blocks)
        evidence += _contents(blocks, prose)
    return evidence


def _sentences(blocks: Iterator[Block]) -> Iterator[Evidence]:
    first: dict[str, int] = {}
    for block in blocks:
        if block.kind in _LISTS or is_label_and_value(block.text) or block.text.endswith("?"):
            continue
        seen = first.setdefault(block.text, block.index)
        if seen != block.index and count_words(block.text) >= SENTENCE_WORDS:
            yield _evidence(block, "sentence", f"printed before, as block {seen}")


def _rows(blocks: Sequence[Block], prose: Sequence[bool]) -> Iterator[Evidence]:
    """Find the short lines between two paragraphs that stood, all of them and no others, between two before."""
    seen: set[tuple[str, ...]] = set()
    row: list[Block] = []
    for block, is_one in zip(blocks, prose, strict=True):
        if not is_one:
            row.append(block)
            continue
        texts = tuple(block.text for block in row)
        if texts in seen and not any(map(_repeats_by_nature, row)):
            yield from (_evidence(block, "row", "short lines that were printed before") for block in row)
        elif len(row) >= ROW_LINES:
            seen.add(texts)
        row = []


def _pull_quotes(blocks: Sequence[Block]) -> Iterator[Evidence]:
    """Find quotations that stand alone and, word for word, inside another paragraph."""
    quotes = [block for block in blocks if block.text[0] in _QUOTES and block.kind not in _LISTS]
    whole = "\n".join(block.text for block in blocks) if quotes else ""
    for block in quotes[:MOST_QUOTES]:
        words = block.text.strip(_QUOTES).rstrip(".,")
        if (
            ends_sentence(block.text)
            and QUOTE_WORDS[0] <= count_words(words) <= QUOTE_WORDS[1]
            and whole.count(words) > 1
        ):
            longer = (other for other in blocks if len(other.text) > len(block.text) + len(_QUOTES))
            if around := next((other for other in longer if words in other.text), None):
                yield _evidence(block, "pull-quote", f"words of block {around.index}, set out as a pull quote")


def _contents(blocks: Sequence[Block], prose: Sequence[bool]) -> Iterator[Evidence]:
    """Find the lines below a label such as “Contents” each of which stands again above a paragraph, further down.

    Without a label they may as well be the story in brief, which its editor wrote: those are kept.
    """
    last: dict[str, int] = {block.text: i for i, block in enumerate(blocks) if not prose[i]}
    row: list[int] = []
    for i, block in enumerate(blocks):
        below = last.get(block.text, i)
        if below > i + 1 and below + 1 < len(blocks) and prose[below + 1]:
            row.append(i)
            continue
        labelled = bool(row) and row[0] > 0 and not prose[row[0] - 1] and is_label(blocks[row[0] - 1].text)
        if labelled and len(row) >= CONTENTS_LINES and len({blocks[j].text for j in row}) == len(row):
            note = "one of several lines that are crossheads further down"
            yield from (_evidence(blocks[j], "contents", note, Category.NAVIGATION) for j in row)
        row = []


def _repeats_by_nature(block: Block) -> bool:
    """Tell whether a block is a list or a plan: figures mark the meals of a week, scores and prices."""
    return block.kind in _LISTS or any(map(str.isdigit, block.text)) or is_label_and_value(block.text)


def _evidence(block: Block, name: str, note: str, category: Category = Category.REPEATED) -> Evidence:
    return Evidence(
        span=Span(block=block.index, start=0, end=len(block.text)),
        name=f"repetition.{name}",
        category=category,
        strength=STRENGTH[name],
        note=note,
    )
