"""What a block is, apart from what it says: evidence from shape, place and neighbours.

The few questions that rules may ask (`looks`) are answered here for both forms, so that one rule serves both.
"""

from __future__ import annotations

import math
from bisect import bisect
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

import regex as re

from cleaner.model import Block, Category, Evidence, Kind, Span
from cleaner.text import count_words, ends_sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from cleaner.model import Document

TEASER_WORDS = 20
LABEL_WORDS = 4
PROSE_WORDS = 8
HEADLINE_WORDS = 5
PARAGRAPHS_BELOW = 2
MARKED_CROSSHEADS = 2
ROW_WORDS = 3

# Log-odds. Those of a headline between paragraphs of plain text are a logistic regression over 927 such lines of 229
# labelled news pages, fitted again by tests/benchmark/headlines.py: 11 in 12 of what it removes are noise. The first is
# 0.4 more than fitted, since about 7 in 100 of the labels that say "keep" are wrong.
STRENGTH = {
    "stray-headline": 1.5,
    "headline-words": 0.1,  # for each word, up to 14
    "headline-rare": -0.92,  # for the logarithm of how many there are: crossheads come in numbers
    "headline-run": 1.28,
    "headline-topic": 1.48,  # “River: Towns brace for flood”
    "beside-noise": 1.74,
    "taken-up-below": -3.63,  # for the share of its words that the next paragraphs use
    "interrupts-quotation": 1.6,
    "titles-removed-text": 2.1,
    "bare-url": 1.2,
    "word-row": 0.5,  # nothing by itself: a list looks the same
    "stamp": 1.0,  # of a page: with what the content model makes of its place
    "content-model": 1.0,
    "hidden": 10.0,
}
MOST_HEADLINE_WORDS = 14

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STAMP_WORDS = 14
_GOES_ON = re.compile(r"\p{Ll}(?!\p{L}*\p{Lu})|>")  # a title begins with no small letter, but in names such as “iPhone”
_URL = re.compile(r"(?:https?://|www\.)\S+", re.I)
_OPENS_QUOTE = re.compile(r"[“„«\"]")
_CODE = re.compile(r"[{}<>=;|\\]|\w\(|::|[\w-]\.(?:js|py|ts|md|json|txt)\b")
_FIGURES = re.compile(r"\d")
_CLOCK = re.compile(r"\d\s?[ap]\.?m\b")
_FIGURE, _LAST_FIGURE = re.compile(r"\b\d{1,3}\b"), re.compile(r"\b\d{1,3}\Z")
_BRACKET_TAIL = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*\Z")
_NAMES = re.compile(r"\p{Lu}[^\s,]*(?:,? \p{Lu}[^\s,]*)*(?:, \p{Lu}[^\s,]*(?: \p{Lu}[^\s,]*)*){2}")
_TOPIC = re.compile(r"[^:]{3,60}: [\"“„«»‘']?[\p{Lu}\d]")


# -- the questions that a rule may ask -------------------------------------------------------------------------


def is_teaser(text: str, linked: float | None = None) -> bool:
    """HTML: at least half of its characters are linked. Plain text: at most 20 words and no stop ends it.

    Examples
    --------
    >>> is_teaser("Seven signs your boiler is failing"), is_teaser("The boiler failed.")
    (True, False)
    >>> is_teaser("The boiler failed.", linked=0.9)
    True
    """
    if linked is not None:
        return linked >= 0.5
    return count_words(text) <= TEASER_WORDS and not ends_sentence(text.rstrip("?!"))


def is_label(text: str, linked: float | None = None) -> bool:
    """Tell whether it has at most four words and no stop at the end.

    Examples
    --------
    >>> is_label("Related stories:"), is_label("He left.")
    (True, False)
    """
    return count_words(text) <= LABEL_WORDS and not ends_sentence(text)


def is_whole_sentence(text: str, linked: float | None = None) -> bool:
    """Tell whether it ends as a sentence does.

    Examples
    --------
    >>> is_whole_sentence("Sign up today!"), is_whole_sentence("Sign up")
    (True, False)
    """
    return ends_sentence(text)


