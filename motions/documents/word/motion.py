"""A Draft to a Word document: the names that a layout can use, and the document itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

from motions.base.errors import DataFileError, Fault
from motions.base.languages import words
from motions.base.text import count_words
from motions.documents.plain import (
    Plain,
    Write,
    in_order,
    plain_clauses,
    plain_lines,
    plain_runs,
)
from motions.documents.word.engine.render import render_template
from motions.documents.word.labels import motion_labels
from motions.documents.word.languages import LanguageMarks
from motions.documents.word.look import Look, Redline
from motions.documents.word.ooxml.package import read_package, unpack, write_package
from motions.documents.word.ooxml.properties import Properties
from motions.drafting.draft import Clause, Draft, DraftAmendment, Labelled, Run, Section, plain
from motions.drafting.motion import Motion, Operation
from motions.drafting.redline import Piece
from motions.drafting.source_text import DEEPEST

_Redlined = tuple[str, tuple[Piece, ...]]


def motion_context(draft: Draft, look: Look | None = None) -> dict[str, object]:
    """Return what a layout can ask for, as plain text, numbers, lists and dicts.

    The clauses of a section come as one flat list in their order, each with its level, 1 to 3.
    A limit that does not exist is 0. Raises DataFileError for a clause below the third level.
    """
    look = look or Look()
    return _context(draft, look, _redlines(draft, look.redline), str)


def _context(
    draft: Draft, look: Look, redlines: list[_Redlined], write: Write
) -> dict[str, object]:
    editions = {amendment.edition for amendment in draft.amendments}
    edition = editions.pop() if len(editions) == 1 else ""
    return {
        "title": draft.title,
        "motion_id": draft.motion_id,
        "motion_version": draft.motion_version,
        "kind": draft.kind_name,
        "language": draft.language,
        "body": draft.body,
        "addressee": draft.addressee,
        "conference": draft.conference,
        "heard": write(draft.heard),
        "sections": [
            {
                "number": str(index),
                "heading": section.text,
                "runs": plain_runs(section.heading, write),
                "clauses": list(_clauses(section, str(index), draft.motion_id, write)),
            }
            for index, section in enumerate(draft.sections, start=1)
        ],
        "edition": edition,
        "amendments": [
            {
                **_amendment(amendment, write, common=edition),
                "redline": token,
                "redline_note": write(_note(draft, look.redline)) if token else "",
            }
            for amendment, (token, _) in zip(draft.amendments, redlines, strict=True)
        ],
        "words_missing": any(amendment.has_gap for amendment in draft.amendments),
        "consequential": list(draft.consequential),
        "reminders": list(map(write, draft.reminders)),
        "details": plain_lines(draft.details, write),
        "words": draft.conference_words,
        "word_limit": draft.word_limit or 0,
        "title_words": count_words(draft.title),
        "title_limit": draft.title_limit or 0,
        "source": write(draft.source),
        "status": write(draft.status),
        "labels": motion_labels(draft, write),
    }


def render_motion(
    draft: Draft,
    *,
    layout: bytes,
    stamp: datetime,
    source: str = "motion.docx",
    look: Look | None = None,
) -> bytes:
    """Return *draft* as a Word document in *layout*; *source* names the layout in messages.

    Raises DataFileError for a layout that cannot be used (see :func:`render_template`), or that has
    no place for the changes of a rule change.
    """
    look = look or Look()
    if draft.amendments and not _mentions_amendments(layout, source):
        problem = (
            "has no place for the changes to the rule book. Start from ours: "
            "'motions layout export rule-change -o FILE'"
        )
        raise DataFileError(source, [Fault("", problem)])
    properties = Properties(
        title=draft.title,
        author=draft.body,
        language=draft.language,
        subject=draft.kind_name,
        identifier=f"{draft.motion_id} {draft.motion_version}".strip(),
    )
    redlines = _redlines(draft, look.redline)
    marks = LanguageMarks(draft.language, draft)
    context = _context(draft, look, redlines, marks.write)
    data = render_template(layout, context, properties=properties, stamp=stamp, source=source)
    differences = {token: pieces for token, pieces in redlines if token}
    if not (differences or look.large_print or look.line_numbers or marks.any):
        return data
    from motions.documents.word.redlines import insert_redlines  # noqa: PLC0415 lxml takes a while to load
    from motions.documents.word.restyle import restyle  # noqa: PLC0415

    members = read_package(data, source)
    marks.set_in(members)
    insert_redlines(members, differences, look.redline, stamp)
    restyle(members, look)
    return write_package(members)


def layout_names() -> tuple[str, ...]:
    """Return every name that a layout can use, with a dot between a thing and what it has.

    ``sections[].clauses[].text`` is the text of each clause of each section.
    """
    return tuple(_names(motion_context(_sample())))


def check_layout(layout: bytes, source: str, motion: Motion) -> None:
    """Raise what :func:`render_motion` would for any draft of *motion* in *layout*, if it would."""
    sample = replace(_sample(), language=motion.language)
    if not motion.amendments:
        sample = replace(sample, amendments=())
    render_motion(sample, layout=layout, stamp=datetime(2000, 1, 1, tzinfo=UTC), source=source)


def _sample() -> Draft:
    runs = (Run("words"),)
    change = DraftAmendment("edition", "1", "I.1", Operation.REPLACE, runs, (Run("others"),))
    return Draft(
        motion_id="", motion_version="", title="", kind_name="", language="", body="",
        addressee="", conference="", sections=(Section(runs, (Clause(runs),)),),
        amendments=(change,), details=(Labelled("", ""),), word_limit=None, conference_words=0,
        source="", consequential=("",), reminders=("",),
    )  # fmt: skip


def _names(context: Mapping[str, object], prefix: str = "") -> Iterator[str]:
    for name, value in context.items():
        yield f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from _names(value, f"{prefix}{name}.")
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield from _names(value[0], f"{prefix}{name}[].")


@lru_cache(maxsize=8)  # a campaign fills one layout hundreds of times
def _mentions_amendments(layout: bytes, source: str) -> bool:
    members = unpack(layout, source)
    texts = (
        re.sub(rb"<[^>]*>", b"", part)
        for name, part in members.items()
        if name.startswith("word/") and name.endswith(".xml")
    )
    return any(re.search(rb"\bamendments\b", text) for text in texts)


def _amendment(amendment: DraftAmendment, write: Write, *, common: str) -> dict[str, object]:
    place = amendment.place.capital()
    if amendment.edition and amendment.edition != common:
        say = words(amendment.language).say
        place = say("documents.place_in_edition", place=place, edition=amendment.edition)
    return {
        "place": write(place),
        "edition": amendment.edition,
        "chapter": amendment.chapter,
        "clause": amendment.clause,
        "operation": write(amendment.action),
        "old": plain(amendment.old),
        "new": plain(amendment.new),
        "old_runs": plain_runs(amendment.old, write),
        "new_runs": plain_runs(amendment.new, write),
        "steps": [
            {"verb": write(one.label), "runs": plain_runs(one.words, write)}
            for one in amendment.instructions
        ],
        "blank": amendment.is_blank,
    }


def _note(draft: Draft, how: Redline) -> str:
    say = words(draft.language).say
    tracked = how is Redline.TRACKED
    return say("documents.change_tracked") if tracked else say("documents.change_marked")


def _redlines(draft: Draft, how: Redline) -> list[_Redlined]:
    """Return, for each amendment, a token and the difference that will take its place.

    Both are empty where there is nothing to compare. The token holds a digest of the whole draft,
    so that no value in it can be one.
    """
    found: list[_Redlined] = []
    digest = ""
    for index, amendment in enumerate(draft.amendments):
        if how is not Redline.NONE and amendment.difference:
            digest = digest or _digest(draft)
            found.append((f"redline-{digest}-{index}.", amendment.difference))
        else:
            found.append(("", ()))
    return found


def _digest(draft: Draft) -> str:
    return hashlib.sha256(repr(draft).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _clauses(section: Section, number: str, source: str, write: Write) -> Iterator[Plain]:
    """Yield the clauses of *section* in order; Word numbers them, *number* is for reading."""
    for clause in in_order(plain_clauses(section.clauses, number, write)):
        if clause["level"] > DEEPEST:
            problem = "lies deeper than a sub-sub-clause. Move it up a level"
            raise DataFileError(source, [Fault(f"clause {clause['number']}", problem)])
        clause["text"] = "".join([run["text"] for run in clause["runs"]])
        yield clause
