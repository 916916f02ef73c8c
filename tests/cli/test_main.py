"""The commands, as a user types them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pexpect
import pytest

EXAMPLE = ("--example", "--conference", "labour-2021", "--today", "2021-04-20")


def test_help_shows_the_examples_that_matter(run):
    result = run("--help")
    assert result.exit_code == 0
    assert "motions pack fast-track-discipline --example -o demo" in result.stdout


@pytest.mark.slow
def test_help_loads_nothing_heavy():
    heavy = [
        "docxtpl",
        "lxml",
        "icalendar",
        "jinja2",
        "cattrs",
        "dateutil",
        "holidays",
        "motions.bodies.body",
    ]
    code = f"""
import sys
from motions.cli.main import main
main(["--help"], standalone_mode=False)
print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.slow
def test_python_m_motions_is_the_command():
    done = subprocess.run(
        [sys.executable, "-m", "motions", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("motions, version ")


def test_pack_writes_a_folder_and_says_that_the_example_was_used(run, tmp_path):
    result = run("pack", "fast-track-discipline", "-o", "demo", *EXAMPLE)
    assert result.exit_code == 0
    assert "built-in example" in result.stderr
    files = sorted(path.name for path in (tmp_path / "demo").iterdir())
    assert files == [
        "1-riverside-branch-email.eml",
        "1-riverside-branch-fast-track-discipline.docx",
        "1-riverside-branch-result-slip.docx",
        "2-anytown-clp-email.eml",
        "2-anytown-clp-fast-track-discipline.docx",
        "2-anytown-clp-result-slip.docx",
        "3-text-for-the-conference-form.txt",
        "README.txt",
        "answers.toml",
        "checklist.docx",
        "checklist.html",
        "dates.ics",
        "dates.txt",
        "speaking-note.docx",
    ]


def test_pack_does_not_write_over_a_folder_that_has_the_files(run, tmp_path):
    arguments = ("pack", "fast-track-discipline", "-o", "demo", *EXAMPLE)
    assert run(*arguments).exit_code == 0
    edited = tmp_path / "demo" / "dates.txt"
    edited.write_text("mine")
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "already exists" in result.stderr
    assert edited.read_text() == "mine"


def test_pack_gives_the_same_bytes_for_the_same_day(run, tmp_path):
    for name in ("a", "b"):
        assert run("pack", "jerusalem-declaration", "-o", name, *EXAMPLE).exit_code == 0
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_plan_prints_a_table_with_weekday_date_hour_days_left_and_slack(run):
    result = run("plan", "fast-track-discipline", *EXAMPLE)
    assert result.exit_code == 0
    assert (
        "Thu  6 May 19:30  Thu  6 May 19:30    16      0  Meeting of Riverside Branch"
        in result.stdout
    )
    lines = [line for line in result.stdout.splitlines() if "https://" not in line]
    assert max(map(len, lines)) <= 80


def test_json_is_the_only_thing_on_stdout(run):
    for arguments in (
        ("plan", "motion", "--json", *EXAMPLE),
        ("list", "--json"),
        ("show", "jerusalem-declaration", "--json"),
        ("pack", "jerusalem-declaration", "--json", "-o", "p", *EXAMPLE),
        ("draft", "jerusalem-declaration", "--json", *EXAMPLE),
        ("calendar", "--json", "-o", "c.ics", *EXAMPLE),
    ):
        result = run(*arguments)
        assert result.exit_code == 0, result.output
        json.loads(result.stdout)


def test_a_plan_of_today_is_usable_and_says_that_it_is_projected(run):
    result = run("plan", "fast-track-discipline", "--example", "--today", "2026-11-22")
    assert "Friday 11 June 2027, 12:00 (projected)" in result.stdout
    assert "It can be done, if the projected deadline holds." in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("plan", "fast-trak-discipline", "--example"), 1, "'fast-track-discipline'?"),
        (("plan", "motoin", "--example"), 1, "There is no motion 'motoin'"),
        (("plan", "motion", "--example", "--for", "riversde"), 1, "'riverside'?"),
        (("plan", "motion", "--example", "--conference", "labour-2012x"), 1, "no conference"),
        (
            ("plan", "motion", "--example", "--conference", "mine.toml"),
            1,
            "mine.toml: cannot be read",
        ),
        (("plan", "motion", "--example", "--today", "2021-02-30"), 2, "is not a valid date"),
        (("plan", "motion", "--example", "--passed", "riverside"), 2, "NAME=VALUE"),
        (("plan", "motion", "--example", "--passed", "anytwn=2021-01-01"), 1, "'anytown'?"),
        (("plan", "motion"), 1, "motions init"),
        (("plan", "motion", "--org", "nowhere.toml"), 1, "nowhere.toml: cannot be read"),
        (("plan", "motion", "--org", "x.toml", "--example"), 2, "exclude each other"),
        (("plam", "motion"), 2, "Did you mean 'plan'?"),
        (("draft", "jerusalem-declaration", "--example", "--set", "moover=A"), 1, "'mover'?"),
        (("draft", "jerusalem-declaration", "--example", "--layout", "no.docx"), 1, "no.docx"),
        (("draft", "jerusalem-declaration", "--example", "--format", "odt"), 2, "docx"),
        (("draft", "motion", "--example"), 1, "name a motion"),
    ],
)
def test_a_mistake_is_answered_in_words(run, tmp_path, arguments, code, message):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert not list(tmp_path.iterdir())


