"""Evidence from what recurs: what the document prints twice is kept once, what its site prints on many pages goes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import regex as re

from cleaner.memory import host_of, line_of
from cleaner.model import Category, Evidence, Kind, Span
from cleaner.shape import HEADLINE_WORDS, LEAST_PROSE, is_brief, is_figures, is_label, is_prose, is_teaser, label_of
from cleaner.text import asks, count_words, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cleaner.memory import Line, Site, SiteMemory
    from cleaner.model import Block, Document

SENTENCE_WORDS = 10
COPY_SENTENCES = 5  # at least, of a stretch that is printed twice as a whole
COPY_SHARE = 0.25  # of the words that the document has, each text counted once
SAFE = 1.0  # log-odds of being noise below which the place of one copy is as good as that of another
ROW_LINES = 3  # two may well stand twice: a speaker and her office, two labels
FRONT_LINES = 3  # title, dek and byline, which may stand in front of the first row of a text
STRIP_LINES = 3
STRIP_PLACES = 3
STRIP_SHORT = 2.5  # short lines for each paragraph; where there are more, it is a catalogue, whose entries are alike
STRENGTH = {
    "sentence": 2.0,
    "copy": 2.2,
    "row": 2.2,
    "strip": 2.2,
    "sections": 2.2,
    "below-sections": -3.0,
    "pull-quote": 2.2,
    "contents": 2.2,
    "site": 4.0,
    "site-seldom": 1.2,  # doubtful by itself
}
# On how many of a site's stories, and on which share of them, a line stands that is its boilerplate. A short line that
# three stories share by chance is rare. A sentence may as well be an author's formula or a series' standing paragraph,
# but those do not stand in half of what a site prints.
SHORT = (3, 0.05)
SENTENCE = (5, 0.5)
SENTENCE_SELDOM = (3, 0.1)
CROSSHEAD_WORDS = 5  # above a text that only this page has: “What we know so far” is the author's, wherever it stands
QUOTE_WORDS = (12, 60)  # a shorter one may be the crosshead that the next paragraph explains
MOST_QUOTES = 50  # looked up in the whole document; a bound keeps the time linear
CONTENTS_LINES = 3
MOSTLY_LINKED = 0.5
_NAME = re.compile(
    r"(?:\p{L}+\s)?\p{Lu}[\p{L}.'’-]*(?:\s(?:\p{Lu}[\p{L}.'’-]*|and|&|und|et|y|e|i|en|og|och)){1,5}(?:,|\s[-–—|]|\Z)"
)
NAME_WORDS = 3  # of a name in a script without capitals, at most
_CASED = re.compile(r"[\p{Lu}\p{Ll}]")
_FIELDS = frozenset({"title", "byline"})
_QUOTES = "“”„«»‘’'\" "
_LISTS = frozenset({Kind.TABLE, Kind.CODE, Kind.LIST_ITEM, Kind.RULE, Kind.HEADING})


def find(
    document: Document, memory: SiteMemory | None = None, removed: Collection[int] = frozenset()
) -> list[Evidence]:
    r"""Find what the document prints twice, and what its site prints on many pages.

    The first is each copy but one of a sentence of ten words or more, and of long stretches that make up a good part
    of the document, with all that is in them; a pull quote, whose words stand in a paragraph; a row of short lines set
    between paragraphs more than once, and every copy of three such lines that stand together in three places; headlines
    between labels that recur; and a table of contents, whose lines are the crossheads below.

    What is already ``removed`` is no copy, and parts no row.

    Verse, lists and tables repeat by their nature: short lines, and documents that are not
    mostly paragraphs, are left alone.

    Of a site, ``memory`` tells on how many stories a line stands. A short line goes if it stands on three and on one in
    twenty; a sentence if it stands on five and on half of them, else it is doubtful at most. Titles, bylines, names,
    labels with their value, a crosshead or label above a text that only this page has, and lists of which any item is
    its own, stay.

    Examples
    --------
    >>> from cleaner.plain import parse
    >>> line = "The river rose twelve centimetres overnight, officials of both towns said."
    >>> [found.span.block for found in find(parse(f"{line}\n\nIt rained.\n\n{line}"))]
    [2]
    """
    shown = [block for block in document.blocks if block.text and not block.hidden and block.index not in removed]
    blocks = [block.as_line for block in shown] if document.form == "text" else shown
    evidence: list[Evidence] = []
    if len({block.text for block in blocks}) < len(blocks):
        evidence += _recurring(blocks, document)
    if quotes := [*_pull_quotes(blocks, is_page=document.form == "html")]:
        evidence += quotes if sum(is_prose(block.text) for block in blocks) >= LEAST_PROSE else ()
    if memory is not None:
        evidence += _site(document, memory.site(host_of(document)))
    return evidence


def _recurring(blocks: Sequence[Block], document: Document) -> Iterator[Evidence]:
    """Find what only a document holds in which a block stands twice."""
    prose = [is_prose(block.text) for block in blocks]
    copies = {copy.index: original for original, copy in _copies(blocks, document.scores)}
    for block in blocks:
        if block.index in copies:
            yield _evidence(block, "copy", f"of a stretch that block {copies[block.index].index} is of too")
    own = [block for block, is_one in zip(blocks, prose, strict=True) if is_one and block.index not in copies]
    yield from _sentences(own, document.scores)
    if sum(prose) >= LEAST_PROSE and document.form == "text":
        yield from _rows(blocks, prose)
        yield from _strips(blocks, prose)
        yield from _sections(blocks)
        yield from _contents(blocks, prose)


def _copies(blocks: Sequence[Block], scores: Sequence[float]) -> Iterator[tuple[Block, Block]]:
    """Find what a page with two layouts prints twice: each block that stays, and its copy.

    It is a good part of the page, in long stretches: a refrain or a standing paragraph is shorter, and a guide may give
    the same steps for two ways. What stays is the first, or on a page the one in the better place.
    """
    texts = [block.text for block in blocks]
    if len(texts) - len(set(texts)) < COPY_SENTENCES:
        return
    words = {text: count_words(text) for text in texts}
    telling = {text for text, count in words.items() if count >= SENTENCE_WORDS and ends_sentence(text)}
    stretches = [
        [*zip(blocks[first : first + length], blocks[second : second + length], strict=True)]
        for first, second, length in _stretches(texts)
    ]
    long = [pairs for pairs in stretches if sum(block.text in telling for block, _ in pairs) >= COPY_SENTENCES]
    if sum(words[block.text] for pairs in long for block, _ in pairs) < COPY_SHARE * sum(words.values()):
        return
    for pairs in long:
        noise = [[max(SAFE, scores[block.index]) if scores else 0.0 for block in pair] for pair in pairs]
        kept = 0 if sum(one for one, _ in noise) <= sum(other for _, other in noise) else 1
        yield from (
            (pair[kept], pair[1 - kept]) for pair, at in zip(pairs, noise, strict=True) if at[kept] <= at[1 - kept]
        )


def _stretches(texts: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield where stretches begin that stand twice, one behind the other, and how long they are."""
    last: dict[str, int] = {}
    before, length = -1, 0
    for i, text in enumerate((*texts, "")):
        if length and before + 1 < i - length and texts[before + 1] == text:
            before, length = before + 1, length + 1
        else:
            if length:
                yield before - length + 1, i - length, length
            before = last.get(text, -1)
            length = int(before >= 0)
        last[text] = i


