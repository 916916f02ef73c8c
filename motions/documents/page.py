"""A page for people: a heading, parts, and in them text, points, lines to fill, tables, clauses.

What is not itself a motion (a checklist, a note, a slip) is made as a Page and rendered from it, in
Word and in HTML alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from motions.base.text import count_words
from motions.drafting.draft import Clause, Draft, DraftAmendment, Labelled, Run

COLUMNS = 3
"""How many columns every table has: the Word layout is made for as many."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    kind: ClassVar[str] = "text"
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Points:
    """A list. *ticks* puts a box before each point, to be ticked with a pen."""

    kind: ClassVar[str] = "points"
    points: tuple[str, ...]
    ticks: bool = False


@dataclass(frozen=True)
class Lines:
    """Lines of the form "label: value"; an empty value is a line to write on."""

    kind: ClassVar[str] = "lines"
    lines: tuple[Labelled, ...]


@dataclass(frozen=True)
class PageTable:
    """A table with a row of headings; every row has as many cells, which is COLUMNS."""

    kind: ClassVar[str] = "table"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Clauses:
    """Numbered clauses; they belong into a numbered part."""

    kind: ClassVar[str] = "clauses"
    clauses: tuple[Clause, ...]


Block = Paragraph | Points | Lines | PageTable | Clauses


@dataclass(frozen=True)
class Part:
    """A heading and what stands under it. The numbered parts of a page are counted from 1."""

    heading: tuple[Run, ...]
    blocks: tuple[Block, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Page:
    """All that stands on a page. *author* is a body, never a person."""

    title: str
    author: str
    language: str
    lead: tuple[Labelled, ...]
    parts: tuple[Part, ...]
    small_print: tuple[str, ...] = ()


def text(words: str) -> Paragraph:
    """Return a paragraph of plain *words*."""
    return Paragraph((Run(words),))


def part(heading: str, *blocks: Block) -> Part:
    """Return a part under a plain *heading*, without a number."""
    return Part((Run(heading),), blocks)


def motion_parts(draft: Draft) -> tuple[Part, ...]:
    """Return the sections of *draft*, and its amendments if it has any, as parts of a page."""
    sections = [
        Part(section.heading, (Clauses(section.clauses),), numbered=True)
        for section in draft.sections
    ]
    if draft.amendments:
        blocks: list[Block] = [
            block for one in draft.amendments for block in _amendment_blocks(one)
        ]
        if draft.consequential:
            blocks += [text("Consequential changes:"), Points(draft.consequential)]
        sections.append(part("Changes to the rule book", *blocks))
    return tuple(sections)


def motion_page(draft: Draft) -> Page:
    """Return *draft* as a page: who, to whom, the text, who moved it, the counts, the source."""
    lead = [
        Labelled("From", draft.body),
        Labelled("Kind of submission", draft.kind_name),
        Labelled("Conference", draft.conference),
        Labelled("To", draft.addressee),
    ]
    parts = list(motion_parts(draft))
    if draft.reminders:
        parts.append(part("Before it is sent", Points(draft.reminders)))
    if draft.details:
        parts.append(part("Moved, seconded, for the meeting", Lines(draft.details)))
    return Page(
        title=draft.title,
        author=draft.body,
        language=draft.language,
        lead=tuple(line for line in lead if line.value),
        parts=tuple(parts),
        small_print=tuple(filter(None, (f"{counts(draft)}.", draft.status, draft.source))),
    )


def counts(draft: Draft) -> str:
    """Return the counts of words as one sentence, with the limits where the conference has them."""
    title = count_words(draft.title)
    of_text = f" of {draft.word_limit}" if draft.word_limit else ""
    of_title = f" of {draft.title_limit}" if draft.title_limit else ""
    voice = "as the conference would print it; " if draft.conference else ""
    rule = f"{voice}clause numbers are not counted"
    return f"{draft.conference_words}{of_text} words, {rule}; title {title}{of_title}"


def _amendment_blocks(amendment: DraftAmendment) -> tuple[Block, ...]:
    return (
        Paragraph((Run(amendment.heading, strong=True),)),
        *(Paragraph((Run(f"{one.label}: "), *one.words)) for one in amendment.instructions),
    )
