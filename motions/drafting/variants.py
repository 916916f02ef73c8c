"""What can be kept or left out of a model motion, and the other uses that it can be put to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from motions.base.errors import MotionsError, UnknownNameError, did_you_mean


@dataclass(frozen=True)
class OptionalPart:
    """A part of the text that can be left out: ``{% if clause.<id> %}…{% endif %}``."""

    id: str
    label: str
    default: bool = True


@dataclass(frozen=True)
class UseTable:
    """What a model's file says of another purpose: to a branch, a union, a council; no conference.

    *name* is what such a motion is called. *voice* is how a body speaks whose tier is not among
    *voices*. *keep* and *leave_out* name optional parts, *answers* fill blanks beforehand.
    *amendments* tells whether changes to a rule book stay with it.
    """

    label: str
    name: str = "Motion"
    title: str = ""
    voice: str = "This meeting"
    voices: Mapping[str, str] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    amendments: bool = False


@dataclass(frozen=True)
class Use(UseTable):
    """Another purpose of a motion, without a conference or a deadline. *id* is its key."""

    id: str = field(kw_only=True)

    def choices(self) -> dict[str, bool]:
        """Return which optional parts this use keeps or leaves out, by id."""
        return {**dict.fromkeys(self.keep, True), **dict.fromkeys(self.leave_out, False)}


def find_use(uses: Sequence[Use], name: str) -> Use:
    """Return the use with the id *name*, or raise UnknownNameError."""
    for use in uses:
        if use.id == name.casefold():
            return use
    empty = "This motion is for a conference only."
    raise UnknownNameError("use", name, [use.id for use in uses], empty=empty)


def kept_parts(parts: Sequence[OptionalPart], *choices: Mapping[str, bool]) -> dict[str, bool]:
    """Return by id whether each of *parts* stays in the text; later *choices* win.

    Raises MotionsError that names every choice of a part that does not exist.

    >>> reporting = OptionalPart("reporting", "Report back")
    >>> kept_parts([reporting], {}, {"reporting": False})
    {'reporting': False}
    """
    kept = {part.id: part.default for part in parts}
    unknown = [name for choice in choices for name in choice if name not in kept]
    if unknown:
        has = f"The motion has: {', '.join(kept)}." if kept else "The motion has no optional parts."
        raise MotionsError(
            "\n".join(
                f"There is no optional part {name!r}.{did_you_mean(name, list(kept))} {has}"
                for name in dict.fromkeys(unknown)
            )
        )
    for choice in choices:
        kept.update(choice)
    return kept
