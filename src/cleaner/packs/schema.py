"""TOML table -> Rule: every field checked, every complaint naming file, rule and field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NoReturn, get_args

import regex

from cleaner import text
from cleaner.model import Category, PackError
from cleaner.packs import forms
from cleaner.packs.rule import NO_LIMIT, Key, Look, Rule, Target

_HEAD = {"name", "disable", "until", "rule"}
_TEXTS = {"id", "category", "target", "form", "pattern", "where", "run", "why"}
_LISTS = {"phrases", "needs", "looks", "unless", "must_match", "must_keep"}
_COMPULSORY = ("id", "category", "target", "strength", "why", "must_match", "must_keep")
_CHOICES: dict[str, tuple[str, ...]] = {
    "category": tuple(Category),
    "target": get_args(Target),
    "form": tuple(forms.FORMS),
    "where": ("head", "end", "several"),
    "run": ("teaser",),
}
_FORMS_OF_TARGET = {"lead-in": forms.STARTING, "tail": forms.ENDING}
_LOOKED_FOR = frozenset({"phrases", "pattern", "needs", "unless"})
_STRENGTH = 10.0


def head(table: Mapping[str, Any], *, file: str) -> None:
    """Check what a pack says beside its rules.

    Raises
    ------
    PackError
        Naming the file and the field that is wrong.

    Examples
    --------
    >>> head({"disable": "en.share.line"}, file="mine.toml")
    Traceback (most recent call last):
    ...
    cleaner.model.PackError: mine.toml: bad 'disable': a list of ids of rules
    """
    wrong = [f"unknown field {min(unknown)!r}"] if (unknown := set(table) - _HEAD) else []
    if not _are_texts(table.get("disable", [])):
        wrong.append("bad 'disable': a list of ids of rules")
    if "until" in table and type(table["until"]) is not date:
        wrong.append("bad 'until': a date such as 2027-12-31, without quotes")
    rules = table.get("rule", [])
    if not isinstance(rules, list) or not all(isinstance(entry, Mapping) for entry in rules):
        wrong.append("bad 'rule': tables, each below a line [[rule]], in two pairs of brackets")
    if wrong:
        message = f"{file}: {wrong[0]}"
        raise PackError(message)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _folded(table: Mapping[str, Any]) -> dict[str, Any]:
    """Write what is looked for in the plain letters of folded text, where it is spelled as the language does."""
    found = dict(table)
    for field in _LOOKED_FOR & table.keys():
        value = table[field]
        found[field] = text.plain_letters(value) if isinstance(value, str) else [*map(text.plain_letters, value)]
    return found


def rule(table: Mapping[str, Any], *, file: str, pack: str) -> Rule:
    """Check one ``[[rule]]`` table and build its rule.

    Parameters
    ----------
    table : mapping
        As read from TOML.
    file : str
        Name of the file, for messages.
    pack : str
        Name of the pack; the first part of every id.

    Raises
    ------
    PackError
        Naming the file, the rule and the field that is missing or wrong.

    Examples
    --------
    >>> rule({"id": "en.share.follow"}, file="en.toml", pack="en")
    Traceback (most recent call last):
    ...
    cleaner.model.PackError: en.toml: rule en.share.follow: missing 'category'
    """
    check = _Check(table, f"{file}: rule {table.get('id', '?')}")
    check.types()
    check.choices(pack)
    check.table = table = _folded(table)
    keys = check.keys()
    words = table.get("words")
    built = Rule(
        id=table["id"],
        category=Category(table["category"]),
        target=table["target"],
        strength=float(table["strength"]),
        why=table["why"],
        keys=keys,
        form=table.get("form", ""),
        phrases=tuple(table.get("phrases", ())),
        pattern=table.get("pattern", ""),
        words=(words[0], words[1] if len(words) > 1 else NO_LIMIT) if words else None,
        looks=tuple(table.get("looks", ())),
        unless=tuple(table.get("unless", ())),
        where=table.get("where", ""),
        run=table.get("run", ""),
        must_match=tuple(table["must_match"]),
        must_keep=tuple(table["must_keep"]),
    )
    try:
        built.expression  # noqa: B018 - compiled here so that a bad expression is told at load
    except regex.error as error:
        check.fail(f"'pattern' does not compile: {error}")
    return built


class _Check:
    """The checks of one table; each ends in ``fail`` or passes in silence."""

    def __init__(self, table: Mapping[str, Any], name: str) -> None:
        self.table = table
        self.name = name

    def fail(self, complaint: str) -> NoReturn:
        message = f"{self.name}: {complaint}"
        raise PackError(message)

    def types(self) -> None:
        for field in _COMPULSORY:
            if self.table.get(field) in (None, "", []):
                self.fail(f"missing {field!r}")
        for field, value in self.table.items():
            if field in _TEXTS:
                good = isinstance(value, str)
            elif field in _LISTS:
                good = _are_texts(value)
            elif field == "words":
                good = isinstance(value, list) and [type(item) for item in value] in ([int], [int, int])
                good = good and value == sorted(value) and value[0] >= 0
            elif field == "strength":
                good = type(value) in (int, float) and 0 < abs(value) <= _STRENGTH
            else:
                self.fail(f"unknown field {field!r}")
            if not good:
                self.fail(f"bad {field!r}: {value!r}")

    def choices(self, pack: str) -> None:
        table = self.table
        for field, allowed in _CHOICES.items():
            if field in table and table[field] not in allowed:
                self.fail(f"bad {field!r}: {table[field]!r} is none of {', '.join(allowed)}")
        for look in table.get("looks", ()):
            if look not in get_args(Look):
                self.fail(f"bad 'looks': {look!r} is none of {', '.join(get_args(Look))}")
        name = table["id"].removeprefix(f"{pack}.{table['category']}.")
        if name == table["id"] or not regex.fullmatch(r"[a-z0-9-]+", name):
            self.fail(f"bad 'id': it reads {pack}.{table['category']}.name-in-lower-case")
        if ("form" in table) == ("pattern" in table) or ("form" in table) != ("phrases" in table):
            self.fail("give 'phrases' and 'form', or 'pattern' and 'needs'")
        if table.get("form") and table["form"] not in _FORMS_OF_TARGET.get(table["target"], forms.FORMS):
            self.fail(f"bad 'form': {table['form']!r} cannot find a {table['target']}")

    def keys(self) -> tuple[Key, ...]:
        if "pattern" in self.table:
            return tuple(sorted(Key(needed) for needed in self.table.get("needs") or self.fail("missing 'needs'")))
        if "needs" in self.table:
            self.fail("'needs' goes with 'pattern'; phrases have their own")
        rooms: dict[tuple[str, tuple[tuple[str, ...], ...]], int] = {}
        brackets = forms.BRACKETS.get(self.table["form"], ())
        # A line that has to be the phrase from end to end is short, and its expression costs little.
        alone = brackets or (self.table["form"] == forms.WHOLE and self.table["target"] == "block")
        for phrase in self.table["phrases"]:
            if phrase != text.fold(phrase):
                self.fail(f"phrase {phrase!r} is written in lower case with plain quotes and dashes")
            for one in {phrase, text.bare(phrase)} if self.table["form"] in forms.BARE else {phrase}:
                try:
                    found = forms.keys(one)
                except ValueError as error:
                    self.fail(str(error))
                if not all(map(forms.word_of, found)):
                    self.fail(f"phrase {phrase!r} has no word of its own")
                for stretch in brackets or found:
                    key = (stretch, () if alone else forms.companions(one, stretch))
                    rooms[key] = max(rooms.get(key, 0), forms.room(one))
        return tuple(sorted(Key(stretch, room, companions) for (stretch, companions), room in rooms.items()))
