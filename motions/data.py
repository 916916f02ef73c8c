"""Where the shipped data lie. Nothing else looks for them."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def data_dir(name: str) -> Traversable:
    """Return the folder *name* ("calendars", "motion_templates") of this installation.

    In a checkout, editable or bare, that is the folder beside ``pyproject.toml``; a wheel carries
    its own copy inside the package.
    """
    root = Path(__file__).parents[1]
    if (root / "pyproject.toml").is_file() and (root / name).is_dir():
        return root / name
    return files("motions").joinpath(name)
