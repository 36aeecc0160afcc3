"""Find and read records: pages in folders, JSONL, Parquet, WARC, and JSONL on standard input."""

from __future__ import annotations

import gzip
import json
import os
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from cleaner.batch.packages import need
from cleaner.files import beside
from cleaner.model import InputError
from cleaner.records import Record, reason, record_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

STDIN = "-"
ROWS = 16  # of a Parquet file read at once
COLUMNS = ("id", "url", "language", "encoding", "html", "text")
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_PAGES = (".html", ".htm", ".xhtml", ".txt", ".text", ".md")


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read as a record: where it stands, and why."""

    source: str
    error: str


class Line(NamedTuple):
    """A line of JSONL as it stands: a worker parses it, so that the process that reads is no bottleneck."""

    source: str
    data: bytes

    def parse(self) -> Record | Unread:
        r"""Return the record that the line holds.

        Examples
        --------
        >>> Line("a.jsonl:1", b'{"text": "It rained."}\n').parse()
        {'text': 'It rained.', 'source': 'a.jsonl:1'}
        >>> Line("a.jsonl:2", b"7").parse()
        Unread(source='a.jsonl:2', error='not a JSON object')
        """
        try:
            record = json.loads(self.data, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            return Unread(self.source, f"not JSON: {error}")
        if not isinstance(record, dict):
            return Unread(self.source, "not a JSON object")
        return {**record, "source": self.source}


Found = Record | Unread | Line


class Records:
    r"""The records of files, folders and patterns, in an order that is always the same, read one by one.

    Of a folder all files are read that have a known ending, in the order of their names; of a WARC file the successful
    HTML responses and the plain texts that were extracted of others.

    Parameters
    ----------
    names : iterable of str
        Files, folders, patterns such as ``pages/*.html``, or ``-`` for JSONL on standard input.
    without : Path or None, default=None
        The output: it and its rejects are no input, though they stand in one of the folders.

    Attributes
    ----------
    done : int
        Bytes of the files that were read so far.

    Raises
    ------
    InputError
        If one of the names matches nothing, or a file needs a package that is not installed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "a.jsonl").write_text('{"text": "It rained."}\n')
    ...     [record["text"] for record in Records([folder])]
    ['It rained.']
    """

    def __init__(self, names: Iterable[str], *, without: Path | None = None) -> None:
        self.names = tuple(names)
        outputs = () if without is None else (without, rejects_of(without))
        self.without = frozenset(map(os.path.realpath, outputs))
        self.done = 0
        for name in self.names:
            self._look_at(name)

    def size(self) -> int:
        """Return the bytes of all files; 0 if standard input is among them."""
        if STDIN in self.names:
            return 0
        return sum(Path(file).stat().st_size for name in self.names for file in self._files(name))

    def __iter__(self) -> Iterator[Record | Unread]:
        return (found.parse() if isinstance(found, Line) else found for found in self.unparsed())

    def unparsed(self) -> Iterator[Found]:
        """Read one record after the other, but leave the lines of JSONL as they are."""
        for name in self.names:
            if name == STDIN:
                with open(0, "rb", closefd=False) as stream:
                    yield from _lines(STDIN, stream)
                continue
            for file in self._files(name):
                yield from self._read(file)

    def _look_at(self, name: str) -> None:
        """Fail before anything is read if a name matches nothing, or a package is missing."""
        if not name:
            raise InputError("the name of an input is empty")
        if name == STDIN:
            return
        file = ""
        for file in self._files(name):
            if package := _PACKAGES.get(_reader(file)):
                need(*package, file)
        if not file:
            raise InputError(f"{name}: no such file, or no file in it that holds pages")

    def _files(self, name: str) -> Iterator[str]:
        return (file for file in _files(name) if not self.without or os.path.realpath(file) not in self.without)

    def _read(self, name: str) -> Iterator[Found]:
        before = self.done
        try:
            with Path(name).open("rb") as raw:
                for record in _reader(name)(name, raw):
                    self.done = before + raw.tell()
                    yield record
            self.done = before + Path(name).stat().st_size
        except Exception as error:  # whatever a damaged file does to its reader, it costs the rest of that file
            yield Unread(name, reason(error))


def rejects_of(output: Path) -> Path:
    """Return where the records stand that failed, of an output file."""
    return beside(output, ".rejects.jsonl")


def _files(name: str) -> Iterator[str]:
    path = Path(name)
    if path.is_dir():
        for folder, folders, files in os.walk(path):
            folders.sort()
            yield from (os.path.join(folder, file) for file in sorted(files) if _is_known(file))  # noqa: PTH118 - many
    elif path.exists():
        yield name
    elif has_magic(name):
        yield from (
            file
            for file in sorted(glob(name, recursive=True))  # noqa: PTH207 - may be absolute
            if Path(file).is_file()
        )


def _is_known(name: str) -> bool:
    return name.lower().endswith((*_PAGES, *_READERS)) and not name.startswith(".")


def _reader(name: str) -> Callable[[str, IO[bytes]], Iterator[Found]]:
    return next((reader for ending, reader in _READERS.items() if name.lower().endswith(ending)), _page)


# -- kinds of files ------------------------------------------------------------------------------------


def _page(name: str, raw: IO[bytes]) -> Iterator[Record]:
    yield record_of(name, raw.read())


def _jsonl_gz(name: str, raw: IO[bytes]) -> Iterator[Line]:
    with gzip.GzipFile(fileobj=raw) as stream:
        yield from _lines(name, stream)


def _jsonl_zst(name: str, raw: IO[bytes]) -> Iterator[Line]:
    import io  # noqa: PLC0415 - for this kind alone

    zstandard = need(*_PACKAGES[_jsonl_zst])
    with zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True) as stream:
        yield from _lines(name, io.BufferedReader(stream))


def _lines(name: str, stream: Iterable[bytes]) -> Iterator[Line]:
    return (Line(f"{name}:{number}", line) for number, line in enumerate(stream, 1) if not line.isspace())


def _refuse(constant: str) -> None:
    message = f"{constant} is no JSON"
    raise ValueError(message)


def _parquet(name: str, raw: IO[bytes]) -> Iterator[Record]:
    file = need(*_PACKAGES[_parquet]).ParquetFile(raw)
    records_of = need("cleaner.arrow", "arrow").records_of
    columns = [column for column in COLUMNS if column in file.schema_arrow.names]
    batches = file.iter_batches(batch_size=ROWS, columns=columns or None)
    for row, record in enumerate((record for batch in batches for record in records_of(batch)), 1):
        yield {**record, "source": f"{name}:{row}"}


def _warc(name: str, raw: IO[bytes]) -> Iterator[Record | Unread]:
    warc = need(*_PACKAGES[_warc])
    kinds = warc.WarcRecordType.response | warc.WarcRecordType.conversion
    for found in warc.ArchiveIterator(raw, record_types=kinds, parse_http=False):
        source = f"{name}:{found.stream_pos}"
        content = found.reader.read()
        if not content or len(content) < found.content_length:
            yield Unread(source, "cut short")
            continue
        told = {"id": found.record_id, "source": source, "url": found.headers.get("WARC-Target-URI", "").strip("<>")}
        if found.record_type == warc.WarcRecordType.conversion:
            yield {**told, "text": content}
            continue
        found.set_bytes_content(content)
        found.parse_http(auto_decode="all")
        status = found.http_headers.status_code if found.http_headers else None
        if status and 200 <= status < 300 and found.http_content_type in _HTML_TYPES:
            yield {**told, "html": found.reader.read(), "encoding": found.http_charset or ""}


_READERS: dict[str, Callable[[str, IO[bytes]], Iterator[Found]]] = {
    ".jsonl": _lines,
    ".ndjson": _lines,
    ".jsonl.gz": _jsonl_gz,
    ".jsonl.zst": _jsonl_zst,
    ".parquet": _parquet,
    ".warc": _warc,
    ".warc.gz": _warc,
    ".wet": _warc,
    ".wet.gz": _warc,
}
_PACKAGES: dict[object, tuple[str, str]] = {
    _jsonl_zst: ("zstandard", "zstd"),
    _parquet: ("pyarrow.parquet", "arrow"),
    _warc: ("fastwarc.warc", "warc"),
}
