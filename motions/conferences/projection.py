"""A conference that nobody has announced yet, worked out from the known years of its organisation.

Deadlines move: "the usual day" would have been a week late in years that are on record. So a
projected deadline is the *earliest* of the known years, counted in days before the opening day, and
falls at noon (or earlier, where a known one did). It says which years it comes from, and everything
about it is marked as projected. Projected dates are never a basis for others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from motions.base.dates import ONE_DAY, WEEKDAYS, day_of, days_phrase, long_day, short_day
from motions.base.errors import MotionsError
from motions.conferences.conference import Conference, Milestone, Remedy, Status, Submission

NOON = time(12)
LAST_ISO_WEEK_OF_ANY_YEAR = 52

Given = Sequence[tuple[Conference, Submission | Milestone]]
"""What several years say of one kind of submission or of one milestone, earliest year first."""

_T = TypeVar("_T", bound=Hashable)


def known_years(conferences: Iterable[Conference], before: date) -> list[Conference]:
    """Return those *conferences* that open before the day *before* and are not projected."""
    known = (one for one in conferences if one.status is not Status.PROJECTED)
    return sorted((one for one in known if one.start < before), key=lambda one: one.start)


def project_opening(known: Sequence[Conference], year: int) -> tuple[date, str]:
    """Return the day on which a conference of *year* may open, and how that was worked out.

    It is the weekday on which most *known* years opened (the later year's, where two are level), in
    the earliest week of the year (ISO 8601) in which one did.
    """
    weekday = usual_weekday(known)
    week = min(_week(one.start) for one in known)
    opening = date.fromisocalendar(year, min(week, LAST_ISO_WEEK_OF_ANY_YEAR), weekday + 1)
    if len(known) == 1:
        return (
            opening,
            f"{WEEKDAYS[weekday]} of week {week}, as in {_years(known)}, the only known year",
        )
    earliest = [one for one in known if _week(one.start) == week]
    on_it = sum(one.start.weekday() == weekday for one in known)
    name = WEEKDAYS[weekday]
    source = (
        f"{name} of the earliest week in which a known year opened (week {week}: "
        f"{_years(earliest)}); {on_it} of {len(known)} known years opened on a {name}"
    )
    return opening, source


def _week(day: date) -> int:
    """Return the week (ISO 8601) of *day* in its own calendar year.

    The last days of December can lie in the first week of the next year, by ISO 8601, and the first
    of January in the last week of the year before.
    """
    found = day.isocalendar()
    if found.year == day.year:
        return found.week
    return LAST_ISO_WEEK_OF_ANY_YEAR if found.year > day.year else 1


def usual_weekday(known: Sequence[Conference]) -> int:
    """Return the weekday on which most *known* years opened: 0 is Monday."""
    counts = Counter(one.start.weekday() for one in known)
    latest = {one.start.weekday(): one.start for one in known}
    return max(counts, key=lambda weekday: (counts[weekday], latest[weekday]))


def project_conference(known: Sequence[Conference], start: date, *, why: str) -> Conference:
    """Return the conference that opens on *start*, projected from the *known* years before it.

    *why* says where *start* comes from. Length, tiers and names are those of the latest year, the
    rules of a submission those of the latest year that states them. Raises MotionsError where no
    year is known.
    """
    known = known_years(known, start)
    if not known:
        raise MotionsError(f"No conference before {long_day(start)} is on record to project from.")
    latest = known[-1]
    end = start + (latest.end - latest.start)
    kinds = _in_order(
        one.kind for year in known for one in year.submissions if _known(one, one.kind)
    )
    submissions = [project_submission(known, kind, start, end) for kind in kinds]
    length = days_phrase((end - start).days + 1)
    return replace(
        latest,
        id=f"{latest.organisation}-{start.year}",
        name=_renamed(latest, start.year),
        place="",
        start=start,
        end=end,
        status=Status.PROJECTED,
        source=f"{why}; {length} as in {latest.start.year}",
        checked=max(one.checked for one in known),
        submissions=tuple(_opening_after_another(known, submissions)),
        milestones=tuple(_milestones(known, start)),
        suspensions=(),
        remedies=tuple(_remedies(known, kinds)),
        projected_from=tuple(one.id for one in known),
    )


def project_submission(
    known: Sequence[Conference], kind: str, start: date, end: date
) -> Submission:
    """Return the submission of *kind* to the conference from *start* to *end*.

    *known* holds at least one year that takes the kind. A cut-off for the subject is not announced
    by a projection: *likely_cut_off* says how late one may be.
    """
    years = [(year, one) for year in known for one in year.submissions if _known(one, kind)]
    given = [one for _, one in years]
    latest = given[-1]
    due = min(_due(years, start), datetime.combine(end, NOON))
    excludes = next((one for one in reversed(given) if one.excludes), latest)
    return replace(
        latest,
        due=due,
        status=Status.PROJECTED,
        source=_source(years, start),
        checked=max(one.checked for one in given),
        opens=None,
        subject_after=None,
        words=next((one.words for one in reversed(given) if one.words), None),
        title_words=next((one.title_words for one in reversed(given) if one.title_words), None),
        excludes=excludes.excludes,
        excludes_rule=excludes.excludes_rule,
        heard=next((one.heard for one in reversed(given) if one.heard), ""),
        likely_cut_off=_likely_cut_off(years, start),
        likely_cut_off_source=_cut_off_source(years),
        was=(),
    )


def years_with(known: Iterable[Conference], kind: str) -> list[Conference]:
    """Return those of the *known* years whose deadline for *kind* is on record, not projected."""
    return [year for year in known if any(_known(one, kind) for one in year.submissions)]


# --- the parts of a projected conference


def _known(submission: Submission, kind: str) -> bool:
    return submission.kind == kind and submission.status is not Status.PROJECTED


def _due(years: Given, start: date) -> datetime:
    """Return the earliest day of *years*, counted from *start*, at noon or a known earlier hour."""
    days = max(_days_ahead(year, one) for year, one in years)
    hours = [one.due.time() for _, one in years if isinstance(one.due, datetime)]
    return datetime.combine(start - timedelta(days=days), min([NOON, *hours]))


def _source(years: Given, start: date) -> str:
    """Return how far ahead of the opening day it was in *years*, and how far that can be trusted.

    The earliest of the known years comes first; then how often the earliest of all *other* years
    would have been in time for a year, and the day on which the commonest would fall.
    """
    by_days: dict[int, list[Conference]] = {}
    for year, one in years:
        by_days.setdefault(_days_ahead(year, one), []).append(year)
    first, *others = sorted(by_days, reverse=True)
    side = "before" if first >= 0 else "after"
    text = f"{days_phrase(abs(first))} {side} the opening day ({_years(by_days[first])})"
    if len(years) == 1:
        return f"{text}, the only known year"
    text += f", the earliest of {len(years)} known years"
    rest = [
        f"{days if days >= 0 else f'{-days} after it'} ({_years(by_days[days])})" for days in others
    ]
    text += f"; the others: {', '.join(rest)}" if rest else ""
    return f"{text}. {_trust(years, start)}"


def _trust(years: Given, start: date) -> str:
    """Return how often the earliest of the other years was in time, and the likeliest day."""
    ahead = [_days_ahead(year, one) for year, one in years]
    in_time = sum(max(ahead[:at] + ahead[at + 1 :]) >= days for at, days in enumerate(ahead))
    text = f"Planning by the earliest of the other years was in time in {in_time} of {len(ahead)}"
    (days, times), *_ = Counter(reversed(ahead)).most_common(1)
    if times == 1 or days == max(ahead):
        return text
    likely = long_day(start - timedelta(days=days))
    return f"{text}; the likeliest day is {likely} ({days_phrase(days)} before, in {times} of them)"


def _days_ahead(year: Conference, one: Submission | Milestone) -> int:
    return (year.start - day_of(one.due)).days


def _likely_cut_off(years: Given, start: date) -> date | None:
    """Return the latest day, counted from *start*, after which a known year wanted the event."""
    ahead = [year.start - cut_off for year, cut_off in _cut_offs(years)]
    return start - min(ahead) if ahead else None


def _cut_off_source(years: Given) -> str:
    """Return which of the known *years* had a cut-off for the subject, and when."""
    had = [f"{short_day(day)} {day.year}" for _year, day in _cut_offs(years)]
    return f"{len(had)} of {len(years)} known years ({', '.join(had)})" if had else ""


def _cut_offs(years: Given) -> Iterator[tuple[Conference, date]]:
    """Yield the years that had a cut-off for the subject, and its day."""
    for year, one in years:
        if isinstance(one, Submission) and one.subject_after is not None:
            yield year, day_of(one.subject_after)


def _opening_after_another(
    known: Sequence[Conference], projected: Sequence[Submission]
) -> Iterator[Submission]:
    """Yield the *projected* submissions, those that open the day after another's deadline with it.

    Whether one does is read from the latest year that takes it. Any other opening day is left out:
    it would be a guess.
    """
    due = {one.kind: day_of(one.due) for one in projected}
    for submission in projected:
        year = years_with(known, submission.kind)[-1]
        opened = year.submission(submission.kind).opens
        follows = [
            due[one.kind] + ONE_DAY
            for one in year.submissions
            if opened and day_of(opened) == day_of(one.due) + ONE_DAY and one.kind in due
        ]
        fits = bool(follows) and follows[0] <= day_of(submission.due)
        yield replace(submission, opens=follows[0]) if fits else submission


def _milestones(known: Sequence[Conference], start: date) -> Iterator[Milestone]:
    """Yield the milestones that at least two years had, or the only year that is known."""
    for name in _in_order(one.id for year in known for one in year.milestones):
        years = [
            (year, one)
            for year in known
            for one in year.milestones
            if one.id == name and one.status is not Status.PROJECTED
        ]
        if years and (len(years) > 1 or len(known) == 1):
            yield replace(
                years[-1][1],
                due=_due(years, start),
                status=Status.PROJECTED,
                source=_source(years, start),
                checked=max(one.checked for _, one in years),
                was=(),
            )


def _remedies(known: Sequence[Conference], kinds: Sequence[str]) -> Iterator[Remedy]:
    """Yield each way out as the latest year that had it states it."""
    tiers = known[-1].tiers
    for way in _in_order(remedy.do for year in known for remedy in year.remedies):
        year = [one for one in known if any(remedy.do == way for remedy in one.remedies)][-1]
        for remedy in year.remedies:
            named = {*remedy.kinds, *filter(None, [remedy.instead])}
            if remedy.do == way and named <= set(kinds) and remedy.tier in ("", *tiers):
                yield remedy


def _renamed(latest: Conference, year: int) -> str:
    old = str(latest.start.year)
    return latest.name.replace(old, str(year)) if old in latest.name else f"{latest.name} {year}"


def _years(conferences: Iterable[Conference]) -> str:
    return ", ".join(str(one.start.year) for one in conferences)


def _in_order(values: Iterable[_T]) -> list[_T]:
    return list(dict.fromkeys(values))
