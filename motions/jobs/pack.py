"""A folder with everything one motion needs, from the branch to the conference's form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from motions.base.files import check_writable, write_file, write_folder
from motions.base.languages import words
from motions.base.text import slug
from motions.conferences.conference import CONFERENCE_TIER
from motions.documents.form_text import render_portal_text
from motions.documents.html import render_html
from motions.documents.mail import Attachment, render_mail
from motions.documents.word.look import Look
from motions.documents.word.motion import render_motion
from motions.documents.word.page import render_page
from motions.drafting.parameters import MEETING_DATE
from motions.jobs.answers import keep_answers, target
from motions.jobs.calendar import plan_calendar
from motions.jobs.case import Case
from motions.jobs.pack_pages import (
    checklist_page,
    covering_letter,
    guide,
    result_page,
    speaking_page,
)
from motions.planning.views.text import render_plan
from motions.planning.views.verdict import verdict

README = "README.txt"
CHECKLIST = "checklist.docx"
CHECKLIST_PAGE = "checklist.html"
NOTE = "speaking-note.docx"
DATES = "dates.txt"
CALENDAR = "dates.ics"

_LONGEST = 50  # of a part of a name: Windows takes 260 characters for a whole path
_EPOCH = (1980, 1, 1, 0, 0, 0)


def render_pack(
    case: Case, *, layout: tuple[bytes, str], stamp: datetime, look: Look | None = None
) -> dict[str, bytes]:
    """Return the files of the pack by name; README.txt, the first, says what each is.

    *layout* is the Word layout and what to call it in a message, *look* what is done to it. No
    name of a person is in a file's name. Raises MotionsError for a motion or a layout that cannot
    be used.
    """
    names = _names(case)
    page = partial(render_page, stamp=stamp, large_print=look is not None and look.large_print)
    first = case.draft()
    checklist = checklist_page(case, first, names)
    pack = {
        README: guide(case, _purposes(case, names)).encode(),
        CHECKLIST: page(checklist),
        CHECKLIST_PAGE: render_html(checklist).encode(),
    }
    content, source = layout
    for index, body in enumerate(case.bodies):
        draft = (_later(case) if index else case).draft(body.id)
        motion = render_motion(draft, layout=content, stamp=stamp, source=source, look=look)
        name = names[f"motion/{body.id}"]
        pack[name] = motion
        subject, letter = covering_letter(
            case, draft, body, case.bodies[index - 1] if index else None
        )
        pack[names[f"mail/{body.id}"]] = render_mail(
            body.secretary, subject=subject, body=letter, attachments=(Attachment(name, motion),)
        )
        pack[names[f"result/{body.id}"]] = page(result_page(draft))
    pack[names["portal"]] = render_portal_text(case.draft(CONFERENCE_TIER)).encode()
    pack[NOTE] = page(speaking_page(first, case.model))
    plan = render_plan(case.plan, case.ways_out, title=case.title, explain=True)
    pack[DATES] = plan.encode()
    pack[CALENDAR] = plan_calendar(case, stamp=stamp)
    return pack


@dataclass(frozen=True)
class PackFiles:
    """The files of a pack on their way to *folder*; *notes* tell which got another name, and why.

    *archive* is the one zip file, or None where the files themselves are written.
    """

    folder: Path
    contents: Mapping[str, bytes]
    notes: tuple[str, ...]
    archive: Path | None

    @property
    def paths(self) -> list[Path]:
        """The files, in the order in which people need them."""
        return [self.folder / name for name in self.contents]


def place_pack(
    pack: Mapping[str, bytes], output: Path, archive: Path | None, *, force: bool
) -> PackFiles:
    """Return where each file of *pack* goes: into the folder *output*, or zipped into *archive*.

    A document that somebody has edited keeps its name, and ours gets another. Raises OutputError
    where a file cannot be written.
    """
    folder = archive.parent if archive else output
    if archive:
        pack = {archive.name: zip_pack(pack, folder=slug(archive.stem))}
    contents: dict[str, bytes] = {}
    notes: list[str] = []
    for name, content in pack.items():
        path = target(folder / name, force=force)
        check_writable(path, force=force)
        if path.name != name:
            was = f"{folder / name} has been edited since it was written, so it was left alone"
            notes.append(f"{was}; {path.name} is new.")
        contents[path.name] = content
    return PackFiles(folder, contents, tuple(notes), archive)


def save_pack(case: Case, files: PackFiles, *, force: bool) -> None:
    """Write *files*, and beside them the answers. Raises OutputError."""
    if files.archive:
        write_file(files.archive, files.contents[files.archive.name], force=force)
    else:
        write_folder(files.folder, files.contents, force=force)
    documents = {name: data for name, data in files.contents.items() if name.endswith(".docx")}
    keep_answers(files.folder, case.model.id, case.answers, documents)


def pack_remarks(case: Case) -> list[str]:
    """Return what to tell when a pack is written: limits that are broken, and what comes next."""
    late = [] if case.plan.feasible else [f"{DATES} says what you can still do."]
    limits = case.draft(CONFERENCE_TIER).over_limits
    return [*(f"Please note: {text}" for text in limits), *verdict(case.plan), *late]


def zip_pack(pack: Mapping[str, bytes], *, folder: str) -> bytes:
    """Return *pack* as a zip file in which everything lies in *folder*; always the same bytes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in pack.items():
            info = ZipInfo(f"{folder}/{name}", _EPOCH)
            info.create_system = 0
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def _later(case: Case) -> Case:
    """Return *case* without the day of the meeting that was given: it is that of the first body."""
    answers = {name: text for name, text in case.answers.items() if name != MEETING_DATE}
    return replace(case, answers=answers)


def _names(case: Case) -> dict[str, str]:
    """Return the names of the files: the body and the motion, in the order of the route."""
    names = {"note": NOTE}
    for number, body in enumerate(case.bodies, start=1):
        stem = f"{number}-{slug(body.name)[:_LONGEST].strip('-')}"
        names[f"motion/{body.id}"] = f"{stem}-{slug(case.model.id)[:_LONGEST].strip('-')}.docx"
        names[f"mail/{body.id}"] = f"{stem}-email.eml"
        names[f"result/{body.id}"] = f"{stem}-result-slip.docx"
    names["portal"] = f"{len(case.bodies) + 1}-text-for-the-conference-form.txt"
    return names


def _purposes(case: Case, names: Mapping[str, str]) -> dict[str, str]:
    """Return what each file of the pack is for, by its name."""
    say = words(case.model.language).say
    purposes: dict[str, str] = {
        CHECKLIST: say("pack.checklist"),
        CHECKLIST_PAGE: say("pack.checklist_page"),
    }
    for body in case.bodies:
        purposes |= {
            names[f"motion/{body.id}"]: say("pack.motion", body=body.name),
            names[f"mail/{body.id}"]: say("pack.mail", body=body.name),
            names[f"result/{body.id}"]: say("pack.result_slip", body=body.name),
        }
    return purposes | {
        names["portal"]: say("pack.form", to=case.route.submission.to),
        NOTE: say("pack.speaking_note"),
        DATES: say("pack.plan"),
        CALENDAR: say("pack.calendar"),
    }
