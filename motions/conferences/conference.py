"""What a conference takes and by when: what a file of ``calendars/`` states, as frozen dataclasses.

Field names are the keys of the file, so that a fault can name the key the author typed. A date
without an hour stays a date: an hour that is not known is never made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from motions.base.dates import day_of, long_moment
from motions.base.errors import UnknownNameError

CONFERENCE_TIER = "conference"


class Status(StrEnum):
    """How sure a date is."""

    CONFIRMED = "confirmed"
    """Published by the organisation, or by two independent sources."""
    REPORTED = "reported"
    """From one source that ought to know."""
    PROJECTED = "projected"
    """Worked out from earlier years; nobody has announced it."""


class Way(StrEnum):
    """A way out when the ordinary route is too late."""

    SPECIAL_MEETING = "special-meeting"
    EXECUTIVE = "executive"
    EMERGENCY_BUSINESS = "emergency-business"
    SKIP_TIER = "skip-tier"
    ADD_EVENT_LATER = "add-event-later"
    EMERGENCY_MOTION = "emergency-motion"
    WITHDRAW = "withdraw"
    NEXT_CONFERENCE = "next-conference"


@dataclass(frozen=True)
class Moved:
    """A date that held until it was moved, and why it was."""

    due: date
    why: str
    until: date | None = None


NOON = time(12)
"""What a deadline of which only the day is known is planned for: the commonest of known hours."""


class Deadline:
    """What a submission and a milestone have in common: a day, and often an hour."""

    due: date
    was: tuple[Moved, ...]

    @property
    def hour_known(self) -> bool:
        """Whether more than the day is on record."""
        return isinstance(self.due, datetime)

    @property
    def at(self) -> datetime:
        """The local moment by which it must be there: noon where the hour is not known."""
        due = self.due
        return due if isinstance(due, datetime) else datetime.combine(due, NOON)

    @property
    def when(self) -> str:
        """The moment in full; an hour that is not known is said to be so."""
        text = long_moment(self.at)
        return text if self.hour_known else f"{text} (assumed: the hour is not known)"


@dataclass(frozen=True)
class Submission(Deadline):
    """One kind of business that a conference takes, and by when.

    *opens* is the first day on which it can be sent. *subject_after*: it must rest on an event
    later than this day. *words* and *title_words* are limits. *excludes* names the kinds that a
    body which sends this one cannot send as well, *excludes_rule* the rule and its source. *heard*
    is "same year" or "next year". *reminders* are what its movers must check, each with its source;
    the document repeats them. *note* is a caution that every plan repeats.
    *likely_cut_off* is a cut-off for the subject that nobody has announced but that earlier years
    had, as late as it may be, and *likely_cut_off_source* what that rests on.
    """

    kind: str
    name: str
    to: str
    due: date
    status: Status
    source: str
    checked: date
    opens: date | None = None
    subject_after: date | None = None
    words: int | None = None
    title_words: int | None = None
    excludes: tuple[str, ...] = ()
    excludes_rule: str = ""
    heard: str = ""
    reminders: tuple[str, ...] = ()
    note: str = ""
    likely_cut_off: date | None = None
    likely_cut_off_source: str = ""
    was: tuple[Moved, ...] = ()


@dataclass(frozen=True)
class Milestone(Deadline):
    """Another date of the conference: delegates, appeals, a ballot."""

    id: str
    name: str
    due: date
    status: Status
    source: str
    checked: date
    note: str = ""
    was: tuple[Moved, ...] = ()

    def as_submission(self) -> Submission:
        """Return it as something that the last body has to do by that date."""
        return Submission(
            self.id,
            self.name,
            "the conference",
            self.due,
            self.status,
            self.source,
            self.checked,
            note=self.note,
            was=self.was,
        )


@dataclass(frozen=True)
class Suspension:
    """Days, both included, on which no body meets."""

    start: date
    end: date
    why: str
    source: str


@dataclass(frozen=True)
class Remedy:
    """A way that the rules or customs leave open when the ordinary route is too late.

    *do* is one of the ways that :mod:`motions.planning.ways_out` works out; *tier* limits it to the
    bodies of one tier, *kinds* to some kinds of submission; *instead* is the kind that is sent
    instead.
    """

    do: Way
    rule: str
    source: str
    tier: str = ""
    kinds: tuple[str, ...] = ()
    instead: str = ""


@dataclass(frozen=True)
class Conference:
    """A conference, its deadlines, and how each tier speaks in a motion ("This branch").

    *projected_from* names the conferences from which it was worked out where no file states it.
    """

    id: str
    name: str
    start: date
    end: date
    timezone: str
    nation: str
    status: Status
    source: str
    checked: date
    tiers: Mapping[str, str]
    submissions: tuple[Submission, ...]
    place: str = ""
    milestones: tuple[Milestone, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    projected_from: tuple[str, ...] = field(default=(), compare=False)

    @property
    def organisation(self) -> str:
        """The id without its year: "labour-2021" is of "labour"."""
        return self.id.rpartition("-")[0] or self.id

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def ordinary_tiers(self) -> tuple[str, ...]:
        """The tiers of the ordinary route, lowest first; the last sends to the conference."""
        return tuple(tier for tier in self.tiers if tier != CONFERENCE_TIER)

    def called(self, tier: str) -> str:
        """Return what a body of *tier* is called: "CLP" where it speaks as "This CLP"."""
        return self.tiers[tier].removeprefix("This ")

    def submission(self, kind: str) -> Submission:
        """Return what the conference says of *kind*, or raise UnknownNameError.

        *kind* can be the id of a milestone too: it is planned like something to be sent.
        """
        for submission in self.submissions:
            if submission.kind == kind:
                return submission
        for milestone in self.milestones:
            if milestone.id == kind:
                return milestone.as_submission()
        known = [submission.kind for submission in self.submissions]
        empty = "It takes no motions, or its file lists no deadline for any."
        raise UnknownNameError(f"kind of submission at {self.name}", kind, known, empty=empty)

    def localise(self, when: datetime) -> datetime:
        """Return the local moment *when* in the conference's time zone."""
        return when.replace(tzinfo=self.zone)

    def suspension(self, day: date) -> Suspension | None:
        """Return the suspension that *day* falls in, if any."""
        return next((one for one in self.suspensions if one.start <= day <= one.end), None)

    def is_over(self, submission: Submission, today: date) -> bool:
        """Tell whether the last day of *submission* lies before *today*."""
        return day_of(submission.due) < today
