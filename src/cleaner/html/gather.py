"""The text of a block, gathered from what lies between its tags, and the record that it becomes."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

from cleaner.html.markup import attribute
from cleaner.html.page import APART, HEADINGS, Segments

# Records from which on a page has its scraps of text joined, so that each of them does not cost a block: those that
# stand side by side in elements of one name, then all.
FLOOD, _DELUGE = 3_000, 4_000
_SCRAP, FULL = 40, 200  # characters of such a scrap, and of the record that takes no more of them
_SHORT = 150  # characters of a text of which it may matter where an inline element ends: a byline
_WHOLE = HEADINGS | {"pre"}  # in which nothing begins a block of its own
_SET_APART = re.compile(
    r"style\s*=\s*[\"']?(?:[^\"']*;)?\s*(?:display\s*:\s*(?:block|flex|grid|list-item|table)|position\s*:\s*absolute)\s*(?:[;!\"']|$)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:\s+(?:name|id)\s*=\s*[^\s>]+)+\s*", re.IGNORECASE)  # to point to: no link


class Gatherer:
    """The page so far, the open elements, and the text since the last block boundary with its links and emphasis."""

    def __init__(self) -> None:
        self.page = page = Segments()
        self.nodes, self.ends, self.records = page.nodes, page.ends, page.records
        self.stack = ["#root"]
        self.node = 0  # the innermost open one
        self.chunks: list[str] = []
        self.links: list[tuple[int, int, str]] = []
        self.link: tuple[int, str, int] | None = None  # first chunk, attributes, depth of the stack
        self.strong = 0
        self.strong_from = -1
        self.lead = ""
        self.line_end = -1
        self.scraps = 0  # records when the last scrap of a flood had become one

    def note(self, attributes: str) -> None:
        """Note the attributes of an inline element: of those in front of all text, and a moment anywhere in it.

        One that a style sets apart begins a block of its own, but in a heading.
        """
        if self.chunks and "style" in attributes and _SET_APART.search(attributes) and _WHOLE.isdisjoint(self.stack):
            self.flush()
        if not self.chunks:
            self.lead = f"{attributes} {self.lead}" if "datetime" in self.lead else attributes
        elif "datetime" in attributes and "datetime" not in self.lead:
            self.lead += f' datetime="{attribute(attributes, "datetime")}"'

    def open_link(self, _: str, attributes: str) -> None:
        """Begin a link; one that is still open ends."""
        if self.link:
            self.close_link("", "")
        self.note(attributes)
        if "href" not in attributes and _PLACE.fullmatch(attributes):
            return
        self.link = (len(self.chunks), attributes, len(self.stack))

    def close_link(self, _: str, __: str) -> None:
        """End the open link."""
        if self.link:
            start, attributes, _depth = self.link
            if start < len(self.chunks):
                self.links.append((start, len(self.chunks), attributes))
            self.link = None

    def open_strong(self, _: str, __: str) -> None:
        """Begin bold text."""
        self.strong_from = len(self.chunks)

    def close_strong(self, _: str, __: str) -> None:
        """End bold text."""
        if self.strong_from >= 0:
            self.strong += sum(map(len, self.chunks[self.strong_from :]))
            self.strong_from = -1

    def line_break(self, _: str, __: str) -> None:
        """One break is a space, two are a paragraph's end."""
        if not self.chunks:
            return
        if self.is_at_line():
            self.flush()
        else:
            self.chunks.append("\n")
            self.line_end = len(self.chunks)

    def is_at_line(self) -> bool:
        """Tell whether nothing stands behind the last line break."""
        return self.line_end >= 0 and not "".join(self.chunks[self.line_end :]).strip()

    def flush(self) -> None:
        """End the block that is being gathered."""
        chunks = self.chunks
        if self.link:
            start, attributes, depth = self.link
            if start < len(chunks):
                self.links.append((start, len(chunks), attributes))
            self.link = (0, attributes, depth)
        if self.strong_from >= 0:
            self.close_strong("", "")
            self.strong_from = 0
        if len(chunks) > 1 and "pre" not in self.stack:
            _part(chunks)
        joined = chunks[0] if len(chunks) == 1 else "".join(chunks)
        if "&" in joined:
            chunks[:] = map(unescape, chunks)
            joined = "".join(chunks)
        text = joined.strip()
        if "  " in text or not text.isprintable():  # the only printable white space is a plain space
            text = " ".join(text.split())
        if text:
            self.keep(text)
        if self.links:
            self.links.clear()
        self.strong, self.lead, self.line_end = 0, "", -1
        chunks.clear()

    def keep(self, text: str) -> None:
        """Make a record of a text, or join it to the one in front; a title is the page's."""
        name = self.stack[-1]
        links, linked = self.links, 0
        told: tuple[tuple[int, int, str], ...] = ()
        if links:
            if len(links) == 1 and links[0][0] == 0 and links[0][1] == len(self.chunks):
                linked = len(text)
            else:
                for start, end, _ in links:
                    linked += len("".join(self.chunks[start:end]).strip())
                linked = min(linked, len(text))
            told = tuple(links)
        elif name == "title":
            self.page.title = self.page.title or text
            return
        if len(self.records) > FLOOD and len(text) <= _SCRAP and self.joins(text, linked):
            return
        has_parts = told or name == "pre" or (len(self.chunks) > 1 and len(text) <= _SHORT)
        chunks = tuple(self.chunks) if has_parts else ()
        self.records.append((self.node, text, linked, self.strong, self.lead, chunks, told))

    def joins(self, text: str, linked: int) -> bool:
        """Join a scrap to the scraps in front of it."""
        records, nodes = self.records, self.nodes
        other, before, before_linked, strong, lead, _, _ = records[-1]
        parent, name, _, _, _ = nodes[self.node]
        other_parent, other_name, _, _, _ = nodes[other]
        is_alike = (parent == other_parent and name == other_name) or len(records) > _DELUGE
        if not is_alike or self.scraps != len(records) or len(before) > FULL:
            self.scraps = len(records) + 1
            return False
        records[-1] = (other, f"{before} {text}", before_linked + linked, strong, lead, (), ())
        return True


def _part(chunks: list[str]) -> None:
    r"""Set a space where elements meet that a reader sees apart, a label and its value or two sentences.

    Examples
    --------
    >>> _part(chunks := ["Price", "Ten", " crowns"])
    >>> chunks
    ['Price\x0b', 'Ten', ' crowns']
    """
    for i, (text, following) in enumerate(pairwise(chunks)):
        if following[0].isupper() and (text[-1].islower() or (text[-1] in ".!?" and " " in text)):
            chunks[i] = text + APART
