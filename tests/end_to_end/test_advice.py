"""What the old secretary says: advice at the edges, from the command line, with made-up bodies."""

from __future__ import annotations

import json
from email import message_from_bytes

import pytest

EXAMPLE = "--example"
YOUTH = """
[[body]]
id = "youth"
name = "Vale Young Members"
tier = "youth-branch"
sends_to = "vale"
meets = "first Monday at 18:00"
notice = "3 days"
[[body]]
id = "vale"
name = "Vale Branch"
tier = "branch"
sends_to = "hills"
meets = "second Tuesday at 19:30"
notice = "7 days"
[[body]]
id = "hills"
name = "Hills CLP"
tier = "clp"
meets = "fourth Thursday at 19:30"
notice = "14 days"
"""


@pytest.fixture
def plan(run):
    def of(*arguments, today="2026-11-24", organisation=EXAMPLE):
        more = [organisation] if organisation else []
        result = run("plan", *arguments, *more, "--today", today)
        assert result.exit_code == 0, result.output
        return " ".join(result.stdout.split())

    return of


def test_the_plan_of_november_says_that_a_cut_off_is_likely_in_its_first_line(plan):
    text = plan("motion")
    verdict = text[text.index("It can be done") :]
    assert verdict.startswith(
        "It can be done, if the projected deadline holds and no cut-off for the subject is "
        "announced (with one as late as Monday 9 August 2027, it cannot be done by the ordinary "
        "route)."
    )
    assert "With a cut-off as late as Monday 9 August 2027: It cannot be done" in text


def test_with_a_likely_cut_off_the_json_has_both_plans(run):
    result = run("plan", "motion", EXAMPLE, "--today", "2026-11-24", "--json")
    other = json.loads(result.stdout)["with_cut_off"]
    assert (other["cut_off"], other["feasible"]) == ("2027-08-09", False)
    assert [step["do"] for step in other["steps"]][-1] == "submit"


def test_a_calendar_says_that_a_cut_off_is_likely(run, tmp_path):
    run("plan", "motion", EXAMPLE, "--today", "2026-11-24", "--ics", "dates.ics")
    text = (tmp_path / "dates.ics").read_text(encoding="utf-8").replace("\r\n ", "")
    assert "A cut-off for the subject is not announced" in text.replace("\n ", "")


def test_a_meeting_on_a_polling_day_is_said_at_the_date_and_the_next_is_offered(plan):
    text = plan("fast-track-discipline", today="2027-03-01")
    assert "Meeting of Riverside Branch (last chance: polling day (" in text
    assert "Thursday 6 May 2027 is polling day (" in text
    assert "Ask whether Riverside Branch meets then." in text


def test_the_first_plan_of_24_november_does_not_aim_at_new_years_eve_unsaid(run, tmp_path):
    (tmp_path / "motions.toml").write_text(
        YOUTH.replace("first Monday at 18:00", "first Thursday at 18:00").replace(
            'notice = "3 days"', 'notice = "7 days"'
        )
    )
    text = " ".join(run("plan", "motion", "--today", "2026-11-30").stdout.split())
    assert "Thursday 31 December 2026 is New Year's Eve." in text


def test_a_date_of_the_conference_can_be_planned_and_stands_in_every_plan(plan):
    assert "- Delegates registered: Saturday 12 June 2027, 12:00 (projected)" in plan("motion")
    text = plan("delegates")
    assert text.startswith("Delegates registered for Labour Party Annual Conference 2027")
    assert "Route: Anytown CLP → conference" in text


def test_a_youth_branch_below_a_branch_is_planned_though_no_conference_names_its_tier(
    run, tmp_path
):
    (tmp_path / "motions.toml").write_text(YOUTH)
    result = run("plan", "rule-change", "--today", "2027-01-04")
    assert "Vale Young Members → Vale Branch → Hills CLP → conference" in " ".join(
        result.stdout.split()
    )
    assert "has no tier 'youth-branch'" in " ".join(result.stdout.split())
    drafted = run("draft", "jerusalem-declaration", "--for", "youth", "--format", "txt", "--gaps")
    assert drafted.exit_code == 0, drafted.output


def test_a_tier_of_ones_own_above_those_of_the_conference_is_refused(run, tmp_path):
    upside_down = YOUTH.replace('tier = "clp"', 'tier = "district"')
    (tmp_path / "motions.toml").write_text(f'conferences = "labour"\n{upside_down}')
    result = run("plan", "rule-change", "--today", "2027-01-04")
    assert result.exit_code == 1
    assert "A tier of your own can only stand below these." in result.stderr


