"""A Word document to PDF, by LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from motions.base.errors import MotionsError

TIMEOUT = 180
"""Seconds. The first run on a slow machine builds a profile."""

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_FILTER = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)


def render_pdf(document: bytes) -> bytes:
    """Return the Word *document* as a tagged PDF; it carries the moment at which it was made.

    LibreOffice runs with a profile of its own, so one that is open on the desktop is not disturbed.
    Raises MotionsError where it is not installed, does not finish or makes no PDF.
    """
    program = find_libreoffice()
    if program is None:
        raise MotionsError(
            "A PDF needs LibreOffice, which was not found. Install it from "
            "https://www.libreoffice.org, or write the Word document and save it as PDF from Word."
        )
    with tempfile.TemporaryDirectory(prefix="motions-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "document.docx"
        source.write_bytes(document)
        _convert(program, source)
        result = source.with_suffix(".pdf")
        if not result.is_file():
            raise MotionsError(
                "LibreOffice made no PDF of the document. Open it in LibreOffice to see why."
            )
        return result.read_bytes()


def find_libreoffice() -> str | None:
    """Return the path of LibreOffice, on the PATH or where its installers put it."""
    for name in _PROGRAMS:
        if path := shutil.which(name):
            return path
    return next((place for place in _PLACES if Path(place).is_file()), None)


def _convert(program: str, source: Path) -> None:
    profile = (source.parent / "profile").as_uri()
    command = [
        program, f"-env:UserInstallation={profile}", "--headless", "--norestore",
        "--convert-to", _FILTER, "--outdir", str(source.parent), str(source),
    ]  # fmt: skip
    try:
        subprocess.run(  # noqa: S603 the program is LibreOffice, the file our own
            command, check=True, capture_output=True, timeout=TIMEOUT
        )
    except subprocess.TimeoutExpired as error:
        raise MotionsError(
            f"LibreOffice did not finish within {TIMEOUT} seconds. Try again, or write the Word "
            "document and save it as PDF from Word."
        ) from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise MotionsError(
            f"LibreOffice could not be run ({error}). Write the Word document and save it as PDF "
            "from Word."
        ) from error
