"""What goes into a calendar, before it is written for any program.

An entry's *key* names what it is and never when it is, so that a moved date moves the entry. No
entry holds the name or the address of a person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from motions.base.errors import MotionsError
from motions.base.languages import ENGLISH, words
from motions.conferences.conference import Status


class Category(StrEnum):
    """What kind of date an entry is, as CATEGORIES says it in every language."""

    NOTICE = "Notice"
    MEETING = "Meeting"
    DEADLINE = "Deadline"
    OPENING = "Opening"
    MILESTONE = "Milestone"
    CONFERENCE = "Conference"
    REMINDER = "Reminder"


class Role(StrEnum):
    """Who a calendar is for."""

    SECRETARY = "secretary"
    """Receives motions, takes them to the meeting, sends on what it carries, submits it."""
    MOVER = "mover"
    """Writes the motion, sends it to the first body's secretary, moves it at the meetings."""
    MEMBER = "member"
    """Comes to the meetings and votes."""
    DELEGATE = "delegate"
    """Goes to the conference."""


EVERYONE = frozenset(Role)
WRITERS = frozenset({Role.SECRETARY, Role.MOVER})
VOTERS = frozenset({Role.SECRETARY, Role.MOVER, Role.MEMBER})
SECRETARIES = frozenset({Role.SECRETARY})
DELEGATES = frozenset({Role.DELEGATE})


@dataclass(frozen=True)
class Entry:
    """One event. *starts* is a day (all day) or a local moment; *ends* likewise, a day included.

    *alarms* are how many days ahead somebody should be reminded. *status* is that of the date,
    *roles* those who must do something. *revision* is how often the date is known to have moved.
    *language* is the tag of the language of its text.
    """

    key: str
    summary: str
    starts: date
    ends: date
    description: str
    category: Category
    roles: frozenset[Role]
    status: Status = Status.CONFIRMED
    location: str = ""
    url: str = ""
    alarms: tuple[int, ...] = ()
    revision: int = 0
    language: str = ENGLISH

    @property
    def title(self) -> str:
        """The summary, marked where nobody has announced the date."""
        if self.status is not Status.PROJECTED:
            return self.summary
        return words(self.language).say("calendar.projected", title=self.summary).text


@dataclass(frozen=True)
class EntryList:
    """All that goes into one calendar. *ident* tells it from others: "dates/<conference>/…".

    *timezone* is that of the entries' moments, *language* that of what the calendar itself says.
    """

    ident: str
    name: str
    timezone: str
    entries: tuple[Entry, ...]
    language: str = ENGLISH

    def for_role(self, role: Role) -> EntryList:
        """Return what somebody in *role* must do; raises MotionsError where that is nothing."""
        kept = tuple(entry for entry in self.entries if role in entry.roles)
        if not kept:
            raise MotionsError(f"{self.name}: has nothing for a {role.value}.")
        local = words(self.language)
        whose = local.say(f"calendar.role_{role}").text
        name = local.say("calendar.for_role", name=self.name, role=whose).text
        return replace(self, ident=f"{self.ident}/{role}", name=name, entries=kept)
