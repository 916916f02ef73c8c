"""A Word layout with docxtpl's tags, and plain values, to the bytes of a document.

docxtpl's rules do the rendering; what surrounds them here keeps three promises that it does not
make. A value comes out exactly as typed (:mod:`motions.documents.word.ooxml.values`), a layout that
cannot work is named with its part and its tag, and the same input gives the same bytes. A layout is
prepared once and kept (:mod:`motions.documents.word.engine.prepare`): the next document costs a
fraction of the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from motions.base.text import one_line
from motions.documents.word.engine.prepare import PreparedLayout, environment, prepare_layout
from motions.documents.word.ooxml.properties import CORE, Properties, filled_core, set_properties
from motions.documents.word.ooxml.values import plain_data, restore

KEPT_LAYOUTS = 16


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
    bytes. Raises DataFileError, naming *source*, for a layout that is not a safe Word file or whose
    tags cannot be filled.
    """
    data = plain_data(context)
    return prepared(layout, source, properties.language).document(data, properties, stamp)


def render_once(
    template: bytes,
    context: Mapping[str, object],
    *,
    properties: Properties,
    stamp: datetime,
    source: str,
) -> bytes:
    """Do the same for a *template* of which nothing is kept: a letter, with somebody's words."""
    layout = Layout(template, source, one_line(properties.language), keep=False)
    return layout.document(plain_data(context), properties, stamp)


@lru_cache(maxsize=KEPT_LAYOUTS)
def prepared(layout: bytes, source: str, language: str) -> Layout:
    """Return *layout* ready for documents in *language*, kept if it was used before."""
    return Layout(layout, source, one_line(language), keep=True)


class Layout:
    """A layout, read and checked, and compiled where that can be done."""

    def __init__(self, data: bytes, source: str, language: str, *, keep: bool) -> None:
        self._data = data
        self._source = source
        self._language = language
        self.compiled: PreparedLayout | None = prepare_layout(data, source, language, keep=keep)

    def document(self, data: Mapping[str, Any], properties: Properties, stamp: datetime) -> bytes:
        """Return the document that *data* makes."""
        if self.compiled is None:
            return self.docxtpl_document(data, properties, stamp)
        try:
            parts = self.compiled.template.fill(data)
        except Exception:  # noqa: BLE001  whatever it is, docxtpl finds it again
            return self.docxtpl_document(data, properties, stamp)
        changed = {name: restore(part) for name, part in parts.items()}
        changed[CORE] = filled_core(self.compiled.core, properties, stamp)
        return self.compiled.splice.pack(changed)

    def docxtpl_document(
        self, data: Mapping[str, Any], properties: Properties, stamp: datetime
    ) -> bytes:
        """Return the document as docxtpl itself makes it; raises DataFileError where it cannot."""
        # docxtpl and python-docx take long to load, and most layouts never need them again
        from motions.documents.word.engine.docxtpl_fallback import fill_layout  # noqa: PLC0415
        from motions.documents.word.engine.finishing import to_members  # noqa: PLC0415
        from motions.documents.word.ooxml.package import write_package  # noqa: PLC0415

        document = fill_layout(self._safe, data, environment(), self._source).docx
        set_properties(document, properties, stamp)
        return write_package(to_members(document, self._language))

    @cached_property
    def _safe(self) -> bytes:
        from motions.documents.word.ooxml.layout_file import read_layout  # noqa: PLC0415

        return read_layout(self._data, self._source)
