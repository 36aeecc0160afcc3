"""A batch of pages in, a batch of articles out, in Arrow: the one seam that every data engine calls.

Spark's ``mapInArrow``, Ray Data's ``map_batches``, Hugging Face ``datasets``, DuckDB and Polars all hand over record
batches; see ``docs/engines.md``. Needs ``pip install 'article-cleaner[arrow]'``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa

from cleaner.model import CleanerError, InputError
from cleaner.pipeline import Cleaner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cleaner.structure import Article

BATCH_ROWS = 256  # some tens of megabytes of pages and what becomes of them; Arrow's own limit is 2 GB a column
Batch: TypeAlias = pa.RecordBatch | pa.Table

_EVIDENCE = pa.struct(
    [("name", pa.string()), ("category", pa.string()), ("strength", pa.float64()), ("note", pa.string())]
)
_REMOVAL = pa.struct(
    [
        ("block", pa.int32()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("text", pa.string()),
        ("category", pa.string()),
        ("score", pa.float64()),
        ("evidence", pa.list_(_EVIDENCE)),
        ("before", pa.string()),
        ("after", pa.string()),
    ]
)
_LINK = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("href", pa.string())])
_CELL = pa.struct([("text", pa.string()), ("header", pa.bool_()), ("columns", pa.int32()), ("rows", pa.int32())])
_BLOCK = pa.struct(
    [
        ("index", pa.int32()),
        ("kind", pa.string()),
        ("role", pa.string()),
        ("text", pa.string()),
        ("level", pa.int32()),
        ("ordered", pa.bool_()),
        ("links", pa.list_(_LINK)),
        ("href", pa.string()),
        ("alt", pa.string()),
        ("table", pa.list_(pa.list_(_CELL))),
    ]
)
_REPAIR = pa.struct([("block", pa.int32()), ("name", pa.string()), ("before", pa.string()), ("after", pa.string())])

SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("error", pa.string()),
        ("schema_version", pa.int32()),
        ("url", pa.string()),
        ("title", pa.string()),
        ("dek", pa.string()),
        ("byline", pa.list_(pa.string())),
        ("published", pa.string()),
        ("modified", pa.string()),
        ("language", pa.string()),
        ("site", pa.string()),
        ("section", pa.string()),
        ("tags", pa.list_(pa.string())),
        ("image", pa.string()),
        ("form", pa.string()),
        ("encoding", pa.string()),
        ("text", pa.string()),
        ("blocks", pa.list_(_BLOCK)),
        ("removed", pa.list_(_REMOVAL)),
        ("doubtful", pa.list_(_REMOVAL)),
        ("repairs", pa.list_(_REPAIR)),
    ]
)
"""The columns of what `clean_batch` gives: ``id`` and ``error``, then the keys of ``docs/json-schema.md``."""

_STRING = (pa.string(), pa.large_string(), pa.string_view(), pa.null())
_BINARY = (pa.binary(), pa.large_binary(), pa.binary_view())
_ACCEPTED = {"url": _STRING, "language": _STRING, "encoding": _STRING, "html": (*_STRING, *_BINARY), "text": _STRING}
_default = Cleaner()


def clean_batch(batch: Batch, *, wash: Cleaner | None = None) -> Batch:
    """Clean every row of a batch.

    Parameters
    ----------
    batch : pyarrow.RecordBatch or pyarrow.Table
        With a column ``html`` (string or binary; binary is decoded as `clean_html` decodes bytes) or ``text`` (what
        another scraper extracted), or both: a row whose ``html`` is null is cleaned as text. Columns ``id``, ``url``,
        ``language`` and ``encoding`` are used where they are; others are ignored.
    wash : Cleaner, default=Cleaner()
        Settings and packs of your own. A new one is small to pickle, so that ``functools.partial(clean_batch,
        wash=wash)`` can be sent to workers.

    Returns
    -------
    pyarrow.RecordBatch or pyarrow.Table
        As many rows as came in, in their order, with the columns of `SCHEMA`. A row that cannot be cleaned says so in
        ``error`` and is null in everything else but ``id`` and ``url``; ``error`` is null where all is well.

    Raises
    ------
    InputError
        If the batch has neither column, or one of a type that holds no text: that is true of every row.

    Examples
    --------
    >>> import pyarrow as pa
    >>> pages = pa.table({"html": ["<p>It rained all night, and the river rose.</p><p>Advertisement</p>", None]})
    >>> articles = clean_batch(pages)
    >>> articles.column("text").to_pylist(), articles.column("error").to_pylist()
    (['It rained all night, and the river rose.', None], [None, 'neither html nor text'])
    >>> [removal["text"] for removal in articles.column("removed")[0].as_py()]
    ['Advertisement']
    """
    wash = wash or _default
    columns = _columns(batch) if batch.num_rows else {}  # engines send empty batches without columns
    rows = [_clean_row(columns, i, wash) for i in range(batch.num_rows)]
    return type(batch).from_pylist(rows, schema=SCHEMA)


def clean_batches(batches: Iterable[pa.RecordBatch], *, wash: Cleaner | None = None) -> Iterator[pa.RecordBatch]:
    """Clean a stream of batches, `BATCH_ROWS` rows at a time, so that what is held in memory stays small.

    Parameters
    ----------
    batches : iterable of pyarrow.RecordBatch
        Of any size, such as a ``pyarrow.RecordBatchReader``.
    wash : Cleaner, default=Cleaner()
        As for `clean_batch`.

    Yields
    ------
    pyarrow.RecordBatch

    Raises
    ------
    InputError
        As for `clean_batch`.

    Examples
    --------
    >>> import pyarrow as pa
    >>> pages = pa.table({"text": ["It rained all night, and the river rose."] * 600})
    >>> [batch.num_rows for batch in clean_batches(pages.to_batches())]
    [256, 256, 88]
    """
    for batch in batches:
        for start in range(0, batch.num_rows, BATCH_ROWS):
            yield clean_batch(batch.slice(start, BATCH_ROWS), wash=wash)


def _columns(batch: Batch) -> dict[str, Any]:
    """Take the columns that are used out of a batch; those that say which row it is come first."""
    columns = {name: batch.column(name) for name in ("id", *_ACCEPTED) if name in batch.schema.names}
    if not columns.keys() & {"html", "text"}:
        raise InputError(f"a batch needs a column html or text; this one has: {', '.join(batch.schema.names)}")
    for name, accepted in _ACCEPTED.items():
        found = columns[name].type if name in columns else pa.null()
        if (found.value_type if pa.types.is_dictionary(found) else found) not in accepted:
            raise InputError(f"column {name} is {found}; it needs to be {accepted[0]}")
    return columns


def _clean_row(columns: Mapping[str, Any], i: int, wash: Cleaner) -> dict[str, Any]:
    page: dict[str, Any] = {}
    try:
        for name, column in columns.items():
            page[name] = column[i].as_py()
        article = _clean(page, wash)
    except (CleanerError, UnicodeDecodeError) as error:
        return {"id": _name(page), "url": page.get("url"), "error": str(error)}
    return {"id": _name(page), **article.to_dict()}


def _clean(page: Mapping[str, Any], wash: Cleaner) -> Article:
    told = {name: page.get(name) or "" for name in ("url", "language")}
    if page.get("html") is not None:
        return wash.clean_html(page["html"], encoding=page.get("encoding") or "", **told)
    if page.get("text") is not None:
        return wash.clean_text(page["text"], **told)
    raise InputError("neither html nor text")


def _name(page: Mapping[str, Any]) -> str | None:
    return None if page.get("id") is None else str(page["id"])
