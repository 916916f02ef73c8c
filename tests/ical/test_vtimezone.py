"""The rule of a time zone, held against zoneinfo day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest

from motions.ical.entries import EVERYONE, Category, Entry, EntryList
from motions.ical.vtimezone import is_plain, vtimezone
from tests.support.calendar_cases import conference, dates, render

WITH_SUMMER = ["Europe/London", "Europe/Berlin", "Europe/Dublin", "America/New_York",
               "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland",
               "Asia/Jerusalem"]  # fmt: skip
WITHOUT = ["Asia/Kolkata", "Asia/Kathmandu", "Africa/Lagos", "America/Phoenix"]


def offsets(lines):
    """A function that gives the offset that *lines* state for a local moment, as dateutil does."""
    text = "\r\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""))
    zone = icalendar.Calendar.from_ical(text).walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)  # type: ignore[attr-defined]
    return lambda moment: moment.replace(tzinfo=zone).utcoffset()


@pytest.mark.parametrize("name", WITH_SUMMER + WITHOUT)
def test_the_rule_gives_the_offset_of_every_noon_for_ten_years(name):
    offset, zone = offsets(vtimezone(name, 2026, 2030)), ZoneInfo(name)
    day = datetime(2026, 1, 1, 12)
    while day.year < 2036:
        assert offset(day) == day.replace(tzinfo=zone).utcoffset(), day
        day += timedelta(days=1)


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_SUMMER)
def test_the_rule_changes_at_the_hour_at_which_the_clocks_do(name):
    offset, zone = offsets(vtimezone(name, 2026, 2030)), ZoneInfo(name)
    moment = datetime(2027, 1, 1)
    while moment.year == 2027:
        if is_plain(moment, zone):
            assert offset(moment) == moment.replace(tzinfo=zone).utcoffset(), moment
        moment += timedelta(minutes=30)


def test_london_is_written_as_other_programs_write_it():
    assert vtimezone("Europe/London", 2027, 2027) == (
        "BEGIN:VTIMEZONE",
        "TZID:Europe/London",
        "BEGIN:STANDARD",
        "DTSTART:19701025T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZNAME:GMT",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0000",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T010000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZNAME:BST",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("GMT", "programs take it for another zone"),
        ("Etc/UTC", "no place is called that"),
        ("Africa/Casablanca", "its clocks follow the moon"),
        ("Asia/Tehran", "summer time was given up in 2022"),
    ],
)
def test_where_no_yearly_rule_holds_none_is_written(name, why):
    assert vtimezone(name, 2021, 2023) == (), why


@pytest.mark.slow
def test_other_zones_have_a_right_rule_or_none():
    for name in sorted(available_timezones())[::7]:  # all of them take ten seconds
        lines = vtimezone(name, 2027, 2028)
        if lines:
            offset = offsets(lines)
            for month in range(1, 13):
                noon = datetime(2028, month, 15, 12)
                assert offset(noon) == noon.replace(tzinfo=ZoneInfo(name)).utcoffset(), name


def test_moments_without_a_rule_are_written_in_utc():
    calendar = render(dates(replace(conference(), timezone="Africa/Casablanca"))).decode()
    assert "TZID" not in calendar
    due = datetime(2027, 9, 9, 17, tzinfo=ZoneInfo("Africa/Casablanca")).astimezone(UTC)
    assert f"DTSTART:{due:%Y%m%dT%H%M%SZ}" in calendar


@pytest.mark.parametrize(
    ("night", "hour", "written"),
    [
        (date(2027, 3, 28), time(1, 30), "20270328T013000Z"),  # is skipped: 01:00 becomes 02:00
        (date(2027, 10, 31), time(1, 30), "20271031T003000Z"),  # is there twice; the first is meant
    ],
)
def test_an_hour_that_is_there_twice_or_never_is_written_in_utc(night, hour, written):
    moment = datetime.combine(night, hour)
    entry = Entry("k", "s", moment, moment, "d", Category.DEADLINE, EVERYONE)
    calendar = render(EntryList("x", "x", "Europe/London", (entry,))).decode()
    assert f"DTSTART:{written}" in calendar


def test_a_meeting_into_the_night_of_the_clocks_has_both_ends_in_utc():
    starts, ends = datetime(2027, 10, 30, 23, 30), datetime(2027, 10, 31, 1, 30)
    entry = Entry("k", "s", starts, ends, "d", Category.MEETING, EVERYONE)
    calendar = render(EntryList("x", "x", "Europe/London", (entry,))).decode()
    assert "DTSTART:20271030T223000Z\r\nDTEND:20271031T003000Z" in calendar
    assert "TZID" not in calendar
