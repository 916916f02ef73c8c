"""How the words of a rule book become other words, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

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
        # What a joined change begins or ends with on both sides did not change.
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
