"""Which packs apply, read and put together.

A pack is written in TOML, with examples. For speed the library reads a compiled form that `write` puts beside it: the
same rules as JSON, without examples and with their keys. docs/decisions tells why; a test proves that it is fresh.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from cleaner.language import base
from cleaner.model import Category, PackError
from cleaner.packs import schema
from cleaner.packs.index import Index, Table
from cleaner.packs.rule import Rule

if TYPE_CHECKING:
    from datetime import date

FOLDER = Path(__file__).parent
COMPILED = FOLDER / "compiled"
_WITHOUT = {"keys", "must_match", "must_keep"}


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
    index : Index
        What is asked of a text by its words.
    keeping : Index
        What the rules that argue to keep ask, where another has something to say. A pack that has no other kind has
        them in ``index``.
    disable : frozenset of str
        Ids of rules of other packs that do not hold where this one does.
    until : date or None
        The day by which somebody looks at the pack again; never asked when a document is cleaned.
    placed : mapping of str to str
        For the id of each rule that holds in some places of the document only, its ``where``.
    """

    name: str
    rules: tuple[Rule, ...]
    index: Index
    keeping: Index
    disable: frozenset[str] = frozenset()
    until: date | None = None
    placed: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "placed", {rule.id: rule.where for rule in self.rules if rule.where})


def pack(name: str, rules: Iterable[Rule], *, disable: Iterable[str] = (), until: date | None = None) -> Pack:
    """Put rules together and index them by key.

    Examples
    --------
    >>> len(pack("none", ()).rules)
    0
    """
    rules = tuple(rules)
    keeping = [rule for rule in rules if rule.strength < 0]
    others = [rule for rule in rules if rule.strength > 0] or keeping
    return Pack(
        name=name,
        rules=rules,
        index=Index([Table.of(others)]),
        keeping=Index([Table.of(keeping if others is not keeping else ())]),
        disable=frozenset(disable),
        until=until,
    )