def _sentences(blocks: Sequence[Block], scores: Sequence[float]) -> Iterator[Evidence]:
    """Find all copies of a sentence but one: the first, or on a page the first that stands in a good place."""
    copies: dict[str, list[Block]] = {}
    for block in blocks:
        if block.kind not in _LISTS and not label_of(block.text) and not asks(block.text):
            copies.setdefault(block.text, []).append(block)
    for text, found in copies.items():
        if len(found) > 1 and count_words(text) >= SENTENCE_WORDS:
            original = min(found, key=lambda block: max(SAFE, scores[block.index])) if scores else found[0]
            for block in found:
                if block is not original:
                    yield _evidence(block, "sentence", f"printed as block {original.index} too")


def _rows(blocks: Sequence[Block], prose: Sequence[bool]) -> Iterator[Evidence]:
    """Find the short lines between two paragraphs that stood, all of them and no others, between two before."""
    seen: set[tuple[str, ...]] = set()
    row: list[Block] = []
    front = FRONT_LINES
    for block, is_one in zip(blocks, prose, strict=True):
        if not is_one:
            row.append(block)
            continue
        texts = tuple(block.text for block in row)
        if texts in seen and not any(map(_repeats_by_nature, row)):
            yield from (_evidence(block, "row", "short lines that were printed before") for block in row)
        else:
            seen.update(texts[start:] for start in range(front + 1) if len(row) - start >= ROW_LINES)
        row, front = [], 0


