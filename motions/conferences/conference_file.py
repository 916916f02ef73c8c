"""``calendars/*.toml`` to Conferences. A file with a fault is refused as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from motions.base.dates import ONE_DAY, WEEKDAYS, day_of, wrong_weekdays
from motions.base.errors import DataFileError, Fault
from motions.base.files import read_text
from motions.base.shipped import read_all
from motions.base.toml import parse_toml, structure
from motions.bodies.bank_holidays import SUBDIVISIONS
from motions.conferences.conference import (
    CONFERENCE_TIER,
    Conference,
    Deadline,
    Milestone,
    Remedy,
    Status,
    Submission,
    Suspension,
)

_DATE_WITH_WEEKDAY = re.compile(
    r"=\s*(?P<date>\d{4}-\d\d-\d\d)\S*\s*#\s*(?P<weekday>[a-z]{3,9})\b",
    re.IGNORECASE,
)

_WEEKDAY_WORDS = {word for day in WEEKDAYS for word in (day, day[:3])}


@dataclass(frozen=True)
class _ConferenceTable:
    id: str
    name: str
    start: date
    end: date
    timezone: str
    nation: str
    status: Status
    source: str
    checked: date
    place: str = ""


@dataclass(frozen=True)
class _CalendarFile:
    conference: _ConferenceTable
    tiers: dict[str, str]
    submission: tuple[Submission, ...] = ()
    milestone: tuple[Milestone, ...] = ()
    suspension: tuple[Suspension, ...] = ()
    remedy: tuple[Remedy, ...] = ()


def parse_conference(text: str, *, source: str) -> Conference:
    """Return the conference that the TOML *text* states.

    Raises DataFileError with every fault: an unknown key, a missing source, a weekday in the text
    that does not fit its date, an end before the start.
    """
    table = parse_toml(text, source=source)
    file = structure(table, _CalendarFile, source=source)
    head = {one.name: getattr(file.conference, one.name) for one in fields(file.conference)}
    conference = Conference(
        **head,
        tiers=file.tiers,
        submissions=file.submission,
        milestones=file.milestone,
        suspensions=file.suspension,
        remedies=file.remedy,
    )
    faults = [
        *_faults(conference),
        *_weekday_faults(table, conference.start.year),
        *_comment_faults(text),
    ]
    if faults:
        raise DataFileError(source, faults)
    return conference


def load_conference(path: Path) -> Conference:
    """Return the conference in the file at *path*; raises DataFileError."""
    return parse_conference(read_text(path), source=path.name)


def shipped_conferences() -> list[Conference]:
    """Return the conferences that come with the tool, earliest first.

    A year without a file had no conference (2020: Covid), or none of its dates is on record.
    """
    return list(_shipped())


@cache
def _shipped() -> tuple[Conference, ...]:
    found = read_all(
        "calendars", ".toml", lambda name, text: parse_conference(text, source=f"calendars/{name}")
    )
    return tuple(sorted(found, key=lambda conference: (conference.start, conference.id)))


def _faults(conference: Conference) -> Iterator[Fault]:
    yield from _head_faults(conference)
    if not conference.submissions and not conference.milestones:
        yield Fault("submission", "is missing: a conference needs at least one date")
    for number, submission in enumerate(conference.submissions, start=1):
        for key, problem in _submission_faults(conference, submission):
            yield Fault(f"submission {number}, {key}", problem)
    yield from _midnights("submission", conference.submissions)
    yield from _midnights("milestone", conference.milestones)
    ids = [milestone.id for milestone in conference.milestones]
    for number, name in enumerate(ids, start=1):
        if ids.count(name) > 1:
            yield Fault(f"milestone {number}, id", f"{name!r} is there more than once")
    for number, suspension in enumerate(conference.suspensions, start=1):
        if suspension.end < suspension.start:
            yield Fault(f"suspension {number}, end", "is before its start")
    yield from _remedy_faults(conference)


def _remedy_faults(conference: Conference) -> Iterator[Fault]:
    for number, remedy in enumerate(conference.remedies, start=1):
        if remedy.tier and remedy.tier not in conference.tiers:
            yield Fault(f"remedy {number}, tier", f"{remedy.tier!r} is not under [tiers]")
        for kind in (*remedy.kinds, *filter(None, [remedy.instead])):
            if kind not in _kinds(conference):
                yield Fault(
                    f"remedy {number}", f"{kind!r} is not a kind of submission at this conference"
                )


def _submission_faults(conference: Conference, submission: Submission) -> Iterator[tuple[str, str]]:
    kinds = _kinds(conference)
    if kinds.count(submission.kind) > 1:
        yield "kind", f"{submission.kind!r} is there more than once"
    for kind in submission.excludes:
        if kind not in kinds:
            yield "excludes", f"{kind!r} is not a kind of submission at this conference"
    if day_of(submission.due) > conference.end:
        yield "due", f"{submission.due} is after the conference ends"
    if submission.opens and day_of(submission.opens) > day_of(submission.due):
        yield "opens", f"{submission.opens} is after the deadline"
    if submission.likely_cut_off and not submission.likely_cut_off_source:
        yield "likely_cut_off_source", "is missing: which years had a cut-off"
    for key in ("words", "title_words"):
        limit = getattr(submission, key)
        if limit is not None and limit < 1:
            yield key, f"{limit} words leave no room for a motion"


def _midnights(table: str, deadlines: Iterable[Deadline]) -> Iterator[Fault]:
    """Yield what to write instead of each deadline at 00:00, which is the end of the day before."""
    for number, one in enumerate(deadlines, start=1):
        for due in (one.due, *(moved.due for moved in one.was)):
            if isinstance(due, datetime) and due.time() == time.min:
                before = day_of(due) - ONE_DAY
                problem = (
                    f"{due:%Y-%m-%dT%H:%M} is the first minute of that day. If it can be sent "
                    f"until the end of {before}, write {before}T23:59:00; if the hour is not "
                    f"known, write {day_of(due)} alone"
                )
                yield Fault(f"{table} {number}, due", problem)


def _kinds(conference: Conference) -> list[str]:
    return [submission.kind for submission in conference.submissions]


def _head_faults(conference: Conference) -> Iterator[Fault]:
    for key in ("start", "end"):
        if isinstance(getattr(conference, key), datetime):
            yield Fault(f"conference, {key}", "must be a day without an hour")
    if day_of(conference.end) < day_of(conference.start):
        yield Fault("conference, end", f"{conference.end} is before its start")
    try:
        ZoneInfo(conference.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        problem = f"{conference.timezone!r} is not a time zone; write one such as Europe/London"
        yield Fault("conference, timezone", problem)
    if conference.nation not in SUBDIVISIONS:
        yield Fault("conference, nation", f"must be one of {', '.join(SUBDIVISIONS)}")
    if CONFERENCE_TIER not in conference.tiers:
        yield Fault(
            "tiers", f'needs {CONFERENCE_TIER} = "…": how the conference speaks in a motion'
        )


def _comment_faults(text: str) -> Iterator[Fault]:
    """Yield a fault for each "due = 2021-06-11  # Friday" whose weekday is another one."""
    for number, line in enumerate(text.splitlines(), start=1):
        match = _DATE_WITH_WEEKDAY.search(line)
        if match is None:
            continue
        weekday = WEEKDAYS[date.fromisoformat(match["date"]).weekday()]
        stated = match["weekday"].title()
        if stated in _WEEKDAY_WORDS and not weekday.startswith(stated):
            problem = f"{match['date']} is a {weekday}, not the {stated} of the comment"
            yield Fault(f"line {number}", problem)


def _weekday_faults(table: dict[str, Any], year: int) -> list[Fault]:
    """Return the weekdays in any text of the file that do not fit the date beside them."""
    found: list[Fault] = []

    def walk(value: object, place: str) -> None:
        if isinstance(value, str):
            found.extend(Fault(place, problem) for problem in wrong_weekdays(value, year=year))
        elif isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, f"{place}, {key}" if place else key)
        elif isinstance(value, list):
            for number, inner in enumerate(value, start=1):
                walk(inner, f"{place} {number}")

    walk(table, "")
    return found
