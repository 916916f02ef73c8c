"""What to mind on a plan, feasible or not: nothing here makes it fail."""

from __future__ import annotations

from collections.abc import Iterator

from motions.base.dates import day_of, long_day
from motions.bodies.meetings import meetings_between
from motions.conferences.conference import Status
from motions.planning.plan import Do, Plan
from motions.planning.reasons import Problem, end_of_list, with_article
from motions.planning.route import ALREADY_SENT, Route


def cautions(plan: Plan) -> list[Problem]:
    """Return what to mind on *plan*: how sure its deadline is, the rules, odd days."""
    return [
        *_ordinary_route(plan.route),
        *_deadline(plan.route),
        *_rules(plan.route),
        *_lists(plan),
        *_bank_holidays(plan),
        *_passed(plan.route),
        *_suspended(plan.route),
    ]


def _ordinary_route(route: Route) -> Iterator[Problem]:
    """Say where a body sends to the conference that ordinarily sends to another one."""
    last, conference = route.bodies[-1], route.conference
    if last.tier not in conference.ordinary_tiers[-1:]:
        other = conference.called(conference.ordinary_tiers[-1])
        text = (
            f"{last.name} would send this to the conference itself, but ordinarily a {other} does. "
            f"If so, these dates are too late: add the {other} to {route.rules_from}."
        )
        yield Problem("ordinary-route", last.id, text)


def _deadline(route: Route) -> Iterator[Problem]:
    submission, last = route.submission, route.bodies[-1]
    if submission.status is Status.PROJECTED:
        text = f"The deadline is projected, not announced: {submission.source}"
        yield Problem("deadline-projected", last.id, text)
    elif submission.status is Status.REPORTED:
        text = f"The deadline is reported by one source only: {submission.source}"
        yield Problem("deadline-reported", last.id, text)


def _rules(route: Route) -> Iterator[Problem]:
    submission, last = route.submission, route.bodies[-1]
    if submission.excludes and ALREADY_SENT not in route.obstacles:
        kinds = {one.kind: one.name for one in route.conference.submissions}
        names = " or ".join(with_article(kinds.get(kind, kind)) for kind in submission.excludes)
        text = f"{last.name} can send this or {names}, not both. {submission.excludes_rule}"
        yield Problem("one-submission", last.id, text.rstrip())
    if submission.subject_after is not None and route.event is None:
        text = f"The motion must rest on an event after {long_day(submission.subject_after)}."
        yield Problem("subject-cut-off", last.id, text)
    for body, rule in route.skipped:
        text = f"{body.name} is left out. {rule.rule} ({rule.source})"
        yield Problem("skipped-tier", body.id, text)
    if submission.note:
        yield Problem("note", last.id, submission.note)


def _lists(plan: Plan) -> Iterator[Problem]:
    """Say which bodies' dates end before the deadline, where no failure says it already."""
    told = plan.breaks_at.body if plan.breaks_at else None
    for body in plan.route.remaining:
        text = end_of_list(plan.route, body)
        if text and body is not told:
            yield Problem("list-ends", body.id, text)


def _bank_holidays(plan: Plan) -> Iterator[Problem]:
    """Say which meetings of the plan fall on a bank holiday: a habit does not know of them."""
    for step in plan.steps:
        if step.do is not Do.MEETING:
            continue
        is_holiday = plan.route.holidays(step.body)
        days = {one.day for one in (step.aim_for, step.last_for) if one is not None}
        for day in sorted(filter(is_holiday, days)):
            text = (
                f"The meeting of {step.body.name} on {long_day(day)} falls on a bank holiday: ask "
                "whether it is held."
            )
            yield Problem("bank-holiday", step.body.id, text)


def _passed(route: Route) -> Iterator[Problem]:
    """Say where a body is said to have passed the motion on a day on which it does not meet."""
    for body in route.bodies:
        day = route.passed.get(body.id)
        if day and not meetings_between(body.meets, day, day, route.holidays(body)):
            text = (
                f"{body.name} does not meet on {long_day(day)}, when it is said to have passed it."
            )
            yield Problem("passed-off-day", body.id, text)


def _suspended(route: Route) -> Iterator[Problem]:
    """Say which meetings a suspension drops between the start and the deadline."""
    for suspension in route.conference.suspensions:
        if suspension.end < route.start or suspension.start > day_of(route.deadline):
            continue
        period = f"{long_day(suspension.start)} to {long_day(suspension.end)}"
        text = f"No meetings from {period}: {suspension.why} ({suspension.source})."
        yield Problem("suspension", "", text)
