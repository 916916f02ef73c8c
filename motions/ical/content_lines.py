"""The content lines of a calendar file: read into components, written back folded.

Only as much is understood as an update needs. A component that somebody else wrote is carried along
line by line, so that nothing in it is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

FOLD_AT = 75
"""Octets in a line at most, its end not counted (RFC 5545, section 3.1)."""

_FOLD = re.compile(r"\r?\n[ \t]")
_END = re.compile(r"\r\n|\n|\r")


class NotACalendarError(ValueError):
    """Bytes that are not one whole VCALENDAR; the message says why."""


@dataclass(frozen=True)
class Component:
    """One component. *lines* are its content lines, unfolded, from BEGIN to END."""

    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.lines[0].partition(":")[2].strip().upper()

    @cached_property
    def properties(self) -> tuple[str, ...]:
        """The lines of its own, not those of the components inside it."""
        return tuple(line for line, inner in self._split() if not inner)

    @cached_property
    def inner(self) -> tuple[str, ...]:
        """The lines of the components inside it: an event's alarms."""
        return tuple(line for line, inner in self._split() if inner)

    def _split(self) -> Iterator[tuple[str, bool]]:
        depth = 0
        for line in self.lines[1:-1]:
            word = line[:6].upper()
            depth += word == "BEGIN:"
            yield line, depth > 0
            depth -= word.startswith("END:")

    def line(self, name: str) -> str:
        """Return the first content line of the property *name*, or nothing."""
        return next((line for line in self.properties if property_name(line) == name), "")

    def value(self, name: str) -> str:
        """Return what the first property *name* says, escaped as it stands, or nothing."""
        return value_of(self.line(name))

    def without_inner(self) -> Component:
        """Return it without the components inside it."""
        return Component((self.lines[0], *self.properties, self.lines[-1]))


def property_name(line: str) -> str:
    """Return the name of the property on *line*, in capitals.

    >>> property_name("dtstart;VALUE=DATE:20210611")
    'DTSTART'
    """
    return line.partition(":")[0].partition(";")[0].strip().upper()


def value_of(line: str) -> str:
    """Return what stands after the first colon that is not inside quotes.

    >>> value_of('DTSTART;TZID="a:b":20210611T120000')
    '20210611T120000'
    """
    quoted = False
    for at, char in enumerate(line):
        quoted ^= char == '"'
        if char == ":" and not quoted:
            return line[at + 1 :]
    return ""


def parse_calendar(content: bytes) -> tuple[list[str], list[Component]]:
    """Return the properties of the one VCALENDAR in *content*, and its components.

    Raises NotACalendarError for anything else. Bare line feeds, as editors leave them, are read.
    """
    lines = _content_lines(content)
    header: list[str] = []
    components: list[Component] = []
    start, names = 0, list[str]()
    for at, line in enumerate(lines):
        keyword, _, name = (part.strip().upper() for part in line.partition(":"))
        if keyword == "BEGIN":
            names.append(name)
            start = at if len(names) == _INNER else start
        elif keyword == "END":
            if not names or names.pop() != name:
                raise NotACalendarError(f"{line!r} has no BEGIN")
            if len(names) == _OUTER:
                components.append(Component(tuple(lines[start : at + 1])))
        elif len(names) == _OUTER:
            header.append(line)
        if not names and at + 1 < len(lines):
            raise NotACalendarError("something follows END:VCALENDAR")
    if names:
        raise NotACalendarError(f"END:{names[-1]} is missing")
    return header, components


def _content_lines(content: bytes) -> list[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotACalendarError(f"byte {error.start} is not UTF-8") from error
    lines = [line for line in _END.split(_FOLD.sub("", text)) if line.strip()]
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise NotACalendarError("it does not begin with BEGIN:VCALENDAR")
    return lines


_OUTER, _INNER = 1, 2
"""How deep one is inside the VCALENDAR, and inside a component of it."""


def render_lines(lines: Iterable[str]) -> bytes:
    """Return *lines* as a file: UTF-8, folded, each with CRLF."""
    return b"".join(fold(line) + b"\r\n" for line in lines)


def fold(line: str) -> bytes:
    """Return *line* in UTF-8, broken so that no part has more than 75 octets or half a letter."""
    octets, start, room = line.encode(), 0, FOLD_AT
    parts: list[bytes] = []
    while len(octets) - start > room:
        end = start + room
        while octets[end] & _MASK == _CONTINUES:
            end -= 1
        parts.append(octets[start:end])
        start, room = end, FOLD_AT - 1  # the blank that begins a continued line counts
    return b"\r\n ".join((*parts, octets[start:]))


_MASK, _CONTINUES = 0b1100_0000, 0b1000_0000
"""An octet that continues a letter in UTF-8 begins with the bits 10."""
