"""Records, as files and engines hold them: one dict in, one dict out, whatever is in it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Literal

from cleaner import plain
from cleaner.binary import binary_kind
from cleaner.encoding import decode_text
from cleaner.model import InputError
from cleaner.render.json import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.model import Document
    from cleaner.pipeline import Cleaner
    from cleaner.structure import Article

Record = dict[str, Any]
CARRIED = ("id", "source")

_HTML_SUFFIXES = (".html", ".htm", ".xhtml")
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|div|p|article|section|main|h[1-6]|br|span|table)\b[^<>]*>", re.I)
_LOOK_BYTES = 4096


def clean_record(record: Mapping[str, Any], wash: Cleaner) -> Record:
    """Clean one record; a failure is a record that says so, never an exception.

    Parameters
    ----------
    record : mapping
        ``html`` or ``text`` (str or bytes), and as far as they are known ``url``, ``language``, ``encoding`` (of bytes;
        text without it is UTF-8), ``id`` and ``source``, which are handed on as they are, or as a string if JSON
        cannot hold them. None counts as not given, and other keys are passed over.
    wash : Cleaner

    Returns
    -------
    dict
        ``id`` and ``source`` where given, then `Article.to_dict`; or, of a record that failed, ``schema_version``,
        ``url`` and ``error``.

    Examples
    --------
    >>> from cleaner import Cleaner
    >>> clean_record({"id": 7, "text": "It rained all night."}, Cleaner())
    {'id': 7, 'schema_version': 1, 'url': '', ...}
    >>> clean_record({"id": 8, "text": None}, Cleaner())
    {'id': 8, 'schema_version': 1, 'url': '', 'error': "a record needs 'html' or 'text'"}
    """
    try:
        return _carried(record) | clean_article(record, wash).to_dict()
    except Exception as error:  # whatever it is, it costs one record
        return failed_record(record, reason(error))


def failed_record(record: Mapping[str, Any], error: str) -> Record:
    """Return the record that says that one has failed.

    Examples
    --------
    >>> failed_record({"id": 7, "text": "It rained."}, "the worker process died")
    {'id': 7, 'schema_version': 1, 'url': '', 'error': 'the worker process died'}
    """
    url = record.get("url")
    told = {"schema_version": SCHEMA_VERSION, "url": url if isinstance(url, str) else "", "error": error}
    return _carried(record) | told


def clean_article(record: Mapping[str, Any], wash: Cleaner) -> Article:
    """Clean what a record holds.

    Raises
    ------
    InputError
        If it holds neither HTML nor text, a value of another type, or text in another encoding than it says.
    """
    form, told = _read(record)
    if form == "html":
        return wash.clean_html(record["html"], encoding=_string(record, "encoding"), **told)
    return wash.clean_text(_text(record), **told)


def parse_record(record: Mapping[str, Any]) -> Document:
    """Parse what a record holds, for a `SiteMemory` to observe.

    Raises
    ------
    InputError
        As of `clean_article`.

    Examples
    --------
    >>> [block.text for block in parse_record({"text": "It rained all night."}).blocks]
    ['It rained all night.']
    """
    form, told = _read(record)
    if form == "text":
        return plain.parse(_text(record), **told)
    if isinstance(record["html"], bytes) and (kind := binary_kind(record["html"])):
        raise InputError(f"this is {kind}")
    from cleaner import html  # noqa: PLC0415 - the parser is loaded for those who have markup

    return html.parse(record["html"], url=told["url"], encoding=_string(record, "encoding"))


def reason(error: Exception) -> str:
    """Say in one line why a record failed: our own errors teach, others name their type.

    Examples
    --------
    >>> reason(InputError("this is a PDF")), reason(RecursionError("too deep"))
    ('this is a PDF', 'RecursionError: too deep')
    """
    told = " ".join(str(error).split())
    return told if isinstance(error, InputError) else f"{type(error).__name__}: {told}"


def record_of(name: str, data: bytes, form: Literal["html", "text", ""] = "") -> Record:
    """Make a record of a file; whether it is markup is guessed unless told.

    Raises
    ------
    InputError
        If it is empty, or holds no text: compressed, an image, a PDF.

    Examples
    --------
    >>> record_of("a.txt", b"It rained.")
    {'source': 'a.txt', 'text': b'It rained.'}
    >>> record_of("a.txt", b"%PDF-1.7")
    Traceback (most recent call last):
    cleaner.model.InputError: this is a PDF; extract its text first and pass that to clean_text
    """
    if not data.strip():
        raise InputError("empty")
    if kind := binary_kind(data):
        raise InputError(f"this is {kind}")
    return {"source": name, form or form_of(name, data): data}


def form_of(name: str, data: bytes) -> Literal["html", "text"]:
    """Tell by its name, and by its first tags, whether a file is markup.

    Examples
    --------
    >>> form_of("a.html", b""), form_of("a", b"<!doctype html>"), form_of("a.txt", b"It rained.")
    ('html', 'html', 'text')
    """
    is_markup = name.lower().endswith(_HTML_SUFFIXES) or _MARKUP.search(data, 0, _LOOK_BYTES)
    return "html" if is_markup else "text"


def _carried(record: Mapping[str, Any]) -> Record:
    known = {key: record[key] for key in CARRIED if record.get(key) is not None}
    return {key: value if isinstance(value, str) or _is_json(value) else str(value) for key, value in known.items()}


def _is_json(value: object) -> bool:
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return False
    return True


def _read(record: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Tell the form of a record, and what it says of itself."""
    form = next((form for form in ("html", "text") if record.get(form) is not None), "")
    if not form:
        raise InputError("a record needs 'html' or 'text'")
    if not isinstance(record[form], str | bytes):
        raise InputError(f"{form!r} must be a string, not {type(record[form]).__name__}")
    return form, {"url": _string(record, "url"), "language": _string(record, "language")}


def _text(record: Mapping[str, Any]) -> str:
    text: str | bytes = record["text"]
    return text if isinstance(text, str) else decode_text(text, _string(record, "encoding"))


def _string(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{key!r} must be a string, not {type(value).__name__}")
    return value or ""
