"""What a calendar's events say: how sure a date is, what is left if it is missed, when it moved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from motions.base.dates import days_phrase, long_day, long_moment
from motions.bodies.body import Body
from motions.bodies.meetings import Meeting
from motions.conferences.conference import Conference, Milestone, Remedy, Status, Submission, Way

USUAL_LENGTH = timedelta(hours=2)
"""How long a meeting is entered where its end is not stated."""

_SURE = {
    Status.CONFIRMED: "This date is confirmed",
    Status.REPORTED: "This date is reported by one source only",
    Status.PROJECTED: "This date is projected: nobody has announced it",
}


def grounds(dated: Conference | Submission | Milestone) -> Iterator[str]:
    """Yield how sure the date of *dated* is, and where it comes from."""
    yield f"{_SURE[dated.status]} (checked on {long_day(dated.checked)})."
    yield f"Source: {dated.source}"


def what_is_sent(submission: Submission) -> Iterator[str]:
    """Yield to whom *submission* goes and what it must keep to."""
    yield f"To: {submission.to}"
    limits = [
        f"{text} at most {count} words"
        for text, count in (("the text", submission.words), ("the title", submission.title_words))
        if count
    ]
    if limits:
        yield f"Limits: {', '.join(limits)}."
    if submission.subject_after is not None:
        yield f"It must rest on an event after {long_day(submission.subject_after)}."
    if submission.note:
        yield submission.note


def moves(submission: Submission) -> Iterator[str]:
    """Yield a line for each time that the deadline was moved."""
    dates = [*(one.due for one in submission.was), submission.due]
    for one, following in zip(submission.was, dates[1:], strict=True):
        yield f"{moved_line(one.due, following)}: {one.why}."


def moved_line(old: date, new: date) -> str:
    """Return what a description says of a date that moved, without a full stop.

    >>> moved_line(date(2017, 6, 23), date(2017, 7, 7))
    'Moved from Friday 23 June 2017 to Friday 7 July 2017'
    """
    return f"Moved from {long_moment(old)} to {long_moment(new)}"


def if_missed(
    conference: Conference, submission: Submission, body: Body | None = None
) -> Iterator[str]:
    """Yield what is left when a date is missed: at *body*, or without one at the deadline."""
    possible: tuple[Way, ...] = (Way.SPECIAL_MEETING, Way.EXECUTIVE, Way.SKIP_TIER)
    if body is None:
        possible = (Way.EMERGENCY_MOTION,)
    ways = [
        one
        for one in conference.remedies
        if one.do in possible and _applies(one, submission, body.tier if body else "")
    ]
    if ways:
        yield "If it is missed, ask at once; this may be left:"
        yield from (f"- {one.rule} (Source: {one.source})" for one in ways)
    elif body is None:
        yield (
            "If it is missed: ask the conference's organisers at once; "
            "the next conference may be the next chance."
        )
    else:
        yield f"If it is missed: ask {body.name}'s secretary at once whether it can still be taken."


def _applies(remedy: Remedy, submission: Submission, tier: str) -> bool:
    return remedy.tier in ("", tier) and (not remedy.kinds or submission.kind in remedy.kinds)


def hour(due: date) -> str:
    """Return " 12:00" for a moment: many programs show when an event begins, not what it means."""
    return f" {due:%H:%M}" if isinstance(due, datetime) else ""


def end_of(meeting: Meeting) -> datetime:
    """Return when *meeting* ends, or is likely to."""
    if meeting.end is not None:
        return datetime.combine(meeting.day, meeting.end)
    return meeting.starts + USUAL_LENGTH


def unstated_end(meeting: Meeting) -> tuple[str, ...]:
    """Return a line that owns up to an end that nobody stated."""
    if meeting.end is not None:
        return ()
    return ("Its end is not stated; two hours are entered.",)


def lead(days: int) -> str:
    """Return how far ahead a reminder is.

    >>> lead(14), lead(1)
    ('In 14 days', 'Tomorrow')
    """
    return "Tomorrow" if days == 1 else f"In {days_phrase(days)}"


_URL = re.compile(r"https://[A-Za-z0-9][A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")


def url_in(source: str) -> str:
    """Return the first web address in *source*, or nothing.

    >>> url_in("Official timetable (https://example.org/dates), checked")
    'https://example.org/dates'
    """
    match = _URL.search(source)
    return match[0].rstrip(".,;:)'") if match else ""


def bare_name(source: str) -> str:
    """Return *source* without its folders: a path can hold the name of the computer's user.

    >>> bare_name("/home/someone/motions.toml"), bare_name("the built-in example")
    ('motions.toml', 'the built-in example')
    """
    return source.replace("\\", "/").rpartition("/")[2] or source
