"""How a document looks beyond its layout: what can be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Redline(StrEnum):
    """How the difference between the words now and the words proposed is shown."""

    TRACKED = "tracked"
    """As Word's own tracked changes, which can be accepted and rejected."""
    MARKED = "marked"
    """Struck out, or bold and underlined: it prints in black and white."""
    NONE = "none"


@dataclass(frozen=True)
class Look:
    """What the reader asked for."""

    large_print: bool = False
    line_numbers: bool = False
    redline: Redline = Redline.TRACKED
