from __future__ import annotations

from datetime import date, timedelta

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from motions.bodies.bank_holidays import SUBDIVISIONS, bank_holidays

DIVISIONS = {
    "england": BankHolidays.ENGLAND_AND_WALES,
    "wales": BankHolidays.ENGLAND_AND_WALES,
    "scotland": BankHolidays.SCOTLAND,
    "northern-ireland": BankHolidays.NORTHERN_IRELAND,
}
YEARS = range(2012, 2029)

NOT_IN_THE_COPY = {("scotland", date(2026, 6, 15))}
"""Proclaimed on 4 February 2026, when the package's copy (0.19) had been made.

https://www.shropshirestar.com/uk-news/2026/02/04/king-announces-scottish-bank-holiday-to-mark-nations-world-cup-debut-game/
"""


@pytest.fixture(scope="module")
def published():
    """GOV.UK's own list, from the copy inside the package: the network is never asked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("requests.get", lambda *_, **__: pytest.fail("asked the network"))
        return BankHolidays(use_cached_holidays=True)


def test_the_second_source_has_every_year(published):
    for division in set(DIVISIONS.values()):
        assert {day["date"].year for day in published.get_holidays(division)} >= set(YEARS)


@pytest.mark.parametrize("nation", SUBDIVISIONS)
@pytest.mark.parametrize("year", YEARS)
def test_bank_holidays_agree_with_gov_uk(published, nation, year):
    is_holiday = bank_holidays(nation)
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    # On a weekend the two differ in what they list (Easter Sunday, a holiday and its substitute);
    # no working day is counted there in any case.
    ours = {day for day in days if day.year == year and day.weekday() < 5 and is_holiday(day)}
    theirs = {day["date"] for day in published.get_holidays(DIVISIONS[nation], year)}
    theirs |= {day for one, day in NOT_IN_THE_COPY if one == nation and day.year == year}
    assert ours == {day for day in theirs if day.weekday() < 5}


@pytest.mark.parametrize(
    ("day", "nations"),
    [
        (date(2022, 9, 19), ("england", "wales", "scotland", "northern-ireland")),  # state funeral
        (date(2023, 5, 8), ("england", "wales", "scotland", "northern-ireland")),  # coronation
        (date(2024, 1, 2), ("scotland",)),
        (date(2024, 3, 18), ("northern-ireland",)),  # St Patrick's Day fell on a Sunday
        (date(2024, 4, 1), ("england", "wales", "northern-ireland")),  # Easter Monday
        (date(2024, 7, 12), ("northern-ireland",)),
        (date(2024, 8, 5), ("scotland",)),
        (date(2024, 8, 26), ("england", "wales", "northern-ireland")),
        (date(2024, 12, 2), ("scotland",)),  # St Andrew's Day fell on a Saturday
    ],
)
def test_each_nation_has_its_own(day, nations):
    assert tuple(nation for nation in SUBDIVISIONS if bank_holidays(nation)(day)) == nations
