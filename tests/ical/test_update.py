"""A calendar file brought up to date: the same events, versions that rise, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from motions.conferences.conference import Moved
from motions.ical.conference_entries import conference_entries
from motions.ical.content_lines import NotACalendarError, parse_calendar, property_name
from motions.ical.entries import Category
from motions.ical.profiles import Profile, Style
from motions.ical.update import Changes, NotOursError, update_calendar
from motions.ical.vcalendar import to_vcalendar
from tests.support.calendar_cases import (
    LATER,
    ORGANISATION,
    STAMP,
    TODAY,
    conference,
    dates,
    dates_agenda,
    deadlines,
    moved,
    organisation,
    plan,
    render,
)

UNIVERSAL = Style()
BY_HAND = b"""\
BEGIN:VEVENT
UID:leaflets@example.org
DTSTAMP:20270105T090000Z
DTSTART;TZID=Europe/Paris:20270301T180000
SUMMARY:Leaflets
X-ODD;P="a:b":kept, as it is
END:VEVENT
"""
PARIS = b"""\
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def update(old, agenda, style=UNIVERSAL, *, stamp=LATER):
    return update_calendar(
        to_vcalendar(agenda, style, stamp=stamp), old, style, stamp=stamp, source="dates.ics"
    )


def events(calendar):
    return {one.value("UID"): one for one in parse_calendar(calendar)[1] if one.name == "VEVENT"}


def summaries(calendar):
    return {one.value("SUMMARY"): one for one in events(calendar).values()}


def later_deadline(due=datetime(2027, 9, 6, 12)):
    return deadlines(moved(conference(), "motion", due))


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("make", [plan, dates, deadlines])
def test_an_unchanged_agenda_gives_the_same_bytes_on_another_day(make, profile):
    old = render(make(), profile)
    new, changes = update(old, make(), Style(profile))
    assert new == old
    assert changes == Changes(events=len(events(old)))


def test_only_what_changed_gets_a_new_version():
    old = render(deadlines())
    new, changes = update(old, later_deadline())
    before, after = events(old), events(new)
    assert before.keys() == after.keys()
    for uid, event in after.items():
        if uid in changes.changed:
            assert event.value("SEQUENCE") == "1"
            assert event.value("DTSTAMP") == event.value("LAST-MODIFIED") == "20270201T000000Z"
        else:
            assert event == before[uid]
    # the deadline and its three reminders, and the opening, whose text names the deadline
    assert sorted(after[uid].value("CATEGORIES") for uid in changes.changed) == [
        "Deadline", "Opening", "Reminder", "Reminder", "Reminder",
    ]  # fmt: skip


def test_a_moved_event_says_from_when_to_when_and_goes_on_saying_it():
    line = "Moved from Thursday 9 September 2027\\, 17:00 to Monday 6 September 2027\\, 12:00."
    once, _ = update(render(deadlines()), later_deadline())
    assert line in summaries(once)["Motion: deadline 12:00"].value("DESCRIPTION")
    again, changes = update(once, later_deadline(), stamp=datetime(2027, 3, 1, tzinfo=UTC))
    assert again == once
    assert not changes.changed


def test_an_event_that_moves_twice_tells_both_moves():
    once, _ = update(render(deadlines()), later_deadline())
    twice, _ = update(once, later_deadline(datetime(2027, 9, 3, 12)))
    event = summaries(twice)["Motion: deadline 12:00"]
    text = event.value("DESCRIPTION")
    assert "17:00 to Monday 6 September 2027\\, 12:00.\\nMoved from Monday 6 September" in text
    assert event.value("SEQUENCE") == "2"


def test_a_move_that_the_conference_tells_itself_is_not_told_twice():
    held = moved(conference(), "motion", datetime(2027, 9, 6, 12))
    was = (Moved(datetime(2027, 9, 9, 17), "a strike"),)
    submissions = (replace(held.submissions[0], was=was), *held.submissions[1:])
    new, _ = update(render(deadlines()), deadlines(replace(held, submissions=submissions)))
    text = summaries(new)["Motion: deadline 12:00"].value("DESCRIPTION")
    assert text.count("Moved from") == 1
    assert "a strike" in text


def test_two_versions_of_one_day_still_rise():
    first = render(deadlines())
    second, _ = update(first, later_deadline(), stamp=STAMP)
    third, _ = update(second, deadlines(), stamp=STAMP)
    versions = [
        (int(event.value("SEQUENCE")), event.value("DTSTAMP"))
        for calendar in (first, second, third)
        for event in events(calendar).values()
        if event.value("SUMMARY").startswith("Motion: deadline")
    ]
    assert versions == [(0, "20270104T000000Z"), (1, "20270104T000001Z"), (2, "20270104T000002Z")]


