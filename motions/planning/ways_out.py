"""What can still be done when the ordinary route is too late, each option with dates and rule.

Which options an organisation leaves open is data (``[[remedy]]`` in its calendar). What is worked
out here is whether one is still possible today, and between which days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from motions.base.dates import ONE_DAY, day_of, long_day
from motions.bodies.body import Body
from motions.conferences.conference import Conference, Remedy, Submission, Way
from motions.planning.minimal_ways import (
    Act,
    Chain,
    Window,
    allowed,
    combined,
    covers,
    minimal_ways,
    suits,
)
from motions.planning.plan import Plan, forward_aims, last_chances, plan_route
from motions.planning.reasons import marked
from motions.planning.route import ALREADY_SENT, Route, exclude_each_other
from motions.planning.stages import Delivery

Following = Callable[[], Conference | None]
"""Gives the next conference of the organisation, where one is known; asked only if needed."""


@dataclass(frozen=True)
class WayOut:
    """One option that remains. *earliest* and *latest* bound the day on which *body* acts.

    *notice_by* is the last day on which the motion can reach the secretary for it; None where it
    needs no notice. *needs* are the other things that this option takes as well. *begin_by* is the
    last day on which the first thing can be done.
    """

    do: Way
    body: Body
    earliest: date | None
    latest: date | None
    notice_by: date | None
    why: str
    source: str
    needs: tuple[WayOut, ...] = ()
    begin_by: date = date.max


def ways_out(plan: Plan, following: Following) -> list[WayOut]:
    """Return every minimal option that remains on the day of *plan*; none for a feasible plan.

    None contains another. Those that leave most time come first, the next conference last.
    """
    if plan.feasible:
        return []
    route = plan.route
    found = [*_to_this_deadline(route), *_emergency_motions(route)]
    found.sort(key=lambda way: (-way.begin_by.toordinal(), len(way.needs), list(Way).index(way.do)))
    return [*found, *_next_conference(route, following)]


def allowed_skip(conference: Conference, kind: str, body: Body) -> Remedy | None:
    """Return the rule of *conference* by which a motion of that *kind* can leave out *body*."""
    remedies = (one for one in conference.remedies if one.do is Way.SKIP_TIER)
    return next((one for one in remedies if covers(one, kind) and suits(one, body)), None)


def as_planned(conference: Conference, kind: str) -> Submission:
    """Return the submission of *kind* with what its plan must keep; raises UnknownNameError.

    An emergency motion rests on an event after the deadline of the ordinary kind, also where the
    file of *conference* does not say so once more.
    """
    submission = conference.submission(kind)
    rules = (one for one in conference.remedies if one.do is Way.EMERGENCY_MOTION)
    rule = next((one for one in rules if one.instead == kind and one.kinds), None)
    if rule is None or submission.subject_after is not None:
        return submission
    ordinary = conference.submission(rule.kinds[0])
    return replace(submission, subject_after=ordinary.at.date())


def is_emergency(conference: Conference, kind: str) -> bool:
    """Tell whether *kind* is what *conference* takes when the ordinary deadline has passed."""
    remedies = (one for one in conference.remedies if one.do is Way.EMERGENCY_MOTION)
    return kind in {one.instead for one in remedies}


def _to_this_deadline(route: Route) -> Iterator[WayOut]:
    """Yield the options of sending this kind to this conference after all."""
    if day_of(route.deadline) < route.today:
        return
    if ALREADY_SENT in route.obstacles:
        rule = _withdrawal(route)
        if rule is None:
            return
        last, latest = route.bodies[-1], day_of(route.deadline)
        taken_back = WayOut(
            Way.WITHDRAW, last, route.today, latest, None, rule.rule, rule.source, (), latest
        )
        free = replace(route, sent="")
        if plan_route(free).feasible:
            yield taken_back
            return
        for way in _to_this_deadline(free):
            yield replace(way, needs=(*way.needs, taken_back))
        return
    if not route.obstacles:
        for chain in minimal_ways(route):
            yield from _told(chain)
    yield from _event_added_later(route)


def _told(chain: Chain) -> Iterator[WayOut]:
    """Yield the option, or one for each time between suspensions, that *chain* is."""
    moved = [(body, rule) for body, rule in chain.acts if rule.do is not Way.SKIP_TIER]
    stages = [stage for body, _rule in moved if (stage := chain.stage(body)) is not None]
    for chosen in combined(chain, stages):
        acts = [_skip(chain, act) for act in chain.acts if act[1].do is Way.SKIP_TIER]
        acts += [_moved(chain, act, span) for act, span in zip(moved, chosen, strict=True)]
        first, *others = acts
        yield replace(first, needs=tuple(others), begin_by=chain.begin_by)


def _moved(chain: Chain, act: Act, window: Window) -> WayOut:
    """Return what a body does at a special meeting, through its executive, as urgent business."""
    body, rule = act
    stage = chain.stage(body)
    why, notice_by = rule.rule, None
    if stage is not None and rule.do is Way.SPECIAL_MEETING:
        why = f"{rule.rule} Notice to {body.name}: {body.notice}."
        notice_by = stage.notice_day(replace(chain.last[body.id], day=window[1]))
    return WayOut(rule.do, body, *window, notice_by, why, rule.source)


def _skip(chain: Chain, act: Act) -> WayOut:
    """Return the leaving out of a body, with the days of the one that is then the first."""
    body, rule = act
    first = chain.stages[0]
    name = first.body.id
    days = chain.aims[name].day, chain.last[name].day, first.notice_day(chain.last[name])
    why = f"{rule.rule} {first.body.name} is then the first to decide."
    return WayOut(rule.do, body, *days, why, rule.source)


def _withdrawal(route: Route) -> Remedy | None:
    """Return the rule by which the last body can take back what it sent and send this instead.

    In the file *kinds* are what may be withdrawn, *instead* is what may be sent in its place.
    """
    last = route.bodies[-1]
    for rule in route.conference.remedies:
        replaces = rule.instead in {"", route.submission.kind}
        if rule.do is Way.WITHDRAW and covers(rule, route.sent) and replaces and suits(rule, last):
            return rule
    return None


def _event_added_later(route: Route) -> Iterator[WayOut]:
    """Yield the option of carrying the substance now, the last body adding the event later.

    The bodies below the last need not wait for the event, and its notice may run before it; only
    the meeting of the last body, where the amendment is moved, comes after.
    """
    cut_off = route.submission.subject_after
    if cut_off is None or len(route.stages) < 2:  # noqa: PLR2004 one body below the last
        return
    substance = replace(route, event=None, submission=replace(route.submission, subject_after=None))
    last = last_chances(substance.stages, route.limit)
    aims = forward_aims(substance.stages, Delivery(substance.start), route.limit)
    first, top = substance.stages[0], substance.stages[-1]
    if len(aims) < len(substance.stages) or len(last) < len(substance.stages):
        return
    after = max(day_of(cut_off) + ONE_DAY, route.event or date.min, aims[top.body.id].day)
    latest = last[top.body.id]
    coming = takewhile(lambda one: one.day >= after, top.meetings_to(latest.day))
    held = [one.day for one in coming]
    begin_by = first.notice_day(last[first.body.id])
    for rule in allowed(route, Way.ADD_EVENT_LATER) if held else ():
        if suits(rule, top.body):
            why = f"{rule.rule} {first.body.name} must have the substance by {long_day(begin_by)}."
            dates = held[-1], held[0], top.notice_day(latest)
            yield WayOut(rule.do, top.body, *dates, why, rule.source, (), begin_by)


# --- another kind, another year


def _emergency_motions(route: Route) -> Iterator[WayOut]:
    """Yield the kind that can still be sent after this one's deadline, with all that it takes.

    It is planned like any other submission, so ``plan`` of that kind says the same.
    """
    conference, last = route.conference, route.bodies[-1]
    for rule in allowed(route, Way.EMERGENCY_MOTION):
        other = next((one for one in conference.submissions if one.kind == rule.instead), None)
        if other is None or not suits(rule, last):
            continue
        if exclude_each_other(conference, other.kind, route.sent):
            continue
        urgent = replace(route, submission=as_planned(conference, other.kind), carried={})
        if urgent.obstacles or day_of(urgent.deadline) < route.today:
            continue
        plan = plan_route(urgent)
        days = max(urgent.sending_opens, urgent.start), day_of(urgent.deadline)
        why = f"{rule.rule} Deadline: {marked(other.when, other.status)}."
        motion = WayOut(rule.do, last, *days, None, why, other.source)
        if plan.feasible:
            begin_by = day_of(plan.steps[0].last_chance or days[1])
            yield replace(motion, begin_by=begin_by)
            continue
        for way in (one for chain in minimal_ways(urgent) for one in _told(chain)):
            needs = (replace(way, needs=()), *way.needs)
            yield replace(motion, needs=needs, begin_by=way.begin_by)


def _next_conference(route: Route, following: Following) -> Iterator[WayOut]:
    """Yield the same kind at the *following* conference, where it can still reach that one."""
    kind = route.submission.kind
    if is_emergency(route.conference, kind):
        return
    conference = following()
    if conference is None or route.bodies[-1].tier not in conference.tiers:
        return
    for submission in conference.submissions:
        if submission.kind != kind:
            continue
        stage = replace(route, conference=conference, submission=submission)
        plan = plan_route(replace(stage, carried={}, event=None, sent="", skipped=()))
        first = plan.steps[0]
        if plan.feasible and first.last_chance is not None:
            due = marked(submission.when, submission.status)
            why = f"{conference.name}: deadline {due}. The first notice is to {first.body.name}."
            notice_by = day_of(first.last_chance)
            yield WayOut(
                Way.NEXT_CONFERENCE,
                route.bodies[-1],
                None,
                day_of(submission.due),
                notice_by,
                why,
                submission.source,
                (),
                notice_by,
            )