def _strips(blocks: Sequence[Block], prose: Sequence[bool]) -> Iterator[Evidence]:
    """Find short lines that stand together, in the same order, in several places with paragraphs between them.

    No author writes so: it is a strip of other stories' authors or sections, and its first copy is noise as well. Two
    such lines may be a speaker and his office.
    """
    if len(prose) - sum(prose) > STRIP_SHORT * sum(prose):
        return
    places: dict[tuple[str, ...], dict[int, int]] = {}  # of some lines: the paragraph above, and where the last stands
    above = since = 0
    for i, block in enumerate(blocks):
        above += prose[i]
        since = since + 1 if not prose[i] and _is_of_strip(block) else 0
        texts = tuple(one.text for one in blocks[i - STRIP_LINES + 1 : i + 1]) if since >= STRIP_LINES else ()
        if len(set(texts)) == STRIP_LINES:
            places.setdefault(texts, {})[above] = i
    ends = [end for at in places.values() if len(at) >= STRIP_PLACES for end in at.values()]
    for i in sorted({end - back for end in ends for back in range(STRIP_LINES)}):
        yield _evidence(blocks[i], "strip", f"{STRIP_LINES} short lines that stand together in {STRIP_PLACES} places")


def _is_of_strip(block: Block) -> bool:
    return count_words(block.text) > 1 and block.text[0].isupper() and not _repeats_by_nature(block)


def _sections(blocks: Sequence[Block]) -> Iterator[Evidence]:
    """Find short labels with a headline between each two, one of which stands twice: “Economy … Sport … Economy”.

    They are the sections of other stories. A single one may be the refrain of a song. Where a headline stands above the
    first, each has its section below it, and the line behind the last is the crosshead of the next paragraph.
    """
    labels = [i for i, block in enumerate(blocks) if _is_section(block)]
    known, done = set(labels), -1
    for first in labels:
        last = first
        while last + 2 in known and _is_told(blocks[last + 1].text):
            last += 2
        row = [blocks[i].text for i in range(first, last + 1, 2)]
        if first <= done or not 1 < len(set(row)) < len(row):
            continue
        done = last
        note = "one of several headlines, each with the name of its section"
        yield from (_evidence(block, "sections", note, Category.CROSS_PROMOTION) for block in blocks[first : last + 1])
        if first and _is_told(blocks[first - 1].text) and last + 1 < len(blocks):
            note = "below the last of several headlines and its section"
            yield _evidence(blocks[last + 1], "below-sections", note, Category.CROSS_PROMOTION)


def _is_section(block: Block) -> bool:
    text = block.text
    return (
        len(text) <= 40 and block.kind is Kind.PARAGRAPH and text[0].isupper() and text[-1].isalpha() and is_label(text)
    )


def _is_told(text: str) -> bool:
    """Tell whether a line has the words of a headline, which may ask a question."""
    is_headline = count_words(text) >= HEADLINE_WORDS and is_teaser(text) and not is_figures(text)
    return is_headline and not text[0].islower()


