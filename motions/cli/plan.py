"""``motions plan``: by which day a motion must reach whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from motions.casework import Wish, take_on
from motions.cli.options import (
    FILE,
    Day,
    Pair,
    Setting,
    echo_json,
    find_library,
    force_option,
    json_option,
    library_option,
    load_setting_organisation,
    say,
    setting_options,
)
from motions.plan_json import plan_to_json
from motions.plan_text import render_plan


@click.command("plan")
@click.argument("subject", metavar="MOTION|KIND")
@click.option("--for", "start", default="", metavar="BODY", help="Where the route begins.")
@click.option(
    "--passed", multiple=True, type=Pair(Day()), metavar="BODY=DATE", help="It has passed BODY."
)
@click.option("--explain", is_flag=True, help="Say why each date is what it is.")
@click.option("--ics", type=FILE, metavar="FILE", help="Write the dates as a calendar as well.")
@library_option
@json_option
@force_option
@setting_options
def command(
    subject: str,
    *,
    start: str,
    passed: tuple[tuple[str, date], ...],
    explain: bool,
    ics: Path | None,
    library: Path | None,
    as_json: bool,
    force: bool,
    setting: Setting,
) -> None:
    """Work back from the deadline: when MOTION (or any motion of that KIND) must reach whom.

    \b
      motions plan fast-track-discipline
      motions plan motion --for riverside --passed riverside=2027-05-06 --explain
    """
    organisation = load_setting_organisation(setting)
    wish = Wish(
        subject=subject,
        organisation=organisation,
        today=setting.today,
        conference=setting.conference,
        start=start,
        passed=dict(passed),
        library=find_library(library, setting.org),
    )
    work = take_on(wish)
    motion_id = work.motion.id if work.motion else None
    if ics is not None:
        from motions.files import write_file  # noqa: PLC0415 icalendar takes a tenth of a second
        from motions.publication import plan_calendar  # noqa: PLC0415

        write_file(ics, plan_calendar(work, stamp=setting.stamp), force=force)
        say(f"Wrote {ics}")
    if as_json:
        echo_json(plan_to_json(work.plan, work.ways, motion=motion_id))
    else:
        click.echo(render_plan(work.plan, work.ways, title=work.title, explain=explain), nl=False)
