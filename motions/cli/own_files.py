"""The user's own files: motions.toml, and the folder of model motions beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from motions.base.errors import MotionsError
from motions.cli.options import Setting, say

if TYPE_CHECKING:
    from motions.jobs.request import Wish


def load_setting_organisation(setting: Setting) -> Any:
    """Return the Organisation that *setting* names, or that lies where it is looked for.

    Raises MotionsError that says how to make one where there is none.
    """
    from motions.bodies.organisation_file import (  # noqa: PLC0415 "motions list" needs none of it
        example_organisation,
        load_organisation,
    )

    if setting.example:
        say("Using the built-in example: Riverside Branch, which sends to Anytown CLP.")
        return example_organisation()
    path = setting.org or find_organisation_file()
    if path is None:
        raise MotionsError(
            "There is no motions.toml here or in your configuration folder. Describe your branch "
            "once with 'motions init', or add --example to see it with a built-in example."
        )
    return load_organisation(path)


def has_organisation(setting: Setting) -> bool:
    """Tell whether *setting* names an organisation, or one lies where it is looked for."""
    return bool(setting.example or setting.org or find_organisation_file())


def make_wish(subject: str, setting: Setting, library: Path | None = None) -> Wish:
    """Return the wish for *subject* in the setting that every command takes; raises MotionsError.

    *library* is the folder that the user named, if any: see :func:`find_library`.
    """
    from motions.jobs.request import Wish  # noqa: PLC0415 "motions list" needs none of it

    return Wish(
        subject=subject,
        organisation=load_setting_organisation(setting),
        today=setting.today,
        conference=setting.conference,
        library=find_library(library, setting.org),
    )


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
                f"{library}: is no folder; --library names one with .md files in it."
            )
        return library
    file = org or find_organisation_file()
    folder = (file.parent if file else Path()) / "motion_templates"
    return folder if folder.is_dir() else None
