"""draft, check, new, list and show, as a user types them."""

from __future__ import annotations

import json
import os
import sys
import tomllib

import pexpect
import pytest
from docx import Document

from tests.support.models import TEXT, model_file

EXAMPLE = ("--example", "--conference", "labour-2021", "--today", "2021-04-20")
NEEDY = '[parameters.who]\nlabel = "Who acts"\nhelp = "A body."\nrequired_when = "always"\n'
NEEDY_TEXT = TEXT.replace("ask the council", "ask {{ who }}")


@pytest.mark.parametrize(
    ("format_", "first"),
    [("txt", "Title: "), ("md", "# "), ("html", "<!DOCTYPE html>"), ("docx", "PK")],
)
def test_each_format_has_its_own_ending(run, tmp_path, format_, first):
    result = run("draft", "jerusalem-declaration", "--format", format_, "--json", *EXAMPLE)
    assert result.exit_code == 0, result.output
    (name,) = json.loads(result.stdout)["files"]
    assert name == f"jerusalem-declaration-riverside.{format_}"
    assert (tmp_path / name).read_bytes().startswith(first.encode())


def test_for_conference_gives_the_conferences_voice(run, tmp_path):
    result = run(
        "draft", "jerusalem-declaration", "--for", "conference", "--format", "txt", *EXAMPLE
    )
    assert result.exit_code == 0, result.output
    text = (tmp_path / "jerusalem-declaration-conference.txt").read_bytes()
    assert b"\r\n1. Conference notes:\r\n" in text
    assert b"Anytown CLP" not in text


def test_another_use_is_named_and_an_unknown_one_offers_the_nearest(run, tmp_path):
    arguments = ("draft", "jerusalem-declaration", "--format", "txt", "--example")
    assert run(*arguments, "--for-use", "council").exit_code == 0
    assert (tmp_path / "jerusalem-declaration-council-riverside.txt").is_file()
    result = run(*arguments, "--for-use", "counil")
    assert (result.exit_code, "'council'?" in result.stderr) == (1, True)


def test_clauses_are_kept_or_left_out_and_unknown_ones_offer_the_nearest(run, tmp_path):
    arguments = ("draft", "fast-track-discipline", "--format", "txt", "-o", "x.txt", *EXAMPLE)
    assert run(*arguments, "--without", "yearly_figures").exit_code == 0
    assert "each year" not in (tmp_path / "x.txt").read_text()
    wrong = run(*arguments, "--force", "--without", "yearly_figure")
    assert (wrong.exit_code, "'yearly_figures'?" in wrong.stderr) == (1, True)
    both = run(*arguments, "--with", "yearly_figures", "--without", "yearly_figures")
    assert both.exit_code == 2


def test_what_may_not_stay_empty_is_named_with_its_option_and_gaps_leaves_it(run, tmp_path):
    (tmp_path / "buses.md").write_text(model_file(NEEDY_TEXT, NEEDY))
    for command in (("draft", "buses.md"), ("pack", "buses.md", "-o", "p")):
        result = run(*command, *EXAMPLE)
        assert result.exit_code == 1
        assert '--set who="…"  Who acts. A body.' in result.stderr
        assert "--gaps" in result.stderr
        assert run(*command, "--gaps", *EXAMPLE).exit_code == 0
    assert run("draft", "buses.md", "--set", "who=us", "-o", "b.docx", *EXAMPLE).exit_code == 0


def test_answers_are_kept_and_replayed(run, tmp_path):
    arguments = ("draft", "jerusalem-declaration", "--format", "md", *EXAMPLE)
    assert run(*arguments, "--set", "mover=A & B", "-o", "a.md").exit_code == 0
    kept = tomllib.loads((tmp_path / "answers.toml").read_text())
    assert kept["jerusalem-declaration"] == {"mover": "A & B"}
    assert (tmp_path / "answers.toml").stat().st_mode & 0o777 == 0o600
    assert run(*arguments, "--answers", "answers.toml", "-o", "b.md").exit_code == 0
    assert (tmp_path / "a.md").read_text() == (tmp_path / "b.md").read_text()


