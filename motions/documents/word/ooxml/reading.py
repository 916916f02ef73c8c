"""The text of a finished document, as somebody left it in Word: what is checked is *that* text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from motions.base.errors import DataFileError, Fault
from motions.documents.word.ooxml.markup import (
    Styles,
    own_runs,
    parse,
    part_of,
    text_of,
    typed_number,
    value,
)
from motions.documents.word.ooxml.namespaces import W
from motions.documents.word.ooxml.package import read_package
from motions.drafting.draft import Clause, Run, Section

_AROUND = frozenset(
    (
        "particulars", "detail", "detailblank", "smallprint", "wordcount", "reminder", "change",
        "changenote", "step", "redlinenote", "redline", "consequence",
    )
)  # fmt: skip
"""Styles of our layouts for what stands around the text and is not counted."""
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_SUBJECT = "{http://purl.org/dc/elements/1.1/}subject"
_TAG = re.compile(r"{{|{%|{#")
_OPENER = 8  # "This branch notes:" and the like have no more words than this
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class DocumentText:
    """What a document says: its title, and its sections with their clauses.

    *around* is what stands beside them and is not counted: changes to a rule book, names, notes,
    tables. *subject* is that of the properties; *tags* are the openings of docxtpl's tags in the
    text, wherever Word has cut them.
    """

    title: str
    sections: tuple[Section, ...]
    around: tuple[str, ...] = ()
    subject: str = ""
    tags: frozenset[str] = frozenset()


@dataclass
class _Line:
    """A paragraph: its text, its place in the lists, and what kind it is."""

    runs: tuple[Run, ...]
    heading: bool
    level: int | None


@dataclass
class _Node:
    runs: tuple[Run, ...]
    below: list[_Node] = field(default_factory=list)

    def clause(self) -> Clause:
        return Clause(self.runs, tuple(one.clause() for one in self.below))


def read_document_text(data: bytes, source: str = "the document") -> DocumentText:
    """Return the text of the .docx *data* with its tracked changes accepted.

    Headings open sections; what stands below them is clauses, nested as the lists are. Typed
    numbers are left out, tables too unless there is nothing else. Without any heading, short lines
    that end in a colon open the sections. Raises DataFileError, naming *source*, for a file that
    is not a Word document.
    """
    members = read_package(data, source)
    document = part_of(members, "document")
    body = None if document is None else document.find(f"{W}body")
    if body is None:
        problem = "has no text. Open it in Word and save it again as a Word document (.docx)"
        raise DataFileError(source, [Fault("", problem)])
    styles = Styles(part_of(members, "styles"))
    everything = [one for one in body.iter(f"{W}p") if not _is_in(one, "txbxContent")]
    outside = [one for one in everything if not _is_in(one, "tc")]
    written = [one for one in outside if text_of(one).strip() and not styles.is_title(one)]
    paragraphs = outside if written else everything
    titles = [_tidy(text_of(one)) for one in paragraphs if styles.is_title(one)]
    title = next((one for one in titles if one), "") or _tidy(_property(members, _TITLE))
    lines = list(_lines(paragraphs, styles))
    around = [
        text
        for one in everything
        if _is_around(one, styles) or one not in paragraphs
        if (text := _tidy(text_of(one)))
    ]
    if not any(line.heading for line in lines):
        for line in lines:
            line.heading = _opens(line)
    tags = _TAG.findall("".join(body.itertext()))
    subject = _property(members, _SUBJECT)
    sections = tuple(_sections(lines))
    return DocumentText(title, sections, tuple(around), subject, frozenset(tags))


def _lines(paragraphs: list[Any], styles: Styles) -> Iterator[_Line]:
    for paragraph in paragraphs:
        if styles.is_title(paragraph) or _is_around(paragraph, styles):
            continue
        runs = _runs(paragraph)
        if not runs:
            continue
        heading = styles.heading_level(paragraph) > 0
        numbered = styles.numbered(paragraph)
        if numbered is None:
            runs = _without_number(runs)
        yield _Line(runs, heading, None if numbered is None or heading else numbered.level)


def _is_around(paragraph: Any, styles: Styles) -> bool:
    return _SPACES.sub("", styles.name(paragraph)).casefold() in _AROUND


def _sections(lines: list[_Line]) -> Iterator[Section]:
    """Yield the sections that have clauses; a heading alone only announces the next one."""
    heading: tuple[Run, ...] = ()
    below: list[_Line] = []
    for line in [*lines, _Line((), heading=True, level=None)]:
        if not line.heading:
            below.append(line)
            continue
        if below:
            yield Section(heading, tuple(one.clause() for one in _nested(below)))
        heading, below = line.runs, []


def _nested(lines: list[_Line]) -> list[_Node]:
    """Return *lines* as a tree by their levels, the highest of them being that of the clauses."""
    highest = min((line.level for line in lines if line.level is not None), default=0)
    top: list[_Node] = []
    path: list[_Node] = []
    for line in lines:
        depth = 0 if line.level is None else line.level - highest
        del path[depth:]
        node = _Node(line.runs)
        (path[-1].below if path else top).append(node)
        path.append(node)
    return top


def _runs(paragraph: Any) -> tuple[Run, ...]:
    """Return the runs of *paragraph*; a blank that is still marked stays a gap."""
    runs: list[Run] = []
    for run in own_runs(paragraph):
        text = _SPACES.sub(" ", text_of(run))
        gap = value(run.find(f"{W}rPr/{W}rStyle")).casefold() == "gap"
        if text and runs and not gap and not runs[-1].gap:
            runs[-1] = Run(runs[-1].text + text)
        elif text:
            runs.append(Run(text, gap=gap))
    if not "".join(run.text for run in runs).strip():
        return ()
    runs[0] = Run(runs[0].text.lstrip(), gap=runs[0].gap)
    runs[-1] = Run(runs[-1].text.rstrip(), gap=runs[-1].gap)
    return tuple(run for run in runs if run.text)


def _without_number(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    number = typed_number(runs[0].text)
    rest = runs[0].text[len(number) :].lstrip()
    return (Run(rest, gap=runs[0].gap), *runs[1:]) if number and rest else runs


def _opens(line: _Line) -> bool:
    text = "".join(run.text for run in line.runs)
    return text.endswith(":") and len(text.split()) <= _OPENER and not (line.level or 0)


def _property(members: dict[str, bytes], name: str) -> str:
    part = members.get("docProps/core.xml")
    element = None if part is None else parse(part).find(name)
    return "" if element is None else element.text or ""


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _is_in(element: Any, name: str) -> bool:
    return next(element.iterancestors(f"{W}{name}"), None) is not None
