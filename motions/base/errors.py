"""Errors that the user can fix.

Each class writes its own message, with the place in it. One place turns it into output
(:mod:`motions.cli.main`). Anything else that is raised is a bug and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class MotionsError(Exception):
    """Something that the user can fix; the message says what and how."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in a file: *where* is a key (``submission[2].due``) or ``line 7``."""

    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}" if self.where else self.problem


class DataFileError(MotionsError):
    """A file does not say what it must. Carries every fault of the file, not only the first."""

    def __init__(self, source: str, faults: Iterable[Fault]) -> None:
        self.source = source
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{source}: {fault}" for fault in self.faults))


class UnknownNameError(MotionsError):
    """A name that is not among the known ones; offers the nearest.

    *remedy* is what to do about it, *empty* what to say where there is no known one at all.

    >>> raise UnknownNameError("body", "riversde", ["riverside", "anytown"])
    Traceback (most recent call last):
    motions.base.errors.UnknownNameError: There is no body 'riversde'. Did you mean 'riverside'?
    """

    def __init__(
        self, what: str, name: str, known: Sequence[str], *, remedy: str = "", empty: str = ""
    ) -> None:
        near = nearest(name, known)
        if near:
            offer = f"Did you mean {' or '.join(repr(one) for one in near)}?"
        elif known:
            offer = f"Known: {', '.join(known)}."
        else:
            offer = empty or "There are none to choose from."
        text = f"There is no {what} {name!r}. {offer}"
        super().__init__(f"{text} {remedy}".rstrip())


class MissingAnswersError(MotionsError):
    """Answers that were needed and could not be asked for: all of them, with their options."""

    def __init__(self, purpose: str, options: Iterable[str]) -> None:
        listed = "".join(f"\n  {option}" for option in options)
        super().__init__(f"{purpose} needs these answers:{listed}")


class OutputError(MotionsError):
    """A result that could not be written; nothing half-written is left behind."""


_ENOUGH_TO_GUESS = 3


def nearest(name: str, known: Sequence[str]) -> list[str]:
    """Return at most two of the *known* names that *name* was probably meant to be, best first.

    >>> nearest("riversid", ["riverside", "anytown"])
    ['riverside']
    """
    from difflib import get_close_matches  # noqa: PLC0415 for a mistake only

    by_fold = {one.casefold(): one for one in known}
    folded = name.casefold()
    matches = get_close_matches(folded, by_fold, n=2, cutoff=0.6)
    if not matches and len(folded) >= _ENOUGH_TO_GUESS:
        matches = [one for one in by_fold if one.startswith(folded)][:2]
    return [by_fold[match] for match in matches]


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """Return ``" Did you mean 'x'?"`` for the nearest of the *known* names, or nothing.

    >>> did_you_mean("tittle", ["title", "kind"])
    " Did you mean 'title'?"
    """
    near = nearest(name, known)
    return f" Did you mean {near[0]!r}?" if near else ""
