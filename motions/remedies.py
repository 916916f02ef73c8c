"""The ways that remain when the ordinary route is too late, each with its own dates and rule.

Which ways an organisation leaves open is data (``[[remedy]]`` in its calendar); what is worked out
here is whether one is still possible today, and between which days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from motions.dates import ONE_DAY, day_of, long_moment
from motions.meetings import Meeting
from motions.model import Body, Conference, Remedy, Submission, Way
from motions.notice import last_notice
from motions.planning import Plan, Route, forward_aims, last_chances, plan_route


@dataclass(frozen=True)
class WayOut:
    """One way that is left. *earliest* and *latest* bound the day on which *body* acts.

    *notice_by* is the last day on which the motion can reach the secretary for it; None where the
    way needs no notice that is known.
    """

    do: Way
    body: str
    earliest: date | None
    latest: date | None
    notice_by: date | None
    why: str
    source: str


def ways_out(plan: Plan, following: Conference | None) -> list[WayOut]:
    """Return every way that is really possible on the day of *plan*; none for a feasible plan.

    *following* is the next conference of the organisation, where one is known.
    """
    if plan.feasible:
        return []
    route = plan.route
    found: list[WayOut] = []
    for remedy in route.conference.remedies:
        if remedy.kinds and route.submission.kind not in remedy.kinds:
            continue
        found.extend(_work_out(route, remedy))
    found.extend(_next_conference(route, following))
    return found


def _work_out(route: Route, remedy: Remedy) -> Iterator[WayOut]:
    if remedy.do is Way.SPECIAL_MEETING:
        yield from _special_meetings(route, remedy)
    elif remedy.do is Way.EXECUTIVE:
        yield from _executive(route, remedy)
    elif remedy.do is Way.SKIP_TIER:
        yield from _skipped_tier(route, remedy)
    elif remedy.do is Way.ADD_EVENT_LATER:
        yield from _event_added_later(route, remedy)
    elif remedy.do is Way.EMERGENCY_MOTION:
        yield from _emergency(route, remedy)


# --- what lies below and above a body


def _reaches(route: Route, body: Body) -> date | None:
    """Return the day on which the ordinary meetings below bring the motion to *body*."""
    arrival = route.start
    aims = forward_aims(route)
    for below in route.remaining:
        if below is body:
            return arrival
        if below.id not in aims:
            return None
        arrival = route.arrival(below, aims[below.id])
    return None


def _limit(route: Route, body: Body) -> date | None:
    """Return by when *body* must hand on: the day the body above needs it, or the deadline."""
    chances = last_chances(route)
    limit = route.deadline
    for above in reversed(route.remaining):
        if above is body:
            return limit
        if above.id not in chances:
            return None
        limit = route.last_notice(above, chances[above.id])
    return None


def _earliest_meeting(route: Route, body: Body, arrival: date) -> date:
    """Return the first day for which the notice of *body* can still be kept after *arrival*."""
    day = arrival
    while last_notice(day, body.notice, route.holidays(body)) < arrival or _no_meetings(route, day):
        day += ONE_DAY
    return day


def _latest_meeting(route: Route, body: Body, limit: date, floor: date) -> date | None:
    """Return the last day, not before *floor*, from which *body* can hand on by *limit*."""
    day = day_of(limit)
    while day >= floor:
        meeting = Meeting(day, time.min)
        if not _no_meetings(route, day) and route.in_time(body, meeting, limit):
            return day
        day -= ONE_DAY
    return None


def _no_meetings(route: Route, day: date) -> bool:
    return route.conference.suspension(day) is not None


# --- the ways


def _special_meetings(route: Route, remedy: Remedy) -> Iterator[WayOut]:
    single = [way for body in route.remaining for way in _special_meeting(route, remedy, body)]
    yield from single or _special_meetings_all_along(route, remedy)


def _special_meeting(route: Route, remedy: Remedy, body: Body) -> Iterator[WayOut]:
    """Yield the window of one special meeting of *body*, all others meeting as usual."""
    arrival, limit = _reaches(route, body), _limit(route, body)
    if arrival is None or limit is None or (remedy.tier and body.tier != remedy.tier):
        return
    yield from _window(route, remedy, body, arrival, limit)


def _window(
    route: Route, remedy: Remedy, body: Body, arrival: date, limit: date
) -> Iterator[WayOut]:
    if arrival > day_of(limit):
        return
    earliest = _earliest_meeting(route, body, arrival)
    latest = _latest_meeting(route, body, limit, earliest)
    if latest is not None:
        notice_by = last_notice(latest, body.notice, route.holidays(body))
        why = f"{remedy.rule} Notice to {body.name}: {body.notice}."
        yield WayOut(remedy.do, body.id, earliest, latest, notice_by, why, remedy.source)


def _special_meetings_all_along(route: Route, remedy: Remedy) -> Iterator[WayOut]:
    """Yield a chain in which every remaining body holds a special meeting, where one would do."""
    arrivals, arrival = [], route.start
    for body in route.remaining:
        arrivals.append(arrival)
        earliest = _earliest_meeting(route, body, arrival)
        arrival = route.arrival(body, Meeting(earliest, time.min))
    ways: list[WayOut] = []
    limit = route.deadline
    for body, reached in reversed(list(zip(route.remaining, arrivals, strict=True))):
        way = next(_window(route, remedy, body, reached, limit), None)
        if way is None or way.notice_by is None or (remedy.tier and body.tier != remedy.tier):
            return
        ways.insert(0, way)
        limit = way.notice_by
    yield from ways


def _executive(route: Route, remedy: Remedy) -> Iterator[WayOut]:
    for body in route.remaining:
        if body.tier != remedy.tier:
            continue
        arrival, limit = _reaches(route, body), _limit(route, body)
        if arrival is None or limit is None:
            continue
        latest = _latest_meeting(route, body, limit, arrival)
        if latest is not None:
            why = remedy.rule
            yield WayOut(remedy.do, body.id, arrival, latest, None, why, remedy.source)


def _skipped_tier(route: Route, remedy: Remedy) -> Iterator[WayOut]:
    for body in route.remaining[:-1]:
        if body.tier != remedy.tier:
            continue
        kept = tuple(one for one in route.bodies if one is not body)
        shorter = plan_route(replace(route, bodies=kept))
        first = shorter.steps[0]
        if shorter.feasible and first.aim_for and first.last_for and first.last_chance:
            notice_by = day_of(first.last_chance)
            dates = first.aim_for.day, first.last_for.day, notice_by
            why = f"{remedy.rule} The first meeting is then {first.body.name}'s."
            yield WayOut(remedy.do, body.id, *dates, why, remedy.source)


def _event_added_later(route: Route, remedy: Remedy) -> Iterator[WayOut]:
    """Yield the way of passing the substance now, the last body adding the event by amendment."""
    cut_off = route.submission.subject_after
    if cut_off is None or len(route.remaining) < 2:  # noqa: PLR2004 one body below the last
        return
    eventless = replace(route, event=None, submission=replace(route.submission, subject_after=None))
    last = route.remaining[-1]
    chance = last_chances(eventless).get(last.id)
    after = route.event or cut_off + ONE_DAY
    if chance is None or chance.day < after or not plan_route(eventless).feasible:
        return
    held = route.meetings(last, after, chance.day)
    notice_by = route.last_notice(last, chance)
    yield WayOut(remedy.do, last.id, held[0].day, chance.day, notice_by, remedy.rule, remedy.source)


def _emergency(route: Route, remedy: Remedy) -> Iterator[WayOut]:
    """Yield the other kind of submission that is open after this one's deadline."""
    for other in route.conference.submissions:
        if other.kind != remedy.instead:
            continue
        opens = other.opens or day_of(route.deadline) + ONE_DAY
        latest = day_of(other.due)
        if latest >= max(route.today, opens):
            last, why = route.bodies[-1], f"{remedy.rule} Deadline: {long_moment(other.due)}."
            earliest = max(opens, route.today)
            yield WayOut(remedy.do, last.id, earliest, latest, None, why, other.source)


def _next_conference(route: Route, following: Conference | None) -> Iterator[WayOut]:
    if following is None:
        return
    for submission in following.submissions:
        if submission.kind == route.submission.kind:
            later = replace(
                route, conference=following, submission=submission, passed={}, event=None
            )
            first = plan_route(later).steps[0]
            why = _next_why(following, submission)
            notice_by = day_of(first.last_chance) if first.last_chance else None
            latest = day_of(submission.due)
            last = route.bodies[-1].id
            yield WayOut(Way.NEXT_CONFERENCE, last, None, latest, notice_by, why, submission.source)


def _next_why(following: Conference, submission: Submission) -> str:
    due = long_moment(submission.due)
    return (
        f"{following.name} takes {submission.name.lower()} until {due} ({submission.status.value})."
    )
