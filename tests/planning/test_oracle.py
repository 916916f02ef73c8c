"""The planner against a brute-force oracle, and what must hold of every plan."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from motions.base.dates import day_of
from motions.planning.plan import Plan, plan_route
from motions.planning.stages import Delivery
from motions.planning.step import Action
from tests.support.oracle import (
    Forum,
    Habit,
    Held,
    World,
    held_by_habit,
    judge,
    summer_time,
)
from tests.support.worlds import route_of

pytestmark = pytest.mark.slow

CASES = 20_000
MEETING = Action.MEETING
BASE = date(2023, 6, 1).toordinal()

# --- generated worlds. A route of many bodies gets a short time, so that its chains can be counted.
# A world is read from a string of bytes, every field from its own two: hypothesis draws one thing
# where it would draw a hundred, and shrinks each field to its simplest value, the zero.

HORIZONS = {1: 420, 2: 300, 3: 200, 4: 140, 5: 110}
MINUTES = (1170, 1140, 1020, 720, 600)
ENDS = (None, None, 1260, 1020, 1019, 690)
UNITS = (("days", 21), ("weeks", 3), ("clear days", 15), ("working days", 10))
FORUM_BYTES = 80
WORLD_BYTES = 80


class Bytes:
    """Numbers, one after the other, out of *data*."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def below(self, limit: int) -> int:
        self._at += 2
        return int.from_bytes(self._data[self._at - 2 : self._at], "big") % limit

    def one_of(self, choices):
        return choices[self.below(len(choices))]

    def seldom(self) -> bool:
        return self.below(4) == 3

    def day(self, horizon: int) -> int:
        return BASE + self.below(horizon + 1)

    def days(self, horizon: int, most: int) -> list[int]:
        return [self.day(horizon) for _ in range(self.below(most + 1))]

    def months(self) -> frozenset[int]:
        return frozenset(1 + self.below(12) for _ in range(self.below(4)))

    def nth_days(self) -> tuple[tuple[int, int], ...]:
        found = {(self.below(5), self.below(7)) for _ in range(1 + self.below(2))}
        return tuple(sorted(found))

    def end_after(self, start: int) -> int | None:
        end = self.one_of(ENDS)
        return end if end is not None and end > start else None

    def period(self) -> tuple[int, str]:
        unit, most = self.one_of(UNITS)
        return self.below(most + 1), unit


def habit_from(data: Bytes, horizon: int) -> Habit:
    start = data.one_of(MINUTES)
    weekly = data.one_of((0, 0, 0, 1, 2))
    days, anchor = data.nth_days(), 0
    if weekly:
        days = ((0, data.below(7)),)
    if weekly == 2:
        anchor = data.day(horizon) - 20
        anchor += (days[0][1] - (anchor - 1)) % 7
    season = data.months() if data.seldom() else frozenset()
    return Habit(
        days=days,
        start=start,
        end=data.end_after(start),
        weekly=weekly,
        anchor=anchor,
        not_in=data.months() if data.below(2) else frozenset(),
        season_months=season,
        season_days=data.nth_days() if season else (),
        season_start=data.one_of((None, *MINUTES)) if season else None,
        avoids_holidays=bool(data.below(2)),
    )


def forum_from(data: Bytes, horizon: int, deadline: int) -> Forum:
    period = data.period()
    handover = (1, "days") if data.below(2) == 0 else (data.below(3), data.one_of(UNITS)[0])
    extra = []
    for day in data.days(horizon, 2) if data.seldom() else ():
        start = data.one_of(MINUTES)
        extra.append(Held(deadline if data.seldom() else day, start, data.end_after(start)))
    cancelled = frozenset(data.days(horizon, 2)) if data.seldom() else frozenset()
    habit = None if extra and data.seldom() else habit_from(data, horizon)
    told = data.one_of(("words", "words", "rule", "dates"))
    annual: tuple[Held, ...] = ()
    if data.seldom():
        longer = (period[0] + data.below(15), period[1])
        annual = (Held(data.day(horizon), data.one_of(MINUTES), None, longer),)
    return Forum(habit, period, handover, tuple(extra), cancelled, annual, told)


