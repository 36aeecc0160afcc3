"""Bylines as names: "By Jane Doe and John Roe, Political Editor" is Jane Doe and John Roe."""

from __future__ import annotations

from collections.abc import Iterable

import regex as re

MAX_NAMES = 20
MAX_CHARACTERS = 80  # of one name

_LEAD = re.compile(
    r"(?:(?:(?:written|posted|published|reported|story|words|text|reviewed|article|edited|created|updated)\s)?by\b"
    r"|(?:(?:ein artikel|ein beitrag|geschrieben|verfasst|veröffentlicht|text|bericht)\s)?von\b|(?:rédigé\s|publié\s)?par\b"
    r"|(?:escrito\s)?por\b|(?:a cura\s)?di\b|door\b|(?:skrevet\s|skriven\s)?av\b|af\b|(?:автор|autor|autore|auteur|author"
    r"|autorin|autor/in|text|texte|texto|testo|tekst|foto|photo|redaktion|journalist|reporter|verfasser|作者|文|取材・文|記者"
    r"|مؤلف|כתב|מאת)s?\s?[:：]|بقلم|מאת)[\s:：]*",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[|•·–—\n]|\s-\s|\s{3,}")  # what stands behind it is a role, a place or a date
_AND = re.compile(r"\s*[;/&+、]\s*|\s(?:and|und|et|och|og|ja|и|y|ve|with|mit|avec|con)\s", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,،]\s*")
_NOT_A_NAME = re.compile(
    r"\d|https?:|www\.|@|\.(?:com|html?|php)\b|[{}<>=_\\]|^(?:admin|administrator|user|null|none|undefined|unknown|guest"
    r"|follow|share|view|read|about|more|posts?|published|updated|contributors?|all posts|see all|website|profile)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|journalist|columnist|producer|chief|director|professor|redakteur\w*|chefredakt\w*"
    r"|korrespondent\w*|rédact\w+|journaliste|periodista|redattore|giornalista|redacteur|verslaggever|m\.?d\.?|ph\.?d\.?|mba|rdn?"
    r"|cfa|jr|sr|ceo|founder|author|contributor|in [A-Z]\w+)\b",
    re.IGNORECASE,
)
_PARTICLE = frozenset("a al ap af av bin bint da das de del della den der des di do dos du e el et i ibn la le las los of san st"
                      " ter ten the van vom von y z zu zum".split())  # fmt: skip


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
            if len(name) > MAX_CHARACTERS or _NOT_A_NAME.search(name) or (visible and not _could_be_name(name)):
                continue
            names.setdefault(name.casefold(), name)
    return tuple(names.values())[:MAX_NAMES]


def _parts(text: str) -> list[str]:
    text = _LEAD.sub("", text.strip(), count=1) if _LEAD.match(text.strip()) else text.strip()
    text = _BREAK.split(text, maxsplit=1)[0]
    found = []
    for part in _AND.split(text):
        pieces = [piece for piece in _COMMA.split(part) if piece]
        kept = [piece for piece in pieces if not _ROLE.search(piece)]
        found += kept if len(kept) > 1 and all(" " in piece for piece in kept) else kept[:1] or pieces[:1]
    return [part.strip(" .,:*'\"()[]") for part in found if len(part.strip(" .,:*'\"()[]")) > 1]


def _could_be_name(name: str) -> bool:
    words = name.split()
    if not 1 <= len(words) <= 6:
        return False
    return all(word[0].upper() == word[0] or word.casefold() in _PARTICLE for word in words)
