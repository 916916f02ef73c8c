"""Bank holidays of the nations of the United Kingdom, from the ``holidays`` package."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motions.notice import IsHoliday

SUBDIVISIONS: Mapping[str, str] = {
    "england": "ENG",
    "wales": "WLS",
    "scotland": "SCT",
    "northern-ireland": "NIR",
}
"""The nations that a file may name, and the code under which ``holidays`` keeps each."""


@cache
def bank_holidays(nation: str) -> IsHoliday:
    """Return the test "is this day a bank holiday in *nation*?", a key of SUBDIVISIONS.

    The package is loaded at the first question: most plans never ask one.
    """
    subdivision = SUBDIVISIONS[nation]

    @cache
    def of_year(year: int) -> frozenset[date]:
        from holidays import country_holidays  # noqa: PLC0415 takes a tenth of a second to load

        return frozenset(country_holidays("GB", subdiv=subdivision, years=year))

    return lambda day: day in of_year(day.year)
