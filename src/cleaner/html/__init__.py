"""Markup to `Document`: one scan, one walk, and a model that says which blocks are the article's."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from cleaner.html import beside, boxed, cited, foreign, front, listed, metadata, parts, source, state
from cleaner.html import markup as _markup
from cleaner.html.document import Builder, category, holders, resolved, scores
from cleaner.html.features import Hints
from cleaner.html.frame import Frame
from cleaner.html.noise import REMOVED, Noise
from cleaner.html.outside import Outside
from cleaner.html.page import HIDDEN, MEDIA
from cleaner.html.segment import segment
from cleaner.model import Block, Category, Document, Kind
from cleaner.text import fold, prints, tidy

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cleaner.model import Metadata, Role

__all__ = ["parse"]

_ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*"((?:[^"\\]++|\\.)*+)"')
_BASE = re.compile(r"<base\s[^>]*?\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)  # what addresses are relative to
_LONGEST_TITLE = 300  # characters; a longer one would make every paragraph look like a headline
_LITTLE = 500  # characters of running text; a page that shows less may keep its article in its scripts' data
_TIMES = 3  # as much text must such an article have as the page shows
_UNSURE = 0.5  # log-odds above what is removed: a sentence that nothing says is something else stays there


def parse(markup: object, *, url: str = "", encoding: str = "") -> Document:
    """Parse a page.

    Parameters
    ----------
    markup : bytes, str, lxml element or tree, BeautifulSoup or Tag, or anything with ``.root`` or ``.html``
    url : str, default=""
        Where the page came from; relative addresses are resolved against it.
    encoding : str, default=""
        The charset that the caller knows of; only for bytes.

    Returns
    -------
    Document
        Blocks of the window around the article with a score each, the rest as regions, and the metadata.

    Raises
    ------
    TypeError
        If `markup` is none of these.

    Examples
    --------
    >>> page = parse("<script>x()</script><h1>Rain</h1><p>It rained all night, and the river rose.</p>")
    >>> [block.text for block in page.blocks]
    ['Rain', 'It rained all night, and the river rose.']
    """
    text, found = source.read(markup, encoding=encoding)
    if told := foreign.kind(text):
        whole = Block(index=0, text=" ".join(tidy(text).split()), hidden=True)
        return Document(
            blocks=(whole,), form="html", url=url, encoding=found, foreign=told,
            scores=(0.0,), suspected=(Category.HIDDEN,),
        )  # fmt: skip
    return _document(text, url, found)


def _document(text: str, url: str, encoding: str) -> Document:
    cut = _markup.cut(text)
    frame = _frame(text, cut)
    page = frame.page
    facts = metadata.read(page, url=url, head=cut.head, json_ld=cut.json_ld)
    if (title := front.headline(page, fold(facts.title))) is not None:
        frame.follow(title)
    model = scores(frame, profile(cut), hints(facts, cut.json_ld))
    noise = Noise(model, page, holders(frame), facts.url or url)
    noise.remove(frame.asking)
    named = front.named(page, _above(frame, noise, fold(facts.dek)), facts)
    _look_around(noise, [*named, *parts.declared(page, noise.shown, metadata.declared_parts(cut.json_ld))])
    captions = beside.captions(noise)
    named = captions | {record: role for record, role in named.items() if role != "dek" or record not in captions}
    window = noise.window()
    base = _BASE.search(cut.head) if "<base" in cut.head else None
    builder = Builder(page, resolved(base[1], noise.url) if base else noise.url)
    records = [record for record in window if record in noise or page.records[record][2] in (MEDIA, HIDDEN)]
    blocks = [_with_role(builder.block(index, record), named.get(record, "")) for index, record in enumerate(records)]
    noise_scores = noise.told(records)
    suspected = [
        category(page, record, noise.holders) if score > 0 else Category.NAVIGATION
        for record, score in zip(records, noise_scores, strict=True)
    ]
    _set_out(blocks, suspected, noise_scores)
    return Document(
        blocks=tuple(blocks),
        form="html",
        url=url,
        language=facts.language,
        encoding=encoding,
        metadata=facts,
        scores=tuple(noise_scores),
        suspected=tuple(suspected),
        outside=Outside(page, (window.start, window.stop), cut, noise.holders),
    )


def _frame(text: str, cut: _markup.Cut) -> Frame:
    """Segment a page; of one that shows next to nothing, also the article in the data of its scripts."""
    frame = Frame(segment(cut.body))
    if frame.total < _LITTLE and (body := state.article(text, least=_TIMES * frame.total)):
        return Frame(segment(f"{cut.body}<article>{body}</article>"))
    return frame


def profile(cut: _markup.Cut) -> str:
    """Choose the model: ``news`` where the page declares itself a news article, else ``general``."""
    told = (*cut.json_ld, cut.head, cut.body)
    news = "news_keywords" in cut.head or any("NewsArticle" in text for text in told)
    return "news" if news else "general"


def hints(facts: Metadata, json_ld: Sequence[str]) -> Hints:
    """Gather what the page declares that the model looks at."""
    return Hints(
        title=frozenset(facts.title[:_LONGEST_TITLE].lower().split()),
        description=frozenset(facts.dek.lower().split()),
        body=next(filter(None, map(_article_body, json_ld)), ""),
    )


def _article_body(data: str) -> str:
    if not (found := _ARTICLE_BODY.search(data)):
        return ""
    try:
        return " ".join(json.loads(f'"{found[1]}"', strict=False).split())
    except ValueError:
        return ""


def _look_around(noise: Noise, named: Collection[int]) -> None:
    """Settle what is plain to see: first what goes, whatever the model says, then what is named, then what stays."""
    for remove in (beside.comments, beside.cards, beside.forms, beside.pop_ups, beside.polls):
        noise.remove(remove(noise))
    noise.name([*named, *parts.signatures(noise)])
    noise.remove([*boxed.gone_labels(noise), *boxed.buttons(noise)])
    for keep in (
        parts.headed, parts.loose, parts.siblings, parts.ends, parts.questions, parts.list_labels, boxed.headings,
        boxed.set_apart, cited.cited, cited.notes, listed.whole, listed.closing,
    ):  # fmt: skip
        noise.keep(keep(noise))


def _set_out(blocks: Sequence[Block], suspected: Sequence[Category], scores: list[float]) -> None:
    """Settle, in the scores of blocks, what figures, lists and quotations stay, and what headings head nothing."""
    stays = [index for index, score in enumerate(scores) if score < REMOVED and blocks[index].text]
    last = max((index for index in stays if scores[index] <= 0), default=0)
    told = [*parts.figures(blocks, suspected, last)]
    if stays:
        told += listed.listings(blocks, suspected, stays[0], stays[-1])
        unsure = [block for block in blocks[stays[0] : stays[-1]] if 0 <= scores[block.index] - REMOVED < _UNSURE]
        told += listed.sentences(unsure, suspected)
    for index in told:
        scores[index] = 0.0
    for index in [*parts.ending(blocks, scores, REMOVED)]:
        scores[index] = REMOVED


def _above(frame: Frame, noise: Noise, dek: str) -> list[int]:
    """Return the records above the first kept running text that is not the dek, which is told by its words or class."""
    page, is_passed = frame.page, False
    for position, record in enumerate(noise):
        is_text = frame.qualities[record] and noise.stays(record)
        if is_text and not prints(page.records[record][1], dek):
            if is_passed or not front.is_named_dek(page, page.records[record][0]):
                return noise.shown[:position]
            is_passed = True
    return []


def _with_role(block: Block, role: Role) -> Block:
    if role == "title":
        return block._replace(kind=Kind.HEADING, level=block.level or 1, role=role)
    if role == "caption":
        return block._replace(kind=Kind.CAPTION, role=role) if block.kind is Kind.PARAGRAPH else block
    return block._replace(role=role) if role else block
