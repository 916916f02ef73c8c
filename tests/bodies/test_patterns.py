"""What a secretary writes for "when we meet": read, or refused with the nearest that can be."""
# ruff: noqa: E501 a table of cases reads best a case a line

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motions.bodies import MeetingsError
from motions.bodies.bank_holidays import bank_holidays
from motions.bodies.meetings import meetings_between
from motions.bodies.patterns import read_meetings

YEAR = date(2027, 1, 1), date(2027, 12, 31)
WORDS = (
    "first", "2nd", "last", "fifth", "thursday", "tues", "at", "every", "other", "and", "in", "the",
    "of", "month", "except", "august", "sept", "7pm", "19:30", "12", "noon", "-", ",", "from", "to",
    "2027-01-12", "2027-13-45", "not", "on", "bank", "holidays", "½", "é", "#", "0pm", "13pm",
)  # fmt: skip


def held(text: str, first: date = YEAR[0], last: date = YEAR[1], nation: str = "england"):
    return meetings_between(read_meetings(text), first, last, bank_holidays(nation))


def days(text: str, **more) -> list[str]:
    return [f"{meeting.day:%d %b}" for meeting in held(text, **more)]


@pytest.mark.parametrize(
    ("text", "first_half"),
    [
        ("first Thursday at 19:30", "07 Jan,04 Feb,04 Mar,01 Apr,06 May,03 Jun"),
        ("last Thursday at 19:30", "28 Jan,25 Feb,25 Mar,29 Apr,27 May,24 Jun"),
        ("fourth Thursday at 19:30", "28 Jan,25 Feb,25 Mar,22 Apr,27 May,24 Jun"),
        ("third Saturday at 10:00-12:00", "16 Jan,20 Feb,20 Mar,17 Apr,15 May,19 Jun"),
        ("first Thursday at 19:30, except January and May", "04 Feb,04 Mar,01 Apr,03 Jun"),
        ("first Thursday at 19:30, except January to April", "06 May,03 Jun"),
        ("first Thursday at 19:30, from December to February", "07 Jan,04 Feb"),
        (
            "third Thursday at 19:30, in March and May the first Monday",
            "21 Jan,18 Feb,01 Mar,15 Apr,03 May,17 Jun",
        ),
        ("first Monday at 19:30, not on bank holidays", "04 Jan,01 Feb,01 Mar,05 Apr,07 Jun"),
        ("RRULE:FREQ=MONTHLY;BYDAY=1TH;BYHOUR=19;BYMINUTE=30", "07 Jan,04 Feb,04 Mar,01 Apr,06 May,03 Jun"),
        ("DTSTART:20270112T193000\nRRULE:FREQ=WEEKLY;INTERVAL=10", "12 Jan,23 Mar,01 Jun"),
        ("every other Monday from 2027-05-03 at 19:30", "03 May,17 May,31 May,14 Jun,28 Jun"),
    ],
)  # fmt: skip
def test_a_pattern_gives_its_days(text, first_half):
    assert ",".join(days(text, last=date(2027, 6, 30))) == first_half


def test_a_season_can_have_hours_of_its_own():
    text = "third Thursday at 19:30, in September the first Thursday at 18:00"
    assert [f"{one.day:%b} {one.start:%H:%M}" for one in held(text)][7:10] == [
        "Aug 19:30",
        "Sep 18:00",
        "Oct 19:30",
    ]


def test_bank_holidays_are_those_of_the_nation():
    text = "first Monday at 19:30, not on bank holidays"
    assert "02 Aug" in days(text, nation="wales")
    assert "02 Aug" not in days(text, nation="scotland")


