"""A body that acts on another day than usual: a special meeting, or its executive.

Each such way is a route of its own, in which the body can meet on any day, and the planner finds
its first and its last day. So all rules of notice, handover and suspension hold for it as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import combinations

from motions.base.dates import day_of
from motions.bodies.body import Body
from motions.bodies.meetings import Hours, Schedule
from motions.bodies.notice import Notice
from motions.bodies.weekdays import EVERY, NthWeekday, Pattern, PatternSource
from motions.conferences.conference import Remedy, Way
from motions.planning.plan import Do, Step, plan_route
from motions.planning.route import Route

_ANY_DAY = Schedule(
    source=PatternSource(
        Pattern(tuple(NthWeekday(EVERY, day) for day in range(7)), Hours(time.min))
    )
)
"""A meeting that can be called for any day. Its hour is not known, so nothing relies on it."""


@dataclass(frozen=True)
class WayOut:
    """One way that is left. *earliest* and *latest* bound the day on which *body* acts.

    *notice_by* is the last day on which the motion can reach the secretary for it; None where the
    way needs no notice that is known. *needs* are the other things that this way takes as well.
    """

    do: Way
    body: Body
    earliest: date | None
    latest: date | None
    notice_by: date | None
    why: str
    source: str
    needs: tuple[WayOut, ...] = ()


def allowed(route: Route, way: Way) -> list[Remedy]:
    """Return the conference's rules that open *way* to what is sent on *route*."""
    kind = route.submission.kind
    return [one for one in route.conference.remedies if one.do is way and covers(one, kind)]


def covers(remedy: Remedy, kind: str) -> bool:
    """Tell whether *remedy* is for that *kind* of submission."""
    return not remedy.kinds or kind in remedy.kinds


def suits(remedy: Remedy, body: Body) -> bool:
    """Tell whether *remedy* is for the tier of *body*."""
    return remedy.tier in {"", body.tier}


def detours(route: Route) -> Iterator[WayOut]:
    """Yield special meetings, then decisions of executives; both at once where neither will do."""
    special, executive = (
        _bodies_that_may(route, way) for way in (Way.SPECIAL_MEETING, Way.EXECUTIVE)
    )
    found = [*_fewest(route, special), *_fewest(route, executive)]
    yield from found or _fewest(route, [*special, *executive])


def reroute(route: Route, acts: Mapping[str, Way]) -> Route:
    """Return *route* with each body whose id is in *acts* free to act on any day."""

    def free(body: Body) -> Body:
        if body.id not in acts:
            return body
        notice = Notice(0) if acts[body.id] is Way.EXECUTIVE else body.notice
        return replace(body, meets=_ANY_DAY, notice=notice)

    return replace(route, bodies=tuple(free(body) for body in route.bodies))


_Act = tuple[Body, Remedy]
"""What one body does on another day than usual, and the rule that lets it."""


def _bodies_that_may(route: Route, way: Way) -> list[_Act]:
    """Return the remaining bodies that may go that way, each with the first rule that allows it."""
    found = []
    for body in route.remaining:
        rule = next((one for one in allowed(route, way) if suits(one, body)), None)
        if rule is not None:
            found.append((body, rule))
    return found


def _fewest(route: Route, acts: list[_Act]) -> Iterator[WayOut]:
    """Yield the ways with the fewest of *acts* that lead to the deadline.

    Each act that is enough by itself is a way. Where several are needed at once, the set that
    leaves most time is one way, the first act needing the others.
    """
    for size in range(1, len(route.remaining) + 1):
        chains = [chain for chosen in combinations(acts, size) if (chain := _chain(route, chosen))]
        if chains and size == 1:
            yield from (chain[0] for chain in chains)
        elif chains:
            first, *others = max(chains, key=_time_left)
            yield replace(first, needs=tuple(others))
        if chains:
            return


def _chain(route: Route, acts: Sequence[_Act]) -> list[WayOut]:
    """Return the dates of *acts*, lowest body first, or nothing where they do not suffice."""
    rules = {body.id: rule for body, rule in acts}
    if len(rules) < len(acts):
        return []  # two acts of one body
    plan = plan_route(reroute(route, {body_id: rule.do for body_id, rule in rules.items()}))
    if not plan.feasible:
        return []
    return [
        _dated(step, rules[step.body.id], route)
        for step in plan.steps
        if step.do is Do.MEETING and step.body.id in rules
    ]


def _dated(step: Step, rule: Remedy, route: Route) -> WayOut:
    body = next(one for one in route.bodies if one.id == step.body.id)
    earliest, latest = (day_of(when) if when else None for when in (step.aim, step.last_chance))
    if rule.do is Way.EXECUTIVE or step.last_for is None:
        return WayOut(rule.do, body, earliest, latest, None, rule.rule, rule.source)
    notice_by = route.last_notice(body, step.last_for)
    why = f"{rule.rule} Notice to {body.name}: {body.notice}."
    return WayOut(rule.do, body, earliest, latest, notice_by, why, rule.source)


def _time_left(chain: list[WayOut]) -> date:
    """Return the last day on which the first act of *chain* can be set going."""
    return chain[0].notice_by or chain[0].latest or date.min