def test_an_edited_document_is_not_replaced_even_by_force(run, tmp_path):
    arguments = ("draft", "jerusalem-declaration", *EXAMPLE)
    path = tmp_path / "jerusalem-declaration-riverside.docx"
    assert run(*arguments).exit_code == 0
    assert run(*arguments).exit_code == 1
    assert run(*arguments, "--force").exit_code == 0
    assert len(list(tmp_path.glob("*.docx"))) == 1
    path.write_bytes(path.read_bytes() + b"edited")
    edited = path.read_bytes()
    result = run(*arguments, "--force", "--json")
    assert json.loads(result.stdout)["files"] == ["jerusalem-declaration-riverside-2.docx"]
    assert "has been edited" in result.stderr
    assert path.read_bytes() == edited


def test_a_dry_run_writes_nothing(run, tmp_path):
    result = run("draft", "jerusalem-declaration", "--dry-run", "--set", "mover=A", *EXAMPLE)
    assert result.exit_code == 0
    assert "Would write jerusalem-declaration-riverside.docx" in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_in_a_terminal_the_blanks_are_asked_for_and_the_last_answers_offered(tmp_path):
    (tmp_path / "buses.md").write_text(model_file(NEEDY_TEXT, NEEDY))
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "TERM": "dumb"}

    def session(output, *exchanges):
        arguments = [
            "-m",
            "motions",
            "draft",
            "buses.md",
            "-o",
            output,
            "--format",
            "txt",
            *EXAMPLE,
        ]
        child = pexpect.spawn(
            sys.executable, arguments, cwd=str(tmp_path), env=environment, encoding="utf-8",
            timeout=20,
        )  # fmt: skip
        for question, answer in exchanges:
            child.expect(question)
            child.sendline(answer)
        child.expect(pexpect.EOF)
        return (tmp_path / output).read_text()

    assert "to ask the mayor" in session("a.txt", ("1 blank", "y"), ("Who acts", "the mayor"))
    assert "to ask the mayor" in session("b.txt", ("1 blank", ""), (r"\[the mayor\]", ""))


def test_own_models_are_found_beside_motions_toml_and_in_a_library(run, tmp_path):
    folder = tmp_path / "motion_templates"
    folder.mkdir()
    (folder / "buses.md").write_text(model_file())
    (folder / "broken.md").write_text("+++\n")
    listed = run("list")
    assert "buses  (motion)" in listed.stdout
    assert "broken.md" in listed.stderr
    assert "Better buses" in run("show", "buses").stdout
    assert run("plan", "buses", *EXAMPLE).exit_code == 0
    assert run("draft", "buses", *EXAMPLE).exit_code == 0
    assert run("pack", "buses", "-o", "p", *EXAMPLE).exit_code == 0
    assert run("check", "buses", *EXAMPLE).exit_code == 0
    folder.rename(tmp_path / "elsewhere")
    assert run("show", "buses").exit_code == 1
    assert run("show", "buses", "--library", "elsewhere").exit_code == 0
    assert "is not a folder" in run("show", "buses", "--library", "nowhere").stderr


def test_new_writes_a_model_that_only_has_its_blanks_to_fill(run, tmp_path):
    for name, kind in (("Better buses!", "motion"), ("new-rule", "rule-change")):
        result = run("new", name, "--kind", kind, "--title", 'Say "yes"', "--today", "2027-01-05")
        assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "motion_templates").iterdir()) == [
        "better-buses.md", "new-rule.md",
    ]  # fmt: skip
    for name in ("better-buses", "new-rule"):
        checked = run("check", name, "--json", "--example", "--today", "2027-01-05")
        assert checked.exit_code == 0, checked.output
        rules = {one["rule"] for one in json.loads(checked.stdout)["findings"]}
        assert rules == {"blank", "mover"}
        assert run("draft", name, "--example", "--today", "2027-01-05").exit_code == 0
    assert "already exists" in run("new", "better-buses").stderr
    assert "shipped" in run("new", "fast-track-discipline").stderr
    assert "'motion'?" in run("new", "x", "--kind", "motoin").stderr


def test_check_exits_with_1_only_where_it_found_an_error(run, tmp_path):
    assert run("check", "jerusalem-declaration", *EXAMPLE).exit_code == 0
    (tmp_path / "b.md").write_text(model_file(TEXT.replace("cut the bus", "cut XXX")))
    result = run("check", "b.md", *EXAMPLE)
    assert result.exit_code == 1
    assert 'error: clause 1.1: "XXX" looks like an unfilled' in result.stdout
    assert "Labour Party Annual Conference 2021" in result.stderr


