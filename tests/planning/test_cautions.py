"""What to mind on a plan that can be done: how sure it is, and days that look odd."""

from __future__ import annotations

import json

import pytest

EASTER = """
[[body]]
id = "hill"
name = "Hill Branch"
tier = "branch"
sends_to = "vale"
meets = "last Monday at 19:00"
notice = "7 days"
[[body]]
id = "vale"
name = "Vale CLP"
tier = "clp"
meets = "first Monday at 19:00"
notice = "14 days"
"""


@pytest.fixture
def warnings(run, tmp_path):
    (tmp_path / "motions.toml").write_text(EASTER)

    def ask(*arguments):
        result = run("plan", "rule-change", "--conference", "labour-2021", "--json", *arguments)
        assert result.exit_code == 0, result.output
        return {one["code"]: one["message"] for one in json.loads(result.stdout)["warnings"]}

    return ask


def test_a_meeting_on_a_bank_holiday_is_pointed_out(warnings):
    # The first Monday of May 2021 was the early May bank holiday, the last one the spring one.
    found = warnings("--today", "2021-03-20", "--passed", "hill=2021-03-15")
    assert (
        "Monday 3 May 2021"
        in warnings("--today", "2021-04-15", "--passed", "hill=2021-04-12")["bank-holiday"]
    )
    assert "bank-holiday" in found


def test_a_pattern_that_avoids_bank_holidays_has_none_to_point_out(run, tmp_path):
    (tmp_path / "motions.toml").write_text(
        EASTER.replace("first Monday at 19:00", "first Monday at 19:00, not on bank holidays")
    )
    result = run(
        "plan", "rule-change", "--conference", "labour-2021", "--today", "2021-04-15",
        "--passed", "hill=2021-04-12", "--json",
    )  # fmt: skip
    assert "bank-holiday" not in result.stdout


def test_a_day_on_which_the_body_does_not_meet_is_pointed_out(warnings):
    assert (
        "does not meet on Monday 12 April"
        in warnings("--today", "2021-04-15", "--passed", "hill=2021-04-12")["passed-off-day"]
    )
    assert "passed-off-day" not in warnings("--today", "2021-04-01", "--passed", "hill=2021-03-29")


def test_one_body_has_one_day(run):
    result = run(
        "plan", "motion", "--example", "--passed", "riverside=2021-05-06",
        "--passed", "riverside=2021-06-03",
    )  # fmt: skip
    assert result.exit_code == 2
    assert "twice" in result.stderr


def test_a_projected_deadline_is_in_the_verdict(run):
    result = run("plan", "fast-track-discipline", "--example", "--today", "2026-11-22")
    assert "It can be done, if the projected deadline holds." in result.stdout
