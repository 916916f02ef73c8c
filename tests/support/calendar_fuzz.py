"""Organisations nobody would think of, and their calendars.

    python -m tests.support.calendar_fuzz 0 50 DIR

Number n is the same on every machine, so that a file which a reader refuses can be made again.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from motions.bodies.body import Body, Organisation
from motions.bodies.meetings import Meeting, Schedule
from motions.bodies.notice import Notice, Unit
from motions.bodies.patterns import read_meetings
from motions.conferences.conference import (
    Conference,
    Milestone,
    Moved,
    Remedy,
    Status,
    Submission,
    Suspension,
    Way,
)
from motions.ical.profiles import Profile, Style
from motions.ical.update import update_calendar
from motions.ical.vcalendar import to_vcalendar
from motions.jobs.calendar import dates_agenda, plan_agenda
from motions.jobs.case import Case
from motions.jobs.request import holidays_of
from motions.planning.plan import plan_route
from motions.planning.route import Route
from tests.support.calendar_cases import LATER, STAMP, TODAY

ZONES = ["Europe/London", "Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata",
         "Africa/Casablanca", "UTC", "Pacific/Chatham"]  # fmt: skip
PATTERNS = [
    "first Thursday at 19:30, except August",
    "last Tuesday at 20:00-22:00, not on bank holidays",
    "second and fourth Monday at 00:30",
    "third Saturday at 10:00-12:00, in September the first Saturday",
    "fourth Sunday at 01:30",
    "first Friday at 23:59",
]
PIECES = ["Branch", "CLP", "Motion", "é", "Łódź", "日本", "😀", "\u202e", "\u0301", ",", ";", ":",
          "\\", "\\n", '"', "'", "=", "^", "<b>", "&amp;", "{{ x }}", "%s", "BEGIN:VEVENT",
          "END:VCALENDAR",
          "\n", "\r\n", "\r", "\t", "\x00", "\x0b", "\x1b", "\x7f", "\x85", "\u2028", "\u2029",
          "\ufeff", "\ufffe", "\ud800", "x" * 90, "é" * 60, " ", "  ", "-", "TZID=Europe/Paris",
          "mailto:a@example.org", "https://example.org/a,b;c?d=e", "http://x"]  # fmt: skip
STATUSES = list(Status)


def text(random: Random, most: int = 6) -> str:
    """Return words that somebody might paste, and some that nobody should."""
    return " ".join(random.choices(PIECES, k=random.randint(1, most))) + random.choice(
        ["", "\n", "\\"]
    )


def word(random: Random) -> str:
    """Return an id of the form that the files allow."""
    return "-".join(random.choices(["north", "east", "a", "clp", "2027", "x1"], k=2))


def when(random: Random, first: date, days: int) -> date:
    """Return a day, or a moment, within so many *days* of the *first*."""
    day = first + timedelta(days=random.randint(0, days))
    if random.random() < 0.3:
        return day
    return datetime.combine(day, time(random.randint(0, 23), random.choice([0, 30, 59])))


def conference(random: Random) -> Conference:
    """Return a conference with every field filled by chance."""
    start = TODAY + timedelta(days=random.randint(20, 90))
    checked = TODAY - timedelta(days=random.randint(0, 99))
    kinds = ["motion", "rule-change", "emergency-motion"][: random.randint(1, 3)]
    submissions = tuple(
        Submission(
            kind=kind,
            name=text(random),
            to=text(random),
            due=when(random, TODAY - timedelta(days=30), 90),
            status=random.choice(STATUSES),
            source=text(random),
            checked=checked,
            opens=random.choice([None, TODAY + timedelta(days=random.randint(0, 30))]),
            words=random.choice([None, 250]),
            note=random.choice(["", text(random)]),
            was=(Moved(when(random, TODAY, 60), text(random)),) * random.randint(0, 2),
        )
        for kind in kinds
    )
    milestones = tuple(
        Milestone(f"{word(random)}-{at}", text(random), when(random, TODAY, 60),
                  random.choice(STATUSES), text(random), checked)
        for at in range(random.randint(0, 2))
    )  # fmt: skip
    gone = TODAY + timedelta(days=random.randint(0, 60))
    return Conference(
        id=f"{word(random)}-2027",
        name=text(random),
        start=start,
        end=start + timedelta(days=random.randint(0, 5)),
        timezone=random.choice(ZONES),
        nation="england",
        status=random.choice(STATUSES),
        source=text(random),
        checked=checked,
        tiers={"branch": "This branch", "clp": "This CLP", "conference": "Conference"},
        submissions=submissions,
        place=random.choice(["", text(random)]),
        milestones=milestones,
        suspensions=(Suspension(gone, gone + timedelta(days=9), text(random), text(random)),),
        remedies=(Remedy(random.choice(list(Way)), text(random), text(random)),),
    )


def organisation(random: Random) -> Organisation:
    """Return one or two bodies, each sending to the next."""
    ids = [f"{word(random)}-{at}" for at in range(random.randint(1, 2))]
    bodies = [
        Body(
            id=one,
            name=text(random),
            tier=random.choice(["branch", "clp"]),
            meets=schedule(random),
            notice=Notice(random.randint(0, 21), random.choice(list(Unit))),
            handover=Notice(random.randint(0, 3)),
            sends_to=above,
            nation="england",
        )
        for one, above in zip(ids, [*ids[1:], ""], strict=True)
    ]
    return Organisation(tuple(bodies), "england", text(random))


def schedule(random: Random) -> Schedule:
    """Return a habit, and sometimes a meeting more or one less."""
    habit = read_meetings(random.choice(PATTERNS))
    extra = tuple(
        Meeting(TODAY + timedelta(days=random.randint(0, 90)), time(random.randint(0, 23), 30))
        for _ in range(random.randint(0, 1))
    )
    return replace(habit, text=text(random), extra=extra)


def calendar(number: int) -> bytes:
    """Return calendar *number*: a plan, dates or deadlines, new or brought up to date."""
    random = Random(number)  # noqa: S311 not for secrets
    held, bodies = conference(random), organisation(random)
    style = Style(random.choice(list(Profile)), random.choice([None, (), (3,), (21, 2)]))
    if number % 3 == 0:
        submission = random.choice(held.submissions)
        route = Route(held, submission, bodies.route(bodies.bodies[0]), TODAY, holidays_of,
                      rules_from=bodies.source)  # fmt: skip
        agenda = plan_agenda(Case(None, plan_route(route)))
    else:
        agenda = dates_agenda(held, bodies if number % 3 == 1 else None, today=TODAY)
    made = to_vcalendar(agenda, style, stamp=STAMP).render()
    if number % 5:
        return made
    fewer = to_vcalendar(
        type(agenda)(agenda.ident, agenda.name, agenda.timezone, agenda.entries[1:]),
        style,
        stamp=LATER,
    )
    return update_calendar(fewer, made, style, stamp=LATER, source="x.ics")[0]


def main(first: int, count: int, folder: Path) -> None:
    """Write *count* calendars from number *first* on into *folder*."""
    for number in range(first, first + count):
        (folder / f"{number:05}.ics").write_bytes(calendar(number))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
