"""Clean the pages of a Ray dataset: ``pip install 'article-cleaner[ray]'``; see ``docs/engines.md``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa

from cleaner import SiteMemory, arrow

if TYPE_CHECKING:
    from ray.data import Dataset

    from cleaner.pipeline import Cleaner


def clean(pages: Dataset, *, wash: Cleaner | None = None) -> Dataset:
    """Clean every row of a dataset, lazily.

    Parameters
    ----------
    pages : ray.data.Dataset
        With the columns that `cleaner.arrow.clean_batch` reads.
    wash : Cleaner, default=Cleaner()
        Settings and packs of your own.

    Returns
    -------
    ray.data.Dataset
        With the columns of `cleaner.arrow.SCHEMA`.
    """
    return pages.map_batches(partial(arrow.clean_batch, wash=wash), batch_format="pyarrow", batch_size=arrow.BATCH_ROWS)


def learn(pages: Dataset) -> SiteMemory:
    """Learn what sites print on many pages: each block learns, and the driver merges.

    Parameters
    ----------
    pages : ray.data.Dataset
        With the columns that `cleaner.arrow.clean_batch` reads.

    Returns
    -------
    SiteMemory
        The same, byte for byte, however the pages are spread.
    """
    memory = SiteMemory()
    for row in pages.map_batches(_learn, batch_format="pyarrow", batch_size=None).iter_rows():
        memory |= SiteMemory.from_bytes(row["memory"])
    return memory


def _learn(block: pa.Table) -> pa.Table:
    return pa.table({"memory": [arrow.learn([block]).to_bytes()]})
