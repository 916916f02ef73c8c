"""The words for when a body meets, read into a schedule.

The grammar, one clause after another, separated by commas::

    first|second|third|fourth|last WEEKDAY [and …] [of the month|of MONTH] at HH:MM[-HH:MM]
    every WEEKDAY at HH:MM
    every other WEEKDAY from YYYY-MM-DD at HH:MM
    … , except MONTH[, MONTH and MONTH]
    … , from MONTH to MONTH
    … , in MONTH [and MONTH] the NTH WEEKDAY [at HH:MM]
    … , not on bank holidays
    RRULE:FREQ=MONTHLY;BYDAY=1TH;BYHOUR=19;BYMINUTE=30
    meetings.ics

What people write instead ("2nd Tues, 7.30pm") is put into these words by
:mod:`motions.bodies.phrases`. The name of a file is only recognised here: whoever reads the
organisation reads that too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from functools import lru_cache

from motions.base.dates import MONTHS, WEEKDAYS
from motions.bodies.meetings import Hours, MeetingsError, Schedule
from motions.bodies.phrases import NTH_WORDS, TOKEN, likely_words, plain_words
from motions.bodies.rule_text import read_rule
from motions.bodies.weekdays import (
    ALL_MONTHS,
    EVERY,
    LAST,
    NthWeekday,
    Pattern,
    PatternSource,
    Season,
)

EXAMPLE = "first Thursday at 19:30, except August"

FEED_SUFFIX = ".ics"

LOCAL_ZONE = "Europe/London"
"""The time zone of the bodies of all four nations; one that meets elsewhere states its own."""

_NTH = dict(zip(NTH_WORDS, (1, 1, 2, 2, 3, 3, 4, 4, LAST), strict=True))
_WEEKDAYS = {name.lower(): index for index, name in enumerate(WEEKDAYS)}
_MONTHS = {name.lower(): index for index, name in enumerate(MONTHS, start=1)}
_TIME = re.compile(r"(\d{1,2})[:.](\d\d)")


@lru_cache(maxsize=256)  # in a campaign many bodies meet by the same words
def read_meetings(text: str, zone: str = LOCAL_ZONE) -> Schedule:
    """Return the schedule that *text* states; the hours of a rule are those of *zone*.

    >>> str(read_meetings("last Tues, 7pm (not Aug)"))
    'last Tuesday at 19:00, except August'

    Raises MeetingsError, with the nearest words that can be read.
    """
    if text.strip().upper().startswith(("RRULE:", "DTSTART")):
        source, extra = read_rule(text.strip(), zone)
        return Schedule(text, source, extra)
    if text.strip().lower().endswith(FEED_SUFFIX):
        return Schedule(text.strip())
    try:
        return replace(_read_words(text), text=text)
    except MeetingsError as error:
        problem, offer = f"{text!r} cannot be read: {error.problem}", _offer(text)
        if not offer:
            problem += f'. Write it like "{EXAMPLE}"'
        raise MeetingsError(problem, offer=offer) from error


def _read_words(text: str) -> Schedule:
    reader = _Reader(plain_words(text))
    source = PatternSource(reader.pattern())
    return Schedule(text, source, avoids_holidays=reader.avoids_holidays)


def _offer(text: str) -> str:
    """Return the words nearest to *text* that can be read, or nothing."""
    for candidate in likely_words(text):
        try:
            _read_words(candidate)
        except MeetingsError:
            continue
        return candidate
    return ""


class _Reader:
    """A descent over the words of one pattern; each method reads one clause of the grammar."""

    def __init__(self, text: str) -> None:
        self._tokens = TOKEN.findall(text)
        self._at = 0
        self.avoids_holidays = False
        unread = TOKEN.sub("", text).strip()
        if unread:
            raise MeetingsError(f"{unread[0]!r} is not understood")

    def pattern(self) -> Pattern:
        pattern = self._usual()
        while self._take(","):
            pattern = self._condition(pattern)
        if self._peek():
            raise MeetingsError(f"{self._peek()!r} was not expected")
        if not pattern.months:
            raise MeetingsError("no month is left in which it meets")
        return pattern

    def _usual(self) -> Pattern:
        weeks, anchor = 1, None
        if self._take("every"):
            weeks = 2 if self._take("other") else 1
            days = tuple(NthWeekday(EVERY, weekday) for weekday in self._several(self._weekday))
            if weeks > 1:
                if not self._take("from"):
                    needed = '"from" and the date of one such meeting'
                    raise MeetingsError(f'"every other" needs {needed}')
                anchor = self._date()
                if anchor.weekday() not in [day.weekday for day in days]:
                    raise MeetingsError(f"{anchor} is a {WEEKDAYS[anchor.weekday()]}")
        else:
            days = self._nth_weekdays()
        months = ALL_MONTHS
        if self._take("of"):
            if self._take("the"):
                self._want("month")
            else:
                months = self._months()
        self._want("at")
        return Pattern(days, self._hours(), weeks, anchor, months)

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
            self.avoids_holidays = True
            return pattern
        known = '"except", "from", "in" or "not on bank holidays"'
        raise MeetingsError(f"after a comma comes {known}, not {self._peek() or 'nothing'!r}")

    def _nth_weekdays(self) -> tuple[NthWeekday, ...]:
        """Read "first Thursday", "second and fourth Tuesday", "first Monday and last Friday"."""
        days: list[NthWeekday] = []
        while True:
            nths = self._several(self._nth)
            weekday = self._weekday()
            days.extend(NthWeekday(nth, weekday) for nth in nths)
            if not self._take("and"):
                return tuple(days)

    def _several(self, read: Callable[[], int]) -> list[int]:
        found = [read()]
        while self._take("and"):
            found.append(read())
        return found

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
                raise MeetingsError(f"it ends at {end:%H:%M}, before it starts at {start:%H:%M}")
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
        if match is None or int(match[1]) >= 24 or int(match[2]) >= 60:  # noqa: PLR2004 a clock
            raise MeetingsError(f"{token or 'the end'!r} is not an hour; write it like 19:30")
        return time(int(match[1]), int(match[2]))

    def _date(self) -> date:
        token = self._next()
        try:
            return date.fromisoformat(token)
        except ValueError:
            problem = f"{token!r} is not a valid date; write it like 2027-01-12"
            raise MeetingsError(problem) from None

    def _one_of(self, known: dict[str, int], what: str) -> str:
        token = self._next()
        if token not in known:
            missing = f"{what} is missing at the end"
            raise MeetingsError(f"{token!r} is not {what}" if token else missing)
        return token

    def _want(self, word: str) -> None:
        found = self._next()
        if found != word:
            raise MeetingsError(f"{word!r} was expected, not {found or 'the end'!r}")

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


def _months_from(first: int, last: int) -> frozenset[int]:
    """Return the months from *first* to *last*, over New Year where *last* comes earlier."""
    length = (last - first) % 12 + 1
    return frozenset((first - 1 + step) % 12 + 1 for step in range(length))
