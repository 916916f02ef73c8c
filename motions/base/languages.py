"""The words of a language: how it writes days, and every sentence that the program adds to a text.

They are data, a file ``motions/languages/<tag>.toml`` for each language; docs/languages.md says how
to add one. What a language does not have is said in British English, and marked as such: Word and
screen readers must know in which language each run of a document is.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Self

from motions.base.shipped import names_of, read_all

ENGLISH = "en-GB"

OTHER = "other"
"""The form of a counted sentence where no pattern of the file fits the count."""

_WEEK = 7

Sentence = str | Mapping[str, str]
"""One text, or a text for each pattern of numbers: ``{"1" = "{count} day", other = "…"}``."""


class Said(str):
    """A text that was said, and the tag of the language in which it is.

    It is a str, so that it goes wherever the words of a user go; what a document is made of asks
    with :func:`language_of` whether to mark it.
    """

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        """Return *text*, said in *language*."""
        said = str.__new__(cls, text)
        said.language = language
        return said

    @property
    def text(self) -> str:
        return str(self)

    def __eq__(self, other: object) -> bool:
        same_language = not isinstance(other, Said) or other.language == self.language
        return same_language and str.__eq__(self, other) is True

    __hash__ = str.__hash__

    def __repr__(self) -> str:
        return f"Said(text={str(self)!r}, language={self.language!r})"

    def __add__(self, more: str) -> Said:
        return Said(f"{self}{more}", self.language)

    def capital(self) -> Said:
        """Return it with a capital at its beginning."""
        return Said(self[:1].upper() + self[1:], self.language)

    def __reduce__(self) -> tuple[type[Said], tuple[str, str]]:
        return Said, (str(self), self.language)


def language_of(text: str, page: str) -> str:
    """Return the language of *text* on a *page* in another one, or "" where it is the page's."""
    return text.language if isinstance(text, Said) and text.language != page else ""


@dataclass(frozen=True)
class Words:
    """The words of one language. *language* is the tag that was asked for: "cy", "en-GB".

    *names* are lists of 7 names for weekdays or 12 for months, *forms* the ways to write a day,
    *sentences* the texts by their key, "documents.moved_by". *review* says what a reader of the
    language has still to check; *fallback* has the words that are missing here.
    """

    language: str
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    sentences: Mapping[str, Sentence] = field(default_factory=dict)
    review: str = ""
    fallback: Words | None = None
    _labels: dict[str, Said] = field(default_factory=dict, repr=False, compare=False)

    def say(self, key: str, **values: object) -> Said:
        """Return the sentence *key* with *values* in the places that it names.

        A date among them is written in the form that the sentence asks for (``{when:soft}``), else
        in full, with the hour of a moment. Where the sentence depends on a number, that is *count*.
        """
        if not values and key in self._labels:
            return self._labels[key]
        sentence = self.sentences.get(key)
        if sentence is None:
            return self._in_fallback(key).say(key, **values)
        if not isinstance(sentence, str):
            sentence = _counted(sentence, values["count"])
        if any(isinstance(value, date) for value in values.values()):
            return Said(_Formatter(self).vformat(sentence, (), values), self.language)
        if values:
            return Said(sentence.format(**values), self.language)
        return self._labels.setdefault(key, Said(sentence, self.language))

    def day(self, day: date, form: str = "day") -> Said:
        """Return *day*, without the hour of a moment, in one of the language's forms.

        >>> words("cy").day(date(2021, 5, 6))
        Said(text='Dydd Iau, 6 Mai 2021', language='cy')
        """
        pattern = self.forms.get(form)
        if pattern is None:
            return self._in_fallback(form).day(day, form)
        names = {
            name: listed[day.weekday() if len(listed) == _WEEK else day.month - 1]
            for name, listed in self.names.items()
        }
        return Said(pattern.format(day=day.day, year=day.year, **names), self.language)

    def moment(self, when: date, form: str = "day") -> Said:
        """Return the day of *when* in one of the language's forms, and the hour of a moment.

        >>> words("en-GB").moment(datetime(2021, 6, 11, 12, 0)).text
        'Friday 11 June 2021, 12:00'
        """
        said = self.day(when, form)
        if not isinstance(when, datetime):
            return said
        if said.language != self.language or "moment" not in self.forms:
            return self._in_fallback("moment").moment(when, form)
        hour = f"{when:%H:%M}"
        return Said(self.forms["moment"].format(day=said.text, hour=hour), self.language)

    def _in_fallback(self, key: str) -> Words:
        if self.fallback is None:
            raise KeyError(key)
        return self.fallback


class _Formatter(string.Formatter):
    """str.format, in which a date is written as a language writes it."""

    def __init__(self, language: Words) -> None:
        self._words = language

    def format_field(self, value: Any, format_spec: str) -> Any:
        if not isinstance(value, date):
            return super().format_field(value, format_spec)
        if format_spec and format_spec not in self._words.forms:
            raise KeyError(format_spec)
        return self._words.moment(value, format_spec or "day").text


@lru_cache(maxsize=32)
def words(language: str) -> Words:
    """Return the words of the language with that tag: "cy"; "cy-GB" has those of "cy".

    A tag that no file is for has none of its own: all is said in British English.
    """
    tags = names_of("languages", ".toml")
    tag = _nearest(language.casefold(), tags)
    read = read_all("languages", ".toml", _read, sorted({ENGLISH, tag or ENGLISH}))
    known = {one.language: one for one in read}
    english = known[ENGLISH]
    if tag is None:
        return Words(language, fallback=english)
    found = known[tag]
    fallback = None if found is english else english
    return Words(language, found.names, found.forms, found.sentences, found.review, fallback)


def _nearest(language: str, tags: Iterable[str]) -> str | None:
    """Return which of *tags* is that of *language*: itself, or one of the same primary language."""
    by_fold = {tag.casefold(): tag for tag in tags}
    primary = language.partition("-")[0]
    same = (tag for fold, tag in by_fold.items() if fold.partition("-")[0] == primary)
    return by_fold.get(language) or by_fold.get(primary) or next(same, None)


def known_languages() -> list[Words]:
    """Return the words of every language that has a file."""
    return [words(tag) for tag in names_of("languages", ".toml")]


def day_in_words(day: date, language: str) -> str:
    """Return *day* in full in *language*, or in English where nobody has recorded its months.

    >>> day_in_words(date(2021, 5, 6), "en-GB")
    'Thursday 6 May 2021'
    >>> day_in_words(date(2021, 5, 6), "de")
    'Donnerstag, 6. Mai 2021'
    """
    return words(language).day(day).text


def _read(name: str, text: str) -> Words:
    table = tomllib.loads(text)
    dates = table.pop("dates", {})
    header = {key: table.pop(key) for key in list(table) if isinstance(table[key], str)}
    return Words(
        name.removesuffix(".toml"),
        {name: tuple(listed) for name, listed in dates.items() if isinstance(listed, list)},
        dates.get("forms", {}),
        dict(_sentences(table)),
        header.get("review", ""),
    )


def _sentences(table: Mapping[str, Mapping[str, Sentence]]) -> Iterator[tuple[str, Sentence]]:
    for section, sentences in table.items():
        yield from ((f"{section}.{key}", sentence) for key, sentence in sentences.items())


def _counted(forms: Mapping[str, str], count: object) -> str:
    """Return the form whose pattern is the whole of *count*; the first that fits."""
    fitting = (text for pattern, text in forms.items() if re.fullmatch(pattern, str(count)))
    return next(fitting, forms[OTHER])
