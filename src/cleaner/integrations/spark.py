"""Clean the pages of a Spark DataFrame: ``pip install 'article-cleaner[spark]'``; see ``docs/engines.md``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa

from cleaner import SiteMemory, arrow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import DataFrame

    from cleaner.pipeline import Cleaner

_NAMES = {"int32": "int", "bool": "boolean"}


def clean(pages: DataFrame, *, wash: Cleaner | None = None) -> DataFrame:
    """Clean every row of a DataFrame, lazily.

    Parameters
    ----------
    pages : pyspark.sql.DataFrame
        With the columns that `cleaner.arrow.clean_batch` reads; others are left out before the pages travel to Python.
    wash : Cleaner, default=Cleaner()
        Settings and packs of your own.

    Returns
    -------
    pyspark.sql.DataFrame
        With the columns of `cleaner.arrow.SCHEMA`.
    """
    return pages.mapInArrow(partial(arrow.clean_batches, wash=wash), ddl())


def learn(pages: DataFrame) -> SiteMemory:
    """Learn what sites print on many pages: each partition learns, and the driver merges.

    Parameters
    ----------
    pages : pyspark.sql.DataFrame
        With the columns that `cleaner.arrow.clean_batch` reads.

    Returns
    -------
    SiteMemory
        The same, byte for byte, however the pages are spread.
    """
    memory = SiteMemory()
    for row in pages.mapInArrow(_learn, "memory binary").toLocalIterator():
        memory |= SiteMemory.from_bytes(bytes(row.memory))
    return memory


def _learn(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield pa.record_batch({"memory": [arrow.learn(batches).to_bytes()]})


def ddl(schema: pa.Schema = arrow.SCHEMA) -> str:
    """Write an Arrow schema in Spark's words.

    Examples
    --------
    >>> ddl(pa.schema([("byline", pa.list_(pa.string())), ("block", pa.int32())]))
    '`byline` array<string>, `block` int'
    """
    return ", ".join(f"`{field.name}` {_type(field.type)}" for field in schema)


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"array<{_type(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'`{field.name}`: {_type(field.type)}' for field in kind)}>"
    return _NAMES.get(str(kind), str(kind))
