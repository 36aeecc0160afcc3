"""Takes what was removed out of the caller's own tree: everything kept stays as it is, attributes included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.text import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_NEVER = frozenset(["script", "style", "head", "template", "noscript", "svg", "iframe", "object", "video", "audio"])
_FRAME = frozenset(["html", "body"])


class _Slot(NamedTuple):
    """A place in the tree that holds text: the elements around it, its text, and how to write it."""

    path: tuple[int, ...]
    text: str
    write: Callable[[str], None]


def keep_only(tree: Any, kept: Iterable[str]) -> None:
    """Take all shown text out of `tree` that is not one of the `kept` texts, and the elements it leaves empty.

    Parameters
    ----------
    tree : lxml element or tree, BeautifulSoup or Tag
        Changed in place.
    kept : iterable of str
        What stays, in reading order.

    Examples
    --------
    >>> from lxml import etree
    >>> tree = etree.fromstring('<div><p class="a">It rained.</p><p>READ MORE: Floods</p></div>')
    >>> keep_only(tree, ["It rained."])
    >>> etree.tostring(tree)
    b'<div><p class="a">It rained.</p></div>'
    """
    page = _Soup(tree) if hasattr(tree, "descendants") else _Lxml(tree)
    slots = [*page.slots()]
    flags = _mark(slots, kept)
    shown: set[int] = set()
    alive: set[int] = set()
    for slot, keep in zip(slots, flags, strict=True):
        told = "".join(char for char, stays in zip(slot.text, keep, strict=True) if stays or char.isspace())
        (alive if told.strip() else shown).update(slot.path)
        if told != slot.text and slot.text.strip():
            slot.write(told)
    page.drop(shown - alive)


def _mark(slots: list[_Slot], kept: Iterable[str]) -> list[list[bool]]:
    """For each character of each slot whether it stays."""
    flags = [[False] * len(slot.text) for slot in slots]
    places = [
        (number, offset)
        for number, slot in enumerate(slots)
        for offset, char in enumerate(slot.text)
        if not char.isspace() and (char.isprintable() or tidy(char))
    ]
    stream = "".join(slots[number].text[offset] for number, offset in places)
    position = 0
    for text in kept:
        for piece in _pieces("".join(text.split()), text, stream, position):
            start = stream.find(piece, position)
            if start < 0:
                continue
            position = start + len(piece)
            for number, offset in places[start:position]:
                flags[number][offset] = True
    return flags


def _pieces(whole: str, text: str, stream: str, position: int) -> list[str]:
    """Split a text as it stands in the tree: one run, or words where something hidden or mended lies between."""
    return [whole] if stream.find(whole, position) >= 0 else text.split()


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


def _setter(element: Any, name: str) -> Callable[[str], None]:
    return lambda text: setattr(element, name, text)


class _Soup:
    """A BeautifulSoup tree."""

    def __init__(self, tree: Any) -> None:
        self.root = tree
        self.tags: list[Any] = []

    def slots(self) -> Iterator[_Slot]:
        """Yield the places of shown text in reading order."""
        numbers: dict[int, int] = {}
        for node in [self.root, *self.root.descendants]:
            if hasattr(node, "descendants"):
                numbers[id(node)] = len(self.tags)
                self.tags.append(node)
            elif type(node).__name__ == "NavigableString":
                around = [parent for parent in node.parents if id(parent) in numbers]
                if not any(parent.name in _NEVER for parent in around):
                    path = tuple(numbers[id(parent)] for parent in reversed(around))
                    yield _Slot(path, str(node), node.replace_with)

    def drop(self, numbers: set[int]) -> None:
        """Take elements out."""
        for index in sorted(numbers, reverse=True):
            tag = self.tags[index]
            if tag is not self.root and tag.name not in _FRAME:
                tag.extract()
