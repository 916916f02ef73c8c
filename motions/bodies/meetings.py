"""When a body meets: a schedule becomes meetings on days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrulestr

from motions.bodies.notice import IsHoliday

LAST = -1
EVERY = 0


@dataclass(frozen=True)
class Meeting:
    """One meeting: its day, and its local hours. *end* is None where it is not stated.

    An end that is not stated is taken for the end of the day wherever it matters.
    """

    day: date
    start: time
    end: time | None = None

    @property
    def starts(self) -> datetime:
        """The local start, without a time zone: the plan knows the zone."""
        return datetime.combine(self.day, self.start)

    @property
    def over_by(self) -> tuple[date, time, time]:
        """What to sort by to get the meeting first whose business can be handed on first."""
        return self.day, self.end or time.max, self.start


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

    *text* is what the user wrote. It has a *pattern*, or a *rule* (an RFC 5545 RRULE with its
    DTSTART), or a *feed* that gives the meetings of a year, or only *extra* meetings. *cancelled*
    days are dropped last.
    """

    text: str = ""
    pattern: Pattern | None = None
    rule: str = ""
    feed: Callable[[int], tuple[Meeting, ...]] | None = field(default=None, compare=False)
    extra: tuple[Meeting, ...] = ()
    cancelled: frozenset[date] = frozenset()


def meetings_between(
    schedule: Schedule, first: date, last: date, is_holiday: IsHoliday
) -> list[Meeting]:
    """Return the meetings of *schedule* from *first* to *last*, both included, in order of time.

    Where two are said to begin at the same moment, they are one: an end that is stated holds.

    >>> first_friday = Pattern((NthWeekday(1, 4),), Hours(time(19)))
    >>> span = date(2027, 1, 2), date(2027, 2, 28)
    >>> [meeting] = meetings_between(Schedule("", first_friday), *span, lambda _: False)
    >>> meeting.starts
    datetime.datetime(2027, 2, 5, 19, 0)
    """
    if first > last:
        return []
    found: dict[tuple[date, time], Meeting] = {}
    for meeting in (*_habitual(schedule, first, last, is_holiday), *schedule.extra):
        if first <= meeting.day <= last and meeting.day not in schedule.cancelled:
            moment = meeting.day, meeting.start
            found[moment] = min(found.get(moment, meeting), meeting, key=lambda one: one.over_by)
    return [found[moment] for moment in sorted(found)]


def _habitual(
    schedule: Schedule, first: date, last: date, is_holiday: IsHoliday
) -> Iterable[Meeting]:
    """Yield the meetings of the years, or the months, that *first* and *last* lie in."""
    years = range(first.year, last.year + 1)
    if schedule.rule:
        return (meeting for year in years for meeting in _by_rule(schedule.rule, year))
    if schedule.feed is not None:
        return (meeting for year in years for meeting in schedule.feed(year))
    if schedule.pattern is None:
        return ()
    pattern = schedule.pattern
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    meetings = (
        meeting for index in months for meeting in _by_pattern(pattern, index // 12, index % 12 + 1)
    )
    if pattern.avoids_holidays:
        return (meeting for meeting in meetings if not is_holiday(meeting.day))
    return meetings


@lru_cache(maxsize=1024)
def _by_rule(rule: str, year: int) -> tuple[Meeting, ...]:
    """Return the meetings of *year*. dateutil counts from the rule's first day at every call."""
    span = datetime(year, 1, 1), datetime(year, 12, 31, 23, 59, 59)  # noqa: DTZ001 local, as all meetings
    moments = rrulestr(rule).between(*span, inc=True)
    return tuple(Meeting(moment.date(), moment.time()) for moment in moments)


def _by_pattern(pattern: Pattern, year: int, month: int) -> Iterator[Meeting]:
    """Yield the meetings of one month: a season replaces the habit in the months it names."""
    if month not in pattern.months:
        return
    seasons = [season for season in pattern.seasons if month in season.months]
    for days, hours in [(season.days, season.hours or pattern.hours) for season in seasons] or [
        (pattern.days, pattern.hours)
    ]:
        for day in _days_of_month(pattern, days, year, month):
            yield Meeting(day, hours.start, hours.end)


def _days_of_month(
    pattern: Pattern, days: tuple[NthWeekday, ...], year: int, month: int
) -> Iterator[date]:
    first_weekday, length = monthrange(year, month)
    for one in days:
        first = 1 + (one.weekday - first_weekday) % 7
        if one.nth == EVERY:
            every = (date(year, month, number) for number in range(first, length + 1, 7))
            yield from (day for day in every if _in_its_week(pattern, day))
        elif one.nth == LAST:
            yield date(year, month, first + (length - first) // 7 * 7)
        else:
            yield date(year, month, first + 7 * (one.nth - 1))


def _in_its_week(pattern: Pattern, day: date) -> bool:
    """Tell whether *day* is in a week in which a body meets that meets in every other week only.

    Weeks begin on Monday and are counted from that of the anchor, before which nothing is held.
    """
    if pattern.weeks == 1 or pattern.anchor is None:
        return True
    if day < pattern.anchor:
        return False
    monday = pattern.anchor - timedelta(days=pattern.anchor.weekday())
    return (day - monday).days // 7 % pattern.weeks == 0