def test_check_needs_no_organisation(run):
    result = run("check", "jerusalem-declaration", "--today", "2027-01-05")
    assert result.exit_code == 0
    assert "Labour Party Annual Conference 2027" in result.stderr


def test_the_json_of_a_finding_has_its_five_keys(run, tmp_path):
    (tmp_path / "b.md").write_text(model_file(TEXT.replace("cut the bus", "recently cut it")))
    findings = json.loads(run("check", "b.md", "--json", *EXAMPLE).stdout)["findings"]
    assert [set(one) for one in findings] == [
        {"rule", "severity", "message", "where", "source"}
    ] * 2
    assert findings[0]["rule"] == "stale-words"


def test_every_fault_of_a_models_file_is_a_finding(run, tmp_path):
    broken = model_file().replace("version", "vresion").replace('summary = "Buses."\n', "")
    (tmp_path / "b.md").write_text(broken)
    result = run("check", "b.md", "--json", *EXAMPLE)
    assert result.exit_code == 1
    findings = json.loads(result.stdout)["findings"]
    assert {one["rule"] for one in findings} == {"model"}
    assert len(findings) == 3


def test_a_kind_that_no_conference_takes_is_a_finding(run, tmp_path):
    (tmp_path / "b.md").write_text(model_file().replace('kind = "motion"', 'kind = "motoin"'))
    for arguments in (EXAMPLE, ("--example",)):
        result = run("check", "b.md", *arguments)
        assert (result.exit_code, "'motion'?" in result.stdout) == (1, True)


