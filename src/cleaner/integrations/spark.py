"""Clean the pages of a Spark DataFrame: ``pip install 'article-cleaner[spark]'``; see ``docs/engines.md``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa

from cleaner.arrow import SCHEMA, clean_batches

if TYPE_CHECKING:
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
    return pages.mapInArrow(partial(clean_batches, wash=wash), ddl())


def ddl(schema: pa.Schema = SCHEMA) -> str:
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
