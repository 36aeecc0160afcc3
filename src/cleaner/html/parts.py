"""Parts of an article that the content model takes for noise and an editor does not: headings, questions, figures.

The model was fitted on article bodies, which leave some of these out. Here only what is plain to see is taken back:
images with a caption, the headings of the text's sentences, questions that unfold their answers, sentences whose like
stay, texts that nothing sets apart, and who signs a post or a quotation.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from cleaner.html.document import POST, category
from cleaner.html.lexicon import GROUPS, lexicon, make
from cleaner.html.markup import attribute
from cleaner.model import Category, Kind
from cleaner.text import asks, ends_sentence, fold, has_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.html.noise import Noise
    from cleaner.html.page import Record, Segments
    from cleaner.model import Block

LONGEST_LABEL = 80  # characters; what is longer in a box may be a quotation, or all of the article
_SENTENCE_WORDS = 4  # of what is a sentence rather than a label
SECTION_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_POST_RECORDS = 50  # looked at for what a post says
_MOST_LOOSE = 3  # records in a row
_OF_BODY = 1 << GROUPS.index("body")
_SEVERAL = 3  # sentences that stay, so that one made like them does
_UNSURE = 1.5  # log-odds that a text behind the last one is noise: of five such paragraphs four are the article's
_WRAPPERS = 3  # around a heading, that hold nothing else
_BUTTONS = frozenset(["button", "summary"])
_FEW = 5  # times as long is a text as its links
_BESIDE_LINKS = 80  # characters that are no link: more than a label has in front of a headline
LEVELS = 8  # of elements between a record and what holds its neighbours
_FIGURE = {Kind.IMAGE, Kind.CAPTION}
OWN = {Category.MEDIA, Category.NAVIGATION}  # what a caption of the article is suspected to be: no class says other
_PARAGRAPHS = frozenset(["p", "div"])
_MOST_DECLARED = 50_000  # characters of declared parts that are looked for
_TELLING_WORDS = 5  # of a text that is a declared part by itself; shorter ones are if so many stand in a row:
_TELLING_ROW = 3


def is_label(text: str) -> bool:
    """Tell whether a text is short and no sentence."""
    return len(text) <= LONGEST_LABEL and not is_sentence(text)


def is_sentence(text: str) -> bool:
    """Tell whether a text is a sentence rather than a label."""
    return ends_sentence(text) and has_words(text, _SENTENCE_WORDS)


def is_hardly_linked(record: Record) -> bool:
    """Tell whether a text is several times as long as its links, of which the arrow back from a footnote is one."""
    return _FEW * record[2] <= len(record[1])


def declared(page: Segments, shown: Sequence[int], texts: Sequence[str]) -> list[int]:
    """Find the records that a page's data declares as parts of its article, with what stands between and above them.

    A row of them counts if one says a sentence, or three say something, and not all of it is links, as in a list of
    what is to come.
    """
    said = f" {' | '.join(' '.join(words(fold(text))) for text in texts)} "[:_MOST_DECLARED] if texts else ""
    known = frozenset(said.split())
    found: list[int] = []
    row: list[int] = []
    for position, record in enumerate(shown if said else ()):
        lines = [words(fold(line)) for line in page.records[record][1].splitlines()]
        told = [line for line in lines if known.issuperset(line) and f" {' '.join(line)} " in said]
        if 2 * len(told) > len(lines):
            row.append(position)
        elif row and position - row[-1] > 1:
            found += _whole_row(page, shown, row)
            row = []
    return [shown[position] for position in [*found, *_whole_row(page, shown, row)]]


def _whole_row(page: Segments, shown: Sequence[int], row: Sequence[int]) -> Iterable[int]:
    """Return the positions of a row of declared parts, its gaps and the heading above it included, if it counts."""
    texts = {position: page.records[shown[position]][1] for position in row}
    telling = [position for position, text in texts.items() if any(map(str.isalpha, text))]
    is_said = len(telling) >= _TELLING_ROW or any(has_words(texts[position], _TELLING_WORDS) for position in telling)
    if not is_said or all(page.records[shown[position]][2] == len(texts[position]) for position in telling):
        return ()
    above = row[0] - 1
    is_headed = above >= 0 and page.nodes[page.records[shown[above]][0]][1] in SECTION_HEADINGS
    inside = range(above if is_headed else row[0], row[-1] + 1)
    return [position for position in inside if position in texts or not page.records[shown[position]][2]]


def signatures(noise: Noise) -> Iterator[int]:
    """Yield the records that sign a post or a quotation set into the text of which something stays."""
    page = noise.page
    for record in noise.gone:
        node = _quotation(page, record)
        if node not in noise.holders:
            first = page.nodes[node][3]
            if any(map(noise.stays, noise.between(first, min(page.ends[node], first + _POST_RECORDS)))):
                yield record


def _quotation(page: Segments, record: int) -> int:
    """Return the quotation that a short text stands in, directly, or by itself in an element of it; else 0."""
    node, text, linked = page.records[record][:3]
    for _ in range(2):
        parent, name, attributes = page.nodes[node][:3]
        if name == "blockquote":
            is_post = POST.search(attribute(attributes, "class")) is not None
            return node if is_post or (not linked and len(text) <= LONGEST_LABEL) else 0
        node = parent
    return 0


def questions(noise: Noise) -> Iterator[int]:
    """Yield the questions in the text whose answer stays.

    A page that folds its answers away makes a button of each question, or a link that leads nowhere, as menus have.
    """
    yield from (record for record, answer in _above_text(noise, noise.shown) if _is_asked(noise.page, record, answer))


def _above_text(noise: Noise, shown: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield each of some records in the text that goes right above one that stays, and that one."""
    in_text = False
    for record, below in pairwise(shown):
        if noise.stays(record):
            in_text = in_text or is_sentence(noise.page.records[record][1])
        elif in_text and noise.stays(below):
            yield record, below


