"""Takes what was removed out of the caller's own tree: everything kept stays as it is, attributes included.

The tree and the document tell of the same text in nearly the same order, so they are laid beside each other at the
texts that stand once in the tree, and from the first of these upwards: a headline that also stands in a menu far above
is not taken for the article's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.html.segment import MEDIA_NAMES
from cleaner.model import Kind
from cleaner.text import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cleaner.model import Block, Decision

_NEVER = frozenset(["script", "style", "head", "template", "noscript", "svg", "iframe", "object", "video", "audio"])
_FRAME = frozenset(["html", "body"])
_PICTURE = "\ufffc"  # stands for an image or embed, which has no text
_PICTURES = {Kind.IMAGE, Kind.EMBED, Kind.RULE}
_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_REACH = 500  # times its length is how far from its neighbour a text is looked for
_WORD_REACH = 20
_MOST_ANCHORS = 500
_LEAST_ANCHOR = 8  # characters


class _Slot(NamedTuple):
    """A place in the tree that holds text: the elements around it, its text, and how to write it."""

    path: tuple[int, ...]
    text: str
    write: Callable[[str], object]


class _Stretch(NamedTuple):
    """A part of the document's text, and whether it stays."""

    text: str
    stays: bool


def keep_only(tree: Any, blocks: Iterable[Block], decisions: Iterable[Decision]) -> None:
    """Take all that is not kept text or a kept picture out of `tree`, and the elements which that leaves empty.

    Parameters
    ----------
    tree : lxml element or tree, BeautifulSoup or Tag
        Changed in place.
    blocks : iterable of Block
        The document that was made of the tree.
    decisions : iterable of Decision
        What was removed of it.

    Raises
    ------
    TypeError
        If `tree` is none of these.

    Examples
    --------
    >>> from lxml import etree
    >>> from cleaner.model import Block
    >>> tree = etree.fromstring('<div><p class="a">It rained.</p><p>READ MORE: Floods</p></div>')
    >>> keep_only(tree, [Block(index=0, text="It rained.")], [])
    >>> etree.tostring(tree)
    b'<div><p class="a">It rained.</p></div>'
    """
    page = _page(tree)
    slots = [*page.slots()]
    flags = _mark(slots, [*_stretches(blocks, decisions)])
    emptied: set[int] = set()
    alive: set[int] = set()
    for slot, stays in zip(slots, flags, strict=True):
        told = "".join(char for char, stay in zip(slot.text, stays, strict=True) if stay or char.isspace())
        (alive if told.strip() else emptied).update(slot.path)
        if told != slot.text and slot.text.strip():
            slot.write(told)
    page.drop(emptied - alive)


def _page(tree: Any) -> _Soup | _Lxml:
    if hasattr(tree, "descendants"):
        return _Soup(tree)
    if hasattr(tree, "nsmap") or hasattr(tree, "getroot"):
        return _Lxml(tree)
    raise TypeError(
        f"cannot prune {type(tree).__name__}; pass an lxml element or tree, a selector's .root, or BeautifulSoup"
    )


def _stretches(blocks: Iterable[Block], decisions: Iterable[Decision]) -> Iterator[_Stretch]:
    """Yield the document's text in reading order, cut where a removal begins or ends."""
    removed: dict[int, list[tuple[int, int]]] = {}
    for decision in decisions:
        if decision.verdict == "removed":
            removed.setdefault(decision.span.block, []).append((decision.span.start, decision.span.end))
    for block in blocks:
        spans = removed.get(block.index, [])
        if not block.text and block.kind in _PICTURES:
            yield _Stretch(_PICTURE, not spans)
        done = 0
        for start, end in spans:
            yield _Stretch(block.text[done:start], stays=True)
            yield _Stretch(block.text[start:end], stays=False)
            done = end
        yield _Stretch(block.text[done:], stays=True)


def _mark(slots: Sequence[_Slot], told: Sequence[_Stretch]) -> list[list[bool]]:
    """For each character of each slot whether it stays."""
    flags = [[False] * len(slot.text) for slot in slots]
    places = [
        (number, offset)
        for number, slot in enumerate(slots)
        for offset, char in enumerate(slot.text)
        if not char.isspace() and (char.isprintable() or tidy(char))
    ]
    stream = "".join(slots[number].text[offset] for number, offset in places)
    for begin, end in _kept(stream, told):
        for number, offset in places[begin:end]:
            flags[number][offset] = True
    return flags


def _kept(stream: str, told: Sequence[_Stretch]) -> Iterator[tuple[int, int]]:
    """Find where the stretches stand that stay, each between the nearest of those that stand once."""
    anchors = _anchors(stream, told)
    yield from ((begin, end) for index, begin, end in anchors if told[index].stays)
    size = len(stream)
    first, start, _ = anchors[0] if anchors else (0, 0, 0)
    above = [_Stretch(text[::-1], stays) for text, stays in reversed(told[:first])]
    yield from ((size - end, size - begin) for begin, end in _between(stream[::-1], size - start, size, above))
    for (index, _, begin), (below, end, _) in pairwise([*anchors, (len(told), size, size)]):
        yield from _between(stream, begin, end, told[index + 1 : below])
    if not anchors:
        yield from _between(stream, 0, size, told)


