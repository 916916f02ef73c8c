"""Makers of drafts for tests: small ones, and one as long as a real rule change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from motions.drafting.draft import (
    Clause,
    Draft,
    DraftAmendment,
    Labelled,
    Run,
    Section,
    count_section_words,
)
from motions.drafting.motion import Operation


def runs(text: str, **look: bool) -> tuple[Run, ...]:
    """Return *text* as the runs of a clause, in one look."""
    return (Run(text, **look),)


def clause(text: str, *clauses: Clause) -> Clause:
    """Return a clause of plain *text* with *clauses* below it."""
    return Clause(runs(text), clauses)


def section(heading: str, *clauses: Clause) -> Section:
    """Return a section of plain text."""
    return Section(runs(heading), clauses)


def amendment(**changes: Any) -> DraftAmendment:
    """Return one change to a rule book."""
    values: dict[str, Any] = {
        "edition": "Rule Book 2021",
        "chapter": "1",
        "clause": "VIII.3.A",
        "operation": "replace",
        "old": runs("may"),
        "new": runs("must"),
    }
    values |= changes
    return DraftAmendment(**{**values, "operation": Operation(values["operation"].casefold())})


def small_draft(**changes: Any) -> Draft:
    """Return a draft of two sections; *changes* are its fields."""
    draft = Draft(
        motion_id="fair-hearings",
        motion_version="1",
        title="Fair hearings in disciplinary cases",
        kind_name="Constitutional amendment (rule change)",
        language="en-GB",
        body="Riverside Branch",
        addressee="The General Secretary",
        conference="Annual Conference 2027, Anytown",
        sections=(
            section("This branch notes:", clause("First note.", clause("Its detail."))),
            section("This branch resolves:", clause("To write."), clause("To meet.")),
        ),
        amendments=(),
        details=(Labelled("Moved by", ""), Labelled("Date of meeting", "6 May 2027")),
        word_limit=250,
        conference_words=14,
        source="Model motion by the Example Campaign, 2027.",
    )
    return replace(draft, **changes)


def long_draft(**changes: Any) -> Draft:
    """Return a draft as long as a real one: three levels, each look, ten changes, gaps."""
    sections = (
        section(
            "This branch notes:",
            Clause(
                (
                    Run("That the panel's report of "),
                    Run("[date of the report]", gap=True),
                    Run(" found "),
                    Run("no timetable", strong=True),
                    Run(" for a case, and that members waited for an answer for "),
                    Run("more than a year", emphasis=True),
                    Run("."),
                )
            ),
            clause(
                "That a member who is suspended can take no part in:",
                clause("the meetings of a branch;"),
                clause(
                    "a selection, whether as:",
                    clause("a candidate, or"),
                    clause("a delegate who votes for one;"),
                ),
                clause("the election of officers."),
            ),
        ),
        section(
            "This branch believes:",
            clause("That a decision which comes late is a decision against the member."),
            clause(
                "That both sides of a case, the one who complains and the one who answers, are "
                "owed the same papers, the same notice and the same hearing."
            ),
        ),
        section(
            "This branch resolves:",
            clause("To submit the changes below to Conference."),
            clause(
                "To ask:",
                clause("its delegates to speak for them;"),
                clause("Anytown Constituency Party to second them."),
            ),
        ),
    )
    changed = tuple(
        amendment(
            clause=f"VIII.{number}.A",
            operation="add" if number % 4 == 0 else "replace",
            old=()
            if number % 4 == 0
            else runs("The panel may hear the member if it thinks that a hearing would help it."),
            new=(
                Run("The panel must hear the member, with notice in writing of at least "),
                Run("[number of days]", gap=True),
                Run(", before it decides anything that limits the member's rights."),
            ),
        )
        for number in range(1, 11)
    )
    draft = small_draft(
        sections=sections,
        amendments=changed,
        details=(
            Labelled("Moved by", ""),
            Labelled("Seconded by", ""),
            Labelled("Date of meeting", "Thursday 6 May 2027"),
            Labelled("Carried", ""),
        ),
        conference_words=count_section_words(sections),
        title_limit=10,
        status="The deadline is projected from earlier years and not yet confirmed.",
        source="Model motion “Fair hearings”, Example Campaign, 1 March 2027, https://example.org/a",
    )
    return replace(draft, **changes)
