"""An article as HTML: a few tags, every text escaped, every address from the allow-list."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from cleaner.model import Kind
from cleaner.render.flow import MAX_SPAN, entries, rows, runs
from cleaner.render.links import pieces, safe_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.model import Block, Cell, Table
    from cleaner.render.flow import Entry
    from cleaner.structure import Article

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_WITHOUT_END = ("br", "hr", "img", "input", "meta")


class Markup(str):
    """Finished HTML; any other `str` is a text, and `element` escapes it."""

    __slots__ = ()


def element(name: str, /, *children: str, **attributes: str) -> Markup:
    """Write one element.

    Examples
    --------
    >>> element("p", "1 < 2", element("br"), "yes")
    '<p>1 &lt; 2<br>yes</p>'
    >>> element("a", "map", href="https://example.test/?a=1&b=2")
    '<a href="https://example.test/?a=1&amp;b=2">map</a>'
    """
    start = "".join(f' {key}="{_escape(value)}"' for key, value in attributes.items())
    inside = "".join(child if isinstance(child, Markup) else html.escape(child, quote=False) for child in children)
    return Markup(f"<{name}{start}>" if name in _WITHOUT_END else f"<{name}{start}>{inside}</{name}>")


def _escape(value: str) -> str:
    return html.escape(value, quote=False).replace('"', "&quot;")


def to_html(article: Article) -> str:
    r"""Write the article as one ``article`` element: the title as ``h1``, then the body.

    The tags are article, h1 to h6, p, br, hr, a, ul, ol, li, blockquote, pre, code, table, thead, tbody, tr, th, td,
    figure, img and figcaption; the attributes href, src, alt, lang, colspan and rowspan; the schemes http, https,
    mailto and tel.

    Examples
    --------
    >>> import cleaner
    >>> print(cleaner.clean_text("It rained all night.\n\nThe <river> rose by noon.").to_html())
    <article lang="en">
    <p>It rained all night.</p>
    <p>The &lt;river&gt; rose by noon.</p>
    </article>
    """
    parts = [*([element("h1", article.title)] if article.title else []), *_flow(article.blocks)]
    inside = Markup("".join(f"\n{part}" for part in parts) + "\n")
    if _LANGUAGE.fullmatch(article.language):
        return element("article", inside, lang=article.language)
    return element("article", inside)


def _flow(blocks: Iterable[Block]) -> Iterator[Markup]:
    for name, run in runs(blocks):
        yield from _GROUPS[name](run) if name in _GROUPS else _block(run[0])


def _inline(block: Block | Cell) -> list[str]:
    """Write the text of a block or cell with its links and line breaks."""
    written: list[str] = []
    for text, href in pieces(block):
        parts = _broken(text)
        written += [element("a", *parts, href=href)] if href else parts
    return written


def _broken(text: str) -> list[str]:
    parts: list[str] = []
    for line in text.splitlines(keepends=True):
        stripped = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        parts += [stripped, element("br")] if stripped != line else [line]
    return parts


def _block(block: Block) -> Iterator[Markup]:
    if block.kind is Kind.EMBED:
        yield from _embed(block)
    elif block.kind is Kind.RULE and not block.text:
        yield element("hr")
    elif block.kind is Kind.HEADING:
        yield element(f"h{min(max(block.level, 1), 6)}", *_inline(block))
    elif block.kind is Kind.CODE:
        yield element("pre", element("code", block.text))
    elif block.kind is Kind.TABLE:
        yield _table(rows(block))
    else:
        yield element("p", *_inline(block))


def _embed(block: Block) -> Iterator[Markup]:
    """Write what a reader sees of an embed, linked to it; one without words is a link without words."""
    href = safe_url(block.href)
    if href and not block.links:
        yield element("p", element("a", *_broken(block.text.strip()), href=href))
    elif block.text.strip():
        yield element("p", *_inline(block))


def _lists(items: Sequence[Block]) -> list[Markup]:
    return _nested(entries(items), 1)


def _nested(items: Iterable[Entry], depth: int) -> list[Markup]:
    """Write the lists that stand side by side at this depth, each item with the lists inside it."""
    lists: list[list[tuple[Entry, list[Entry]]]] = []
    for entry in items:
        if entry.depth > depth:
            lists[-1][-1][1].append(entry)
        elif entry.is_first:
            lists.append([(entry, [])])
        else:
            lists[-1].append((entry, []))
    written = []
    for inner in lists:
        first = inner[0][0]
        start = {"start": str(first.number)} if first.number > 1 else {}
        told = (element("li", *_inline(entry.item), *_nested(inside, depth + 1)) for entry, inside in inner)
        written.append(element("ol" if first.item.ordered else "ul", *told, **start))
    return written


def _quotes(blocks: Iterable[Block]) -> list[Markup]:
    return [element("blockquote", *_flow(blocks))]


def _figures(blocks: Sequence[Block]) -> list[Markup]:
    """Write images, each with the captions that follow it; a caption without an image is a figure too."""
    figures: list[list[Markup]] = []
    for block in blocks:
        if block.kind is Kind.IMAGE or not figures:
            figures.append([])
        if block.kind is Kind.IMAGE and (src := safe_url(block.href)):
            figures[-1].append(element("img", src=src, alt=block.alt))
        if block.text.strip():
            figures[-1].append(element("figcaption", *_inline(block)))
    return [element("figure", *parts) for parts in figures if parts]


def _table(table: Table) -> Markup:
    """Write a table; the rows of header cells at its top are its head."""
    top = next((i for i, row in enumerate(table) if not all(cell.header for cell in row)), len(table))
    written = [element("tr", *map(_cell, row)) for row in table]
    head = [element("thead", *written[:top])] if top else []
    body = [element("tbody", *written[top:])] if top < len(table) else []
    return element("table", *head, *body)


def _cell(cell: Cell) -> Markup:
    spans = {"colspan": cell.columns, "rowspan": cell.rows}
    attributes = {name: str(min(count, MAX_SPAN)) for name, count in spans.items() if count > 1}
    return element("th" if cell.header else "td", *_inline(cell), **attributes)


_GROUPS = {"list": _lists, "quote": _quotes, "figure": _figures}
