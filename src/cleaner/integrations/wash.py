"""A `Cleaner` from what a host's own settings can hold: strings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.decide import Settings
from cleaner.memory import SiteMemory
from cleaner.model import Category
from cleaner.pipeline import Cleaner

if TYPE_CHECKING:
    from collections.abc import Iterable


def build(*, keep: Iterable[str] = (), packs: Iterable[Path | str] = (), memory: Path | str = "") -> Cleaner:
    """Build a cleaner.

    Parameters
    ----------
    keep : iterable of str, default=()
        Categories of noise to keep.
    packs : iterable of Path or str, default=()
        Rule packs of your own.
    memory : Path or str, default=""
        The file of a `SiteMemory`; empty for none.

    Raises
    ------
    ValueError
        For a category that there is not.
    PackError
        If a pack is malformed.
    SiteMemoryError
        If the memory is.

    Examples
    --------
    >>> build(keep=["advert"]).clean_text("Advertisement").removed
    ()
    """
    settings = Settings(keep=frozenset(map(Category, keep)))
    remembered = SiteMemory.load(memory) if memory else None
    return Cleaner(settings, packs=[Path(pack) for pack in packs], memory=remembered)
