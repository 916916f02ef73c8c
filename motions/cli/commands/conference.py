"""``motions conference``: list those on record, check a file, project a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from motions.base.dates import WEEKDAYS, day_of, long_day
from motions.base.errors import DataFileError, OutputError
from motions.base.files import write_file
from motions.cli.options import (
    FILE,
    STDOUT,
    STREAMED,
    Day,
    echo_json,
    force_option,
    json_option,
    say,
)
from motions.conferences.choose import find_conference, project_coming, project_on
from motions.conferences.conference import Conference, Milestone, Status, Submission
from motions.conferences.conference_file import load_conference, shipped_conferences
from motions.conferences.projection import usual_weekday
from motions.conferences.text import (
    conference_to_json,
    projection_notice,
    render_conference,
    render_list,
    summary_to_json,
)

_ADDRESS = re.compile(r"https?://|\b[\w-]+\.(?:[a-z]{2,}\.)?[a-z]{2,}\b")
_SATURDAY = 5


@click.group("conference")
def command() -> None:
    """List conferences and their deadlines, check your own file, or project a coming year."""


@command.command("list")
@json_option
def list_(*, as_json: bool) -> None:
    """List the conferences on record, earliest first."""
    known = shipped_conferences()
    if as_json:
        echo_json([summary_to_json(one) for one in known])
    else:
        click.echo(render_list(known), nl=False)


@command.command("show")
@click.argument("name", metavar="ID|FILE")
@json_option
def show(name: str, *, as_json: bool) -> None:
    """Show every date of a conference, where it comes from and how sure it is.

    A coming year that is not announced is projected from the years on record.
    """
    conference = find_conference(name, shipped_conferences())
    if as_json:
        echo_json(conference_to_json(conference))
    else:
        click.echo(render_conference(conference), nl=False)
    if notice := projection_notice(conference):
        say(notice)


@command.command("check")
@click.argument("path", type=FILE, metavar="FILE")
@json_option
@click.pass_context
def check(ctx: click.Context, path: Path, *, as_json: bool) -> None:
    """Check your own file of dates, and list every fault. The exit code is 1 if there is one."""
    faults: list[str] = []
    hints: list[str] = []
    try:
        conference = load_conference(path)
    except DataFileError as error:
        faults = [str(fault) for fault in error.faults]
    else:
        hints = list(_hints(conference, path))
    if as_json:
        echo_json({"file": str(path), "faults": faults, "hints": hints})
    else:
        for fault in faults:
            click.echo(f"{path}: {fault}")
        for hint in hints:
            click.echo(f"{path}: hint: {hint}")
        if not faults:
            click.echo(f"{path}: no fault. {_counted(conference)}.")
    ctx.exit(1 if faults else 0)


@command.command("project")
@click.argument("organisation")
@click.option("--start", type=Day(), metavar="DATE", help="The opening day (default: projected).")
@click.option(
    "-o", "--output", type=STREAMED, metavar="FILE.toml", help="Default: standard output."
)
@click.option("--today", type=Day(), metavar="DATE", help="Count from this day.")
@force_option
def project(
    organisation: str,
    *,
    start: date | None,
    output: Path | None,
    today: date | None,
    force: bool,
) -> None:
    """Write the file of a conference that is not announced, from the years on record.

    \b
      motions conference project labour --start 2028-09-24 -o labour-2028.toml
    """
    from motions.conferences.toml import render_conference_toml  # noqa: PLC0415 tomlkit, for this alone

    known = shipped_conferences()
    if start is not None:
        conference = project_on(organisation, start, known)
        _say_if_unusual(conference, known)
    else:
        day = today or date.today()  # noqa: DTZ011 the user's own calendar day
        conference = project_coming(organisation, day, known)
    text = render_conference_toml(conference)
    if output is None or output is STDOUT:
        click.echo(text, nl=False)
        return
    if output.suffix != ".toml":
        raise OutputError(f"{output}: must end in .toml: so it is known as a file of dates.")
    write_file(output, text.encode(), force=force)
    say(f"Wrote {output}. Use it with --conference {output}; correct it as dates are announced.")


def _say_if_unusual(conference: Conference, known: list[Conference]) -> None:
    years = [one for one in known if one.id in conference.projected_from]
    usual = usual_weekday(years)
    if conference.start.weekday() != usual:
        say(
            f"Please note: {long_day(conference.start)} is given as the opening day, but most "
            f"known years opened on a {WEEKDAYS[usual]}."
        )


def _counted(conference: Conference) -> str:
    count = len(conference.submissions) + len(conference.milestones)
    return f"{conference.name}: {count} date{'' if count == 1 else 's'}"


def _hints(conference: Conference, path: Path) -> Iterator[str]:
    """Yield what is not a fault, but worth a second look."""
    if not conference.id.endswith(f"-{conference.start.year}"):
        yield (
            f"conference, id: {conference.id!r} does not end in the year, as in "
            f'"{conference.organisation}-{conference.start.year}"; later years are projected by it'
        )
    elif path.stem != conference.id:
        yield f"the file is usually named after its id: {conference.id}.toml"
    dated: list[tuple[str, Submission | Milestone]] = [
        *((f"submission {number}", one) for number, one in enumerate(conference.submissions, 1)),
        *((f"milestone {number}", one) for number, one in enumerate(conference.milestones, 1)),
    ]
    for place, one in dated:
        if one.status is Status.PROJECTED:
            continue
        if not _ADDRESS.search(one.source):
            yield f"{place}, source: names no web address"
        if day_of(one.due).weekday() >= _SATURDAY:
            yield f"{place}, due: {long_day(day_of(one.due))} is at a weekend; is that right?"
