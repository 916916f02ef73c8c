"""Results that take long to get and are quick to read again, kept in the user's cache folder.

Only what follows from programs, from what is shipped with them, and from Word layouts is kept,
never what is filled in. Where the folder cannot be used, results are made again each time.
MOTIONS_CACHE names another folder; set to nothing, nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import MAGIC_NUMBER
from pathlib import Path

from motions import __version__

VARIABLE = "MOTIONS_CACHE"
MOST_FILES = 64
"""Older ones are deleted when a new one is written."""

PACKAGE = Path(__file__).parents[1]
"""All that is ours: any module of it may have a part in a result."""

_OURS = re.compile(r"[a-z_-]+-[0-9a-f]{32}(\.\d+\.tmp)?")
_DIGEST = hashlib.sha256().digest_size


def get(kind: str, made_from: Iterable[str], make: Callable[[], bytes]) -> bytes:
    """Return make(), or the copy kept from an earlier run with the same *made_from*.

    *made_from* is all that the result depends on, in a fixed order. Raises what *make* raises.
    """
    folder = _folder()
    if folder is None:
        return make()
    path = folder / f"{kind}-{_key(made_from)}"
    with contextlib.suppress(OSError):
        written = path.read_bytes()
        if _is_ours(folder) and hashlib.sha256(written[_DIGEST:]).digest() == written[:_DIGEST]:
            return written[_DIGEST:]
    made = make()
    with contextlib.suppress(OSError):
        _keep(path, made)
    return made


def version_of(path: Path) -> str:
    """Return what changes when the file at *path* does: its size and its time.

    It is how Python tells whether compiled code is still that of its source.
    """
    try:
        about = path.stat()
    except OSError:
        return path.name
    return f"{path.name} {about.st_size} {about.st_mtime_ns}"


@cache  # every command asks for it, most of them twice
def program() -> tuple[str, ...]:
    """Return what changes when a module or a language of ours does, or the Python that runs it."""
    modules = sorted([*PACKAGE.rglob("*.py"), *PACKAGE.joinpath("languages").glob("*.toml")])
    versions = (f"{path.relative_to(PACKAGE)} {version_of(path)}" for path in modules)
    return (MAGIC_NUMBER.hex(), __version__, *versions)


def version_of_package(name: str) -> str:
    """Return what changes when another release of the package *name* is installed; not loading it.

    The names of all releases in its folder are part of it: some installers give every file one
    time.
    """
    found = PathFinder.find_spec(name)
    if found is None or not found.origin:
        return name
    module = Path(found.origin)
    return " ".join([str(module), version_of(module), *_releases(module.parents[1])])


@cache  # most packages lie in one folder
def _releases(folder: Path) -> list[str]:
    try:
        names = os.listdir(folder)  # noqa: PTH208
    except OSError:  # in a zip file, say
        return []
    return sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


def _key(made_from: Iterable[str]) -> str:
    digests = (hashlib.sha256(one.encode()).digest() for one in made_from)
    return hashlib.sha256(b"".join(digests)).hexdigest()[:32]


def _folder() -> Path | None:
    chosen = os.environ.get(VARIABLE)
    if chosen is not None:
        return Path(chosen).absolute() if chosen else None
    from platformdirs import user_cache_path  # noqa: PLC0415 rarely needed

    with contextlib.suppress(RuntimeError):  # the user has no home
        return user_cache_path("motions", appauthor=False)
    return None


def _is_ours(folder: Path) -> bool:
    """Tell whether nobody else can have written what is in *folder*: code is loaded from it."""
    if sys.platform == "win32":
        return folder.is_relative_to(Path.home())  # which Windows keeps for its user
    about = folder.stat()
    return about.st_uid == os.getuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _keep(path: Path, made: bytes) -> None:
    folder = path.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_ours(folder):
        return
    temporary = folder / f"{path.name}.{os.getpid()}.tmp"
    try:
        with open(temporary, "xb", opener=_for_the_user_alone) as file:
            file.write(hashlib.sha256(made).digest() + made)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    ours = [one for one in folder.iterdir() if _OURS.fullmatch(one.name)]
    newest = sorted(ours, key=lambda one: one.stat().st_mtime_ns, reverse=True)
    for old in newest[MOST_FILES:]:
        old.unlink(missing_ok=True)


def _for_the_user_alone(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)
