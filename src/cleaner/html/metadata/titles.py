"""The article's own title: of what a page declares and shows, the words that are not the site's name."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import regex as re

from cleaner.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEPARATOR = re.compile(
    r"\s*[:»]\s+|\s+[|\-–—·•/›~]+\s+|\s*[|│｜ㅣ]\s*|\s?[-–_]{1,2}(?=[\p{Han}\p{Hangul}\p{Kana}]{2,12}\Z)|\s-(?=\S+\.\w{2,3}\Z)"
)
# What a title in Chinese ends in, where it is a site's name.
_NAMES_SITE = re.compile(r"\p{Han}{1,10}(?:[网網报報台]|官网|网站|網站|新[闻聞]|频道|頻道|在线|公报)")
_TITLE_SPACES = 2  # in what stands behind a site's name
_NO_TITLE = re.compile(r"(?i)untitled(?: document)?|home ?(?:page)?|start(?:seite)?|index|new page \d+|document")
MIN_TITLE = 12  # characters
_WORD = re.compile(r"\w+")
_ALIKE = 0.5  # share of words from which on a headline and a declared title are of one article


def choose(shown: Sequence[str], declared: Sequence[str], *, site: str) -> str:
    """Return the title.

    A headline that the page shows wins over what it declares for networks and search engines, if the two agree: of
    several headlines, the one nearest to the declared titles.

    Parameters
    ----------
    shown : sequence of str
        The page's headlines.
    declared : sequence of str
        Titles declared for the article, best first; they may carry the site's name.
    site : str
        The site's name and host, so that they can be told from the title.

    Examples
    --------
    >>> choose(["Example Times", "Rain stops play"], ["Rain stops play | Example Times"], site="Example Times")
    'Rain stops play'
    >>> choose(["Notes of the North"], ["Rain stops play", "Notes of the North: Rain stops play"], site="")
    'Rain stops play'
    >>> choose([], ["Rain stops play | Sport - Example Times"], site="example-times.test")
    'Rain stops play'
    """
    in_front = {_in_front(title, other) for title in declared for other in declared} - {""}
    headlines = [headline for headline in shown if not _is_site(headline, site) and headline not in in_front]
    for headline in headlines:
        if any(title.startswith(headline) for title in declared):
            return headline
    titles = [title for title in (bare(title, site) for title in declared) if title and not _NO_TITLE.fullmatch(title)]
    if not titles:
        return next(iter(headlines), "")
    words = [_words(title) for title in titles]
    likeness = {headline: max(_likeness(_words(headline), title) for title in words) for headline in headlines}
    best = max(headlines, key=lambda headline: likeness[headline], default="")
    if not best or likeness[best] < _ALIKE:
        return titles[0]
    return _without_kicker(best, titles)


def _in_front(title: str, other: str) -> str:
    """Return what a declared title has in front of another one and a colon: a site's name, or a section's."""
    front, _, rest = title.partition(": ")
    return front if rest == other and other.count(" ") >= _TITLE_SPACES else ""


def bare(title: str, site: str) -> str:
    """Cut the site's name off a declared title, and the sections behind an upright line.

    Examples
    --------
    >>> bare("Rain stops play | Sport | Example Times", "Example Times")
    'Rain stops play'
    >>> bare("Example Times: Rain - and no end", "Example Times")
    'Rain - and no end'
    >>> bare("暴雨连下三日_静河网", "")
    '暴雨连下三日'
    """
    cuts = list(_SEPARATOR.finditer(title))
    for cut in cuts:
        if _is_site(title[cut.end() :], site) or _NAMES_SITE.fullmatch(title[cut.end() :]):
            title = title[: cut.start()]
            break
    else:
        if cuts and _is_site(title[: cuts[0].start()], site):
            title = title[cuts[0].end() :]
    head = title.split(" | ")[0]
    return (head if len(head) >= MIN_TITLE else title).strip()


def site_beside(title: str, declared: str) -> str:
    """Return what a declared title has behind the article's own, or else in front: the name of the site.

    Examples
    --------
    >>> site_beside("Rain stops play", "Rain stops play | Sport | Example Times")
    'Example Times'
    >>> site_beside("Rain stops play", "Example Times: Rain stops play"), site_beside("Rain", "Rain stops play")
    ('Example Times', '')
    """
    if not title or title not in declared:
        return ""
    front, _, behind = declared.partition(title)
    parts = _SEPARATOR.split(behind) if behind else _SEPARATOR.split(front)[::-1]
    return parts[-1].strip() if len(parts) > 1 and not parts[0] else ""


def _without_kicker(headline: str, titles: Sequence[str]) -> str:
    """Cut what stands in front of a title inside its headline; where it is glued to it, tell the title as declared."""
    for title in titles:
        is_end = len(title) > len(headline) // 2 and " " in title and headline.endswith(title)
        is_glued = _together(title) == _together(headline) and len(_words(title)) > len(_words(headline))
        if is_end or is_glued:
            return title
    return headline


def _is_site(text: str, site: str) -> bool:
    """Whether ``text`` is the site's name or a part of it, written together or apart."""
    plain = _together(text)
    return len(plain) > 2 and plain in _together(site)


@lru_cache(maxsize=256)
def _together(text: str) -> str:
    return "".join(_WORD.findall(fold(text)))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of words in common, 0 to 1: of the shorter title where it has three words or more, else of the longer."""
    sizes = sorted((len(one), len(other)))
    return len(one & other) / max(1, sizes[0] if sizes[0] > 2 else sizes[1])
