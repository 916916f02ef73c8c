"""What a run has seen of its sheet: duplicate rows, and files whose row is no longer there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

SHOWN = 5
"""How many of a kind are named; the others are counted."""


class Register:
    """Takes note of each row by its *key*, a digest of its cells."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self._repeats: list[str] = []
        self._stale: set[str] = set()

    def earlier(self, name: str) -> None:
        """Note the *name* of what an earlier run made of a row that is not in the sheet now."""
        self._stale.add(name)

    def take(self, key: str, number: int, name: str) -> bool:
        """Note a row and its name, and return whether an earlier run made the name of another."""
        first = self._first.setdefault(key, number)
        if first != number:
            self._repeats.append(f"row {number} repeats row {first}")
        was_stale = name in self._stale
        self._stale.discard(name)
        return was_stale

    def remarks(self, sheet: str, file_of: Callable[[str], str | None]) -> Iterator[str]:
        """Yield what to tell at the end; *file_of* gives the file of a name, if it is there."""
        if self._repeats:
            both = "Both were" if len(self._repeats) == 1 else "All were"
            yield f"{sheet}: duplicate rows: {_some(self._repeats)}. {both} written."
        files = sorted(file for name in self._stale if (file := file_of(name)))
        if files:
            yield f"No longer in the sheet: {_some(files)}. Delete what should not be sent."


def _some(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{', '.join(names[:SHOWN])}{more}"
