"""The documents of a pack, opened by the programs that people use."""

from __future__ import annotations

import subprocess

import pytest
from docx import Document

from tests.support.programs import need

EXAMPLE = ("--example", "--conference", "labour-2021", "--today", "2021-04-20")


@pytest.fixture
def documents(run, tmp_path):
    for motion in ("fast-track-discipline", "jerusalem-declaration"):
        result = run("pack", motion, "-o", motion, "--set", "mover=A & B <c>", *EXAMPLE)
        assert result.exit_code == 0, result.output
    return sorted(path for path in tmp_path.glob("*/[12]-*.docx") if "slip" not in path.name)


@pytest.mark.slow
def test_pandoc_finds_the_names_and_no_tag(documents):
    pandoc = need("pandoc")
    for path in documents:
        text = subprocess.run(
            [pandoc, "-t", "plain", "--wrap=none", str(path)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert "{{" not in text
        assert "{%" not in text
        assert "A & B <c>" in text
        assert "Anytown CLP" in text
        assert "Riverside Branch" in text


def test_python_docx_reads_headings_and_title(documents):
    for path in documents:
        document = Document(str(path))
        assert document.core_properties.title
        assert document.core_properties.author in ("Riverside Branch", "Anytown CLP")
        level = "Heading 2" if "fast-track" in path.name else "Heading 1"
        headings = [p.text for p in document.paragraphs if p.style.name == level]
        speaker = "This branch" if "riverside" in path.name else "This CLP"
        assert f"{speaker} notes" in headings


@pytest.mark.slow
@pytest.mark.needs_libreoffice
def test_libreoffice_turns_them_into_pages(documents, tmp_path):
    soffice, pdftotext = need("soffice"), need("pdftotext")
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path / "pdf"), *map(str, documents)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    pages = sorted((tmp_path / "pdf").glob("*.pdf"))
    assert len(pages) == len({path.name for path in documents})
    for page in pages:
        text = subprocess.run(
            [pdftotext, "-layout", str(page), "-"], capture_output=True, text=True, check=True
        ).stdout
        assert "{{" not in text
        assert "Page 1 of" in text
