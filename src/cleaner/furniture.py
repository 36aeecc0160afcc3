"""What a page prints around its text, as far as another scraper has left it in: menus, rows of labels, page numbers."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import regex as re

from cleaner import address, bylines
from cleaner.model import Block, Category, Kind
from cleaner.shape import (
    FRONT_BLOCKS,
    HEADLINE_WORDS,
    LEAST_PROSE,
    is_brief,
    is_headline,
    is_title,
    marked_title,
    rows,
)
from cleaner.stamps import is_stamp
from cleaner.text import count_words, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cleaner.headlines import Lines
    from cleaner.model import Document

ROW_WORDS = 3
MOSTLY = 0.8  # of its characters
LINKS_ROW = 5
PARAGRAPHS_BESIDE = 2  # of the nearest lines: there links stand in the text
LINKS_REACH = 6  # lines above and below
LAST_LABEL_WORDS = 3
PROMPTS = 2  # at least, behind the last paragraph
MENU_LINES = 5  # of nothing but links at least, where a page was written down with its menus
KICKERS = 2  # at least, above the title; one may be a short title, and the headline below it the dek
KICKER_WORDS = 2
WORDS_AMONG_NOISE = 2
BUTTON_SPACES = 2  # at most, as in “A A A”

_LABEL = re.compile(r"\p{L}(?:\D*[\p{L}\p{M}])?")  # no figure, no stop
_SITE = re.compile(r"\s*[|–—·-]\s\S+(?: \S+){0,3}")
# Names of networks and buttons that a scraper has run together, and their counters; a pack looks for whole words.
_NETWORKS = (
    r"(?:Facebook|Twitter|X|Link[eE]d[iI]n|Whats[aA]pp|Pinterest|Reddit|Tumblr|Telegram|Flipboard|Messenger|Instagram"
    r"|You[tT]ube|Tik[tT]ok|Threads|Bluesky|Mastodon|V[kK]|Xing|Pocket|Buffer|Google\+)"
)
_BUTTONS = re.compile(
    rf"(?=.{{8}})(?:{_NETWORKS}|E-?[mM]ail|Print|Send|Share|Tweet|SMS|Copy|Link|Pin ?It){{2,}}"
    r"|(?:Shares?|Likes?|Tweets?)\d[\d.,]*[kKM]?|\d[\d.,]*[kKM]?(?:Shares?|Likes?|Tweets?)|A[-+] ?A[-+]|A(?: A){2}"
)
_NUMBER = re.compile(r"\W*\d{1,3}\W*")


class Told(NamedTuple):
    """A block that is furniture of its page, by which evidence, of which category, and why."""

    block: Block
    name: str
    category: Category
    note: str


def find(document: Document, lines: Lines, removed: Collection[int]) -> Iterator[Told]:
    r"""Find the furniture of a page in a plain text, whose ``lines`` are what is left beside what was ``removed``.

    Examples
    --------
    >>> from cleaner import headlines, plain
    >>> story = ["The old river bridge stays closed for three more weeks, the council of the town said."] * 3
    >>> document = plain.parse("\n\n".join(["News", "Region", "Old river bridge stays closed till June", *story]))
    >>> [told.block.text for told in find(document, headlines.left(document, ()), ())]
    ['News', 'Region']
    """
    yield from _above_title(document.blocks)
    yield from _word_rows(lines.kept)
    yield from _buttons(lines.kept)
    if len(lines.prose_at) >= LEAST_PROSE:
        yield from _kickers(document, removed)
        yield from _only_links(document, lines)
        yield from _last_labels(lines, removed)
        yield from _among_noise(document, lines, removed)


def _above_title(blocks: Sequence[Block]) -> Iterator[Told]:
    """Find what is nothing but links above the title that a text marks as such, and the name of its page.

    There a crawler leaves the menus of a page and, from its head, the title with the name of the site.
    """
    at = marked_title(blocks)
    for block in blocks[: max(at, 0)]:
        if block.kind is Kind.HEADING and _SITE.fullmatch(block.text.removeprefix(blocks[at].text)):
            yield Told(block, "above-title", Category.METADATA, "the title, with the name of the site")
        elif block.linked >= MOSTLY:
            yield Told(block, "above-title", Category.NAVIGATION, "nothing but links, above the title")


def _kickers(document: Document, removed: Collection[int]) -> Iterator[Told]:
    """Find the words above the first headline that say where on its site a page stands: “News”, “Region”.

    Nothing but when and by whom may stand between them.
    """
    above: list[Block] = []
    for block in document.blocks[:FRONT_BLOCKS]:
        if is_title(block.as_line) and count_words(block.text) >= HEADLINE_WORDS:
            break
        if _is_name(block, KICKER_WORDS):
            above.append(block)
        elif block.text and not is_stamp(block.text) and not bylines.is_one(block.text, document.language):
            return
    else:
        return
    if len(above) >= KICKERS:
        for block in above:
            if block.index not in removed and not bylines.is_name(block.text):
                yield Told(block, "kicker", Category.NAVIGATION, "a word or two above the headline, as sections are")


def _only_links(document: Document, lines: Lines) -> Iterator[Told]:
    """Find lines that are nothing but links to the same site, outside the paragraphs, or in long rows far from most.

    So crawlers write menus and lists of other stories in Markdown, many on a page. A list of sources leads to other
    sites, and a linked heading with a text below it heads that text.
    """
    linked = [block.links[0].href for block in document.blocks if block.linked >= MOSTLY]
    hosts = Counter(filter(None, map(address.host, linked)))
    site = address.host(document.url or document.metadata.url) or max(hosts, key=hosts.__getitem__, default="")
    if sum(_is_own(href, site) for href in linked) < MENU_LINES:
        return
    kept = lines.kept
    prose = [is_one and block.linked < MOSTLY for block, is_one in zip(kept, lines.prose, strict=True)]
    prose_at = [i for i, is_one in enumerate(prose) if is_one]
    if len(prose_at) < LEAST_PROSE:
        return
    heads = {i for i, block in enumerate(kept[:-1]) if block.kind is Kind.HEADING and not kept[i + 1].links}
    at = [
        i for i, one in enumerate(kept) if one.linked >= MOSTLY and _is_own(one.links[0].href, site) and i not in heads
    ]
    for _, row in groupby(enumerate(at), key=lambda pair: pair[1] - pair[0]):
        (_, first), *_, (_, last) = [*row] * 2
        is_outside = last < prose_at[0] or first > prose_at[-1]
        around = (prose[max(0, first - LINKS_REACH) : first], prose[last + 1 : last + 1 + LINKS_REACH])
        if is_outside or (last - first + 1 >= LINKS_ROW and max(map(sum, around)) < PARAGRAPHS_BESIDE):
            for block in kept[first : last + 1]:
                yield Told(block, "only-links", category(block), "nothing but links, as menus and lists of stories are")


def category(block: Block) -> Category:
    """Tell a headline of another story from an item of a menu, of lines of which shape and place alone tell.

    Examples
    --------
    >>> category(Block(index=0, text="River towns brace for a second flood")), category(Block(index=0, text="Sport"))
    (<Category.CROSS_PROMOTION: 'cross-promotion'>, <Category.NAVIGATION: 'navigation'>)
    """
    return Category.CROSS_PROMOTION if is_headline(block) else Category.NAVIGATION


def _is_own(href: str, site: str) -> bool:
    """Tell whether an address leads to another page of a site: not to a place in the page, a file, or a mailbox."""
    return address.is_within(href, site) if href.startswith("http") else href[:1] == "/"


def _last_labels(lines: Lines, removed: Collection[int]) -> Iterator[Told]:
    """Find rows of nothing but labels behind the last paragraph and behind what was removed there: a story's topics.

    Right below the paragraph such a line may be a signature, and below a single advert the last part of a list, as one
    with numbers or a longer line is anywhere.
    """
    gone = sorted(removed)
    last, *tail = lines.kept[lines.prose_at[-1] :]
    first = bisect(gone, last.index)
    if len(gone) - first < PROMPTS:
        return
    for above, group in groupby(tail, key=lambda block: bisect(gone, block.index)):
        row = [*group]
        if above > first and all(_is_name(block, LAST_LABEL_WORDS) for block in row):
            for label in row:
                yield Told(label, "last-labels", Category.NAVIGATION, "a row of labels at the end, among noise")


def _is_name(block: Block, words: int) -> bool:
    """Tell whether a line is a label or a name of a few words, with no figure and no stop."""
    return (
        _LABEL.fullmatch(block.text) is not None
        and block.as_line.kind is Kind.PARAGRAPH
        and is_brief(block.text, words)
    )


def _among_noise(document: Document, lines: Lines, removed: Collection[int]) -> Iterator[Told]:
    """Find the numbers right between what was removed, and behind the last paragraph words and times too."""
    last = lines.kept[lines.prose_at[-1]].index
    texts = [block for block in document.blocks if block.text]
    for above, block, below in zip(texts, texts[1:], texts[2:], strict=False):
        if block.index not in removed and above.index in removed and below.index in removed:
            is_word = block.index > last and is_brief(block.text, WORDS_AMONG_NOISE) and not ends_sentence(block.text)
            if is_word or _NUMBER.fullmatch(block.text):
                yield Told(block, "among-noise", Category.NAVIGATION, "a number or a word between what was removed")


def _word_rows(kept: Sequence[Block]) -> Iterator[Told]:
    """Find single words that stand in a row, each on a line of its own, as the labels of buttons do."""
    in_rows = rows([*map(_is_word, kept)], ROW_WORDS)
    note = "one of several lines of one word each"
    for row in in_rows:
        for i in row:
            yield Told(kept[i], "word-row", Category.SHARE, note)


def _is_word(block: Block) -> bool:
    return block.as_line.kind is Kind.PARAGRAPH and len(block.text) <= 20 and " " not in block.text


def _buttons(kept: Sequence[Block]) -> Iterator[Told]:
    """Find the buttons to share a story, or to change the size of its letters, that stand on a line without spaces."""
    for block in kept:
        if block.text.count(" ") <= BUTTON_SPACES and _BUTTONS.fullmatch(block.text):
            yield Told(block, "buttons", Category.SHARE, "names of networks, counters or letters, run together")
