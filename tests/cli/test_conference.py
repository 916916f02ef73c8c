"""``motions conference`` as people use it, and plans for a year that nobody has announced."""

from __future__ import annotations

import json

import pytest

from motions.base.shipped import data_dir
from motions.conferences.choose import project_on
from motions.conferences.conference_file import load_conference, shipped_conferences
from tests.support.paths import GOLDEN, ROOT


def test_list_names_every_conference_in_order(run):
    result = run("conference", "list")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "labour-2012  Labour Party Annual Conference 2012"
    assert lines[1].strip().startswith("Sunday 30 September 2012 to Thursday 4 October 2012")
    assert lines[-1].endswith("(projected)")
    listed = json.loads(run("conference", "list", "--json").stdout)
    assert [one["id"] for one in listed] == [one.id for one in shipped_conferences()]
    assert set(listed[0]) == {"id", "name", "place", "start", "end", "status"}


def test_show_says_all_that_is_on_record(run):
    result = run("conference", "show", "labour-2021")
    assert result.stdout == (GOLDEN / "conference_show_labour-2021.txt").read_text("utf-8")
    assert result.stderr == ""
    assert all(len(line) <= 80 or "https://" in line for line in result.stdout.splitlines())


def test_show_tells_what_was_moved_suspended_and_cut_off(run):
    text = run("conference", "show", "labour-2017").stdout
    assert "It was Friday 23 June 2017; moved: snap general election." in text
    assert "It must rest on an event after Thursday 3 August 2017." in text
    text = run("conference", "show", "labour-2022").stdout
    assert "No meetings from Thursday 8 September 2022 to Monday 19 September 2022" in text


def test_show_as_json_has_the_keys_of_the_file_and_whole_moments(run):
    shown = json.loads(run("conference", "show", "labour-2021", "--json").stdout)
    by_kind = {one["kind"]: one for one in shown["submissions"]}
    assert by_kind["rule-change"]["due"] == "2021-06-11T12:00:00+01:00"
    assert by_kind["motion"]["excludes"] == ["rule-change"]
    assert shown["milestones"][1]["due"] == "2021-09-20"
    assert shown["projected_from"] == []
    moved = json.loads(run("conference", "show", "labour-2017", "--json").stdout)
    assert moved["submissions"][0]["was"] == [
        {"due": "2017-06-23", "until": None, "why": "snap general election"}
    ]


def test_show_projects_a_coming_year_and_says_so(run):
    result = run("conference", "show", "labour-2031")
    assert result.exit_code == 0
    assert "labour-2031, projected" in result.stdout
    assert "not announced" in result.stderr


def test_show_reads_a_file(run, tmp_path):
    text = data_dir("calendars").joinpath("unison-2017.toml").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    assert run("conference", "show", "mine.toml").exit_code == 0
    missing = run("conference", "show", "nothing.toml")
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "cannot be read" in missing.stderr


