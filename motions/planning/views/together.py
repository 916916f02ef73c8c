"""Several motions of one branch in one plan: what is to be done on which day, and what clashes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from motions.base.dates import day_of, long_day
from motions.base.text import wrapped
from motions.planning.failures import Problem, with_article
from motions.planning.plan import Plan
from motions.planning.reasons import step_name
from motions.planning.route import exclude_each_other

Titled = tuple[str, Plan]
"""What people call the matter, and its plan."""


def render_together(plans: Sequence[Titled]) -> str:
    """Return the days of all *plans* in one order, the day that is recommended for each step.

    A plan that cannot be done has no days here; its own text says why.
    """
    days: dict[tuple[date, str], list[str]] = {}
    for title, plan in plans:
        for step in plan.steps if plan.feasible else ():
            when = plan.recommended(step) or step.aim
            if when is not None:
                what = step_name(step.action, step.body.name)
                days.setdefault((day_of(when), what), []).append(title)
    lines = ["All together, on the recommended days:"]
    for (day, what), titles in sorted(days.items()):
        lines += wrapped(f"{long_day(day)}: {what} ({'; '.join(titles)})", "- ")
    clashing = clashes(plans)
    if clashing:
        lines += ["", "Please note:"]
        lines += [line for one in clashing for line in wrapped(one.message, "- ")]
    return "\n".join(lines) + "\n"


def clashes(plans: Sequence[Titled]) -> list[Problem]:
    """Return which two of *plans* the last body cannot both send to one conference."""
    return list(_clashes(plans))


def _clashes(plans: Sequence[Titled]) -> Iterator[Problem]:
    for at, (title, plan) in enumerate(plans):
        for other_title, other in plans[at + 1 :]:
            one, two = plan.route, other.route
            if one.conference.id != two.conference.id or one.bodies[-1].id != two.bodies[-1].id:
                continue
            if exclude_each_other(one.conference, one.submission.kind, two.submission.kind):
                sender = one.bodies[-1]
                rule = one.submission.excludes_rule or two.submission.excludes_rule
                text = (
                    f"{sender.name} can send {_named(title, plan)} or "
                    f"{_named(other_title, other)}, not both: ask when it chooses. {rule}"
                )
                yield Problem("one-submission", sender.id, text.rstrip())


def _named(title: str, plan: Plan) -> str:
    """Return a kind with its article, and which motion of that kind is meant, if one was named."""
    kind = plan.route.submission.name
    return with_article(kind) if title == kind else f"{with_article(kind)} ({title})"
