"""RRULEs: the days that they give, and that each is read or refused, whatever it says."""
# ruff: noqa: E501 a table of cases reads best a case a line

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from motions.bodies import MeetingsError
from motions.bodies.patterns import read_meetings

START = "DTSTART:20270112T193000"
ENOUGH = 30
"""Seconds in which a program that reads a rule must have ended; it takes well under one."""


def numbers(name: str, least: int, most: int, size: int = 3):
    one = st.integers(least, most).filter(bool)
    return st.lists(one, min_size=1, max_size=size, unique=True).map(
        lambda found: f";{name}={','.join(map(str, found))}"
    )


def maybe(parts):
    return st.just("") | parts


WEEKDAYS = st.lists(
    st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=3, unique=True
)
PLAIN_DAYS = WEEKDAYS.map(lambda days: f";BYDAY={','.join(days)}")
NTH_DAYS = st.tuples(WEEKDAYS, st.sampled_from([1, 2, 3, 4, 5, -1, -2])).map(
    lambda pair: f";BYDAY={','.join(f'{pair[1]}{day}' for day in pair[0])}"
)
ENDS = maybe(st.integers(1, 40).map(lambda count: f";COUNT={count}")) | st.dates(
    date(2028, 1, 1), date(2031, 1, 1)
).map(lambda day: f";UNTIL={day:%Y%m%d}T120000")
HOURS = maybe(st.just(";BYHOUR=10,19"))
MONTHS = maybe(numbers("BYMONTH", 1, 12))
MONTH_DAYS = numbers("BYMONTHDAY", -31, 31)
STARTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


def rules(*parts):
    return st.tuples(*parts).map("".join)


RULES = (
    rules(st.just("FREQ=DAILY"), st.integers(1, 9).map(";INTERVAL={}".format), maybe(PLAIN_DAYS), MONTHS, maybe(MONTH_DAYS), HOURS, ENDS)
    | rules(st.just("FREQ=WEEKLY"), st.integers(1, 5).map(";INTERVAL={}".format), maybe(PLAIN_DAYS), MONTHS, maybe(st.sampled_from([";WKST=SU", ";WKST=MO"])), HOURS, ENDS)
    | rules(st.just("FREQ=MONTHLY"), st.integers(1, 7).map(";INTERVAL={}".format), maybe(PLAIN_DAYS | NTH_DAYS), MONTHS, maybe(MONTH_DAYS), maybe(numbers("BYSETPOS", -3, 3)), HOURS, ENDS)
    | rules(st.just("FREQ=YEARLY"), st.integers(1, 3).map(";INTERVAL={}".format), maybe(PLAIN_DAYS | NTH_DAYS), MONTHS, maybe(MONTH_DAYS), ENDS)
    | rules(st.just("FREQ=YEARLY"), numbers("BYYEARDAY", -366, 366) | numbers("BYWEEKNO", 1, 52), maybe(st.just(";WKST=SU")), ENDS)
)  # fmt: skip


WHOLE_CYCLES = 19 * 400
"""Years after which the calendar is the same, day and weekday.

dateutil looks for a day that never comes up to the year 9999: near it, that does not take long.
"""
LAST = date(2036, 12, 31)


def by_dateutil(rule: str, start: datetime) -> list[datetime]:
    """Return the moments up to LAST that dateutil gives for *rule*."""
    later = start.replace(year=start.year + WHOLE_CYCLES)
    rule = re.sub(r"UNTIL=(\d{4})", lambda found: f"UNTIL={int(found[1]) + WHOLE_CYCLES}", rule)
    moments = rrulestr(f"DTSTART:{later:%Y%m%dT%H%M%S}\nRRULE:{rule}")
    in_time = takewhile(lambda one: one.year <= LAST.year + WHOLE_CYCLES, moments)
    return [one.replace(year=one.year - WHOLE_CYCLES) for one in in_time]


@settings(max_examples=400, deadline=None)
@given(RULES, STARTS)
def test_a_rule_gives_the_days_that_dateutil_gives_both_ways(rule, start):
    expected = by_dateutil(rule, start)
    try:
        schedule = read_meetings(f"DTSTART:{start:%Y%m%dT%H%M%S}\nRRULE:{rule}")
    except MeetingsError:
        assert not expected
        return
    assert [one.starts for one in schedule.between(date(1990, 1, 1), LAST)] == expected
    if expected:
        middle = expected[len(expected) // 2].date()
        earlier = list(schedule.before(middle, lambda _: False))
        assert [one.starts for one in earlier[::-1]] == [
            one for one in expected if one.date() <= middle
        ]
    if not re.search("COUNT|UNTIL", rule):
        assert schedule.ends is None
    elif schedule.ends <= LAST:
        assert schedule.ends == expected[-1].date()


def test_both_kinds_of_weekday_in_one_rule_are_both_held():
    """RFC 5545, 3.3.10: BYDAY lists days, each of which counts."""
    schedule = read_meetings(f"{START}\nRRULE:FREQ=MONTHLY;BYDAY=1TU,-1FR;BYHOUR=19;BYMINUTE=30")
    held = schedule.between(date(2027, 2, 1), date(2027, 3, 31))
    assert [f"{one.day:%d %b}" for one in held] == ["02 Feb", "26 Feb", "02 Mar", "26 Mar"]


def test_a_weekday_is_held_each_week_beside_one_that_is_counted():
    """dateutil gives only the days that are both."""
    schedule = read_meetings(f"{START}\nRRULE:FREQ=MONTHLY;BYDAY=1TU,FR")
    held = schedule.between(date(2027, 2, 1), date(2027, 2, 28))
    assert [one.day.day for one in held] == [2, 5, 12, 19, 26]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2028-02-29 2032-02-29"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=TU", "2028-02-29 2056-02-29"),
        ("FREQ=YEARLY;INTERVAL=30", "2027-01-12 2057-01-12"),
    ],
)
def test_a_meeting_of_once_in_many_years_is_found_both_ways(rule, days):
    schedule = read_meetings(f"{START}\nRRULE:{rule}")
    first, second = map(date.fromisoformat, days.split())
    assert [one.day for one in schedule.between(date(2020, 1, 1), second)] == [first, second]
    assert schedule.last_before(second).day == first


