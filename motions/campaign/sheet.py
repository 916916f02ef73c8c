"""A spreadsheet as people really save it: CSV from Excel in any of its ways, or .xlsx.

Rows come one at a time, so that a sheet of any length takes the same memory.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from motions.base.errors import DataFileError, Fault, MotionsError
from motions.base.files import reading
from motions.campaign.columns import Columns, read_header

_CHUNK = 1 << 20
_DELIMITERS = ",;\t|"
_SPACES = " \t\r\n\v\f\u00a0\ufeff\u200b"
_LONGEST_CELL = 100_000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class SheetRow:
    """A row: its number as the spreadsheet shows it, and its cells that are not blank, by column.

    *surplus* are cells to the right of the last heading.
    """

    number: int
    cells: Mapping[str, str]
    surplus: tuple[str, ...] = ()


class Sheet:
    """The sheet at *path*. *ignored* has a sentence for each column that is not understood."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self.source = str(path)
        self._raw = _xlsx if path.suffix.lower() == ".xlsx" else _csv
        self._path = path
        self._how_far: Callable[[], float] = lambda: 0.0
        first = next(iter(self._records()), (1, []))[1]
        while first and not first[-1].strip(_SPACES):
            first = first[:-1]
        if not first:
            raise DataFileError(self.source, [Fault("", "is empty. The first row names columns")])
        self._header, self.ignored = read_header(first, columns, self.source)

    @property
    def done(self) -> float:
        """How much of the sheet has been read, from 0 to 1."""
        return self._how_far()

    def rows(self) -> Iterator[SheetRow]:
        """Yield the rows below the headings that are not blank; raises DataFileError."""
        records = self._records()
        next(records, None)
        width = len(self._header)
        for number, record in records:
            stripped = [cell.strip(_SPACES) for cell in record]
            named = zip(self._header, stripped, strict=False)
            cells = {name: cell for name, cell in named if name and cell}
            surplus = tuple(cell for cell in stripped[width:] if cell)
            if cells or surplus:
                yield SheetRow(number, cells, surplus)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the number and the cells of each row, blank ones too."""
        with reading(self._path):
            yield from self._raw(self._path, self._watch)

    def _watch(self, how_far: Callable[[], float]) -> None:
        self._how_far = how_far


def _csv(
    path: Path, watch: Callable[[Callable[[], float]], None]
) -> Iterator[tuple[int, list[str]]]:
    source = str(path)
    size = max(path.stat().st_size, 1)
    encoding = _encoding(path)
    with path.open("rb") as raw:
        watch(lambda: min(1.0, raw.tell() / size) if not raw.closed else 1.0)
        text = io.TextIOWrapper(raw, encoding=encoding, newline="")
        delimiter, lead = _delimiter(text, source)
        number = 0
        try:
            reader = csv.reader(_lines(lead, text), delimiter=delimiter, strict=False)
            csv.field_size_limit(_LONGEST_CELL)
            for number, record in enumerate(reader, start=1):
                yield number, record
        except csv.Error as error:
            problem = f"cannot be read: {error}. A quotation mark may be open from here on"
            raise DataFileError(source, [Fault(f"row {number + 1}", problem)]) from error
        except UnicodeDecodeError as error:
            problem = "has letters that cannot be read. Save the sheet as CSV UTF-8"
            raise DataFileError(source, [Fault(f"row {number + 1}", problem)]) from error


def _encoding(path: Path) -> str:
    """Return the encoding of a CSV file: UTF-8 if it is that to its end, else Excel's old one."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as raw:
        if raw.read(2) in _UTF16:
            return "utf-16"
        raw.seek(0)
        try:
            while chunk := raw.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _delimiter(text: io.TextIOWrapper, source: str) -> tuple[str, str]:
    """Return what stands between the cells, and the first line, which has been read.

    Excel can say it in a line of its own ("sep=;"), and otherwise takes the region's.
    """
    try:
        line = text.readline(_LONGEST_CELL)
    except UnicodeError as error:
        problem = "has letters that cannot be read. Save the sheet as CSV UTF-8"
        raise DataFileError(source, [Fault("row 1", problem)]) from error
    if line.lower().startswith("sep=") and len(line.strip()) == len("sep=;"):
        return line.strip()[-1], ""
    unquoted = "".join(line.split('"')[::2])
    return max(_DELIMITERS, key=unquoted.count), line


def _lines(lead: str, text: io.TextIOWrapper) -> Iterator[str]:
    if lead:
        yield lead
    yield from text


def _xlsx(
    path: Path, watch: Callable[[Callable[[], float]], None]
) -> Iterator[tuple[int, list[str]]]:
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 an extra, and only for .xlsx
        from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415
    except ImportError as error:
        raise MotionsError(
            f"{path}: to read .xlsx, install the extra: pip install 'model-motions[xlsx]'. "
            "Or save the sheet as CSV UTF-8."
        ) from error
    with path.open("rb") as raw:
        try:
            book = load_workbook(raw, read_only=True, data_only=True, keep_links=False)
        except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
            problem = "is not an Excel workbook, or it is damaged. Save it again as .xlsx or as CSV"
            raise DataFileError(str(path), [Fault("", problem)]) from error
        sheet = book.worksheets[0]
        total = max(sheet.max_row or 1, 1)
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            watch(lambda number=number: number / total)  # type: ignore[misc]
            yield number, [_cell_text(value) for value in row]
        book.close()


def _cell_text(value: Any) -> str:
    """Return a cell of a workbook as it would stand in a CSV file, its dates as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time.min else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
