"""Which sets of special meetings, executives, urgent business and skipped bodies would do.

Slow and plain: every set there is, each tried in a world in which it has happened. Like
:mod:`tests.support.oracle` it shares no code with the planner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from tests.support.oracle import (
    Day,
    Forum,
    Habit,
    Held,
    World,
    _all_held,
    _arrives,
    _leads_to,
    _meets_deadline,
    _notice_kept,
    _starts,
)

Acts = frozenset[tuple[int, str]]
"""Which forum, counted from the bottom, does what."""

EVERY_DAY = Habit(tuple((0, weekday) for weekday in range(7)), 0, weekly=1)


def acting(forum: Forum, act: str) -> Forum | None:
    """Return *forum* as it is when it does *act*; None where it is left out."""
    if act == "skip-tier":
        return None
    if act == "emergency-business":
        urgent = tuple(replace(one, notice=None) for one in forum.annual)
        return replace(forum, notice=(0, "days"), annual=urgent)
    notice = forum.notice if act == "special-meeting" else (0, "days")
    return Forum(EVERY_DAY, notice, forum.handover)


def days_that_do(world: World, acts: Acts) -> dict[int, tuple[Day, Day]] | None:
    """Return the first and the last day of each forum on the chains that reach the deadline.

    None where no chain does.
    """
    chosen = dict(acts)
    rows = [
        (at, changed)
        for at, forum in enumerate(world.forums)
        if (changed := acting(forum, chosen[at]) if at in chosen else forum) is not None
    ]
    if max(_starts(world), world.opens or 0) > world.deadline:
        return None
    held = [_all_held(forum, world) for _at, forum in rows]
    up: list[list[Held]] = []
    for level in range(len(rows)):
        up.append([one for one in held[level] if _reached(one, rows[: level + 1], up, world)])
    down: list[list[Held]] = [[] for _ in rows]
    for level in range(len(rows) - 1, -1, -1):
        forum = rows[level][1]
        for one in up[level]:
            if level == len(rows) - 1:
                ok = _meets_deadline(one, forum, world)
            else:
                above = rows[level + 1][1]
                ok = any(
                    _leads_to(one, forum.handover, other, above, world) for other in down[level + 1]
                )
            if ok:
                down[level].append(one)
    if not all(down):
        return None
    return {
        at: (min(one.day for one in found), max(one.day for one in found))
        for (at, _forum), found in zip(rows, down, strict=True)
    }


def _reached(one, rows, up, world) -> bool:
    """Tell whether the last forum of *rows* can take it at *one*, from one of those of *up*."""
    forum = rows[-1][1]
    if len(rows) == 1:
        return _notice_kept(_starts(world), one.day, one.notice or forum.notice, world)
    if _arrives(one.day, forum.handover, world) > world.deadline:
        return False
    below = rows[-2][1]
    return any(_leads_to(other, below.handover, one, forum, world) for other in up[-1])


def all_sets(allowed: dict[int, list[str]], count: int) -> Iterator[Acts]:
    """Yield every set of acts, at most one a forum, the smallest first."""
    choices = [["", *allowed.get(at, [])] for at in range(count)]
    sets = [
        frozenset((at, act) for at, act in enumerate(chosen) if act) for chosen in product(*choices)
    ]
    yield from sorted(sets, key=len)
