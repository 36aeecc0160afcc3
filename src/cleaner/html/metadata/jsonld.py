"""What a page's JSON-LD says about its article; a small reader that survives what publishers really write."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_CHARACTERS = 2_000_000  # of one script; longer ones are lists of products
MAX_NODES = 20_000  # objects looked at on one page
MAX_VALUES = 200  # of one property

Node = Mapping[str, Any]
DECODER = json.JSONDecoder(strict=False, parse_int=str, parse_float=str, parse_constant=str)

_WRAPPING = re.compile(r"\A(?:\s|\ufeff|//|/\*|\*/|<!--|<!\[CDATA\[)+")
STRING = r'"(?:[^"\\]|\\.)*+(?:"|\Z)'
_SLIPS = re.compile(
    rf"({STRING})|/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|\Z)|//[^\n]*|,(?=\s*[\]}}])", re.DOTALL
)  # comments and trailing commas; strings are matched only to be stepped over
_ARTICLE = re.compile(r"Article|Posting|Report|Review|Story|Recipe|HowTo")
_PAGE = re.compile(r"WebPage|CreativeWork|VideoObject|ItemPage|AboutPage")
_PROPERTIES = (
    "headline", "name", "description", "alternativeHeadline", "datePublished", "dateModified", "dateCreated",
    "uploadDate", "inLanguage", "url", "articleSection", "keywords",
)  # fmt: skip
_NESTED = ("mainEntity", "mainEntityOfPage", "@graph")
_HAVE_PARTS = ("recipeIngredient", "HowToStep", "FAQPage")
# Where they stand: what the object is, and the properties that lead to its texts.
_PARTS = {
    "Recipe": ("recipeIngredient", "recipeInstructions"), "HowTo": ("step", "supply", "tool"),
    "HowToSection": ("name", "itemListElement"), "HowToStep": ("name", "text"),
    "FAQPage": ("mainEntity",), "Question": ("name", "acceptedAnswer"), "Answer": ("text",),
}  # fmt: skip
_AUTHOR = re.compile(
    r'"(?:author|creator)"\s*:\s*(?:[\[{]\s*){0,2}(?:"@?\w+"\s*:\s*"[^"]*"\s*,\s*){0,5}?"name"\s*:\s*"([^"]*)"'
)


def article(scripts: Sequence[str], *, title: str = "") -> Node:
    """Return the object that describes the page's article, its references resolved; empty if there is none.

    Parameters
    ----------
    scripts : sequence of str
        The contents of the page's ``application/ld+json`` scripts.
    title : str, default ""
        A title of the page, to tell its article from others that it lists.

    Examples
    --------
    >>> node = article(['{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "Rain",}]}'])
    >>> node["headline"]
    'Rain'
    """
    nodes = list(islice((node for script in scripts for node in _nodes(_load(script))), MAX_NODES))
    best: Node = {}
    best_rank = (0, 0)
    words = _words(title)
    for node in nodes:
        rank = _rank(node)
        if rank and (found := (rank, len(words & _words(first(node, "headline", "name"))))) > best_rank:
            best, best_rank = node, found
    if not best:
        return best
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and {"name", "url"} & node.keys()}
    return {key: _resolved(value, known) for key, value in best.items()}


def site(scripts: Sequence[str]) -> str:
    """Return the name of the page's site, if it is told by itself.

    Examples
    --------
    >>> site(['{"@type": "WebSite", "name": "Example Times"}'])
    'Example Times'
    """
    nodes = (node for script in scripts if '"WebSite"' in script for node in _nodes(_load(script)))
    return next((first(node, "name") for node in nodes if "WebSite" in _strings(node.get("@type"))), "")


def parts(scripts: Sequence[str]) -> list[str]:
    """Return the texts of its article that a page declares one by one: ingredients, steps, questions and answers.

    Examples
    --------
    >>> parts(['{"@type": "Recipe", "recipeIngredient": ["2 eggs"], "recipeInstructions": ["Beat the eggs."]}'])
    ['2 eggs', 'Beat the eggs.']
    """
    telling = [script for script in scripts if any(name in script for name in _HAVE_PARTS)]
    waiting = [node for script in telling for node in _nodes(_load(script))]
    waiting = [node for node in waiting if {"Recipe", "HowTo", "FAQPage"} & set(_strings(node.get("@type")))]
    waiting.reverse()
    found: list[str] = []
    for _ in range(MAX_NODES):
        if not waiting:
            break
        item = waiting.pop()
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, list):
            waiting.extend(reversed(item[:MAX_VALUES]))
        elif isinstance(item, Mapping):
            told = [key for kind in _strings(item.get("@type")) for key in _PARTS.get(kind, ())]
            waiting.extend(item[key] for key in reversed(told) if key in item)
    return found


def texts(node: Node, *keys: str) -> list[str]:
    """Return every text under the first of ``keys`` that has any; an object gives its name or value.

    Examples
    --------
    >>> texts({"author": [{"@type": "Person", "name": "A. Writer"}, "B. Writer"]}, "author")
    ['A. Writer', 'B. Writer']
    """
    for key in keys:
        if found := list(_strings(node.get(key))):
            return found
    return []


def first(node: Node, *keys: str) -> str:
    """Return the first text under ``keys``, or "".

    Examples
    --------
    >>> first({"headline": None, "name": ["Rain"]}, "headline", "name")
    'Rain'
    """
    return next(iter(texts(node, *keys)), "")


def _load(script: str) -> Any:
    """Read one script: as it stands, then without comments and trailing commas, then by its properties alone."""
    if wrapping := _WRAPPING.match(script):
        script = script[wrapping.end() :]
    if not script or len(script) > MAX_CHARACTERS:
        return None
    for mend in (str, _without_slips, html.unescape):
        try:
            return DECODER.raw_decode(mend(script))[0]
        except (ValueError, RecursionError):
            continue
    return _salvage(script)


def _without_slips(script: str) -> str:
    return _SLIPS.sub(lambda found: found[1] or "", script)


def _salvage(script: str) -> Node:
    """Read known properties out of text that is no JSON: cut short, or with bare quotes inside its strings."""
    node: dict[str, Any] = {}
    for key in _PROPERTIES:
        if found := re.search(rf'"{key}"\s*:\s*({STRING})', script):
            try:
                node[key] = DECODER.decode(found[1])
            except ValueError:
                continue
    if "headline" not in node:
        return {}
    return node | {"@type": "Article", "author": [_AUTHOR.findall(script)[:MAX_VALUES]]}


def _nodes(value: Any) -> Iterator[Node]:
    """Yield the objects that a script states, with those of its lists and graphs, without recursion."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in _NESTED if isinstance(item.get(key), (dict, list)))


def _rank(node: Node) -> int:
    """Return 2 for an article, 1 for a page, 0 for anything else."""
    kinds = node.get("@type")
    if not isinstance(kinds, str):
        kinds = " ".join(_strings(kinds))
    if _ARTICLE.search(kinds):
        return 2 if "headline" in node or "datePublished" in node else 1
    return 1 if _PAGE.search(kinds) else 0


def _resolved(value: Any, known: Mapping[str, Node]) -> Any:
    """Put the object in the place of a mere reference to it; one step, so that a cycle ends."""
    if isinstance(value, list):
        return [_resolved(item, known) if isinstance(item, dict) else item for item in value[:MAX_VALUES]]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
        return known.get(value["@id"], value)
    return value


def _strings(value: Any) -> Iterator[str]:
    for item in value[:MAX_VALUES] if isinstance(value, list) else [value]:
        named = item.get("name") or item.get("@value") or item.get("@list") if isinstance(item, dict) else item
        for text in named[:MAX_VALUES] if isinstance(named, list) else [named]:
            if isinstance(text, str) and text:
                yield text


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text[:1000].casefold()))
