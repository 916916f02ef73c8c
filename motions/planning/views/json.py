"""A Plan as the JSON that scripts rely on. Keys are only ever added."""

from __future__ import annotations

from datetime import date
from typing import Any

from motions.base.dates import iso
from motions.planning.cautions import cautions
from motions.planning.changes import Change
from motions.planning.failures import Problem, problems
from motions.planning.plan import Plan
from motions.planning.route import Route
from motions.planning.step import Action, Step
from motions.planning.ways_out import WayOut


def changes_to_json(changes: list[Change]) -> list[dict[str, Any]]:
    """Return what changed since an earlier plan. Days and moments are local to the conference."""

    def shown(value: date | str | None) -> str | None:
        return _iso(value) if isinstance(value, date) else value

    return [
        {
            "change": one.change,
            "do": one.action.value if one.action else None,
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

    A deadline whose hour is not known is at noon, and "hour_known" is false.
    """
    route = plan.route
    return {
        "motion": motion,
        "kind": route.submission.kind,
        "conference": route.conference.id,
        "today": iso(route.today),
        "feasible": plan.feasible,
        "deadline": _deadline(route),
        "passed": {body: iso(day) for body, day in route.carried.items()},
        "skipped": [body.id for body, _rule in route.skipped],
        "sent": route.sent or None,
        "event": _iso(route.event),
        "steps": [_step(plan, step) for step in plan.steps],
        "problems": [_problem(one) for one in problems(plan)],
        "warnings": [_problem(one) for one in cautions(plan)],
        "remedies": [_way(way) for way in ways],
        "with_cut_off": _with_cut_off(plan),
        "milestones": [
            {"id": one.id, "name": one.name, "at": iso(route.conference.localise(one.at)),
             "hour_known": one.hour_known, "status": one.status.value, "source": one.source}
            for one in route.conference.milestones
        ],
    }  # fmt: skip


def _with_cut_off(plan: Plan) -> dict[str, Any] | None:
    """Return how the plan fares with a cut-off that is likely but not announced, if one is."""
    other, submission = plan.with_cut_off, plan.route.submission
    if other is None:
        return None
    return {
        "cut_off": _iso(submission.likely_cut_off),
        "source": submission.likely_cut_off_source,
        "feasible": other.feasible,
        "steps": [_step(other, step) for step in other.steps],
    }


def _step(plan: Plan, step: Step) -> dict[str, Any]:
    """Return *step*; its status is that of the last chance, which comes from the deadline."""
    grounds = step.reason
    return {
        "do": step.action.value,
        "body": step.body.id,
        "aim": _iso(step.aim),
        "last_chance": _iso(step.last_chance),
        "slack_days": step.slack_days,
        "recommended": _iso(plan.recommended(step)),
        "chances": _chances(plan, step),
        "why": str(grounds),
        "source": grounds.source,
        "status": grounds.status.value,
    }


def _chances(plan: Plan, step: Step) -> int | None:
    """Return how many meetings of the body would do; None where the dates do not fit."""
    advice = plan.advice.get(step.body.id)
    return len(advice.chances) if advice and step.action is not Action.SUBMIT else None


def _way(way: WayOut) -> dict[str, Any]:
    return {
        "do": way.do.value,
        "body": way.body.id,
        "earliest": _iso(way.earliest),
        "latest": _iso(way.latest),
        "notice_by": _iso(way.notice_by),
        "why": way.why,
        "source": way.source,
        "begin_by": _iso(way.begin_by),
        "with": [_way(other) for other in way.needs],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {"code": problem.code, "body": problem.body or None, "message": problem.message}


def _deadline(route: Route) -> dict[str, Any]:
    submission = route.submission
    return {
        "at": iso(route.deadline),
        "hour_known": submission.hour_known,
        "status": submission.status.value,
        "source": submission.source,
    }


def _iso(when: date | None) -> str | None:
    return iso(when) if when is not None else None
