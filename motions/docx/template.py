"""A Word layout with docxtpl's tags, and plain values, to the bytes of a document.

docxtpl does the rendering; what surrounds it here keeps three promises that it does not make. A
value comes out exactly as typed (:mod:`motions.docx.values`), a layout that cannot work is named
with its part and its tag, and the same input gives the same bytes.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx.opc.constants import CONTENT_TYPE
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import Environment, TemplateError, UndefinedError
from lxml import etree

from motions.docx.layout import W, forget_origin, read_layout
from motions.docx.package import write_package
from motions.docx.values import plain, plain_data, protect, restore
from motions.errors import DataFileError, Fault, did_you_mean
from motions.templating import sandbox

MAX_PROPERTY = 255  # python-docx refuses longer ones
_TAG = re.compile(r"{[{%#].*?[}%#]}", re.DOTALL)
_MISSING = re.compile(r"'(\w+)' is undefined|has no (?:attribute|element) '?(\w+)'?")
_NOTES = (
    CONTENT_TYPE.WML_FOOTNOTES,
    CONTENT_TYPE.WML_ENDNOTES,
)
_PART_NAMES = {"document": "the text", "header": "a header", "footer": "a footer"}
_DAMAGED = (LookupError, ValueError, TypeError, AttributeError, OpcError, etree.LxmlError)
_NO_TEXT = frozenset(f"{W}{name}" for name in ("body", "hdr", "ftr", "p", "r", "tbl", "tr", "tc"))


@dataclass(frozen=True)
class Properties:
    """What a document says about itself. *author* is an organisation, never a person."""

    title: str
    author: str
    language: str
    subject: str = ""
    identifier: str = ""


def render_template(
    layout: bytes,
    context: Mapping[str, object],
    *,
    properties: Properties,
    stamp: datetime,
    source: str,
) -> bytes:
    """Return the document that *layout* becomes with the plain data of *context*.

    *stamp* is when it was made (a naive one is taken as UTC); the same arguments give the same
    bytes. Raises DataFileError, naming *source*, for a layout that is no safe Word file or whose
    tags cannot be filled.
    """
    data = plain_data(context)
    template = _Template(BytesIO(read_layout(layout, source)))
    environment = sandbox(finalize=protect)
    environment.filters["safe"] = _as_it_is
    try:
        template.init_docx()
    except _DAMAGED as error:
        problem = "is damaged: its parts do not fit together. Open it in Word and save it again"
        raise DataFileError(source, [Fault("", problem)]) from error
    try:
        template.render(data, environment)
    except _BrokenLayoutError as error:
        raise DataFileError(source, [Fault(template.where, str(error))]) from error
    except Exception as error:
        line = _line_of(error)
        if line is None:
            raise
        raise DataFileError(source, [template.fault(error, line, data)]) from error
    _set_properties(template.docx, properties, stamp)
    forget_origin(template.docx)
    _set_language(template.docx, plain(properties.language))
    return _packed(template)


def _as_it_is(value: Any) -> Any:
    """Stand in for Jinja's ``|safe``: no layout can vouch for what somebody will type."""
    return value


class _BrokenLayoutError(Exception):
    """What is left after the tags were filled is no Word text."""


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl, told to leave the properties alone and to look at what it has made."""

    where = ""
    lines: tuple[str, ...] = ()

    def render_properties(
        self, context: dict[str, Any], jinja_env: Environment | None = None
    ) -> None:
        """Leave the properties to :func:`_set_properties`: no tag in them is ever run."""

    def render_footnotes(
        self, context: dict[str, Any], jinja_env: Environment | None = None
    ) -> None:
        """Render footnotes and endnotes once; docxtpl does it again for each section."""
        for part in self.docx.part.package.parts:
            if part.content_type in _NOTES:
                source = etree.tostring(etree.fromstring(part.blob), encoding="unicode")
                xml = self.render_xml_part(self.patch_xml(source), part, context, jinja_env)
                part._blob = xml.encode()  # noqa: SLF001  (as docxtpl does)

    def render_xml_part(
        self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Environment | None = None
    ) -> str:
        """Render one part, and remember where we are for a message."""
        name = str(part.partname).lstrip("/")
        stem = re.sub(r"\d*\.xml$", "", name.rpartition("/")[2])
        self.where = f"{_PART_NAMES.get(stem, 'the notes')} ({name})"
        self.lines = tuple(re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml).split("\n"))
        return _checked(super().render_xml_part(src_xml, part, context, jinja_env))

    def fault(self, error: Exception, line: int, data: Mapping[str, object]) -> Fault:
        """Return *error* in the words of somebody who edits the layout in Word."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        tags = _TAG.findall(re.sub(r"<[^>]+>", "", text))
        missing = _MISSING.search(str(error)) if isinstance(error, UndefinedError) else None
        name = (missing[1] or missing[2]) if missing else ""
        if name:
            tags = [tag for tag in tags if re.search(rf"\b{name}\b", tag)] or tags
            hint = did_you_mean(name, list(data)) if missing and missing[1] else ""
            problem = f"asks for {name!r}, which a document of this kind does not have.{hint}"
        else:
            problem = (
                f"cannot be filled: {str(error).rstrip('.')}. Check its spelling and its end tag"
            )
        shown = " ".join(dict.fromkeys(tags[:3]))
        return Fault(self.where, f"the tag {shown} {problem}" if shown else f"a tag {problem}")