def world_from(raw: bytes) -> World:
    data = Bytes(raw[:WORLD_BYTES])
    count = 1 + data.below(5)
    horizon = HORIZONS[count]
    today = data.day(horizon // 2) - 5
    suspended: tuple[tuple[int, int], ...] = ()
    if data.seldom():
        first = data.day(horizon)
        suspended = ((first, first + data.below(21)),)
    deadline = BASE + horizon // 3 + data.below(horizon * 2 // 3)
    parts = [raw[at : at + FORUM_BYTES] for at in range(WORLD_BYTES, len(raw), FORUM_BYTES)]
    passed = (data.below(count), today - data.below(21)) if data.seldom() else None
    lower = [at for at in range(count - 1) if passed is None or at != passed[0]]
    return World(
        forums=tuple(forum_from(Bytes(part), horizon, deadline) for part in parts[:count]),
        begins=BASE,
        deadline=deadline,
        hour=data.one_of((720, 1020, 1260, 0, None)),
        today=today,
        opens=data.day(horizon) if data.seldom() else None,
        cut_off=data.day(horizon) if data.seldom() else None,
        event=data.day(horizon) if data.seldom() else None,
        passed=passed,
        suspended=suspended,
        holidays=frozenset(data.days(horizon, 6)),
        skipped=data.one_of(lower) if lower and data.seldom() else None,
        sent=data.below(8) == 7,
    )


SIZE = WORLD_BYTES + 5 * FORUM_BYTES
worlds = st.binary(min_size=SIZE, max_size=SIZE).map(world_from)


# --- what the planner says of a world


def plan_of(world: World) -> Plan:
    return plan_route(route_of(world))


def meetings_of(plan: Plan, which: str) -> list[tuple[int, int] | None]:
    found = [getattr(step, which) for step in plan.steps if step.action is Action.MEETING]
    return [one and (one.day.toordinal(), one.start.hour * 60 + one.start.minute) for one in found]


def notices_of(plan: Plan, which: str) -> list[int | None]:
    found = [getattr(step, which) for step in plan.steps if step.action is Action.NOTICE]
    return [one and one.toordinal() for one in found]


def _moments(found: list[Held | None]) -> list[tuple[int, int] | None]:
    return [one and (one.day, one.start) for one in found]


# --- the proof

quick = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
)


def test_the_planner_agrees_with_the_oracle_in_every_case():
    seen: Counter[str] = Counter()

    @settings(quick, max_examples=CASES)
    @given(worlds)
    def agree(world):
        plan, truth = plan_of(world), judge(world)
        assert plan.feasible == truth.feasible
        assert meetings_of(plan, "aim_for") == _moments(truth.aims)
        assert meetings_of(plan, "last_for") == _moments(truth.chances)
        assert notices_of(plan, "aim") == truth.aim_notices
        assert notices_of(plan, "last_chance") == truth.chance_notices
        _slack_is_the_days_between(plan, truth)
        _what_holds_of_every_plan(plan)
        _moments_are_of_the_right_zone(plan)
        _the_advice_is_sound(plan)
        seen.update(["cases", f"feasible {truth.feasible}", f"bodies left {len(truth.aims)}"])

    agree()
    assert seen.pop("cases") >= CASES
    assert min(seen.values()) >= CASES / 20, seen
    assert len(seen) == 2 + 6


@settings(quick, max_examples=500)
@given(worlds)
def test_a_calendar_file_of_the_meetings_plans_as_the_meetings_do(world):
    forums = tuple(
        replace(forum, told="feed") if forum.habit and held_by_habit(forum, world) else forum
        for forum in world.forums
    )
    plan, truth = plan_of(replace(world, forums=forums)), judge(world)
    assert plan.feasible == truth.feasible
    assert meetings_of(plan, "aim_for") == _moments(truth.aims)
    assert meetings_of(plan, "last_for") == _moments(truth.chances)


def _slack_is_the_days_between(plan, truth):
    meetings = zip(truth.aims, truth.chances, strict=True)
    expected = [aim and chance and chance.day - aim.day for aim, chance in meetings]
    assert [step.slack_days for step in plan.steps if step.action is Action.MEETING] == expected


def _what_holds_of_every_plan(plan):
    slacks = [step.slack_days for step in plan.steps]
    assert plan.feasible == all(slack is not None and slack >= 0 for slack in slacks)
    for which in ("aim", "last_chance"):
        days = [getattr(step, which) for step in plan.steps]
        days = [day_of(day) for day in days if day is not None]
        assert days == sorted(days)
    if not plan.feasible:
        assert plan.fails_at.body in plan.route.bodies


