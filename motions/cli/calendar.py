"""``motions calendar``: meetings and deadlines as a calendar file."""

from __future__ import annotations

from pathlib import Path

import click

from motions.cli.options import (
    FILE,
    Setting,
    echo_json,
    find_organisation_file,
    force_option,
    json_option,
    load_setting_organisation,
    say,
    say_if_projected,
    setting_options,
)
from motions.files import write_file
from motions.publication import chosen_conference, dates_calendar


@click.command("calendar")
@click.option(
    "--for", "names", multiple=True, metavar="BODY", help="Whose meetings (default: all)."
)
@click.option(
    "-o", "--output", type=FILE, required=True, metavar="FILE.ics", help="Where to write."
)
@json_option
@force_option
@setting_options
def command(
    names: tuple[str, ...],
    *,
    output: Path,
    as_json: bool,
    force: bool,
    setting: Setting,
) -> None:
    """Write the meetings of your bodies and a conference's deadlines as a calendar.

    With --conference ID and no organisation, the deadlines alone.
    """
    bare = setting.conference and not (setting.example or setting.org or find_organisation_file())
    organisation = None if bare and not names else load_setting_organisation(setting)
    conference = chosen_conference(setting.conference, organisation, setting.today)
    say_if_projected(conference)
    content = dates_calendar(
        conference, organisation, names, today=setting.today, stamp=setting.stamp
    )
    write_file(output, content, force=force)
    if as_json:
        echo_json({"files": [str(output)]})
    say(f"Wrote {output}: {conference.name} and its dates. Import it into your calendar program.")
