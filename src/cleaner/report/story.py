"""One article as its readers would see it, with what went struck through."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from cleaner.decide import by_block
from cleaner.model import Block, Kind
from cleaner.render import notation
from cleaner.render.flow import rows
from cleaner.render.html import Markup, element
from cleaner.render.links import pieces
from cleaner.report import figures
from cleaner.text import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cleaner.model import Decision, Evidence
    from cleaner.structure import Article

_TAGS = {Kind.QUOTE: "blockquote", Kind.CODE: "pre", Kind.TABLE: "pre", Kind.LIST_ITEM: "li"}
_NAMED = {Kind.IMAGE: "Image", Kind.EMBED: "Embed"}  # blocks that a page without network can only name
_LONGEST_ADDRESS = 80


def section(article: Article, source: str, number: int) -> Markup:
    """Write the section of an article; ``number`` makes its ids its own."""
    body = Markup("\n".join(_body(article, f"w{number}-")))
    attributes = {"class": "story", "id": f"a{number}", "aria-labelledby": f"t{number}", "lang": article.language}
    return element("article", _head(article, source, number), body, _elsewhere(article), **attributes)


def title_of(article: Article, source: str) -> str:
    """Name an article by its title, or by where it came from."""
    return article.title or source


def summary(article: Article) -> str:
    r"""Say how much of an article was removed.

    Examples
    --------
    >>> import cleaner
    >>> summary(cleaner.clean_text("It rained all night.\n\nAdvertisement"))
    '1 removed · 0 doubtful'
    """
    removed = sum(decision.verdict == "removed" for decision in article.decisions)
    return f"{removed} removed · {len(article.doubtful)} doubtful"


def _head(article: Article, source: str, number: int) -> Markup:
    removed = [removal for removal in article.removed if removal.block >= 0]
    published = f"{article.published:%-d %B %Y}" if article.published else ""
    facts = (", ".join(article.byline), published, article.site, article.language, article.url or source)
    kept = sum(count_words(block.text) for block in article.blocks)
    words = sum(count_words(removal.text) for removal in removed)
    counts = (
        f"{kept:,} words kept",
        f"{words:,} removed in {len(removed)} places",
        f"{len(article.doubtful)} doubtful",
        f"doubt {figures.doubt(article):.2f}",
    )
    return element(
        "header",
        element("p", *_dotted(facts), **{"class": "facts"}),
        element("h2", title_of(article, source), id=f"t{number}", dir="auto"),
        element("p", " · ".join(counts), **{"class": "counts"}),
        figures.strip(article),
    )


def _dotted(facts: Iterable[str]) -> Iterator[str]:
    """Yield facts with dots between them, each in the direction of its own script."""
    for number, fact in enumerate(filter(None, facts)):
        yield from ((" · ",) if number else ())
        yield element("bdi", fact)


def _body(article: Article, prefix: str) -> Iterator[Markup]:
    decisions = by_block(article.decisions)
    kept = {block.index: block for block in article.blocks}
    shown = [kept.get(block.index, block) for block in article.document.blocks]
    shown = [block for block in shown if block.role != "title" or block.index in decisions]
    for kind, run in groupby(shown, key=lambda block: block.kind):
        written = [
            _block(article.document.blocks[block.index], block, decisions.get(block.index, ()), prefix) for block in run
        ]
        yield from [element("ul", *written)] if kind is Kind.LIST_ITEM else written


def _block(whole: Block, edited: Block, decisions: Sequence[Decision], prefix: str) -> Markup:
    """Write a block of the document, as the article has it or as it stood there."""
    attributes = {"class": f"block {edited.role or edited.kind}", "dir": "auto"}
    if len(decisions) == 1 and decisions[0].span.end - decisions[0].span.start == len(whole.text):
        attributes |= {"class": f"{attributes['class']} whole {decisions[0].verdict}", "data-c": decisions[0].category}
    tag = f"h{min(max(edited.level, 2), 5) + 1}" if edited.kind is Kind.HEADING else _TAGS.get(edited.kind, "p")
    if whole.kind is Kind.TABLE and not decisions:
        cells = [
            element("tr", *(element("th" if cell.header else "td", cell.text) for cell in row)) for row in rows(whole)
        ]
        return element("table", *cells, **attributes)
    if whole.kind is Kind.RULE and not whole.text:
        return element("hr")
    shown = () if decisions and not whole.text else _name(whole)  # what goes is named where it is struck through
    return element(tag, *shown, *_stretches(whole, decisions, prefix), **attributes)


def _name(block: Block) -> Iterator[Markup]:
    """Name an image or embed, which the page does not fetch."""
    if block.kind in _NAMED:
        told = block.alt or block.href.rpartition("/")[2]
        yield element("span", f"{_NAMED[block.kind]}: {told[:_LONGEST_ADDRESS]}", dir="ltr", **{"class": "placeholder"})


def _stretches(block: Block, decisions: Sequence[Decision], prefix: str) -> Iterator[str]:
    """Write a block's text, cut where a verdict changes."""
    done = 0
    for decision in sorted(decisions, key=lambda decision: decision.span.start):
        start, end = max(decision.span.start, done), decision.span.end
        if start > end or (start == end and block.text):
            continue
        yield from _ink(block, done, start)
        name = f"{prefix}{block.index}-{start}"
        attributes = {"class": decision.verdict, "data-c": decision.category, "tabindex": "0", "aria-describedby": name}
        tag = "del" if decision.verdict == "removed" else "mark"
        text = [*_ink(block, start, end)] or [*_name(block)]
        told = {"class": f"label {decision.verdict}", "data-c": decision.category, "dir": "ltr"}
        yield element("span", f"{decision.category} ", **told)
        yield element(tag, *text, **attributes)
        yield _why(decision, name)
        done = end
    yield from _ink(block, done, len(block.text))


