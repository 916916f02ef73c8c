"""A letter: any Word file with ``{{ tags }}``, filled in without typing what is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from motions.base.dates import long_day, long_moment
from motions.base.errors import MotionsError, did_you_mean
from motions.bodies.body import Body, Organisation
from motions.bodies.meetings import meetings_between
from motions.conferences.choose import Choice, choose_conference
from motions.conferences.conference import Conference
from motions.conferences.conference_file import shipped_conferences
from motions.documents.word.layouts import load_layout
from motions.documents.word.letter import Letter, fill_letter, read_letter
from motions.documents.word.ooxml.properties import Properties
from motions.jobs.draft import Stationery, Written
from motions.jobs.request import holidays_of, starting_body

LETTER_NAMES = (
    "today", "body", "tier", "forwards_to", "secretary", "secretary_email", "next_meeting",
    "conference", "conference_place", "conference_start", "conference_end",
)  # fmt: skip
"""The names that need no answer, beside one for each tier and ``deadline_…`` for each kind."""

_A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class LetterRequest:
    """The Word file, in whose name (a body, or any words without an organisation), the answers."""

    path: Path
    today: date
    organisation: Organisation | None = None
    body: str = ""
    conference: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


def open_letter(request: LetterRequest) -> tuple[Letter, dict[str, str]]:
    """Return the letter, and the values that are known for it: the answers win.

    Raises MotionsError for a file that is not a letter and for answers that it does not ask for.
    """
    letter = read_letter(*load_layout(request.path))
    unknown = [
        f"{name!r} is not a blank of {letter.source}.{did_you_mean(name, letter.names)}"
        for name in request.answers
        if name not in letter.names
    ]
    if unknown:
        raise MotionsError("\n".join([*unknown, f"It asks for {', '.join(letter.names)}."]))
    values: dict[str, str] = {"body": request.body} if request.body else {}
    tiers: list[str] = []
    series = ""
    if request.organisation is not None:
        body = starting_body(request.organisation, request.body)
        values = body_values(request.organisation, body, request.today)
        tiers = [one.tier for one in request.organisation.bodies]
        series = request.organisation.conferences
    wants = any(name.startswith(("conference", "deadline_")) for name in letter.names)
    if wants or request.conference:
        choice = Choice(request.today, shipped_conferences(), request.conference, series)
        values |= conference_values(choose_conference(choice, tiers=tiers))
    return letter, {**values, **request.answers}


def missing_names(letter: Letter, values: Mapping[str, str]) -> dict[str, str]:
    """Return the names that *letter* asks for and that have no value, each with why, or a hint."""
    others = [one for one in LETTER_NAMES if one not in letter.names]
    known = "  (neither motions.toml nor the conference says it)"
    return {
        name: known if name in LETTER_NAMES else did_you_mean(name, others)
        for name in letter.names
        if name not in values
    }


def letter_name(path: Path) -> str:
    """Return the name of the letter that is filled from the Word file at *path*."""
    return f"{path.stem}-filled.docx"


def write_letter(letter: Letter, values: Mapping[str, str], on: Stationery) -> Written:
    """Return *letter* with *values* in place of its tags."""
    path = Path(letter.source)
    title = values.get("title") or path.stem.replace("-", " ").replace("_", " ")
    properties = Properties(title=title, author=values.get("body", ""), language="")
    content = fill_letter(letter, values, properties=properties, stamp=on.stamp, look=on.look)
    return Written(letter_name(path), content)


def body_values(organisation: Organisation, body: Body, today: date) -> dict[str, str]:
    """Return the standard values that come from *body* and its *organisation*.

    What is not known (a secretary without a name, no coming meeting) is left out, and so asked for.
    """
    route = organisation.route(body)
    above = route[1].name if len(route) > 1 else ""
    coming = meetings_between(body.meets, today, today + _A_YEAR, holidays_of(body))
    values = {
        "today": long_day(today),
        "body": body.name,
        "tier": body.tier,
        "forwards_to": above,
        "secretary": body.secretary.name,
        "secretary_email": body.secretary.email,
        "next_meeting": long_day(coming[0].day) if coming else "",
        **{one.tier.replace("-", "_"): one.name for one in route},
    }
    return {name: value for name, value in values.items() if value}


def conference_values(conference: Conference) -> dict[str, str]:
    """Return the standard values that come from *conference*: ``deadline_rule_change`` and more."""
    values = {
        "conference": conference.name,
        "conference_place": conference.place,
        "conference_start": long_day(conference.start),
        "conference_end": long_day(conference.end),
        **dict(_deadlines(conference)),
    }
    return {name: value for name, value in values.items() if value}


def _deadlines(conference: Conference) -> Iterator[tuple[str, str]]:
    for submission in conference.submissions:
        text = long_moment(submission.due)
        sure = "" if submission.status == "confirmed" else f" ({submission.status})"
        yield f"deadline_{submission.kind.replace('-', '_')}", f"{text}{sure}"
