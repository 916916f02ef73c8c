"""An ``.ics`` file in which a body publishes its meetings, to the meetings of each year.

Every event in the file counts as a meeting, so the file should hold nothing else. Recurrences,
RDATE, EXDATE, moved and cancelled instances are worked out by ``recurring-ical-events``, a year at
a time and only when a plan asks for that year: a file may repeat for ever. Nothing is fetched.

An event for a whole day is refused: whether a meeting ends before a deadline depends on its hour,
and an hour that is not known is never made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from motions.base.errors import DataFileError, Fault
from motions.base.files import read_text
from motions.bodies.meetings import Meeting, Schedule

LOCAL_ZONE = "Europe/London"
"""The clock by which the bodies of all four nations meet, whatever zone a file is written in."""

_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_EDGE = timedelta(days=2)


def load_feed(name: str, folder: Path) -> Schedule:
    """Return the schedule in the file *name*, which is relative to *folder*.

    Raises DataFileError for what is missing, no calendar, or says no hour; every fault at once.
    """
    if "://" in name:
        problem = "is a web address, and nothing is fetched; save the file and name it here"
        raise DataFileError(name, [Fault("", problem)])
    path = folder / name
    calendar = _parse(read_text(path), source=str(path))
    try:
        feed = _by_year(calendar)
        for event in calendar.walk("VEVENT"):
            feed(event["DTSTART"].dt.year)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise DataFileError(str(path), [Fault("", f"cannot be worked out: {error}")]) from error
    return Schedule(text=name, feed=feed)


def _parse(text: str, *, source: str) -> Any:
    from icalendar import Calendar  # noqa: PLC0415 most organisations name no such file

    try:
        calendar = Calendar.from_ical(text)
    except (ValueError, IndexError, KeyError) as error:
        problem = f"is no calendar that can be read: {str(error)[:100]}"
        raise DataFileError(source, [Fault("", problem)]) from error
    faults = list(_faults(calendar))
    if faults:
        raise DataFileError(source, faults)
    return calendar


def _faults(calendar: Any) -> Iterator[Fault]:
    events = calendar.walk("VEVENT")
    if not events:
        yield Fault("", "holds no events")
    for event in events:
        where = f"the event {_text(event, 'SUMMARY') or 'without a title'!r}"
        yield from (Fault(where, problem) for problem in _event_faults(event))


def _event_faults(event: Any) -> Iterator[str]:
    broken = ", ".join(sorted({str(name) for name, _ in event.errors if name}))
    if broken:
        yield f"has a broken {broken}"
        return
    start = event.get("DTSTART")
    if start is None:
        yield "has no DTSTART: nobody knows when it is"
        return
    if not isinstance(start.dt, datetime):
        yield f"of {start.dt} is for the whole day; give it an hour, or take it out of the file"
    elif "TZID" in start.params and start.dt.tzinfo is None:
        name = start.params["TZID"]
        yield f"is in an unknown time zone, {name!r}; write one such as {LOCAL_ZONE}"
    elif _ends_early(event):
        yield "ends before it begins"
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        if set(_TOO_OFTEN) & {str(often).upper() for often in rule.get("FREQ", [])}:
            yield "is held more than once a day"


def _ends_early(event: Any) -> bool:
    start, end = event["DTSTART"].dt, event["DTEND"].dt if "DTEND" in event else None
    return (
        isinstance(end, datetime) and (start.tzinfo is None) == (end.tzinfo is None) and end < start
    )


def _text(event: Any, name: str) -> str:
    return str(event.get(name, ""))


def _by_year(calendar: Any) -> Callable[[int], tuple[Meeting, ...]]:
    """Return the function from a year to the meetings of that year, in local time."""
    import recurring_ical_events  # noqa: PLC0415 as above

    query = recurring_ical_events.of(calendar)
    zone = ZoneInfo(LOCAL_ZONE)

    @cache
    def of_year(year: int) -> tuple[Meeting, ...]:
        # A moment of another zone can lie in another year there.
        span = date(year, 1, 1) - _EDGE, date(year, 12, 31) + _EDGE
        found = (
            _meeting(event, zone)
            for event in query.between(*span)
            if _text(event, "STATUS").upper() != "CANCELLED"
        )
        return tuple(meeting for meeting in found if meeting.day.year == year)

    return of_year


def _meeting(event: Any, zone: ZoneInfo) -> Meeting:
    """Return *event* as a meeting; an end on another day is left open."""
    start, end = (_local(event[name].dt, zone) for name in ("DTSTART", "DTEND"))
    closes = end.time() if end.date() == start.date() and end > start else None
    return Meeting(start.date(), start.time(), closes)


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return *moment* by the local clock; one without a zone is local already (RFC 5545, 3.3.5)."""
    return moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment
