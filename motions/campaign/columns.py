"""The columns that a sheet of branches can have: those of each tier, and the motion's blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from motions.base.errors import DataFileError, Fault, did_you_mean, nearest
from motions.bodies.patterns import EXAMPLE
from motions.conferences.conference import Conference
from motions.drafting.motion import Motion

_ANSWERS = {
    "mover": "Who moves the motion.",
    "seconder": "Who seconds it.",
    "meeting_date": "The day on which it is debated; without it, the day that the plan aims for.",
}
_NOT_LETTERS = re.compile(r"[\s\-./]+")


@dataclass(frozen=True)
class Column:
    """A column: its name, what it means, and what a cell of it can look like."""

    name: str
    help: str
    example: str = ""


@dataclass(frozen=True)
class Columns:
    """All columns for one motion and one conference.

    *tiers* are the tiers, lowest first, and *top* is what a body of the last one is called.
    """

    tiers: tuple[str, ...]
    known: tuple[Column, ...]
    top: str

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.known]


def columns_for(motion: Motion, conference: Conference) -> Columns:
    """Return the columns that a sheet can have for *motion* at *conference*."""
    tiers = conference.ordinary_tiers
    known = [column for tier in tiers for column in _of_tier(tier, conference.called(tier))]
    known.append(
        Column("nation", "Which nation's bank holidays count (england if empty).", "wales")
    )
    known += [Column(name, meaning) for name, meaning in _ANSWERS.items()]
    taken = {column.name for column in known}
    known += [Column(one.name, one.label) for one in motion.parameters if one.name not in taken]
    return Columns(tiers, tuple(known), conference.called(tiers[-1]))


def read_header(cells: Sequence[str], columns: Columns, source: str) -> tuple[list[str], list[str]]:
    """Return the name of the column of each of *cells*, and a sentence for each that is ignored.

    Case, spaces and hyphens do not matter. An ignored column has an empty name. Raises
    DataFileError, with every fault, for a heading that is there twice or was probably meant to be
    another, and for a sheet without the name of a body.
    """
    names = [_NOT_LETTERS.sub("_", cell.strip().casefold()).strip("_") for cell in cells]
    faults: list[Fault] = []
    ignored: list[str] = []
    header: list[str] = []
    for index, (name, shown) in enumerate(zip(names, cells, strict=True), start=1):
        where = f"column {index}, {shown.strip()!r}"
        if name in columns.names:
            if name in header:
                faults.append(Fault(where, "is there twice. Keep one of them"))
            header.append(name)
            continue
        header.append("")
        if name and nearest(name, columns.names):
            hint = did_you_mean(name, columns.names)
            faults.append(Fault(where, f"is not a known column.{hint} Rename it"))
        elif name:
            ignored.append(f"{source}: {where} is not a known column and was ignored.")
    if not any(tier in header for tier in columns.tiers) and not faults:
        wanted = " or ".join(repr(tier) for tier in columns.tiers)
        problem = f"has no column {wanted}. The first row must name the columns"
        faults.append(Fault("row 1", problem))
    if faults:
        raise DataFileError(source, faults)
    return header, ignored


def _of_tier(tier: str, called: str) -> list[Column]:
    return [
        Column(tier, f"The name of the {called}.", f"Anytown {called}"),
        Column(f"{tier}_meets", "When it meets, or its meetings with their hours.", EXAMPLE),
        Column(f"{tier}_notice", "How long before it a motion must be sent.", "7 days"),
        Column(f"{tier}_secretary", "The name of its secretary."),
        Column(f"{tier}_email", "The secretary's e-mail address."),
    ]
