"""From what the user names (a motion, a body, a day) to a route, its plan and the drafts' case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from motions.base.dates import parse_day
from motions.base.errors import MotionsError
from motions.bodies.bank_holidays import IsHoliday, bank_holidays
from motions.bodies.body import Body, Organisation
from motions.bodies.free_days import FreeDay, free_day
from motions.conferences.choose import (
    find_conference,
    following_conference,
    next_conference,
    with_kind,
)
from motions.conferences.conference import Conference, Remedy
from motions.conferences.conference_file import shipped_conferences
from motions.drafting.library import find_motion, own_motions, shipped_motions
from motions.drafting.motion import Motion
from motions.planning.plan import Plan, plan_route
from motions.planning.route import Route
from motions.planning.ways_out import WayOut, allowed_skip, ways_out

if TYPE_CHECKING:
    from motions.drafting.compose import Case


@dataclass(frozen=True)
class Wish:
    """What the user asked for. *subject* is a motion's id or file, or a kind of submission.

    *conference* is an id or a file, or empty for the next one that still takes the kind. *start* is
    the body at which the route begins, or empty for the lowest. *passed* holds the days on which
    bodies passed the motion. *skipped* names bodies to leave out, where the rules allow that.
    *sent* is what the last body has sent already, named like the subject. *event* is the day of the
    event on which the motion rests; the answer ``event_date`` gives it too. *library* is the folder
    of the user's own model motions. *clauses* says which optional clauses are kept or left out.
    """

    subject: str
    organisation: Organisation
    today: date
    conference: str = ""
    start: str = ""
    passed: Mapping[str, date] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    sent: str = ""
    event: date | None = None
    library: Path | None = None
    clauses: Mapping[str, bool] = field(default_factory=dict)


EVENT_DATE = "event_date"
"""The answer, in a motion that asks for it, that says on which day its event happened."""


@dataclass(frozen=True)
class Work:
    """What a wish comes to: the plan, the ways out, and the motion where one was named."""

    plan: Plan
    ways: list[WayOut]
    motion: Motion | None
    answers: Mapping[str, str]
    clauses: Mapping[str, bool] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What people call the matter: the motion's title, or the kind's name."""
        return self.motion.title if self.motion else self.plan.route.submission.name

    def case(self) -> Case:
        """Return the case from which the motion is drafted; raises MotionsError for a bare kind."""
        from motions.drafting.compose import Case  # noqa: PLC0415 Jinja and Markdown, which no plan needs

        route = self.plan.route
        if self.motion is None:
            raise MotionsError(f"{route.submission.kind!r} is a kind of submission; name a motion.")
        aims = {step.body.id: step.aim_for.day for step in self.plan.steps if step.aim_for}
        return Case(
            motion=self.motion,
            conference=route.conference,
            submission=route.submission,
            bodies=route.bodies,
            answers=self.answers,
            meetings=aims,
            clauses=self.clauses,
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
    named = [find_conference(wish.conference, known.conferences)] if wish.conference else []
    among = Known(known.motions, [*known.conferences, *named])
    motion, kind = _subject(wish.subject, among, wish.library)
    bodies = wish.organisation.route(starting_body(wish.organisation, wish.start))
    written_for = motion.conferences if motion else ""
    series = wish.organisation.conferences or written_for
    conference = _conference(wish, kind, bodies, known.conferences, series)
    _check_tiers(bodies, conference, wish.organisation)
    submission = conference.submission(kind)
    skipped = _skipped(wish, bodies, conference, kind)
    left_out = [body.id for body, _rule in skipped]
    route = Route(
        conference=conference,
        submission=submission,
        bodies=tuple(body for body in bodies if body.id not in left_out),
        today=wish.today,
        holidays=holidays_of,
        free_days=free_days_of,
        carried=_passed(wish, bodies),
        event=wish.event or _event_date(wish.answers),
        rules_from=wish.organisation.source,
        skipped=skipped,
        sent=_sent(wish, conference),
    )
    plan = plan_route(route)
    ways: list[WayOut] = []
    if not plan.feasible:
        ways = ways_out(plan, lambda: following_conference(conference, kind, known.conferences))
    return Work(plan, ways, motion, wish.answers, wish.clauses)


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


def free_days_of(body: Body) -> Callable[[date], FreeDay | None]:
    """Return the days that people keep free where *body* is."""
    return free_day(body.nation)


def _subject(name: str, known: Known, library: Path | None) -> tuple[Motion | None, str]:
    """Return the motion called *name* and its kind, or no motion and the kind of that name."""
    ids = [*(motion.id for motion in known.motions), *own_motions(library)]
    if name.casefold() in ids or name.endswith(".md"):
        motion = find_motion(name, known.motions, library)
        return motion, motion.kind
    kinds = {one.kind for conference in known.conferences for one in conference.submissions}
    if name.casefold() in kinds:
        return None, name.casefold()
    return find_motion(name, known.motions, library), ""


def _conference(
    wish: Wish, kind: str, bodies: tuple[Body, ...], known: list[Conference], series: str
) -> Conference:
    if wish.conference:
        return with_kind(find_conference(wish.conference, known), kind, known)
    tiers = [body.tier for body in bodies]
    return next_conference(kind, tiers, wish.today, known, series)


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


def _skipped(
    wish: Wish, bodies: tuple[Body, ...], conference: Conference, kind: str
) -> tuple[tuple[Body, Remedy], ...]:
    """Return the bodies to leave out, each with its rule; raises MotionsError with all refusals."""
    passed = [wish.organisation.body(name) for name in wish.passed]
    skipped: list[tuple[Body, Remedy]] = []
    refused: list[str] = []
    for body in dict.fromkeys(wish.organisation.body(name) for name in wish.skipped):
        rule = allowed_skip(conference, kind, body)
        if body not in bodies:
            refused.append(f"{body.id} is not on the route {' → '.join(one.id for one in bodies)}.")
        elif body is bodies[-1]:
            refused.append(f"{body.name} sends it to the conference and cannot be skipped.")
        elif body in passed:
            refused.append(f"{body.name} has passed it already; leave out --skip {body.id}.")
        elif rule is None:
            refused.append(
                f"{body.name} cannot be skipped: no rule known for {conference.name} lets a motion "
                f"of the kind {kind!r} leave out a {body.tier!r}."
            )
        else:
            skipped.append((body, rule))
    if refused:
        raise MotionsError("\n".join(refused))
    return tuple(skipped)


def _sent(wish: Wish, conference: Conference) -> str:
    """Return the kind of what the last body has sent already, or nothing."""
    if not wish.sent:
        return ""
    among = Known(shipped_motions(), [conference])
    return conference.submission(_subject(wish.sent, among, wish.library)[1]).kind


def _event_date(answers: Mapping[str, str]) -> date | None:
    text = answers.get(EVENT_DATE, "").strip()
    if not text:
        return None
    try:
        return parse_day(text)
    except ValueError as error:
        raise MotionsError(f"{EVENT_DATE}: {error}.") from error
