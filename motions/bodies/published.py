"""An ``.ics`` file in which a body publishes its meetings, as the source of its schedule.

Every event in the file counts as a meeting, so the file should hold nothing else. Recurrences,
RDATE, EXDATE, moved and cancelled instances are worked out by ``recurring-ical-events``, a year at
a time and only when a plan asks for that year: a file may repeat for ever. Its rules are read by
:mod:`motions.bodies.rule_text` first, which refuses those that would keep it busy for minutes.
Nothing is fetched.

An event for a whole day is refused: whether a meeting ends before a deadline depends on its hour,
and an hour that is not known is never made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from motions.base.dates import YEARS
from motions.base.errors import DataFileError, Fault
from motions.base.files import read_text
from motions.bodies.meetings import Meeting, MeetingsError, PeriodSource, Schedule, in_order
from motions.bodies.patterns import LOCAL_ZONE
from motions.bodies.rule_text import rule_source

_EDGE = timedelta(days=2)
_FOREIGN_ZONE = re.compile(r"BEGIN:VTIMEZONE\b.*?END:VTIMEZONE\b", re.DOTALL | re.IGNORECASE)
_ZONE_RULE = re.compile(r"^RRULE[;:](?!.*INTERVAL)(?=.*FREQ=YEARLY)", re.IGNORECASE)


@dataclass(frozen=True)
class FeedSource(PeriodSource):
    """The meetings of a calendar, year by year, by the clock of *zone*."""

    query: Any
    years: range
    zone: str
    endless: bool

    @property
    def periods(self) -> range:
        """The years in which it can meet."""
        return self.years

    def period_of(self, day: date) -> int:
        """Return the year of *day*."""
        return day.year

    def work_out(self, period: int) -> tuple[Meeting, ...]:
        """Return the meetings of a year, in order of time."""
        # A moment of another zone can lie in another year there.
        span = date(period, 1, 1) - _EDGE, date(period, 12, 31) + _EDGE
        found = (
            _meeting(event, ZoneInfo(self.zone))
            for event in self.query.between(*span)
            if _text(event, "STATUS").upper() != "CANCELLED"
        )
        return in_order(one for one in found if one.day.year == period)


def load_feed(name: str, folder: Path, zone: str = LOCAL_ZONE) -> Schedule:
    """Return the schedule in the file *name*, which is relative to *folder*, in hours of *zone*.

    Raises DataFileError for a file that is missing, is not a calendar or states no hour; every
    fault at once.
    """
    if "://" in name:
        problem = "is a web address, and nothing is fetched; save the file and name it here"
        raise DataFileError(name, [Fault("", problem)])
    path = folder / name
    calendar = _parse(read_text(path), source=str(path), zone=zone)
    try:
        source = _source(calendar, zone)
        for event in calendar.walk("VEVENT"):
            source.held_in(event["DTSTART"].dt.year)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise DataFileError(str(path), [Fault("", f"cannot be worked out: {error}")]) from error
    return Schedule(name, source)


def _source(calendar: Any, zone: str) -> FeedSource:
    import recurring_ical_events  # noqa: PLC0415 most organisations name no such file

    events = calendar.walk("VEVENT")
    starts = [event["DTSTART"].dt.year for event in events]
    endless = any(not {"COUNT", "UNTIL"} & set(rule) for event in events for rule in _rules(event))
    # A recurrence that ends is followed to its end; RDATEs are read as far as the years go.
    recurs = any("RRULE" in event or "RDATE" in event for event in events)
    last = YEARS[-1] if recurs else max(starts) + 1
    years = range(min(starts) - 1, min(last, YEARS[-1]) + 1)
    return FeedSource(recurring_ical_events.of(calendar), years, zone, endless)


def _parse(text: str, *, source: str, zone: str) -> Any:
    from icalendar import Calendar  # noqa: PLC0415 as above

    for block in _FOREIGN_ZONE.findall(text):
        rules = [line for line in block.splitlines() if line.upper().startswith("RRULE")]
        if not all(map(_ZONE_RULE.match, rules)):
            raise DataFileError(source, [Fault("VTIMEZONE", "has a rule that is not yearly")])
    try:
        calendar = Calendar.from_ical(text)
    except (ValueError, IndexError, KeyError) as error:
        problem = f"is not a calendar that can be read: {str(error)[:100]}"
        raise DataFileError(source, [Fault("", problem)]) from error
    faults = list(_faults(calendar, zone))
    if faults:
        raise DataFileError(source, faults)
    return calendar


def _faults(calendar: Any, zone: str) -> Iterator[Fault]:
    events = calendar.walk("VEVENT")
    if not events:
        yield Fault("", "holds no events")
    for event in events:
        where = f"the event {_text(event, 'SUMMARY') or 'without a title'!r}"
        yield from (Fault(where, problem) for problem in _event_faults(event, zone))


def _event_faults(event: Any, zone: str) -> Iterator[str]:
    broken = ", ".join(sorted({str(name) for name, _ in event.errors if name}))
    if broken:
        yield f"has a broken {broken}"
        return
    start = event.get("DTSTART")
    if start is None:
        yield "has no DTSTART: nobody knows when it is"
        return
    if not isinstance(start.dt, datetime):
        yield f"of {start.dt} is for the whole day; give it an hour, or delete it from the file"
    elif "TZID" in start.params and start.dt.tzinfo is None:
        name = start.params["TZID"]
        yield f"is in an unknown time zone, {name!r}; write one such as {LOCAL_ZONE}"
    elif _ends_early(event):
        yield "ends before it begins"
    elif start.dt.year not in YEARS:
        yield f"is in the year {start.dt.year}, not between {YEARS[0]} and {YEARS[-1]}"
    elif "EXRULE" in event:
        yield "has an EXRULE, which RFC 5545 no longer knows; write EXDATE"
    else:
        for rule in _rules(event):
            try:
                rule_source(rule.to_ical().decode(), start.dt.replace(tzinfo=None), zone)
            except MeetingsError as error:
                yield f"has an RRULE that cannot be used: {error.problem}"


def _rules(event: Any) -> list[Any]:
    rules = event.get("RRULE", [])
    return rules if isinstance(rules, list) else [rules]


def _ends_early(event: Any) -> bool:
    start, end = event["DTSTART"].dt, event["DTEND"].dt if "DTEND" in event else None
    return (
        isinstance(end, datetime) and (start.tzinfo is None) == (end.tzinfo is None) and end < start
    )


def _text(event: Any, name: str) -> str:
    return str(event.get(name, ""))


def _meeting(event: Any, zone: ZoneInfo) -> Meeting:
    """Return *event* as a meeting; an end on another day is left open."""
    start, end = (_local(event[name].dt, zone) for name in ("DTSTART", "DTEND"))
    closes = end.time() if end.date() == start.date() and end > start else None
    return Meeting(start.date(), start.time(), closes)


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return *moment* by the local clock; one without a zone is local already (RFC 5545, 3.3.5)."""
    return moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment
