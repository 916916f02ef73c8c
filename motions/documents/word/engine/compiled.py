"""docxtpl's rendering with all that does not depend on the values done before.

A document is only filled, and corrected where its text shows that docxtpl would correct it. What
cannot be done this way is left to docxtpl itself (CannotCompileError). How a template
gets here is :mod:`motions.documents.word.engine.compile`, which needs docxtpl; this does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import CodeType
from typing import Any, NamedTuple

from jinja2 import Environment, Template

from motions.documents.word.engine.well_formed import checked, well_formed, without_emptied_runs

FIRST_PICTURE_ID = 1001
"""The number that docxtpl gives to the first drawing of a body."""

_DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_DRAWING_ID = re.compile(r'(<wp:docPr\b[^>]*?\sid=")[^"]*(")')
_ESCAPED_TAGS = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


class CannotCompileError(Exception):
    """This template, or this document of it, is docxtpl's own work."""


class PartFacts(NamedTuple):
    """What is true of every document made from a part, if its values are text.

    *well_formed*: it is XML, none of its text would be lost, each table has its columns, and a run
    is empty only where a value is.
    *tables_fixed*: its tables have as many columns as their widest row, so docxtpl changes none.
    *plain_values*: its tags only name values, so each is written as escaped text; a well-formed
    part then needs no second check.
    """

    well_formed: bool = False
    tables_fixed: bool = False
    plain_values: bool = False


class TemplatePart(NamedTuple):
    """One part with tags: its name in the package, and what stands around what *code* writes.

    *code* is Jinja's, for an environment like the one that compiled it.
    """

    name: str
    head: str
    code: CodeType
    tail: str
    facts: PartFacts
    has_escapes: bool
    is_body: bool = False


class CompiledTemplate:
    """The parts of a Word template that have tags, ready to be filled many times.

    *docxtpl_template* gives docxtpl's own, for corrections that only it can make. *text_only*
    promises that every value is written as escaped text without a line break or a tab; the parts
    are then checked against our rules for layouts too (:mod:`.well_formed`).
    """

    def __init__(
        self,
        parts: Iterable[TemplatePart],
        environment: Environment,
        docxtpl_template: Callable[[], Any],
        *,
        text_only: bool = False,
    ) -> None:
        self.parts = tuple(parts)
        self._docxtpl_template = docxtpl_template
        self._text_only = text_only
        shared = environment.make_globals(None)
        self._templates = [
            (part, Template.from_code(environment, part.code, shared)) for part in self.parts
        ]

    def fill(self, context: Mapping[str, Any]) -> dict[str, bytes]:
        """Return the parts filled with *context*, by name.

        Raises what Jinja raises, BrokenLayoutError and CannotCompileError.
        """
        if not self._text_only and _changes_package(context):
            raise CannotCompileError("a picture, a document or a link among the values")
        return {
            part.name: self._looked_at(part, self._filled(part, template.render(context)))
            for part, template in self._templates
        }

    def _looked_at(self, part: TemplatePart, text: str) -> bytes:
        xml = _DECLARATION + text.encode()
        if part.facts.well_formed and part.facts.plain_values:
            return xml
        return well_formed(xml, prefixes=not part.facts.well_formed)

    def _filled(self, part: TemplatePart, text: str) -> str:
        if part.has_escapes and ("{_" in text or "_}" in text):
            for escaped, tag in _ESCAPED_TAGS:
                text = text.replace(escaped, tag)
        if any(mark in text for mark in "\n\t\a\f"):
            if not self._text_only and "\n<w:p" in text:
                raise CannotCompileError("a line break before a paragraph")
            text = self._docxtpl_template().resolve_listing(text)
        text = part.head + text + part.tail
        if self._text_only:
            text = without_emptied_runs(text) if part.facts.well_formed else checked(text)
        return self._corrected(text, part.facts) if part.is_body else text

    def _corrected(self, text: str, known: PartFacts) -> str:
        """Return the body with its tables and its drawings' numbers as docxtpl corrects them."""
        if "<w:tbl" in text and not (self._text_only and known.tables_fixed):
            from lxml import etree  # noqa: PLC0415 few layouts need it

            text = str(
                etree.tostring(self._docxtpl_template().fix_tables(text), encoding="unicode")
            )
        if "<wp:docPr" in text:
            numbers = iter(range(FIRST_PICTURE_ID, 1_000_000))
            text, done = _DRAWING_ID.subn(lambda m: f"{m[1]}{next(numbers)}{m[2]}", text)
            if done != text.count("<wp:docPr"):
                raise CannotCompileError("a drawing without a number")
        return text


def _changes_package(value: object) -> bool:
    """Tell whether *value* is or holds one of docxtpl's that add a part or a relationship."""
    if isinstance(value, Mapping):
        return any(_changes_package(item) for item in value.values())
    if isinstance(value, list | tuple):
        return any(_changes_package(item) for item in value)
    if type(value).__module__ in ("docxtpl.inline_image", "docxtpl.subdoc"):
        return True
    return " r:id=" in str(getattr(value, "xml", ""))  # of a RichText, say
