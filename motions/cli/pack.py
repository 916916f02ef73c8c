"""``motions pack``: a folder with all that a motion needs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from motions.casework import Wish, take_on
from motions.cli.options import (
    FILE,
    Setting,
    answer_options,
    echo_json,
    force_option,
    json_option,
    load_setting_organisation,
    look_options,
    say,
    say_if_projected,
    setting_options,
)
from motions.docx.look import Look
from motions.files import write_folder
from motions.layouts import layout_for, load_layout
from motions.pack import render_pack
from motions.reasons import problems


@click.command("pack")
@click.argument("motion")
@click.option("--for", "start", default="", metavar="BODY", help="Where the route begins.")
@click.option(
    "--layout", type=FILE, metavar="FILE.docx", help="Your own Word file with {{ tags }}."
)
@click.option(
    "-o", "--output", type=FILE, required=True, metavar="DIR", help="The folder to write."
)
@json_option
@force_option
@look_options
@answer_options
@setting_options
def command(
    motion: str,
    *,
    start: str,
    layout: Path | None,
    output: Path,
    as_json: bool,
    force: bool,
    look: Look,
    answers: Mapping[str, str],
    setting: Setting,
) -> None:
    """Write a folder for MOTION: Word documents for each body, the form's text, dates, calendar.

    \b
      motions pack fast-track-discipline --example -o demo
    """
    organisation = load_setting_organisation(setting)
    wish = Wish(motion, organisation, setting.today, setting.conference, start, answers=answers)
    work = take_on(wish)
    say_if_projected(work.plan.route.conference)
    content = load_layout(layout, layout_for(work.case().motion.amendments))
    contents = render_pack(work, layout=content, stamp=setting.stamp, look=look)
    paths = write_folder(output, contents, force=force)
    if as_json:
        echo_json({"files": [str(path) for path in paths]})
    else:
        for path in paths:
            click.echo(path)
    for problem in problems(work.plan):
        say(f"Too late by the ordinary route: {problem.message} See {output / 'dates.txt'}.")
    say(f"Next: read {paths[0]}, fill its gaps, and send it by the first date in dates.txt.")
