"""What a stranger found when the tool was used for the first time."""

from __future__ import annotations

import json
from datetime import date

import pytest
from docx import Document

from motions.bodies.organisation_file import example_organisation, parse_organisation
from motions.jobs.calendar import plan_agenda
from motions.jobs.request import Request, prepare

EXAMPLE = ("--example", "--conference", "labour-2021", "--today", "2021-06-01")

TWO_BRANCHES = """
[[body]]
id = "alpha"
name = "Alpha Branch"
tier = "branch"
sends_to = "vale"
meets = "first Monday at 19:00"
notice = "7 days"
[[body]]
id = "beta"
name = "Beta Branch"
tier = "branch"
sends_to = "vale"
meets = "first Tuesday at 19:00"
notice = "7 days"
[[body]]
id = "vale"
name = "Vale CLP"
tier = "clp"
meets = "last Friday at 19:00"
notice = "14 days"
"""


@pytest.mark.parametrize("command", [("draft", "-o", "x.docx"), ("pack", "-o", "x")])
def test_a_text_over_the_limit_is_said_aloud(run, command):
    name, *output = command
    long = "--set", f"recent_event={'word ' * 90}"
    result = run(name, "jerusalem-declaration", *output, *long, *EXAMPLE)
    assert result.exit_code == 0, result.output
    assert "more than the 250 that are allowed" in result.stderr


def test_each_of_two_branches_gets_its_own_document(run, tmp_path):
    (tmp_path / "motions.toml").write_text(TWO_BRANCHES)
    for body in ("alpha", "beta"):
        result = run(
            "draft", "jerusalem-declaration", "--for", body, "-o", f"{body}.docx", *EXAMPLE[1:]
        )
        assert result.exit_code == 0, result.output
        assert f"{body.title()} Branch" in [
            paragraph.text for paragraph in Document(f"{body}.docx").sections[0].header.paragraphs
        ]


def test_the_day_of_the_branch_meeting_is_not_put_on_the_clps_paper(run, tmp_path):
    day = "meeting_date=2021-07-15"
    assert run("pack", "jerusalem-declaration", "-o", "p", "--set", day, *EXAMPLE).exit_code == 0

    def words(path):
        return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)

    branch, clp = sorted((tmp_path / "p").glob("*jerusalem-declaration.docx"))
    assert "Thursday 15 July 2021" in words(branch)
    assert "15 July 2021" not in words(clp)
    assert "Thursday 22 July 2021" in words(clp)


def test_a_pack_ends_with_the_next_step_and_its_day(run):
    result = run("pack", "jerusalem-declaration", "-o", "p", *EXAMPLE)
    assert "send it to Riverside Branch's secretary by Thursday 24 June 2021" in result.stderr


def test_the_calendar_of_a_plan_that_cannot_be_done_says_so():
    wish = Request(
        "rule-change", example_organisation(), today=date(2021, 5, 20), conference="labour-2021"
    )
    steps = [entry for entry in plan_agenda(prepare(wish)).entries if entry.key.startswith("plan/")]
    assert len(steps) == 5
    assert all(entry.summary.startswith("Too late: ") and not entry.alarms for entry in steps)


def test_plans_of_two_years_and_of_two_organisations_share_no_event():
    ours = example_organisation()
    theirs = parse_organisation(TWO_BRANCHES.replace("alpha", "riverside"), source="x")
    keys = [
        {entry.key for entry in plan_agenda(prepare(Request("motion", *wish))).entries}
        for wish in (
            (ours, date(2021, 6, 1), "labour-2021"),
            (ours, date(2026, 11, 22), "labour-2027"),
            (theirs, date(2021, 6, 1), "labour-2021", "riverside"),
        )
    ]
    plans = [{key for key in one if key.startswith("plan/")} for one in keys]
    assert not plans[0] & plans[1]
    assert not plans[0] & plans[2]


def test_a_rule_change_on_an_old_edition_says_to_find_the_places_again(run, tmp_path):
    today = ("--example", "--today", "2026-11-22")
    assert run("draft", "fast-track-discipline", "-o", "r.docx", *today).exit_code == 0
    text = "\n".join(
        cell.text
        for table in Document(str(tmp_path / "r.docx")).tables
        for row in table.rows
        for cell in row.cells
    ) + "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "r.docx")).paragraphs)
    assert "edition in force" in text


def test_a_rule_change_whose_words_are_still_blank_is_not_passed(run):
    today = ("--example", "--today", "2026-11-22")
    assert run("draft", "fast-track-discipline", "--gaps", "-o", "d.docx", *today).exit_code == 0
    result = run("check", "d.docx", *today)
    assert result.exit_code == 1
    assert "[the words now]" in result.stdout


def test_a_tag_that_was_left_in_a_finished_document_is_a_blank(run):
    run("draft", "jerusalem-declaration", "-o", "d.docx", "--set", "mover={{ mover }}", *EXAMPLE)
    document = Document("d.docx")
    document.add_paragraph("Send it to [insert name] by Monday 4 February 2027.")
    document.save("e.docx")
    result = run("check", "e.docx", *EXAMPLE)
    assert result.exit_code == 1
    assert "{{ mover }}" in result.stdout
    assert "[insert name]" in result.stdout
    assert "Checked against: Labour Party Annual Conference 2021" in result.stderr


def test_a_template_is_said_to_be_one(run):
    assert run("layout", "export", "motion", "-o", "mine.docx").exit_code == 0
    result = run("check", "mine.docx", *EXAMPLE)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Taken for a template" in result.stderr


def test_an_older_plan_at_the_end_of_the_calendar_is_refused_in_words(run, tmp_path):
    step = {"do": "notice", "body": "riverside", "aim": "0001-01-01T00:00:00+23:00"}
    old = {"steps": [{**step, "last_chance": None}]}
    (tmp_path / "old.json").write_text(json.dumps(old))
    result = run("plan", "motion", "--diff", "old.json", *EXAMPLE)
    assert result.exit_code == 1
    assert "steps 1" in result.stderr
