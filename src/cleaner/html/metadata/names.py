"""Bylines as names: "By Jane Doe and John Roe, Political Editor" is Jane Doe and John Roe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex as re

from cleaner.bylines import OFFICES

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_NAMES = 20
MAX_CHARACTERS = 80  # of one name

_BY = r"by|von|vom|par|por|di|door|av|af|от|від|przez"
_DONE = (
    r"written|posted|published|reported|submitted|story|words|text|texto|reviewed|article|created|updated"
    r"|(?:ein )?(?:artikel|beitrag|bericht)|erstellt|gespeichert|geschrieben|verfasst|veröffentlicht"
    r"|eingereicht|rédigé|écrit|publié|proposé|soumis|escrito|publicado|enviado|a cura|scritto|inviato|skrevet|skriven"
    r"|geschreven|ingediend"
)
_LABELS = (
    r"texte?|texto|testo|teksti?|words|autor(?:in|a|e|ka)?|author|auteure?|autore|автор|текст|szerző|penulis|yazan|kirjoittanut"
    r"|作者|撰文|文|作|記者|记者|글|بقلم|كتبت?|מאת|tác giả"
)
_LEAD = re.compile(
    rf"(?:(?:(?:{_DONE})\s)?(?:{_BY})\b|scritto da\b|(?!https?:)[\p{{L}} /&]{{2,20}}[:：](?!/)"
    rf"|(?:{_LABELS})(?=\s?[:：/／・]|(?<=\p{{Lo}})\s))[\s:：/／・]*",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    rf"(?:{_BY})\b:?\s+(?=(?-i:\p{{Lu}})|\p{{Lo}}|\S+\Z)"
    rf"|(?:{_DONE})\s(?:{_BY})\b:?\s+(?=\p{{L}})|(?:{_LABELS})\s?[:：／]\s*(?=\p{{L}})",
    re.IGNORECASE,
)
# A label beside the name of who wrote an article.
_LABEL = re.compile(
    rf"(?:\p{{L}}+\s)?(?:{_BY}|da)|by-?line|autor(?:in|a|e|ka)?|auteur|author|автор\w*|yazan|kirjoittanut|作者|執筆者|投稿者|작성자",
    re.IGNORECASE,
)
_DATED_LEAD = re.compile(rf"[^\n]{{0,60}}?\d[^\n]{{0,40}}?\b(?:{_BY})\s+(?=\p{{L}})", re.IGNORECASE)
_CHECKED = r"(?:(?:medically |clinically |expert )?reviewed|edited|fact[- ]checked|geprüft|révisé|revisado)"
_REVIEWED = rf"{_CHECKED} (?:by|von|par|por)\b"
_READ_BY = re.compile(rf"\b{_REVIEWED}", re.IGNORECASE)
# What stands behind one of these is a role, a place or a date.
_BREAK = re.compile(
    r"[|•·–—»\n]|\s-\s|\s?[(\[<](?![\w. ]{1,15}\)\s(?-i:\p{Lu}))"  # not a middle name: “Jane (J. R.) Doe”
    r"|\s(?:on\s)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun),?\s(?:\p{L}+\.?\s)?\d"
    r"|\sin\s(?-i:\p{Lu})|\s\S+@\w|\s\p{L}{1,12}\s?[:：／](?!/)"  # a place, an address, another's label
    rf"|[,.]?\s{_REVIEWED}"
    r"|,?\s*(?:\b(?:on|at|am|um|le|à|el|il|den|vom|ngày|updated|published|(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep"
    r"|oct|okt|nov|dec|dez)\p{L}*)\.?,?\s){0,2}\d",
    re.IGNORECASE,
)
# What is signed so is a picture, or was only read by whom it names.
_LED = re.compile(rf"(?:{_BY})\s+(?=(?-i:\p{{Lu}}))", re.IGNORECASE)
_BAR = re.compile(r"\s*[|•·]\s*|\s+(?=(?:作者|撰文|記者|记者)\s?[:：])")
_OTHER_WORK = re.compile(
    rf"(?:foto|photo|image|bild|grafik|illustration|credit)s?(?: credit)?\s?[:：]|courtesy\s|{_REVIEWED}", re.IGNORECASE
)
_AND = re.compile(
    r"\s*[;/&+、]\s*(?:and\s)?|,?\s(?:and|und|et|och|og|ja|и|y|ve|with|mit|avec|con|și|és|та|και|dan|và)\s"
    r"|(?<=\S\s\S+)\s[aei]\s(?=\S+\s\S)",  # between names of two words: “Eça e Queiroz” is one
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*[,،]\s*(?:and\s|und\s)?", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"\d|://|:\s|www\.|@|\.(?:html?|php|js|head)\b|[©{}<>=_\\#]"
    r"|^(?:last|admin|administrator|(?:super )?user|null|none|undefined|unknown|guest|by|von|follow|share|view|read"
    r"|about|learn|more|posts?|published|updated|contributors?|all posts|see all|website"
    r"|register|registrieren|log ?in|sign|anmelden|abonnieren|profile?|authors?|hace|veröffentlicht|aktualisiert"
    r"|publicado|publié|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch"
    r"|donnerstag|freitag|samstag|sonntag|(?:foto|photo|image|bild|grafik|illustration|quelle|source|credit)s?)\b"
    r"|^(?:(?:your |author )?name|注册|註冊|登录|登錄|登入|[发發][布表][于於]|更新[于於]|未知|佚名|匿名)\Z"
    r"|^(?:相[关關]|[网網][络絡])|\b(?:taboola|outbrain)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(rf"\b(?:{OFFICES}|m\.?d\.?|ph\.?d\.?|mba|rdn?|cfa)\b", re.IGNORECASE)
_REPORTER = re.compile(
    r"(?<=\p{Hangul})\s(?:\p{Hangul}{0,4}기자|특파원|논설위원|통신원|앵커)\Z|(?<=\p{Han})\s?(?:記者|记者)\Z"
)
_PARTICLE = re.compile(
    r"a|al|ap|af|av|bin|bint|d[aeiou]|das|del|della|den|der|des|dos|e|el|et|i|ibn|l[ae]|las|los|of|san|st|te[nr]|the|van|vo[mn]"
    r"|[yz]|zum?",
    re.IGNORECASE,
)
# One word of a script that sets words apart: a login, or an agency's name.
_ACCOUNT = re.compile(r"[\p{Lu}\p{Ll}\p{N}._-]+")
_EDGES = " .,:*'\"()[]-–→⋅"


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
            if len(name) <= MAX_CHARACTERS and not _is_no_name(name) and (not visible or _could_be_name(name)):
                names.setdefault(name.casefold(), name)
    return tuple(names.values())[:MAX_NAMES]


def given_name_first(name: str) -> str:
    """Return a name as it is signed, of one that is declared as libraries sort it.

    Examples
    --------
    >>> given_name_first("Doe, Jane")
    'Jane Doe'
    """
    last, _, first = name.partition(",")
    return f"{first.strip()} {last.strip()}".strip()


def is_signed(text: str) -> bool:
    """Tell whether a text begins as a byline does.

    Examples
    --------
    >>> is_signed("Written by Jane Doe"), is_signed("By waiting, they saw it")
    (True, False)
    """
    return _SIGNED.match(text) is not None


def signed_part(text: str) -> str:
    """Return what stands behind bars in a line and begins as a byline does, if there is such a part.

    Examples
    --------
    >>> signed_part("3 May 2024 | Author: Jane Doe"), signed_part("By Jane Doe | Rivers")
    ('Author: Jane Doe', '')
    """
    return next((part for part in _BAR.split(text)[1:] if is_signed(part)), "")


def names_reader(text: str) -> bool:
    """Tell whether a text names who read the article before it was printed.

    Examples
    --------
    >>> names_reader(". Reviewed by "), names_reader("Written by ")
    (True, False)
    """
    return _READ_BY.search(text) is not None


def is_label(text: str) -> bool:
    """Tell whether a label stands beside the name of an author.

    Examples
    --------
    >>> is_label("Written by"), is_label("Est. reading time")
    (True, False)
    """
    return _LABEL.fullmatch(text.strip(_EDGES)) is not None


def is_account(name: str) -> bool:
    """Tell whether a name is but one word, in a script whose names have two.

    Examples
    --------
    >>> is_account("jane.doe"), is_account("Jane Doe"), is_account("山田太郎")
    (True, False, False)
    """
    return _ACCOUNT.fullmatch(name) is not None


def _parts(text: str) -> list[str]:
    if "://" in text:
        return []
    signed = (part for part in _BAR.split(text) if _LED.match(part) or _SIGNED.match(part))
    text = next(signed, text).strip(_EDGES)
    if _OTHER_WORK.match(text):
        return []
    lead = _LEAD.match(text) or _DATED_LEAD.match(text)
    text = _BREAK.split(text[lead.end() :] if lead else text, maxsplit=1)[0]
    pieces = [piece for piece in _COMMA.split(text) if piece]
    named = pieces[:1] + [piece for piece in pieces[1:] if " " in piece and not _ROLE.search(piece)]
    parts = (_REPORTER.sub("", part).strip(_EDGES) for piece in named for part in _joined(piece))
    return [part for part in parts if len(part) > 1]


def _joined(piece: str) -> list[str]:
    """Split names joined by “and”; what is joined to a letter, as in “Mac & i”, is one name."""
    parts = _AND.split(piece)
    return [piece] if any(len(part) == 1 and part.isalpha() for part in parts) else parts


def _is_no_name(name: str) -> bool:
    return _NOT_A_NAME.search(name) is not None or (" " not in name and _LABEL.fullmatch(name) is not None)


def _could_be_name(name: str) -> bool:
    """Whether each word is written as in a name; one word alone may be anybody's handle."""
    words = name.split()
    return len(words) == 1 or (
        len(words) <= 6 and all(word[0].upper() == word[0] or _PARTICLE.fullmatch(word) for word in words)
    )