def is_capitals(text: str, linked: float | None = None) -> bool:
    """Tell whether it has letters, and all that have a case are capitals.

    Examples
    --------
    >>> is_capitals("JUST IN:"), is_capitals("Just in:")
    (True, False)
    """
    return text.isupper()


QUESTIONS: dict[str, Callable[[str, float | None], bool]] = {
    "teaser": is_teaser,
    "label": is_label,
    "whole-sentence": is_whole_sentence,
    "capitals": is_capitals,
}


def looks(question: str, text: str, linked: float | None = None) -> bool:
    """Answer one of ``QUESTIONS`` about a text; ``linked`` is its share of linked characters, or None in plain text.

    Examples
    --------
    >>> looks("label", "Most read")
    True
    """
    return QUESTIONS[question](text, linked)


# -- shapes ------------------------------------------------------------------------------------


def is_prose(text: str) -> bool:
    """Tell whether a text reads as sentences: it ends one and has 8 words, or is long.

    Examples
    --------
    >>> is_prose("The river rose twelve centimetres overnight, officials said.")
    True
    """
    length = len(text)
    return length > 240 or (length > 30 and ends_sentence(text) and count_words(text) >= PROSE_WORDS)


def paragraphs(blocks: Sequence[Block]) -> list[bool]:
    """Tell which blocks read as sentences; a heading in front of all is the title, which the text leaves out."""
    return [is_prose(block.text) and (i > 0 or block.kind is not Kind.HEADING) for i, block in enumerate(blocks)]


def is_figures(text: str) -> bool:
    """Tell whether figures are a fifth of a text, it ends in the second of two, or names a time: a row of a table.

    Examples
    --------
    >>> is_figures("Rosé 2031 ($14.99, #559393)"), is_figures("Mill Road 0 Gasworks 4"), is_figures("News, 9pm, One")
    (True, True, True)
    """
    digits = len(_FIGURES.findall(text))
    last = _LAST_FIGURE.search(text, max(0, len(text) - 3)) if digits else None
    is_score = last is not None and _FIGURE.search(text, 0, last.start()) is not None
    return is_score or digits * 5 > len(text) or bool(digits and _CLOCK.search(text))


def is_label_and_value(text: str) -> bool:
    """Tell whether a line is a label, a colon and its value.

    Examples
    --------
    >>> is_label_and_value("Breakfast: two eggs, one slice of toast"), is_label_and_value("He left at 10:30.")
    (True, False)
    """
    label = text[:40].partition(": ")[0]
    return label != text[:40] and count_words(label) <= LABEL_WORDS


def is_headline(block: Block) -> bool:
    """Tell whether a block has the shape of a headline: 5 to 20 words, a capital first, no stop, no open quotation.

    Two sentences of which the last lacks its stop are a caption, or somebody's words; names and places with commas
    between them are a list.

    Examples
    --------
    >>> is_headline(Block(index=0, text="River towns brace for a second flood"))
    True
    """
    text = block.text
    if not 15 <= len(text) <= 180 or block.kind not in {Kind.PARAGRAPH, Kind.HEADING}:
        return False
    if (
        ends_sentence(_BRACKET_TAIL.sub("", text) if text[-1] in ")]" else text)
        or text[-1] in ":,;|"
        or _CODE.search(text)
        or not (text[0].isupper() or text[0] in "‘'\"“„«»0123456789")
    ):
        return False
    if is_figures(text) or (text[0] in '“"„«' and text[-1] in '”"“»') or text.count("„") > text.count("“"):
        return False
    return HEADLINE_WORDS <= count_words(text) <= TEASER_WORDS and not _NAMES.fullmatch(text) and not _states(text)


def _states(text: str) -> bool:
    """Tell whether a sentence ends inside a text, and not as a question or a call, with which headlines begin."""
    return ". " in text and any(text[end - 1] == "." for _, end in sentences(text)[:-1])


