"""The minimal options against a search that tries every set of acts: none missed, none too many."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from motions.base.dates import day_of
from motions.conferences.conference import Remedy, Way
from motions.planning.minimal_ways import minimal_ways, windows
from motions.planning.plan import plan_route
from motions.planning.ways_out import ways_out
from tests.planning.test_oracle import BASE, FORUM_BYTES, WORLD_BYTES, Bytes, forum_from
from tests.support.oracle import World
from tests.support.ways_oracle import all_sets, days_that_do
from tests.support.worlds import route_of

pytestmark = pytest.mark.slow

CASES = 500
HORIZON = 70
ACTS = ("special-meeting", "executive", "emergency-business", "skip-tier")


def case_from(raw: bytes):
    """Return a world of two or three forums and which acts its rules allow each."""
    data = Bytes(raw[:WORLD_BYTES])
    count = data.one_of((1, 2, 2, 2, 3))
    deadline = BASE + 25 + data.below(HORIZON - 25)
    parts = [raw[at : at + FORUM_BYTES] for at in range(WORLD_BYTES, len(raw), FORUM_BYTES)]
    suspended: tuple[tuple[int, int], ...] = ()
    if data.seldom():
        first = data.day(HORIZON)
        suspended = ((first, first + data.below(12)),)
    world = World(
        forums=tuple(forum_from(Bytes(part), HORIZON, deadline) for part in parts[:count]),
        begins=BASE,
        deadline=deadline,
        hour=data.one_of((720, 1020, None)),
        today=deadline - data.below(40),
        event=data.day(HORIZON) if data.seldom() else None,
        suspended=suspended,
        holidays=frozenset(data.days(HORIZON, 4)),
    )
    allowed = {at: [act for act in ACTS if data.below(3)] for at in range(count)}
    allowed[count - 1] = [act for act in allowed[count - 1] if act != "skip-tier"]
    return world, allowed


SIZE = WORLD_BYTES + 3 * FORUM_BYTES
cases = st.binary(min_size=SIZE, max_size=SIZE).map(case_from)


def route_with(world, allowed):
    route = route_of(world)
    bodies = tuple(replace(one, tier=f"tier-{at}") for at, one in enumerate(route.bodies))
    remedies = tuple(
        Remedy(Way(act), "Rule.", "Source", tier=f"tier-{at}")
        for at, acts in allowed.items()
        for act in acts
    )
    conference = replace(route.conference, remedies=remedies)
    return replace(route, bodies=bodies, conference=conference)


def number(body) -> int:
    return int(body.id.removeprefix("body-"))


def test_every_minimal_set_is_found_with_its_days_and_no_other():
    seen: Counter[str] = Counter()

    @settings(
        max_examples=CASES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(cases)
    def agree(case):
        world, allowed = case
        do = {acts: days_that_do(world, acts) for acts in all_sets(allowed, len(world.forums))}
        minimal = {
            acts
            for acts, days in do.items()
            if days is not None and not any(do[less] is not None for less in do if less < acts)
        }
        route = route_with(world, allowed)
        found = {}
        for chain in minimal_ways(route):
            found[frozenset((number(body), str(rule.do)) for body, rule in chain.acts)] = chain
        assert set(found) == minimal
        for acts, chain in found.items():
            for stage in chain.stages:
                if stage.body.meets.annual is not None:
                    continue  # its last chance need not be its last meeting
                first, last = do[acts][number(stage.body)]
                times = windows(chain, stage)
                assert (times[0][0], times[-1][1]) == (
                    day_of(route.today).fromordinal(first),
                    day_of(route.today).fromordinal(last),
                )
                for begin, end in times:
                    assert begin <= end
                    for pause in route.conference.suspensions:
                        assert pause.end < begin or pause.start > end
        seen.update([f"{len(minimal)} ways", "cases", *(f"of {len(one)}" for one in minimal)])
        offered = ways_out(plan_route(route), lambda: None)
        assert not offered or frozenset() not in minimal

    agree()
    assert seen["cases"] >= CASES
    assert {"of 0", "of 1", "of 2"} <= set(seen)
    assert seen["0 ways"] < CASES / 2
