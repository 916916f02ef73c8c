"""What has changed between an earlier plan and this one: what moved, and by how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from motions.base.dates import day_of, days_phrase, short_day
from motions.conferences.conference import Status
from motions.planning.plan import Plan
from motions.planning.reasons import step_name
from motions.planning.step import Action


@dataclass(frozen=True)
class StepDates:
    """When a step was due. Moments are local to the conference, without a time zone."""

    aim: date | None
    last_chance: date | None


StepId = tuple[Action, str]
"""What makes a step the same step in two plans: what to do, and the id of the body."""


@dataclass(frozen=True)
class OldPlan:
    """What is known of an earlier plan. A calendar knows no aims and does not say what it is for.

    *subject* is its motion's id or its kind; None stands for what is not known.
    """

    steps: dict[StepId, StepDates]
    knows_aims: bool
    status: Status | None = None
    feasible: bool | None = None
    conference: str | None = None
    subject: str | None = None


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise than before. *change* is what kind of change it is.

    A step that "moved" has *action*, *body*, *which* date moved ("aim" or "last_chance") and by how
    many *days*: fewer than 0 is earlier. *old* and *new* are what stood and stands there.
    """

    change: str
    message: str
    action: Action | None = None
    body: str | None = None
    which: str | None = None
    old: date | str | None = None
    new: date | str | None = None
    days: int | None = None


def plan_changes(old: OldPlan, plan: Plan, subject: str) -> list[Change]:
    """Return what is otherwise in *plan*, for the motion or kind *subject*, than in *old*."""
    found = [*_matters(old, plan, subject)]
    current = {(step.action, step.body.id): step for step in plan.steps}
    for key, step in current.items():
        name = step_name(step.action, step.body.name)
        dates = StepDates(_local(step.aim), _local(step.last_chance))
        if key in old.steps:
            found += _moves(key, name, old, dates)
        elif dates.last_chance is not None:
            message = f"{name}: new, {_shown(dates.last_chance, hour=True)}"
            found.append(Change("new", message, *key, "last_chance", None, dates.last_chance))
    for key, dates in old.steps.items():
        if key not in current:
            found.append(_gone(plan, key, dates))
    return found


def _matters(old: OldPlan, plan: Plan, subject: str) -> Iterator[Change]:
    """Yield what is otherwise in the plan as a whole."""
    route = plan.route
    for what, before, now in (
        ("subject", old.subject, subject),
        ("conference", old.conference, route.conference.id),
    ):
        if before is not None and before != now:
            message = f"The earlier plan is for {before}, this one for {now}"
            yield Change(what, message, old=before, new=now)
    status = route.submission.status
    if old.status is not None and old.status is not status:
        message = f"The deadline is {status.value} now; it was {old.status.value}"
        yield Change("status", message, old=old.status.value, new=status.value)
    if old.feasible is not None and old.feasible is not plan.feasible:
        message = "It can be done now; it could not before"
        if not plan.feasible:
            message = "It cannot be done any more by the route planned before"
        yield Change("feasible", message)


def _moves(key: StepId, name: str, old: OldPlan, now: StepDates) -> Iterator[Change]:
    before = old.steps[key]
    if key[0] is not Action.SUBMIT and old.knows_aims:
        yield from _move(key, f"{name}, aim", "aim", (before.aim, now.aim))
    yield from _move(key, name, "last_chance", (before.last_chance, now.last_chance))


def _move(
    key: StepId, name: str, which: str, dates: tuple[date | None, date | None]
) -> Iterator[Change]:
    old, new = dates
    if old == new and isinstance(old, datetime) == isinstance(new, datetime):
        return
    if old is None or new is None:
        message = f"{name}: {_shown(old, hour=True)} → {_shown(new, hour=True)}"
        yield Change("moved", message, *key, which, old, new)
        return
    days = (day_of(new) - day_of(old)).days
    if days:
        year = old.year != new.year
        far = f"{days_phrase(abs(days))} {'later' if days > 0 else 'earlier'}"
        message = f"{name}: {_shown(old, year=year)} → {_shown(new, year=year)}, {far}"
    else:
        message = f"{name}: {_shown(old, hour=True)} → {_hour(new)}, the same day"
    yield Change("moved", message, *key, which, old, new, days)


def _gone(plan: Plan, key: StepId, dates: StepDates) -> Change:
    route, (action, body) = plan.route, key
    names = {one.id: one.name for one in (*route.bodies, *(one for one, _rule in route.skipped))}
    cause = ""
    if body in [one.id for one, _rule in route.skipped]:
        cause = ", it is left out"
    elif body in names and body not in [one.id for one in route.remaining]:
        cause = ", it was carried there"
    message = f"{step_name(action, names.get(body, body))}: gone{cause}"
    return Change("gone", message, action, body, "last_chance", dates.last_chance)


def _local(when: date | None) -> date | None:
    return when.replace(tzinfo=None) if isinstance(when, datetime) else when


def _shown(when: date | None, *, year: bool = False, hour: bool = False) -> str:
    if when is None:
        return "none"
    text = f"{short_day(when)} {when.year}" if year else short_day(when)
    return f"{text}, {_hour(when)}" if hour and isinstance(when, datetime) else text


def _hour(when: date) -> str:
    return f"{when:%H:%M}" if isinstance(when, datetime) else "no hour"
