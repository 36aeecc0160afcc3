"""Markup to tokens: what is never shown is cut out, the rest becomes a flat list of text and tags.

The tokens follow the HTML standard's tokenizer for everything that decides which characters are shown: comments, raw
text elements, quoted attributes that hold ``>``, stray ``<``. Nothing nests here, so depth costs nothing and no length
limit exists; a tree parser drops text after 255 levels or 10 MB.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SPACE = " \t\n\r\f"  # as the HTML standard has it; to Python a no-break space is white space too
# Elements whose content a reader never sees as text (a form's choices, a drawing's labels and the fallback of a player
# are text all the same: they end up in the trail as hidden), and the two whose content is never the article's.
# Spelled so that the first letters decide: twice as fast as one alternation under (?i).
_CUT = re.compile(
    r"<(?=[!sStTnNiIvVfF]|[aA][uU]|[cC][aA]|[dD][iI][aA]|[rR][pP])(?:!--|(?:[sS](?i:cript|tyle|vg|elect)"
    r"|[nN](?i:av|oscript|oembed|oframes)|[iI](?i:frame|nput)|[fF](?i:ooter)|[tT](?i:emplate|extarea|itle)|[vV](?i:ideo)"
    r"|[aA](?i:udio)|[cC](?i:anvas)|[dD](?i:ialog)|[rR][pP])"
    rf"(?=[{_SPACE}/>]))"
)
_EMBEDS = {"iframe", "video", "audio"}
_FURNITURE = {"nav", "footer"}
_MAIL_FIELD = re.compile(
    r"<input\b(?![^>]*\stype\s*=\s*[\"']?(?:hidden|radio|checkbox|button|submit|search)\b)"
    r"[^>]*\s(?:type|name|id)\s*=\s*[\"']?e-?mail(?:[-_]?address)?[\"'\s/>]",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"<source\b[^<>]*?\s(src\s*=\s*(?:\"[^\"<>]+\"|'[^'<>]+'|[^\s\"'<>]+))", re.IGNORECASE)
_CODE = {"script", "style", "!--"}
# Elements to cut that are shown where they say so: what an open dialog or the shadow of an element holds.
_SHOWN = {
    "dialog": re.compile(r"<dialog\b[^>]*\sopen\b", re.IGNORECASE),
    "template": re.compile(r"<template\b[^>]*\sshadowrootmode\s*=", re.IGNORECASE),
}
_ARTICLE_PART = re.compile(r"<(?:h1|article|main|body)[\s>]", re.IGNORECASE)
_BODY_PART = re.compile(r"<(?:p|div|article|section|table|h1|body)[\s>]", re.IGNORECASE)
_TITLE = re.compile(rf">\s*+<title(?=[{_SPACE}/>]).*?</title>", re.IGNORECASE | re.DOTALL)
_TEXT = re.compile(r">\s*+(?:[^\s<\ufeff]|<(?![a-zA-Z/!?]))")
_SMALL = 300  # characters of markup: a quotation's footer or a pager costs less to read than to set apart
_TAG = re.compile(rf"<([a-zA-Z!?/][^{_SPACE}/>]*+)([^>]*+)>")
_COMMENT_END = re.compile("--!?>")
_TAG_START = re.compile(r"<(?=[a-zA-Z/!?])")
# Quotation marks count only behind the equals sign of an attribute, and in no "<!…" or "</ …".
_BEFORE_VALUE = f"={_SPACE}"
_VALUE = rf"[{_SPACE}]*+=[{_SPACE}]*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^{_SPACE}>]*+)"
_ATTRIBUTES = rf"(?:[{_SPACE}/]++|[^{_SPACE}/>][^{_SPACE}/>=]*+(?:{_VALUE}|(?![{_SPACE}]*+=)))*+"
_WHOLE = re.compile(_ATTRIBUTES)
_TO_END = re.compile(f"{_ATTRIBUTES}>")
_QUOTING_TAG = re.compile(rf"</?[a-zA-Z][^{_SPACE}/>]*+{_ATTRIBUTES}>")
_UNQUOTING = re.compile(r"[!?]|/(?![a-zA-Z])")
_LOOSE = re.compile(r"&([a-zA-Z][a-zA-Z0-9]*+)(?!;)(=?)")  # “/q?a=1&section=2”
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
    while found := _next_cut(markup, position, ends):
        start, name = found.start(), found.group()[1:].lower()
        if start > position:
            kept.append(_in_front(markup, position, start))
        opening_end = start if name == "!--" else ends.tag(start)
        position = _end_of(markup, name, start, opening_end, ends)
        if name == "title":
            kept.append(_without_tags(markup[start:position]))
        elif position < 0:
            position = len(markup) if name in _CODE else opening_end
        elif name == "script":
            if "ld+json" in markup[start:opening_end]:
                result.json_ld.append(markup[opening_end : markup.rfind("</", start, position)])
        elif name in _FURNITURE and (position - start < _SMALL or ends.next(_ARTICLE_PART, start) < position):
            position = opening_end
            kept.append(markup[start:position])
        elif name not in _CODE:
            if name in _EMBEDS or (name == "input" and _MAIL_FIELD.match(markup, start, opening_end)):
                kept.append(_with_source(markup[start:opening_end], markup[opening_end:position]))
            (result.furniture if name in _FURNITURE else result.hidden).append(markup[start:position])
    kept.append(markup[position:])
    head, body = _halves("".join(kept))
    return result._replace(head=head, body=body)


def inside(element: str) -> Cut:
    """Cut what an element holds, its own opening tag left out.

    Examples
    --------
    >>> inside("<nav>Home<!-- <b>old</b> --></nav>").body
    'Home</nav>'
    """
    return cut(element[_Ends(element).tag(0) :])


def _with_source(opening: str, inside: str) -> str:
    """Give the tag of a player the address that the first source in it has, should it have none itself."""
    found = _SOURCE.search(inside) if not attribute(opening[1:-1], "src") else None
    return f"{opening[:-1].rstrip('/')} {found[1]}>" if found else opening


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


def _next_cut(markup: str, position: int, ends: _Ends) -> re.Match[str] | None:
    """Find the next element to cut that does not begin inside a tag, as the one in ``<scr<script>`` does."""
    while found := _CUT.search(markup, position):
        start = found.start()
        if not _may_be_in_tag(markup[position:start]) or (end := ends.tag_around(position, start)) <= start:
            return found
        position = end
    return None


def _may_be_in_tag(front: str) -> bool:
    """Tell by what stands in front: a tag or a quoted value that is still open, or ends behind the last ``>``."""
    if "<" not in front:
        return False
    if front[-1] != ">":
        tail = front[front.rfind(">") + 1 :]
        if "<" in tail or '"' in tail or "'" in tail:
            return True
    return _may_be_open(front)


def _may_be_open(text: str) -> bool:
    """Tell whether the last quotation mark of its kind may begin a value."""
    double, single = text.rfind('"'), text.rfind("'")
    return (double > 0 and text[double - 1] in _BEFORE_VALUE) or (single > 0 and text[single - 1] in _BEFORE_VALUE)


class _Ends:
    """Where tags end, and where something next stands: searched again only when the scan has passed it."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.known: dict[str, int] = {}  # by expression: an expression itself is slow to look up
        self.quoting = True

    def next(self, pattern: re.Pattern[str], start: int) -> int:
        """Offset of the next match, which is the length of the markup where there is none."""
        known = self.known.get(pattern.pattern, -1)
        if known < start:
            found = pattern.search(self.markup, start)
            known = self.known[pattern.pattern] = found.start() if found else len(self.markup)
        return known

    def tag(self, start: int) -> int:
        """Offset behind the tag that starts here; once a quoted value has no end, none counts any more."""
        end = self.markup.find(">", start) + 1
        told = self.markup[start:end]
        if _may_be_open(told) and self.quoting and not _UNQUOTING.match(told, 1):
            if whole := _QUOTING_TAG.match(self.markup, start):
                return whole.end()
            self.quoting = False
        return end or len(self.markup)

    def tag_around(self, position: int, start: int) -> int:
        """Offset behind the last tag that begins between the two, the first of which stands in no tag."""
        while found := _TAG_START.search(self.markup, position, start):
            position = self.tag(found.start())
        return position


