"""Back from a deadline, forward from today, and what is left when the two do not meet.

The route is a chain of bodies, then the deadline. Working back gives each step's *last chance*;
working forward gives its *aim*, the first meeting that can still be reached. The slack of a step is
the days between the two. Taking the first meeting that can be reached is never worse than waiting
for a later one, so a plan is feasible exactly when the forward pass ends by the deadline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from motions.base.dates import ONE_DAY, day_of
from motions.bodies.body import Body
from motions.bodies.meetings import Meeting
from motions.planning.route import Route

LOOK_BACK = (timedelta(days=70), timedelta(days=400), timedelta(days=800))
"""How far before a deadline a last chance is looked for, and how far where there is none so near.

Most bodies meet every month. One that meets once a year needs the last where a year falls out.
"""


class Do(StrEnum):
    """What a step asks for."""

    NOTICE = "notice"
    MEETING = "meeting"
    SUBMIT = "submit"


@dataclass(frozen=True)
class Step:
    """One thing to do. *aim* and *last_chance* are days, or moments in the conference's time zone.

    *notice_for* and *aim_for* are the meetings from which a notice's days were counted.
    """

    do: Do
    body: Body
    aim: date | None
    last_chance: date | None
    aim_for: Meeting | None = None
    last_for: Meeting | None = None

    @property
    def slack_days(self) -> int | None:
        """The days between aim and last chance; negative where the aim is too late."""
        if self.aim is None or self.last_chance is None:
            return None
        return (day_of(self.last_chance) - day_of(self.aim)).days


@dataclass(frozen=True)
class Break:
    """Where a route fails: at *body*, for the reason *code*."""

    code: str
    body: Body


DEADLINE_PASSED = "deadline-passed"
NO_MEETING = "no-meeting"
TOO_LATE = "too-late"


@dataclass(frozen=True)
class Plan:
    """The steps that are left on a route, in order, and where it fails, if it does."""

    route: Route
    steps: tuple[Step, ...]
    breaks_at: Break | None

    @property
    def feasible(self) -> bool:
        return self.breaks_at is None

    @property
    def dates_fit(self) -> bool:
        """Whether the steps can be done by the deadline, if only nothing else forbade it."""
        return self.breaks_at is None or self.breaks_at.code in self.route.obstacles


def plan_route(route: Route) -> Plan:
    """Return the plan for *route*: every step that is left, with aim, last chance and slack."""
    last = last_chances(route)
    aims = forward_aims(route)
    steps: list[Step] = []
    for body in route.remaining:
        aim, chance = aims.get(body.id), last.get(body.id)
        steps.append(_notice_step(route, body, aim, chance))
        steps.append(_meeting_step(route, body, aim, chance))
    in_time = day_of(route.deadline) >= route.today and len(aims) == len(route.remaining)
    in_time = in_time and day_of(route.deadline) >= route.start
    sent = route.deadline if in_time and not route.obstacles else None
    steps.append(Step(Do.SUBMIT, route.bodies[-1], sent, route.deadline))
    if not in_time:
        return Plan(route, tuple(steps), _break(route, last, steps))
    obstacle = next((Break(code, route.bodies[-1]) for code in route.obstacles), None)
    return Plan(route, tuple(steps), obstacle)


def last_chances(route: Route) -> dict[str, Meeting]:
    """Return for each remaining body the last meeting that still leads to the deadline.

    Worked from the top down; a body without such a meeting ends it, and those below have none.
    """
    found: dict[str, Meeting] = {}
    limit = route.deadline
    for body in reversed(route.remaining):
        meeting = _last_meeting(route, body, limit)
        if meeting is None:
            break
        found[body.id] = meeting
        limit = route.needed_by(body, meeting)
    return found


def _last_meeting(route: Route, body: Body, limit: date) -> Meeting | None:
    """Return the last meeting of *body* that hands on by *limit*."""
    last = day_of(limit)
    for span in LOOK_BACK:
        first = day_of(limit) - span
        for meeting in reversed(route.meetings(body, first, last)):
            if route.in_time(body, meeting, limit):
                return meeting
        last = first - ONE_DAY
    return None


def forward_aims(route: Route) -> dict[str, Meeting]:
    """Return for each remaining body the first meeting that can be reached from the start.

    Worked from the bottom up; it ends at the first body that has no meeting that can be reached and
    hands on by the deadline.
    """
    found: dict[str, Meeting] = {}
    below: tuple[Body, Meeting] | None = None
    for body in route.remaining:
        reached = _reachable(route, body, below)
        in_time = [one for one in reached if _hands_on(route, body, one)]
        if not in_time:
            break
        found[body.id] = min(in_time, key=lambda one: one.over_by)
        below = body, found[body.id]
    return found


def _reachable(route: Route, body: Body, below: tuple[Body, Meeting] | None) -> Iterable[Meeting]:
    """Yield the meetings of *body* for which its notice can be kept.

    The motion comes from the body and meeting *below*, or from its mover on the first day.
    """
    arrival = route.arrival(*below) if below else route.start
    for meeting in route.meetings(body, arrival, day_of(route.deadline)):
        if below is None:
            kept = route.last_notice(body, meeting) >= arrival
        else:
            kept = route.in_time(*below, route.needed_by(body, meeting))
        if kept:
            yield meeting


def _hands_on(route: Route, body: Body, meeting: Meeting) -> bool:
    """Tell whether *meeting* hands on by the deadline: its hour for the last body, else its day."""
    if body is route.remaining[-1]:
        return route.in_time(body, meeting, route.deadline)
    return route.arrival(body, meeting) <= day_of(route.deadline)


def _notice_step(route: Route, body: Body, aim: Meeting | None, last: Meeting | None) -> Step:
    return Step(
        Do.NOTICE,
        body,
        aim=route.last_notice(body, aim) if aim else None,
        last_chance=route.last_notice(body, last) if last else None,
        aim_for=aim,
        last_for=last,
    )


def _meeting_step(route: Route, body: Body, aim: Meeting | None, last: Meeting | None) -> Step:
    localise = route.conference.localise
    return Step(
        Do.MEETING,
        body,
        aim=localise(aim.starts) if aim else None,
        last_chance=localise(last.starts) if last else None,
        aim_for=aim,
        last_for=last,
    )


def _break(route: Route, last: Mapping[str, Meeting], steps: list[Step]) -> Break:
    if day_of(route.deadline) < route.today:
        return Break(DEADLINE_PASSED, route.bodies[-1])
    for body in reversed(route.remaining):
        if body.id not in last:
            return Break(NO_MEETING, body)
    for step in steps:
        if step.slack_days is None or step.slack_days < 0:
            return Break(TOO_LATE, step.body)
    return Break(TOO_LATE, route.bodies[-1])
