"""What the shared options ask for: the user's organisation, a request."""

from __future__ import annotations

from pathlib import Path

from motions.base.errors import MotionsError
from motions.bodies.body import Organisation
from motions.bodies.organisation_file import example_organisation, load_organisation
from motions.cli.options import Setting, say
from motions.cli.own_files import find_library, find_organisation_file
from motions.jobs.request import Request


def load_setting_organisation(setting: Setting) -> Organisation:
    """Return the Organisation that *setting* names, or that lies where it is looked for.

    Raises MotionsError that says how to make one where there is none.
    """
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


def make_request(subject: str, setting: Setting, library: Path | None = None) -> Request:
    """Return the request for *subject* in the setting that every command takes.

    *library* is the folder that the user named, if any: see :func:`find_library`. Raises
    MotionsError.
    """
    return Request(
        subject=subject,
        organisation=load_setting_organisation(setting),
        today=setting.today,
        conference=setting.conference,
        library=find_library(library, setting.org),
    )
