"""2021 replayed from the command line: what issue 2 says the planner must show."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from motions.cli.main import main


def plan(motion: str, today: str):
    arguments = ["plan", motion, "--example", "--conference", "labour-2021", "--today", today]
    result = CliRunner().invoke(main, [*arguments, "--json"])
    return json.loads(result.stdout), result.exit_code


def dates(answer, which):
    return [(step["do"], step["body"], step[which]) for step in answer["steps"]]


RULE_CHANGE = [
    ("notice", "riverside", "2021-04-29"),
    ("meeting", "riverside", "2021-05-06T19:30:00+01:00"),
    ("notice", "anytown", "2021-05-13"),
    ("meeting", "anytown", "2021-05-27T19:30:00+01:00"),
    ("submit", "anytown", "2021-06-11T12:00:00+01:00"),
]


@pytest.mark.parametrize("today", ["2021-04-20", "2021-04-29"])
def test_in_april_2021_every_step_has_one_date_left(today):
    answer, code = plan("fast-track-discipline", today)
    assert (answer["feasible"], code) == (True, 0)
    assert answer["deadline"]["at"] == "2021-06-11T12:00:00+01:00"
    assert answer["deadline"]["status"] == "confirmed"
    assert dates(answer, "aim") == RULE_CHANGE
    assert dates(answer, "last_chance") == RULE_CHANGE
    assert [step["slack_days"] for step in answer["steps"]] == [0, 0, 0, 0, 0]
    assert (answer["problems"], answer["remedies"]) == ([], [])


def test_on_30_april_2021_it_is_a_day_too_late_and_says_why():
    answer, _ = plan("fast-track-discipline", "2021-04-30")
    assert answer["feasible"] is False
    assert dates(answer, "aim")[:2] == [
        ("notice", "riverside", "2021-05-27"),
        ("meeting", "riverside", "2021-06-03T19:30:00+01:00"),
    ]
    assert [step["aim"] for step in answer["steps"][2:]] == [None, None, None]
    assert dates(answer, "last_chance") == RULE_CHANGE
    assert [step["slack_days"] for step in answer["steps"]] == [-28, -28, None, None, None]
    [problem] = answer["problems"]
    assert (problem["code"], problem["body"]) == ("too-late", "riverside")
    assert "Thursday 29 April 2021" in problem["message"]


def test_in_june_2021_the_august_break_leads_back_to_the_july_meetings():
    answer, code = plan("jerusalem-declaration", "2021-06-01")
    expected = [
        ("notice", "riverside", "2021-06-24"),
        ("meeting", "riverside", "2021-07-01T19:30:00+01:00"),
        ("notice", "anytown", "2021-07-08"),
        ("meeting", "anytown", "2021-07-22T19:30:00+01:00"),
        ("submit", "anytown", "2021-09-13T17:00:00+01:00"),
    ]
    assert (answer["feasible"], code) == (True, 0)
    assert dates(answer, "last_chance") == expected
    assert dates(answer, "aim") == expected
    assert {step["slack_days"] for step in answer["steps"]} == {0}


def test_in_may_2021_there_is_slack_before_the_july_meetings():
    answer, _ = plan("jerusalem-declaration", "2021-04-20")
    assert dates(answer, "aim")[:4] == RULE_CHANGE[:4]
    assert [step["slack_days"] for step in answer["steps"]] == [56, 56, 56, 56, 0]


@pytest.mark.parametrize("today", ["0001-01-01", "9999-12-31", "2021-02-29", "soon"])
def test_a_day_that_cannot_be_meant_is_wrong_usage(today):
    result = CliRunner().invoke(main, ["plan", "motion", "--example", "--today", today])
    assert (result.exit_code, result.stdout) == (2, "")
    assert repr(today) in result.stderr


@pytest.mark.parametrize("today", ["1900-01-01", "2199-12-31"])
def test_the_first_and_the_last_day_that_can_be_meant_can_be_counted_from(today):
    answer, code = plan("fast-track-discipline", today)
    assert (answer["today"], code) == (today, 0)


def test_after_the_deadline_it_says_how_long_ago_it_was():
    answer, _ = plan("fast-track-discipline", "2021-06-12")
    [problem] = answer["problems"]
    assert (answer["feasible"], problem["code"]) == (False, "deadline-passed")
    assert "1 day ago" in problem["message"]
