"""The Word layouts: ours by name, a branch's own by its path."""

from __future__ import annotations

from collections.abc import Sized
from pathlib import Path

from motions.base.errors import UnknownNameError
from motions.base.files import read_bytes
from motions.base.shipped import data_dir, read_shipped

MOTION = "motion"
RULE_CHANGE = "rule-change"
PAGE = "page"
"""What the other pages of a pack are made in. No motion can be."""


def layout_for(amendments: Sized) -> str:
    """Return the name of our layout for a motion with these *amendments* to a rule book."""
    return RULE_CHANGE if amendments else MOTION


def shipped_layouts() -> list[str]:
    """Return the names of the layouts in which a motion can be written."""
    folder = data_dir("motion_templates").joinpath("layouts")
    found = sorted(path.stem for path in folder.glob("*.docx"))
    return [name for name in found if name != PAGE]


def load_layout(path: Path | None = None, name: str = MOTION) -> tuple[bytes, str]:
    """Return the Word layout at *path*, or ours called *name*, and what to call it in a message.

    Raises DataFileError where the file cannot be read, UnknownNameError for no name of ours.
    """
    if path is None:
        if name not in shipped_layouts():
            remedy = "'motions layout list' shows them."
            raise UnknownNameError("layout", name, shipped_layouts(), remedy=remedy)
        ours = read_shipped("motion_templates", "layouts", f"{name}.docx")
        return ours, f"motion_templates/layouts/{name}.docx"
    return read_bytes(path), str(path)
