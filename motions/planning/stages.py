"""One body on the way: when it can take a motion, and by when it must have it.

A body takes a motion at an ordinary meeting, with its notice or as urgent business without it; or
on any day, at a special meeting or through its executive. The planner asks each for the same two
things: the first time that something can reach it for, and the last time that still hands on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import NamedTuple

from motions.base.dates import ONE_DAY, YEARS
from motions.bodies.bank_holidays import IsHoliday
from motions.bodies.body import Body
from motions.bodies.meetings import Meeting
from motions.bodies.notice import Notice, Unit, first_arrival, last_notice
from motions.conferences.conference import Suspension

NO_NOTICE = Notice(0)


class Limit(NamedTuple):
    """By when something must be in the next hands: on *day*, and on that day before *hour*.

    Without an *hour* the whole day counts, as it does for a period of notice.
    """

    day: date
    hour: time | None = None


class Delivery(NamedTuple):
    """What is in somebody's hands from *day* on, *meeting* being the one that carried it."""

    day: date
    meeting: Meeting | None = None

    def keeps(self, limit: Limit) -> bool:
        """Tell whether it is there by *limit*.

        What a meeting carries on the very day of a limit with an hour is there only where the
        meeting ends before that hour. An end that is not known does not count.
        """
        if self.day > limit.day:
            return False
        meeting = self.meeting
        if meeting is None or limit.hour is None or meeting.day < limit.day:
            return True
        return meeting.end is not None and meeting.end < limit.hour


@dataclass(frozen=True)
class Stage:
    """A body and when it can take a motion; *notice* is what it asks for on this way.

    *suspended* gives the suspension that a day falls in, if any.
    """

    body: Body
    is_holiday: IsHoliday
    suspended: Callable[[date], Suspension | None]
    notice: Notice
    _latest: dict[Limit, Meeting | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def notice_day(self, meeting: Meeting) -> date:
        """Return the last day on which a motion can reach the secretary for *meeting*."""
        return last_notice(meeting.day, self.notice_for(meeting), self.is_holiday)

    def notice_for(self, meeting: Meeting) -> Notice:
        """Return the notice that is asked for *meeting*: the annual meeting has its own."""
        if meeting.notice is None or self.notice is NO_NOTICE:
            return self.notice
        return meeting.notice

    def needed_by(self, meeting: Meeting) -> Limit:
        """Return by when a motion must be here for *meeting*.

        That is the end of the last day for notice. Where no notice is asked for, it is the hour at
        which the meeting begins: what is carried later on that day comes too late.
        """
        day = self.notice_day(meeting)
        return Limit(day) if day < meeting.day else Limit(day, meeting.start)

    def delivery(self, meeting: Meeting) -> Delivery:
        """Return what *meeting* hands on: the next body has it from that day."""
        return Delivery(first_arrival(meeting.day, self.body.handover, self.is_holiday), meeting)

    def latest(self, limit: Limit) -> Meeting | None:
        """Return the meeting by which a motion can come latest and still be handed on by *limit*.

        That is the last one, unless an earlier one asks for so much less notice.
        """
        if limit not in self._latest:
            self._latest[limit] = self._find_latest(limit)
        return self._latest[limit]

    def first(self, here: Delivery, deadline: Limit, *, sends: bool) -> Meeting | None:
        """Return the meeting that hands on first of those that *here* is in time for.

        It must hand on by the *deadline*: by its hour where this body *sends* it, else by its day.
        """
        by = deadline if sends else Limit(deadline.day)
        found: Meeting | None = None
        for meeting in self.meetings_from(here.day + self._least_wait):
            if meeting.day > (found.day if found else deadline.day):
                break
            if not here.keeps(self.needed_by(meeting)) or not self.delivery(meeting).keeps(by):
                continue
            found = meeting if found is None else min(found, meeting, key=lambda one: one.over_by)
        return found

    def meetings_from(self, day: date) -> Iterator[Meeting]:
        """Yield the meetings that are held from *day* on, in order of time."""
        meetings = self.body.meets.after(day, self.is_holiday)
        return (one for one in meetings if self.suspended(one.day) is None)

    def meetings_to(self, day: date) -> Iterator[Meeting]:
        """Yield the meetings that are held up to *day*, the latest first."""
        meetings = self.body.meets.before(day, self.is_holiday)
        return (one for one in meetings if self.suspended(one.day) is None)

    @property
    def _least_wait(self) -> timedelta:
        """The least time between the arrival of a motion and a meeting whose notice it keeps."""
        return timedelta(0) if self.body.meets.annual is not None else _days(self.notice)

    def _find_latest(self, limit: Limit) -> Meeting | None:
        """Return the meeting in time for *limit* that needs the motion latest.

        Notice is alike for all but the annual meeting, so the last meeting in time is the one,
        unless it is followed by an earlier one that asks for less.
        """
        found: Meeting | None = None
        for meeting in self.meetings_to(limit.day - _days(self.body.handover)):
            if found is not None and meeting.day < self.notice_day(found):
                break
            if not self.delivery(meeting).keeps(limit):
                continue
            if found is None or self._later(meeting, found):
                found = meeting
            if self.body.meets.annual is None:
                break
        return found

    def _later(self, one: Meeting, other: Meeting) -> bool:
        first, second = self.needed_by(one), self.needed_by(other)
        return (first.day, first.hour or time.max) > (second.day, second.hour or time.max)


def _days(period: Notice) -> timedelta:
    """Return the least time that *period* takes: working days take as many days or more."""
    return timedelta(days=period.count * (7 if period.unit is Unit.WEEKS else 1))


@dataclass(frozen=True)
class AnyDay(Stage):
    """A body that can be called together, or decide through its executive, on any day.

    Its hour is not known, so nothing relies on it.
    """

    def meetings_from(self, day: date) -> Iterator[Meeting]:
        while day.year in YEARS:
            pause = self.suspended(day)
            if pause is None:
                yield Meeting(day, time.min)
            day = (pause.end if pause else day) + ONE_DAY

    def meetings_to(self, day: date) -> Iterator[Meeting]:
        while day.year in YEARS:
            pause = self.suspended(day)
            if pause is None:
                yield Meeting(day, time.min)
            day = (pause.start if pause else day) - ONE_DAY
