"""An earlier plan from a file of ours: what ``motions plan --json`` printed, or its calendar."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from motions.base.errors import DataFileError, Fault
from motions.base.files import read_text
from motions.conferences.conference import Status
from motions.ical.plan_entries import plan_path, step_key
from motions.ical.vcalendar import uid
from motions.planning.changes import OldPlan, StepDates, StepId
from motions.planning.plan import Plan
from motions.planning.step import Action


def load_old_plan(path: Path, plan: Plan, subject: str) -> OldPlan:
    """Return the earlier plan in the file at *path*, which is to be compared with *plan*.

    *subject* is the motion's id, or the kind where none is named. Raises DataFileError for a file
    that is not one of our plans, and for a calendar of another motion.
    """
    text = read_text(path).strip()
    if text.startswith("{"):
        return _from_json(text, str(path), plan.route.conference.zone)
    if text.upper().startswith("BEGIN:VCALENDAR"):
        return _from_calendar(text, str(path), plan, subject)
    raise _refusal(str(path), "is neither what 'motions plan --json' prints nor a calendar file")


def _refusal(source: str, problem: str, where: str = "") -> DataFileError:
    return DataFileError(source, [Fault(where, problem)])


# --- JSON


def _from_json(text: str, source: str, zone: ZoneInfo) -> OldPlan:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _refusal(source, "is not whole JSON; was it cut off?") from error
    if not isinstance(data, dict) or not isinstance(data.get("steps"), list):
        raise _refusal(source, "is not a plan: it has no steps, as 'motions plan --json' prints")
    faults: list[Fault] = []
    steps: dict[StepId, StepDates] = {}
    for number, step in enumerate(data["steps"], start=1):
        try:
            key, dates = _step(step, zone)
        except (KeyError, TypeError, ValueError, OverflowError):
            faults.append(
                Fault(
                    f"steps {number}",
                    "lacks one of do, body, aim and last_chance",
                )
            )
        else:
            steps[key] = dates
    if faults:
        raise DataFileError(source, faults)
    return OldPlan(
        steps=steps,
        knows_aims=True,
        status=_status(data.get("deadline")),
        feasible=data["feasible"] if isinstance(data.get("feasible"), bool) else None,
        conference=_text(data, "conference"),
        subject=_text(data, "motion") or _text(data, "kind"),
    )


def _step(step: Mapping[str, Any], zone: ZoneInfo) -> tuple[StepId, StepDates]:
    key = Action(step["do"]), str(step["body"])
    return key, StepDates(_moment(step["aim"], zone), _moment(step["last_chance"], zone))


def _moment(text: str | None, zone: ZoneInfo) -> date | None:
    if text is None:
        return None
    if "T" not in text:
        return date.fromisoformat(text)
    return _in_zone(datetime.fromisoformat(text), zone)


def _status(deadline: Any) -> Status | None:
    stated = deadline.get("status") if isinstance(deadline, dict) else None
    return next((one for one in Status if one.value == stated), None)


def _text(data: Mapping[str, Any], key: str) -> str | None:
    return data[key] if isinstance(data.get(key), str) else None


# --- a calendar


def _from_calendar(text: str, source: str, plan: Plan, subject: str) -> OldPlan:
    try:
        events = Calendar.from_ical(text).walk("VEVENT")
    except (ValueError, KeyError, IndexError) as error:
        raise _refusal(source, "is a calendar file that cannot be read") from error
    route = plan.route
    bodies = route.bodies
    chains = [bodies[index:] for index in range(len(bodies))]
    chains += [(body, *bodies) for body, _rule in route.skipped]
    path = plan_path(route, subject)
    keys = {uid(step_key(path, do, chain)): (do, chain[0].id) for do in Action for chain in chains}
    steps: dict[StepId, StepDates] = {}
    status = None
    for event in events:
        key = keys.get(str(event.get("uid", "")))
        start = event.get("dtstart")
        if key is None or start is None or not isinstance(start.dt, date):
            continue
        when = start.dt
        try:
            day = _in_zone(when, route.conference.zone) if isinstance(when, datetime) else when
        except OverflowError as error:
            raise _refusal(source, f"has an event at {when}, which no calendar reaches") from error
        steps[key] = StepDates(None, day)
        if key[0] is Action.SUBMIT and str(event.get("status", "")) == "TENTATIVE":
            status = Status.PROJECTED
    if not steps:
        problem = f"has no dates of the plan for {subject}: 'motions plan --ics' writes those"
        raise _refusal(source, problem)
    return OldPlan(steps, knows_aims=False, status=status)


def _in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return *moment* as local time in *zone*; one without a zone is local already.

    Raises OverflowError for a moment at the ends of the calendar.
    """
    return moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment
