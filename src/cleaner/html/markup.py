"""Markup to tokens: what is never shown is cut out, the rest becomes a flat list of text and tags.

The tokens follow the HTML standard's tokenizer for everything that decides which characters are shown: comments, raw
text elements, quoted attributes that hold ``>``, stray ``<``. Nothing nests here, so depth costs nothing and no length
limit exists; a tree parser drops text after 255 levels or 10 MB.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# Elements whose content a reader never sees as text (a form's choices, a drawing's labels and the fallback of a player
# are text all the same: they end up in the trail as hidden), and the two whose content is never the article's.
# Spelled so that the first letters decide: twice as fast as one alternation under (?i).
_CUT = re.compile(
    r"<(?=[!sStTnNiIvVfF]|[aA][uU]|[cC][aA]|[dD][iI][aA]|[rR][pP])(?:!--|(?:[sS](?i:cript|tyle|vg|elect)"
    r"|[nN](?i:av|oscript|oembed|oframes)|[iI](?i:frame|nput)|[fF](?i:ooter)|[tT](?i:emplate|extarea|itle)|[vV](?i:ideo)"
    r"|[aA](?i:udio)|[cC](?i:anvas)|[dD](?i:ialog)|[rR][pP])(?=[\s/>]))"
)
_EMBEDS = {"iframe", "video", "audio"}
_FURNITURE = {"nav", "footer"}
_CODE = {"script", "style", "!--"}
_OPEN_DIALOG = re.compile(r"<dialog\b[^>]*\sopen\b", re.IGNORECASE)
_ARTICLE_PART = re.compile(r"<(?:h1|article|main|body)[\s>]", re.IGNORECASE)
_BODY_PART = re.compile(r"<(?:p|div|article|section|table|h1|body)[\s>]", re.IGNORECASE)
_TITLE = re.compile(r">\s*+<title\b.*?</title>", re.IGNORECASE | re.DOTALL)
_TEXT = re.compile(r">\s*+(?:[^\s<\ufeff]|<(?![a-zA-Z/!?]))")
_SMALL = 300  # characters of markup: a quotation's footer or a pager costs less to read than to set apart
_TAG = re.compile(r"<([a-zA-Z/!?][^\s>]*)([^>]*)>")
# Quotation marks count only behind an equals sign.
_VALUE = r"=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"']))"
_WHOLE = re.compile(rf"[^=]*+(?:{_VALUE}[^=]*+)*")
_TO_END = re.compile(rf"[^=>]*+(?:{_VALUE}[^=>]*+)*>")
_MOST_PIECES = 64  # of a quoted value that holds ">"
_ATTRIBUTE = re.compile(r"([^\s=/\"'<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")


class Cut(NamedTuple):
    """A page's markup without what is never shown.

    Attributes
    ----------
    head : str
        What stands before ``</head>``; empty where that is not plain to see.
    body : str
    json_ld : list of str
        Contents of ``<script type="application/ld+json">``, in order.
    hidden : list of str
        Markup of cut elements that may hold text.
    furniture : list of str
        Markup of navigation and footers.
    """

    head: str
    body: str
    json_ld: list[str]
    hidden: list[str]
    furniture: list[str]


def cut(markup: str) -> Cut:
    """Cut scripts, styles, comments, drawings, navigation and the like, in one scan.

    Examples
    --------
    >>> cut("<p>One<script>two()</script><!-- three --> four</p>").body
    '<p>One four</p>'
    """
    kept: list[str] = []
    result = Cut("", "", [], [], [])
    ends = _Ends(markup)
    position = 0
    while found := _next_cut(markup, position):
        start, name = found.start(), found.group()[1:].lower()
        if start > position:
            kept.append(_in_front(markup, position, start))
        position = _end_of(markup, name, start, ends)
        if name == "title":
            kept.append(_without_tags(markup[start:position]))
        elif position < 0:
            position = len(markup) if name in _CODE else markup.find(">", start) + 1 or len(markup)
        elif name == "script":
            opening_end = markup.find(">", start) + 1
            if "ld+json" in markup[start:opening_end]:
                result.json_ld.append(markup[opening_end : markup.rfind("</", start, position)])
        elif name in _FURNITURE and (position - start < _SMALL or ends.next(_ARTICLE_PART, start) < position):
            position = markup.find(">", start) + 1
            kept.append(markup[start:position])
        elif name not in _CODE:
            if name in _EMBEDS:
                kept.append(markup[start : markup.find(">", start) + 1])
            (result.furniture if name in _FURNITURE else result.hidden).append(markup[start:position])
    kept.append(markup[position:])
    head, body = _halves("".join(kept))
    return result._replace(head=head, body=body)


def _halves(markup: str) -> tuple[str, str]:
    head, end_tag, body = markup.partition("</head>")
    if end_tag and not _BODY_PART.search(head) and not _TEXT.search(_TITLE.sub(">", ">" + head)):
        return head, body
    return "", markup


def _in_front(markup: str, start: int, end: int) -> str:
    """Return a stretch in front of a cut; a "<" at its end begins no tag, and is not to begin one with what follows."""
    return f"{markup[start : end - 1]}&lt;" if markup[end - 1] == "<" else markup[start:end]


def _without_tags(element: str) -> str:
    opening_end, closing = element.find(">") + 1, _closing("title").search(element)
    if not closing:
        return element
    end = closing.start()
    return element[:opening_end] + element[opening_end:end].replace("<", "&lt;") + element[end:]


def _next_cut(markup: str, position: int) -> re.Match[str] | None:
    """Find the next element to cut that does not begin inside a tag, as the one in ``<scr<script>`` does."""
    found = _CUT.search(markup, position)
    while found:
        tag = markup.rfind("<", position, found.start())
        start = found.start()
        if tag < 0 or markup.find(">", tag, start) >= 0 or not _OPEN_TAG.fullmatch(markup, tag, start):
            return found
        found = _CUT.search(markup, found.start() + 1)
    return None


class _Ends:
    """Where something next stands in the markup, searched again only when the scan has passed it."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.known: dict[re.Pattern[str], int] = {}

    def next(self, pattern: re.Pattern[str], start: int) -> int:
        """Offset of the next match, which is the length of the markup where there is none."""
        known = self.known.get(pattern, -1)
        if known < start:
            found = pattern.search(self.markup, start)
            known = self.known[pattern] = found.start() if found else len(self.markup)
        return known