def test_an_output_folder_that_is_a_file_is_named(run, tmp_path):
    (tmp_path / "demo").write_text("")
    result = run("pack", "fast-track-discipline", "-o", "demo", *EXAMPLE)
    assert result.exit_code == 1
    assert "is a file, not a folder" in result.stderr


def test_broken_toml_is_named_by_file_and_line(run, tmp_path):
    (tmp_path / "motions.toml").write_text('nation = "england"\n[[body]\n')
    result = run("plan", "motion")
    assert result.exit_code == 1
    assert "motions.toml: line 2" in result.stderr


def test_a_motion_of_ones_own_is_drafted_from_its_file(run, tmp_path):
    (tmp_path / "mine.md").write_text(
        '+++\ntitle = "Better buses"\nkind = "motion"\nversion = "1"\nsummary = "Buses."\n'
        'language = "en-GB"\n[source]\nname = "Us"\n+++\n## {{ speaker }} notes\n1. No bus comes.\n'
    )
    result = run("draft", "mine.md", "--format", "txt", "-o", "out.txt", *EXAMPLE)
    assert result.exit_code == 0, result.output
    assert "1.1. No bus comes." in (tmp_path / "out.txt").read_text()


def test_init_writes_a_private_example_that_works(run, tmp_path):
    assert run("init", "--example").exit_code == 0
    assert (tmp_path / "motions.toml").stat().st_mode & 0o777 == 0o600
    assert (
        run("plan", "motion", "--conference", "labour-2021", "--today", "2021-06-01").exit_code == 0
    )
    again = run("init", "--example")
    assert (again.exit_code, "already exists" in again.stderr) == (1, True)


def test_init_without_a_terminal_names_every_missing_answer_at_once(run, tmp_path):
    result = run("init", "--name", "Hilltop Branch", "--name", "Vale CLP", "--tier", "branch")
    assert result.exit_code == 1
    for option in ("--meets", "--notice", "--tier"):
        assert option in result.stderr
    assert len([line for line in result.stderr.splitlines() if "--" in line]) == 5
    assert not list(tmp_path.iterdir())


def test_init_takes_its_answers_from_options(run):
    result = run(
        "init", "--name", 'Hilltop "Rise" Branch', "--tier", "branch", "--notice", "1 week",
        "--meets", "second Tuesday at 19:00", "--name", "Vale CLP", "--tier", "clp",
        "--notice", "10 working days", "--meets", "last Friday at 19:00-21:00, except August",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    plan = run("plan", "motion", "--conference", "labour-2021", "--today", "2021-05-01", "--json")
    bodies = [step["body"] for step in json.loads(plan.stdout)["steps"]]
    assert bodies == ["hilltop-rise-branch"] * 2 + ["vale-clp"] * 3


def test_init_refuses_a_pattern_that_cannot_be_met(run, tmp_path):
    result = run(
        "init", "--name", "A", "--tier", "branch", "--notice", "7 days", "--meets", "fifth Blursday"
    )
    assert result.exit_code == 1
    assert "body 1, meets" in result.stderr
    assert not list(tmp_path.iterdir())


def test_init_minds_a_tier_that_no_conference_has(run):
    result = run(
        "init", "--name", "A", "--tier", "brunch", "--notice", "7 days",
        "--meets", "last Friday at 19:00",
    )  # fmt: skip
    assert result.exit_code == 0
    assert "Did you mean 'branch'?" in result.stderr


@pytest.mark.slow
def test_init_asks_in_a_terminal_and_shows_the_next_six_dates(tmp_path):
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "TERM": "dumb"}
    child = pexpect.spawn(
        sys.executable, ["-m", "motions", "init", "--today", "2027-01-01"],
        cwd=str(tmp_path), env=environment, encoding="utf-8", timeout=20,
    )  # fmt: skip
    for question, answer in (
        ("Nation", ""), ("Name", "Hilltop Branch"), ("tier", ""),
        ("When it meets", "first Thrusday at 19:30"),
        ("Did you mean", "first Thursday at 19:30, except January"), ("That is:", None),
        ("Thursday 4 February 2027, 19:30", None), ("Is that right", "y"), ("Notice", "7 days"),
        ("another body", "n"),
    ):  # fmt: skip
        child.expect(question)
        if answer is not None:
            child.sendline(answer)
    child.expect(pexpect.EOF)
    assert 'name = "Hilltop Branch"' in (tmp_path / "motions.toml").read_text()


def test_a_calendar_of_a_conference_needs_no_organisation(run, tmp_path):
    result = run("calendar", "--conference", "labour-2021", "-o", "c.ics")
    assert result.exit_code == 0, result.output
    assert (
        b"Constitutional amendment (rule change): deadline 12:00"
        in (tmp_path / "c.ics").read_bytes()
    )


def test_a_bug_keeps_its_traceback(run, monkeypatch):
    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("motions.cli.commands.list.shipped_motions", broken)
    assert isinstance(run("list").exception, ZeroDivisionError)
