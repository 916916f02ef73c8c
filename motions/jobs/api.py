"""What ``import motions`` offers beside the classes: each thing that a command does, as a function.

None of these reads the clock, prints or asks. They raise MotionsError for what the user can fix.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from motions.bodies import organisation_file
from motions.bodies.body import Organisation
from motions.conferences.choose import find_conference
from motions.conferences.conference import Conference
from motions.conferences.conference_file import shipped_conferences
from motions.documents.word.layouts import layout_for, load_layout
from motions.documents.word.look import Look
from motions.drafting import library as models
from motions.drafting.motion import Motion
from motions.ical.entries import Role
from motions.ical.profiles import Profile, Style
from motions.ical.vcalendar import to_vcalendar
from motions.jobs import pack, request
from motions.jobs.calendar import plan_agenda
from motions.jobs.case import Case
from motions.planning.views import json, text


def load_motion(motion: str | Path, *, library: Path | None = None) -> Motion:
    """Return the model motion with that id, or the one in the file at that path (.md).

    *library* is a folder of your own model motions, by id. Raises UnknownNameError, DataFileError.
    """
    return models.find_motion(str(motion), models.shipped_motions(), library)


def load_motions(library: Path | None = None) -> list[Motion]:
    """Return the model motions that come with the tool, then those in the folder *library*."""
    own = models.own_motions(library).values()
    return [*models.shipped_motions(), *map(models.load_motion, own)]


def load_conference(conference: str | Path) -> Conference:
    """Return the conference with that id ("labour-2027"), or the one in the file at that path.

    A coming year that nobody has announced is projected. Raises UnknownNameError, DataFileError.
    """
    return find_conference(str(conference), shipped_conferences())


def load_conferences() -> list[Conference]:
    """Return the conferences on record, earliest first."""
    return shipped_conferences()


def load_organisation(path: str | Path) -> Organisation:
    """Return the bodies that the file (motions.toml) at *path* describes; raises DataFileError."""
    return organisation_file.load_organisation(Path(path))


def prepare(  # noqa: PLR0913 one keyword for each option of "motions plan"
    motion: str | Path,
    organisation: Organisation,
    *,
    today: date,
    conference: str = "",
    start: str = "",
    passed: Mapping[str, date] | None = None,
    answers: Mapping[str, str] | None = None,
    skip: tuple[str, ...] = (),
    sent: str = "",
    event: date | None = None,
    parts: Mapping[str, bool] | None = None,
) -> Case:
    """Return the case of *motion* (an id, a file, or a kind such as "rule-change"), plan and all.

    *conference* is an id or a file, by default the next that still takes it; *start* the body where
    it begins. *passed* says on which day a body carried it, *skip* which bodies to leave out,
    *sent* what the last body has sent already, *event* the day of the event it rests on. *answers*
    fill blanks by name; *parts* keeps (True) or leaves out (False) optional parts by id.
    """
    return request.prepare(
        request.Request(
            subject=str(motion),
            organisation=organisation,
            today=today,
            conference=conference,
            start=start,
            carried=passed or {},
            answers=answers or {},
            skipped=skip,
            sent=sent,
            event=event,
            parts=parts or {},
        )
    )


def render_ics(
    case: Case,
    *,
    profile: str = "universal",
    role: str | None = None,
    stamp: datetime | None = None,
) -> bytes:
    """Return the dates of *case* as a calendar file.

    *profile* is the calendar program ("universal", "apple", "google", "outlook"), *role* the person
    whose duties are kept ("mover", "secretary", …), *stamp* the moment that the file carries.
    """
    entries = plan_agenda(case, role=Role(role) if role else None)
    return to_vcalendar(entries, Style(Profile(profile)), stamp=stamp or case.stamp).render()


def render_plan(case: Case) -> str:
    """Return the plan of *case* as text, each date with its reason."""
    return text.render_plan(case.plan, case.ways_out, title=case.title, explain=True)


def plan_to_json(case: Case) -> dict[str, Any]:
    """Return the plan of *case* as ``motions plan --json`` prints it."""
    motion = case.motion.id if case.motion else None
    return json.plan_to_json(case.plan, case.ways_out, motion=motion)


def render_pack(
    case: Case,
    *,
    layout: Path | None = None,
    look: Look | None = None,
    stamp: datetime | None = None,
) -> dict[str, bytes]:
    """Return all that the motion of *case* needs, by file name; README.txt says what each is for.

    *layout* is your own Word file with tags, *look* what is done to it, *stamp* the moment that
    the files carry.
    """
    content = load_layout(layout, layout_for(case.model.amendments))
    return pack.render_pack(case, layout=content, stamp=stamp or case.stamp, look=look)
