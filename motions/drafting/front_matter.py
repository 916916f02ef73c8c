"""What a model motion's front matter states: its blanks, optional parts and other uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from motions.base.errors import DataFileError, Fault, MotionsError, UnknownNameError, did_you_mean
from motions.base.toml import structure
from motions.drafting.parameters import (
    STANDARD_NAMES,
    Parameter,
    ParameterTable,
    parameter_problems,
    read_answer,
)

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LABELS = ("mover", "seconder", "meeting", "carried")


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

    Raises MotionsError that names every choice of a part that is not there.

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


def read_parameters(tables: Any, faults: list[Fault]) -> list[Parameter]:
    """Return the parameters of ``[parameters.<name>]``; what is wrong is added to *faults*."""
    parameters = [
        Parameter(name=name, **{**_values(one), "gap": one.gap or one.label})
        for name, one in _named(tables, "parameters", ParameterTable, faults)
    ]
    for one in parameters:
        where = f"parameters, {one.name}"
        if one.name in STANDARD_NAMES:
            faults.append(Fault(where, "is a name that every motion has; choose another one"))
        faults.extend(Fault(f"{where}, {key}", problem) for key, problem in parameter_problems(one))
    return parameters


def read_uses(tables: Any, faults: list[Fault]) -> list[Use]:
    """Return the uses of ``[uses.<name>]``; what is wrong is added to *faults*."""
    return [Use(id=name, **_values(one)) for name, one in _named(tables, "uses", UseTable, faults)]


def _values(table: Any) -> dict[str, Any]:
    return {one.name: getattr(table, one.name) for one in fields(table)}


def _named(
    tables: Any, key: str, shape: type[Any], faults: list[Fault]
) -> Iterator[tuple[str, Any]]:
    """Yield each table of ``[<key>.<name>]`` as *shape*; what is wrong goes to *faults*."""
    if not isinstance(tables, dict):
        faults.append(Fault(key, f"must be a table for each: [{key}.some_name]"))
        return
    for name, table in tables.items():
        if not _NAME.fullmatch(name):
            faults.append(Fault(f"{key}, {name}", "must be lower-case letters, digits and _"))
        try:
            yield name, structure(table, shape, source="")
        except DataFileError as error:
            faults.extend(Fault(f"{key}, {name}, {f.where}", f.problem) for f in error.faults)


def variant_faults(parts: Sequence[OptionalPart], labels: Mapping[str, str]) -> Iterator[Fault]:
    """Yield what is wrong with the optional parts and with the names of *labels*."""
    ids = [part.id for part in parts]
    for number, part in enumerate(parts, start=1):
        if not _NAME.fullmatch(part.id):
            yield Fault(f"clause {number}, id", "must be lower-case letters, digits and _")
        if ids.count(part.id) > 1:
            yield Fault(f"clause {number}, id", f"{part.id!r} is there more than once")
    for name in labels:
        if name not in _LABELS:
            hint = did_you_mean(name, _LABELS)
            yield Fault(f"labels, {name}", f"must be one of {', '.join(_LABELS)}.{hint}")


def use_faults(
    uses: Sequence[Use], parameters: Sequence[Parameter], parts: Sequence[OptionalPart]
) -> Iterator[Fault]:
    """Yield what the *uses* say of blanks and parts that does not fit them."""
    by_name = {one.name: one for one in parameters}
    ids = [part.id for part in parts]
    for use in uses:
        for key, names in (("keep", use.keep), ("leave_out", use.leave_out)):
            for name in names:
                if name not in ids:
                    problem = f"there is no [[clause]] {name!r}.{did_you_mean(name, ids)}"
                    yield Fault(f"uses, {use.id}, {key}", problem)
        for name, answer in use.answers.items():
            where = f"uses, {use.id}, answers, {name}"
            if name not in by_name:
                yield Fault(where, f"is not a parameter.{did_you_mean(name, list(by_name))}")
                continue
            try:
                read_answer(by_name[name], answer)
            except ValueError as error:
                yield Fault(where, str(error))
