"""A TOML file into dataclasses, strictly: every fault, not the first.

cattrs builds the dataclasses; the hooks here make it refuse values of the wrong type (a number for
a text, "yes" for a date) and put each fault into words that name the key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, TypeVar

from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn

from motions.base.dates import YEARS
from motions.base.errors import DataFileError, Fault, did_you_mean

Table = dict[str, Any]
Shape = TypeVar("Shape")


class TextReader(NamedTuple):
    """How text in quotes becomes a *kind*. *parse* raises ValueError; *says* is for a message."""

    kind: type
    parse: Callable[[str], Any]
    says: str


_WORDS = {
    str: "text in quotes",
    int: "a whole number",
    bool: "true or false",
    dict: "a table",
    list: "a list",
}


def parse_toml(text: str, *, source: str, first_line: int = 1) -> Table:
    """Return the tables of *text*, which begins on *first_line* of the file *source*.

    Raises DataFileError with the line of what is not TOML, such as a date that does not exist.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        where = "line 1"
        if place.startswith("line"):
            line, _, column = place.removeprefix("line ").rstrip(")").partition(", column ")
            where = f"line {int(line) + first_line - 1}, column {column}"
        elif place:
            where = f"line {text.count(chr(10)) + first_line}"
        raise DataFileError(
            source, [Fault(where, f"{message[:1].lower()}{message[1:]}")]
        ) from error


def structure(
    table: Table, shape: type[Shape], *, source: str, readers: tuple[TextReader, ...] = ()
) -> Shape:
    """Return *table* as the dataclass *shape*, or raise DataFileError with all its faults.

    *readers* make what is more than text, a number or a date of the text in the file.
    """
    try:
        return _converter(readers).structure(table, shape)
    except BaseValidationError as error:
        raise DataFileError(source, faults_of(error)) from error


def faults_of(error: BaseException, place: str = "") -> list[Fault]:
    """Return every fault inside *error*, each with the key it is at."""
    if isinstance(error, ForbiddenExtraKeysError):
        return list(_unknown_keys(error, place))
    if isinstance(error, (ClassValidationError, IterableValidationError)):
        faults: list[Fault] = []
        noted, bare = error.group_exceptions()
        for inner, note in noted:
            faults.extend(faults_of(inner, _join(place, note)))
        for inner in bare:
            faults.extend(faults_of(inner, place))
        return faults
    if isinstance(error, KeyError):
        return [Fault(place, "is missing")]
    return [Fault(place, str(error))]


def _join(place: str, note: AttributeValidationNote | IterableValidationNote) -> str:
    if isinstance(note, AttributeValidationNote):
        return f"{place}, {note.name}" if place else note.name
    ordinal = note.index + 1 if isinstance(note.index, int) else note.index
    return f"{place} {ordinal}"


def _unknown_keys(error: ForbiddenExtraKeysError, place: str) -> Iterator[Fault]:
    known = [one.name for one in fields(error.cl) if one.init]
    for name in sorted(error.extra_fields):
        where = f"{place}, {name}" if place else name
        yield Fault(where, f"is not a valid key of this table.{did_you_mean(name, known)}")


@cache
def _converter(readers: tuple[TextReader, ...]) -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for plain in (str, int, bool):
        converter.register_structure_hook(plain, _exactly(plain))
    converter.register_structure_hook(date, _day_or_moment)
    converter.register_structure_hook(date | str, _day_or_text)
    converter.register_structure_hook(StrEnum, _member)
    for reader in readers:
        converter.register_structure_hook(reader.kind, _by_text(reader))
    for check, kind in ((_is_tuple, list), (_is_mapping, dict), (is_dataclass, dict)):
        converter.register_structure_hook_factory(check, _guarded(converter, kind))
    return converter


def _exactly(kind: type) -> Callable[[Any, Any], Any]:
    def hook(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"must be {_WORDS[kind]}, not {_shown(value)}")
        if isinstance(value, str) and any(ord(char) < 32 and char != "\n" for char in value):  # noqa: PLR2004
            raise ValueError("contains a control character; remove it")
        return value

    return hook


def _by_text(reader: TextReader) -> Callable[[Any, Any], Any]:
    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, str):
            raise ValueError(f"must be text in quotes that says {reader.says}, not {_shown(value)}")  # noqa: TRY004
        return reader.parse(value)

    return hook


def _day_or_moment(value: Any, _: Any) -> date:
    if not isinstance(value, date):
        raise ValueError(f"must be a date such as 2027-06-11, without quotes, not {_shown(value)}")  # noqa: TRY004
    if value.year not in YEARS:
        raise ValueError(f"{value} is not between {YEARS[0]} and {YEARS[-1]}")
    if isinstance(value, datetime) and value.tzinfo is not None:
        raise ValueError(
            "must be local time, without Z or an offset; the time zone has its own key"
        )
    return value


def _day_or_text(value: Any, _: Any) -> Any:
    return _exactly(str)(value, str) if isinstance(value, str) else _day_or_moment(value, date)


def _member(value: Any, kind: Any) -> Any:
    known = [member.value for member in kind]
    if value not in known:
        raise ValueError(f"must be one of {', '.join(known)}, not {_shown(value)}")
    return kind(value)


def _is_tuple(kind: Any) -> bool:
    return getattr(kind, "__origin__", None) is tuple


def _is_mapping(kind: Any) -> bool:
    return str(kind).startswith("collections.abc.Mapping")


def _guarded(converter: Converter, kind: type) -> Callable[[Any], Callable[[Any, Any], Any]]:
    """Return a hook factory that refuses a value of another kind before looking inside it."""

    def factory(shape: Any) -> Callable[[Any, Any], Any]:
        build: Callable[[Any, Any], Any] = _text_table
        if kind is list:
            build = _array(converter)
        elif isinstance(shape, type) and is_dataclass(shape):
            build = make_dict_structure_fn(shape, converter, _cattrs_forbid_extra_keys=True)

        def hook(value: Any, _: Any) -> Any:
            return build(value, shape) if type(value) is kind else _refuse(value, kind)

        return hook

    return factory


def _array(converter: Converter) -> Callable[[list[Any], Any], tuple[Any, ...]]:
    def build(values: list[Any], shape: Any) -> tuple[Any, ...]:
        built, errors, element = [], [], shape.__args__[0]
        for index, value in enumerate(values):
            try:
                built.append(converter.structure(value, element))
            except Exception as error:  # noqa: BLE001 whatever it is, cattrs carries it upwards
                error.add_note(IterableValidationNote("", index, element))
                errors.append(error)
        if errors:
            raise IterableValidationError("", errors, shape)
        return tuple(built)

    return build


def _text_table(value: dict[str, Any], _: Any) -> dict[str, str]:
    wrong = [key for key, text in value.items() if not isinstance(text, str)]
    if wrong:
        raise ValueError(f"must be text in quotes: {', '.join(wrong)}")
    return value


def _refuse(value: Any, kind: type) -> Any:
    raise ValueError(f"must be {_WORDS[kind]}, not {_shown(value)}")


def _shown(value: Any) -> str:
    if isinstance(value, (date, time)):
        return f"the date {value}"
    if isinstance(value, dict):
        return "a table"
    return repr(value)
