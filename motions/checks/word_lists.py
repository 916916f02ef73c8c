"""``checks.toml`` to the words that a check looks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from motions.base.errors import DataFileError, Fault
from motions.base.files import read_text
from motions.base.shipped import read_shipped
from motions.base.toml import parse_toml, structure
from motions.checks.wording import CheckWords
from motions.drafting.library import MODELS

CHECKS_FILE = "checks.toml"


def load_check_words(language: str, folder: Path | None = None) -> CheckWords | None:
    """Return the words for *language*, a tag such as "en-GB"; None where there are none.

    A ``checks.toml`` in the user's *folder* of models replaces the lists that it has, and can add a
    language. Raises DataFileError with every fault of either file.
    """
    ours = read_shipped(MODELS, CHECKS_FILE).decode()
    source = f"{MODELS}/{CHECKS_FILE}"
    tables = parse_toml(ours, source=source)
    own = folder / CHECKS_FILE if folder is not None else None
    if own is not None and own.is_file():
        source = str(own)
        for tag, table in parse_toml(read_text(own), source=source).items():
            tables[tag] = _over(tables.get(tag, {}), table, source, tag)
    table = tables.get(language, tables.get(language.partition("-")[0]))
    return None if table is None else structure(table, CheckWords, source=source)


def _over(ours: dict[str, Any], theirs: Any, source: str, tag: str) -> dict[str, Any]:
    if not isinstance(theirs, dict):
        raise DataFileError(source, [Fault(tag, f"must be a table, [{tag}], of lists of words")])
    return {**ours, **theirs}
