"""``motions.toml`` to an Organisation, and the answers of ``motions init`` to such a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from motions.base.dates import day_of
from motions.base.errors import DataFileError, Fault, did_you_mean
from motions.base.files import read_text
from motions.base.text import slug
from motions.base.toml import TextReader, parse_toml, structure
from motions.bodies.bank_holidays import SUBDIVISIONS
from motions.bodies.body import Body, Organisation, Secretary
from motions.bodies.meetings import (
    DatesSource,
    Meeting,
    MeetingsError,
    Schedule,
    Source,
    meetings_between,
)
from motions.bodies.notice import Notice, read_notice
from motions.bodies.patterns import FEED_SUFFIX, LOCAL_ZONE, read_meetings
from motions.bodies.published import load_feed

EXAMPLE = "the built-in example"
LONGEST_ROUTE = 5
_A_YEAR = date(2027, 1, 1), date(2027, 12, 31)
_Read = TypeVar("_Read")
_A_DAY = "2027-03-04T19:30:00"

_READERS = (TextReader(Notice, read_notice, "a period of notice"),)

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class BodyTable:
    """One ``[[body]]`` as written. *dates* and *extra* are meetings, *cancelled* days of some.

    *timezone* is that of its hours; empty for Europe/London, in which a conference is too unless it
    says otherwise.
    """

    id: str
    name: str
    tier: str
    notice: Notice
    meets: str = ""
    dates: tuple[date, ...] = ()
    extra: tuple[date, ...] = ()
    cancelled: tuple[date, ...] = ()
    sends_to: str = ""
    handover: Notice = Notice(1)
    secretary: Secretary = Secretary()
    nation: str = ""
    timezone: str = ""
    place: str = ""
    online: str = ""
    annual_meeting: date | str = ""
    annual_notice: Notice | None = None


@dataclass(frozen=True)
class _OrganisationFile:
    body: tuple[BodyTable, ...]
    nation: str = "england"
    conferences: str = ""


def parse_organisation(text: str, *, source: str, folder: Path = Path()) -> Organisation:
    """Return the organisation that *text* states; raises DataFileError with every fault.

    A file of meetings that it names is looked for in *folder*.
    """
    file = structure(
        parse_toml(text, source=source), _OrganisationFile, source=source, readers=_READERS
    )
    faults, bodies = list(_faults(file)), []
    ids = [table.id for table in file.body]
    for number, table in enumerate(file.body, start=1):
        where = f"body {number}"
        usual = _tried(faults, f"{where}, meets", partial(_usual, table, folder))
        ask = partial(_annual, table, usual or Schedule())
        annual = _tried(faults, f"{where}, annual_meeting", ask)
        faults += [Fault(f"{where}, {key}", text) for key, text in _body_faults(table, usual, ids)]
        if annual and usual:
            usual = replace(usual, annual=annual, annual_notice=table.annual_notice)
        bodies.append(_body(table, usual or Schedule(), file.nation))
    if faults:
        raise DataFileError(source, faults)
    return Organisation(tuple(bodies), file.nation, source, file.conferences)


def _tried(faults: list[Fault], where: str, read: Callable[[], _Read]) -> _Read | None:
    try:
        return read()
    except MeetingsError as error:
        faults.append(Fault(where, str(error)))
        return None


def _body(table: BodyTable, usual: Schedule, nation: str) -> Body:
    own = {one.name for one in fields(Body) if one.init} - {"meets", "nation"}
    kept = {name: getattr(table, name) for name in own}
    return Body(**kept, meets=_schedule(table, usual), nation=table.nation or nation)


def example_text() -> str:
    """Return the ``motions.toml`` of the built-in example."""
    return files("motions.bodies").joinpath("example_organisation.toml").read_text(encoding="utf-8")


def example_organisation() -> Organisation:
    """Return the built-in example: Riverside Branch, which sends to Anytown CLP."""
    return parse_organisation(example_text(), source=EXAMPLE)


def load_organisation(path: Path) -> Organisation:
    """Return the organisation in the file at *path*; raises DataFileError."""
    return parse_organisation(read_text(path), source=str(path), folder=path.parent)


def read_schedule(text: str, folder: Path, zone: str = LOCAL_ZONE) -> Schedule:
    """Return the schedule that *text* states, or that is in the file in *folder* that it names.

    Raises MeetingsError for words that cannot be read, DataFileError for such a file.
    """
    if text.strip().lower().endswith(FEED_SUFFIX):
        return load_feed(text.strip(), folder, zone)
    return read_meetings(text, zone)


def render_organisation(bodies: Iterable[dict[str, str]], *, nation: str) -> str:
    """Return a ``motions.toml`` for *bodies*: dicts with the keys of a ``[[body]]`` table."""
    import tomlkit  # noqa: PLC0415 only "motions init" writes one

    document = tomlkit.document()
    document.add(tomlkit.comment("The bodies that your motion goes through, and how each meets."))
    document.add("nation", tomlkit.item(nation))
    document.add("body", tomlkit.item(list(bodies)))
    return tomlkit.dumps(document)


def _usual(table: BodyTable, folder: Path) -> Schedule:
    """Return what ``meets`` says, or else ``dates``, without what is extra or cancelled."""
    if table.meets:
        return read_schedule(table.meets, folder, _zone(table))
    dates = [Meeting(day.date(), day.time()) for day in table.dates if isinstance(day, datetime)]
    return Schedule(source=DatesSource(tuple(dates)))


def _annual(table: BodyTable, usual: Schedule) -> Source | None:
    """Return the source of the annual meeting; MeetingsError for one of several times a year."""
    when = table.annual_meeting
    if isinstance(when, date):
        meeting = _meeting(usual, when)
        if meeting is None:
            raise MeetingsError(f"{when} has no hour; write {when}T19:30:00")
        return DatesSource((meeting,))
    if not when:
        if table.annual_notice:
            raise MeetingsError("is missing, although there is an annual_notice")
        return None
    problem = "is not once a year"
    try:
        annual = read_meetings(when, _zone(table))
        if _is_yearly(annual):
            return annual.source
    except MeetingsError as error:
        if error.offer and _is_yearly(read_meetings(error.offer)):
            raise
        problem = "cannot be read"
    like = "first Thursday of March at 19:30"
    raise MeetingsError(f'{when!r} {problem}; write a day like {_A_DAY}, or words like "{like}"')


def _is_yearly(schedule: Schedule) -> bool:
    return len(meetings_between(schedule, *_A_YEAR, lambda _: False)) == 1


def _zone(table: BodyTable) -> str:
    return table.timezone if _is_zone(table.timezone) else LOCAL_ZONE


def _schedule(table: BodyTable, usual: Schedule) -> Schedule:
    added = (*table.dates, *table.extra) if table.meets else table.extra
    extra = [meeting for day in added if (meeting := _meeting(usual, day))]
    cancelled = frozenset(day_of(day) for day in table.cancelled)
    return replace(usual, extra=(*usual.extra, *extra), cancelled=cancelled)


def _meeting(usual: Schedule, when: date) -> Meeting | None:
    """Return the meeting at *when*; a bare day takes the usual hours, if there are any."""
    if isinstance(when, datetime):
        return Meeting(when.date(), when.time())
    hours = usual.source.hours
    return Meeting(when, hours.start, hours.end) if hours else None


def _is_zone(name: str) -> bool:
    try:
        return bool(name and ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _faults(file: _OrganisationFile) -> Iterator[Fault]:
    if not file.body:
        yield Fault("body", "needs at least one [[body]] table")
    named = {file.nation, *(table.nation for table in file.body if table.nation)}
    for nation in sorted(named - set(SUBDIVISIONS)):
        known, hint = ", ".join(SUBDIVISIONS), did_you_mean(nation, list(SUBDIVISIONS))
        yield Fault("nation", f"{nation!r} must be one of {known}.{hint}")
    yield from _route_faults({table.id: table.sends_to for table in file.body})


def _body_faults(
    table: BodyTable, usual: Schedule | None, ids: list[str]
) -> Iterator[tuple[str, str]]:
    if not _ID.fullmatch(table.id):
        form = f'lower-case letters, digits and hyphens, such as "{slug(table.id)}"'
        yield "id", f"{table.id!r} must be {form}"
    if ids.count(table.id) > 1:
        yield "id", f"{table.id!r} is there more than once"
    if not table.name.strip():
        yield "name", "is empty"
    if table.sends_to and table.sends_to not in ids:
        hint = did_you_mean(table.sends_to, ids)
        yield "sends_to", f"there is no body {table.sends_to!r} in this file.{hint}"
    if table.timezone and not _is_zone(table.timezone):
        yield "timezone", f"{table.timezone!r} is not a time zone; write one such as {LOCAL_ZONE}"
    if not (table.meets or table.dates):
        yield "meets", 'is missing: write meets = "first Thursday at 19:30", or dates = […]'
    for key in ("dates", "extra"):
        for day in getattr(table, key):
            if usual and _meeting(usual, day) is None:
                yield key, f"{day} has no hour; write {day}T19:30:00"


def _route_faults(sends_to: dict[str, str]) -> Iterator[Fault]:
    for start in sends_to:
        seen, here = [start], sends_to.get(start, "")
        while here in sends_to and here not in seen:
            seen.append(here)
            here = sends_to[here]
        problem = ""
        if here == start:
            problem = f"the route goes round in a circle: {' → '.join([*seen, start])}"
        elif len(seen) > LONGEST_ROUTE:
            problem = f"the route from {start!r} has more than {LONGEST_ROUTE} bodies"
        if problem:
            yield Fault("sends_to", problem)
            return
