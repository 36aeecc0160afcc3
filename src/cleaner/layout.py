"""Evidence from what a block looks like, where it stands and what stands beside it."""

from __future__ import annotations

from collections import Counter
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import regex as re

from cleaner import boilerplate, bylines, furniture, headlines
from cleaner.model import Block, Category, Evidence, Kind, Span
from cleaner.shape import (
    FRONT_BLOCKS,
    LEAST_PROSE,
    front,
    is_address,
    is_counter,
    is_prose,
    is_title,
    label_of,
)
from cleaner.stamps import OF_OUR_TIME, is_stamp
from cleaner.text import HEADING_SIGNS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cleaner.headlines import Lines
    from cleaner.model import Document, Link

ONE_LINK = 0.95  # of its characters: a line that is a link
BYLINE_TIMES = 3
NOISE = 2.0  # from which score of the content model on a block goes
NOTED = ",('’"  # behind a name in a note that ends the text; who speaks has a colon there

# Log-odds. Those of a headline between paragraphs of plain text are a logistic regression over 3,500 such lines of
# labelled pages, a third of them news, fitted again by tests/benchmark/headlines.py. The first is 1.0 more than fitted,
# for news, which most plain text is: 98 in 100 of what goes there are noise, on other pages 3 in 4.
# Fitted anew since only what was removed behind the first paragraph counts, they cost more of authors than of noise.
STRENGTH = {
    "stray-headline": 2.3,
    "headline-words": 0.13,  # for each word, up to 14
    "headline-rare": -1.0,  # for the logarithm of how many there are: crossheads come in numbers
    "headline-run": 1.44,
    "headline-topic": 1.0,  # “River: Towns brace for flood”
    "headline-figures": -0.75,  # two numbers, or one and several commas: opening hours, a score, an address
    "headline-commas": -0.75,
    "headline-last": 0.93,  # and not alone there: a greeting, a signature
    "beside-noise": 0.67,
    "headline-among-noise": 0.4,  # for the logarithm of how many blocks were removed behind the first paragraph
    "headline-taken-up": -1.74,  # for the share of its words that the next paragraphs use
    "headline-said-elsewhere": -3.85,  # for the share of its words, and of two more, one used, that other texts use
    "titles-removed-text": 2.1,
    "above-title": 2.1,
    "kicker": 2.1,
    "buttons": 2.1,
    "among-noise": 2.1,
    "only-links": 2.1,  # 1 of 325 of these lines stands in a gold text: tests/benchmark/markdown.py
    "around-article": 2.1,
    "other-byline": 2.1,
    "author-note": 2.1,
    "bare-url": 1.35,
    "word-row": 0.5,  # nothing by itself: a list looks the same
    "last-labels": 2.1,  # of 169 such lines of labelled pages none was the article's
    "date-line": 2.1,
    "stamp": 1.5,  # of a page: with what the content model makes of its place
    "counter": 1.0,  # likewise
    "one-link": 0.5,  # likewise
    "joins": 1.0,  # likewise
    "content-model": 1.0,
    "heading-link": 2.1,
    "hidden": 10.0,
}

_PRESENTS = re.compile(r" (?:(?:is|has been) an?|ist (?:eine?|freier?)|est une?|es una?|è una?|é uma?) ")
# Where readers join, or let themselves be sent something: on services of others, or on pages of the site named so.
_JOINS = re.compile(
    r"https?://(?:[\w-]+\.)*(?:whatsapp\.com/channel/|t\.me/|telegram\.me/|news\.google\.com/(?:publications|topics)/"
    r"|google\.\w+/preferences/source|open\.spotify\.com/show/|podcasts\.apple\.com/|flipboard\.com/@)"
    r"|(?:https?://[^/]+)?/(?:[\w-]+/)*(?:newsletters?|log-?in|sign-?in|register|subscribe|subscriptions?|abo|abonnement|donate)"
    r"/?(?:[?#].*)?\Z",
    re.IGNORECASE,
)
_EDIT = re.compile(r"\s*\[[^\[\]]{1,60}\]\Z")


