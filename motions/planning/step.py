"""One thing to do on the way to a conference, its dates, and the grounds on which they rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from motions.base.dates import day_of
from motions.bodies.body import Body
from motions.bodies.meetings import Meeting
from motions.conferences.conference import Status


class Action(StrEnum):
    """What a step asks for."""

    NOTICE = "notice"
    MEETING = "meeting"
    SUBMIT = "submit"


@dataclass(frozen=True)
class Reason:
    """The grounds of one step. *aim* and *last_chance* are sums: "27 May − 14 days = 13 May".

    *first* and *last* say what makes a meeting the aim or the last chance. *dropped* are the
    meetings that bank holidays and suspensions take out on the way. *status* is how sure the last
    chance is: as sure as the deadline from which it is counted.
    """

    rule: str
    aim: str
    last_chance: str
    source: str
    status: Status
    first: str = ""
    last: str = ""
    dropped: tuple[str, ...] = ()

    @property
    def of_last_chance(self) -> str:
        """The grounds of the last chance alone: nothing in them changes from day to day."""
        return " ".join(filter(None, [self.rule, self.last, f"{self.last_chance}."]))

    def __str__(self) -> str:
        parts = [*filter(None, [self.rule, self.first, self.last])]
        if self.last_chance and self.last_chance == self.aim:
            parts.append(f"{self.last_chance}.")
        else:
            parts.extend(
                f"{label}: {text}."
                for label, text in (("Aim", self.aim), ("Last chance", self.last_chance))
                if text
            )
        return " ".join([*parts, *self.dropped])


@dataclass(frozen=True)
class Step:
    """One thing to do. *aim* and *last_chance* are days, or moments in the conference's time zone.

    *aim_for* and *last_for* are the meetings from which a notice's days were counted. *grounds*
    works out the reason when somebody asks for it.
    """

    action: Action
    body: Body
    aim: date | None
    last_chance: date | None
    grounds: Callable[[], Reason] = field(repr=False, compare=False)
    aim_for: Meeting | None = None
    last_for: Meeting | None = None

    @cached_property
    def reason(self) -> Reason:
        """Why the dates are what they are."""
        return self.grounds()

    @property
    def slack_days(self) -> int | None:
        """The days between aim and last chance; negative where the aim is too late."""
        if self.aim is None or self.last_chance is None:
            return None
        return (day_of(self.last_chance) - day_of(self.aim)).days
