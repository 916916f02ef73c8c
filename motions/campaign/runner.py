"""A sheet to a folder: rows out to be made, their files written, each noted as soon as it is there.

Only this process writes. It reads a little ahead, so that memory does not grow with the sheet.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from motions.base.errors import MotionsError, OutputError
from motions.base.files import place_file, place_folder
from motions.campaign.file_names import Names
from motions.campaign.journal import Journal, JournalEntry, row_key
from motions.campaign.register import Register
from motions.campaign.row_job import ENDINGS, Campaign, RowResult, make_rows
from motions.campaign.rows import RowFault, parse_row
from motions.campaign.sheet import Sheet, SheetRow
from motions.campaign.workers import Here, open_executor

CHUNK = 25
AHEAD = 4
"""How many chunks wait for each job."""
WORTH_PROCESSES = 200
"""With fewer rows than this, starting processes takes longer than the work."""


@dataclass(frozen=True)
class Options:
    """How a run is done. *executor* is an address, or empty for processes of our own."""

    jobs: int = 1
    executor: str = ""
    strict: bool = False
    resume: bool = False


@dataclass
class Tally:
    """How far a run has come, in rows. *kept* are rows whose files were there already."""

    made: int = 0
    kept: int = 0
    faulty: int = 0
    changed: int = 0
    late: int = 0

    @property
    def rows(self) -> int:
        return self.made + self.kept + self.faulty + self.changed


@dataclass(frozen=True)
class Watcher:
    """Who is told as a run goes on: *fault* of each fault in a row, *progress* of how far it is."""

    fault: Callable[[SheetRow, RowFault], None] = lambda _row, _fault: None
    progress: Callable[[Tally], None] = lambda _tally: None
    notice: Callable[[str], None] = lambda _text: None


@dataclass
class _Chunk:
    """Some rows on their way: the names that they got, and what the journal says of some."""

    rows: list[SheetRow] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    done: dict[int, tuple[int, JournalEntry]] = field(default_factory=dict)
    only_dates: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)


class CampaignRun:
    """One run of *campaign* over *sheet* into *folder*."""

    def __init__(
        self, campaign: Campaign, sheet: Sheet, folder: Path, options: Options, watcher: Watcher
    ) -> None:
        self._campaign = campaign
        self._sheet = sheet
        self._folder = folder
        self._options = options
        self._watcher = watcher
        self._ending = ENDINGS[campaign.what]
        self._places = array("q")
        self._done: dict[str, list[tuple[int, JournalEntry]]] = {}
        self._names = Names()
        self._register = Register()
        self.journal = Journal(folder)
        self.tally = Tally()

    def run(self) -> None:
        """Make what is not there yet, and settle the journal.

        Raises MotionsError where the folder cannot be used or written, and with *strict* where a
        row has an error: then nothing was made.
        """
        self._check_folder()
        if self._options.strict:
            self._check_rows()
        try:
            self._open_journal()
            self._make_all()
            self.journal.settle(self._places)
            for remark in self._register.remarks(self._sheet.source, self._file_of):
                self._watcher.notice(remark)
        except OutputError as error:
            raise OutputError(self._stopped(f"{error} Make room, or fix that.")) from error
        except BrokenProcessPool as error:
            reason = "A worker process was killed. --jobs 1 runs without workers."
            raise MotionsError(self._stopped(reason)) from error
        except KeyboardInterrupt as error:
            raise MotionsError(self._stopped("Stopped.")) from error
        finally:
            self.journal.close()

    def entries(self, order: Callable[[JournalEntry], Any]) -> Iterator[JournalEntry]:
        """Yield the result of each row, in *order*, once the run is over."""
        keyed = [(order(entry), place) for place, entry in self.journal.entries()]
        return self.journal.read(place for _key, place in sorted(keyed))

    def _stopped(self, reason: str) -> str:
        count = self.tally.rows
        rows = "row" if count == 1 else "rows"
        done = f"{count} {rows} {'is' if count == 1 else 'are'} done"
        return f"{reason} {done}; the same command with --resume does the rest."

    def _check_folder(self) -> None:
        if self._folder.exists() and not self._folder.is_dir():
            raise OutputError(f"{self._folder}: is a file; name a folder.")
        begun = self.journal.heading()
        if begun is not None:
            if not self._options.resume:
                raise OutputError(
                    f"{self._folder}: holds an unfinished run. Add --resume to finish it, or name "
                    "another folder."
                )
            other = [
                name for name, value in self._campaign.heading().items() if begun[name] != value
            ]
            if other:
                raise MotionsError(
                    f"{self._folder}: the run here began with another {', '.join(other)}. Use the "
                    "same, or name another folder."
                )
        elif self._folder.is_dir() and any(
            path != self.journal.scratch for path in self._folder.iterdir()
        ):
            raise OutputError(f"{self._folder}: is not empty. Name a new folder.")

    def _check_rows(self) -> None:
        faulty = 0
        for row in self._sheet.rows():
            campaign = self._campaign
            _branch, faults = parse_row(campaign.row(row), campaign.columns, self._sheet.source)
            faulty += bool(faults)
            for fault in faults:
                self._watcher.fault(row, fault)
        if faulty:
            rows = "row has" if faulty == 1 else "rows have"
            raise MotionsError(f"{faulty} {rows} errors; --strict writes nothing.")

    def _open_journal(self) -> None:
        if self.journal.heading() is None:
            self.journal.begin(self._campaign.heading())
            return
        present = {row_key(row) for row in self._sheet.rows()}
        taken: list[str] = []
        for place, entry in self.journal.entries():
            if entry.key in present:
                self._done.setdefault(entry.key, []).append((place, entry))
                taken.append(entry.name)
            else:
                self._register.earlier(entry.name)
        self._names = Names(taken)
        self.journal.take_up()

    def _make_all(self) -> None:
        chunks = self._chunks()
        first = list(islice(chunks, WORTH_PROCESSES // CHUNK))
        few = len(first) < WORTH_PROCESSES // CHUNK and not self._options.executor
        jobs = 1 if few else self._options.jobs
        limit = AHEAD * jobs if jobs > 1 or self._options.executor else 1
        with Here() if few else open_executor(self._options.executor, jobs) as executor:
            waiting: deque[tuple[_Chunk, Future[list[RowResult]]]] = deque()
            try:
                for chunk in chain(first, chunks):
                    waiting.append((chunk, self._submit(executor, chunk)))
                    if len(waiting) >= limit:
                        self._finish(*waiting.popleft())
                while waiting:
                    self._finish(*waiting.popleft())
            except BaseException:
                for _chunk, future in waiting:
                    future.cancel()
                raise

    def _chunks(self) -> Iterator[_Chunk]:
        rows = self._sheet.rows()
        while batch := list(islice(rows, CHUNK)):
            chunk = _Chunk()
            for row in batch:
                self._take(chunk, row)
            yield chunk

    def _take(self, chunk: _Chunk, row: SheetRow) -> None:
        """Put *row* into *chunk*, with its name and what is there of it already."""
        key = row_key(row)
        earlier = self._done.get(key)
        known = earlier.pop(0) if earlier else None
        bodies = [row.cells[tier] for tier in self._campaign.columns.tiers if tier in row.cells]
        name = known[1].name if known else self._names.give(bodies, self._campaign.motion.id)
        is_changed = self._register.take(key, row.number, name)
        chunk.rows.append(row)
        chunk.names.append(name)
        chunk.keys.append(key)
        if self._is_there(name):
            chunk.only_dates.add(row.number)
            if known and not known[1].faults:
                chunk.done[row.number] = known
            elif is_changed:
                chunk.changed.add(row.number)

    def _is_there(self, name: str) -> bool:
        """Tell whether the file or folder of that name was written.

        It is never half there, but empty where the machine itself went down.
        """
        path = self._path(name)
        return path.is_dir() or (path.is_file() and path.stat().st_size > 0)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{self._ending}"

    def _file_of(self, name: str) -> str | None:
        return self._path(name).name if self._is_there(name) else None

    def _submit(self, executor: Executor, chunk: _Chunk) -> Future[list[RowResult]]:
        rows = tuple(row for row in chunk.rows if row.number not in chunk.done)
        if not rows:
            return Here().submit(list[RowResult])
        return executor.submit(make_rows, self._campaign, rows, frozenset(chunk.only_dates))

    def _finish(self, chunk: _Chunk, future: Future[list[RowResult]]) -> None:
        """Write the results of *chunk*, row by row."""
        made = iter(future.result())
        for row, name, key in zip(chunk.rows, chunk.names, chunk.keys, strict=True):
            if row.number in chunk.done:
                self._keep(row, *chunk.done[row.number])
            else:
                self._put(chunk, row, name, key, next(made))
        self._watcher.progress(self.tally)

    def _keep(self, row: SheetRow, place: int, entry: JournalEntry) -> None:
        moved = entry.number != row.number
        self._places.append(self.journal.add(replace(entry, number=row.number)) if moved else place)
        self.tally.kept += 1
        self.tally.late += bool(entry.dates.late)

    def _put(self, chunk: _Chunk, row: SheetRow, name: str, key: str, made: RowResult) -> None:
        where = tuple(row.cells.get(tier, "") for tier in self._campaign.columns.tiers)
        changed = row.number in chunk.changed and not made.faults
        if made.contents:
            self._write(name, made)
        entry = JournalEntry(row.number, key, name, where, made.dates, made.faults, changed)
        self._places.append(self.journal.add(entry))
        self.tally.late += bool(made.dates.late)
        for fault in made.faults:
            self._watcher.fault(row, fault)
        if made.faults:
            self.tally.faulty += 1
        elif changed:
            self.tally.changed += 1
            self._watcher.notice(
                f"{self._sheet.source}: row {row.number} has changed since "
                f"{name}{self._ending} was made. Delete that, then --resume makes it again."
            )
        elif made.contents:
            self.tally.made += 1
        else:
            self.tally.kept += 1

    def _write(self, name: str, made: RowResult) -> None:
        path = self._path(name)
        if "" in made.contents:
            place_file(path, made.contents[""], scratch=self.journal.scratch)
        else:
            place_folder(path, made.contents, scratch=self.journal.scratch)
