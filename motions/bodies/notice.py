"""The last day on which a motion can reach a secretary.

Notice is counted as the rules of meetings count it: the day of the meeting never counts. "Clear"
days leave out the day on which notice is given too (Civil Procedure Rules 2.8; Companies Act 2006,
section 360); plain days do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from motions.base.dates import ONE_DAY, days_phrase, short_day
from motions.base.errors import MotionsError
from motions.bodies.bank_holidays import IsHoliday, bank_holidays


class _Dated(Protocol):
    """A meeting, as far as its notice goes."""

    @property
    def day(self) -> date: ...


class Unit(StrEnum):
    """How a period of notice is counted."""

    DAYS = "days"
    WEEKS = "weeks"
    CLEAR_DAYS = "clear days"
    WORKING_DAYS = "working days"


@dataclass(frozen=True)
class Notice:
    """A period of notice. *count* is in *unit*; 0 days is "on the day itself"."""

    count: int
    unit: Unit = Unit.DAYS

    def __str__(self) -> str:
        name = self.unit.value
        return f"{self.count} {name.removesuffix('s') if self.count == 1 else name}"

    def last_day_before(self, meeting: date | _Dated, nation: str = "england") -> date:
        """Return the last day on which a motion can reach the secretary for *meeting*.

        >>> Notice(3, Unit.WORKING_DAYS).last_day_before(date(2027, 5, 6))
        datetime.date(2027, 4, 30)
        """
        day = meeting if isinstance(meeting, date) else meeting.day
        return last_notice(day, self, bank_holidays(nation))


LONGEST = 365
"""More days of notice than this are taken for a typing error."""

_NOTICE = re.compile(
    r"(?:at least )?(?P<count>\d{1,4}) (?P<unit>(?:clear |working )?day|week)"
    r"(?:s['’]?|['’]s)?(?:(?: of)? notice)?"
)
_IN_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class NoticeError(MotionsError, ValueError):
    """Words for a period of notice that cannot be read; the message says what can."""


def read_notice(text: str) -> Notice:
    """Return the period that *text* states.

    >>> read_notice("14 clear days"), str(read_notice("seven days' notice"))
    (Notice(count=14, unit=<Unit.CLEAR_DAYS: 'clear days'>), '7 days')

    Raises NoticeError where it states none, or one of more than a year.
    """
    words = [
        str(_IN_WORDS.index(word)) if word in _IN_WORDS else word for word in text.lower().split()
    ]
    match = _NOTICE.fullmatch(" ".join(words))
    if match is None:
        known = '"7 days", "2 weeks", "14 clear days" or "5 working days"'
        raise NoticeError(f"{text!r} is not a period of notice; write {known}")
    notice = Notice(int(match["count"]), Unit(f"{match['unit']}s"))
    if notice.count * (7 if notice.unit is Unit.WEEKS else 1) > LONGEST:
        raise NoticeError(f"{text!r} is more than a year of notice")
    return notice


def last_notice(meeting: date, notice: Notice, is_holiday: IsHoliday) -> date:
    """Return the last day on which a motion can reach the secretary for *meeting*.

    It counts until the end of that day. *is_holiday* matters for working days only.

    >>> last_notice(date(2021, 5, 27), Notice(14), lambda day: False)
    datetime.date(2021, 5, 13)
    """
    if notice.unit is Unit.WORKING_DAYS:
        return _working_days_from(meeting, notice.count, -ONE_DAY, is_holiday)
    return meeting - timedelta(days=_span(notice))


def first_arrival(meeting: date, handover: Notice, is_holiday: IsHoliday) -> date:
    """Return the day on which what *meeting* carried reaches the next body.

    >>> first_arrival(date(2021, 5, 6), Notice(1), lambda day: False)
    datetime.date(2021, 5, 7)
    """
    if handover.unit is Unit.WORKING_DAYS:
        return _working_days_from(meeting, handover.count, ONE_DAY, is_holiday)
    return meeting + timedelta(days=_span(handover))


def explain_notice(meeting: date, notice: Notice, is_holiday: IsHoliday) -> str:
    """Return the arithmetic behind :func:`last_notice`, as one would do it on paper.

    >>> explain_notice(date(2021, 5, 27), Notice(14), lambda day: False)
    '27 May − 14 days = 13 May'
    >>> explain_notice(date(2027, 1, 7), Notice(14), lambda day: False)
    '7 January 2027 − 14 days = 24 December 2026'
    """
    result = last_notice(meeting, notice, is_holiday)

    def shown(day: date) -> str:
        return short_day(day) if meeting.year == result.year else f"{short_day(day)} {day.year}"

    if notice.unit is Unit.CLEAR_DAYS:
        span = days_phrase(_span(notice))
        working = f"{shown(meeting)} − {span} = {shown(result)}"
        return f"{working}, which leaves {notice.count} clear days between"
    if notice.unit is Unit.WORKING_DAYS:
        skipped = holidays_between(result, meeting, is_holiday)
        apart = f", bank holidays left out: {', '.join(map(shown, skipped))}" if skipped else ""
        return f"{shown(meeting)} − {notice} = {shown(result)}{apart}"
    return f"{shown(meeting)} − {notice} = {shown(result)}"


def holidays_between(first: date, last: date, is_holiday: IsHoliday) -> list[date]:
    """Return the holidays on weekdays after *first* and before *last*, earliest first."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days))
    return [day for day in days if day.weekday() < 5 and is_holiday(day)]  # noqa: PLR2004 Saturday


def _span(notice: Notice) -> int:
    if notice.unit is Unit.WEEKS:
        return notice.count * 7
    return notice.count + (notice.unit is Unit.CLEAR_DAYS)


def _working_days_from(day: date, count: int, step: timedelta, is_holiday: IsHoliday) -> date:
    while count:
        day += step
        if day.weekday() < 5 and not is_holiday(day):  # noqa: PLR2004 Saturday
            count -= 1
    return day
