"""What there is to put into a calendar: a plan, a conference, a body's meetings become entries.

An entry's *key* names what it is and never when it is, so that a moved date moves the entry. No
entry holds the name or the address of a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motions.dates import day_of, days_phrase, long_day, long_moment
from motions.meetings import Meeting
from motions.model import Body, Conference, Milestone, Status, Submission
from motions.planning import Do, Plan, Step
from motions.reasons import reason

USUAL_LENGTH = timedelta(hours=2)
"""How long a meeting is entered where its end is not stated."""


@dataclass(frozen=True)
class Entry:
    """One event. *starts* is a day (all day) or a local moment; *ends* likewise, a day included.

    *alarms* are how many days ahead somebody should be reminded. *status* is that of the date.
    """

    key: str
    summary: str
    starts: date
    ends: date
    description: str
    category: str
    status: Status = Status.CONFIRMED
    location: str = ""
    url: str = ""
    alarms: tuple[int, ...] = ()

    @property
    def all_day(self) -> bool:
        return not isinstance(self.starts, datetime)


STEP_ALARMS = (7, 1)
DEADLINE_ALARMS = (14, 7, 1)


def plan_entries(plan: Plan, *, motion: str | None, title: str) -> list[Entry]:
    """Return the steps of *plan* that have a date, each on its last chance.

    *motion* is the motion's id, *title* what people call it.
    """
    name = motion or plan.route.submission.kind
    entries = [
        _step_entry(plan, step, step_key(name, step.do, step.body.id), title)
        for step in plan.steps
        if step.last_chance is not None
    ]
    return [entry for entry in entries if entry is not None]


def step_key(name: str, do: Do, body: str) -> str:
    """Return the key of a step's entry; *name* is the motion's id, or the kind where none is named.

    It holds no date: an entry that moves stays the same entry.
    """
    return f"plan/{name}/{do.value}/{body}"


def conference_entries(conference: Conference, *, kinds: tuple[str, ...] = ()) -> Iterator[Entry]:
    """Yield the deadlines, openings and milestones of *conference*, and the conference itself.

    *kinds* limits the submissions to some; empty means all.
    """
    for submission in conference.submissions:
        if not kinds or submission.kind in kinds:
            yield from _submission_entries(conference, submission)
    for milestone in conference.milestones:
        yield _milestone_entry(conference, milestone)
    yield Entry(
        key=f"conference/{conference.id}",
        summary=_marked(conference.name, conference.status),
        starts=conference.start,
        ends=conference.end,
        description=f"Source: {conference.source}",
        category="Conference",
        status=conference.status,
        location=conference.place,
        url=_url(conference.source),
    )


def meeting_entries(body: Body, meetings: list[Meeting]) -> Iterator[Entry]:
    """Yield an entry for each of the *meetings* of *body*.

    The key counts a month's meetings: one that moves within its month stays the same event.
    """
    seen: dict[str, int] = {}
    for meeting in meetings:
        month = f"{meeting.day:%Y-%m}"
        seen[month] = seen.get(month, 0) + 1
        yield Entry(
            key=f"meeting/{body.id}/{month}/{seen[month]}",
            summary=f"Meeting of {body.name}",
            starts=meeting.starts,
            ends=_end(meeting),
            description=body.meets.text,
            category="Meeting",
            alarms=(1,),
        )


def _step_entry(plan: Plan, step: Step, key: str, title: str) -> Entry | None:
    """Return the entry of *step* on its last chance.

    A projected deadline makes every step before it projected.
    """
    submission = plan.route.submission
    status = submission.status
    why = f"{title}\n{reason(plan, step)}"
    if step.aim is not None and step.slack_days:
        why += f"\nAim for {long_moment(step.aim)}: {days_phrase(step.slack_days)} earlier."
    if step.do is Do.SUBMIT:
        summary = f"{step.body.name} submits the motion: deadline{_hour(submission.due)}"
        return Entry(
            key=key,
            summary=_marked(summary, status),
            starts=submission.due,
            ends=submission.due,
            description=f"{why}\nTo: {submission.to}\nSource: {submission.source}",
            category="Deadline",
            status=status,
            url=_url(submission.source),
            alarms=DEADLINE_ALARMS,
        )
    if step.last_for is None or step.last_chance is None:
        return None
    if step.do is Do.NOTICE:
        summary = _marked(f"Send the motion to {step.body.name}'s secretary: last day", status)
        why += f"\nFor the meeting of {long_day(step.last_for.day)}."
        day = day_of(step.last_chance)
        return Entry(key, summary, day, day, why, "Notice", status, alarms=STEP_ALARMS)
    summary = _marked(f"{step.body.name} votes on the motion: last meeting", status)
    starts, ends = step.last_for.starts, _end(step.last_for)
    return Entry(key, summary, starts, ends, why, "Meeting", status, alarms=STEP_ALARMS)


def _submission_entries(conference: Conference, submission: Submission) -> Iterator[Entry]:
    key = f"deadline/{conference.id}/{submission.kind}"
    source = f"To: {submission.to}\nSource: {submission.source}"
    moved = "".join(
        f"\nMoved from {long_moment(one.due)} to {long_moment(submission.due)}: {one.why}."
        for one in submission.was
    )
    note = f"\n{submission.note}" if submission.note else ""
    yield Entry(
        key=key,
        summary=_marked(f"{submission.name}: deadline{_hour(submission.due)}", submission.status),
        starts=submission.due,
        ends=submission.due,
        description=f"{conference.name}\n{source}{note}{moved}",
        category="Deadline",
        status=submission.status,
        url=_url(submission.source),
        alarms=DEADLINE_ALARMS,
    )
    if submission.opens is not None:
        yield Entry(
            key=f"{key}/opens",
            summary=_marked(f"{submission.name}: submission opens", submission.status),
            starts=submission.opens,
            ends=submission.opens,
            description=f"{conference.name}\n{source}",
            category="Deadline",
            status=submission.status,
            url=_url(submission.source),
        )


def _milestone_entry(conference: Conference, milestone: Milestone) -> Entry:
    note = f"\n{milestone.note}" if milestone.note else ""
    return Entry(
        key=f"milestone/{conference.id}/{milestone.id}",
        summary=_marked(f"{milestone.name}: deadline{_hour(milestone.due)}", milestone.status),
        starts=milestone.due,
        ends=milestone.due,
        description=f"{conference.name}\nSource: {milestone.source}{note}",
        category="Milestone",
        status=milestone.status,
        url=_url(milestone.source),
        alarms=DEADLINE_ALARMS,
    )


def _marked(summary: str, status: Status) -> str:
    return f"{summary} (projected)" if status is Status.PROJECTED else summary


def _hour(due: date) -> str:
    """Return " 12:00" for a moment: many programs show when an event begins, not what it means."""
    return f" {due:%H:%M}" if isinstance(due, datetime) else ""


def _end(meeting: Meeting) -> datetime:
    if meeting.end is not None:
        return datetime.combine(meeting.day, meeting.end)
    return meeting.starts + USUAL_LENGTH


def _url(source: str) -> str:
    """Return the first web address in *source*, or nothing."""
    return next((word.rstrip(".,;)") for word in source.split() if word.startswith("https://")), "")
