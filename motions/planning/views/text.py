"""A Plan as text for a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from motions.base.dates import (
    MONTHS,
    WEEKDAYS,
    day_of,
    days_phrase,
    long_day,
)
from motions.base.text import WIDTH, wrapped
from motions.conferences.conference import Status, Way
from motions.planning.cautions import cautions
from motions.planning.changes import Change
from motions.planning.plan import Plan
from motions.planning.reasons import marked, step_name
from motions.planning.step import Action, Step
from motions.planning.views.verdict import verdict
from motions.planning.ways_out import WayOut


def render_plan(
    plan: Plan, ways: list[WayOut], *, title: str, explain: bool = False, picture: str = ""
) -> str:
    """Return the plan as text: the verdict, a row for each step, the options, what to note.

    *explain* adds the reason of each date: rule, arithmetic, source. *picture* is a timeline that
    goes under the table.
    """
    lines = [*_head(plan, title), ""]
    lines += [line for text in verdict(plan) for line in wrapped(text)]
    lines += ["", *_table(plan)]
    if picture:
        lines += ["", picture.rstrip("\n")]
    if not plan.feasible:
        lines += ["", *_ways(plan, ways)]
    lines += _with_cut_off(plan)
    noted = cautions(plan)
    if noted:
        lines += ["", "Please note:"]
        lines += [line for one in noted for line in wrapped(one.message, "- ")]
    if plan.route.conference.milestones:
        lines += ["", "Other dates of the conference:"]
        lines += [line for text in _milestones(plan) for line in wrapped(text, "- ")]
    if explain:
        lines += ["", "Why:"]
        lines += [line for step in plan.steps for line in _why(step)]
    return "\n".join(lines) + "\n"


def render_changes(changes: list[Change], *, since: str) -> str:
    """Return what changed as text; *since* names the earlier plan."""
    if not changes:
        return f"Nothing has changed since {since}.\n"
    lines = [line for one in changes for line in wrapped(f"{one.message}.", "- ")]
    return "\n".join([f"Changed since {since}:", *lines]) + "\n"


def _head(plan: Plan, title: str) -> Iterator[str]:
    route = plan.route
    yield from wrapped(title)
    yield from wrapped(f"for {route.conference.name}")
    names = " → ".join([*(body.name for body in route.bodies), "conference"])
    yield from wrapped(f"Route:    {names}", indent=10)
    due = marked(route.submission.when, route.submission.status)
    yield from wrapped(f"Deadline: {due}", indent=10)
    yield f"Today:    {long_day(route.today)}"


def _with_cut_off(plan: Plan) -> list[str]:
    """Return the plan as it is with a cut-off that is likely but not announced, if there is one."""
    other, day = plan.with_cut_off, plan.route.submission.likely_cut_off
    if other is None or day is None:
        return []
    head = wrapped(f"With a cut-off as late as {long_day(day)}:")
    told = [line for text in verdict(other) for line in wrapped(text)]
    return ["", *head, *told, "", *_table(other)]


def _milestones(plan: Plan) -> Iterator[str]:
    for one in sorted(plan.route.conference.milestones, key=lambda one: one.at):
        yield f"{one.name}: {marked(one.when, one.status)}"


# --- the table


def _table(plan: Plan) -> Iterator[str]:
    base = day_of(plan.route.deadline).year
    status = plan.route.submission.status
    sure = "" if status is Status.CONFIRMED else status.value
    dates = [when for step in plan.steps for when in (step.aim, step.last_chance) if when]
    years = {day_of(when).year for when in dates} | {base, plan.route.today.year}
    in_year = f"in {base}" if len(years) > 1 else ""
    last_head = ", ".join(filter(None, [in_year, sure]))
    names = [_task(plan, step) for step in plan.steps]
    if not plan.dates_fit:
        head = [("Needed by", last_head), ("Earliest now", in_year), ("Too late", "")]
        rows = [_failed_row(step, base) for step in plan.steps]
        yield from _columns(head, rows, names)
        return
    if not plan.feasible:
        yield "Without that, these dates would hold:"
    head = [("Aim", in_year), ("Last chance", last_head), ("Left", "days"), ("Slack", "days")]
    rows = [_row(plan, step, base) for step in plan.steps]
    yield from _columns(head, rows, names)


def _task(plan: Plan, step: Step) -> str:
    """Return what to do, and whether a day for it is one that people keep free."""
    is_free = plan.route.free_days(step.body)
    days = {"aim": step.aim, "last chance": step.last_chance}
    free = {which: is_free(day_of(when)) for which, when in days.items() if when}
    if step.aim == step.last_chance:
        free.pop("aim", None)
    kept = [f"{which}: {one.name}" for which, one in free.items() if one]
    name = step_name(step.action, step.body.name)
    return f"{name} ({'; '.join(kept)})" if kept else name


def _row(plan: Plan, step: Step, base: int) -> list[str]:
    until = step.aim or step.last_chance
    left = str((day_of(until) - plan.route.today).days) if until else "–"
    slack = "–" if step.slack_days is None else str(step.slack_days)
    return [_cell(step.aim, base), _cell(step.last_chance, base), f"{left:>4}", f"{slack:>5}"]


def _failed_row(step: Step, base: int) -> list[str]:
    late = -(step.slack_days or 0)
    earliest = _cell(step.aim, base) if step.aim else "none in time"
    return [_cell(step.last_chance, base), earliest, days_phrase(late) if late > 0 else ""]


def _columns(
    head: Sequence[tuple[str, str]], rows: list[list[str]], tasks: list[str]
) -> Iterator[str]:
    widths = [
        max(*(len(line) for line in heads), *(len(row[index]) for row in rows))
        for index, heads in enumerate(head)
    ]

    def line(cells: Sequence[str], task: str) -> Iterator[str]:
        row = "".join(f"{cell:{width}}  " for cell, width in zip(cells, widths, strict=True))
        parts = textwrap.wrap(task, max(WIDTH - len(row), 18)) or [""]
        yield (row + parts[0]).rstrip()
        yield from (" " * len(row) + part for part in parts[1:])

    yield from line([top for top, _bottom in head], "What to do")
    if any(bottom for _top, bottom in head):
        yield from line([bottom for _top, bottom in head], "")
    for cells, task in zip(rows, tasks, strict=True):
        yield from line(cells, task)


def _cell(when: date | None, base: int) -> str:
    """Return a day, and the hour if there is one, as a cell: "Thu  6 May 19:30".

    The year is shown where it is not the *base* year.
    """
    if when is None:
        return "–"
    day = f"{WEEKDAYS[when.weekday()][:3]} {when.day:2} {MONTHS[when.month - 1][:3]}"
    day += f" {when.year}" if when.year != base else ""
    return f"{day} {when:%H:%M}" if isinstance(when, datetime) else day


# --- what can still be done


_NAMES: dict[Way, Callable[[str], str]] = {
    Way.SPECIAL_MEETING: "special meeting of {}".format,
    Way.EXECUTIVE: "decision by the executive of {}".format,
    Way.EMERGENCY_BUSINESS: "urgent business, without notice, at a meeting of {}".format,
    Way.SKIP_TIER: "leave out {}".format,
    Way.ADD_EVENT_LATER: "carry the substance now, and add the event at {}".format,
    Way.EMERGENCY_MOTION: "emergency motion from {}".format,
    Way.WITHDRAW: "{} withdraws what it has sent".format,
    Way.NEXT_CONFERENCE: "the next conference, from {}".format,
}


def _ways(plan: Plan, ways: list[WayOut]) -> Iterator[str]:
    if not ways:
        yield "No other option is on record."
        return
    status = plan.route.submission.status
    sure = "" if status is Status.CONFIRMED else f", counted from a {status.value} deadline"
    yield f"What you can still do{sure}:"
    for way in ways:
        first, *others = way_in_words(way)
        yield from wrapped(first, "- ")
        for other in others:
            yield from wrapped(other, "  and ", indent=6)
        yield from wrapped(f"{way.why} Source: {way.source}.", "  ")


def way_in_words(way: WayOut) -> list[str]:
    """Return what *way* takes, each thing with its days; those on the same days in one sentence."""
    acts: dict[str, list[str]] = {}
    for one in (way, *way.needs):
        acts.setdefault(_span(one), []).append(_NAMES[one.do](one.body.name))
    texts = [f"{' and '.join(names)}: {span}." for span, names in acts.items()]
    return [texts[0][:1].upper() + texts[0][1:], *texts[1:]]


def _span(way: WayOut) -> str:
    days = ""
    if way.earliest and way.latest and way.earliest != way.latest:
        days = f"from {long_day(way.earliest)} to {long_day(way.latest)}"
    elif way.latest:
        days = f"{'on' if way.earliest else 'by'} {long_day(way.latest)}"
    notice = f"notice by {long_day(way.notice_by)}" if way.notice_by else ""
    return "; ".join(filter(None, [days, notice]))


# --- why


def _why(step: Step) -> Iterator[str]:
    grounds = step.reason
    yield from wrapped(step_name(step.action, step.body.name), "- ")
    once = grounds.aim == grounds.last_chance
    last = marked(grounds.last_chance, grounds.status) if grounds.last_chance else ""
    lines = [
        ("Rule", " ".join(filter(None, (grounds.rule, grounds.first, grounds.last)))),
        ("Aim", "" if once else grounds.aim),
        ("Only chance" if once else "Last chance", last),
        *(("Dropped", text) for text in grounds.dropped),
        ("Status", grounds.status.value if step.action is Action.SUBMIT else ""),
        ("Source", grounds.source),
    ]
    for name, text in lines:
        if text:
            yield from wrapped(text, f"  {name:12} ", indent=15)
