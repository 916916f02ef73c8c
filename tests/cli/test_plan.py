"""``motions plan``: what a user types, and what a script may rely on."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from motions.cli.main import main

ORGANISATION = """
[[body]]
id = "riverside"
name = "Riverside Branch"
tier = "branch"
sends_to = "anytown"
meets = "first Thursday at 19:30, except August"
notice = "7 days"
[[body]]
id = "anytown"
name = "Anytown CLP"
tier = "clp"
meets = "fourth Thursday at 19:30, except August and December"
notice = "14 days"
"""
CONFERENCE = """
[conference]
id = "example-2027"
name = "Example Conference 2027"
start = 2027-09-26
end = 2027-09-29
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
due = {due}
status = "{status}"
source = "Timetable"
checked = 2026-11-22
subject_after = 2027-04-01
excludes = ["rule-change"]
excludes_rule = "One each (Standing order 4)."
[[submission]]
kind = "rule-change"
name = "Rule change"
to = "the form"
due = 2027-06-11T12:00:00
status = "confirmed"
source = "Timetable"
checked = 2026-11-22
[[remedy]]
do = "skip-tier"
tier = "branch"
kinds = ["motion"]
rule = "A branch may be left out."
source = "Standing order 5"
[[remedy]]
do = "withdraw"
kinds = ["rule-change"]
instead = "motion"
rule = "A rule change may be withdrawn."
source = "Standing order 6"
"""


def write_conference(folder, due="2027-09-09T12:00:00", status="confirmed"):
    text = CONFERENCE.format(due=due, status=status)
    Path(folder, "conference.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def plan(tmp_path, monkeypatch):
    """Run ``motions plan`` for the made-up organisation and conference, on 1 May 2027."""
    monkeypatch.chdir(tmp_path)
    Path("motions.toml").write_text(ORGANISATION, encoding="utf-8")
    write_conference(tmp_path)

    def invoke(*arguments: str, today: str = "2027-05-01") -> Result:
        shared = ["--conference", "conference.toml", "--today", today]
        return CliRunner().invoke(main, ["plan", *arguments, *shared])

    return invoke


def read(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


# --- the JSON of design section 6


def is_moment_or_day(text):
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def test_the_json_has_the_keys_and_types_that_scripts_rely_on(plan):
    data = read(plan("motion", "--json"))
    assert set(data) >= {
        "motion", "kind", "conference", "today", "feasible", "deadline", "steps", "problems",
        "remedies",
    }  # fmt: skip
    assert data["motion"] is None
    assert (data["kind"], data["conference"], data["today"]) == (
        "motion", "example-2027", "2027-05-01"
    )  # fmt: skip
    assert data["feasible"] is True
    assert data["deadline"] == {
        "at": "2027-09-09T12:00:00+01:00",
        "hour_known": True,
        "status": "confirmed",
        "source": "Timetable",
    }
    assert [(step["do"], step["body"]) for step in data["steps"]] == [
        ("notice", "riverside"), ("meeting", "riverside"),
        ("notice", "anytown"), ("meeting", "anytown"),
        ("submit", "anytown"),
    ]  # fmt: skip
    for step in data["steps"]:
        assert set(step) >= {"do", "body", "aim", "last_chance", "slack_days", "why"}
        is_moment_or_day(step["aim"])
        is_moment_or_day(step["last_chance"])
        assert type(step["slack_days"]) is int
        assert step["why"]
    meeting = data["steps"][1]
    assert (meeting["aim"], meeting["last_chance"]) == (
        "2027-06-03T19:30:00+01:00", "2027-07-01T19:30:00+01:00"
    )  # fmt: skip
    assert data["problems"] == []
    assert data["remedies"] == []


def test_the_json_of_a_plan_that_fails_has_problems_and_remedies(plan):
    data = read(plan("motion", "--json", today="2027-06-25"))
    assert data["feasible"] is False
    (problem,) = data["problems"]
    assert (set(problem), problem["code"], problem["body"]) == (
        {"code", "body", "message"}, "too-late", "riverside"
    )  # fmt: skip
    way, following = data["remedies"]
    assert following["do"] == "next-conference"
    assert way == {
        "do": "skip-tier",
        "body": "riverside",
        "earliest": "2027-07-22",
        "latest": "2027-07-22",
        "notice_by": "2027-07-08",
        "why": "A branch may be left out. Anytown CLP is then the first to decide.",
        "source": "Standing order 5",
        "begin_by": "2027-07-08",
        "with": [],
    }
    assert data["steps"][-1]["aim"] is None
    assert data["steps"][-1]["slack_days"] is None


def test_a_projected_deadline_says_so_in_every_output(plan, tmp_path):
    write_conference(tmp_path, status="projected")
    data = read(plan("motion", "--json"))
    assert {step["status"] for step in data["steps"]} == {"projected"}
    result = plan("motion", "--explain", "--svg", "line.svg")
    table, why = result.stdout.split("Why:")
    assert "Deadline: Thursday 9 September 2027, 12:00 (projected)" in table
    assert "                  projected" in table
    assert table.count("(projected)") == 2  # the head, and the picture's legend
    assert why.count("(projected)") == 5  # every last chance
    assert "Last chance (projected)" in Path("line.svg").read_text(encoding="utf-8")


# --- routes


def test_a_body_can_be_left_out_where_a_rule_allows_it(plan):
    data = read(plan("motion", "--skip", "Riverside Branch", "--json"))
    assert [step["body"] for step in data["steps"]] == ["anytown"] * 3
    assert data["skipped"] == ["riverside"]
    assert ("skipped-tier", "riverside") in [(one["code"], one["body"]) for one in data["warnings"]]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["rule-change", "--skip", "riverside"], "no rule of Example Conference 2027"),
        (["motion", "--skip", "anytown"], "sends it to the conference"),
        (["motion", "--skip", "riverside", "--for", "anytown"], "riverside is not on the route"),
        (["motion", "--skip", "riverside", "--passed", "riverside=2027-04-01"], "has carried it"),
        (["motion", "--skip", "nobody"], "There is no body 'nobody'"),
    ],
)
def test_a_body_that_cannot_be_left_out_is_refused_with_the_reason(plan, arguments, reason):
    result = plan(*arguments)
    assert result.exit_code == 1
    assert reason in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("tiers", range(1, 6))
def test_a_chain_of_one_to_five_bodies_is_planned(plan, tiers):
    tables = [
        f'[[body]]\nid = "b{n}"\nname = "Body {n}"\ntier = "clp"\n'
        f'meets = "first Monday at 19:30"\nnotice = "7 days"\n'
        + (f'sends_to = "b{n + 1}"\n' if n < tiers else "")
        for n in range(1, tiers + 1)
    ]
    Path("motions.toml").write_text("\n".join(tables), encoding="utf-8")
    data = read(plan("motion", "--json", today="2027-04-02"))
    meetings = [step for step in data["steps"] if step["do"] == "meeting"]
    # first Mondays: 3 May, 7 June, 5 July, 2 August, 6 September
    firsts = ["2027-05-03", "2027-06-07", "2027-07-05", "2027-08-02", "2027-09-06"]
    assert [one["aim"][:10] for one in meetings] == firsts[:tiers]
    assert [one["last_chance"][:10] for one in meetings] == firsts[-tiers:]


def test_the_same_body_can_be_asked_twice(plan):
    twice = ORGANISATION.replace('sends_to = "anytown"', 'sends_to = "anytown-first"') + (
        '[[body]]\nid = "anytown-first"\nname = "Anytown CLP, first reading"\ntier = "clp"\n'
        'sends_to = "anytown"\nmeets = "fourth Thursday at 19:30, except August and December"\n'
        'notice = "14 days"\n'
    )
    Path("motions.toml").write_text(twice, encoding="utf-8")
    data = read(plan("motion", "--json", "--for", "riverside"))
    last = {
        step["body"]: step["last_chance"][:10] for step in data["steps"] if step["do"] == "meeting"
    }
    assert last == {
        "riverside": "2027-06-03", "anytown-first": "2027-06-24", "anytown": "2027-07-22"
    }  # fmt: skip


# --- what forbids it


def test_what_was_sent_already_is_a_problem_and_no_failure_of_the_command(plan):
    result = plan("motion", "--sent", "rule-change")
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    assert "It cannot be done as things stand." in shown
    assert "One each (Standing order 4)." in shown
    assert "Anytown CLP withdraws what it has sent: from Saturday 1 May 2027 to Thursday 9" in shown
    data = read(plan("motion", "--sent", "rule-change", "--json"))
    assert [one["code"] for one in data["problems"]] == ["already-sent"]
    assert [one["do"] for one in data["remedies"]] == ["withdraw", "next-conference"]


def test_what_was_sent_can_be_named_as_a_motion(plan):
    data = read(plan("motion", "--sent", "fast-track-discipline", "--json"))
    assert data["sent"] == "rule-change"
    assert plan("motion", "--sent", "nonsense").exit_code == 1


def test_the_plan_counts_from_the_event(plan):
    assert read(plan("motion", "--json"))["steps"][0]["aim"] == "2027-05-27"
    later = read(plan("motion", "--event", "2027-06-04", "--json"))
    assert later["steps"][0]["aim"] == "2027-06-24"
    answered = read(plan("jerusalem-declaration", "--set", "event_date=2027-06-04", "--json"))
    assert (answered["event"], answered["steps"]) == ("2027-06-04", later["steps"])


def test_an_event_before_the_cut_off_has_its_own_code(plan):
    data = read(plan("motion", "--event", "2027-04-01", "--json"))
    assert (data["feasible"], [one["code"] for one in data["problems"]]) == (
        False, ["event-before-cut-off"]
    )  # fmt: skip
    assert "Thursday 1 April 2027" in data["problems"][0]["message"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--set", "event_date=soon"], 1), (["--set", "evnt=x"], 1), (["--event", "soon"], 2)],
)
def test_a_slip_in_an_answer_is_refused(plan, arguments, code):
    result = plan("jerusalem-declaration", *arguments)
    assert result.exit_code == code
    assert result.stdout == ""


# --- what changed


def test_a_diff_with_earlier_json_says_what_moved_and_by_how_much(plan, tmp_path):
    Path("old.json").write_text(plan("motion", "--json").stdout, encoding="utf-8")
    assert "Nothing has changed since old.json." in plan("motion", "--diff", "old.json").stdout
    write_conference(tmp_path, due="2027-07-22T12:00:00", status="reported")
    shown = plan("motion", "--diff", "old.json").stdout.split("Changed since old.json:\n")[1]
    assert shown.splitlines() == [
        "- The deadline is reported now; it was confirmed.",
        "- Notice to Riverside Branch: 24 June → 27 May, 28 days earlier.",
        "- Meeting of Riverside Branch: 1 July → 3 June, 28 days earlier.",
        "- Notice to Anytown CLP: 8 July → 10 June, 28 days earlier.",
        "- Meeting of Anytown CLP: 22 July → 24 June, 28 days earlier.",
        "- Anytown CLP submits: 9 September → 22 July, 49 days earlier.",
    ]
    change = read(plan("motion", "--diff", "old.json", "--json"))["changes"][3]
    assert change == {
        "change": "moved",
        "do": "notice",
        "body": "anytown",
        "which": "last_chance",
        "old": "2027-07-08",
        "new": "2027-06-10",
        "days": -28,
        "message": "Notice to Anytown CLP: 8 July → 10 June, 28 days earlier",
    }


def test_a_diff_with_an_earlier_calendar_says_the_same_of_last_chances(plan, tmp_path):
    assert plan("motion", "--ics", "old.ics").exit_code == 0
    assert "Nothing has changed since old.ics." in plan("motion", "--diff", "old.ics").stdout
    write_conference(tmp_path, due="2027-09-09T17:00:00")
    shown = plan("motion", "--skip", "riverside", "--diff", "old.ics").stdout
    assert shown.split("Changed since old.ics:\n")[1].splitlines() == [
        "- Anytown CLP submits: 9 September, 12:00 → 17:00, the same day.",
        "- Notice to Riverside Branch: gone, it is left out.",
        "- Meeting of Riverside Branch: gone, it is left out.",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"nothing of the kind", "is neither"),
        (b'{"steps": [', "not whole JSON"),
        (b'{"findings": []}', "is not a plan"),
        (b'{"steps": [{"do": "dance"}]}', "steps 1"),
        (b'{"steps": [{"do": "notice", "body": "a", "aim": "x", "last_chance": null}]}', "steps 1"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "has no dates of the plan for motion"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "calendar"),
        (b"\xff\xfe\x00", "is not UTF-8"),
    ],
)
def test_an_earlier_plan_that_is_none_is_refused_with_a_reason(plan, content, reason):
    Path("old").write_bytes(content)
    result = plan("motion", "--diff", "old")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "old: " in result.stderr
    assert reason in result.stderr


def test_a_missing_earlier_plan_is_refused(plan):
    assert plan("motion", "--diff", "nowhere.json").exit_code == 1


# --- files and colour


def test_no_file_is_written_where_one_of_two_is_there_already(plan):
    Path("line.svg").write_text("mine", encoding="utf-8")
    result = plan("motion", "--ics", "dates.ics", "--svg", "line.svg")
    assert result.exit_code == 1
    assert not Path("dates.ics").exists()
    assert plan("motion", "--ics", "dates.ics", "--svg", "line.svg", "--force").exit_code == 0
    assert Path("line.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_a_pipe_gets_no_escape_codes(plan, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b" not in plan("motion", "--explain").stdout


@pytest.mark.parametrize(
    ("no_color", "variables", "wanted"),
    [
        (False, {"TERM": "xterm"}, True),
        (True, {"TERM": "xterm"}, False),
        (False, {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (False, {"TERM": "dumb"}, False),
    ],
)
def test_who_wants_colour_on_a_terminal(monkeypatch, no_color, variables, wanted):
    from motions.cli import options  # noqa: PLC0415

    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(options.sys.stdout, "isatty", lambda: True, raising=False)  # type: ignore[attr-defined]
    assert options.Setting(None, False, "", date(2027, 1, 1), no_color).colour is wanted


def test_a_branch_that_would_send_to_conference_itself_is_warned(run, tmp_path):
    (tmp_path / "motions.toml").write_text(
        '[[body]]\nid = "a"\nname = "A Branch"\ntier = "branch"\n'
        'meets = "first Thursday at 19:30"\nnotice = "7 days"\n'
    )
    result = run("plan", "fast-track-discipline", "--today", "2027-01-10")
    told = " ".join(result.stdout.split())
    assert "A Branch would send this to the conference itself, but ordinarily a CLP does." in told
    assert "add the CLP to motions.toml" in told
    result = run("plan", "fast-track-discipline", "--example", "--today", "2027-01-10")
    assert "ordinarily" not in result.stdout


LISTED = """
[[body]]
id = "a"
name = "A CLP"
tier = "clp"
notice = "7 days"
dates = [2026-12-03T19:30:00, 2027-01-07T19:30:00]
"""


@pytest.mark.parametrize("today", ["2026-11-20", "2027-01-20"])
def test_a_list_of_meetings_that_ends_is_no_fact_about_the_body(run, tmp_path, today):
    (tmp_path / "motions.toml").write_text(LISTED)
    result = run("plan", "fast-track-discipline", "--today", today)
    told = " ".join(result.stdout.split())
    sentence = "The meetings of A CLP are given up to Thursday 7 January 2027 only: add later ones"
    assert told.count(sentence) == 1
    (tmp_path / "motions.toml").write_text(LISTED.replace("2027-01-07", "2027-07-01"))
    result = run("plan", "fast-track-discipline", "--today", today)
    assert "are given up to" not in " ".join(result.stdout.split())
