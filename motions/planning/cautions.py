"""What to note on a plan, feasible or not: nothing here makes it fail.

They come in the order of what overlooking them costs: first what can lose the year, then what can
lose a meeting, then what is good to know.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from motions.base.dates import day_of, long_day
from motions.bodies.meetings import meetings_between
from motions.conferences.conference import Status, Submission
from motions.planning.failures import Problem, end_of_list, with_article
from motions.planning.plan import Plan
from motions.planning.route import ALREADY_SENT, Route
from motions.planning.step import Action, Step


def cautions(plan: Plan) -> list[Problem]:
    """Return what to note on *plan*: the costliest first."""
    return [
        *_cut_off(plan),
        *_ordinary_route(plan.route),
        *_deadline(plan.route),
        *_free_days(plan),
        *_bank_holidays(plan),
        *_suspended(plan.route),
        *_lists(plan),
        *_one_submission(plan.route),
        *_carried(plan.route),
        *_stated_meeting(plan.route),
        *_own_tiers(plan.route),
        *_cancelled(plan.route),
        *_notes(plan.route),
    ]


def _cut_off(plan: Plan) -> Iterator[Problem]:
    """Say what the subject must rest on, announced or only likely."""
    route, last = plan.route, plan.route.bodies[-1]
    submission = route.submission
    if submission.subject_after is not None and route.event is None:
        text = f"The motion must rest on an event after {long_day(submission.subject_after)}."
        yield Problem("subject-cut-off", last.id, text)
    if plan.with_cut_off is not None and submission.likely_cut_off is not None:
        yield Problem("cut-off-likely", last.id, likely_cut_off(submission))


def likely_cut_off(submission: Submission) -> str:
    """Say that a cut-off for the subject is likely though not announced, and what that means.

    Nothing where one is announced, or earlier years had none.
    """
    day = submission.likely_cut_off
    if day is None or submission.subject_after is not None:
        return ""
    return (
        f"A cut-off for the subject is not announced, but earlier years had one: "
        f"{submission.likely_cut_off_source}. If there is one, the motion must rest on an event "
        f"after it (perhaps as late as {long_day(day)}), and no body can debate that event before."
    )


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
    if not submission.hour_known:
        text = "The hour of the deadline is not known: noon is assumed. Ask for it."
        yield Problem("hour-unknown", last.id, text)


def _free_days(plan: Plan) -> Iterator[Problem]:
    """Say which days of the plan are days that people keep free, and offer the next meeting."""
    for step in plan.steps:
        is_free = plan.route.free_days(step.body)
        for day in _days(plan, step):
            if (free := is_free(day)) is not None:
                text = f"{long_day(day)} is {free.name}. {_instead(plan, step, day)}"
                yield Problem("free-day", step.body.id, f"{text} ({free.source})")


def _bank_holidays(plan: Plan) -> Iterator[Problem]:
    """Say which meetings of the plan fall on a bank holiday: a pattern does not know of them."""
    for step in plan.steps:
        if step.action is Action.MEETING:
            is_holiday, is_free = plan.route.holidays(step.body), plan.route.free_days(step.body)
            for day in _days(plan, step):
                if is_holiday(day) and is_free(day) is None:
                    text = f"{long_day(day)} is a bank holiday. {_instead(plan, step, day)}"
                    yield Problem("bank-holiday", step.body.id, text)


def _days(plan: Plan, step: Step) -> list[date]:
    """Return the days on which the plan has *step* done: aim, advice and last chance."""
    found = (step.aim, plan.recommended(step), step.last_chance)
    return sorted({day_of(when) for when in found if when is not None})


def _instead(plan: Plan, step: Step, day: date) -> str:
    """Say what to do about a step on a *day* on which people may not meet or act."""
    name = step.body.name
    if step.action is Action.NOTICE:
        return f"Send the motion to {name} before it."
    if step.action is Action.SUBMIT:
        return f"{name} should send it before that day."
    advised = plan.advice.get(step.body.id)
    later = [one.day for one in advised.chances if one.day > day] if advised else []
    following = f" Its next is on {long_day(later[0])}." if later else ""
    return f"Ask whether {name} meets then.{following}"


def _suspended(route: Route) -> Iterator[Problem]:
    """Say which meetings a suspension drops between the start and the deadline."""
    for suspension in route.conference.suspensions:
        if suspension.end < route.start or suspension.start > day_of(route.deadline):
            continue
        period = f"{long_day(suspension.start)} to {long_day(suspension.end)}"
        text = f"No meetings from {period}: {suspension.why} ({suspension.source})."
        yield Problem("suspension", "", text)


def _lists(plan: Plan) -> Iterator[Problem]:
    """Say which bodies' dates end before the deadline, where no failure says it already."""
    told = plan.fails_at.body if plan.fails_at else None
    for body in plan.route.remaining:
        text = end_of_list(plan.route, body)
        if text and body is not told:
            yield Problem("list-ends", body.id, text)


def _one_submission(route: Route) -> Iterator[Problem]:
    submission, last = route.submission, route.bodies[-1]
    if submission.excludes and ALREADY_SENT not in route.obstacles:
        kinds = {one.kind: one.name for one in route.conference.submissions}
        names = " or ".join(with_article(kinds.get(kind, kind)) for kind in submission.excludes)
        text = (
            f"{last.name} can send this or {names}, not both: ask when it chooses. "
            f"{submission.excludes_rule}"
        )
        yield Problem("one-submission", last.id, text.rstrip())


def _carried(route: Route) -> Iterator[Problem]:
    """Say where a body is said to have carried the motion on a day on which it does not meet."""
    for body in route.bodies:
        day = route.carried.get(body.id)
        if day and not meetings_between(body.meets, day, day, route.holidays(body)):
            text = (
                f"{body.name} does not meet on {long_day(day)}, when it is said to have carried it."
            )
            yield Problem("passed-off-day", body.id, text)


def _stated_meeting(route: Route) -> Iterator[Problem]:
    """Say where the first body does not meet on the day that is given for its meeting."""
    day, body = route.meeting, next(iter(route.remaining), None)
    if day and body and not meetings_between(body.meets, day, day, route.holidays(body)):
        text = f"{body.name} does not meet on {long_day(day)}, which is given as its meeting."
        yield Problem("meeting-off-day", body.id, text)


def _own_tiers(route: Route) -> Iterator[Problem]:
    """Say which bodies have a tier that the conference does not name: it may be a typing error."""
    tiers = route.conference.tiers
    for body in route.bodies:
        if body.tier not in tiers:
            text = (
                f"{route.conference.name} has no tier {body.tier!r}; {body.name} is taken as "
                f"standing below those it has ({', '.join(tiers)})."
            )
            yield Problem("own-tier", body.id, text)


def _cancelled(route: Route) -> Iterator[Problem]:
    """Say which days are cancelled on which the body would not have met anyway."""
    for body in route.remaining:
        days = body.meets.cancelled_without_meeting(route.holidays(body))
        coming = [day for day in days if day >= route.today]
        if coming:
            text = (
                f"{body.name} has no meeting on {', '.join(map(long_day, coming))}, which "
                f"{route.rules_from} lists as cancelled: is the date right?"
            )
            yield Problem("cancelled-off-day", body.id, text)


def _notes(route: Route) -> Iterator[Problem]:
    for body, rule in route.skipped:
        text = f"{body.name} is left out. {rule.rule} ({rule.source})"
        yield Problem("skipped-tier", body.id, text)
    if route.submission.note:
        yield Problem("note", route.bodies[-1].id, route.submission.note)
