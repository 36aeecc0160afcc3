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

from cleaner.html.page import MEDIA_NAMES
from cleaner.model import Kind
from cleaner.text import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cleaner.model import Block, Decision

_NEVER = frozenset(["script", "style", "head", "template", "noscript", "svg", "iframe", "object", "video", "audio"])
_FRAME = frozenset(["html", "body"])
_PICTURE = "\ufffc"  # stands for an image or embed, which has no text
_PICTURES = {Kind.IMAGE, Kind.EMBED, Kind.RULE}
_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_REACH = 500  # times its length is how far from its neighbour a text is looked for
_WORD_REACH = 60
_MOST_ANCHORS = 500
_LEAST_ANCHOR = 8  # characters


class _Slot(NamedTuple):
    """A place in the tree that holds text: the elements around it, its text, and how to write it."""

    path: tuple[int, ...]
    text: str
    write: Callable[[str], object]


class _Stretch(NamedTuple):
    """A part of the document's text, whether it stays, and whether it is read by nobody: it may stand in another."""

    text: str
    stays: bool
    hidden: bool = False


# A stretch by its number, and where its parts stand among the letters of the tree.
_Found = tuple[int, list[tuple[int, int]]]


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
        told = _left(slot.text, stays)
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
            yield _Stretch(_letters(block.text[done:start]), stays=True)
            yield _Stretch(_letters(block.text[start:end]), stays=False, hidden=block.hidden)
            done = end
        yield _Stretch(_letters(block.text[done:]), stays=True)


def _left(text: str, stays: Iterable[bool]) -> str:
    """Return what stays of a text; a joiner shares the fate of what it stands behind."""
    left: list[str] = []
    before = False
    for char, stay in zip(text, stays, strict=True):
        before = stay or (before and not char.isspace() and not _shows(char))
        if before or char.isspace():
            left.append(char)
    return "".join(left)


def _letters(text: str) -> str:
    """Leave out what stands in no text by itself, such as joiners; white space tells words apart."""
    return text if text.isprintable() else "".join(char for char in text if char.isspace() or _shows(char))


def _shows(char: str) -> bool:
    return char.isprintable() or bool(tidy(char))


def _mark(slots: Sequence[_Slot], told: Sequence[_Stretch]) -> list[list[bool]]:
    """For each character of each slot whether it stays."""
    flags = [[False] * len(slot.text) for slot in slots]
    places: list[tuple[int, int]] = []
    pictures: list[tuple[int, int]] = []  # how many letters stand in front of each, and its slot
    for number, slot in enumerate(slots):
        if slot.text == _PICTURE:
            pictures.append((len(places), number))
        else:
            shown = (offset for offset, char in enumerate(slot.text) if not char.isspace() and _shows(char))
            places += [(number, offset) for offset in shown]
    found = _found("".join(slots[number].text[offset] for number, offset in places), told)
    for index, spans in found.items():
        for begin, end in spans if told[index].stays else ():
            for number, offset in places[begin:end]:
                flags[number][offset] = True
    for number in _pictures(pictures, told, found, len(places)):
        flags[number][0] = True
    return flags


def _pictures(
    pictures: Sequence[tuple[int, int]], told: Sequence[_Stretch], found: Mapping[int, list[tuple[int, int]]], size: int
) -> Iterator[int]:
    """Yield the slots of the pictures that stay.

    Each stands behind the text that is told in front of it and not behind that which is told next, in which it may be;
    those in front of all text are the nearest above it.
    """
    texts = sorted(found)
    above = sum(stretch.text == _PICTURE for stretch in told[: texts[0] if texts else 0])
    at = max(0, bisect_left(pictures, (found[texts[0]][-1][1] + 1, 0)) - above) if texts else 0
    for index, (text, stays, _) in enumerate(told):
        if text != _PICTURE:
            behind = found[index][-1][1] if index in found else 0
            at = max(at, bisect_left(pictures, (behind, 0)))
            continue
        below = bisect_left(texts, index)
        end = found[texts[below]][-1][1] if below < len(texts) else size
        if at < len(pictures) and pictures[at][0] <= end:
            if stays:
                yield pictures[at][1]
            at += 1


def _found(stream: str, told: Sequence[_Stretch]) -> dict[int, list[tuple[int, int]]]:
    """Find where stretches stand, each between the nearest of those that stand once."""
    anchors = _anchors(stream, told)
    found = {index: [(begin, end)] for index, begin, end in anchors}
    size = len(stream)
    first, start, _ = anchors[0] if anchors else (0, 0, 0)
    above = [(index, told[index]._replace(text=told[index].text[::-1])) for index in reversed(range(first))]
    for index, spans in _between(stream[::-1], size - start, size, above):
        found[index] = [(size - end, size - begin) for begin, end in reversed(spans)]
    for (index, _, begin), (below, end, _) in pairwise([*(anchors or [(-1, 0, 0)]), (len(told), size, size)]):
        found.update(_between(stream, begin, end, [(i, told[i]) for i in range(index + 1, below)]))
    return found


def _anchors(stream: str, told: Sequence[_Stretch]) -> list[tuple[int, int, int]]:
    """Return the index of stretches that stand once in the tree, and where, in order.

    The longest come first, and shorter ones only where they stand in the order in which they are told.
    """
    found: list[tuple[int, int, int]] = []
    seen = [index for index, stretch in enumerate(told) if not stretch.hidden]
    ranked = sorted(seen, key=lambda index: -len(told[index].text))
    for index in ranked[:_MOST_ANCHORS]:
        whole = "".join(told[index].text.split())
        begin = stream.find(whole) if len(whole) >= _LEAST_ANCHOR else -1
        if begin < 0 or stream.find(whole, begin + 1) >= 0:
            continue
        end, at = begin + len(whole), bisect_left(found, (index, 0, 0))
        if (not at or found[at - 1][2] <= begin) and (at == len(found) or end <= found[at][1]):
            found.insert(at, (index, begin, end))
    return found


def _between(stream: str, begin: int, end: int, told: Iterable[tuple[int, _Stretch]]) -> Iterator[_Found]:
    """Find stretch after stretch between two places; what is hidden is told in front of the text in which it stands."""
    position = begin
    for index, (text, _, hidden) in told:
        words = text.split()
        whole = "".join(words)
        if not whole or text == _PICTURE:
            continue
        ahead = stream.find(whole, position, min(end, position + len(whole) * _REACH))
        start = ahead if ahead >= 0 else stream.find(whole, begin, position)
        if found := [(start, start + len(whole))] if start >= 0 else [*_words(stream, position, end, words)]:
            position = position if hidden else max(position, found[-1][1])
            yield index, found


def _words(stream: str, position: int, end: int, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Find the words of a text in which something else lies, as between the cells of a table, one by one."""
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
