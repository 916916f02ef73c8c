"""Why a plan fails, in words; nothing for one that can be done."""

from __future__ import annotations

from dataclasses import dataclass

from motions.base.dates import day_of, days_phrase, long_day
from motions.bodies.body import Body
from motions.planning.plan import DEADLINE_PASSED, NO_MEETING, Plan
from motions.planning.reasons import marked
from motions.planning.route import ALREADY_SENT, Route
from motions.planning.step import Action


@dataclass(frozen=True)
class Problem:
    """Why a plan fails, or what to note although it does not; *body* is an id, or empty."""

    code: str
    body: str
    message: str


def problems(plan: Plan) -> list[Problem]:
    """Return why *plan* fails; nothing for a feasible one."""
    if plan.fails_at is None:
        return []
    route = plan.route
    last = route.bodies[-1].id
    found = [Problem(code, last, _forbidden(route, code)) for code in route.obstacles]
    if plan.fails_at.code not in route.obstacles:
        body = plan.fails_at.body
        text = f"{_failure(plan, body)} {end_of_list(route, body)}".rstrip()
        found.append(Problem(plan.fails_at.code, body.id, text))
    return found


def end_of_list(route: Route, body: Body) -> str:
    """Say where the list of *body*'s dates ends, if it ends before the deadline."""
    last = body.meets.ends
    if last is None or last >= day_of(route.deadline):
        return ""
    return (
        f"The meetings of {body.name} are given up to {long_day(last)} only: add later ones to "
        f"{route.rules_from}."
    )


def with_article(name: str) -> str:
    """Return the name of a kind with its article: "an emergency motion"."""
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name[:1].lower()}{name[1:]}"


def _forbidden(route: Route, code: str) -> str:
    """Say what an obstacle is; the codes are those of :attr:`Route.obstacles`."""
    submission = route.submission
    this = with_article(submission.name)
    if code == ALREADY_SENT:
        other = route.conference.submission(route.sent)
        sender = route.bodies[-1].name
        text = (
            f"{sender} has already sent {with_article(other.name)} and cannot send {this} as well."
        )
        return f"{text} {submission.excludes_rule or other.excludes_rule}".rstrip()
    cut_off = long_day(day_of(submission.subject_after or route.today))
    event = long_day(route.event or route.today)
    later = f"{_capital(this)} must rest on a later event ({submission.source})."
    return f"The event of {event} is not after the cut-off for the subject, {cut_off}. {later}"


def _failure(plan: Plan, body: Body) -> str:
    route, code = plan.route, plan.fails_at.code if plan.fails_at else ""
    deadline = f"the deadline, {marked(route.submission.when, route.submission.status)}"
    if code == DEADLINE_PASSED:
        ago = days_phrase((route.today - day_of(route.deadline)).days)
        return f"{_capital(deadline)}, passed {ago} ago."
    if code == NO_MEETING:
        return f"{body.name} has no meeting that could carry the motion in time for {deadline}."
    start, since = max(route.starts())
    step = next((s for s in plan.steps if s.body is body and s.last_chance is not None), None)
    if step is None or step.action is Action.SUBMIT:
        return f"Starting from {long_day(start)} ({since}), nothing can be sent by {deadline}."
    chance = day_of(step.last_chance or start)
    verb = "needs" if chance >= route.today else "needed"
    text = f"{body.name} {verb} the motion by {long_day(chance)}"
    if step.last_for is not None:
        text += f", for its meeting on {long_day(step.last_for.day)}"
    counted = f"Starting from {long_day(start)} ({since})"
    if step.aim_for is not None:
        meeting = step.aim_for.day
        late = days_phrase((meeting - (step.last_for or step.aim_for).day).days)
        first = f"the first meeting that can take it is on {long_day(meeting)}"
        return f"{text}. {counted}, {first}: {late} too late."
    return f"{text}. {counted}, no meeting before the deadline can take it."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
