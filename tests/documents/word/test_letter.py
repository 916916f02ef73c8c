"""Any Word file with tags, filled from the command line; and our layouts to start one from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from motions.base.errors import DataFileError
from motions.documents.word.letter import read_letter
from tests.support.docx_files import LAYOUT, layout_saying, lines_of, parts

EXAMPLE = ("--example", "--conference", "labour-2021", "--today", "2021-04-20")


@pytest.fixture
def letter(tmp_path) -> Path:
    path = tmp_path / "letter.docx"
    path.write_bytes(
        layout_saying("Dear {{ recipient }},", "{{ body }} asks you to {{ request }}.", "{{ clp }}")
    )
    return path


def test_a_letter_knows_the_names_that_it_asks_for():
    data = layout_saying(
        "{{ b }} {{ a }}", "{% for x in things %}{{ x }}{% endfor %}", footer1="{{ c }} {{ a }}"
    )
    assert read_letter(data, "l.docx").names == ("b", "a", "things", "c")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (layout_saying("no tag"), "has no {{ tags }}"),
        (layout_saying("a { b } c"), "has no {{ tags }}"),
        (LAYOUT, "is the layout of a motion. Name the motion, and this file with --layout"),
        (b"x", "is not a Word document"),
        (
            layout_saying("{{ a }} {% if b %}"),
            "has tags that cannot be read. 'motions check l.docx'",
        ),
    ],
)
def test_what_is_no_letter_is_refused(data, message):
    with pytest.raises(DataFileError) as refusal:
        read_letter(data, "l.docx")
    assert message in str(refusal.value)


def test_a_letter_is_filled_from_answers_and_the_organisation(run, letter, tmp_path):
    result = run(
        "draft", letter, "--set", "recipient=A & B <c>", "--set", "request={{ 7*7 }}", *EXAMPLE
    )
    assert result.exit_code == 0, result.output
    data = (tmp_path / "letter-filled.docx").read_bytes()
    assert lines_of(data) == [
        "Dear A & B <c>,",
        "Riverside Branch asks you to {{ 7*7 }}.",
        "Anytown CLP",
    ]
    assert b"Riverside Branch" in parts(data)["docProps/core.xml"]


def test_a_letter_goes_to_standard_output_too(run, letter, tmp_path):
    answers = ("--set", "recipient=A. Secretary", "--set", "request=x", *EXAMPLE)
    before = set(tmp_path.iterdir())
    result = run("draft", letter, *answers, "-o", "-")
    assert result.exit_code == 0, result.output
    assert result.stdout_bytes.startswith(b"PK")
    assert set(tmp_path.iterdir()) == before


def test_all_that_is_missing_is_named_at_once(run, letter):
    result = run("draft", letter, "--set", "clp=X")
    assert result.exit_code == 1
    for name in ("recipient", "body", "request"):
        assert f'--set {name}="…"' in result.stderr
    assert not list(letter.parent.glob("*-filled.docx"))


def test_a_name_that_the_letter_does_not_ask_for_is_an_error(run, letter):
    result = run("draft", letter, "--set", "recipiant=X", *EXAMPLE)
    assert result.exit_code == 1
    assert "Did you mean 'recipient'?" in result.stderr


def test_a_letter_is_no_motion(run, letter):
    result = run("draft", letter, "--format", "txt")
    assert result.exit_code == 2
    assert "neither --layout nor --format" in result.stderr


def test_dates_of_the_conference_need_no_answer(run, tmp_path):
    path = tmp_path / "dates.docx"
    path.write_bytes(
        layout_saying("{{ conference }}, {{ conference_place }}", "{{ deadline_rule_change }}")
    )
    result = run("draft", path, "-o", "out.docx", "--json", *EXAMPLE)
    assert json.loads(result.stdout) == {"files": ["out.docx"]}
    assert lines_of((tmp_path / "out.docx").read_bytes()) == [
        "Labour Party Annual Conference 2021, Brighton",
        "Friday 11 June 2021, 12:00",
    ]


def test_a_letter_is_not_written_over_another(run, letter):
    arguments = ("draft", letter, "--set", "recipient=a", "--set", "request=b", *EXAMPLE)
    assert run(*arguments).exit_code == 0
    assert "already exists" in run(*arguments).stderr
    assert run(*arguments, "--force", "--large-print").exit_code == 0


def test_our_layouts_are_listed_and_exported(run, tmp_path):
    assert run("layout", "list").stdout.splitlines()[0].startswith("motion ")
    names = json.loads(run("layout", "list", "--json").stdout)["layouts"]
    assert [one["name"] for one in names] == ["motion", "rule-change"]
    result = run("layout", "export", "-o", "mine.docx")
    assert result.exit_code == 0
    assert (tmp_path / "mine.docx").read_bytes() == LAYOUT
    assert "already exists" in run("layout", "export", "-o", "mine.docx").stderr
    unknown = run("layout", "export", "rulechange")
    assert unknown.exit_code == 1
    assert "Did you mean 'rule-change'?" in unknown.stderr


def test_an_exported_layout_makes_the_same_document(run, tmp_path):
    run("layout", "export", "rule-change", "-o", "mine.docx")
    for layout in ([], ["--layout", "mine.docx"]):
        name = f"{len(layout)}.docx"
        result = run("draft", "fast-track-discipline", "-o", name, *layout, *EXAMPLE)
        assert result.exit_code == 0, result.output
    assert (tmp_path / "0.docx").read_bytes() == (tmp_path / "2.docx").read_bytes()


def test_a_rule_change_in_the_layout_of_a_motion_is_refused(run):
    run("layout", "export", "motion", "-o", "mine.docx")
    result = run("draft", "fast-track-discipline", "--layout", "mine.docx", *EXAMPLE)
    assert result.exit_code == 1
    assert "motions layout export rule-change" in result.stderr


def test_the_look_is_taken_by_draft_and_pack(run, tmp_path):
    result = run(
        "pack",
        "fast-track-discipline",
        "-o",
        "out",
        "--line-numbers",
        "--redline",
        "none",
        *EXAMPLE,
    )
    assert result.exit_code == 0, result.output
    for path in (tmp_path / "out").glob("[12]-*-fast-track-discipline.docx"):
        assert b"lnNumType" in parts(path.read_bytes())["word/document.xml"]
    assert run("draft", "x", "--redline", "blue").exit_code == 2
