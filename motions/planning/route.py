"""The way of a motion from its first body to a conference: what a plan is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from motions.base.dates import ONE_DAY, day_of
from motions.bodies.bank_holidays import IsHoliday
from motions.bodies.body import Body
from motions.bodies.meetings import Meeting, meetings_between
from motions.bodies.notice import first_arrival, last_notice
from motions.conferences.conference import Conference, Remedy, Submission


@dataclass(frozen=True)
class Route:
    """What a plan is made from: nothing in it comes from the clock or from a file.

    *passed* maps the id of a body to the day on which it passed the motion. *event* is the day of
    the event on which the motion rests. *holidays* gives the bank holidays that hold for a body.
    *rules_from* names the file in which the bodies state how they meet. *skipped* are bodies that
    the route leaves out, each with the rule that allows it. *sent* is the kind that the last body
    has sent to this conference already, or empty.
    """

    conference: Conference
    submission: Submission
    bodies: tuple[Body, ...]
    today: date
    holidays: Callable[[Body], IsHoliday]
    passed: Mapping[str, date] = field(default_factory=dict)
    event: date | None = None
    rules_from: str = "motions.toml"
    skipped: tuple[tuple[Body, Remedy], ...] = ()
    sent: str = ""

    @property
    def deadline(self) -> date:
        """The submission's day, or its moment in the conference's time zone."""
        return self.conference.localise(self.submission.due)

    @property
    def remaining(self) -> tuple[Body, ...]:
        """The bodies that still have to pass the motion: those above the highest that has."""
        done = [index for index, body in enumerate(self.bodies) if body.id in self.passed]
        return self.bodies[done[-1] + 1 :] if done else self.bodies

    @property
    def start(self) -> date:
        """The first day on which the motion can reach the first remaining body."""
        return max(day for day, _why in self.starts())

    @property
    def obstacles(self) -> tuple[str, ...]:
        """The codes of what forbids the motion on whichever days the bodies meet."""
        cut_off = self.submission.subject_after
        too_early = self.event is not None and cut_off is not None and self.event <= day_of(cut_off)
        already_sent = exclude_each_other(self.conference, self.submission.kind, self.sent)
        codes = ((ALREADY_SENT, already_sent), (EVENT_BEFORE_CUT_OFF, too_early))
        return tuple(code for code, holds in codes if holds)

    def starts(self) -> list[tuple[date, str]]:
        """Return the days before which nothing can happen, each with its cause."""
        starts = [(self.today, "today")]
        if self.submission.opens is not None:
            starts.append((day_of(self.submission.opens), "the day submissions open"))
        if self.event is not None:
            starts.append((self.event, "the day of the event it rests on"))
        if self.submission.subject_after is not None:
            cause = "the day after the cut-off for its subject"
            starts.append((day_of(self.submission.subject_after) + ONE_DAY, cause))
        done = self.bodies[: len(self.bodies) - len(self.remaining)]
        if done:
            arrival = first_arrival(
                self.passed[done[-1].id], done[-1].handover, self.holidays(done[-1])
            )
            starts.append((arrival, f"the day it comes from {done[-1].name}"))
        return starts

    def meetings(self, body: Body, first: date, last: date) -> list[Meeting]:
        """Return the meetings of *body* that are really held from *first* to *last*."""
        held = meetings_between(body.meets, first, last, self.holidays(body))
        return [meeting for meeting in held if self.conference.suspension(meeting.day) is None]

    def last_notice(self, body: Body, meeting: Meeting) -> date:
        return last_notice(meeting.day, body.notice, self.holidays(body))

    def arrival(self, body: Body, meeting: Meeting) -> date:
        return first_arrival(meeting.day, body.handover, self.holidays(body))

    def needed_by(self, body: Body, meeting: Meeting) -> date:
        """Return by when a motion that another body passed must reach *body* for *meeting*.

        That is the end of the last day for notice. Where no notice is asked for, it is the moment
        the meeting begins: what is passed later on that day comes too late.
        """
        day = self.last_notice(body, meeting)
        return day if day < meeting.day else meeting.starts

    def in_time(self, body: Body, meeting: Meeting, limit: date) -> bool:
        """Tell whether what *meeting* passes is handed on by *limit*, a day or the deadline itself.

        A meeting on the very day of a moment, such as the deadline, counts only where it ends
        before the hour. Where its end or the deadline's hour is not known, it does not count.
        """
        if self.arrival(body, meeting) > day_of(limit):
            return False
        if meeting.day < day_of(limit):
            return True
        if isinstance(limit, datetime):
            return meeting.end is not None and meeting.end < limit.time()
        return body.id != self.bodies[-1].id


ALREADY_SENT = "already-sent"


EVENT_BEFORE_CUT_OFF = "event-before-cut-off"


def exclude_each_other(conference: Conference, kind: str, other: str) -> bool:
    """Tell whether a body that sends *conference* the one kind cannot send the other as well."""
    pairs = {(one.kind, excluded) for one in conference.submissions for excluded in one.excludes}
    return (kind, other) in pairs or (other, kind) in pairs
