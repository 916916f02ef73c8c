"""An EntryList to the lines of a VCALENDAR, in the form that most programs read without harm.

An event's UID comes from its key, never from its date, so that a second import moves it. DTSTAMP is
the caller's: the same contents and stamp give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import vDate, vDatetime, vDuration, vText

from motions import __version__
from motions.base.dates import ONE_DAY, long_moment
from motions.base.errors import MotionsError
from motions.base.languages import words
from motions.base.text import harmless
from motions.conferences.conference import Status
from motions.ical.content_lines import Component, render_lines
from motions.ical.entries import Category, Entry, EntryList
from motions.ical.profiles import LONGEST_LEAD, Style
from motions.ical.vtimezone import is_plain, vtimezone

PRODID = "-//model-motions//motions "
"""What the PRODID of every calendar of ours begins with; its version follows."""

IDENT = "X-MOTIONS-CALENDAR"
"""Which of our calendars a file is. A UID of its own some programs take for each event's."""

DOMAIN = "@model-motions"

RING_AT = time(9, 0)
"""The local hour at which a reminder rings, where the event's own hour is for sleeping."""

AWAKE = (time(8, 0), time(21, 0))
"""Between these hours a reminder rings at the hour of its event."""

REFRESH = "PT12H"
"""How often a program should look for a newer version of a file that it subscribes to."""

A_MOMENT = timedelta(minutes=1)
"""RFC 5545 wants an end after the start; a deadline of any length would seem to end later."""

FIRST_YEAR, LAST_YEAR = 1970, 2100

COLOURS = {
    Category.NOTICE: "darkorange",
    Category.MEETING: "royalblue",
    Category.DEADLINE: "crimson",
    Category.OPENING: "seagreen",
    Category.MILESTONE: "purple",
    Category.CONFERENCE: "teal",
    Category.REMINDER: "gray",
}
"""RFC 7986 wants the names of CSS."""


@dataclass(frozen=True)
class Calendar:
    """A calendar before it is bytes. *events* are in order of time; *zone* is its VTIMEZONE.

    *keys* are those of the entries, without their reminders.
    """

    header: tuple[str, ...]
    zone: tuple[str, ...]
    timezone: str
    events: tuple[Component, ...]
    keys: tuple[str, ...]
    language: str

    def render(self) -> bytes:
        """Return the file."""
        return render_calendar(self, self.events)

    def reminders(self) -> frozenset[str]:
        """Return the UIDs of all reminders that its entries could have."""
        ahead = range(1, LONGEST_LEAD + 1)
        return frozenset(uid(reminder_key(key, days)) for key in self.keys for days in ahead)


def to_vcalendar(contents: EntryList, style: Style, *, stamp: datetime) -> Calendar:
    """Return *contents* as a calendar in *style*. *stamp* is the aware moment of this version.

    Raises MotionsError for a date that calendar programs cannot hold.
    """
    years = [when.year for entry in contents.entries for when in (entry.starts, entry.ends)]
    for entry in contents.entries:
        if not FIRST_YEAR <= entry.starts.year <= entry.ends.year <= LAST_YEAR:
            raise MotionsError(
                f"{entry.summary}: {long_moment(entry.starts)} is too far off for a calendar; "
                f"programs hold the years {FIRST_YEAR} to {LAST_YEAR}."
            )
    zone = vtimezone(contents.timezone, min(years, default=2000), max(years, default=2000))
    clock = _Clock(contents.timezone if zone else "", ZoneInfo(contents.timezone))
    events: list[Component] = []
    for entry in contents.entries:
        days = _reminders(entry, style)
        events.append(_component(entry, _alarm_days(days, style), clock, stamp))
        if style.habits.reminder_events:
            reminders = [_reminder(entry, ahead) for ahead in days]
            events += [_component(one, (), clock, stamp) for one in reminders]
    used = any(";TZID=" in event.line("DTSTART") for event in events)
    return Calendar(
        header=_header(contents, style),
        zone=zone if used else (),
        timezone=contents.timezone,
        events=tuple(sorted(events, key=order)),
        keys=tuple(entry.key for entry in contents.entries),
        language=contents.language,
    )


def render_calendar(
    calendar: Calendar,
    events: tuple[Component, ...],
    zones: tuple[Component, ...] = (),
    rest: tuple[Component, ...] = (),
) -> bytes:
    """Return the file: the zone of *calendar*, other *zones*, our *events*, and the *rest*."""
    components = [line for one in (*zones, *events, *rest) for line in one.lines]
    return render_lines(
        ["BEGIN:VCALENDAR", *calendar.header, *calendar.zone, *components, "END:VCALENDAR"]
    )


def uid(key: str) -> str:
    """Return the UID of the event with that *key*: the same everywhere, and telling nothing."""
    name = key.encode(errors="replace").decode()  # half a surrogate pair has no UTF-8
    return f"{uuid5(NAMESPACE_URL, f'motions:{name}')}{DOMAIN}"


def reminder_key(key: str, days: int) -> str:
    """Return the key of the event that warns *days* ahead of the one with *key*."""
    return f"{key}/remind/{days}"


def order(event: Component) -> tuple[str, str]:
    """Return what events of ours are sorted by: when they start, then their UID."""
    return event.value("DTSTART"), event.value("UID")


def _header(contents: EntryList, style: Style) -> tuple[str, ...]:
    name = (
        escaped(tidy_line(contents.name)) or words(contents.language).say("calendar.nameless").text
    )
    return (
        "VERSION:2.0",
        f"PRODID:{PRODID}{__version__}//EN",
        "CALSCALE:GREGORIAN",
        *([f"METHOD:{style.habits.method}"] if style.habits.method else []),
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
        f"{IDENT}:{escaped(tidy_line(contents.ident))}",
    )


