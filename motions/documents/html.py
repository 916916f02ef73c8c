"""A Page as one HTML file: nothing is fetched, nothing is run, and it prints on A4."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Template

from motions.base.templates import sandbox
from motions.base.text import one_line
from motions.documents.page import Block, Clauses, Lines, Page, PageTable, Paragraph, Points
from motions.drafting.draft import Clause, Run

Tree = list[dict[str, object]]


def render_html(page: Page) -> str:
    """Return *page* as an HTML document in UTF-8 with its styles in it and without scripts."""
    return _template().render(
        title=one_line(page.title),
        author=one_line(page.author),
        language=one_line(page.language),
        lead=[(one_line(one.label), one_line(one.value)) for one in page.lead],
        parts=list(_parts(page)),
        small_print=[one_line(one) for one in page.small_print],
    )


@cache
def _template() -> Template:
    source = files("motions.documents").joinpath("page.html.jinja").read_text(encoding="utf-8")
    return sandbox().from_string(source)


def _parts(page: Page) -> Iterator[dict[str, object]]:
    number = 0
    for part in page.parts:
        number += part.numbered
        own = str(number) if part.numbered else ""
        yield {
            "number": own,
            "heading": _runs(part.heading),
            "blocks": [_block(block, own) for block in part.blocks],
        }


def _block(block: Block, number: str) -> dict[str, object]:
    """Return what the template needs of *block*: plain data, each word cleaned."""
    values: dict[str, object] = {"kind": block.kind}
    match block:
        case Paragraph():
            values["runs"] = _runs(block.runs)
        case Points():
            values |= {"points": [one_line(one) for one in block.points], "ticks": block.ticks}
        case Lines():
            values["lines"] = [(one_line(one.label), one_line(one.value)) for one in block.lines]
        case PageTable():
            values["head"] = [one_line(one) for one in block.head]
            values["rows"] = [[one_line(cell) for cell in row] for row in block.rows]
        case Clauses():
            values["clauses"] = _clauses(block.clauses, number)
    return values


def _clauses(clauses: tuple[Clause, ...], prefix: str) -> Tree:
    return [
        {
            "number": f"{prefix}.{index}",
            "runs": _runs(clause.runs),
            "clauses": _clauses(clause.clauses, f"{prefix}.{index}"),
        }
        for index, clause in enumerate(clauses, start=1)
    ]


def _runs(runs: tuple[Run, ...]) -> Tree:
    return [
        {"text": one_line(run.text), "strong": run.strong, "emphasis": run.emphasis, "gap": run.gap}
        for run in runs
    ]
