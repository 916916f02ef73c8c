"""A second planner, slow and plain, to hold the real one against.

It shares no code with :mod:`motions`: days are ordinals, weekdays are remainders, a period of
notice is counted day by day, and the answer is found by trying every chain of meetings there is. It
follows the rules as design.md states them, not the planner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

Day = int
"""A proleptic ordinal: 1 is Monday, 1 January of the year 1."""
Minute = int
"""A minute of the day."""
Days = tuple[tuple[int, int], ...]
"""Weekdays of a month: which (1 to 4, 0 for the last), and the weekday from Monday, 0."""


@dataclass(frozen=True)
class Held:
    """A meeting on a day, from a minute to a minute, or to nobody knows when."""

    day: Day
    start: Minute
    end: Minute | None = None
    notice: tuple[int, str] | None = None
    """What it asks for where that is not what the forum's meetings usually ask for."""


@dataclass(frozen=True)
class Habit:
    """A pattern. Where *weekly* is 1 or 2, *days* give weekdays of each or each other week."""

    days: Days
    start: Minute
    end: Minute | None = None
    weekly: int = 0
    anchor: Day = 0
    not_in: frozenset[int] = frozenset()
    season_months: frozenset[int] = frozenset()
    season_days: Days = ()
    season_start: Minute | None = None
    avoids_holidays: bool = False


@dataclass(frozen=True)
class Forum:
    """A body of the route. Periods are a number of days, weeks, clear days or working days."""

    habit: Habit | None
    notice: tuple[int, str]
    handover: tuple[int, str]
    extra: tuple[Held, ...] = ()
    cancelled: frozenset[Day] = frozenset()
    annual: tuple[Held, ...] = ()
    told: str = "words"
    """How the planner is told of the habit: in words, as an RRULE, as dates. It changes nothing."""


@dataclass(frozen=True)
class World:
    """One case. No body meets before *begins*. *passed* is (which body, when), if one has.

    *skipped* is a forum that the route leaves out. *sent*: what excludes this one was sent.
    """

    forums: tuple[Forum, ...]
    begins: Day
    deadline: Day
    hour: Minute | None
    today: Day
    opens: Day | None = None
    cut_off: Day | None = None
    event: Day | None = None
    passed: tuple[int, Day] | None = None
    suspended: tuple[tuple[Day, Day], ...] = ()
    holidays: frozenset[Day] = frozenset()
    skipped: int | None = None
    sent: bool = False


@dataclass(frozen=True)
class Verdict:
    """What the planner must say. The lists are one a remaining body; None is "there is none"."""

    feasible: bool
    aims: list[Held | None]
    chances: list[Held | None]
    aim_notices: list[Day | None]
    chance_notices: list[Day | None]


NOON = 720
"""What a deadline without a known hour is planned for."""


# --- the calendar


def _facts(day: Day) -> tuple[int, int, int, bool]:
    """Return the month, the weekday, the how-manieth of its month it is, and whether the last."""
    then, week_later = date.fromordinal(day), date.fromordinal(day + 7)
    return then.month, (day - 1) % 7, (then.day + 6) // 7, week_later.month != then.month


FACTS = {
    day: _facts(day) for day in range(date(2019, 1, 1).toordinal(), date(2032, 1, 1).toordinal())
}


def _is_working_day(day: Day, world: World) -> bool:
    return (day - 1) % 7 < 5 and day not in world.holidays


def _meets(habit: Habit, day: Day, world: World) -> Held | None:
    """Return the meeting that the habit puts on *day*, if it does."""
    month, weekday, nth, is_last = FACTS[day]
    if month in habit.not_in or (habit.avoids_holidays and day in world.holidays):
        return None
    if month in habit.season_months:
        if (nth, weekday) in habit.season_days or (is_last and (0, weekday) in habit.season_days):
            # A season that has hours of its own states no end.
            own = habit.season_start is not None
            return Held(day, habit.season_start if own else habit.start, None if own else habit.end)
        return None
    if habit.weekly == 0:
        right = (nth, weekday) in habit.days or (is_last and (0, weekday) in habit.days)
    else:
        right = weekday in [one for _, one in habit.days]
    if habit.weekly == 2:
        weeks = ((day - weekday) - (habit.anchor - (habit.anchor - 1) % 7)) // 7
        right = right and day >= habit.anchor and weeks % 2 == 0
    return Held(day, habit.start, habit.end) if right else None


def held_by_habit(forum: Forum, world: World) -> list[Held]:
    """Return what the habit alone puts on the days of *world*."""
    days = range(world.begins, world.deadline + 1)
    return [one for day in days if (one := _meets(forum.habit, day, world)) is not None]


def summer_time(day: Day, minute: Minute) -> bool:
    """Tell whether British clocks are an hour ahead: they change on two last Sundays, by law."""
    year = date.fromordinal(day).year

    def last_sunday(month: int, length: int) -> Day:
        end = date(year, month, length).toordinal()
        return end - end % 7

    return (last_sunday(3, 31), 60) <= (day, minute) < (last_sunday(10, 31), 120)


def _all_held(forum: Forum, world: World) -> list[Held]:
    held = []
    for day in range(world.begins, world.deadline + 1):
        if day in forum.cancelled or any(a <= day <= b for a, b in world.suspended):
            continue
        usual = _meets(forum.habit, day, world) if forum.habit else None
        today = [one for one in (usual, *forum.extra) if one is not None and one.day == day]
        for start in {one.start for one in today}:
            # Said twice, it is one meeting; an end that is stated counts, and the earlier of two.
            stated = [one.end for one in today if one.start == start and one.end is not None]
            held.append(Held(day, start, min(stated, default=None)))
        annual = [one for one in forum.annual if one.day == day]
        if annual:  # it takes the place of any other meeting of its day
            held = [one for one in held if one.day != day] + annual
    return held


