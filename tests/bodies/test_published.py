"""A body's own .ics file as the source of its meetings."""
# ruff: noqa: E501 a table of cases reads best a case a line

from __future__ import annotations

import json
from datetime import date, time

import pytest
from click.testing import CliRunner

from motions.base.errors import DataFileError
from motions.bodies.meetings import Meeting, meetings_between
from motions.bodies.published import load_feed
from motions.cli.main import main

NEW_YORK = """\
BEGIN:VTIMEZONE
TZID:Our own zone
BEGIN:STANDARD
DTSTART:19701101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700308T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.fixture
def held(tmp_path):
    """The meetings of a year that a file of the given events gives."""

    def read(
        *events: str, first=date(2027, 1, 1), last=date(2027, 12, 31), more=""
    ) -> list[Meeting]:
        write(tmp_path, *events, more=more)
        return meetings_between(load_feed("meetings.ics", tmp_path), first, last, lambda _: False)

    return read


def write(folder, *events: str, more="") -> None:
    body = "".join(
        f"BEGIN:VEVENT\nUID:{number}@example.org\nDTSTAMP:20260101T000000Z\n{event.strip()}\nEND:VEVENT\n"
        if "UID" not in event
        else f"BEGIN:VEVENT\nDTSTAMP:20260101T000000Z\n{event.strip()}\nEND:VEVENT\n"
        for number, event in enumerate(events)
    )
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Test//EN\n{more}{body}END:VCALENDAR\n"
    (folder / "meetings.ics").write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")


def days(meetings: list[Meeting]) -> list[str]:
    return [f"{meeting.day:%d %b}" for meeting in meetings]


SUMMER = date(2027, 6, 1), date(2027, 6, 30)
MONTHLY = """\
UID:monthly@example.org
SUMMARY:Monthly meeting
DTSTART;TZID=Europe/London:20270107T193000
DTEND;TZID=Europe/London:20270107T213000
RRULE:FREQ=MONTHLY;BYDAY=1TH"""


def test_a_recurrence_keeps_its_local_hour_over_the_change_of_clocks(held):
    meetings = held(MONTHLY)
    assert len(meetings) == 12
    assert {(one.start, one.end) for one in meetings} == {(time(19, 30), time(21, 30))}


def test_a_file_can_repeat_for_ever(held):
    assert days(held(MONTHLY, first=date(2090, 1, 1), last=date(2090, 2, 28))) == [
        "05 Jan",
        "02 Feb",
    ]


def test_rdate_and_exdate(held):
    event = f"""{MONTHLY}
RDATE;TZID=Europe/London:20270120T193000
EXDATE;TZID=Europe/London:20270204T193000"""
    assert days(held(event, last=date(2027, 3, 31))) == ["07 Jan", "20 Jan", "04 Mar"]


def test_a_moved_and_a_cancelled_instance(held):
    moved = """\
UID:monthly@example.org
RECURRENCE-ID;TZID=Europe/London:20270204T193000
DTSTART;TZID=Europe/London:20270211T180000
DTEND;TZID=Europe/London:20270211T200000"""
    off = """\
