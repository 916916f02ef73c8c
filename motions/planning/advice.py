"""Which of several meetings a wise secretary would choose.

Not the first that can be reached half a year ahead, for much can change until then; never the last,
for a meeting can be inquorate or called off. Two later meetings in hand are enough. A day that
people keep free (a polling day, Christmas) is left out where another will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from motions.bodies.meetings import Meeting
from motions.planning.route import Route
from motions.planning.stages import Delivery, Limit, Stage

IN_HAND = 2
"""So many later meetings are wanted after the one that is chosen."""


@dataclass(frozen=True)
class Advice:
    """The *meeting* to choose, and all the *chances*: the meetings of the body that would do."""

    meeting: Meeting
    chances: tuple[Meeting, ...]


def advise(
    route: Route, found: Sequence[tuple[Meeting | None, Meeting | None]]
) -> dict[str, Advice]:
    """Return the advice for each remaining body of *route*, by its id.

    *found* are its first and its last meeting that lead to the deadline, in the order of the route;
    where one is missing there is no advice. The choice is made from the top down: what is chosen
    for a body must reach the meeting that is chosen for the next.
    """
    advice: dict[str, Advice] = {}
    by, last_by = route.limit, route.limit
    pairs = list(zip(route.stages, found, strict=True))
    for at in range(len(pairs) - 1, -1, -1):
        stage, (aim, last) = pairs[at]
        if aim is None or last is None:
            return {}
        below, (below_aim, _) = pairs[at - 1] if at else (None, (None, None))
        here = below.delivery(below_aim) if below and below_aim else Delivery(route.start)
        chances = tuple(_chances(stage, here, aim, last_by))
        chosen = _choose(route, stage, chances, by)
        advice[stage.body.id] = Advice(chosen or aim, chances or (aim,))
        by, last_by = stage.needed_by(chosen or aim), stage.needed_by(last)
    return advice


def _chances(stage: Stage, here: Delivery, aim: Meeting, by: Limit) -> Iterator[Meeting]:
    """Yield the meetings from *aim* on that *here* is in time for and that hand on by *by*."""
    for meeting in stage.meetings_from(aim.day):
        if meeting.day > by.day:
            return
        if here.keeps(stage.needed_by(meeting)) and stage.delivery(meeting).keeps(by):
            yield meeting


def _choose(route: Route, stage: Stage, chances: Sequence[Meeting], by: Limit) -> Meeting | None:
    """Return the latest of *chances* that hands on by *by* and leaves enough others in hand."""
    is_free = route.free_days(stage.body)
    usable = [one for one in chances if is_free(one.day) is None] or chances
    in_time = [one for one in usable if stage.delivery(one).keeps(by)]
    for meeting in reversed(in_time):
        if len(usable) - 1 - usable.index(meeting) >= IN_HAND:
            return meeting
    return in_time[0] if in_time else None
