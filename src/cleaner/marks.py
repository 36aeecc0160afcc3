"""Markdown's marks inside a line of text: links, images, emphasis and escapes, taken off with a note of each."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import regex as re

from cleaner.model import Link
from cleaner.text import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_TARGET = r"\(<?(?P<href>(?:[^\s()<>]|\([^\s()]{0,200}\)){0,2000})>?(?:\s+\"[^\"]{0,200}\")?\)"
_LINK = re.compile(rf"(?P<image>!?)\[(?P<label>(?:[^\[\]\n\\]|\\.)*)\]{_TARGET}")
_EMPHASIS = re.compile(r"(?<![\w*])(?P<mark>\*\*?|__)(?=[^\s*_])(?P<inner>[^*_\n]{1,400})(?<=\S)(?P=mark)(?![\w*])")
# Only what begins no mark and no line of a list without its backslash: the text may be read once more.
_ESCAPE = re.compile(r"\\(?=[!\"$%&'(),./:;=?@{|}~])|\\(?=\[(?![^\]]*\]\())|\\(?=\](?!\())")
_STRAY_SPACE = re.compile(  # before a comma or stop, and where a mark was taken off between two others or at an end
    r"(?<=\p{Ll}) +(?=[,.](?![\p{L}\d,._/\\-]|\s?\.))|\A\s+|\s+\Z|(?<= ) +| +(?=\t)|(?<=\t)\s+"
)


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
    while markdown and (text.count("*") > 1 or "__" in text):
        plain = _EMPHASIS.sub(lambda found: found["inner"], text)
        if plain == text:
            break
        notes.append(("emphasis", text, plain))
        text = plain
    is_marked = markdown and ("](" in text or "\\" in text)
    if is_marked:
        text, image = _without_images(text, notes)
        text, links = _without_links(text, notes)
        text, links = _spared(_ESCAPE, text, links, "escape", notes)
    if is_marked or " ," in text or " ." in text:
        text, links = _spared(_STRAY_SPACE, text, links, "stray space", notes)
    return Inline(text, links, image, notes)


def _without_images(text: str, notes: list[tuple[str, str, str]]) -> tuple[str, tuple[str, str] | None]:
    """Take images out first: one may be what a link is made of."""
    image = None
    for found in reversed([*_LINK.finditer(text)] if "![" in text else []):
        if found["image"]:
            image = image or (found["label"], found["href"])
            notes.append(("image", found[0], ""))
            text = text[: found.start()] + text[found.end() :]
    return text, image


def _without_links(text: str, notes: list[tuple[str, str, str]]) -> tuple[str, list[Link]]:
    links: list[Link] = []
    parts, end, length = [], 0, 0
    for found in _LINK.finditer(text):
        label = found["label"]
        parts += [text[end : found.start()], label]
        length += found.start() - end
        if label.strip():
            links.append(Link(start=length, end=length + len(label), href=found["href"]))
        length += len(label)
        end = found.end()
        notes.append(("link", found[0], label))
    return "".join([*parts, text[end:]]), links


def _spared(
    pattern: re.Pattern[str], text: str, links: list[Link], name: str, notes: list[tuple[str, str, str]]
) -> tuple[str, list[Link]]:
    """Take out what a pattern finds, the links moved along."""
    cuts = [i for found in pattern.finditer(text) for i in range(*(found.span()))]
    if not cuts:
        return text, links
    mended = pattern.sub("", text)
    notes.append((name, text, mended))
    moved = [
        link._replace(start=link.start - bisect_left(cuts, link.start), end=link.end - bisect_left(cuts, link.end))
        for link in links
    ]
    return mended, [link for link in moved if link.start < link.end]
