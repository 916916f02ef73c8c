"""A row of a sheet to the bodies of an organisation and the answers to a motion's blanks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time

from motions.base.dates import long_day, parse_day
from motions.base.errors import did_you_mean
from motions.base.text import slug
from motions.bodies import MeetingsError, NoticeError
from motions.bodies.bank_holidays import SUBDIVISIONS
from motions.bodies.body import Body, Organisation, Secretary
from motions.bodies.meetings import DatesSource, Meeting, Schedule
from motions.bodies.notice import Notice, read_notice
from motions.bodies.patterns import read_meetings
from motions.campaign.columns import Columns
from motions.campaign.sheet import SheetRow

_BRITISH = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})\b")
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T]+(\d{1,2})[:.](\d\d)(?::\d\d)?)?")
_BETWEEN_DATES = re.compile(r"[;,\n]+")
_HEAD = ("", "_meets", "_notice", "_secretary", "_email")


@dataclass(frozen=True)
class RowFault:
    """What is wrong in a row: in which column, and what to do. The column may be empty."""

    column: str
    problem: str


@dataclass(frozen=True)
class Branch:
    """What a row says. *undated* names the columns without which there is no plan."""

    organisation: Organisation
    answers: Mapping[str, str]
    undated: tuple[str, ...] = ()


def parse_row(row: SheetRow, columns: Columns, source: str) -> tuple[Branch | None, list[RowFault]]:
    """Return the branch that *row* of the sheet *source* describes, or every fault of the row."""
    faults: list[RowFault] = []
    if row.surplus:
        count = len(row.surplus)
        cells = "a cell" if count == 1 else f"{count} cells"
        remedy = "Put a text with a comma or a semicolon in quotes"
        problem = f"has {cells} more than there are headings. {remedy}"
        faults.append(RowFault("", problem))
    nation = row.cells.get("nation", "england").casefold().replace(" ", "-")
    if nation not in SUBDIVISIONS:
        hint = did_you_mean(nation, list(SUBDIVISIONS))
        problem = f"{row.cells['nation']!r} must be one of {', '.join(SUBDIVISIONS)}.{hint}"
        faults.append(RowFault("nation", problem))
    present = [tier for tier in columns.tiers if row.cells.get(tier)]
    if not present:
        wanted = " or ".join(columns.tiers)
        faults.append(RowFault(columns.tiers[0], f"is empty. Give the name of the {wanted}"))
    for tier in columns.tiers:
        orphans = [f"{tier}{end}" for end in _HEAD[1:] if row.cells.get(f"{tier}{end}")]
        if orphans and present and tier not in present:
            problem = f"is empty, but {orphans[0]} is not. Give the name, or empty the other"
            faults.append(RowFault(tier, problem))
    bodies = _bodies(row, present, nation, faults)
    if faults:
        return None, faults
    top = columns.tiers[-1]
    undated = tuple(
        f"{body.tier}{end}"
        for body in bodies
        for end, missing in (
            ("_meets", not body.meets.is_known),
            ("_notice", not row.cells.get(f"{body.tier}_notice")),
        )
        if missing
    )
    if top not in present:  # it, and no other, sends to the conference
        undated = (top, *undated)
        above = Body(
            f"{bodies[-1].id}-{top}",
            f"the {columns.top}",
            top,
            Schedule(),
            Notice(0),
            nation=nation,
        )
        bodies = [*bodies[:-1], replace(bodies[-1], sends_to=above.id), above]
    organisation = Organisation(tuple(bodies), nation, f"{source}, row {row.number}")
    return Branch(organisation, _answers(row, columns), undated), []


def _bodies(row: SheetRow, present: list[str], nation: str, faults: list[RowFault]) -> list[Body]:
    """Return the bodies of *row*, lowest first, each sending to the next."""
    above = slug(row.cells[present[-1]]) if len(present) > 1 else ""
    ids = [
        f"{above}-{slug(row.cells[tier])}"
        if above and tier != present[-1]
        else slug(row.cells[tier])
        for tier in present
    ]
    if len(set(ids)) < len(ids):
        ids = [f"{one}-{tier}" for one, tier in zip(ids, present, strict=True)]
    return [
        Body(
            id=ids[index],
            name=" ".join(row.cells[tier].split()),
            tier=tier,
            meets=_schedule(row.cells.get(f"{tier}_meets", ""), f"{tier}_meets", faults),
            notice=_notice(row.cells.get(f"{tier}_notice", ""), f"{tier}_notice", faults),
            sends_to=ids[index + 1] if index + 1 < len(ids) else "",
            secretary=Secretary(
                row.cells.get(f"{tier}_secretary", ""), row.cells.get(f"{tier}_email", "")
            ),
            nation=nation,
        )
        for index, tier in enumerate(present)
    ]


def _schedule(text: str, column: str, faults: list[RowFault]) -> Schedule:
    """Return when a body meets: a pattern in words, or a list of dates in British or ISO order."""
    if not text:
        return Schedule()
    try:
        iso = british_dates(text)
        items = [item.strip() for item in _BETWEEN_DATES.split(iso) if item.strip()]
        dated = [_DATED.fullmatch(item) for item in items]
        if not any(dated):
            return read_meetings(" ".join(iso.split()))
        dates = tuple(_meeting(item, match) for item, match in zip(items, dated, strict=True))
        return Schedule(text, DatesSource(dates))
    except (MeetingsError, ValueError) as error:
        faults.append(RowFault(column, str(error).rstrip(".")))
        return Schedule()


def _meeting(item: str, match: re.Match[str] | None) -> Meeting:
    if match is None:
        raise ValueError(f"{item!r} is not a valid date. Write each like 06/05/2027 19:30")
    if match[2] is None:
        raise ValueError(f"{item!r} has no hour. Write it like 06/05/2027 19:30")
    return Meeting(parse_day(match[1]), time(int(match[2]), int(match[3])))


def british_dates(text: str) -> str:
    """Return *text* with each date in British order as ISO 8601; raises ValueError.

    >>> british_dates("every other Tuesday from 12/01/2027 at 19:00")
    'every other Tuesday from 2027-01-12 at 19:00'
    """

    def iso(match: re.Match[str]) -> str:
        year = f"20{match[3]}"[-4:]  # 27 is 2027
        try:
            return parse_day(f"{match[1]}/{match[2]}/{year}").isoformat()
        except ValueError as error:
            message = f"{match[0]!r} is not a valid date; write day/month/year, such as 06/05/2027"
            raise ValueError(message) from error

    return _BRITISH.sub(iso, text)


def _notice(text: str, column: str, faults: list[RowFault]) -> Notice:
    try:
        return read_notice(text) if text else Notice(0)
    except NoticeError as error:
        faults.append(RowFault(column, str(error).rstrip(".")))
        return Notice(0)


def _answers(row: SheetRow, columns: Columns) -> dict[str, str]:
    """Return the row's answers; a day among them in full, so that a wrong one is noticed."""
    own = {f"{tier}{end}" for tier in columns.tiers for end in _HEAD} | {"nation"}
    answers = {name: cell for name, cell in row.cells.items() if name not in own}
    return {name: _in_full(cell) for name, cell in answers.items()}


def _in_full(text: str) -> str:
    try:
        match = _DATED.fullmatch(british_dates(text))
        return long_day(parse_day(match[1])) if match and match[2] is None else text
    except ValueError:
        return text  # no date, then: a text of somebody's own
