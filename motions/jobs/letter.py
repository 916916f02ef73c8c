"""What a letter can take from the organisation and the conference, without anybody typing it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from motions.base.dates import long_day, long_moment
from motions.bodies.body import Body, Organisation
from motions.bodies.meetings import meetings_between
from motions.conferences.conference import Conference
from motions.jobs.request import holidays_of

LETTER_NAMES = (
    "today", "body", "tier", "forwards_to", "secretary", "secretary_email", "next_meeting",
    "conference", "conference_place", "conference_start", "conference_end",
)  # fmt: skip
"""The names that need no answer, beside one for each tier and ``deadline_…`` for each kind."""

_A_YEAR = timedelta(days=366)


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
