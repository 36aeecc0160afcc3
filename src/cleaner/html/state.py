"""The article of a page that shows none: the body in the data that its scripts carry for a browser to render.

Data comes as JSON in a script of its own, as the value that a script assigns or passes on, or as a string inside
either; the body as one string of markup or text, or as a list of paragraphs in one of the shapes that editing systems
store. Of all there is, the longest is the article's.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.html import markup as _markup
from cleaner.html.metadata.jsonld import DECODER, STRING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LEAST = 500  # characters of an article
MAX_CHARACTERS = 5_000_000  # of one script
MOST_READINGS = 4  # of one script: what fails to be JSON is read in vain
MAX_FAILURES = 1_000  # likewise
DEEP = 10_000  # characters that are read until nesting is too deep
MAX_NODES = 200_000  # objects and lists looked at on one page
MAX_DEPTH = 12  # levels of a list of paragraphs
MIN_PARAGRAPHS = 3
MIN_LETTERS = 40  # characters of a paragraph on average
LONGEST_SENTENCE = 400  # characters of prose on average

_OPENING = re.compile(r"<script\b[^>]*>", re.IGNORECASE)
_CLOSING = re.compile(r"</script", re.IGNORECASE)
_VALUE = re.compile(
    r"(?:^(?:\w{1,8}:)?[ \t]*+|[=(,]\s*+)(?=\"(?:[^\"\\]|\\.){400}|\{\s*+\"|\[\s*+[\[{\"])", re.MULTILINE | re.DOTALL
)
_IS_DATA = re.compile(r"\"\w+\"\s*:|\A[\[{]")
_ROW = re.compile(r"\A\w{1,8}:T[0-9a-f]+,")  # in front of a text in what React streams
_LITERAL = re.compile(STRING, re.DOTALL)
_IS_MARKUP = re.compile(r"</?[a-z][^<>]*>|&\w+;", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"</?p\b|<br\b|</div|</figure|\n\s*\n", re.IGNORECASE)
_STOP = re.compile(r"[.!?。！？؟।][\"'”’»)]?(?=[\s<\"]|[\u3000-\u9fff]|\Z)")
_TAG = re.compile(r"<[^<>]*>")
_BODY_KEY = re.compile(r"body|content|text|html|story|article|value|copy", re.IGNORECASE)
_OTHER_KEY = re.compile(
    r"cookie|consent|privacy|polic|terms|legal|footer|disclaimer|comment|related|recommend|translation|message|i18n|label",
    re.IGNORECASE,
)
_ONE = re.compile(r"paragraph|heading-?\d?|header|h[1-6]|block|(?:block|pull)?-?quote|list-?item|p|li", re.IGNORECASE)
_TYPE_KEYS = ("type", "_type", "nodeType", "kind", "__typename", "style")
_TEXT_KEYS = ("text", "value", "html", "content", "children", "copy")
_INSIDE_KEYS = ("content", "children", "blocks", "data", "model", "items", "elements", "body", "nodes")


class _Body(NamedTuple):
    size: int
    markup: str


def article(markup: str, *, least: int = LEAST) -> str:
    r"""Find the body of the article in a page's data.

    Parameters
    ----------
    markup : str
        The whole page.
    least : int, default 500
        Characters that the article must have; fewer than 500 are never one.

    Returns
    -------
    str
        Markup; empty where no data hold so much text as an article. Never raises.

    Examples
    --------
    >>> import json
    >>> body = "<p>It rained all night.</p>" * 30
    >>> article(f"<script>window.__STATE__ = {json.dumps({'story': {'html': body}})};</script>") == body
    True
    """
    best = _Body(0, "")
    budget = iter(range(MAX_NODES))
    for script in _scripts(markup):
        values = [*_values(script)]
        for body in _literals(script) if not values else _bodies(values, budget):
            best = max(best, body, key=lambda body: body.size)
    return _markup.cut(best.markup).body if best.size >= max(least, LEAST) else ""


def _scripts(markup: str) -> Iterator[str]:
    position = 0
    while opening := _OPENING.search(markup, position):
        end = _CLOSING.search(markup, opening.end())
        if not end:
            return
        position = end.end()
        if LEAST <= end.start() - opening.end() <= MAX_CHARACTERS:
            yield markup[opening.end() : end.start()]


def _values(script: str) -> Iterator[Any]:
    """Yield the longer JSON values of a script."""
    position = failures = 0
    left = MOST_READINGS * len(script)
    while left > 0 and failures < MAX_FAILURES and (found := _VALUE.search(script, position)):
        position = found.end() + 1
        try:
            value, end = DECODER.raw_decode(script, found.end())
        except (ValueError, RecursionError) as error:
            failures += 1
            left -= getattr(error, "pos", position + DEEP) - found.start()
            continue
        position = end
        if end - found.end() >= LEAST:
            yield value


def _literals(script: str) -> Iterator[_Body]:
    """Yield the strings of a script that holds no JSON, such as a function that returns an object."""
    for found in _LITERAL.finditer(script):
        if found.end() - found.start() >= LEAST:
            try:
                text = DECODER.decode(found[0])
            except ValueError:
                continue
            if len(_PARAGRAPHS.findall(text)) >= MIN_PARAGRAPHS:
                yield _body([text])


def _bodies(values: list[Any], budget: Iterator[int]) -> Iterator[_Body]:
    """Yield what may be the body: long strings of a body's name, and lists of paragraphs."""
    waiting: list[tuple[str, Any]] = [("", value) for value in reversed(values)]
    for _ in budget:
        if not waiting:
            return
        key, value = waiting.pop()
        if isinstance(value, str):
            if _IS_DATA.search(value):
                waiting += [(key, inner) for inner in _values(value)]
            elif _BODY_KEY.search(key) or len(_PARAGRAPHS.findall(value)) >= MIN_PARAGRAPHS:
                yield _body([value])
        elif isinstance(value, dict):
            waiting += [(name, item) for name, item in value.items() if _may_hold_text(item) and not _is_other(name)]
        elif isinstance(value, list):
            waiting += [(key, item) for item in value if _may_hold_text(item)]
            told = [*filter(None, _paragraphs(value, budget))]
            if len(told) >= MIN_PARAGRAPHS and sum(map(len, told)) >= MIN_LETTERS * len(told) and not _is_mixed(told):
                yield _body(told)


