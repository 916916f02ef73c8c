"""Sheets of branches for tests, and a run of the command over them."""

from __future__ import annotations

import csv
import hashlib
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

from click.testing import CliRunner, Result

from motions.cli.main import main

MOTION = "jerusalem-declaration"
TODAY = ("--today", "2027-01-10")
HEADER = ("branch", "branch_meets", "branch_notice", "clp", "clp_meets", "clp_notice", "mover")


def good_row(number: int) -> list[str]:
    """Return the cells of a row in which nothing is wrong."""
    nth = ("first", "second", "third", "fourth", "last")[number % 5]
    return [
        f"Ward {number} Branch",
        f"{nth} Thursday at 19:30",
        "7 days",
        f"Place {number // 3} CLP",
        "fourth Tuesday at 19:30",
        "14 days",
        f"Member {number}",
    ]


def bad_row(number: int) -> list[str]:
    """Return the cells of a row of whose columns one is wrong."""
    cells = good_row(number)
    wrong = [(0, ""), (1, "frist Thursday at 19:30"), (2, "a week or so"), (5, "400 days")]
    index, text = wrong[number % len(wrong)]
    cells[index] = text
    return cells


def sheet_text(*rows: list[str], header: tuple[str, ...] = HEADER, delimiter: str = ",") -> str:
    """Return a CSV file of *rows*."""
    text = StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return text.getvalue()


def write_sheet(path: Path, *rows: list[str], **how: object) -> Path:
    path.write_text(sheet_text(*rows, **how), encoding="utf-8", newline="")
    return path


def batch(*arguments: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, ["batch", MOTION, *map(str, arguments), *TODAY])


def batch_process(*arguments: object) -> subprocess.Popen[bytes]:
    """Start the command in a process of its own."""
    command = [sys.executable, "-m", "motions", "batch", MOTION, *map(str, arguments), *TODAY]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ}
    )


def contents(folder: Path) -> dict[str, str]:
    """Return what is in *folder*, hidden files too: a digest by name."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def summary(folder: Path) -> list[dict[str, str]]:
    """Return the rows of the summary."""
    text = (folder / "summary.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))