def find(document: Document, removed: Collection[int] = (), beside: Collection[int] = ()) -> list[Evidence]:
    r"""Find evidence in what blocks are and in what stands around them.

    Parameters
    ----------
    document : Document
    removed : collection of int, default=()
        Blocks already known to be noise: a neighbour is the nearest block that is not one of them, and standing beside
        one is evidence of its own.
    beside : collection of int, default=()
        Blocks of which there is other evidence. Where there is none, nothing needs to be told that argues to keep.

    Returns
    -------
    list of Evidence

    Examples
    --------
    >>> from cleaner.plain import parse
    >>> [found.name for found in find(parse("It rained.\n\nhttps://example-times.test/dam"))]
    ['layout.bare-url']
    """
    evidence: list[Evidence] = []
    for block in document.blocks:
        if is_address(block.text):
            evidence.append(_evidence(block, "bare-url", Category.CROSS_PROMOTION, "a web address alone on its line"))
            if block.index - 1 in removed:
                evidence.append(_of_headline(block, "beside-noise"))
    doubted = {*beside, *[found.span.block for found in evidence]}
    unseen = f"this is {document.foreign}" if document.foreign else "a reader never sees it"
    evidence += [_evidence(block, "hidden", Category.HIDDEN, unseen) for block in document.blocks if block.hidden]
    numbered = bool(document.scores) and sum(is_counter(block.text) for block in document.blocks) > 1
    for block, score, category in zip(document.blocks, document.scores, document.suspected, strict=False):
        if not block.hidden and (score > 0 or block.index in doubted):
            evidence += _in_place(block, score, category, numbered=numbered)
    evidence += _author_notes(document, removed)
    evidence += _heading_links(document.blocks)
    evidence += _date_lines(document, removed)
    if document.form == "text":
        lines = headlines.left(document, removed)
        evidence += [_evidence(*told) for told in furniture.find(document, lines, removed)]
        if len(lines.prose_at) >= LEAST_PROSE:
            evidence += _other_bylines(document, lines, removed)
            for block, told in headlines.weigh(document, lines, removed):
                if sum([STRENGTH[name] * times for name, times in told.items()]) > 0:
                    evidence += [_of_headline(block, name, times) for name, times in told.items() if times]
    return evidence


def around(document: Document, removed: Collection[int]) -> list[Evidence]:
    """Find the lines around the article of a whole page, of what is left of a plain text."""
    note = "around the article of a whole page, as menus and lists of stories are"
    told = boilerplate.around(document, removed)
    return [_evidence(block, "around-article", furniture.category(block), note) for block in told]


def _in_place(block: Block, score: float, category: Category, *, numbered: bool) -> list[Evidence]:
    """Tell what the content model makes of a block's place, and what shape adds where it takes it for noise.

    A number out of a number is a picture's where others are ``numbered`` too; alone it may be a mark: “9/10”.
    """
    found = []
    if score > 0 and not block.role:
        if is_stamp(block.text):
            category = Category.METADATA
            found.append(_evidence(block, "stamp", category, "a date or a time, and little else"))
        elif block.linked >= ONE_LINK and block.kind is Kind.PARAGRAPH:
            if not is_address(block.text) and not is_prose(block.text):  # a page may never end a link
                found.append(_evidence(block, "one-link", category, "nothing but a link"))
                if _JOINS.match(block.links[0].href):
                    note = "a link to a channel, a show, or an account of the reader's"
                    found.append(_evidence(block, "joins", Category.SIGN_UP, note))
        elif numbered and is_counter(block.text):
            found.append(_evidence(block, "counter", category, "a number out of a number, and nothing else"))
    return [*found, _evidence(block, "content-model", category, "the content model's score", times=score)]


def _evidence(block: Block, name: str, category: Category, note: str, *, times: float = 1.0) -> Evidence:
    span = Span(block.index, 0, len(block.text))
    return Evidence(span, f"layout.{name}", category, STRENGTH[name] * times, note)  # by place, in half of the time


def _heading_links(blocks: Sequence[Block]) -> Iterator[Evidence]:
    """Find the signs by which a reader points to a heading, “¶”, and the words to edit what is below, “[edit]”."""
    note = "a sign by which a heading can be pointed to, or edited"
    headings = [
        block for block in blocks if block.links and (block.kind is Kind.HEADING or block.place.startswith("dt"))
    ]
    signs = Counter([block.text[link.start : link.end] for block in headings for link in block.links])
    for block in headings:
        text, first, last = block.text, block.links[0], block.links[-1]
        label = text[last.start : last.end]
        is_edit = "action=edit" in last.href or (signs[label] > 1 and any(map(str.isalpha, label)))
        edit = _EDIT.search(text) if is_edit else None
        spans = [edit.span()] if edit and edit.start() < last.start else []
        if first.start == 0 and _is_sign(text, first, signs):
            spans.append((0, len(text) - len(text[first.end :].lstrip())))
        if last.end == len(text) and _is_sign(text, last, signs):
            spans.append((len(text[: last.start].rstrip()), last.end))
        for start, end in spans:
            if 0 < end - start < len(text):
                span = Span(block.index, start, end)
                yield Evidence(span, "layout.heading-link", Category.NAVIGATION, STRENGTH["heading-link"], note)
    for above, below in pairwise(blocks):
        is_below = above.kind is Kind.HEADING and bool(below.links) and _EDIT.fullmatch(below.text)
        if is_below and (below.links[0].start, below.links[-1].end) == (1, len(below.text) - 1):
            yield _evidence(below, "heading-link", Category.NAVIGATION, note)


def _is_sign(text: str, link: Link, signs: Mapping[str, int]) -> bool:
    """Tell whether a link to a place in a page is a sign for that; a “#” is where several headings have it."""
    sign = text[link.start : link.end]
    return "#" in link.href and (sign in HEADING_SIGNS or (sign == "#" and signs[sign] > 1))


