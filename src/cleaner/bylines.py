"""Bylines of plain text: a line that names the authors, in the words of its language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex as re

from cleaner.language import COMMON, base

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 160  # characters
_MOST_WORDS = 12
# The word in front of an author's name, by language, and the labels that stand there in any.
_BY = {
    "da": "af",
    "de": "(?:(?:eine? )?(?:gastbeitrag|interview|kolumne|kommentar|analyse|beitrag|rezension|kritik|reportage) )?von",
    "en": "(?:(?:words|story|text|report|reporting|interview|written|reported|posted|published) )?by",
    "es": "por", "fr": "par", "id": "oleh", "it": "di", "nl": "door", "no": "av", "pt": "por", "sv": "av",
}  # fmt: skip
_LABEL = (
    "author|words|story|text|reporting|autor(?:in|a|e|ka)?|auteure?|autrice|texte?|texto|testo|tekst"
    "|författare|forfatter|yazan|haber|röportaj|rozmawiała?|rozmawiali|беседовал[аи]?|penulis"
    "|kirjoittaja|teksti|szerző|автор|текст|συντάκτης|κείμενο|tác giả|लेखक"
)
_AND = r"(?i:and|und|et|y|e|en|och|og|ja|ve|i|și|és|a|и|та|και|with|mit|avec|con|com|dan|và)"
# What no name begins with: “By the Numbers”, “Por fin”, “By Friday”.
_NOBODY = (
    r"(?i:the|an?|sea|train|bus|royal|christmas|easter|numbers|links|beruf|la|notre|dios|fin|terra|karena|january|february|july"
    r"|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag"
    r"|mittwoch|donnerstag|freitag|samstag|sonntag)\b"
)
_MONTH = re.compile(r" (?:Jan|Feb|Mar|Apr|Ma[yi]|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz])\p{L}*\.?\Z", re.I)
# What no name goes on with: when its text appeared.
_APPEARED = (
    r"(?i:published|updated|posted|modified|created|publiée?|actualisée?|publicad[oa]|a[ct]tualizad[oa]|pubblicat[oa]|aggiornat[oa]"
    r"|veröffentlicht|aktualisiert|erschienen|gepubliceerd|bijgewerkt|publicerad|uppdaterad|publiser?t|oppdatert|publiceret|opdateret)\b"
)
_NAME = rf"(?!{_AND}\s|{_APPEARED})\p{{Lu}}[\p{{L}}'’.-]*+"
_PARTICLE = r"(?:(?:d[aeiu]|del|della|der|den|dos|das|el|al|l[ae]|van|von|zu|te[nr]|bin|ibn|af|av) )"
_WHO = rf"(?!{_NOBODY}){_NAME}(?: {_PARTICLE}{{0,2}}{_NAME}){{1,3}}+"
_NAME_ALONE = re.compile(r"\p{Lu}\p{Ll}+(?:[-'’ ]\p{Lu}\p{Ll}+){1,2}")
# What stands below a headline in capitals besides: the name of a section, or what kind of text it is.
_SECTIONS = re.compile(
    r"\b(?:press|release|guest|column|special|exclusive|breaking|opinion|analysis|editorial|feature|interview|video|gallery"
    r"|live|update|sponsored|world|local|national|business|sports?|politics|health|science|travel|culture|lifestyle"
    r"|entertainment|technology|money|weather|news)\b",
    re.I,
)
_NEXT = rf"(?:\s*(?:,\s*(?:{_AND}\s)?|[&/]\s*)|\s{_AND}\s)"
# Scripts without capitals: only what a label or a title leaves no doubt of.
_UNCASED = re.compile(
    r"(?:作者|文|作|撰文|記者|记者|執筆)\s?[:：/／・]\s?(?P<names>[\p{Han}\p{Hiragana}\p{Katakana}]{2,8})"
    r"|(?!시민|취재|수습)(?P<names>\p{Hangul}{2,4}) 기자"
    r"|(?:بقلم|كتب|كتبت|מאת)\s?:?\s(?P<names>[\p{Arabic}\p{Hebrew}]+(?: [\p{Arabic}\p{Hebrew}'\"-]+){1,3})"
)
# What may stand behind the names: a role, a place, a date, an agency.
_BEHIND = re.compile(
    rf"\s*(?:\Z|[,.|–—•·(:@]|- |\d)|\s{_AND}\s\S+\Z|\s(?:in|at|for|on|from|aus|à|para)\b|\s{_APPEARED}",
    re.I,
)
# What stands beside a name and is none.
OFFICES = (
    r"editor|correspondent|reporter|writer|columnist|staff|desk|bureau|chief|agency|agencies|online|news|producer|director"
    r"|professor|founder|author|contributor|expert|specialist|coordinator|manager|analyst|officer|consultant|strategist|ceo|cto"
    r"|(?:chef)?redakt\w*|korrespondent\w*|journalist\w*|envoyée?|correspondante?|rédact\w+|corresponsal|periodista"
    r"|inviat[oa]|corrispondente|redattore|giornalista|redacteur|verslaggever"
)
_OFFICE = re.compile(rf"\b(?:{OFFICES})\b", re.I)
_UNNAMED = re.compile(
    r"(?:by|from)\s+(?:an?|our|the)\s+(?:[\w-]+\s+){0,3}(?:reporters?|correspondents?|writers?|bureau|desk|staff)"
    r"(?:\s+(?:in|at)\s+\p{Lu}.{1,40})?",
    re.I,
)


def is_one(text: str, language: str = "en") -> bool:
    """Tell whether a line names the authors.

    Parameters
    ----------
    text : str
    language : str, default="en"
        BCP 47 code of the document's language; "by" is looked for where it is not known.

    Examples
    --------
    >>> is_one("By Ann Wells and Bo Marsh"), is_one("By the river, it rained"), is_one("Von Ann Wells", "de")
    (True, False, True)
    """
    is_short = len(text) < _LONGEST and len(text.split()) <= _MOST_WORDS
    return is_short and bool(names(text, language) or _UNNAMED.fullmatch(text))


def names(text: str, language: str = "en") -> tuple[str, ...]:
    """Take the names out of a byline; none out of any other line.

    Examples
    --------
    >>> names("By Ann Wells and Bo Marsh, Political Editor")
    ('Ann Wells', 'Bo Marsh')
    >>> names("Von Karl von der Aue und Ann Wells", "de"), names("Von Hamburg nach Kiel", "de")
    (('Karl von der Aue', 'Ann Wells'), ())
    """
    if found := _UNCASED.fullmatch(text):
        return (found["names"],)
    found = _signed(base(language)).match(text)
    if not found or not _BEHIND.match(text, found.end()):
        return ()
    signed = _MONTH.sub("", found["names"]) if text[found.end() :].lstrip(" .")[:1].isdigit() else found["names"]
    listed = (_OFFICE.split(name, maxsplit=1)[0].strip() for name in re.split(_NEXT, signed))
    return tuple(name for name in listed if " " in name)


def first(lines: Iterable[str], language: str = "en") -> tuple[str, ...]:
    """Return the names of the first byline among some lines.

    Examples
    --------
    >>> first(["River rises", "By Ann Wells", "By Bo Marsh"])
    ('Ann Wells',)
    """
    return next(filter(None, (names(line, language) for line in lines)), ())


def is_name(text: str) -> bool:
    """Tell whether a line is two or three words written as those of a name are, and no common word of a language.

    Examples
    --------
    >>> is_name("Ann Wells"), is_name("The Weir"), is_name("Weir opens")
    (True, False, False)
    """
    is_one = _NAME_ALONE.fullmatch(text) is not None and COMMON.isdisjoint(text.lower().split())
    return is_one and not _SECTIONS.search(text)


@cache
def _signed(language: str) -> re.Pattern[str]:
    by = _BY.get(language, _BY["en"])
    lead = rf"{by}:?|(?:{_LABEL})\s?:"
    return re.compile(rf"(?i:{lead})\s+(?P<names>{_WHO}(?:{_NEXT}{_WHO}){{0,11}})")
