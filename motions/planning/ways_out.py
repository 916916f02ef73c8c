"""The ways that remain when the ordinary route is too late, each with its own dates and rule.

Which ways an organisation leaves open is data (``[[remedy]]`` in its calendar). What is worked out
here is whether one is still possible today, and between which days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from motions.base.dates import ONE_DAY, day_of, long_day, long_moment
from motions.bodies.body import Body
from motions.bodies.notice import Notice
from motions.conferences.conference import Conference, Remedy, Submission, Way
from motions.planning.detours import WayOut, allowed, covers, detours, reroute, suits
from motions.planning.plan import Plan, plan_route
from motions.planning.reasons import marked
from motions.planning.route import ALREADY_SENT, Route, exclude_each_other


def ways_out(plan: Plan, following: Conference | None) -> list[WayOut]:
    """Return every way that is really possible on the day of *plan*; none for a feasible plan.

    They come in the order of :class:`~motions.conferences.conference.Way`. *following* is the next
    conference of the organisation, where one is known.
    """
    if plan.feasible:
        return []
    route = plan.route
    found = [
        *_to_this_deadline(route),
        *(
            way
            for remedy in allowed(route, Way.EMERGENCY_MOTION)
            for way in _emergency(route, remedy)
        ),
        *_next_conference(route, following),
    ]
    return sorted(found, key=lambda way: list(Way).index(way.do))


def allowed_skip(conference: Conference, kind: str, body: Body) -> Remedy | None:
    """Return the rule of *conference* by which a motion of that *kind* can leave out *body*."""
    remedies = (one for one in conference.remedies if one.do is Way.SKIP_TIER)
    return next((one for one in remedies if covers(one, kind) and suits(one, body)), None)


def _to_this_deadline(route: Route) -> Iterator[WayOut]:
    """Yield the ways of sending this kind to this conference after all."""
    if ALREADY_SENT in route.obstacles:
        yield from _withdrawn_first(route)
    elif route.obstacles:
        yield from _event_added_later(route)
    else:
        yield from detours(route)
        yield from _skipped_tiers(route)
        yield from _event_added_later(route)


# --- a body that is left out, an event that comes later


def _skipped_tiers(route: Route) -> Iterator[WayOut]:
    for body in route.remaining[:-1]:
        rule = allowed_skip(route.conference, route.submission.kind, body)
        if rule is not None:
            yield from _skipped(route, body, rule)


def _skipped(route: Route, body: Body, rule: Remedy) -> Iterator[WayOut]:
    """Yield the way that leaves out *body*, with a detour of the others where it takes one."""
    shorter = replace(route, bodies=tuple(one for one in route.bodies if one is not body))
    plan = plan_route(shorter)
    detour = None if plan.feasible else next(detours(shorter), None)
    if detour is not None:
        acts = {one.body.id: one.do for one in (detour, *detour.needs)}
        plan = plan_route(reroute(shorter, acts))
    first = plan.steps[0]
    if not plan.feasible or first.aim_for is None or first.last_for is None:
        return
    days = first.aim_for.day, first.last_for.day, day_of(first.last_chance or first.last_for.day)
    why = f"{rule.rule} {first.body.name} is then the first to decide."
    needs = (replace(detour, needs=()), *detour.needs) if detour else ()
    yield WayOut(rule.do, body, *days, why, rule.source, needs)


def _event_added_later(route: Route) -> Iterator[WayOut]:
    """Yield the way of passing the substance now, the last body adding the event by amendment."""
    cut_off = route.submission.subject_after
    if cut_off is None or len(route.remaining) < 2:  # noqa: PLR2004 one body below the last
        return
    anything = replace(route.submission, subject_after=None, opens=None)
    plan = plan_route(replace(route, event=None, submission=anything))
    first, last = plan.steps[0], plan.steps[-2]
    after = max(day_of(cut_off) + ONE_DAY, route.event or date.min)
    if not plan.feasible or last.aim_for is None or last.last_for is None:
        return
    held = route.meetings(last.body, max(after, last.aim_for.day), last.last_for.day)
    if not held or first.last_chance is None:
        return
    notice_by = route.last_notice(last.body, last.last_for)
    for rule in allowed(route, Way.ADD_EVENT_LATER):
        if suits(rule, last.body):
            why = (
                f"{rule.rule} {first.body.name} has to have the substance by "
                f"{long_day(day_of(first.last_chance))}."
            )
            dates = held[0].day, held[-1].day, notice_by
            yield WayOut(rule.do, last.body, *dates, why, rule.source)


# --- another kind, a kind taken back, another year


def _emergency(route: Route, remedy: Remedy) -> Iterator[WayOut]:
    """Yield the kind that can still be sent after this one's deadline, if somebody can agree it."""
    conference, last = route.conference, route.bodies[-1]
    other = next((one for one in conference.submissions if one.kind == remedy.instead), None)
    if other is None or not suits(remedy, last):
        return
    if exclude_each_other(conference, other.kind, route.sent):
        return
    cut_off = day_of(other.subject_after or route.submission.due)
    if route.event is not None and route.event <= cut_off:
        return
    earliest = max(day_of(other.opens or cut_off + ONE_DAY), cut_off + ONE_DAY, route.today)
    latest = day_of(other.due)
    if latest < earliest:
        return
    due = marked(long_moment(other.due), other.status)
    why = f"{remedy.rule} Deadline: {due}."
    agreed, needs = next(_agreed(route, other, earliest), ("", ()))
    if agreed:
        yield WayOut(
            remedy.do, last, earliest, latest, None, f"{why} {agreed}", other.source, needs
        )


