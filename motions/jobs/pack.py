"""A folder with all that one motion needs, from the branch to the conference's form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from motions.base.text import slug
from motions.documents.form_text import render_portal_text
from motions.documents.html import render_html
from motions.documents.mail import Attachment, render_mail
from motions.documents.word.look import Look
from motions.documents.word.motion import render_motion
from motions.documents.word.page import render_page
from motions.drafting.compose import Case, draft_for_body, draft_for_conference
from motions.drafting.values import MEETING_DATE
from motions.jobs.calendar import plan_calendar
from motions.jobs.pack_pages import (
    checklist_page,
    covering_letter,
    guide,
    result_page,
    speaking_page,
)
from motions.jobs.request import Work
from motions.planning.views.text import render_plan

README = "README.txt"
CHECKLIST = "checklist.docx"
CHECKLIST_PAGE = "checklist.html"
NOTE = "speaking-note.docx"
DATES = "dates.txt"
CALENDAR = "dates.ics"

_LONGEST = 50  # of a part of a name: Windows takes 260 characters for a whole path
_EPOCH = (1980, 1, 1, 0, 0, 0)


def render_pack(
    work: Work, *, layout: tuple[bytes, str], stamp: datetime, look: Look | None = None
) -> dict[str, bytes]:
    """Return the files of the pack by name; README.txt, the first, says what each is.

    *layout* is the Word layout and what to call it in a message, *look* what is done to it. No
    name of a person is in a file's name. Raises MotionsError for a motion or a layout that cannot
    be used.
    """
    case = work.case()
    names = _names(case)
    page = partial(render_page, stamp=stamp, large_print=look is not None and look.large_print)
    first = draft_for_body(case, case.bodies[0])
    checklist = checklist_page(work, first, names)
    pack = {
        README: guide(work, _purposes(case, names)).encode(),
        CHECKLIST: page(checklist),
        CHECKLIST_PAGE: render_html(checklist).encode(),
    }
    content, source = layout
    for index, body in enumerate(case.bodies):
        draft = draft_for_body(case if not index else _later(case), body)
        motion = render_motion(draft, layout=content, stamp=stamp, source=source, look=look)
        name = names[f"motion/{body.id}"]
        pack[name] = motion
        subject, letter = covering_letter(
            work, draft, body, case.bodies[index - 1] if index else None
        )
        pack[names[f"mail/{body.id}"]] = render_mail(
            body.secretary, subject=subject, body=letter, attachments=(Attachment(name, motion),)
        )
        pack[names[f"result/{body.id}"]] = page(result_page(draft))
    pack[names["portal"]] = render_portal_text(draft_for_conference(case)).encode()
    pack[NOTE] = page(speaking_page(first, case.motion))
    plan = render_plan(work.plan, work.ways, title=work.title, explain=True)
    pack[DATES] = plan.encode()
    pack[CALENDAR] = plan_calendar(work, stamp=stamp)
    return pack


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
        names[f"motion/{body.id}"] = f"{stem}-{slug(case.motion.id)[:_LONGEST].strip('-')}.docx"
        names[f"mail/{body.id}"] = f"{stem}-email.eml"
        names[f"result/{body.id}"] = f"{stem}-result-slip.docx"
    names["portal"] = f"{len(case.bodies) + 1}-text-for-the-conference-form.txt"
    return names


def _purposes(case: Case, names: Mapping[str, str]) -> dict[str, str]:
    """Return what each file of the pack is for, by its name."""
    purposes = {
        CHECKLIST: "the dates, and what to take to each meeting",
        CHECKLIST_PAGE: "the same for a telephone or a browser",
    }
    for body in case.bodies:
        purposes |= {
            names[f"motion/{body.id}"]: f"the motion as {body.name} debates it",
            names[f"mail/{body.id}"]: f"a covering e-mail to the secretary of {body.name}",
            names[f"result/{body.id}"]: f"what {body.name} decided: fill it in at the meeting",
        }
    return purposes | {
        names["portal"]: f"the text to paste: {case.submission.to}",
        NOTE: "for whoever moves it",
        DATES: "every date with its reason, and what is left if it is too late",
        CALENDAR: "the dates for your calendar program",
    }
