"""``motion_templates/*.md`` to Motions: TOML between ``+++`` lines, then the text in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

from motions.base.errors import DataFileError, Fault, UnknownNameError
from motions.base.files import read_text, reading
from motions.base.languages import words
from motions.base.shipped import data_dir, read_all, read_shipped
from motions.base.toml import parse_toml, structure
from motions.drafting.front_matter import (
    OptionalPart,
    read_parameters,
    read_uses,
    use_faults,
    variant_faults,
)
from motions.drafting.motion import Amendment, Fact, Motion, Source
from motions.drafting.parameters import Parameter
from motions.drafting.rule_book import tidy_amendments

FENCE = "+++"
MODELS = "motion_templates"
"""The folder of models: ours in the installation, the user's beside motions.toml."""

_ASKED_FOR = {
    "old": ("the words now", "Copy them from the rule book in force."),
    "new": ("the words proposed", "Write them."),
}
_RULE_CHANGE = "rule-change"
_AMENDMENT = """
# A change of the rule book. Copy the words now from the edition in force; where "old" or "new" is
# missing, the person who uses the motion is asked for the words.
# operation: "replace", "delete", "insert after" or "add".
[[amendment]]
edition = "Rule Book {year}"
chapter = "1"
clause = "I.1"
operation = "replace"
"""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class _FrontMatter:
    title: str
    kind: str
    version: str
    summary: str
    language: str
    source: Source
    fact: tuple[Fact, ...] = ()
    amendment: tuple[Amendment, ...] = ()
    clause: tuple[OptionalPart, ...] = ()
    voices: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    translation_of: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    uses: dict[str, Any] = field(default_factory=dict)
    consequential: tuple[str, ...] = ()
    conferences: str = ""


_AS_STATED = {one.name for one in fields(_FrontMatter)} & {one.name for one in fields(Motion)} - {
    "parameters",
    "uses",
}
"""What a Motion takes from its front matter as it is; the rest is checked or has another name."""


def parse_motion(text: str, *, motion_id: str, source: str) -> Motion:
    """Return the model motion in *text*. Raises DataFileError with every fault of its front matter.

    The words themselves are judged when they are drafted (:mod:`motions.drafting.compose`).
    """
    front, body, body_line = _split(text, source)
    table = parse_toml(front, source=source, first_line=2)
    faults: list[Fault] = []
    parameters = read_parameters(table.pop("parameters", {}), faults)
    uses = read_uses(table.pop("uses", {}), faults)
    try:
        matter = structure(table, _FrontMatter, source=source)
    except DataFileError as error:
        raise DataFileError(source, [*error.faults, *faults]) from error
    faults.extend(_faults(matter))
    amendments, clause_faults = tidy_amendments(matter.amendment)
    faults.extend(clause_faults)
    faults.extend(use_faults(uses, parameters, matter.clause))
    if faults:
        raise DataFileError(source, faults)
    return Motion(
        **{name: getattr(matter, name) for name in _AS_STATED},
        id=motion_id,
        facts=matter.fact,
        parameters=(*parameters, *_rule_book_words(amendments, matter.language)),
        amendments=amendments,
        text=body,
        text_line=body_line,
        path=source,
        parts=matter.clause,
        uses=tuple(uses),
    )


def shipped_motions() -> list[Motion]:
    """Return the model motions that come with the tool, by id."""
    found = read_all(
        MODELS,
        ".md",
        lambda name, text: parse_motion(
            text, motion_id=name.removesuffix(".md"), source=f"{MODELS}/{name}"
        ),
    )
    return sorted(found, key=lambda motion: motion.id)


