"""The user's own files: motions.toml, and the folder of model motions beside it."""

from __future__ import annotations

from pathlib import Path

from motions.base.errors import MotionsError
from motions.drafting.library import MODELS


def find_organisation_file() -> Path | None:
    """Return motions.toml in the working folder, else in the user's configuration folder."""
    from platformdirs import user_config_path  # noqa: PLC0415 rarely needed

    here = Path("motions.toml")
    if here.is_file():
        return here
    try:
        configured = user_config_path("motions") / "motions.toml"
    except RuntimeError:  # the user has no home
        return None
    return configured if configured.is_file() else None


def find_library(library: Path | None, org: Path | None = None) -> Path | None:
    """Return the folder of the user's own model motions, if there is one.

    That is *library*, which must be there, else ``motion_templates/`` beside *org* or beside the
    motions.toml that is found, else in the working folder.
    """
    if library is not None:
        if not library.is_dir():
            raise MotionsError(
                f"{library}: is not a folder; --library names one with .md files in it."
            )
        return library
    folder = models_folder(None, org or find_organisation_file())
    return folder if folder.is_dir() else None


def models_folder(library: Path | None, org: Path | None) -> Path:
    """Return where the user's own model motions lie, or would: *library*, or beside *org*."""
    return library or (org.parent if org else Path()) / MODELS
