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
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from cleaner.model import Category, PackError
from cleaner.packs import schema
from cleaner.packs.rule import Key, Rule

if TYPE_CHECKING:
    from datetime import date

FOLDER = Path(__file__).parent
COMPILED = FOLDER / "compiled"
_WITHOUT = {"must_match", "must_keep"}
_NORWEGIAN = {"nb": "no", "nn": "no"}


LINE_CHARS = 200  # most paragraphs are longer


class Asked(NamedTuple):
    """What is asked where a key stands.

    Attributes
    ----------
    rule : int
        Its number among the rules of the pack.
    key : Key
    longest : int
        Characters of the longest block it is asked about.
    reach : int
        How far from the start of the block, or of the sentence, the key may begin.
    by_sentence : bool
    """

    rule: int
    key: Key
    longest: int
    reach: int
    by_sentence: bool


class Index(NamedTuple):
    """Which keys to look for in a text that holds a word, two words in a row, or a symbol."""

    words: dict[str, dict[str, list[Asked]]]
    pairs: dict[tuple[str, str], dict[str, list[Asked]]]
    symbols: dict[str, dict[str, list[Asked]]]
    openers: set[str]  # the first words of the pairs

    @classmethod
    def empty(cls) -> Index:
        """Return an index to add to."""
        return cls({}, {}, {}, set())

    def entry(self, word: str) -> dict[str, list[Asked]]:
        """Return what is asked of a text that holds a word, or two: to read, and to add to."""
        if " " in word:
            first, _, second = word.partition(" ")
            self.openers.add(first)
            return self.pairs.setdefault((first, second), {})
        return (self.words if word[:1].isalnum() else self.symbols).setdefault(word, {})


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
    until : date or None
        The day by which somebody looks at the pack again; never asked when a document is cleaned.
    lines, blocks : Index
        What is asked of lines of less than ``LINE_CHARS`` characters only, and what of blocks of any length. A rule
        that argues to keep stands in neither, unless the pack has no other kind.
    keeping : tuple of Rule
        Those that argue to keep: asked where another has something to say.
    placed : mapping of str to str
        For the id of each rule that holds in a part of the document only, that part: "head" or "end".
    """

    name: str
    rules: tuple[Rule, ...]
    disable: frozenset[str]
    until: date | None
    lines: Index
    blocks: Index
    keeping: tuple[Rule, ...]
    placed: Mapping[str, str]


def pack(name: str, rules: Iterable[Rule], *, disable: Iterable[str] = (), until: date | None = None) -> Pack:
    """Put rules together and index them by key.

    Examples
    --------
    >>> pack("none", ()).blocks.words
    {}
    """
    rules = tuple(rules)
    keeping = tuple(rule for rule in rules if rule.strength < 0)
    if len(keeping) == len(rules):
        keeping = ()
    lines, blocks = Index.empty(), Index.empty()
    for number, rule in enumerate(rules):
        if rule in keeping:
            continue
        by_sentence = rule.target == "sentence"
        for word, keys in rule.keys.items():
            for key in keys:
                longest, reach = rule.bounds(key.room)
                entry = (lines if longest <= LINE_CHARS else blocks).entry(word)
                entry.setdefault(key.stretch, []).append(Asked(number, key, longest, reach, by_sentence))
    return Pack(
        name=name,
        rules=rules,
        disable=frozenset(disable),
        until=until,
        lines=lines,
        blocks=blocks,
        keeping=keeping,
        placed={rule.id: rule.where for rule in rules if rule.where},
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
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path.name}: {error}"
        raise PackError(message) from error
    name = f"agency-{path.stem}" if path.parent.name == "agency" else path.stem
    return _checked(table, file=path.name, name=str(table.get("name", name)))


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
    """Return the fields of a rule; its companions stand once each, and the keys name them by their number."""
    plain = {field.name: getattr(rule, field.name) for field in fields(rule) if field.name not in _WITHOUT}
    companions = dict.fromkeys(group for keys in rule.keys.values() for key in keys for group in key.companions)
    number = {group: i for i, group in enumerate(companions)}
    keys = {
        word: [(key.stretch, key.room, [number[group] for group in key.companions]) for key in keys]
        for word, keys in rule.keys.items()
    }
    return plain | {"companions": list(companions), "keys": keys}


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
    companions = [tuple(group) for group in values.pop("companions", ())]
    changed = {
        "category": Category(values["category"]),
        "keys": {
            word: tuple([Key(stretch, room, tuple([companions[i] for i in own])) for stretch, room, own in keys])
            for word, keys in values["keys"].items()
        },
        "phrases": tuple(values.get("phrases", ())),
        "looks": tuple(values.get("looks", ())),
        "words": (words[0], words[1]) if words else None,
    }
    return Rule(**(values | changed))


def _merged(found: Sequence[Pack | _Part]) -> Pack:
    disabled = frozenset().union(*(part.disable for part in found))
    rules = [rule for part in found for rule in part.rules if rule.id not in disabled]
    return pack("+".join(part.name for part in found), rules, disable=disabled)