# --- one event


@dataclass(frozen=True)
class _Clock:
    """How local moments are written: with *tzid*, or in UTC where the zone has no rule."""

    tzid: str
    zone: ZoneInfo

    def span(self, starts: date, ends: date) -> list[str]:
        """Return DTSTART and DTEND for days or local moments, both in the same form.

        On a night of changing clocks programs agree on UTC only.
        """
        if not (isinstance(starts, datetime) and isinstance(ends, datetime)):
            days = _encoded(vDate(starts)), _encoded(vDate(ends + ONE_DAY))
            return [f"DTSTART;VALUE=DATE:{days[0]}", f"DTEND;VALUE=DATE:{days[1]}"]
        moments, tzid = [starts, max(ends, starts + A_MOMENT)], f";TZID={self.tzid}"
        if not self.tzid or not all(is_plain(one, self.zone) for one in moments):
            tzid = ""
            moments = [one.replace(tzinfo=self.zone).astimezone(UTC) for one in moments]
        first, last = (_encoded(vDatetime(one)) for one in moments)
        return [f"DTSTART{tzid}:{first}", f"DTEND{tzid}:{last}"]


def _component(entry: Entry, alarms: tuple[int, ...], clock: _Clock, stamp: datetime) -> Component:
    title = escaped(tidy_line(entry.title)) or entry.category.value
    description, location = escaped(tidy(entry.description)), escaped(tidy_line(entry.location))
    version = _encoded(vDatetime(stamp.astimezone(UTC)))
    busy = entry.category is Category.MEETING
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid(entry.key)}",
        f"DTSTAMP:{version}",
        f"LAST-MODIFIED:{version}",
        f"SEQUENCE:{entry.revision}",
        *clock.span(entry.starts, entry.ends),
        f"SUMMARY:{title}",
        f"DESCRIPTION:{description or title}",
        f"CATEGORIES:{entry.category.value}",
        f"COLOR:{COLOURS[entry.category]}",
        f"STATUS:{'TENTATIVE' if entry.status is Status.PROJECTED else 'CONFIRMED'}",
        *([f"LOCATION:{location}"] if location else []),
        *([f"URL:{entry.url}"] if entry.url else []),
        f"TRANSP:{'OPAQUE' if busy else 'TRANSPARENT'}",
        f"X-MICROSOFT-CDO-BUSYSTATUS:{'BUSY' if busy else 'FREE'}",
        "CLASS:PUBLIC",
    ]
    for days in alarms:
        trigger = _encoded(vDuration(-_before(entry, days)))
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{title}", f"TRIGGER:{trigger}"]
        lines.append("END:VALARM")
    return Component((*lines, "END:VEVENT"))


def _before(entry: Entry, days: int) -> timedelta:
    """Return how long before its start *entry* rings, *days* ahead, when people are awake."""
    ahead = timedelta(days=days)
    start = entry.starts.time() if isinstance(entry.starts, datetime) else time.min
    if AWAKE[0] <= start <= AWAKE[1]:
        return ahead
    midnight = datetime.combine(date.min, time.min)
    hours = datetime.combine(date.min, start) - midnight
    return ahead + hours - timedelta(hours=RING_AT.hour, minutes=RING_AT.minute)


# --- reminders


def _reminders(entry: Entry, style: Style) -> tuple[int, ...]:
    """Return how many days ahead to warn of *entry*: of an ordinary meeting only once."""
    if style.remind is None or not entry.alarms:
        return entry.alarms
    return style.remind if len(entry.alarms) > 1 else style.remind[-1:]


def _alarm_days(days: tuple[int, ...], style: Style) -> tuple[int, ...]:
    """Return the alarms that an event carries: the nearest ones, where not all can be held."""
    return days[-style.habits.alarms :] if style.habits.alarms else ()


def _reminder(entry: Entry, days: int) -> Entry:
    """Return the silent day that warns of *entry*, for programs that drop alarms."""
    day = entry.starts.date() if isinstance(entry.starts, datetime) else entry.starts
    on = day - timedelta(days=days)
    local = words(entry.language)
    return replace(
        entry,
        key=reminder_key(entry.key, days),
        summary=local.say("calendar.reminder", count=days, title=entry.summary).text,
        starts=on,
        ends=on,
        description=f"{entry.title}\n{local.moment(entry.starts)}",
        category=Category.REMINDER,
        location="",
        revision=0,
    )


# --- text

_BYTE_ORDER_MARK = "\ufeff"


def tidy(text: str) -> str:
    r"""Return *text* as lines of words, with no control character in it but the line feed.

    Programs disagree on blanks at either end of a line.

    >>> tidy("one\r\n  two\x00\u2028\tthree  four ")
    'one\ntwo\nthree four'
    """
    kept = harmless(text, instead="").replace(_BYTE_ORDER_MARK, "")
    tidied = (" ".join(line.split()) for line in kept.split("\n"))
    return "\n".join(line for line in tidied if line)


def tidy_line(text: str) -> str:
    """Return *text* tidied, as one line."""
    return tidy(text).replace("\n", " ")


def escaped(text: str) -> str:
    """Return *text* as RFC 5545 writes it: backslash, semicolon, comma and line feed escaped."""
    return _encoded(vText(text))


def _encoded(value: vText | vDate | vDatetime | vDuration) -> str:
    return bytes(value.to_ical()).decode()
