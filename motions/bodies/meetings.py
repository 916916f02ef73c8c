"""When a body meets: a schedule, asked for the meetings after or before a day.

A schedule has one source (a pattern in words, a rule, a feed, or dates) and what was added to it or
cancelled. Sources answer lazily in both directions, so that a body that meets once in three years
costs no more than one that meets every week, and end with the years of :data:`base.dates.YEARS`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from heapq import merge
from itertools import groupby, takewhile
from operator import methodcaller
from typing import ClassVar, Protocol

from motions.base.dates import ONE_DAY, YEARS
from motions.base.errors import MotionsError
from motions.bodies.bank_holidays import IsHoliday, bank_holidays
from motions.bodies.notice import Notice

FIRST_DAY, LAST_DAY = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)


class MeetingsError(MotionsError, ValueError):
    """Words for when a body meets that cannot be read, or that can mean more than one thing.

    *offer* are the nearest words that can be read, or empty. *readings* are what ambiguous words
    can mean, each in words that mean one thing.
    """

    def __init__(self, problem: str, *, offer: str = "", readings: tuple[str, ...] = ()) -> None:
        self.problem, self.offer, self.readings = problem, offer, readings
        text = problem
        if readings:
            listed = " or ".join(f'"{one}"' for one in readings)
            text = f"{problem}. It can mean {listed}: write one of these"
        elif offer:
            text = f'{problem}. Did you mean "{offer}"?'
        super().__init__(text)


@dataclass(frozen=True)
class Hours:
    """The local hours of a meeting."""

    start: time
    end: time | None = None

    def __str__(self) -> str:
        return f"{self.start:%H:%M}" + (f"-{self.end:%H:%M}" if self.end else "")


@dataclass(frozen=True)
class Meeting:
    """One meeting: its day, and its local hours. *end* is None where it is not stated.

    An end that is not stated is taken for the end of the day wherever it matters. *notice* is what
    this meeting asks for, where that is not what its body usually does: an annual meeting.
    """

    day: date
    start: time
    end: time | None = None
    notice: Notice | None = None

    @property
    def starts(self) -> datetime:
        """The local start, without a time zone: the plan knows the zone."""
        return datetime.combine(self.day, self.start)

    @property
    def over_by(self) -> tuple[date, time, time]:
        """What to sort by to get the meeting first whose business can be handed on first."""
        return self.day, self.end or time.max, self.start


class Source(Protocol):
    """Where meetings come from. No two of its meetings begin at the same moment."""

    @property
    def endless(self) -> bool:
        """Whether it goes on to the last of the years that can be planned."""

    @property
    def hours(self) -> Hours | None:
        """The hours of a meeting that is added on a bare day; None where none are usual."""

    def after(self, day: date) -> Iterator[Meeting]:
        """Yield the meetings on *day* and later, in order of time."""

    def before(self, day: date) -> Iterator[Meeting]:
        """Yield the meetings on *day* and earlier, latest first."""


@dataclass(frozen=True)
class PeriodSource(ABC):
    """A source that works out its meetings period by period, each once: a month, or a year."""

    hours: ClassVar[Hours | None] = None
    _known: dict[int, tuple[Meeting, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    @abstractmethod
    def periods(self) -> range:
        """The periods in which it can meet."""

    @abstractmethod
    def period_of(self, day: date) -> int:
        """Return the period that *day* lies in, or after which it lies."""

    @abstractmethod
    def work_out(self, period: int) -> Iterable[Meeting]:
        """Return the meetings of *period*, in order of time."""

    def held_in(self, period: int) -> tuple[Meeting, ...]:
        """Return what :meth:`work_out` returned the first time."""
        if period not in self._known:
            self._known[period] = tuple(self.work_out(period))
        return self._known[period]

    def after(self, day: date) -> Iterator[Meeting]:
        """Yield the meetings on *day* and later, in order of time."""
        for period in range(max(self.periods.start, self.period_of(day)), self.periods.stop):
            for meeting in self.held_in(period):
                if meeting.day >= day:
                    yield meeting

    def before(self, day: date) -> Iterator[Meeting]:
        """Yield the meetings on *day* and earlier, latest first."""
        latest = min(self.periods.stop - 1, self.period_of(day))
        for period in range(latest, self.periods.start - 1, -1):
            for meeting in reversed(self.held_in(period)):
                if meeting.day <= day:
                    yield meeting


@dataclass(frozen=True)
class DatesSource:
    """A list of meetings."""

    meetings: tuple[Meeting, ...] = ()
    endless = False
    hours = None

    def after(self, day: date) -> Iterator[Meeting]:
        """Yield the meetings on *day* and later, in order of time."""
        return iter([one for one in in_order(self.meetings) if one.day >= day])

    def before(self, day: date) -> Iterator[Meeting]:
        """Yield the meetings on *day* and earlier, latest first."""
        return iter([one for one in in_order(self.meetings) if one.day <= day][::-1])


def in_order(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Return *meetings* in order of time; of those that begin together, the one that ends first."""
    found = {one.starts: one for one in sorted(meetings, key=_order, reverse=True)}
    return tuple(found[moment] for moment in sorted(found))


