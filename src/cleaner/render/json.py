"""An article as plain values for JSON; the shape is set down in ``docs/json-schema.md``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from cleaner.model import Block, Cell, Removal
    from cleaner.structure import Article

SCHEMA_VERSION = 1


def to_dict(article: Article) -> dict[str, Any]:
    """Give the article, its metadata and its whole trail as dicts, lists, strings, numbers, booleans and None.

    Every key is always there. Dates are ISO 8601; positions are half-open code points of the text of the document's
    block with that ``index``, before anything was removed from it.

    Examples
    --------
    >>> import cleaner
    >>> found = to_dict(cleaner.clean_text("It rained all night."))
    >>> found["schema_version"], found["text"], found["removed"]
    (1, 'It rained all night.', [])
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "url": article.url,
        "title": article.title,
        "dek": article.dek,
        "byline": list(article.byline),
        "published": _iso(article.published),
        "modified": _iso(article.modified),
        "language": article.language,
        "site": article.site,
        "section": article.section,
        "tags": list(article.tags),
        "image": article.image,
        "form": article.document.form,
        "encoding": article.encoding,
        "text": article.text,
        "blocks": [_block(block) for block in article.blocks],
        "removed": [_removal(removal) for removal in article.removed],
        "doubtful": [_removal(removal) for removal in article.doubtful],
        "repairs": [repair._asdict() for repair in article.repairs],
    }


def to_json(article: Article) -> str:
    """Write `to_dict` as one line of JSON, letters of every script as they are.

    Examples
    --------
    >>> import cleaner
    >>> to_json(cleaner.clean_text("It rained all night."))
    '{"schema_version": 1, "url": "", ...}'
    """
    return json.dumps(to_dict(article), ensure_ascii=False, allow_nan=False)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _block(block: Block) -> dict[str, Any]:
    return {
        "index": block.index,
        "kind": block.kind.value,
        "role": block.role,
        "text": block.text,
        "level": block.level,
        "ordered": block.ordered,
        "links": [link._asdict() for link in block.links],
        "href": block.href,
        "alt": block.alt,
        "table": [[_with_links(cell) for cell in row] for row in block.table],
    }


def _with_links(cell: Cell) -> dict[str, Any]:
    return {**cell._asdict(), "links": [link._asdict() for link in cell.links]}


def _removal(removal: Removal) -> dict[str, Any]:
    return {
        "block": removal.block,
        "start": removal.start,
        "end": removal.end,
        "text": removal.text,
        "category": removal.category.value,
        "score": round(removal.score, 2),
        "evidence": [
            {"name": reason.name, "category": reason.category.value, "strength": reason.strength, "note": reason.note}
            for reason in removal.evidence
        ],
        "before": removal.before,
        "after": removal.after,
    }
