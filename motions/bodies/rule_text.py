"""The text of an RRULE of RFC 5545, with its DTSTART, RDATE and EXDATE, to a source of meetings.

What cannot be read, gives no meeting or gives too many on a day is refused, with what to write.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from math import prod
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from motions.base.dates import YEARS
from motions.base.errors import did_you_mean
from motions.bodies.meetings import (
    FIRST_DAY,
    LAST_DAY,
    DatesSource,
    Meeting,
    MeetingsError,
    Source,
)
from motions.bodies.rules import LAST_MOMENT, RuleSource

if TYPE_CHECKING:
    from dateutil.rrule import rrule

MOST_HOURS = 4
"""More meetings than this on one day are a slip: a grid of hours and minutes."""
MOST_COUNTED = 5000

_STEPS = {"YEARLY": (1, 12), "MONTHLY": (12, 1), "WEEKLY": (52, 7), "DAILY": (365, 1)}
"""How many steps there are in a year, and the months or days in each."""
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
_PARTS = (*_NUMBERS, "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST")
_LINES = ("DTSTART", "RRULE", "RDATE", "EXDATE")
_BYDAY = re.compile(rf"([+-]?\d{{1,2}})?({'|'.join(_WEEKDAYS)})")
_MOMENT = re.compile(r"\d{8}T\d{6}Z?", re.ASCII)
_DAY = re.compile(r"\d{8}", re.ASCII)
_SHOWN = 80

_Line = tuple[list[str], str]


def read_rule(text: str, zone: str) -> tuple[Source, tuple[Meeting, ...]]:
    """Return the source that *text*, an RRULE with its DTSTART, states, and its RDATEs.

    Hours are those of *zone*. Raises MeetingsError, with what to write instead.
    """
    try:
        return _read_lines(_lines(text), zone)
    except MeetingsError as error:
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        raise MeetingsError(f"{shown!r} cannot be read: {error.problem}") from error


def _read_lines(lines: dict[str, _Line], zone: str) -> tuple[Source, tuple[Meeting, ...]]:
    moments = {name: _moments(*lines[name], zone) for name in lines if name != "RRULE"}
    extra = tuple(Meeting(one.date(), one.time()) for one in moments.get("RDATE", ()))
    [start] = moments.get("DTSTART", [None])[:1]
    if start and lines["DTSTART"][1].endswith("Z"):
        raise MeetingsError("DTSTART is in UTC; write the local hour, without Z")
    if start and "RRULE" not in lines:
        return DatesSource((Meeting(start.date(), start.time()),)), extra
    source = rule_source(lines["RRULE"][1], start, zone)
    source = replace(source, excluded=frozenset(moments.get("EXDATE", ())))
    if not extra and next(source.after(FIRST_DAY), None) is None:
        raise MeetingsError("EXDATE leaves it no meeting at all")
    return source, extra


def rule_source(value: str, start: datetime | None, zone: str) -> RuleSource:
    """Return the source for the *value* of an RRULE that counts from *start*.

    Without a *start*, the rule must say its days and its hour itself. Raises MeetingsError for a
    rule that cannot be read or gives no meeting.
    """
    parts = _parts(value)
    ends: dict[str, str] = {name: parts.pop(name) for name in ("UNTIL", "COUNT") if name in parts}
    frequency = _frequency(parts)
    if start is None:
        _check_complete({*parts, *ends})
    source = _endless(parts, frequency, start or datetime.combine(FIRST_DAY, time()))
    if "UNTIL" in ends:
        until = min(LAST_MOMENT, _until(ends["UNTIL"], zone))
        source = replace(source, until=until, endless=False)
    if not source.meets():
        raise MeetingsError("it gives no meeting at all; check its days, months and UNTIL")
    if "COUNT" in ends:
        count = _count("COUNT", ends["COUNT"], MOST_COUNTED)
        *_, last = islice(source.after(FIRST_DAY), count)
        source = replace(source, until=last.starts, endless=False)
    return source


def _endless(parts: dict[str, str], frequency: str, start: datetime) -> RuleSource:
    """Return the source of a rule without UNTIL or COUNT."""
    from dateutil.rrule import rrulestr  # noqa: PLC0415 most organisations write no rule

    interval = _count("INTERVAL", parts.get("INTERVAL", "1"), LAST_DAY.toordinal())
    week_start = parts.get("WKST", "MO")
    if week_start not in _WEEKDAYS:
        raise MeetingsError(f"WKST={week_start[:9]} is not a weekday; write MO")
    if "BYDAY" in parts:
        most = {"MONTHLY": 5, "YEARLY": 5 if "BYMONTH" in parts else 53}.get(frequency, 0)
        parts["BYDAY"] = _weekdays(parts["BYDAY"], most)
    parts = _with_parts_of_start(parts, start)
    grid = [len(set(parts[name].split(","))) for name in ("BYHOUR", "BYMINUTE", "BYSECOND")]
    if (count := prod(grid)) > MOST_HOURS:
        remedy = "write the one hour, such as BYHOUR=19;BYMINUTE=30"
        raise MeetingsError(f"it has {count} meetings on one day; {remedy}")
    day = start.date()
    begin = {
        "YEARLY": day.replace(month=1, day=1),
        "MONTHLY": day.replace(day=1),
        "WEEKLY": day - timedelta(days=(day.weekday() - _WEEKDAYS.index(week_start)) % 7),
    }.get(frequency, day)
    in_a_year, unit = _STEPS[frequency]
    rule = rrulestr(";".join("=".join(part) for part in parts.items()), dtstart=start)
    return RuleSource(
        rule=cast("rrule", rule),
        start=start,
        begin=begin,
        step=unit * interval * max(1, in_a_year // interval),
        by_months=frequency in ("YEARLY", "MONTHLY"),
    )


def _lines(text: str) -> dict[str, _Line]:
    """Return, by its name, each line's parameters, such as ``TZID=Europe/London``, and value."""
    lines: dict[str, _Line] = {}
    for line in text.split():
        head, _, value = line.partition(":")
        name, *parameters = head.split(";")
        name = name.upper()
        if name == "EXRULE":
            remedy = "write EXDATE with each day on which none is held"
            raise MeetingsError(f"EXRULE is not part of RFC 5545; {remedy}")
        if name not in _LINES:
            raise MeetingsError(f"{head[:_SHOWN]!r} is not one of {', '.join(_LINES)}")
        if name in lines and name in ("DTSTART", "RRULE"):
            raise MeetingsError(f"it has two lines {name}; write one, and other days as RDATE")
        if name in lines:
            value = f"{lines[name][1]},{value}"
        lines[name] = parameters, value
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
        if name in _NUMBERS:
            _check_numbers(name, content)
        parts[name] = content
    if {"UNTIL", "COUNT"} <= set(parts):
        raise MeetingsError("it has both COUNT and UNTIL; write one of them")
    return parts


