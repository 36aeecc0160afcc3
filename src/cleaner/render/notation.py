"""A document written as its own correction: one line per block, kept or crossed out.

``Article.explain`` prints this notation and the fixtures are written in it, so a person who reads one can write the
other. The grammar is described in ``fixtures/README.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from cleaner.decide import bears_on, by_block
from cleaner.model import Block, CaseError, Category, Decision, Evidence, Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cleaner.structure import Article

Verdict = Literal["kept", "removed", "doubtful"]

_GUTTERS: dict[str, Verdict] = {"  ": "kept", "x ": "removed", "? ": "doubtful"}
_SPELLED_KINDS = (Kind.CODE, Kind.TABLE, Kind.IMAGE, Kind.CAPTION, Kind.EMBED, Kind.RULE)
_ROLES: tuple[Role, ...] = tuple(role for role in get_args(Role) if role)
_KIND_MARK = rf"#{{1,6}} |-+ |\++ |> |<(?:{'|'.join(_SPELLED_KINDS)})>(?: |$)"
_LINE = re.compile(
    rf"(?:\{{(?P<category>[^{{}}]*)\}} ?)?(?:\((?P<role>{'|'.join(_ROLES)})\) )?(?P<mark>{_KIND_MARK})?(?P<body>.*)",
    re.DOTALL,
)
_LOOKS_MARKED = re.compile(rf"\{{|\((?:{'|'.join(_ROLES)})\) |{_KIND_MARK}")
SPAN = re.compile(r"\[(?P<mark>[-?])(?P<category>[a-z-]+): (?P<inside>(?:\\.|(?!(?P=mark)\])[^\\\n])*)(?P=mark)\]|\\.")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a block with one verdict; ``category`` is None when it is kept for certain."""

    text: str
    verdict: Verdict = "kept"
    category: Category | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One block of a document with its verdicts.

    Attributes
    ----------
    parts : tuple of Part
        The block's text in order; a block that goes as a whole has one part.
    kind : Kind
    level : int
        1 to 6 for a heading, nesting depth from 1 for a list item, else 0.
    ordered : bool
        An item of a numbered list.
    role : Role
        Empty for the title and for crossheads: their ``#`` marks say it.
    """

    parts: tuple[Part, ...]
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    ordered: bool = False
    role: Role = ""


def lines_of(article: Article) -> list[Line]:
    """Put every block of an article's document on a line of its own, in document order."""
    decisions = by_block(article.decisions)
    kept = {block.index: block for block in article.blocks}
    return [_line_of(block, kept, decisions.get(block.index, ())) for block in article.document.blocks]


def _line_of(block: Block, kept: Mapping[int, Block], decisions: Sequence[Decision]) -> Line:
    parts = tuple(_parts_of(block, decisions))
    edited = kept.get(block.index, block)
    kind, level, role = edited.kind, edited.level, edited.role
    if role in {"title", "crosshead"}:
        kind, level, role = Kind.HEADING, 1 if role == "title" else max(level, 2), ""
    return Line(parts=parts, kind=kind, level=level, ordered=edited.ordered, role=role)


def _parts_of(block: Block, decisions: Sequence[Decision]) -> Iterator[Part]:
    """Split a block's text where a verdict changes; a block without text is shown by its address."""
    if not block.text:
        decision = decisions[0] if decisions else None
        yield Part(
            text=block.href,
            verdict=decision.verdict if decision else "kept",
            category=decision.category if decision else None,
        )
        return
    done = 0
    for decision in sorted(decisions, key=lambda decision: decision.span.start):
        start, end = max(decision.span.start, done), decision.span.end
        if start >= end:
            continue
        if block.text[done:start].strip():
            yield Part(text=block.text[done:start])
        yield Part(text=block.text[start:end], verdict=decision.verdict, category=decision.category)
        done = end
    if block.text[done:].strip():
        yield Part(text=block.text[done:])


def write(line: Line) -> str:
    r"""Write one line.

    Examples
    --------
    >>> write(Line(parts=(Part(text="River rises"),), kind=Kind.HEADING, level=1))
    '  # River rises'
    >>> noise = Part(text="Also read: Dam is full.", verdict="removed", category=Category.CROSS_PROMOTION)
    >>> write(Line(parts=(noise,)))
    'x {cross-promotion} Also read: Dam is full.'
    >>> write(Line(parts=(Part(text="It rains. "), noise, Part(text=" It pours."))))
    '  It rains. [-cross-promotion: Also read: Dam is full.-] It pours.'
    >>> write(Line(parts=(Part(text="- a dash,\na line break"),)))
    '  \\- a dash,\\na line break'
    """
    first = line.parts[0] if line.parts else Part(text="")
    role = f"({line.role}) " if line.role else ""
    if len(line.parts) > 1 or first.category is None:
        gutter, category, body = "  ", "", "".join(map(_write_part, line.parts))
    else:
        gutter, category = "x " if first.verdict == "removed" else "? ", f"{{{first.category}}} "
        body = _escape(first.text)
    if _LOOKS_MARKED.match(body):
        body = "\\" + body
    return (gutter + category + role + _kind_mark(line) + body).rstrip(" ")


def _write_part(part: Part) -> str:
    if part.category is None:
        return _escape(part.text)
    mark = "-" if part.verdict == "removed" else "?"
    return f"[{mark}{part.category}: {_escape(part.text)}{mark}]"


