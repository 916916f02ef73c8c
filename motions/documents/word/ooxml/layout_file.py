"""Which Word files can be a layout, and what of a layout no document takes over.

A branch makes a layout from its own letterhead. What Word keeps in such a file about the people
who made it (properties, comments, tracked changes, the path to a template) must not travel on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from lxml import etree

from motions.base.errors import DataFileError, Fault
from motions.documents.word.ooxml.namespaces import W
from motions.documents.word.ooxml.package import CONTENT_TYPES, read_package, write_package

if TYPE_CHECKING:
    from docx.document import Document

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = "http://purl.oclc.org/ooxml/"
_PACKAGE_RELS = "_rels/.rels"
_MAY_POINT_OUTSIDE = ("/hyperlink", "/attachedTemplate")
_LEFT_BEHIND = ("/customXml", "/people", "/glossaryDocument")
_SETTINGS_LEFT_BEHIND = ("attachedTemplate", "mailMerge", "docVars", "rsids")


def read_layout(data: bytes, source: str) -> bytes:
    """Return the layout *data* without its properties and preview picture, safe to open.

    Raises DataFileError, naming *source*, with every reason why it cannot be a layout.
    """
    members = read_package(data, source)
    faults = list(_kind_faults(members))
    if not faults:
        faults = [*_author_faults(members), *_link_faults(members)]
    if faults:
        raise DataFileError(source, faults)
    members[_PACKAGE_RELS] = _only_the_document(members[_PACKAGE_RELS])
    return write_package(members, compress=False)


def strip_origin(document: Document) -> None:
    """Take out of *document* what its layout knows about the machine and the people it is from."""
    rels = document.part.rels
    for key, relationship in list(rels.items()):
        if relationship.reltype.endswith(_LEFT_BEHIND):
            del rels[key]
        elif relationship.reltype.endswith("/settings"):
            relationship.target_part.rels.clear()
    settings = document.settings.element
    for name in _SETTINGS_LEFT_BEHIND:
        for element in settings.findall(f"{W}{name}"):
            settings.remove(element)


def _kind_faults(members: Mapping[str, bytes]) -> Iterator[Fault]:
    """Yield why this kind of Word file cannot be a layout."""
    types = " ".join(
        element.get("ContentType", "") for element in etree.fromstring(members[CONTENT_TYPES])
    )
    if "macroEnabled" in types or any("vbaproject" in name.lower() for name in members):
        yield Fault("", "has macros. Save it in Word as a Word document without macros (.docx)")
    elif "wordprocessingml.template.main+xml" in types:
        yield Fault("", "is a Word template (.dotx). Save it in Word as a Word document (.docx)")
    elif _STRICT.encode() in members[_PACKAGE_RELS]:
        problem = (
            'is a "Strict Open XML Document". Save it in Word with the file type "Word Document"'
        )
        yield Fault("", problem)
    elif "wordprocessingml.document.main+xml" not in types:
        yield Fault(
            CONTENT_TYPES, "does not name a Word document. Save the file in Word again as .docx"
        )


def _author_faults(members: Mapping[str, bytes]) -> Iterator[Fault]:
    """Yield the parts in which somebody's name stands on a change or a comment."""
    for name, part in members.items():
        if not (name.startswith("word/") and name.endswith(".xml")) or b"author" not in part:
            continue
        if name.startswith("word/comments"):
            yield Fault(name, "has comments. Delete them all in Word (Review, Delete) and save")
        elif any(element.get(f"{W}author") for element in etree.fromstring(part).iter()):
            problem = "has tracked changes. Accept them all in Word (Review, Accept) and save"
            yield Fault(name, problem)


def _link_faults(members: Mapping[str, bytes]) -> Iterator[Fault]:
    """Yield what Word would fetch from elsewhere; a web address to click on is allowed."""
    for name, part in members.items():
        if not name.endswith(".rels"):
            continue
        for element in etree.fromstring(part).iter(_RELATIONSHIP):
            outside = element.get("TargetMode") == "External"
            if outside and not element.get("Type", "").endswith(_MAY_POINT_OUTSIDE):
                target = element.get("Target", "")
                problem = (
                    f"fetches {target!r} from outside the file. Insert it into the file itself"
                )
                yield Fault(name, problem)


def _only_the_document(rels: bytes) -> bytes:
    """Return the package's relationships with the main document as the only one left."""
    root = etree.fromstring(rels)
    for element in list(root):
        if not element.get("Type", "").endswith("/officeDocument"):
            root.remove(element)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))
