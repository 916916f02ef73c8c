"""Entries to a calendar file, in the form that most programs read without harm (RFC 5545, 7986).

An event's UID comes from its key, never from its date, so that a second import moves it. DTSTAMP is
the caller's: the same entries and stamp give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event, Timezone, vDate, vDatetime, vDuration, vText, vUri

from motions import __version__
from motions.agenda import Entry
from motions.dates import ONE_DAY
from motions.errors import MotionsError
from motions.model import Status

RING_AT = time(9, 0)
"""The local hour at which a reminder of a whole day rings."""

REFRESH = timedelta(hours=12)

_LONDON = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
DTSTART:19701025T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
"""
"""The rule as it is now, from 1970 as other programs write it: lists of RDATEs are misread."""

TIME_ZONES = {"Europe/London": _LONDON}


def render_calendar(
    entries: Iterable[Entry], *, name: str, timezone: str, stamp: datetime
) -> bytes:
    """Return a VCALENDAR called *name* with an event for each of *entries*.

    *timezone* is that of the entries' moments, *stamp* the aware moment of this version. Raises
    MotionsError for a time zone whose rule is not known here.
    """
    if timezone not in TIME_ZONES:
        known = ", ".join(TIME_ZONES)
        raise MotionsError(
            f"Calendars in the time zone {timezone!r} cannot be written yet; known: {known}."
        )
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//model-motions//motions {__version__}//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    entries = list(entries)
    if not all(entry.all_day for entry in entries):
        calendar.add_component(Timezone.from_ical(TIME_ZONES[timezone].replace("\n", "\r\n")))
    for entry in entries:
        calendar.add_component(_event(entry, timezone, stamp))
    return bytes(calendar.to_ical(sorted=False))


def uid(key: str) -> str:
    """Return the UID of the event with that *key*: the same everywhere, and telling nothing."""
    return f"{uuid5(NAMESPACE_URL, f'motions:{key}')}@model-motions"


def _event(entry: Entry, timezone: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", vText(uid(entry.key)))
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("last-modified", stamp.astimezone(UTC))
    event.add("sequence", 0)
    _add_span(event, entry, timezone)
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("categories", [entry.category])
    event.add("status", "TENTATIVE" if entry.status is Status.PROJECTED else "CONFIRMED")
    if entry.location:
        event.add("location", entry.location)
    if entry.url:
        event.add("url", vUri(entry.url))
    busy = entry.category == "Meeting"
    event.add("transp", "OPAQUE" if busy else "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "BUSY" if busy else "FREE")
    event.add("class", "PUBLIC")
    for days in entry.alarms:
        event.add_component(_alarm(entry, days))
    return event


def _add_span(event: Event, entry: Entry, timezone: str) -> None:
    if isinstance(entry.starts, datetime) and isinstance(entry.ends, datetime):
        ends = max(entry.ends, entry.starts + _A_MOMENT)
        for name, moment in (("dtstart", entry.starts), ("dtend", ends)):
            event.add(name, vDatetime(moment), parameters={"TZID": timezone})
    else:
        for name, day in (("dtstart", entry.starts), ("dtend", entry.ends + ONE_DAY)):
            event.add(name, vDate(day), parameters={"VALUE": "DATE"})


_A_MOMENT = timedelta(minutes=1)
"""RFC 5545 wants an end after the start; a deadline of any length would seem to end later."""


def _alarm(entry: Entry, days: int) -> Alarm:
    """Return a reminder that rings *days* ahead, at a human hour where the event has none."""
    before = timedelta(days=days)
    if entry.all_day:
        before -= datetime.combine(date.min, RING_AT) - datetime.combine(date.min, time.min)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.summary)
    alarm.add("trigger", vDuration(-before))
    return alarm
