"""A Conference to the TOML file that states it, with comments for the person who corrects it."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from motions.base.dates import WEEKDAYS, day_of
from motions.conferences.conference import (
    Conference,
    Milestone,
    Moved,
    Remedy,
    Status,
    Submission,
    Suspension,
)

HEAD = (
    "id", "name", "place", "start", "end", "timezone", "nation", "status", "source", "checked",
)  # fmt: skip
WITH_WEEKDAY = ("due", "opens", "start")

TomlRow = Submission | Milestone | Suspension | Remedy | Moved


def render_conference_toml(conference: Conference) -> str:
    """Return a ``calendars/<organisation>-<year>.toml`` that loads as *conference* again.

    What is empty is left out. Each deadline has its weekday beside it.
    """
    document = tomlkit.document()
    for line in _comments(conference):
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    head = tomlkit.table()
    for key in HEAD:
        _add(head, key, getattr(conference, key))
    document.add("conference", head)
    tiers = tomlkit.table()
    for tier, speaker in conference.tiers.items():
        tiers.add(tier, speaker)
    document.add("tiers", tiers)
    for name, rows in (
        ("submission", conference.submissions),
        ("milestone", conference.milestones),
        ("suspension", conference.suspensions),
        ("remedy", conference.remedies),
    ):
        if rows:
            document.add(name, _array(rows))
    return _spaced(tomlkit.dumps(document))


def _comments(conference: Conference) -> list[str]:
    if conference.status is not Status.PROJECTED:
        return [f"{conference.name}."]
    return [
        f"{conference.name}. Nothing of it is announced: every date here",
        "is PROJECTED from the known years, to the earliest day of their range and to noon at the",
        "latest.",
        "",
        "As the organisation announces a date: correct it, and write its source, the day on which",
        "you checked it, and how sure it is: confirmed (published by the organisation, or by two",
        "independent sources) or reported (one source that ought to know). Then look at it with",
        "motions conference check FILE",
    ]


def _array(rows: tuple[TomlRow, ...]) -> AoT:
    array = tomlkit.aot()
    for row in rows:
        array.append(_table(row))
    return array


def _table(row: TomlRow) -> Table:
    table = tomlkit.table()
    for one in fields(row):
        value = getattr(row, one.name)
        default = () if one.default is MISSING else one.default
        if value != default and one.name != "was":
            _add(table, one.name, value)
    if isinstance(row, Submission | Milestone) and row.was:
        table.add("was", _array(row.was))
    return table


def _add(table: Table, key: str, value: Any) -> None:
    if value == "":
        return
    plain = value.value if isinstance(value, StrEnum) else value
    item = tomlkit.item(list(plain) if isinstance(plain, tuple) else plain)
    if key in WITH_WEEKDAY and isinstance(value, (date, datetime)):
        item.comment(WEEKDAYS[day_of(value).weekday()])
    table.add(key, item)


def _spaced(text: str) -> str:
    """Return *text* with one empty line before each table."""
    return re.sub(r"\n+(?=\[)", "\n\n", text)
