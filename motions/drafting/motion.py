"""What a file of ``motion_templates/`` says: a model motion, its facts, blanks and changes.

Field names are the keys of the file, so that a fault can name the key that its author typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from motions.drafting.parameters import Parameter
from motions.drafting.variants import OptionalPart, Use


class Operation(StrEnum):
    """What a rule change does to the words in force."""

    REPLACE = "replace"
    DELETE = "delete"
    INSERT_AFTER = "insert after"
    ADD = "add"


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
class Amendment:
    """A change to one clause of a rule book, *edition* being the one in which the place was found.

    Where *old* or *new* is empty, the words are parameters of the motion: the mover copies them.
    """

    edition: str
    chapter: str
    clause: str
    operation: Operation
    old: str = ""
    new: str = ""


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
