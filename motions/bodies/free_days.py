"""Days on which nobody should be asked to meet or to act: polling days, Christmas and New Year."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class FreeDay:
    """A day that people keep free. *name* can follow "is": "polling day (local elections)".

    *status* is that of a polling day: confirmed, reported or projected.
    """

    day: date
    name: str
    source: str
    status: str = "confirmed"


@cache
def free_day(nation: str) -> Callable[[date], FreeDay | None]:
    """Return the function from a day to what it is kept free for in *nation*, or None.

    >>> free_day("wales")(date(2026, 5, 7)).name
    'polling day (Senedd election)'
    >>> free_day("wales")(date(2030, 12, 24)).name
    'Christmas Eve'
    """
    tables = _tables()
    yearly = {(one["month"], one["day"]): one for one in tables["yearly"]}
    polls: dict[date, list[dict[str, Any]]] = {}
    for one in tables["polling"]:
        if nation in one["nations"]:
            polls.setdefault(one["day"], []).append(one)

    def of(day: date) -> FreeDay | None:
        if found := polls.get(day):
            names = " and ".join(one["name"] for one in found)
            sources = "; ".join(one["source"] for one in found)
            return FreeDay(day, f"polling day ({names})", sources, found[0]["status"])
        one = yearly.get((day.month, day.day))
        return FreeDay(day, one["name"], one["source"]) if one else None

    return of


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("motions.bodies").joinpath("free_days.toml").read_text("utf-8"))
