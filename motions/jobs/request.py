"""From what the user names (a motion, a body, a day) to one Case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from motions.base.dates import parse_day
from motions.base.errors import MotionsError
from motions.bodies.bank_holidays import IsHoliday, bank_holidays
from motions.bodies.body import Body, Organisation
from motions.bodies.free_days import FreeDay, free_day
from motions.conferences.choose import (
    Choice,
    choose_conference,
    following_conference,
    kinds_of,
    milestones_of,
)
from motions.conferences.conference import Conference, Remedy
from motions.conferences.conference_file import shipped_conferences
from motions.drafting.front_matter import find_use
from motions.drafting.library import find_motion, own_motions, shipped_motions
from motions.drafting.motion import Motion
from motions.drafting.parameters import MEETING_DATE
from motions.jobs.case import EVENT_DATE, Case
from motions.planning.plan import plan_route
from motions.planning.route import Route
from motions.planning.ways_out import allowed_skip, as_planned


@dataclass(frozen=True)
class Request:
    """What the user asked for. *subject* is a motion's id or file, or a kind of submission.

    *conference* is an id or a file, or empty for the next one that still takes the kind. *start* is
    the body at which the route begins, or empty for the lowest. *carried* holds the days on which
    bodies carried the motion. *skipped* names bodies to leave out, where the rules allow that.
    *sent* is what the last body has sent already, named like the subject. *event* is the day of the
    event on which the motion rests; the answer ``event_date`` gives it too. *library* is the folder
    of the user's own model motions. *parts* says which optional parts are kept or left out.
    """

    subject: str
    organisation: Organisation
    today: date
    conference: str = ""
    start: str = ""
    carried: Mapping[str, date] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    sent: str = ""
    event: date | None = None
    library: Path | None = None
    parts: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """The motions and conferences among which a request finds its own."""

    motions: list[Motion]
    conferences: list[Conference]
    _following: dict[tuple[str, str], Conference | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def following(self, conference: Conference, kind: str) -> Conference | None:
        """Return the conference after *conference*; in a campaign many rows ask for it."""
        key = conference.id, kind
        if key not in self._following:
            self._following[key] = following_conference(conference, kind, self.conferences)
        return self._following[key]


def shipped() -> Record:
    """Return what comes with the tool."""
    return Record(shipped_motions(), shipped_conferences())


def prepare(request: Request, record: Record | None = None) -> Case:
    """Return the case that *request* comes to; raises MotionsError for what does not exist.

    *record* is what was read for an earlier request; without it the files are read again.
    """
    record = record or shipped()
    organisation = request.organisation
    choice = Choice(request.today, record.conferences, request.conference, organisation.conferences)
    motion, kind = _subject(request.subject, request, choice.among, record.motions)
    bodies = _bodies(request, kind, choice.among)
    conference = choose_conference(
        choice, kind, [body.tier for body in bodies], motion.conferences if motion else ""
    )
    _check_tiers(bodies, conference, organisation)
    submission = as_planned(conference, kind)
    skipped = _skipped(request, bodies, conference, kind)
    left_out = [body.id for body, _rule in skipped]
    route = Route(
        conference=conference,
        submission=submission,
        bodies=tuple(body for body in bodies if body.id not in left_out),
        today=request.today,
        holidays=holidays_of,
        free_days=free_days_of,
        carried=_carried(request, bodies),
        event=request.event or _day_answer(request.answers, EVENT_DATE),
        rules_from=organisation.source,
        skipped=skipped,
        sent=_sent(request, conference, record),
        meeting=_day_answer(request.answers, MEETING_DATE),
    )
    return Case(
        motion,
        plan_route(route),
        request.answers,
        request.parts,
        request.today,
        following=partial(record.following, conference, kind),
    )


def prepare_use(request: Request, use: str) -> Case:
    """Return the case of a motion for another *use*, as the body debates it that starts."""
    motion = find_motion(request.subject, shipped_motions(), request.library)
    body = starting_body(request.organisation, request.start)
    return Case(
        motion,
        None,
        answers=request.answers,
        parts=request.parts,
        today=request.today,
        use=(find_use(motion.uses, use), body),
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


def free_days_of(body: Body) -> Callable[[date], FreeDay | None]:
    """Return the days that people keep free where *body* is."""
    return free_day(body.nation)


def _subject(
    name: str, request: Request, conferences: Sequence[Conference], motions: list[Motion]
) -> tuple[Motion | None, str]:
    """Return the motion called *name* and its kind, or no motion and the kind of that name."""
    ids = [*(motion.id for motion in motions), *own_motions(request.library)]
    kinds = {*kinds_of(conferences), *milestones_of(conferences)}
    if name.casefold() not in ids and name.casefold() in kinds and not name.endswith(".md"):
        return None, name.casefold()
    motion = find_motion(name, motions, request.library)
    return motion, motion.kind


def _bodies(request: Request, kind: str, conferences: Sequence[Conference]) -> tuple[Body, ...]:
    """Return the route: from the body that is named, else from the lowest.

    What is not a motion but a date of the conference (delegates to be registered) is the last
    body's own business, unless a body is named.
    """
    bodies = request.organisation.route(starting_body(request.organisation, request.start))
    own_business = kind not in kinds_of(conferences) and not request.start
    return bodies[-1:] if own_business else bodies


def _check_tiers(
    bodies: tuple[Body, ...], conference: Conference, organisation: Organisation
) -> None:
    """Refuse a tier that the conference does not name, unless it stands below those that it does.

    Such a tier is one of the user's own: a youth branch below a branch.
    """
    named = [index for index, body in enumerate(bodies) if body.tier in conference.tiers]
    first = named[0] if named else len(bodies)
    for index, body in enumerate(bodies):
        if index not in named and (index > first or not named):
            tiers = ", ".join(conference.tiers)
            raise MotionsError(
                f"{organisation.source}: {body.name} is a {body.tier!r}, but {conference.name} "
                f"has the tiers {tiers}. A tier of your own can only stand below these."
            )


def _carried(request: Request, bodies: tuple[Body, ...]) -> dict[str, date]:
    carried = {request.organisation.body(name).id: day for name, day in request.carried.items()}
    off_route = [name for name in carried if name not in [body.id for body in bodies]]
    if off_route:
        route = " → ".join(body.id for body in bodies)
        raise MotionsError(f"{', '.join(off_route)} is not on the route {route}.")
    late = [f"{name} on {day}" for name, day in carried.items() if day > request.today]
    if late:
        raise MotionsError(f"{', '.join(late)}: that day is after today, {request.today}.")
    return carried


def _skipped(
    request: Request, bodies: tuple[Body, ...], conference: Conference, kind: str
) -> tuple[tuple[Body, Remedy], ...]:
    """Return the bodies to leave out, each with its rule; raises MotionsError with all refusals."""
    carried = [request.organisation.body(name) for name in request.carried]
    skipped: list[tuple[Body, Remedy]] = []
    refused: list[str] = []
    for body in dict.fromkeys(request.organisation.body(name) for name in request.skipped):
        rule = allowed_skip(conference, kind, body)
        if body not in bodies:
            refused.append(f"{body.id} is not on the route {' → '.join(one.id for one in bodies)}.")
        elif body is bodies[-1]:
            refused.append(f"{body.name} sends it to the conference and cannot be skipped.")
        elif body in carried:
            refused.append(f"{body.name} has carried it already; leave out --skip {body.id}.")
        elif rule is None:
            refused.append(
                f"{body.name} cannot be skipped: no rule of {conference.name} on record lets a "
                f"motion of the kind {kind!r} leave out a {body.tier!r}."
            )
        else:
            skipped.append((body, rule))
    if refused:
        raise MotionsError("\n".join(refused))
    return tuple(skipped)


def _sent(request: Request, conference: Conference, record: Record) -> str:
    """Return the kind of what the last body has sent already, or nothing."""
    if not request.sent:
        return ""
    conferences = [*record.conferences, conference]
    return conference.submission(
        _subject(request.sent, request, conferences, record.motions)[1]
    ).kind


def _day_answer(answers: Mapping[str, str], name: str) -> date | None:
    text = answers.get(name, "").strip()
    if not text:
        return None
    try:
        return parse_day(text)
    except ValueError as error:
        raise MotionsError(f"{name}: {error}.") from error
