"""What a file of ``motion_templates/`` says: a model motion, its facts, blanks and changes.

Field names are the keys of the file, so that a fault can name the key that its author typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from motions.drafting.front_matter import OptionalPart, Use
from motions.drafting.parameters import Parameter


class Operation(StrEnum):
    """What a rule change does to the words in force."""

    REPLACE = "replace"
    DELETE = "delete"
    INSERT_AFTER = "insert after"
    ADD = "add"

    @property
    def instructions(self) -> tuple[tuple[str, str], ...]:
        """What a meeting is told to do, in order, and with which words: "old" or "new".

        It is named by its key in the section "instructions" of a language.
        """
        return _INSTRUCTIONS[self]


_INSTRUCTIONS = {
    Operation.REPLACE: (("delete", "old"), ("insert", "new")),
    Operation.DELETE: (("delete", "old"),),
    Operation.INSERT_AFTER: (("after", "old"), ("insert", "new")),
    Operation.ADD: (("add", "new"),),
}


@dataclass(frozen=True)
class Source:
    """Where a model motion comes from."""

    name: str
    published: date | None = None
    url: str = ""


@dataclass(frozen=True)
class Fact:
    """A claim in the text that can be checked, where, and on which day somebody did."""

    claim: str
    source: str
    checked: date


@dataclass(frozen=True)
class RuleChange:
    """A change to one clause of a rule book, *edition* being the one in which the place was found.

    *chapter* is empty for a rule book without chapters.
    """

    edition: str
    chapter: str
    clause: str
    operation: Operation

    @property
    def place(self) -> str:
        """Where the change is made: "chapter 1, clause VIII.3.A"."""
        clause = f"clause {self.clause}"
        return f"chapter {self.chapter}, {clause}" if self.chapter.strip() else clause


@dataclass(frozen=True)
class Amendment(RuleChange):
    """A change as a model motion states it.

    Where the words that its operation needs are empty, they are parameters of the motion: the mover
    copies or writes them.
    """

    old: str = ""
    new: str = ""

    def left_open(self) -> Iterator[str]:
        """Yield which words ("old", "new") its operation needs and the model does not state."""
        for _label, which in self.operation.instructions:
            if not getattr(self, which):
                yield which

    def parameter(self, which: str) -> str:
        """Return the name under which its *which* ("old" or "new") words are given.

        >>> Amendment("2020", "1", "VIII.3.A", Operation.REPLACE).parameter("old")
        'old_1_viii_3_a'
        """
        place = re.sub(r"[^a-z0-9]+", "_", f"{self.chapter}_{self.clause}".lower())
        return f"{which}_{place.strip('_')}"


@dataclass(frozen=True)
class Motion:
    """A model motion. *text* is Markdown with Jinja tags and starts on *text_line* of *path*.

    *voices* (by tier) and *labels* are in its own language, where that is not the conference's.
    *translation_of* is the id of the motion that this one says in another language.
    """

    id: str
    title: str
    kind: str
    version: str
    summary: str
    language: str
    source: Source
    facts: tuple[Fact, ...]
    parameters: tuple[Parameter, ...]
    amendments: tuple[Amendment, ...]
    text: str
    text_line: int = 1
    path: str = ""
    parts: tuple[OptionalPart, ...] = ()
    uses: tuple[Use, ...] = ()
    voices: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    translation_of: str = ""
    conferences: str = ""  # the organisation for whose conferences it is written
    consequential: tuple[str, ...] = ()  # other places of the rule book that its amendments touch
