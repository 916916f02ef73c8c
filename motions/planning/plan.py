"""Back from a deadline, forward from today, and where the two do not meet.

The route is a chain of bodies, then the deadline. Working back gives each step's *last chance*;
working forward gives its *aim*, the first meeting that can still be reached. The slack of a step is
the days between the two. Taking the first meeting that can be reached is never worse than waiting
for a later one, so a plan is feasible exactly when the forward pass ends by the deadline.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial

from motions.base.dates import day_of
from motions.bodies.body import Body
from motions.bodies.meetings import Meeting
from motions.planning.advice import Advice, advise
from motions.planning.reasons import meeting_reason, notice_reason, submit_reason
from motions.planning.route import Route
from motions.planning.stages import Delivery, Limit, Stage
from motions.planning.step import Action, Step

DEADLINE_PASSED = "deadline-passed"
NO_MEETING = "no-meeting"
TOO_LATE = "too-late"


@dataclass(frozen=True)
class Failure:
    """Where a route fails: at *body*, for the reason *code*."""

    code: str
    body: Body


@dataclass(frozen=True)
class Plan:
    """The steps that are left on a route, in order, and where it fails, if it does."""

    route: Route
    steps: tuple[Step, ...]
    fails_at: Failure | None

    @property
    def feasible(self) -> bool:
        return self.fails_at is None

    @property
    def dates_fit(self) -> bool:
        """Whether the steps can be done by the deadline, if only nothing else forbade it."""
        return self.fails_at is None or self.fails_at.code in self.route.obstacles

    @cached_property
    def advice(self) -> Mapping[str, Advice]:
        """Which meeting of each remaining body to choose, by its id.

        Empty where the dates do not fit.
        """
        if not self.dates_fit:
            return {}
        meetings = [one for one in self.steps if one.action is Action.MEETING]
        return advise(self.route, [(one.aim_for, one.last_for) for one in meetings])

    @cached_property
    def with_cut_off(self) -> Plan | None:
        """The same plan with a cut-off for the subject that is likely, though not announced.

        None where there is nothing to presume.
        """
        submission = self.route.submission
        day = submission.likely_cut_off
        if day is None or submission.subject_after is not None:
            return None
        announced = replace(submission, subject_after=day, likely_cut_off=None)
        return plan_route(replace(self.route, submission=announced))

    def recommended(self, step: Step) -> date | None:
        """Return the day, or the moment, on which a wise secretary would do *step*."""
        if step.action is Action.SUBMIT:
            return self._recommended_submission(step)
        advice = self.advice.get(step.body.id)
        if advice is None:
            return None
        if step.action is Action.MEETING:
            return advice.meeting.starts.replace(tzinfo=self.route.zone(step.body))
        return self.route.stage(step.body).notice_day(advice.meeting)

    def _recommended_submission(self, step: Step) -> date | None:
        """Return the day after the last body carries it, or the first on which it can be sent."""
        if step.aim is None:
            return None
        day = self.route.sending_opens
        if self.route.stages:
            top = self.route.stages[-1]
            day = max(day, top.delivery(self.advice[top.body.id].meeting).day)
        return self.route.deadline if day == day_of(self.route.deadline) else day


def plan_route(route: Route) -> Plan:
    """Return the plan for *route*: every step that is left, with aim, last chance and advice."""
    stages = route.stages
    last = last_chances(stages, route.limit)
    aims = forward_aims(stages, Delivery(route.start), route.limit)
    in_time = route.today <= day_of(route.deadline) and len(aims) == len(stages)
    in_time = in_time and route.sending_opens <= day_of(route.deadline)
    steps = [*_body_steps(route, aims, last)]
    steps.append(_submit_step(route, may_send=in_time and not route.obstacles))
    if not in_time:
        return Plan(route, tuple(steps), _failure(route, last, steps))
    obstacle = next((Failure(code, route.bodies[-1]) for code in route.obstacles), None)
    return Plan(route, tuple(steps), obstacle)


def last_chances(stages: Sequence[Stage], limit: Limit) -> dict[str, Meeting]:
    """Return for the body of each stage the last meeting that still leads to the *limit*.

    Worked from the top down; a body without such a meeting ends it, and those below have none.
    """
    found: dict[str, Meeting] = {}
    for stage in reversed(stages):
        meeting = stage.latest(limit)
        if meeting is None:
            break
        found[stage.body.id] = meeting
        limit = stage.needed_by(meeting)
    return found


def forward_aims(stages: Sequence[Stage], here: Delivery, deadline: Limit) -> dict[str, Meeting]:
    """Return for the body of each stage the first meeting that can be reached from *here*.

    Worked from the bottom up; it ends at the first body that has no meeting that can be reached and
    hands on by the deadline.
    """
    found: dict[str, Meeting] = {}
    for stage in stages:
        meeting = stage.first(here, deadline, sends=stage is stages[-1])
        if meeting is None:
            break
        found[stage.body.id] = meeting
        here = stage.delivery(meeting)
    return found


def _body_steps(
    route: Route, aims: Mapping[str, Meeting], last: Mapping[str, Meeting]
) -> Iterator[Step]:
    """Yield two steps for each body: the notice for its meeting, and the meeting."""
    for at, stage in enumerate(route.stages):
        body, zone = stage.body, route.zone(stage.body)
        meetings = aim, chance = aims.get(body.id), last.get(body.id)
        above = route.stages[at + 1] if at + 1 < len(route.stages) else None
        yield Step(
            Action.NOTICE,
            body,
            aim=stage.notice_day(aim) if aim else None,
            last_chance=stage.notice_day(chance) if chance else None,
            grounds=partial(notice_reason, route, stage, meetings),
            aim_for=aim,
            last_for=chance,
        )
        yield Step(
            Action.MEETING,
            body,
            aim=aim.starts.replace(tzinfo=zone) if aim else None,
            last_chance=chance.starts.replace(tzinfo=zone) if chance else None,
            grounds=partial(
                meeting_reason,
                route,
                stage,
                meetings,
                below=route.stages[at - 1].body if at else None,
                above=(above, last.get(above.body.id)) if above else None,
            ),
            aim_for=aim,
            last_for=chance,
        )


def _submit_step(route: Route, *, may_send: bool) -> Step:
    """Return the last step. Its aim is the deadline; the day to choose is what is recommended."""
    aim = route.deadline if may_send else None
    return Step(Action.SUBMIT, route.bodies[-1], aim, route.deadline, partial(submit_reason, route))


def _failure(route: Route, last: dict[str, Meeting], steps: list[Step]) -> Failure:
    if day_of(route.deadline) < route.today:
        return Failure(DEADLINE_PASSED, route.bodies[-1])
    for body in reversed(route.remaining):
        if body.id not in last:
            return Failure(NO_MEETING, body)
    for step in steps:
        if step.slack_days is None or step.slack_days < 0:
            return Failure(TOO_LATE, step.body)
    return Failure(TOO_LATE, route.bodies[-1])
