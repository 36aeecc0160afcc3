"""Evidence from threads of comments: what readers wrote below a heading such as “3 comments”, in plain text.

On a page the content model and the elements tell a thread; a text has only its rows of who wrote when, and of buttons.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import regex as re

from cleaner.model import Category, Evidence, Span
from cleaner.shape import LEAST_PROSE, is_brief, is_prose
from cleaner.stamps import is_stamp
from cleaner.text import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cleaner.model import Block, Document

STRENGTH = 2.2  # log-odds
SIGNS = 2  # at least: who wrote when, and buttons; one of the first kind
FIRST_WITHIN = 3  # lines below the heading
APART = 10  # lines from sign to sign at most: a comment has few paragraphs
LAST_POST = 6  # lines of the last comment at most, down to the end or to what is known; of a longer one all stay
_NAME_WORDS = 4  # at most, also of “Ann Bell says:”
_HEAD_WORDS = 12
_AGO = re.compile(
    r"(?:\d+\+?|\ban?|\bone)\s?\p{L}+\.?\s(?:ago|geleden|sedan|siden|sitten|temu|zpátky|тому|назад|önce|lalu|trước|पहले|קודם)\b"
    r"|\b(?:vor|il y a|hace|há|fa|acum|před|πριν|قبل|منذ|לפני)\s(?:\d+|\p{L}+)\s\p{L}+|\d+ (?:\p{L}+ )?(?:fa|ezelőtt)\b"
    r"|\d+\s?(?:秒|分|分钟|分鐘|小时|小時|時間|天|日|年|분|시간|일)(?:以?前|\s?전)",
    re.IGNORECASE,
)


def find(document: Document, said: Sequence[Evidence]) -> list[Evidence]:
    r"""Find the comments below their heading, by what the rules ``said`` of it and of the buttons among them.

    Examples
    --------
    >>> from cleaner import packs, plain, rules
    >>> story = ["The old river bridge stays closed for three more weeks, the council of the town said."] * 3
    >>> thread = ["2 comments", "Ann Bell", "3 May 2024 at 10:12", "A shame!", "Reply", "Tom", "3 May 2024, 11:40"]
    >>> document = plain.parse("\n\n".join(story + thread))
    >>> [found.span.block for found in find(document, rules.find(document, packs.load("en")))]
    [4, 5, 6, 7, 8, 9]
    """
    heard = [found for found in said if found.strength > 0 and document.has_whole(found.span)]
    comments = {found.span.block for found in heard if found.category is Category.COMMENTS}
    if document.form != "text" or not comments:
        return []
    known = {found.span.block for found in heard}
    texts = [block for block in document.blocks if block.text]
    prose = accumulate(is_prose(block.text) for block in texts)
    for at, (block, above) in enumerate(zip(texts, prose, strict=True)):
        if block.index in comments and above >= LEAST_PROSE:
            thread = texts[at + 1 : _end(texts, at + 1, comments, known)]
            if thread:
                return [_evidence(one) for one in thread]
    return []


def _end(texts: Sequence[Block], start: int, comments: Collection[int], known: Collection[int]) -> int:
    """Return where the thread ends that starts at a place; the start itself where none does."""
    signs, heads = [start - 1], 0
    for at in range(start, len(texts)):
        if at - signs[-1] > (APART if heads else FIRST_WITHIN):
            break
        is_head = _is_head(texts[at].text, texts[at - 1].text)
        if is_head or texts[at].index in comments:
            signs.append(at)
            heads += is_head
    if not heads or len(signs) <= SIGNS:
        return start
    last = signs[-1]
    if texts[last].index in comments:
        return last + 1
    end = next((at for at in range(last + 1, len(texts)) if texts[at].index in known), len(texts))
    return end if end - last <= LAST_POST + 1 else last


def _is_head(text: str, above: str) -> bool:
    """Tell whether a line says who wrote a comment and when, or when below the line that says who."""
    *lines, when = text.split("\n")
    if not is_brief(when, _HEAD_WORDS) or ends_sentence(when):
        return False
    words = when.split()
    names = next((count for count in range(min(len(words), _NAME_WORDS + 1)) if _is_when(" ".join(words[count:]))), -1)
    who = (lines or [above])[-1]
    return names > 0 or (names == 0 and is_brief(who, _NAME_WORDS) and not ends_sentence(who))


def _is_when(text: str) -> bool:
    """Tell whether a text is a date, a time, or so long ago, as “2 hours ago”."""
    return bool(_AGO.fullmatch(text.strip("•·|-–— ."))) or is_stamp(text)


def _evidence(block: Block) -> Evidence:
    span = Span(block.index, 0, len(block.text))
    return Evidence(span, "threads.comment", Category.COMMENTS, STRENGTH, "one of the comments below their heading")
