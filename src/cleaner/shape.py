"""What a line looks like, apart from what it says and where it stands; the same in both forms.

Among these are the questions that rules may ask (`looks`).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import regex as re

from cleaner.language import breaks_off
from cleaner.model import Block, Kind
from cleaner.text import ASKING, count_words, ends_sentence, has_words, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TEASER_WORDS = 20
LABEL_WORDS = 4
PROSE_WORDS = 8
HEADLINE_WORDS = 5
FRONT_BLOCKS = 12  # title, standfirst, byline, date, picture and caption stand among them
LEAST_PROSE = 3  # paragraphs; a text with fewer is verse, a list or a table, of which shape and repetition say nothing
YEAR = re.compile(r"\b(?:19|20)\d\d(?=\b|[年년])")
_COUNTER = re.compile(r"\d{1,3} ?(?:/|\p{L}{1,3}) ?\d{1,3}")  # “1 / 4”, “1 von 4”
LEADS_IN = (":", "：")
GOES_ON_BELOW = (*LEADS_IN, ",", "，", "、", "،", ";", "；", "؛")
_DATED = re.compile(r"\W*(?:(?:1[1-9]|20)\d\d(?:年|\b)|\d{1,2}[.:h]\d\d\b)")
_WRAPPED_WORDS = 2  # from which a line is no longer the last of a sentence that was wrapped
_NOTED = re.compile(r"(?:\[\w{1,3}\])+\Z")  # signs of notes
_NUMBERED_LINK = re.compile(r"\[\d+\]\w")  # as text browsers write a menu
_GOES_ON = re.compile(r"\p{Ll}(?!\p{L}*\p{Lu})|>")  # a title begins with no small letter, but in names such as “iPhone”
_MAY_END_TITLE = ASKING + "!！…\"'”’»"
_URL = re.compile(r"(?:https?://|www\.)\S+", re.I)
_CODE = re.compile(r"[{}<>=;|\\]|\w\(|::|[\w-]\.(?:js|py|ts|md|json|txt)\b")
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\d\s?[ap]\.?m\b")
_FIGURE, _LAST_FIGURE = re.compile(r"\b\d{1,3}\b"), re.compile(r"\b\d{1,3}\Z")
_BRACKET_TAIL = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*\Z")
_OPENED = (" “", " «")  # with a space in front, these open a quotation
_MID_SENTENCE = frozenset(",.;:)!?")
_BAR = re.compile(r"\s*[|·•]\s*")
_ROW_LINKED = 0.8
_LONGEST_LABEL, _LONGEST_ROW = 40, 300  # characters
_NAME = r"\p{Lu}[^\s,;]*(?: [\p{Lu}(][^\s,;]*)*"
_NAMES = re.compile(rf"(?:[^:,]{{2,40}}: )?{_NAME}(?:(?:[,;]| [–—-]) {_NAME}){{2,}}")


# -- the questions that a rule may ask -------------------------------------------------------------------------


def is_teaser(text: str, linked: float | None = None) -> bool:
    """HTML: at least half of its characters are linked. Plain text: at most 20 words and no stop ends it, but dots may.

    Examples
    --------
    >>> is_teaser("Seven signs your boiler is failing"), is_teaser("The boiler failed.")
    (True, False)
    >>> is_teaser("The boiler failed.", linked=0.9)
    True
    """
    if linked is not None:
        return linked >= 0.5
    return count_words(text) <= TEASER_WORDS and not ends_sentence(text.removesuffix("...").rstrip('?!…"”’»'))


def is_label(text: str) -> bool:
    """Tell whether it has at most four words and no stop at the end.

    Examples
    --------
    >>> is_label("Related stories:"), is_label("He left.")
    (True, False)
    """
    return count_words(text) <= LABEL_WORDS and not ends_sentence(text)


QUESTIONS: dict[str, Callable[[str, float | None], bool]] = {
    "teaser": is_teaser,
    "label": lambda text, _: is_label(text),
    "whole-sentence": lambda text, _: ends_sentence(text),
    "capitals": lambda text, _: text.isupper(),  # it has letters, and all that have a case are capitals
}


def looks(question: str, text: str, linked: float | None = None) -> bool:
    """Answer one of ``QUESTIONS`` about a text; ``linked`` is its share of linked characters, or None in plain text.

    Examples
    --------
    >>> looks("label", "Most read"), looks("whole-sentence", "Sign up"), looks("capitals", "JUST IN:")
    (True, False, True)
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
    return length > 240 or (length > 30 and ends_sentence(text) and has_words(text, PROSE_WORDS))


def paragraphs(blocks: Sequence[Block]) -> list[bool]:
    """Tell which blocks read as sentences; a heading in front of all may be the title, which the text leaves out."""
    return [
        is_prose(block.text) and (i > 0 or block.kind is not Kind.HEADING or not may_be_title(block))
        for i, block in enumerate(blocks)
    ]


