"""procedure.md, section 4, "What follows": the 40 cases of a motion that must be contemporary.

The record gives the two results, none and 12, but not how the 40 cases were made up. This reading
gives both: the five years from 2016 whose cut-off and deadline are known (2012 would be a sixth); a
branch that meets by one of the four patterns seen; a CLP that meets by the first of them, the last
Thursday; 7 or 14 days' notice at both; one day to hand on. It is one of several that do. Others
keep the finding but not the numbers: with one and the same pattern at both tiers, for instance,
10 of these 40 are in time with August meetings and 1 without.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product

from motions.bodies.body import Body
from motions.bodies.notice import Notice
from motions.bodies.patterns import read_meetings
from motions.conferences.conference import Conference, Status, Submission
from motions.planning.plan import Plan, plan_route
from motions.planning.route import Route

YEARS = {  # cut-off for the subject, deadline for motions: procedure.md, sections 2 and 3
    2016: (date(2016, 8, 5), date(2016, 9, 15)),
    2017: (date(2017, 8, 3), date(2017, 9, 14)),
    2018: (date(2018, 8, 6), datetime(2018, 9, 13, 12)),
    2024: (date(2024, 7, 5), datetime(2024, 9, 12, 17)),
    2025: (date(2025, 8, 8), date(2025, 9, 11)),
}
PATTERNS = (
    "last Thursday at 19:30",
    "second Thursday at 19:30",
    "third Saturday at 10:00-12:00",
    "third Thursday at 19:30, in September the first Thursday",
)
CLP = PATTERNS[0]
NOTICES = (7, 14)


def _plan(cut_off: date, due: date, branch: str, clp: str, notice: int) -> Plan:
    submission = Submission(
        "motion", "Motion", "", due, Status.CONFIRMED, "", cut_off, subject_after=cut_off
    )
    conference = Conference(
        id="labour-any",
        name="Conference",
        start=date(due.year, 9, 20),
        end=date(due.year, 9, 30),
        timezone="Europe/London",
        nation="england",
        status=Status.CONFIRMED,
        source="",
        checked=cut_off,
        tiers={},
        submissions=(submission,),
    )
    bodies = tuple(
        Body(name, name, name, read_meetings(pattern), Notice(notice))
        for name, pattern in (("branch", branch), ("clp", clp))
    )
    today = cut_off - timedelta(days=60)
    return plan_route(Route(conference, submission, bodies, today, lambda _: lambda _: False))


def _plans(tail: str) -> list[Plan]:
    return [
        _plan(*YEARS[year], branch + tail, CLP + tail, notice)
        for year, branch, notice in product(YEARS, PATTERNS, NOTICES)
    ]


def test_without_august_none_of_40_cases_is_in_time():
    assert [plan.feasible for plan in _plans(", except August")] == [False] * 40


def test_with_august_12_of_40_cases_are_in_time():
    plans = _plans("")
    assert len(plans) == 40
    assert sum(plan.feasible for plan in plans) == 12


def test_it_is_the_year_with_an_early_cut_off_that_succeeds():
    """5 July 2024 left ten weeks to the deadline; in the other years there were five or six."""
    feasible = [plan.route.deadline.year for plan in _plans("") if plan.feasible]
    assert feasible.count(2024) > len(feasible) / 2
