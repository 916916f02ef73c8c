"""The folder that somebody hands to a secretary: complete, named for strangers, without persons."""

from __future__ import annotations

import re
import subprocess
import zipfile
from email import message_from_bytes, policy

import pytest
from docx import Document

from tests.support.programs import need

EXAMPLE = ("--example", "--conference", "labour-2021", "--today", "2021-04-20")
PEOPLE = ("--set", "mover=Ann Mover", "--set", "seconder=Bob Seconder")


@pytest.fixture
def pack(run, tmp_path):
    result = run("pack", "jerusalem-declaration", "-o", "demo", *EXAMPLE, *PEOPLE)
    assert result.exit_code == 0, result.output
    return tmp_path / "demo"


def words(path):
    document = Document(str(path))
    texts = [one.text for one in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(texts)


def test_readme_says_what_every_file_is_for(pack):
    guide = (pack / "README.txt").read_text()
    for path in pack.iterdir():
        assert path.name in guide or path.name == "README.txt"


def test_names_are_safe_on_windows_and_name_no_person(pack):
    for path in pack.iterdir():
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]{0,120}", path.name)
        assert "ann" not in path.name.lower()
        assert "bob" not in path.name.lower()


def test_each_secretary_gets_an_e_mail_with_the_motion_as_that_body_debates_it(pack):
    for number, name in ((1, "riverside-branch"), (2, "anytown-clp")):
        raw = (pack / f"{number}-{name}-email.eml").read_bytes()
        message = message_from_bytes(raw, policy=policy.default)
        assert message["X-Unsent"] == "1"
        assert message["From"] is None
        assert message["To"] is None
        (attached,) = message.iter_attachments()
        document = pack / f"{number}-{name}-jerusalem-declaration.docx"
        assert attached.get_filename() == document.name
        assert attached.get_content() == document.read_bytes()
        letter = message.get_body().get_content()
        assert "Ann Mover" not in letter
        assert "Dear Secretary," in letter
    assert "Thursday 27 May 2021, 19:30" in letter
    assert "14 days of notice: it is to reach you by Thursday 13 May 2021" in letter
    assert "Riverside Branch carried it on ____" in letter
    assert "1. This CLP notes" in letter


def test_a_secretary_who_is_known_is_written_to(run, tmp_path):
    assert run("init", "--example").exit_code == 0
    path = tmp_path / "motions.toml"
    path.write_text(
        path.read_text().replace(
            'notice = "7 days"',
            'notice = "7 days"\nsecretary = { name = "Sam Secretary", email = "sam@example.org" }',
        )
    )
    assert run("pack", "jerusalem-declaration", "-o", "p", *EXAMPLE[1:]).exit_code == 0
    raw = (tmp_path / "p" / "1-riverside-branch-email.eml").read_bytes()
    message = message_from_bytes(raw, policy=policy.default)
    assert message["To"] == "Sam Secretary <sam@example.org>"
    assert message.get_body().get_content().startswith("Dear Sam Secretary,")


def test_the_checklist_has_each_step_with_what_to_take_along(pack):
    text = words(pack / "checklist.docx")
    page = (pack / "checklist.html").read_text()
    for wanted in (
        "Thursday 29 April 2021 (last chance Thursday 24 June 2021)",
        "Thursday 6 May 2021, 19:30",
        "Send it to the secretary of Riverside Branch",
        "1-riverside-branch-email.eml",
        "3-text-for-the-conference-form.txt",
        "Name a mover and a seconder.",
    ):
        assert wanted in text
        assert wanted in page


def test_the_slip_has_room_for_the_result_and_the_exact_words(pack):
    text = words(pack / "2-anytown-clp-result-slip.docx")
    for wanted in ("Votes for", "Abstentions", "Date of the meeting", "This CLP resolves"):
        assert wanted in text
    assert "Ann Mover" not in text


def test_the_speaking_note_has_the_points_and_where_the_facts_stand(pack):
    text = words(pack / "speaking-note.docx")
    assert "I move “Adopt the Jerusalem Declaration on Antisemitism”." in text
    assert "https://jerusalemdeclaration.org" in text


def test_documents_name_an_organisation_and_no_person_as_their_author(pack):
    for path in pack.glob("*.docx"):
        properties = Document(str(path)).core_properties
        assert properties.author in ("Riverside Branch", "Anytown CLP")
        assert properties.title


def test_a_zip_has_the_same_files_in_a_folder_and_no_answers(run, tmp_path, pack):
    result = run("pack", "jerusalem-declaration", "-o", "demo", "--zip", *EXAMPLE, *PEOPLE)
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(tmp_path / "demo.zip") as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    outside = {f"demo/{path.name}": path.read_bytes() for path in pack.iterdir()}
    outside.pop("demo/answers.toml")
    assert inside == outside
    assert (tmp_path / "answers.toml").exists()


def test_a_zip_needs_a_name(run, tmp_path):
    result = run("pack", "jerusalem-declaration", "-o", ".", "--zip", *EXAMPLE)
    assert (result.exit_code, "Name the zip file" in result.stderr) == (2, True)
    assert not list(tmp_path.iterdir())


def test_a_dry_run_shows_the_files_and_writes_none(run, tmp_path):
    result = run("pack", "jerusalem-declaration", "-o", "demo", "--dry-run", *EXAMPLE)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 13
    assert not list(tmp_path.iterdir())


def test_an_edited_document_stays_and_the_new_one_gets_another_name(run, pack):
    edited = pack / "1-riverside-branch-jerusalem-declaration.docx"
    edited.write_bytes(b"mine")
    result = run("pack", "jerusalem-declaration", "-o", "demo", "--force", *EXAMPLE)
    assert result.exit_code == 0, result.output
    assert edited.read_bytes() == b"mine"
    assert (pack / "1-riverside-branch-jerusalem-declaration-2.docx").is_file()
    assert "has been edited" in result.stderr
    assert not (pack / "speaking-note-2.docx").exists()


def test_too_late_stands_on_the_checklist(run, tmp_path):
    arguments = ("--example", "--conference", "labour-2021", "--today", "2021-06-01")
    result = run("pack", "fast-track-discipline", "-o", "late", *arguments)
    assert result.exit_code == 0
    text = words(tmp_path / "late" / "checklist.docx")
    assert "Too late by the ordinary route" in text
    assert "dates.txt" in text


@pytest.mark.slow
@pytest.mark.needs_libreoffice
def test_the_checklist_fits_on_one_page(pack, tmp_path):
    soffice, pdfinfo = need("soffice"), need("pdfinfo")
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(pack / "checklist.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    shown = subprocess.run(
        [pdfinfo, str(tmp_path / "checklist.pdf")], capture_output=True, text=True, check=True
    ).stdout
    assert re.search(r"Pages:\s+1\b", shown)
