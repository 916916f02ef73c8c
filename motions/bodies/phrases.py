"""What people write for when a body meets, in the words of :mod:`motions.bodies.patterns`.

Only what can mean one thing is put into other words: "7.30pm" is 19:30, "Thursdays" is every
Thursday, "not August" is "except August". Typing errors are not corrected: for them there is
:func:`likely_words`, whose guesses are offered and never taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from difflib import get_close_matches

from motions.base.dates import MONTHS, WEEKDAYS

NTH_WORDS = (
    "first", "1st", "second", "2nd", "third", "3rd", "fourth", "4th", "last",
)  # fmt: skip
_PLAIN = (
    "and", "at", "every", "other", "except", "from", "to", "in", "the", "of", "month", "not",
    "on", "bank", "holidays",
)  # fmt: skip
_WEEKDAYS = tuple(name.lower() for name in WEEKDAYS)
_MONTHS = tuple(name.lower() for name in MONTHS)
_VOCABULARY = (*NTH_WORDS, *_WEEKDAYS, *_MONTHS, *_PLAIN)

TOKEN = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[:.]\d\d|\w+|,|[-–—]")
_ANY_MONTH = "|".join(_MONTHS)
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?"
_HOUR = r"\d{1,2}[:.]\d\d"
_A_MONDAY = date(2027, 1, 4)
_USUAL_HOUR = "19:30"

_SHORT = {
    **{name[:3]: name for name in (*_WEEKDAYS, *_MONTHS)},
    "tues": "tuesday",
    "weds": "wednesday",
    "thur": "thursday",
    "thurs": "thursday",
    "sept": "september",
    "&": "and",
    "+": "and",
    "/": "and",
}

_READINGS: tuple[tuple[str, str], ...] = (
    (r"\b([ap])\.\s?m\b\.?", r"\1m"),
    (r"\b(?:12\s+)?(?:noon|midday)\b", "12:00"),
    (r"[();]", ","),
    (r"(?<=\w)\s*([&+/])\s*(?=\w)", r" \1 "),
    (rf"\b({'|'.join(name for name in _SHORT if name.isalpha())})\b\.?|[&+/]", "short"),
    (r"\b(?:(?:of|in)\s+)?(?:the|each|every|a)\s+month\b", "of the month"),
    (r"^monthly,?\s+(?=\S)", ""),
    (r"^every\s+(?=(?:first|1st|third|3rd|fourth|4th|last)\b|.*\bof the month\b)", ""),
    (r"\b(?:fortnightly|alternate)\b(?:\s+on)?", "every other"),
    (r"\bevery (?:second|2nd|two weeks|fortnight)\b(?:\s+on)?", "every other"),
    (r"^(?:weekly\s+(?:on\s+)?|each\s+)", "every "),
    (r"^(?:on\s+)?(?:the\s+)?", ""),
    (rf"^(?=(?:{'|'.join(_WEEKDAYS)})s\b)", "every "),
    (r",?\s*\bexcept\s+(?:on\s+)?bank holidays\b", ", not on bank holidays"),
    (r",?\s*\b(?:except|excluding|apart from|but not)\b(?:\s+(?:in|for|during)\b)?", ", except"),
    (rf",?\s*\b(?:no meetings?|not)\s+(?:in\s+|during\s+)?(?=(?:{_ANY_MONTH})\b)", ", except "),
    (rf"\bor\b(?=\s+(?:{_ANY_MONTH})\b)", "and"),
    (rf",?\s*(?:\b(?:at|from)\b|@)?\s*\b({_HOUR}(?:\s*(?:[-–—]|\bto\b)\s*{_HOUR})?)", r" at \1"),
    (r"\s+,", ","),
    (r"[,\s]+$", ""),
    (r"(?:,\s*)+", ", "),
    (r"\s+", " "),
)  # fmt: skip


def plain_words(text: str) -> str:
    """Return *text* in lower case, in the words of the grammar where it used others.

    >>> plain_words("2nd & 4th Thurs of each month, 7.30pm (not August)")
    '2nd and 4th thursday of the month at 19:30, except august'
    """
    plain = text.strip().lower()
    for pattern, words in _READINGS:
        if words == "short":
            plain = re.sub(pattern, lambda found: _SHORT[found[0].rstrip(".")], plain)
        else:
            plain = re.sub(pattern, words, plain)
        if pattern == _READINGS[0][0]:
            plain = _in_24_hours(plain)
    return plain


def likely_words(text: str) -> Iterator[str]:
    """Yield what *text* may have been meant to be, likeliest first; not all of it can be read."""
    tokens = [_nearest(token) for token in TOKEN.findall(plain_words(text))]
    likely = re.sub(r"\s+,", ",", " ".join(tokens))
    for attempt in (likely, f"{likely} at {_USUAL_HOUR}"):
        yield _capitals(attempt)
        yield _capitals(_anchored(attempt))
    yield from map(_capitals, _salvaged(tokens, plain_words(text).split()))


def _in_24_hours(text: str) -> str:
    """Return *text* with "7pm" as 19:00, "7.30-9pm" as 19:30-21:00, "10-12pm" as 10:00-12:00."""

    def span(found: re.Match[str]) -> str:
        end = _clock(found["end"], found["half"])
        start = _clock(found["start"], found["half"])
        if start >= end:
            start = _clock(found["start"], "am")
        return f"{start}-{end}"

    bare = rf"\b(?P<start>{_CLOCK})\s*(?:[-–—]|\bto\b)\s*(?P<end>{_CLOCK})\s*(?P<half>[ap]m)\b"
    text = re.sub(bare, span, text)
    return re.sub(rf"\b({_CLOCK})\s*([ap]m)\b", lambda found: _clock(found[1], found[2]), text)


def _clock(hour: str, half: str) -> str:
    """Return the hour by the 24-hour clock, or as it stands where there is no such hour."""
    hours, _, minutes = hour.replace(".", ":").partition(":")
    if not 1 <= int(hours) <= 12:  # noqa: PLR2004 hours on a dial
        return f"{hours}:{minutes or '00'}" if int(hours) else f"{hour}{half}"
    return f"{int(hours) % 12 + 12 * (half == 'pm'):02}:{minutes or '00'}"


def _nearest(token: str) -> str:
    """Return the word of the grammar that *token* is nearest to, or *token* where none is near."""
    if token in ("fifth", "5th"):
        return "last"  # no month has a fifth of every weekday
    if token in _VOCABULARY or not token.isalpha() or token.removesuffix("s") in _WEEKDAYS:
        return token
    return (get_close_matches(token, _VOCABULARY, n=1, cutoff=0.6) or [token])[0]


def _anchored(text: str) -> str:
    """Return *text* with a date after "every other", on the weekday it names."""
    weekday = next((name for name in _WEEKDAYS if name in text), "")
    if "every other" not in text or not weekday:
        return text
    day = re.search(r"\d{4}-\d\d-\d\d", text)
    try:
        near = date.fromisoformat(day[0]) if day else _A_MONDAY
    except ValueError:
        near = _A_MONDAY
    ahead = (_WEEKDAYS.index(weekday) - near.weekday()) % 7
    start = near + timedelta(days=ahead)
    without = re.sub(r"\s*from\s+\d{4}-\d\d-\d\d", "", text)
    return re.sub(rf"({weekday})s?", rf"\1 from {start}", without, count=1)


def _salvaged(tokens: list[str], written: list[str]) -> Iterator[str]:
    """Yield the simplest pattern that has the days, the hour and the months found in *tokens*.

    Which weekday of the month it is, only words very near to one as *written* can say.
    """
    nths = [one for token in written for one in get_close_matches(token, NTH_WORDS, 1, 0.8)]
    weekdays = [name for name in _WEEKDAYS if {name, f"{name}s"} & set(tokens)]
    hours = [token for token in tokens if re.fullmatch(_HOUR, token)] or [_USUAL_HOUR]
    months = tokens[tokens.index("except") :] if "except" in tokens else []
    except_months = " and ".join(token for token in months if token in _MONTHS)
    if weekdays:
        words = f"{' and '.join(nths) or 'first'} {weekdays[0]} at {hours[0]}"
        yield words + (f", except {except_months}" if except_months else "")
        yield words


def _capitals(text: str) -> str:
    names = rf"\b(?:{'|'.join((*_WEEKDAYS, *_MONTHS))})s?\b"
    return re.sub(names, lambda word: word[0].capitalize(), text)
