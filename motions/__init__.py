"""A model motion to a branch's own document, and a conference deadline to dates.

Importing this costs nothing: each name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from motions.base.errors import (
        DataFileError,
        MissingAnswersError,
        MotionsError,
        OutputError,
        UnknownNameError,
    )
    from motions.bodies.meetings import MeetingsError, Schedule
    from motions.bodies.notice import Notice, NoticeError, read_notice
    from motions.bodies.organisation_file import example_organisation
    from motions.bodies.patterns import read_meetings
    from motions.documents.word.look import Look
    from motions.jobs.api import (
        load_conference,
        load_conferences,
        load_motion,
        load_motions,
        load_organisation,
        plan_to_json,
        prepare,
        render_ics,
        render_pack,
        render_plan,
    )
    from motions.jobs.case import Case
    from motions.jobs.check import check
    from motions.jobs.draft import render_docx, render_html, render_markdown, render_text
    from motions.planning.plan import Plan, plan_route
    from motions.planning.route import Route

__version__ = "0.1.0"

__all__ = [
    "Case",
    "DataFileError",
    "Look",
    "MeetingsError",
    "MissingAnswersError",
    "MotionsError",
    "Notice",
    "NoticeError",
    "OutputError",
    "Plan",
    "Route",
    "Schedule",
    "UnknownNameError",
    "__version__",
    "check",
    "example_organisation",
    "load_conference",
    "load_conferences",
    "load_motion",
    "load_motions",
    "load_organisation",
    "plan_route",
    "plan_to_json",
    "prepare",
    "read_meetings",
    "read_notice",
    "render_docx",
    "render_html",
    "render_ics",
    "render_markdown",
    "render_pack",
    "render_plan",
    "render_text",
]

_PLACES = {
    "DataFileError": "motions.base.errors",
    "MissingAnswersError": "motions.base.errors",
    "MotionsError": "motions.base.errors",
    "OutputError": "motions.base.errors",
    "UnknownNameError": "motions.base.errors",
    "NoticeError": "motions.bodies.notice",
    "example_organisation": "motions.bodies.organisation_file",
    "Look": "motions.documents.word.look",
    "MeetingsError": "motions.bodies.meetings",
    "Schedule": "motions.bodies.meetings",
    "Notice": "motions.bodies.notice",
    "load_conference": "motions.jobs.api",
    "load_conferences": "motions.jobs.api",
    "load_motion": "motions.jobs.api",
    "load_motions": "motions.jobs.api",
    "load_organisation": "motions.jobs.api",
    "plan_to_json": "motions.jobs.api",
    "prepare": "motions.jobs.api",
    "read_meetings": "motions.bodies.patterns",
    "read_notice": "motions.bodies.notice",
    "render_ics": "motions.jobs.api",
    "render_pack": "motions.jobs.api",
    "render_plan": "motions.jobs.api",
    "Case": "motions.jobs.case",
    "check": "motions.jobs.check",
    "render_docx": "motions.jobs.draft",
    "render_html": "motions.jobs.draft",
    "render_markdown": "motions.jobs.draft",
    "render_text": "motions.jobs.draft",
    "Plan": "motions.planning.plan",
    "plan_route": "motions.planning.plan",
    "Route": "motions.planning.route",
}
"""The module in which each public name is defined."""


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = globals()[name] = getattr(import_module(_PLACES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
