"""The file that a model motion of one's own begins with."""

from __future__ import annotations

from datetime import date
from string import Template

from motions.base.shipped import read_shipped
from motions.drafting.library import MODELS

RULE_CHANGE = "rule-change"

_AMENDMENT = """
# A change of the rule book. Copy the words now from the edition in force; where "old" or "new" is
# missing, whoever uses the motion is asked for the words.
# operation: "replace", "delete", "insert after" or "add".
[[amendment]]
edition = "Rule Book {year}"
chapter = "1"
clause = "I.1"
operation = "replace"
"""


def starter_text(title: str, *, kind: str, today: date) -> str:
    """Return the commented file of a model motion called *title*, a submission of *kind*."""
    import tomlkit  # noqa: PLC0415 only "motions new" writes one

    text = read_shipped(MODELS, "starter.txt").decode()
    return Template(text).substitute(
        title=tomlkit.item(title).as_string(),
        kind=tomlkit.item(kind).as_string(),
        today=today.isoformat(),
        amendment=_AMENDMENT.format(year=today.year) if kind == RULE_CHANGE else "",
    )
