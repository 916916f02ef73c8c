"""From what the user names (a motion, a body, a day) to a route, its plan and the drafts' case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from motions.bank_holidays import bank_holidays
from motions.calendars import find_conference, next_conference, shipped_conferences
from motions.drafting import Case
from motions.errors import MotionsError
from motions.library import find_motion, shipped_motions
from motions.model import Body, Conference, Motion, Organisation
from motions.notice import IsHoliday
from motions.planning import Do, Plan, Route, plan_route
from motions.remedies import WayOut, ways_out


@dataclass(frozen=True)
class Wish:
    """What the user asked for. *subject* is a motion's id or file, or a kind of submission.

    *conference* is an id or a file, or empty for the next one that still takes the kind. *start* is
    the body at which the route begins, or empty for the lowest. *passed* holds the days on which
    bodies passed the motion.
    """

    subject: str
    organisation: Organisation
    today: date
    conference: str = ""
    start: str = ""
    passed: Mapping[str, date] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Work:
    """What a wish comes to: the plan, the ways out, and the motion where one was named."""

    plan: Plan
    ways: list[WayOut]
    motion: Motion | None
    answers: Mapping[str, str]

    @property
    def title(self) -> str:
        """What people call the matter: the motion's title, or the kind's name."""
        return self.motion.title if self.motion else self.plan.route.submission.name

    def case(self) -> Case:
        """Return the case from which the motion is drafted; raises MotionsError for a bare kind."""
        route = self.plan.route
        if self.motion is None:
            raise MotionsError(f"{route.submission.kind!r} is a kind of submission; name a motion.")
        aims = {step.body.id: step.aim_for.day for step in self.plan.steps if step.aim_for}
        return Case(
            self.motion, route.conference, route.submission, route.bodies, self.answers, aims
        )


@dataclass(frozen=True)
class Known:
    """The motions and conferences among which a wish finds its own."""

    motions: list[Motion]
    conferences: list[Conference]


def shipped() -> Known:
    """Return what comes with the tool."""
    return Known(shipped_motions(), shipped_conferences())


def take_on(wish: Wish, known: Known | None = None) -> Work:
    """Return the plan and what else *wish* comes to; raises MotionsError for what is not there.

    *known* is what was read for an earlier wish; without it the files are read again.
    """
    known = known or shipped()
    motion, kind = _subject(wish.subject, known)
    bodies = wish.organisation.route(starting_body(wish.organisation, wish.start))
    conference = _conference(wish, kind, bodies, known.conferences)
    _check_tiers(bodies, conference, wish.organisation)
    route = Route(
        conference=conference,
        submission=conference.submission(kind),
        bodies=bodies,
        today=wish.today,
        holidays=holidays_of,
        passed=_passed(wish, bodies),
        rules_from=wish.organisation.source,
    )
    plan = plan_route(route)
    return Work(
        plan, ways_out(plan, _following(conference, known.conferences)), motion, wish.answers
    )


def starting_body(organisation: Organisation, name: str) -> Body:
    """Return the body called *name*, or the lowest of the organisation where there is only one."""
    if name:
        return organisation.body(name)
    lowest = organisation.lowest()
    if len(lowest) > 1:
        options = ", ".join(f"--for {body.id}" for body in lowest)
        raise MotionsError(f"Which body begins? {organisation.source} has several: {options}.")
    return lowest[0]


def holidays_of(body: Body) -> IsHoliday:
    """Return the bank holidays that hold for *body*."""
    return bank_holidays(body.nation)


def meeting_days(plan: Plan) -> dict[str, date]:
    """Return the day on which each body is to meet on *plan*, by its id."""
    return {
        step.body.id: step.aim_for.day
        for step in plan.steps
        if step.do is Do.MEETING and step.aim_for
    }


def _subject(name: str, known: Known) -> tuple[Motion | None, str]:
    motions = known.motions
    if any(motion.id == name.casefold() for motion in motions) or name.endswith(".md"):
        motion = find_motion(name, motions)
        return motion, motion.kind
    kinds = {one.kind for conference in known.conferences for one in conference.submissions}
    if name.casefold() in kinds:
        return None, name.casefold()
    return find_motion(name, motions), ""


def _conference(
    wish: Wish, kind: str, bodies: tuple[Body, ...], known: list[Conference]
) -> Conference:
    if wish.conference:
        return find_conference(wish.conference, known)
    tiers = [body.tier for body in bodies]
    return next_conference(kind, tiers, wish.today, known, wish.organisation.conferences)


def _check_tiers(
    bodies: tuple[Body, ...], conference: Conference, organisation: Organisation
) -> None:
    for body in bodies:
        if body.tier not in conference.tiers:
            tiers = ", ".join(conference.tiers)
            raise MotionsError(
                f"{organisation.source}: {body.name} is a {body.tier!r}, but {conference.name} "
                f"knows the tiers {tiers}."
            )


def _passed(wish: Wish, bodies: tuple[Body, ...]) -> dict[str, date]:
    passed = {wish.organisation.body(name).id: day for name, day in wish.passed.items()}
    off_route = [name for name in passed if name not in [body.id for body in bodies]]
    if off_route:
        route = " → ".join(body.id for body in bodies)
        raise MotionsError(f"{', '.join(off_route)} is not on the route {route}.")
    late = [f"{name} on {day}" for name, day in passed.items() if day > wish.today]
    if late:
        raise MotionsError(f"{', '.join(late)}: that day is after today, {wish.today}.")
    return passed


def _following(conference: Conference, known: list[Conference]) -> Conference | None:
    """Return the next conference of the same organisation, where one is known."""
    later = [
        one
        for one in known
        if one.organisation == conference.organisation and one.start > conference.end
    ]
    return min(later, key=lambda one: one.start, default=None)
