"""A Word layout with docxtpl's tags, and plain values, to the bytes of a document.

docxtpl's rules do the rendering; what surrounds them here keeps three promises that it does not
make. A value comes out exactly as typed (:mod:`motions.docx.values`), a layout that cannot work is
named with its part and its tag, and the same input gives the same bytes. A layout is prepared once
and kept: the second document costs a fraction of the first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from threading import Lock
from typing import Any

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import escape

from motions.docx.checks import BrokenLayoutError
from motions.docx.compiled import CannotCompileError, CompiledTemplate, saved_members
from motions.docx.layout import W, forget_origin, read_layout
from motions.docx.naive import LayoutTemplate, fill_layout, open_layout
from motions.docx.package import write_package
from motions.docx.splice import Splice
from motions.docx.values import plain, plain_data, protect, restore
from motions.templating import sandbox

MAX_PROPERTY = 255  # python-docx refuses longer ones
KEPT_LAYOUTS = 16
_CORE = "docProps/core.xml"
_BLANKS = ("title", "author", "subject", "identifier", "language", "stamp")
_A_MOMENT = datetime(1999, 12, 31, 23, 59, 58, tzinfo=UTC)
_BLANK = re.compile(rf"\ue000({'|'.join(_BLANKS)})\ue001|{_A_MOMENT:%Y-%m-%dT%H:%M:%SZ}")


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
    return prepared(layout, source).document(data, properties, stamp)


@lru_cache(maxsize=KEPT_LAYOUTS)
def prepared(layout: bytes, source: str) -> Layout:
    """Return *layout* ready for documents, kept from the last time if it was used before."""
    return Layout(layout, source)


class Layout:
    """A layout, read, checked and compiled."""

    def __init__(self, data: bytes, source: str) -> None:
        self._source = source
        self._layout = read_layout(data, source)
        self._splices: dict[str, tuple[Splice, str]] = {}
        self._unused: LayoutTemplate | None = open_layout(self._layout, source)
        self._one_at_a_time = Lock()
        self.compiled: CompiledTemplate | None = None
        try:
            self.compiled = CompiledTemplate(self._unused, _environment(), text_only=True)
        except (CannotCompileError, TemplateError, BrokenLayoutError, etree.LxmlError):
            return  # docxtpl can do it, or will say why not

    def document(self, data: Mapping[str, Any], properties: Properties, stamp: datetime) -> bytes:
        """Return the document that *data* makes."""
        if self.compiled is not None:
            try:
                parts = self.compiled.fill(data)
            except Exception:  # noqa: BLE001  whatever it is, docxtpl finds it again
                return self.naive_document(data, properties, stamp)
            with self._one_at_a_time:
                splice, core = self._splice(plain(properties.language), self.compiled.names)
            parts = {name: restore(part) for name, part in parts.items()}
            return splice.pack({**parts, _CORE: _core(core, properties, stamp)})
        return self.naive_document(data, properties, stamp)

    def naive_document(
        self, data: Mapping[str, Any], properties: Properties, stamp: datetime
    ) -> bytes:
        """Return the document as docxtpl itself makes it; raises DataFileError where it cannot."""
        document = fill_layout(self._layout, data, _environment(), self._source).docx
        _set_properties(document, properties, stamp)
        return write_package(_finished(document, plain(properties.language)))

    def _splice(self, language: str, filled: frozenset[str]) -> tuple[Splice, str]:
        """Return what writes a document in *language*, and its properties with blanks in them."""
        if language not in self._splices:
            template = self._unused or open_layout(self._layout, self._source)
            self._unused, document = None, template.docx
            blanks = {name: f"\ue000{name}\ue001" for name in _BLANKS if name != "stamp"}
            _set_properties(document, Properties(**blanks), _A_MOMENT)
            members = _finished(document, language)
            core = members.pop(_CORE)
            changing = frozenset({_CORE, *filled})
            self._splices[language] = Splice(members, changing), core.decode()
        return self._splices[language]


def _environment() -> ImmutableSandboxedEnvironment:
    environment = sandbox(finalize=protect)
    environment.filters["safe"] = _as_it_is
    return environment


def _as_it_is(value: Any) -> Any:
    """Stand in for Jinja's ``|safe``: no layout can vouch for what somebody will type."""
    return value


def _core(template: str, properties: Properties, stamp: datetime) -> bytes:
    """Return the properties' part: *template* with its blanks filled."""
    made = f"{_in_utc(stamp):%Y-%m-%dT%H:%M:%SZ}"

    def fill(blank: re.Match[str]) -> str:
        return str(escape(_property(getattr(properties, blank[1])))) if blank[1] else made

    return _BLANK.sub(fill, template).encode()


def _in_utc(stamp: datetime) -> datetime:
    return stamp.astimezone(UTC) if stamp.tzinfo else stamp


def _set_properties(document: Any, properties: Properties, stamp: datetime) -> None:
    """Replace all properties of *document*; whatever the layout said is gone."""
    core = document.core_properties
    for element in list(core._element):  # noqa: SLF001  (no public way to clear them)
        core._element.remove(element)  # noqa: SLF001
    core.title = _property(properties.title)
    core.author = _property(properties.author)
    core.last_modified_by = _property(properties.author)
    core.subject = _property(properties.subject)
    core.identifier = _property(properties.identifier)
    core.language = _property(properties.language)
    core.created = core.modified = _in_utc(stamp).replace(tzinfo=None)
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


def _finished(document: Any, language: str) -> dict[str, bytes]:
    """Return the members of *document*, the braces of its values back, its origin forgotten."""
    forget_origin(document)
    _set_language(document, language)
    return {
        name: restore(part) if name.endswith((".xml", ".rels")) else part
        for name, part in saved_members(document).items()
    }
