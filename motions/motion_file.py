"""The text of one model motion's file to a Motion: TOML between ``+++`` lines, then Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from motions.datafile import parse_toml, structure
from motions.errors import DataFileError, Fault, did_you_mean
from motions.markdown import STANDARD_NAMES
from motions.model import Amendment, Fact, Motion, Source
from motions.parameters import Parameter, ParameterType, parameter_problems, read_answer
from motions.variants import OptionalClause, Use

FENCE = "+++"

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_CLAUSE = re.compile(r"(?:[IVXLC]+|\d+|[A-Za-z])(?:\.(?:[IVXLC]+|\d+|[A-Za-z]+))*")
_LABELS = ("mover", "seconder", "meeting", "carried")


@dataclass(frozen=True)
class _ParameterTable:
    label: str
    help: str = ""
    default: str = ""
    required_when: str = ""
    gap: str = ""
    type: ParameterType = ParameterType.TEXT
    choices: tuple[str, ...] = ()
    pattern: str = ""
    max_words: int | None = None


@dataclass(frozen=True)
class _UseTable:
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
class _FrontMatter:
    title: str
    kind: str
    version: str
    summary: str
    language: str
    source: Source
    fact: tuple[Fact, ...] = ()
    amendment: tuple[Amendment, ...] = ()
    clause: tuple[OptionalClause, ...] = ()
    voices: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    translation_of: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    uses: dict[str, Any] = field(default_factory=dict)


def parse_motion(text: str, *, motion_id: str, source: str) -> Motion:
    """Return the model motion in *text*. Raises DataFileError with every fault of its front matter.

    The words themselves are judged when they are drafted (:mod:`motions.drafting`).
    """
    front, body, body_line = _split(text, source)
    table = parse_toml(front, source=source, first_line=2)
    tables = {key: table.pop(key, {}) for key in ("parameters", "uses")}
    faults: list[Fault] = []
    parameters = [
        Parameter(name, **{**_values(one), "gap": one.gap or one.label})
        for name, one in _named(tables, "parameters", _ParameterTable, faults)
    ]
    uses = [Use(name, **_values(one)) for name, one in _named(tables, "uses", _UseTable, faults)]
    try:
        matter = structure(table, _FrontMatter, source=source)
    except DataFileError as error:
        raise DataFileError(source, [*error.faults, *faults]) from error
    faults += [*_faults(matter), *_blank_faults(parameters, uses, matter.clause)]
    if faults:
        raise DataFileError(source, faults)
    return Motion(
        id=motion_id,
        title=matter.title,
        kind=matter.kind,
        version=matter.version,
        summary=matter.summary,
        language=matter.language,
        source=matter.source,
        facts=matter.fact,
        parameters=(*parameters, *_rule_book_words(matter.amendment)),
        amendments=matter.amendment,
        text=body,
        text_line=body_line,
        path=source,
        clauses=matter.clause,
        uses=tuple(uses),
        voices=matter.voices,
        labels=matter.labels,
        translation_of=matter.translation_of,
    )


def amendment_parameter(which: str, amendment: Amendment) -> str:
    """Return the name under which the *which* ("old" or "new") words of *amendment* are given.

    >>> from motions.model import Operation
    >>> amendment_parameter("old", Amendment("2020", "1", "VIII.3.A", Operation.REPLACE))
    'old_1_viii_3_a'
    """
    place = re.sub(r"[^a-z0-9]+", "_", f"{amendment.chapter}_{amendment.clause}".lower())
    return f"{which}_{place.strip('_')}"


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


def _values(table: Any) -> dict[str, Any]:
    return {one.name: getattr(table, one.name) for one in fields(table)}


def _named(
    tables: Mapping[str, Any], key: str, shape: type[Any], faults: list[Fault]
) -> Iterator[tuple[str, Any]]:
    """Yield each table of ``[<key>.<name>]`` as *shape*; what is wrong goes to *faults*."""
    if not isinstance(tables[key], dict):
        faults.append(Fault(key, f"must be a table for each: [{key}.some_name]"))
        return
    for name, table in tables[key].items():
        if not _NAME.fullmatch(name):
            faults.append(Fault(f"{key}, {name}", "must be lower-case letters, digits and _"))
        if key == "parameters" and name in STANDARD_NAMES:
            problem = "is a name that every motion has; choose another one"
            faults.append(Fault(f"{key}, {name}", problem))
        try:
            yield name, structure(table, shape, source="")
        except DataFileError as error:
            faults.extend(Fault(f"{key}, {name}, {f.where}", f.problem) for f in error.faults)


def _rule_book_words(amendments: tuple[Amendment, ...]) -> Iterator[Parameter]:
    """Yield a parameter for each of an amendment's words that the file leaves to the mover."""
    for amendment in amendments:
        place = f"chapter {amendment.chapter}, clause {amendment.clause}"
        for which, words in (("old", "the words now"), ("new", "the words proposed")):
            if getattr(amendment, which):
                continue
            hint = "copy them from the rule book in force" if which == "old" else "write them"
            yield Parameter(
                name=amendment_parameter(which, amendment),
                label=f"{place[:1].upper()}{place[1:]}: {words}",
                help=f"{hint[:1].upper()}{hint[1:]}.",
                gap=f"{words}: {hint}",
            )


def _faults(matter: _FrontMatter) -> Iterator[Fault]:
    for key in ("title", "kind", "version", "summary"):
        if not getattr(matter, key).strip():
            yield Fault(key, "is empty")
    if not _LANGUAGE.fullmatch(matter.language):
        yield Fault("language", f'{matter.language!r} is no language tag; write "en-GB"')
    for number, fact in enumerate(matter.fact, start=1):
        if not fact.source.strip():
            yield Fault(
                f"fact {number}, source", "is empty: each claim names where it can be checked"
            )
    for number, amendment in enumerate(matter.amendment, start=1):
        if not _CLAUSE.fullmatch(amendment.clause):
            problem = f'{amendment.clause!r} is no clause reference; write it like "VIII.3.A"'
            yield Fault(f"amendment {number}, clause", problem)
    yield from _variant_faults(matter)


def _variant_faults(matter: _FrontMatter) -> Iterator[Fault]:
    ids = [clause.id for clause in matter.clause]
    for number, clause in enumerate(matter.clause, start=1):
        if not _NAME.fullmatch(clause.id):
            yield Fault(f"clause {number}, id", "must be lower-case letters, digits and _")
        if ids.count(clause.id) > 1:
            yield Fault(f"clause {number}, id", f"{clause.id!r} is there more than once")
    for name in matter.labels:
        if name not in _LABELS:
            hint = did_you_mean(name, _LABELS)
            yield Fault(f"labels, {name}", f"must be one of {', '.join(_LABELS)}.{hint}")


def _blank_faults(
    parameters: list[Parameter], uses: list[Use], clauses: tuple[OptionalClause, ...]
) -> Iterator[Fault]:
    """Yield what is wrong with the blanks and with what the uses say of them."""
    by_name = {one.name: one for one in parameters}
    for one in parameters:
        for key, problem in parameter_problems(one):
            yield Fault(f"parameters, {one.name}, {key}", problem)
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
