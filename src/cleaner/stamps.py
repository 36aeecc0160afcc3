"""Lines that say when: the stamp of a page, and what is a fact with its year."""

from __future__ import annotations

import regex as re

from cleaner.shape import YEAR, is_figures
from cleaner.text import count_words, ends_sentence

# A fact, if the label is none of when the text appeared: a year, or a figure of a year.
_DATED_FACT = re.compile(
    r"(?!(?i:publi|updat|post|copyright|stand|dat(?:e|um)|last|ge[äa]nd|modifi|actuali|aktuali|veröff|erschien|opubl|обнов|опубл|оновл))"
    r"(?:(?:\p{L}[\p{L} ]{1,30}: (?:1\d|20)\d\d\s?)+"
    r"|(?:\p{L}[\p{L} -]{1,30} )?(?:1\d|20)\d\d: [\d.,]+ (?!(?i:uhr|[ap]\.?m|h|min|comments?|views?)\b)\p{L}[^\d]*"
    r"|\p{L}[\p{L} -]{1,30} (?:1\d|20)\d\d: [\d.,]+)"
)
_STAMP_WORDS = 14
_TIME = re.compile(r"\b[012]?\d[:.h][0-5]\d\b")
_TIME_WORDS = 2
OF_OUR_TIME = re.compile(r"\b(?:199\d|20\d\d)(?=\b|[年년])")
_FIGURE = re.compile(r"\d{3}(?!\d? ?(?:GMT|UTC|[A-Z]{1,2}[DS]T)\b)")  # no day, month or time has three digits
# On a day, a work of that year, from year to year, so many in a year, or from day to day.
_HAPPENED = re.compile(
    r"\d: \p{L}|\(\d{4}\)|\b(?:1\d|20)\d\d ?[-–—] ?(?:19|20)\d\d\b|\d [^,]+ in \d{4}\Z"
    r"|(?<![\d:.,-])\d{1,2}\.? ?[-–—] ?\d{1,2}\.? (?!(?i:min|uhr|hrs|std))\p{L}{3}"
)


def is_dated_fact(text: str) -> bool:
    """Tell whether a line is a fact: a label and a year, or a year and its figure.

    Examples
    --------
    >>> is_dated_fact("Built: 1962"), is_dated_fact("2019: 412 cases"), is_dated_fact("Turnover 2024: 3.8")
    (True, True, True)
    >>> is_dated_fact("Updated: 2024"), is_dated_fact("2025: 10.30 Uhr")
    (False, False)
    """
    return _DATED_FACT.fullmatch(text) is not None


def is_stamp(text: str) -> bool:
    """Tell whether a line says a date or a time, and little else; a year alone, or what happened on a day, is a fact.

    Examples
    --------
    >>> is_stamp("Published 3 May 2024, 10:42"), is_stamp("06:15 Uhr"), is_stamp("May 2024")
    (True, True, True)
    >>> is_stamp("3 May 2024 - 1042 GMT"), is_stamp("May 2024: 5 min read")
    (True, True)
    >>> is_stamp("In 2024 the river rose twice."), is_stamp("Built: 1962"), is_stamp("6 May 1945: blown up")
    (False, False, False)
    >>> is_stamp("Harbourmaster, 2009-2021"), is_stamp("9 metres in 2024"), is_stamp("Town hall, 9-23 May 2024")
    (False, False, False)
    >>> is_stamp("480 g/m² : grammage moyen en 2024"), is_stamp("Rakennettu 1974")
    (False, False)
    """
    if len(text) >= 120 or not is_figures(text):
        return False
    if is_dated_fact(text) or _HAPPENED.search(text):
        return False
    words = count_words(text)
    if words <= _TIME_WORDS:
        if text.isdecimal():
            return False
        return bool(OF_OUR_TIME.search(text) or _TIME.search(text))
    rest = YEAR.sub("", text)
    is_dated = rest != text and any(map(str.isdigit, rest)) and not _FIGURE.search(rest)
    return words <= _STAMP_WORDS and is_dated and not ends_sentence(text)
