"""Markdown's marks: links, images, emphasis and escapes in a line, and the lines of code and of tables."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import regex as re

from cleaner.model import Link
from cleaner.text import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

# In front of what a line says, in plain text too.
MARK = re.compile(
    r"(?P<rule>(?:[-*_=][ \t]?){3,}$)|(?P<heading>(?:#{1,6}[ \t]+)+)(?=\S)"
    r"|(?P<item>[-*+•‣▪●◦]|\d{1,3}[.)])[ \t]+(?=\S)|(?P<quote>>)[ \t]+(?=\S)"
)
_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_ADDRESS = r"(?:[^\s()<>]|\([^\s()]{0,200}\)){0,2000}"
_TARGET = rf"\(<?(?P<href>{_ADDRESS})>?(?:\s+\"[^\"]{{0,200}}\")?\)"
_LINK = re.compile(rf"(?P<image>!?)(?<!\\)\[(?P<label>(?:[^\[\]\n\\]|\\.){{0,1000}}+)\]{_TARGET}")
# An address named in brackets, and where the text says what address that is.
_REFERENCE = re.compile(
    rf"(?<![\\\]])\[(?P<label>(?:!\[[^\[\]\n]{{0,1000}}\]\({_ADDRESS}\)|[^\[\]\n\\]|\\.){{0,1000}}+)\]"
    r"(?![(:])(?:\[(?P<name>[^\[\]\n]{0,200})\])?"
)
_DEFINITION = re.compile(
    r"\[(?P<name>[^\[\]\n^][^\[\]\n]{0,200})\]:\s+"
    rf"<?(?=https?:|mailto:|www\.|\.{{0,2}}[/#?])(?P<href>{_ADDRESS})>?(?:\s+[\"'(].{{0,200}}[\"')])?"
)
_EMPHASIS = re.compile(
    r"(?:(?<![^\W_]|[*/\\])(?P<mark>\*{1,3})|(?<![\w/\\])(?P<mark>_{1,3}))(?=[^\s*_])"
    r"(?P<inner>[^*_\n]{1,400})(?<=[^\s\\])(?P=mark)(?![^\W_]|/|(?<=\*)\*|(?<=_)_)"
)
# Only what begins no mark and no line of a list without its backslash: the text may be read once more.
_ESCAPE = re.compile(r"\\(?=[!\"$%&'(),./:;=?@{|}~])|\\(?=\[(?![^\]]{0,200}\]\())|\\(?=\](?!\())")
_NESTED = 2  # an image, and the link that is made of it
_MOST_TIMES = 2  # as long may addresses be that a text names as the text
_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*")
_EMPTY_CODE = 2  # lines: its fences
_TABLE_LINES = 3  # its head, the rule below it, a row
_CELL = 120  # characters of a cell on average: above, the table is a page's layout
_TABLE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?")
_BAR = re.compile(r"(?<!\\)\|")
_CODE = re.compile(r"(?P<fence>`+)[^`]+(?P=fence)(?!`)")
_STRAY_SPACE = re.compile(  # before a comma or stop, and where a mark was taken off between two others or at an end
    r"(?<=\p{Ll}) +(?=[,.](?![\p{L}\d,._/\\-]|\s?\.))|\A\s+|\s+\Z|(?<= ) +| +(?=\t)|(?<=\t)\s+"
)


class Line(NamedTuple):
    """One line that is not blank: its number from 1, its place in the source, its text without outer white space.

    Where that had to be tidied, ``raw`` is what stood there.
    """

    number: int
    start: int
    end: int
    text: str
    indent: int = 0
    raw: str = ""


class Inline(NamedTuple):
    """A line without its marks.

    Attributes
    ----------
    text : str
    links : sequence of Link
    image : tuple of str or None
        What the last image shows, and its address.
    notes : list of tuple of str
        Of each mend its name, and the text before and after it.
    """

    text: str
    links: Sequence[Link]
    image: tuple[str, str] | None
    notes: list[tuple[str, str, str]]


def is_markdown(lines: Iterable[str]) -> bool:
    """Tell whether a text shows that its marks are Markdown's, not text about code or a page's own characters.

    A heading in front of the first sentence or of a lower level says so by itself; else two kinds of marks must occur.
    What is not Markdown must not become so when lines are taken out, hence nothing here counts against it.

    Examples
    --------
    >>> is_markdown(["# River rises", "It rained."]), is_markdown(["It rained.", "# 1 of all rivers"])
    (True, False)
    """
    kinds: set[str] = set()
    in_front = True
    for line in lines:
        if line[:1] == "#" and _HEADING.match(line):
            if in_front or line[:2] == "##":
                return True
            kinds.add("heading")
        if "](" in line:
            kinds.update(found["image"] or "link" for found in _LINK.finditer(line))
        if "**" in line and _EMPHASIS.search(line):
            kinds.add("emphasis")
        if len(kinds) > 1:
            return True
        in_front = in_front and not ends_sentence(line)
    return False


def is_item(line: str) -> bool:
    """Tell whether a line begins an item of a list.

    Examples
    --------
    >>> is_item("- boots"), is_item("3. Bring boots."), is_item("-- said she")
    (True, True, False)
    """
    found = MARK.match(line)
    return found is not None and found["item"] is not None


def wholes(text: str) -> list[Callable[[Sequence[Line]], list[range]]]:
    """Return what finds the lines that are one block together, as far as a text may have such; to be asked in order."""
    found: list[Callable[[Sequence[Line]], list[range]]] = []
    if "```" in text or "~~~" in text:
        found.append(code)
    if "|" in text and any(mark in text for mark in ("-|", "- |", ":|", ": |")):
        found.append(tables)
    if "]: " in text:
        found.append(definitions)
    return found


def code(lines: Sequence[Line]) -> list[range]:
    """Find the lines of fenced code with its fences; one that is never closed fences nothing.

    Code begins right below a fence; a fence with a blank line below it stands between paragraphs.
    """
    found: list[range] = []
    start, fence = -1, ""
    for i, line in enumerate(lines):
        if start >= 0:
            if line.text == fence and i >= start + _EMPTY_CODE:
                found.append(range(start, i + 1))
                start = -1
        elif (mark := _FENCE.fullmatch(line.text)) and i + 1 < len(lines) and lines[i + 1].number == line.number + 1:
            start, fence = i, mark[1]
    return found


def tables(lines: Sequence[Line]) -> list[range]:
    """Find the lines of each table; of one with long cells or links, which is a page's layout, only its rule."""
    found: list[range] = []
    end = 0  # of the table in front
    for at in [i for i, line in enumerate(lines) if i and is_table_rule(line.text)]:
        head, rule = lines[at - 1 : at + 1]
        if at <= end or is_table_rule(head.text) or head.number != rule.number - 1:
            continue
        labels = cells(head.text)
        if not any(label.text for label in labels) or len(labels) != len(cells(rule.text)):
            continue
        stop = at + 1
        while stop < len(lines) and lines[stop].number == lines[stop - 1].number + 1 and "|" in lines[stop].text:
            stop += 1
        if stop - at + 1 < _TABLE_LINES:
            continue
        end = stop
        rows = [head, *lines[at + 1 : stop]]
        texts = [cell.text for row in rows for cell in cells(row.text)]
        is_layout = sum(map(len, texts)) > _CELL * len(texts) or 2 * sum("](" in row.text for row in rows) >= len(rows)
        found.append(range(at, at + 1) if is_layout else range(at - 1, stop))
    return found


