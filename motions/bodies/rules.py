"""An RRULE of RFC 5545 as a source of meetings: read strictly, answered lazily in both directions.

dateutil, whose results the tests compare, counts from the first day at every question, has no way
back from a day, and looks for a day that never comes (30 February) up to the year 9999. Here each
year, month, week or day of a rule is expanded by itself, so that a question about any day costs the
same, and a rule that gives no meeting is found out when it is read.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from motions.bodies.meetings import LAST_DAY, Meeting, PeriodSource

LAST_MOMENT = datetime.combine(LAST_DAY, time.max)


@dataclass(frozen=True)
class Rule:
    """What an RRULE says. *weekdays* are pairs of n and weekday, n being 0 for every one."""

    frequency: str
    start: datetime
    interval: int = 1
    until: datetime = LAST_MOMENT
    times: tuple[time, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    week_start: int = 0
    numbers: dict[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class RuleSource(PeriodSource):
    """The meetings of a *rule*, but for the moments *excluded*.

    A period is one step of the rule; of a daily one, a month.
    """

    rule: Rule
    excluded: frozenset[datetime] = frozenset()
    endless: bool = True
    _known: dict[int, tuple[Meeting, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def periods(self) -> range:
        """The steps from the rule's first day to its last."""
        return range(self.period_of(self.rule.until.date()) + 1)

    def period_of(self, day: date) -> int:
        """Return the step that *day* lies in, or after which it lies."""
        rule, start = self.rule, self.rule.start.date()
        if rule.frequency == "YEARLY":
            return (day.year - start.year) // rule.interval
        if rule.frequency == "WEEKLY":
            return (day - self._week(start)).days // 7 // rule.interval
        months = (day.year - start.year) * 12 + day.month - start.month
        return months // rule.interval if rule.frequency == "MONTHLY" else months

    def held_in(self, period: int) -> tuple[Meeting, ...]:
        """Return the meetings of one step, in order of time."""
        if period not in self._known:
            moments = [
                datetime.combine(day, at)
                for day in filter(self._matches, self._days(period))
                for at in self.rule.times
            ]
            if positions := self.rule.numbers.get("BYSETPOS"):
                count = len(moments)
                kept = {at - 1 if at > 0 else count + at for at in positions}
                moments = [one for at, one in enumerate(moments) if at in kept]
            self._known[period] = tuple(
                Meeting(one.date(), one.time())
                for one in moments
                if self.rule.start <= one <= self.rule.until and one not in self.excluded
            )
        return self._known[period]

    def _week(self, day: date) -> date:
        return day - timedelta(days=(day.weekday() - self.rule.week_start) % 7)

    def _days(self, period: int) -> Iterator[date]:
        """Yield the days of the year, month or week *period*; of a daily rule, those in a month."""
        rule, start = self.rule, self.rule.start.date()
        if rule.frequency == "YEARLY":
            first = date(start.year + period * rule.interval, 1, 1)
            length = 365 + isleap(first.year)
        elif rule.frequency == "WEEKLY":
            first, length = self._week(start) + timedelta(weeks=period * rule.interval), 7
        else:
            months = period * rule.interval if rule.frequency == "MONTHLY" else period
            year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
            first, length = date(year, month + 1, 1), monthrange(year, month + 1)[1]
        for number in range(length):
            day = first + timedelta(days=number)
            if rule.frequency != "DAILY" or (day - start).days % rule.interval == 0:
                yield day

    def _matches(self, day: date) -> bool:
        numbers = self.rule.numbers
        if "BYMONTH" in numbers and day.month not in numbers["BYMONTH"]:
            return False
        if self.rule.weekdays and not any(
            self._is_weekday(day, *one) for one in self.rule.weekdays
        ):
            return False
        if "BYMONTHDAY" in numbers:
            length = monthrange(day.year, day.month)[1]
            if not {day.day, day.day - length - 1} & set(numbers["BYMONTHDAY"]):
                return False
        if "BYYEARDAY" in numbers:
            number, length = day.timetuple().tm_yday, 365 + isleap(day.year)
            if not {number, number - length - 1} & set(numbers["BYYEARDAY"]):
                return False
        if "BYWEEKNO" in numbers:
            year, week, _ = day.isocalendar()
            last = date(year, 12, 28).isocalendar().week
            return bool({week, week - last - 1} & set(numbers["BYWEEKNO"]))
        return True

    def _is_weekday(self, day: date, nth: int, weekday: int) -> bool:
        """Tell whether *day* is that weekday, or the *nth* of its month or (if yearly) its year."""
        if day.weekday() != weekday or not nth:
            return day.weekday() == weekday
        number, length = day.day, monthrange(day.year, day.month)[1]
        if self.rule.frequency == "YEARLY" and "BYMONTH" not in self.rule.numbers:
            number, length = day.timetuple().tm_yday, 365 + isleap(day.year)
        return nth in {(number - 1) // 7 + 1, -((length - number) // 7 + 1)}