def _checked(xml: str) -> str:
    """Return rendered *xml* without the empty runs that tags leave; raises _BrokenLayoutError."""
    try:
        root = etree.fromstring(xml.encode())
    except etree.XMLSyntaxError as error:
        msg = (
            "the tags cut the text apart. Begin and end each {%p …%} in a paragraph of its own, "
            "each {%tr …%} in a table row of its own"
        )
        raise _BrokenLayoutError(msg) from error
    for element in root.iter(*_NO_TEXT):
        stray = [element.text, *(child.tail for child in element)]
        for text in stray:
            if text and text.strip():
                shown = restore(text.strip()[:40].encode()).decode()
                msg = f"{shown!r} would be lost. Write {{{{ name }}}}, without r, p or tr before it"
                raise _BrokenLayoutError(msg)
    for table in root.iter(f"{W}tbl"):
        if table.find(f"{W}tblGrid") is None:
            msg = "has a table without columns. Open the layout in Word and save it again"
            raise _BrokenLayoutError(msg)
    for run in list(root.iter(f"{W}r")):
        content = [child for child in run if child.tag != f"{W}rPr"]
        parent = run.getparent()
        if parent is not None and all(_is_empty_text(child) for child in content):
            parent.remove(run)
    return str(etree.tostring(root, encoding="unicode"))


def _is_empty_text(element: Any) -> bool:
    return element.tag == f"{W}t" and not element.text


def _line_of(error: Exception) -> int | None:
    """Return the line of the template in which *error* arose, or None if it arose elsewhere."""
    if isinstance(error, TemplateError) and getattr(error, "lineno", None) is not None:
        return int(error.lineno)  # type: ignore[attr-defined]
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == "<template>"
    ]
    if lines:
        return lines[-1]
    return 0 if isinstance(error, TemplateError) else None


def _set_properties(document: Any, properties: Properties, stamp: datetime) -> None:
    """Replace all properties of *document*; whatever the layout said is gone."""
    core = document.core_properties
    for element in list(core._element):  # noqa: SLF001  (no public way to clear them)
        core._element.remove(element)  # noqa: SLF001
    moment = stamp.astimezone(UTC) if stamp.tzinfo else stamp
    core.title = _property(properties.title)
    core.author = _property(properties.author)
    core.last_modified_by = _property(properties.author)
    core.subject = _property(properties.subject)
    core.identifier = _property(properties.identifier)
    core.language = _property(properties.language)
    core.created = core.modified = moment.replace(tzinfo=None)
    core.revision = 1


def _property(value: str) -> str:
    """Return *value* as a property takes it: plain, and cut where Word's field ends."""
    text = plain(value)
    return text if len(text) <= MAX_PROPERTY else text[: MAX_PROPERTY - 1] + "…"


def _set_language(document: Any, language: str) -> None:
    """Make *language* the one that Word checks the spelling in and a screen reader speaks."""
    if not language:
        return
    defaults = document.styles.element.find(f"{W}docDefaults")
    for element in () if defaults is None else defaults.iter(f"{W}lang"):
        element.set(f"{W}val", language)
    for element in document.settings.element.iter(f"{W}themeFontLang"):
        element.set(f"{W}val", language)


def _packed(template: _Template) -> bytes:
    """Return the rendered document, the braces of its values back, packed the same each time."""
    buffer = BytesIO()
    template.docx.save(buffer)
    with ZipFile(buffer) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return write_package(
        {
            name: restore(part) if name.endswith((".xml", ".rels")) else part
            for name, part in members.items()
        }
    )