def test_two_motions_of_one_branch_are_planned_together_and_what_excludes_what_is_said(plan, run):
    text = plan("motion", "rule-change")
    together = text[text.index("All together, on the recommended days:") :]
    assert "Thursday 1 April 2027: Meeting of Riverside Branch (Motion)" in together
    assert "not both: ask when it chooses." in together
    result = run("plan", "motion", "rule-change", EXAMPLE, "--today", "2026-11-24", "--json")
    data = json.loads(result.stdout)
    assert [one["kind"] for one in data["plans"]] == ["motion", "rule-change"]
    assert [one["code"] for one in data["problems"]] == ["one-submission"]


def test_a_day_that_is_given_as_a_meeting_but_is_not_one_is_said(plan):
    arguments = ("jerusalem-declaration", "--set", "meeting_date=2027-03-05")
    text = plan(*arguments)
    assert "does not meet on Friday 5 March 2027, which is given as its meeting." in text
    assert "is given as its meeting" not in plan(*arguments[:-1], "meeting_date=2027-03-04")


def test_a_motion_that_was_sent_is_named_by_what_the_conference_does_not_take(run):
    arguments = ("--sent", "rule-change", "--conference", "labour-2026", "--today", "2026-06-01")
    result = run("plan", "motion", EXAMPLE, *arguments)
    assert result.exit_code == 1
    assert "kind of submission" in result.stderr
    assert "no motion" not in result.stderr


def test_an_emergency_motion_waits_for_the_deadline_of_the_ordinary_one(run):
    def remedies(kind):
        on = ("--conference", "labour-2027", "--today", "2027-09-10")
        result = run("plan", kind, EXAMPLE, *on, "--json")
        return json.loads(result.stdout)["remedies"]

    own = [[one, *one["with"]] for one in remedies("emergency-motion")]
    urgent = [one["with"] for one in remedies("motion") if one["do"] == "emergency-motion"]
    assert own
    assert [[act["do"] for act in way] for way in urgent] == [
        [act["do"] for act in way] for way in own
    ]
    assert "next-conference" not in [way[0]["do"] for way in own]


@pytest.mark.parametrize("opening", ["2027-12-29", "2027-12-30", "2027-12-31"])
def test_a_conference_at_the_end_of_december_does_not_end_a_plan_in_an_error(
    run, tmp_path, opening
):
    calendar = f"""
[conference]
id = "winter-2027"
name = "Winter Conference 2027"
start = {opening}
end = 2027-12-31
timezone = "Europe/London"
nation = "england"
status = "confirmed"
source = "Timetable"
checked = 2026-11-22
[tiers]
branch = "This branch"
clp = "This CLP"
conference = "Conference"
[[submission]]
kind = "motion"
name = "Motion"
to = "the form"
due = 2027-12-17T12:00:00
status = "confirmed"
source = "Timetable"
checked = 2026-11-22
"""
    (tmp_path / "winter-2027.toml").write_text(calendar)
    result = run(
        "plan", "motion", EXAMPLE, "--conference", "winter-2027.toml", "--today", "2027-12-10"
    )
    assert result.exit_code == 0, result.output
    assert "The next conference, from Anytown CLP" in " ".join(result.stdout.split())


def test_a_deadline_at_midnight_is_refused_with_what_to_write(run, tmp_path):
    file = tmp_path / "green-2027.toml"
    run("conference", "project", "labour", "--start", "2028-09-24", "-o", str(file))
    text = file.read_text().replace("T12:00:00", "T00:00:00", 1)
    file.write_text(text)
    result = run("conference", "check", str(file))
    assert result.exit_code == 1
    assert "is the first minute of that day. If it can be sent until the end of" in result.output


def test_everything_in_a_pack_names_the_recommended_meeting(run, tmp_path):
    arguments = ("fast-track-discipline", EXAMPLE, "--gaps", "--today", "2026-11-24", "-o", "p")
    result = run("pack", *arguments)
    assert "Recommended: Riverside Branch on Thursday 4 February 2027" in result.stderr
    mail = message_from_bytes((tmp_path / "p" / "1-riverside-branch-email.eml").read_bytes())
    text = mail.get_payload()[0].get_payload(decode=True).decode()
    assert "Riverside Branch on Thursday 4 February 2027" in " ".join(text.split())
    assert "Thursday 28 January 2027" in text
    page = (tmp_path / "p" / "checklist.html").read_text(encoding="utf-8")
    assert "Thursday 4 February 2027, 19:30 (last chance Thursday 6 May 2027, 19:30)" in page


def test_a_summary_of_a_campaign_says_that_a_cut_off_is_likely(run, tmp_path):
    (tmp_path / "b.csv").write_text("branch,clp\nVale Branch,Hills CLP\n", encoding="utf-8")
    on = ("--conference", "labour-2027", "--today", "2026-11-24")
    result = run("batch", "jerusalem-declaration", "b.csv", "-o", "camp", "--jobs", "1", *on)
    assert result.exit_code == 0, result.output
    for name in ("summary.html", "summary.csv"):
        text = (tmp_path / "camp" / name).read_text(encoding="utf-8-sig")
        assert "A cut-off for the subject is not announced, but earlier years had one" in text