def is_title(block: Block) -> bool:
    """Tell whether a block can be a title: a line of 2 to 20 words that is not prose.

    Examples
    --------
    >>> is_title(Block(index=0, text="Flood warning")), is_title(Block(index=0, text="It rained."))
    (True, False)
    """
    text = block.text
    if block.kind is Kind.HEADING:
        return True
    return (
        block.kind is Kind.PARAGRAPH
        and 2 <= count_words(text) <= TEASER_WORDS
        and not ends_sentence(text.rstrip("?!…\"'”’"))
        and text[-1] not in ":,;"
        and "\t" not in text  # a row of a table
        and not _GOES_ON.match(text)
        and not _URL.search(text)
    )


def is_stamp(text: str) -> bool:
    """Tell whether a line says a date, and little else.

    Examples
    --------
    >>> is_stamp("Published 3 May 2024, 10:42"), is_stamp("In 2024 the river rose twice.")
    (True, False)
    """
    return len(text) < 120 and bool(_YEAR.search(text)) and is_figures(text) and count_words(text) <= _STAMP_WORDS


# -- evidence ------------------------------------------------------------------------------------


def find(document: Document, removed: Collection[int] = ()) -> list[Evidence]:
    r"""Find evidence in what blocks are and in what stands around them.

    Parameters
    ----------
    document : Document
    removed : collection of int, default=()
        Blocks already known to be noise: a neighbour is the nearest block that is not one of them, and standing beside
        one is evidence of its own.

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
        if len(block.text) < 300 and block.text[:4].lower() in {"http", "www."} and _URL.fullmatch(block.text):
            evidence.append(_evidence(block, "bare-url", Category.CROSS_PROMOTION, "a web address alone on its line"))
            if block.index - 1 in removed:
                evidence.append(_spoken_for(block, "beside-noise"))
    unseen = f"this is {document.foreign}" if document.foreign else "a reader never sees it"
    for block, score, category in zip(document.blocks, document.scores, document.suspected, strict=False):
        if block.hidden:
            evidence.append(_evidence(block, "hidden", Category.HIDDEN, unseen))
            continue
        stamp = score > 0 and not block.role and is_stamp(block.text)
        if stamp:
            evidence.append(_evidence(block, "stamp", Category.METADATA, "a date, and little else"))
        named = Category.METADATA if stamp else category
        evidence.append(_evidence(block, "content-model", named, "the content model's score", times=score))
    if document.form == "text":
        for block, told in stray_headlines(document.blocks, frozenset(removed)):
            if sum([STRENGTH[name] * times for name, times in told.items()]) > 0:
                evidence += [_spoken_for(block, name, times) for name, times in told.items() if times]
        evidence += _word_rows(document.blocks, frozenset(removed))
    return evidence


def _evidence(block: Block, name: str, category: Category, note: str, *, times: float = 1.0) -> Evidence:
    return Evidence(
        span=Span(block=block.index, start=0, end=len(block.text)),
        name=f"layout.{name}",
        category=category,
        strength=STRENGTH[name] * times,
        note=note,
    )


def _word_rows(blocks: Sequence[Block], removed: frozenset[int]) -> list[Evidence]:
    """Find single words that stand in a row, each on a line of its own, as the labels of buttons do."""
    kept = (block for block in blocks if block.index not in removed and block.text)
    rows = (list(row) for is_row, row in groupby(kept, _is_word) if is_row)
    note = "one of several lines of one word each"
    return [
        _evidence(block, "word-row", Category.SHARE, note) for row in rows if len(row) >= ROW_WORDS for block in row
    ]


def _is_word(block: Block) -> bool:
    return block.kind is Kind.PARAGRAPH and len(block.text) <= 20 and " " not in block.text


Weights = dict[str, float]  # how often each of `STRENGTH` counts


def stray_headlines(blocks: Sequence[Block], removed: frozenset[int]) -> Iterator[tuple[Block, Weights]]:
    """Weigh each headline-shaped line among the paragraphs of a plain text: what speaks for or against it, how often.

    Where that speaks for a crosshead, it is nothing against what the line says: `find` leaves it out.
    """
    kept = [block for block in blocks if block.index not in removed and block.text]
    prose = paragraphs(kept)
    if sum(prose) < 3:
        return  # verse, lists and tables: shape says nothing without prose around it
    listed, prose_at = _listed(kept, prose), [i for i, is_one in enumerate(prose) if is_one]
    first = prose_at[0]
    headlines = {i for i, one in enumerate(kept) if not prose[i] and is_headline(one)} - _marked_crossheads(kept, prose)
    inside = sum(first < i < prose_at[-1] for i in headlines)

    @cache  # headlines in a row stand above the same paragraphs
    def below(first: int) -> set[str]:
        return _stems(" ".join([kept[j].text for j in prose_at[first : first + PARAGRAPHS_BELOW]]))

    for i in sorted(headlines):
        block = kept[i]
        if i > first and not listed[i]:
            told = _weigh(kept, i, {i - 1, i + 1} & headlines, below(bisect(prose_at, i)), removed)
            yield block, told | {"headline-rare": math.log1p(inside)}
        elif 0 < i < first and kept[i - 1].index + 1 == block.index and block.index + 1 in removed:
            yield block, {"titles-removed-text": 1}


def _marked_crossheads(kept: Sequence[Block], prose: Sequence[bool]) -> set[int]:
    """Find the headings that are marked as such and have a paragraph of their own, where there are several."""
    found = {i for i, below in enumerate(prose[1:]) if below and kept[i].kind is Kind.HEADING}
    return found if len(found) >= MARKED_CROSSHEADS else set()


def _listed(kept: Sequence[Block], prose: Sequence[bool]) -> list[bool]:
    """Tell of each line whether a line with a colon leads it in; the next paragraph ends what it leads in."""
    listed = [False]
    for block, is_one in zip(kept, prose, strict=True):
        listed.append(block.text.endswith(":") or (listed[-1] and not is_one))
    return listed


def _weigh(kept: Sequence[Block], i: int, near: set[int], below: set[str], removed: frozenset[int]) -> Weights:
    """Tell what speaks for and against a headline-shaped block being a teaser, not a crosshead, and how often."""
    block, stems = kept[i], _stems(kept[i].text)
    return {
        "stray-headline": 1,
        "headline-words": min(count_words(block.text), MOST_HEADLINE_WORDS),
        "headline-run": bool(near),
        "headline-topic": _TOPIC.match(block.text) is not None,
        "beside-noise": block.index - 1 in removed or block.index + 1 in removed,
        "interrupts-quotation": i + 1 < len(kept) and _quotation_goes_on(kept[i - 1].text, kept[i + 1].text),
        "taken-up-below": len(stems & below) / max(1, len(stems)),
    }


_NOTES = {
    "stray-headline": "a headline between paragraphs",
    "headline-words": "the longer, the less a crosshead",
    "headline-rare": "the more there are, the more they are crossheads",
    "headline-run": "one of several headlines in a row",
    "headline-topic": "a topic, a colon and a headline",
    "beside-noise": "beside a block that was removed",
    "taken-up-below": "the share of its words that the paragraphs below use",
    "interrupts-quotation": "inside a quotation that goes on below it",
    "titles-removed-text": "a second headline, in front of a text that was removed",
}


def _spoken_for(block: Block, name: str, times: float = 1.0) -> Evidence:
    category = Category.MEDIA if name == "titles-removed-text" else Category.CROSS_PROMOTION
    return _evidence(block, name, category, _NOTES[name], times=times)


def _quotation_goes_on(before: str, after: str) -> bool:
    """Tell whether a quotation opened above is not closed there and goes on, or a new one begins, below."""
    left_open = before.count("“") > before.count("”") or (before.count('"') % 2 == 1)
    return left_open and bool(_OPENS_QUOTE.match(after))


_LONG_WORD = re.compile(r"\w{4,}")


def _stems(text: str) -> set[str]:
    """Return the first five letters of each longer word: enough to see that two texts share a subject."""
    return {word[:5] for word in _LONG_WORD.findall(text.lower())}
