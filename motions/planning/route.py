"""The way of a motion from its first body to a conference: what a plan is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from motions.base.dates import ONE_DAY, day_of
from motions.bodies.bank_holidays import IsHoliday
from motions.bodies.body import Body
from motions.bodies.free_days import FreeDay
from motions.bodies.notice import first_arrival
from motions.conferences.conference import Conference, Remedy, Submission
from motions.planning.stages import Limit, Stage

ALREADY_SENT = "already-sent"
EVENT_BEFORE_CUT_OFF = "event-before-cut-off"


def _no_free_days(_body: Body) -> Callable[[date], FreeDay | None]:
    return lambda _day: None


@dataclass(frozen=True)
class Route:
    """What a plan is made from: nothing in it comes from the clock or from a file.

    *carried* maps the id of a body to the day on which it carried the motion. *event* is the day of
    the event on which the motion rests. *holidays* gives the bank holidays that hold for a body.
    *rules_from* names the file in which the bodies state how they meet. *skipped* are bodies that
    the route leaves out, each with the rule that allows it. *sent* is the kind that the last body
    has sent to this conference already, or empty. *free_days* gives the days that people keep free
    where a body is: polling days, Christmas. *meeting* is the day on which the user says that the
    first remaining body debates it; it changes no date, and is checked.
    """

    conference: Conference
    submission: Submission
    bodies: tuple[Body, ...]
    today: date
    holidays: Callable[[Body], IsHoliday]
    carried: Mapping[str, date] = field(default_factory=dict)
    event: date | None = None
    rules_from: str = "motions.toml"
    skipped: tuple[tuple[Body, Remedy], ...] = ()
    sent: str = ""
    meeting: date | None = None
    free_days: Callable[[Body], Callable[[date], FreeDay | None]] = field(default=_no_free_days)

    @cached_property
    def deadline(self) -> datetime:
        """The moment by which it must be sent, in the conference's time zone."""
        return self.conference.localise(self.submission.at)

    @cached_property
    def limit(self) -> Limit:
        """The deadline as bodies must keep it: what they carry is to be there before its hour."""
        local = self.deadline.astimezone(self.zone(self.bodies[-1]))
        return Limit(local.date(), local.time())

    def zone(self, body: Body) -> ZoneInfo:
        """Return the time zone by whose clock *body* meets."""
        return ZoneInfo(body.timezone) if body.timezone else self.conference.zone

    @cached_property
    def remaining(self) -> tuple[Body, ...]:
        """The bodies that still have to carry the motion: those above the highest that has."""
        done = [index for index, body in enumerate(self.bodies) if body.id in self.carried]
        return self.bodies[done[-1] + 1 :] if done else self.bodies

    @cached_property
    def start(self) -> date:
        """The first day on which the motion can reach the first remaining body."""
        return max(day for day, _why in self.starts())

    @cached_property
    def sending_opens(self) -> date:
        """The first day on which the last body can send it: only that step waits for it."""
        opens = self.submission.opens
        return max(self.start, day_of(opens)) if opens else self.start

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
        if self.event is not None:
            starts.append((self.event, "the day of the event it rests on"))
        if self.submission.subject_after is not None:
            cause = "the day after the cut-off for its subject"
            starts.append((day_of(self.submission.subject_after) + ONE_DAY, cause))
        done = self.bodies[: len(self.bodies) - len(self.remaining)]
        if done:
            arrival = first_arrival(
                self.carried[done[-1].id], done[-1].handover, self.holidays(done[-1])
            )
            starts.append((arrival, f"the day it comes from {done[-1].name}"))
        return starts

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The remaining bodies, each at its ordinary meetings and with its ordinary notice."""
        return tuple(map(self.stage, self.remaining))

    def stage(self, body: Body) -> Stage:
        """Return *body* at its ordinary meetings and with its ordinary notice."""
        return Stage(body, self.holidays(body), self.conference.suspension, body.notice)


def exclude_each_other(conference: Conference, kind: str, other: str) -> bool:
    """Tell whether a body that sends *conference* the one kind cannot send the other as well."""
    pairs = {(one.kind, excluded) for one in conference.submissions for excluded in one.excludes}
    return (kind, other) in pairs or (other, kind) in pairs