def own_motions(folder: Path | None) -> dict[str, Path]:
    """Return the user's own model motions in *folder*, by id, without reading them.

    A copy of a shipped one, as in a checkout of this project, is that one and not the user's.
    Raises DataFileError for another that has the id of a shipped one.
    """
    ours = data_dir(MODELS)
    if folder is None or folder.resolve() == ours.resolve():
        return {}
    with reading(folder):
        found = {path.stem.casefold(): path for path in sorted(folder.glob("*.md"))}
    shipped = {entry.name.removesuffix(".md"): entry for entry in ours.iterdir()}
    for name in sorted(set(shipped) & set(found)):
        if _same_text(found[name], shipped[name]):
            del found[name]
            continue
        problem = "has the name of a model that is shipped; give the file another name"
        raise DataFileError(str(found[name]), [Fault("", problem)])
    return found


def _same_text(path: Path, shipped: Path) -> bool:
    return read_text(path) == read_text(shipped)


def find_motion(name: str, known: list[Motion], folder: Path | None = None) -> Motion:
    """Return the motion with the id *name*, or the one in the file of that name.

    It is one of *known*, or lies in the user's *folder*, of which no other file is read.
    """
    own = own_motions(folder)
    for motion in known:
        if motion.id == name.casefold():
            return motion
    if name.casefold() in own:
        return load_motion(own[name.casefold()])
    if name.endswith(".md"):
        return load_motion(Path(name))
    remedy = "'motions list' shows them; a file of your own is named with its .md."
    raise UnknownNameError("motion", name, [*(motion.id for motion in known), *own], remedy=remedy)


def load_motion(path: Path) -> Motion:
    """Return the motion in the file at *path*; raises DataFileError."""
    return parse_motion(read_text(path), motion_id=path.stem, source=str(path))


def starter_text(title: str, *, kind: str, today: date) -> str:
    """Return the commented file of a model motion called *title*, a submission of *kind*."""
    import tomlkit  # noqa: PLC0415 only "motions new" writes one

    text = read_shipped(MODELS, "starter.txt").decode()
    return Template(text).substitute(
        title=tomlkit.item(title).as_string(),
        kind=tomlkit.item(kind).as_string(),
        today=today.isoformat(),
        amendment=_AMENDMENT.format(year=today.year) if kind == _RULE_CHANGE else "",
    )


def _split(text: str, source: str) -> tuple[str, str, int]:
    """Return the front matter, the text below it, and the line on which that text begins."""
    lines = text.splitlines(keepends=True)
    fences = [index for index, line in enumerate(lines) if line.rstrip() == FENCE]
    if not fences or fences[0] != 0:
        raise DataFileError(
            source, [Fault("line 1", f"must be {FENCE}, which opens the front matter")]
        )
    if len(fences) < 2:  # noqa: PLR2004 one opens, one closes
        raise DataFileError(source, [Fault("line 1", f"the front matter has no closing {FENCE}")])
    end = fences[1]
    return "".join(lines[1:end]), "".join(lines[end + 1 :]), end + 2


def _rule_book_words(amendments: tuple[Amendment, ...], language: str) -> Iterator[Parameter]:
    """Yield a parameter for each of an amendment's words that the file leaves to the mover."""
    for amendment in amendments:
        place = amendment.place[:1].upper() + amendment.place[1:]
        for which in amendment.left_open():
            asked, task = _ASKED_FOR[which]
            gap = words(language).say(f"blanks.{which}")
            yield Parameter(
                name=amendment.parameter(which), label=f"{place}: {asked}", help=task, gap=gap
            )


def _faults(matter: _FrontMatter) -> Iterator[Fault]:
    yield from variant_faults(matter.clause, matter.labels)
    for key in ("title", "kind", "version", "summary"):
        if not getattr(matter, key).strip():
            yield Fault(key, "is empty")
    if not _LANGUAGE.fullmatch(matter.language):
        yield Fault("language", f'{matter.language!r} is not a language tag; write "en-GB"')
    for number, fact in enumerate(matter.fact, start=1):
        if not fact.source.strip():
            yield Fault(
                f"fact {number}, source", "is empty: each claim names where it can be checked"
            )
