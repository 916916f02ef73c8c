"""An entry and what it says: how sure its date is, when it moved, what to do if it is missed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from motions.base.dates import day_of
from motions.base.languages import Words
from motions.bodies.body import Body
from motions.bodies.meetings import Meeting
from motions.conferences.conference import Conference, Milestone, Remedy, Submission, Way
from motions.ical.entries import Category, Entry, Role

USUAL_LENGTH = timedelta(hours=2)
"""How long a meeting is entered where its end is not stated."""

ALARMS = {
    Category.NOTICE: (7, 1),
    Category.MEETING: (1,),
    Category.DEADLINE: (14, 7, 1),
    Category.OPENING: (1,),
    Category.MILESTONE: (14, 7, 1),
}


@dataclass(frozen=True)
class EntryWriter:
    """Makes entries, and the lines of their descriptions, in the language of *words*."""

    words: Words

    def entry(
        self,
        category: Category,
        key: str,
        roles: frozenset[Role],
        when: date | Meeting,
        text: tuple[str, Iterable[str]],
    ) -> Entry:
        """Return the entry for *when*. *text* is its title and the lines of its description."""
        starts = ends = when if isinstance(when, date) else when.starts
        if isinstance(when, Meeting):
            ends = end_of(when)
        return Entry(
            key=key,
            summary=text[0],
            starts=starts,
            ends=ends,
            description="\n".join(text[1]),
            category=category,
            roles=roles,
            alarms=ALARMS.get(category, ()),
            language=self.words.language,
        )

    def due(
        self, entry: Entry, dated: Conference | Submission | Milestone, *, revision: int = 0
    ) -> Entry:
        """Return *entry* as sure as the date of *dated*, with the address of its source.

        Its title has the hour: many programs show when an event begins, not what that means.
        """
        hour = f" {entry.starts:%H:%M}" if isinstance(entry.starts, datetime) else ""
        return replace(
            entry,
            summary=f"{entry.summary}{hour}",
            status=dated.status,
            url=url_in(dated.source),
            revision=revision,
        )

    def say(self, key: str, **values: object) -> str:
        """Return the sentence *key* in the language of the entries."""
        return self.words.say(key, **values).text

    def deadline(
        self,
        heading: str,
        conference: Conference,
        submission: Submission,
        slack: Iterable[str] = (),
    ) -> Iterator[str]:
        """Yield all that there is to say of the deadline of *submission*, under a *heading*."""
        yield heading
        yield from self.what_is_sent(submission)
        yield from slack
        yield from self.grounds(submission)
        dates = [*(one.due for one in submission.was), submission.due]
        for one, following in zip(submission.was, dates[1:], strict=True):
            yield f"{moved_line(self.words, one.due, following)}: {one.why}."
        yield from self.if_missed(conference, submission)

    def grounds(self, dated: Conference | Submission | Milestone) -> Iterator[str]:
        """Yield how sure the date of *dated* is, and where it comes from."""
        yield self.say(f"calendar.sure_{dated.status}", checked=dated.checked)
        yield self.say("calendar.source", source=dated.source)

    def what_is_sent(self, submission: Submission) -> Iterator[str]:
        """Yield to whom *submission* goes and what it must keep to."""
        yield self.say("calendar.to", to=submission.to)
        limits = []
        if submission.words:
            limits.append(self.say("calendar.text_limit", count=submission.words))
        if submission.title_words:
            limits.append(self.say("calendar.title_limit", count=submission.title_words))
        if limits:
            yield self.say("calendar.limits", limits=", ".join(limits))
        if submission.subject_after is not None:
            yield self.say("calendar.subject_after", when=day_of(submission.subject_after))
        if submission.note:
            yield submission.note

    def if_missed(
        self, conference: Conference, submission: Submission, body: Body | None = None
    ) -> Iterator[str]:
        """Yield the options when a date is missed: at *body*, or without one at the deadline."""
        possible: tuple[Way, ...] = (Way.SPECIAL_MEETING, Way.EXECUTIVE, Way.SKIP_TIER)
        if body is None:
            possible = (Way.EMERGENCY_MOTION,)
        options = [
            one
            for one in conference.remedies
            if one.do in possible and _applies(one, submission, body.tier if body else "")
        ]
        if options:
            yield self.say("calendar.if_missed_options")
            for one in options:
                yield self.say("calendar.option", rule=one.rule, source=one.source)
        elif body is None:
            yield self.say("calendar.if_missed_deadline")
        else:
            yield self.say("calendar.if_missed_step", body=body.name)

    def unstated_end(self, meeting: Meeting) -> tuple[str, ...]:
        """Return a line that admits it where nobody stated when *meeting* ends."""
        return () if meeting.end is not None else (self.say("calendar.unstated_end"),)


def moved_line(language: Words, old: date, new: date) -> str:
    """Return what a description says of a date that moved, without a full stop."""
    return language.say("calendar.moved", old=old, new=new).text


def _applies(remedy: Remedy, submission: Submission, tier: str) -> bool:
    return remedy.tier in ("", tier) and (not remedy.kinds or submission.kind in remedy.kinds)


def end_of(meeting: Meeting) -> datetime:
    """Return when *meeting* ends, or is likely to."""
    if meeting.end is not None:
        return datetime.combine(meeting.day, meeting.end)
    return meeting.starts + USUAL_LENGTH


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