def _anchors(stream: str, told: Sequence[_Stretch]) -> list[tuple[int, int, int]]:
    """Return the index of stretches that stand once in the tree, and where, in order.

    The longest come first, and shorter ones only where they stand in the order in which they are told.
    """
    found: list[tuple[int, int, int]] = []
    ranked = sorted(range(len(told)), key=lambda index: -len(told[index].text))
    for index in ranked[:_MOST_ANCHORS]:
        whole = "".join(told[index].text.split())
        begin = stream.find(whole) if len(whole) >= _LEAST_ANCHOR else -1
        if begin < 0 or stream.find(whole, begin + 1) >= 0:
            continue
        end, at = begin + len(whole), bisect_left(found, (index, 0, 0))
        if (not at or found[at - 1][2] <= begin) and (at == len(found) or end <= found[at][1]):
            found.insert(at, (index, begin, end))
    return found


def _between(stream: str, begin: int, end: int, told: Iterable[_Stretch]) -> Iterator[tuple[int, int]]:
    """Find stretch after stretch between two places, and yield where those stand that stay."""
    position = begin
    for text, stays in told:
        words = text.split()
        whole = "".join(words)
        ahead = stream.find(whole, position, min(end, position + len(whole) * _REACH))
        # What is hidden is told in front of the text around it.
        start = ahead if ahead >= 0 else stream.find(whole, begin, position)
        found = [(start, start + len(whole))] if start >= 0 else [*_words(stream, position, end, words)]
        position = max(position, found[-1][1]) if found else position
        if stays:
            yield from found


def _words(stream: str, position: int, end: int, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Find the words of a text in which something mended lies, as between the cells of a table, one by one."""
    for word in words:
        start = stream.find(word, position, min(end, position + len(word) * _WORD_REACH))
        if start >= 0:
            position = start + len(word)
            yield start, position


class _Lxml:
    """An lxml tree; elements are told apart by their number in document order."""

    def __init__(self, tree: Any) -> None:
        self.root = tree.getroot() if hasattr(tree, "getroot") else tree
        self.elements = [*self.root.iter()]

    def slots(self) -> Iterator[_Slot]:
        """Yield the places of shown text in reading order."""
        paths: dict[Any, tuple[int, ...]] = {}
        open_: list[Any] = []
        number = {element: index for index, element in enumerate(self.elements)}
        from lxml import etree  # noqa: PLC0415 - the caller has it loaded

        for event, element in etree.iterwalk(self.root, events=("start", "end", "comment", "pi")):
            above = paths[open_[-1]] if open_ else ()
            if event == "start":
                skipped = above == (-1,) or (isinstance(element.tag, str) and element.tag.lower() in _NEVER)
                paths[element] = (-1,) if skipped else (*above, number[element])
                open_.append(element)
                if above != (-1,) and element.tag in MEDIA_NAMES:
                    yield _Slot((*above, number[element]), _PICTURE, _leave)
                if element.text and not skipped:
                    yield _Slot(paths[element], element.text, _setter(element, "text"))
            else:
                if event == "end":
                    open_.pop()
                around = paths[open_[-1]] if open_ else ()
                if element.tail and around not in ((), (-1,)):
                    yield _Slot(around, element.tail, _setter(element, "tail"))

    def drop(self, numbers: set[int]) -> None:
        """Take elements out; the text behind each stays."""
        for index in sorted(numbers, reverse=True):
            element = self.elements[index]
            parent = element.getparent()
            if parent is None or str(element.tag).lower() in _FRAME or element is self.root:
                continue
            if element.tail:
                before = element.getprevious()
                if before is not None:
                    before.tail = (before.tail or "") + element.tail
                else:
                    parent.text = (parent.text or "") + element.tail
            parent.remove(element)


def _leave(_: str) -> None:
    """Write nothing: a picture has no text."""


def _setter(element: Any, name: str) -> Callable[[str], None]:
    return lambda text: setattr(element, name, _NOT_XML.sub("", text))  # what lxml parses, it does not always write


class _Soup:
    """A BeautifulSoup tree."""

    def __init__(self, tree: Any) -> None:
        self.root = tree
        self.tags: list[Any] = []

    def slots(self) -> Iterator[_Slot]:
        """Yield the places of shown text in reading order."""
        numbers: dict[int, int] = {}
        for node in [self.root, *self.root.descendants]:
            is_tag = hasattr(node, "descendants")
            if is_tag:
                numbers[id(node)] = len(self.tags)
                self.tags.append(node)
            around = [parent for parent in node.parents if id(parent) in numbers]
            if any(parent.name in _NEVER for parent in around):
                continue
            path = tuple(numbers[id(parent)] for parent in reversed(around))
            if is_tag and node.name in MEDIA_NAMES:
                yield _Slot((*path, numbers[id(node)]), _PICTURE, _leave)
            elif type(node).__name__ == "NavigableString":
                yield _Slot(path, str(node), node.replace_with)

    def drop(self, numbers: set[int]) -> None:
        """Take elements out."""
        for index in sorted(numbers, reverse=True):
            tag = self.tags[index]
            if tag is not self.root and tag.name not in _FRAME:
                tag.extract()
