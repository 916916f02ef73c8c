"""Any Word file with ``{{ tags }}``: the names that it asks for, and the file filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motions.base.errors import DataFileError, Fault
from motions.documents.word.engine.render import render_once
from motions.documents.word.look import Look
from motions.documents.word.ooxml.markup import text_parts
from motions.documents.word.ooxml.package import read_package, write_package
from motions.documents.word.ooxml.properties import Properties
from motions.documents.word.restyle import restyle

_OF_A_MOTION = frozenset(("sections", "amendments", "details"))
_UNREADABLE = frozenset(("DTL001", "DTL101", "DTL102", "DTL103"))
"""docxtpl-lint's rules for tags that are not closed, not ended, not begun, or misspelt."""
_TAG = re.compile(r"{[{%].*?[%}]}", re.DOTALL)


@dataclass(frozen=True)
class Letter:
    """A Word file to be filled in: its bytes, what to call it, and the names that it asks for."""

    data: bytes
    source: str
    names: tuple[str, ...]


def read_letter(data: bytes, source: str) -> Letter:
    """Return the letter in *data*, its names in the order in which it first uses them.

    Raises DataFileError, naming *source*, for a file that is not a letter: one without tags, one
    whose tags cannot be read, or the layout of a motion.
    """
    from docxtpl_lint import lint  # noqa: PLC0415 only letters and checks need it

    parts = text_parts(read_package(data, source)).values()
    tags = _TAG.findall("\n".join("".join(part.itertext()) for part in parts))
    result = lint(data, autoescape=True)
    names = {path.partition(".")[0].removesuffix("[]") for path in result.variables}
    faults = []
    if not tags and not result.issues:
        faults.append(Fault("", "has no {{ tags }}, so there is nothing to fill in"))
    if any(issue.rule in _UNREADABLE for issue in result.issues):
        check = f"'motions check {source}' names every fault"
        faults.append(Fault("", f"has tags that cannot be read. {check}"))
    if names & _OF_A_MOTION:
        problem = "is the layout of a motion. Name the motion, and this file with --layout"
        faults.append(Fault("", problem))
    if faults:
        raise DataFileError(source, faults)
    words = dict.fromkeys(re.findall(r"\w+", " ".join(tags)))
    return Letter(data, source, tuple(word for word in words if word in names))


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
