"""A layout rendered by docxtpl itself, with a look at its work, and words for what fails.

This is the slow way: for a layout that cannot be compiled
(:mod:`motions.documents.word.engine.compiled`), and for the message where filling failed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import Environment, TemplateError, UndefinedError
from lxml import etree

from motions.base.errors import DataFileError, Fault, did_you_mean
from motions.documents.word.engine.compile import NOTES
from motions.documents.word.engine.well_formed import BrokenLayoutError, checked

_TAG = re.compile(r"{[{%#].*?[}%#]}", re.DOTALL)
_MISSING = re.compile(r"'(\w+)' is undefined|has no (?:attribute|element) '?(\w+)'?")
_PART_NAMES = {"document": "the text", "header": "a header", "footer": "a footer"}
_DAMAGED = (LookupError, ValueError, TypeError, AttributeError, OpcError, etree.LxmlError)


def open_layout(layout: bytes, source: str) -> LayoutTemplate:
    """Return docxtpl's template of *layout*; raises DataFileError where its parts do not fit."""
    template = LayoutTemplate(BytesIO(layout))
    try:
        template.init_docx()
    except _DAMAGED as error:
        problem = "is damaged: parts are missing. Open it in Word and save it again"
        raise DataFileError(source, [Fault("", problem)]) from error
    return template


def fill_layout(
    layout: bytes, data: Mapping[str, object], environment: Environment, source: str
) -> LayoutTemplate:
    """Return docxtpl's template of *layout*, filled with *data*.

    Raises DataFileError, naming *source*, the part and the tag, where that cannot be done.
    """
    template = open_layout(layout, source)
    try:
        template.render(dict(data), environment)
    except BrokenLayoutError as error:
        raise DataFileError(source, [Fault(template.where, str(error))]) from error
    except Exception as error:
        line = _line_of(error)
        if line is None:
            raise
        raise DataFileError(source, [template.fault(error, line, data)]) from error
    return template


class LayoutTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl, told to leave the properties alone and to look at what it has made."""

    where = ""
    lines: tuple[str, ...] = ()

    def render_properties(
        self, context: dict[str, Any], jinja_env: Environment | None = None
    ) -> None:
        """Leave the properties to the caller: no tag in them is ever run."""

    def render_footnotes(
        self, context: dict[str, Any], jinja_env: Environment | None = None
    ) -> None:
        """Render footnotes and endnotes once; docxtpl does it again for each section."""
        for part in self.docx.part.package.parts:
            if part.content_type in NOTES:
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
        return checked(super().render_xml_part(src_xml, part, context, jinja_env))

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


def _line_of(error: Exception) -> int | None:
    """Return the line of the template in which *error* arose, or None if it arose elsewhere."""
    if isinstance(error, TemplateError) and getattr(error, "lineno", None) is not None:
        return int(error.lineno)  # type: ignore[attr-defined]
    import traceback  # noqa: PLC0415 only for a layout with errors

    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == "<template>"
    ]
    if lines:
        return lines[-1]
    return 0 if isinstance(error, TemplateError) else None