def definitions(lines: Sequence[Line]) -> list[range]:
    """Find the lines that say where references lead, such as “[1]: /dam”, in a text that has one or is Markdown.

    Where the same few addresses are named so often that the text would be several times as long, none is.
    """
    at = [i for i, line in enumerate(lines) if is_definition(line.text)]
    named = targets(lines[i] for i in at)
    texts = [line.text for line in lines] if named else []
    found = [one for text in texts for one in _references(text)]
    if sum(len(_target(one, named)) for one in found) > _MOST_TIMES * sum(map(len, texts)):
        return []
    if not (any(one["name"] and _target(one, named) for one in found) or is_markdown(texts)):
        return []
    return [range(run[0], run[-1] + 1) for run in _runs(at)]


def _runs(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Group successive numbers."""
    run: list[int] = []
    for number in numbers:
        if run and number > run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def is_definition(line: str) -> bool:
    """Tell whether a line says where a reference leads.

    Examples
    --------
    >>> is_definition('[dam]: https://example.test/dam "The dam"'), is_definition("[Anna]: No.")
    (True, False)
    """
    return line[0] == "[" and _DEFINITION.fullmatch(line) is not None


def targets(lines: Iterable[Line]) -> dict[str, str]:
    """Read where references lead, by their names."""
    found = filter(None, (_DEFINITION.fullmatch(line.text) for line in lines))
    return {_plain(one["name"]): one["href"] for one in found}


def inlined(text: str, named: Mapping[str, str]) -> str:
    """Write the links and images of a text that name their address with it, innermost first.

    Examples
    --------
    >>> inlined("The [dam][1] of [Orr] [holds].", {"1": "/dam", "orr": "/orr"})
    'The [dam](/dam) of [Orr](/orr) [holds].'
    """
    for _ in range(_NESTED):
        parts, end = [], 0
        for found in _references(text):
            if href := _target(found, named):
                parts += [text[end : found.start()], f"[{found['label']}]({href})"]
                end = found.end()
        text = "".join([*parts, text[end:]])
    return text


def _target(found: re.Match[str], named: Mapping[str, str]) -> str:
    return named.get(_plain(found["name"] or found["label"]), "")


def _references(text: str) -> list[re.Match[str]]:
    """Find what may be references outside of code."""
    code = _code(text)
    return [found for found in _REFERENCE.finditer(text) if not _is_within(found.start(), code)]


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def is_table_rule(line: str) -> bool:
    """Tell whether a line is what parts the head of a table from its rows.

    Examples
    --------
    >>> is_table_rule("| --- | :-: |"), is_table_rule("---")
    (True, False)
    """
    return line[-1] in "-|: " and _TABLE_RULE.fullmatch(line) is not None


def cells(row: str) -> list[Inline]:
    r"""Split a row of a table into its cells, marks taken off.

    Examples
    --------
    >>> [cell.text for cell in cells(r"| **Quay** | 3.1 \| 3.2 |")]
    ['Quay', '3.1 | 3.2']
    """
    found = [cell.strip().replace("\\|", "|") for cell in _BAR.split(row.strip().removeprefix("|"))]
    return [take_off(cell, markdown=True) for cell in (found if found[-1] else found[:-1])]


def take_off(text: str, *, markdown: bool) -> Inline:
    r"""Take the marks of emphasis, links and images off a line of Markdown; mend stray spaces.

    Examples
    --------
    >>> found = take_off(r"The **dam** holds \[for now\], [they say](/dam).", markdown=True)
    >>> found.text, found.links
    ('The dam holds [for now], they say.', [Link(start=25, end=33, href='/dam')])
    """
    notes: list[tuple[str, str, str]] = []
    links: list[Link] = []
    image = None
    if is_linked := markdown and "](" in text:
        text, image = _without_images(text, notes)
        text, links = _without_links(text, notes)
    while markdown and (text.count("*") > 1 or text.count("_") > 1):
        code = _code(text)
        found = [one for one in _EMPHASIS.finditer(text) if not _is_within(one.start(), code)]
        if not found:
            break
        spans = [span for one in found for span in (one.span("mark"), (one.end("inner"), one.end()))]
        text, links = _without(spans, text, links, "emphasis", notes)
    if markdown and "\\" in text:
        code = _code(text)
        spans = [found.span() for found in _ESCAPE.finditer(text) if not _is_within(found.start(), code)]
        text, links = _without(spans, text, links, "escape", notes)
    if is_linked or " ," in text or " ." in text:
        spans = [found.span() for found in _STRAY_SPACE.finditer(text)]
        text, links = _without(spans, text, links, "stray space", notes)
    return Inline(text, links, image, notes)


def _code(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _CODE.finditer(text)] if "`" in text else []


def _is_within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a place is inside one of some spans, in order."""
    before = bisect_left(spans, (at,)) - 1
    return before >= 0 and at < spans[before][1]


def _links(text: str) -> list[re.Match[str]]:
    """Find links and images outside of code."""
    code = _code(text)
    return [found for found in _LINK.finditer(text) if not _is_within(found.start(), code)]


def _without_images(text: str, notes: list[tuple[str, str, str]]) -> tuple[str, tuple[str, str] | None]:
    """Take images out first: one may be what a link is made of."""
    images = [found for found in _links(text) if found["image"]] if "![" in text else []
    parts, end = [], 0
    for found in images:
        parts.append(text[end : found.start()])
        end = found.end()
        notes.append(("image", found[0], ""))
    return "".join([*parts, text[end:]]), (images[-1]["label"], images[-1]["href"]) if images else None


def _without_links(text: str, notes: list[tuple[str, str, str]]) -> tuple[str, list[Link]]:
    links: list[Link] = []
    parts, end, length = [], 0, 0
    for found in _links(text):
        label = found["label"]
        parts += [text[end : found.start()], label]
        length += found.start() - end
        if label.strip():
            links.append(Link(start=length, end=length + len(label), href=found["href"]))
        length += len(label)
        end = found.end()
        notes.append(("link", found[0], label))
    return "".join([*parts, text[end:]]), links


def _without(
    spans: Sequence[tuple[int, int]], text: str, links: list[Link], name: str, notes: list[tuple[str, str, str]]
) -> tuple[str, list[Link]]:
    """Take spans out of a text, in order, the links moved along."""
    cuts = [i for span in spans for i in range(*span)]
    if not cuts:
        return text, links
    mended = "".join([text[start + 1 : end] for start, end in pairwise([-1, *cuts, len(text)])])
    notes.append((name, text, mended))
    moved = [
        link._replace(start=link.start - bisect_left(cuts, link.start), end=link.end - bisect_left(cuts, link.end))
        for link in links
    ]
    return mended, [link for link in moved if link.start < link.end]
