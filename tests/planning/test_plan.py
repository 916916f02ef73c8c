"""The planner's rules, one by one: the hour of a deadline, days in order, what breaks a route."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from motions.bodies.bank_holidays import bank_holidays
from motions.bodies.body import Body
from motions.bodies.meetings import Meeting, Schedule, meetings_between
from motions.bodies.notice import Notice, Unit
from motions.bodies.patterns import read_meetings
from motions.conferences.conference import Conference, Status, Submission, Suspension
from motions.planning.plan import Plan, plan_route
from motions.planning.route import Route

D = date(2027, 6, 10)


def body(name, *meetings, notice=7, handover=1, meets=""):
    usual = read_meetings(meets) if meets else Schedule()
    return Body(
        id=name,
        name=name,
        tier=name,
        meets=replace(usual, extra=meetings),
        notice=Notice(notice) if isinstance(notice, int) else notice,
        handover=Notice(handover),
    )


def route(*bodies, due=D, today=date(2027, 1, 1), suspensions=(), **more) -> Route:
    starts = {key: more.pop(key) for key in ("opens", "subject_after") if key in more}
    submission = Submission("motion", "Motion", "", due, Status.CONFIRMED, "", D, **starts)
    conference = Conference(
        "any-2027",
        "Any",
        D,
        D,
        "Europe/London",
        "england",
        Status.CONFIRMED,
        "",
        D,
        {},
        (submission,),
        suspensions=suspensions,
    )
    return Route(conference, submission, bodies, today, lambda _: bank_holidays("england"), **more)


def on(day: date, start="19:30", end: str | None = None) -> Meeting:
    return Meeting(day, time.fromisoformat(start), time.fromisoformat(end) if end else None)


def chance_days(plan: Plan) -> list[date | None]:
    return [step.last_for and step.last_for.day for step in plan.steps[1:-1:2]]


@pytest.mark.parametrize(
    ("due", "meeting", "counts"),
    [
        (datetime(2027, 6, 10, 17), on(D, "10:00", "12:00"), True),
        (datetime(2027, 6, 10, 17), on(D, "15:00", "17:00"), False),  # not before the hour
        (datetime(2027, 6, 10, 17), on(D, "15:00", "18:00"), False),
        (datetime(2027, 6, 10, 17), on(D, "10:00"), False),  # nobody knows when it ends
        (D, on(D, "10:00", "12:00"), False),  # nobody knows the hour of the deadline
        (D, on(date(2027, 6, 9)), True),
    ],
)
def test_a_meeting_on_the_deadline_day_counts_only_if_it_ends_before_the_hour(due, meeting, counts):
    plan = plan_route(route(body("clp", meeting, handover=0), due=due))
    assert plan.feasible is counts


def test_a_day_to_hand_on_leaves_the_day_before_the_deadline():
    clp = body("clp", on(date(2027, 6, 9)), on(D, "09:00", "10:00"))
    plan = plan_route(route(clp, due=datetime(2027, 6, 10, 12)))
    assert chance_days(plan) == [date(2027, 6, 9)]


def test_notice_counts_to_the_end_of_its_last_day():
    branch = body("branch", on(date(2027, 5, 20), "21:00"), handover=0)
    clp = body("clp", on(date(2027, 5, 27), "18:00"), notice=7)
    assert plan_route(route(branch, clp)).feasible


@pytest.mark.parametrize(
    ("branch", "counts"),
    [(on(D, "10:00", "11:00"), True), (on(D, "10:00"), False), (on(D, "20:00", "21:00"), False)],
)
def test_two_meetings_on_one_day_must_be_in_order_where_no_notice_is_asked(branch, counts):
    lower = body("branch", branch, handover=0)
    upper = body("clp", on(D, "18:00", "19:00"), notice=0, handover=1)
    assert plan_route(route(lower, upper, due=date(2027, 6, 11))).feasible is counts


def test_a_meeting_that_ends_in_time_is_not_hidden_by_one_that_begins_before_it():
    clp = body("clp", on(D, "09:00"), on(D, "10:00", "11:00"), handover=0)
    plan = plan_route(route(clp, due=datetime(2027, 6, 10, 12)))
    assert plan.feasible
    assert plan.steps[1].aim_for == on(D, "10:00", "11:00")


def test_the_motion_can_reach_the_secretary_today():
    clp = body("clp", on(date(2027, 5, 27)))
    assert plan_route(route(clp, today=date(2027, 5, 20))).feasible
    assert not plan_route(route(clp, today=date(2027, 5, 21))).feasible


@pytest.mark.parametrize(
    ("starts", "first"),
    [
        ({"subject_after": date(2027, 3, 1)}, date(2027, 3, 2)),
        ({"subject_after": date(2027, 3, 1), "event": date(2027, 3, 9)}, date(2027, 3, 9)),
        # An event before the cut-off will not do: another one must be found, and cannot be earlier.
        ({"subject_after": date(2027, 3, 1), "event": date(2027, 2, 1)}, date(2027, 3, 2)),
        ({"event": date(2027, 2, 1)}, date(2027, 2, 1)),
    ],
)
def test_nothing_begins_before_the_window_or_the_event(starts, first):
    clp = body("clp", *(on(date(2027, month, 25)) for month in range(1, 7)))
    assert route(clp, **starts).start == first


def test_only_sending_waits_for_the_day_on_which_submissions_open():
    """Issue: opens 1 September, due 12 September; the last chances are 5 and 26 August."""
    branch = body("branch", meets="first Thursday at 19:30")
    clp = body("clp", meets="fourth Thursday at 19:30", notice=14)
    window = {"opens": date(2027, 9, 1), "due": datetime(2027, 9, 12, 12)}
    plan = plan_route(route(branch, clp, today=date(2027, 5, 1), **window))
    assert plan.feasible
    chances = [step.last_for.day for step in plan.steps if step.last_for is not None]
    assert chances == [date(2027, 8, 5)] * 2 + [date(2027, 8, 26)] * 2
    assert plan.recommended(plan.steps[-1]) == date(2027, 9, 1)


def test_what_a_body_passed_starts_the_route_above_it():
    branch, clp = body("branch", on(date(2027, 5, 6))), body("clp", on(date(2027, 5, 27)))
    plan = plan_route(route(branch, clp, carried={"branch": date(2027, 5, 19)}))
    assert [step.body.id for step in plan.steps] == ["clp", "clp", "clp"]
    assert plan.feasible
    late = plan_route(route(branch, clp, carried={"branch": date(2027, 5, 20)}))
    assert not late.feasible


def test_what_every_body_has_passed_only_needs_to_be_sent():
    clp = body("clp", on(date(2027, 5, 27)))
    plan = plan_route(route(clp, today=D, carried={"clp": date(2027, 5, 27)}))
    assert (plan.feasible, len(plan.steps)) == (True, 1)


def test_a_suspension_drops_the_meetings_inside_it():
    clp = body("clp", on(date(2027, 5, 20)), on(date(2027, 5, 27)))
    pause = Suspension(date(2027, 5, 21), date(2027, 5, 27), "mourning", "source")
    assert chance_days(plan_route(route(clp, suspensions=(pause,)))) == [date(2027, 5, 20)]


def test_it_fails_at_the_highest_body_that_has_no_meeting():
    plan = plan_route(route(body("branch", on(date(2027, 5, 6))), body("clp"), body("region")))
    assert (plan.fails_at.code, plan.fails_at.body.id) == ("no-meeting", "region")


def test_a_body_asked_twice_is_two_steps_of_the_route():
    """A CLP that agrees a subject in May and the words in June is written as two bodies."""
    monthly = "fourth Thursday at 19:30"
    first, again = body("clp", meets=monthly), body("clp-again", meets=monthly)
    plan = plan_route(route(first, again, due=date(2027, 7, 1)))
    assert chance_days(plan) == [date(2027, 5, 27), date(2027, 6, 24)]


def test_a_body_that_meets_once_in_two_years_still_has_a_last_chance():
    clp = body("clp", on(date(2025, 5, 1)))
    assert chance_days(plan_route(route(clp))) == [date(2025, 5, 1)]


def test_working_days_are_counted_by_the_holidays_of_the_body():
    """Three working days before Thursday 6 May 2027: the 3rd is a bank holiday, so 30 April."""
    clp = body("clp", on(date(2027, 5, 6)), notice=Notice(3, Unit.WORKING_DAYS))
    assert plan_route(route(clp)).steps[0].last_chance == date(2027, 4, 30)


def test_a_meeting_said_twice_is_one_and_a_stated_end_holds():
    usual = read_meetings("second Thursday at 10:00-12:00")
    schedule = replace(usual, extra=(on(D, "10:00"), on(D, "19:00")))
    held = meetings_between(schedule, D, D, lambda _: False)
    assert held == [on(D, "10:00", "12:00"), on(D, "19:00")]
