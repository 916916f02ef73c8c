"""A Plan as the JSON that scripts rely on. Keys are only ever added."""

from __future__ import annotations

from datetime import date
from typing import Any

from motions.base.dates import iso
from motions.planning.cautions import cautions
from motions.planning.changes import Change
from motions.planning.detours import WayOut
from motions.planning.plan import Plan, Step
from motions.planning.reasons import Problem, problems, reason
from motions.planning.route import Route


def changes_to_json(changes: list[Change]) -> list[dict[str, Any]]:
    """Return what changed since an earlier plan. Days and moments are local to the conference."""

    def shown(value: date | str | None) -> str | None:
        return _iso(value) if isinstance(value, date) else value

    return [
        {
            "change": one.change,
            "do": one.do.value if one.do else None,
            "body": one.body,
            "which": one.which,
            "old": shown(one.old),
            "new": shown(one.new),
            "days": one.days,
            "message": one.message,
        }
        for one in changes
    ]


def plan_to_json(plan: Plan, ways: list[WayOut], *, motion: str | None) -> dict[str, Any]:
    """Return the plan as plain JSON types. Days are ISO 8601; moments carry their offset from UTC.

    A deadline whose hour is not known is a bare day.
    """
    route = plan.route
    return {
        "motion": motion,
        "kind": route.submission.kind,
        "conference": route.conference.id,
        "today": iso(route.today),
        "feasible": plan.feasible,
        "deadline": _deadline(route),
        "passed": {body: iso(day) for body, day in route.passed.items()},
        "skipped": [body.id for body, _rule in route.skipped],
        "sent": route.sent or None,
        "event": _iso(route.event),
        "steps": [_step(plan, step) for step in plan.steps],
        "problems": [_problem(one) for one in problems(plan)],
        "warnings": [_problem(one) for one in cautions(plan)],
        "remedies": [_way(way) for way in ways],
    }


def _step(plan: Plan, step: Step) -> dict[str, Any]:
    """Return *step*; its status is that of the last chance, which comes from the deadline."""
    grounds = reason(plan, step)
    return {
        "do": step.do.value,
        "body": step.body.id,
        "aim": _iso(step.aim),
        "last_chance": _iso(step.last_chance),
        "slack_days": step.slack_days,
        "why": str(grounds),
        "source": grounds.source,
        "status": grounds.status.value,
    }


def _way(way: WayOut) -> dict[str, Any]:
    return {
        "do": way.do.value,
        "body": way.body.id,
        "earliest": _iso(way.earliest),
        "latest": _iso(way.latest),
        "notice_by": _iso(way.notice_by),
        "why": way.why,
        "source": way.source,
        "with": [_way(other) for other in way.needs],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {"code": problem.code, "body": problem.body or None, "message": problem.message}


def _deadline(route: Route) -> dict[str, Any]:
    submission = route.submission
    return {
        "at": iso(route.deadline),
        "status": submission.status.value,
        "source": submission.source,
    }


def _iso(when: date | None) -> str | None:
    return iso(when) if when is not None else None
