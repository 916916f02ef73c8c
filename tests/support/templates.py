"""Word templates for tests: pieces of text with docxtpl's tags, put together to a .docx."""

from __future__ import annotations

from io import BytesIO

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from motions.documents.word.engine.finishing import saved_members
from motions.documents.word.ooxml.package import write_package
from tests.support.docx_files import LAYOUT, W, paragraph, parts

NAMESPACES = (
    f'xmlns:w="{W[1:-1]}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="{number}" name="Logo" descr="Our logo"/>'
    "</wp:inline></w:drawing></w:r></w:p>"
)


def run(text: str, look: str = "") -> str:
    """Return a run of *text*; *look* is its ``w:rPr``'s content."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def cell(*content: str, properties: str = '<w:tcW w:w="2000" w:type="dxa"/>') -> str:
    """Return a table cell of paragraphs."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows: str, columns: int = 2) -> str:
    grid = '<w:gridCol w:w="3000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def template(
    *body: str, header: str = "-", footer: str = "-", notes: str = "", sections: int = 1
) -> bytes:
    """Return a template with *body*; *header*, *footer* and *notes* are the text of one paragraph.

    *sections* is how many sections the document has.
    """
    members = parts(LAYOUT)
    more = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" * (sections - 1)
    last = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId6"/></w:sectPr>'
    )
    members["word/document.xml"] = (
        f"<w:document {NAMESPACES}><w:body>{''.join(body)}{more}{last}</w:body></w:document>"
    ).encode()
    for name, tag, text in (("header1", "hdr", header), ("footer1", "ftr", footer)):
        xml = f"<w:{tag} {NAMESPACES}>{paragraph(text)}</w:{tag}>"
        members[f"word/{name}.xml"] = xml.encode()
    if notes:
        members["word/footnotes.xml"] = (
            f'<w:footnotes {NAMESPACES}><w:footnote w:id="1">{paragraph(notes)}</w:footnote>'
            "</w:footnotes>"
        ).encode()
        _add(members, "[Content_Types].xml", _content_type("footnotes"))
        _add(members, "word/_rels/document.xml.rels", _relationship("footnotes"))
    return write_package(members)


def by_docxtpl(layout: bytes, context: dict[str, object], environment: Environment) -> dict:
    """Return the parts of the document that docxtpl alone makes, as canonical XML by name."""
    made = DocxTemplate(BytesIO(layout))
    made.render(context, environment)
    return canonical(saved_members(made.docx))


def canonical(members: dict[str, bytes]) -> dict[str, bytes]:
    """Return the XML among *members* in its canonical form, the rest as it is."""
    return {
        name: etree.tostring(etree.fromstring(part), method="c14n")
        if name.endswith((".xml", ".rels"))
        else part
        for name, part in members.items()
    }


def _add(members: dict[str, bytes], name: str, element: str) -> None:
    root = etree.fromstring(members[name])
    root.append(etree.fromstring(element))
    members[name] = etree.tostring(root)


def _content_type(kind: str) -> str:
    return (
        '<Override xmlns="http://schemas.openxmlformats.org/package/2006/content-types" '
        f'PartName="/word/{kind}.xml" ContentType="{CONTENT_TYPE.WML_FOOTNOTES}"/>'
    )


def _relationship(kind: str) -> str:
    return (
        '<Relationship xmlns="http://schemas.openxmlformats.org/package/2006/relationships" '
        f'Id="rId90" Type="{RELATIONSHIP_TYPE.FOOTNOTES}" Target="{kind}.xml"/>'
    )
