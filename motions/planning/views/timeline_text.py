"""A timeline as text for a terminal of 80 columns: letters and lines, colour only where asked."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from itertools import groupby

from motions.base.dates import long_day, long_moment
from motions.base.text import WIDTH
from motions.planning.reasons import marked
from motions.planning.views.timeline import Row, Timeline

LONGEST_NAME = 28
_FIXED = "\N{NO-BREAK SPACE}"
"""Keeps a mark and its meaning on one line while the legend is folded."""


class Mark(StrEnum):
    """What a mark stands for, so that it can be coloured; the mark alone says it too."""

    AIM = "A"
    LAST_CHANCE = "L"
    BOTH = "*"
    SPARE = "─"
    LATE = "×"
    DEADLINE = "D"
    DEADLINE_LINE = "│"
    TODAY = ":"
    SHADE = "░"
    NOTHING = " "


Paint = Callable[[str, Mark], str]


def uncoloured(text: str, _role: Mark) -> str:
    """Return *text* as it is: no colour."""
    return text


def render_timeline(line: Timeline, paint: Paint = uncoloured) -> str:
    """Return *line* as text: a row for each step, under the months, above what the marks mean.

    *paint* puts colour to a stretch of marks; nothing else is coloured.
    """
    longest = max(len(row.name) for row in line.rows)
    names = min(longest, LONGEST_NAME)
    columns = WIDTH - names - 2
    lead = " " * (names + 2)
    lines = [(lead + text).rstrip() for text in _scale(line, columns)]
    used: set[Mark] = set()
    for row in line.rows:
        marks = _marks(line, row, columns)
        used.update(marks)
        name = row.name if len(row.name) <= names else f"{row.name[: names - 1]}…"
        lines.append(f"{name:{names}}  {_painted(marks, paint)}".rstrip())
    legend = textwrap.wrap(_legend(line, used), WIDTH, break_on_hyphens=False)
    lines += [text.replace(_FIXED, " ") for text in legend]
    return "\n".join(lines) + "\n"


def _scale(line: Timeline, columns: int) -> Iterator[str]:
    """Yield the years, then the months; a name that has no room is left out."""
    ticks = line.ticks(columns // 5)
    for names in ([tick.year for tick in ticks], [tick.month for tick in ticks]):
        text = ""
        for tick, name in zip(ticks, names, strict=True):
            column = _column(line.place(tick.day), columns)
            if name and column >= len(text) + bool(text) and column + len(name) <= columns:
                text = f"{text:{column}}{name}"
        if text:
            yield text


def _marks(line: Timeline, row: Row, columns: int) -> list[Mark]:
    """Return a mark for each column, the weightier over the lighter."""

    def at(day: date) -> int:
        return _column(line.place(day), columns)

    marks = [Mark.NOTHING] * columns
    for shade in line.shades:
        for column in range(at(shade.first), at(shade.last) + 1):
            marks[column] = Mark.SHADE
    marks[at(line.deadline)] = Mark.DEADLINE_LINE
    if row.aim is not None and row.last_chance is not None:
        first, last = sorted([at(row.aim), at(row.last_chance)])
        between = Mark.LATE if row.too_late else Mark.SPARE
        marks[first : last + 1] = [between] * (last + 1 - first)
    marks[at(line.today)] = Mark.TODAY
    if row.is_deadline:
        marks[at(line.deadline)] = Mark.DEADLINE
        return marks
    if row.aim is not None:
        marks[at(row.aim)] = Mark.AIM
    if row.last_chance is not None:
        together = row.aim is not None and at(row.aim) == at(row.last_chance)
        both = Mark.LATE if row.too_late else Mark.BOTH
        marks[at(row.last_chance)] = both if together else Mark.LAST_CHANCE
    return marks


def _column(place: float, columns: int) -> int:
    return round(place * (columns - 1))


def _painted(marks: list[Mark], paint: Paint) -> str:
    runs = ((role, "".join(run)) for role, run in groupby(marks))
    return "".join(text if role is Mark.NOTHING else paint(text, role) for role, text in runs)


def _legend(line: Timeline, used: set[Mark]) -> str:
    """Return what the marks mean that are *used*, and the days of those that stand for one."""
    deadline = marked(long_moment(line.deadline), line.status)
    meanings = {
        Mark.AIM: "aim" if line.dates_fit else "the earliest now",
        Mark.LAST_CHANCE: "last chance" if line.dates_fit else "needed by",
        Mark.BOTH: "both at once",
        Mark.SPARE: "time to spare",
        Mark.LATE: "too late",
        Mark.TODAY: f"today, {long_day(line.today)}",
        Mark.DEADLINE: f"deadline, {deadline}",
        Mark.SHADE: f"no meetings ({line.shaded()})",
    }
    return (
        "; ".join(f"{role.value} {text}" for role, text in meanings.items() if role in used) + "."
    )