def _is_mark(page: Segments, record: int) -> bool:
    """Tell whether a text beside a heading in front of it points to it, or is there to edit it: “[edit]”."""
    _, text, linked, *_, links = page.records[record]
    holder, name, *_ = page.nodes[page.records[record - 1][0]]
    if name not in SECTION_HEADINGS or page.ends[holder] <= record:
        return False
    points = linked == len(text) and attribute(links[0][2], "href").startswith("#")
    return points or (text[0] == "[" and text[-1] == "]")


def list_labels(noise: Noise) -> Iterator[int]:
    """Yield the labels right above a list of texts that all stay, which says nothing without: “Call a doctor if:”."""
    page = noise.page
    for record, below in _above_text(noise, noise.shown):
        _, text, linked = page.records[record][:3]
        entry = item(page, below)
        if entry and not item(page, record) and not linked and is_label(text):
            around = page.nodes[entry][0]
            items = noise.between(page.nodes[around][3], page.ends[around])
            is_whole = items[0] == below and len(items) > 1 and all(map(noise.stays, items))
            if is_whole and all(is_hardly_linked(page.records[one]) for one in items):
                yield record


def item(page: Segments, record: int) -> int:
    """Tell which list item a text stands in, directly or one level below; else 0."""
    node = page.records[record][0]
    return next((one for one in (node, page.nodes[node][0]) if page.nodes[one][1] == "li"), 0)


def _is_asked(page: Segments, record: int, answer: int) -> bool:
    """Tell whether a text is a question on a button or a link within the page, and the next one a sentence."""
    text, told = page.records[record][1], page.records[answer][1]
    is_question = asks(text) and not asks(told) and has_words(text, _SENTENCE_WORDS)
    return is_question and ends_sentence(told) and _unfolds(page, page.records[record])


def _unfolds(page: Segments, record: Record) -> bool:
    targets = [attribute(attributes, "href") for _, _, attributes in record[6]]
    is_button = page.nodes[record[0]][1] in _BUTTONS
    stays = all(not target or target.startswith(("#", "javascript:")) for target in targets)
    return stays and (is_button or bool(targets))


def children(page: Segments, holder: int, *, behind: int = 0) -> Iterator[int]:
    """Yield the elements right in one, those that begin behind another element."""
    nodes, end = page.nodes, page.ends[holder]
    for node in range(max(holder, behind) + 1, len(nodes)):
        if nodes[node][3] >= end:
            return
        if nodes[node][0] == holder:
            yield node


def loose(noise: Noise) -> Iterator[int]:
    """Yield the records that nothing sets apart from the text around them.

    They stand between two kept records in one element, without a link, and no element that holds them there has an
    attribute: what a template sets into an article has a class, an id or a link.
    """
    page = noise.page
    for before, behind in pairwise(noise.kept):
        run = noise.between(before + 1, behind)
        if 0 < len(run) <= _MOST_LOOSE:
            around = page.nodes[page.records[before][0]][0] or page.records[before][0]
            if all(_is_loose(page, record, around) for record in run):
                yield from run


def _is_loose(page: Segments, record: int, around: int) -> bool:
    node, _, linked, _, lead = page.records[record][:5]
    if linked or lead:
        return False
    for _ in range(LEVELS):
        if node <= around:
            break
        node, _, attributes = page.nodes[node][:3]
        if attributes:
            return False
    return node == around


