"""Bank holidays of the nations of the United Kingdom, from the ``holidays`` package."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import date

from motions.base import cache

IsHoliday = Callable[[date], bool]

SUBDIVISIONS: Mapping[str, str] = {
    "england": "ENG",
    "wales": "WLS",
    "scotland": "SCT",
    "northern-ireland": "NIR",
}
"""The nations that a file may name, and the code under which ``holidays`` keeps each."""


@functools.cache
def bank_holidays(nation: str) -> IsHoliday:
    """Return the test "is this day a bank holiday in *nation*?", a key of SUBDIVISIONS.

    The package is loaded at the first question that its present version has not answered yet.
    """
    subdivision = SUBDIVISIONS[nation]

    @functools.cache
    def of_year(year: int) -> frozenset[date]:
        question = [*cache.program(), cache.version_of_package("holidays"), subdivision, str(year)]
        days = cache.get("bank-holidays", question, lambda: _of_year(subdivision, year))
        return frozenset(map(date.fromisoformat, days.decode().split()))

    return lambda day: day in of_year(day.year)


def _of_year(subdivision: str, year: int) -> bytes:
    from holidays import country_holidays  # noqa: PLC0415 takes a tenth of a second to load

    days = country_holidays("GB", subdiv=subdivision, years=year)
    return " ".join(day.isoformat() for day in sorted(days)).encode()