REFUSED = [
    (f"{START}\nRRULE:FREQ=DAILY;INTERVAL=0", "INTERVAL must be a whole number from 1"),
    (f"{START}\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "no meeting at all"),
    (f"{START}\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "no meeting at all"),
    ("DTSTART:19000101T193000\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "no meeting at all"),
    (f"{START}\nRRULE:FREQ=WEEKLY;BYMONTHDAY=31;BYMONTH=4", "no meeting at all"),
    (f"{START}\nRRULE:FREQ=DAILY;INTERVAL=7;BYDAY=WE", "no meeting at all"),
    (f"{START}\nRRULE:FREQ=MONTHLY;BYSETPOS=300", "no meeting at all"),
    (f"{START}\nRRULE:FREQ=MONTHLY;UNTIL=20260101", "no meeting at all"),
    (f"{START}\nRRULE:FREQ=DAILY;COUNT=1\nEXDATE:20270112T193000", "EXDATE leaves it no meeting"),
    (f"{START}\nRRULE:FREQ=DAILY\nEXRULE:FREQ=DAILY", "write EXDATE"),
    (f"{START}\nRRULE:FREQ=DAILY\nRRULE:FREQ=MONTHLY", "two lines RRULE"),
    (f"{START}\nRRULE:FREQ=MONTHLY;COUNT=99999", "COUNT must be a whole number from 1 to 5000"),
    (f"{START}\nRRULE:FREQ=MONTHLY;COUNT=3;UNTIL=20280101", "both COUNT and UNTIL"),
    (f"{START}\nRRULE:FREQ=MONTHLY;BYDAY=6TU", "BYDAY=6TU never comes"),
    (f"{START}\nRRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=10MO", "BYDAY=10MO never comes; write 1 to 5"),
    (f"{START}\nRRULE:FREQ=WEEKLY;WKST=XX", "WKST=XX is not a weekday"),
    (f"{START}\nRRULE:FREQ=WEEKLY;BYDAY=", "'' is not a weekday"),
    (f"{START}\nRRULE:FREQ=WEEKLY;BYDAY=1TU", "needs FREQ=MONTHLY"),
    (f"{START}\nRRULE:FREQ=MONTHLY;BYMONTHDAY=0", "0 is none"),
    (f"{START}\nRRULE:FREQ=MONTHLY;BYDAYS=TU", "Did you mean 'BYDAY'?"),
    (f"{START}\nRRULE:FREQ=MONTHLY;BYDAY=TU;BYDAY=WE", "stated twice"),
    ("RRULE:FREQ=DAILY;BYDAY=TU;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60))), "1440 meetings on one day"),
    ("DTSTART:00010101T193000\nRRULE:FREQ=DAILY", "is not between 1900 and 2199"),
    ("DTSTART:20270112\nRRULE:FREQ=MONTHLY", "write it like 20270112T193000"),
    ("DTSTART;VALUE=DATE:20270112\nRRULE:FREQ=MONTHLY", "write it like 20270112T193000"),
    ("DTSTART:20270112T193000Z\nRRULE:FREQ=MONTHLY", "write the local hour, without Z"),
    ("DTSTART:20270231T193000\nRRULE:FREQ=MONTHLY", "is not a valid moment"),
    ("DTSTART;TZID=America/New_York:20270112T193000\nRRULE:FREQ=MONTHLY", "without TZID"),
    (f"{START}\nRRULE:FREQ=MONTHLY\nRDATE:20270231T193000", "is not a valid moment"),
    (f"{START}\nRRULE:FREQ=MONTHLY\nDTEND:20270112T213000", "'DTEND' is not one of DTSTART"),
    ("RRULE:FREQ=MONTHLY;BYDAY=1TH", "add ;BYHOUR=19;BYMINUTE=30"),
    ("RRULE:", "is not a part of an RRULE"),
    ("DTSTART", "is not a valid moment"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "problem"), REFUSED)
def test_a_rule_that_cannot_be_used_is_refused_with_what_to_write(rule, problem):
    with pytest.raises(MeetingsError) as refusal:
        read_meetings(rule)
    assert problem in str(refusal.value)


@pytest.mark.slow
def test_every_odd_rule_is_answered_before_anybody_would_wait():
    program = (
        "import sys; from motions.bodies.patterns import read_meetings; from motions.bodies import MeetingsError\n"
        "for rule in sys.argv[1:]:\n"
        "    try: read_meetings(rule).between(__import__('datetime').date(2026, 1, 1), __import__('datetime').date(2027, 1, 1))\n"
        "    except MeetingsError: pass\n"
    )
    rules = [rule for rule, _ in REFUSED]
    rules += [f"{START}\nRRULE:FREQ=DAILY;COUNT=5000", "DTSTART:19000101T193000\nRRULE:FREQ=DAILY"]
    subprocess.run([sys.executable, "-c", program, *rules], timeout=ENOUGH, check=True)


@settings(max_examples=300, deadline=timedelta(seconds=ENOUGH))
@given(st.text(alphabet="RULEDTSAFQINCOBYH=;:,-+0123456789Z\n ", max_size=60))
def test_any_text_after_rrule_is_answered_or_refused(text):
    for start in ("RRULE:", f"{START}\nRRULE:FREQ=MONTHLY;"):
        try:
            schedule = read_meetings(start + text)
        except MeetingsError:
            continue
        assert schedule.is_known


# As the RFC prints them: RFC 5545, 3.8.5.3


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("DTSTART;TZID=Europe/London:19970902T090000\nRRULE:FREQ=DAILY;UNTIL=19970905T080000Z", "02 03 04 05"),
        ("DTSTART;TZID=Europe/London:19970902T090000\nRRULE:FREQ=DAILY;UNTIL=19970905T075959Z", "02 03 04"),
        ("DTSTART:19970902T190000\nRRULE:FREQ=WEEKLY;UNTIL=19970923", "02 09 16 23"),
        ("DTSTART:19970902T190000\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:19970909T190000", "02 16"),
        ("DTSTART:19970902T190000\nRRULE:FREQ=WEEKLY;COUNT=2\nRDATE:19970903T190000", "02 03 09"),
        ("DTSTART:19970902T190000\nRRULE:FREQ=WEEKLY;COUNT=1\nRDATE:19970903T180000Z", "02 03"),
        ("DTSTART:19970902T190000", "02"),
    ],
)  # fmt: skip
def test_zones_ends_and_exceptions_are_read_as_the_rfc_prints_them(rule, days):
    held = read_meetings(rule).between(date(1997, 9, 1), date(1997, 9, 30))
    assert [f"{one.day:%d}" for one in held] == days.split()
    assert {one.start.hour for one in held} <= {9, 19}


def test_a_rule_in_the_zone_of_its_body_is_read():
    rule = (
        "DTSTART;TZID=America/New_York:20270112T193000\nRRULE:FREQ=MONTHLY;UNTIL=20270313T003000Z"
    )
    held = read_meetings(rule, "America/New_York").between(date(2027, 1, 1), date(2027, 12, 31))
    assert [f"{one.starts:%d %b %H:%M}" for one in held] == [
        "12 Jan 19:30",
        "12 Feb 19:30",
        "12 Mar 19:30",
    ]