def _agreed(
    route: Route, other: Submission, earliest: date
) -> Iterator[tuple[str, tuple[WayOut, ...]]]:
    """Yield how the last body can agree the *other* kind from *earliest* on, the simplest first.

    At a meeting that it holds anyway, such business needs no notice that is known.
    """
    last = route.bodies[-1]
    urgent = replace(other, opens=earliest, subject_after=None)
    alone = replace(
        route, submission=urgent, bodies=(last,), passed={}, event=None, sent="", skipped=()
    )
    at_once = replace(alone, bodies=(replace(last, notice=Notice(0)),))
    meeting = plan_route(at_once)
    if meeting.feasible and (held := meeting.steps[1].last_for) is not None:
        yield f"{last.name} meets in time on {long_day(held.day)}.", ()
    for way in detours(alone):
        yield f"No ordinary meeting of {last.name} falls within that time.", (way,)


def _withdrawn_first(route: Route) -> Iterator[WayOut]:
    """Yield the withdrawal of what was sent, alone or with whatever else is needed then."""
    last = route.bodies[-1]
    latest = day_of(route.deadline)
    rule = next((one for one in allowed(route, Way.WITHDRAW) if suits(one, last)), None)
    if rule is None or latest < route.today:
        return
    withdrawal = WayOut(Way.WITHDRAW, last, route.today, latest, None, rule.rule, rule.source)
    free = replace(route, sent="")
    if plan_route(free).feasible:
        yield withdrawal
        return
    for way in _to_this_deadline(free):
        yield replace(way, needs=(*way.needs, withdrawal))


def _next_conference(route: Route, following: Conference | None) -> Iterator[WayOut]:
    """Yield the same kind at the *following* conference, where it can still reach that one."""
    kind = route.submission.kind
    if following is None or not {body.tier for body in route.bodies} <= set(following.tiers):
        return
    for submission in following.submissions:
        if submission.kind != kind:
            continue
        stage = replace(route, conference=following, submission=submission)
        plan = plan_route(replace(stage, passed={}, event=None, sent="", skipped=()))
        first = plan.steps[0]
        if plan.feasible and first.last_chance is not None:
            due = marked(long_moment(submission.due), submission.status)
            why = f"{following.name}: deadline {due}. The first notice is to {first.body.name}."
            dates = None, day_of(submission.due), day_of(first.last_chance)
            yield WayOut(Way.NEXT_CONFERENCE, route.bodies[-1], *dates, why, submission.source)
