"""What ``motions draft`` makes: a motion in the voice of one body, as one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType

from motions.base.files import write_file
from motions.base.text import slug
from motions.bodies.body import Body
from motions.conferences.conference import CONFERENCE_TIER
from motions.documents.word.layouts import layout_for, load_layout
from motions.documents.word.look import Look
from motions.documents.word.motion import render_motion
from motions.drafting.draft import Draft
from motions.drafting.parameters import Parameter
from motions.jobs.answers import keep_answers
from motions.jobs.case import Case
from motions.jobs.request import Request, prepare, prepare_use
from motions.planning.failures import problems

UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
"""The moment that a file carries where nobody gives one: the first that a zip file can."""


@dataclass(frozen=True)
class Stationery:
    """What a document is written on: the Word *layout*, or None for ours; its *look*; its *stamp*.

    The stamp is the moment that the file carries, so that a run can be repeated.
    """

    layout: Path | None = None
    look: Look | None = None
    stamp: datetime = UNDATED


def render_docx(
    draft: Draft,
    *,
    layout: Path | None = None,
    look: Look | None = None,
    stamp: datetime | None = None,
) -> bytes:
    """Return *draft* as a Word document, in the Word file *layout* or in ours.

    *stamp* is the moment that the file carries; the same moment gives the same bytes. Raises
    DataFileError for a layout that cannot be used.
    """
    content, source = load_layout(layout, layout_for(draft.amendments))
    return render_motion(draft, layout=content, stamp=stamp or UNDATED, source=source, look=look)


def render_text(draft: Draft) -> str:
    """Return *draft* as plain text to paste into the conference's form."""
    text: str = _documents("form_text").render_portal_text(draft)
    return text


def render_markdown(draft: Draft) -> str:
    """Return *draft* as Markdown."""
    text: str = _documents("markdown").render_markdown(draft)
    return text


def render_html(draft: Draft) -> str:
    """Return *draft* as one HTML page, with its styles in it and without scripts."""
    text: str = _documents("html").render_html(_documents("page").motion_page(draft))
    return text


def _documents(name: str) -> ModuleType:
    """Return that module of :mod:`motions.documents`: a format is loaded when it is asked for."""
    return import_module(f"motions.documents.{name}")


def _docx(draft: Draft, on: Stationery) -> bytes:
    return render_docx(draft, layout=on.layout, look=on.look, stamp=on.stamp)


FORMATS: Mapping[str, Callable[[Draft, Stationery], bytes]] = {
    "docx": _docx,
    "txt": lambda draft, _on: render_text(draft).encode(),
    "md": lambda draft, _on: render_markdown(draft).encode(),
    "html": lambda draft, _on: render_html(draft).encode(),
    "pdf": lambda draft, on: _documents("pdf").render_pdf(_docx(draft, on)),
}
"""What makes each format, by the ending of its file."""


@dataclass(frozen=True)
class Written:
    """A file's *name* and *content*, how many *gaps* are marked in it, and what to say of it.

    *missing* are the blanks that may not stay empty, and are.
    """

    name: str
    content: bytes
    gaps: int = 0
    missing: tuple[Parameter, ...] = ()
    warnings: tuple[str, ...] = ()


def draft_case(request: Request, body: str = "", use: str = "") -> tuple[Case, str]:
    """Return the case of *request*, and whose words to draft: a body's id, or "conference".

    *body* is a body of the organisation, "conference", or empty for the one at which the route
    begins. With *use* the motion is for another purpose. Raises MotionsError for an unknown name.
    """
    if use:
        case = prepare_use(replace(request, start=body), use)
        return case, case.bodies[0].id
    if body.casefold() == CONFERENCE_TIER:
        return prepare(request), CONFERENCE_TIER
    if body:
        chosen = request.organisation.body(body)
        start = request.start if _on_the_only_route(request, chosen) else chosen.id
        return prepare(replace(request, start=start)), chosen.id
    case = prepare(request)
    return case, case.bodies[0].id


def draft_name(case: Case, body: str, format_: str) -> str:
    """Return the name of the file: the motion, the use, the body; never a person."""
    use = f"-{slug(case.use[0].id)}" if case.use else ""
    return f"{slug(case.model.id)}{use}-{slug(body)}.{format_}"


def write_draft(case: Case, body: str, format_: str, on: Stationery | None = None) -> Written:
    """Return *case* as *body* (an id, or "conference") debates it, in one of FORMATS.

    Raises MotionsError for what cannot be filled, and for a layout that cannot be used.
    """
    draft = case.draft(body)
    late = problems(case.planned) if case.planned else []
    return Written(
        name=draft_name(case, body, format_),
        content=FORMATS[format_](draft, on or Stationery()),
        gaps=draft.gap_count,
        missing=tuple(case.missing(body)),
        warnings=(
            *(f"Please note: {text}" for text in draft.over_limits),
            *(f"Too late by the ordinary route: {problem.message}" for problem in late),
        ),
    )


def save_draft(case: Case, written: Written, path: Path, *, force: bool) -> None:
    """Write *written* to *path*, and beside it the answers. Raises OutputError."""
    write_file(path, written.content, force=force)
    documents = {path.name: written.content} if written.name.endswith(".docx") else {}
    keep_answers(path.parent, case.model.id, case.answers, documents)


def _on_the_only_route(request: Request, body: Body) -> bool:
    lowest = request.organisation.lowest()
    return len(lowest) == 1 and body in request.organisation.route(lowest[0])
