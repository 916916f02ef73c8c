"""``answers.toml`` beside the output: what was answered last time, and what we wrote.

It holds names, so only its owner may read it. An answer stands under the id of its motion; the
digest of a document tells whether somebody has edited it since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from motions.base.errors import DataFileError, Fault
from motions.base.files import PRIVATE, check_not_an_input, read_text, updating, write_file
from motions.base.toml import parse_toml

NAME = "answers.toml"
WRITTEN = "written"
_COMMENT = (
    "Your last answers, kept by motions. Use them again with --answers. They may name people: "
    "keep this file to yourself. [written] tells whether somebody edited a document since."
)


def read_answers(path: Path, motion: str = "") -> dict[str, str]:
    """Return the answers in the file at *path*: those of its top level and those of *motion*.

    Raises DataFileError for a file that cannot be read or that holds anything but text.
    """
    table = _read(path)
    own = table.get(motion, {}) if motion else {}
    faults = _not_text(table, tables_too=False)
    if isinstance(own, dict):
        faults += [Fault(f"{motion}, {f.where}", f.problem) for f in _not_text(own)]
    if faults:
        raise DataFileError(str(path), faults)
    top = {name: text for name, text in table.items() if isinstance(text, str)}
    return {**top, **(own if isinstance(own, dict) else {})}


def last_answers(folder: Path, motion: str) -> dict[str, str]:
    """Return the answers that were last given for *motion* in *folder*, if any were."""
    path = folder / NAME
    return read_answers(path, motion) if path.is_file() else {}


def was_edited(path: Path) -> bool:
    """Tell whether the file at *path* may be another's work: it is not as we wrote it.

    Without a record of what was written the answer is yes.
    """
    record = path.parent / NAME
    written = _read(record).get(WRITTEN, {}) if record.is_file() else {}
    known = written.get(path.name) if isinstance(written, dict) else None
    return known != _digest(path.read_bytes())


def target(path: Path, *, force: bool) -> Path:
    """Return where to write a document that is meant for *path*.

    That is *path*, but with *force* another name where somebody may have edited what is there.
    Raises OutputError where the command reads *path*.
    """
    check_not_an_input(path)
    if force and path.suffix == ".docx" and path.is_file() and was_edited(path):
        return free_name(path)
    return path


def free_name(path: Path) -> Path:
    """Return *path* with the first number behind its name under which there is no file.

    >>> free_name(Path("nowhere/motion.docx")).name
    'motion-2.docx'
    """
    number = 2
    while (other := path.with_name(f"{path.stem}-{number}{path.suffix}")).exists():
        number += 1
    return other


def keep_answers(
    folder: Path, motion: str, answers: Mapping[str, str], written: Mapping[str, bytes]
) -> None:
    """Write *answers* for *motion* and what was *written*, by file name, into *folder*.

    What the file has of other motions and documents stays. Raises DataFileError for one that is
    there and cannot be read, OutputError for one that cannot be written.
    """
    import tomlkit  # noqa: PLC0415 only what writes a document needs it

    path = folder / NAME
    given = {name: text for name, text in answers.items() if text.strip()}
    if not given and not written:
        return
    if path.is_file():
        _read(path)
        document = tomlkit.parse(read_text(path))
    else:
        document = tomlkit.document()
        for line in _COMMENT.split(". "):
            document.add(tomlkit.comment(f"{line.rstrip('.')}."))
    if given:
        document[motion] = given
    if written:
        record = dict(document.get(WRITTEN, {}))
        document.pop(WRITTEN, None)
        document[WRITTEN] = {
            **record,
            **{name: _digest(content) for name, content in written.items()},
        }
    with updating(path):
        write_file(path, tomlkit.dumps(document).encode(), force=True, mode=PRIVATE)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(path: Path) -> dict[str, Any]:
    return parse_toml(read_text(path), source=str(path))


def _not_text(table: Mapping[str, Any], *, tables_too: bool = True) -> list[Fault]:
    return [
        Fault(name, "must be text in quotes")
        for name, value in table.items()
        if not isinstance(value, str) and (tables_too or not isinstance(value, dict))
    ]
