"""What a reader sees around the headline: the headline itself, the names under it, the date beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

import regex as re
from lxml import etree

MAX_NEAR = 150  # elements looked at behind the headline; in front of it, a fourth
MAX_LEVELS = 4  # up from the headline, looking at what stands in front of it
MAX_PIECES = 40  # elements of one headline or byline
MAX_BYLINE = 150  # characters

_INLINE = frozenset(("a", "abbr", "b", "em", "font", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "u", "wbr"))
_KICKER = re.compile(r"kicker|overline|over-?title|eyebrow|top-?line|roof-?line|dachzeile|spitzmarke|pre-?(?:head|title)|subtitle"
                     r"|hidden|sr-only", re.I)  # fmt: skip
_BYLINE = re.compile(r"(?<![a-z])(?:by-?line|written-?by|(?:post|article|entry|story|meta|blog|item)?-?_?(?:author|autor|auteur))"
                     r"|reporter|writer|journalist|verfasser|poster\b|\bfn\b|firma\b", re.I)  # fmt: skip
_NOT_BYLINE = re.compile(r"bio\b|avatar|image|photo|social|follow|related|comment|about|title|position|role|date|teaser", re.I)
_PERSON_PAGE = re.compile(r"/(?:authors?|autor(?:en|es|i)?|auteurs?|writers?|contributors?|columnists?|journalists?|reporters?|staff"
                          r"|team|people|persons?|producers|profiles?|profil|users?|redaktion|redazione|redactie)(?:/|-)[^/?#]{3}"
                          r"|\?author=", re.I)  # fmt: skip
_LEAD = re.compile(r"(?:(?:(?:written|posted|story|words|text) )?by|von|par|por|di|door|av|af|text:)\s+(?=\p{Lu})", re.I)
_DATE = re.compile(r"date|time|publish|posted|stamp|datum|fecha|pubd|meta|byline|infos?\b", re.I)


def text_of(element: etree._Element) -> str:
    """Return an element's text, white space folded; a kicker inside a headline is not part of it."""
    pieces = [element.text or ""]
    for part in islice(element.iterdescendants("*"), MAX_PIECES):
        if not _KICKER.search(part.get("class", "")):
            apart = part.tag not in _INLINE or not (part.tail or part.getnext() is None)
            pieces += (" " if apart else "", part.text or "", " " if apart else "")
        pieces.append(part.tail or "")
    return " ".join("".join(pieces).split())


def near(headline: etree._Element) -> list[etree._Element]:
    """Return the elements around a headline: those behind it first, in order, then those in front of it."""
    return [*islice(_behind(headline), MAX_NEAR), *islice(_in_front(headline), MAX_NEAR // 4)]


def bylines(elements: list[etree._Element]) -> Iterator[list[str]]:
    """Yield what may be the byline, surest first; each as the texts of elements of one make in one place."""
    signs = (
        lambda el: "author" in (el.get("rel") or el.get("itemprop") or ""),
        lambda el: _BYLINE.search(name := el.get("class", "")) and not _NOT_BYLINE.search(name),
        lambda el: _PERSON_PAGE.search(el.get("href", "")),
        lambda el: _LEAD.match(" ".join((el.text or "").split())),
    )
    for sign in signs:
        places: dict[object, list[str]] = {}
        for el in filter(sign, elements):
            if text := text_of(el)[: MAX_BYLINE + 1]:
                places.setdefault((el.tag, el.get("class"), _grandparent(el)), []).append(text)
        yield from (texts for texts in places.values() if max(map(len, texts)) <= MAX_BYLINE)


def dates(elements: list[etree._Element]) -> Iterator[str]:
    """Yield what may hold the date: machine-readable times first, then short texts of elements named for one."""
    for el in elements:
        if value := el.get("datetime") or (el.get("content") if "date" in el.get("itemprop", "") else None):
            yield value
    for el in elements:
        if el.tag == "time" or _DATE.search(el.get("class", "") + el.get("id", "")):
            yield text_of(el)
    for el in elements:
        for text in (el.text, el.tail):
            if text and any(char.isdecimal() for char in text):
                yield text.strip()[:60]


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
            yield from islice(sibling.iter("*"), MAX_NEAR // 4)
        node = node.getparent()
