"""What is in a calendar: a plan's steps, a conference's dates, bodies' meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from motions.base.languages import ENGLISH, words
from motions.bodies.body import Body, Organisation
from motions.bodies.meetings import Meeting, Schedule, meetings_between
from motions.bodies.notice import explain_notice, last_notice
from motions.conferences.conference import Conference
from motions.ical.conference_entries import Diary, conference_entries, meeting_entries
from motions.ical.entries import EntryList, Role
from motions.ical.plan_entries import plan_entries
from motions.ical.profiles import Style
from motions.ical.vcalendar import to_vcalendar
from motions.jobs.case import Case
from motions.jobs.request import holidays_of
from motions.planning.views.timeline import lay_out
from motions.planning.views.timeline_svg import Caption, render_svg
from motions.planning.views.verdict import verdict

HALF_A_YEAR = timedelta(days=183)


def plan_agenda(case: Case, *, role: Role | None = None) -> EntryList:
    """Return one motion's steps and the conference's other dates; *role* keeps one person's."""
    route = case.route
    motion = case.motion.id if case.motion else None
    language = case.motion.language if case.motion else ENGLISH
    entries = (
        *plan_entries(case.plan, motion=motion, title=case.title, language=language),
        *conference_entries(route.conference, deadlines=False, language=language),
    )
    name = words(language).say(
        "calendar.plan_name", motion=case.title, conference=route.conference.name
    )
    agenda = EntryList(
        ident=f"plan/{route.conference.id}/{case.subject}/{route.bodies[0].id}",
        name=name.text,
        timezone=route.conference.timezone,
        entries=entries,
        language=language,
    )
    return agenda.for_role(role) if role else agenda


def plan_calendar(case: Case, *, stamp: datetime) -> bytes:
    """Return the calendar of one motion as a new file: its steps and the conference's dates."""
    return to_vcalendar(plan_agenda(case), Style(), stamp=stamp).render()


def plan_picture(case: Case) -> bytes:
    """Return the timeline of one motion as an SVG picture."""
    route = case.route
    caption = Caption(
        title=f"{case.title}: timeline for {route.conference.name}",
        lines=tuple(verdict(case.plan)),
        key=f"timeline-{route.conference.id}-{case.subject}",
    )
    return render_svg(lay_out(case.plan), caption)


def dates_agenda(
    conference: Conference,
    organisation: Organisation | None,
    names: tuple[str, ...] = (),
    *,
    today: date,
    role: Role | None = None,
) -> EntryList:
    """Return the dates of a conference and, where there is an organisation, its bodies' meetings.

    Meetings run to the end of the conference, from the month of *today* or, if that is earlier,
    from half a year before it. *names* limits them to some bodies, *role* to one person's duties.
    """
    entries = [*conference_entries(conference)]
    ident, title = f"dates/{conference.id}", conference.name
    if organisation is not None:
        chosen = [organisation.body(name) for name in names] or list(organisation.bodies)
        bodies = list(dict.fromkeys(body.id for body in chosen))
        first = min(today, conference.start - HALF_A_YEAR).replace(day=1)
        for name in bodies:
            diary = _diary(organisation, organisation.by_id[name], conference, first)
            entries += meeting_entries(diary)
        titles = ", ".join(organisation.by_id[name].name for name in bodies)
        local = words(ENGLISH)
        title = local.say("calendar.dates_name", bodies=titles, conference=conference.name).text
        if names:
            ident = "/".join((ident, "for", *sorted(bodies)))
    agenda = EntryList(ident, title, conference.timezone, tuple(entries))
    return agenda.for_role(role) if role else agenda


def _diary(organisation: Organisation, body: Body, conference: Conference, first: date) -> Diary:
    holidays = holidays_of(body)

    def between(schedule: Schedule) -> tuple[Meeting, ...]:
        return tuple(meetings_between(schedule, first, conference.end, holidays))

    held = tuple(one for one in between(body.meets) if conference.suspension(one.day) is None)
    return Diary(
        body=body,
        path="/".join(one.id for one in reversed(organisation.route(body))),
        usual=between(replace(body.meets, extra=(), cancelled=frozenset())),
        held=held,
        notices=tuple(
            (
                last_notice(one.day, one.notice or body.notice, holidays),
                explain_notice(one.day, one.notice or body.notice, holidays),
            )
            for one in held
        ),
        source=organisation.source,
    )
