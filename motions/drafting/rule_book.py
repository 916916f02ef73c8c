"""References to a clause of a rule book: ``VIII.3.A``, ``viii 3(a)`` and ``8.3.A`` are one place.

Rule books number their levels in turn with Roman numerals, figures and letters, and people copy a
reference in any of these ways. What is compared is always :func:`clause_key`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from motions.base.errors import Fault
from motions.drafting.motion import Amendment

_WORD = re.compile(r"^\s*(?:clause\s*|cl\.\s*|cl\s+)", re.IGNORECASE)
_PART = re.compile(r"[A-Za-z]+|[0-9]+")
_ROMAN = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", re.IGNORECASE)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_NUMERALS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST = 3999
_DIGITS = 4


def tidy_clause(reference: str) -> str:
    """Return *reference* in one form: its parts joined by full stops, letters as capitals.

    A number in brackets at the end, as in ``2.B(ii)``, stays small. Raises ValueError, which says
    what is wrong, for anything that is not a reference to a clause.

    >>> tidy_clause("clause viii 3(a)")
    'VIII.3.A'
    >>> tidy_clause("II.2.B(ii)")
    'II.2.B.ii'
    """
    text = _WORD.sub("", reference)
    parts = _PART.findall(text)
    if not parts or _PART.sub("", text).strip(" .()[],\t"):
        msg = f'{reference!r} is not at a clause reference; write it like "VIII.3.A"'
        raise ValueError(msg)
    wrong = [part for part in parts if not _is_part(part)]
    if wrong:
        msg = f'{reference!r}: {wrong[0]!r} is not a number or letter of a clause; write "VIII.3.A"'
        raise ValueError(msg)
    return ".".join(_tidy_part(part, level) for level, part in enumerate(parts))


def clause_key(reference: str) -> tuple[str, ...]:
    """Return what *reference* is compared by: the same for each way to write one place.

    >>> clause_key("1.9") == clause_key("I.9")
    True
    >>> clause_key("I.9.C") == clause_key("I.9.100")
    False
    """
    parts = tidy_clause(reference).split(".")
    return (str(_number(parts[0])), *(part.casefold() for part in parts[1:]))


def chapter_and_clause(reference: str) -> tuple[str, str]:
    """Return the chapter that *reference* begins with, or "", and the tidy clause.

    A chapter is a figure before a Roman numeral.

    >>> chapter_and_clause("1.IX.2.C"), chapter_and_clause("1.9")
    (('1', 'IX.2.C'), ('', '1.9'))
    """
    tidy = tidy_clause(reference)
    chapter, _, clause = tidy.partition(".")
    if chapter.isdigit() and _ROMAN.fullmatch(clause.partition(".")[0]) and clause:
        return chapter, clause
    return "", tidy


def like_the_others(reference: str, others: Iterable[str]) -> str:
    """Return *reference* tidy, and its first part Roman where one of the *others* has it so.

    >>> like_the_others("1.9", ["VIII.3.A"])
    'I.9'
    >>> like_the_others("1.9", ["4.2"])
    '1.9'
    """
    tidy = tidy_clause(reference)
    first, dot, rest = tidy.partition(".")
    roman = any(_PART.findall(other)[:1] and not other.strip()[:1].isdigit() for other in others)
    if roman and first.isdigit() and 0 < int(first) <= _LARGEST:
        return f"{_roman(int(first))}{dot}{rest}"
    return tidy


def tidy_amendments(
    amendments: tuple[Amendment, ...],
) -> tuple[tuple[Amendment, ...], list[Fault]]:
    """Return *amendments* with their clauses in one form, and what is wrong with those."""
    tidy: list[Amendment] = []
    faults: list[Fault] = []
    left_open: dict[tuple[object, ...], int] = {}
    clauses = [amendment.clause for amendment in amendments]
    for number, amendment in enumerate(amendments, start=1):
        where = f"amendment {number}, clause"
        try:
            chapter, clause = chapter_and_clause(amendment.clause)
            clause = like_the_others(clause, clauses)
        except ValueError as error:
            faults.append(Fault(where, str(error)))
            continue
        if chapter not in ("", amendment.chapter.strip()):
            problem = f"names chapter {chapter}, but the chapter is {amendment.chapter!r}"
            faults.append(Fault(where, f"{amendment.clause!r} {problem}"))
        faults += (Fault(where, problem) for problem in _unused_words(amendment))
        place = (amendment.chapter.strip(), clause_key(clause))
        for which in amendment.left_open():
            first = left_open.setdefault((*place, which), number)
            if first != number:  # both would be given under one name
                problem = f'is the place of amendment {first} too; write "{which}" in both'
                faults.append(Fault(where, f"{amendment.clause!r} {problem}"))
        tidy.append(replace(amendment, clause=clause))
    return tuple(tidy), faults


def _unused_words(amendment: Amendment) -> Iterator[str]:
    """Yield what the file states although the operation has no place for it."""
    used = [which for _label, which in amendment.operation.instructions]
    for which in ("old", "new"):
        if getattr(amendment, which) and which not in used:
            yield f'"{amendment.operation}" does not use "{which}"; delete one, or change the other'


def _is_part(part: str) -> bool:
    if part.isdigit():
        return len(part) <= _DIGITS
    return len(part) == 1 or bool(_ROMAN.fullmatch(part))


def _tidy_part(part: str, level: int) -> str:
    """Return figures without leading noughts, letters as capitals, but ``i`` below I.1.A."""
    if part.isdigit():
        return str(int(part))
    deep = level > 2  # noqa: PLR2004 rule books count i, ii, iii there
    return part if deep and part.islower() and _ROMAN.fullmatch(part) else part.upper()


def _number(part: str) -> int | str:
    if part.isdigit():
        return int(part)
    if not _ROMAN.fullmatch(part):
        return part
    values = [_VALUES[letter] for letter in part.upper()]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )


def _roman(number: int) -> str:
    numeral = ""
    for value, letters in _NUMERALS:
        count, number = divmod(number, value)
        numeral += letters * count
    return numeral
