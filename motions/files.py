"""Files written whole or not at all, and never over one that is there unless that is asked for."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from motions.errors import OutputError

PRIVATE = 0o600
"""For a file with names in it: its owner alone may read it."""
_PUBLIC = 0o666


def write_file(path: Path, content: bytes, *, force: bool = False, mode: int = _PUBLIC) -> None:
    """Write *content* to *path* by way of a temporary file beside it, which is then renamed.

    *mode* is the file's permissions before the user's umask. Raises OutputError where the file is
    there and *force* is not given, or where it cannot be written (no room, no permission, no
    folder); then nothing is left behind.
    """
    check_writable(path, force=force)
    temporary = path.with_name(f".{path.name[:60]}.{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with open(descriptor, "wb") as file:  # noqa: PTH123 it is a descriptor
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if force:
            temporary.replace(path)
        else:
            _place(temporary, path)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written: {_reason(error)}. Nothing was changed."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_folder(folder: Path, contents: Mapping[str, bytes], *, force: bool = False) -> list[Path]:
    """Write every file of *contents*, by its name, into *folder*; all of them or none.

    Returns the paths in order. Raises OutputError before anything is written where a file is there
    and *force* is not given; where one cannot be written, those written before it are taken back.
    """
    paths = [folder / name for name in contents]
    for path in paths:
        check_writable(path, force=force)
    made_folder = not folder.exists()
    written: list[Path] = []
    try:
        for path, content in zip(paths, contents.values(), strict=True):
            new = not path.exists()
            write_file(path, content, force=force)
            if new:
                written.append(path)
    except OutputError:
        for path in written:
            path.unlink(missing_ok=True)
        if made_folder:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    return paths


def place_file(path: Path, content: bytes, *, scratch: Path, replace: bool = False) -> None:
    """Write *content* to *path*, whole or not at all, by way of *scratch*, a folder beside it.

    For many files in a row: unlike :func:`write_file` it does not wait for the disk, and what a
    killed run leaves behind lies in *scratch*. Raises OutputError where *path* is there, unless it
    is to *replace* that, or cannot be written.
    """
    temporary = scratch / f"{secrets.token_hex(8)}.tmp"
    try:
        temporary.write_bytes(content)
        if replace:
            temporary.replace(path)
        else:
            _place(temporary, path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {_reason(error)}.") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def place_folder(path: Path, contents: Mapping[str, bytes], *, scratch: Path) -> None:
    """Make the folder *path* with the files of *contents*, in one step, as :func:`place_file`."""
    temporary = scratch / f"{secrets.token_hex(8)}.tmp"
    try:
        temporary.mkdir()
        for name, content in contents.items():
            (temporary / name).write_bytes(content)
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        temporary.rename(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {_reason(error)}.") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def check_writable(path: Path, *, force: bool = False) -> None:
    """Raise OutputError where *path* cannot be a new file: it is there, or its folder is a file."""
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file.")
    if path.exists() and not force:
        raise OutputError(
            f"{path}: is there already; choose another name, or --force to replace it."
        )
    for parent in path.parents:
        if parent.is_file():
            raise OutputError(
                f"{path}: cannot be written, because {parent} is a file, not a folder."
            )
        if parent.is_dir():
            break


def _place(temporary: Path, path: Path) -> None:
    """Give *temporary* its name in a way that fails where another file took it meanwhile."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        temporary.rename(path)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
