"""Read what the command is given, and write what it makes: every failure is one line."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cleaner.binary import binary_kind
from cleaner.decide import Settings
from cleaner.memory import SiteMemory
from cleaner.model import Category, InputError
from cleaner.pipeline import Cleaner
from cleaner.records import form_of

if TYPE_CHECKING:
    import argparse

    from cleaner.structure import Article

FINE, FAILED, MISUSE = 0, 1, 2
STDIN = "-"

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16 and UTF-32


@dataclass(frozen=True, slots=True)
class Source:
    """One input: its name for messages, its bytes, and the form they are in."""

    name: str
    data: bytes
    form: Literal["html", "text"]


def say(message: str) -> None:
    """Write one line to standard error."""
    line = " ".join(message.split())
    with contextlib.suppress(BrokenPipeError):
        print(f"article-cleaner: {line}", file=sys.stderr)


def read(name: str, form: Literal["html", "text", ""] = "") -> Source:
    """Read a file, or standard input for ``-``, and guess whether it is markup unless told.

    Raises
    ------
    InputError
        It cannot be read or cannot hold an article; the message names it.
    """
    try:
        data = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except OSError as error:
        message = f"{name}: {error.strerror or error}"
        raise InputError(message) from None
    except ValueError:  # a NUL in the name
        message = f"{name!r}: no such file"
        raise InputError(message) from None
    if trouble := binary_kind(data) if data.strip() else "empty":
        message = f"{name}: {trouble}"
        raise InputError(message)
    return Source(name, data, form or form_of(name, data))


def clean(name: str, wash: Cleaner, options: argparse.Namespace) -> Article:
    """Read and clean an input, by the options of `add_input_options`.

    Raises
    ------
    InputError
        As of `read`; or it is plain text in another encoding than the one named, or than UTF-8 when none is.
    """
    source = read(name, options.form or "")
    if source.form == "html":
        return wash.clean_html(source.data, url=options.url, language=options.language, encoding=options.encoding)
    encoding = options.encoding
    try:
        if source.data.startswith(_WIDE_MARKS) and not encoding:
            encoding = "utf-16"
        text = source.data.decode(encoding or "utf-8-sig")
    except (UnicodeDecodeError, LookupError):
        message = f"{source.name}: not {encoding or 'UTF-8'}; name its encoding, such as --encoding windows-1252"
        raise InputError(message) from None
    return wash.clean_text(text, url=options.url, language=options.language)


def add_input_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how an input is to be read."""
    parser.add_argument("--url", default="", help="where the article came from")
    parser.add_argument("--language", default="", metavar="TAG", help="its language, such as en (default: found out)")
    parser.add_argument(
        "--encoding", default="", metavar="NAME", help="its encoding (default: UTF-8 or the page's own)"
    )
    add_pack_option(parser)
    add_memory_option(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--text", dest="form", action="store_const", const="text", help="the input is plain text")
    form.add_argument("--html", dest="form", action="store_const", const="html", help="the input is markup")


def add_keep_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names categories to leave in."""
    parser.add_argument(
        "--keep", action="append", default=[], choices=list(Category), metavar="CATEGORY",
        help=f"leave this category in; may be repeated: {', '.join(Category)}",
    )  # fmt: skip


def add_pack_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names rule packs of the caller's own."""
    parser.add_argument(
        "--pack", dest="packs", action="append", default=[], type=Path, metavar="FILE",
        help="a rule pack of your own, beside those of the library; may be repeated",
    )  # fmt: skip


def add_memory_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names what sites print on many pages."""
    parser.add_argument("--memory", type=Path, metavar="FILE", help="what sites print on many pages, as learn wrote it")


def cleaner_of(options: argparse.Namespace) -> Cleaner:
    """Build the cleaner that the arguments describe.

    Raises
    ------
    SiteMemoryError, PackError
        If a file that they name is none.
    """
    return Cleaner(settings_of(options), packs=options.packs, memory=memory_of(options))


def settings_of(options: argparse.Namespace) -> Settings:
    """Return the settings that the arguments name, where the command has any."""
    return Settings(keep=getattr(options, "keep", frozenset()))


def memory_of(options: argparse.Namespace) -> SiteMemory | None:
    """Load the memory that the arguments name.

    Raises
    ------
    SiteMemoryError
        If the file holds none.
    """
    return SiteMemory.load(options.memory) if options.memory else None
