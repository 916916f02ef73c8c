"""The rule of a time zone, as a VTIMEZONE that calendar programs read alike.

Derived from zoneinfo for the years that a calendar covers, and written from 1970 with RRULE and
BYDAY: lists of RDATEs are ignored or misread by several programs, which then are an hour off.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from motions.base.dates import ONE_DAY

EPOCH = 1970
SPAN = 28
"""Years after which the weekdays of all dates come round again: they tell "last" from "fourth"."""

_WEEK = 7
_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMELESS = ("Etc/", "posix/", "right/", "SystemV/")


@dataclass(frozen=True)
class _Onset:
    """One change of the clocks: its local moment as the clock read *before* it."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str


@lru_cache(maxsize=64)
def vtimezone(name: str, first_year: int, last_year: int) -> tuple[str, ...]:
    """Return the content lines of a VTIMEZONE for *name*, or none where it has no yearly rule.

    The rule holds in every year from *first_year* to *last_year*. None is found for zones that
    change it in those years, that follow the moon, or that have no place's name: moments there are
    written in UTC. Programs take a zone called "GMT" or "BST" for another one.
    """
    if "/" not in name or name.startswith(_NAMELESS):
        return ()
    zone = ZoneInfo(name)
    years = range(first_year, max(last_year, first_year + SPAN) + 1)
    onsets = [_onsets(zone, year) for year in years]
    if not any(onsets):
        body = _fixed(zone, first_year)
    elif all(len(year) == 2 for year in onsets):  # noqa: PLR2004 summer and winter
        body = _two_rules(*zip(*onsets, strict=True))
    else:
        body = []
    return ("BEGIN:VTIMEZONE", f"TZID:{name}", *body, "END:VTIMEZONE") if body else ()


def is_plain(moment: datetime, zone: ZoneInfo) -> bool:
    """Tell whether the local *moment* is there exactly once, on no night of a changing clock."""
    early, late = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return early.utcoffset() == late.utcoffset()


def _onsets(zone: ZoneInfo, year: int) -> list[_Onset]:
    """Return the changes of the clocks within *year*, to the minute."""
    found = []
    day = datetime(year, 1, 1, tzinfo=UTC)
    while day.year == year:
        following = day + ONE_DAY
        if _offset(day, zone) != _offset(following, zone):
            found.append(_between(day, following, zone))
        day = following
    return found


def _between(low: datetime, high: datetime, zone: ZoneInfo) -> _Onset:
    before, after = _offset(low, zone), _offset(high, zone)
    while high - low > timedelta(minutes=1):
        middle = low + timedelta(minutes=(high - low) // timedelta(minutes=2))
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    local = (high + before).replace(tzinfo=None)
    return _Onset(local, before, after, high.astimezone(zone).tzname() or "")


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def _fixed(zone: ZoneInfo, year: int) -> list[str]:
    here = datetime(year, 1, 1, tzinfo=zone)
    offset = here.utcoffset() or timedelta(0)
    return _observance("STANDARD", (offset, offset, here.tzname() or ""), "19700101T000000")


def _two_rules(*halves: tuple[_Onset, ...]) -> list[str]:
    """Return both observances, winter first, or nothing where one of them keeps no rule."""
    lines: list[str] = []
    for half in sorted(halves, key=lambda onsets: onsets[0].after):
        rule = _rule(half)
        if not rule:
            return []
        one = half[0]
        kind = "DAYLIGHT" if one.after > one.before else "STANDARD"
        start = _first(rule, one.local)
        lines += _observance(kind, (one.before, one.after, one.name), start, rule)
    return lines


def _rule(onsets: tuple[_Onset, ...]) -> str:
    """Return the RRULE that all of *onsets* keep, or nothing."""
    traits = {(one.before, one.after, one.name, one.local.time()) for one in onsets}
    months = {(one.local.month, one.local.weekday()) for one in onsets}
    if len(traits) > 1 or len(months) > 1:
        return ""
    days = [one.local.day for one in onsets]
    ((month, weekday),) = months
    rule = f"FREQ=YEARLY;BYMONTH={month}"
    if all(_is_last(one.local.date()) for one in onsets):
        return f"{rule};BYDAY=-1{_BYDAY[weekday]}"
    numbers = {(day - 1) // _WEEK + 1 for day in days}
    if len(numbers) == 1:
        return f"{rule};BYDAY={numbers.pop()}{_BYDAY[weekday]}"
    if max(days) - min(days) == _WEEK - 1:  # "the Sunday on or after the 2nd"
        listed = ",".join(str(day) for day in range(min(days), max(days) + 1))
        return f"{rule};BYMONTHDAY={listed};BYDAY={_BYDAY[weekday]}"
    return ""


def _first(rule: str, local: datetime) -> str:
    """Return the first moment of *rule* from 1970 on, at the hour of *local*."""
    days = calendar.monthrange(EPOCH, local.month)[1]
    all_days = [date(EPOCH, local.month, day) for day in range(1, days + 1)]
    same = [day for day in all_days if day.weekday() == local.weekday()]
    parts = dict(part.split("=") for part in rule.split(";"))
    if "BYMONTHDAY" in parts:
        allowed = {int(day) for day in parts["BYMONTHDAY"].split(",")}
        first = next(day for day in same if day.day in allowed)
    else:
        number = int(parts["BYDAY"][:-2])
        first = same[number - 1 if number > 0 else number]
    return f"{datetime.combine(first, local.time()):%Y%m%dT%H%M%S}"


def _is_last(day: date) -> bool:
    return (day + timedelta(days=_WEEK)).month != day.month


def _observance(
    kind: str, trait: tuple[timedelta, timedelta, str], start: str, rule: str = ""
) -> list[str]:
    before, after, name = trait
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{start}",
        *([f"RRULE:{rule}"] if rule else []),
        *([f"TZNAME:{name}"] if name else []),
        f"TZOFFSETFROM:{_shown(before)}",
        f"TZOFFSETTO:{_shown(after)}",
        f"END:{kind}",
    ]


def _shown(offset: timedelta) -> str:
    """Return *offset* as RFC 5545 writes it, with seconds only where there are some."""
    sign = "-" if offset < timedelta(0) else "+"
    moment = (datetime.combine(date.min, time.min) + abs(offset)).time()
    return f"{sign}{moment:%H%M%S}" if moment.second else f"{sign}{moment:%H%M}"
