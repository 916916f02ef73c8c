"""Which conference is meant: by its id, by its file, or the next one of the user's organisation.

Where no file states the conference that is asked for, it is projected from the years on record.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date
from pathlib import Path

from motions.base.errors import MotionsError, UnknownNameError
from motions.conferences.conference import Conference
from motions.conferences.conference_file import load_conference
from motions.conferences.projection import (
    known_years,
    project_conference,
    project_opening,
    project_submission,
    years_with,
)

LOOK_AHEAD = 20
"""So many years after the last one on record a conference is still projected when asked for."""

_ID_WITH_YEAR = re.compile(r"(?P<organisation>.+)-(?P<year>\d{4})")


@dataclass(frozen=True)
class Choice:
    """From what a conference is chosen: those that are *known*, and what the user says of it.

    *name* is an id or a file, or empty for the next one; *series* ("labour") is the organisation
    that motions.toml states, if it does.
    """

    today: date
    known: Sequence[Conference]
    name: str = ""
    series: str = ""

    @property
    def among(self) -> list[Conference]:
        """Those that are known, and the one that is named."""
        named = [find_conference(self.name, self.known)] if self.name else []
        return [*self.known, *named]


def choose_conference(
    choice: Choice, kind: str = "", tiers: Collection[str] = (), written_for: str = ""
) -> Conference:
    """Return the conference that is meant: the one named, or the next of the organisation.

    With *kind* that is the next that still takes it, its deadline projected where the conference
    states none; without it, the next that is not over. The organisation is the one that
    motions.toml states, else the one that the motion was *written_for*, else the only one that has
    the *tiers* of the user's bodies. Raises MotionsError where that cannot be told.
    """
    if choice.name:
        named = find_conference(choice.name, choice.known)
        return with_kind(named, kind, choice.known) if kind else named
    series = choice.series or written_for
    if kind:
        return next_conference(kind, tiers, choice.today, choice.known, series)
    return coming_conference(tiers, choice.today, choice.known, series)


def find_conference(name: str, known: Sequence[Conference]) -> Conference:
    """Return the conference with the id *name*, or the one in the file of that name.

    An id that is not on record is projected where its organisation is known and its year comes
    after the last one on record. Raises UnknownNameError for any other.
    """
    for conference in known:
        if conference.id == name.casefold():
            return conference
    if name.endswith(".toml") or "/" in name or "\\" in name:
        return load_conference(Path(name))
    match = _ID_WITH_YEAR.fullmatch(name.casefold())
    if match and match["organisation"] in organisations(known):
        own = _of(match["organisation"], known)
        year, last = int(match["year"]), own[-1].start.year
        if last < year <= last + LOOK_AHEAD and known_years(own, date.max):
            return project_year(own, year)
    remedy = "'motions conference list' shows them; a file of your own is named with its .toml."
    raise UnknownNameError("conference", name, [one.id for one in known], remedy=remedy)


def next_conference(
    kind: str, tiers: Collection[str], today: date, known: Sequence[Conference], series: str = ""
) -> Conference:
    """Return the first conference that still takes *kind* on *today* from bodies of these *tiers*.

    *series* ("labour") is the organisation whose conferences they are; empty means the only one
    that fits. A conference of which that deadline is not on record, or that no file states, is
    projected. Raises MotionsError where more than one organisation fits, or none.
    """
    organisation = organisation_of(tiers, known, series)
    own = _of(organisation, known)
    kinds = [*kinds_of(own), *milestones_of(own)]
    if kind not in kinds:
        empty = f"No conference of {organisation} on record takes anything of that sort."
        raise UnknownNameError("kind of submission", kind, kinds, empty=empty)
    for conference in _from(own, today):
        candidate = with_kind(conference, kind, own)
        taken = (*kinds_of([candidate]), *milestones_of([candidate]))
        if kind in taken and not candidate.is_over(candidate.submission(kind), today):
            return candidate
    raise MotionsError(
        f"No conference with a deadline for {kind!r} after {today} is known. Name one with "
        "--conference, or write a file for it."
    )


def coming_conference(
    tiers: Collection[str], today: date, known: Sequence[Conference], series: str = ""
) -> Conference:
    """Return the first conference that is not over on *today*, whatever it still takes.

    *tiers* and *series* choose the organisation as for :func:`next_conference`.
    """
    own = _of(organisation_of(tiers, known, series), known)
    for conference in _from(own, today):
        return conference
    raise MotionsError("No coming conference is known; name one with --conference.")


def following_conference(
    conference: Conference, kind: str, known: Sequence[Conference]
) -> Conference | None:
    """Return the next conference of the same organisation, its deadline for *kind* included.

    None where no year of the organisation is on record from which to project it.
    """
    own = [one for one in _of(conference.organisation, known) if one.id != conference.id]
    own = sorted([*own, conference], key=lambda one: one.start)
    later = next((one for one in own if one.start > conference.end), None)
    if later is None and known_years(own, date.max) and conference.start.year < MAXYEAR:
        later = project_year(own, conference.start.year + 1)
    return with_kind(later, kind, own) if later else None


def with_kind(conference: Conference, kind: str, known: Sequence[Conference]) -> Conference:
    """Return *conference* with a deadline for *kind*, projected where its own is not on record.

    Without an earlier year to project from, *conference* comes back as it is.
    """
    stated = {*kinds_of([conference]), *milestones_of([conference])}
    if kind in stated:
        return conference
    own = known_years(_of(conference.organisation, known), conference.start)
    years = years_with(own, kind)
    if not years:
        return conference
    added = project_submission(years, kind, conference.start, conference.end)
    return replace(conference, submissions=(*conference.submissions, added))


def organisation_of(tiers: Collection[str], known: Sequence[Conference], series: str = "") -> str:
    """Return the organisation to which bodies of these *tiers* belong, or *series* if that is one.

    A tier that no conference names is one of the user's own, and tells nothing. Raises MotionsError
    where the organisation cannot be told, and says how the user can tell it.
    """
    names = organisations(known)
    if series:
        if series not in names:
            remedy = 'Correct the line conferences = "…" in motions.toml.'
            raise UnknownNameError("organisation", series, names, remedy=remedy)
        return series
    named = set(tiers) & set(tiers_of(known)) or set(tiers)
    fitting = [name for name in names if any(named <= set(one.tiers) for one in _of(name, known))]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise MotionsError(_which_organisation(fitting, tiers, known))
    listed = ", ".join(sorted(set(tiers)))
    has = "; ".join(f"{name}: {', '.join(_of(name, known)[-1].tiers)}" for name in names)
    raise MotionsError(
        f"No conference on record has the tiers {listed} together. Known tiers are {has}. "
        "Name a conference of your own with --conference FILE."
    )


def organisations(known: Sequence[Conference]) -> list[str]:
    """Return the organisations that hold the *known* conferences, in the order of the alphabet."""
    return sorted({one.organisation for one in known})


def kinds_of(known: Iterable[Conference]) -> list[str]:
    """Return the kinds of submission that the *known* conferences take."""
    return sorted({one.kind for conference in known for one in conference.submissions})


def milestones_of(known: Iterable[Conference]) -> list[str]:
    """Return the ids of the milestones of the *known* conferences."""
    return sorted({one.id for conference in known for one in conference.milestones})


def tiers_of(known: Iterable[Conference]) -> list[str]:
    """Return the tiers that the *known* conferences have."""
    return sorted({tier for conference in known for tier in conference.tiers})


def project_on(organisation: str, start: date, known: Sequence[Conference]) -> Conference:
    """Return the conference of *organisation* that opens on *start*, projected from earlier years.

    Raises UnknownNameError for an organisation that has no conference on record, and MotionsError
    for a day that lies before all of them or too far ahead.
    """
    own = _own(organisation, known)
    last = own[-1].start.year
    if start.year > last + LOOK_AHEAD:
        raise MotionsError(
            f"{start} is more than {LOOK_AHEAD} years after {last}, the last year on record: a "
            "projection would say nothing."
        )
    return project_conference(own, start, why="Opening day as given")


def project_coming(organisation: str, today: date, known: Sequence[Conference]) -> Conference:
    """Return the first conference of *organisation* that nobody has announced on *today*.

    It comes after every one on record that is announced, and its opening day is projected too.
    Raises UnknownNameError for an organisation that has no conference on record.
    """
    own = _own(organisation, known)
    announced = known_years(own, date.max)
    if not announced:
        raise MotionsError(f"No announced conference of {organisation} is on record.")
    first = max(announced[-1].start.year + 1, today.year)
    projected = project_year(own, first)
    return projected if projected.end >= today else project_year(own, first + 1)


def project_year(own: Sequence[Conference], year: int) -> Conference:
    """Return the conference of *year*, opening day and all, from an organisation's *own* years."""
    years = known_years(own, date.max)
    start, why = project_opening(years, year)
    return project_conference(years, start, why=why)


