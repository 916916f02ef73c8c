"""A Plan as the JSON that scripts rely on. Keys are only ever added."""

from __future__ import annotations

from datetime import date
from typing import Any

from motions.dates import iso
from motions.planning import Plan, Route
from motions.reasons import Problem, cautions, problems, reason
from motions.remedies import WayOut


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
        "steps": [
            {
                "do": step.do.value,
                "body": step.body.id,
                "aim": _iso(step.aim),
                "last_chance": _iso(step.last_chance),
                "slack_days": step.slack_days,
                "why": str(reason(plan, step)),
            }
            for step in plan.steps
        ],
        "problems": [_problem(one) for one in problems(plan)],
        "warnings": [_problem(one) for one in cautions(plan)],
        "remedies": [
            {
                "do": way.do.value,
                "body": way.body,
                "earliest": _iso(way.earliest),
                "latest": _iso(way.latest),
                "notice_by": _iso(way.notice_by),
                "why": way.why,
                "source": way.source,
            }
            for way in ways
        ],
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
