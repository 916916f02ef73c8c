"""A timeline as an SVG picture: text that can be selected, shapes that need no colour.

Days stand in columns of their own beside the chart, so that nothing can come to lie over them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree import ElementTree as ET

from motions.base.dates import MONTHS, WEEKDAYS, long_day, long_moment
from motions.base.text import one_line
from motions.planning.reasons import marked
from motions.planning.views.svg_text import fit, text_width
from motions.planning.views.timeline import Row, Timeline

_WIDTH = 1100
_MARGIN = 24.0
_NAME, _FIRST, _SECOND, _CHART = _MARGIN, 276.0, 466.0, 660.0
"""Where the columns begin: the step, two columns of days, the chart."""
_GAP = 14
_LINE = 19

_AIM, _LAST = "Aim", "Last chance"
_EARLIEST, _NEEDED = "Earliest now", "Needed by"
"""What the days are called where they no longer fit together."""

_STYLE = """
text { font: 14px Arial, Helvetica, 'Liberation Sans', sans-serif; fill: #1a1a1a }
.title { font-size: 20px; font-weight: bold }
.head { font-weight: bold }
.paper { fill: #ffffff }
.rule { stroke: #1a1a1a; stroke-width: 1; stroke-opacity: 0.25 }
.line { stroke: #1a1a1a; stroke-width: 3 }
.late { stroke: #1a1a1a; stroke-width: 2; stroke-dasharray: 2 5 }
.deadline { stroke: #1a1a1a; stroke-width: 3 }
.today { stroke: #1a1a1a; stroke-width: 1.5; stroke-dasharray: 6 4 }
.aim { fill: #ffffff; stroke: #1a1a1a; stroke-width: 2.5 }
.last { fill: #1a1a1a; stroke: #1a1a1a; stroke-width: 2.5 }
.hatch { stroke: #1a1a1a; stroke-width: 1; stroke-opacity: 0.6 }
@media (prefers-color-scheme: dark) {
  text { fill: #f2f2f2 }
  .paper { fill: #161616 }
  .rule, .line, .late, .deadline, .today, .hatch { stroke: #f2f2f2 }
  .aim { fill: #161616; stroke: #f2f2f2 }
  .last { fill: #f2f2f2; stroke: #f2f2f2 }
}
"""


@dataclass(frozen=True)
class Caption:
    """The words of a picture: what it is of, what comes out, and a name that is its own.

    *key* keeps the ids of several pictures on one page apart.
    """

    title: str
    lines: tuple[str, ...]
    key: str


def render_svg(line: Timeline, caption: Caption) -> bytes:
    """Return *line* as an SVG document in UTF-8.

    Readers that see no picture get the title and a description with every date.
    """
    return _Drawing(line, caption).render()


class _Drawing:
    """One picture while it is drawn, from the top down; *y* is how far it has come."""

    def __init__(self, line: Timeline, caption: Caption) -> None:
        self.line = line
        self.caption = caption
        self.y = _MARGIN
        self.ids = {name: f"{caption.key}-{name}" for name in ("title", "description", "hatch")}
        labels = f"{self.ids['title']} {self.ids['description']}"
        self.svg = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "role": "img",
                "aria-labelledby": labels,
                "lang": "en-GB",
            },
        )

    def render(self) -> bytes:
        self._describe()
        paper = self._add("rect", {"class": "paper", "x": 0, "y": 0, "width": _WIDTH})
        self._captions()
        self._chart()
        self._legend()
        height = f"{self.y + _MARGIN:.0f}"
        paper.set("height", height)
        self.svg.set("viewBox", f"0 0 {_WIDTH} {height}")
        self.svg.set("width", str(_WIDTH))
        self.svg.set("height", height)
        ET.indent(self.svg)
        declaration = b'<?xml version="1.0" encoding="UTF-8"?>\n'
        return declaration + ET.tostring(self.svg, encoding="unicode").encode() + b"\n"

    # --- the parts, from the top

    def _describe(self) -> None:
        steps = " ".join(f"{row.name}: {_told(row, self.line)}." for row in self.line.rows)
        told = f"{' '.join(self.caption.lines)} {steps} Today: {long_day(self.line.today)}."
        for name, text in (("title", self.caption.title), ("description", told)):
            tag = "desc" if name == "description" else name
            ET.SubElement(self.svg, tag, {"id": self.ids[name]}).text = one_line(text)
        ET.SubElement(self.svg, "style").text = _STYLE
        hatch = {"id": self.ids["hatch"], "width": "6", "height": "6"}
        hatch |= {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
        pattern = ET.SubElement(ET.SubElement(self.svg, "defs"), "pattern", hatch)
        ends = {"x1": "0", "y1": "0", "x2": "0", "y2": "6"}
        ET.SubElement(pattern, "line", {"class": "hatch", **ends})

    def _captions(self) -> None:
        room = _WIDTH - 2 * _MARGIN
        for text in fit(self.caption.title, room, 20):
            self.y += 26
            self._text(_MARGIN, text, style="title")
        self.y += 6
        for text in (part for line in self.caption.lines for part in fit(line, room)):
            self.y += _LINE
            self._text(_MARGIN, text)
        self.y += 2 * _LINE

    def _chart(self) -> None:
        line = self.line
        ticks = line.ticks(int(_WIDTH - _CHART) // 40)
        self._ticks([(tick.day, tick.year) for tick in ticks])
        self.y += _LINE
        self._ticks([(tick.day, tick.month) for tick in ticks])
        heads = (_AIM, marked(_LAST, line.status))
        if not line.dates_fit:
            heads = (marked(_NEEDED, line.status), _EARLIEST)
        for x, text in zip((_NAME, _FIRST, _SECOND), ("What to do", *heads), strict=True):
            self._text(x, text, style="head")
        self.y += 8
        top = self.y
        background = ET.SubElement(self.svg, "g")
        for row in line.rows:
            self._row(row)
        for shade in line.shades:
            left, right = self._x(shade.first), self._x(shade.last)
            box = {"x": left, "y": top, "width": max(right - left, 2), "height": self.y - top}
            fill = f"url(#{self.ids['hatch']})"
            self._add("rect", {**box, "fill": fill}, background)
        for day, style in ((line.today, "today"), (line.deadline, "deadline")):
            x = self._x(day)
            self._add(
                "line", {"class": style, "x1": x, "y1": top, "x2": x, "y2": self.y}, background
            )

    def _ticks(self, names: list[tuple[date, str]]) -> None:
        used = 0.0
        for day, name in names:
            x = self._x(day)
            if name and x >= used and x + text_width(name) <= _WIDTH - _MARGIN + 6:
                self._text(x, name)
                used = x + text_width(name) + 4

    def _row(self, row: Row) -> None:
        names = fit(row.name, _FIRST - _NAME - _GAP)
        height = max(len(names) * _LINE, _LINE) + 15
        edge: dict[str, float | str] = {
            "class": "rule",
            "x1": _MARGIN,
            "x2": _WIDTH - _MARGIN,
            "y1": self.y,
        }
        self._add("line", {**edge, "y2": self.y})
        middle = self.y + height / 2
        for number, name in enumerate(names):
            offset = (number - (len(names) - 1) / 2) * _LINE + 5
            self._text(_NAME, name, y=middle + offset)
        days = [_short(row.aim, "none in time"), _short(row.last_chance, "none")]
        for x, day in zip(
            (_FIRST, _SECOND), days[:: 1 if self.line.dates_fit else -1], strict=True
        ):
            self._text(x, day, y=middle + 5)
        self._span(row, middle)
        self.y += height

    def _span(self, row: Row, y: float) -> None:
        if row.is_deadline:
            self._diamond(self._x(self.line.deadline), y)
            return
        if row.aim is not None and row.last_chance is not None:
            ends = {"x1": self._x(row.aim), "x2": self._x(row.last_chance)}
            self._add(
                "line", {"class": "late" if row.too_late else "line", **ends, "y1": y, "y2": y}
            )
        self._marks(row, y)

    def _marks(self, row: Row, y: float) -> None:
        """Draw the last chance as a full disc, the aim as a ring, which may lie around it."""
        if row.aim is not None:
            self._add("circle", {"class": "aim", "cx": self._x(row.aim), "cy": y, "r": 8})
        if row.last_chance is not None:
            self._add("circle", {"class": "last", "cx": self._x(row.last_chance), "cy": y, "r": 4})

    def _diamond(self, x: float, y: float) -> None:
        points = f"{x:.1f},{y - 9:.1f} {x + 9:.1f},{y:.1f} {x:.1f},{y + 9:.1f} {x - 9:.1f},{y:.1f}"
        self._add("polygon", {"class": "last", "points": points})

    def _legend(self) -> None:
        line = self.line
        self.y += _LINE
        shaded = line.shaded()
        entries = [
            ("aim", f"{_AIM}: the first chance" if line.dates_fit else _EARLIEST),
            ("last", _LAST if line.dates_fit else _NEEDED),
            ("today", f"Today, {long_day(line.today)}"),
            ("deadline", f"Deadline, {marked(long_moment(line.deadline), line.status)}"),
        ]
        if any(row.too_late for row in line.rows):
            entries.append(("late", "Too late by so much"))
        if shaded:
            entries.append(("hatch", f"No meetings: {shaded}"))
        for mark, text in entries:
            for number, part in enumerate(fit(text, _WIDTH - 2 * _MARGIN - 50)):
                self.y += _LINE + 3
                if number == 0:
                    self._sample(mark, _MARGIN + 16, self.y - 5)
                self._text(_MARGIN + 46, part)

    def _sample(self, mark: str, x: float, y: float) -> None:
        if mark in {"aim", "last"}:
            self._add("circle", {"class": mark, "cx": x, "cy": y, "r": 8 if mark == "aim" else 4})
        elif mark == "hatch":
            box = {"x": x - 14, "y": y - 7, "width": 28, "height": 14}
            self._add("rect", {**box, "fill": f"url(#{self.ids['hatch']})"})
        elif mark == "deadline":
            self._diamond(x, y)
        else:
            self._add("line", {"class": mark, "x1": x - 14, "x2": x + 14, "y1": y, "y2": y})

    # --- single shapes

    def _x(self, day: date) -> float:
        left, right = _CHART + 10, _WIDTH - _MARGIN - 10
        return left + self.line.place(day) * (right - left)

    def _text(self, x: float, text: str, *, y: float | None = None, style: str = "") -> None:
        place: dict[str, float | str] = {"x": x, "y": self.y if y is None else y}
        if style:
            place["class"] = style
        self._add("text", place).text = one_line(text)

    def _add(
        self, tag: str, values: Mapping[str, float | str], parent: ET.Element | None = None
    ) -> ET.Element:
        texts = {
            name: value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
            for name, value in values.items()
        }
        return ET.SubElement(self.svg if parent is None else parent, tag, texts)


def _told(row: Row, line: Timeline) -> str:
    if row.is_deadline:
        return f"deadline {marked(long_moment(line.deadline), line.status)}"
    aim, last = (_AIM, _LAST) if line.dates_fit else (_EARLIEST, _NEEDED)
    parts = []
    if row.aim is not None:
        parts.append(f"{aim.lower()} {long_moment(row.aim)}")
    if row.last_chance is not None:
        parts.append(f"{last.lower()} {marked(long_moment(row.last_chance), line.status)}")
    return ", ".join(parts) or "no date"


def _short(when: date | None, none: str) -> str:
    if when is None:
        return none
    day = f"{WEEKDAYS[when.weekday()][:3]} {when.day} {MONTHS[when.month - 1][:3]} {when.year}"
    return f"{day}{when:, %H:%M}" if isinstance(when, datetime) else day
