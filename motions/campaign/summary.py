"""The result of each row, the most urgent first: for a spreadsheet, and as a page to read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from html import escape
from io import StringIO
from pathlib import Path

from motions.base.dates import long_moment
from motions.base.files import place_file
from motions.campaign.journal import JournalEntry
from motions.campaign.row_job import ENDINGS, Campaign, slack_phrase
from motions.campaign.runner import CampaignRun
from motions.planning.cautions import likely_cut_off
from motions.planning.reasons import marked

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LATE, _DATED, _UNDATED, _FAULTY = range(4)
_TITLES = {
    _LATE: "Too late by the ordinary route",
    _DATED: "In time, the most urgent first",
    _UNDATED: "Without dates: when a body meets, its notice, or who submits is not in the sheet",
    _FAULTY: "Not made: rows to fix",
}
_STYLE = """
body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem }
th, td { border-bottom: 1px solid #bbb; padding: .3rem .6rem; text-align: left }
td { vertical-align: top }
th { border-bottom-width: 2px }
caption { font-weight: bold; font-size: 1.15rem; text-align: left; padding: .5rem 0 }
ul { margin: 0; padding-left: 1.1rem }
"""


def urgency(entry: JournalEntry) -> tuple[int, str, int, int]:
    """Return what to sort by: the late first, then the last chance; those with errors last."""
    dates = entry.dates
    return (_group(entry), dates.last_chance or dates.aim, dates.slack or 0, entry.number)


def write_summary(run: CampaignRun, campaign: Campaign, folder: Path) -> list[Path]:
    """Write the result of each row into *folder*, and return the paths: a sheet, then a page.

    Raises OutputError.
    """
    submission = campaign.conference.submission(campaign.motion.kind)
    deadline = marked(submission.when, submission.status)
    if unsure := likely_cut_off(submission):
        deadline = f"{deadline}. {unsure}"
    tiers, ending = campaign.columns.tiers, ENDINGS[campaign.what]
    lines = render_summary_csv(run.entries(urgency), deadline=deadline, tiers=tiers, ending=ending)
    title = f"{campaign.motion.title}: {campaign.conference.name}"
    page = render_summary_html(
        run.entries(urgency), title=title, deadline=deadline, tiers=tiers, ending=ending
    )
    paths = [folder / "summary.csv", folder / "summary.html"]
    for path, pieces in zip(paths, (lines, page), strict=True):
        place_file(path, b"".join(pieces), scratch=run.journal.scratch, replace=True)
    return paths


def render_summary_csv(
    entries: Iterable[JournalEntry], *, deadline: str, tiers: tuple[str, ...], ending: str
) -> Iterator[bytes]:
    """Yield the summary as CSV, as Excel reads it, a line at a time.

    *deadline* is the same for all, and says so where it is not confirmed. A cell that a spreadsheet
    would take for a formula begins with an apostrophe.
    """
    heading = ["row", *tiers, "state", "file", "next_step", "aim", "last_chance", "slack_days"]
    yield b"\xef\xbb\xbf" + _csv_line(
        [*heading, "too_late", "what_you_can_still_do", "to_fix", "deadline"]
    )
    for entry in entries:
        dates = entry.dates
        yield _csv_line(
            [
                entry.number,
                *entry.where,
                _state(entry),
                "" if entry.faults else f"{entry.name}{ending}",
                dates.next_step,
                dates.aim,
                dates.last_chance,
                "" if dates.slack is None else dates.slack,
                dates.late,
                "; ".join(dates.left),
                "; ".join(_to_fix(entry)),
                deadline,
            ]
        )


def render_summary_html(
    entries: Iterable[JournalEntry],
    *,
    title: str,
    deadline: str,
    tiers: tuple[str, ...],
    ending: str,
) -> Iterator[bytes]:
    """Yield the summary as a page with a table for each group, piece by piece."""
    heading = escape(title)
    yield (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{heading}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{heading}</h1>\n"
        f"<p>Deadline: {escape(deadline)}</p>\n"
    ).encode()
    open_group = None
    for entry in entries:
        group = _group(entry)
        if group != open_group:
            if open_group is not None:
                yield b"</tbody>\n</table>\n"
            yield _table_head(group, tiers).encode()
            open_group = group
        yield _table_row(entry, group, ending).encode()
    if open_group is not None:
        yield b"</tbody>\n</table>\n"
    yield b"</body>\n</html>\n"


def _table_head(group: int, tiers: tuple[str, ...]) -> str:
    columns = ["Row", *(tier.upper() if len(tier) <= 3 else tier.title() for tier in tiers)]  # noqa: PLR2004 CLP
    columns += ["To fix"] if group == _FAULTY else ["Next", "Last chance", "To spare", "File"]
    columns += ["Why, and what you can still do"] if group == _LATE else []
    cells = "".join(f'<th scope="col">{escape(one)}</th>' for one in columns)
    caption = f"<caption>{escape(_TITLES[group])}</caption>"
    return f"<table>\n{caption}\n<thead><tr>{cells}</tr></thead>\n<tbody>\n"


def _table_row(entry: JournalEntry, group: int, ending: str) -> str:
    dates = entry.dates
    cells = [str(entry.number), *map(escape, entry.where)]
    if group == _FAULTY:
        cells.append(_list(_to_fix(entry)))
    else:
        step = f"{dates.next_step}: {_day(dates.aim)}" if dates.aim else dates.next_step
        name = escape(f"{entry.name}{ending}", quote=True)
        cells += [escape(step), escape(_day(dates.last_chance)), escape(slack_phrase(dates.slack))]
        cells.append(f'<a href="{name}">{name}</a>')
    if group == _LATE:
        cells.append(escape(dates.late) + _list(dates.left or ["No other option is on record."]))
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"


def _group(entry: JournalEntry) -> int:
    if entry.faults:
        return _FAULTY
    if entry.dates.late:
        return _LATE
    return _DATED if entry.dates.next_step else _UNDATED


def _state(entry: JournalEntry) -> str:
    if entry.faults:
        return "not made"
    if entry.changed:
        return "made from an earlier state of the row"
    return "too late" if entry.dates.late else "made"


def _to_fix(entry: JournalEntry) -> list[str]:
    return [
        f"{fault.column}: {fault.problem}" if fault.column else fault.problem
        for fault in entry.faults
    ]


def _day(text: str) -> str:
    """Return a day or a moment in ISO 8601 as people write it."""
    if not text:
        return ""
    return long_moment(datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text))


def _csv_line(cells: list[str | int]) -> bytes:
    buffer = StringIO()
    csv.writer(buffer).writerow(_harmless(cell) for cell in cells)
    return buffer.getvalue().encode()


def _harmless(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
