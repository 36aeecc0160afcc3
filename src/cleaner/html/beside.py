"""What stands beside the article in its own element: comments, cards, boxes to sign up, windows above it, captions.

The model looks at one record at a time, and these look like the article's paragraphs. What gives them away is the
element that holds them, and that there are several alike. What only a class tells never is most of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple

from cleaner import address
from cleaner.html.lexicon import GROUPS, TOPIC, lexicon, make
from cleaner.html.markup import attribute
from cleaner.html.page import MEDIA
from cleaner.html.parts import LEVELS, is_hardly_linked, is_label, is_sentence
from cleaner.text import asks, ends_sentence, has_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.html.noise import Noise
    from cleaner.html.page import Segments
    from cleaner.model import Role

_STORY = 500  # characters of kept text in front of what readers wrote about it
_COMMENT = re.compile(
    r"(?:^|\s)(?:[a-z]+[-_]){0,2}comments?(?:[-_]?(?:list|body|text|content|wrap|\d+))*(?:$|\s)", re.IGNORECASE
)
# What tells a thread from an element that an editor calls a comment.
_THREAD = re.compile(r"comments|comment[-_]?list|comment\D{0,20}\d", re.IGNORECASE)
_HOLD_COMMENTS = frozenset(["article", "aside", "div", "li", "ol", "section", "ul"])
_SEVERAL = 2
_MOST_RECORDS = 50  # in a card
_HEADLINE_WORDS = 4
_EXCERPT = 60  # characters at least; a byline or a date is shorter
_WHOLLY = 0.95
_ELSEWHERE = re.compile(r"(?!#|(?:mailto|tel|javascript):)\S", re.IGNORECASE)
_TEASER = re.compile(r"(?<![a-z])(?i:related|teasers?|read-?(?:more|also)|recommended|recirc|interlinks?)(?![a-z])")
_SIGN_UP = re.compile(
    r"(?:^|\s)(?:[a-z\d]+[_-]+)*?(?:newsletters?|sign-?up|subscribe|subscriptions)(?![a-z])",
    re.IGNORECASE,
)
_FORMS = frozenset(["form", "button"])
# A part of a class; of what opens a window it says nothing.
_POP_UP = re.compile(
    r"(?:^|\s)(?!(?:has|no)-)(?:[a-z\d]+[_-])*?(?:modal|pop-?up|pum|popmake)"
    r"(?![\w-]*(?:enabled|trigger|link|open|toggle|button|btn|search|gallery|lightbox))(?:$|[\s_-])",
    re.IGNORECASE,
)
_POLL = re.compile(
    r"(?:^|\s)(?:[a-z\d]+[_-]+)*?(?:polls?|umfrage|abstimmung|encuesta|sondage|sondaggio"
    r"|enquete|peiling|afstemning|omröstning|ankieta|anket)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LONGEST_ANSWER = 60  # characters
_SPOKEN = re.compile(r"[“”„«»\"]")  # who was asked in the street, and what they said
_LONGEST_BOX = 400  # characters; what is longer may hold the article
_LONGEST_PROMPT = 200  # characters around a field whose box no class names
_SILENT = frozenset(["img", "amp-img", "hr"])  # may stand with an image and its caption
_OF_IMAGES = 1 << GROUPS.index("caption")
_OF_TEXT = 1 << GROUPS.index("body")
_ICON = re.compile(r"[sS](?:(?<=\..)(?i:vg)\b|(?<=\b(?i:data:image/).)(?i:vg))")  # looked for by its first letter
_CREDIT = re.compile(
    r"\W*(?:photos?|pictures?|images?|fotos?|fotograf\w*|bild(?:er|quelle)?|credits?|imagen|crédit|kuva|ảnh|фото|사진|写真|图片)"
    r"\b[\w\s-]{0,20}[:：=|/©]|.*©",
    re.IGNORECASE,
)
_CREDITED = re.compile(r"[\s.!?](?:©|\(C\))\s?\w[^.!?©:]{1,70}\Z")
_LONGEST_CREDIT = 80  # characters
_CAPTION_WORDS = 4  # of what is a caption and ends as no sentence
_LONGEST_CAPTION = 300  # characters


class _Card(NamedTuple):
    """An element with a headline that is all link; where it leads, if one longer text stands below and that is all."""

    node: int
    target: str


def comments(noise: Noise) -> set[int]:
    """Find the records that stand in the comments below an article."""
    page = noise.page
    threads = [
        node
        for node, (_, name, attributes, _, _) in enumerate(page.nodes)
        if "omment" in attributes and name in _HOLD_COMMENTS and node not in noise.holders and _is_comment(attributes)
    ]
    inside = _inside(page, threads)
    last = max(inside, default=0)
    is_thread = len(threads) >= _SEVERAL and any(_THREAD.search(page.nodes[node][2]) for node in threads)
    story = (page.records[record][1] for record in noise.kept if record < last and record not in inside)
    return inside if is_thread and sum(map(len, story)) >= _STORY else set()


def _is_comment(attributes: str) -> bool:
    return any(_COMMENT.search(attribute(attributes, name)) for name in ("class", "id"))


def cards(noise: Noise) -> set[int]:
    """Find the records that stand in one of several cards of other articles.

    All cards that are made alike lead to articles of the page's own site; an editor's list leads elsewhere, too. One is
    enough whose class says what it is. Where they are most of what is kept, they are what the page is about.
    """
    page = noise.page
    leads: dict[int, set[str]] = {}
    for card in _cards(noise):
        leads.setdefault(card.node, set()).add(card.target)
    alike: dict[str, list[int]] = {}
    for node in leads:
        alike.setdefault(make(*page.nodes[node][1:3]), []).append(node)
    found: set[int] = set()
    for made, row in alike.items():
        targets = set[str]().union(*(leads[node] for node in row))
        is_told = len(targets) >= _SEVERAL or _TEASER.search(made) is not None
        is_row = " " in made and is_told and all(len(leads[node]) == 1 for node in row)
        if is_row and all(_is_own(target, noise.url) for target in targets):
            found |= _inside(page, sorted(row))
    return _unless_most(found, noise)


def _unless_most(records: set[int], noise: Noise) -> set[int]:
    """Return records, but none if most of the text that stays stands in them."""
    sizes = {record: len(noise.page.records[record][1]) for record in noise.kept} if records else {}
    is_most = 2 * sum(size for record, size in sizes.items() if record in records) > sum(sizes.values())
    return set() if is_most else records


def forms(noise: Noise) -> set[int]:
    """Find the records in small boxes around a form or button to sign up, or a field for a mail address.

    Nothing is found where they are most of all.
    """
    page = noise.page
    boxes = _called(noise, _SIGN_UP)
    controls = [number for number, node in enumerate(page.nodes) if node[1] in _FORMS] if boxes else []
    found = [box for box in boxes if _is_small(page, box) and _holds(page, box, controls)]
    if page.mail_fields:
        around = (box for box in noise.holding() if _holds(page, box, page.mail_fields))
        found += [box for box in around if _is_small(page, box, _LONGEST_PROMPT)]
    return _unless_most(_inside(page, sorted(found)), noise)


def _called(noise: Noise, name: re.Pattern[str]) -> list[int]:
    """Return the elements with such a class that hold what stays, but those that hold most of the text, in order."""
    nodes = noise.page.nodes
    return [node for node in noise.holding() if nodes[node][2] and name in _calls(nodes[node][2])]


@lru_cache(maxsize=4096)
def _calls(attributes: str) -> list[re.Pattern[str]]:
    """Return which of the names of such elements stand in a class."""
    classes = TOPIC.sub("", attribute(attributes, "class"))
    return [name for name in (_SIGN_UP, _POP_UP, _POLL) if name.search(classes)]


def _is_small(page: Segments, box: int, most: int = _LONGEST_BOX) -> bool:
    texts = (page.records[record][1] for record in range(page.nodes[box][3], page.ends[box]))
    return all(size <= most for size in accumulate(map(len, texts)))


def _holds(page: Segments, box: int, nodes: Sequence[int]) -> bool:
    """Tell whether an element is, or holds, one of some others, given in order."""
    at = bisect_left(nodes, box)
    return at < len(nodes) and page.nodes[nodes[at]][3] < page.ends[box]


def pop_ups(noise: Noise) -> set[int]:
    """Find the records in windows that open above the page, unless the headline or most of the text stands in them."""
    page = noise.page
    inside = _inside(page, _called(noise, _POP_UP))
    is_story = any(page.nodes[page.records[record][0]][1] == "h1" for record in inside)
    return set() if is_story else _unless_most(inside, noise)


def polls(noise: Noise) -> set[int]:
    """Find the records in small boxes that a class calls a poll, a question and answers, unless most stands there."""
    page = noise.page
    boxes = [box for box in _called(noise, _POLL) if _is_small(page, box) and _asks(page, box)]
    return _unless_most(_inside(page, boxes), noise)


def _asks(page: Segments, box: int) -> bool:
    texts = [text for _, text, linked, *_ in page.records[page.nodes[box][3] : page.ends[box]] if linked >= 0]
    answers = [text for text in texts if not asks(text)]
    return len(answers) < len(texts) and all(map(_is_answer, answers))


def _is_answer(text: str) -> bool:
    """Tell whether a text is a label or a short sentence, but not what somebody said, or a result."""
    is_short = len(text) <= _LONGEST_ANSWER and not any(map(str.isdigit, text))
    return (is_label(text) or is_short) and not _SPOKEN.search(text)


def _inside(page: Segments, nodes: Iterable[int]) -> set[int]:
    """Return the records in some elements, given in order; of one within another nothing is looked at twice."""
    inside: set[int] = set()
    behind = 0
    for node in nodes:
        inside.update(range(max(behind, page.nodes[node][3]), page.ends[node]))
        behind = max(behind, page.ends[node])
    return inside


def _cards(noise: Noise) -> Iterator[_Card]:
    page = noise.page
    excerpts = [record for record in noise if _is_excerpt(page, record)]
    for record in noise if excerpts else ():
        node, text, linked, _, _, _, links = page.records[record]
        if not links or linked < _WHOLLY * len(text) or not has_words(text, _HEADLINE_WORDS):
            continue
        for around in islice(noise.around(node), LEVELS):
            first, end = page.nodes[around][3], page.ends[around]
            if end - first > _MOST_RECORDS:
                break
            if texts := excerpts[bisect_left(excerpts, first) : bisect_left(excerpts, end)]:
                is_card = len(texts) == 1 and texts[0] > record
                yield _Card(around, attribute(links[0][2], "href") if is_card else "")
                break


def _is_excerpt(page: Segments, record: int) -> bool:
    return len(page.records[record][1]) >= _EXCERPT and is_hardly_linked(page.records[record])


def _is_own(target: str, url: str) -> bool:
    """Tell whether an address leads to another page of the same site."""
    return bool(_ELSEWHERE.match(target)) and address.host(target) in ("", address.host(url))


def captions(noise: Noise) -> dict[int, Role]:
    """Find the texts that stand alone with images above them: captions, if there is one more sign of that.

    Of a text that is kept it is the class of the element that holds both, a credit below or the credit that it ends in;
    of another a kept sentence beside.
    """
    shown, records = noise.shown, noise.page.records
    media = {index for index, record in enumerate(records) if record[2] == MEDIA}
    near = [
        i for i, record in enumerate(shown)
        if (record - 1 in media or record + 1 in media) and not records[record][2]
    ]  # fmt: skip
    return {shown[number]: "caption" for number in near if _is_caption(noise, shown, number)}


def _is_caption(noise: Noise, shown: Sequence[int], number: int) -> bool:
    """Tell whether a text without links beside an image or an embed is a caption."""
    page, record = noise.page, shown[number]
    text = page.records[record][1]
    stays = noise.stays(record)
    if stays and len(text) <= _LONGEST_CAPTION and _CREDITED.search(text):
        return True
    if not record or page.records[record - 1][2] != MEDIA:
        return False
    has_credit = _has_credit(page, record)
    node = _with_images(page, record, record + 1 + has_credit)
    if node in noise.holders:
        return False
    if stays:
        said = lexicon(page.nodes[node][2])
        return len(text) <= _LONGEST_CAPTION and (has_credit or (bool(said & _OF_IMAGES) and not said & _OF_TEXT))
    near = [other for other in shown[max(0, number - 1) : number + 2] if noise.stays(other)]
    return _may_be_caption(page, record) and any(is_sentence(page.records[other][1]) for other in near)


def _has_credit(page: Segments, record: int) -> bool:
    """Tell whether a short credit stands behind a text."""
    below = page.records[record + 1] if record + 1 < len(page.records) else page.records[record]
    is_short = below[2] >= 0 and len(below[1]) <= _LONGEST_CREDIT and not ends_sentence(below[1])
    return is_short and _CREDIT.match(below[1]) is not None


def _with_images(page: Segments, record: int, end: int) -> int:
    """Return the smallest element that holds a text, the image in front of it and all up to `end`, and nothing else.

    A line below counts as nothing. Where there is no such element, and where the image is a drawing, 0.
    """
    node, _, _, _, attributes, _, _ = page.records[record - 1]
    while node and page.ends[node] < end:
        node = page.nodes[node][0]
    others = [*page.records[page.nodes[node][3] : record], *page.records[end : page.ends[node]]]
    is_alone = all(one[2] == MEDIA and one[1] in _SILENT for one in others)
    return node if is_alone and not _ICON.search(attributes) else 0


def _may_be_caption(page: Segments, record: int) -> bool:
    text = page.records[record][1]
    return len(text) <= _LONGEST_CAPTION and (has_words(text, _CAPTION_WORDS) or ends_sentence(text))
