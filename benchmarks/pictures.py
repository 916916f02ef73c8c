"""The report's pictures, as SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping
from xml.sax.saxutils import escape

_WIDTH = 720
_FONT = 'font-family="system-ui, sans-serif"'
_INK, _OURS, _THEIRS, _GRID = "#222", "#1b6ca8", "#9aa5ad", "#ddd"


def bars(title: str, unit: str, values: Mapping[str, float], ours: tuple[str, ...]) -> str:
    """Return a picture with a bar for each of *values*, the longest first."""
    left, bar, gap, top = 210, 22, 8, 48
    longest = max(values.values())
    lines = []
    ordered = sorted(values.items(), key=lambda item: -item[1])
    for index, (name, value) in enumerate(ordered):
        y = top + index * (bar + gap)
        width = (_WIDTH - left - 90) * value / longest
        colour = _OURS if name in ours else _THEIRS
        middle = y + bar * 0.7
        lines += [
            f'<text x="{left - 8}" y="{middle:.0f}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{left}" y="{y}" width="{width:.1f}" height="{bar}" fill="{colour}"/>',
            f'<text x="{left + width + 6:.1f}" y="{middle:.0f}">{value:,.0f}</text>',
        ]
    height = top + len(values) * (bar + gap) + 12
    return _picture(title, unit, height, lines)


def growth(title: str, points: list[tuple[int, float, float]]) -> str:
    """Return a picture of seconds and megabytes by the number of documents."""
    left, right, top, bottom = 70, 640, 60, 320
    xs = [math.log10(count) for count, _s, _m in points]
    values = [value for _c, seconds, memory in points for value in (seconds, memory)]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))

    def at(count: float, value: float) -> tuple[float, float]:
        x = left + (math.log10(count) - xs[0]) / (xs[-1] - xs[0]) * (right - left)
        y = bottom - (math.log10(value) - low) / (high - low) * (bottom - top)
        return x, y

    lines = []
    for power in range(low, high + 1):
        _x, y = at(points[0][0], 10.0**power)
        lines.append(f'<path d="M{left} {y:.1f}H{right}" stroke="{_GRID}"/>')
        lines.append(
            f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
        )
    for count, _s, _m in points:
        x, _y = at(count, 10.0**low)
        lines.append(f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{count:,}</text>')
    for index, (name, colour) in enumerate((("seconds", _OURS), ("peak memory, MB", "#b5651d"))):
        places = [at(point[0], point[1 + index]) for point in points]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        lines.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places]
        x, y = places[-1]
        lines.append(
            f'<text x="{x - 6:.1f}" y="{y - 9:.1f}" text-anchor="end" fill="{colour}">{name}</text>'
        )
    return _picture(title, "documents in one run; both axes logarithmic", bottom + 40, lines)


def _picture(title: str, unit: str, height: int, lines: list[str]) -> str:
    body = "\n".join(lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}" {_FONT} font-size="13" fill="{_INK}">\n'
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>\n'
        f'<text x="12" y="22" font-size="16" font-weight="bold">{escape(title)}</text>\n'
        f'<text x="12" y="40" font-size="12">{escape(unit)}</text>\n{body}\n</svg>\n'
    )