def may_be_title(heading: Block) -> bool:
    """Tell whether a heading may be the title: of the first level, or no statement, as a dek set as a heading is."""
    return heading.level == 1 or not (is_prose(heading.text) or states(heading.text))


def front(blocks: Sequence[Block]) -> list[Block]:
    """Return what stands above the first paragraph, among the first lines; all of these where none is one.

    Examples
    --------
    >>> [block.text for block in front([Block(index=0, text="River rises"), Block(index=1, text="It rained. " * 30)])]
    ['River rises']
    """
    return list(itertools.takewhile(lambda block: not is_prose(block.text), blocks[:FRONT_BLOCKS]))


def marked_title(blocks: Sequence[Block]) -> int:
    """Find the title that a text marks as such: the first heading of the first level above its first paragraph, or -1.

    It is a later one if the first is that with the name of the site behind it, as crawlers write above a page.

    Examples
    --------
    >>> heading = Block(index=1, kind=Kind.HEADING, level=1, text="River rises")
    >>> marked_title([Block(index=0, text="Home"), heading, Block(index=2, text="It rained. " * 20)])
    1
    """
    found: list[int] = []
    for i, block in enumerate(blocks):
        if block.kind is Kind.HEADING and block.level == 1:
            found.append(i)
        elif is_prose(block.text):
            own = (later for later in found[1:] if blocks[found[0]].text.startswith(blocks[later].text))
            return next(own, found[0]) if found else -1
    return -1


def is_figures(text: str) -> bool:
    """Tell whether figures are a fifth of a text, it ends in the second of two, or names a time: a row of a table.

    Examples
    --------
    >>> is_figures("Rosé 2031 ($14.99, #559393)"), is_figures("Mill Road 0 Gasworks 4"), is_figures("News, 9pm, One")
    (True, True, True)
    """
    digits = len(_DIGIT.findall(text))
    last = _LAST_FIGURE.search(text, max(0, len(text) - 3)) if digits else None
    is_score = last is not None and _FIGURE.search(text, 0, last.start()) is not None
    return is_score or digits * 5 > len(text) or bool(digits and _CLOCK.search(text))


def is_address(text: str) -> bool:
    """Tell whether a text is a web address, and no more.

    Examples
    --------
    >>> is_address("https://example-times.test/dam"), is_address("See www.example-times.test")
    (True, False)
    """
    return text[:4].lower() in {"http", "www."} and _URL.fullmatch(text) is not None


def label_of(text: str) -> str:
    """Return what stands before the first colon of a line that is a label, a colon and its value; else nothing.

    Examples
    --------
    >>> label_of("Breakfast: two eggs, one slice of toast"), label_of("He left at 10:30.")
    ('Breakfast', '')
    """
    label = text[:40].partition(": ")[0]
    return label if label != text[:40] and count_words(label) <= LABEL_WORDS else ""


def rows(marked: Sequence[bool], least: int) -> Iterator[list[int]]:
    """Yield the places of marked lines that stand in a row of at least so many.

    Examples
    --------
    >>> [*rows([True, False, True, True], 2)]
    [[2, 3]]
    """
    runs = itertools.groupby(range(len(marked)), key=marked.__getitem__)
    found = ([*run] for is_marked, run in runs if is_marked)
    return (row for row in found if len(row) >= least)


def goes_on(block: Block) -> bool:
    """Tell whether a line goes on with the sentence of the line above: so scrapers break paragraphs at each link.

    Examples
    --------
    >>> goes_on(Block(index=1, text="said on Monday.", tight=True)), goes_on(Block(index=1, text="said on Monday."))
    (True, False)
    """
    starts_low = block.text[:1].islower() and _GOES_ON.match(block.text) is not None
    return block.tight and not block.mark and (starts_low or block.text[:1] in _MID_SENTENCE)


def fragments(blocks: Sequence[Block]) -> set[int]:
    """Find the places of lines whose sentence goes on below, as where a scraper breaks a paragraph at each link.

    Examples
    --------
    >>> lines = ("It rose for the", "Old Mill", "at noon.", "It fell.")
    >>> sorted(fragments([Block(index=i, text=text, tight=True) for i, text in enumerate(lines)]))
    [0, 1]
    """
    tight = {
        i
        for i, (here, below) in enumerate(itertools.pairwise(blocks))
        if below.tight and below.index == here.index + 1 and not ends_sentence(here.text)
    }
    told_on = {i for i in tight if goes_on(blocks[i + 1]) or _is_last_word(blocks[i + 1].text)}
    return told_on | {i for i in tight if i + 1 in told_on and breaks_off(blocks[i].text)}  # in front of a name, a link


def _is_last_word(text: str) -> bool:
    """Tell whether a line is the end of a sentence that was wrapped: a word or two and the stop."""
    return text[-1:] == "." and text.count(" ") < _WRAPPED_WORDS


