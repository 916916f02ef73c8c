"""The record of years, held against a table that was typed out apart from the files."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from motions.base.dates import MONTHS, WEEKDAYS, day_of
from motions.base.shipped import data_dir
from motions.conferences.conference import Status, Way
from motions.conferences.conference_file import parse_conference, shipped_conferences

FILES = sorted(
    (one for one in data_dir("calendars").iterdir() if one.name.endswith(".toml")),
    key=lambda one: one.name,
)
SHIPPED = {one.id: one for one in shipped_conferences()}

# Opening day, place, sureness (H, M); then what, hour if known, day, days before the opening day.
RECORD = {
    "labour-2012": (
        "Sun 30 Sep, Manchester, H",
        "rule-change: Fri 22 Jun (D-100)",
        "motion: 12:00 Fri 21 Sep (D-9), cut-off 31 Jul",
    ),
    "labour-2013": ("Sun 22 Sep, Brighton, M", "motion: 12:00 Thu 12 Sep (D-10)"),
    "labour-2014": (
        "Sun 21 Sep, Manchester, H",
        "motion: 12:00 Thu 11 Sep (D-10)",
        "emergency-motion: 12:00 Fri 19 Sep (D-2)",
    ),
    "labour-2016": ("Sun 25 Sep, Liverpool, H", "motion: Thu 15 Sep (D-10), cut-off 5 Aug"),
    "labour-2017": (
        "Sun 24 Sep, Brighton, H",
        "rule-change: Fri 7 Jul (D-79)",
        "motion: Thu 14 Sep (D-10), cut-off 3 Aug",
    ),
    "labour-2018": ("Sun 23 Sep, Liverpool, H", "motion: 12:00 Thu 13 Sep (D-10), cut-off 6 Aug"),
    "labour-2019": (
        "Sat 21 Sep, Brighton, H",
        "rule-change: Fri 28 Jun (D-85)",
        "motion: 12:00 Thu 12 Sep (D-9)",
        "emergency-motion: Thu 19 Sep (D-2)",
    ),
    "labour-2021": (
        "Sat 25 Sep, Brighton, H",
        "rule-change: 12:00 Fri 11 Jun (D-106)",
        "motion: 17:00 Mon 13 Sep (D-12)",
        "emergency-motion: 12:00 Thu 23 Sep (D-2)",
    ),
    "labour-2022": (
        "Sun 25 Sep, Liverpool, H",
        "motion: Thu 15 Sep (D-10)",
        "delegates: 12:00 Fri 17 Jun (D-100)",
    ),
    "labour-2023": (
        "Sun 8 Oct, Liverpool, H",
        "rule-change: 12:00 Fri 23 Jun (D-107)",
        "motion: Thu 21 Sep (D-17)",
        "emergency-motion: 12:00 Fri 29 Sep (D-9)",
    ),
    "labour-2024": (
        "Sun 22 Sep, Liverpool, H",
        "rule-change: 12:00 Wed 31 Jul (D-53)",
        "motion: 17:00 Thu 12 Sep (D-10), cut-off 5 Jul",
        "emergency-motion: 12:00 Fri 20 Sep (D-2)",
    ),
    "labour-2025": ("Sun 28 Sep, Liverpool, M", "motion: Thu 11 Sep (D-17), cut-off 8 Aug"),
    "labour-2026": ("Sun 27 Sep, Liverpool, M", "delegates: 12:00 Fri 26 Jun (D-93)"),
    "libdem-2025": (
        "Sat 20 Sep, Bournemouth, H",
        "drafting-advice: 13:00 Mon 9 Jun (D-103)",
        "motion: 13:00 Wed 25 Jun (D-87)",
        "amendment: 13:00 Mon 8 Sep (D-12)",
        "emergency-motion: 13:00 Mon 8 Sep (D-12)",
        "appeals: 13:00 Thu 18 Sep (D-2)",
    ),
    "unison-2017": (
        "Tue 20 Jun, Brighton, H",
        "motion: 12:00 Tue 28 Feb (D-112)",
        "delegates: 17:00 Fri 31 Mar (D-81)",
        "amendment: 12:00 Tue 25 Apr (D-56)",
        "emergency-motion: 09:00 Tue 13 Jun (D-7)",
    ),
}

LINE = re.compile(
    r"(?P<what>[a-z-]+): (?:(?P<hour>\d\d:\d\d) )?(?P<weekday>[A-Z][a-z]{2}) (?P<day>\d+) "
    r"(?P<month>[A-Z][a-z]{2}) \(D-(?P<ahead>\d+)\)(?:, cut-off (?P<cut_off>\d+ [A-Z][a-z]{2}))?"
)


def day(text, year):
    number, month = text.split()
    months = [name[:3] for name in MONTHS]
    return date(year, months.index(month) + 1, int(number))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_shipped_calendar_loads_and_is_named_after_its_id(file):
    conference = parse_conference(file.read_text(encoding="utf-8"), source=file.name)
    assert file.name == f"{conference.id}.toml"
    assert conference.id.endswith(f"-{conference.start.year}")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_deadline_has_its_weekday_beside_it(file):
    lines = file.read_text(encoding="utf-8").splitlines()
    bare = [line for line in lines if line.startswith("due = ") and "day" not in line]
    assert not bare or '"projected"' in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", RECORD)
def test_a_shipped_calendar_says_what_is_on_record(name):
    conference, (head, *lines) = SHIPPED[name], RECORD[name]
    opening, place, sureness = head.split(", ")
    year = conference.start.year
    assert conference.start == day(opening[4:], year)
    assert WEEKDAYS[conference.start.weekday()][:3] == opening[:3]
    assert conference.place == place
    status = Status.CONFIRMED if sureness == "H" else Status.REPORTED
    assert conference.status is status
    dates = {one.kind: one for one in conference.submissions}
    milestones = {one.id: one for one in conference.milestones}
    for line in lines:
        match = LINE.fullmatch(line)
        one = dates.get(match["what"]) or milestones[match["what"]]
        due = day_of(one.due)
        assert due == day(f"{match['day']} {match['month']}", year), line
        assert WEEKDAYS[due.weekday()][:3] == match["weekday"], line
        assert (conference.start - due).days == int(match["ahead"]), line
        hour = f"{one.due:%H:%M}" if isinstance(one.due, datetime) else None
        assert hour == match["hour"], line
        assert one.status is status, line
        if match["what"] in dates:
            cut_off = match["cut_off"]
            assert one.subject_after == (day(cut_off, year) if cut_off else None), line
    assert sorted(dates) == sorted(
        what for line in lines if (what := line.partition(":")[0]) not in milestones
    )


def test_the_record_has_every_year_that_had_a_conference_and_none_for_2020():
    years = sorted(one.start.year for one in SHIPPED.values() if one.organisation == "labour")
    assert years == [2012, 2013, 2014, *range(2016, 2020), *range(2021, 2028)]


def test_a_moved_date_keeps_its_history():
    (moved,) = SHIPPED["labour-2017"].submission("rule-change").was
    assert (moved.due, moved.why) == (date(2017, 6, 23), "snap general election")


def test_rule_changes_are_heard_in_the_year_that_is_on_record():
    heard = {
        one.start.year: one.submission("rule-change").heard
        for one in SHIPPED.values()
        if any(sent.kind == "rule-change" for sent in one.submissions)
        and one.status is not Status.PROJECTED
    }
    assert heard == {
        2012: "next year",
        2017: "next year",
        2019: "same year",
        2021: "same year",
        2023: "next year",
        2024: "next year",
    }


@pytest.mark.parametrize("name", [name for name in RECORD if name.startswith("labour")])
def test_an_event_can_be_added_later_where_there_is_a_cut_off(name):
    conference = SHIPPED[name]
    cut_off = any(one.subject_after for one in conference.submissions)
    assert any(one.do is Way.ADD_EVENT_LATER for one in conference.remedies) == cut_off


def test_no_meetings_were_held_in_the_national_mourning():
    conference = SHIPPED["labour-2022"]
    assert conference.suspension(date(2022, 9, 7)) is None
    assert conference.suspension(date(2022, 9, 8)) is not None
    assert conference.suspension(date(2022, 9, 19)) is not None
    assert conference.suspension(date(2022, 9, 20)) is None


def test_the_windows_of_2017_and_2018_open_on_the_cut_off():
    for name, opening in (("labour-2017", date(2017, 8, 3)), ("labour-2018", date(2018, 8, 6))):
        assert SHIPPED[name].submission("motion").opens == opening


def test_the_union_has_nine_dates():
    conference = SHIPPED["unison-2017"]
    assert len(conference.submissions) + len(conference.milestones) == 9
