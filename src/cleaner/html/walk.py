"""Tokens to a flat row of records: one walk, no recursion, no tree of objects."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from cleaner.html.gather import FLOOD, FULL, Gatherer
from cleaner.html.hidden import is_folded, unfolds
from cleaner.html.page import BLOCKS, HEADINGS, HIDDEN, INLINE, MEDIA, MEDIA_NAMES, NOTED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from cleaner.html.page import Segments

    Handler = Callable[["_Walk", str, str], None]

# What an opening tag closes first, and where the search for it stops.
_CLOSES = {
    "li": (frozenset(["li"]), frozenset(["ul", "ol", "menu", "dir"])),
    "dt": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "dd": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "tr": (frozenset(["tr"]), frozenset(["table"])),
    "td": (frozenset(["td", "th"]), frozenset(["tr", "table"])),
    "th": (frozenset(["td", "th"]), frozenset(["tr", "table"])),
}
_FLOWS = frozenset(["p", *_CLOSES])
# What within code is a line, if it holds one.
_LINES = frozenset(["div", "ol", "ul", "li", "table", "thead", "tbody", "tr", "td", "th"])
_ENDS = frozenset('.!?…:。！？"”»')
_CELLS = frozenset(["td", "th"])
_SCOPE = _CELLS | {"caption", "table"}
_CAN_HIDE = BLOCKS | INLINE
_REACH = 64  # levels that an end tag may close at once, and of a text below its cell: keeps floods of them linear
_DEEPEST = 255  # levels, as in libxml2; what a flood nests deeper is told as what it stands in


class _Handlers(dict[str, "Handler | None"]):
    """Handlers by tag as written; upper case, self-closed, custom and unknown tags are learnt when met."""

    def __missing__(self, tag: str) -> Handler | None:
        name = tag.lower()
        known = self.get(name)
        if known is None and "-" in name:
            known = _Walk.close if name[0] == "/" else _Walk.open_custom
        handler = None
        if known is not None:

            def handler(walk: _Walk, _: str, attributes: str) -> None:
                known(walk, name, attributes)

        self[tag] = handler
        return handler


class _Walk(Gatherer):
    """State of the walk: the open elements, and the text gathered since the last block boundary."""

    def __init__(self, hidden: Collection[str]) -> None:
        super().__init__()
        self.lines = 0  # open elements that are lines of the code they stand in
        self.hidden = hidden  # attributes of elements that are never seen
        self.handlers = _Handlers(_HANDLERS)

    def run(self, stream: Iterator[tuple[str, str, str]]) -> Segments:
        handlers, chunks, hidden = self.handlers, self.chunks, self.hidden
        for text, tag, attributes in stream:
            if text and (chunks or not text.isspace()):
                chunks.append(text)
            if attributes in hidden and self.hides(tag, attributes):
                self.skip(tag, stream)
                continue
            if handler := handlers[tag]:
                handler(self, tag, attributes)
            elif attributes and (not chunks or "datetime" in attributes or "style" in attributes):
                self.note(attributes)
        self.pop_to(1)
        self.flush()
        self.ends[0] = len(self.records)
        return self.page

    def hides(self, name: str, attributes: str) -> bool:
        """Tell whether an element that is not shown can be hidden, and is not what the text above it unfolds."""
        name = name.lower()
        if name in BLOCKS and not self.chunks and is_folded(attributes) and unfolds(self.page, self.node, attributes):
            self.page.unfolded.append(len(self.ends))
            return False
        return name in _CAN_HIDE

    # -- tags ------------------------------------------------------------------------------------------------------

    def open(self, name: str, attributes: str) -> None:
        stack, ends = self.stack, self.ends
        if stack[-1] == "pre" and name in _LINES:
            self.edge(name, 1)
            return
        if self.chunks:
            self.flush()
        self.lead = ""  # that of an element in front which held no text
        if stack[-1] == "p":
            self.pop()
        first, depth = len(self.records), len(stack)
        if depth > _DEEPEST and first > FLOOD:
            return
        stack.append(name)
        self.nodes.append((self.node, name, attributes, first, depth))
        self.node = len(ends)
        ends.append(0)

    def open_noted(self, name: str, attributes: str) -> None:
        node = len(self.ends)
        self.open(name, attributes)
        self.page.noted[name] += range(node, len(self.ends))

    def open_code(self, name: str, attributes: str) -> None:
        self.open(name, attributes)
        self.lines = 0

    def edge(self, name: str, lines: int) -> None:
        """Set the edge of a line of code where there is none, and a space in front of a cell."""
        self.lines += lines
        last = self.chunks[-1][-1] if self.chunks else "\n"
        if name not in _CELLS and last != "\n":
            self.chunks.append("\n")
        elif lines > 0 and not last.isspace():
            self.chunks.append(" ")

    def open_paragraph(self, name: str, attributes: str) -> None:
        if not self.is_one_more(name):
            self.open(name, attributes)

    def is_one_more(self, name: str) -> bool:
        """Tell whether an element of a flood is told as the one in front of it, which was left open, or around it."""
        if len(self.records) <= FLOOD or (self.stack[-1] != name and len(self.stack) <= _DEEPEST):
            return False
        if self.chunks:
            self.flush()
        return True

    def open_custom(self, name: str, attributes: str) -> None:
        """Open an element of a name that the page made up: a block, but words of a sentence in the midst of one."""
        is_amid = self.chunks and self.stack[-1] in _FLOWS and self.chunks[-1].rstrip()[-1:] not in _ENDS
        is_first = not self.chunks and self.stack[-1] == "p" and not name.startswith("amp-")
        if not is_amid and not is_first:
            self.open(name, attributes)

    def open_implied(self, name: str, attributes: str) -> None:
        """Open an element whose predecessor may have been left open: list items, cells, rows."""
        closed, barrier = _CLOSES[name]
        stack = self.stack
        if self.is_one_more(name):
            return
        if stack[-1] in closed:
            self.pop()
        elif stack[-1] != "pre":
            for level in range(len(stack) - 1, max(0, len(stack) - _REACH), -1):
                if stack[level] in barrier:
                    break
                if stack[level] in closed:
                    self.pop_to(level)
                    break
        self.open(name, attributes)

    def close(self, tag: str, _: str) -> None:
        name, stack = tag[1:], self.stack
        if stack[-1] == name:
            if self.chunks:
                self.flush()
            self.lead = ""
            stack.pop()
            self.ends[self.node] = len(self.records)
            self.node = self.nodes[self.node][0]
            if self.link and self.link[2] > len(stack):
                self.link = None
            return
        if self.lines and stack[-1] == "pre" and name in _LINES:
            self.edge(name, -1)
        else:
            self.close_around(name)

    def close_around(self, name: str) -> None:
        """Close an element that others stand open in, and these with it."""
        stack = self.stack
        if name in HEADINGS and stack[-1] in HEADINGS:  # the end of any heading ends one
            name = stack[-1]
        crossable = name in _SCOPE or name == "tr"
        for level in range(len(stack) - 1, max(0, len(stack) - _REACH), -1):
            if stack[level] == name:
                self.pop_to(level)
                self.lead = ""
                return
            if stack[level] in _SCOPE and not crossable:
                break
        if name == "p" and self.chunks:  # of ends that no start belongs to, only a paragraph's counts
            self.flush()
        elif self.chunks and "-" not in name:
            self.chunks.append(" ")

    def pop_to(self, level: int) -> None:
        while len(self.stack) > level:
            self.pop()

    def pop(self) -> None:
        if self.chunks:
            self.flush()
        self.stack.pop()
        self.ends[self.node] = len(self.records)
        self.node = self.nodes[self.node][0]
        if self.link and self.link[2] > len(self.stack):
            self.link = None

    def media(self, name: str, attributes: str) -> None:
        if len(self.records) > FLOOD:
            self.page.left_out.append(attributes)
            return
        if self.chunks and self.stands_apart(name):
            self.flush()
        self.records.append((self.node, name, MEDIA, 0, attributes, (), ()))

    def stands_apart(self, name: str) -> bool:
        """Tell whether the text in front ends at a rule, an image on a line of its own, a player behind a stop."""
        if name in {"img", "amp-img"}:
            return self.is_at_line()
        return name == "hr" or self.chunks[-1].rstrip()[-1:] in _ENDS

    def mail_field(self, _: str, __: str) -> None:
        self.page.mail_fields.append(self.node)

    def head(self, name: str, attributes: str) -> None:
        self.page.heads.append((name, attributes))

    def skip(self, name: str, stream: Iterator[tuple[str, str, str]]) -> None:
        """Gather the text of a hidden element up to its end, or the end of the block it stands in."""
        hidden: list[str] = []
        name = name.lower()
        same = blocks = 1
        for text, tag, _ in stream:
            hidden.append(text)
            lowered = tag.lower()
            same += (lowered == name) - (lowered == "/" + name)
            blocks += (lowered in BLOCKS) - (lowered[:1] == "/" and lowered[1:] in BLOCKS)
            if not same:
                break
            if blocks < 1 and name not in BLOCKS:
                if handler := self.handlers.get(lowered):
                    handler(self, lowered, "")
                break
        words = " ".join(unescape(" ".join(hidden)).split())
        if not words:
            return
        records = self.records
        if len(records) > FLOOD and records[-1][2] == HIDDEN and len(records[-1][1]) <= FULL:
            node, before = records.pop()[:2]
            records.append((node, f"{before} {words}", HIDDEN, 0, "", (), ()))
        else:
            records.append((self.node, words, HIDDEN, 0, "", (), ()))


_HANDLERS: dict[str, Handler | None] = {
    **dict.fromkeys([*INLINE, *("/" + name for name in INLINE)]),
    **dict.fromkeys(BLOCKS, _Walk.open), **{"/" + name: _Walk.close for name in BLOCKS},
    **dict.fromkeys(_CLOSES, _Walk.open_implied), "p": _Walk.open_paragraph, "pre": _Walk.open_code,
    **dict.fromkeys(NOTED, _Walk.open_noted),
    **dict.fromkeys(MEDIA_NAMES, _Walk.media),
    "a": _Walk.open_link, "/a": _Walk.close_link, "br": _Walk.line_break, "input": _Walk.mail_field,
    "strong": _Walk.open_strong, "b": _Walk.open_strong, "/strong": _Walk.close_strong, "/b": _Walk.close_strong,
    **dict.fromkeys(("html", "body", "meta", "link", "/head"), _Walk.head),
}  # fmt: skip


def walk(stream: Iterator[tuple[str, str, str]], hidden: Collection[str]) -> Segments:
    """Walk tokens; those of the attributes in `hidden` open an element that is never seen.

    Examples
    --------
    >>> page = walk(iter([("", "p", ""), ("It rained ", "hr", ""), ("all night.", "/p", "")]), ())
    >>> [record[1] for record in page.records]
    ['It rained', 'hr', 'all night.']
    """
    return _Walk(hidden).run(stream)