def test_a_leap_day_is_a_meeting():
    assert days("last Tuesday at 19:30", first=date(2028, 2, 1), last=date(2028, 2, 29)) == [
        "29 Feb"
    ]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("2nd Tuesday at 7.30pm", "second Tuesday at 19:30"),
        ("2nd Tuesday at 7pm", "second Tuesday at 19:00"),
        ("Second TUES, 7.30 p.m.", "second Tuesday at 19:30"),
        ("Thursdays at 19:30", "every Thursday at 19:30"),
        ("weekly on Thursdays, 19.30", "every Thursday at 19:30"),
        ("every first Thursday at 19:30", "first Thursday at 19:30"),
        ("every second Thursday of the month at 19:30", "second Thursday at 19:30"),
        ("first and third Tuesdays at 19:30", "first Tuesday and third Tuesday at 19:30"),
        ("2nd & 4th Weds of each month, 7pm-9pm", "second and fourth Wednesday at 19:00-21:00"),
        ("monthly on the last Thursday at 19:30", "last Thursday at 19:30"),
        ("third Saturday 10am-12 noon", "third Saturday at 10:00-12:00"),
        ("third Saturday from 10 to 12pm", "third Saturday at 10:00-12:00"),
        ("third Saturday 7.30-9pm", "third Saturday at 19:30-21:00"),
        ("first Thursday 19:30 (not Aug or Dec)", "first Thursday at 19:30, except August and December"),
        ("first Thursday at 19:30; no meeting in August", "first Thursday at 19:30, except August"),
        ("first Thursday at 19:30 except bank holidays", "first Thursday at 19:30, not on bank holidays"),
        ("3rd Thurs 7.30pm, in Sept the 1st Thurs", "third Thursday at 19:30, in September the first Thursday"),
        ("fortnightly on Tuesdays from 2027-01-12 at 7pm", "every other Tuesday from 2027-01-12 at 19:00"),
    ],
)  # fmt: skip
def test_what_people_write_is_read(written, plain):
    assert str(read_meetings(written)) == str(read_meetings(plain))
    assert read_meetings(written).text == written


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("frist Thirsday at 19:30", "first Thursday at 19:30"),
        ("first Thursday at 19:30, except Augst", "first Thursday at 19:30, except August"),
        ("first and third Tuesdays", "first and third Tuesdays at 19:30"),
        ("secnd Tusday at half 7", "second Tuesday at 19:30"),
        ("fifth Blursday", "last Thursday at 19:30"),
        ("5th Thursday at 18:00", "last Thursday at 18:00"),
        ("last Thursday at 19:30 or 20:00", "last Thursday at 19:30"),
        ("first Thursdays at half past seven", "first Thursday at 19:30"),
        ("Monday 1 June at 19:00", "first Monday at 19:00"),
        ("every other Tuesday at 19:30", "every other Tuesday from 2027-01-05 at 19:30"),
        ("every other Tuesday from 2027-01-13 at 19:30", "every other Tuesday from 2027-01-19 at 19:30"),
        ("monthly", "first Thursday at 19:30, except August"),
        ("", "first Thursday at 19:30, except August"),
        ("first Thursday at 25:00", "first Thursday at 19:30, except August"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_nearest_that_can(written, nearest):
    with pytest.raises(MeetingsError) as refusal:
        read_meetings(written)
    assert f'"{nearest}"' in str(refusal.value)
    assert read_meetings(nearest).source.pattern  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=MONTHLY;BYDAY=1TH",
        "RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=1TH;BYHOUR=19;BYMINUTE=30",
        "RRULE:FREQ=SECONDLY;BYDAY=TU;BYHOUR=19;BYMINUTE=30",
        "RRULE:FREQ=SOMETIMES;BYDAY=TU;BYHOUR=19;BYMINUTE=30",
        "RRULE:FREQ=MONTHLY;BYDAY=9TH;BYHOUR=19;BYMINUTE=30",
        "DTSTART:20270112T193000Z\nRRULE:FREQ=DAILY",
        "DTSTART:yesterday",
        "RRULE:FREQ=MONTHLY;BYDAY=TU,-6TH;BYHOUR=19;BYMINUTE=30",
    ],
)
def test_a_rule_that_says_too_little_or_nothing_is_refused(rule):
    with pytest.raises(MeetingsError):
        read_meetings(rule)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=9,
    ).map(" ".join)
    | st.text(max_size=20)
)
def test_anything_is_read_or_refused_with_an_offer_that_can_be_read(text):
    try:
        schedule = read_meetings(text)
    except MeetingsError as refusal:
        offers = re.findall(r'(?:Did you mean|Write it like) "(.*?)"', str(refusal))
        assert all(read_meetings(offer).source.pattern for offer in offers[-1:])  # type: ignore[attr-defined]
    else:
        if schedule.source.hours:
            span = date(2027, 1, 1), date(2027, 1, 1) + timedelta(days=730)
            held_days = [m.day for m in meetings_between(schedule, *span, lambda _: False)]
            assert held_days == sorted(set(held_days)) or len(schedule.source.pattern.seasons) > 1  # type: ignore[attr-defined]