def _order(meeting: Meeting) -> tuple[datetime, time]:
    return meeting.starts, meeting.end or time.max


def _moment(meeting: Meeting) -> datetime:
    return meeting.starts


@dataclass(frozen=True)
class Schedule:
    """All that is known of when a body meets. *text* is what the user wrote.

    Where *avoids_holidays*, meetings of its *source* are not held on a bank holiday; those that are
    *extra* are. On *cancelled* days there is no meeting at all. An *annual* meeting takes the place
    of any other of its day, and asks for *annual_notice*.
    """

    text: str = ""
    source: Source = DatesSource()
    extra: tuple[Meeting, ...] = ()
    cancelled: frozenset[date] = frozenset()
    avoids_holidays: bool = False
    annual: Source | None = None
    annual_notice: Notice | None = None

    def after(self, day: date, is_holiday: IsHoliday) -> Iterator[Meeting]:
        """Yield the meetings on *day* and later, in order of time."""
        return self._held(methodcaller("after", day), is_holiday, backwards=False)

    def before(self, day: date, is_holiday: IsHoliday) -> Iterator[Meeting]:
        """Yield the meetings on *day* and earlier, latest first."""
        return self._held(methodcaller("before", day), is_holiday, backwards=True)

    def _held(
        self,
        ask: Callable[[Source], Iterator[Meeting]],
        is_holiday: IsHoliday,
        *,
        backwards: bool,
    ) -> Iterator[Meeting]:
        """Yield what is held of the usual, the extra and the annual meetings, in one order."""
        held = ask(self.source)
        if self.avoids_holidays:
            held = (one for one in held if not is_holiday(one.day))
        if self.extra:
            both = merge(held, ask(DatesSource(self.extra)), key=_moment, reverse=backwards)
            held = (min(same, key=_order) for _, same in groupby(both, key=_moment))
        if self.annual:
            held = (one for one in held if not self._is_annual(one.day))
            noticed = (replace(one, notice=self.annual_notice) for one in ask(self.annual))
            held = merge(held, noticed, key=_moment, reverse=backwards)
        return (one for one in held if one.day not in self.cancelled)

    def _is_annual(self, day: date) -> bool:
        coming = next(self.annual.after(day), None) if self.annual else None
        return coming is not None and coming.day == day

    @property
    def ends(self) -> date | None:
        """The last day that its dates reach; None where it has none, or goes on for ever."""
        if self.source.endless:
            return None
        last = next(self.source.before(LAST_DAY), None)
        return max((one.day for one in (*self.extra, last) if one), default=None)

    @property
    def is_known(self) -> bool:
        """Whether anything says when the body meets."""
        return self.source.endless or self.ends is not None

    def cancelled_without_meeting(self, is_holiday: IsHoliday) -> list[date]:
        """Return the cancelled days on which there would have been no meeting anyway."""
        all_held = replace(self, cancelled=frozenset())
        days = sorted(self.cancelled)
        return [day for day in days if not meetings_between(all_held, day, day, is_holiday)]

    def between(self, first: date, last: date, nation: str = "england") -> list[Meeting]:
        """Return the meetings from *first* to *last*, both included, in order of time."""
        return meetings_between(self, first, last, bank_holidays(nation))

    def last_before(self, day: date, nation: str = "england") -> Meeting | None:
        """Return the last meeting before *day*, or None."""
        return next(self.before(day - ONE_DAY, bank_holidays(nation)), None)

    def next_after(self, day: date, nation: str = "england") -> Meeting | None:
        """Return the first meeting after *day*, or None."""
        return next(self.after(day + ONE_DAY, bank_holidays(nation)), None)

    def __str__(self) -> str:
        """Return what the source is in canonical words; what it has no words for, as written."""
        if not self.source.hours:
            return self.text
        return f"{self.source}{', not on bank holidays' if self.avoids_holidays else ''}"


def meetings_between(
    schedule: Schedule, first: date, last: date, is_holiday: IsHoliday
) -> list[Meeting]:
    """Return the meetings of *schedule* from *first* to *last*, both included, in order of time.

    >>> lists = Schedule("", DatesSource((Meeting(date(2027, 2, 5), time(19)),)))
    >>> [meeting] = meetings_between(lists, date(2027, 1, 2), date(2027, 2, 28), lambda _: False)
    >>> meeting.starts
    datetime.datetime(2027, 2, 5, 19, 0)
    """
    return list(takewhile(lambda one: one.day <= last, schedule.after(first, is_holiday)))
