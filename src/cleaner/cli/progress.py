"""A progress bar on standard error, on a terminal only."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleaner.batch import Records

BAR = "{l_bar}{bar}| {n_fmt}B of {total_fmt}B, {elapsed} so far, {remaining} to go{postfix}"


class Progress:
    """How much of the input is read, how fast, and how long it will take; nothing where tqdm is not installed."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._bar: Any = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            try:
                tqdm = import_module("tqdm").tqdm
            except ImportError:
                return self
            size = self.records.size()
            self._bar = tqdm(total=size or None, unit="B", unit_scale=True, bar_format=BAR if size else None)
        return self

    def show(self, count: int) -> None:
        """Show that so many records are done."""
        if self._bar is not None:
            rate = count / max(self._bar.format_dict["elapsed"], 0.001)
            self._bar.set_postfix_str(f"{count} records, {rate:.0f}/s", refresh=False)
            self._bar.update(self.records.done - self._bar.n)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()
