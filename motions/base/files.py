"""Write files whole or not at all, and never over an existing one unless asked to."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from pathlib import Path

from motions.base.errors import DataFileError, Fault, OutputError

PRIVATE = 0o600
"""For a file with names in it: its owner alone may read it."""
PUBLIC = 0o666

_INPUTS: ContextVar[tuple[Path, ...]] = ContextVar("inputs", default=())


@contextlib.contextmanager
def protecting(inputs: Iterable[Path]) -> Iterator[None]:
    """Refuse, within this block, to write over any of the *inputs*, whatever path leads to it."""
    token = _INPUTS.set((*_INPUTS.get(), *inputs))
    try:
        yield
    finally:
        _INPUTS.reset(token)


@contextlib.contextmanager
def updating(path: Path) -> Iterator[None]:
    """Allow, within this block, to write *path* though it is an input: what it says is kept."""
    there = path.exists()
    others = (one for one in _INPUTS.get() if not (there and one.exists() and one.samefile(path)))
    token = _INPUTS.set(tuple(others))
    try:
        yield
    finally:
        _INPUTS.reset(token)


def check_not_an_input(path: Path) -> None:
    """Raise OutputError where *path* leads to a file that is being protected."""
    if path.exists() and any(one.exists() and one.samefile(path) for one in _INPUTS.get()):
        raise OutputError(f"{path}: is read by this command; give the output another name.")


def write_file(path: Path, content: bytes, *, force: bool = False, mode: int = PUBLIC) -> None:
    """Write *content* to *path* by way of a temporary file beside it, which is then renamed.

    *mode* is the file's permissions before the user's umask. Raises OutputError where the file is
    there and *force* is not given, or where it cannot be written (no room, no permission, no
    folder); then nothing is left behind.
    """
    _write_all({path: content}, force=force, mode=mode)


def write_folder(folder: Path, contents: Mapping[str, bytes], *, force: bool = False) -> list[Path]:
    """Write every file of *contents*, by its name, into *folder*, and return the paths in order.

    Everything is on the disk under temporary names before the first file gets its own, so that a
    full disk or an interruption leaves the folder as it was. Raises OutputError as
    :func:`write_file` does.
    """
    made = not folder.exists()
    paths = {folder / name: content for name, content in contents.items()}
    try:
        _write_all(paths, force=force, mode=PUBLIC)
    except BaseException:
        if made:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    return list(paths)


def place_file(path: Path, content: bytes, *, scratch: Path, replace: bool = False) -> None:
    """Write *content* to *path*, whole or not at all, by way of *scratch*, a folder beside it.

    For many files in a row: unlike :func:`write_file` it does not wait for the disk, and what a
    killed run leaves behind lies in *scratch*. Raises OutputError where *path* is there, unless it
    is to *replace* that, or cannot be written.
    """
    temporary = scratch / f"{secrets.token_hex(8)}.tmp"
    try:
        with plain_os_errors(path):
            temporary.write_bytes(content)
            _place(temporary, path, force=replace)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def place_folder(path: Path, contents: Mapping[str, bytes], *, scratch: Path) -> None:
    """Make the folder *path* with the files of *contents*, in one step, as :func:`place_file`."""
    temporary = scratch / f"{secrets.token_hex(8)}.tmp"
    try:
        with plain_os_errors(path):
            temporary.mkdir()
            for name, content in contents.items():
                (temporary / name).write_bytes(content)
            if path.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            temporary.rename(path)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def check_writable(path: Path, *, force: bool = False) -> None:
    """Raise OutputError where *path* cannot become a file: it is there, or its folder is a file."""
    with plain_os_errors(path):
        check_not_an_input(path)
        if path.is_dir():
            raise OutputError(f"{path}: is a folder; name a file.")
        if path.exists() and not path.is_file():
            raise OutputError(f"{path}: is not an ordinary file; name another.")
        if path.exists() and not force:
            raise OutputError(
                f"{path}: already exists; choose another name, or use --force to replace it."
            )
        for parent in path.parents:
            if parent.is_file():
                raise OutputError(
                    f"{path}: cannot be written, because {parent} is a file, not a folder."
                )
            if parent.is_dir():
                break


def _write_all(contents: Mapping[Path, bytes], *, force: bool, mode: int) -> None:
    # A link is written through, not replaced: its target is the file that people mean.
    targets: dict[Path, Path] = {}
    for path in contents:
        with plain_os_errors(path):
            targets[path.resolve() if path.is_symlink() else path] = path
    for target in targets:
        check_writable(target, force=force)
    staged: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for target, path in targets.items():
            with plain_os_errors(path):
                staged[target] = temporary = _temporary(target)
                _stage(temporary, contents[path], mode)
        for target, path in targets.items():
            with plain_os_errors(path):
                new = not target.exists()
                _place(staged[target], target, force=force)
                if new:
                    placed.append(target)
    except BaseException:
        for target in placed:
            target.unlink(missing_ok=True)
        raise
    finally:
        for temporary in staged.values():
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name[:60]}.{secrets.token_hex(4)}.tmp")


def _stage(temporary: Path, content: bytes, mode: int) -> None:
    temporary.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with open(descriptor, "wb") as file:  # noqa: PTH123 it is a descriptor
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _place(temporary: Path, path: Path, *, force: bool) -> None:
    """Give *temporary* its name; without *force*, fail where another file has taken it."""
    if force:
        temporary.replace(path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: take the name first
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        temporary.replace(path)


@contextlib.contextmanager
def plain_os_errors(path: Path) -> Iterator[None]:
    """Turn the system's error about *path* into an OutputError."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{path}: cannot be written: {reason}.") from error


def read_bytes(path: Path) -> bytes:
    """Return what the file at *path* holds; raises DataFileError where it cannot be read."""
    with reading(path):
        return path.read_bytes()


def read_text(path: Path) -> str:
    """Return the text of the file at *path*; raises DataFileError for one that is not UTF-8."""
    try:
        return read_bytes(path).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        fault = Fault(f"byte {error.start}", "is not UTF-8; save the file as UTF-8 text")
        raise DataFileError(str(path), [fault]) from error


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what the system says while *path* is read into a DataFileError."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DataFileError(str(path), [Fault("", f"cannot be read: {reason}")]) from error