def test_check_names_every_fault_and_exits_1(run, tmp_path):
    text = data_dir("calendars").joinpath("labour-2017.toml").read_text(encoding="utf-8")
    text = text.replace("# Friday", "# Monday", 1).replace("end = 2017-09-27", "end = 2017-09-07")
    (tmp_path / "labour-2017.toml").write_text(text, encoding="utf-8")
    result = run("conference", "check", "labour-2017.toml")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert any("end: 2017-09-07 is before its start" in line for line in lines)
    assert any("2017-07-07 is a Friday, not the Monday" in line for line in lines)
    assert all(line.startswith("labour-2017.toml: ") for line in lines)
    listed = json.loads(run("conference", "check", "labour-2017.toml", "--json").stdout)
    assert len(listed["faults"]) == len(lines)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[[submission]]", "[[submision]]", "Did you mean 'submission'"),
        ('id = "creche"', 'id = "delegates"', "'delegates' is there more than once"),
    ],
)
def test_check_finds_what_a_slip_of_the_pen_does(run, tmp_path, old, new, problem):
    text = data_dir("calendars").joinpath("unison-2017.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "x.toml").write_text(text.replace(old, new), encoding="utf-8")
    result = run("conference", "check", "x.toml")
    assert result.exit_code == 1
    assert problem in result.stdout


def test_check_refuses_a_conference_without_any_date(run, tmp_path):
    text = data_dir("calendars").joinpath("unison-2017.toml").read_text(encoding="utf-8")
    (tmp_path / "x.toml").write_text(text.partition("[[submission]]")[0], encoding="utf-8")
    assert "needs at least one date" in run("conference", "check", "x.toml").stdout


def test_check_says_no_fault_and_hints_at_the_rest(run, tmp_path):
    text = data_dir("calendars").joinpath("unison-2017.toml").read_text(encoding="utf-8")
    (tmp_path / "unison-2017.toml").write_text(text, encoding="utf-8")
    result = run("conference", "check", "unison-2017.toml")
    assert result.exit_code == 0
    assert result.stdout == (
        "unison-2017.toml: no fault. UNISON National Delegate Conference 2017: 9 dates.\n"
    )
    odd = text.replace('id = "unison-2017"', 'id = "unison"').replace(
        '"https://ndc2017.unison.org.uk/delegates/"', '"a friend"', 1
    )
    odd = odd.replace("2017-02-28T12:00:00   # Tuesday", "2017-02-26T12:00:00", 1)
    (tmp_path / "odd.toml").write_text(odd, encoding="utf-8")
    result = run("conference", "check", "odd.toml")
    assert result.exit_code == 0
    assert "does not end in the year" in result.stdout
    assert "milestone 2, source: names no web address" in result.stdout
    assert "submission 1, due: Sunday 26 February 2017 is at a weekend" in result.stdout


@pytest.mark.parametrize("entry", sorted(one.name for one in data_dir("calendars").iterdir()))
def test_check_finds_no_fault_in_what_is_shipped(run, tmp_path, entry):
    text = data_dir("calendars").joinpath(entry).read_text(encoding="utf-8")
    (tmp_path / entry).write_text(text, encoding="utf-8")
    result = run("conference", "check", entry)
    assert result.exit_code == 0
    assert "hint" not in result.stdout


def test_project_writes_the_file_of_a_coming_year(run, tmp_path):
    result = run("conference", "project", "labour", "--start", "2028-09-24")
    assert result.stdout == (GOLDEN / "conference_project_labour-2028.toml").read_text("utf-8")
    assert result.stderr == ""
    written = run("conference", "project", "labour", "--start", "2028-09-24", "-o", "l.toml")
    assert (written.exit_code, written.stdout) == (0, "")
    assert (tmp_path / "l.toml").read_text(encoding="utf-8") == result.stdout
    projected = project_on(
        "labour", load_conference(tmp_path / "l.toml").start, shipped_conferences()
    )
    assert load_conference(tmp_path / "l.toml") == projected
    assert run("conference", "check", "l.toml").exit_code == 0
    planned = run("plan", "motion", "--example", "--conference", "l.toml", "--today", "2028-01-10")
    assert "Deadline: Thursday 7 September 2028, 12:00 (projected)" in planned.stdout


def test_project_never_writes_over_a_file(run, tmp_path):
    (tmp_path / "l.toml").write_text("mine", encoding="utf-8")
    arguments = ("conference", "project", "labour", "--today", "2026-11-22", "-o", "l.toml")
    refused = run(*arguments)
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert (tmp_path / "l.toml").read_text(encoding="utf-8") == "mine"
    assert run(*arguments, "--force").exit_code == 0
    assert load_conference(tmp_path / "l.toml").id == "labour-2027"


def test_project_minds_an_unusual_weekday_and_refuses_what_says_nothing(run):
    odd = run("conference", "project", "labour", "--start", "2028-09-25")
    assert odd.exit_code == 0
    assert "most known years opened on a Sunday" in odd.stderr
    for arguments, problem in (
        (("labor",), "Did you mean 'labour'"),
        (("labour", "--start", "2011-09-25"), "No conference before"),
        (("labour", "--start", "2090-09-25"), "more than 20 years"),
        (("labour", "-o", "x.txt"), "must end in .toml"),
    ):
        result = run("conference", "project", *arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        assert problem in result.stderr
    assert run("conference", "project", "labour", "--start", "2028-02-30").exit_code == 2


def test_the_tool_does_not_expire(run):
    arguments = ("plan", "fast-track-discipline", "--example", "--today", "2028-01-10")
    result = run(*arguments)
    assert result.exit_code == 0
    assert "Labour Party Annual Conference 2028" in result.stdout
    assert "(projected)" in result.stdout
    assert "The deadline is projected, not announced" in result.stdout
    assert "Provisional: Labour Party Annual Conference 2028 is not announced" in result.stderr
    plan = json.loads(run(*arguments, "--json").stdout)
    assert plan["conference"] == "labour-2028"
    assert plan["deadline"]["status"] == "projected"
    assert "deadline-projected" in [one["code"] for one in plan["warnings"]]


def test_calendar_draft_and_pack_say_that_a_conference_is_projected(run):
    for arguments in (
        ("calendar", "--example", "--today", "2028-01-10", "-o", "c.ics"),
        ("draft", "fast-track-discipline", "--example", "--today", "2028-01-10", "-o", "d.docx"),
        ("pack", "fast-track-discipline", "--example", "--today", "2028-01-10", "-o", "p"),
    ):
        result = run(*arguments)
        assert result.exit_code == 0
        assert "Provisional: Labour Party Annual Conference 2028" in result.stderr


def test_the_way_to_the_next_conference_is_projected_too(run):
    result = run(
        "plan", "rule-change", "--example", "--conference", "labour-2027", "--today", "2027-06-10",
        "--json",
    )  # fmt: skip
    ways = {one["do"]: one for one in json.loads(result.stdout)["remedies"]}
    assert "Labour Party Annual Conference 2028" in ways["next-conference"]["why"]
    assert "(projected)" in ways["next-conference"]["why"]


def test_a_branch_alone_is_asked_whose_it_is(run, tmp_path):
    body = '[[body]]\nid = "b"\nname = "B"\ntier = "branch"\nnotice = "7 days"\n'
    body += 'meets = "first Thursday at 19:30"\n'
    (tmp_path / "motions.toml").write_text(body, encoding="utf-8")
    result = run("plan", "motion", "--today", "2026-11-22")
    assert result.exit_code == 1
    assert 'conferences = "labour" or conferences = "unison"' in result.stderr
    assert run("calendar", "--today", "2026-11-22", "-o", "c.ics").exit_code == 1
    (tmp_path / "motions.toml").write_text(f'conferences = "unison"\n{body}', encoding="utf-8")
    result = run("plan", "motion", "--today", "2026-11-22")
    assert "UNISON National Delegate Conference 2027" in result.stdout


def test_the_file_in_the_documentation_has_no_fault(run, tmp_path):
    page = (ROOT / "docs" / "conferences.md").read_text(encoding="utf-8")
    example = page.partition("    [conference]\n")[2].partition("\nA submission may")[0]
    text = "[conference]\n" + "\n".join(line.removeprefix("    ") for line in example.splitlines())
    (tmp_path / "guild-2027.toml").write_text(text, encoding="utf-8")
    result = run("conference", "check", "guild-2027.toml")
    assert result.stdout == "guild-2027.toml: no fault. Guild Conference 2027: 1 date.\n"
    assert run("conference", "show", "guild-2027.toml").exit_code == 0
