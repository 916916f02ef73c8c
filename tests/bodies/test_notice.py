"""Periods of notice, checked against published examples."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motions.bodies import NoticeError
from motions.bodies.bank_holidays import bank_holidays
from motions.bodies.notice import (
    Notice,
    Unit,
    explain_notice,
    first_arrival,
    last_notice,
    read_notice,
)

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def no_holidays(_: date) -> bool:
    return False


def clear(count: int) -> Notice:
    return Notice(count, Unit.CLEAR_DAYS)


# Civil Procedure Rules 1998, rule 2.8, with its own examples, as they are quoted at
# http://www.civillitigationbrief.com/2019/08/14/civil-procedure-back-to-basics-58-how-to-calculate-time-in-the-civil-procedure-rules/
# They name no year: 20 October was a Friday in 2023 and a Monday in 2025.


def test_cpr_2_8_example_i_three_days_before_a_hearing():
    """2.8(3)(i): at least 3 days before; heard Friday 20 October; served by Monday 16 October."""
    hearing = date(2023, 10, 20)
    assert hearing.strftime("%A") == "Friday"
    assert last_notice(hearing, clear(3), no_holidays) == date(2023, 10, 16)


def test_cpr_2_8_example_ii_28_days_after_notice():
    """2.8(3)(ii): at least 28 days after notice of 1 October; not heard before 30 October."""
    notice = date(2023, 10, 1)
    assert last_notice(date(2023, 10, 30), clear(28), no_holidays) == notice
    assert last_notice(date(2023, 10, 29), clear(28), no_holidays) < notice


def test_cpr_2_8_example_iii_within_14_days():
    """2.8(3)(iii): within 14 days of 2 October, that is by 16 October.

    No event ends this period, so its last day counts: what arrives 14 days later is still in time.
    """
    assert first_arrival(date(2023, 10, 2), Notice(14), no_holidays) == date(2023, 10, 16)


def test_cpr_2_8_4_three_days_over_a_weekend():
    """2.8(4): at least 3 days, where weekends do not count: Monday 20 October; Tuesday 14 October.

    Clear working days are one more than the working days counted back from the hearing.
    """
    hearing = date(2025, 10, 20)
    assert hearing.strftime("%A") == "Monday"
    assert last_notice(hearing, Notice(3 + 1, Unit.WORKING_DAYS), no_holidays) == date(2025, 10, 14)


@given(DAYS, st.integers(0, 60))
def test_companies_act_2006_s_360_leaves_out_both_days(meeting, length):
    """Section 360(2) excludes the day of the meeting, and that on which the notice is given.

    https://legislation.gov.uk/ukpga/2006/46/section/360/enacted/data.html
    """
    given_on = last_notice(meeting, clear(length), no_holidays)
    between = [given_on + timedelta(days=n) for n in range((meeting - given_on).days + 1)][1:-1]
    assert len(between) == length
    assert given_on not in between
    assert meeting not in between


def test_companies_act_2006_14_clear_days_for_a_general_meeting():
    """Section 307(1) with section 360: 14 days, so the notice is given 15 days before."""
    assert last_notice(date(2027, 3, 20), clear(14), no_holidays) == date(2027, 3, 5)


# Plain days and weeks: "at least N days before" leaves out the day of the meeting only.


@pytest.mark.parametrize(
    ("meeting", "notice", "last"),
    [
        (date(2021, 5, 27), "14 days", date(2021, 5, 13)),
        (date(2021, 5, 27), "2 weeks", date(2021, 5, 13)),
        (date(2021, 5, 27), "0 days", date(2021, 5, 27)),
        (date(2024, 3, 7), "7 days", date(2024, 2, 29)),  # a leap year
        (date(2023, 3, 7), "7 days", date(2023, 2, 28)),
        (date(2024, 2, 29), "52 weeks", date(2023, 3, 2)),
        (date(2027, 1, 4), "7 days", date(2026, 12, 28)),  # over New Year
        (date(2027, 1, 4), "14 clear days", date(2026, 12, 20)),
        (date(2027, 4, 1), "7 days", date(2027, 3, 25)),  # the clocks go forward on 28 March
        (date(2027, 11, 4), "7 days", date(2027, 10, 28)),  # and back on 31 October
    ],
)
def test_days_and_weeks(meeting, notice, last):
    assert last_notice(meeting, read_notice(notice), no_holidays) == last


# Working days, by nation


@pytest.mark.parametrize(
    ("nation", "meeting", "count", "last"),
    [
        ("england", date(2024, 1, 3), 1, date(2024, 1, 2)),
        ("scotland", date(2024, 1, 3), 1, date(2023, 12, 29)),  # 2 January, 1 January, a weekend
        ("england", date(2024, 8, 6), 1, date(2024, 8, 5)),
        ("scotland", date(2024, 8, 6), 1, date(2024, 8, 2)),  # the first Monday of August
        ("northern-ireland", date(2024, 7, 15), 1, date(2024, 7, 11)),
        ("wales", date(2024, 7, 15), 1, date(2024, 7, 12)),
        ("england", date(2022, 9, 20), 1, date(2022, 9, 16)),  # the state funeral of 19 September
        (
            "england",
            date(2026, 12, 31),
            5,
            date(2026, 12, 22),
        ),  # Christmas, and Monday for Saturday
        ("scotland", date(2026, 4, 9), 5, date(2026, 4, 1)),  # Good Friday, no Easter Monday
        ("england", date(2026, 4, 9), 5, date(2026, 3, 31)),
    ],
)
def test_working_days_are_those_of_the_nation(nation, meeting, count, last):
    assert last_notice(meeting, Notice(count, Unit.WORKING_DAYS), bank_holidays(nation)) == last


def test_a_working_day_handed_over_on_a_friday_arrives_on_monday():
    assert first_arrival(date(2027, 1, 8), Notice(1, Unit.WORKING_DAYS), no_holidays) == date(
        2027, 1, 11
    )


@given(DAYS, st.integers(0, 30), st.sampled_from(Unit))
def test_more_notice_is_never_due_later(meeting, count, unit):
    less, more = (last_notice(meeting, Notice(n, unit), no_holidays) for n in (count, count + 1))
    assert more < less <= meeting


@given(DAYS, st.integers(0, 52), st.sampled_from(Unit))
def test_the_words_of_a_period_read_back(meeting, count, unit):
    notice = Notice(count, unit)
    assert read_notice(str(notice)) == notice
    assert explain_notice(meeting, notice, no_holidays)


@pytest.mark.parametrize(
    "text", ["", "a while", "7", "days", "-1 days", "1.5 days", "7 moons", "366 days", "53 weeks"]
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(NoticeError):
        read_notice(text)
