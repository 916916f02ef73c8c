"""``motions batch``: a spreadsheet of branches to a document, a pack or a plan for each."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from motions.base.errors import MotionsError, did_you_mean
from motions.base.files import place_file, write_file
from motions.cli.options import (
    FILE,
    NAMED,
    Day,
    answer_options,
    echo_json,
    force_option,
    json_option,
    say,
    say_if_projected,
)

if TYPE_CHECKING:
    from motions.campaign.columns import Columns
    from motions.campaign.row_job import Campaign
    from motions.campaign.rows import RowFault
    from motions.campaign.runner import CampaignRun, Tally
    from motions.campaign.sheet import SheetRow
    from motions.conferences.conference import Conference
    from motions.drafting.motion import Motion

EVERY = 100
"""Without a terminal, a line of progress after so many rows."""


@click.command("batch")
@click.argument("motion")
@click.argument("branches", type=FILE, required=False, metavar="[BRANCHES.csv]")
@click.option("-o", "--output", type=NAMED, metavar="DIR", help="The folder to write.")
@click.option(
    "--what",
    type=click.Choice(["docx", "pack", "calendar", "plan"]),
    default="docx",
    show_default=True,
    help="What each row gets.",
)
@click.option("--columns", "show_columns", is_flag=True, help="Say which columns are understood.")
@click.option("--template-csv", type=FILE, metavar="FILE", help="Write an empty sheet.")
@click.option(
    "--layout", type=FILE, metavar="FILE.docx", help="Your own Word file with {{ tags }}."
)
@click.option("--strict", is_flag=True, help="Make nothing if a row is faulty.")
@click.option("--resume", is_flag=True, help="Finish a run that was stopped.")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes (default: the cores)."
)
@click.option("--executor", default="", metavar="dask://ADDRESS", help="A dask cluster instead.")
@click.option("--conference", default="", metavar="ID|FILE", help="Default: the next one open.")
@click.option("--today", type=Day(), metavar="DATE", help="Count from this day.")
@json_option
@force_option
@answer_options
def command(
    motion: str,
    branches: Path | None,
    *,
    output: Path | None,
    what: str,
    show_columns: bool,
    template_csv: Path | None,
    layout: Path | None,
    strict: bool,
    resume: bool,
    jobs: int | None,
    executor: str,
    conference: str,
    today: date | None,
    as_json: bool,
    force: bool,
    answers: Mapping[str, str],
) -> None:
    """Make MOTION for each row of a spreadsheet of branches, and a summary of all.

    A row is a branch; its first row names the columns. --set gives what blank cells stand for.

    \b
      motions batch fast-track-discipline --template-csv branches.csv
      motions batch fast-track-discipline branches.csv -o campaign
    """
    from motions.campaign.columns import columns_for  # noqa: PLC0415 see the group of commands

    begun = _begun_on(output) if resume else None
    day = today or begun or date.today()  # noqa: DTZ011 the user's own calendar day
    model, chosen, conferences = _matter(motion, conference, day)
    say_if_projected(chosen)
    columns = columns_for(model, chosen)
    if show_columns or template_csv:
        _tell_columns(columns, show=show_columns, path=template_csv, as_json=as_json, force=force)
        return
    if branches is None or output is None:
        raise click.UsageError("Name the sheet and, with -o, the folder to write.")
    _check_answers(answers, columns)
    from motions.campaign.row_job import Campaign, What  # noqa: PLC0415
    from motions.campaign.runner import CampaignRun, Options, Watcher  # noqa: PLC0415
    from motions.campaign.sheet import Sheet  # noqa: PLC0415
    from motions.documents.word.layouts import layout_for, load_layout  # noqa: PLC0415
    from motions.documents.word.motion import check_layout  # noqa: PLC0415

    sheet = Sheet(branches, columns)
    for sentence in sheet.ignored:
        say(sentence)
    campaign = Campaign(
        motion=model,
        conference=chosen,
        conferences=conferences,
        columns=columns,
        what=What(what),
        layout=load_layout(layout, layout_for(model.amendments)),
        today=day,
        stamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        source=branches.name,
        defaults=answers,
    )
    if campaign.what in (What.DOCX, What.PACK):
        # what no row could be made in is told once, before any is
        check_layout(*campaign.layout, model)
    progress = _Progress(sheet)
    faults: list[dict[str, object]] = []

    def tell_fault(row: SheetRow, fault: RowFault) -> None:
        faults.append({"row": row.number, "column": fault.column, "problem": fault.problem})
        column = f", column {fault.column}" if fault.column else ""
        end = "" if fault.problem.endswith(("?", ".")) else "."
        progress.say(f"{branches}: row {row.number}{column}: {fault.problem}{end}")

    run = CampaignRun(
        campaign,
        sheet,
        output,
        Options(jobs or os.cpu_count() or 1, executor, strict, resume),
        Watcher(
            fault=tell_fault,
            progress=progress.show,
            notice=progress.say,
        ),
    )
    try:
        run.run()
    finally:
        progress.clear()
    files = _write_summary(run, campaign, output)
    _tell(run.tally, output, faults=faults if as_json else None, files=files)
    if run.tally.faulty or run.tally.changed:
        raise click.exceptions.Exit(1)


def _matter(
    motion: str, conference: str, today: date
) -> tuple[Motion, Conference, tuple[Conference, ...]]:
    """Return the motion, its conference, and all conferences that are known."""
    from motions.conferences.choose import find_conference, next_conference  # noqa: PLC0415
    from motions.conferences.conference_file import shipped_conferences  # noqa: PLC0415
    from motions.drafting.library import find_motion, shipped_motions  # noqa: PLC0415

    model = find_motion(motion, shipped_motions())
    known = shipped_conferences()
    if conference:
        chosen = find_conference(conference, known)
    else:
        chosen = next_conference(model.kind, [], today, known, model.conferences)
    others = [one for one in known if one.id != chosen.id]
    return model, chosen, (chosen, *others)


def _begun_on(output: Path | None) -> date | None:
    """Return the day on which the run in *output* counted from, where there is one."""
    from motions.campaign.journal import Journal  # noqa: PLC0415

    begun = Journal(output).heading() if output else None
    return date.fromisoformat(begun["--today"]) if begun else None


def _check_answers(answers: Mapping[str, str], columns: Columns) -> None:
    unknown = [
        f"--set {name}: is no column.{did_you_mean(name, columns.names)}"
        for name in answers
        if name not in columns.names
    ]
    if unknown:
        raise MotionsError("\n".join([*unknown, "--columns shows those that are understood."]))


def _tell_columns(
    columns: Columns, *, show: bool, path: Path | None, as_json: bool, force: bool
) -> None:
    if path is not None:
        import csv  # noqa: PLC0415
        from io import StringIO  # noqa: PLC0415

        text = StringIO()
        csv.writer(text).writerow(columns.names)
        write_file(path, text.getvalue().encode("utf-8-sig"), force=force)
        say(f"Wrote {path}. Fill a row for each branch, then: motions batch MOTION {path} -o DIR")
    if show and as_json:
        echo_json([{"name": one.name, "help": one.help} for one in columns.known])
    elif show:
        for one in columns.known:
            example = f' Such as "{one.example}".' if one.example else ""
            click.echo(f"{one.name}\n    {one.help}{example}")


def _write_summary(run: CampaignRun, campaign: Campaign, output: Path) -> list[Path]:
    from motions.base.dates import long_moment  # noqa: PLC0415
    from motions.campaign.row_job import ENDINGS  # noqa: PLC0415
    from motions.campaign.summary import (  # noqa: PLC0415
        render_summary_csv,
        render_summary_html,
        urgency,
    )
    from motions.planning.reasons import marked  # noqa: PLC0415

    ending = ENDINGS[campaign.what]
    tiers = campaign.columns.tiers
    title = f"{campaign.motion.title}: {campaign.conference.name}"
    submission = campaign.conference.submission(campaign.motion.kind)
    deadline = marked(long_moment(submission.due), submission.status)
    lines = render_summary_csv(run.entries(urgency), deadline=deadline, tiers=tiers, ending=ending)
    page = render_summary_html(
        run.entries(urgency), title=title, deadline=deadline, tiers=tiers, ending=ending
    )
    paths = [output / "summary.csv", output / "summary.html"]
    for path, pieces in zip(paths, (lines, page), strict=True):
        place_file(path, b"".join(pieces), scratch=run.journal.scratch, replace=True)
    return paths


def _tell(
    tally: Tally, output: Path, *, faults: list[dict[str, object]] | None, files: list[Path]
) -> None:
    counts = {
        "made": tally.made,
        "there_already": tally.kept,
        "too_late": tally.late,
        "faulty": tally.faulty,
        "changed": tally.changed,
    }
    if faults is not None:
        echo_json({**counts, "faults": faults, "summary": [str(path) for path in files]})
    else:
        for path in files:
            click.echo(path)
    told = [f"{count} {name.replace('_', ' ')}" for name, count in counts.items() if count]
    say(f"{output}: {', '.join(told) or 'the sheet has no rows'}. Begin with {files[1]}.")
    if tally.faulty:
        say("Mend the faulty rows in the sheet, then run the same command with --resume.")


class _Progress:
    """Tells on stderr how far a run is: a line that is overwritten, or one a hundred rows."""

    def __init__(self, sheet: object) -> None:
        self._sheet = sheet
        self._terminal = sys.stderr.isatty()
        self._begun = time.monotonic()
        self._told = 0

    def show(self, tally: Tally) -> None:
        """Tell what *tally* has come to."""
        took = max(time.monotonic() - self._begun, 0.001)
        if self._terminal:
            share = max(float(getattr(self._sheet, "done", 0.0)), 0.001)
            left = took / share - took
            bar = ("#" * round(share * 20)).ljust(20, ".")
            text = f"[{bar}] {tally.rows} rows, {tally.rows / took:.0f} a second"
            click.echo(f"\r{text}, {left:.0f} s left \x1b[K", err=True, nl=False)
        elif tally.rows // EVERY > self._told // EVERY:
            say(f"{tally.rows} rows, {tally.rows / took:.0f} a second")
        self._told = tally.rows

    def say(self, text: str) -> None:
        """Tell something that stays, above the line that does not."""
        self.clear()
        say(text)

    def clear(self) -> None:
        """Take the overwritten line away."""
        if self._terminal:
            click.echo("\r\x1b[K", err=True, nl=False)
