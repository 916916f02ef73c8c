"""The model motions that there are: ``motion_templates/*.md``, ours and the user's; the layouts."""

from __future__ import annotations

from pathlib import Path

from motions.data import data_dir
from motions.datafile import read_text
from motions.errors import DataFileError, Fault, MotionsError, UnknownNameError
from motions.model import Motion
from motions.motion_file import parse_motion

MODELS = "motion_templates"
"""The folder of models: ours in the installation, the user's beside motions.toml."""


def shipped_motions() -> list[Motion]:
    """Return the model motions that come with the tool, by id."""
    found = [
        parse_motion(
            entry.read_text(encoding="utf-8"),
            motion_id=entry.name.removesuffix(".md"),
            source=f"{MODELS}/{entry.name}",
        )
        for entry in data_dir(MODELS).iterdir()
        if entry.name.endswith(".md")
    ]
    return sorted(found, key=lambda motion: motion.id)


def own_motions(folder: Path | None) -> dict[str, Path]:
    """Return the user's own model motions in *folder*, by id, without reading them.

    Raises DataFileError for one that has the id of a shipped one.
    """
    ours = data_dir(MODELS)
    if folder is None or (isinstance(ours, Path) and folder.resolve() == ours.resolve()):
        return {}
    try:
        found = {path.stem.casefold(): path for path in sorted(folder.glob("*.md"))}
    except OSError as error:
        raise DataFileError(
            str(folder), [Fault("", f"cannot be read: {error.strerror}")]
        ) from error
    shipped = {entry.name.removesuffix(".md") for entry in ours.iterdir()}
    for name in sorted(shipped & set(found)):
        problem = "has the name of a model that is shipped; give the file another name"
        raise DataFileError(str(found[name]), [Fault("", problem)])
    return found


def known_motions(folder: Path | None = None) -> list[Motion]:
    """Return the shipped model motions and those in the user's *folder*, by id.

    Raises DataFileError with the faults of all of the user's files that cannot be read.
    """
    motions, broken = shipped_motions(), []
    for path in own_motions(folder).values():
        try:
            motions.append(load_motion(path))
        except DataFileError as error:
            broken.append(error)
    if broken:
        raise MotionsError("\n".join(map(str, broken)))
    return sorted(motions, key=lambda motion: motion.id)


def find_motion(name: str, known: list[Motion], folder: Path | None = None) -> Motion:
    """Return the motion with the id *name*, or the one in the file of that name.

    It is one of *known*, or lies in the user's *folder*, of which no other file is read.
    """
    own = own_motions(folder)
    for motion in known:
        if motion.id == name.casefold():
            return motion
    if name.casefold() in own:
        return load_motion(own[name.casefold()])
    if name.endswith(".md"):
        return load_motion(Path(name))
    remedy = "'motions list' shows them; a file of your own is named with its .md."
    raise UnknownNameError("motion", name, [*(motion.id for motion in known), *own], remedy=remedy)


def load_motion(path: Path) -> Motion:
    """Return the motion in the file at *path*; raises DataFileError."""
    return parse_motion(read_text(path), motion_id=path.stem, source=str(path))


def load_layout(path: Path | None = None) -> tuple[bytes, str]:
    """Return the Word layout at *path*, or ours, and what to call it in a message.

    Raises DataFileError where the file cannot be read.
    """
    if path is None:
        ours = data_dir("motion_templates").joinpath("layouts", "motion.docx")
        return ours.read_bytes(), "motion_templates/layouts/motion.docx"
    try:
        return path.read_bytes(), str(path)
    except OSError as error:
        raise DataFileError(str(path), [Fault("", f"cannot be read: {error.strerror}")]) from error
