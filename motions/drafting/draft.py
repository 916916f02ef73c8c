"""A model motion with its blanks filled, voiced for one tier: what every output format starts from.

A value that a user gave is only ever the text of a :class:`Run`; it cannot become a heading, a
list, a tag or a link.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from motions.base.languages import ENGLISH, Said, words
from motions.base.text import count_words, one_line
from motions.drafting.motion import Operation, RuleChange
from motions.drafting.redline import Piece, word_changes


@dataclass(frozen=True)
class Run:
    """A stretch of text in one look. *gap* marks a blank that somebody still has to fill."""

    text: str
    strong: bool = False
    emphasis: bool = False
    gap: bool = False


@dataclass(frozen=True)
class Clause:
    """One numbered clause, with its sub-clauses."""

    runs: tuple[Run, ...]
    clauses: tuple[Clause, ...] = ()

    @property
    def text(self) -> str:
        return plain(self.runs)


@dataclass(frozen=True)
class Section:
    """A heading ("This branch notes") and the clauses under it."""

    heading: tuple[Run, ...]
    clauses: tuple[Clause, ...]

    @property
    def text(self) -> str:
        return plain(self.heading)


@dataclass(frozen=True)
class Instruction:
    """One thing that a change to a rule book tells the meeting: "Delete", and these words."""

    label: Said
    words: tuple[Run, ...]


@dataclass(frozen=True)
class DraftAmendment(RuleChange):
    """One change to a rule book. *old* and *new* are the words themselves, a gap, or empty.

    Where it is made and what is done is said in *language*.
    """

    old: tuple[Run, ...] = ()
    new: tuple[Run, ...] = ()
    language: str = ENGLISH

    @property
    def place(self) -> Said:
        return _place(self.language, self.chapter.strip(), self.clause)

    @property
    def action(self) -> Said:
        """What is done there: "Insert after"."""
        return words(self.language).say(f"operations.{self.operation.name.lower()}")

    @property
    def heading(self) -> Said:
        """The edition, the place and the operation, in one line."""
        return _heading(self.language, self.edition, self.place, self.action)

    @cached_property
    def instructions(self) -> tuple[Instruction, ...]:
        """The change in words, in order, as a meeting reads it out; every format prints these."""
        say, pairs = words(self.language).say, self.operation.instructions
        named = [
            Instruction(say(f"instructions.{key}"), getattr(self, which)) for key, which in pairs
        ]
        return tuple(one for one in named if one.words)

    @property
    def has_gap(self) -> bool:
        """Whether some of its words are still to be filled in."""
        return any(run.gap for one in self.instructions for run in one.words)

    @property
    def is_blank(self) -> bool:
        """Whether all its words are still to be filled in."""
        return all(run.gap for one in self.instructions for run in one.words)

    @property
    def before_and_after(self) -> tuple[str, str]:
        """The words of the rule book now, and what they become, each as one line.

        Words that are inserted after others leave those in place, with a space between.
        """
        old, new = one_line(plain(self.old)), one_line(plain(self.new))
        if self.operation is Operation.DELETE:
            return old, ""
        if self.operation is Operation.ADD:
            return "", new
        return old, f"{old} {new}".strip() if self.operation is Operation.INSERT_AFTER else new

    @cached_property
    def difference(self) -> tuple[Piece, ...]:
        """How the words now become the new ones; empty where there is nothing to compare."""
        old, new = self.before_and_after
        return word_changes(old, new) if old and new and old != new and not self.has_gap else ()


@lru_cache(maxsize=256)  # a campaign makes the same changes hundreds of times
def _place(language: str, chapter: str, clause: str) -> Said:
    say = words(language).say
    if not chapter:
        return say("documents.place_without_chapter", clause=clause)
    return say("documents.place", chapter=chapter, clause=clause)


@lru_cache(maxsize=256)
def _heading(language: str, edition: str, place: Said, action: Said) -> Said:
    say = words(language).say
    if not edition:
        return say("documents.change", place=place, operation=action)
    return say("documents.change_in_edition", edition=edition, place=place, operation=action)


@dataclass(frozen=True)
class Labelled:
    """A line of the form "label: value"; *value* is empty where there is a line to write on."""

    label: str
    value: str


@dataclass(frozen=True)
class Draft:
    """One motion, ready for a meeting. Every string is plain text.

    *status* says what is provisional about it ("The deadline is projected…"), or is empty. *heard*
    is the year in which a conference takes it. *consequential* are the other places that its
    amendments touch, *reminders* what the conference's rules make its movers check.
    """

    motion_id: str
    motion_version: str
    title: str
    kind_name: str
    language: str
    body: str
    addressee: str
    conference: str
    sections: tuple[Section, ...]
    amendments: tuple[DraftAmendment, ...]
    details: tuple[Labelled, ...]
    word_limit: int | None
    conference_words: int
    source: str
    status: str = ""
    title_limit: int | None = None
    heard: str = ""
    consequential: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()

    @property
    def over_limits(self) -> list[str]:
        """A sentence for each limit of words that the text, as the conference prints it, breaks."""
        counted = (
            ("The text", self.conference_words, self.word_limit),
            ("The title", count_words(self.title), self.title_limit),
        )
        return [
            f"{what} has {words} words, {words - limit} more than the {limit} that are allowed."
            for what, words, limit in counted
            if limit is not None and words > limit
        ]

    @property
    def gap_count(self) -> int:
        """How many blanks are still marked in the text and the amendments."""
        texts = [runs for _number, runs in numbered(self.sections)]
        texts += [one.words for change in self.amendments for one in change.instructions]
        return sum(run.gap for runs in texts for run in runs)


def plain(runs: tuple[Run, ...]) -> str:
    """Return the text of *runs* without its look."""
    return "".join(run.text for run in runs)


def numbered(sections: tuple[Section, ...]) -> Iterator[tuple[str, tuple[Run, ...]]]:
    """Yield ``(number, runs)`` for each heading and clause in order: "1", "1.1", "1.1.1", ….

    Word makes its own numbers from the layout; every other format takes them from here.
    """

    def walk(clauses: tuple[Clause, ...], prefix: str) -> Iterator[tuple[str, tuple[Run, ...]]]:
        for index, clause in enumerate(clauses, start=1):
            number = f"{prefix}.{index}"
            yield number, clause.runs
            yield from walk(clause.clauses, number)

    for index, section in enumerate(sections, start=1):
        yield str(index), section.heading
        yield from walk(section.clauses, str(index))


def count_section_words(sections: tuple[Section, ...]) -> int:
    """Return the words of headings and clauses. The clauses' numbers are not counted."""
    return sum(count_words(plain(runs)) for _number, runs in numbered(sections))