def _ink(block: Block, start: int, end: int) -> Iterator[str]:
    """Write a stretch of a block's text; what a link covers is underlined, and leads nowhere."""
    at = 0
    for text, href in pieces(block):
        begin, stop = max(at, start), min(at + len(text), end)
        if begin < stop:
            piece = block.text[begin:stop]
            yield element("u", piece) if href else piece
        at += len(text)


def _why(decision: Decision, name: str) -> Markup:
    """Write the reason for a verdict: what it is, and the score as the sum that it is."""
    sums = notation.sums(decision)
    score = f"score {decision.score:.1f}" + (f", the greatest of {len(sums)} sums" if len(sums) > 1 else "")
    head = [element("b", f"{decision.category} · {decision.verdict}"), element("span", score, **{"class": "score"})]
    lines = [line for terms in sums for line in (*_terms(terms), *_total(terms, alone=len(sums) == 1))]
    attributes = {"class": f"why {decision.verdict}", "data-c": decision.category, "id": name}
    return element(
        "span", element("span", *head, **{"class": "verdict"}), *lines, role="tooltip", dir="ltr", **attributes
    )


def _terms(evidence: Sequence[Evidence]) -> Iterator[Markup]:
    for one in evidence:
        strength = element("span", f"{one.strength:+.1f}".replace("-", "−"), **{"class": "strength"})
        reason = element("span", element("code", one.name), " ", one.note)
        yield element("span", strength, reason, **{"class": "term"})


def _total(evidence: Sequence[Evidence], *, alone: bool) -> Iterator[Markup]:
    """Write the line below a sum; one of a single term needs none where it is the only one."""
    if len(evidence) > 1 or not alone:
        total = f"= {sum(one.strength for one in evidence):.1f}"
        yield element("span", element("span", total, **{"class": "strength"}), **{"class": "term total"})


def _elsewhere(article: Article) -> Markup:
    """Write what stood far from the article, folded away."""
    regions: Mapping[str, int] = Counter(region.category for region in article.document.outside)
    if not regions:
        return Markup("")
    told = ", ".join(f"{category} {count}" for category, count in sorted(regions.items()))
    items = []
    for region in article.document.outside:
        attributes = {"class": "removed", "data-c": region.category}
        items.append(element("li", element("b", region.category.value), " ", region.text, **attributes))
    opened = element("summary", f"Elsewhere on the page: {told}")
    return element("details", opened, element("ul", *items), **{"class": "elsewhere"})
