"""What moved between two plans, said in a line each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from motions.conferences.conference import Status
from motions.planning.changes import OldPlan, StepDates, plan_changes
from motions.planning.step import Action
from tests.support.plan_cases import conference, plan

NOW = plan(date(2027, 5, 1))
SUBMIT = (Action.SUBMIT, "anytown")


def old(**changes):
    """The plan as it stands now, taken for an old one; *changes* are steps by their name."""

    def plain(when):
        return when.replace(tzinfo=None) if isinstance(when, datetime) else when

    steps = {
        (step.action, step.body.id): StepDates(plain(step.aim), plain(step.last_chance))
        for step in NOW.steps
    }
    return replace(OldPlan(steps, knows_aims=True), **changes)


def messages(before, now=NOW):
    return [change.message for change in plan_changes(before, now, "motion")]


def moved(key, when):
    before = old()
    before.steps[key] = StepDates(before.steps[key].aim, when)
    return messages(before)


def test_nothing_changed_is_no_change():
    assert messages(old()) == []


@pytest.mark.parametrize(
    ("when", "message"),
    [
        (datetime(2027, 9, 10, 12), "Anytown submits: 10 September → 9 September, 1 day earlier"),
        (datetime(2027, 9, 2, 12), "Anytown submits: 2 September → 9 September, 7 days later"),
        (datetime(2027, 9, 9, 17), "Anytown submits: 9 September, 17:00 → 12:00, the same day"),
        (date(2027, 9, 9), "Anytown submits: 9 September → 12:00, the same day"),
        (
            datetime(2026, 9, 9, 12),
            "Anytown submits: 9 September 2026 → 9 September 2027, 365 days later",
        ),
        (None, "Anytown submits: none → 9 September, 12:00"),
    ],
)
def test_a_deadline_that_moved_says_from_where_to_where(when, message):
    assert moved(SUBMIT, when) == [message]


def test_a_step_that_is_new_and_one_that_is_gone():
    before = old()
    del before.steps[Action.NOTICE, "riverside"]
    before.steps[Action.MEETING, "ward"] = StepDates(None, datetime(2027, 6, 1, 19))
    assert messages(before) == [
        "Notice to Riverside: new, 24 June",
        "Meeting of ward: gone",
    ]


def test_a_step_is_gone_because_the_body_has_carried_it():
    now = plan(date(2027, 6, 4), carried={"riverside": date(2027, 6, 3)})
    assert messages(old(), now)[-2:] == [
        "Notice to Riverside: gone, it was carried there",
        "Meeting of Riverside: gone, it was carried there",
    ]


def test_aims_are_compared_only_where_the_old_plan_knows_them():
    later = plan(date(2027, 6, 1))
    assert messages(old(), later)[0] == "Notice to Riverside, aim: 27 May → 24 June, 28 days later"
    assert messages(old(knows_aims=False), later) == []


def test_other_matters_come_first():
    before = old(
        status=Status.PROJECTED, feasible=False, conference="example-2026", subject="rule-change"
    )
    assert messages(before) == [
        "The earlier plan is for rule-change, this one for motion",
        "The earlier plan is for example-2026, this one for example-2027",
        "The deadline is confirmed now; it was projected",
        "It can be done now; it could not before",
    ]
    late = plan(date(2027, 7, 20), at=conference())
    assert "It cannot be done any more by the route planned before" in messages(
        old(feasible=True), late
    )
