"""Programs that read a calendar, each to the same list of events; see tests/readers/README.md."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import recurring_ical_events

from tests.support.paths import ROOT
from tests.support.programs import miss, need

SCRIPTS = ROOT / "tests" / "readers"
SYSTEM_PYTHON = "/usr/bin/python3"


@dataclass(frozen=True, order=True)
class Event:
    """What a reader found. *start* and *end* are days, or instants in UTC; the end is exclusive.

    *alarms* are seconds from the start, earliest first.
    """

    start: str
    end: str
    uid: str
    summary: str
    description: str
    alarms: tuple[int, ...]


class RefusedError(Exception):
    """A reader did not take a file."""


def ical_js(paths: Iterable[Path]) -> list[list[Event]]:
    return _script([_node(), str(SCRIPTS / "ical_js.mjs")], paths)


def node_ical(paths: Iterable[Path]) -> list[list[Event]]:
    return _script([_node(), str(SCRIPTS / "node_ical.mjs")], paths)


def sabre(paths: Iterable[Path]) -> list[list[Event]]:
    php = need("php")
    if not Path("/usr/share/php/Sabre/VObject/autoload.php").is_file():
        miss("php-sabre-vobject is not installed")
    return _script([php, str(SCRIPTS / "sabre.php")], paths)


def libical(paths: Iterable[Path]) -> list[list[Event]]:
    check = "import gi; gi.require_version('ICalGLib', '3.0')"
    if not Path(SYSTEM_PYTHON).exists() or _fails([SYSTEM_PYTHON, "-c", check]):
        miss("gir1.2-ical-3.0 and python3-gi are not installed")
    return _script([SYSTEM_PYTHON, str(SCRIPTS / "libical.py")], paths)


def recurring(paths: Iterable[Path]) -> list[list[Event]]:
    """Read with recurring-ical-events, which stands on icalendar."""
    return [_recurring(path) for path in paths]


READERS: dict[str, Callable[[Iterable[Path]], list[list[Event]]]] = {
    "ical.js": ical_js,
    "node-ical": node_ical,
    "sabre": sabre,
    "libical": libical,
    "recurring-ical-events": recurring,
}


def _recurring(path: Path) -> list[Event]:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    found = recurring_ical_events.of(calendar).between(date(1999, 1, 1), date(2101, 1, 1))
    return sorted(
        Event(
            start=_shown(event["DTSTART"].dt),
            end=_shown(event["DTEND"].dt),
            uid=str(event["UID"]),
            summary=str(event["SUMMARY"]),
            description=str(event.get("DESCRIPTION", "")),
            alarms=tuple(sorted(_seconds(one["TRIGGER"].dt) for one in event.walk("VALARM"))),
        )
        for event in found
    )


def _shown(when: date) -> str:
    if isinstance(when, datetime):
        return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return when.isoformat()


def _seconds(trigger: timedelta) -> int:
    return int(trigger.total_seconds())


def _node() -> str:
    node = need("node")
    if not (SCRIPTS / "node_modules" / "ical.js").is_dir():
        miss("tests/readers has no node_modules; run: npm ci --prefix tests/readers")
    return node


def _script(command: list[str], paths: Iterable[Path]) -> list[list[Event]]:
    """Return for each of *paths* what *command* prints of it."""
    paths = list(paths)
    asked = "".join(f"{path}\n" for path in paths)
    done = subprocess.run(
        command,
        input=asked,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": "UTC"},
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == len(paths), done.stderr
    return [_events(path, line) for path, line in zip(paths, lines, strict=True)]


def _events(path: Path, line: dict[str, Any]) -> list[Event]:
    if "error" in line:
        raise RefusedError(f"{path}: {line['error']}\n{path.read_text(encoding='utf-8')}")
    found = []
    for one in line["events"]:
        assert one["all_day"] is (len(one["start"]) == len("2027-01-01")), one
        found.append(
            Event(
                start=one["start"],
                end=one["end"],
                uid=one["uid"],
                summary=one["summary"],
                description=one["description"],
                alarms=tuple(sorted(one["alarms"])),
            )
        )
    return sorted(found)


def _fails(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode != 0


# --- programs that people use in a terminal

KHAL_CONFIG = """\
[calendars]
[[dates]]
path = {folder}/dates
type = calendar
[sqlite]
path = {folder}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
local_timezone = UTC
default_timezone = UTC
"""


@dataclass(frozen=True)
class Khal:
    """khal with a calendar of its own in *folder*."""

    folder: Path

    def take(self, file: Path) -> None:
        """Import *file*, as somebody does who gets a newer version by e-mail."""
        (self.folder / "dates").mkdir(exist_ok=True)
        config = self.folder / "khal.conf"
        config.write_text(KHAL_CONFIG.format(folder=self.folder), encoding="utf-8")
        done = self._run("import", "--batch", "-a", "dates", str(file))
        if "ERROR" in done or "CRITICAL" in done or "Traceback" in done:
            raise RefusedError(done)

    def events(self) -> list[tuple[str, str, str, bool]]:
        """Return start (a day, or an instant in UTC), UID, summary, whether it has an alarm."""
        shown = "E|{start-long-full}|{all-day}|{uid}|{alarm-symbol}|{title}"
        listed = self._run("list", "--once", "--format", shown, "2026-01-01", "1500d")
        found = []
        for line in listed.splitlines():
            if line.startswith("E|"):
                _, start, all_day, uid, alarm, title = line.split("|", 5)
                when = start[:10] if all_day == "True" else f"{start}:00Z"
                found.append((when, uid, title, bool(alarm.strip())))
        return sorted(found)

    def _run(self, *arguments: str) -> str:
        command = [need("khal"), "--no-color", "-c", str(self.folder / "khal.conf"), *arguments]
        environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", "HOME": str(self.folder)}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        return done.stdout + done.stderr


_APPOINTMENT = re.compile(r"(\d\d)/(\d\d)/(\d{4}) @ (\d\d):(\d\d) -> .*?(?:>\w+)? ([|!].*)")
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4}) \[\d+\] (?:\{1D -> [^}]*\} )?(?:>\w+ )?(.*)")


def calcurse(file: Path, folder: Path) -> list[tuple[str, str]]:
    """Import *file* into calcurse in *folder*; return start (a day, or in UTC) and summary."""
    environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    command = [need("calcurse"), "-q", "-D", str(folder), "-i", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode or "skipped" in done.stdout + done.stderr:
        raise RefusedError(done.stdout + done.stderr)
    found = []
    for line in (folder / "apts").read_text(encoding="utf-8").splitlines():
        if match := _APPOINTMENT.fullmatch(line):
            month, day, year, hour, minute, summary = match.groups()
            found.append((f"{year}-{month}-{day}T{hour}:{minute}:00Z", summary[1:]))
        elif match := _DAY.fullmatch(line):
            month, day, year, summary = match.groups()
            found.append((f"{year}-{month}-{day}", summary))
        else:
            raise RefusedError(f"an unknown line: {line}")
    return sorted(found)
