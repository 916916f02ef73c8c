"""Schedules: asked in both directions, what is added, cancelled or annual, and where they end."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motions.base.errors import DataFileError, MotionsError
from motions.bodies import MeetingsError, NoticeError
from motions.bodies.meetings import DatesSource, Hours, Meeting, Schedule, meetings_between
from motions.bodies.notice import Notice, read_notice
from motions.bodies.organisation_file import parse_organisation
from motions.bodies.patterns import read_meetings
from motions.bodies.weekdays import EVERY, LAST, NthWeekday, Pattern, PatternSource, Season

MONTHS = st.frozensets(st.integers(1, 12), min_size=1)
HOURS = st.builds(
    lambda hour, minute, length: Hours(
        time(hour, minute), time(hour + length, minute) if length else None
    ),
    st.integers(0, 20),
    st.sampled_from([0, 15, 30, 59]),
    st.integers(0, 3),
)
NTHS = st.lists(
    st.builds(NthWeekday, st.sampled_from([1, 2, 3, 4, LAST]), st.integers(0, 6)),
    min_size=1,
    max_size=3,
    unique=True,
).map(tuple)
EVERIES = st.lists(
    st.builds(NthWeekday, st.just(EVERY), st.integers(0, 6)), min_size=1, max_size=3, unique=True
).map(tuple)
SEASONS = st.lists(st.builds(Season, MONTHS, NTHS, st.none() | HOURS), max_size=2).map(tuple)
PATTERNS = st.builds(Pattern, NTHS | EVERIES, HOURS, months=MONTHS, seasons=SEASONS)
PATTERNS |= st.builds(
    lambda days, hours, start: Pattern(
        days, hours, 2, start + timedelta(days=(days[0].weekday - start.weekday()) % 7)
    ),
    EVERIES,
    HOURS,
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
MEETINGS = st.builds(Meeting, DAYS, st.sampled_from([time(18), time(19, 30)]))
SCHEDULES = st.builds(
    Schedule,
    st.just(""),
    PATTERNS.map(PatternSource) | st.lists(MEETINGS, max_size=9).map(tuple).map(DatesSource),
    st.lists(MEETINGS, max_size=4).map(tuple),
    st.frozensets(DAYS, max_size=9),
    st.booleans(),
)


def tuesday_is_holiday(day: date) -> bool:
    return day.weekday() == 1


def body(text: str):
    head = '[[body]]\nid = "a"\nname = "A"\ntier = "branch"\nnotice = "7 days"\n'
    return parse_organisation(head + text, source="motions.toml").bodies[0]


@settings(max_examples=200, deadline=None)
@given(PATTERNS)
def test_the_words_of_a_pattern_read_back_to_the_same_pattern(pattern):
    assert read_meetings(str(pattern)).source.pattern == pattern  # type: ignore[attr-defined]
    assert str(read_meetings(str(pattern))) == str(pattern)


@settings(max_examples=200, deadline=None)
@given(SCHEDULES, DAYS)
def test_both_directions_give_the_same_meetings(schedule, middle):
    first, last = date(2025, 12, 1), date(2029, 1, 31)
    held = meetings_between(schedule, first, last, tuesday_is_holiday)
    earlier = [one for one in schedule.before(last, tuesday_is_holiday) if one.day >= first]
    assert earlier[::-1] == held == sorted(held, key=lambda one: one.starts)
    after = next(schedule.after(middle, tuesday_is_holiday), None)
    before = next(schedule.before(middle, tuesday_is_holiday), None)
    if [one for one in held if one.day >= middle]:
        assert after == next(one for one in held if one.day >= middle)
    if [one for one in held if one.day <= middle]:
        assert before == [one for one in held if one.day <= middle][-1]


@pytest.mark.parametrize(
    "text",
    [
        "first Thursday at 19:30",
        "every Monday at 19:30",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYHOUR=19;BYMINUTE=0",
    ],
)
def test_a_schedule_that_goes_on_for_ever_ends_with_the_years(text):
    schedule = read_meetings(text)
    held = list(schedule.after(date(1900, 1, 1), lambda _: False))
    assert (held[0].day.year, held[-1].day.year) in {(1900, 2199), (1904, 2196)}
    assert list(schedule.before(date(2199, 12, 31), lambda _: False)) == held[::-1]
    assert schedule.ends is None


def test_the_last_chance_of_a_body_that_seldom_meets_is_found_however_far_back():
    schedule = read_meetings("DTSTART:20120301T190000\nRRULE:FREQ=YEARLY;INTERVAL=9")
    assert schedule.last_before(date(2029, 12, 1)).day == date(2021, 3, 1)
    assert schedule.next_after(date(2021, 3, 1)).day == date(2030, 3, 1)


def test_the_nearest_meetings_are_not_those_of_the_day_itself():
    schedule = read_meetings("first Thursday at 19:30")
    day = date(2027, 5, 6)
    assert schedule.next_after(day).day == date(2027, 6, 3)
    assert schedule.last_before(day).day == date(2027, 4, 1)
    assert [one.day for one in schedule.between(day, day)] == [day]


def test_a_season_does_not_wait_for_the_first_day_of_every_other_week():
    text = "every other Monday from 2027-05-03 at 19:30, in February the first Tuesday"
    held = read_meetings(text).between(date(2027, 1, 1), date(2027, 5, 20))
    assert [one.day for one in held] == [date(2027, 2, 2), date(2027, 5, 3), date(2027, 5, 17)]


def test_bank_holidays_are_left_out_by_nation():
    schedule = read_meetings("first Monday at 19:30, not on bank holidays")
    assert schedule.next_after(date(2027, 7, 31), "scotland").day == date(2027, 9, 6)
    assert schedule.next_after(date(2027, 7, 31), "wales").day == date(2027, 8, 2)
    assert str(schedule) == "first Monday at 19:30, not on bank holidays"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ('meets = "first Thursday at 19:30"', None),
        ("dates = [2027-05-06T19:30:00, 2027-01-07T19:30:00]", date(2027, 5, 6)),
        ("dates = [2027-05-06T19:30:00]\nextra = [2027-07-01T19:30:00]", date(2027, 7, 1)),
        ('meets = "DTSTART:20270107T193000 RRULE:FREQ=MONTHLY;COUNT=3"', date(2027, 3, 7)),
        ('meets = "DTSTART:20270107T193000 RRULE:FREQ=WEEKLY;UNTIL=20270120"', date(2027, 1, 14)),
    ],
)
def test_a_list_of_meetings_says_where_it_ends(text, ends):
    assert body(text).meets.ends == ends


def test_a_cancelled_day_without_a_meeting_is_known():
    meets = body(
        'meets = "first Monday at 19:30, not on bank holidays"\n'
        "extra = [2027-05-12T19:30:00]\n"
        "cancelled = [2027-05-03, 2027-05-12, 2027-06-07, 2027-06-08]"
    ).meets
    england = meets.cancelled_without_meeting(lambda day: day == date(2027, 5, 3))
    assert england == [date(2027, 5, 3), date(2027, 6, 8)]


def test_an_annual_meeting_asks_for_its_own_notice_and_takes_the_place_of_another():
    meets = body(
        'meets = "first Thursday at 19:30"\nannual_meeting = "first Thursday of March at 19:00"\n'
        'annual_notice = "28 days"'
    ).meets
    held = meets.between(date(2027, 2, 1), date(2027, 4, 30))
    assert [(one.day.month, one.start, one.notice) for one in held] == [
        (2, time(19, 30), None),
        (3, time(19), Notice(28)),
        (4, time(19, 30), None),
    ]
    assert list(islice(meets.before(date(2027, 4, 30), lambda _: False), 3)) == held[::-1]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('annual_meeting = "first Thursday at 19:30"', "is not once a year"),
        ('annual_meeting = "soon"', "annual_meeting: 'soon' cannot be read"),
        ("annual_meeting = 3", "must be a date"),
        ('annual_notice = "28 days"', "annual_meeting: is missing"),
        ('timezone = "Europe/Atlantis"', "'Europe/Atlantis' is not a time zone"),
        ("extra = [2027-05-12]\ncancelled = 3", "must be a list"),
    ],
)
def test_odd_keys_of_a_body_are_refused_by_name(text, problem):
    with pytest.raises(DataFileError) as refusal:
        body(f'meets = "first Thursday at 19:30"\n{text}')
    assert problem in str(refusal.value)


@pytest.mark.parametrize("when", ["2027-03-02", "2027-03-02T19:30:00"])
def test_an_annual_meeting_can_be_a_day(when):
    meets = body(
        f'meets = "first Thursday at 19:30"\nannual_meeting = {when}\nannual_notice = "28 days"'
    ).meets
    held = meets.between(date(2027, 3, 1), date(2028, 3, 31))
    assert [one.starts for one in held if one.notice] == [datetime(2027, 3, 2, 19, 30)]
    assert len(held) == 14
    with pytest.raises(DataFileError, match="write 2027-03-02T19:30:00"):
        body("dates = [2027-05-06T19:30:00]\nannual_meeting = 2027-03-02")


@pytest.mark.parametrize("words", ["soon", "first Thursday", "frist Thursday of March", "monthly"])
def test_what_an_annual_meeting_is_told_to_write_is_read(words):
    with pytest.raises(DataFileError) as refusal:
        body(f'meets = "first Thursday at 19:30"\nannual_meeting = "{words}"')
    phrase = re.findall('"([^"]+)"', str(refusal.value))[-1]
    assert body(f'meets = "first Thursday at 19:30"\nannual_meeting = "{phrase}"').meets.annual


def test_both_kinds_of_meeting_are_refused_at_once():
    with pytest.raises(DataFileError) as refusal:
        body('meets = "soon"\nannual_meeting = "sooner"')
    assert "meets: 'soon'" in str(refusal.value)
    assert "annual_meeting: 'sooner'" in str(refusal.value)


def test_where_a_body_meets_and_by_which_clock_is_kept():
    found = body('dates = [2027-05-06T19:30:00]\ntimezone = "Europe/Brussels"\nplace = "The hall"')
    assert (found.timezone, found.place, found.online) == ("Europe/Brussels", "The hall", "")


def test_a_rule_in_the_time_zone_of_its_body_is_read_and_in_another_refused():
    rule = 'meets = "DTSTART;TZID=Europe/Brussels:20270107T193000 RRULE:FREQ=MONTHLY"\n'
    assert body(f'{rule}timezone = "Europe/Brussels"').meets.next_after(date(2027, 1, 1))
    with pytest.raises(DataFileError, match="without TZID"):
        body(rule)


def test_a_pattern_that_leaves_no_month_is_refused():
    with pytest.raises(MeetingsError, match="no month is left"):
        read_meetings("first Thursday at 19:30, except January to December")


def test_errors_are_for_people_and_for_programs():
    with pytest.raises(MeetingsError) as refusal:
        read_meetings("frist Thirsday at 19:30")
    assert refusal.value.offer == "first Thursday at 19:30"
    ambiguous = MeetingsError("'7.30' is ambiguous", readings=("at 07:30", "at 19:30"))
    assert str(ambiguous).endswith('It can mean "at 07:30" or "at 19:30": write one of these')
    for kind in (MeetingsError, NoticeError):
        assert issubclass(kind, MotionsError)
        assert issubclass(kind, ValueError)


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("7 days' notice", "7 days"),
        ("seven days notice", "7 days"),
        ("one day’s notice", "1 day"),
        ("at least 14 clear days' notice", "14 clear days"),
        ("5 working days of notice", "5 working days"),
        ("2 weeks' notice", "2 weeks"),
    ],
)
def test_notice_is_read_with_the_word_notice(text, notice):
    assert str(read_notice(text)) == notice


def test_notice_of_a_meeting_is_counted_by_nation():
    meeting = Meeting(date(2024, 8, 6), time(19, 30))
    notice = read_notice("1 working day")
    assert notice.last_day_before(meeting) == date(2024, 8, 5)
    assert notice.last_day_before(meeting.day, "scotland") == date(2024, 8, 2)


def test_what_begins_together_is_one_meeting_that_ends_first():
    usual = DatesSource((Meeting(date(2027, 5, 6), time(19)),))
    extra = (Meeting(date(2027, 5, 6), time(19), time(21)),)
    assert replace(Schedule(source=usual), extra=extra).between(*[date(2027, 5, 6)] * 2) == [*extra]