def _end_of(markup: str, name: str, start: int, opening_end: int, ends: _Ends) -> int:
    """Where the element or comment that starts here ends; -1 if nothing ends it."""
    if name == "!--":
        found = _COMMENT_END.search(markup, start + len("<!"))  # "<!-->" is whole
        return found.end() if found else -1
    if name == "input" or (name == "svg" and markup[opening_end - 2] == "/"):
        return opening_end
    if name in _SHOWN and _SHOWN[name].match(markup, start, opening_end):
        return opening_end
    end = ends.next(_closing(name), opening_end)
    if end == len(markup):
        return opening_end if name == "title" else -1
    return markup.find(">", end) + 1 or len(markup)


@lru_cache(maxsize=32)
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</(?i:{name})[{_SPACE}/>]")


def split(markup: str) -> list[str]:
    """Split markup into texts, each with the tag behind it (``div``, ``/div``) and its attributes, in one row.

    Examples
    --------
    >>> split('<p class="a">1 < 2<br>')
    ['', 'p', ' class="a"', '1 < 2', 'br', '', '', '', '']
    """
    end = markup.rfind(">") + 1  # no tag can stand behind it, and looking for one at every "<" is quadratic
    parts = _TAG.split(markup[:end])
    parts[-1] += markup[end:]
    values = parts[2::3]
    broken = set(filter(_is_broken, set(values)))
    if broken:
        for number in [number for number, value in enumerate(values) if value in broken]:
            if not _UNQUOTING.match(parts[3 * number + 1]):
                _mend(parts, 3 * number + 2)
    parts += ("", "")
    return parts


def tokens(parts: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Take the parts of markup by three: text, tag, attributes."""
    flat = iter(parts)
    return zip(flat, flat, flat, strict=True)


@lru_cache(maxsize=4096)
def _is_broken(attributes: str) -> bool:
    """Tell whether a ``>`` in a quoted value has cut attributes short."""
    return _may_be_open(attributes) and not _WHOLE.fullmatch(attributes)


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
    if name not in attributes.lower():
        return ""
    for found in _ATTRIBUTE.finditer(attributes):
        if found.group(1).lower() == name:
            return _unescaped(found.group(2) or found.group(3) or found.group(4) or "").strip()
    return ""


def _unescaped(value: str) -> str:
    """Resolve references as in an attribute: one without a semicolon is none in front of letters or an equals sign."""
    return unescape(_LOOSE.sub(_as_written, value)) if "&" in value else value


def _as_written(found: re.Match[str]) -> str:
    return found[0] if found[1] in html5 and not found[2] else f"&amp;{found[0][1:]}"
