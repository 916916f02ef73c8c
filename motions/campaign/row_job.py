"""What one row becomes: a pure function of the row and of what all rows share.

It reads no file and no clock, and everything that goes in and comes out can be pickled; so it runs
in this process, in another, or on another machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b

from motions.base.dates import days_phrase, iso
from motions.base.errors import MotionsError
from motions.campaign.columns import Columns
from motions.campaign.rows import Branch, RowFault, parse_row
from motions.campaign.sheet import SheetRow
from motions.conferences.conference import Conference
from motions.documents.word.motion import render_motion
from motions.drafting.motion import Motion
from motions.jobs.case import Case
from motions.jobs.request import Record, Request, prepare
from motions.planning.failures import problems
from motions.planning.reasons import step_name
from motions.planning.views.text import render_plan, way_in_words


class What(StrEnum):
    """What each row gets."""

    DOCX = "docx"
    PACK = "pack"
    CALENDAR = "calendar"
    PLAN = "plan"


ENDINGS = {What.DOCX: ".docx", What.PACK: "", What.CALENDAR: ".ics", What.PLAN: ".txt"}
"""How the name of each ends; a pack is a folder."""


@dataclass(frozen=True)
class Campaign:
    """What all rows share. *layout* is the Word layout and what to call it in a message.

    *defaults* stand in for blank cells, by column.
    """

    motion: Motion
    conference: Conference
    conferences: tuple[Conference, ...]
    columns: Columns
    what: What
    layout: tuple[bytes, str]
    today: date
    stamp: datetime
    source: str
    defaults: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def record(self) -> Record:
        return Record([self.motion], list(self.conferences))

    def heading(self) -> dict[str, str]:
        """Return what two runs must share for one to finish the other, by the user's names."""
        return {
            "motion": f"{self.motion.id} {self.motion.version}",
            "--conference": self.conference.id,
            "--what": self.what.value,
            "--layout": _digest(self.layout[0]),
            "--today": self.today.isoformat(),
            "--set": _digest(repr(sorted(self.defaults.items())).encode()),
        }

    def row(self, row: SheetRow) -> SheetRow:
        """Return *row* with the defaults in its blank cells.

        A default for when a body meets, or its notice, is used only in a row that has such a body.
        """
        filled = {
            name: text
            for name, text in self.defaults.items()
            if name.rpartition("_")[0] not in self.columns.tiers
            or row.cells.get(name.rpartition("_")[0])
        }
        return SheetRow(row.number, {**filled, **row.cells}, row.surplus)


@dataclass(frozen=True)
class RowDates:
    """What the summary tells of a plan. Days are ISO 8601, or empty where there is none.

    *slack* is that of the next step, in days. *late* says where the route breaks, *left* which ways
    remain.
    """

    next_step: str = ""
    aim: str = ""
    last_chance: str = ""
    slack: int | None = None
    late: str = ""
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowResult:
    """The result of a row: the contents of its file, or of the files of its folder, or its faults.

    A file has the empty name.
    """

    number: int
    contents: Mapping[str, bytes] = field(default_factory=dict)
    dates: RowDates = RowDates()
    faults: tuple[RowFault, ...] = ()


def make_rows(
    campaign: Campaign, rows: tuple[SheetRow, ...], only_dates: frozenset[int] = frozenset()
) -> list[RowResult]:
    """Return the result of each of *rows*, in their order.

    Of those whose numbers are in *only_dates*, the contents are left out.
    """
    record = campaign.record
    return [_make(campaign, record, row, row.number not in only_dates) for row in rows]


def _make(campaign: Campaign, record: Record, row: SheetRow, contents: bool) -> RowResult:
    try:
        branch, faults = parse_row(campaign.row(row), campaign.columns, campaign.source)
        if branch is None:
            return RowResult(row.number, faults=tuple(faults))
        missing = branch.undated if campaign.what is not What.DOCX else ()
        if missing:
            problem = f"is empty; --what {campaign.what.value} needs it for the dates"
            return RowResult(row.number, faults=tuple(RowFault(one, problem) for one in missing))
        case = prepare(_request(campaign, branch), record)
        made = _MAKERS[campaign.what](campaign, case) if contents else {}
        return RowResult(row.number, made, RowDates() if branch.undated else _dates(case))
    except MotionsError as error:
        return RowResult(row.number, faults=(RowFault("", _one_line(error)),))


def _request(campaign: Campaign, branch: Branch) -> Request:
    return Request(
        subject=campaign.motion.id,
        organisation=branch.organisation,
        today=campaign.today,
        conference=campaign.conference.id,
        answers=branch.answers,
    )


def _docx(campaign: Campaign, case: Case) -> dict[str, bytes]:
    content, source = campaign.layout
    return {"": render_motion(case.draft(), layout=content, stamp=campaign.stamp, source=source)}


def _pack(campaign: Campaign, case: Case) -> dict[str, bytes]:
    from motions.jobs.pack import render_pack  # noqa: PLC0415 takes a while to load

    return render_pack(case, layout=campaign.layout, stamp=campaign.stamp)


def _calendar(campaign: Campaign, case: Case) -> dict[str, bytes]:
    from motions.jobs.calendar import plan_calendar  # noqa: PLC0415 icalendar takes a while to load

    return {"": plan_calendar(case, stamp=campaign.stamp)}


def _plan(_campaign: Campaign, case: Case) -> dict[str, bytes]:
    return {"": render_plan(case.plan, case.ways_out, title=case.title, explain=True).encode()}


_MAKERS: Mapping[What, Callable[[Campaign, Case], dict[str, bytes]]] = {
    What.DOCX: _docx,
    What.PACK: _pack,
    What.CALENDAR: _calendar,
    What.PLAN: _plan,
}


def _dates(case: Case) -> RowDates:
    plan = case.plan
    step = plan.steps[0]
    found = problems(plan)
    return RowDates(
        next_step=step_name(step.action, step.body.name),
        aim=iso(step.aim) if step.aim else "",
        last_chance=iso(step.last_chance) if step.last_chance else "",
        slack=step.slack_days,
        late=" ".join(one.message for one in found),
        left=tuple(" ".join(way_in_words(way)) for way in case.ways_out),
    )


def _one_line(error: MotionsError) -> str:
    return " ".join(str(error).split()).rstrip(".")


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=12).hexdigest()


def slack_phrase(slack: int | None) -> str:
    """Return the slack in words, or nothing where there is none.

    >>> slack_phrase(0), slack_phrase(14)
    ('no later chance', '14 days')
    """
    if slack is None:
        return ""
    return days_phrase(slack) if slack else "no later chance"
