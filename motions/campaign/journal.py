"""What a run has done so far, a line a row, kept beside its files so that it can be finished later.

A run that is killed may leave half a line, or a file whose line is missing; neither does harm. The
journal holds no name of a person: rows are known by a digest of their cells.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from io import BufferedWriter
from pathlib import Path
from typing import Any

from motions.base.errors import OutputError
from motions.campaign.row_job import RowDates
from motions.campaign.rows import RowFault
from motions.campaign.sheet import SheetRow

FOLDER = ".motions-batch"
_FILE = "journal.jsonl"


@dataclass(frozen=True)
class JournalEntry:
    """The result of one row. *name* is its file or folder, *where* what people call the row.

    *changed* tells that the file was made from an earlier state of the row.
    """

    number: int
    key: str
    name: str
    where: tuple[str, ...]
    dates: RowDates = RowDates()
    faults: tuple[RowFault, ...] = ()
    changed: bool = False


def row_key(row: SheetRow) -> str:
    """Return a digest of the cells of *row*: the same wherever the row stands in its sheet."""
    cells = json.dumps([sorted(row.cells.items()), row.surplus], ensure_ascii=False)
    return blake2b(cells.encode(), digest_size=12).hexdigest()


class Journal:
    """The journal in *folder*, the output folder of a run."""

    def __init__(self, folder: Path) -> None:
        self.scratch = folder / FOLDER
        self._path = self.scratch / _FILE
        self._file: BufferedWriter | None = None

    def heading(self) -> dict[str, Any] | None:
        """Return what the run began with, or None where none has."""
        return next((line for _place, line in self._lines()), None)

    def entries(self) -> Iterator[tuple[int, JournalEntry]]:
        """Yield what the run has done, in the order in which it was done, each with its place."""
        lines = self._lines()
        next(lines, None)
        for place, line in lines:
            yield place, _entry(line)

    def read(self, places: Iterable[int]) -> Iterator[JournalEntry]:
        """Yield the entries at *places*."""
        with self._path.open("rb") as file:
            for place in places:
                file.seek(place)
                yield _entry(json.loads(file.readline()))

    def begin(self, heading: Mapping[str, Any]) -> None:
        """Start the journal of a new run."""
        with _plain_os_errors(self._path):
            self.scratch.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("wb")
        self._append(heading)

    def take_up(self) -> None:
        """Resume a run; delete half-written files."""
        with _plain_os_errors(self._path):
            for path in self.scratch.iterdir():
                if path.is_dir():
                    shutil.rmtree(path)
                elif path != self._path:
                    path.unlink()
            whole = self._path.read_bytes().rpartition(b"\n")
            os.truncate(self._path, len(whole[0]) + len(whole[1]))
            self._file = self._path.open("ab")

    def add(self, entry: JournalEntry) -> int:
        """Note *entry*, in the file before this returns; return its place."""
        return self._append(asdict(entry))

    def close(self) -> None:
        """Close the file; the journal stays."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None

    def settle(self, places: Iterable[int]) -> None:
        """Leave only the entries at *places*: the journal is as if the run had never stopped."""
        heading = self.heading()
        entries = self.read(places)
        self.close()
        temporary = self.scratch / f"{_FILE}.tmp"
        with _plain_os_errors(self._path):
            with temporary.open("wb") as file:
                file.write(_line(heading or {}))
                file.writelines(_line(asdict(entry)) for entry in entries)
            temporary.replace(self._path)

    def _append(self, item: Mapping[str, Any]) -> int:
        if self._file is None:
            message = "the journal is not open"
            raise RuntimeError(message)
        with _plain_os_errors(self._path):
            place = self._file.tell()
            self._file.write(_line(item))
            self._file.flush()
        return place

    def _lines(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield each whole line; a torn one ends it."""
        if not self._path.is_file():
            return
        with self._path.open("rb") as file:
            place = 0
            for line in file:
                if not line.endswith(b"\n"):
                    return
                yield place, json.loads(line)
                place += len(line)


@contextlib.contextmanager
def _plain_os_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{path}: cannot be written: {reason}.") from error


def _line(item: Mapping[str, Any]) -> bytes:
    return json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _entry(line: dict[str, Any]) -> JournalEntry:
    dates = RowDates(**{**line["dates"], "left": tuple(line["dates"]["left"])})
    faults = tuple(RowFault(**fault) for fault in line["faults"])
    return replace(
        JournalEntry(**{**line, "where": tuple(line["where"])}), dates=dates, faults=faults
    )
