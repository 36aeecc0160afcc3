"""Drawings as SVG, without a library: points with names, and a table of shares in shades."""

from __future__ import annotations

import html
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Grey on transparent is legible on light and dark pages.
INK, FAINT, OURS, OTHERS = "#808080", "#80808055", "#d2691e", "#4682b4"
STYLE = 'font-family="system-ui, sans-serif" font-size="13"'
LEFT, TOP, WIDTH, HEIGHT = 60, 20, 560, 340
LINE = 16  # between two names
NAME_WIDTH = 150
LETTER = 7  # wide, about


def _svg(width: float, height: float, parts: Sequence[str], told: str) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" {STYLE}>'
    return "\n".join([head, f"<title>{html.escape(told)}</title>", *parts, "</svg>"]) + "\n"


def _text(x: float, y: float, text: str, anchor: str = "start", fill: str = INK) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}">{html.escape(text)}</text>'


def scatter(points: Mapping[str, tuple[float, float]], ours: str, told: tuple[str, str, str]) -> str:
    """Draw named points, x on a logarithmic scale; ``told`` is the title and what the axes mean."""
    xs, ys = zip(*points.values(), strict=True)
    low, high = math.floor(math.log10(min(xs)) * 2) / 2, math.ceil(math.log10(max(xs)) * 2) / 2
    bottom, top = math.floor(min(ys) * 20) / 20, math.ceil(max(ys) * 20) / 20

    def place(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - low) / max(high - low, 0.5)
        return LEFT + across * WIDTH, TOP + HEIGHT * (1 - (y - bottom) / max(top - bottom, 0.05))

    parts = []
    for step in range(round((top - bottom) * 20) + 1):
        y = place(1, bottom + step / 20)[1]
        parts += [
            f'<path d="M{LEFT} {y:.1f}h{WIDTH}" stroke="{FAINT}"/>',
            _text(LEFT - 8, y + 4, f"{bottom + step / 20:.2f}", "end"),
        ]
    for x in (0.1, 0.3, 1, 3, 10, 30, 100):
        if low <= math.log10(x) <= high:
            at = place(x, bottom)[0]
            parts += [
                f'<path d="M{at:.1f} {TOP}v{HEIGHT}" stroke="{FAINT}"/>',
                _text(at, TOP + HEIGHT + 18, f"{x:g}", "middle"),
            ]
    parts += [_text(LEFT + WIDTH / 2, TOP + HEIGHT + 40, told[1], "middle"), _text(LEFT, TOP - 6, told[2])]
    taken: list[tuple[float, float]] = []
    for name, point in sorted(points.items(), key=lambda entry: -entry[1][1]):
        x, y = place(*point)
        beside = y
        while any(abs(beside - other) < LINE and abs(x - across) < NAME_WIDTH for across, other in taken):
            beside += LINE
        taken.append((x, beside))
        fill = OURS if name == ours else OTHERS
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}"/>', _text(x + 9, beside + 4, name, fill=fill)]
    return _svg(LEFT + WIDTH + NAME_WIDTH, TOP + HEIGHT + 50, parts, told[0])


def shades(rows: Mapping[str, Mapping[str, float]], columns: Sequence[str], told: str) -> str:
    """Draw shares, 0 to 1, as a table in shades: a row for each key, a column for each name."""
    longest = LETTER * max(map(len, columns), default=0)
    slant = math.radians(35)
    cell, high, side, head = 78, 24, 190, 20 + longest * math.sin(slant)
    parts = []
    for i, name in enumerate(columns):
        x = side + i * cell + cell / 2
        parts.append(f'<g transform="translate({x:.0f} {head - 8:.0f}) rotate(-35)">{_text(0, 0, name)}</g>')
    for j, (row, shares) in enumerate(rows.items()):
        y = head + j * high
        parts.append(_text(side - 10, y + 17, row, "end"))
        for i, name in enumerate(columns):
            share = shares[name]
            box = f'x="{side + i * cell + 2}" y="{y + 2}" width="{cell - 4}" height="{high - 4}" rx="2"'
            parts.append(f'<rect {box} fill="{OURS}" fill-opacity="{0.06 + 0.94 * share:.2f}"/>')
            parts.append(
                _text(side + i * cell + cell / 2, y + 17, f"{share:.0%}", "middle", "#fff" if share > 0.55 else INK)
            )
    return _svg(side + len(columns) * cell + longest * math.cos(slant), head + len(rows) * high + 10, parts, told)
