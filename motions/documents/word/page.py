"""A Page to a Word document, in the one layout that every page shares."""

from __future__ import annotations

from datetime import datetime

from motions.base.shipped import read_shipped
from motions.documents.page import Clauses, Page
from motions.documents.plain import Write, in_order, plain_lines, plain_parts
from motions.documents.word.engine.render import render_template
from motions.documents.word.labels import page_of
from motions.documents.word.languages import LanguageMarks
from motions.documents.word.look import Look
from motions.documents.word.ooxml.package import read_package, write_package
from motions.documents.word.ooxml.properties import Properties
from motions.documents.word.restyle import restyle

_LAYOUT = "page.docx"


def render_page(page: Page, *, stamp: datetime, large_print: bool = False) -> bytes:
    """Return *page* as a Word document; the same arguments give the same bytes."""
    layout = read_shipped("motion_templates", "layouts", _LAYOUT)
    properties = Properties(title=page.title, author=page.author, language=page.language)
    source = f"motion_templates/layouts/{_LAYOUT}"
    marks = LanguageMarks(page.language, page)
    context = page_context(page, marks.write)
    data = render_template(layout, context, properties=properties, stamp=stamp, source=source)
    if not (large_print or marks.any):
        return data
    members = read_package(data, source)
    marks.set_in(members)
    restyle(members, Look(large_print=large_print))
    return write_package(members)


def page_context(page: Page, write: Write = str) -> dict[str, object]:
    """Return what the tags of the layout can ask for, as plain strings, lists and dicts."""
    parts = list(plain_parts(page, write))
    for block in (block for part in parts for block in part["blocks"]):
        if block["kind"] == Clauses.kind:
            block["clauses"] = list(in_order(block["clauses"]))
    return {
        "title": write(page.title),
        "body": page.author,
        "lead": plain_lines(page.lead, write),
        "parts": parts,
        "small_print": list(map(write, page.small_print)),
        "labels": page_of(page.language, write),
    }