def _kind_mark(line: Line) -> str:
    if line.kind is Kind.HEADING:
        return "#" * (line.level or 1) + " "
    if line.kind is Kind.LIST_ITEM:
        return ("+" if line.ordered else "-") * (line.level or 1) + " "
    if line.kind is Kind.QUOTE:
        return "> "
    return f"<{line.kind}> " if line.kind in _SPELLED_KINDS else ""


def _escape(text: str) -> str:
    for plain, escaped in _ESCAPES.items():
        text = text.replace(plain, escaped)
    return re.sub(r"(?<=[-?])\]|\[(?=[-?])", r"\\\g<0>", text)


def sum_of(decision: Decision) -> str:
    """Write a score as the sum that it is; overlapping spans that went as one have a sum each, the greatest first.

    Examples
    --------
    >>> from cleaner.model import Decision, Evidence, Span
    >>> def because(name, strength):
    ...     return Evidence(span=Span(block=0, start=0, end=5), name=name, category=Category.ADVERT, strength=strength)
    >>> evidence = (because("any.advert.label", 2.5), because("layout.prose", -1.0))
    >>> sum_of(Decision(span=evidence[0].span, verdict="doubtful", category=Category.ADVERT, score=1.5,
    ...                 evidence=evidence))
    '1.5 = 2.5 any.advert.label - 1.0 layout.prose'
    """
    return "; ".join(map(_sum, sums(decision)))


def sums(decision: Decision) -> list[list[Evidence]]:
    r"""Group the evidence of a decision into the sums it was weighed in, one for each span, the greatest first.

    Examples
    --------
    >>> import cleaner
    >>> (decision,) = cleaner.clean_text("It rained all night.\n\nAdvert").decisions
    >>> [[reason.name for reason in terms] for terms in sums(decision)]
    [['en.advert.label']]
    """
    spans = dict.fromkeys(one.span for one in decision.evidence if one.strength > 0)
    heard = [[one for one in decision.evidence if bears_on(one, span)] for span in spans]
    return sorted(heard, key=lambda evidence: -sum(one.strength for one in evidence))


def _sum(evidence: Sequence[Evidence]) -> str:
    terms = [("-" if one.strength < 0 else "+", f"{abs(one.strength):.1f} {one.name}") for one in evidence]
    total = " ".join(f"{sign} {term}" for sign, term in terms).removeprefix("+ ")
    return f"{sum(one.strength for one in evidence):.1f} = {total}"


def read(lines: Iterable[str], *, first: int = 1) -> list[Line]:
    """Read what `write` has written; blank lines are skipped.

    Parameters
    ----------
    lines : iterable of str
    first : int, default 1
        Number of the first line, for messages.

    Raises
    ------
    CaseError
        A line has no gutter, or names an unknown category; the message begins with the line's number.

    Examples
    --------
    >>> (line,) = read(["x {advert} Advertisement"])
    >>> line.parts[0].verdict, line.parts[0].category.value
    ('removed', 'advert')
    """
    return [_read_line(text, number) for number, text in enumerate(lines, first) if text.strip()]


def _read_line(text: str, number: int) -> Line:
    gutter = _GUTTERS.get(text[:2])
    if gutter is None:
        message = f"line {number}: begins with {text[:2]!r}; a line begins with two spaces (kept), 'x ' or '? '"
        raise CaseError(message)
    found = _LINE.fullmatch(text[2:].rstrip())
    assert found is not None  # noqa: S101 - every part of the pattern may be empty
    category = _category(found["category"], number)
    if (gutter == "kept") != (category is None):
        message = f"line {number}: what goes, or may go, has 'x ' or '? ' and its category: 'x {{advert}} …'"
        raise CaseError(message)
    if category:
        parts: tuple[Part, ...] = (Part(text=_unescape(found["body"]), verdict=gutter, category=category),)
    else:
        parts = tuple(_read_parts(found["body"], number))
    kind, level, ordered = _read_mark((found["mark"] or "").strip())
    role: Role = next((role for role in _ROLES if role == found["role"]), "")
    return Line(parts=parts, kind=kind, level=level, ordered=ordered, role=role)


def _read_parts(body: str, number: int) -> Iterator[Part]:
    done = 0
    for found in SPAN.finditer(body):
        if found["mark"] is None:
            continue
        if body[done : found.start()].strip():
            yield Part(text=_unescape(body[done : found.start()]))
        verdict: Verdict = "removed" if found["mark"] == "-" else "doubtful"
        yield Part(text=_unescape(found["inside"]), verdict=verdict, category=_category(found["category"], number))
        done = found.end()
    if body[done:].strip() or not done:
        yield Part(text=_unescape(body[done:]))


def _read_mark(mark: str) -> tuple[Kind, int, bool]:
    if mark[:1] == "#":
        return Kind.HEADING, len(mark), False
    if mark[:1] in {"-", "+"}:
        return Kind.LIST_ITEM, len(mark), mark[0] == "+"
    if mark == ">":
        return Kind.QUOTE, 0, False
    return (Kind(mark[1:-1]) if mark else Kind.PARAGRAPH), 0, False


def _category(name: str | None, number: int) -> Category | None:
    if name is None:
        return None
    try:
        return Category(name)
    except ValueError:
        message = f"line {number}: no category {name!r}; there are {', '.join(Category)}"
        raise CaseError(message) from None


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: _UNESCAPES.get(found[1], found[1]), text)
