"""A plan on a line of days: what a picture of it shows and where, before anybody draws it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from motions.base.dates import MONTHS, ONE_DAY, day_of
from motions.bodies.meetings import meetings_between
from motions.conferences.conference import Status
from motions.planning.plan import Plan
from motions.planning.reasons import step_name
from motions.planning.step import Action


@dataclass(frozen=True)
class Row:
    """One step. *aim* and *last_chance* are days or moments; at the deadline they are the same."""

    name: str
    aim: date | None
    last_chance: date | None
    is_deadline: bool = False

    @property
    def too_late(self) -> bool:
        """Whether the first day that can still be reached lies after the last that would do."""
        both = self.aim is not None and self.last_chance is not None
        return both and day_of(self.aim or date.min) > day_of(self.last_chance or date.max)


@dataclass(frozen=True)
class Shade:
    """Days, both included, on which no body on the route meets."""

    first: date
    last: date
    why: str


@dataclass(frozen=True)
class Tick:
    """The first day of a month, and its name. *year* is empty but at the first tick of a year."""

    day: date
    month: str
    year: str


@dataclass(frozen=True)
class Timeline:
    """A plan's steps between its *first* and *last* day. *status* is that of the deadline.

    *dates_fit* tells whether the steps can be done one after the other by the deadline.
    """

    first: date
    last: date
    today: date
    deadline: date
    status: Status
    rows: tuple[Row, ...]
    shades: tuple[Shade, ...]
    dates_fit: bool = True

    def place(self, day: date) -> float:
        """Return where *day* lies: 0 on the first day, 1 on the last.

        >>> days = date(2027, 1, 1), date(2027, 1, 11)
        >>> line = Timeline(*days, *days, Status.CONFIRMED, (), ())
        >>> line.place(date(2027, 1, 6))
        0.5
        """
        span = max((self.last - self.first).days, 1)
        return (day_of(day) - self.first).days / span

    def shaded(self) -> str:
        """Return what the shades stand for: "August 2026, 2027; national mourning 2022"."""
        years: dict[str, list[str]] = {}
        for shade in self.shades:
            years.setdefault(shade.why, []).append(str(shade.first.year))
        return "; ".join(f"{why} {', '.join(held)}" for why, held in years.items())

    def ticks(self, room: int) -> list[Tick]:
        """Return the months to name, about *room* of them: all, or every second, third, sixth."""
        months = list(_months(self.first, self.last))
        step = next((n for n in (1, 2, 3, 6, 12) if len(months) <= room * n), 24)
        ticks: list[Tick] = []
        for day in months:
            if (day.month - 1) % step and len(months) > 1:
                continue
            new_year = not ticks or ticks[-1].day.year != day.year
            ticks.append(Tick(day, MONTHS[day.month - 1][:3], str(day.year) if new_year else ""))
        return ticks


def lay_out(plan: Plan) -> Timeline:
    """Return the timeline of *plan*: from today, or the first last chance, to the deadline."""
    route = plan.route
    rows = tuple(
        Row(
            step_name(step.action, step.body.name),
            step.aim,
            step.last_chance,
            step.action is Action.SUBMIT,
        )
        for step in plan.steps
    )
    days = [day_of(when) for row in rows for when in (row.aim, row.last_chance) if when]
    days += [route.today, day_of(route.deadline)]
    first, last = min(days), max(days)
    shades = tuple(_shades(plan, first, last))
    return Timeline(
        first=first,
        last=last,
        today=route.today,
        deadline=route.deadline,
        status=route.submission.status,
        rows=rows,
        shades=shades,
        dates_fit=plan.dates_fit,
    )


def _shades(plan: Plan, first: date, last: date) -> Iterator[Shade]:
    """Yield the whole months and the suspensions in which no body on the route meets."""
    route = plan.route
    for start in _months(first.replace(day=1), last):
        end = _month_end(start)
        if not any(
            meetings_between(body.meets, start, end, route.holidays(body)) for body in route.bodies
        ):
            yield Shade(max(start, first), min(end, last), MONTHS[start.month - 1])
    for suspension in route.conference.suspensions:
        if suspension.start <= last and suspension.end >= first:
            yield Shade(max(suspension.start, first), min(suspension.end, last), suspension.why)


def _months(first: date, last: date) -> Iterator[date]:
    """Yield the first day of each month that begins between *first* and *last*."""
    day = first if first.day == 1 else _month_end(first) + ONE_DAY
    while day <= last:
        yield day
        day = _month_end(day) + ONE_DAY


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - ONE_DAY
