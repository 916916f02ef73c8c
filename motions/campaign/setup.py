"""What a campaign starts from: its motion, its conference, its columns, the day it counts from."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

from motions.base.errors import MotionsError, did_you_mean
from motions.campaign.columns import Columns, columns_for
from motions.campaign.journal import Journal
from motions.campaign.row_job import Campaign, What
from motions.conferences.choose import Choice, choose_conference
from motions.conferences.conference import Conference
from motions.conferences.conference_file import shipped_conferences
from motions.documents.word.layouts import layout_for, load_layout
from motions.documents.word.motion import check_layout
from motions.drafting.library import find_motion, shipped_motions
from motions.drafting.motion import Motion


@dataclass(frozen=True)
class Matter:
    """What a campaign is about, and the columns that its sheet can have."""

    motion: Motion
    conference: Conference
    conferences: tuple[Conference, ...]
    columns: Columns
    today: date


def matter_of(motion: str, conference: str, today: date) -> Matter:
    """Return the matter of *motion* at *conference*, or at the next one that still takes it.

    A deadline that the conference does not state is projected. Raises UnknownNameError.
    """
    model = find_motion(motion, shipped_motions())
    known = shipped_conferences()
    choice = Choice(today, known, conference)
    chosen = choose_conference(choice, model.kind, written_for=model.conferences)
    chosen.submission(model.kind)
    others = (one for one in known if one.id != chosen.id)
    return Matter(model, chosen, (chosen, *others), columns_for(model, chosen), today)


def begun_on(folder: Path) -> date | None:
    """Return the day from which the run in *folder* counts, where there is one."""
    begun = Journal(folder).heading()
    return date.fromisoformat(begun["--today"]) if begun else None


def sheet_template(columns: Columns) -> bytes:
    """Return an empty sheet with these *columns*, as Excel reads it."""
    text = StringIO()
    csv.writer(text).writerow(columns.names)
    return text.getvalue().encode("utf-8-sig")


def start_campaign(
    matter: Matter,
    what: str,
    *,
    source: str,
    layout: Path | None = None,
    defaults: Mapping[str, str] | None = None,
) -> Campaign:
    """Return the campaign that makes *what* of each row of the sheet called *source*.

    *defaults* stand in for blank cells. What would stop every row is refused here, once: raises
    MotionsError for a default without a column, and DataFileError for a layout.
    """
    columns = matter.columns
    unknown = [
        f"--set {name}: is not a column.{did_you_mean(name, columns.names)}"
        for name in defaults or ()
        if name not in columns.names
    ]
    if unknown:
        raise MotionsError("\n".join([*unknown, "--columns shows the columns there can be."]))
    day = matter.today
    campaign = Campaign(
        motion=matter.motion,
        conference=matter.conference,
        conferences=matter.conferences,
        columns=columns,
        what=What(what),
        layout=load_layout(layout, layout_for(matter.motion.amendments)),
        today=day,
        stamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        source=source,
        defaults=defaults or {},
    )
    if campaign.what in (What.DOCX, What.PACK):
        check_layout(*campaign.layout, matter.motion)
    return campaign
