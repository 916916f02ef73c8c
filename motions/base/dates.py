"""Days and hours as people write them, and a weekday checked against its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

ONE_DAY = timedelta(days=1)

YEARS = range(1900, 2200)
"""The years that a date may lie in. Any other is a typing error, and near the ends of what Python
knows no period could be counted."""

_WEEKDAY, _MONTH = (
    "|".join(f"{name[:3]}(?:{name[3:]})?" for name in names) for names in (WEEKDAYS, MONTHS)
)
_DAY_AND_MONTH = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\.?"
_STATED_WEEKDAY = re.compile(
    rf"\b(?P<weekday>{_WEEKDAY})\.?,?\s+(?:the\s+)?{_DAY_AND_MONTH}(?:,?\s+(?P<year>\d{{4}}))?",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    rf"(?:(?P<weekday>{_WEEKDAY})\.?,?\s+)?{_DAY_AND_MONTH},?\s+(?P<year>\d{{4}})", re.IGNORECASE
)
_BRITISH = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def day_of(when: date) -> date:
    """Return the calendar day of *when*, a day or a moment."""
    return when.date() if isinstance(when, datetime) else when


def short_day(day: date) -> str:
    """Return the day without year or weekday.

    >>> short_day(date(2021, 5, 6))
    '6 May'
    """
    return f"{day.day} {MONTHS[day.month - 1]}"


def long_day(day: date) -> str:
    """Return the day in full: the form in which a wrong date is noticed.

    >>> long_day(date(2021, 5, 6))
    'Thursday 6 May 2021'
    """
    return f"{WEEKDAYS[day.weekday()]} {short_day(day)} {day.year}"


def long_moment(when: date) -> str:
    """Return the day in full, and the hour where *when* is a moment.

    >>> long_moment(datetime(2021, 6, 11, 12, 0))
    'Friday 11 June 2021, 12:00'
    """
    text = long_day(day_of(when))
    return f"{text}, {when:%H:%M}" if isinstance(when, datetime) else text


def iso(when: date) -> str:
    """Return *when* in ISO 8601: a day, or a moment to the second with its offset from UTC."""
    return when.isoformat(timespec="seconds") if isinstance(when, datetime) else when.isoformat()


def days_phrase(count: int) -> str:
    """Return the number of days in words that agree with it.

    >>> days_phrase(1), days_phrase(14)
    ('1 day', '14 days')
    """
    return f"{count} day" if count == 1 else f"{count} days"


def clock(moment: time) -> str:
    """Return the hour as written on an agenda: "19:30"."""
    return f"{moment:%H:%M}"


def parse_day(text: str, *, only_iso: bool = False) -> date:
    """Return the day that *text* states, in ISO or in British order, or *only_iso*.

    Raises ValueError, in words for a user, for what is not a date or has the wrong weekday.

    >>> parse_day("2021-05-06") == parse_day("6/5/2021") == parse_day("Thu 6 May 2021")
    True
    """
    stated = text.strip()
    try:
        if only_iso or _ISO.fullmatch(stated):
            return date.fromisoformat(stated)
        if match := _BRITISH.fullmatch(stated):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _IN_WORDS.fullmatch(stated):
            return _in_words(match)
    except ValueError as error:
        if "weekday" in str(error):
            raise
        raise ValueError(f"{text!r} is a day that does not exist") from error
    raise ValueError(
        f"{text!r} is not a valid date; write it like 2021-05-06, 6/5/2021 or 6 May 2021"
    )


def days_in(text: str) -> list[date]:
    """Return the days that *text* states in full, with their year.

    >>> days_in("on 5 July 2024, and again in August 2024")
    [datetime.date(2024, 7, 5)]
    """
    found = []
    for pattern in (_IN_WORDS, _BRITISH, _ISO):
        for match in pattern.finditer(text):
            with suppress(ValueError):
                found.append(parse_day(match[0]))
    return sorted(found)


def wrong_weekdays(text: str, *, year: int) -> Iterator[str]:
    """Yield a sentence for each weekday in *text* that does not fit the date beside it.

    *year* stands in where the text names none. Only an English weekday, day and month are read.

    >>> list(wrong_weekdays("noon on Thursday 11 June", year=2021))
    ["'Thursday 11 June' is a Friday in 2021"]
    """
    for match in _STATED_WEEKDAY.finditer(text):
        stated = match["weekday"][:3].title()
        in_year = int(match["year"] or year)
        try:
            day = date(in_year, _month(match), int(match["day"]))
        except ValueError:
            yield f"{match[0]!r} is not a valid date in {in_year}"
            continue
        if WEEKDAYS[day.weekday()][:3] != stated:
            yield f"{match[0]!r} is a {WEEKDAYS[day.weekday()]} in {in_year}"


def _in_words(match: re.Match[str]) -> date:
    day = date(int(match["year"]), _month(match), int(match["day"]))
    stated = match["weekday"]
    if stated and WEEKDAYS[day.weekday()][:3] != stated[:3].title():
        raise ValueError(f"{match[0]!r} has the wrong weekday; it is {long_day(day)}")
    return day


def _month(match: re.Match[str]) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name[:3] == match["month"][:3].title())
