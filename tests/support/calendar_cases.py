"""Calendars for tests: a conference and an organisation of their own, and all kinds of files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from motions.bodies.body import Organisation
from motions.bodies.organisation_file import parse_organisation
from motions.conferences.conference import Conference
from motions.conferences.conference_file import parse_conference
from motions.ical.entries import EntryList, Role
from motions.ical.profiles import Profile, Style
from motions.ical.vcalendar import to_vcalendar
from motions.jobs.calendar import dates_agenda, plan_agenda
from motions.jobs.calendar_files import prepare_split
from motions.jobs.case import Case
from motions.jobs.request import holidays_of
from motions.planning.plan import plan_route
from motions.planning.route import Route

TODAY = date(2027, 1, 4)
STAMP = datetime(2027, 1, 4, tzinfo=UTC)
LATER = datetime(2027, 2, 1, tzinfo=UTC)

CONFERENCE = """
[conference]
id = "example-2027"
name = "Example Party Conference 2027"
place = "Harbour Hall, Seaville"
start = 2027-09-25
end = 2027-09-28
timezone = "Europe/London"
nation = "england"
status = "confirmed"
source = "https://example.org/conference"
checked = 2027-01-04

[tiers]
branch = "This branch"
clp = "This CLP"
conference = "Conference"

[[submission]]
kind = "motion"
name = "Motion"
to = "the online form; one a CLP, no more"
due = 2027-09-09T17:00:00
status = "confirmed"
source = "Timetable (https://example.org/dates), page 3"
checked = 2027-01-04
opens = 2027-06-01
words = 250
title_words = 10

[[submission]]
kind = "rule-change"
name = "Rule change"
to = "the online form"
due = 2027-06-11T12:00:00
status = "projected"
source = "Earliest of the known years"
checked = 2027-01-04

[[submission]]
kind = "emergency-motion"
name = "Emergency motion"
to = "the online form"
due = 2027-09-23T12:00:00
opens = 2027-09-10
status = "reported"
source = "https://example.org/emergency"
checked = 2027-01-04

[[milestone]]
id = "delegates"
name = "Delegates registered"
due = 2027-06-18
status = "confirmed"
source = "https://example.org/dates"
checked = 2027-01-04

[[suspension]]
start = 2027-04-20
end = 2027-05-04
why = "elections"
source = "https://example.org/elections"

[[remedy]]
do = "special-meeting"
rule = "The officers may call a special meeting."
source = "Standing orders"

[[remedy]]
do = "emergency-motion"
kinds = ["motion"]
instead = "emergency-motion"
rule = "An emergency motion rests on an event after the deadline."
source = "https://example.org/emergency"
"""

ORGANISATION = """
[[body]]
id = "riverside"
name = "Riverside Branch"
tier = "branch"
sends_to = "anytown"
meets = "first Thursday at 19:30-21:00, except August"
notice = "7 days"
secretary = { name = "Name Placeholder", email = "placeholder@example.org" }

[[body]]
id = "anytown"
name = "Anytown CLP"
tier = "clp"
meets = "fourth Thursday at 19:30, except August and December"
notice = "14 days"
secretary = { name = "Name Placeholder", email = "placeholder@example.org" }
"""


def conference(**changes: Any) -> Conference:
    """Return the conference of the tests, with *changes* to its fields."""
    return replace(parse_conference(CONFERENCE, source="example-2027.toml"), **changes)


def organisation(text: str = ORGANISATION) -> Organisation:
    """Return the organisation that *text* states."""
    return parse_organisation(text, source="/home/placeholder/motions.toml")


def moved(held: Conference, kind: str, due: date) -> Conference:
    """Return *held* with the deadline for *kind* on another day."""
    submissions = tuple(
        replace(one, due=due) if one.kind == kind else one for one in held.submissions
    )
    return replace(held, submissions=submissions)


def work(
    held: Conference | None = None, kind: str = "motion", bodies: Organisation | None = None
) -> Case:
    """Return the work on a motion of *kind* that starts in Riverside Branch."""
    held, bodies = held or conference(), bodies or organisation()
    route = Route(
        conference=held,
        submission=held.submission(kind),
        bodies=bodies.route(bodies.bodies[0]),
        today=TODAY,
        holidays=holidays_of,
        rules_from=bodies.source,
    )
    return Case(None, plan_route(route))


def plan(held: Conference | None = None, *, role: Role | None = None) -> EntryList:
    """Return the agenda of a motion's plan."""
    return plan_agenda(work(held), role=role)


def dates(held: Conference | None = None, *names: str, role: Role | None = None) -> EntryList:
    """Return the agenda of a conference and the meetings of the bodies *names*, or of all."""
    return dates_agenda(held or conference(), organisation(), names, today=TODAY, role=role)


def deadlines(held: Conference | None = None) -> EntryList:
    """Return the agenda of a conference without any organisation."""
    return dates_agenda(held or conference(), None, today=TODAY)


AGENDAS = {"plan": plan, "dates": dates, "deadlines": deadlines}


def render(agenda: EntryList, profile: Profile = Profile.UNIVERSAL, **style: Any) -> bytes:
    """Return *agenda* as a new file."""
    return to_vcalendar(agenda, Style(profile, **style), stamp=STAMP).render()


def every_kind() -> dict[str, bytes]:
    """Return each kind of calendar in each profile, by a name for it; split ones as well."""
    kinds = {
        f"{name}-{profile}": render(make(), profile)
        for name, make in AGENDAS.items()
        for profile in Profile
    }
    for outcome in prepare_split(Path("split"), plan(), Style(), stamp=STAMP, force=True):
        kinds[f"split-{outcome.path.stem}"] = outcome.content or b""
    zoned = replace(conference(), timezone="America/New_York")
    kinds["new-york"] = render(dates(zoned))
    kinds["no-rule"] = render(dates(replace(zoned, timezone="Africa/Casablanca")))
    return kinds