def test_a_version_never_goes_back_in_time():
    new, _ = update(render(deadlines()), later_deadline(), stamp=datetime(2026, 1, 1, tzinfo=UTC))
    assert summaries(new)["Motion: deadline 12:00"].value("DTSTAMP") == "20270104T000001Z"


# --- what is no longer wanted


def without(agenda, category=Category.MILESTONE):
    kept = tuple(entry for entry in agenda.entries if entry.category is not category)
    return replace(agenda, entries=kept)


@pytest.mark.parametrize("profile", Profile)
def test_a_removed_event_is_marked_for_as_long_as_it_lies_ahead(profile):
    style = Style(profile)
    old = render(deadlines(), profile)
    new, changes = update(old, without(deadlines()), style)
    event = summaries(new)["Cancelled: Delegates registered: deadline"]
    assert event.value("UID") in changes.cancelled
    assert event.value("SEQUENCE") == "1"
    # Apple strikes a cancelled event out; Google hides it, and others do nothing
    assert event.value("STATUS") == ("CANCELLED" if profile is Profile.APPLE else "CONFIRMED")
    assert event.value("TRANSP") == "TRANSPARENT"
    assert not event.inner, "it must not ring"
    assert event.value("DESCRIPTION").startswith("This is no longer planned.\\n")
    again, later = update(new, without(deadlines()), style)
    assert again == new
    assert not later.cancelled
    after_its_day, over = update(
        new, without(deadlines()), style, stamp=datetime(2027, 6, 20, tzinfo=UTC)
    )
    assert over.dropped
    assert "Cancelled: Delegates registered: deadline" not in summaries(after_its_day)


def test_an_event_that_returns_is_itself_again():
    old = render(deadlines())
    gone, _ = update(old, without(deadlines()))
    back, _ = update(gone, deadlines())
    event = summaries(back)["Delegates registered: deadline"]
    assert event.value("SEQUENCE") == "2"
    assert "Moved" not in event.value("DESCRIPTION")
    assert event.inner == summaries(old)["Delegates registered: deadline"].inner


def test_what_is_over_stays_as_it_was():
    old = render(dates())
    after = datetime(2027, 3, 1, tzinfo=UTC)
    coming = tuple(
        e for e in dates().entries
        if e.category is not Category.MEETING or e.starts >= after.replace(tzinfo=None)
    )  # fmt: skip
    new, changes = update(old, replace(dates(), entries=coming), stamp=after)
    assert new == old
    assert not changes.cancelled


def test_a_reminder_that_nobody_asks_for_any_more_goes_without_a_word():
    old = render(deadlines())
    new, changes = update(old, deadlines(), Style(remind=(1,)))
    assert changes.dropped
    assert not changes.cancelled
    assert not any(summary.startswith(("In 14 days", "Cancelled")) for summary in summaries(new))


def test_another_profile_updates_the_same_file():
    old = render(deadlines())
    new, changes = update(old, deadlines(), Style(Profile.APPLE))
    assert set(summaries(new)) == {entry.title for entry in deadlines().entries}
    assert not changes.cancelled


# --- what somebody else put in


@pytest.mark.parametrize("newline", [b"\r\n", b"\n"])
def test_events_added_by_hand_are_kept_with_their_time_zone(newline):
    added = (PARIS + BY_HAND).replace(b"\n", newline)
    old = render(deadlines()).replace(b"END:VCALENDAR", added + b"END:VCALENDAR")
    new, changes = update(old, later_deadline())
    assert changes.by_hand == 1
    kept = next(one for one in parse_calendar(new)[1] if one.value("UID") == "leaflets@example.org")
    assert list(kept.lines) == BY_HAND.decode().splitlines()
    assert b"TZID:Europe/Paris\r\n" in new
    assert b"\n" not in new.replace(b"\r\n", b"")
    again, _ = update(new, later_deadline())
    assert again == new


