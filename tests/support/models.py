"""Model motions made up for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from motions.bodies.body import Body, Secretary
from motions.bodies.meetings import Schedule
from motions.bodies.notice import Notice
from motions.conferences.conference import Conference, Status, Submission
from motions.drafting.library import parse_motion
from motions.drafting.motion import Motion

HEAD = """+++
title = "Better buses"
kind = "motion"
version = "1"
summary = "Buses."
language = "{language}"
{keys}
[source]
name = "Us"
{tables}
+++
"""
TEXT = """## {{ speaker }} notes
1. On 1 March 2027 the council cut the bus to the station.

## {{ speaker }} believes
1. Buses serve everybody.

## {{ speaker }} resolves
1. to ask the council to bring back the bus to the station.
{% if forwards_to %}2. to send this motion to {{ forwards_to }}.{% endif %}
"""


def model(text: str = TEXT, *, tables: str = "", keys: str = "", language: str = "en-GB") -> Motion:
    """Return a motion about buses with these words, tables and keys in its front matter."""
    return parse_motion(model_file(text, tables, keys, language), motion_id="buses", source="b.md")


def model_file(text: str = TEXT, tables: str = "", keys: str = "", language: str = "en-GB") -> str:
    """Return the file of such a motion."""
    return HEAD.format(tables=tables, keys=keys, language=language) + text


def conference(**submission: Any) -> Conference:
    """Return a conference of October 2027 that takes motions, with these keys of theirs."""
    values: dict[str, Any] = {
        "kind": "motion",
        "name": "Motion",
        "to": "the office",
        "due": date(2027, 9, 1),
        "status": Status.CONFIRMED,
        "source": "https://example.org/rules",
        "checked": date(2027, 1, 1),
    }
    one = Submission(**{**values, **submission})
    other = Submission(**{**values, "kind": "rule-change", "name": "Rule change"})
    return Conference(
        id="example-2027",
        name="Example Conference 2027",
        start=date(2027, 10, 1),
        end=date(2027, 10, 3),
        timezone="Europe/London",
        nation="england",
        status=Status.CONFIRMED,
        source="https://example.org",
        checked=date(2027, 1, 1),
        tiers={"branch": "This branch", "clp": "This CLP", "conference": "Conference"},
        submissions=(one, other),
    )


def body(name: str = "Hilltop Branch", tier: str = "branch", **secretary: str) -> Body:
    """Return a body without meetings."""
    return Body(
        id=name.split(maxsplit=1)[0].lower(),
        name=name,
        tier=tier,
        meets=Schedule(),
        notice=Notice(7),
        secretary=Secretary(**secretary),
    )
