"""A plan as people read it: golden texts, the width of a terminal, and the grounds of each date.

After a change that is meant, write the golden files anew with UPDATE_GOLDEN=1, and read the diff.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motions.base.text import WIDTH
from motions.bodies.bank_holidays import bank_holidays
from motions.bodies.notice import read_notice
from motions.conferences.conference import Status, Suspension
from motions.planning.views.text import render_plan
from motions.planning.views.timeline import lay_out
from motions.planning.views.timeline_text import render_timeline
from motions.planning.ways_out import ways_out
from tests.support.paths import GOLDEN
from tests.support.plan_cases import ANYTOWN, RIVERSIDE, body, conference, plan, submission

PLANS_AS_AGREED = GOLDEN / "plans"


def told(one, *, explain=False, following=None):
    picture = render_timeline(lay_out(one))
    ways = ways_out(one, lambda: following)
    return render_plan(one, ways, title="Fair hearings", explain=explain, picture=picture)


def projected():
    base = conference()
    motion = replace(base.submission("motion"), status=Status.PROJECTED)
    return conference(submissions=(motion, *base.submissions[1:]))


PLANS = {
    "slack": lambda: told(plan(date(2026, 12, 1), at=projected()), explain=True),
    "tight": lambda: told(plan(date(2027, 6, 24)), explain=True),
    "too-late": lambda: told(plan(date(2027, 7, 20)), following=conference(2028)),
    "deadline-passed": lambda: told(plan(date(2027, 9, 10)), following=conference(2028)),
    "already-sent": lambda: told(plan(date(2027, 6, 1), sent="rule-change")),
    "one-tier": lambda: told(plan(date(2027, 6, 1), ANYTOWN)),
}


@pytest.mark.parametrize("name", PLANS)
def test_the_text_of_a_plan_is_as_agreed(name):
    path, text = PLANS_AS_AGREED / f"{name}.txt", PLANS[name]()
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


names = st.text(
    st.characters(codec="ascii", categories=["Lu", "Ll", "Nd"]) | st.just(" "),
    min_size=1,
    max_size=60,
).filter(str.strip)


@settings(max_examples=40, deadline=None)
@given(name=names, today=st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_no_line_is_wider_than_a_terminal(name, today):
    bodies = RIVERSIDE, replace(ANYTOWN, name=name)
    text = told(plan(today, *bodies), explain=True, following=conference(2028))
    longest_word = max(map(len, name.split()))
    assert max(map(len, text.splitlines())) <= max(WIDTH, longest_word + 30)
    assert "\x1b" not in text


def test_a_plan_that_fails_does_not_look_as_if_it_could_be_done():
    text = told(plan(date(2027, 7, 20)))
    assert text.index("cannot be done") < text.index("Needed by")
    assert "Last chance" not in text
    assert "It can be done" not in text


# --- why


def reasons(one):
    return [step.reason for step in one.steps]


def test_each_date_has_its_sum_and_its_source():
    notice, meeting, *_rest, submit = reasons(plan(date(2027, 6, 24)))
    assert (
        notice.last_chance == "1 July − 7 days = 24 June, for the meeting of Thursday 1 July 2027"
    )
    assert notice.source == "motions.toml"
    assert meeting.last_chance == "Thursday 1 July 2027; handed on: 1 July + 1 day = 2 July"
    assert "starting from Thursday 24 June 2027 (today)" in meeting.first
    assert "still reaches Anytown by Thursday 8 July 2027" in meeting.last
    assert (submit.last_chance, submit.source) == (
        "Thursday 9 September 2027, 12:00", "Official timetable"
    )  # fmt: skip


def test_the_sum_names_both_years_where_they_differ():
    notice = reasons(plan(date(2026, 12, 25)))[0]
    assert notice.aim.startswith("7 January 2027 − 7 days = 31 December 2026")


def test_bank_holidays_that_a_notice_skips_are_named_with_their_nation():
    working = body("cardiff", "first Thursday at 19:30", "5 working days")
    working = replace(working, nation="wales", notice=read_notice("5 working days"))
    one = plan(date(2027, 5, 20), working, holidays=lambda one: bank_holidays(one.nation))
    assert one.steps[0].aim == date(2027, 5, 26)
    notice = reasons(one)[0]
    assert "3 June − 5 working days = 26 May, bank holidays left out: 31 May" in notice.aim
    assert "Bank holidays of Wales" in notice.rule


def test_meetings_that_a_bank_holiday_or_a_suspension_takes_out_are_named():
    mondays = body("mondays", "first and last Monday at 19:30, not on bank holidays", "1 day")
    at = conference(
        suspensions=(Suspension(date(2027, 7, 1), date(2027, 7, 10), "mourning", "Gazette"),)
    )
    one = plan(date(2027, 5, 1), mondays, at=at, holidays=lambda _body: bank_holidays("england"))
    days = "Monday 3 May 2027, Monday 31 May 2027, Monday 30 August 2027"
    assert reasons(one)[1].dropped == (
        f"Not held on a bank holiday of England: {days}.",
        "Suspended, mourning: Monday 5 July 2027.",
    )


@pytest.mark.parametrize("status", Status)
def test_every_ground_says_how_sure_its_date_is(status):
    at = conference(submissions=(submission("motion", datetime(2027, 9, 9, 12), status=status),))
    one = plan(date(2027, 5, 1), at=at)
    assert {ground.status for ground in reasons(one)} == {status}
    marks = told(one, explain=True).count(f"({status.value})")
    assert marks == (0 if status is Status.CONFIRMED else 7)
