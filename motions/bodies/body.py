"""A body, and the organisation of them that ``motions.toml`` describes, as frozen dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from motions.base.errors import UnknownNameError
from motions.bodies.meetings import Schedule
from motions.bodies.notice import Notice


@dataclass(frozen=True)
class Secretary:
    """Who receives a motion. Both may stay empty: names are never needed for the dates."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Body:
    """A branch, a CLP: something that meets and carries motions.

    *timezone* is that of its hours; empty for the conference's. *place* and *online*, an address to
    join, are where it meets.
    """

    id: str
    name: str
    tier: str
    meets: Schedule
    notice: Notice
    handover: Notice = Notice(1)
    sends_to: str = ""
    secretary: Secretary = Secretary()
    nation: str = ""
    timezone: str = ""
    place: str = ""
    online: str = ""


@dataclass(frozen=True)
class Organisation:
    """The user's own bodies. *source* is the file they come from, for messages."""

    bodies: tuple[Body, ...]
    nation: str
    source: str
    conferences: str = ""
    by_id: Mapping[str, Body] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {body.id: body for body in self.bodies})

    def body(self, name: str) -> Body:
        """Return the body with that id or full name, or raise UnknownNameError."""
        for body in self.bodies:
            if name.casefold() in (body.id.casefold(), body.name.casefold()):
                return body
        known = list(self.by_id)
        raise UnknownNameError("body", name, known, remedy=f"They are in {self.source}.")

    def route(self, start: Body) -> tuple[Body, ...]:
        """Return the bodies that a motion goes through, from *start* upwards."""
        route = [start]
        while route[-1].sends_to:
            route.append(self.by_id[route[-1].sends_to])
        return tuple(route)

    def lowest(self) -> list[Body]:
        """Return the bodies that no other body sends to, in the order of the file."""
        receivers = {body.sends_to for body in self.bodies}
        return [body for body in self.bodies if body.id not in receivers]
