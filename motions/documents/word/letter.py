"""Any Word file with ``{{ tags }}``: the names that it asks for, and the file filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motions.base.errors import DataFileError, Fault
from motions.documents.word.engine.render import render_once
from motions.documents.word.look import Look
from motions.documents.word.ooxml.package import read_package, write_package
from motions.documents.word.ooxml.properties import Properties
from motions.documents.word.ooxml.tags import tag_parts, undeclared_names
from motions.documents.word.restyle import restyle

_OF_A_MOTION = frozenset(("sections", "amendments", "details"))


@dataclass(frozen=True)
class Letter:
    """A Word file to be filled in: its bytes, what to call it, and the names that it asks for."""

    data: bytes
    source: str
    names: tuple[str, ...]


def read_letter(data: bytes, source: str) -> Letter:
    """Return the letter in *data*. Raises DataFileError for a file that is none.

    That is one without tags, one whose tags cannot be read, or the layout of a motion.
    """
    parts = tag_parts(data, source)
    names = undeclared_names(parts)
    check = f"'motions check {source}' names every fault"
    faults = []
    if not parts:
        faults.append(Fault("", "has no {{ tags }}, so there is nothing to fill in"))
    if any(part.broken for part in parts):
        faults.append(Fault("", f"has tags that cannot be read. {check}"))
    if _OF_A_MOTION & set(names):
        problem = "is the layout of a motion. Name the motion, and this file with --layout"
        faults.append(Fault("", problem))
    if faults:
        raise DataFileError(source, faults)
    return Letter(data, source, tuple(names))


def fill_letter(
    letter: Letter,
    values: Mapping[str, str],
    *,
    properties: Properties,
    stamp: datetime,
    look: Look | None = None,
) -> bytes:
    """Return *letter* with *values* in place of its tags; what no tag asks for is left out.

    Raises DataFileError where a tag cannot be filled; see :func:`render_template`.
    """
    asked = {name: values[name] for name in letter.names if name in values}
    filled = render_once(
        letter.data, asked, properties=properties, stamp=stamp, source=letter.source
    )
    if look is None or not (look.large_print or look.line_numbers):
        return filled
    members = read_package(filled, letter.source)
    restyle(members, look)
    return write_package(members)