def _which_organisation(
    names: Sequence[str], tiers: Collection[str], known: Sequence[Conference]
) -> str:
    """Return the question which of the organisations *names* is meant, and how to answer it."""
    one = _of(names[0], known)[-1]
    called = [one.called(tier) for tier in dict.fromkeys(tiers) if tier in one.tiers]
    what = " and ".join(f"{one}es" if one.endswith(("ch", "s")) else f"{one}s" for one in called)
    together = f"{', '.join(names[:-1])} and {names[-1]}"
    both = f"Both {together}" if len(names) == 2 else f"All of {together}"  # noqa: PLR2004
    lines = " or ".join(f'conferences = "{name}"' for name in names)
    return (
        f"Which organisation are you in? {both} have {what or 'conferences'}. Write {lines} at the "
        "top of motions.toml, or name a conference with --conference."
    )


def _own(organisation: str, known: Sequence[Conference]) -> list[Conference]:
    names = organisations(known)
    if organisation.casefold() not in names:
        remedy = "'motions conference list' shows their conferences."
        raise UnknownNameError("organisation", organisation, names, remedy=remedy)
    return _of(organisation.casefold(), known)


def _of(organisation: str, known: Sequence[Conference]) -> list[Conference]:
    own = [one for one in known if one.organisation == organisation]
    return sorted(own, key=lambda one: one.start)


def _from(own: Sequence[Conference], today: date) -> Iterator[Conference]:
    """Yield the conferences that are not over on *today*: those on record, then projected ones."""
    yield from (one for one in own if one.end >= today)
    if not known_years(own, date.max):
        return
    first = max(own[-1].start.year + 1, today.year)
    for year in range(first, min(first + 3, MAXYEAR + 1)):
        projected = project_year(own, year)
        if projected.end >= today:
            yield projected
