"""Front matter: what a crawler writes in front of a text about its page, as YAML or as Jina Reader does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import regex as re

from cleaner.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_LINES = 60
_FENCE = "---"
_LAST = "markdown content:"  # of Jina Reader
_FIELD = re.compile(r"(?P<name>\p{L}[\p{L} _-]{0,30}):(?:\s+(?P<value>.*))?")
_GOES_ON = re.compile(r"\s|-\s|[\])}]")  # a list, or the rest of a value
_NAMES = {
    "title": "title", "author": "byline", "authors": "byline", "byline": "byline", "date": "published",
    "published": "published", "published time": "published", "url": "url", "url source": "url", "source": "url",
    "description": "dek", "excerpt": "dek", "sitename": "site", "site": "site", "hostname": "site",
}  # fmt: skip
_KNOWN = 2  # fields of a page, at least: else it is a dialogue between two rules
_FOLDED = {"", ">", "|", ">-", "|-", _FENCE}  # the value stands below, or there is none
_BETWEEN_NAMES = re.compile(r"\s*[;,]\s*|\s+(?:and|&)\s+")


def length(lines: Sequence[str]) -> int:
    """Count the lines of front matter in front of a text, blank ones left out.

    Examples
    --------
    >>> length(["---", "title: River rises", "date: 2026-05-03", "tags:", "- rain", "---", "It rained."])
    6
    >>> length(["Title: River rises", "URL Source: https://example-times.test/r", "Markdown Content:", "It rained."])
    3
    >>> length(["---", "It rained.", "---"]), length(["Title: River rises", "It rained."])
    (0, 0)
    """
    is_yaml = lines[:1] == [_FENCE]
    known = 0
    for count, line in enumerate(lines[:MOST_LINES]):
        if count and (line == _FENCE if is_yaml else line.lower() == _LAST):
            return count + 1 if known >= _KNOWN else 0
        field = _FIELD.fullmatch(line)
        known += _name_of(field) is not None
        if not (field or (is_yaml and (not count or _GOES_ON.match(line)))):
            return 0
    return 0


def metadata(lines: Sequence[str]) -> Metadata:
    """Read the lines of front matter; what is not understood is left out.

    Examples
    --------
    >>> found = metadata(["---", 'title: "River rises"', "author: Ann Wells, Bo Marsh", "date: 2026-05-03", "---"])
    >>> found.title, found.byline, found.published.isoformat()
    ('River rises', ('Ann Wells', 'Bo Marsh'), '2026-05-03T00:00:00+00:00')
    """
    told: dict[str, str] = {}
    name = None
    for line in lines:
        found = _FIELD.fullmatch(line)
        name = _name_of(found) if found else name
        value = found["value"] or "" if found else line.strip().removeprefix("- ")
        if name and value not in _FOLDED and (not found or name not in told):
            between = "; " if name == "byline" else " "
            told[name] = between.join(filter(None, [told.get(name), value.strip(" \"'[]")]))
    names = [name.strip(" \"'") for name in _BETWEEN_NAMES.split(told.get("byline", ""))]
    return Metadata(
        title=told.get("title", ""),
        dek=told.get("dek", ""),
        byline=tuple(filter(None, names)),
        published=_date(told),
        url=url if (url := told.get("url", "")).startswith("http") else "",
        site=told.get("site", ""),
    )


def _name_of(field: re.Match[str] | None) -> str | None:
    return _NAMES.get(field["name"].lower().replace("_", " ")) if field else None


def _date(told: Mapping[str, str]) -> datetime | None:
    try:
        found = datetime.fromisoformat(told.get("published", ""))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
