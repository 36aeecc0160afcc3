"""What a worker does with a record; made in the parent, sent to each worker, started there once."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cleaner.batch.inputs import Unread
from cleaner.decide import Settings
from cleaner.memory import SiteMemory
from cleaner.pipeline import Cleaner
from cleaner.records import clean_record, failed_record, parse_record, reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cleaner.records import Record


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a record: the bytes to keep, why it failed, and what was removed by category."""

    data: bytes = b""
    error: str = ""
    removed: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Clean:
    r"""Clean records, each to a line of JSON.

    Examples
    --------
    >>> Clean().start()({"id": 7, "text": "It rained."}).data
    b'{"id": 7, "schema_version": 1, ...}\n'
    """

    settings: Settings = field(default_factory=Settings)
    memory: SiteMemory | None = None
    packs: tuple[Path, ...] = ()

    def start(self) -> Callable[[Record], Answer]:
        """Compile the rules, and return what cleans a record."""
        wash = Cleaner(self.settings, packs=self.packs, memory=self.memory)
        return lambda record: told(clean_record(record, wash))

    def failed(self, record: Record | Unread, error: str) -> Answer:
        """Tell of a record that could not be cleaned."""
        known = {"source": record.source} if isinstance(record, Unread) else record
        return told(failed_record(known, error))


@dataclass(frozen=True, slots=True)
class Learn:
    """Learn from records, each to a memory of one page.

    Examples
    --------
    >>> len(SiteMemory.from_bytes(Learn().start()({"text": "It rained."}).data))
    1
    """

    def start(self) -> Callable[[Record], Answer]:
        """Return what learns from a record."""
        return _learn

    def failed(self, record: Record | Unread, error: str) -> Answer:
        """Tell of a record from which nothing could be learnt."""
        del record
        return Answer(error=error)


def told(record: Record) -> Answer:
    """Write a cleaned record as a line, beside what the summary counts."""
    line = json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n"
    removed = Counter(removal["category"] for removal in record.get("removed", ()))
    # What is left of a lone surrogate is its escape, which is what JSON writes for it.
    return Answer(line.encode("utf-8", "backslashreplace"), record.get("error", ""), removed)


def _learn(record: Record) -> Answer:
    try:
        return Answer(SiteMemory([parse_record(record)]).to_bytes())
    except Exception as error:  # whatever it is, it costs one record
        return Answer(error=reason(error))
