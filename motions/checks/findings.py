"""What a check has to say about a motion or a file: advice, with its place and its source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much it matters."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class Finding:
    """One thing that was found, and what to do about it.

    *rule* is its short name, *where* the place, *source* the rule or the page that it rests on.
    """

    rule: str
    severity: Severity
    message: str
    where: str
    source: str = ""
