"""What tests read out of a .docx, and small layouts made by hand."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

from docx import Document
from lxml import etree

from motions.documents.word.engine.render import render_template
from motions.documents.word.look import Look
from motions.documents.word.motion import render_motion
from motions.documents.word.ooxml.package import write_package
from motions.documents.word.ooxml.properties import Properties
from motions.drafting.draft import Draft
from tests.support.paths import ROOT

LAYOUTS = ROOT / "motion_templates" / "layouts"
LAYOUT = (LAYOUTS / "motion.docx").read_bytes()
RULE_CHANGE = (LAYOUTS / "rule-change.docx").read_bytes()
STAMP = datetime(2027, 1, 4, 9, 30)  # naive: UTC
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PROPERTIES = Properties(title="A title", author="Riverside Branch", language="en-GB")


def parts(data: bytes) -> dict[str, bytes]:
    """Return the members of a .docx by name."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """Return the parsed part *name* of a .docx."""
    return etree.fromstring(parts(data)[name])


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Return (style id, text) of each paragraph in the body; a tab or a break shows in the text."""
    found = []
    for paragraph in tree(data).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        found.append(("" if style is None else style.get(f"{W}val"), text_of(paragraph)))
    return found


def text_of(element: etree._Element) -> str:
    """Return the text of *element*, with tab, line break and page break as characters."""
    pieces = []
    for node in element.iter(f"{W}t", f"{W}tab", f"{W}br"):
        if node.tag == f"{W}t":
            pieces.append(node.text or "")
        elif node.getparent().tag == f"{W}r":
            pieces.append("\t" if node.tag == f"{W}tab" else "\n")
    return "".join(pieces)


def rendered(draft: Draft, **look: Any) -> bytes:
    """Return *draft* in the layout that we ship for its kind, made to *look*."""
    layout = RULE_CHANGE if draft.amendments else LAYOUT
    return render_motion(draft, layout=layout, stamp=STAMP, look=Look(**look))


def styled(data: bytes, *styles: str) -> list[str]:
    """Return the text of the paragraphs in one of *styles*."""
    return [text for style, text in paragraphs(data) if style in styles]


def layout_saying(*lines: str, **other: str) -> bytes:
    """Return a layout with one paragraph a line.

    Header and footer say nothing, unless *other* has a line for them (``footer1="…"``).
    """
    members = parts(LAYOUT)
    members["word/document.xml"] = document(*(paragraph(line) for line in lines))
    for name, text in {"header1": "-", "footer1": "-", **other}.items():
        xml = members[f"word/{name}.xml"]
        root = etree.fromstring(xml)
        for child in list(root):
            root.remove(child)
        root.append(etree.fromstring(paragraph(text, declare=True)))
        members[f"word/{name}.xml"] = etree.tostring(root)
    return write_package(members)


def layout_with(**changes: bytes | None) -> bytes:
    """Return our layout with members replaced or added: a ``__`` in a name stands for a slash."""
    members = parts(LAYOUT)
    for key, value in changes.items():
        name = key.replace("__", "/")
        name = name if "." in name else f"{name}.xml"
        if value is None:
            del members[name]
        else:
            members[name] = value
    return write_package(members)


def paragraph(line: str, *, declare: bool = False) -> str:
    """Return a Word paragraph of *line*."""
    where = f' xmlns:w="{W[1:-1]}"' if declare else ""
    return f'<w:p{where}><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'


def document(*body: str) -> bytes:
    """Return a document part with *body*, header and footer."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        f'<w:document xmlns:w="{W[1:-1]}" xmlns:r="{relations}"><w:body>{"".join(body)}'
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId6"/></w:sectPr></w:body></w:document>'
    ).encode()


def filled(layout: bytes, **context: object) -> bytes:
    """Return *layout* rendered with *context*."""
    return render_template(
        layout, context, properties=PROPERTIES, stamp=STAMP, source="letterhead.docx"
    )


def lines_of(data: bytes) -> list[str]:
    """Return the paragraphs as python-docx reads them."""
    return [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]
