"""Corrections of an article, in the words of any language."""

from __future__ import annotations

import regex as re

_CORRECTION = re.compile(
    r"(?:correction|clarification|berichtigung|korrektur|rectificatif|correctif|corrección|fe de errores"
    r"|errata(?: corrige)?|correção|correctie|rectificatie|rättelse|rettelse|rettet|oikaisu|sprostowanie|oprava"
    r"|helyesbítés|düzeltme|поправка|исправление|виправлення|διόρθωση|תיקון|تصحيح|訂正|更正|정정)\b\s?[^.!?:：]{0,40}[:：]"
    r"|a correction was made\b|this (?:article|story|piece) (?:was|has been) (?:amended|corrected)\b"
    r"|an earlier version of this (?:article|story)\b",
    re.IGNORECASE,
)


def is_one(text: str) -> bool:
    """Tell whether a text says of itself that it corrects the article it stands in.

    Examples
    --------
    >>> is_one("Correction: the river is the Orr."), is_one("Berichtigung: Es ist die Orr."), is_one("It rained.")
    (True, True, False)
    """
    return _CORRECTION.match(text) is not None