UID:monthly@example.org
RECURRENCE-ID;TZID=Europe/London:20270304T193000
STATUS:CANCELLED
DTSTART;TZID=Europe/London:20270304T193000
DTEND;TZID=Europe/London:20270304T213000"""
    meetings = held(MONTHLY, moved, off, last=date(2027, 4, 30))
    assert days(meetings) == ["07 Jan", "11 Feb", "01 Apr"]
    assert meetings[1].start == time(18)


@pytest.mark.parametrize(
    ("start", "end", "more"),
    [
        ("DTSTART:20270610T183000Z", "DTEND:20270610T203000Z", ""),
        ("DTSTART:20270610T193000", "DURATION:PT2H", ""),
        ("DTSTART;TZID=Europe/Berlin:20270610T203000", "DTEND;TZID=Europe/Berlin:20270610T223000", ""),
        ("DTSTART;TZID=Our own zone:20270610T143000", "DURATION:PT2H", NEW_YORK),
        ("DTSTART:20270610T183000Z", "DURATION:PT2H", "X-WR-TIMEZONE:America/New_York\n"),
    ],
)  # fmt: skip
def test_any_time_zone_becomes_the_local_hour(held, start, end, more):
    assert held(f"{start}\n{end}", more=more) == [
        Meeting(date(2027, 6, 10), time(19, 30), time(21, 30))
    ]


def test_hours_are_those_of_the_body(tmp_path):
    write(tmp_path, "DTSTART:20270610T183000Z\nDURATION:PT2H", "DTSTART:20270617T193000")
    held = load_feed("meetings.ics", tmp_path, "Europe/Brussels").between(*SUMMER)
    assert [one.start for one in held] == [time(20, 30), time(19, 30)]


@pytest.mark.parametrize(
    ("rule", "ends"),
    [
        ("", date(2027, 1, 7)),
        ("RRULE:FREQ=MONTHLY;BYDAY=1TH;COUNT=3", date(2027, 3, 4)),
        ("RRULE:FREQ=MONTHLY;BYDAY=1TH;UNTIL=20280601T000000Z", date(2028, 5, 4)),
        ("RRULE:FREQ=MONTHLY;BYDAY=1TH", None),
    ],
)
def test_a_file_that_ends_is_known(tmp_path, rule, ends):
    write(tmp_path, f"DTSTART;TZID=Europe/London:20270107T193000\n{rule}".strip())
    assert load_feed("meetings.ics", tmp_path).ends == ends


def test_a_zone_of_its_own_with_a_rule_that_is_not_yearly_is_refused(held):
    with pytest.raises(DataFileError, match="not yearly"):
        held(MONTHLY, more=NEW_YORK.replace("FREQ=YEARLY", "FREQ=DAILY"))


def test_a_meeting_is_in_the_year_of_the_local_clock(held):
    event = "DTSTART;TZID=America/New_York:20271231T200000\nDURATION:PT1H"
    assert held(event) == []
    assert days(held(event, first=date(2028, 1, 1), last=date(2028, 1, 2))) == ["01 Jan"]


def test_an_end_on_another_day_or_none_is_left_open(held):
    overnight = "DTSTART:20270610T193000\nDTEND:20270611T003000"
    endless = "DTSTART:20270617T193000"
    assert [meeting.end for meeting in held(overnight, endless)] == [None, None]


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        ("SUMMARY:Annual meeting\nDTSTART;VALUE=DATE:20270610", "'Annual meeting': of 2027-06-10 is for the whole day"),
        ("SUMMARY:Soon", "'Soon': has no DTSTART"),
        ("SUMMARY:Odd\nDTSTART;TZID=Atlantis/Main:20270610T193000", "unknown time zone, 'Atlantis/Main'"),
        ("SUMMARY:Busy\nDTSTART:20270610T193000\nRRULE:FREQ=SECONDLY", "more than once a day"),
        ("SUMMARY:Back\nDTSTART:20270610T193000\nDTEND:20270610T183000", "'Back': ends before it begins"),
        ("SUMMARY:Broken\nDTSTART:2027-06-10", "'Broken': has a broken DTSTART"),
        ("SUMMARY:Never\nDTSTART:20270610T193000\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "no meeting at all"),
        ("SUMMARY:Zero\nDTSTART:20270610T193000\nRRULE:FREQ=DAILY;INTERVAL=0", "INTERVAL must be"),
        ("SUMMARY:Old\nDTSTART:00010610T193000\nRRULE:FREQ=DAILY", "is in the year 1,"),
        ("SUMMARY:Rule\nDTSTART:20270610T193000\nRRULE:FREQ=MONTHLY;BYDAY=XX", "RRULE"),
    ],
)  # fmt: skip
def test_an_event_that_says_no_hour_is_refused_by_name(held, event, problem):
    with pytest.raises(DataFileError) as refusal:
        held(event)
    assert problem in str(refusal.value)
    assert "meetings.ics" in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("hello", "is not a calendar"),
        ("", "is not a calendar"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "holds no events"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", ""),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused(tmp_path, text, problem):
    if text is not None:
        (tmp_path / "meetings.ics").write_text(text)
    with pytest.raises(DataFileError) as refusal:
        load_feed("meetings.ics", tmp_path)
    assert problem in str(refusal.value)


def test_a_web_address_is_not_fetched(tmp_path):
    with pytest.raises(DataFileError, match="nothing is fetched"):
        load_feed("https://example.org/meetings.ics", tmp_path)


ORGANISATION = """\
[[body]]
id = "anytown"
name = "Anytown CLP"
tier = "clp"
meets = "meetings.ics"
notice = "14 days"
cancelled = [2021-05-06]
"""


def plan(path, *options: str):
    arguments = ["plan", "rule-change", "--org", str(path), "--conference", "labour-2021"]
    return CliRunner().invoke(main, [*arguments, "--today", "2021-03-01", *options])


def test_a_plan_is_made_from_the_file_beside_the_organisation(tmp_path):
    (tmp_path / "motions.toml").write_text(ORGANISATION)
    write(tmp_path, MONTHLY.replace("2027", "2021"))
    result = plan(tmp_path / "motions.toml", "--json")
    meeting = json.loads(result.stdout)["steps"][1]
    assert meeting["aim"] == "2021-04-01T19:30:00+01:00"
    assert meeting["last_chance"] == "2021-06-03T19:30:00+01:00"
    assert "meetings.ics" in meeting["why"]


def test_a_missing_file_is_a_message_and_no_traceback(tmp_path):
    (tmp_path / "motions.toml").write_text(ORGANISATION)
    result = plan(tmp_path / "motions.toml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "meetings.ics: cannot be read" in result.stderr
