"""Check the walks through the code in CONTRIBUTING.md: each hop exists, each count is right.

    python tools/walks.py

Prints each fault; exit status 1 if there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path

PAGE = Path(__file__).parents[1] / "CONTRIBUTING.md"
MOST_CHANGES = 8
WALK = re.compile(
    r"^\*\*(?P<title>[^*]+)\*\* \((?P<count>\d+) changes\)\n\n(?P<hops>(?:- .+\n)+)", re.MULTILINE
)


def faults(text: str) -> Iterator[str]:
    """Yield what is wrong with the walks of the page *text*, each as a sentence."""
    walks = list(WALK.finditer(text))
    if not walks:
        yield "CONTRIBUTING.md has no walks"
    for walk in walks:
        hops = re.findall(r"^- `(.+)`$", walk["hops"], re.MULTILINE)
        yield from (f"{walk['title']}: there is no {hop}" for hop in hops if not exists(hop))
        packages = [hop.split(".")[0] for hop in hops]
        changes = sum(one != other for one, other in pairwise(packages))
        if changes != int(walk["count"]):
            yield f"{walk['title']}: changes packages {changes} times, not {walk['count']}"
        if changes > MOST_CHANGES:
            yield f"{walk['title']}: changes packages more than {MOST_CHANGES} times"


def exists(hop: str) -> bool:
    """Tell whether the package has the function or method *hop*."""
    parts = hop.split(".")
    for end in range(len(parts) - 1, 0, -1):
        name = ".".join(("motions", *parts[:end]))
        try:
            found: object = import_module(name)
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            found = getattr(found, part, None)
        return found is not None
    return False


def main() -> int:
    """Print the faults; return the exit status."""
    found = list(faults(PAGE.read_text(encoding="utf-8")))
    print(*found, sep="\n", end="\n" if found else "")
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
