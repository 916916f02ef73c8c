"""Free days, compared with a list typed by hand, nation by nation."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta

import pytest

from motions.bodies.bank_holidays import SUBDIVISIONS
from motions.bodies.free_days import free_day
from tests.support.paths import ROOT

POLLS = {
    "england": """
        2012-05-03 2012-11-15 2013-05-02 2014-05-22 2015-05-07 2016-05-05 2016-06-23 2017-05-04
        2017-06-08 2018-05-03 2019-05-02 2019-05-23 2019-12-12 2021-05-06 2022-05-05 2023-05-04
        2024-05-02 2024-07-04 2025-05-01 2026-05-07 2027-05-06""",
    "wales": """
        2012-05-03 2012-11-15 2013-05-02 2014-05-22 2015-05-07 2016-05-05 2016-06-23 2017-05-04
        2017-06-08 2019-05-23 2019-12-12 2021-05-06 2022-05-05 2024-05-02 2024-07-04 2026-05-07
        2027-05-06""",
    "scotland": """
        2012-05-03 2014-05-22 2014-09-18 2015-05-07 2016-05-05 2016-06-23 2017-05-04 2017-06-08
        2019-05-23 2019-12-12 2021-05-06 2022-05-05 2024-07-04 2026-05-07 2027-05-06""",
    "northern-ireland": """
        2014-05-22 2015-05-07 2016-05-05 2016-06-23 2017-03-02 2017-06-08 2019-05-02 2019-05-23
        2019-12-12 2022-05-05 2023-05-18 2024-07-04 2027-05-06""",
}
YEARLY = {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1)}
FILE = ROOT / "motions" / "bodies" / "free_days.toml"
DAYS = [date(2012, 1, 1) + timedelta(days=number) for number in range(16 * 366)]
DAYS = [day for day in DAYS if day.year < 2028]


@pytest.mark.parametrize("nation", SUBDIVISIONS)
def test_a_nation_keeps_its_polling_days_and_christmas_free(nation):
    found = {day for day in DAYS if free_day(nation)(day)}
    polls = set(map(date.fromisoformat, POLLS[nation].split()))
    assert found == polls | {day for day in DAYS if (day.month, day.day) in YEARLY}


@pytest.mark.parametrize("year", [1950, 2028, 2150])
def test_christmas_and_new_year_are_kept_free_in_every_year(year):
    assert free_day("wales")(date(year, 12, 31)).name == "New Year's Eve"
    assert free_day("wales")(date(year, 12, 30)) is None


def test_a_day_of_two_polls_names_both_with_their_sources():
    poll = free_day("northern-ireland")(date(2014, 5, 22))
    assert poll.name == "polling day (European Parliament election and local elections)"
    assert poll.source.count("https://") + poll.source.count("http://") == 2
    assert poll.status == "confirmed"


def test_every_polling_day_is_a_thursday_of_known_nations_with_an_address():
    for poll in tomllib.loads(FILE.read_text(encoding="utf-8"))["polling"]:
        assert poll["day"].strftime("%A") == "Thursday"
        assert set(poll["nations"]) <= set(SUBDIVISIONS)
        assert poll["status"] in ("confirmed", "reported", "projected")
        assert re.search(r"https?://\S+\.\S+/\S+", poll["source"])
