"""What a worker does with a record; made in the parent, sent to each worker, started there once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from cleaner import __version__
from cleaner.batch.inputs import Unread
from cleaner.decide import Settings
from cleaner.memory import SiteMemory
from cleaner.pipeline import Cleaner
from cleaner.records import clean_record, failed_record, parse_record, reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cleaner.records import Record


class Answer(NamedTuple):
    """What became of a record: the bytes to keep, why it failed, and the category of each removal."""

    data: bytes = b""
    error: str = ""
    removed: tuple[str, ...] = ()


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

    def terms(self) -> dict[str, str]:
        """Return what the answers depend on besides the records; an ended run is taken up on the same terms alone.

        Examples
        --------
        >>> Clean(Settings(keep={"credit"})).terms()["keep"]
        'credit'
        """
        return {
            "version": __version__,
            "remove": " ".join(sorted(self.settings.remove)),
            "keep": " ".join(sorted(self.settings.keep)),
            "caution": str(self.settings.caution),
            "language": self.settings.language,
            "packs": " ".join(_digest(path.read_bytes()) for path in self.packs),
            "memory": _digest(self.memory.to_bytes()) if self.memory else "",
        }

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
    # What is left of a lone surrogate is its escape, which is what JSON writes for it.
    return Answer(line.encode("utf-8", "backslashreplace"), record.get("error", ""), categories_of(record))


def categories_of(record: Record) -> tuple[str, ...]:
    """Return the category of each removal of a cleaned record."""
    return tuple(removal["category"] for removal in record.get("removed", ()))


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _learn(record: Record) -> Answer:
    try:
        return Answer(SiteMemory([parse_record(record)]).to_bytes())
    except Exception as error:  # whatever it is, it costs one record
        return Answer(error=reason(error))
