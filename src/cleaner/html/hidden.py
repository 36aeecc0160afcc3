"""What an element's own attributes, and the control above it, say about whether a reader ever sees it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cleaner.html.markup import attribute
from cleaner.html.page import HEADINGS
from cleaner.text import ASKING

if TYPE_CHECKING:
    from cleaner.html.page import Node, Segments

# What shared style sheets turn into a drawing: the name of an icon, and the copies of a formula. What is for screen
# readers alone stays: it may be the colon between a kicker and its headline.
_DRAWN = re.compile(
    r"(?<![\w-])(?:katex-mathml|mathjax_preview|mjx_assistive_mathml|material-(?:icons|symbols)[\w-]*)(?![\w-])"
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_HIDDEN_ATTRIBUTE = re.compile(r"(?<![-\w])hidden(?![-\w])")
_HIDDEN_STYLE = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|content-visibility:hidden|text-indent:-\d{3,}|color:transparent|color:rgba\([^)]*,0(?:\.0+)?\)"
    r"|transform:scale[xy]?\(0(?:,0)?\)|clip:rect\(0|clip-path:inset\((?:50|100)%|(?:left|top|right|margin-left):-\d{4,})"
)
_TRANSPARENT = re.compile(r"(?:^|;)opacity:0(?:\.0+)?(?:;|!|$)")
# What moves besides is shown when it is scrolled to.
_MOVES = re.compile(r"(?:^|;)(?:transform|transition|animation|will-change)\b")
_TINY = re.compile(r"(?:^|;)font-size:(?:0(?:px|pt|em|rem|%)?|1(?:px|pt|%)?)(?:;|!|$)")
_SIZE = re.compile(r"(?:^|;)font(?:-size)?:(?!inherit)")
_NO_SIZE = re.compile(r"(?:^|;)(?:max-)?(?:height|width):0(?:px)?(?:;|!|$)")
_FOLDED_STYLE = re.compile(r"(?:^|;)(?:display:none|(?:max-)?height:0)")
_ASKED = re.compile(rf"[{ASKING}]\W*$")
_TAIL = 6  # characters in which a question ends, its marks and arrows included
_ASKING = frozenset(["button", "summary", "dt", *HEADINGS]) - {"h1"}
_NESTED = 5  # elements around the text of such a heading or control
_COLOUR = re.compile(r"(?:^|;)(color|background(?:-color)?):([^;!]+)")


def is_hidden(attributes: str) -> bool:
    """Whether an element's own attributes keep it from ever being seen.

    Examples
    --------
    >>> is_hidden(' style="display: none"'), is_hidden(' class="hidden-xs"'), is_hidden(" hidden")
    (True, False, True)
    """
    lowered = attributes.lower()
    may_hide = "hidden" in lowered or "style" in lowered or "math" in lowered or "material-" in lowered
    return may_hide and _hides(lowered)


def is_tiny(attributes: str) -> bool:
    """Tell whether an element's letters are too small to be seen; what it holds may have a size of its own.

    Examples
    --------
    >>> is_tiny(' style="font-size: 1px"'), is_tiny(' style="font-size: 1rem"')
    (True, False)
    """
    return "font-size" in attributes and _TINY.search(_style(attributes.lower())) is not None


def sets_size(attributes: str) -> bool:
    """Tell whether an element sets its letters to a size that can be seen.

    Examples
    --------
    >>> sets_size(' style="font: 16px/1.4 serif"'), sets_size(' style="font-size: 0"'), sets_size(' style="top: 0"')
    (True, False, False)
    """
    return "font" in attributes and _SIZE.search(_style(attributes.lower())) is not None and not is_tiny(attributes)


def is_folded(attributes: str) -> bool:
    """Tell whether an element is hidden in a way in which pages fold away what a click unfolds.

    What is transparent, tiny or far away is not meant to be seen at all.

    Examples
    --------
    >>> is_folded(" hidden"), is_folded(' style="display: none"'), is_folded(' style="opacity: 0"')
    (True, True, False)
    """
    lowered = attributes.lower()
    return _has_hidden(lowered) or _FOLDED_STYLE.search(_style(lowered)) is not None


def _has_hidden(lowered: str) -> bool:
    return "hidden" in lowered and _HIDDEN_ATTRIBUTE.search(_QUOTED.sub("", lowered)) is not None


def _style(lowered: str) -> str:
    return "".join(attribute(lowered, "style").split()) if "style" in lowered else ""


@lru_cache(maxsize=4096)
def _hides(lowered: str) -> bool:
    if _has_hidden(lowered) or _DRAWN.search(attribute(lowered, "class")):
        return True
    if not (style := _style(lowered)):
        return False
    if _TRANSPARENT.search(style) and not _MOVES.search(style):
        return True
    if "animation" in style:
        style = style.replace("visibility:hidden", "")
    if "background-clip:text" in style:
        style = style.replace("color:transparent", "")
    if _HIDDEN_STYLE.search(style) or ("overflow:hidden" in style and _NO_SIZE.search(style)):
        return True
    colours: dict[str, str] = dict(_COLOUR.findall(style))
    background = colours.get("background") or colours.get("background-color")
    return background is not None and _long(background) == _long(colours.get("color", ""))


def _long(colour: str) -> str:
    """Spell out a short colour, so that it compares."""
    if colour == "white":
        return "#ffffff"
    return "#" + "".join(digit * 2 for digit in colour[1:]) if len(colour) == 4 and colour[0] == "#" else colour


def unfolds(page: Segments, holder: int, attributes: str) -> bool:
    """Tell whether a heading or control in an element unfolds what comes next: it is a question, or names it."""
    if not page.records:
        return False
    node, text, linked, _, _, _, links = page.records[-1]
    above: list[Node] = []
    while linked >= 0 and node != holder and len(above) < _NESTED:
        above.append(page.nodes[node])
        node = page.nodes[node][0]
    if node != holder or not above:
        return False
    if _ASKED.search(text[-_TAIL:]):
        is_link = linked == len(text) and attribute(links[0][2], "href")[:1] in {"", "#"}
        return is_link or any(name in _ASKING for _, name, *_ in above)
    target = attribute(attributes, "id")
    return bool(target) and any(attribute(own, "aria-controls") == target for _, _, own, *_ in above)
