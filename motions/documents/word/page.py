"""A Page to a Word document, in the one layout that every page shares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from motions.base.shipped import read_shipped
from motions.documents.page import Block, Clauses, Lines, Page, PageTable, Paragraph, Points
from motions.documents.word.engine.render import render_template
from motions.documents.word.look import Look
from motions.documents.word.ooxml.package import read_package, write_package
from motions.documents.word.ooxml.properties import Properties
from motions.documents.word.restyle import restyle
from motions.drafting.draft import Clause, Run

_LAYOUT = "page.docx"


def render_page(page: Page, *, stamp: datetime, large_print: bool = False) -> bytes:
    """Return *page* as a Word document; the same arguments give the same bytes."""
    layout = read_shipped("motion_templates", "layouts", _LAYOUT)
    properties = Properties(title=page.title, author=page.author, language=page.language)
    source = f"motion_templates/layouts/{_LAYOUT}"
    data = render_template(
        layout, page_context(page), properties=properties, stamp=stamp, source=source
    )
    if not large_print:
        return data
    members = read_package(data, source)
    restyle(members, Look(large_print=True))
    return write_package(members)


def page_context(page: Page) -> dict[str, object]:
    """Return what the tags of the layout can ask for, as plain strings, lists and dicts."""
    return {
        "title": page.title,
        "body": page.author,
        "lead": [{"label": one.label, "value": one.value} for one in page.lead],
        "parts": [
            {
                "runs": _runs(part.heading),
                "numbered": part.numbered,
                "blocks": [_block(block) for block in part.blocks],
            }
            for part in page.parts
        ],
        "small_print": list(page.small_print),
    }


def _block(block: Block) -> dict[str, object]:
    values: dict[str, object] = {"kind": block.kind}
    match block:
        case Paragraph():
            values["runs"] = _runs(block.runs)
        case Points():
            values |= {"points": list(block.points), "ticks": block.ticks}
        case Lines():
            values["lines"] = [{"label": one.label, "value": one.value} for one in block.lines]
        case PageTable():
            values |= {"head": list(block.head), "rows": [list(row) for row in block.rows]}
        case Clauses():
            values["clauses"] = list(_clauses(block.clauses, 1))
    return values


def _clauses(clauses: tuple[Clause, ...], level: int) -> Iterator[dict[str, object]]:
    for clause in clauses:
        yield {"level": level, "runs": _runs(clause.runs)}
        yield from _clauses(clause.clauses, level + 1)


def _runs(runs: tuple[Run, ...]) -> list[dict[str, object]]:
    return [
        {"text": run.text, "strong": run.strong, "emphasis": run.emphasis, "gap": run.gap}
        for run in runs
    ]