def test_a_file_saved_with_other_line_ends_is_read_as_the_same():
    old = render(deadlines())
    new, changes = update(old.replace(b"\r\n", b"\n"), deadlines())
    assert new == old
    assert not changes.changed


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "does not begin"),
        (b"Minutes of the last meeting", "does not begin"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", "has no BEGIN"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "END:VEVENT is missing"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR\r\n", "something follows"),
        (b"BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\nEND:VCALENDAR\r\n", "not written by motions"),
    ],
)
def test_a_file_that_is_not_ours_is_refused(content, why):
    with pytest.raises(NotOursError, match=why) as caught:
        update(content, deadlines())
    assert str(caught.value).startswith("dates.ics: ")
    assert "--force" in str(caught.value)


def test_a_foreign_file_with_our_name_on_it_is_refused():
    foreign = render(deadlines()).replace(b"@model-motions", b"@example.org")
    with pytest.raises(NotOursError, match="not written by motions"):
        update(foreign, deadlines())


def test_a_calendar_of_other_dates_is_refused():
    with pytest.raises(NotOursError, match="different dates"):
        update(render(plan()), dates())
    with pytest.raises(NotOursError, match="different dates"):
        update(render(dates()), dates(None, "anytown"))


def test_a_calendar_goes_on_with_the_next_conference_once_the_last_is_over():
    days = {"start": date(2028, 9, 23), "end": date(2028, 9, 26)}
    following = conference(id="example-2028", submissions=(), milestones=(), **days)
    agenda = deadlines(following)
    with pytest.raises(NotOursError, match="different dates"):
        update(render(deadlines()), agenda, stamp=LATER)
    old = render(deadlines())
    new, changes = update(old, agenda, stamp=datetime(2027, 11, 1, tzinfo=UTC))
    assert set(events(old)) < set(events(new))
    assert len(changes.added) == 1


def test_a_meeting_that_is_put_off_moves():
    text = ORGANISATION.replace(
        'id = "anytown"', 'id = "anytown"\ncancelled = [2027-03-25]\nextra = [2027-03-30]'
    )
    agenda = dates_agenda(conference(), organisation(text), today=TODAY)
    new, changes = update(render(dates()), agenda)
    told = [
        one.value("DESCRIPTION")
        for one in events(new).values()
        if "Moved from" in one.value("DESCRIPTION")
    ]
    assert len(told) == 1
    assert (
        "Moved from Thursday 25 March 2027\\, 19:30 to Tuesday 30 March 2027\\, 19:30." in told[0]
    )
    assert not changes.added
    assert not changes.cancelled


def test_broken_dates_in_an_older_file_do_no_harm():
    old = render(deadlines())
    for wrong in (b"DTSTART:20279999T999999Z", b"DTSTART:soon", b"DTSTART:"):
        broken = old.replace(b"DTSTART;TZID=Europe/London:20270909T170000", wrong)
        broken = broken.replace(b"SEQUENCE:0", b"SEQUENCE:many").replace(
            b"DTSTAMP:2027", b"DTSTAMP:x"
        )
        new, _ = update(broken, deadlines())
        assert "Moved" not in summaries(new)["Motion: deadline 17:00"].value("DESCRIPTION")


def test_the_parser_keeps_the_properties_of_alarms_apart():
    event = summaries(render(deadlines()))["Motion: deadline 17:00"]
    assert [property_name(line) for line in event.properties].count("DESCRIPTION") == 1
    assert event.inner[0] == "BEGIN:VALARM"
    with pytest.raises(NotACalendarError):
        parse_calendar(b"BEGIN:VCALENDAR")


def test_a_calendar_is_marked_and_moved_in_its_own_language():
    welsh = deadlines_in("cy")
    new, changes = update(render(deadlines()), without(welsh))
    event = summaries(new)["Canslwyd: Delegates registered: deadline"]
    assert event.value("DESCRIPTION").startswith("Nid yw hyn yn yr arfaeth mwyach.\\n")
    moved_on, _ = update(render(welsh), deadlines_in("cy", due=datetime(2027, 9, 6, 12)))
    event = summaries(moved_on)["Motion: dyddiad cau 12:00"]
    assert (
        "Symudwyd o ddydd Iau\\, 9 Medi 2027\\, 17:00 i ddydd Llun\\, 6 Medi 2027\\, 12:00."
        in event.value("DESCRIPTION")
    )
    # an event that an older version marked in another language is not marked twice
    again, later = update(new, without(deadlines()))
    assert not later.cancelled
    assert not [title for title in summaries(again) if title.startswith("Cancelled: Canslwyd")]
    assert changes.cancelled


def deadlines_in(language, due=datetime(2027, 9, 9, 17)):
    held = moved(conference(), "motion", due)
    entries = tuple(conference_entries(held, language=language))
    return replace(deadlines(held), entries=entries, language=language)
