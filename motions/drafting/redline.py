"""A change to a rule book in words ("Delete … Insert …"), and word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from motions.drafting.draft import DraftAmendment, Run, plain
from motions.drafting.motion import Operation

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]+")
_TOO_MANY_PAIRS = 2_000_000
"""Above this the comparison would take seconds; such words are shown as replaced whole."""


class Kind(StrEnum):
    """What becomes of a stretch of the words now."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Piece:
    """A stretch of words with one fate."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Step:
    """One step of a change in words: what to do ("Delete"), and with which words."""

    verb: str
    words: tuple[Run, ...]


_STEPS = {
    Operation.REPLACE: (("Delete", "old"), ("Insert", "new")),
    Operation.DELETE: (("Delete", "old"),),
    Operation.INSERT_AFTER: (("After", "old"), ("Insert", "new")),
    Operation.ADD: (("Add", "new"),),
}


def steps(amendment: DraftAmendment) -> tuple[Step, ...]:
    """Return *amendment* in words, as a meeting reads it out.

    An operation that is none of the four of the model is taken for a replacement; a step without
    words is left out.
    """
    pairs = _STEPS[_operation(amendment)]
    named = [Step(verb, getattr(amendment, which)) for verb, which in pairs]
    return tuple(step for step in named if step.words)


def has_gap(amendment: DraftAmendment) -> bool:
    """Tell whether words of *amendment* are still to be filled in."""
    return any(run.gap for step in steps(amendment) for run in step.words)


def is_blank(amendment: DraftAmendment) -> bool:
    """Tell whether all words of *amendment* are still to be filled in."""
    return all(run.gap for step in steps(amendment) for run in step.words)


def before_and_after(amendment: DraftAmendment) -> tuple[str, str]:
    """Return the words of the rule book now, and what they become.

    Words that are inserted after others leave those in place, with a space between.
    """
    old, new = plain(amendment.old), plain(amendment.new)
    operation = _operation(amendment)
    if operation is Operation.DELETE:
        return old, ""
    if operation is Operation.ADD:
        return "", new
    if operation is Operation.INSERT_AFTER:
        return old, f"{old} {new}".strip()
    return old, new


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    """Return how *old* becomes *new*, word by word; a deletion comes before its insertion.

    The pieces that are not inserted make *old*, those that are not deleted make *new*, exactly.

    >>> [str(one.kind) + ":" + one.text for one in word_changes("it may hear", "it must hear")]
    ['same:it ', 'deleted:may', 'inserted:must', 'same: hear']
    """
    pieces: list[tuple[str, str, str]] = []  # kept, deleted, inserted
    for kept, deleted, inserted in _opcodes(_TOKEN.findall(old), _TOKEN.findall(new)):
        if deleted or inserted:
            if pieces and not pieces[-1][0]:
                deleted, inserted = pieces[-1][1] + deleted, pieces[-1][2] + inserted  # noqa: PLW2901
                pieces.pop()
            pieces.append(("", deleted, inserted))
        elif kept.strip() or not pieces or pieces[-1][0]:
            pieces.append((kept, "", ""))
        else:  # a space between two changes: one change reads better than two
            pieces[-1] = ("", pieces[-1][1] + kept, pieces[-1][2] + kept)
    return tuple(_pieces(pieces))


def _operation(amendment: DraftAmendment) -> Operation:
    try:
        return Operation(amendment.operation.casefold())
    except ValueError:
        return Operation.REPLACE


def _opcodes(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield stretches of tokens as (kept, deleted, inserted) text."""
    counted = Counter(new)
    if sum(count * counted[token] for token, count in Counter(old).items()) > _TOO_MANY_PAIRS:
        yield "", "".join(old), "".join(new)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        before, after = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        yield (before, "", "") if tag == "equal" else ("", before, after)


def _pieces(stretches: list[tuple[str, str, str]]) -> Iterator[Piece]:
    for kept, deleted, inserted in stretches:
        # What a joined change begins or ends with on both sides is no change.
        head = _common(deleted, inserted)
        tail = _common(deleted[len(head) :][::-1], inserted[len(head) :][::-1])[::-1]
        cut = len(tail)
        pairs = (
            (Kind.SAME, kept or head),
            (Kind.DELETED, deleted[len(head) : len(deleted) - cut]),
            (Kind.INSERTED, inserted[len(head) : len(inserted) - cut]),
            (Kind.SAME, tail),
        )
        yield from (Piece(kind, text) for kind, text in pairs if text)


def _common(one: str, other: str) -> str:
    """Return the white space that both begin with; a word is never cut."""
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right or not left.isspace():
            break
        length += 1
    return one[:length]
