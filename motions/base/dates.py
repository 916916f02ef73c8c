"""Days and hours as people write them, and a weekday checked against its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
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

_STATED_WEEKDAY = re.compile(
    rf"\b(?P<weekday>{'|'.join(f'{day[:3]}(?:{day[3:]})?' for day in WEEKDAYS)})\.?,?\s+(?:the\s+)?"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?"
    rf"(?P<month>{'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in MONTHS)})\.?"
    rf"(?:,?\s+(?P<year>\d{{4}}))?",
    re.IGNORECASE,
)


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


def wrong_weekdays(text: str, *, year: int) -> Iterator[str]:
    """Yield a sentence for each weekday in *text* that does not fit the date beside it.

    *year* stands in where the text names none. Only an English weekday, day and month are read.

    >>> list(wrong_weekdays("noon on Thursday 11 June", year=2021))
    ["'Thursday 11 June' is a Friday in 2021"]
    """
    for match in _STATED_WEEKDAY.finditer(text):
        stated = match["weekday"][:3].title()
        month = next(
            i for i, name in enumerate(MONTHS, 1) if name[:3] == match["month"][:3].title()
        )
        in_year = int(match["year"] or year)
        try:
            day = date(in_year, month, int(match["day"]))
        except ValueError:
            yield f"{match[0]!r} is not a valid date in {in_year}"
            continue
        if WEEKDAYS[day.weekday()][:3] != stated:
            yield f"{match[0]!r} is a {WEEKDAYS[day.weekday()]} in {in_year}"
