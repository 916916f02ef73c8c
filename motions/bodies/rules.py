"""An RRULE of RFC 5545 as a source of meetings: its days by dateutil, lazily in both directions.

dateutil counts from the first day at every question and cannot go back from a day. So it is asked
for about a year at a time, from a day on which a step of the rule begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from motions.bodies.meetings import LAST_DAY, Meeting, PeriodSource

if TYPE_CHECKING:
    from dateutil.rrule import rrule

LAST_MOMENT = datetime.combine(LAST_DAY, time.max)

_WHOLE_CYCLES = 19 * 400
"""Years by which a rule is moved on before dateutil expands it: the calendar is the same again,
day and weekday, every 400 years.

dateutil looks for a day that never comes (30 February) up to the year 9999, which from today takes
seconds at every question, and from there a fraction of one.
"""


@dataclass(frozen=True)
class RuleSource(PeriodSource):
    """The meetings of dateutil's *rule* from *start* to *until*, but for the moments *excluded*.

    A period is about a year: some whole steps of the rule, *step* months (if *by_months*) or days,
    counted from the day *begin*.
    """

    rule: rrule
    start: datetime
    begin: date
    step: int
    by_months: bool
    until: datetime = LAST_MOMENT
    excluded: frozenset[datetime] = frozenset()
    endless: bool = True

    @cached_property
    def periods(self) -> range:
        """The periods from that of the rule's first day to that of its last."""
        return range(self.period_of(self.until.date()) + 1)

    def period_of(self, day: date) -> int:
        """Return the period that *day* lies in."""
        if self.by_months:
            months = (day.year - self.begin.year) * 12 + day.month - self.begin.month
            return months // self.step
        return (day - self.begin).days // self.step

    def work_out(self, period: int) -> Iterator[Meeting]:
        """Yield the meetings of one period, in order of time."""
        last = self.until
        if period + 1 < self.periods.stop:
            last = self._first_moment(period + 1) - timedelta(seconds=1)
        for moment in _expanded(self.rule, self._first_moment(period), last):
            if moment >= self.start and moment not in self.excluded:
                yield Meeting(moment.date(), moment.time())

    def meets(self) -> bool:
        """Tell whether there is any meeting, were none excluded."""
        found = _expanded(self.rule, datetime.combine(self.begin, time()), self.until)
        return any(one >= self.start for one in found)

    def _first_moment(self, period: int) -> datetime:
        if not self.by_months:
            return datetime.combine(self.begin + timedelta(days=period * self.step), time())
        year, month = divmod(self.begin.year * 12 + self.begin.month - 1 + period * self.step, 12)
        return datetime(year, month + 1, 1)  # noqa: DTZ001 local


def _expanded(rule: rrule, first: datetime, last: datetime) -> Iterator[datetime]:
    """Yield what *rule* gives from *first*, where a step of it begins, to *last*."""
    start, until = (one.replace(year=one.year + _WHOLE_CYCLES) for one in (first, last))
    for moment in rule.replace(dtstart=start, until=until):
        yield moment.replace(year=moment.year - _WHOLE_CYCLES)
