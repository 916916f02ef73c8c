"""Made-up bodies, a made-up conference and plans for them, to test the planner's answers with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from motions.bodies.body import Body
from motions.bodies.notice import read_notice
from motions.bodies.patterns import read_meetings
from motions.conferences.conference import Conference, Remedy, Status, Submission, Way
from motions.planning.plan import Plan, plan_route
from motions.planning.route import Route

CHECKED = date(2026, 11, 22)
ONE = "One submission each (Standing order 4)."


def remedy(do: Way, **changes: Any) -> Remedy:
    """Return a way that the rules leave open."""
    return Remedy(
        **{"do": do, "rule": f"Rule of {do.value}.", "source": "Standing orders"} | changes
    )


EVERY_WAY = (
    remedy(Way.SPECIAL_MEETING),
    remedy(Way.EXECUTIVE, tier="clp"),
    remedy(Way.SKIP_TIER, tier="branch"),
    remedy(Way.ADD_EVENT_LATER),
    remedy(Way.EMERGENCY_MOTION, kinds=("motion",), instead="emergency-motion"),
    remedy(Way.EMERGENCY_BUSINESS),
    remedy(Way.WITHDRAW, kinds=("rule-change",), instead="motion"),
)


def submission(kind: str, due: date, **changes: Any) -> Submission:
    """Return a confirmed deadline."""
    values: dict[str, Any] = {
        "kind": kind,
        "name": kind.replace("-", " ").capitalize(),
        "to": "the form",
        "due": due,
        "status": Status.CONFIRMED,
        "source": "Official timetable",
        "checked": CHECKED,
    }
    return Submission(**values | changes)


def conference(year: int = 2027, **changes: Any) -> Conference:
    """Return a conference of late September: motions by noon on the 9th, rule changes in June."""
    motion = {"excludes": ("rule-change",), "excludes_rule": ONE}
    values: dict[str, Any] = {
        "id": f"example-{year}",
        "name": f"Example Conference {year}",
        "start": date(year, 9, 26),
        "end": date(year, 9, 29),
        "timezone": "Europe/London",
        "nation": "england",
        "status": Status.CONFIRMED,
        "source": "Official timetable",
        "checked": CHECKED,
        "tiers": {"branch": "This branch", "clp": "This CLP", "conference": "Conference"},
        "submissions": (
            submission("motion", datetime(year, 9, 9, 12), **motion),
            submission("rule-change", datetime(year, 6, 11, 12)),
            submission("emergency-motion", datetime(year, 9, 24, 12)),
        ),
        "remedies": EVERY_WAY,
    }
    return Conference(**values | changes)


def body(name: str, meets: str, notice: str = "7 days", **changes: Any) -> Body:
    """Return a body that meets by that pattern; its tier is the first word of its id, or "clp"."""
    schedule = read_meetings(meets)
    values = {"id": name, "name": name.replace("-", " ").title(), "tier": "clp"}
    return Body(meets=schedule, notice=read_notice(notice), nation="england", **values | changes)


RIVERSIDE = body("riverside", "first Thursday at 19:30, except August", tier="branch")
ANYTOWN = body("anytown", "fourth Thursday at 19:30, except August and December", "14 days")


def plan(today: date, *bodies: Body, kind: str = "motion", **changes: Any) -> Plan:
    """Return the plan for *kind* from *today*; *changes* are fields of the route."""
    at = changes.pop("at", None) or conference()
    values: dict[str, Any] = {
        "conference": at,
        "submission": at.submission(kind),
        "bodies": bodies or (RIVERSIDE, ANYTOWN),
        "today": today,
        "holidays": lambda _body: lambda _day: False,
    }
    return plan_route(Route(**values | changes))


def with_cut_off(day: date, **changes: Any) -> Conference:
    """Return the conference with a cut-off for the subject of its motions."""
    base = conference()
    motion = submission("motion", base.submission("motion").due, subject_after=day, **changes)
    return conference(submissions=(motion, *base.submissions[1:]))
