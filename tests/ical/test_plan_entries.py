"""What is in a calendar: every step and date, in words that say what to do, and no person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest

from motions.base.errors import MotionsError
from motions.conferences.conference import Moved, Status
from motions.ical.conference_entries import conference_entries
from motions.ical.content_lines import parse_calendar
from motions.ical.entries import Category, Role
from motions.ical.profiles import Profile, RemindersError, parse_reminders
from motions.jobs.calendar import dates_agenda, plan_agenda
from tests.support.calendar_cases import (
    ORGANISATION,
    TODAY,
    conference,
    dates,
    deadlines,
    every_kind,
    moved,
    organisation,
    plan,
    render,
    work,
)

WELSH_MOTION = {"id": "bysiau", "title": "Bysiau", "language": "cy"}


def by_summary(agenda):
    return {entry.title: entry for entry in agenda.entries}


def events(calendar):
    return [one for one in parse_calendar(calendar)[1] if one.name == "VEVENT"]


def test_a_plan_holds_each_step_the_opening_the_milestones_and_the_conference():
    # Deadline Thursday 9 September, 17:00. Last CLP meeting handed on before: 22 July (August is
    # free); its motions by 8 July (14 days). Branch: 1 July; its motions by 24 June (7 days).
    found = {title: entry.starts for title, entry in by_summary(plan()).items()}
    assert found == {
        "Send the motion to Riverside Branch's secretary: last day": date(2027, 6, 24),
        "Riverside Branch votes on the motion: last meeting": datetime(2027, 7, 1, 19, 30),
        "Send the motion to Anytown CLP's secretary: last day": date(2027, 7, 8),
        "Anytown CLP votes on the motion: last meeting": datetime(2027, 7, 22, 19, 30),
        "Anytown CLP submits the motion: deadline 17:00": datetime(2027, 9, 9, 17, 0),
        "Motion: submission opens": date(2027, 6, 1),
        "Delegates registered: deadline": date(2027, 6, 18),
        "Example Party Conference 2027": date(2027, 9, 25),
    }


def test_a_step_says_why_from_where_how_much_room_and_what_if_it_is_missed():
    step = by_summary(plan())["Send the motion to Anytown CLP's secretary: last day"]
    for part in (
        "Motion, for Example Party Conference 2027",
        "For its meeting of Thursday 22 July 2027.",
        "Anytown CLP asks for 14 days of notice before the meeting.",
        "22 July − 14 days = 8 July",
        "Source: motions.toml",
        "Slack: 147 days. Aim for Thursday 11 February 2027.",
        "If it is missed, ask at once. What you can still do:\n- The officers may call a special",
    ):
        assert part in step.description


def test_a_step_with_room_says_how_much_and_what_to_aim_for():
    # Rule changes are open at once: aims of 4 January are the branch's meeting of 4 February
    # (notice by 28 January), then the CLP's of 25 February (notice by 11 February).
    steps = {e.key: e for e in plan_agenda(work(kind="rule-change")).entries}
    notice = steps["plan/example-2027/rule-change/notice/anytown"]
    assert notice.starts == date(2027, 5, 13)  # for Thursday 27 May
    assert "Slack: 91 days. Aim for Thursday 11 February 2027." in notice.description


def test_a_plan_that_is_too_late_says_so_at_each_step():
    late = work(moved(conference(), "rule-change", datetime(2027, 1, 20, 12)), "rule-change")
    submit = next(e for e in plan_agenda(late).entries if "/submit/" in e.key)
    assert "the ordinary route no longer reaches the deadline" in submit.description


def test_a_meeting_without_a_stated_end_says_so_and_one_with_an_end_has_it():
    found = by_summary(plan())
    branch = found["Riverside Branch votes on the motion: last meeting"]
    clp = found["Anytown CLP votes on the motion: last meeting"]
    assert branch.ends == datetime(2027, 7, 1, 21, 0)
    assert "not stated" not in branch.description
    assert clp.ends == datetime(2027, 7, 22, 21, 30)
    assert "Its end is not stated; two hours are entered." in clp.description


def test_a_projected_deadline_makes_every_step_before_it_projected():
    agenda = plan_agenda(work(kind="rule-change"))
    steps = [entry for entry in agenda.entries if entry.key.startswith("plan/")]
    assert len(steps) == 5
    for event in events(render(agenda)):
        projected = event.value("SUMMARY").endswith("(projected)")
        assert projected is (event.value("STATUS") == "TENTATIVE")
    assert all(entry.title.endswith("(projected)") for entry in steps)


def test_dates_hold_all_meetings_that_are_held_and_all_deadlines():
    found = dates()
    meetings = [e.starts for e in found.entries if e.title == "Meeting of Anytown CLP"]
    # Fourth Thursdays, not in August; 22 April falls into the elections' suspension.
    assert meetings == [
        datetime(2027, month, day, 19, 30)
        for month, day in [(1, 28), (2, 25), (3, 25), (5, 27), (6, 24), (7, 22), (9, 23)]
    ]
    kinds = {e.category for e in found.entries}
    assert kinds == {
        Category.MEETING,
        Category.DEADLINE,
        Category.OPENING,
        Category.MILESTONE,
        Category.CONFERENCE,
    }


def test_dates_are_limited_to_the_bodies_that_are_named():
    names = {e.title for e in dates(None, "anytown").entries if e.category is Category.MEETING}
    assert names == {"Meeting of Anytown CLP"}


def test_a_conference_alone_has_every_deadline_and_no_meeting():
    assert sorted(by_summary(deadlines())) == [
        "Delegates registered: deadline",
        "Emergency motion: deadline 12:00",
        "Emergency motion: submission opens",
        "Example Party Conference 2027",
        "Motion: deadline 17:00",
        "Motion: submission opens",
        "Rule change: deadline 12:00 (projected)",
    ]


def test_a_deadline_that_moved_says_from_when_to_when_and_why():
    held = conference()
    due, was = datetime(2027, 9, 9, 17), (Moved(date(2027, 9, 2), "snap election"),)
    submissions = (replace(held.submissions[0], was=was), *held.submissions[1:])
    entry = by_summary(deadlines(replace(held, submissions=submissions)))["Motion: deadline 17:00"]
    line = (
        "Moved from Thursday 2 September 2027 to Thursday 9 September 2027, 17:00: snap election."
    )
    assert entry.starts == due
    assert line in entry.description
    assert entry.revision == 1


def test_addresses_and_places_stand_in_their_own_properties():
    found = {one.value("SUMMARY"): one for one in events(render(deadlines()))}
    assert found["Motion: deadline 17:00"].value("URL") == "https://example.org/dates"
    assert found["Example Party Conference 2027"].value("LOCATION") == "Harbour Hall\\, Seaville"


@pytest.mark.parametrize(("name", "calendar"), every_kind().items())
def test_no_person_and_no_folder_of_theirs_is_in_any_calendar(name, calendar):
    text = calendar.decode().replace("\r\n ", "").lower()
    assert "placeholder" not in text, name
    assert "/home" not in text
    assert "mailto" not in text


def test_keys_never_hold_a_date_and_other_days_keep_them():
    before = {entry.key: entry.starts for entry in deadlines().entries}
    after = {
        entry.key: entry.starts
        for entry in deadlines(moved(conference(), "motion", datetime(2027, 9, 2, 12))).entries
    }
    assert before.keys() == after.keys()
    assert [key for key in before if before[key] != after[key]] == ["deadline/example-2027/motion"]


def test_a_meeting_held_in_place_of_a_cancelled_one_is_the_same_event():
    def meetings(extra):
        text = ORGANISATION.replace('id = "anytown"', f'id = "anytown"\n{extra}')
        agenda = dates_agenda(conference(), organisation(text), ("anytown",), today=TODAY)
        return {e.key: e.starts for e in agenda.entries if e.category is Category.MEETING}

    before = meetings("")
    after = meetings("cancelled = [2027-03-25]\nextra = [2027-03-30]")
    assert before.keys() == after.keys()
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {"meeting/anytown/2027-03/1"}
    assert after["meeting/anytown/2027-03/1"] == datetime(2027, 3, 30, 19, 30)


def test_cancelling_one_of_two_meetings_leaves_the_other_alone():
    twice = ORGANISATION.replace("fourth Thursday", "first and third Thursday")

    def meetings(text):
        agenda = dates_agenda(conference(), organisation(text), ("anytown",), today=TODAY)
        return {
            e.key: e.starts for e in agenda.entries if e.key.startswith("meeting/anytown/2027-03")
        }

    before = meetings(twice)
    after = meetings(twice.replace('id = "anytown"', 'id = "anytown"\ncancelled = [2027-03-04]'))
    assert after == {key: day for key, day in before.items() if day.day != 4}
    assert len(after) == 1


def test_the_first_month_is_whole_so_that_the_days_passing_change_no_key():
    held, bodies = conference(), organisation()
    early = dates_agenda(held, bodies, today=date(2027, 1, 1))
    late = dates_agenda(held, bodies, today=date(2027, 1, 31))
    assert early == late


# --- roles


@pytest.mark.parametrize(
    ("role", "kept"),
    [
        (Role.MOVER, {"Send the motion to Riverside Branch's secretary: last day",
                      "Riverside Branch votes on the motion: last meeting",
                      "Anytown CLP votes on the motion: last meeting",
                      "Motion: submission opens"}),
        (Role.MEMBER, {"Riverside Branch votes on the motion: last meeting",
                       "Anytown CLP votes on the motion: last meeting"}),
        (Role.DELEGATE, {"Delegates registered: deadline"}),
    ],
)  # fmt: skip
def test_a_role_keeps_what_that_person_must_do(role, kept):
    assert set(by_summary(plan(role=role))) == kept | {"Example Party Conference 2027"}


def test_the_secretary_keeps_everything():
    assert plan(role=Role.SECRETARY).entries == plan().entries


def test_a_role_with_nothing_to_do_is_an_error():
    nothing = replace(deadlines(), entries=tuple(
        e for e in deadlines().entries if e.category is Category.MILESTONE
    ))  # fmt: skip
    with pytest.raises(MotionsError, match="has nothing for a member"):
        nothing.for_role(Role.MEMBER)


# --- reminders


def alarms(calendar):
    """The local moments at which each event rings, by its summary."""
    found = {}
    for event in events(calendar):
        value = event.value("DTSTART")
        start = datetime.fromisoformat(value)
        triggers = [line.partition(":")[2] for line in event.inner if line.startswith("TRIGGER")]
        found[event.value("SUMMARY")] = sorted(start - before(text) for text in triggers)
    return found


def before(trigger):
    days, _, hours = trigger.removeprefix("-P").partition("T")
    span = timedelta(days=int(days.removesuffix("D") or 0))
    if "H" in hours:
        number, _, hours = hours.partition("H")
        span += timedelta(hours=int(number))
    return span + timedelta(minutes=int(hours.removesuffix("M") or 0))


def test_alarms_ring_when_people_are_awake():
    late = moved(conference(), "motion", datetime(2027, 9, 9, 23, 59))
    late = moved(late, "rule-change", datetime(2027, 6, 11, 0, 0))
    for agenda in (plan(late), dates(late), deadlines(late)):
        for rings in alarms(render(agenda, Profile.APPLE)).values():
            assert all(8 <= ring.hour <= 21 for ring in rings)


def test_a_whole_day_rings_at_nine_the_day_before_and_a_deadline_at_its_own_hour():
    rings = alarms(render(plan(), Profile.APPLE, remind=(14, 1)))
    assert rings["Send the motion to Anytown CLP's secretary: last day"] == [
        datetime(2027, 6, 24, 9),
        datetime(2027, 7, 7, 9),
    ]
    assert rings["Anytown CLP submits the motion: deadline 17:00"] == [
        datetime(2027, 8, 26, 17),
        datetime(2027, 9, 8, 17),
    ]


@pytest.mark.parametrize(
    ("profile", "most_alarms", "has_reminder_events"),
    [
        (Profile.UNIVERSAL, 3, True),
        (Profile.APPLE, 3, False),
        (Profile.GOOGLE, 0, True),
        (Profile.OUTLOOK, 1, True),
    ],
)
def test_each_profile_warns_in_the_way_that_its_programs_keep(
    profile, most_alarms, has_reminder_events
):
    found = events(render(dates(), profile))
    reminders = [one for one in found if one.value("CATEGORIES") == "Reminder"]
    assert bool(reminders) is has_reminder_events
    assert max(list(one.inner).count("BEGIN:VALARM") for one in found) == most_alarms
    for reminder in reminders:
        assert not reminder.inner, "it would ring a second time"
        assert reminder.value("TRANSP") == "TRANSPARENT"
        assert ";VALUE=DATE:" in reminder.line("DTSTART")


def test_each_warning_is_there_once_as_an_alarm_and_once_as_a_silent_day():
    found = events(render(dates(), Profile.UNIVERSAL))
    rings = sum(list(one.inner).count("BEGIN:VALARM") for one in found)
    reminders = [one for one in found if one.value("CATEGORIES") == "Reminder"]
    assert rings == len(reminders)
    rung = alarms(render(dates(), Profile.UNIVERSAL))
    for moments in rung.values():
        assert len({ring.date() for ring in moments}) == len(moments)


def test_a_reminder_says_how_long_is_left_and_of_what():
    found = {one.value("SUMMARY"): one for one in events(render(plan(), Profile.GOOGLE))}
    for days, lead in ((14, "In 14 days"), (7, "In 7 days"), (1, "Tomorrow")):
        day = date(2027, 9, 9) - timedelta(days=days)
        reminder = found[f"{lead}: Anytown CLP submits the motion: deadline 17:00"]
        assert reminder.value("DTSTART") == f"{day:%Y%m%d}"
        assert "Thursday 9 September 2027\\, 17:00" in reminder.value("DESCRIPTION")


def test_outlook_holds_the_nearest_of_several_alarms():
    rings = alarms(render(plan(), Profile.OUTLOOK))
    assert rings["Anytown CLP submits the motion: deadline 17:00"] == [datetime(2027, 9, 8, 17)]


def test_ordinary_meetings_are_reminded_of_once_and_nothing_where_none_is_asked():
    rings = alarms(render(dates(), Profile.APPLE, remind=(14, 7, 1)))
    assert len(rings["Meeting of Anytown CLP"]) == 1
    silent = render(dates(), remind=())
    assert b"VALARM" not in silent
    assert b"Reminder" not in silent


@pytest.mark.parametrize(
    ("text", "days"),
    [("14d,7d,1d", (14, 7, 1)), ("1d, 2w", (14, 1)), ("none", ()), ("3D", (3,)), ("1d,1d", (1,))],
)
def test_reminders_are_read(text, days):
    assert parse_reminders(text) == days


@pytest.mark.parametrize(
    "text", ["", "3", "3h", "0d", "91d", "-1d", "1d,", "1d,2d,3d,4d,5d,6d", "٣d"]
)
def test_other_reminders_are_refused_with_advice(text):
    with pytest.raises(RemindersError):
        parse_reminders(text)


def test_statuses_are_told_apart_in_words():
    words = {e.status: e.description for e in deadlines().entries}
    assert "confirmed" in words[Status.CONFIRMED]
    assert "reported by one source only" in words[Status.REPORTED]
    assert "nobody has announced it" in words[Status.PROJECTED]


def test_the_calendar_of_a_welsh_motion_is_in_welsh():
    entries = plan_agenda(replace(work(), motion=SimpleNamespace(**WELSH_MOTION)))
    assert entries.language == "cy"
    assert entries.name == "Bysiau: dyddiadau ar gyfer Example Party Conference 2027"
    found = by_summary(entries)
    submit = found["Anytown CLP yn cyflwyno'r cynnig: dyddiad cau 17:00"]
    assert "Bysiau, ar gyfer Example Party Conference 2027" in submit.description
    assert "(gwiriwyd ar ddydd" in submit.description
    notice = found["Anfon y cynnig at ysgrifennydd Anytown CLP: y diwrnod olaf"]
    assert "Ar gyfer ei gyfarfod ar ddydd Iau, 22 Gorffennaf 2027." in notice.description
    reminders = {one.value("SUMMARY") for one in events(render(entries, Profile.GOOGLE))}
    assert "Ymhen 7 diwrnod: Anytown CLP yn cyflwyno'r cynnig: dyddiad cau 17:00" in reminders
    assert "Yfory: Anytown CLP yn cyflwyno'r cynnig: dyddiad cau 17:00" in reminders
    assert {one.language for one in entries.entries} == {"cy"}


def test_a_projected_entry_says_so_in_its_language():
    held = moved(conference(), "rule-change", datetime(2027, 6, 11, 12))
    titles = {one.title for one in conference_entries(held, language="cy")}
    assert "Rule change: dyddiad cau 12:00 (amcangyfrif)" in titles
