"""Why a date is what it is: the rule, the arithmetic, the source, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from motions.dates import day_of, days_phrase, long_day, long_moment, short_day
from motions.meetings import Meeting
from motions.model import Body, Status
from motions.notice import explain_notice
from motions.planning import (
    DEADLINE_PASSED,
    NO_MEETING,
    Do,
    Plan,
    Route,
    Step,
)


@dataclass(frozen=True)
class Reason:
    """The grounds of one step. *aim* and *last_chance* are sums: "27 May − 14 days = 13 May"."""

    rule: str
    aim: str
    last_chance: str
    source: str

    def __str__(self) -> str:
        parts = [self.rule]
        if self.last_chance and self.last_chance == self.aim:
            parts.append(f"{self.last_chance}.")
        else:
            parts.extend(
                f"{label}: {text}."
                for label, text in (("Aim", self.aim), ("Last chance", self.last_chance))
                if text
            )
        return " ".join(parts)


@dataclass(frozen=True)
class Problem:
    """Why a plan fails, or what to mind although it does not."""

    code: str
    body: str
    message: str


def reason(plan: Plan, step: Step) -> Reason:
    """Return the grounds of *step*, one of the steps of *plan*."""
    if step.do is Do.NOTICE:
        return _notice_reason(plan.route, step)
    if step.do is Do.MEETING:
        return _meeting_reason(plan.route, step)
    submission = plan.route.submission
    sureness = sure(submission.status)
    rule = f"{submission.name}: {sureness} deadline for what is sent to {submission.to}."
    return Reason(rule, "", long_moment(submission.due), submission.source)


def sure(status: Status) -> str:
    """Return how to call a date of that *status* before a reader."""
    return {"confirmed": "the", "reported": "the reported", "projected": "the projected"}[status]


def _notice_reason(route: Route, step: Step) -> Reason:
    def working(meeting: Meeting | None) -> str:
        if meeting is None:
            return ""
        return explain_notice(meeting.day, step.body.notice, route.holidays(step.body))

    rule = f"{step.body.name} asks for {step.body.notice} of notice before the meeting."
    return Reason(rule, working(step.aim_for), working(step.last_for), route.rules_from)


def _meeting_reason(route: Route, step: Step) -> Reason:
    def working(meeting: Meeting | None) -> str:
        if meeting is None:
            return ""
        arrival = route.arrival(step.body, meeting)
        return f"{long_day(meeting.day)}, handed on by {short_day(arrival)}"

    habit = f" ({step.body.meets.text})" if step.body.meets.text else ""
    rule = f"A meeting of {step.body.name}{habit}."
    return Reason(rule, working(step.aim_for), working(step.last_for), route.rules_from)


def problems(plan: Plan) -> list[Problem]:
    """Return why *plan* fails; nothing for a feasible one."""
    if plan.breaks_at is None:
        return []
    body = plan.breaks_at.body
    return [Problem(plan.breaks_at.code, body.id, _failure(plan, body))]


def _failure(plan: Plan, body: Body) -> str:
    route = plan.route
    deadline = f"the deadline, {long_moment(route.submission.due)}"
    if plan.breaks_at is not None and plan.breaks_at.code == DEADLINE_PASSED:
        ago = days_phrase((route.today - day_of(route.deadline)).days)
        return f"{_capital(deadline)}, passed {ago} ago."
    if plan.breaks_at is not None and plan.breaks_at.code == NO_MEETING:
        return f"{body.name} has no meeting that could pass the motion in time for {deadline}."
    start = route.start
    since = max(route.starts())[1]
    by = "today" if since == "today" else since
    step = next((s for s in plan.steps if s.body is body and s.last_chance is not None), None)
    if step is None or step.do is Do.SUBMIT:
        return f"Counted from {long_day(start)}, {by}, nothing can be sent by {deadline}."
    chance = day_of(step.last_chance or start)
    text = f"{body.name} had to have the motion by {long_day(chance)}"
    if step.last_for is not None:
        text += f", for its meeting of {long_day(step.last_for.day)}"
    counted = f"Counted from {long_day(start)} ({by})"
    if step.aim_for is not None:
        late = days_phrase((step.aim_for.day - (step.last_for or step.aim_for).day).days)
        return f"{text}. {counted}, the first meeting that can take it is {late} later."
    return f"{text}. {counted}, no meeting before the deadline can take it."


def cautions(plan: Plan) -> list[Problem]:
    """Return what to mind on *plan*, feasible or not: a projected date, a rule, a suspension."""
    route, submission = plan.route, plan.route.submission
    last = route.bodies[-1]
    found: list[Problem] = []
    if submission.status is not Status.CONFIRMED:
        text = f"The deadline is {submission.status.value}, not announced: {submission.source}"
        if submission.status is Status.REPORTED:
            text = f"The deadline is reported by one source only: {submission.source}"
        found.append(Problem("deadline-" + submission.status.value, last.id, text))
    if submission.excludes:
        names = _other_kinds(route)
        text = (
            f"{last.name} can send this or {names}, not both. {submission.excludes_rule}".rstrip()
        )
        found.append(Problem("one-submission", last.id, text))
    if submission.subject_after is not None and route.event is None:
        text = f"The motion must rest on an event after {long_day(submission.subject_after)}."
        found.append(Problem("subject-cut-off", last.id, text))
    if submission.note:
        found.append(Problem("note", last.id, submission.note))
    found.extend(_suspended(route))
    return found


def _other_kinds(route: Route) -> str:
    kinds = {one.kind: one.name for one in route.conference.submissions}
    names = [kinds.get(kind, kind).lower() for kind in route.submission.excludes]
    return " or ".join(f"a {name}" for name in names)


def _suspended(route: Route) -> list[Problem]:
    """Say which meetings a suspension drops between the start and the deadline."""
    found = []
    for suspension in route.conference.suspensions:
        if suspension.end < route.start or suspension.start > day_of(route.deadline):
            continue
        period = f"{long_day(suspension.start)} to {long_day(suspension.end)}"
        text = f"No meetings from {period}: {suspension.why} ({suspension.source})."
        found.append(Problem("suspension", "", text))
    return found


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
