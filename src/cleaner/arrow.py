"""A batch of pages in, a batch of articles out, in Arrow: the one seam that every data engine calls.

Spark's ``mapInArrow``, Ray Data's ``map_batches``, Hugging Face ``datasets``, DuckDB and Polars all hand over record
batches; see ``docs/engines.md``. Needs ``pip install 'article-cleaner[arrow]'``.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa

from cleaner.memory import SiteMemory
from cleaner.model import CleanerError, InputError
from cleaner.pipeline import Cleaner
from cleaner.records import clean_record, parse_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.records import Record

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
_CELL = pa.struct(
    [
        ("text", pa.string()),
        ("header", pa.bool_()),
        ("columns", pa.int32()),
        ("rows", pa.int32()),
        ("links", pa.list_(_LINK)),
    ]
)
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
        ("source", pa.string()),
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
"""The columns of an answer: ``id``, ``source`` and ``error``, then the keys of ``docs/json-schema.md``."""

_STRING = (pa.string(), pa.large_string(), pa.string_view(), pa.null())
_BINARY = (pa.binary(), pa.large_binary(), pa.binary_view())
_ACCEPTED = {
    "source": _STRING,
    "url": _STRING,
    "language": _STRING,
    "encoding": _STRING,
    "html": (*_STRING, *_BINARY),
    "text": _STRING,
}
_TOLD = ("id", "source", "error", "url")  # as whoever made the record wrote them
_default = Cleaner()


def clean_batch(batch: Batch, *, wash: Cleaner | None = None) -> Batch:
    """Clean every row of a batch.

    Parameters
    ----------
    batch : pyarrow.RecordBatch or pyarrow.Table
        With a column ``html`` (string or binary; binary is decoded as `clean_html` decodes bytes) or ``text`` (what
        another scraper extracted), or both: a row whose ``html`` is null is cleaned as text. Columns ``id``,
        ``source``, ``url``, ``language`` and ``encoding`` are used where they are; others are ignored.
    wash : Cleaner, default=Cleaner()
        Settings and packs of your own. A new one is small to pickle, so that ``functools.partial(clean_batch,
        wash=wash)`` can be sent to workers.

    Returns
    -------
    pyarrow.RecordBatch or pyarrow.Table
        As many rows as came in, in their order, with the columns of `SCHEMA`. A row that cannot be cleaned says so in
        ``error``, keeps ``id``, ``source`` and ``url``, and has no ``text``; ``error`` is null where all is well.

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
    (['It rained all night, and the river rose.', None], [None, "a record needs 'html' or 'text'"])
    >>> [removal["text"] for removal in articles.column("removed")[0].as_py()]
    ['Advertisement']
    """
    rows = [row_of(clean_record(record, wash or _default)) for record in records_of(batch)]
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


def learn(batches: Iterable[Batch]) -> SiteMemory:
    """Learn what sites print on many pages; what is learnt in parts, merged, equals what is learnt at once.

    Parameters
    ----------
    batches : iterable of pyarrow.RecordBatch or pyarrow.Table
        With the columns that `clean_batch` reads. A row that cannot be parsed tells nothing.

    Returns
    -------
    SiteMemory

    Raises
    ------
    InputError
        As for `clean_batch`.

    Examples
    --------
    >>> import pyarrow as pa
    >>> pages = pa.table({"url": ["https://a.test/1", "https://a.test/2"], "text": ["It rained.", "It snowed."]})
    >>> learn([pages]) == learn([pages.slice(0, 1)]) | learn([pages.slice(1)])
    True
    """
    memory = SiteMemory()
    for record in (record for batch in batches for record in records_of(batch)):
        with contextlib.suppress(CleanerError):
            memory.observe(parse_record(record))
    return memory


def records_of(batch: Batch) -> Iterator[Record]:
    """Yield the rows of a batch as `clean_record` takes them.

    Raises
    ------
    InputError
        If the batch has neither column ``html`` nor ``text``, or one of a type that holds no text.

    Examples
    --------
    >>> list(records_of(pa.table({"text": ["It rained."], "other": [1]})))
    [{'text': 'It rained.'}]
    """
    columns = _columns(batch) if batch.num_rows else {}  # engines send empty batches without columns
    for i in range(batch.num_rows):
        yield {name: _value(column, i) for name, column in columns.items()}


def _columns(batch: Batch) -> dict[str, Any]:
    columns = {name: batch.column(name) for name in ("id", *_ACCEPTED) if name in batch.schema.names}
    if not columns.keys() & {"html", "text"}:
        raise InputError(f"a batch needs a column html or text; this one has: {', '.join(batch.schema.names)}")
    for name, accepted in _ACCEPTED.items():
        found = columns[name].type if name in columns else pa.null()
        if (found.value_type if pa.types.is_dictionary(found) else found) not in accepted:
            raise InputError(f"column {name} is {found}; it needs to be {accepted[0]}")
    return columns


def _value(column: Any, i: int) -> Any:
    try:
        return column[i].as_py()
    except UnicodeDecodeError:  # a file may call any bytes a string; `clean_html` knows what to do with them
        return column.slice(i, 1).cast(pa.binary())[0].as_py()


def row_of(record: Record) -> Record:
    r"""Return a cleaned record as a row of `SCHEMA`: its ``id`` as a string, and no half of a character in any name.

    Examples
    --------
    >>> row_of({"id": 7, "error": "this is a PDF"})
    {'id': '7', 'error': 'this is a PDF'}
    >>> row_of({"id": {"page": 1}, "url": "\ud800"})
    {'id': '{"page": 1}', 'url': '?'}
    """
    told = {name: record[name] for name in _TOLD if record.get(name) is not None}
    return record | {name: _as_text(value).encode("utf-8", "replace").decode("utf-8") for name, value in told.items()}


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
