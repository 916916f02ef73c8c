"""``motions plan``: the deadlines of a motion, and what to do if it is too late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import click

from motions.cli.inputs import Command
from motions.cli.options import (
    FILE,
    NAMED,
    SOURCE,
    Day,
    Pair,
    Setting,
    answer_options,
    echo_json,
    force_option,
    json_option,
    library_option,
    say,
    say_if_projected,
    setting_options,
)
from motions.cli.requests import make_request
from motions.jobs.case import Case
from motions.jobs.request import prepare
from motions.planning.changes import Change, plan_changes
from motions.planning.views.json import changes_to_json, plan_to_json
from motions.planning.views.text import render_changes, render_plan
from motions.planning.views.timeline import lay_out
from motions.planning.views.timeline_text import Mark, render_timeline, uncoloured
from motions.planning.views.together import clashes, render_together

COLOURS = {
    Mark.AIM: "green",
    Mark.LAST_CHANCE: "yellow",
    Mark.BOTH: "yellow",
    Mark.LATE: "red",
    Mark.DEADLINE: "red",
    Mark.DEADLINE_LINE: "red",
    Mark.TODAY: "cyan",
}


@click.command("plan", cls=Command)
@click.argument("subjects", type=SOURCE, nargs=-1, required=True, metavar="MOTION|KIND…")
@click.option(
    "--for",
    "start",
    default="",
    metavar="BODY",
    help="The body that debates it first (default: the lowest).",
)
@click.option(
    "--passed",
    multiple=True,
    type=Pair(Day()),
    metavar="BODY=DATE",
    help="BODY carried it on DATE.",
)
@click.option("--skip", multiple=True, metavar="BODY", help="Leave out BODY, if the rules allow.")
@click.option(
    "--sent",
    type=SOURCE,
    default="",
    metavar="KIND|MOTION",
    help="What the last body has already sent.",
)
@click.option(
    "--event", type=Day(), metavar="DATE", help="The day of the event that the motion is about."
)
@click.option("--explain", is_flag=True, help="Give the reason for every date.")
@click.option(
    "--diff", "old", type=FILE, metavar="OLD", help="Say what moved since OLD (.json, .ics)."
)
@click.option("--ics", type=NAMED, metavar="FILE", help="Write the dates as a calendar as well.")
@click.option("--svg", type=NAMED, metavar="FILE", help="Write the timeline as a picture as well.")
@library_option
@json_option
@force_option
@answer_options
@setting_options
def command(
    subjects: tuple[str, ...],
    *,
    start: str,
    passed: tuple[tuple[str, date], ...],
    skip: tuple[str, ...],
    sent: str,
    event: date | None,
    explain: bool,
    old: Path | None,
    ics: Path | None,
    svg: Path | None,
    library: Path | None,
    as_json: bool,
    force: bool,
    answers: Mapping[str, str],
    setting: Setting,
) -> None:
    """Work out the deadlines for MOTION, or any motion of that KIND, and what to do if it is late.

    A KIND can be another date of the conference too, such as delegates. Several are planned one
    after the other, and then together.

    \b
      motions plan fast-track-discipline
      motions plan motion --for riverside --passed riverside=2027-05-06 --explain
      motions plan motion --diff last-month.json --svg timeline.svg
    """
    if len(dict(passed)) < len(passed):
        raise click.UsageError("--passed names one body twice; give one day for each.")
    if len(subjects) > 1 and (old or ics or svg or passed):
        raise click.UsageError("--diff, --ics, --svg and --passed go with one motion at a time.")
    asked = replace(
        make_request("", setting, library),
        start=start,
        carried=dict(passed),
        answers=answers,
        skipped=skip,
        sent=sent,
        event=event,
    )
    cases = [prepare(replace(asked, subject=one)) for one in subjects]
    for case in cases:
        say_if_projected(case.route.conference)
        case.check_answers()
    changes = _changes(cases[0], old) if old else None
    _write(cases[0], ics, svg, force=force, setting=setting)
    if as_json:
        _echo_json(cases, changes)
    else:
        _print(cases, setting, explain=explain)
        if changes is not None:
            click.echo(f"\n{render_changes(changes, since=str(old))}", nl=False)


def _echo_json(cases: list[Case], changes: list[Change] | None) -> None:
    """Print one plan as it is, several as a list with what clashes between them."""
    plans = [
        plan_to_json(one.plan, one.ways_out, motion=one.motion.id if one.motion else None)
        for one in cases
    ]
    if len(plans) > 1:
        told = clashes([(one.title, one.plan) for one in cases])
        echo_json({"plans": plans, "problems": [asdict(one) for one in told]})
    else:
        more = {} if changes is None else {"changes": changes_to_json(changes)}
        echo_json(plans[0] | more)


def _print(cases: list[Case], setting: Setting, *, explain: bool) -> None:
    paint = _coloured if setting.colour else uncoloured
    for case in cases:
        picture = render_timeline(lay_out(case.plan), paint)
        text = render_plan(
            case.plan, case.ways_out, title=case.title, explain=explain, picture=picture
        )
        click.echo(text, nl=len(cases) > 1)
    if len(cases) > 1:
        click.echo(render_together([(one.title, one.plan) for one in cases]), nl=False)


def _changes(case: Case, old: Path) -> list[Change]:
    from motions.jobs.earlier_plan import load_old_plan  # noqa: PLC0415 icalendar takes a tenth of a second

    return plan_changes(load_old_plan(old, case.plan, case.subject), case.plan, case.subject)


def _write(
    case: Case, ics: Path | None, svg: Path | None, *, force: bool, setting: Setting
) -> None:
    """Write the files that are asked for; none where one of them is there already."""
    if not (ics or svg):
        return
    from motions.jobs.calendar_files import write_plan_files  # noqa: PLC0415 icalendar is slow to load

    for told in write_plan_files(case, ics, svg, stamp=setting.stamp, force=force):
        say(told)


def _coloured(text: str, role: Mark) -> str:
    if role is Mark.SHADE:
        return click.style(text, dim=True)
    return click.style(text, fg=COLOURS[role]) if role in COLOURS else text