def _moments_are_of_the_right_zone(plan):
    for step in plan.steps:
        for when in (step.aim, step.last_chance):
            if isinstance(when, datetime):
                hours = summer_time(when.toordinal(), when.hour * 60 + when.minute)
                assert when.utcoffset() == timedelta(hours=hours)


def _the_advice_is_sound(plan):
    """What is advised can be done one after the other, and leaves two in hand where it can."""
    assert bool(plan.advice) == (plan.dates_fit and bool(plan.route.remaining))
    here = Delivery(plan.route.start)
    for stage in plan.route.stages if plan.advice else ():
        advice = plan.advice[stage.body.id]
        at = advice.chances.index(advice.meeting)
        assert here.keeps(stage.needed_by(advice.meeting))
        here = stage.delivery(advice.meeting)
        assert at < len(advice.chances) - 1 or len(advice.chances) == 1
        (step,) = (one for one in plan.steps if one.body is stage.body and one.action is MEETING)
        assert step.aim_for in advice.chances
        assert step.last_for in advice.chances
    assert not plan.advice or here.keeps(plan.route.limit)


@settings(quick, max_examples=600)
@given(worlds, st.integers(1, 60))
def test_an_earlier_today_never_makes_it_worse(world, days):
    if world.passed is not None:
        world = replace(world, passed=None)
    later, earlier = plan_of(world), plan_of(replace(world, today=world.today - days))
    assert earlier.feasible or not later.feasible
    _aims_no_later(earlier, later)
    assert meetings_of(earlier, "last_for") == meetings_of(later, "last_for")


@settings(quick, max_examples=600)
@given(worlds, st.data())
def test_one_more_meeting_never_makes_it_worse(world, data):
    # An annual meeting with its longer notice can be the last and yet not the last chance.
    plain = tuple(replace(forum, annual=()) for forum in world.forums)
    world = replace(world, forums=plain)
    which = data.draw(st.integers(0, len(world.forums) - 1))
    forum = world.forums[which]
    one = Held(
        data.draw(st.integers(BASE, world.deadline)),
        *data.draw(st.sampled_from(((480, 500), (1300, None)))),
    )
    more = replace(forum, extra=(*forum.extra, one))
    changed = (*world.forums[:which], more, *world.forums[which + 1 :])
    before, after = plan_of(world), plan_of(replace(world, forums=changed))
    assert after.feasible or not before.feasible
    _aims_no_later(after, before)
    chances = zip(meetings_of(before, "last_for"), meetings_of(after, "last_for"), strict=True)
    assert all(old is None or (new is not None and new[0] >= old[0]) for old, new in chances)


def _aims_no_later(better: Plan, worse: Plan) -> None:
    aims = zip(meetings_of(better, "aim_for"), meetings_of(worse, "aim_for"), strict=True)
    assert all(old is None or (new is not None and new[0] <= old[0]) for new, old in aims)


# --- the oracle itself, on cases done by hand


def _world(*forums, today, deadline, **more):
    return World(
        forums=forums,
        begins=date(2021, 1, 1).toordinal(),
        deadline=deadline.toordinal(),
        hour=720,
        today=today.toordinal(),
        **more,
    )


def _thursdays(nth, notice, not_in=(8,)):
    return Forum(Habit(((nth, 3),), 1170, not_in=frozenset(not_in)), notice, (1, "days"))


@pytest.mark.parametrize(
    ("today", "feasible"), [(date(2021, 4, 29), True), (date(2021, 4, 30), False)]
)
def test_the_oracle_knows_2021(today, feasible):
    branch, clp = _thursdays(1, (7, "days")), _thursdays(4, (14, "days"), (8, 12))
    truth = judge(_world(branch, clp, today=today, deadline=date(2021, 6, 11)))
    assert truth.feasible is feasible
    assert [one.day for one in truth.chances] == [
        date(2021, 5, 6).toordinal(),
        date(2021, 5, 27).toordinal(),
    ]
    assert truth.chance_notices == [date(2021, 4, 29).toordinal(), date(2021, 5, 13).toordinal()]


def test_the_oracle_shares_no_code_with_the_planner():
    import tests.support.oracle  # noqa: PLC0415

    with open(tests.support.oracle.__file__, encoding="utf-8") as file:  # noqa: PTH123
        imports = [line for line in file if line.startswith(("import ", "from "))]
    assert not [line for line in imports if "motions" in line]
