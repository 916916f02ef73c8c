"""``motions batch``: a spreadsheet of branches to a document, a pack or a plan for each."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from motions.base.files import write_file
from motions.campaign.columns import Columns
from motions.campaign.row_job import What
from motions.campaign.rows import RowFault
from motions.campaign.runner import CampaignRun, Options, Tally, Watcher
from motions.campaign.setup import begun_on, matter_of, sheet_template, start_campaign
from motions.campaign.sheet import Sheet, SheetRow
from motions.campaign.summary import write_summary
from motions.cli.inputs import Command
from motions.cli.options import (
    FILE,
    NAMED,
    SOURCE,
    Day,
    answer_options,
    echo_json,
    force_option,
    json_option,
    say,
    say_if_projected,
)

EVERY = 100
"""Without a terminal, a line of progress follows each so many rows."""


@click.command("batch", cls=Command)
@click.argument("motion", type=SOURCE)
@click.argument("branches", type=FILE, required=False, metavar="[BRANCHES.csv]")
@click.option("-o", "--output", type=NAMED, metavar="DIR", help="The folder to write.")
@click.option(
    "--what",
    type=click.Choice([one.value for one in What]),
    default="docx",
    show_default=True,
    help="What each row gets.",
)
@click.option("--columns", "show_columns", is_flag=True, help="List the columns a sheet can have.")
@click.option("--template-csv", type=NAMED, metavar="FILE", help="Write an empty sheet to fill in.")
@click.option(
    "--layout", type=FILE, metavar="FILE.docx", help="Your own Word file with {{ tags }}."
)
@click.option("--strict", is_flag=True, help="Write nothing if a row has an error.")
@click.option("--resume", is_flag=True, help="Finish a run that was stopped.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes (default: one a core).",
)
@click.option(
    "--executor", default="", metavar="dask://ADDRESS", help="Use a dask cluster instead."
)
@click.option(
    "--conference",
    type=SOURCE,
    default="",
    metavar="ID|FILE",
    help="Which conference (default: the next one).",
)
@click.option("--today", type=Day(), metavar="DATE", help="Count from this day (default: today).")
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
    """Make MOTION for each row of a spreadsheet of branches, and a summary of all rows.

    Each row is a branch; the first row names the columns. --set fills blank cells.

    \b
      motions batch fast-track-discipline --template-csv branches.csv
      motions batch fast-track-discipline branches.csv -o campaign
    """
    begun = begun_on(output) if resume and output else None
    day = today or begun or date.today()  # noqa: DTZ011 the user's own calendar day
    matter = matter_of(motion, conference, day)
    say_if_projected(matter.conference)
    if show_columns or template_csv:
        _tell_columns(matter.columns, template_csv, force=force, show=show_columns, as_json=as_json)
        return
    if branches is None or output is None:
        raise click.UsageError("Name the sheet and, with -o, the folder to write.")
    campaign = start_campaign(matter, what, source=branches.name, layout=layout, defaults=answers)
    options = Options(jobs or os.cpu_count() or 1, executor, strict, resume)
    progress = _Progress(Sheet(branches, matter.columns))
    run = CampaignRun(campaign, progress.sheet, output, options, progress.watcher())
    try:
        run.run()
    finally:
        progress.clear()
    files = write_summary(run, campaign, output)
    _tell(run.tally, output, files, faults=progress.faults if as_json else None)
    if run.tally.faulty or run.tally.changed:
        raise click.exceptions.Exit(1)


def _tell_columns(
    columns: Columns, path: Path | None, *, force: bool, show: bool, as_json: bool
) -> None:
    if path is not None:
        write_file(path, sheet_template(columns), force=force)
        say(f"Wrote {path}. Fill a row for each branch, then: motions batch MOTION {path} -o DIR")
    if show and as_json:
        echo_json([{"name": one.name, "help": one.help} for one in columns.known])
    for one in columns.known if show and not as_json else ():
        example = f' Such as "{one.example}".' if one.example else ""
        click.echo(f"{one.name}\n    {one.help}{example}")


def _tell(
    tally: Tally, output: Path, files: list[Path], *, faults: list[dict[str, object]] | None
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
        click.echo("\n".join(map(str, files)))
    told = [f"{count} {name.replace('_', ' ')}" for name, count in counts.items() if count]
    say(f"{output}: {', '.join(told) or 'the sheet has no rows'}. Begin with {files[1]}.")
    if tally.faulty:
        say("Fix the rows with errors in the sheet, then run the same command with --resume.")


class _Progress:
    """Tells on stderr how far a run is: a line that is overwritten, or one a hundred rows."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.faults: list[dict[str, object]] = []
        self._terminal = sys.stderr.isatty()
        self._begun = time.monotonic()
        self._told = 0
        for sentence in sheet.ignored:
            say(sentence)

    def watcher(self) -> Watcher:
        """Return whom the run tells what."""
        return Watcher(fault=self.fault, progress=self.show, notice=self.say)

    def fault(self, row: SheetRow, fault: RowFault) -> None:
        """Tell what is wrong in *row*, and keep it for the end."""
        told = {"row": row.number, "column": fault.column, "problem": fault.problem}
        self.faults.append(told)
        column = f", column {fault.column}" if fault.column else ""
        end = "" if fault.problem.endswith(("?", ".")) else "."
        self.say(f"{self.sheet.source}: row {row.number}{column}: {fault.problem}{end}")

    def show(self, tally: Tally) -> None:
        """Tell what *tally* has come to."""
        took = max(time.monotonic() - self._begun, 0.001)
        if self._terminal:
            share = max(self.sheet.done, 0.001)
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
