"""The steps of a plan as entries of a calendar, each on the last day or meeting that will do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from motions.base.dates import days_phrase, long_day, long_moment
from motions.bodies.body import Body
from motions.bodies.meetings import Meeting
from motions.ical.conference_entries import opening_entries
from motions.ical.descriptions import (
    bare_name,
    end_of,
    grounds,
    hour,
    if_missed,
    moves,
    unstated_end,
    url_in,
    what_is_sent,
)
from motions.ical.entries import (
    DEADLINE_ALARMS,
    SECRETARIES,
    STEP_ALARMS,
    VOTERS,
    WRITERS,
    Category,
    Entry,
)
from motions.planning.plan import Plan
from motions.planning.route import Route
from motions.planning.step import Action, Step


def plan_entries(plan: Plan, *, motion: str | None, title: str) -> Iterator[Entry]:
    """Yield the steps of *plan* that have a date, each on its last chance, and the opening day.

    *motion* is the motion's id, *title* what people call it. A projected deadline makes every step
    before it projected. The steps of a plan that cannot be done say so, and ring no bell.
    """
    route = plan.route
    path = plan_path(route, motion or route.submission.kind)
    steps = _Steps(plan, path, f"{title}, for {route.conference.name}")
    for entry in _dated(plan, steps):
        if plan.feasible:
            yield entry
        else:
            yield replace(entry, summary=f"Too late: {entry.summary}", alarms=())
    yield from opening_entries(route.conference, route.submission)


def _dated(plan: Plan, steps: _Steps) -> Iterator[Entry]:
    for step in plan.steps:
        if step.action is Action.SUBMIT:
            yield steps.submission(step)
        elif step.last_for is not None and step.action is Action.NOTICE:
            yield steps.notice(step, step.last_for)
        elif step.last_for is not None:
            yield steps.meeting(step, step.last_for)


def plan_path(route: Route, subject: str) -> str:
    """Return what the keys of a plan's steps begin with; *subject* is a motion's id or a kind."""
    return f"plan/{route.conference.id}/{subject}"


def step_key(path: str, do: Action, bodies: Sequence[Body]) -> str:
    """Return the key of the step of the first of *bodies*; those above tell it from a namesake.

    It holds no date: an entry that moves stays the same entry.
    """
    return "/".join((path, do.value, *(body.id for body in reversed(bodies))))


@dataclass(frozen=True)
class _Steps:
    """What the entries of one plan share: *path* begins their keys, *heading* their text."""

    plan: Plan
    path: str
    heading: str

    def submission(self, step: Step) -> Entry:
        conference, submission = self.plan.route.conference, self.plan.route.submission
        lines = (
            self.heading,
            *what_is_sent(submission),
            *_slack(step),
            *grounds(submission),
            *moves(submission),
            *if_missed(conference, submission),
        )
        return Entry(
            key=self._key(step),
            summary=f"{step.body.name} submits the motion: deadline{hour(submission.due)}",
            starts=submission.due,
            ends=submission.due,
            description="\n".join(lines),
            category=Category.DEADLINE,
            roles=SECRETARIES,
            status=submission.status,
            url=url_in(submission.source),
            alarms=DEADLINE_ALARMS,
            revision=len(submission.was),
        )

    def notice(self, step: Step, meeting: Meeting) -> Entry:
        """Return the entry for sending the motion; the mover sends it to the first body only."""
        first = step.body is self.plan.route.remaining[0]
        day = self.plan.route.stage(step.body).notice_day(meeting)
        return Entry(
            key=self._key(step),
            summary=f"Send the motion to {step.body.name}'s secretary: last day",
            starts=day,
            ends=day,
            description=self._text(step, [f"For its meeting of {long_day(meeting.day)}."]),
            category=Category.NOTICE,
            roles=WRITERS if first else SECRETARIES,
            status=self.plan.route.submission.status,
            alarms=STEP_ALARMS,
        )

    def meeting(self, step: Step, meeting: Meeting) -> Entry:
        return Entry(
            key=self._key(step),
            summary=f"{step.body.name} votes on the motion: last meeting",
            starts=meeting.starts,
            ends=end_of(meeting),
            description=self._text(step, unstated_end(meeting)),
            category=Category.MEETING,
            roles=VOTERS,
            status=self.plan.route.submission.status,
            alarms=STEP_ALARMS,
        )

    def _key(self, step: Step) -> str:
        bodies = self.plan.route.bodies
        return step_key(self.path, step.action, bodies[bodies.index(step.body) :])

    def _text(self, step: Step, lines: Iterable[str]) -> str:
        route, why = self.plan.route, step.reason
        source = f"Source: {bare_name(why.source)}"
        missed = if_missed(route.conference, route.submission, step.body)
        return "\n".join(
            (self.heading, *lines, f"Why: {why.of_last_chance}", source, *_slack(step), *missed)
        )


def _slack(step: Step) -> Iterator[str]:
    """Yield how much room *step* leaves. Nothing in it counts from today, which changes daily."""
    slack = step.slack_days
    if step.aim is None or slack is None or slack < 0:
        yield "Slack: none; the ordinary route no longer reaches the deadline."
    elif slack:
        yield f"Slack: {days_phrase(slack)}. Aim for {long_moment(step.aim)}."
    elif step.action is not Action.SUBMIT:
        yield "Slack: none; there is no earlier chance."
