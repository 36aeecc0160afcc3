"""The output file: written beside its place, put there when it is whole, taken up again where a killed run left it."""

from __future__ import annotations

import json
import os
from collections import Counter
from itertools import islice
from typing import IO, TYPE_CHECKING

from cleaner.batch.inputs import Line, Unread, rejects_of
from cleaner.batch.jobs import Answer, categories_of
from cleaner.batch.packages import need
from cleaner.files import beside, led_to, write_atomically
from cleaner.model import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from cleaner.batch.inputs import Found

ROWS = 64  # of a row group of Parquet


class Tally:
    """What the summary counts: records, those that failed, and removals by category."""

    def __init__(self) -> None:
        self.records = 0
        self.failed = 0
        self.removed: Counter[str] = Counter()

    def add(self, answer: Answer) -> None:
        """Count a record."""
        self.records += 1
        self.failed += bool(answer.error)
        self.removed.update(answer.removed)


def part_of(path: Path) -> Path:
    """Return where the lines of an output file stand until it is whole."""
    return beside(path, ".part")


class StandardOutput:
    """Lines to standard output, each written through at once."""

    def __init__(self) -> None:
        self.tally = Tally()

    def __enter__(self) -> StandardOutput:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left to be written."""

    def resume(self, records: Iterator[Found]) -> None:
        """Pass over nothing: what was written to standard output is not known."""

    def add(self, answer: Answer) -> None:
        """Write a line."""
        rest = memoryview(answer.data)
        while rest:
            rest = rest[os.write(1, rest) :]
        self.tally.add(answer)

    def finish(self) -> None:
        """Nothing is left to be written."""


class OutputFile:
    """A file of JSONL or Parquet that appears when it is whole.

    Until then its lines stand in ``NAME.part``, in the order of the input, so that how many there are tells what is
    done. Those that say that a record failed also stand in ``NAME.rejects.jsonl``, which is there if there are any.

    Parameters
    ----------
    path : Path
        Ending in ``.jsonl`` or ``.parquet``. A link stays, and all files stand where it leads.
    terms : mapping of str to str
        What the lines depend on besides the input. Until the file is whole they stand in ``NAME.terms.part``.
    resume : bool, default=False
        Keep what an ended run has written; `resume` then passes over it.

    Raises
    ------
    InputError
        If another run is writing to it, no such file can be written, or the ended run was on other terms.
    """

    def __init__(self, path: Path, terms: Mapping[str, str], *, resume: bool = False) -> None:
        _check(path)
        self.path = led_to(path)
        self.part, self.rejects = part_of(path), rejects_of(path)
        self.tally = Tally()
        self.is_parquet = _is_parquet(path)
        self._rejects: IO[bytes] | None = None
        self._file: IO[bytes] = self.part.open("a+b")
        _lock(self._file, self.part)
        self._file.seek(0)
        if resume and self.part.stat().st_size:
            self._compare(terms)
        else:
            self._file.truncate()
            write_atomically(self._terms, json.dumps(terms).encode())

    def __enter__(self) -> OutputFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Close the files; a run that did not finish leaves them to be taken up again."""
        for file in filter(None, (self._file, self._rejects)):
            try:
                file.close()
            except OSError:  # a full disk, again
                if error is None:
                    raise

    def resume(self, records: Iterator[Found]) -> None:
        """Pass over the records that an ended run has answered.

        Raises
        ------
        InputError
            If that run read something else, or its file is damaged.
        """
        end = 0
        for line in self._file:
            if not line.endswith(b"\n"):
                break  # torn when the run ended
            try:
                answered = json.loads(line)
            except ValueError:
                raise InputError(f"{self.part}: damaged; run without --resume") from None
            record = next(records, None)
            source = record.source if isinstance(record, Unread | Line) else (record or {}).get("source")
            if source != answered.get("source"):
                raise InputError(f"{self.part}: of other input; it has {answered.get('source')} where {source} is now")
            self._count(Answer(line, answered.get("error", ""), categories_of(answered)))
            end += len(line)
        self._file.seek(end)
        self._file.truncate()

    def add(self, answer: Answer) -> None:
        """Write a line."""
        self._file.write(answer.data)
        self._count(answer)

    def finish(self) -> None:
        """Put the files in their places."""
        if self._rejects:
            _close(self._rejects)
            self._rejects_part.replace(self.rejects)
        else:
            self._rejects_part.unlink(missing_ok=True)
            self.rejects.unlink(missing_ok=True)
        if self.is_parquet:
            self._file.seek(0)
            table = beside(self.path, ".table.part")
            _write_parquet(self._file, table)
            table.replace(self.path)
            self._file.close()
            self.part.unlink()
        else:
            _close(self._file)
            self.part.replace(self.path)
        self._terms.unlink()

    @property
    def _rejects_part(self) -> Path:
        return beside(self.path, ".rejects.part")

    @property
    def _terms(self) -> Path:
        return beside(self.path, ".terms.part")

    def _compare(self, terms: Mapping[str, str]) -> None:
        """Refuse to go on with what was written on other terms."""
        try:
            before = json.loads(self._terms.read_bytes())
        except (OSError, ValueError):
            before = {}
        differ = [name for name in terms if terms[name] != before.get(name)]
        if differ:
            self._file.close()
            raise InputError(
                f"{self.part}: of a run with other {', '.join(differ)}; run with the same, or without --resume"
            )

    def _count(self, answer: Answer) -> None:
        self.tally.add(answer)
        if answer.error:
            self._rejects = self._rejects or self._rejects_part.open("wb")
            self._rejects.write(answer.data)


def _check(path: Path) -> None:
    """Refuse an output that cannot be written, before anything is read."""
    if path.exists() and not path.is_file():
        raise InputError(f"{path}: not a file; without -o the output goes to standard output")
    if not _is_parquet(path) and path.suffix.lower() != ".jsonl":
        raise InputError(f"{path}: name the output .jsonl or .parquet; it is not compressed")
    if _is_parquet(path):
        need("pyarrow", "arrow", str(path))


def _is_parquet(path: Path) -> bool:
    return path.suffix.lower() == ".parquet"


def _close(file: IO[bytes]) -> None:
    """Close a file when it is on the disk."""
    file.flush()
    os.fsync(file.fileno())
    file.close()


def _write_parquet(lines: IO[bytes], path: Path) -> None:
    pyarrow, parquet, arrow = need("pyarrow", "arrow"), need("pyarrow.parquet", "arrow"), need("cleaner.arrow", "arrow")
    with parquet.ParquetWriter(path, arrow.SCHEMA) as writer:
        while rows := [arrow.row_of(json.loads(line)) for line in islice(lines, ROWS)]:
            writer.write_batch(pyarrow.RecordBatch.from_pylist(rows, schema=arrow.SCHEMA))


def _lock(file: IO[bytes], path: Path) -> None:
    """Keep a second run away; the system lets go of the lock when the process ends, however it ends."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise InputError(f"{path}: another run is writing to it") from None
