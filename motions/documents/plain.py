"""A Page as plain data for a template: text, numbers, lists and dicts.

*write* makes of each text what the format takes: cleaned, escaped, marked as another language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from motions.documents.page import Block, Clauses, Lines, Page, PageTable, Paragraph, Points
from motions.drafting.draft import Clause, Labelled, Run

Write = Callable[[str], str]
Plain = dict[str, Any]


def plain_runs(runs: tuple[Run, ...], write: Write) -> list[Plain]:
    """Return each run with its look."""
    return [
        {
            "text": write(run.text),
            "strong": run.strong,
            "emphasis": run.emphasis,
            "gap": run.gap,
        }
        for run in runs
    ]


def plain_lines(lines: tuple[Labelled, ...], write: Write) -> list[Plain]:
    """Return each line of the form "label: value"."""
    return [{"label": write(one.label), "value": write(one.value)} for one in lines]


def plain_clauses(
    clauses: tuple[Clause, ...], prefix: str, write: Write, level: int = 1
) -> list[Plain]:
    """Return each clause with its number, its level and the clauses below it."""
    return [
        {
            "number": f"{prefix}.{index}",
            "level": level,
            "runs": plain_runs(clause.runs, write),
            "clauses": plain_clauses(clause.clauses, f"{prefix}.{index}", write, level + 1),
        }
        for index, clause in enumerate(clauses, start=1)
    ]


def in_order(clauses: list[Plain]) -> Iterator[Plain]:
    """Yield *clauses* and all below them, one after the other, and take them apart."""
    for clause in clauses:
        below = clause.pop("clauses")
        yield clause
        yield from in_order(below)


def plain_parts(page: Page, write: Write) -> Iterator[Plain]:
    """Yield each part of *page* with its number, or "", and its blocks by their kind."""
    number = 0
    for part in page.parts:
        number += part.numbered
        own = str(number) if part.numbered else ""
        yield {
            "number": own,
            "numbered": part.numbered,
            "runs": plain_runs(part.heading, write),
            "blocks": [_block(block, own, write) for block in part.blocks],
        }


def _block(block: Block, number: str, write: Write) -> Plain:
    values: Plain = {"kind": block.kind}
    match block:
        case Paragraph():
            values["runs"] = plain_runs(block.runs, write)
        case Points():
            values |= {"points": list(map(write, block.points)), "ticks": block.ticks}
        case Lines():
            values["lines"] = plain_lines(block.lines, write)
        case PageTable():
            values |= {
                "head": list(map(write, block.head)),
                "rows": [list(map(write, row)) for row in block.rows],
            }
        case Clauses():
            values["clauses"] = plain_clauses(block.clauses, number, write)
    return values
