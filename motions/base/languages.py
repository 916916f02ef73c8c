"""Days in the language of a document."""

from __future__ import annotations

from datetime import date

from motions.base.dates import long_day
from motions.base.errors import MotionsError


def day_in_words(day: date, language: str) -> str:
    """Return *day* in full in *language*, a tag such as "en-GB" or "cy", as CLDR has it.

    Raises MotionsError for a language whose dates nobody has recorded.

    >>> day_in_words(date(2021, 5, 6), "en-GB")
    'Thursday 6 May 2021'
    >>> day_in_words(date(2021, 5, 6), "de")
    'Donnerstag, 6. Mai 2021'
    """
    if language.partition("-")[0] == "en":
        return long_day(day)
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 English needs none of it
    from babel.dates import format_date  # noqa: PLC0415

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise MotionsError(
            f"How dates are written in the language {language!r} is not known. "
            'Change "language" in the model motion.'
        ) from error
    return format_date(day, "full", locale=locale)