def siblings(noise: Noise) -> Iterator[int]:
    """Yield the sentences whose like mostly stay.

    Alike are those made alike beside each other, and anywhere those of one class that says they are the body's. So the
    last sentence of a text stays, of which the model sees that nothing of the article follows.
    """
    page = noise.page
    gone: dict[tuple[int, str], list[int]] = {}
    for record in noise.gone:
        if _is_free(page, record):
            gone.setdefault(_likeness(page, record), []).append(record)
    kept = Counter([_likeness(page, record) for record in noise.kept if _is_free(page, record)] if gone else ())
    for like, row in gone.items():
        if kept[like] >= max(_SEVERAL, 2 * len(row)):
            yield from row


def ends(noise: Noise) -> Iterator[int]:
    """Yield the sentences right behind the last of several paragraphs that stay, in its element, if not surely noise.

    As nothing of the article follows, the end of a text looks like the promotions that stand in this place elsewhere.
    """
    page = noise.page
    said = [record for record in noise.kept if _is_free(page, record)]
    if len(said) < _SEVERAL or said[-1] != noise.kept[-1]:
        return
    above = page.nodes[page.records[said[-1]][0]]
    behind = bisect_right(noise.shown, said[-1])
    for record in noise.shown[behind : behind + _MOST_LOOSE]:
        is_like = page.nodes[page.records[record][0]][:2] == above[:2] and above[1] == "p"
        if is_like and noise[record] < _UNSURE and _is_free(page, record):
            yield record


def _is_free(page: Segments, record: int) -> bool:
    """Tell whether a text is a sentence with few links in it, or a paragraph of which enough is no link."""
    node, text, linked = page.records[record][:3]
    says_more = len(text) - linked >= _BESIDE_LINKS and page.nodes[node][1] in _PARAGRAPHS
    return (says_more or is_hardly_linked(page.records[record])) and is_sentence(text)


def _likeness(page: Segments, record: int) -> tuple[int, str]:
    """Return where those stand that a record is like, and how they and what wraps each of them are made."""
    nodes = page.nodes
    parent, name, attributes = nodes[page.records[record][0]][:3]
    like = make(name, attributes)
    if lexicon(attributes) & _OF_BODY:
        return 0, like
    for _ in range(_WRAPPERS):
        if page.ends[parent] - nodes[parent][3] > 1:
            break
        parent, name, attributes = nodes[parent][:3]
        like = f"{make(name, attributes)} {like}"
    return parent, like


def headed(noise: Noise) -> Iterator[int]:
    """Yield the headings right above a sentence that stays."""
    last = max(noise.kept, default=0)
    marks = {record for record in noise.gone if noise.page.records[record][6] and _is_mark(noise.page, record)}
    shown = [record for record in noise.shown if record not in marks] if marks else noise.shown
    yield from (record for record, below in _above_text(noise, shown) if below < last and _heads(noise, record, below))


def _heads(noise: Noise, record: int, below: int) -> bool:
    """Tell whether a heading without a link stands above a sentence in one element, and no class says otherwise."""
    page = noise.page
    node, _, linked = page.records[record][:3]
    holder, name, _ = page.nodes[node][:3]
    if name == "caption":
        return below in page.tables
    if name == "button":
        holder, name, _ = page.nodes[holder][:3]
    for _ in range(_WRAPPERS):
        if page.nodes[holder][1] != "header" and (page.nodes[holder][3] < record or page.ends[holder] > below):
            break
        holder = page.nodes[holder][0]
    is_above = name in SECTION_HEADINGS[:3] and not linked and below < page.ends[holder]
    is_text = is_sentence(page.records[below][1]) and page.nodes[page.records[below][0]][1] in _PARAGRAPHS
    return is_above and is_text and category(page, record, noise.holders) is Category.NAVIGATION


def figures(blocks: Sequence[Block], suspected: Sequence[Category], last: int) -> Iterator[int]:
    """Yield the indices of images with a caption below, and of these captions, up to the last block of the text."""
    for is_figure, run in groupby(blocks[:last], key=lambda block: block.kind in _FIGURE):
        if not is_figure:
            continue
        figure = [block.index for block in run if block.kind is Kind.IMAGE or suspected[block.index] in OWN]
        captions = [index for index in figure if blocks[index].kind is Kind.CAPTION and blocks[index].linked < 0.5]
        yield from (index for index in figure if captions and index <= captions[-1])


def ending(blocks: Sequence[Block], scores: Sequence[float], removed: float) -> Iterator[int]:
    """Yield from the end the headings under which nothing is left, if they stand in a place of noise themselves."""
    for block, score in zip(reversed(blocks), reversed(scores), strict=True):
        if score < removed and block.text and not block.hidden:
            if block.kind is not Kind.HEADING or score <= 0:
                return
            yield block.index
