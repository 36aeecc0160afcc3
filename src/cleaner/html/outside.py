"""The rest of a page: what stands far from the article, as regions, made when somebody asks for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING, Any, overload

from cleaner.html.document import category, in_one_line
from cleaner.html.markup import attribute, inside
from cleaner.html.page import CELL, HIDDEN, MEDIA
from cleaner.html.segment import segment
from cleaner.model import Category, Region

if TYPE_CHECKING:
    from cleaner.html.markup import Cut
    from cleaner.html.page import Segments

_TAG = re.compile(r"<[^>]*>")
_INPUT_VALUE = re.compile(r"<input\b[^>]*hidden", re.IGNORECASE)


class Outside(Sequence[Region]):
    """The parts of a page far from the article, made when asked for."""

    def __init__(self, page: Segments, window: tuple[int, int], cut: Cut, holders: Collection[int]) -> None:
        self._page, self._window, self._cut, self._holders = page, window, cut, holders
        self._regions: tuple[Region, ...] | None = None

    def _all(self) -> tuple[Region, ...]:
        if self._regions is None:
            start, end = self._window
            count = len(self._page.records)
            regions = [*self._shown(0, start), *self._shown(end, count)]
            regions += _cut_out(self._cut)
            regions += self._descriptions()
            self._regions = tuple(regions)
        return self._regions

    def _descriptions(self) -> Iterator[Region]:
        """Yield what pages say of images to those who do not see them."""
        shown = (record[4] for record in self._page.records if record[2] == MEDIA)
        for attributes in (*shown, *self._page.left_out):
            if "alt" in attributes and (alt := in_one_line(attribute(attributes, "alt"))):
                yield Region(text=alt, category=Category.HIDDEN)

    def _shown(self, start: int, end: int) -> Iterator[Region]:
        """Neighbouring records of one category make one region."""
        page = self._page
        told: list[str] = []
        last = Category.NAVIGATION
        for record in range(start, end):
            _, text, linked, *_ = page.records[record]
            if linked in (MEDIA, CELL):
                continue
            found = category(page, record, self._holders)
            if told and found != last:
                yield Region(text="\n".join(told), category=last)
                told = []
            last = found
            told.append(_clean_lines(text))
        if told:
            yield Region(text="\n".join(told), category=last)

    def __iter__(self) -> Iterator[Region]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, index: int) -> Region: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Region, ...]: ...
    def __getitem__(self, index: int | slice) -> Region | tuple[Region, ...]:
        return self._all()[index]

    def __eq__(self, other: object) -> bool:
        return self._all() == tuple(other) if isinstance(other, Outside | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (self._all(),)


def _cut_out(cut: Cut) -> Iterator[Region]:
    """Yield what was cut: navigation and footers, what is hidden, and what is cut out of these again."""
    for element in cut.furniture:
        inner = inside(element)
        yield from _whole(segment(inner.body))
        yield from _cut_out(inner)
    for element in cut.hidden:
        if text := _hidden_text(element):
            yield Region(text=text, category=Category.HIDDEN)


def _whole(page: Segments) -> list[Region]:
    """One region of a piece of furniture, and one of what is hidden in it."""
    regions = []
    for hidden in (False, True):
        texts = [text for _, text, linked, *_ in page.records if (linked == HIDDEN if hidden else linked >= 0)]
        if texts:
            regions.append(
                Region(text=_clean_lines("\n".join(texts)), category=Category.HIDDEN if hidden else Category.NAVIGATION)
            )
    return regions


def _hidden_text(markup: str) -> str:
    """Text of an element that is never shown; of a hidden field its value."""
    if markup[:6].lower() == "<input":
        return in_one_line(attribute(markup[6:-1], "value")) if _INPUT_VALUE.match(markup) else ""
    shown, *comments = markup.split("<!--")
    shown += "".join([comment.partition("-->")[2] for comment in comments])
    return in_one_line(unescape(_TAG.sub(" ", shown)))


def _clean_lines(text: str) -> str:
    return "\n".join(filter(None, map(in_one_line, text.split("\n"))))
