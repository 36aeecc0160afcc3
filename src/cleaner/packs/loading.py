"""Which packs apply, read and put together.

A pack is written in TOML, with examples. For speed the library reads a compiled form that `write` puts beside it: the
same rules as JSON, without examples and with their keys. docs/decisions tells why; a test proves that it is fresh.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from cleaner.model import Category, PackError
from cleaner.packs import schema
from cleaner.packs.rule import Rule

FOLDER = Path(__file__).parent
COMPILED = FOLDER / "compiled"
_WITHOUT = {"must_match", "must_keep"}
_NORWEGIAN = {"nb": "no", "nn": "no"}


# A rule, the longest block it is asked about, and how far from the start of the block the key may begin.
Asked = tuple[Rule, int, int]


class CategoryNote(NamedTuple):
    """What a category is, and what is done with it unless the caller says otherwise."""

    meaning: str
    action: Literal["remove", "doubtful"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Rules that apply together.

    Attributes
    ----------
    name : str
    rules : tuple of Rule
    disable : frozenset of str
        Ids of rules of other packs that do not hold where this one does.
    index : dict of str or tuple of str to tuple of (key, rules)
        For each word, or two words in a row, that a document may hold, the keys to look for and the rules to ask of
        each.
    symbols : tuple of str
        The words of ``index`` that are symbols, such as "[" and "©".
    longest : dict of str or tuple of str to int
        For each word of ``index`` the characters of the longest block that any of its rules is asked about.
    openers : frozenset of str
        The first words of the pairs in ``index``.
    placed : mapping of str to str
        For the id of each rule that holds in a part of the document only, that part: "head" or "end".
    """

    name: str
    rules: tuple[Rule, ...]
    disable: frozenset[str]
    index: dict[str | tuple[str, ...], tuple[tuple[str, tuple[Asked, ...]], ...]]
    symbols: tuple[str, ...]
    longest: dict[str | tuple[str, ...], int]
    openers: frozenset[str]
    placed: Mapping[str, str]


def pack(name: str, rules: Iterable[Rule], *, disable: Iterable[str] = ()) -> Pack:
    """Put rules together and index them by key.

    Examples
    --------
    >>> pack("none", ()).index
    {}
    """
    rules = tuple(rules)
    index: dict[str | tuple[str, ...], dict[str, list[Asked]]] = {}
    for rule in rules:
        for word, keys in rule.keys.items():
            entry = index.setdefault(tuple(word.split(" ")) if " " in word else word, {})
            for key, room in keys:
                entry.setdefault(key, []).append((rule, *rule.bounds(room)))
    frozen = {word: tuple((key, tuple(found)) for key, found in entry.items()) for word, entry in index.items()}
    symbols = tuple(sorted(word for word in frozen if isinstance(word, str) and not word[0].isalnum()))
    return Pack(
        name=name,
        rules=rules,
        disable=frozenset(disable),
        index=frozen,
        symbols=symbols,
        longest={word: max(one[1] for _, asked in entry for one in asked) for word, entry in frozen.items()},
        openers=frozenset(word[0] for word in frozen if isinstance(word, tuple)),
        placed={rule.id: rule.where for rule in rules if rule.where},
    )


def read(source: str | Path | Mapping[str, Any]) -> Pack:
    """Read one pack with its examples from a TOML file, or from a mapping of the same shape.

    Parameters
    ----------
    source : str, Path or mapping
        A mapping has ``name`` (default "mine"), ``disable`` and ``rule`` (a list of tables); a file is named by its
        name, and one in the folder ``agency`` by ``agency-`` and its name.

    Raises
    ------
    PackError
        If it cannot be read, or a rule is malformed; the message names file, rule and field.

    Examples
    --------
    >>> read({"rule": [], "colour": "red"})
    Traceback (most recent call last):
    ...
    cleaner.model.PackError: mine: unknown field 'colour'
    """
    if isinstance(source, Mapping):
        name = str(source.get("name", "mine"))
        return _checked(source, file=name, name=name)
    path = Path(source)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path.name}: {error}"
        raise PackError(message) from error
    name = f"agency-{path.stem}" if path.parent.name == "agency" else path.stem
    return _checked(table, file=path.name, name=str(table.get("name", name)))


def _checked(table: Mapping[str, Any], *, file: str, name: str) -> Pack:
    unknown = set(table) - {"name", "disable", "rule"}
    if unknown:
        message = f"{file}: unknown field {min(unknown)!r}"
        raise PackError(message)
    rules = [schema.rule(entry, file=file, pack=name) for entry in table.get("rule", ())]
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            message = f"{file}: rule {rule.id}: the id stands twice"
            raise PackError(message)
        seen.add(rule.id)
    return pack(name, rules, disable=table.get("disable", ()))