def _date_lines(document: Document, removed: Collection[int]) -> Iterator[Evidence]:
    """Find the date beside a title above the first paragraph, which is when a text appeared; several are a timeline.

    On a page it stands in a paragraph without a label: elsewhere it is the date of what the page tells of.
    """
    above = _front(document, removed)
    dated = (block for block in above if not block.role and is_stamp(block.text))
    stamps = [block for block in dated if OF_OUR_TIME.search(block.text)]
    if len(stamps) != 1 or not any(is_title(block.as_line) for block in above if block not in stamps):
        return
    if document.form == "text" or _is_page_date(stamps[0], document.blocks):
        yield _evidence(stamps[0], "date-line", Category.METADATA, "a date beside the title")


def _is_page_date(stamp: Block, blocks: Sequence[Block]) -> bool:
    """Tell whether a date on a page is a paragraph without a label or a heading, and no other follows."""
    above = blocks[stamp.index - 1] if stamp.index else stamp
    is_headed = above.kind is Kind.HEADING and above.level > 1 and not above.role
    is_plain = stamp.kind is Kind.PARAGRAPH and not label_of(stamp.text) and not is_headed
    return is_plain and not any(is_stamp(block.text) for block in blocks[stamp.index + 1 :])


def _front(document: Document, removed: Collection[int]) -> list[Block]:
    """Return what stands above the first paragraph, if that is near, and what was removed is left out."""
    left = [*islice((block for block in document.blocks if block.text and block.index not in removed), FRONT_BLOCKS)]
    above = front(left)
    return above if len(above) < len(left) else []


def _other_bylines(document: Document, lines: Lines, removed: Collection[int]) -> Iterator[Evidence]:
    """Find bylines of other stories: beside what was removed between paragraphs, or three times in a text.

    The article's own stands above its text, or below a standfirst that reads as paragraphs.
    """
    kept, prose_at = lines.kept, lines.prose_at
    at = [i for i in range(prose_at[LEAST_PROSE - 1], len(kept)) if bylines.is_one(kept[i].text, document.language)]
    times = Counter([block.text for block in document.blocks if at])
    for i in at:
        block = kept[i]
        if (i < prose_at[-1] and headlines.is_beside(block, removed)) or times[block.text] >= BYLINE_TIMES:
            yield _evidence(block, "other-byline", Category.CROSS_PROMOTION, "the byline of another story")


def _author_notes(document: Document, removed: Collection[int]) -> Iterator[Evidence]:
    """Find notes on the authors: the only paragraph that begins with the name of one, if it is among the last.

    Behind the first paragraph it also is one if it goes on to say who the author is.
    """
    front = (block.text for block in _front(document, removed))
    signed = document.metadata.byline or bylines.first(front, document.language)
    names = tuple(name for name in signed if " " in name)
    if not any(block.text.startswith(names) for block in document.blocks):
        return
    scores = document.scores or (0.0,) * len(document.blocks)
    prose = [
        block
        for block, score in zip(document.blocks, scores, strict=True)
        if score < NOISE and block.index not in removed and not block.hidden and not block.role and is_prose(block.text)
    ]
    if len(prose) <= LEAST_PROSE:
        return
    for name in names:
        own = [block for block in prose if block.text.startswith(name)]
        if len(own) != 1 or own[0] is prose[0]:
            continue
        behind = own[0].text[len(name) :]
        is_last = own[0] in prose[-len(names) - 1 :] and (
            behind[:1] == " " or (own[0] is prose[-1] and behind[:1] in NOTED)
        )
        if is_last or _PRESENTS.match(behind):
            note = "begins with the name of the author, at the end" if is_last else "says who the author is"
            yield _evidence(own[0], "author-note", Category.AUTHOR, note)


_NOTES = {
    "stray-headline": "a headline between paragraphs",
    "headline-words": "the longer, the less a crosshead",
    "headline-rare": "the more there are, the more they are crossheads",
    "headline-run": "one of several headlines in a row",
    "headline-topic": "a topic, a colon and a headline",
    "headline-figures": "several numbers, as facts have them",
    "headline-commas": "several commas, as lists have them",
    "beside-noise": "beside a block that was removed",
    "headline-among-noise": "the more was removed behind the first paragraph, the more there are teasers",
    "headline-last": "behind the last paragraph, and not alone there",
    "headline-taken-up": "the share of its words that the paragraphs below use",
    "headline-said-elsewhere": "the share of its words that other texts use",
    "titles-removed-text": "a second headline, in front of a text that was removed",
}


def _of_headline(block: Block, name: str, times: float = 1.0) -> Evidence:
    category = Category.MEDIA if name == "titles-removed-text" else Category.CROSS_PROMOTION
    return _evidence(block, name, category, _NOTES[name], times=times)
