"""Read what the command is given, and write what it makes: every failure is one line."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cleaner.decide import Settings
from cleaner.encoding import codec
from cleaner.files import led_to, write_atomically
from cleaner.memory import SiteMemory
from cleaner.model import Category, CleanerError, InputError
from cleaner.pipeline import Cleaner
from cleaner.records import clean_article, record_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.records import Record
    from cleaner.structure import Article

FINE, FAILED, MISUSE = 0, 1, 2
STDIN = "-"


class MisuseError(CleanerError):
    """The command was called wrongly, or cannot start; nothing was done."""


def say(message: str) -> None:
    """Write one line to standard error."""
    line = " ".join(message.split())
    with contextlib.suppress(BrokenPipeError):
        print(f"article-cleaner: {line}", file=sys.stderr)


def told(error: OSError) -> str:
    """Say which file failed, and why.

    Examples
    --------
    >>> told(FileNotFoundError(2, "No such file or directory", "none.txt"))
    'none.txt: No such file or directory'
    """
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)


@contextlib.contextmanager
def starting() -> Iterator[None]:
    """Call it misuse if what is needed to start is not there.

    Raises
    ------
    MisuseError
        Of an InputError or OSError.
    """
    try:
        yield
    except InputError as error:
        raise MisuseError(str(error)) from None
    except OSError as error:
        raise MisuseError(told(error)) from None


def read(name: str, form: Literal["html", "text", ""] = "") -> Record:
    """Read a file, or standard input for ``-``, and guess whether it is markup unless told.

    Raises
    ------
    InputError
        It cannot be read or cannot hold an article; the message names it.
    """
    if not name:
        raise InputError("the name of an input is empty")
    try:
        data = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or error}") from None
    except ValueError:  # a NUL in the name
        raise InputError(f"{name!r}: no such file") from None
    with _naming(name):
        return record_of(name, data, form)


def clean(name: str, wash: Cleaner, options: argparse.Namespace) -> Article:
    """Read and clean an input, by the options of `add_input_options`.

    Raises
    ------
    InputError
        As of `read`; or it is plain text in another encoding than the one named, or than UTF-8 when none is.
    """
    record = read(name, options.form or "")
    known = {"url": options.url, "language": options.language, "encoding": options.encoding}
    with _naming(name):
        return clean_article(record | known, wash)


def write(text: str, output: Path | None) -> None:
    """Write what a command makes to its output, or to standard output."""
    if output is None:
        print(text, end="")
    else:
        write_atomically(output, text.encode("utf-8"))


@contextlib.contextmanager
def _naming(name: str) -> Iterator[None]:
    try:
        yield
    except InputError as error:
        raise InputError(f"{name}: {error}") from None


# -- options -----------------------------------------------------------------------------------------------------------


def add_input_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how an input is to be read."""
    parser.add_argument("--url", default="", help="where the article came from")
    parser.add_argument("--language", default="", metavar="TAG", help="its language, such as en (default: found out)")
    parser.add_argument(
        "--encoding", type=_encoding, default="", metavar="NAME", help="its encoding (default: UTF-8 or the page's own)"
    )
    add_pack_option(parser)
    add_memory_option(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--text", dest="form", action="store_const", const="text", help="the input is plain text")
    form.add_argument("--html", dest="form", action="store_const", const="html", help="the input is markup")


def add_keep_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names categories to leave in."""
    parser.add_argument(
        "--keep", action="append", default=[], choices=[category.value for category in Category], metavar="CATEGORY",
        help=f"leave this category in; may be repeated: {', '.join(Category)}",
    )  # fmt: skip


def add_pack_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names rule packs of the caller's own."""
    parser.add_argument(
        "--pack", dest="packs", action="append", default=[], type=path, metavar="FILE",
        help="a rule pack of your own, beside those of the library; may be repeated",
    )  # fmt: skip


def add_memory_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names what sites print on many pages."""
    parser.add_argument("--memory", type=path, metavar="FILE", help="what sites print on many pages, as learn wrote it")


def add_output_option(parser: argparse.ArgumentParser, told: str, *, required: bool = False) -> None:
    """Add the option that names the output."""
    parser.add_argument("-o", dest="output", type=_output, metavar="OUT", required=required, help=told)


def add_workers_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that says how many processes share the work."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    parser.add_argument("--workers", type=_count, default=processors, metavar="N", help="default: one a processor")


def path(name: str) -> Path:
    """Read the name of a file that an option names.

    Raises
    ------
    MisuseError
        If it is empty: that would be the current folder.
    """
    if not name:
        raise MisuseError("the name of a file is empty")
    return Path(name)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def _encoding(name: str) -> str:
    if name and not codec(name):
        raise argparse.ArgumentTypeError(f"unknown encoding {name!r}")
    return name


def _output(name: str) -> Path:
    """Refuse what cannot be written before anything is read, which may take hours."""
    output = path(name)
    if output.is_dir():
        raise MisuseError(f"{name}: is a folder; name a file")
    if not output.exists() and not led_to(output).parent.is_dir():
        raise MisuseError(f"{name}: there is no such folder")
    return output


def cleaner_of(options: argparse.Namespace) -> Cleaner:
    """Build the cleaner that the arguments describe.

    Raises
    ------
    MisuseError, SiteMemoryError, PackError
        If a file that they name is not there, or is none.
    """
    return Cleaner(settings_of(options), packs=options.packs, memory=memory_of(options))


def settings_of(options: argparse.Namespace) -> Settings:
    """Return the settings that the arguments name, where the command has any."""
    return Settings(keep=getattr(options, "keep", frozenset()))


def memory_of(options: argparse.Namespace) -> SiteMemory | None:
    """Load the memory that the arguments name.

    Raises
    ------
    MisuseError, SiteMemoryError
        If the file is not there, or holds none.
    """
    with starting():
        return SiteMemory.load(options.memory) if options.memory else None