def load(language: str = "", *, host: str = "", extra: Sequence[str | Path | Mapping[str, Any]] = ()) -> Pack:
    """Put together the packs for a document: ``any``, the agencies, its language, its site, and the caller's own.

    Parameters
    ----------
    language : str, default=""
        BCP 47 tag; an unknown one loads no language pack.
    host : str, default=""
        Host name; the site pack with the longest matching suffix applies.
    extra : sequence of str, Path or mapping
        Packs of the caller, as for `read`; they may disable any rule by its id.

    Raises
    ------
    PackError
        If a pack of the caller is malformed.

    Examples
    --------
    >>> load("en-GB").name
    'any+pictures+wire+en'
    """
    built = _built_in(language.lower().replace("_", "-"), site_of(host))
    if not extra:
        return built
    own = [read(source) for source in extra]
    return _merged([built, *own])


def categories() -> dict[Category, CategoryNote]:
    """Return what each category means and what is done with it by default.

    Examples
    --------
    >>> categories()[Category.DISCLOSURE].action
    'doubtful'
    """
    table = json.loads((COMPILED / "categories.json").read_text(encoding="utf-8"))
    return {Category(name): CategoryNote(**note) for name, note in table.items()}


def sources() -> list[Path]:
    """Return the TOML files of the packs that come with the library, in a fixed order."""
    return sorted(path for path in FOLDER.rglob("*.toml") if path.name != "categories.toml")


def write() -> list[Path]:
    """Write the compiled form of every pack of the library whose TOML has changed, and return the files written."""
    written = []
    for path in [*sources(), FOLDER / "categories.toml"]:
        target, text = compiled_path(path), build(path)
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
            written.append(target)
    return written


def build(path: Path) -> str:
    """Return the compiled form of a pack, or of ``categories.toml``, as JSON text."""
    if path.name == "categories.toml":
        return json.dumps(tomllib.loads(path.read_text(encoding="utf-8")), indent=1, ensure_ascii=False) + "\n"
    return compiled(read(path))


def compiled(pack: Pack) -> str:
    """Return the compiled form of a pack that was read."""
    rules = [{name: value for name, value in _plain(rule).items() if value} for rule in pack.rules]
    lines = ",\n".join(json.dumps(rule, ensure_ascii=False) for rule in rules)
    return f'{{"disable": {json.dumps(sorted(pack.disable))}, "rules": [\n{lines}\n]}}\n'


def compiled_path(path: Path) -> Path:
    """Return where the compiled form of a TOML file of the library stands."""
    return (COMPILED / path.relative_to(FOLDER)).with_name(f"{path.stem}.json")


def _plain(rule: Rule) -> dict[str, Any]:
    return {field.name: getattr(rule, field.name) for field in fields(rule) if field.name not in _WITHOUT}


@lru_cache(maxsize=64)
def _built_in(language: str, site: str) -> Pack:
    base = language.partition("-")[0]
    paths = [COMPILED / "any.json", *sorted((COMPILED / "agency").glob("*.json"))]
    if base.isalpha() and base != "any":
        paths.append(COMPILED / f"{_NORWEGIAN.get(base, base)}.json")
    if site:
        paths.append(COMPILED / "site" / f"{site}.json")
    return _merged([_compiled(path) for path in paths if path.is_file()])


def site_of(host: str) -> str:
    """Return the name of the site pack with the longest suffix of a host; empty if there is none.

    Examples
    --------
    >>> site_of("www.example.test")
    ''
    """
    parts = host.lower().split(".")
    suffixes = (".".join(parts[i:]) for i in range(len(parts)))
    return next((suffix for suffix in suffixes if suffix in _sites()), "")


@cache
def _sites() -> frozenset[str]:
    return frozenset(path.stem for path in (COMPILED / "site").glob("*.json"))


class _Part(NamedTuple):
    """What a compiled file holds; the index is made once, of all parts together."""

    name: str
    rules: tuple[Rule, ...]
    disable: frozenset[str]


@cache
def _compiled(path: Path) -> _Part:
    table = json.loads(path.read_text(encoding="utf-8"))
    return _Part(path.stem, tuple(map(_revived, table["rules"])), frozenset(table["disable"]))


def _revived(values: dict[str, Any]) -> Rule:
    words = values.get("words")
    changed = {
        "category": Category(values["category"]),
        "keys": {word: tuple((key, room) for key, room in keys) for word, keys in values["keys"].items()},
        "phrases": tuple(values.get("phrases", ())),
        "looks": tuple(values.get("looks", ())),
        "words": (words[0], words[1]) if words else None,
    }
    return Rule(**(values | changed))


def _merged(found: Sequence[Pack | _Part]) -> Pack:
    disabled = frozenset().union(*(part.disable for part in found))
    rules = [rule for part in found for rule in part.rules if rule.id not in disabled]
    return pack("+".join(part.name for part in found), rules, disable=disabled)
