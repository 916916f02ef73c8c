"""What is looked at once the tags of a part are filled: that it is still a Word text."""

from __future__ import annotations

import re
from typing import Any
from xml.parsers.expat import ParserCreate

from motions.documents.word.ooxml.namespaces import NO_TEXT, W
from motions.documents.word.ooxml.values import restore

_EMPTY_ENDS = ("></w:t></w:r>", "</w:rPr></w:r>", "/></w:r>", "<w:r/>", "<w:r></w:r>")
_EMPTY_RUN = re.compile(
    r"<w:r(?: [^>]*)?(?:/>|>"
    r"(?:<w:rPr/>|<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?"
    r"(?:<w:t(?: [^>]*)?(?:/>|(?<!/)></w:t>))*"
    r"</w:r>)\s*",
    re.DOTALL,
)


class BrokenLayoutError(Exception):
    """With its tags filled, the layout is not the text of a Word document."""


def checked(xml: str) -> str:
    """Return rendered *xml* without the empty runs that tags leave; raises BrokenLayoutError."""
    from lxml import etree  # noqa: PLC0415 what needs no check does not wait for it

    try:
        root = etree.fromstring(xml.encode())
    except etree.XMLSyntaxError as error:
        msg = (
            "the tags cut the text apart. Begin and end each {%p …%} in a paragraph of its own, "
            "each {%tr …%} in a table row of its own"
        )
        raise BrokenLayoutError(msg) from error
    for element in root.iter(*NO_TEXT):
        stray = [element.text, *(child.tail for child in element)]
        for text in stray:
            if text and text.strip():
                shown = restore(text.strip()[:40].encode()).decode()
                msg = f"{shown!r} would be lost. Write {{{{ name }}}}, without r, p or tr before it"
                raise BrokenLayoutError(msg)
    for table in root.iter(f"{W}tbl"):
        if table.find(f"{W}tblGrid") is None:
            msg = "has a table without columns. Open the layout in Word and save it again"
            raise BrokenLayoutError(msg)
    for run in list(root.iter(f"{W}r")):
        content = [child for child in run if child.tag != f"{W}rPr"]
        parent = run.getparent()
        if parent is not None and all(_is_empty_text(child) for child in content):
            parent.remove(run)
    return str(etree.tostring(root, encoding="unicode"))


def well_formed(xml: bytes, *, prefixes: bool) -> bytes:
    """Return *xml*; raises BrokenLayoutError where it is not well-formed.

    *prefixes* asks for a look at those too, which takes twice as long.
    """
    parser = ParserCreate(namespace_separator=" " if prefixes else None)
    try:
        parser.Parse(xml, True)
    except ValueError as error:
        raise BrokenLayoutError(str(error)) from error
    return xml


def without_empty_runs(xml: str) -> str:
    """Return *xml*, whose text is all in runs, without the runs that hold nothing.

    The same as :func:`checked` leaves, without building a tree.
    """
    return _EMPTY_RUN.sub("", xml) if any(end in xml for end in _EMPTY_ENDS) else xml


def without_emptied_runs(xml: str) -> str:
    """Return *xml* without empty runs where only an empty value can have left one."""
    return _EMPTY_RUN.sub("", xml) if "></w:t>" in xml else xml


def _is_empty_text(element: Any) -> bool:
    return element.tag == f"{W}t" and not element.text