def is_amid_sentence(blocks: Sequence[Block], i: int) -> bool:
    """Tell whether a line stands within a sentence of others: words of a paragraph, broken at a link.

    Examples
    --------
    >>> lines = ("Anybody who wants to help can", "sign up", "at the library on Friday.")
    >>> is_amid_sentence([Block(index=i, text=text, tight=True) for i, text in enumerate(lines)], 1)
    True
    """
    around = blocks[max(0, i - 1) : i + 2]
    if len(around) < 3 or not around[1].tight or ends_sentence(around[0].text) or not goes_on(around[2]):
        return False
    return count_words(around[0].text) + count_words(around[2].text) >= PROSE_WORDS


def is_dated(text: str) -> bool:
    """Tell whether a line begins with a year or a time, as those of a timeline do."""
    return _DATED.match(text) is not None


def heads_row(here: Block, below: Block) -> bool:
    """Tell whether a line stands right above a numbered list or a timeline, and is none of its items.

    Examples
    --------
    >>> heads_row(Block(index=0, text="How the night went"), Block(index=1, text="21:40 The river tops the wall"))
    True
    """
    is_item = here.kind is Kind.LIST_ITEM or is_dated(here.text)
    is_row = below.ordered or is_dated(below.text)
    return not is_item and is_row and below.index == here.index + 1


def row_of_labels(block: Block) -> list[str]:
    """Return the labels of a row: what bars or dots part, or links that are all there is; none of any other text.

    Examples
    --------
    >>> row_of_labels(Block(index=0, text="Home | About us | Contact"))
    ['Home', 'About us', 'Contact']
    >>> row_of_labels(Block(index=0, text="The river rose | It fell again, and nobody was told of it."))
    []
    """
    text = block.text
    if len(text) > _LONGEST_ROW:
        return []
    if len(block.links) > 1 and block.linked >= _ROW_LINKED:
        labels = [text[start:end].strip() for start, end, _ in block.links]
    else:
        labels = _BAR.split(text) if "|" in text or "·" in text or "•" in text else []
    is_row = len(labels) > 1 and all(label and len(label) <= _LONGEST_LABEL and is_label(label) for label in labels)
    return labels if is_row else []


def is_headline(block: Block) -> bool:
    """Tell whether a block has the shape of a headline: 5 to 20 words, a capital first, no stop, no open quotation.

    A script without capitals shows none. Two sentences of which the last lacks its stop are a caption, or somebody's
    words; names and places with commas or dashes between them, behind a label or not, are a list.

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
        or text.endswith((*GOES_ON_BELOW, "|", "„", "(", "["))
        or text[-2:] in _OPENED
        or _CODE.search(text)
        or not (begins_high(text) or (text[0].isalpha() and not text[0].islower()))
    ):
        return False
    if is_figures(text) or (text[0] in '“"„«' and text[-1] in '”"“»') or text.count("„") > text.count("“"):
        return False
    return HEADLINE_WORDS <= count_words(text) <= TEASER_WORDS and not _NAMES.fullmatch(text) and not states(text)


def begins_high(text: str) -> bool:
    """Tell whether a text begins with a capital, a figure or a quotation mark.

    Examples
    --------
    >>> begins_high("River"), begins_high("“river"), begins_high("3 rivers"), begins_high("川が"), begins_high("river")
    (True, True, True, False, False)
    """
    return text[0].isupper() or text[0] in "‘'\"“„«»0123456789"


def states(text: str) -> bool:
    """Tell whether a sentence ends inside a text, and not as a question or a call, with which headlines begin.

    Examples
    --------
    >>> states("The dam held. Who will mend it?"), states("Who won? Six things to know")
    (True, False)
    """
    return any(text[end - 1] in ".。।" for _, end in sentences(text)[:-1])


def is_brief(text: str, most: int) -> bool:
    """Tell whether a text has no more than so many words; of one without a space only the characters count.

    Examples
    --------
    >>> is_brief("What we know", 3), is_brief("What we know so far", 3)
    (True, False)
    """
    return count_words(text) - (" " not in text) <= most


def is_title(block: Block) -> bool:
    """Tell whether a block can be a title: a line of 2 to 20 words that is not prose, and states nothing first.

    Examples
    --------
    >>> is_title(Block(index=0, text="Flood warning")), is_title(Block(index=0, text="It rained."))
    (True, False)
    """
    text = block.text
    return (
        block.kind is Kind.PARAGRAPH
        and not is_brief(text, 1)
        and count_words(text) <= TEASER_WORDS
        and not ends_sentence(_NOTED.sub("", text).rstrip(_MAY_END_TITLE))
        and not states(text)
        and not text.endswith(GOES_ON_BELOW)
        and "\t" not in text  # a row of a table
        and not _NUMBERED_LINK.match(text)
        and not _GOES_ON.match(text)
        and not _URL.search(text)
    )


def is_counter(text: str) -> bool:
    """Tell whether a line counts, and does nothing else.

    Examples
    --------
    >>> is_counter("1 / 4"), is_counter("12 of 30"), is_counter("1 in 4 died")
    (True, True, False)
    """
    return _COUNTER.fullmatch(text) is not None
