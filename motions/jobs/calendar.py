"""What is in a calendar: a plan's steps, a conference's dates, bodies' meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from motions.base.languages import ENGLISH, words
from motions.bodies.body import Body, Organisation
from motions.bodies.meetings import Meeting, Schedule, meetings_between
from motions.bodies.notice import explain_notice, last_notice
from motions.conferences.choose import coming_conference, find_conference
from motions.conferences.conference import Conference
from motions.conferences.conference_file import shipped_conferences
from motions.ical.conference_entries import Diary, conference_entries, meeting_entries
from motions.ical.entries import EntryList, Role
from motions.ical.plan_entries import plan_entries
from motions.ical.profiles import Style
from motions.ical.vcalendar import to_vcalendar
from motions.jobs.request import Work, holidays_of
from motions.planning.views.timeline import lay_out
from motions.planning.views.timeline_svg import Caption, render_svg
from motions.planning.views.verdict import verdict

HALF_A_YEAR = timedelta(days=183)


def plan_agenda(work: Work, *, role: Role | None = None) -> EntryList:
    """Return one motion's steps and the conference's other dates; *role* keeps one person's."""
    route = work.plan.route
    motion = work.motion.id if work.motion else None
    language = work.motion.language if work.motion else ENGLISH
    entries = (
        *plan_entries(work.plan, motion=motion, title=work.title, language=language),
        *conference_entries(route.conference, deadlines=False, language=language),
    )
    name = words(language).say(
        "calendar.plan_name", motion=work.title, conference=route.conference.name
    )
    agenda = EntryList(
        ident=f"plan/{route.conference.id}/{motion or route.submission.kind}/{route.bodies[0].id}",
        name=name.text,
        timezone=route.conference.timezone,
        entries=entries,
        language=language,
    )
    return agenda.for_role(role) if role else agenda


def plan_calendar(work: Work, *, stamp: datetime) -> bytes:
    """Return the calendar of one motion as a new file: its steps and the conference's dates."""
    return to_vcalendar(plan_agenda(work), Style(), stamp=stamp).render()


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


def chosen_conference(name: str, organisation: Organisation | None, today: date) -> Conference:
    """Return the conference called *name*, or the next one of the organisation."""
    known = shipped_conferences()
    if name:
        return find_conference(name, known)
    tiers = {body.tier for body in organisation.bodies} if organisation else set[str]()
    series = organisation.conferences if organisation else ""
    return coming_conference(tiers, today, known, series)


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
                last_notice(one.day, body.notice, holidays),
                explain_notice(one.day, body.notice, holidays),
            )
            for one in held
        ),
        source=organisation.source,
    )
