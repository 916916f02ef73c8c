"""What a document says about itself, set through python-docx or filled into its part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from markupsafe import escape

from motions.base.text import one_line

MAX_PROPERTY = 255  # python-docx refuses longer ones
CORE = "docProps/core.xml"
"""The part that holds the properties."""

_BLANKS = ("title", "author", "subject", "identifier", "language")
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


def set_properties(document: Any, properties: Properties, stamp: datetime) -> None:
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


def leave_blanks(document: Any) -> None:
    """Set the properties of *document* to what :func:`filled_core` replaces."""
    blanks = {name: f"\ue000{name}\ue001" for name in _BLANKS}
    set_properties(document, Properties(**blanks), _A_MOMENT)


def filled_core(blank: str, properties: Properties, stamp: datetime) -> bytes:
    """Return the properties' part: *blank*, which :func:`leave_blanks` made, filled."""
    made = f"{_in_utc(stamp):%Y-%m-%dT%H:%M:%SZ}"

    def fill(found: re.Match[str]) -> str:
        return str(escape(_property(getattr(properties, found[1])))) if found[1] else made

    return _BLANK.sub(fill, blank).encode()


def _in_utc(stamp: datetime) -> datetime:
    return stamp.astimezone(UTC) if stamp.tzinfo else stamp


def _property(value: str) -> str:
    """Return *value* as a property takes it: plain, and cut where Word's field ends."""
    text = one_line(value)
    return text if len(text) <= MAX_PROPERTY else text[: MAX_PROPERTY - 1] + "…"
