"""Sheets as people really save them, and what is said of the rows that cannot be used."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from motions.base.errors import DataFileError
from motions.bodies.meetings import Meeting
from motions.campaign.columns import columns_for, read_header
from motions.campaign.rows import british_dates, parse_row
from motions.campaign.sheet import Sheet, SheetRow
from motions.conferences.choose import find_conference
from motions.conferences.conference_file import shipped_conferences
from motions.drafting.library import find_motion, shipped_motions
from tests.support.batches import HEADER, good_row, sheet_text

COLUMNS = columns_for(
    find_motion("jerusalem-declaration", shipped_motions()),
    find_conference("labour-2027", shipped_conferences()),
)


def read(path, content: bytes) -> list[SheetRow]:
    path.write_bytes(content)
    return list(Sheet(path, COLUMNS).rows())


def parsed(**cells: str):
    return parse_row(SheetRow(2, cells), COLUMNS, "s.csv")


def fault(**cells: str) -> tuple[str, str]:
    """Return the column and the problem of the only fault of a row."""
    branch, faults = parsed(**cells)
    assert branch is None
    (one,) = faults
    return one.column, one.problem


ACCENTED = [["Pontypridd & Taf-Elái", "", "", "Llŷn", "", "", "Siân"]]


@pytest.mark.parametrize(
    ("encoding", "rows"),
    [
        ("utf-8", ACCENTED),
        ("utf-8-sig", ACCENTED),
        ("utf-16", ACCENTED),
        ("cp1252", [["Café “Rouge” – £5", "", "", "Anytown", "", "", "Zoë"]]),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_csv_file_is_read_however_excel_saved_it(tmp_path, encoding, rows, delimiter, newline):
    text = sheet_text(*rows, delimiter=delimiter).replace("\r\n", newline)
    (row,) = read(tmp_path / "s.csv", text.encode(encoding))
    assert row.number == 2
    assert [row.cells.get(name, "") for name in HEADER] == rows[0]


def test_excels_own_line_about_the_separator_is_obeyed(tmp_path):
    rows = read(tmp_path / "s.csv", b"sep=;\r\nbranch;mover\r\nA, B;C\r\n")
    assert rows == [SheetRow(2, {"branch": "A, B", "mover": "C"})]


def test_blank_cells_rows_and_columns_around_the_table_do_not_count(tmp_path):
    content = "branch , mover,,\r\n Riverside \u00a0,Jo ,,\r\n,,,\r\n\r\n  ,,,\r\nHill,,,\r\n,,,"
    assert read(tmp_path / "s.csv", content.encode()) == [
        SheetRow(2, {"branch": "Riverside", "mover": "Jo"}),
        SheetRow(6, {"branch": "Hill"}),
    ]


def test_a_cell_may_have_several_lines_and_rows_keep_the_numbers_that_excel_shows(tmp_path):
    content = b'branch,mover\n"River\nside","Jo\r\nand Al"\nHill,Bo\n'
    rows = read(tmp_path / "s.csv", content)
    assert [(row.number, row.cells["branch"]) for row in rows] == [(2, "River\nside"), (3, "Hill")]
    branch, _faults = parse_row(rows[0], COLUMNS, "s.csv")
    assert branch.organisation.bodies[0].name == "River side"


def test_headings_are_read_whatever_their_case_spaces_and_hyphens():
    header, ignored = read_header(["Branch", "Branch Meets", "CLP-notice"], COLUMNS, "s.csv")
    assert header == ["branch", "branch_meets", "clp_notice"]
    assert ignored == []


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            ["branch", "brnach_meets"],
            "'brnach_meets': is not a known column.",
        ),
        (["branch", "brnach_meets"], "Did you mean 'branch_meets'?"),
        (["branch", "Branch"], "column 2, 'Branch': is there twice"),
        (["mover"], "row 1: has no column 'branch' or 'clp'"),
    ],
)
def test_headings_that_cannot_be_right_are_refused(cells, message):
    with pytest.raises(DataFileError) as caught:
        read_header(cells, COLUMNS, "s.csv")
    assert message in str(caught.value)


def test_a_column_like_no_other_is_left_out_and_that_is_said():
    header, ignored = read_header(["branch", "Telephone"], COLUMNS, "s.csv")
    assert header == ["branch", ""]
    assert ignored == ["s.csv: column 2, 'Telephone' is not a known column and was ignored."]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b",,,\n", "is empty"),
        (b"branch\nA\x81\xfe\n", "letters that cannot be read"),
        (b'branch\n"' + b"x" * 200_000, "A quotation mark may be open from here on"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(tmp_path, content, message):
    with pytest.raises(DataFileError) as caught:
        read(tmp_path / "s.csv", content)
    assert message in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DataFileError, match="no such file"):
        Sheet(tmp_path / "none.csv", COLUMNS)


def test_a_workbook_is_read_with_its_real_dates(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append([*HEADER, "meeting_date", "seconder"])
    sheet.append(["A", datetime(2027, 5, 6, 19, 30), "7 days", None, None, None, 7.0,
                  date(2027, 5, 6), time(19, 30)])  # fmt: skip
    book.save(tmp_path / "s.xlsx")
    (row,) = Sheet(tmp_path / "s.xlsx", COLUMNS).rows()
    assert row.cells["branch_meets"] == "2027-05-06 19:30"
    assert row.cells["mover"] == "7"
    assert row.cells["seconder"] == "19:30"
    branch, _faults = parse_row(row, COLUMNS, "s.xlsx")
    body = branch.organisation.bodies[0]
    assert body.meets.source.meetings == (Meeting(date(2027, 5, 6), time(19, 30)),)  # type: ignore[attr-defined]
    assert branch.answers["meeting_date"] == "Thursday 6 May 2027"


def test_what_only_calls_itself_a_workbook_is_refused(tmp_path):
    with pytest.raises(DataFileError, match="is not an Excel workbook"):
        read(tmp_path / "s.xlsx", b"branch\nA\n")


def test_dates_are_in_british_order():
    assert british_dates("6/5/2027 and 06.05.27") == "2027-05-06 and 2027-05-06"
    with pytest.raises(ValueError, match="'31/02/2027' is not a valid date"):
        british_dates("31/02/2027")


def test_meetings_can_be_dates():
    branch, _faults = parsed(branch="A", branch_meets="06/05/2027 19:30; 3/6/2027 19.00")
    assert branch.organisation.bodies[0].meets.source.meetings == (
        Meeting(date(2027, 5, 6), time(19, 30)),
        Meeting(date(2027, 6, 3), time(19)),
    )


@pytest.mark.parametrize(
    ("cells", "column", "problem"),
    [
        (
            {"branch": "A", "branch_meets": "frist Thursday at 19:30"},
            "branch_meets",
            "Did you mean",
        ),
        ({"branch": "A", "branch_meets": "06/05/2027"}, "branch_meets", "has no hour"),
        ({"branch": "A", "branch_meets": "6/5/2027 19:30; soon"}, "branch_meets", "'soon' is no"),
        (
            {"branch": "A", "branch_meets": "30/02/2027 19:30"},
            "branch_meets",
            "is not a valid date",
        ),
        (
            {"branch": "A", "branch_notice": "a week or so"},
            "branch_notice",
            "is not a period of notice",
        ),
        ({"branch": "A", "nation": "englnad"}, "nation", "Did you mean 'england'?"),
        ({"mover": "Jo"}, "branch", "is empty. Give the name of the branch or clp"),
        ({"branch": "A", "clp_meets": "first Monday at 19:00"}, "clp", "but clp_meets is not"),
    ],
)
def test_a_fault_names_its_column_and_what_to_do(cells, column, problem):
    found = fault(**cells)
    assert found[0] == column
    assert problem in found[1]


def test_every_fault_of_a_row_is_told_at_once():
    branch, faults = parsed(branch="A", branch_meets="x", branch_notice="y", nation="z")
    assert branch is None
    assert [one.column for one in faults] == ["nation", "branch_meets", "branch_notice"]


def test_more_cells_than_headings_is_a_fault_with_its_likely_cause(tmp_path):
    (row,) = read(tmp_path / "s.csv", b"branch,mover\nA,Jo,Smith\n")
    _branch, (one,) = parse_row(row, COLUMNS, "s.csv")
    assert "Put a text with a comma or a semicolon in quotes" in one.problem


def test_bodies_of_one_name_in_different_places_have_different_ids():
    ids = {parsed(branch="Central", clp=clp)[0].organisation.bodies[0].id for clp in "AB"}
    assert ids == {"a-central", "b-central"}
    same = parsed(branch="Anytown", clp="Anytown")[0].organisation
    assert len(same.by_id) == 2


@given(st.lists(st.text(max_size=12), min_size=len(HEADER), max_size=len(HEADER) + 2))
def test_whatever_stands_in_a_row_it_is_a_branch_or_has_faults(cells):
    named = {name: cell for name, cell in zip(HEADER, cells, strict=False) if cell}
    row = SheetRow(2, named, tuple(cells[len(HEADER) :]))
    branch, faults = parse_row(row, COLUMNS, "s.csv")
    assert (branch is None) == bool(faults)


def test_a_good_row_is_an_organisation_of_its_own():
    branch, faults = parsed(**dict(zip(HEADER, good_row(1), strict=True)))
    assert not faults
    assert [body.tier for body in branch.organisation.route(branch.organisation.bodies[0])] == [
        "branch",
        "clp",
    ]
    assert branch.undated == ()
