"""One run over a sheet: what is made, what is said, and what a second run leaves alone."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import BytesIO, StringIO

import pytest
from click.testing import CliRunner
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from motions.campaign.file_names import LONGEST_PART, Names, name_part
from motions.cli.main import main
from tests.support.batches import (
    HEADER,
    MOTION,
    bad_row,
    batch,
    contents,
    good_row,
    sheet_text,
    summary,
    write_sheet,
)
from tests.support.templates import paragraph, template

NAME = "{}-jerusalem-declaration.docx"
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789"),
}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "out"


def made(folder, ending=".docx"):
    return sorted(path.name for path in folder.iterdir() if path.suffix == ending)


def text_of(path):
    return "\n".join(one.text for one in Document(BytesIO(path.read_bytes())).paragraphs)


def test_each_row_becomes_a_document_in_the_name_of_its_branch(tmp_path, folder):
    result = batch(write_sheet(tmp_path / "s.csv", good_row(1), good_row(2)), "-o", folder)
    assert result.exit_code == 0, result.output
    assert made(folder) == [
        NAME.format("ward-1-branch-place-0-clp"),
        NAME.format("ward-2-branch-place-0-clp"),
    ]
    text = text_of(folder / NAME.format("ward-2-branch-place-0-clp"))
    assert "Ward 2 Branch" in text
    assert "Member 2" in text


def test_a_row_gets_the_same_document_as_the_draft_command_makes(tmp_path, folder):
    batch(write_sheet(tmp_path / "s.csv", good_row(1)), "-o", folder, "--conference", "labour-2027")
    toml = tmp_path / "motions.toml"
    toml.write_text(
        '[[body]]\nid = "place-0-clp-ward-1-branch"\nname = "Ward 1 Branch"\ntier = "branch"\n'
        'meets = "second Thursday at 19:30"\nnotice = "7 days"\nsends_to = "place-0-clp"\n'
        '[[body]]\nid = "place-0-clp"\nname = "Place 0 CLP"\ntier = "clp"\n'
        'meets = "fourth Tuesday at 19:30"\nnotice = "14 days"\n'
    )
    output = tmp_path / "one.docx"
    arguments = ["draft", "jerusalem-declaration", "--org", str(toml), "--set", "mover=Member 1"]
    arguments += ["--conference", "labour-2027", "--today", "2027-01-10", "-o", str(output)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert output.read_bytes() == (folder / NAME.format("ward-1-branch-place-0-clp")).read_bytes()


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("pack", None),
        ("calendar", ["ward-1-branch-place-0-clp-jerusalem-declaration.ics"]),
        ("plan", ["ward-1-branch-place-0-clp-jerusalem-declaration.txt"]),
    ],
)
def test_a_row_can_get_a_pack_a_calendar_or_a_plan_instead(tmp_path, folder, what, names):
    result = batch(write_sheet(tmp_path / "s.csv", good_row(1)), "-o", folder, "--what", what)
    assert result.exit_code == 0, result.output
    if names is None:
        (pack,) = [path for path in folder.iterdir() if path.is_dir() and path.name[0] != "."]
        assert "dates.ics" in [path.name for path in pack.iterdir()]
    else:
        assert [path.name for path in folder.glob("*-declaration.*")] == names


def test_the_faulty_rows_are_told_and_the_others_are_made(tmp_path, folder):
    sheet = write_sheet(tmp_path / "s.csv", good_row(0), bad_row(1), good_row(2), bad_row(3))
    result = batch(sheet, "-o", folder)
    assert result.exit_code == 1
    assert len(made(folder)) == 2
    assert f"{sheet}: row 3, column branch_meets: 'frist Thursday at 19:30'" in result.stderr
    assert f"{sheet}: row 5, column clp_notice: " in result.stderr
    assert "2 made, 2 faulty" in result.stderr
    assert "--resume" in result.stderr
    states = {row["row"]: row["state"] for row in summary(folder)}
    assert states == {"2": "made", "3": "not made", "4": "made", "5": "not made"}


def test_strict_makes_nothing_where_a_row_is_faulty(tmp_path, folder):
    result = batch(
        write_sheet(tmp_path / "s.csv", good_row(0), bad_row(1)), "-o", folder, "--strict"
    )
    assert result.exit_code == 1
    assert "row 3, column branch_meets" in result.stderr
    assert not folder.exists()


def test_mended_rows_are_made_by_resume_and_the_rest_is_left_alone(tmp_path, folder):
    sheet = tmp_path / "s.csv"
    batch(write_sheet(sheet, good_row(0), bad_row(1), good_row(2)), "-o", folder)
    edited = folder / NAME.format("ward-0-branch-place-0-clp")
    edited.write_bytes(b"the mover's own words")
    result = batch(
        write_sheet(sheet, good_row(0), good_row(1), good_row(2)), "-o", folder, "--resume"
    )
    assert result.exit_code == 0, result.output
    assert "1 made, 2 there already" in result.stderr
    assert edited.read_bytes() == b"the mover's own words"
    assert len(made(folder)) == 3


def test_rows_that_moved_are_known_again(tmp_path, folder):
    sheet = tmp_path / "s.csv"
    batch(write_sheet(sheet, good_row(0), good_row(1)), "-o", folder)
    result = batch(
        write_sheet(sheet, good_row(7), good_row(1), good_row(0)), "-o", folder, "--resume"
    )
    assert "1 made, 2 there already" in result.stderr
    assert sorted(row["row"] for row in summary(folder)) == ["2", "3", "4"]


def test_a_row_that_changed_is_told_and_its_document_is_not_overwritten(tmp_path, folder):
    sheet = tmp_path / "s.csv"
    batch(write_sheet(sheet, good_row(0)), "-o", folder)
    before = contents(folder)[NAME.format("ward-0-branch-place-0-clp")]
    changed = [*good_row(0)[:-1], "Somebody Else"]
    result = batch(write_sheet(sheet, changed), "-o", folder, "--resume")
    assert result.exit_code == 1
    assert "row 2 has changed since" in result.stderr
    assert contents(folder)[NAME.format("ward-0-branch-place-0-clp")] == before
    (folder / NAME.format("ward-0-branch-place-0-clp")).unlink()
    assert batch(sheet, "-o", folder, "--resume").exit_code == 0
    assert "Somebody Else" in text_of(folder / NAME.format("ward-0-branch-place-0-clp"))


def test_resume_after_all_is_done_changes_nothing(tmp_path, folder):
    sheet = write_sheet(tmp_path / "s.csv", *(good_row(n) for n in range(3)))
    batch(sheet, "-o", folder)
    before = contents(folder)
    assert batch(sheet, "-o", folder, "--resume").exit_code == 0
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (["--what", "plan"], "began with another --what"),
        (["--set", "seconder=Jo"], "began with another --set"),
        (["--conference", "labour-2021"], "began with another --conference"),
    ],
)
def test_resume_of_another_run_is_refused(tmp_path, folder, change, message):
    sheet = write_sheet(tmp_path / "s.csv", good_row(0))
    batch(sheet, "-o", folder)
    result = batch(sheet, "-o", folder, "--resume", *change)
    assert result.exit_code == 1
    assert message in result.stderr


def test_a_folder_with_other_things_in_it_is_not_used(tmp_path, folder):
    sheet = write_sheet(tmp_path / "s.csv", good_row(0))
    folder.mkdir()
    (folder / "mine.txt").write_text("x")
    for more in ([], ["--resume"]):
        result = batch(sheet, "-o", folder, *more)
        assert result.exit_code == 1
        assert "is not empty" in result.stderr
    assert batch(sheet, "-o", folder / "mine.txt").exit_code == 1


def test_a_second_run_into_the_folder_is_refused_without_resume(tmp_path, folder):
    sheet = write_sheet(tmp_path / "s.csv", good_row(0))
    batch(sheet, "-o", folder)
    result = batch(sheet, "-o", folder)
    assert result.exit_code == 1
    assert "holds an unfinished run. Add --resume" in result.stderr


def test_branches_of_one_name_get_files_of_their_own(tmp_path, folder):
    rows = [good_row(0), good_row(0), ["WARD 0 branch", *good_row(0)[1:]]]
    batch(write_sheet(tmp_path / "s.csv", *rows), "-o", folder)
    stem = "ward-0-branch-place-0-clp-jerusalem-declaration"
    assert made(folder) == sorted([f"{stem}.docx", f"{stem}-2.docx", f"{stem}-3.docx"])


def test_without_a_habit_of_meeting_there_is_a_document_but_no_plan(tmp_path, folder):
    sheet = write_sheet(tmp_path / "s.csv", ["A", "", "", "B", "", "", ""])
    assert batch(sheet, "-o", folder).exit_code == 0
    assert [row["aim"] for row in summary(folder)] == [""]
    result = batch(sheet, "-o", tmp_path / "plans", "--what", "plan")
    assert result.exit_code == 1
    assert "column branch_meets: is empty; --what plan needs it" in result.stderr
    assert "column clp_notice: is empty; --what plan needs it" in result.stderr


def test_a_default_fills_blank_cells_only(tmp_path, folder):
    sheet = write_sheet(tmp_path / "s.csv", good_row(0), [*good_row(1)[:-1], ""])
    result = batch(sheet, "-o", folder, "--set", "mover=Everyone", "--set", "clp_notice=3 weeks")
    assert result.exit_code == 0, result.output
    assert "Member 0" in text_of(folder / NAME.format("ward-0-branch-place-0-clp"))
    assert "Everyone" in text_of(folder / NAME.format("ward-1-branch-place-0-clp"))


def test_an_unknown_default_is_refused(tmp_path, folder):
    result = batch(write_sheet(tmp_path / "s.csv", good_row(0)), "-o", folder, "--set", "movr=x")
    assert result.exit_code == 1
    assert "Did you mean 'mover'?" in result.stderr


def test_the_summary_begins_with_who_is_too_late_and_says_what_is_left(tmp_path, folder):
    rows = [good_row(0), ["Late", "first Thursday at 19:30, in June the first Thursday", "300 days",
                          "Place", "fourth Tuesday at 19:30", "14 days", ""]]  # fmt: skip
    batch(write_sheet(tmp_path / "s.csv", *rows, bad_row(1)), "-o", folder)
    found = summary(folder)
    assert [row["state"] for row in found] == ["too late", "made", "not made"]
    assert found[0]["too_late"]
    assert found[0]["what_you_can_still_do"]
    assert found[1]["slack_days"].isdecimal()
    page = (folder / "summary.html").read_text(encoding="utf-8")
    assert page.index("Too late by the ordinary route") < page.index(
        "In time, the most urgent first"
    )
    assert page.index("In time") < page.index("Not made: rows to fix")
    assert 'href="ward-0-branch-place-0-clp-jerusalem-declaration.docx"' in page


@pytest.mark.parametrize("lead", "=+-@\t\r")
def test_a_cell_of_the_summary_is_never_a_formula(tmp_path, folder, lead):
    name = f"{lead}cmd|' /C calc'!A0 <b>&"
    sheet = write_sheet(tmp_path / "s.csv", [name, *good_row(0)[1:]])
    assert batch(sheet, "-o", folder).exit_code == 0
    (row,) = summary(folder)
    assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in row.values())
    assert "<b>&" not in (folder / "summary.html").read_text(encoding="utf-8")


def test_columns_and_an_empty_sheet_are_shown_without_a_sheet(tmp_path):
    shown = json.loads(batch("--columns", "--json").stdout)
    names = [one["name"] for one in shown]
    assert names[:6] == ["branch", "branch_meets", "branch_notice", "branch_secretary",
                         "branch_email", "clp"]  # fmt: skip
    assert {"nation", "mover", "seconder"} <= set(names)
    path = tmp_path / "t.csv"
    assert batch("--template-csv", path).exit_code == 0
    text = path.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert next(csv.reader(StringIO(text.decode("utf-8-sig")))) == names


def test_json_counts_the_rows(tmp_path, folder):
    result = batch(write_sheet(tmp_path / "s.csv", good_row(0), bad_row(1)), "-o", folder, "--json")
    told = json.loads(result.stdout)
    assert (told["made"], told["faulty"]) == (1, 1)
    assert result.exit_code == 1


def test_without_a_sheet_or_a_folder_it_is_wrong_usage(tmp_path):
    assert batch().exit_code == 2
    assert batch(write_sheet(tmp_path / "s.csv", good_row(0))).exit_code == 2


@pytest.mark.slow
def test_several_processes_make_the_same_folder_as_one(tmp_path):
    rows = [bad_row(n) if n % 20 == 0 else good_row(n) for n in range(260)]
    sheet = write_sheet(tmp_path / "s.csv", *rows)
    one = batch(sheet, "-o", tmp_path / "one", "--jobs", "1")
    two = batch(sheet, "-o", tmp_path / "two", "--jobs", "2")
    assert (one.exit_code, two.exit_code) == (1, 1)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert len(summary(tmp_path / "one")) == 260
    assert len(made(tmp_path / "one")) == 247


def test_no_name_of_a_person_is_in_a_name_of_a_file_or_in_the_journal(tmp_path, folder):
    header = (*HEADER, "branch_secretary", "branch_email")
    row = [*good_row(0)[:-1], "Jo Mover", "Al Secretary", "al@example.org"]
    batch(write_sheet(tmp_path / "s.csv", row, header=header), "-o", folder)
    journal = (folder / ".motions-batch" / "journal.jsonl").read_bytes().lower()
    names = " ".join(contents(folder)).encode()
    for person in (b"mover", b"secretary", b"al@example"):
        assert person not in names
    assert b"al@example" not in journal
    assert b"jo mover" not in journal


@given(st.lists(st.text(), min_size=1, max_size=2))
def test_a_name_is_safe_on_any_system(bodies):
    name = Names().give(bodies, "the-motion") + ".docx"
    assert name == name.lower() or not name.isascii()
    assert not set(name) & set('<>:"/\\|?*') | {one for one in name if not one.isprintable()}
    assert not name.startswith((".", "-", " "))
    assert name.split(".")[0].split("-")[0] + "x" != "x"
    assert name.split(".")[0] not in RESERVED
    assert len(name.encode()) <= 3 * LONGEST_PART + 20


@given(st.lists(st.sampled_from(["A", "a", "Á", "b", "a 2", "a-2"]), max_size=12))
def test_names_are_each_given_once(bodies):
    names = Names()
    given_names = [names.give([one], "m") for one in bodies]
    assert len({one.casefold() for one in given_names}) == len(bodies)


def test_a_name_in_another_script_stays_readable():
    assert name_part("Глазго Branch / ../..") == "branch"
    assert name_part("../Глазго") == "глазго"
    assert name_part("···") == "unnamed"


def test_a_broken_layout_is_told_once_and_nothing_is_made(tmp_path, folder):
    broken = tmp_path / "letterhead.docx"
    broken.write_bytes(b"no document")
    sheet = write_sheet(tmp_path / "s.csv", good_row(0), good_row(1))
    result = batch(sheet, "-o", folder, "--layout", broken)
    assert result.exit_code == 1
    assert result.stderr.count("is not a Word document") == 1
    assert not folder.exists()


@pytest.mark.slow
def test_a_line_of_progress_comes_every_hundred_rows(tmp_path, folder):
    sheet = tmp_path / "s.csv"
    sheet.write_text(sheet_text(*(good_row(n) for n in range(210))))
    lines = [one for one in batch(sheet, "-o", folder).stderr.splitlines() if "a second" in one]
    assert [line.split()[0] for line in lines] == ["100", "200"]


def test_a_row_that_stands_twice_is_made_twice_and_told(tmp_path, folder):
    rows = [good_row(1), good_row(2), good_row(1)]
    result = batch(write_sheet(tmp_path / "s.csv", *rows), "-o", folder)
    assert result.exit_code == 0
    assert len(made(folder)) == 3
    assert "duplicate rows: row 4 repeats row 2. Both were written." in result.stderr


ONLY_BRANCH = ["A Branch", "first Thursday at 19:30", "7 days", "", "", "", "Member 1"]
ONLY_CLP = ["", "", "", "A CLP", "fourth Tuesday at 19:30", "14 days", "Member 1"]


def test_a_branch_without_its_clp_has_a_document_and_no_dates(tmp_path, folder):
    sheet = write_sheet(tmp_path / "s.csv", ONLY_BRANCH, ONLY_CLP)
    result = batch(sheet, "-o", folder)
    assert result.exit_code == 0, result.output
    text = text_of(folder / NAME.format("a-branch"))
    assert "A Branch" in text
    assert "online form" not in text  # to which only the CLP sends
    assert "to send this motion to the CLP" in text
    dated = {row["row"]: row["last_chance"] for row in summary(folder)}
    assert dated["2"] == ""
    assert dated["3"]


@pytest.mark.parametrize("what", ["pack", "calendar", "plan"])
def test_what_needs_dates_needs_the_body_that_submits(tmp_path, folder, what):
    sheet = write_sheet(tmp_path / "s.csv", ONLY_BRANCH, ONLY_CLP)
    result = batch(sheet, "-o", folder, "--what", what)
    assert result.exit_code == 1
    assert f"row 2, column clp: is empty; --what {what} needs it" in result.stderr
    assert "row 3" not in result.stderr


def test_of_many_rows_that_stand_twice_some_are_named(tmp_path, folder):
    result = batch(write_sheet(tmp_path / "s.csv", *[good_row(1)] * 9), "-o", folder)
    assert "row 3 repeats row 2, " in result.stderr
    assert "row 7 repeats row 2 and 3 more." in result.stderr


def test_a_file_whose_row_is_gone_is_named_and_stays(tmp_path, folder):
    sheet = write_sheet(tmp_path / "s.csv", good_row(1), good_row(2))
    batch(sheet, "-o", folder)
    renamed = ["Renamed Branch", *good_row(2)[1:]]
    result = batch(write_sheet(sheet, good_row(1), renamed), "-o", folder, "--resume")
    assert result.exit_code == 0, result.output
    old = NAME.format("ward-2-branch-place-0-clp")
    assert f"No longer in the sheet: {old}." in result.stderr
    assert old in made(folder)
    assert NAME.format("renamed-branch-place-0-clp") in made(folder)


def test_a_layout_that_no_row_fits_is_told_once_and_the_run_can_begin_again(tmp_path, folder):
    layout = tmp_path / "own.docx"
    layout.write_bytes(template(paragraph("{{ title }} {{ mover }}")))
    sheet = write_sheet(tmp_path / "s.csv", good_row(1), good_row(2))
    result = batch(sheet, "-o", folder, "--layout", layout)
    assert result.exit_code == 1
    assert result.stderr.count("asks for 'mover'") == 1
    assert not folder.exists()
    layout.write_bytes(template(paragraph("{{ title }}")))
    assert batch(sheet, "-o", folder, "--layout", layout).exit_code == 0
    assert len(made(folder)) == 2


def test_json_names_every_fault(tmp_path, folder):
    sheet = write_sheet(tmp_path / "s.csv", good_row(1), bad_row(1))
    result = batch(sheet, "-o", folder, "--json")
    told = json.loads(result.stdout)
    assert (told["made"], told["faulty"]) == (1, 1)
    ((row, column),) = [(one["row"], one["column"]) for one in told["faults"]]
    assert (row, column) == (3, "branch_meets")
    assert "frist" in told["faults"][0]["problem"]


@pytest.mark.parametrize(
    ("name", "part"),
    [("Łódź", "lodz"), ("Sør-Øst", "sor-ost"), ("Straße", "strasse"), ("Þing", "thing")],
)
def test_a_letter_without_an_accent_to_take_away_is_spelt(name, part):
    assert name_part(name) == part


def test_a_deadline_that_the_conference_does_not_state_is_projected_as_in_a_plan(tmp_path):
    sheet = write_sheet(tmp_path / "b.csv", good_row(1), good_row(2))
    shared = ("--conference", "labour-2026", "--today", "2026-06-20")
    done = CliRunner().invoke(
        main, ["batch", MOTION, str(sheet), "-o", str(tmp_path / "camp"), *shared]
    )
    assert done.exit_code == 0, done.output
    planned = CliRunner().invoke(main, ["plan", MOTION, "--example", "--json", *shared])
    deadline = date.fromisoformat(json.loads(planned.stdout)["deadline"]["at"][:10])
    for row in summary(tmp_path / "camp"):
        assert f"{deadline.day} {deadline:%B %Y}" in row["deadline"]
        assert "projected" in row["deadline"]
