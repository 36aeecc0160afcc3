"""A case on disk: an input, byte-exact, and the ``.expected`` file beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from cleaner import packs, pipeline
from cleaner.encoding import decode
from cleaner.language import base
from cleaner.model import CaseError, Category
from cleaner.render import notation

if TYPE_CHECKING:
    from pathlib import Path

    from cleaner.render.notation import Line
    from cleaner.structure import Article

Status = Literal["proposed", "reviewed"]

KNOWN_FAILURES = "known-failures"
_HTML_SUFFIXES = (".html", ".htm")
_INPUT_SUFFIXES = (".txt", ".md", *_HTML_SUFFIXES)
_HEADER = re.compile(r"@(?P<name>[a-z]+) *(?P<value>.*)")
_TAG = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*")
_NAME = re.compile(rf"(?:keep|{'|'.join(Category)})--[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An input and what an editor would make of it.

    Attributes
    ----------
    name : str
        Path from the folder without suffix: ``en/advert--label``.
    source : Path
        The input.
    url : str
    language : str
        BCP 47; empty leaves it to the library to find out.
    status : "proposed" or "reviewed"
        A proposed expectation was written by the library itself and proves nothing yet.
    lines : tuple of Line
    """

    name: str
    source: Path
    url: str = ""
    language: str = ""
    status: Status = "proposed"
    lines: tuple[Line, ...] = ()

    @property
    def known_failure(self) -> bool:
        """It stands in ``known-failures``: passing is an error until it is moved out."""
        return KNOWN_FAILURES in self.name.split("/")

    @property
    def expected(self) -> Path:
        """The file that holds the correction."""
        return self.source.with_suffix(".expected")


def clean(case: Case, wash: pipeline.Cleaner | None = None) -> Article:
    """Clean a case's input the way a user would, with the packs of the library unless a cleaner is given."""
    raw = case.source.read_bytes()
    wash = wash or _cleaner()
    if case.source.suffix in _HTML_SUFFIXES:
        return wash.clean_html(raw, url=case.url, language=case.language)
    return wash.clean_text(decode(raw)[0], url=case.url, language=case.language)


@cache
def _cleaner() -> pipeline.Cleaner:
    return pipeline.Cleaner()


def find(folder: Path, word: str = "") -> list[Case]:
    """Read the cases of a folder whose name contains a word, in the order of their names.

    Raises
    ------
    CaseError
        The folder is missing, or a case of it is malformed, or one half of a pair is missing.
    """
    if not folder.is_dir():
        message = f"{folder}: not a folder"
        raise CaseError(message)
    expected = {path.with_suffix("") for path in folder.rglob("*.expected")}
    sources = {path.with_suffix(""): path for path in sorted(folder.rglob("*--*")) if path.suffix in _INPUT_SUFFIXES}
    for stem in sorted(expected ^ sources.keys()):
        missing = "its input" if stem in expected else "its .expected file (write one with: cases add)"
        message = f"{stem}: {missing} is missing"
        raise CaseError(message)
    names = {stem.relative_to(folder).as_posix(): source for stem, source in sources.items()}
    return [read(source, name) for name, source in sorted(names.items()) if word in name]


def read(source: Path, name: str) -> Case:
    """Read one case.

    Raises
    ------
    CaseError
        The expectation is malformed; the message names file and line.
    """
    case = Case(name=name, source=source)
    try:
        headers, lines = [], case.expected.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        message = f"{case.expected}: {error}; an expectation is written in UTF-8"
        raise CaseError(message) from None
    while lines and (not lines[0].strip() or lines[0].startswith("@")):
        headers.append(lines.pop(0))
    try:
        case = _with_headers(case, headers)
        return replace(case, lines=tuple(notation.read(lines, first=len(headers) + 1)))
    except CaseError as error:
        message = f"{case.expected}: {error}"
        raise CaseError(message) from None


def _with_headers(case: Case, headers: list[str]) -> Case:
    for number, header in enumerate(headers, 1):
        found = _HEADER.fullmatch(header.strip())
        if found is None:
            continue
        name, value = found["name"], found["value"]
        if name == "url":
            case = replace(case, url=value)
        elif name == "lang":
            case = replace(case, language=value)
        elif name == "status" and value in get_args(Status):
            case = replace(case, status="reviewed" if value == "reviewed" else "proposed")
        else:
            message = f"line {number}: {header.strip()!r}; there are @url, @lang and @status proposed or reviewed"
            raise CaseError(message)
    return case


def write(case: Case) -> None:
    """Write the expectation of a case."""
    headers = [f"@url    {case.url}"] if case.url else []
    headers += [f"@lang   {case.language}"] if case.language else []
    lines = [*headers, f"@status {case.status}", "", *map(notation.write, case.lines)]
    case.expected.write_text("\n".join(lines) + "\n", encoding="utf-8")


def add(source: Path, folder: Path, *, name: str, language: str, url: str = "") -> Case:
    """Copy an input into a folder of cases and write a *proposed* expectation: what the library makes of it today.

    Raises
    ------
    CaseError
        The name is not ``<category or keep>--<what-it-shows>``, or is taken, or no pack knows the language.
    """
    if not _NAME.fullmatch(name):
        message = f"{name!r}: a case is named <category or keep>--<what-it-shows>, in small letters, digits and hyphens"
        raise CaseError(message)
    if source.suffix not in _INPUT_SUFFIXES:
        message = f"{source}: a case's input ends in {', '.join(_INPUT_SUFFIXES)}"
        raise CaseError(message)
    if base(language) not in packs.known_languages() or not _TAG.fullmatch(language):
        message = f"{language!r}: not a language with a pack; these are {', '.join(sorted(packs.known_languages()))}"
        raise CaseError(message)
    case = Case(
        name=f"{language}/{name}",
        source=folder / language / f"{name}{source.suffix}",
        url=url,
        language=language,
    )
    if case.expected.exists():
        message = f"{case.expected}: exists already"
        raise CaseError(message)
    case.source.parent.mkdir(parents=True, exist_ok=True)
    case.source.write_bytes(source.read_bytes())
    case = replace(case, lines=tuple(notation.lines_of(clean(case))))
    write(case)
    return case


def accept(case: Case) -> None:
    """Mark a proposed expectation as reviewed: somebody has read it and says that it is what an editor wants.

    Raises
    ------
    CaseError
        It is reviewed already.
    """
    if case.status == "reviewed":
        message = f"{case.expected}: is reviewed already"
        raise CaseError(message)
    write(replace(case, status="reviewed"))