def read(source: str | Path | Mapping[str, Any]) -> Pack:
    """Read one pack with its examples from a TOML file, or from a mapping of the same shape.

    Parameters
    ----------
    source : str, Path or mapping
        A mapping has ``name`` (default "mine"), ``disable``, ``until`` and ``rule`` (a list of tables); a file is named
        by its name, and one in the folder ``agency`` by ``agency-`` and its name.

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
    table = _toml(path)
    name = f"agency-{path.stem}" if path.parent.name == "agency" else path.stem
    return _checked(table, file=path.name, name=str(table.get("name", name)))


def _toml(path: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - packs that come with the library are read as compiled

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # editors of Windows write a byte-order mark
    except OSError as error:
        message = f"{path.name}: {error.strerror}"
        raise PackError(message) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path.name}: {error}"
        raise PackError(message) from error


def _checked(table: Mapping[str, Any], *, file: str, name: str) -> Pack:
    schema.head(table, file=file)
    rules = [schema.rule(entry, file=file, pack=name) for entry in table.get("rule", ())]
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            message = f"{file}: rule {rule.id}: the id stands twice"
            raise PackError(message)
        seen.add(rule.id)
    return pack(name, rules, disable=table.get("disable", ()), until=table.get("until"))


def load(*languages: str, host: str = "", extra: Sequence[str | Path | Mapping[str, Any]] = ()) -> Pack:
    """Put together the packs for a document: ``any``, the agencies, its languages, its site, and the caller's own.

    Parameters
    ----------
    *languages : str
        BCP 47 tags; an unknown one loads no language pack.
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
    >>> load("en-GB", "fr").name
    'any+pictures+syndicates+wire+en+fr'
    """
    built = _built_in(tuple(map(base, languages)), site_of(host))
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


def everywhere() -> list[Path]:
    """Return the TOML files of the packs that apply to every document."""
    return [FOLDER / "any.toml", *sorted((FOLDER / "agency").glob("*.toml"))]


def ids() -> frozenset[str]:
    """Return the ids of all rules that come with the library, as compiled.

    Examples
    --------
    >>> "en.share.line" in ids()
    True
    """
    compiled_paths = [path for path in map(compiled_path, sources()) if path.is_file()]
    return frozenset(rule.id for path in compiled_paths for rule in _compiled(path).rules)


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
        return json.dumps(_toml(path), indent=1, ensure_ascii=False) + "\n"
    return compiled(read(path))


def compiled(pack: Pack) -> str:
    """Return the compiled form of a pack that was read: its rules, and what they ask by word, row by row."""
    groups = dict.fromkeys(group for rule in pack.rules for key in rule.keys for group in key.companions)
    parts: dict[str, list[Any] | dict[str, Any]] = {
        "disable": sorted(pack.disable),
        "rules": [_plain(rule) for rule in pack.rules],
        "companions": list(groups),
        "asked": pack.index.tables[0].write(pack.rules, list(groups)),
        "keeping": pack.keeping.tables[0].write(pack.rules, list(groups)),
    }
    return "{" + ",\n".join(f'"{name}": {_by_line(part)}' for name, part in parts.items()) + "}\n"


def _by_line(part: list[Any] | dict[str, Any]) -> str:
    """Return JSON with a line for each item, so that a change of a pack is a change of few lines."""
    if isinstance(part, list):
        return "[" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in part) + "]"
    pairs = (
        f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(rows, ensure_ascii=False)}" for key, rows in part.items()
    )
    return "{" + ",\n".join(pairs) + "}"


def compiled_path(path: Path) -> Path:
    """Return where the compiled form of a TOML file of the library stands."""
    return (COMPILED / path.relative_to(FOLDER)).with_name(f"{path.stem}.json")


def _plain(rule: Rule) -> dict[str, Any]:
    """Return the fields of a rule that are set; its keys stand in the tables."""
    plain = {one.name: getattr(rule, one.name) for one in fields(rule) if one.name not in _WITHOUT}
    return {name: value for name, value in plain.items() if value}


@lru_cache(maxsize=64)
def _built_in(languages: tuple[str, ...], site: str) -> Pack:
    paths = [*map(compiled_path, everywhere())]
    paths += [COMPILED / f"{name}.json" for name in dict.fromkeys(languages) if name in known_languages()]
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
def known_languages() -> frozenset[str]:
    """Return the languages that have a pack.

    Examples
    --------
    >>> "en" in known_languages(), "any" in known_languages()
    (True, False)
    """
    return frozenset(path.stem for path in COMPILED.glob("*.json")) - {"any", "categories"}


@cache
def _sites() -> frozenset[str]:
    return frozenset(path.stem for path in (COMPILED / "site").glob("*.json"))


@cache
def _compiled(path: Path) -> Pack:
    table = json.loads(path.read_text(encoding="utf-8"))
    rules = tuple(map(_revived, table["rules"]))
    companions = tuple(map(tuple, table["companions"]))
    return Pack(
        name=path.stem,
        rules=rules,
        index=Index([Table(table["asked"], rules, companions)]),
        keeping=Index([Table(table["keeping"], rules, companions)]),
        disable=frozenset(table["disable"]),
    )


def _revived(values: dict[str, Any]) -> Rule:
    words = values.get("words")
    changed = {
        "category": Category(values["category"]),
        "phrases": tuple(values.get("phrases", ())),
        "looks": tuple(values.get("looks", ())),
        "unless": tuple(values.get("unless", ())),
        "words": (words[0], words[1]) if words else None,
    }
    return Rule(**(values | changed))


def _merged(packs: Sequence[Pack]) -> Pack:
    disable = frozenset().union(*(pack.disable for pack in packs))
    return Pack(
        name="+".join(pack.name for pack in packs),
        rules=tuple(rule for pack in packs for rule in pack.rules if rule.id not in disable),
        index=Index([table for pack in packs for table in pack.index.tables], disable),
        keeping=Index([table for pack in packs for table in pack.keeping.tables], disable),
        disable=disable,
    )
