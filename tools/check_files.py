"""Look at text files before they are committed: ends of lines and of files, TOML, YAML.

    python tools/check_files.py FILE…

Prints each fault with its place; exit status 1 if there is one.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path


def faults(path: Path) -> Iterator[str]:
    """Yield what is wrong with the file, each as a sentence without its name."""
    text = path.read_bytes().decode("utf-8", errors="replace")
    if "\ufffd" in text and path.suffix in {".toml", ".yaml", ".yml", ".md"}:
        yield "is not UTF-8"
    if "\r" in text and path.suffix != ".ics":
        yield "has carriage returns"
    if text and (not text.endswith("\n") or text.endswith("\n\n")):
        yield "does not end in one line break"
    for number, line in enumerate(text.split("\n"), start=1):
        if line != line.rstrip(" \t"):
            yield f"has spaces at the end of line {number}"
    yield from _syntax(path, text)


def _syntax(path: Path, text: str) -> Iterator[str]:
    if path.suffix == ".toml":
        try:
            tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            yield f"is not TOML: {error}"
    if path.suffix in {".yaml", ".yml"}:
        import yaml  # noqa: PLC0415 only the files of a development tool are YAML

        try:
            yaml.safe_load(text)
        except yaml.YAMLError as error:
            yield f"is not YAML: {error}"


def main(names: list[str]) -> int:
    """Print the faults of the files *names*; return the exit status."""
    found = [f"{name} {fault}" for name in names for fault in faults(Path(name))]
    print(*found, sep="\n", end="\n" if found else "")
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
