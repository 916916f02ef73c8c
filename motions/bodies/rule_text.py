"""The text of an RRULE of RFC 5545, with its DTSTART, RDATE and EXDATE, to a source of meetings.

What cannot be read, gives no meeting or gives too many on a day is refused, with what to write.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import islice, product
from typing import NamedTuple
from zoneinfo import ZoneInfo

from motions.base.dates import YEARS
from motions.base.errors import did_you_mean
from motions.bodies.meetings import FIRST_DAY, LAST_DAY, Meeting, MeetingsError
from motions.bodies.rules import Rule, RuleSource

MOST_HOURS = 4
"""More meetings than this on one day are a slip: a grid of hours and minutes."""
MOST_COUNTED = 5000
_SHOWN = 80

_FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NUMBERS = {
    "BYMONTH": range(1, 13),
    "BYMONTHDAY": range(-31, 32),
    "BYYEARDAY": range(-366, 367),
    "BYWEEKNO": range(-53, 54),
    "BYSETPOS": range(-366, 367),
    "BYHOUR": range(24),
    "BYMINUTE": range(60),
    "BYSECOND": range(60),
}
_WITHOUT_ZERO = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")
_PARTS = (*_NUMBERS, "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST")
_LINES = ("DTSTART", "RRULE", "RDATE", "EXDATE")
_MOMENT = re.compile(r"[0-9]{8}T[0-9]{6}Z?")
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


class _Line(NamedTuple):
    """One line: its parameters, such as ``TZID=Europe/London``, and its value."""

    parameters: list[str]
    value: str


def read_rule(text: str, zone: str) -> tuple[RuleSource, tuple[Meeting, ...]]:
    """Return the source that *text*, an RRULE with its DTSTART, states, and its RDATEs.

    Hours are those of *zone*. Raises MeetingsError, with what to write instead.
    """
    try:
        return _read_lines(_lines(text), zone)
    except MeetingsError as error:
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        raise MeetingsError(f"{shown!r} cannot be read: {error.problem}") from error


def _read_lines(lines: dict[str, _Line], zone: str) -> tuple[RuleSource, tuple[Meeting, ...]]:
    start = None
    if "DTSTART" in lines:
        start = _moments(lines["DTSTART"], zone)[0]
        if lines["DTSTART"].value.endswith("Z"):
            raise MeetingsError("DTSTART is in UTC; write the local hour, without Z")
    extra = tuple(Meeting(one.date(), one.time()) for one in _moments(lines.get("RDATE"), zone))
    if start and "RRULE" not in lines:
        only = Rule("DAILY", start, until=start, times=(start.time(),))
        return RuleSource(only, endless=False), extra
    source = rule_source(lines["RRULE"].value, start, zone)
    source = replace(source, excluded=frozenset(_moments(lines.get("EXDATE"), zone)))
    if not extra and next(source.after(FIRST_DAY), None) is None:
        raise MeetingsError("EXDATE leaves it no meeting at all")
    return source, extra


def rule_source(value: str, start: datetime | None, zone: str) -> RuleSource:
    """Return the source for the *value* of an RRULE that counts from *start*.

    Without a *start*, the rule must say its days and its hour itself. Raises MeetingsError for a
    rule that cannot be read or gives no meeting.
    """
    parts = _parts(value)
    frequency = parts.get("FREQ", "")
    if frequency in ("HOURLY", "MINUTELY", "SECONDLY"):
        raise MeetingsError("it meets more than once a day; write FREQ=DAILY or longer")
    if frequency not in _FREQUENCIES:
        raise MeetingsError(f"FREQ must be one of {', '.join(_FREQUENCIES)}, not {frequency!r}")
    if start is None:
        _check_complete(parts)
    numbers = {name: _numbers(name, parts[name]) for name in _NUMBERS if name in parts}
    first = start or datetime.combine(FIRST_DAY, time())
    times = _times(numbers, first)
    rule = Rule(
        frequency=frequency,
        start=first,
        interval=_count("INTERVAL", parts.get("INTERVAL", "1"), LAST_DAY.toordinal()),
        times=times,
        weekdays=_weekdays(parts.get("BYDAY", ""), frequency),
        week_start=_weekdays(parts.get("WKST", "MO"), "")[0][1],
        numbers=numbers,
    )
    if frequency == "DAILY" and "BYSETPOS" in numbers:
        raise MeetingsError("BYSETPOS chooses among days; write FREQ=MONTHLY")
    if rule.week_start and "BYWEEKNO" in numbers:
        raise MeetingsError("BYWEEKNO counts weeks from Monday; leave out WKST")
    rule = _with_days_of_start(rule)
    if "UNTIL" in parts:
        rule = replace(rule, until=min(rule.until, _until(parts["UNTIL"], zone)))
    if "COUNT" in parts:
        count = _count("COUNT", parts["COUNT"], MOST_COUNTED)
        counted = list(islice(RuleSource(rule).after(FIRST_DAY), count))
        rule = replace(rule, until=counted[-1].starts) if counted else rule
    source = RuleSource(rule, endless=not {"UNTIL", "COUNT"} & set(parts))
    if next(source.after(FIRST_DAY), None) is None:
        raise MeetingsError("it gives no meeting at all; check its days, months and UNTIL")
    return source


def _lines(text: str) -> dict[str, _Line]:
    lines: dict[str, _Line] = {}
    for line in text.split():
        head, _, value = line.partition(":")
        name, *parameters = head.split(";")
        name = name.upper()
        if name == "EXRULE":
            raise MeetingsError(
                "EXRULE is not part of RFC 5545; write EXDATE with each day on which none is held"
            )
        if name not in _LINES:
            raise MeetingsError(f"{head[:_SHOWN]!r} is not one of {', '.join(_LINES)}")
        if name in lines and name in ("DTSTART", "RRULE"):
            raise MeetingsError(f"it has two lines {name}; write one, and other days as RDATE")
        if name in lines:
            value = f"{lines[name].value},{value}"
        lines[name] = _Line(parameters, value)
    return lines


def _parts(value: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for item in value.upper().rstrip(";").split(";"):
        name, _, content = item.partition("=")
        if name not in _PARTS:
            hint = did_you_mean(name[:_SHOWN], _PARTS)
            raise MeetingsError(f"{item[:_SHOWN]!r} is not a part of an RRULE.{hint}".rstrip("."))
        if name in parts:
            raise MeetingsError(f"{name} is stated twice")
        parts[name] = content
    if "UNTIL" in parts and "COUNT" in parts:
        raise MeetingsError("it has both COUNT and UNTIL; write one of them")
    return parts


def _check_complete(parts: dict[str, str]) -> None:
    """Refuse a rule whose days or hours would depend on the first day, which it does not state."""
    if not {"BYHOUR", "BYMINUTE"} <= set(parts):
        raise MeetingsError("it does not say at what hour; add ;BYHOUR=19;BYMINUTE=30")
    says_days = {"BYDAY", "BYMONTHDAY", "BYYEARDAY"} & set(parts)
    if {"INTERVAL", "COUNT"} & set(parts) or not says_days:
        remedy = "put DTSTART:20270112T193000 on a line before it"
        raise MeetingsError(f"it depends on the day of a first meeting; {remedy}")


def _numbers(name: str, content: str) -> tuple[int, ...]:
    found = set()
    for item in content.split(","):
        if not re.fullmatch(r"[+-]?\d{1,3}", item) or int(item) not in _NUMBERS[name]:
            least, most = _NUMBERS[name][0], _NUMBERS[name][-1]
            raise MeetingsError(f"{name} takes numbers from {least} to {most}, not {item[:9]!r}")
        if not int(item) and name in _WITHOUT_ZERO:
            raise MeetingsError(f"{name} counts from 1, or back from -1; 0 is none")
        found.add(int(item))
    return tuple(sorted(found))


def _count(name: str, content: str, most: int) -> int:
    if not re.fullmatch(r"\d{1,9}", content) or not 1 <= int(content) <= most:
        raise MeetingsError(f"{name} must be a whole number from 1 to {most}, not {content[:9]!r}")
    return int(content)


def _weekdays(content: str, frequency: str) -> tuple[tuple[int, int], ...]:
    found = []
    most = {"MONTHLY": 5, "YEARLY": 53}.get(frequency, 0)
    for item in content.split(",") if content else ():
        match = _BYDAY.fullmatch(item)
        if match is None:
            raise MeetingsError(f"{item[:9]!r} is not a weekday; write TU, 1TU or -1TU")
        nth = int(match[1] or 0)
        if match[1] and not most:
            raise MeetingsError(f"BYDAY={item} needs FREQ=MONTHLY: no week has more than one")
        if match[1] and not 1 <= abs(nth) <= most:
            raise MeetingsError(f"BYDAY={item} never comes; write 1 to {most}, or -1 for the last")
        found.append((nth, _WEEKDAYS.index(match[2])))
    return tuple(found)


def _times(numbers: dict[str, tuple[int, ...]], start: datetime) -> tuple[time, ...]:
    usual = {"BYHOUR": start.hour, "BYMINUTE": start.minute, "BYSECOND": start.second}
    grid = [numbers.pop(name, (number,)) for name, number in usual.items()]
    count = len(grid[0]) * len(grid[1]) * len(grid[2])
    if count > MOST_HOURS:
        raise MeetingsError(
            f"it has {count} meetings on one day; write the one hour, such as BYHOUR=19;BYMINUTE=30"
        )
    return tuple(time(hour, minute, second) for hour, minute, second in product(*grid))


def _with_days_of_start(rule: Rule) -> Rule:
    """Return *rule* with the days of its first meeting, where it says none itself (3.3.10)."""
    says_days = {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"} & set(rule.numbers)
    if says_days or rule.weekdays or rule.frequency == "DAILY":
        return rule
    if rule.frequency == "WEEKLY":
        return replace(rule, weekdays=((0, rule.start.weekday()),))
    own = {"BYMONTHDAY": (rule.start.day,)}
    if rule.frequency == "YEARLY" and "BYMONTH" not in rule.numbers:
        own["BYMONTH"] = (rule.start.month,)
    return replace(rule, numbers={**rule.numbers, **own})


def _until(content: str, zone: str) -> datetime:
    """Return the last moment; a day without an hour counts to its end."""
    if re.fullmatch(r"\d{8}", content):
        content += "T235959"
    return _moment(content, zone)


def _moments(line: _Line | None, zone: str) -> list[datetime]:
    if line is None:
        return []
    for parameter in line.parameters:
        name, _, value = parameter.partition("=")
        if name.upper() == "TZID" and value.strip('"') != zone:
            raise MeetingsError(
                f"its hours are those of {value[:_SHOWN]}, the body's are those of {zone}: write "
                "them so, without TZID"
            )
    moments = []
    for value in line.value.split(","):
        if re.fullmatch(r"\d{8}", value):
            raise MeetingsError(f"{value} has no hour; write it like {value}T193000")
        moments.append(_moment(value, zone))
    return moments


def _moment(value: str, zone: str) -> datetime:
    """Return the moment by the clock of *zone*; one in UTC, which ends in Z, is converted."""
    try:
        if not _MOMENT.fullmatch(value):
            raise ValueError  # noqa: TRY301 strptime takes fewer digits as well
        moment = datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 local
    except ValueError:
        problem = f"{value[:_SHOWN]!r} is not a valid moment; write it like 20270112T193000"
        raise MeetingsError(problem) from None
    if moment.year not in YEARS:
        raise MeetingsError(f"{value} is not between {YEARS[0]} and {YEARS[-1]}")
    if value.endswith("Z"):
        moment = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return moment
