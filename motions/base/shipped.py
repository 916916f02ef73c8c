"""Where the shipped data lie, and what was read from them. Nothing else looks for them."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from motions.base import cache

_PACKAGE = Path(__file__).parents[1]
Shape = TypeVar("Shape")


def data_dir(name: str) -> Path:
    """Return the folder *name* ("calendars", "motion_templates") of this installation.

    In a checkout, editable or bare, that is the folder beside ``pyproject.toml``; a wheel carries
    its own copy inside the package.
    """
    root = _PACKAGE.parent
    if (root / "pyproject.toml").is_file() and (root / name).is_dir():
        return root / name
    return _PACKAGE / name


def read_shipped(*path: str) -> bytes:
    """Return the shipped file at *path*: its folder, and the names below it."""
    return data_dir(path[0]).joinpath(*path[1:]).read_bytes()


def names_of(name: str, ending: str) -> list[str]:
    """Return the names, without this *ending*, of the shipped files in the folder *name*."""
    files = data_dir(name).iterdir()
    return sorted(path.name.removesuffix(ending) for path in files if path.name.endswith(ending))


def read_all(
    name: str,
    ending: str,
    read: Callable[[str, str], Shape],
    stems: Iterable[str] | None = None,
) -> list[Shape]:
    """Return what *read* makes of each shipped file in the folder *name*, by the file's name.

    *read* gets the name and the text of a file with this *ending*; *stems* are the names of the
    only ones that are wanted, without it. What it returns is kept between runs, until a file or the
    program changes: to read them all takes longer than most commands.
    """
    folder = data_dir(name)
    wanted = names_of(name, ending) if stems is None else stems
    files = [folder / f"{stem}{ending}" for stem in wanted]
    texts = {path.name: path.read_text(encoding="utf-8") for path in files}

    def read_now() -> bytes:
        return pickle.dumps([read(*one) for one in texts.items()])

    data = cache.get(name, [*cache.program(), *texts, *texts.values()], read_now)
    found: list[Shape] = pickle.loads(data)  # noqa: S301 our own, from a folder nobody else writes
    return found