# --- notice and handing on


def _notice_kept(arrives: Day, meeting: Day, notice: tuple[int, str], world: World) -> bool:
    """Tell whether what arrives on one day is early enough for the meeting on another."""
    count, unit = notice
    if arrives > meeting:
        return False
    if unit == "clear days":
        between = [day for day in range(arrives, meeting + 1) if day not in (arrives, meeting)]
        return arrives != meeting and len(between) >= count
    if unit == "working days":
        return sum(_is_working_day(day, world) for day in range(arrives, meeting)) >= count
    return meeting - arrives >= count * (7 if unit == "weeks" else 1)


def _last_day_for(meeting: Day, notice: tuple[int, str], world: World) -> Day:
    day = meeting
    while not _notice_kept(day, meeting, notice, world):
        day -= 1
    return day


def _needed(held: Held, forum: Forum, world: World) -> tuple[Day, Minute, Day, Minute]:
    """Return by when a motion must be there for a meeting: the later, the better a last chance."""
    day = _last_day_for(held.day, held.notice or forum.notice, world)
    return day, held.start if day == held.day else 24 * 60, held.day, held.start


def _arrives(meeting: Day, handover: tuple[int, str], world: World) -> Day:
    """Return the day on which what is passed on *meeting* is in the next hands."""
    count, unit = handover
    if unit == "working days":
        while count:
            meeting += 1
            count -= _is_working_day(meeting, world)
        return meeting
    return meeting + count * (7 if unit == "weeks" else 1) + (unit == "clear days")


def _leads_to(
    lower: Held, handover: tuple[int, str], upper: Held, forum: Forum, world: World
) -> bool:
    notice = upper.notice or forum.notice
    if not _notice_kept(_arrives(lower.day, handover, world), upper.day, notice, world):
        return False
    return lower.day < upper.day or (lower.end is not None and lower.end < upper.start)


def _meets_deadline(held: Held, forum: Forum, world: World) -> bool:
    if _arrives(held.day, forum.handover, world) > world.deadline:
        return False
    if held.day < world.deadline:
        return True
    hour = NOON if world.hour is None else world.hour
    return held.end is not None and held.end < hour


# --- every chain there is


def _starts(world: World) -> Day:
    days = [world.today]
    days += [world.event] if world.event is not None else []
    if world.cut_off is not None:
        days.append(world.cut_off + 1)
    if world.passed is not None:
        which, day = world.passed
        days.append(_arrives(day, world.forums[which].handover, world))
    return max(days)


def _chains_up(
    rows: list[tuple[Forum, list[Held]]], world: World, chain: list[Held]
) -> Iterator[list[Held]]:
    """Yield every chain that begins at the bottom, on or after the start, and keeps all notices."""
    forum, held = rows[len(chain)]
    top = len(chain) + 1 == len(rows)
    for one in held:
        if chain:
            below = rows[len(chain) - 1][0].handover
            linked = _leads_to(chain[-1], below, one, forum, world)
        else:
            notice = one.notice or forum.notice
            linked = _notice_kept(_starts(world), one.day, notice, world)
        in_time = (
            _meets_deadline(one, forum, world)
            if top
            else _arrives(one.day, forum.handover, world) <= world.deadline
        )
        if linked and in_time:
            yield [*chain, one]
            if not top:
                yield from _chains_up(rows, world, [*chain, one])


def _chains_down(
    rows: list[tuple[Forum, list[Held]]], world: World, chain: list[Held]
) -> Iterator[list[Held]]:
    """Yield every chain that ends at the top, by the deadline; the top is its last."""
    at = len(rows) - len(chain) - 1
    forum, held = rows[at]
    for one in held:
        if chain:
            linked = _leads_to(one, forum.handover, chain[0], rows[at + 1][0], world)
        else:
            linked = _meets_deadline(one, forum, world)
        if linked:
            yield [one, *chain]
            if at:
                yield from _chains_down(rows, world, [one, *chain])


def judge(world: World) -> Verdict:
    """Return what is true of *world*."""
    first = world.passed[0] + 1 if world.passed else 0
    rows = [
        (forum, _all_held(forum, world))
        for at, forum in enumerate(world.forums)
        if at >= first and at != world.skipped
    ]
    count = len(rows)
    ups: list[list[Held]] = [[] for _ in rows]
    downs: list[list[Held]] = [[] for _ in rows]
    if rows:
        for chain in _chains_up(rows, world, []):
            ups[len(chain) - 1].append(chain[-1])
        for chain in _chains_down(rows, world, []):
            downs[count - len(chain)].append(chain[0])
    late = 24 * 60
    aims = [
        min(up, key=lambda one: (one.day, late if one.end is None else one.end, one.start))
        if up
        else None
        for up in ups
    ]
    chances = [
        max(down, key=lambda one: _needed(one, forum, world)) if down else None
        for down, (forum, _held) in zip(downs, rows, strict=True)
    ]
    # Only sending waits for the day on which submissions open.
    sent_on = max(_starts(world), world.opens or 0)
    in_time = sent_on <= world.deadline and (not rows or bool(ups[-1]))
    both = world.event is not None and world.cut_off is not None
    allowed = (not both or world.event > world.cut_off) and not world.sent
    feasible = in_time and allowed
    return Verdict(
        feasible,
        aims,
        chances,
        *(
            [
                one and _last_day_for(one.day, one.notice or forum.notice, world)
                for one, (forum, _) in zip(found, rows, strict=True)
            ]
            for found in (aims, chances)
        ),
    )
