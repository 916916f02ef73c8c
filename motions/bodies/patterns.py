"""The words for a habit of meeting, read into a Pattern.

The grammar, one clause after another, separated by commas::

    first|second|third|fourth|last WEEKDAY [and …] [of the month] at HH:MM[-HH:MM]
    every WEEKDAY at HH:MM
    every other WEEKDAY from YYYY-MM-DD at HH:MM
    … , except MONTH[, MONTH and MONTH]
    … , from MONTH to MONTH
    … , in MONTH [and MONTH] the NTH WEEKDAY [at HH:MM]
    … , not on bank holidays
    RRULE:FREQ=MONTHLY;BYDAY=1TH;BYHOUR=19;BYMINUTE=30
    meetings.ics

What people write instead ("2nd Tues, 7.30pm") is put into these words by
:mod:`motions.bodies.phrases`. The name of a file is only recognised here: who reads the
organisation reads that too.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache

from dateutil.rrule import rrulestr

from motions.base.dates import MONTHS, WEEKDAYS
from motions.bodies.meetings import EVERY, LAST, Hours, NthWeekday, Pattern, Schedule, Season
from motions.bodies.phrases import NTH_WORDS, TOKEN, likely_words, plain_words

EXAMPLE = "first Thursday at 19:30, except August"

FEED_SUFFIX = ".ics"

_NTH = dict(zip(NTH_WORDS, (1, 1, 2, 2, 3, 3, 4, 4, LAST), strict=True))
_WEEKDAYS = {name.lower(): index for index, name in enumerate(WEEKDAYS)}
_MONTHS = {name.lower(): index for index, name in enumerate(MONTHS, start=1)}
_SIXTH = re.compile(r"BYDAY=[^;\s]*?(?:[6-9]|\d\d)[A-Z]{2}")
_HOURS_APART = ("SECONDLY", "MINUTELY", "HOURLY")
_TIME = re.compile(r"(\d{1,2})[:.](\d\d)")


class PatternError(ValueError):
    """A habit of meeting that cannot be read; the message offers the nearest that can."""


@lru_cache(maxsize=256)  # in a campaign many bodies have one habit
def parse_schedule(text: str) -> Schedule:
    """Return the schedule that *text* states.

    >>> parse_schedule("last Tuesday at 19:00").pattern.days
    (NthWeekday(nth=-1, weekday=1),)

    Raises PatternError, with the nearest pattern that can be read.
    """
    if text.strip().upper().startswith(("RRULE:", "DTSTART")):
        return Schedule(text=text, rule=_checked_rule(text.strip()))
    if text.strip().lower().endswith(FEED_SUFFIX):
        return Schedule(text=text.strip())
    try:
        return Schedule(text=text, pattern=_Reader(plain_words(text)).pattern())
    except PatternError as error:
        raise PatternError(f"{text!r} cannot be read: {error}. {_offer(text)}") from error


def _offer(text: str) -> str:
    """Return the sentence that offers the nearest to *text* that can be read."""
    for candidate in likely_words(text):
        try:
            _Reader(plain_words(candidate)).pattern()
        except PatternError:
            continue
        return f'Did you mean "{candidate}"?'
    return f'Write it like "{EXAMPLE}"'


def _checked_rule(text: str) -> str:
    """Return *text* with a DTSTART. Refuse a rule whose days or hours would come from ours."""
    rule, upper = text, text.upper()
    if any(f"FREQ={often}" in upper for often in _HOURS_APART):
        raise PatternError(f"{text!r} meets more than once a day; write FREQ=DAILY or longer")
    if "FREQ=MONTHLY" in upper and _SIXTH.search(upper):
        raise PatternError(f"{text!r} asks for a sixth weekday of a month; no month has one")
    if "DTSTART" not in upper:
        if not ("BYHOUR=" in upper and "BYMINUTE=" in upper):
            raise PatternError(f"{text!r} does not say at what hour; add ;BYHOUR=19;BYMINUTE=30")
        if "INTERVAL=" in upper or "COUNT=" in upper or "DAY=" not in upper:
            remedy = "put DTSTART:20270112T193000 on a line before it"
            raise PatternError(f"{text!r} depends on the day of a first meeting; {remedy}")
        rule = f"DTSTART:20000101T000000\n{text};BYSECOND=0"
    try:
        first = rrulestr(rule).after(datetime(2000, 1, 1), inc=True)  # noqa: DTZ001 local, as all meetings
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise PatternError(f"{text!r} is no RRULE of RFC 5545 with local hours: {error}") from error
    if first is None:
        raise PatternError(f"{text!r} gives no meeting at all")
    return rule


class _Reader:
    """A descent over the words of one pattern; each method reads one clause of the grammar."""

    def __init__(self, text: str) -> None:
        self._tokens = TOKEN.findall(text)
        self._at = 0
        unread = TOKEN.sub("", text).strip()
        if unread:
            raise PatternError(f"{unread[0]!r} is not understood")

    def pattern(self) -> Pattern:
        pattern = self._habit()
        while self._take(","):
            pattern = self._condition(pattern)
        if self._peek():
            raise PatternError(f"{self._peek()!r} was not expected")
        return pattern

    def _habit(self) -> Pattern:
        weeks, anchor = 1, None
        if self._take("every"):
            weeks = 2 if self._take("other") else 1
            days = tuple(NthWeekday(EVERY, weekday) for weekday in self._weekdays())
            if weeks > 1:
                if not self._take("from"):
                    raise PatternError(
                        '"every other" needs "from" and the date of one such meeting'
                    )
                anchor = self._date()
                if anchor.weekday() not in [day.weekday for day in days]:
                    raise PatternError(f"{anchor} is a {WEEKDAYS[anchor.weekday()]}")
        else:
            days = self._nth_weekdays()
        if self._take("of"):
            self._take("the")
            self._want("month")
        self._want("at")
        return Pattern(days, self._hours(), weeks, anchor)

    def _condition(self, pattern: Pattern) -> Pattern:
        if self._take("except"):
            return replace(pattern, months=pattern.months - self._months())
        if self._take("from"):
            first = self._month()
            self._want("to")
            return replace(pattern, months=pattern.months & _months_from(first, self._month()))
        if self._take("in"):
            months = self._months()
            self._take("the")
            days = self._nth_weekdays()
            hours = self._hours() if self._take("at") else None
            return replace(pattern, seasons=(*pattern.seasons, Season(months, days, hours)))
        if self._take("not"):
            for word in ("on", "bank", "holidays"):
                self._want(word)
            return replace(pattern, avoids_holidays=True)
        known = '"except", "from", "in" or "not on bank holidays"'
        raise PatternError(f"after a comma comes {known}, not {self._peek() or 'nothing'!r}")

    def _nth_weekdays(self) -> tuple[NthWeekday, ...]:
        """Read "first Thursday", "second and fourth Tuesday", "first Monday and last Friday"."""
        days: list[NthWeekday] = []
        while True:
            nths = [self._nth()]
            while self._take("and"):
                nths.append(self._nth())
            weekday = self._weekday()
            days.extend(NthWeekday(nth, weekday) for nth in nths)
            if not self._take("and"):
                return tuple(days)

    def _weekdays(self) -> list[int]:
        weekdays = [self._weekday()]
        while self._take("and"):
            weekdays.append(self._weekday())
        return weekdays

    def _months(self) -> frozenset[int]:
        """Read "August", "July and August", "July, August and December", "June to August"."""
        months: set[int] = set()
        while True:
            first = self._month()
            months |= _months_from(first, self._month() if self._take("to") else first)
            if not (self._take("and") or (self._peek(1) in _MONTHS and self._take(","))):
                return frozenset(months)

    def _hours(self) -> Hours:
        start = self._time()
        if self._peek() in ("-", "–", "—", "to"):
            self._at += 1
            end = self._time()
            if end <= start:
                raise PatternError(f"it ends at {end:%H:%M}, before it starts at {start:%H:%M}")
            return Hours(start, end)
        return Hours(start)

    def _nth(self) -> int:
        return _NTH[self._one_of(_NTH, '"first", "second", "third", "fourth" or "last"')]

    def _weekday(self) -> int:
        word = self._peek()
        if word.endswith("s") and word[:-1] in _WEEKDAYS:
            self._tokens[self._at] = word[:-1]
        return _WEEKDAYS[self._one_of(_WEEKDAYS, "a weekday")]

    def _month(self) -> int:
        return _MONTHS[self._one_of(_MONTHS, "a month")]

    def _time(self) -> time:
        token = self._next()
        match = _TIME.fullmatch(token)
        try:
            return time(int(match[1]), int(match[2])) if match else _no_time(token)
        except ValueError:
            return _no_time(token)

    def _date(self) -> date:
        token = self._next()
        try:
            return date.fromisoformat(token)
        except ValueError:
            raise PatternError(f"{token!r} is no date; write it like 2027-01-12") from None

    def _one_of(self, known: dict[str, int], what: str) -> str:
        token = self._next()
        if token not in known:
            raise PatternError(
                f"{token!r} is not {what}" if token else f"{what} is missing at the end"
            )
        return token

    def _want(self, word: str) -> None:
        found = self._next()
        if found != word:
            raise PatternError(f"{word!r} was expected, not {found or 'the end'!r}")

    def _take(self, word: str) -> bool:
        taken = self._peek() == word
        self._at += taken
        return taken

    def _peek(self, ahead: int = 0) -> str:
        index = self._at + ahead
        return self._tokens[index] if index < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        self._at += 1
        return token


def _no_time(token: str) -> time:
    raise PatternError(f"{token or 'the end'!r} is no hour; write it like 19:30")


def _months_from(first: int, last: int) -> frozenset[int]:
    """Return the months from *first* to *last*, over New Year where *last* comes earlier."""
    length = (last - first) % 12 + 1
    return frozenset((first - 1 + step) % 12 + 1 for step in range(length))