def _pull_quotes(blocks: Sequence[Block], *, is_page: bool) -> Iterator[Evidence]:
    """Find quotations that stand alone and, word for word, inside another paragraph; on a page these are marked."""
    if is_page:
        quotes = [block for block in blocks if block.kind is Kind.QUOTE]
    else:
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
        labelled = bool(row) and row[0] > 0 and is_label(blocks[row[0] - 1].text)
        if labelled and len(row) >= CONTENTS_LINES and len({blocks[j].text for j in row}) == len(row):
            note = "one of several lines that are crossheads further down"
            yield from (_evidence(blocks[j], "contents", note, Category.NAVIGATION) for j in row)
        row = []


def _site(document: Document, site: Site) -> Iterator[Evidence]:
    """Find the lines that the site prints on many pages."""
    if site.stories < SHORT[0]:
        return
    shown = [block for block in document.blocks if block.text and not block.hidden and block.role not in _FIELDS]
    lines = [line_of(block) for block in shown]
    usual = [line is not None and _is_usual(site, line) for line in lines]
    listed = _whole_lists(shown, usual)
    goes_below = True  # what follows the last line is not this page's own text
    for i in range(len(shown) - 1, -1, -1):
        block, line = shown[i], lines[i]
        if line is None:  # a table, or figures: the page's own
            goes_below = False
            continue
        count = site.counts[line.key]
        is_most = _reaches(site, count, SENTENCE)
        is_own = (block.kind is Kind.LIST_ITEM and i not in listed) or _is_own_by_nature(block, line, is_most=is_most)
        above_text = not goes_below and _is_crosshead(block)
        is_front = i == 0 and document.form == "text"  # as like as not its title
        goes_below = usual[i] and not (is_own or above_text or is_front)
        note = f"on {count} of {site.stories} stories of the site"
        if goes_below:
            yield _evidence(block, "site", note)
        elif line.is_sentence and _reaches(site, count, SENTENCE_SELDOM):
            yield _evidence(block, "site-seldom", note)


def _is_usual(site: Site, line: Line) -> bool:
    return _reaches(site, site.counts[line.key], SENTENCE if line.is_sentence else SHORT)


def _reaches(site: Site, count: int, bound: tuple[int, float]) -> bool:
    stories, share = bound
    return count >= stories and count >= share * site.stories


def _whole_lists(blocks: Sequence[Block], usual: Sequence[bool]) -> set[int]:
    """Return the positions of the list items in a row of which all are usual."""
    found: set[int] = set()
    for is_item, run in groupby(range(len(blocks)), key=lambda i: blocks[i].kind is Kind.LIST_ITEM):
        positions = list(run)
        if is_item and all(usual[i] for i in positions):
            found.update(positions)
    return found


def _is_crosshead(block: Block) -> bool:
    return block.linked < MOSTLY_LINKED and (
        block.kind is Kind.HEADING
        or is_brief(block.text, CROSSHEAD_WORDS)
        or block.text.endswith(":")
        or asks(block.text)
    )


def _is_own_by_nature(block: Block, line: Line, *, is_most: bool) -> bool:
    """Tell whether a line names a person, or is a label with its value: an author's pages have that in common.

    A label with a date is the site's where most of its stories have it; a name without capitals is told by its words.
    """
    text = block.text.replace("：", ": ")
    is_name = _NAME.match(text) is not None or (
        not is_most and count_words(text) <= NAME_WORDS and not _CASED.search(text)
    )
    return is_name or bool(label_of(text) and not (line.is_dated and is_most))


def _repeats_by_nature(block: Block) -> bool:
    """Tell whether a block is a list or a plan: figures mark the meals of a week, scores and prices."""
    return block.kind in _LISTS or any(map(str.isdigit, block.text)) or bool(label_of(block.text))


def _evidence(block: Block, name: str, note: str, category: Category = Category.REPEATED) -> Evidence:
    return Evidence(
        span=Span(block=block.index, start=0, end=len(block.text)),
        name=f"repetition.{name}",
        category=category,
        strength=STRENGTH[name],
        note=note,
    )
