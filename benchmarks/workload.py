"""The two tasks of the comparison, and a template of them in the language of each peer.

*letter*: a motion's text with six values in it, which every peer can fill. *motion*: the layout
that we ship, with its loops and conditions, for docxtpl and us.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

from motions.bodies.organisation_file import example_organisation
from motions.documents.word.layouts import load_layout
from motions.documents.word.motion import motion_context
from motions.documents.word.ooxml.package import write_package
from motions.drafting.draft import numbered, plain
from motions.jobs.request import Request, prepare, shipped

TODAY = date(2027, 1, 10)
MOTION = "fast-track-discipline"
FIELDS = ("branch", "clp", "mover", "seconder", "meeting", "secretary")
TAGS = {
    "docxtpl": "{{{{ {} }}}}",
    "motions": "{{{{ {} }}}}",
    "docxtemplater": "{{{}}}",
    "easy-template-x": "{{{}}}",
    "carbone": "{{d.{}}}",
    "python-docx": "[[{}]]",
}
"""How a peer marks a value; Word's own merge fields are more than a mark."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NTH = ("first", "second", "third", "fourth", "last")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def letter_rows(count: int) -> list[dict[str, str]]:
    """Return the values of *count* letters."""
    return [
        {
            "file": f"{number:05}",
            "branch": f"Ward {number} Branch",
            "clp": f"Place {number % 650} & District CLP",
            "mover": f"Member {number}",
            "seconder": f"Friend {number}",
            "meeting": f"Thursday {1 + number % 28} January 2027",
            "secretary": f"Secretary {number}",
        }
        for number in range(count)
    ]


def letter(peer: str) -> bytes:
    """Return the letter's template for *peer*."""
    body = "".join(_paragraph(peer, style, text) for style, text in _letter_text())
    members = _members()
    members["word/document.xml"] = (
        f'<w:document xmlns:w="{_W}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    ).encode()
    return write_package(members)


def motion_draft() -> dict[str, object]:
    """Return what a document in our layout asks for."""
    case = prepare(Request(MOTION, example_organisation(), TODAY), shipped())
    return motion_context(case.draft())


def motion_rows(count: int) -> list[dict[str, str]]:
    """Return what is of its own in each of *count* documents in our layout."""
    return [{"body": f"Ward {number} Branch", "file": f"{number:05}"} for number in range(count)]


def motion_layout() -> bytes:
    """Return the layout that we ship."""
    return load_layout()[0]


def write_rows(
    path: Path, rows: list[dict[str, str]], shared: dict[str, object] | None = None
) -> Path:
    """Write *rows*, and what all of them share, as JSON to *path*, and return that."""
    path.write_text(json.dumps({"shared": shared or {}, "rows": rows}), encoding="utf-8")
    return path


def write_sheet(path: Path, count: int) -> Path:
    """Write a sheet of *count* branches to *path*, for the command itself."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["branch", "branch_meets", "branch_notice", "clp", "clp_meets", "clp_notice", "mover"]
        )
        for number in range(count):
            day = _DAYS[number % 5]
            habit = f"{_NTH[number // 5 % 5]} {day} at 19:30, except August"
            clp = f"{_NTH[number // 7 % 5]} {_DAYS[number % 4]} at 19:00"
            row = [f"Ward {number} Branch", habit, "7 days", f"Place {number} CLP", clp]
            writer.writerow([*row, "14 days", f"Member {number}"])
    return path


def _letter_text() -> list[tuple[str, str]]:
    """Return style and text of each paragraph; a value is its name between two at-signs."""
    known = shipped()
    case = prepare(Request(MOTION, example_organisation(), TODAY), known)
    draft = case.draft()
    lines = [
        ("Title", draft.title),
        ("Particulars", "From: @branch@"),
        ("Particulars", "To: @clp@, for the attention of @secretary@"),
        *(
            ("Clause", f"{number} {plain(runs)}".replace("Riverside Branch", "@branch@"))
            for number, runs in numbered(draft.sections)
        ),
        ("Detail", "Moved by @mover@, seconded by @seconder@"),
        ("Detail", "For the meeting of @branch@ on @meeting@"),
    ]
    return lines * 3  # as long as two printed pages


def _paragraph(peer: str, style: str, text: str) -> str:
    pieces = text.split("@")
    runs = [
        _run(peer, piece)
        if index % 2
        else f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
        for index, piece in enumerate(pieces)
        if piece
    ]
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def _run(peer: str, name: str) -> str:
    if peer == "docx-mailmerge2":
        shown = f"<w:r><w:t>«{name}»</w:t></w:r>"
        return f'<w:fldSimple w:instr=" MERGEFIELD {name} ">{shown}</w:fldSimple>'
    return f'<w:r><w:t xml:space="preserve">{TAGS[peer].format(name)}</w:t></w:r>'


def _members() -> dict[str, bytes]:
    """Return our layout without header and footer, which not every peer fills."""
    with ZipFile(BytesIO(motion_layout())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name in ("word/header1.xml", "word/footer1.xml"):
        tag = "hdr" if "header" in name else "ftr"
        members[name] = f'<w:{tag} xmlns:w="{_W}"><w:p/></w:{tag}>'.encode()
    return members