def _end_of(markup: str, name: str, start: int, ends: _Ends) -> int:
    """Where the element or comment that starts here ends; -1 if nothing ends it."""
    if name == "!--":
        if markup.startswith((">", "->"), start + 4):
            return markup.index(">", start) + 1
        end = ends.next(_COMMENT_END, start + 4)
        return end + 3 if end < len(markup) else -1
    opening_end = markup.find(">", start) + 1 or len(markup)
    if name == "input":
        whole = _TO_END.match(markup, start)
        return whole.end() if whole else opening_end
    if (name == "svg" and markup[opening_end - 2] == "/") or _OPEN_DIALOG.match(markup, start, opening_end):
        return opening_end
    end = ends.next(_closing(name), start)
    if end == len(markup):
        return opening_end if name == "title" else -1
    return markup.find(">", end) + 1 or len(markup)


# A quoted value may hold whole elements, which are cut out of it.
_OPEN_TAG = re.compile(rf"</?[a-zA-Z][^=>]*+(?:{_VALUE}[^=>]*+)*|<(?:[!?]|/(?![a-zA-Z]))[^>]*")
_COMMENT_END = re.compile("-->")


@lru_cache(maxsize=32)
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</(?i:{name})[\s/>]")


def tokens(markup: str) -> Iterator[tuple[str, str, str]]:
    """Text, the tag behind it (``div``, ``/div``) and its attributes, to the end of the markup.

    Examples
    --------
    >>> list(tokens('<p class="a">1 < 2<br>'))
    [('', 'p', ' class="a"'), ('1 < 2', 'br', ''), ('', '', '')]
    """
    end = markup.rfind(">") + 1  # no tag can stand behind it, and looking for one at every "<" is quadratic
    parts = _TAG.split(markup[:end])
    parts[-1] += markup[end:]
    values = parts[2::3]
    odd = [n for n, value in enumerate(values) if value and (value.count('"') & 1 or "'" in value)]
    for number in odd:
        value = values[number]
        if (value.count('"') & 1 or value.count("'") & 1) and not _WHOLE.fullmatch(value):
            _mend(parts, 3 * number + 2)
    parts += ("", "")
    flat = iter(parts)
    return zip(flat, flat, flat, strict=True)


def _mend(parts: list[str], index: int) -> None:
    """Give a tag whose quoted value holds ``>`` the rest of its attributes, wherever they were split off to."""
    value = parts[index]
    for last in range(index + 1, min(index + 3 * _MOST_PIECES, len(parts)), 3):
        value += ">" + parts[last]
        if end := _TO_END.match(value):
            parts[index : last + 1] = [end.group()[:-1], *[""] * (last - index - 1), value[end.end() :]]
            return
        value += "<" + "".join(parts[last + 1 : last + 3])


@lru_cache(maxsize=4096)
def attribute(attributes: str, name: str) -> str:
    """Value of one attribute, character references resolved; empty if it is missing.

    Examples
    --------
    >>> attribute(' href="/a?b&amp;c" class=x', "href")
    '/a?b&c'
    """
    for found in _ATTRIBUTE.finditer(attributes):
        if found.group(1).lower() == name:
            return unescape(found.group(2) or found.group(3) or found.group(4) or "").strip()
    return ""
