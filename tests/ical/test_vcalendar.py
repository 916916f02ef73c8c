"""The form of a calendar file: RFC 5545 and 7986 to the letter, whatever the values hold."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motions import __version__
from motions.base.errors import MotionsError
from motions.conferences.conference import Status
from motions.ical.content_lines import fold, parse_calendar, property_name, render_lines
from motions.ical.descriptions import url_in
from motions.ical.entries import EVERYONE, Category, Entry, EntryList
from motions.ical.profiles import Profile
from tests.support.calendar_cases import AGENDAS, dates, every_kind, plan, render
from tests.support.paths import GOLDEN

KINDS = every_kind()

# RFC 5545: contentline = name *(";" param) ":" value
CONTENT_LINE = re.compile(
    r"[A-Z0-9-]+(?:;[A-Z0-9-]+=[^\";:,\x00-\x1f\x7f]+)*:[^\x00-\x08\x0a-\x1f\x7f]*"
)
# RFC 5545, 3.3.11: TEXT = *(TSAFE-CHAR / ":" / DQUOTE / ESCAPED-CHAR)
TEXT = re.compile(r"(?:[^\\;,\x00-\x1f\x7f]|\\[\\;,nN])*")
TEXT_PROPERTIES = ("NAME", "X-WR-CALNAME", "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES")
# CSS colours that RFC 7986 5.9 allows; the ones used here
CSS = {"darkorange", "royalblue", "crimson", "seagreen", "purple", "teal", "gray"}


def unfolded(calendar):
    return calendar.decode().replace("\r\n ", "").split("\r\n")[:-1]


@pytest.fixture(params=KINDS)
def calendar(request):
    return KINDS[request.param]


def test_lines_end_with_crlf_and_have_at_most_75_octets(calendar):
    assert calendar.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in calendar.replace(b"\r\n", b"")
    assert b"\r" not in calendar.replace(b"\r\n", b"")
    for line in calendar.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no letter is split
    assert not calendar.startswith(b"\xef\xbb\xbf")


def test_every_line_is_a_content_line_and_text_is_escaped(calendar):
    for line in unfolded(calendar):
        assert CONTENT_LINE.fullmatch(line), line
        if property_name(line) in TEXT_PROPERTIES:
            assert TEXT.fullmatch(line.partition(":")[2]), line


def test_there_is_one_calendar_of_events_only(calendar):
    lines = unfolded(calendar)
    assert lines.count("BEGIN:VCALENDAR") == 1
    begun = {line for line in lines if line.startswith("BEGIN:")}
    known = {"VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT", "VALARM"}
    assert {line.partition(":")[2] for line in begun} <= known


def test_the_header_says_what_programs_ask_for(calendar):
    header = dict(line.split(":", 1) for line in parse_calendar(calendar)[0])
    assert header["VERSION"] == "2.0"
    assert header["PRODID"] == f"-//model-motions//motions {__version__}//EN"
    assert header["NAME"] == header["X-WR-CALNAME"] != ""
    assert header["REFRESH-INTERVAL;VALUE=DURATION"] == header["X-PUBLISHED-TTL"] == "PT12H"
    assert "UID" not in header  # vdirsyncer takes it for every event's
    assert "X-WR-TIMEZONE" not in header


@pytest.mark.parametrize("profile", Profile)
def test_only_outlook_gets_a_method(profile):
    header, _ = parse_calendar(render(plan(), profile))
    methods = [line for line in header if line.startswith("METHOD")]
    assert methods == (["METHOD:PUBLISH"] if profile is Profile.OUTLOOK else [])


def test_each_event_has_what_rfc_5545_asks_and_nobody_is_invited(calendar):
    _, components = parse_calendar(calendar)
    events = [one for one in components if one.name == "VEVENT"]
    uids = [one.value("UID") for one in events]
    assert len(set(uids)) == len(uids) > 0
    for event in events:
        names = [property_name(line) for line in event.properties]
        assert len(set(names)) == len(names), "no property is there twice"
        wanted = "UID DTSTAMP LAST-MODIFIED SEQUENCE DTSTART DTEND SUMMARY DESCRIPTION CATEGORIES"
        for name in (*wanted.split(), "COLOR", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS"):
            assert name in names
        assert not {"ORGANIZER", "ATTENDEE", "RRULE", "RDATE", "DURATION"} & set(names)
        assert event.value("COLOR") in CSS
        assert re.fullmatch(r"\d{8}T\d{6}Z", event.value("DTSTAMP"))
        if event.value("CATEGORIES") != "Meeting":
            assert event.value("TRANSP") == "TRANSPARENT"
            assert event.value("X-MICROSOFT-CDO-BUSYSTATUS") == "FREE"


def test_whole_days_end_on_the_next_day_and_moments_after_they_start(calendar):
    _, components = parse_calendar(calendar)
    for event in components:
        if event.name != "VEVENT":
            continue
        start, end = event.line("DTSTART"), event.line("DTEND")
        assert start.rpartition(":")[0][7:] == end.rpartition(":")[0][5:]
        assert event.value("DTSTART") < event.value("DTEND")
        if ";VALUE=DATE" in start:
            assert re.fullmatch(r"\d{8}", event.value("DTSTART"))
        else:
            assert re.fullmatch(r"\d{8}T\d{6}Z?", event.value("DTSTART"))


def test_each_tzid_has_its_vtimezone_with_rules(calendar):
    _, components = parse_calendar(calendar)
    named = set(re.findall(r"TZID=([^:;]+)", "\n".join(unfolded(calendar))))
    zones = {one.value("TZID"): one for one in components if one.name == "VTIMEZONE"}
    assert set(zones) == named
    for zone in zones.values():
        assert sum("RRULE:FREQ=YEARLY" in line for line in zone.lines) == 2
        assert not any(line.startswith("RDATE") for line in zone.lines)


def test_alarms_come_last_and_are_plain(calendar):
    _, components = parse_calendar(calendar)
    for event in components:
        if event.name != "VEVENT":
            continue
        assert event.lines == (event.lines[0], *event.properties, *event.inner, event.lines[-1])
        inner = list(event.inner)
        assert inner.count("BEGIN:VALARM") == inner.count("ACTION:DISPLAY")
        assert inner.count("BEGIN:VALARM") == sum(x.startswith("DESCRIPTION:") for x in inner)
        for line in inner:
            if line.startswith("TRIGGER"):
                assert re.fullmatch(r"TRIGGER:-P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?)?", line)


# --- golden files


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("kind", AGENDAS)
def test_the_file_is_the_golden_one_to_the_byte(kind, profile):
    """After a wanted change, write them anew with MOTIONS_WRITE_GOLDEN=1 and read the diff."""
    path = GOLDEN / f"{kind}-{profile}.ics"
    content = render(AGENDAS[kind](), profile)
    content = content.replace(f"motions {__version__}//".encode(), b"motions VERSION//")
    if os.environ.get("MOTIONS_WRITE_GOLDEN"):
        path.write_bytes(content)
    assert content == path.read_bytes()


def test_the_same_agenda_and_stamp_give_the_same_bytes():
    assert render(dates()) == render(dates())


# --- nothing that a value holds can change the structure

HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\r\n;,:\\\"\x00\x0b\x0c\x85\u2028\u2029\ufeff\t\x1b\x7f'^= BEGIN"),
        st.characters(),
    ),
    max_size=60,
) | st.sampled_from(
    [
        "x\r\nBEGIN:VEVENT\r\nUID:evil\r\nEND:VEVENT",
        "x\nEND:VEVENT\nEND:VCALENDAR",
        "x\rATTENDEE:mailto:a@example.org",
        "x\u2028BEGIN:VALARM\u2029",
        "https://example.org/\r\nATTACH:https://example.net",
        "\\n\\;\\,\\",
        "a" * 200 + "é" * 200,
    ]
)


def entry(text: str, **changes: Any) -> Entry:
    plain = Entry(
        key=text,
        summary=text,
        starts=date(2027, 3, 1),
        ends=date(2027, 3, 1),
        description=text,
        category=Category.DEADLINE,
        roles=EVERYONE,
        status=Status.PROJECTED,
        location=text or "x",
        alarms=(7, 1),
    )
    return replace(plain, **changes)


SHAPE = [
    re.sub(":.*", "", line)
    for line in unfolded(render(EntryList("x", "x", "Europe/London", (entry("x"),))))
]


@settings(max_examples=300, deadline=None)
@given(HOSTILE, HOSTILE)
def test_no_value_can_add_a_line_or_a_component(text, name):
    calendar = render(EntryList(name, name, "Europe/London", (entry(text),)))
    lines = unfolded(calendar)
    location = [] if any(line.startswith("LOCATION") for line in lines) else ["LOCATION"]
    wanted = [name for name in SHAPE if name not in location]
    assert [re.sub(":.*", "", line, flags=re.DOTALL) for line in lines] == wanted
    test_lines_end_with_crlf_and_have_at_most_75_octets(calendar)
    for line in lines:
        assert CONTENT_LINE.fullmatch(line), line
        assert not re.search("[\x80-\x9f\u2028\u2029\ufeff]", line)
        assert len(line.splitlines()) == 1


@given(HOSTILE)
def test_an_address_is_only_taken_where_it_is_one(text):
    url = url_in(f"{text}https://example.org/{text}")
    assert url == "" or re.fullmatch(r"https://[!-~]+", url)


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=300))
def test_folding_is_undone_by_taking_out_what_it_put_in(line):
    folded = fold(line).decode()
    assert folded.replace("\r\n ", "") == line
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    assert render_lines([line]) == f"{folded}\r\n".encode()


@pytest.mark.parametrize(
    "starts", [date(1969, 12, 31), date(2101, 1, 1), datetime(9999, 12, 31, 23)]
)
def test_a_date_that_programs_cannot_hold_is_refused(starts):
    agenda = EntryList("x", "x", "Europe/London", (entry("x", starts=starts, ends=starts),))
    with pytest.raises(MotionsError, match="1970 to 2100"):
        render(agenda)
