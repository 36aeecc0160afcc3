"""What an element's own attributes say about whether a reader ever sees it."""

from __future__ import annotations

import re
from functools import lru_cache

from cleaner.html.markup import attribute

# What shared style sheets turn into a drawing: the name of an icon, and the copies of a formula. What is for screen
# readers alone stays: it may be the colon between a kicker and its headline.
_DRAWN = re.compile(
    r"(?<![\w-])(?:katex-mathml|mathjax_preview|mjx_assistive_mathml|material-(?:icons|symbols)[\w-]*)(?![\w-])"
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_HIDDEN_ATTRIBUTE = re.compile(r"(?<![-\w])hidden(?![-\w])")
_HIDDEN_STYLE = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|content-visibility:hidden"
    r"|font-size:(?:0(?:px|pt|em|rem|%)?|1(?:px|pt|%)?)(?:;|!|$)|text-indent:-\d{3,}|color:transparent|color:rgba\([^)]*,0(?:\.0+)?\)"
    r"|transform:scale[xy]?\(0(?:,0)?\)|clip:rect\(0|clip-path:inset\((?:50|100)%|(?:left|top|right|margin-left):-\d{4,})"
)
_TRANSPARENT = re.compile(r"(?:^|;)opacity:0(?:\.0+)?(?:;|!|$)")
_NO_SIZE = re.compile(r"(?:^|;)(?:max-)?(?:height|width):0(?:px)?(?:;|!|$)")
_FOLDED_STYLE = re.compile(r"(?:^|;)(?:display:none|(?:max-)?height:0)")
_COLOUR = re.compile(r"(?:^|;)(color|background(?:-color)?):([^;!]+)")


def is_hidden(attributes: str) -> bool:
    """Whether an element's own attributes keep it from ever being seen.

    Examples
    --------
    >>> is_hidden(' style="display: none"'), is_hidden(' class="hidden-xs"'), is_hidden(" hidden")
    (True, False, True)
    >>> is_hidden(' style="font-size: 1px"'), is_hidden(' style="font-size: 1rem"')
    (True, False)
    """
    lowered = attributes.lower()
    may_hide = "hidden" in lowered or "style" in lowered or "math" in lowered or "material-" in lowered
    return may_hide and _hides(lowered)


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
    if "transform:" not in style and _TRANSPARENT.search(style):  # what moves besides is shown when it is scrolled to
        return True
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
