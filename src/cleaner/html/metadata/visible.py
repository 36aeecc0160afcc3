"""What a reader sees around the headline: the headline itself, the names under it, the date beside it."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

import regex as re

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

MAX_HEADINGS = 50  # lesser headings looked at for the headline
MIN_HEADLINE = 12  # characters
MAX_NEAREST = 40  # elements looked at first, behind the headline and in front of it
MAX_NEAR = 110  # elements behind the headline looked at after those
MAX_LEVELS = 4  # up from the headline, looking at what stands in front of it
MAX_PIECES = 40  # elements of one headline or byline
MAX_BYLINE = 150  # characters
MAX_DATE = 80

_INLINE = frozenset(("a", "abbr", "b", "em", "font", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "u"))
_KICKER = re.compile(
    r"kicker|overline|over-?title|eyebrow|top-?line|roof-?line|dachzeile|spitzmarke|pre-?(?:head|title)|subtitle|hidden|sr-only",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"author|autor|auteur|by-?line|written-?by|reporter|writer|journalist|verfasser|poster|\bfn\b|firma\b",
    re.IGNORECASE,
)
_NOT_BYLINE = re.compile(
    r"bio\b|avatar|image|photo|social|follow|related|comment|about|title|position|role", re.IGNORECASE
)
_PERSON_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|writers?|contributors?|columnists?|journalists?|reporters?|staff|team|people"
    r"|persons?|producers|profiles?|profil|users?|redaktion|redazione|redactie)(?:/|-)[^/?#]{3}|\?author=",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"[\W\d]*|(?:(?:written|posted|story|words) )?by:?|von:?|par:?|por:?|authors?:?|autor(?:in)?:?|text:?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\s*(?:(?:(?:written|posted|story|words|text) )?by|von|par|por|di|door|av|af|text:)\s+(?=\p{Lu})",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"date|time|publish|posted|stamp|datum|fecha|pubd|meta|byline|infos?\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"date|posted|publish", re.IGNORECASE)


def headline_of(element: etree._Element) -> str:
    """Return the text of a headline, white space folded, without a kicker inside it."""
    return " ".join("".join(_pieces(element, apart=" ", passed_over=_KICKER)).split())


def first_line_of(element: etree._Element) -> str:
    """Return the first line of an element's text that says more than "by"."""
    lines = (" ".join(line.split()) for line in "".join(_pieces(element, apart="\n", passed_over=None)).splitlines())
    return next((line for line in lines if line and not _NO_NAME.fullmatch(line)), "")


def _pieces(element: etree._Element, *, apart: str, passed_over: re.Pattern[str] | None) -> Iterator[str]:
    """Yield an element's texts, with ``apart`` between those that a reader sees apart."""
    yield element.text or ""
    for part in islice(element.iterdescendants("*"), MAX_PIECES):
        if not (passed_over and passed_over.search(part.get("class", ""))):
            inline = part.tag in _INLINE and (part.tail or part.getnext() is None)
            yield from (part.text or "",) if inline else (apart, part.text or "", apart)
        yield part.tail or ""


def headline_within(tree: etree._Element, title: str) -> tuple[str, etree._Element]:
    """Return the first lesser heading whose text stands in ``title``, and the element; else the page's start."""
    for el in islice(tree.iter("h2", "h3", "h4"), MAX_HEADINGS):
        if len(text := headline_of(el)) >= MIN_HEADLINE and text in title:
            return text, el
    return title, next(tree.iter("body"), tree)


def around(headline: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the elements around a headline: first the nearest behind and in front of it, then more behind it."""
    behind = _behind(headline)
    yield [*islice(behind, MAX_NEAREST), *islice(_in_front(headline), MAX_NEAREST)]
    yield list(islice(behind, MAX_NEAR))


def bylines(elements: Sequence[etree._Element]) -> Iterator[list[str]]:
    """Yield what may be the byline, surest first; each as the texts of elements of one make in one place."""
    signs = (
        lambda el: "author" in (el.get("rel") or el.get("itemprop") or ""),
        lambda el: (name := el.get("class")) and _BYLINE.search(name) and not _NOT_BYLINE.search(name),
        lambda el: (address := el.get("href")) and _PERSON_PAGE.search(address),
        lambda el: el.text and _LEAD.match(el.text),
    )
    for sign in signs:
        places: dict[object, list[str]] = {}
        for el in filter(sign, elements):
            if text := first_line_of(el):
                places.setdefault((el.tag, el.get("class"), _grandparent(el)), []).append(text)
        yield from (texts for texts in places.values() if max(map(len, texts)) <= MAX_BYLINE)


def dates(elements: Sequence[etree._Element]) -> Iterator[str]:
    """Yield what may hold the date: what is marked as a date, nearest first, then any short text with a number."""
    for el in elements:
        if el.tag == "time" or _DATE.search(el.get("class", "") + el.get("itemprop", "")):
            yield el.get("datetime") or el.get("content") or headline_of(el)
    for el in elements:
        for text in (el.text, el.tail):
            if text and _DIGIT.search(text) and len(text := text.strip()) <= MAX_DATE:
                yield text


def dates_anywhere(tree: etree._Element) -> Iterator[str]:
    """Yield what is marked as a date of publication wherever it stands on the page."""
    for el in tree.iter("time", "span", "div", "p"):
        if el.tag == "time" or ((name := el.get("class")) and _PUBLISHED.search(name)):
            yield el.get("datetime") or headline_of(el)


def _grandparent(element: etree._Element) -> etree._Element | None:
    parent = element.getparent()
    return None if parent is None else parent.getparent()


def _behind(node: etree._Element | None) -> Iterator[etree._Element]:
    if node is not None:
        yield from node.iter("*")
    while node is not None:
        yield from chain.from_iterable(sibling.iter("*") for sibling in node.itersiblings("*"))
        node = node.getparent()


def _in_front(node: etree._Element | None) -> Iterator[etree._Element]:
    for _ in range(MAX_LEVELS):
        if node is None:
            return
        for sibling in node.itersiblings("*", preceding=True):
            yield from islice(sibling.iter("*"), MAX_NEAREST)
        node = node.getparent()
