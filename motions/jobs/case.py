"""One matter in hand: a motion with its answers, its plan and its drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from motions.base.errors import MotionsError, UnknownNameError
from motions.bodies.body import Body
from motions.conferences.conference import CONFERENCE_TIER
from motions.drafting.draft import Draft
from motions.drafting.front_matter import Use
from motions.drafting.motion import Motion
from motions.drafting.parameters import Parameter
from motions.planning.plan import Plan
from motions.planning.route import Route
from motions.planning.ways_out import Following, WayOut, ways_out

if TYPE_CHECKING:
    from motions.drafting.compose import Script
    from motions.drafting.values import Voice

EVENT_DATE = "event_date"
"""The answer, in a motion that asks for it, that says on which day its event happened."""


def _none() -> None:
    """Return no conference: none is known to follow."""


@dataclass(frozen=True)
class Case:
    """One matter: the motion (None for a bare kind), its plan, and what the user answered.

    *planned* is the plan; a motion for another *use*, which that body debates, has none.
    *following* gives the next conference of the organisation, where one is known.
    """

    motion: Motion | None
    planned: Plan | None
    answers: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, bool] = field(default_factory=dict)
    today: date = date.min
    use: tuple[Use, Body] | None = None
    following: Following = field(default=_none, repr=False, compare=False)

    @cached_property
    def ways_out(self) -> list[WayOut]:
        """The options that remain where the ordinary route is too late; worked out when asked."""
        return ways_out(self.plan, self.following)

    @property
    def plan(self) -> Plan:
        """The plan. Raises MotionsError for another use: that has no deadline."""
        if self.planned is None:
            raise MotionsError(f"{self.title} is for another use, which has no deadline to plan.")
        return self.planned

    @property
    def route(self) -> Route:
        """The bodies that the motion passes, and where it goes."""
        return self.plan.route

    @property
    def model(self) -> Motion:
        """The motion. Raises MotionsError for a bare kind."""
        if self.motion is None:
            kind = self.route.submission.kind
            raise MotionsError(f"{kind!r} is a kind of submission; name a motion.")
        return self.motion

    @property
    def title(self) -> str:
        """What people call the matter: the motion's title, or the kind's name."""
        return self.motion.title if self.motion else self.route.submission.name

    @property
    def subject(self) -> str:
        """The motion's id, or the kind where no motion was named."""
        return self.motion.id if self.motion else self.route.submission.kind

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The bodies that debate it, in their order."""
        return (self.use[1],) if self.use else self.route.bodies

    @property
    def stamp(self) -> datetime:
        """The moment that its files carry: the start of today in UTC; a run can be repeated."""
        return datetime(self.today.year, self.today.month, self.today.day, tzinfo=UTC)

    def draft(self, body: str = "") -> Draft:
        """Return the motion as *body* debates it: an id, or "conference"; by default the first.

        Raises MotionsError for a bare kind, a body off the route, and answers that do not fit.
        """
        return self.script.draft(self.voice(body))

    def missing(self, body: str | None = None) -> list[Parameter]:
        """Return the blanks that may not stay empty, and are, as *body* debates the motion.

        Without *body*: at any body, or as the conference prints it. Raises as :meth:`draft` does.
        """
        everybody = [one.id for one in self.bodies] + ([] if self.use else [CONFERENCE_TIER])
        names, script = everybody if body is None else [body], self.script
        found = {one.name: one for name in names for one in script.missing(self.voice(name))}
        return list(found.values())

    def check_answers(self) -> None:
        """Raise MotionsError for answers that the motion does not ask for: a slip would go unseen.

        The day of an event is for the plan, whether the motion asks for it or not.
        """
        given = {name: text for name, text in self.answers.items() if name != EVENT_DATE}
        if self.motion is not None and given:
            self.script.check_answers(given)

    @property
    def script(self) -> Script:
        """The motion with its answers, to be read in any voice; raises as :attr:`model` does."""
        from motions.drafting.compose import Script  # noqa: PLC0415 Jinja, Markdown: no plan waits for them

        return Script(self.model, self.answers, self.parts)

    def voice(self, body: str = "") -> Voice:
        """Return how *body* speaks: an id on the route, or "conference"; by default the first."""
        if self.use is not None:
            return self.script.use_voice(*self.use)
        conference, bodies = self.route.conference, self.bodies
        if body == CONFERENCE_TIER:
            return self.script.route_voice(conference, bodies)
        found = next((one for one in bodies if body in ("", one.id, one.name)), None)
        if found is None:
            raise UnknownNameError("body on the route", body, [one.id for one in bodies])
        aims = (one.aim_for for one in self.plan.steps if one.body.id == found.id)
        advice = self.plan.advice.get(found.id)
        chosen = advice.meeting if advice else next((aim for aim in aims if aim), None)
        meeting = chosen.day if chosen else None
        voice = self.script.route_voice(conference, bodies, found)
        return replace(voice, meeting=meeting)
