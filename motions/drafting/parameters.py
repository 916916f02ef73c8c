"""The blanks of a model motion: what each takes, whether an answer fits, when it is needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from motions.base.dates import parse_day
from motions.base.errors import did_you_mean
from motions.base.text import count_words

MEETING_DATE = "meeting_date"
"""The answer that says on which day the first body debates the motion."""

STANDARD_NAMES = (
    "speaker", "tier", "body", "branch", "clp", "conference", "forwards_to", "cut_off",
    "mover", "seconder", "meeting_date", "use", "clause",
)  # fmt: skip
"""What every model motion can use without declaring it."""


class ParameterType(StrEnum):
    """What kind of answer a blank takes."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    URL = "url"


@dataclass(frozen=True)
class ParameterTable:
    """What a model's file says of a blank that the mover fills.

    *required_when* is one of REQUIRED_WHEN, or empty: it may stay empty. *gap* is what an empty one
    shows. *choices* are the answers that a choice takes; *pattern* is a regular expression that the
    whole answer must match; *max_words* is the most words that it may have.
    """

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
class Parameter(ParameterTable):
    """A blank that the mover fills. *name* is its key in the file."""

    name: str = field(kw_only=True)


ALWAYS = "always"
REQUIRED_WHEN = {
    ALWAYS: "",
    "the conference has a cut-off for the subject": "cut_off",
    "the motion goes to a conference": "conference",
    "the motion is sent on to another body": "forwards_to",
}
"""When a blank may not stay empty, in words, and the value of the text on which that hangs."""

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


def read_answer(parameter: Parameter, answer: str) -> str | date:
    """Return *answer* as *parameter* takes it: a date for a date, else the text to write.

    Raises ValueError, in words for a user, for an answer that does not fit.

    >>> side = Parameter("Side", name="side", type=ParameterType.CHOICE, choices=("For",))
    >>> read_answer(side, "for")
    'For'
    """
    value: str | date = answer
    if parameter.type is ParameterType.DATE:
        value = parse_day(answer)
    elif parameter.type is ParameterType.NUMBER and not _NUMBER.fullmatch(answer):
        raise ValueError(f"{answer!r} is not a number; write it in digits")
    elif parameter.type is ParameterType.CHOICE:
        value = _choice(parameter, answer)
    elif parameter.type is ParameterType.URL:
        _check_address(answer)
    if parameter.pattern and not re.fullmatch(parameter.pattern, answer):
        wanted = f": {parameter.help}" if parameter.help else f" {parameter.pattern!r}"
        raise ValueError(f"{answer!r} is not in the expected format{wanted}")
    words = count_words(answer)
    if parameter.max_words is not None and words > parameter.max_words:
        raise ValueError(f"has {words} words; at most {parameter.max_words} fit")
    return value


def is_required(parameter: Parameter, values: Mapping[str, object]) -> bool:
    """Tell whether *parameter* may not stay empty in a text with these *values*."""
    if not parameter.required_when:
        return False
    name = REQUIRED_WHEN[parameter.required_when]
    return not name or bool(values.get(name))


def parameter_problems(parameter: Parameter) -> list[tuple[str, str]]:
    """Return ``(key, problem)`` for what is wrong with the definition of *parameter*."""
    found: list[tuple[str, str]] = []
    if parameter.required_when and parameter.required_when not in REQUIRED_WHEN:
        known = "; ".join(REQUIRED_WHEN)
        hint = did_you_mean(parameter.required_when, list(REQUIRED_WHEN))
        found.append(("required_when", f"must be one of: {known}.{hint}"))
    if (parameter.type is ParameterType.CHOICE) != bool(parameter.choices):
        found.append(("choices", "belong to a parameter of the type choice, and it needs some"))
    if parameter.max_words is not None and parameter.max_words < 1:
        found.append(("max_words", "must be 1 or more"))
    try:
        re.compile(parameter.pattern)
    except re.error as error:
        found.append(("pattern", f"is not a valid regular expression: {error}"))
    if not found and parameter.default:
        try:
            read_answer(parameter, parameter.default)
        except ValueError as error:
            found.append(("default", str(error)))
    return found


def _choice(parameter: Parameter, answer: str) -> str:
    for choice in parameter.choices:
        if choice.casefold() == answer.casefold():
            return choice
    known = ", ".join(parameter.choices)
    hint = did_you_mean(answer, parameter.choices)
    raise ValueError(f"{answer!r} must be one of {known}.{hint}")


def _check_address(answer: str) -> None:
    try:
        parts = urlsplit(answer)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in answer
    except ValueError:
        good = False
    if not good:
        raise ValueError(f"{answer!r} is not a web address; one begins with https://")
