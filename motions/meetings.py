"""When a body meets: a schedule becomes meetings on days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, rrulestr, weekday

from motions.notice import IsHoliday

LAST = -1
EVERY = 0


@dataclass(frozen=True, order=True)
class Meeting:
    """One meeting: its day, and its local hours. *end* is None where it is not stated."""

    day: date
    start: time
    end: time | None = None

    @property
    def starts(self) -> datetime:
        """The local start, without a time zone: the plan knows the zone."""
        return datetime.combine(self.day, self.start)


@dataclass(frozen=True)
class NthWeekday:
    """The *nth* (1 to 4, or LAST) such weekday of a month, or EVERY one. Monday is 0."""

    nth: int
    weekday: int


@dataclass(frozen=True)
class Hours:
    """The local hours of a meeting."""

    start: time
    end: time | None = None


@dataclass(frozen=True)
class Season:
    """What holds in some months only: other weekdays and, where given, other hours."""

    months: frozenset[int]
    days: tuple[NthWeekday, ...]
    hours: Hours | None = None


@dataclass(frozen=True)
class Pattern:
    """A habit such as "first Thursday at 19:30, except August".

    *weeks* is 1, or 2 for "every other", which then counts from *anchor*.
    """

    days: tuple[NthWeekday, ...]
    hours: Hours
    weeks: int = 1
    anchor: date | None = None
    months: frozenset[int] = frozenset(range(1, 13))
    seasons: tuple[Season, ...] = ()
    avoids_holidays: bool = False


@dataclass(frozen=True)
class Schedule:
    """All that is known of when a body meets.

    *text* is what the user wrote. Where there is no *pattern* and no *rule* (an RFC 5545 RRULE with
    its DTSTART), only *extra* meetings are held. *cancelled* days are dropped last.
    """

    text: str = ""
    pattern: Pattern | None = None
    rule: str = ""
    extra: tuple[Meeting, ...] = ()
    cancelled: frozenset[date] = frozenset()


def meetings_between(
    schedule: Schedule, first: date, last: date, is_holiday: IsHoliday
) -> list[Meeting]:
    """Return the meetings of *schedule* from *first* to *last*, both included, in order of time."""
    if first > last:
        return []
    found = set(_habitual(schedule, first, last, is_holiday))
    found.update(meeting for meeting in schedule.extra if first <= meeting.day <= last)
    return sorted(meeting for meeting in found if meeting.day not in schedule.cancelled)


def _habitual(
    schedule: Schedule, first: date, last: date, is_holiday: IsHoliday
) -> Iterable[Meeting]:
    if schedule.rule:
        return _by_rule(schedule.rule, first, last)
    if schedule.pattern is None:
        return ()
    pattern = schedule.pattern
    meetings = _by_pattern(pattern, first, last)
    if pattern.avoids_holidays:
        return (meeting for meeting in meetings if not is_holiday(meeting.day))
    return meetings


def _by_rule(rule: str, first: date, last: date) -> Iterator[Meeting]:
    starts = datetime.combine(first, time.min), datetime.combine(last, time.max)
    for moment in rrulestr(rule).between(*starts, inc=True):
        yield Meeting(moment.date(), moment.time())


def _by_pattern(pattern: Pattern, first: date, last: date) -> Iterator[Meeting]:
    seasonal = frozenset[int]().union(*(season.months for season in pattern.seasons))
    for day in _days(pattern, pattern.days, pattern.months - seasonal, (first, last)):
        yield Meeting(day, pattern.hours.start, pattern.hours.end)
    for season in pattern.seasons:
        hours = season.hours or pattern.hours
        for day in _days(pattern, season.days, season.months & pattern.months, (first, last)):
            yield Meeting(day, hours.start, hours.end)


def _days(
    pattern: Pattern,
    days: tuple[NthWeekday, ...],
    months: frozenset[int],
    span: tuple[date, date],
) -> Iterator[date]:
    if not months:
        return
    first, last = (datetime.combine(day, time.min) for day in span)
    every = [day.weekday for day in days if day.nth == EVERY]
    numbered = [weekday(day.weekday, day.nth) for day in days if day.nth != EVERY]
    if numbered:
        rule = rrule(MONTHLY, dtstart=first, until=last, byweekday=numbered, bymonth=sorted(months))
        yield from (moment.date() for moment in rule)
    if every and pattern.weeks == 1:
        rule = rrule(DAILY, dtstart=first, until=last, byweekday=every, bymonth=sorted(months))
        yield from (moment.date() for moment in rule)
    elif every and pattern.anchor is not None:
        anchor = datetime.combine(pattern.anchor, time.min)
        rule = rrule(WEEKLY, interval=pattern.weeks, dtstart=anchor, until=last, byweekday=every)
        for moment in rule.between(first, last, inc=True):
            if moment.month in months:
                yield moment.date()
