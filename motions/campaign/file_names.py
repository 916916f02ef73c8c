"""Names for a campaign's files: safe on any system, each once, and saying what is inside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from motions.base.text import slug

LONGEST_PART = 60
"""Of the name of a body, in bytes: two of them and a motion's id stay well below what any system
takes, and below the 260 characters of a whole path in Windows."""


def name_part(text: str) -> str:
    """Return *text* as a part of a file name: lower case, letters, digits and hyphens.

    A name that has no Latin letter keeps its own.

    >>> name_part("Pontypridd & Taf-Elái CLP"), name_part("../Глазго")
    ('pontypridd-taf-elai-clp', 'глазго')
    """
    latin = slug(text)
    if latin != "unnamed":
        return _cut(latin)
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text.casefold()))
    return _cut("-".join(words).replace("_", "-").strip("-")) or latin


class Names:
    """Gives each row a name of its own; *taken* are names that are given already."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def give(self, bodies: Iterable[str], what: str) -> str:
        """Return the name for the *what* of these *bodies*, numbered where it is not the first."""
        base = "-".join([*(name_part(body) for body in bodies), name_part(what)])
        name, count = base, 1
        while name in self._taken:
            count += 1
            name = f"{base}-{count}"
        self._taken.add(name)
        return name


def _cut(text: str) -> str:
    return text.encode()[:LONGEST_PART].decode(errors="ignore").rstrip("-")
