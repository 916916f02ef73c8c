"""Whether a plan can be done, in a few sentences: what comes next and what is best, or why not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from motions.base.dates import day_of, days_phrase, long_day, long_moment, short_day
from motions.conferences.conference import Status
from motions.planning.failures import problems
from motions.planning.plan import Plan
from motions.planning.step import Action, Step


def verdict(plan: Plan) -> list[str]:
    """Return in a few sentences whether *plan* can be done: what comes next, or why it fails."""
    if not plan.feasible:
        how = "as things stand" if plan.dates_fit else "by the ordinary route"
        return [f"It cannot be done {how}.", *(one.message for one in problems(plan))]
    first, route = plan.steps[0], plan.route
    day = plan.recommended(first) if first.action is not Action.SUBMIT else route.deadline
    if first.aim is None or day is None:
        return []
    days = (day_of(day) - route.today).days
    when = "today" if days == 0 else f"in {days_phrase(days)}"
    if first.action is Action.SUBMIT:
        what, spare = f"{first.body.name} submits it by", f"to {route.submission.to}"
    else:
        what, spare = f"send it to {first.body.name}'s secretary by", _spare(first, day)
    return [
        f"{_can_be_done(plan)}. Next: {what} {long_moment(day)}, {when}; {spare}.",
        *_recommendation(plan),
        *_only_chance_kept_free(plan),
    ]


def _spare(step: Step, day: date) -> str:
    if step.last_chance is None or day_of(step.last_chance) == day_of(day):
        return "there is no later chance"
    return f"the last chance is {long_moment(step.last_chance)}"


def _can_be_done(plan: Plan) -> str:
    """Return the first words of a verdict, with all that they depend on."""
    text, submission = "It can be done", plan.route.submission
    if submission.status is Status.PROJECTED:
        text += ", if the projected deadline holds"
    if plan.with_cut_off is not None and submission.likely_cut_off is not None:
        joint = " and" if submission.status is Status.PROJECTED else ", if"
        text += f"{joint} no cut-off for the subject is announced"
        day = long_day(submission.likely_cut_off)
        text += (
            f" (with one as late as {day}, it can be done too, but only for an event after it, "
            f"from that day on)"
            if plan.with_cut_off.feasible
            else f" (with one as late as {day}, it cannot be done by the ordinary route)"
        )
    return text


def _recommendation(plan: Plan) -> Iterator[str]:
    """Yield which meetings to choose, and how many of them are left."""
    parts, counts = [], []
    for step in plan.steps:
        advice = plan.advice.get(step.body.id)
        if step.action is not Action.MEETING or advice is None:
            continue
        parts.append(f"{step.body.name} on {long_day(advice.meeting.day)}")
        counts.append(_counted(step.body.name, [one.day for one in advice.chances]))
    if parts:
        submits = plan.recommended(plan.steps[-1])
        sent = f"; send it on {long_day(day_of(submits))}" if submits else ""
        yield f"Recommended: {', '.join(parts)}{sent}."
        yield " ".join(counts)


def _only_chance_kept_free(plan: Plan) -> Iterator[str]:
    """Yield where all hangs on a meeting on a day that people keep free."""
    for step in plan.steps:
        only = step.last_for is not None and step.last_for == step.aim_for
        if step.action is Action.MEETING and step.last_for is not None and only:
            free = plan.route.free_days(step.body)(step.last_for.day)
            if free is not None:
                yield (
                    f"It depends on {step.body.name} meeting on {long_day(step.last_for.day)}, "
                    f"which is {free.name}: ask first."
                )


def _counted(body: str, days: list[date]) -> str:
    if len(days) == 1:
        return f"{body} has one meeting left that is in time."
    before, last = (f"{short_day(day)} {day.year}" for day in days[-2:])
    return (
        f"{body} has {len(days)} meetings left that are in time; the second to last is on "
        f"{before}, the last on {last}."
    )
