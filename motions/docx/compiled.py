"""docxtpl's rendering with all that does not depend on the values done once.

docxtpl reads the package, heals the tags, compiles them with Jinja, fills them and mends what came
out, anew for each document. Here the first three are done once for a template, by docxtpl's own
methods. A document is then only filled, and mended where a look at the text shows that docxtpl's
mending would change it. What cannot be done so is left to docxtpl itself (CannotCompileError).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZipFile

from docx.opc.constants import CONTENT_TYPE
from docxtpl import DocxTemplate, RichText, RichTextParagraph
from jinja2 import Environment, Template
from lxml import etree

from motions.docx.checks import checked, well_formed, without_emptied_runs, without_empty_runs
from motions.docx.layout import W
from motions.docx.skeleton import Facts, facts, holds_markup

NOTES = (CONTENT_TYPE.WML_FOOTNOTES, CONTENT_TYPE.WML_ENDNOTES)
FIRST_PICTURE_ID = 1001
"""The number that docxtpl gives to the first drawing of a body."""

_DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_WORD_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_USUAL = {"w": W[1:-1], "wp": _WORD_DRAWING}
_XMLNS = re.compile(r'\sxmlns(?::[\w.-]+)?="[^"]*"')
_DRAWING_ID = re.compile(r'(<wp:docPr\b[^>]*?\sid=")[^"]*(")')
_ESCAPED_TAGS = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


class CannotCompileError(Exception):
    """This template, or this document of it, is docxtpl's own work."""


class _Part(NamedTuple):
    """One part with tags: its name in the package, and what stands around what *template* gives."""

    name: str
    head: str
    template: Template
    tail: str
    facts: Facts
    has_escapes: bool
    is_body: bool = False


class CompiledTemplate:
    """The parts of a Word template that have tags, ready to be filled many times.

    *template* is one of docxtpl's, not rendered yet. *text_only* promises that every value is
    written as escaped text without a line break or a tab; the parts are then held to our rules for
    layouts too (:mod:`motions.docx.checks`). Raises CannotCompileError for a template that only
    docxtpl can do, and what docxtpl and Jinja raise for a faulty one.
    """

    def __init__(
        self,
        template: DocxTemplate,
        environment: Environment,
        *,
        text_only: bool = False,
    ) -> None:
        if environment.line_statement_prefix or environment.line_comment_prefix:
            raise CannotCompileError("tags that are whole lines")
        template.render_init()
        self._mender = template
        self._environment = environment
        self._text_only = text_only
        self.parts = [self._body(), *self._heads_and_feet(), *self._notes()]
        self.names = frozenset(part.name for part in self.parts)
        if len(self.names) < len(self.parts):
            raise CannotCompileError("a part that is used twice")

    def fill(self, context: Mapping[str, Any]) -> dict[str, bytes]:
        """Return the parts filled with *context*, by name.

        Raises what Jinja raises, BrokenLayoutError and CannotCompileError.
        """
        if not self._text_only and _changes_package(context):
            raise CannotCompileError("a picture, a document or a link among the values")
        return {
            part.name: well_formed(
                _DECLARATION + self._filled(part, context).encode(), prefixes=not part.facts.sound
            )
            for part in self.parts
        }

    def _filled(self, part: _Part, context: Mapping[str, Any]) -> str:
        text = part.template.render(context)
        if part.has_escapes and ("{_" in text or "_}" in text):
            for escaped, tag in _ESCAPED_TAGS:
                text = text.replace(escaped, tag)
        if any(mark in text for mark in "\n\t\a\f"):
            if not self._text_only and "\n<w:p" in text:
                raise CannotCompileError("a line break before a paragraph")
            text = self._mender.resolve_listing(text)
        text = part.head + text + part.tail
        if self._text_only:
            text = without_emptied_runs(text) if part.facts.sound else checked(text)
        return self._mended(text, part.facts) if part.is_body else text

    def _mended(self, text: str, known: Facts) -> str:
        """Return the body with its tables and its drawings' numbers as docxtpl mends them."""
        if "<w:tbl" in text and not (self._text_only and known.settled):
            text = str(etree.tostring(self._mender.fix_tables(text), encoding="unicode"))
        if "<wp:docPr" in text:
            numbers = iter(range(FIRST_PICTURE_ID, 1_000_000))
            text, done = _DRAWING_ID.subn(lambda m: f"{m[1]}{next(numbers)}{m[2]}", text)
            if done != text.count("<wp:docPr"):
                raise CannotCompileError("a drawing without a number")
        return text

    def _body(self) -> _Part:
        root = self._mender.docx.element
        name = str(self._mender.docx.part.partname).lstrip("/")
        whole = self._mender.xml_to_string(root)
        head, _, rest = whole.partition("<w:body")
        tail = rest.rpartition("</w:body>")[2].lstrip()
        source = self._mender.get_xml().rstrip()
        if root.nsmap == root.body.nsmap:  # it says again what the document says
            tag, _, inner = source.partition(">")
            source = f"{_XMLNS.sub('', tag)}>{inner}"
        return self._part(name, source, root, head, tail)

    def _heads_and_feet(self) -> Iterator[_Part]:
        for uri in (self._mender.HEADER_URI, self._mender.FOOTER_URI):
            for _key, part in self._mender.get_headers_footers(uri):
                source = self._mender.get_part_xml(part)
                name = str(part.partname).lstrip("/")
                yield self._part(name, source, etree.fromstring(part.blob))

    def _notes(self) -> Iterator[_Part]:
        """Yield footnotes and endnotes, each once.

        docxtpl fills footnotes once for each section, so that a value with tags in it is run.
        """
        for part in self._mender.docx.part.package.iter_parts():
            if part.content_type in NOTES:
                root = etree.fromstring(part.blob)
                source = etree.tostring(root, encoding="unicode")
                yield self._part(str(part.partname).lstrip("/"), source, root)

    def _part(
        self, name: str, source: str, root: etree._Element, head: str = "", tail: str = ""
    ) -> _Part:
        for element in root.iter(etree.Element):
            if any(element.nsmap.get(prefix, uri) != uri for prefix, uri in _USUAL.items()):
                raise CannotCompileError(f"{name}: unusual prefixes")
        source = self._mender.patch_xml(source)
        if self._text_only:
            source = without_empty_runs(source)
        parsed = self._environment.parse(source)
        if holds_markup(parsed):
            raise CannotCompileError(f"{name}: a tag with markup in it")
        known = facts(parsed, root.nsmap) if self._text_only else Facts()
        template = self._environment.from_string(parsed)
        has_escapes = not self._text_only or "{_" in source or "_}" in source
        return _Part(name, head, template, tail, known, has_escapes, is_body=bool(head))


def _changes_package(value: object) -> bool:
    """Tell whether *value* is or holds one of docxtpl's that add a part or a relationship."""
    if isinstance(value, Mapping):
        return any(_changes_package(item) for item in value.values())
    if isinstance(value, list | tuple):
        return any(_changes_package(item) for item in value)
    if isinstance(value, RichText | RichTextParagraph):
        return " r:id=" in value.xml
    return type(value).__module__ in ("docxtpl.inline_image", "docxtpl.subdoc")


def saved_members(document: Any) -> dict[str, bytes]:
    """Return the members of *document*, a python-docx one, by name, as it would save them."""
    buffer = BytesIO()
    document.save(buffer)
    with ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
