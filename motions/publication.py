"""A plan, a conference and a body's meetings, put together as one calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from motions.agenda import conference_entries, meeting_entries, plan_entries
from motions.calendars import shipped_conferences
from motions.casework import Work, holidays_of
from motions.conferences import coming_conference, find_conference
from motions.ical import render_calendar
from motions.meetings import meetings_between
from motions.model import Conference, Organisation
from motions.plan_text import verdict
from motions.timeline import lay_out
from motions.timeline_svg import Caption, render_svg


def plan_calendar(work: Work, *, stamp: datetime) -> bytes:
    """Return the calendar of one motion: its steps, then the conference's other dates."""
    route = work.plan.route
    entries = plan_entries(
        work.plan, motion=work.motion.id if work.motion else None, title=work.title
    )
    others = conference_entries(route.conference, kinds=("",))
    return render_calendar(
        [*entries, *others],
        name=f"{work.title}: dates for {route.conference.name}",
        timezone=route.conference.timezone,
        stamp=stamp,
    )


def plan_picture(work: Work) -> bytes:
    """Return the timeline of one motion as an SVG picture."""
    route = work.plan.route
    subject = work.motion.id if work.motion else route.submission.kind
    caption = Caption(
        title=f"{work.title}: timeline for {route.conference.name}",
        lines=tuple(verdict(work.plan)),
        key=f"timeline-{route.conference.id}-{subject}",
    )
    return render_svg(lay_out(work.plan), caption)


def dates_calendar(
    conference: Conference,
    organisation: Organisation | None,
    names: tuple[str, ...],
    *,
    today: date,
    stamp: datetime,
) -> bytes:
    """Return the calendar of a conference and, where there is an organisation, of its meetings.

    Meetings run to the end of the conference, from *today* or, if that is earlier, from half a year
    before it. *names* limits them to some bodies.
    """
    entries = list(conference_entries(conference))
    title = conference.name
    if organisation is not None:
        bodies = [organisation.body(name) for name in names] or list(organisation.bodies)
        first = min(today, conference.start - timedelta(days=183))
        for body in bodies:
            held = meetings_between(body.meets, first, conference.end, holidays_of(body))
            kept = [one for one in held if conference.suspension(one.day) is None]
            entries += meeting_entries(body, kept)
        title = f"{', '.join(body.name for body in bodies)}: meetings, and {conference.name}"
    return render_calendar(entries, name=title, timezone=conference.timezone, stamp=stamp)


def chosen_conference(name: str, organisation: Organisation | None, today: date) -> Conference:
    """Return the conference called *name*, or the next one of the organisation."""
    known = shipped_conferences()
    if name:
        return find_conference(name, known)
    tiers = {body.tier for body in organisation.bodies} if organisation else set[str]()
    series = organisation.conferences if organisation else ""
    return coming_conference(tiers, today, known, series)