def _is_mixed(told: Sequence[str]) -> bool:
    """Tell whether one string of a list is a body by itself and most of all, as in the flat data of a whole page."""
    longest = max(told, key=len)
    return 2 * len(longest) > sum(map(len, told)) and len(_PARAGRAPHS.findall(longest)) >= MIN_PARAGRAPHS


def _may_hold_text(value: Any) -> bool:
    return isinstance(value, dict | list) or (isinstance(value, str) and len(value) >= LEAST)


@lru_cache(maxsize=4096)
def _is_other(key: str) -> bool:
    return _OTHER_KEY.search(key) is not None


def _body(paragraphs: Iterable[str]) -> _Body:
    told = "".join(map(_as_markup, paragraphs))
    size = len(_TAG.sub("", told))
    return _Body(size if len(_STOP.findall(told)) * LONGEST_SENTENCE >= size else 0, told)


def _as_markup(text: str) -> str:
    """Markup of a text, which may be markup, or markup spelled out in entities."""
    text = _ROW.sub("", text)
    if "&lt;p" in text or "&lt;br" in text:
        text = html.unescape(text)
    if _PARAGRAPHS.search(text) and "<" in text:
        return text
    if not _IS_MARKUP.search(text):
        text = html.escape(text, quote=False)
    return "".join(f"<p>{line}</p>" for line in text.split("\n") if line.strip())


def _paragraphs(value: Any, budget: Iterator[int], depth: int = 0) -> Iterator[str]:
    """Yield the paragraphs of a list of them, whatever its items are."""
    if isinstance(value, str):
        yield value
    elif depth < MAX_DEPTH and next(budget, None) is not None:
        if isinstance(value, list):
            for item in value:
                yield from _paragraphs(item, budget, depth + 1)
        elif isinstance(value, dict) and not _is_teaser(value):
            name = next((kind for key in _TYPE_KEYS if isinstance(kind := value.get(key), str)), "")
            if name == "image":
                yield _figure(value)
            elif _ONE.fullmatch(name) or any(isinstance(value.get(key), str) for key in _TEXT_KEYS):
                if text := _joined(value, budget, depth):
                    yield _wrapped(name, value, text)
            else:
                inside = next((value[key] for key in _INSIDE_KEYS if isinstance(value.get(key), list | dict)), None)
                yield from _paragraphs(inside, budget, depth + 1)


def _figure(value: dict[str, Any]) -> str:
    address, caption = (value.get(key) for key in ("url", "caption"))
    if not isinstance(address, str) or not isinstance(caption, str) or not caption:
        return ""
    return f'<figure><img src="{html.escape(address)}"><figcaption>{caption}</figcaption></figure>'


def _is_teaser(value: dict[str, Any]) -> bool:
    return "headline" in value or ("title" in value and not value.keys().isdisjoint({"url", "slug", "href", "link"}))


def _joined(value: Any, budget: Iterator[int], depth: int) -> str:
    """Join the pieces of one paragraph: a string, or runs of text with links and emphasis between them."""
    if isinstance(value, str):
        return value
    if depth >= MAX_DEPTH or next(budget, None) is None:
        return ""
    if isinstance(value, list):
        return "".join(_joined(item, budget, depth + 1) for item in value)
    if isinstance(value, dict):
        told = (_joined(value.get(key), budget, depth + 1) for key in (*_TEXT_KEYS, "data", "model"))
        return next(filter(None, told), "")
    return ""


def _wrapped(name: str, value: dict[str, Any], text: str) -> str:
    """Name a heading, an item of a list and a quotation as such."""
    style = value.get("style")
    kind = style if isinstance(style, str) and re.fullmatch(r"h[1-6]|blockquote", style) else name.lower()
    if found := re.search(r"h(?:ead(?:ing|er)-?)?([1-6])?\Z", kind) if kind.startswith("h") else None:
        return f"<h{found[1] or 2}>{text}</h{found[1] or 2}>"
    return {"li": f"<li>{text}</li>", "blockquote": f"<blockquote>{text}</blockquote>"}.get(kind, text)
