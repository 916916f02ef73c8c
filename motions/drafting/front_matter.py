"""The blanks, optional clauses and other uses that a model motion's front matter states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from motions.base.errors import DataFileError, Fault, did_you_mean
from motions.base.toml import structure
from motions.drafting.parameters import (
    STANDARD_NAMES,
    Parameter,
    ParameterTable,
    parameter_problems,
    read_answer,
)
from motions.drafting.variants import OptionalPart, Use, UseTable

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LABELS = ("mover", "seconder", "meeting", "carried")


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


def variant_faults(clauses: Sequence[OptionalPart], labels: Mapping[str, str]) -> Iterator[Fault]:
    """Yield what is wrong with the optional clauses and with the names of *labels*."""
    ids = [clause.id for clause in clauses]
    for number, clause in enumerate(clauses, start=1):
        if not _NAME.fullmatch(clause.id):
            yield Fault(f"clause {number}, id", "must be lower-case letters, digits and _")
        if ids.count(clause.id) > 1:
            yield Fault(f"clause {number}, id", f"{clause.id!r} is there more than once")
    for name in labels:
        if name not in _LABELS:
            hint = did_you_mean(name, _LABELS)
            yield Fault(f"labels, {name}", f"must be one of {', '.join(_LABELS)}.{hint}")


def use_faults(
    uses: Sequence[Use], parameters: Sequence[Parameter], clauses: Sequence[OptionalPart]
) -> Iterator[Fault]:
    """Yield what the *uses* say of blanks and clauses that does not fit them."""
    by_name = {one.name: one for one in parameters}
    ids = [clause.id for clause in clauses]
    for use in uses:
        for key, names in (("keep", use.keep), ("leave_out", use.leave_out)):
            for name in names:
                if name not in ids:
                    problem = f"there is no [[clause]] {name!r}.{did_you_mean(name, ids)}"
                    yield Fault(f"uses, {use.id}, {key}", problem)
        for name, answer in use.answers.items():
            where = f"uses, {use.id}, answers, {name}"
            if name not in by_name:
                yield Fault(where, f"is no parameter.{did_you_mean(name, list(by_name))}")
                continue
            try:
                read_answer(by_name[name], answer)
            except ValueError as error:
                yield Fault(where, str(error))