def _check_numbers(name: str, content: str) -> None:
    for item in content.split(","):
        if not re.fullmatch(r"[+-]?[0-9]{1,3}", item) or int(item) not in _NUMBERS[name]:
            least, most = _NUMBERS[name][0], _NUMBERS[name][-1]
            raise MeetingsError(f"{name} takes numbers from {least} to {most}, not {item[:9]!r}")
        if not int(item) and -1 in _NUMBERS[name]:
            raise MeetingsError(f"{name} counts from 1, or back from -1; 0 is none")


def _frequency(parts: dict[str, str]) -> str:
    frequency = parts.get("FREQ", "")
    if frequency in ("HOURLY", "MINUTELY", "SECONDLY"):
        raise MeetingsError("it meets more than once a day; write FREQ=DAILY or longer")
    if frequency not in _STEPS:
        raise MeetingsError(f"FREQ must be one of {', '.join(_STEPS)}, not {frequency!r}")
    if frequency == "DAILY" and "BYSETPOS" in parts:
        raise MeetingsError("BYSETPOS chooses among days; write FREQ=MONTHLY")
    return frequency


def _check_complete(parts: set[str]) -> None:
    """Refuse a rule whose days or hours would depend on the first day, which it does not state."""
    if not {"BYHOUR", "BYMINUTE"} <= parts:
        raise MeetingsError("it does not say at what hour; add ;BYHOUR=19;BYMINUTE=30")
    says_days = {"BYDAY", "BYMONTHDAY", "BYYEARDAY"} & parts
    if {"INTERVAL", "COUNT"} & parts or not says_days:
        remedy = "put DTSTART:20270112T193000 on a line before it"
        raise MeetingsError(f"it depends on the day of a first meeting; {remedy}")


def _count(name: str, content: str, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", content) or not 1 <= int(content) <= most:
        raise MeetingsError(f"{name} must be a whole number from 1 to {most}, not {content[:9]!r}")
    return int(content)


def _weekdays(content: str, most: int) -> str:
    """Return *content* with its weekdays all counted, up to *most*, or all plain.

    Of 1TU,FR dateutil gives only what is both: FR becomes 1FR,2FR and so on.
    """
    found = []
    for item in content.split(","):
        match = _BYDAY.fullmatch(item)
        if match is None:
            raise MeetingsError(f"{item[:9]!r} is not a weekday; write TU, 1TU or -1TU")
        if match[1] and not most:
            raise MeetingsError(f"BYDAY={item} needs FREQ=MONTHLY: no week has more than one")
        if match[1] and not 1 <= abs(int(match[1])) <= most:
            raise MeetingsError(f"BYDAY={item} never comes; write 1 to {most}, or -1 for the last")
        found.append((match[1], match[2]))
    if not any(nth for nth, _ in found):
        return content
    every = range(1, most + 1)
    return ",".join(f"{n}{weekday}" for nth, weekday in found for n in ([nth] if nth else every))


def _with_parts_of_start(parts: dict[str, str], start: datetime) -> dict[str, str]:
    """Return *parts* with the day and hour of the first meeting where it says none (3.3.10)."""
    own = {"BYHOUR": start.hour, "BYMINUTE": start.minute, "BYSECOND": start.second}
    if not {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYDAY"} & set(parts):
        if parts["FREQ"] == "WEEKLY":
            parts = {"BYDAY": _WEEKDAYS[start.weekday()], **parts}
        elif parts["FREQ"] != "DAILY":
            own["BYMONTHDAY"] = start.day
        if parts["FREQ"] == "YEARLY":
            own["BYMONTH"] = start.month
    return {**{name: str(number) for name, number in own.items()}, **parts}


def _until(content: str, zone: str) -> datetime:
    """Return the last moment; a day without an hour counts to its end."""
    return _moment(f"{content}T235959" if _DAY.fullmatch(content) else content, zone)


def _moments(parameters: list[str], values: str, zone: str) -> list[datetime]:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.upper() == "TZID" and value.strip('"') != zone:
            hours = f"its hours are those of {value[:_SHOWN]}, the body's are those of {zone}"
            raise MeetingsError(f"{hours}: write them so, without TZID")
    for value in values.split(","):
        if _DAY.fullmatch(value):
            raise MeetingsError(f"{value} has no hour; write it like {value}T193000")
    return [_moment(value, zone) for value in values.split(",")]


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
