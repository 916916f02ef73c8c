"""A folder with all that one motion needs, from the branch to the conference's form."""

from __future__ import annotations

from datetime import datetime

from motions.casework import Work
from motions.docx.look import Look
from motions.docx.motion import render_motion
from motions.drafting import draft_for_body, draft_for_conference
from motions.organisation import slug
from motions.plan_text import render_plan
from motions.publication import plan_calendar
from motions.text import render_portal_text


def render_pack(
    work: Work, *, layout: tuple[bytes, str], stamp: datetime, look: Look | None = None
) -> dict[str, bytes]:
    """Return the files of the pack by name: a motion a body, the form's text, dates, calendar.

    *layout* is the Word layout and what to call it in a message, *look* what is done to it. No
    name of a person is in a file's name. Raises MotionsError for a motion or a layout that cannot
    be used.
    """
    case = work.case()
    content, source = layout
    pack: dict[str, bytes] = {}
    for number, body in enumerate(case.bodies, start=1):
        draft = draft_for_body(case, body)
        name = f"{number}-{slug(body.name)}-{case.motion.id}.docx"
        pack[name] = render_motion(draft, layout=content, stamp=stamp, source=source, look=look)
    last = len(case.bodies) + 1
    portal = render_portal_text(draft_for_conference(case))
    pack[f"{last}-text-for-the-conference-form.txt"] = portal.encode()
    plan = render_plan(work.plan, work.ways, title=work.title, explain=True)
    pack["dates.txt"] = plan.encode()
    pack["dates.ics"] = plan_calendar(work, stamp=stamp)
    return pack
