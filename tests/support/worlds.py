"""A world of :mod:`tests.support.oracle`, as the planner is told of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from motions.bodies.body import Body
from motions.bodies.meetings import DatesSource, Meeting, Schedule
from motions.bodies.notice import Notice, Unit
from motions.bodies.patterns import read_meetings
from motions.bodies.published import load_feed
from motions.conferences.conference import Conference, Status, Submission, Suspension
from motions.planning.route import Route
from tests.support.oracle import Forum, Habit, Held, World, held_by_habit

LONG_AGO = date(1900, 1, 1)
NTH_WORDS = {1: "first", 2: "second", 3: "third", 4: "fourth", 0: "last"}
WEEKDAY_WORDS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_WORDS = (
    "", "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _clock(minute: int | None) -> time | None:
    return None if minute is None else time(minute // 60, minute % 60)


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)


def _meeting(one: Held) -> Meeting:
    return Meeting(_day(one.day), _clock(one.start), _clock(one.end))


def _period(period: tuple[int, str]) -> tuple[int, Unit]:
    return period[0], Unit(period[1])


def _usual(forum: Forum, world: World) -> Schedule:
    habit = forum.habit
    if habit is None:
        return Schedule()
    if forum.told == "rule" and (rule := rule_of(habit)):
        return read_meetings(rule)
    if forum.told == "dates":
        held = held_by_habit(forum, world)
        return Schedule(source=DatesSource(tuple(map(_meeting, held))))
    if forum.told == "feed":
        return _feed(held_by_habit(forum, world))
    return read_meetings(words_of(habit))


def _feed(held: list[Held]) -> Schedule:
    """Return the schedule in a calendar file that holds an event for each meeting."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
    for number, one in enumerate(held):
        day = f"{date.fromordinal(one.day):%Y%m%d}"
        lines += ["BEGIN:VEVENT", f"UID:{number}", "DTSTAMP:20230101T000000Z"]
        lines.append(f"DTSTART:{day}T{_clock(one.start):%H%M}00")
        lines += [f"DTEND:{day}T{_clock(one.end):%H%M}00"] if one.end is not None else []
        lines.append("END:VEVENT")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "meetings.ics"
        file.write_text("\r\n".join([*lines, "END:VCALENDAR", ""]), encoding="utf-8")
        return load_feed(file.name, file.parent)


def rule_of(habit: Habit) -> str:
    """Return *habit* as an RRULE of RFC 5545, or nothing where that cannot say it."""
    if habit.end is not None or habit.season_months or habit.avoids_holidays:
        return ""
    months = ",".join(str(month) for month in range(1, 13) if month not in habit.not_in)
    days = ",".join(
        f"{'' if habit.weekly else _NTH_CODES[nth]}{WEEKDAY_WORDS[weekday][:2].upper()}"
        for nth, weekday in habit.days
    )
    if not habit.weekly:
        head = f"RRULE:FREQ=MONTHLY;BYDAY={days}"
    elif habit.weekly == 1:
        head = f"RRULE:FREQ=WEEKLY;BYDAY={days}"
    else:
        start = f"{date.fromordinal(habit.anchor):%Y%m%d}T{_clock(habit.start):%H%M}00"
        return f"DTSTART:{start}\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY={days};BYMONTH={months}"
    return f"{head};BYMONTH={months};BYHOUR={habit.start // 60};BYMINUTE={habit.start % 60}"


_NTH_CODES = {0: "-1", 1: "1", 2: "2", 3: "3", 4: "4"}


def _body(number: int, forum: Forum, world: World) -> Body:
    usual = _usual(forum, world)
    extra = tuple(map(_meeting, forum.extra))
    return Body(
        id=f"body-{number}",
        name=f"Body {number}",
        tier="branch",
        meets=replace(
            usual,
            extra=extra,
            cancelled=frozenset(map(_day, forum.cancelled)),
            annual=DatesSource(tuple(map(_meeting, forum.annual))) if forum.annual else None,
            annual_notice=Notice(*_period(forum.annual[0].notice)) if forum.annual else None,
        ),
        notice=Notice(*_period(forum.notice)),
        handover=Notice(*_period(forum.handover)),
    )


def route_of(world: World) -> Route:
    due = _day(world.deadline)
    submission = Submission(
        kind="motion",
        name="Motion",
        to="",
        due=due if world.hour is None else datetime.combine(due, _clock(world.hour)),
        status=Status.CONFIRMED,
        source="",
        checked=due,
        opens=_day(world.opens),
        subject_after=_day(world.cut_off),
        excludes=("rule-change",),
    )
    pauses = [(LONG_AGO.toordinal(), world.begins - 1), *world.suspended]
    conference = Conference(
        id="any-2024",
        name="Any",
        start=due,
        end=due,
        timezone="Europe/London",
        nation="england",
        status=Status.CONFIRMED,
        source="",
        checked=due,
        tiers={},
        submissions=(submission, replace(submission, kind="rule-change", excludes=())),
        suspensions=tuple(Suspension(_day(a), _day(b), "", "") for a, b in pauses),
    )
    holidays = frozenset(map(_day, world.holidays))
    bodies = [_body(number, forum, world) for number, forum in enumerate(world.forums)]
    passed = {f"body-{world.passed[0]}": _day(world.passed[1])} if world.passed else {}
    return Route(
        conference=conference,
        submission=submission,
        bodies=tuple(body for at, body in enumerate(bodies) if at != world.skipped),
        today=_day(world.today),
        holidays=lambda _body: holidays.__contains__,
        carried=passed,
        event=_day(world.event),
        sent="rule-change" if world.sent else "",
    )


def words_of(habit: Habit) -> str:
    """Return *habit* as a secretary would write it."""
    if habit.weekly:
        weekdays = " and ".join(WEEKDAY_WORDS[weekday] for _, weekday in habit.days)
        text = f"every {'other ' if habit.weekly == 2 else ''}{weekdays}"
        if habit.weekly == 2:
            text += f" from {date.fromordinal(habit.anchor)}"
    else:
        text = _day_words(habit.days)
    text += f" at {_clock_words(habit.start)}"
    if habit.end is not None:
        text += f"-{_clock_words(habit.end)}"
    if habit.not_in:
        text += f", except {_month_words(habit.not_in)}"
    if habit.season_months:
        text += f", in {_month_words(habit.season_months)} the {_day_words(habit.season_days)}"
        if habit.season_start is not None:
            text += f" at {_clock_words(habit.season_start)}"
    return text + (", not on bank holidays" if habit.avoids_holidays else "")


def _clock_words(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _day_words(days: tuple[tuple[int, int], ...]) -> str:
    return " and ".join(f"{NTH_WORDS[nth]} {WEEKDAY_WORDS[weekday]}" for nth, weekday in days)


def _month_words(months: frozenset[int]) -> str:
    return " and ".join(MONTH_WORDS[month] for month in sorted(months))
