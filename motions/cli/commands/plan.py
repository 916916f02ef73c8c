"""``motions plan``: by which day a motion must reach whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from motions.base.errors import MotionsError
from motions.base.files import check_writable, write_file
from motions.cli.options import (
    FILE,
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
from motions.cli.own_files import make_wish
from motions.jobs.request import EVENT_DATE, Work, take_on
from motions.planning.changes import Change, plan_changes
from motions.planning.views.json import changes_to_json, plan_to_json
from motions.planning.views.text import render_changes, render_plan
from motions.planning.views.timeline import lay_out
from motions.planning.views.timeline_text import Mark, render_timeline, uncoloured

COLOURS = {
    Mark.AIM: "green",
    Mark.LAST_CHANCE: "yellow",
    Mark.BOTH: "yellow",
    Mark.LATE: "red",
    Mark.DEADLINE: "red",
    Mark.DEADLINE_LINE: "red",
    Mark.TODAY: "cyan",
}


@click.command("plan")
@click.argument("subject", metavar="MOTION|KIND")
@click.option("--for", "start", default="", metavar="BODY", help="Where the route begins.")
@click.option(
    "--passed", multiple=True, type=Pair(Day()), metavar="BODY=DATE", help="It has passed BODY."
)
@click.option("--skip", multiple=True, metavar="BODY", help="Leave out BODY, if the rules allow.")
@click.option(
    "--sent", default="", metavar="KIND|MOTION", help="What the last body has sent already."
)
@click.option("--event", type=Day(), metavar="DATE", help="The day of the event it rests on.")
@click.option("--explain", is_flag=True, help="Say why each date is what it is.")
@click.option(
    "--diff", "old", type=FILE, metavar="OLD", help="Say what moved since OLD (.json, .ics)."
)
@click.option("--ics", type=FILE, metavar="FILE", help="Write the dates as a calendar as well.")
@click.option("--svg", type=FILE, metavar="FILE", help="Write the timeline as a picture as well.")
@library_option
@json_option
@force_option
@answer_options
@setting_options
def command(
    subject: str,
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
    """Work back from the deadline: when MOTION (or any motion of that KIND) must reach whom.

    \b
      motions plan fast-track-discipline
      motions plan motion --for riverside --passed riverside=2027-05-06 --explain
      motions plan motion --diff last-month.json --svg timeline.svg
    """
    if len(dict(passed)) < len(passed):
        raise click.UsageError("--passed names one body twice; give one day for each.")
    wish = replace(
        make_wish(subject, setting, library),
        start=start,
        passed=dict(passed),
        answers=answers,
        skipped=skip,
        sent=sent,
        event=event,
    )
    work = take_on(wish)
    say_if_projected(work.plan.route.conference)
    _check_answers(work)
    changes = _changes(work, old) if old else None
    _write(work, ics, svg, force=force, setting=setting)
    if as_json:
        data = plan_to_json(work.plan, work.ways, motion=work.motion.id if work.motion else None)
        echo_json(data if changes is None else data | {"changes": changes_to_json(changes)})
        return
    picture = render_timeline(lay_out(work.plan), _coloured if setting.colour else uncoloured)
    text = render_plan(work.plan, work.ways, title=work.title, explain=explain, picture=picture)
    click.echo(text, nl=False)
    if changes is not None:
        click.echo(f"\n{render_changes(changes, since=str(old))}", nl=False)


def _check_answers(work: Work) -> None:
    """Refuse an answer that the motion does not ask for: a slip in it would go unseen."""
    given = {name: text for name, text in work.answers.items() if name != EVENT_DATE}
    if work.motion is None or not given:
        return
    from motions.drafting.values import answer_problems  # noqa: PLC0415 loads Jinja and Markdown

    problems = answer_problems(work.motion, given)
    if problems:
        raise MotionsError("\n".join(problems))


def _changes(work: Work, old: Path) -> list[Change]:
    from motions.jobs.earlier_plan import load_old_plan  # noqa: PLC0415 icalendar takes a tenth of a second

    subject = work.motion.id if work.motion else work.plan.route.submission.kind
    return plan_changes(load_old_plan(old, work.plan, subject), work.plan, subject)


def _write(
    work: Work, ics: Path | None, svg: Path | None, *, force: bool, setting: Setting
) -> None:
    """Write the files that are asked for; none where one of them is there already."""
    if svg is not None:
        check_writable(svg, force=force)
    if ics is not None:
        from motions.jobs.calendar_files import write_plan_calendar  # noqa: PLC0415 icalendar is slow to load

        say(str(write_plan_calendar(ics, work, stamp=setting.stamp, force=force)))
    if svg is not None:
        from motions.jobs.calendar import plan_picture  # noqa: PLC0415 rarely asked for

        write_file(svg, plan_picture(work), force=force)
        say(f"Wrote {svg}")


def _coloured(text: str, role: Mark) -> str:
    if role is Mark.SHADE:
        return click.style(text, dim=True)
    return click.style(text, fg=COLOURS[role]) if role in COLOURS else text
