"""A python-docx document to the members of a .docx: braces back, its origin stripped."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from motions.documents.word.ooxml.layout_file import strip_origin
from motions.documents.word.ooxml.namespaces import W
from motions.documents.word.ooxml.values import restore


def to_members(document: Any, language: str) -> dict[str, bytes]:
    """Return the members of *document* in *language*, the braces of its values back."""
    strip_origin(document)
    _set_language(document, language)
    return {
        name: restore(part) if name.endswith((".xml", ".rels")) else part
        for name, part in saved_members(document).items()
    }


def saved_members(document: Any) -> dict[str, bytes]:
    """Return the members of *document*, a python-docx one, by name, as it would save them."""
    buffer = BytesIO()
    document.save(buffer)
    with ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _set_language(document: Any, language: str) -> None:
    """Make *language* the one that Word checks the spelling in and a screen reader speaks."""
    if not language:
        return
    defaults = document.styles.element.find(f"{W}docDefaults")
    for element in () if defaults is None else defaults.iter(f"{W}lang"):
        element.set(f"{W}val", language)
    for element in document.settings.element.iter(f"{W}themeFontLang"):
        element.set(f"{W}val", language)
