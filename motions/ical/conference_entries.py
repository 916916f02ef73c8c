"""The dates of a conference and the meetings of bodies, as entries of a calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from motions.base.languages import ENGLISH, words
from motions.bodies.body import Body
from motions.bodies.meetings import Meeting
from motions.conferences.conference import Conference, Submission
from motions.ical.descriptions import EntryWriter, bare_name
from motions.ical.entries import DELEGATES, EVERYONE, SECRETARIES, VOTERS, WRITERS, Category, Entry


def conference_entries(
    conference: Conference, *, deadlines: bool = True, language: str = ENGLISH
) -> Iterator[Entry]:
    """Yield the milestones of *conference*, itself and, if asked, its *deadlines*."""
    writer = EntryWriter(words(language))
    if deadlines:
        for submission in conference.submissions:
            yield _deadline_entry(writer, conference, submission)
            yield from opening_entries(writer, conference, submission)
    for one in conference.milestones:
        note = (one.note,) if one.note else ()
        missed = writer.say("calendar.if_missed_milestone")
        yield writer.due(
            writer.entry(
                Category.MILESTONE,
                f"milestone/{conference.id}/{one.id}",
                SECRETARIES | DELEGATES,
                one.due,
                (
                    writer.say("calendar.deadline_title", name=one.name),
                    (conference.name, *note, *writer.grounds(one), missed),
                ),
            ),
            one,
        )
    itself = writer.entry(
        Category.CONFERENCE,
        f"conference/{conference.id}",
        EVERYONE,
        conference.start,
        (conference.name, writer.grounds(conference)),
    )
    yield replace(writer.due(itself, conference), ends=conference.end, location=conference.place)


def _deadline_entry(writer: EntryWriter, conference: Conference, submission: Submission) -> Entry:
    """Return the last moment at which *conference* takes *submission*."""
    entry = writer.entry(
        Category.DEADLINE,
        f"deadline/{conference.id}/{submission.kind}",
        WRITERS | DELEGATES if "emergency" in submission.kind else WRITERS,
        submission.due,
        (
            writer.say("calendar.deadline_title", name=submission.name),
            writer.deadline(conference.name, conference, submission),
        ),
    )
    return writer.due(entry, submission, revision=len(submission.was))


def opening_entries(
    writer: EntryWriter, conference: Conference, submission: Submission
) -> Iterator[Entry]:
    """Yield the day on which *conference* begins to take *submission*, where it has one."""
    if submission.opens is None:
        return
    lines = (conference.name, *writer.what_is_sent(submission), *writer.grounds(submission))
    entry = writer.entry(
        Category.OPENING,
        f"deadline/{conference.id}/{submission.kind}/opens",
        WRITERS,
        submission.opens,
        (
            writer.say("calendar.opening_title", name=submission.name),
            (*lines, writer.say("calendar.deadline", when=submission.due)),
        ),
    )
    yield writer.due(entry, submission)


@dataclass(frozen=True)
class Diary:
    """A body's meetings. *usual* are those of its pattern, also where one is cancelled or moved.

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


def meeting_entries(diary: Diary, *, language: str = ENGLISH) -> Iterator[Entry]:
    """Yield an entry for each meeting of *diary* that is held.

    The key counts a month's usual meetings. One that is held in place of a cancelled one of the
    same month takes its number, so that it moves the event.
    """
    writer, body = EntryWriter(words(language)), diary.body
    numbers = numbered(diary.usual, diary.held)
    pattern = [writer.say("calendar.meets", body=body.name, pattern=body.meets.text)]
    for meeting, (day, sums) in zip(diary.held, diary.notices, strict=True):
        lines = (
            *(pattern if body.meets.text else ()),
            writer.say("calendar.notice_needed", when=day, sums=sums),
            *writer.unstated_end(meeting),
            writer.say("calendar.source", source=bare_name(diary.source)),
        )
        yield writer.entry(
            Category.MEETING,
            f"meeting/{diary.path}/{meeting.day:%Y-%m}/{numbers[meeting]}",
            VOTERS,
            meeting,
            (writer.say("calendar.meeting_title", body=body.name), lines),
        )


def numbered(usual: Iterable[Meeting], held: Iterable[Meeting]) -> dict[Meeting, int]:
    """Return the number that each of the *held* meetings has within its month.

    A usual one keeps its place among the usual ones; another takes the first that is free.
    """
    months: dict[tuple[int, int], list[Meeting]] = defaultdict(list)
    for meeting in usual:
        months[_month(meeting)].append(meeting)
    places = {one: at for month in months.values() for at, one in enumerate(month, start=1)}
    held = list(held)
    numbers = {meeting: places[meeting] for meeting in held if meeting in places}
    taken = {(_month(meeting), number) for meeting, number in numbers.items()}
    for meeting in held:
        if meeting not in numbers:
            month = _month(meeting)
            numbers[meeting] = next(n for n in count(1) if (month, n) not in taken)
            taken.add((month, numbers[meeting]))
    return numbers


def _month(meeting: Meeting) -> tuple[int, int]:
    return meeting.day.year, meeting.day.month
