"""Every minimal set of things that bodies can do on other days than usual, so that a route fits.

A body can call a special meeting, decide through its executive, take urgent business without
notice, or be left out; which of these an organisation allows is data. A set of such acts is a way
where the chain of bodies then reaches the deadline, and it is minimal where no part of it does.
More acts never make a chain worse, so a set that contains a way is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations, pairwise, product

from motions.base.dates import ONE_DAY, day_of
from motions.bodies.body import Body
from motions.bodies.meetings import Meeting
from motions.conferences.conference import Remedy, Way
from motions.planning.plan import forward_aims, last_chances
from motions.planning.route import Route
from motions.planning.stages import NO_NOTICE, AnyDay, Delivery, Stage

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
    workshop = _Workshop(route)
    found: list[frozenset[int]] = []
    numbered = list(enumerate(workshop.acts()))
    for size in range(len(route.stages) + 1):
        for chosen in combinations(numbered, size):
            numbers = frozenset(number for number, _act in chosen)
            acts = tuple(act for _number, act in chosen)
            if len({body.id for body, _rule in acts}) < size:
                continue  # two acts of one body
            if any(way <= numbers for way in found):
                continue
            chain = workshop.chain(acts)
            if chain is not None:
                found.append(numbers)
                yield chain


@dataclass(frozen=True)
class _Workshop:
    """Builds the chains of one route. Each stage is made once, for it remembers its answers."""

    route: Route
    made: dict[tuple[str, Way], Stage] = field(default_factory=dict)

    def acts(self) -> Iterator[Act]:
        """Yield what each remaining body may do, by the first rule that allows it."""
        rules = {way: allowed(self.route, way) for way in OF_BODIES}
        for body in self.route.remaining:
            for way in OF_BODIES:
                if way is Way.SKIP_TIER and body is self.route.bodies[-1]:
                    continue  # the last body sends it: it cannot be left out
                rule = next((one for one in rules[way] if suits(one, body)), None)
                if rule is not None:
                    yield body, rule

    def chain(self, acts: Sequence[Act]) -> Chain | None:
        """Return the chain on which *acts* are done; None where it does not reach the deadline."""
        ways = {body.id: rule.do for body, rule in acts}
        stages = tuple(
            self._stage(stage, ways[stage.body.id]) if stage.body.id in ways else stage
            for stage in self.route.stages
            if ways.get(stage.body.id) is not Way.SKIP_TIER
        )
        last = last_chances(stages, self.route.limit)
        if len(last) < len(stages):
            return None
        chain = Chain(stages, tuple(acts), last, self.route)
        return chain if chain.begin_by >= self.route.start else None

    def _stage(self, stage: Stage, way: Way) -> Stage:
        key = stage.body.id, way
        if key not in self.made:
            notice = stage.notice if way is Way.SPECIAL_MEETING else NO_NOTICE
            kind = Stage if way is Way.EMERGENCY_BUSINESS else AnyDay
            self.made[key] = kind(stage.body, stage.is_holiday, stage.suspended, notice)
        return self.made[key]


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
