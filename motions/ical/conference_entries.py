"""The dates of a conference and the meetings of bodies, as entries of a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from motions.base.dates import long_day, long_moment
from motions.bodies.body import Body
from motions.bodies.meetings import Meeting
from motions.conferences.conference import Conference, Milestone, Submission
from motions.ical.descriptions import (
    bare_name,
    end_of,
    grounds,
    hour,
    if_missed,
    moves,
    unstated_end,
    url_in,
    what_is_sent,
)
from motions.ical.entries import (
    DEADLINE_ALARMS,
    EVERYONE,
    MEETING_ALARMS,
    VOTERS,
    WRITERS,
    Category,
    Entry,
    Role,
)


def conference_entries(conference: Conference, *, deadlines: bool = True) -> Iterator[Entry]:
    """Yield the milestones of *conference*, itself and, if asked, its *deadlines*."""
    if deadlines:
        for submission in conference.submissions:
            yield deadline_entry(conference, submission)
            yield from opening_entries(conference, submission)
    for milestone in conference.milestones:
        yield _milestone_entry(conference, milestone)
    yield Entry(
        key=f"conference/{conference.id}",
        summary=conference.name,
        starts=conference.start,
        ends=conference.end,
        description="\n".join(grounds(conference)),
        category=Category.CONFERENCE,
        roles=EVERYONE,
        status=conference.status,
        location=conference.place,
        url=url_in(conference.source),
    )


def deadline_entry(conference: Conference, submission: Submission) -> Entry:
    """Return the last moment at which *conference* takes *submission*."""
    delegate = frozenset({Role.DELEGATE}) if "emergency" in submission.kind else frozenset[Role]()
    return Entry(
        key=f"deadline/{conference.id}/{submission.kind}",
        summary=f"{submission.name}: deadline{hour(submission.due)}",
        starts=submission.due,
        ends=submission.due,
        description="\n".join(
            (
                conference.name,
                *what_is_sent(submission),
                *grounds(submission),
                *moves(submission),
                *if_missed(conference, submission),
            )
        ),
        category=Category.DEADLINE,
        roles=WRITERS | delegate,
        status=submission.status,
        url=url_in(submission.source),
        alarms=DEADLINE_ALARMS,
        revision=len(submission.was),
    )


def opening_entries(conference: Conference, submission: Submission) -> Iterator[Entry]:
    """Yield the day on which *conference* begins to take *submission*, where it has one."""
    if submission.opens is None:
        return
    lines = (conference.name, *what_is_sent(submission), *grounds(submission))
    yield Entry(
        key=f"deadline/{conference.id}/{submission.kind}/opens",
        summary=f"{submission.name}: submission opens{hour(submission.opens)}",
        starts=submission.opens,
        ends=submission.opens,
        description="\n".join((*lines, f"Deadline: {long_moment(submission.due)}")),
        category=Category.OPENING,
        roles=WRITERS,
        status=submission.status,
        url=url_in(submission.source),
        alarms=MEETING_ALARMS,
    )


@dataclass(frozen=True)
class Diary:
    """A body's meetings. *usual* are those of its habit, also where one is cancelled or moved.

    *held* are those that take place. *path* is the ids of the bodies above it and its own,
    *notices* the last day on which a motion can reach the secretary for a meeting, and the sum.
    *source* names the file that says so.
    """

    body: Body
    path: str
    usual: tuple[Meeting, ...]
    held: tuple[Meeting, ...]
    notices: tuple[tuple[date, str], ...]
    source: str


def meeting_entries(diary: Diary) -> Iterator[Entry]:
    """Yield an entry for each meeting of *diary* that is held.

    The key counts a month's usual meetings. One that is held in place of a cancelled one of the
    same month takes its number, so that it moves the event.
    """
    body = diary.body
    numbers = numbered(diary.usual, diary.held)
    source = f"Source: {bare_name(diary.source)}"
    for meeting, (day, working) in zip(diary.held, diary.notices, strict=True):
        lines = [f"{body.name} meets: {body.meets.text}."] if body.meets.text else []
        lines.append(f"A motion for it reaches the secretary by {long_day(day)} ({working}).")
        yield Entry(
            key=f"meeting/{diary.path}/{meeting.day:%Y-%m}/{numbers[meeting]}",
            summary=f"Meeting of {body.name}",
            starts=meeting.starts,
            ends=end_of(meeting),
            description="\n".join((*lines, *unstated_end(meeting), source)),
            category=Category.MEETING,
            roles=VOTERS,
            alarms=MEETING_ALARMS,
        )


def numbered(usual: Iterable[Meeting], held: Iterable[Meeting]) -> dict[Meeting, int]:
    """Return the number that each of the *held* meetings has within its month.

    A usual one keeps its place among the usual ones; another takes the first that is free.
    """
    places: dict[tuple[int, int], list[Meeting]] = {}
    for meeting in usual:
        places.setdefault((meeting.day.year, meeting.day.month), []).append(meeting)
    known = {meeting: at for month in places.values() for at, meeting in enumerate(month, start=1)}
    held = list(held)
    numbers = {meeting: known[meeting] for meeting in held if meeting in known}
    taken = {(one.day.year, one.day.month, number) for one, number in numbers.items()}
    for meeting in held:
        if meeting in numbers:
            continue
        number = 1
        while (meeting.day.year, meeting.day.month, number) in taken:
            number += 1
        numbers[meeting] = number
        taken.add((meeting.day.year, meeting.day.month, number))
    return numbers


def _milestone_entry(conference: Conference, milestone: Milestone) -> Entry:
    note = (milestone.note,) if milestone.note else ()
    missed = "If it is missed: ask the conference's organisers at once what is left."
    return Entry(
        key=f"milestone/{conference.id}/{milestone.id}",
        summary=f"{milestone.name}: deadline{hour(milestone.due)}",
        starts=milestone.due,
        ends=milestone.due,
        description="\n".join((conference.name, *note, *grounds(milestone), missed)),
        category=Category.MILESTONE,
        roles=frozenset({Role.SECRETARY, Role.DELEGATE}),
        status=milestone.status,
        url=url_in(milestone.source),
        alarms=DEADLINE_ALARMS,
    )
