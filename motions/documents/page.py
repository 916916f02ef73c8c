"""A page for people: a heading, parts, and in them text, points, lines to fill, tables, clauses.

What is not itself a motion (a checklist, a note, a slip) is made as a Page and rendered from it, in
Word and in HTML alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from motions.base.languages import Said, words
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


def text(plain: str) -> Paragraph:
    """Return a paragraph of *plain* text."""
    return Paragraph((Run(plain),))


def part(heading: str, *blocks: Block) -> Part:
    """Return a part under a plain *heading*, without a number."""
    return Part((Run(heading),), blocks)


def particulars(draft: Draft) -> tuple[Labelled, ...]:
    """Return from whom *draft* is, what it is and to whom it goes, as far as that is known."""
    say = words(draft.language).say
    lines = (
        Labelled(say("documents.from"), draft.body),
        Labelled(say("documents.kind"), draft.kind_name),
        Labelled(say("documents.conference"), draft.conference),
        Labelled(say("documents.to"), draft.addressee),
    )
    return tuple(line for line in lines if line.value)


def motion_parts(draft: Draft) -> tuple[Part, ...]:
    """Return the sections of *draft*, and its amendments if it has any, as parts of a page."""
    say = words(draft.language).say
    sections = [
        Part(section.heading, (Clauses(section.clauses),), numbered=True)
        for section in draft.sections
    ]
    if draft.amendments:
        blocks: list[Block] = [
            block for one in draft.amendments for block in _amendment_blocks(one)
        ]
        if draft.consequential:
            blocks += [text(say("documents.consequential") + ":"), Points(draft.consequential)]
        sections.append(part(say("documents.rule_book"), *blocks))
    return tuple(sections)


def motion_page(draft: Draft) -> Page:
    """Return *draft* as a page: who, to whom, the text, who moved it, the counts, the source."""
    say = words(draft.language).say
    parts = list(motion_parts(draft))
    if draft.reminders:
        parts.append(part(say("documents.before_sending"), Points(draft.reminders)))
    if draft.details:
        parts.append(part(say("documents.moved_and_seconded"), Lines(draft.details)))
    return Page(
        title=draft.title,
        author=draft.body,
        language=draft.language,
        lead=particulars(draft),
        parts=tuple(parts),
        small_print=tuple(filter(None, (counts(draft) + ".", draft.status, draft.source))),
    )


def counts(draft: Draft) -> Said:
    """Return the counts of words as one sentence, with the limits where the conference has them."""
    say, title = words(draft.language).say, count_words(draft.title)
    counted = say("documents.count", count=draft.conference_words)
    if draft.word_limit:
        counted = say("documents.count_of", words=draft.conference_words, limit=draft.word_limit)
    of_title = say("documents.title_count", words=title)
    if draft.title_limit:
        of_title = say("documents.title_count_of", words=title, limit=draft.title_limit)
    rule = say("documents.numbers_left_out")
    if draft.conference:
        rule = say("documents.as_printed") + f"; {rule}"
    return counted + f", {rule}; {of_title}"


def _amendment_blocks(amendment: DraftAmendment) -> tuple[Block, ...]:
    return (
        Paragraph((Run(amendment.heading, strong=True),)),
        *(Paragraph((Run(one.label + ": "), *one.words)) for one in amendment.instructions),
    )
