"""Every minimal set of things that bodies can do on other days than usual, so that a route fits.

A body can call a special meeting, decide through its executive, take urgent business without
notice, or be left out; which of these an organisation allows is data. A set of such acts is a way
where the chain of bodies then reaches the deadline, and it is minimal where no part of it does.
More acts never make a chain worse, so a set that contains a way is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise, product

from motions.base.dates import ONE_DAY, day_of
from motions.bodies.body import Body
from motions.bodies.meetings import Meeting
from motions.conferences.conference import Remedy, Way
from motions.planning.plan import forward_aims
from motions.planning.route import Route
from motions.planning.stages import NO_NOTICE, AnyDay, Delivery, Limit, Stage

OF_BODIES = (Way.SPECIAL_MEETING, Way.EXECUTIVE, Way.EMERGENCY_BUSINESS, Way.SKIP_TIER)
"""What a single body can do, or be left to do, so that a motion arrives in time."""

Act = tuple[Body, Remedy]
"""What one body does on another day than usual, and the rule that lets it."""


@dataclass(frozen=True)
class Chain:
    """A route on which *acts* are done, and the meetings that it then has, by the body's id."""

    stages: tuple[Stage, ...]
    acts: tuple[Act, ...]
    last: Mapping[str, Meeting]
    route: Route

    @cached_property
    def aims(self) -> Mapping[str, Meeting]:
        """The first meeting of each body that can be reached."""
        return forward_aims(self.stages, Delivery(self.route.start), self.route.limit)

    @property
    def begin_by(self) -> date:
        """The last day on which the first body can be given the motion."""
        if not self.stages:
            return day_of(self.route.deadline)
        first = self.stages[0]
        return first.notice_day(self.last[first.body.id])

    def stage(self, body: Body) -> Stage | None:
        """Return the stage of *body*; None where it is left out."""
        return next((one for one in self.stages if one.body is body), None)


def allowed(route: Route, way: Way) -> list[Remedy]:
    """Return the conference's rules that open *way* to what is sent on *route*."""
    kind = route.submission.kind
    return [one for one in route.conference.remedies if one.do is way and covers(one, kind)]


def covers(remedy: Remedy, kind: str) -> bool:
    """Tell whether *remedy* is for that *kind* of submission."""
    return not remedy.kinds or kind in remedy.kinds


def suits(remedy: Remedy, body: Body) -> bool:
    """Tell whether *remedy* is for the tier of *body*."""
    return remedy.tier in {"", body.tier}


def minimal_ways(route: Route) -> Iterator[Chain]:
    """Yield each minimal set of acts with which *route* reaches its deadline, the smallest first.

    The empty set is the only one where the ordinary route reaches it.
    """
    if route.sending_opens > day_of(route.deadline):
        return
    back = _Backwards(route)
    found: list[Choice] = []
    choices = sorted(product(*(back.options(body) for body in route.remaining)), key=_size)
    for choice in choices:
        if any(_contains(choice, other) for other in found):
            continue
        chain = back.chain(choice)
        if chain is not None:
            found.append(choice)
            yield chain


def _size(choice: Choice) -> int:
    return len(choice) - choice.count(None)


def _contains(choice: Choice, other: Choice) -> bool:
    return all(part is None or part is way for part, way in zip(other, choice, strict=True))


Choice = tuple[Way | None, ...]
"""What each remaining body does on another day than usual, the lowest first; None is nothing."""

_Found = tuple[tuple[Stage, Meeting], ...]
"""The stages from one upwards, each with the last meeting that still leads to the deadline."""


class _Backwards:
    """Works back from the deadline of one route, remembering what many choices have in common."""

    def __init__(self, route: Route) -> None:
        self._route = route
        self._stages: dict[tuple[str, Way], Stage] = {}
        self._known: dict[Choice, tuple[_Found, Limit] | None] = {}
        self._rules = {way: allowed(route, way) for way in OF_BODIES}

    def options(self, body: Body) -> list[Way | None]:
        """Return what *body* may do, nothing first."""
        found: list[Way | None] = [None]
        for way in OF_BODIES:
            if way is Way.SKIP_TIER and body is self._route.bodies[-1]:
                continue  # the last body sends it: it cannot be left out
            if self._rule(body, way) is not None:
                found.append(way)
        return found

    def chain(self, choice: Choice) -> Chain | None:
        """Return the chain of *choice*; None where it does not reach the deadline."""
        known = self._from(choice)
        if known is None or known[1].day < self._route.start:
            return None
        acts = [
            (body, rule)
            for body, way in zip(self._route.remaining, choice, strict=True)
            if way is not None and (rule := self._rule(body, way)) is not None
        ]
        last = {stage.body.id: meeting for stage, meeting in known[0]}
        return Chain(tuple(stage for stage, _ in known[0]), tuple(acts), last, self._route)

    def _rule(self, body: Body, way: Way) -> Remedy | None:
        return next((one for one in self._rules[way] if suits(one, body)), None)

    def _from(self, choice: Choice) -> tuple[_Found, Limit] | None:
        """Return the last meetings of the uppermost bodies, and by when the motion must be there.

        *choice* is that of those bodies alone; None where one of them has no such meeting.
        """
        if not choice:
            return (), self._route.limit
        if choice not in self._known:
            self._known[choice] = self._one_more(choice)
        return self._known[choice]

    def _one_more(self, choice: Choice) -> tuple[_Found, Limit] | None:
        above = self._from(choice[1:])
        if above is None or choice[0] is Way.SKIP_TIER:
            return above
        found, limit = above
        if limit.day < self._route.start:
            return None  # too late already, whatever the bodies below do
        stage = self._stage(self._route.stages[-len(choice)], choice[0])
        meeting = stage.latest(limit)
        if meeting is None:
            return None
        return ((stage, meeting), *found), stage.needed_by(meeting)

    def _stage(self, stage: Stage, way: Way | None) -> Stage:
        if way is None:
            return stage
        key = stage.body.id, way
        if key not in self._stages:
            notice = stage.notice if way is Way.SPECIAL_MEETING else NO_NOTICE
            kind = Stage if way is Way.EMERGENCY_BUSINESS else AnyDay
            self._stages[key] = kind(stage.body, stage.is_holiday, stage.suspended, notice)
        return self._stages[key]


Window = tuple[date, date]
"""The first and the last day of a time, both included."""


def windows(chain: Chain, stage: Stage) -> list[Window]:
    """Return the times in which the body of *stage* can act: a suspension divides them."""
    first = chain.aims[stage.body.id].day
    last = chain.last[stage.body.id].day
    found: list[Window] = []
    for pause in sorted(chain.route.conference.suspensions, key=lambda one: one.start):
        if first <= pause.end and pause.start <= last:
            if first < pause.start:
                found.append((first, pause.start - ONE_DAY))
            first = pause.end + ONE_DAY
    return [*found, (first, last)] if first <= last else found


def combined(chain: Chain, stages: Sequence[Stage]) -> Iterator[tuple[Window, ...]]:
    """Yield the windows of several bodies together; a lower one must not begin after a higher."""
    for chosen in product(*(windows(chain, stage) for stage in stages)):
        if all(low[0] <= high[1] for low, high in pairwise(chosen)):
            yield chosen
