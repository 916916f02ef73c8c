"""A Draft to a Word document: the names that a layout can use, and the document itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from motions.docx.template import Properties, render_template
from motions.draft import Clause, Draft, Run, count_words, plain
from motions.errors import DataFileError, Fault

DEEPEST = 3


def motion_context(draft: Draft) -> dict[str, object]:
    """Return what a layout can ask for, as plain text, numbers, lists and dicts.

    The clauses of a section come as one flat list in their order, each with its level, 1 to 3.
    A limit that does not exist is 0. Raises DataFileError for a clause below the third level.
    """
    return {
        "title": draft.title,
        "motion_id": draft.motion_id,
        "motion_version": draft.motion_version,
        "kind": draft.kind_name,
        "language": draft.language,
        "body": draft.body,
        "addressee": draft.addressee,
        "conference": draft.conference,
        "sections": [
            {
                "number": str(index),
                "heading": section.text,
                "runs": _runs(section.heading),
                "clauses": list(_clauses(section.clauses, str(index), 1, draft.motion_id)),
            }
            for index, section in enumerate(draft.sections, start=1)
        ],
        "amendments": [
            {
                "edition": amendment.edition,
                "chapter": amendment.chapter,
                "clause": amendment.clause,
                "operation": amendment.operation,
                "old": plain(amendment.old),
                "new": plain(amendment.new),
                "old_runs": _runs(amendment.old),
                "new_runs": _runs(amendment.new),
            }
            for amendment in draft.amendments
        ],
        "details": [{"label": detail.label, "value": detail.value} for detail in draft.details],
        "words": draft.conference_words,
        "word_limit": draft.word_limit or 0,
        "title_words": count_words(draft.title),
        "title_limit": draft.title_limit or 0,
        "source": draft.source,
        "status": draft.status,
    }


def render_motion(
    draft: Draft, *, layout: bytes, stamp: datetime, source: str = "motion.docx"
) -> bytes:
    """Return *draft* as a Word document in *layout*; *source* names the layout in messages.

    Raises DataFileError for a layout that cannot be used; see :func:`render_template`.
    """
    properties = Properties(
        title=draft.title,
        author=draft.body,
        language=draft.language,
        subject=draft.kind_name,
        identifier=f"{draft.motion_id} {draft.motion_version}".strip(),
    )
    context = motion_context(draft)
    return render_template(layout, context, properties=properties, stamp=stamp, source=source)


def _runs(runs: tuple[Run, ...]) -> list[dict[str, object]]:
    return [
        {"text": run.text, "strong": run.strong, "emphasis": run.emphasis, "gap": run.gap}
        for run in runs
    ]


def _clauses(
    clauses: tuple[Clause, ...], prefix: str, level: int, source: str
) -> Iterator[dict[str, object]]:
    """Yield *clauses* and all below them in order; Word numbers them, *number* is for reading."""
    for index, clause in enumerate(clauses, start=1):
        number = f"{prefix}.{index}"
        if level > DEEPEST:
            problem = "lies deeper than a sub-sub-clause. Move it up a level"
            raise DataFileError(source, [Fault(f"clause {number}", problem)])
        yield {
            "number": number,
            "level": level,
            "text": clause.text,
            "runs": _runs(clause.runs),
        }
        yield from _clauses(clause.clauses, number, level + 1, source)
