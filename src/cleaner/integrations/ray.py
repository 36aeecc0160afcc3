"""Clean the pages of a Ray dataset: ``pip install 'article-cleaner[ray]'``; see ``docs/engines.md``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cleaner.arrow import BATCH_ROWS, clean_batch

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
    return pages.map_batches(partial(clean_batch, wash=wash), batch_format="pyarrow", batch_size=BATCH_ROWS)