def test_a_conference_that_is_not_known_is_an_error_and_no_finding(run):
    result = run("check", "jerusalem-declaration", "--conference", "labour-2201", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no conference 'labour-2201'" in result.stderr


def test_two_kinds_for_one_clp_are_found_where_both_are_named(run):
    result = run("check", "jerusalem-declaration", "fast-track-discipline", "--json", *EXAMPLE)
    findings = json.loads(result.stdout)["findings"]
    assert result.exit_code == 1
    assert [one["rule"] for one in findings if one["severity"] == "error"] == ["one-submission"]


def test_a_finished_document_is_checked_in_the_words_that_it_now_has(run, tmp_path):
    assert run("draft", "jerusalem-declaration", "-o", "j.docx", *EXAMPLE).exit_code == 0
    clean = run("check", "j.docx", *EXAMPLE)
    assert (clean.exit_code, clean.stdout) == (0, "")
    path = tmp_path / "j.docx"
    document = Document(str(path))
    clause = next(one for one in document.paragraphs if one.style.name == "Clause")
    clause.add_run(" XXX " + "word " * 60)
    document.save(str(path))
    result = run("check", "j.docx", "--json", *EXAMPLE)
    found = {(one["rule"], one["where"]) for one in json.loads(result.stdout)["findings"]}
    assert result.exit_code == 1
    assert found == {("word-limit", "text"), ("blank", "clause 1.1")}


def test_a_rule_change_in_word_is_taken_for_one_by_its_properties(run):
    assert run("draft", "fast-track-discipline", "-o", "f.docx", *EXAMPLE).exit_code == 0
    result = run("check", "f.docx", "jerusalem-declaration", "--json", *EXAMPLE)
    assert "one-submission" in {one["rule"] for one in json.loads(result.stdout)["findings"]}
    as_motion = run("check", "f.docx", "--kind", "motion", "--json", *EXAMPLE)
    rules = [one["rule"] for one in json.loads(as_motion.stdout)["findings"]]
    assert "rule-change" in rules


def test_a_layout_is_checked_for_its_tags_and_a_document_for_its_readers(run, tmp_path):
    assert run("layout", "export", "motion", "-o", "layout.docx").exit_code == 0
    assert run("check", "layout.docx", *EXAMPLE).exit_code == 0
    path = tmp_path / "layout.docx"
    document = Document(str(path))
    document.paragraphs[0].add_run(" {{ titel }}")
    document.save(str(path))
    tags = run("check", "layout.docx", *EXAMPLE)
    assert "titel" in tags.stdout
    assert run("draft", "jerusalem-declaration", "-o", "j.docx", *EXAMPLE).exit_code == 0
    readers = run("check", "j.docx", "--accessibility")
    assert (readers.exit_code, readers.stdout) == (0, "")
    document = Document(str(tmp_path / "j.docx"))
    document.core_properties.title = ""
    document.save(str(tmp_path / "j.docx"))
    readers = run("check", "j.docx", "--accessibility")
    assert (readers.exit_code, "title" in readers.stdout) == (1, True)
    assert run("check", "jerusalem-declaration", "--accessibility", *EXAMPLE).exit_code == 2


def test_every_document_of_a_pack_can_be_read_by_everybody(run, tmp_path):
    for motion in ("jerusalem-declaration", "fast-track-discipline"):
        assert run("pack", motion, "-o", motion, *EXAMPLE).exit_code == 0
    documents = [str(path) for path in tmp_path.glob("*/*.docx")]
    assert len(documents) == 12
    result = run("check", *documents, "--accessibility")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_word_file_that_is_not_there_or_is_none_is_named(run, tmp_path):
    assert "cannot be read" in run("check", "no.docx", *EXAMPLE).stderr
    (tmp_path / "bad.docx").write_bytes(b"bad")
    assert "is not a Word document" in run("check", "bad.docx", *EXAMPLE).stderr


def test_a_hyphen_writes_to_standard_output_and_nothing_else(run, tmp_path):
    arguments = ("draft", "jerusalem-declaration", "--example", "--gaps", "--format", "txt")
    streamed = run(*arguments, "-o", "-")
    assert streamed.exit_code == 0
    assert not list(tmp_path.iterdir())
    assert run(*arguments, "-o", "file.txt").exit_code == 0
    assert (tmp_path / "file.txt").read_bytes() == streamed.stdout_bytes


def test_a_hyphen_and_json_do_not_share_standard_output(run):
    result = run("draft", "jerusalem-declaration", "--example", "--gaps", "-o", "-", "--json")
    assert result.exit_code == 2
    assert "one of them" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("calendar", "--example"),
        ("pack", "jerusalem-declaration", "--example"),
        ("layout", "export", "motion"),
        ("new", "a-motion"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_where_nothing_can_be_streamed_a_hyphen_is_no_name(run, tmp_path, arguments):
    result = run(*arguments, "-o", "-")
    assert result.exit_code == 2
    assert "./-" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_file_can_be_called_by_a_hyphen_all_the_same(run, tmp_path):
    arguments = ("draft", "jerusalem-declaration", "--example", "--gaps", "--format", "txt")
    result = run(*arguments, "-o", "./-")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "-").is_file()


ONE_BRANCH = """
[[body]]
id = "hilltop"
name = "Hilltop Branch"
tier = "branch"
meets = "first Thursday at 19:30"
notice = "7 days"
"""


@pytest.mark.parametrize(
    "command",
    [
        ("plan",), ("draft", "-o", "d.docx", "--gaps"), ("calendar", "-o", "d.ics"), ("check",),
        ("pack", "-o", "p", "--gaps"),
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_a_motion_knows_its_organisation_where_the_tier_of_a_body_does_not(run, tmp_path, command):
    (tmp_path / "motions.toml").write_text(ONE_BRANCH)
    name, *options = command
    result = run(name, "fast-track-discipline", *options, "--today", "2026-11-22")
    assert "Which organisation" not in result.stderr
    assert result.exit_code == 0 or name == "check", result.output


@pytest.mark.parametrize("command", [("plan", "motion"), ("calendar", "-o", "d.ics")])
def test_a_tier_of_two_organisations_is_asked_about_in_plain_words(run, tmp_path, command):
    (tmp_path / "motions.toml").write_text(ONE_BRANCH)
    result = run(*command, "--today", "2026-11-22")
    assert result.exit_code == 1
    assert "Which organisation are you in? Both labour and unison have branches." in result.stderr
    assert 'Write conferences = "labour" or conferences = "unison" at the top' in result.stderr


def test_a_list_that_is_empty_is_said_to_be_so_in_words_that_fit(run, tmp_path):
    (tmp_path / "x.md").write_text(model_file())
    result = run("draft", "x.md", "--for-use", "council", *EXAMPLE)
    assert "This motion is for a conference only." in result.stderr
    text = run("conference", "project", "labour", "--today", "2027-01-01").stdout
    head = text.split("[[submission]]")[0].split("[[milestone]]")[0]
    (tmp_path / "bare-2028.toml").write_text(head)
    result = run("plan", "motion", "--example", "--conference", "bare-2028.toml")
    assert "None is known" not in result.stderr
    assert "takes no motions" in result.stderr or result.exit_code == 1
