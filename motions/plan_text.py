"""A Plan as a table for a terminal of 80 columns, plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date, datetime

from motions.dates import MONTHS, WEEKDAYS, day_of, days_phrase, long_day, long_moment
from motions.model import Status
from motions.planning import Do, Plan, Step
from motions.reasons import cautions, problems, reason
from motions.remedies import WayOut

WIDTH = 80


def render_plan(plan: Plan, ways: list[WayOut], *, title: str, explain: bool = False) -> str:
    """Return the plan as text: the verdict, a row for each step, what to mind, what is left.

    *explain* adds the reason of each date: rule, arithmetic, source.
    """
    lines = [*_head(plan, title), "", *_table(plan), ""]
    lines += [line for one in problems(plan) for line in _wrapped(one.message, "Too late: ")]
    if plan.feasible:
        lines += _wrapped(_verdict(plan))
    if ways:
        lines += ["", "What is left:"]
        lines += [line for way in ways for line in _way(way)]
    minded = cautions(plan)
    if minded:
        lines += ["", "Mind:"]
        lines += [line for one in minded for line in _wrapped(one.message, "- ")]
    if explain:
        lines += ["", "Why:"]
        lines += [line for step in plan.steps for line in _why(plan, step)]
    return "\n".join(lines) + "\n"


def short_moment(when: date | None, *, year: bool) -> str:
    """Return the day, and the hour if there is one, as a column of a table: "Thu  6 May 19:30"."""
    if when is None:
        return "–"
    day = f"{WEEKDAYS[when.weekday()][:3]} {when.day:2} {MONTHS[when.month - 1][:3]}"
    day += f" {when.year}" if year else ""
    return f"{day} {when:%H:%M}" if isinstance(when, datetime) else day


def task(step: Step) -> str:
    """Return what *step* asks for, in a few words."""
    if step.do is Do.NOTICE:
        return f"Send it to {step.body.name}'s secretary"
    if step.do is Do.MEETING:
        return f"Meeting of {step.body.name}"
    return f"{step.body.name} submits it"


def _head(plan: Plan, title: str) -> Iterator[str]:
    route = plan.route
    yield from _wrapped(f"{title}, for {route.conference.name}")
    names = " → ".join([*(body.name for body in route.bodies), "conference"])
    yield from _wrapped(f"Route: {names}")
    status = route.submission.status
    sure = "" if status is Status.CONFIRMED else f" ({status.value})"
    yield from _wrapped(f"Deadline: {long_moment(route.submission.due)}{sure}")
    yield f"Today: {long_day(route.today)}"


def _table(plan: Plan) -> Iterator[str]:
    dates = [when for step in plan.steps for when in (step.aim, step.last_chance) if when]
    years = {day_of(when).year for when in dates} | {plan.route.today.year}
    year = len(years) > 1
    width = 21 if year else 16
    yield f"{'Aim':{width}}  {'Last chance':{width}}  Left  Slack  What to do"
    for step in plan.steps:
        aim, last = (short_moment(when, year=year) for when in (step.aim, step.last_chance))
        until = step.aim or step.last_chance
        left = str((day_of(until) - plan.route.today).days) if until else "–"
        slack = "–" if step.slack_days is None else str(step.slack_days)
        row = f"{aim:{width}}  {last:{width}}  {left:>4}  {slack:>5}  "
        task_lines = textwrap.wrap(task(step), max(WIDTH - len(row), 18)) or [""]
        yield (row + task_lines[0]).rstrip()
        yield from (" " * len(row) + line for line in task_lines[1:])


def _verdict(plan: Plan) -> str:
    first = plan.steps[0]
    if first.aim is None:
        return "Nothing is left to do."
    days = (day_of(first.aim) - plan.route.today).days
    when = "today" if days == 0 else f"in {days_phrase(days)}"
    what = f"{task(first)[:1].lower()}{task(first)[1:]}"
    text = f"It can be done. Next: {what} by {long_moment(first.aim)}"
    slack = first.slack_days or 0
    spare = f"; {days_phrase(slack)} to spare" if slack else "; there is no later chance"
    return f"{text}, {when}{spare}."


def _way(way: WayOut) -> Iterator[str]:
    span = [
        f"{label} {long_day(day)}"
        for label, day in (("from", way.earliest), ("to", way.latest), ("notice by", way.notice_by))
        if day is not None
    ]
    yield from _wrapped(f"{way.do.value} ({way.body}): {', '.join(span)}. {way.why}", "- ")


def _why(plan: Plan, step: Step) -> Iterator[str]:
    grounds = reason(plan, step)
    yield from _wrapped(f"{task(step)}. {grounds} Source: {grounds.source}.", "- ")


def _wrapped(text: str, lead: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * (2 if lead else 0),
        break_long_words=False,
        break_on_hyphens=False,
    )
