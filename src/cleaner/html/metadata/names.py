"""Bylines as names: "By Jane Doe and John Roe, Political Editor" is Jane Doe and John Roe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex as re

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_NAMES = 20
MAX_CHARACTERS = 80  # of one name

_BY = r"by|von|vom|par|por|di|door|av|af"
_DONE = (
    r"written|posted|published|reported|story|words|text|texto|reviewed|article|edited|created|updated"
    r"|ein artikel|ein beitrag|artikel|beitrag|erstellt|gespeichert|geschrieben|verfasst|veröffentlicht|bericht"
    r"|rédigé|publié|escrito|a cura|skrevet|skriven"
)
_LEAD = re.compile(
    rf"(?:(?:(?:{_DONE})\s)?(?:{_BY})\b|(?!https?:)[\p{{L}} /]{{2,20}}[:：](?!/)"
    r"|(?:作者|文|記者|بقلم|מאת)(?=\s|[:：]))[\s:：]*",
    re.IGNORECASE,
)
_DATED_LEAD = re.compile(rf"[^\n]{{0,60}}?\d[^\n]{{0,40}}?\b(?:{_BY})\s+(?=\p{{L}})", re.IGNORECASE)
# What stands behind one of these is a role, a place or a date.
_BREAK = re.compile(
    r"[|•·–—\n]|\s-\s|\s?[(\[]|,?\s*(?:\b(?:on|am|le|el|il|den|vom|updated|published|(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep"
    r"|oct|okt|nov|dec|dez)\p{L}*)\.?,?\s)?\d",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*[;/&+、]\s*(?:and\s)?|,?\s(?:and|und|et|och|og|ja|и|y|ve|with|mit|avec|con)\s",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*[,،]\s*(?:and\s|und\s)?", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"\d|://|www\.|@|\.(?:html?|php|js|head)\b|[©{}<>=_\\#]|^(?:last|admin|administrator|user|null|none|undefined|unknown"
    r"|guest|by|von|follow|share|view|read|about|more|posts?|published|updated|contributors?|all posts|see all|website"
    r"|profile|authors?|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch"
    r"|donnerstag|freitag|samstag|sonntag|(?:foto|photo|image|bild|grafik|illustration|quelle|source|credit)s?)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|journalist|columnist|producer|chief|director|professor|redakteur\w*"
    r"|chefredakt\w*|korrespondent\w*|rédact\w+|journaliste|periodista|redattore|giornalista|redacteur|verslaggever"
    r"|m\.?d\.?|ph\.?d\.?|mba|rdn?|cfa|ceo|cto|founder|author|contributor|expert|specialist|coordinator|manager|analyst"
    r"|officer|consultant|strategist)\b",
    re.IGNORECASE,
)
_PARTICLE = re.compile(
    r"a|al|ap|af|av|bin|bint|d[aeiou]|das|del|della|den|der|des|dos|e|el|et|i|ibn|l[ae]|las|los|of|san|st|te[nr]|the|van|vo[mn]"
    r"|[yz]|zum?",
    re.IGNORECASE,
)
_EDGES = " .,:*'\"()[]-–"


def split(texts: Iterable[str], *, visible: bool = False) -> tuple[str, ...]:
    """Return the names in a byline, each once, in its order.

    Parameters
    ----------
    texts : iterable of str
        The byline's parts as declared, or as shown.
    visible : bool, default False
        The text is read off the page: a part counts as a name only where each of its words could be one.

    Examples
    --------
    >>> split(["By Jane Doe and John Roe, Political Editor"], visible=True)
    ('Jane Doe', 'John Roe')
    >>> split(["https://example.test/people/7", "Example Newsroom"])
    ('Example Newsroom',)
    """
    names: dict[str, str] = {}
    for text in texts:
        for name in _parts(text):
            if len(name) <= MAX_CHARACTERS and not _NOT_A_NAME.search(name) and (not visible or _could_be_name(name)):
                names.setdefault(name.casefold(), name)
    return tuple(names.values())[:MAX_NAMES]


def _parts(text: str) -> list[str]:
    if "://" in text:
        return []
    text = text.strip(_EDGES)
    lead = _LEAD.match(text) or _DATED_LEAD.match(text)
    text = _BREAK.split(text[lead.end() :] if lead else text, maxsplit=1)[0]
    pieces = [piece for piece in _COMMA.split(text) if piece]
    named = pieces[:1] + [piece for piece in pieces[1:] if " " in piece and not _ROLE.search(piece)]
    parts = (part.strip(_EDGES) for piece in named for part in _AND.split(piece))
    return [part for part in parts if len(part) > 1]


def _could_be_name(name: str) -> bool:
    """Whether each word is written as in a name; one word alone may be anybody's handle."""
    words = name.split()
    if len(words) == 1:
        return len(name) > 2
    return len(words) <= 6 and all(word[0].upper() == word[0] or _PARTICLE.fullmatch(word) for word in words)
