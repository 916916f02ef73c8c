"""An older calendar file of ours, brought up to date.

An event keeps its UID. Where it says something else now, its SEQUENCE rises and DTSTAMP and
LAST-MODIFIED are new; where it does not, not a byte of it changes. One that is no longer
wanted is marked for as long as it lies ahead: a program that has it already would go on showing it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from motions.base.errors import MotionsError
from motions.base.languages import known_languages, words
from motions.ical.content_lines import (
    Component,
    NotACalendarError,
    parse_calendar,
    property_name,
    value_of,
)
from motions.ical.descriptions import moved_line
from motions.ical.entries import Category
from motions.ical.profiles import Style
from motions.ical.vcalendar import DOMAIN, IDENT, PRODID, Calendar, escaped, order, render_calendar

MOVED_FROM = "X-MOTIONS-MOVED-FROM"
"""Where an event was before it moved, as DTSTART had it; one line for each time."""

_OURS = re.compile(rf"[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}{DOMAIN}")
_MOMENT = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")
_VOLATILE = ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE")
_LATEST = datetime(2100, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Changes:
    """What an update did, as UIDs; *by_hand* counts the components that somebody else added."""

    events: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    by_hand: int = 0


class NotOursError(MotionsError):
    """An existing file that no update may touch."""

    def __init__(self, source: str, why: str) -> None:
        advice = "choose another name, or use --force to replace it"
        super().__init__(f"{source}: already exists, and {why}; {advice}.")


def ident_of(content: bytes) -> str:
    """Return which calendar of ours *content* is, or nothing where it is none of ours."""
    try:
        header, components = parse_calendar(content)
    except NotACalendarError:
        return ""
    return _header_value(header, IDENT) if _is_ours(header, components) else ""


def update_calendar(
    calendar: Calendar, old: bytes, style: Style, *, stamp: datetime, source: str
) -> tuple[bytes, Changes]:
    """Return the file *old*, named *source*, with the events of *calendar*, and what that changed.

    Raises NotOursError where *old* is not a calendar of ours, or is one of different dates, which
    would all be marked as cancelled.
    """
    try:
        header, components = parse_calendar(old)
    except NotACalendarError as error:
        raise NotOursError(source, f"it is not a calendar that can be updated: {error}") from error
    if not _is_ours(header, components):
        raise NotOursError(source, "it was not written by motions")
    ours = {one.value("UID"): one for one in components if _is_our_event(one)}
    by_hand = tuple(one for one in components if not _is_our_event(one) and one.name != "VTIMEZONE")
    clock = _Update(calendar, style, stamp)
    events, added, changed = [], [], []
    for event in calendar.events:
        uid = event.value("UID")
        kept = clock.succeed(ours[uid], event) if uid in ours else event
        events.append(kept)
        if uid not in ours:
            added.append(uid)
        elif kept != ours[uid]:
            changed.append(uid)
    past, cancelled, dropped = clock.leave_behind(ours, {one.value("UID") for one in events})
    was, now = _header_value(header, IDENT), _header_value(calendar.header, IDENT)
    if was != now and (cancelled or _matter(was) != _matter(now)):
        raise NotOursError(source, "it is a calendar of different dates")
    all_ours = tuple(sorted((*events, *past), key=order))
    zones = _other_zones(calendar, components, (*past, *by_hand))
    uids = (tuple(added), tuple(changed), tuple(cancelled), tuple(dropped))
    changes = Changes(len(all_ours), *uids, len(by_hand))
    return render_calendar(calendar, all_ours, zones, by_hand), changes


@dataclass(frozen=True)
class _Update:
    calendar: Calendar
    style: Style
    stamp: datetime

    def succeed(self, old: Component, new: Component) -> Component:
        """Return *new* as the next version of *old*, or *old* itself where nothing changed."""
        moved = self._with_moves(old, new)
        return old if _said(old) == _said(moved) else self._next_version(old, moved)

    def leave_behind(
        self, ours: dict[str, Component], wanted: set[str]
    ) -> tuple[list[Component], list[str], list[str]]:
        """Return the events of *ours* that stay although they are not *wanted*.

        With them the UIDs of those that are marked now, and of those that are dropped: a reminder
        that is no longer asked for, a marked event whose day has passed.
        """
        stay: list[Component] = []
        marked_now, dropped = [], []
        left = {uid: old for uid, old in ours.items() if uid not in wanted}
        reminders = self.calendar.reminders() if left else frozenset()
        for uid, old in left.items():
            is_over = self._is_over(old)
            if uid in reminders or (is_over and _is_marked(old)):
                dropped.append(uid)
            elif is_over:
                stay.append(old)
            else:
                marked = self._marked(old)
                same = _said(old) == _said(marked)
                stay.append(old if same else self._next_version(old, marked))
                if not _is_marked(old):
                    marked_now.append(uid)
        return stay, marked_now, dropped

    def _with_moves(self, old: Component, new: Component) -> Component:
        """Return *new* with the dates that it had before, in lines of its description."""
        if new.value("CATEGORIES") == Category.REMINDER.value:
            return new
        chain = [value_of(one) for one in old.properties if property_name(one) == MOVED_FROM]
        before, now = self._local(old.value("DTSTART")), self._local(new.value("DTSTART"))
        if before is not None and before != now and not _is_marked(old):
            chain.append(_compact(before))
        dates = [self._local(one) for one in chain]
        if not chain or now is None or None in dates:
            return new
        known = [one for one in dates if one is not None]
        lines = [
            moved_line(words(self.calendar.language), *pair)
            for pair in zip(known, [*known[1:], now], strict=True)
        ]
        description = new.line("DESCRIPTION")
        told = "".join(escaped(f"\n{line}.") for line in lines if escaped(line) not in description)
        properties = {"DESCRIPTION": description + told}
        return _changed(new, properties, [f"{MOVED_FROM}:{one}" for one in chain])

    def _marked(self, event: Component) -> Component:
        """Return *event* as one that is no longer planned: it says so, is free, never rings."""
        local = words(self.calendar.language)
        summary, description = event.value("SUMMARY"), event.value("DESCRIPTION")
        if not _is_marked(event):
            gone = escaped(local.say("calendar.gone").text)
            summary = f"{escaped(local.say('calendar.cancelled').text)} {summary}"
            description = f"{gone}\\n{description}" if description else gone
        status = "CANCELLED" if self.style.habits.strikes_out else "CONFIRMED"
        lines = {
            "SUMMARY": f"SUMMARY:{summary}",
            "DESCRIPTION": f"DESCRIPTION:{description}",
            "STATUS": f"STATUS:{status}",
            "TRANSP": "TRANSP:TRANSPARENT",
            "X-MICROSOFT-CDO-BUSYSTATUS": "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        }
        return _changed(event, lines).without_inner()

    def _next_version(self, old: Component, new: Component) -> Component:
        """Return *new* with a SEQUENCE above that of *old* and a DTSTAMP after it.

        Two versions of one day have the same stamp; then the second is a second later.
        """
        before = self._instant(old.value("DTSTAMP"))
        stamp = self.stamp if before is None else max(self.stamp, before + timedelta(seconds=1))
        moment = f"{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        sequence = max(_number(old.value("SEQUENCE")) + 1, _number(new.value("SEQUENCE")))
        return _changed(
            new,
            {
                "DTSTAMP": f"DTSTAMP:{moment}",
                "LAST-MODIFIED": f"LAST-MODIFIED:{moment}",
                "SEQUENCE": f"SEQUENCE:{sequence}",
            },
        )

    def _is_over(self, event: Component) -> bool:
        """Tell whether *event* ended before the day of this version; what has no end has not."""
        end = self._local(event.value("DTEND") or event.value("DTSTART"))
        today = self.stamp.astimezone(UTC).date()
        if isinstance(end, datetime):
            return end.date() < today
        return end is not None and end <= today

    def _local(self, value: str) -> date | None:
        """Return the day or the local moment that *value* of a DTSTART states, if it states one."""
        match = _MOMENT.fullmatch(value.strip())
        if match is None:
            return None
        try:
            if not match[2]:
                return datetime.strptime(match[1], "%Y%m%d").date()  # noqa: DTZ007 a day
            moment = datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S")  # noqa: DTZ007 local
        except ValueError:
            return None
        if not match[3]:
            return moment
        zone = ZoneInfo(self.calendar.timezone)
        return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)

    def _instant(self, value: str) -> datetime | None:
        """Return the moment of a DTSTAMP; one that lies absurdly far ahead was mistyped."""
        match = _MOMENT.fullmatch(value.strip())
        try:
            moment = datetime.strptime(value.strip(), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        except ValueError:
            return None
        return moment if match and moment < _LATEST else None


def _changed(event: Component, lines: dict[str, str], extra: Iterable[str] = ()) -> Component:
    """Return *event* with *lines* in place of some properties and *extra* ones after its own."""
    own = [lines.get(property_name(line), line) for line in event.properties]
    return Component((event.lines[0], *own, *extra, *event.inner, event.lines[-1]))


def _is_marked(event: Component) -> bool:
    """Tell whether *event* is marked, in any language: that of a file can change."""
    return event.value("SUMMARY").startswith(_cancelled())


@cache
def _cancelled() -> tuple[str, ...]:
    marks = (one.say("calendar.cancelled").text for one in known_languages())
    return tuple(f"{escaped(mark)} " for mark in marks)


def _said(event: Component) -> list[str]:
    """Return what *event* says, without what only counts its versions."""
    return [line for line in event.lines if property_name(line) not in _VOLATILE]


def _is_ours(header: list[str], components: list[Component]) -> bool:
    ours = _header_value(header, "PRODID").startswith(PRODID)
    return ours and any(_is_our_event(one) for one in components)


def _is_our_event(component: Component) -> bool:
    return component.name == "VEVENT" and bool(_OURS.fullmatch(component.value("UID")))


def _other_zones(
    calendar: Calendar, components: list[Component], users: Iterable[Component]
) -> tuple[Component, ...]:
    """Return the older file's time zones that *users* name and that *calendar* does not bring."""
    named = "\n".join(line for one in users for line in one.lines)
    mine = f"TZID:{calendar.timezone}" if calendar.zone else ""
    return tuple(
        one
        for one in components
        if one.name == "VTIMEZONE"
        and one.line("TZID") != mine
        and re.search(rf"TZID=\"?{re.escape(one.value('TZID'))}\"?[;:]", named)
    )


def _matter(ident: str) -> list[str]:
    """Return what *ident* says without the conference: a calendar may go on with the next one."""
    parts = ident.split("/")
    return parts[:1] + parts[2:]


def _header_value(header: Iterable[str], name: str) -> str:
    return next((value_of(line) for line in header if property_name(line) == name), "")


def _compact(when: date) -> str:
    if isinstance(when, datetime):
        return f"{when:%Y%m%dT%H%M%S}"
    return f"{datetime.combine(when, time.min):%Y%m%d}"


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,9}", text.strip(), re.ASCII) else 0
