"""Calendars as files: new ones, and older ones of ours brought up to date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from motions.base.errors import OutputError
from motions.base.files import check_writable, write_file
from motions.base.text import slug
from motions.ical.entries import EntryList
from motions.ical.profiles import Style
from motions.ical.update import Changes, ident_of, update_calendar
from motions.ical.vcalendar import to_vcalendar, uid
from motions.jobs.calendar import plan_agenda, plan_picture
from motions.jobs.case import Case


@dataclass(frozen=True)
class FileUpdate:
    """What was, or is about to be, done to the file at *path*. *content* is None where nothing is.

    *fresh* tells a new file from one brought up to date. *replaces*: it may take the place
    of a file that is there.
    """

    path: Path
    content: bytes | None
    title: str
    changes: Changes
    fresh: bool
    replaces: bool

    def __str__(self) -> str:
        changes = self.changes
        if self.fresh:
            return f"Wrote {self.path}: {self.title}; {_events(changes.events)}."
        kept = f" {changes.by_hand} added by hand kept." if changes.by_hand else ""
        if self.content is None:
            return f"{self.path} is up to date: {_events(changes.events)}.{kept}"
        counts = [
            f"{len(uids)} {what}"
            for uids, what in (
                (changes.changed, "changed"),
                (changes.added, "new"),
                (changes.cancelled, "cancelled"),
                (changes.dropped, "dropped"),
            )
            if uids
        ]
        what = ", ".join(counts) or "its name or form"
        return f"Updated {self.path}: {_events(changes.events)}; {what}.{kept}"


def write_plan_calendar(path: Path, case: Case, *, stamp: datetime, force: bool) -> FileUpdate:
    """Write the calendar of one motion to *path*, or bring an older one there up to date."""
    update = prepare_calendar(path, plan_agenda(case), Style(), stamp=stamp, force=force)
    write_updates([update])
    return update


def write_plan_files(
    case: Case, ics: Path | None, svg: Path | None, *, stamp: datetime, force: bool
) -> list[str]:
    """Write the calendar of one motion to *ics*, its timeline to *svg*; say what was written.

    Nothing is written where the picture cannot be. Raises MotionsError as :func:`prepare_calendar`.
    """
    told = []
    if svg is not None:
        check_writable(svg, force=force)
    if ics is not None:
        told.append(str(write_plan_calendar(ics, case, stamp=stamp, force=force)))
    if svg is not None:
        write_file(svg, plan_picture(case), force=force)
        told.append(f"Wrote {svg}")
    return told


def prepare_calendar(
    path: Path, agenda: EntryList, style: Style, *, stamp: datetime, force: bool
) -> FileUpdate:
    """Return what writing *agenda* to *path* comes to; nothing is written yet.

    An older file of ours is brought up to date, unless *force* replaces it. Raises MotionsError for
    a file that is not ours, and where *path* cannot be written.
    """
    book = to_vcalendar(agenda, style, stamp=stamp)
    if force or not path.is_file():
        check_writable(path, force=force)
        changes = Changes(events=len(book.events))
        return FileUpdate(path, book.render(), agenda.name, changes, fresh=True, replaces=force)
    old = _read(path)
    content, changes = update_calendar(book, old, style, stamp=stamp, source=str(path))
    news = content if content != old else None
    return FileUpdate(path, news, agenda.name, changes, fresh=False, replaces=True)


def prepare_split(
    folder: Path, agenda: EntryList, style: Style, *, stamp: datetime, force: bool
) -> list[FileUpdate]:
    """Return what writing each entry of *agenda* to a file of its own in *folder* comes to.

    A file of one event is what Outlook opens without making a calendar of it. It carries its own
    alarms and no reminder events. A file of ours whose entry is gone is marked as cancelled.
    """
    if folder.is_file():
        raise OutputError(f"{folder}: is a file, not a folder; name a folder for --split.")
    alone, ident = replace(style, single=True), f"{agenda.ident}/single"
    updates = [
        prepare_calendar(
            folder / file_name(entry.key),
            replace(agenda, ident=ident, name=entry.summary, entries=(entry,)),
            alone,
            stamp=stamp,
            force=force,
        )
        for entry in agenda.entries
    ]
    written = {update.path for update in updates}
    nothing = replace(agenda, ident=ident, entries=())
    for path in sorted(folder.glob("*.ics")):
        if path in written or ident_of(_read(path)) != ident:
            continue
        update = prepare_calendar(path, nothing, alone, stamp=stamp, force=False)
        if update.changes.events:  # a calendar with no event at all would not be one
            updates.append(update)
    return updates


def write_updates(updates: Iterable[FileUpdate]) -> None:
    """Write what *updates* hold; raises OutputError where a file cannot be written."""
    for update in updates:
        if update.content is not None:
            write_file(update.path, update.content, force=update.replaces)


def file_name(key: str) -> str:
    """Return the name of the file that holds the entry with *key* alone; it holds no date.

    >>> file_name("deadline/labour-2027/rule-change")
    'deadline_labour-2027_rule-change.ics'
    """
    name = "_".join(slug(part) for part in key.split("/"))
    exact = re.fullmatch(r"[a-z0-9]+(?:[-/][a-z0-9]+)*", key) and len(name) <= _LONGEST_NAME
    return f"{name}.ics" if exact else f"{name[:_LONGEST_NAME]}_{uid(key)[:8]}.ics"


_LONGEST_NAME = 100


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputError(f"{path}: cannot be read: {error.strerror}.") from error


def _events(count: int) -> str:
    return f"{count} event" if count == 1 else f"{count} events"
