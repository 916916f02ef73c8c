"""Patterns of meeting: which weekdays of which months or weeks, and at what hours."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta  # noqa: F401 time is for an example
from itertools import groupby

from motions.base.dates import MONTHS, WEEKDAYS
from motions.bodies.meetings import FIRST_DAY, LAST_DAY, Hours, Meeting, PeriodSource, in_order

LAST = -1
EVERY = 0
NTH_NAMES = {1: "first", 2: "second", 3: "third", 4: "fourth", LAST: "last"}
ALL_MONTHS = frozenset(range(1, 13))


@dataclass(frozen=True)
class NthWeekday:
    """The *nth* (1 to 4, or LAST) such weekday of a month, or EVERY one. Monday is 0."""

    nth: int
    weekday: int


@dataclass(frozen=True)
class Season:
    """What applies in some months only: other weekdays and, where given, other hours."""

    months: frozenset[int]
    days: tuple[NthWeekday, ...]
    hours: Hours | None = None

    def __str__(self) -> str:
        at = f" at {self.hours}" if self.hours else ""
        return f"in {_month_words(self.months)} the {_day_words(self.days)}{at}"


@dataclass(frozen=True)
class Pattern:
    """A pattern such as "first Thursday at 19:30, except August".

    *weeks* is 1, or 2 for "every other", which then counts from *anchor*.
    """

    days: tuple[NthWeekday, ...]
    hours: Hours
    weeks: int = 1
    anchor: date | None = None
    months: frozenset[int] = ALL_MONTHS
    seasons: tuple[Season, ...] = ()

    def __str__(self) -> str:
        """Return the pattern in canonical words, which read back to the same pattern.

        >>> hours, months = Hours(time(19)), ALL_MONTHS - {7, 8, 12}
        >>> print(Pattern((NthWeekday(2, 1), NthWeekday(4, 1)), hours, months=months))
        second and fourth Tuesday at 19:00, except July, August and December
        """
        since = f" from {self.anchor}" if self.weeks > 1 else ""
        words = f"{_day_words(self.days, self.weeks)}{since} at {self.hours}"
        missing = ALL_MONTHS - self.months
        without = f", except {_month_words(missing)}" if missing else ""
        return ", ".join([f"{words}{without}", *map(str, self.seasons)])


def _day_words(days: Iterable[NthWeekday], weeks: int = 1) -> str:
    words = []
    for weekday, same in groupby(days, key=lambda one: one.weekday):
        nths = [one.nth for one in same]
        names = [f"{NTH_NAMES[nth]} " for nth in nths if nth != EVERY]
        words.append(f"{'and '.join(names)}{WEEKDAYS[weekday]}")
    every = any(one.nth == EVERY for one in days)
    return ("every other " if weeks > 1 else "every " if every else "") + " and ".join(words)


def _month_words(months: Iterable[int]) -> str:
    """Return *months* in words, three or more in a row as "June to August"."""
    rest, runs = set(months), []
    starts = [month for month in sorted(rest) if (month - 2) % 12 + 1 not in rest] or [1]
    for start in starts:
        run = [start]
        while (following := run[-1] % 12 + 1) in rest and following != start:
            run.append(following)
        names = [MONTHS[month - 1] for month in run]
        runs += names if len(names) < 3 else [f"{names[0]} to {names[-1]}"]  # noqa: PLR2004
    *most, last = runs
    return f"{', '.join(most)} and {last}" if most else last


@dataclass(frozen=True)
class PatternSource(PeriodSource):
    """The meetings of a *pattern*, month by month."""

    pattern: Pattern
    endless = True

    @property
    def hours(self) -> Hours:  # type: ignore[override]
        """The hours of most of its meetings."""
        return self.pattern.hours

    @property
    def periods(self) -> range:
        """The months in which it can meet.

        Before the first day of "every other" that is only what a season names: no season counts
        from that day.
        """
        anchor = None if self.pattern.seasons else self.pattern.anchor
        return range(self.period_of(anchor or FIRST_DAY), self.period_of(LAST_DAY) + 1)

    def period_of(self, day: date) -> int:
        """Return the number of the month that *day* lies in."""
        return day.year * 12 + day.month - 1

    def work_out(self, period: int) -> tuple[Meeting, ...]:
        """Return the meetings of one month, in order of time."""
        year, month = divmod(period, 12)
        return in_order(self._meetings(year, month + 1))

    def _meetings(self, year: int, month: int) -> Iterator[Meeting]:
        """Yield the meetings of one month: a season replaces the pattern in the months it names."""
        pattern = self.pattern
        if month not in pattern.months:
            return
        seasons = [season for season in pattern.seasons if month in season.months]
        usual = Season(pattern.months, pattern.days)
        for season in seasons or [usual]:
            hours = season.hours or pattern.hours
            for day in self._days(season.days, year, month):
                yield Meeting(day, hours.start, hours.end)

    def _days(self, days: tuple[NthWeekday, ...], year: int, month: int) -> Iterator[date]:
        first_weekday, length = monthrange(year, month)
        for one in days:
            first = 1 + (one.weekday - first_weekday) % 7
            if one.nth == EVERY:
                every = (date(year, month, number) for number in range(first, length + 1, 7))
                yield from filter(self._in_its_week, every)
            elif one.nth == LAST:
                yield date(year, month, first + (length - first) // 7 * 7)
            else:
                yield date(year, month, first + 7 * (one.nth - 1))

    def _in_its_week(self, day: date) -> bool:
        """Tell whether *day* is in a week in which a body meets that meets every other week.

        Weeks begin on Monday and are counted from that of the anchor, before which nothing is held.
        """
        anchor = self.pattern.anchor
        if anchor is None:
            return True
        monday = anchor - timedelta(days=anchor.weekday())
        return day >= anchor and (day - monday).days // 7 % self.pattern.weeks == 0

    def __str__(self) -> str:
        return str(self.pattern)
