"""docxtpl's template to a :class:`CompiledTemplate`: all that does not depend on the values.

docxtpl reads the package, joins the tags that Word has cut, compiles them with Jinja, fills them
and corrects the result, again for each document. Here the first three are done once, by docxtpl's
own methods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.opc.constants import CONTENT_TYPE
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from motions.documents.word.engine.compiled import (
    CannotCompileError,
    CompiledTemplate,
    PartFacts,
    TemplatePart,
)
from motions.documents.word.engine.skeleton import holds_markup, part_facts
from motions.documents.word.engine.well_formed import without_empty_runs
from motions.documents.word.ooxml.namespaces import W

NOTES = (CONTENT_TYPE.WML_FOOTNOTES, CONTENT_TYPE.WML_ENDNOTES)

_WORD_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_USUAL = {"w": W[1:-1], "wp": _WORD_DRAWING}
_DECLARED = re.compile(r'\sxmlns:(wp?)="([^"]*)"')
_XMLNS = re.compile(r'\sxmlns(?::[\w.-]+)?="[^"]*"')


def compile_template(
    template: DocxTemplate, environment: Environment, *, text_only: bool = False
) -> CompiledTemplate:
    """Return *template*, one of docxtpl's that is not rendered yet, ready to be filled many times.

    *text_only* is as in CompiledTemplate. Raises CannotCompileError for a template that only
    docxtpl can do, and what docxtpl and Jinja raise for one with errors.
    """
    if environment.line_statement_prefix or environment.line_comment_prefix:
        raise CannotCompileError("tags that are whole lines")
    template.render_init()
    compiler = _Compiler(template, environment, text_only=text_only)
    parts = compiler.parts()
    if len({part.name for part in parts}) < len(parts):
        raise CannotCompileError("a part that is used twice")
    return CompiledTemplate(parts, environment, lambda: template, text_only=text_only)


class _Compiler:
    """The parts of one template."""

    def __init__(
        self, template: DocxTemplate, environment: Environment, *, text_only: bool
    ) -> None:
        self._template = template
        self._environment = environment
        self._text_only = text_only

    def parts(self) -> list[TemplatePart]:
        return [self._body(), *self._heads_and_feet(), *self._notes()]

    def _body(self) -> TemplatePart:
        root = self._template.docx.element
        name = str(self._template.docx.part.partname).lstrip("/")
        whole = self._template.xml_to_string(root)
        head, _, rest = whole.partition("<w:body")
        tail = rest.rpartition("</w:body>")[2].lstrip()
        source = self._template.get_xml().rstrip()
        if root.nsmap == root.body.nsmap:  # it says again what the document says
            tag, _, inner = source.partition(">")
            source = f"{_XMLNS.sub('', tag)}>{inner}"
        return self._part(name, source, root, (head, tail))

    def _heads_and_feet(self) -> Iterator[TemplatePart]:
        for uri in (self._template.HEADER_URI, self._template.FOOTER_URI):
            for _key, part in self._template.get_headers_footers(uri):
                source = self._template.get_part_xml(part)
                name = str(part.partname).lstrip("/")
                yield self._part(name, source, etree.fromstring(part.blob))

    def _notes(self) -> Iterator[TemplatePart]:
        """Yield footnotes and endnotes, each once.

        docxtpl fills footnotes once for each section, so that a value with tags in it is run.
        """
        for part in self._template.docx.part.package.iter_parts():
            if part.content_type in NOTES:
                root = etree.fromstring(part.blob)
                source = etree.tostring(root, encoding="unicode")
                yield self._part(str(part.partname).lstrip("/"), source, root)

    def _part(
        self, name: str, source: str, root: etree._Element, around: tuple[str, str] = ("", "")
    ) -> TemplatePart:
        head, tail = around
        if any(_USUAL[prefix] != uri for prefix, uri in _DECLARED.findall(head + source)):
            raise CannotCompileError(f"{name}: unusual prefixes")
        source = self._template.patch_xml(source)
        if self._text_only:
            source = without_empty_runs(source)
        parsed = self._environment.parse(source)
        if holds_markup(parsed):
            raise CannotCompileError(f"{name}: a tag with markup in it")
        known = part_facts(parsed, root.nsmap) if self._text_only else PartFacts()
        code = self._environment.compile(parsed)
        has_escapes = not self._text_only or "{_" in source or "_}" in source
        return TemplatePart(name, head, code, tail, known, has_escapes, is_body=bool(head))
