"""Draw which package imports which, and how many rooms each has, into docs/architecture.md.

python tools/picture.py            write the page
python tools/picture.py --check    exit 1 if the page is not what would be written
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "motions"
PAGE = ROOT / "docs" / "architecture.md"
FACE = {"__init__", "__main__"}
"""The public API and the program: they may name any part, so an arrow from them says nothing."""

PAGE_TEXT = """\
# The packages and their arrows

`python tools/picture.py` draws this page from the imports; a test keeps it current. An arrow says
"imports from". An arrow that a longer way implies is left out of the picture and stands in the
table. Nothing points up, and nothing points in a circle: see the rule in `tests/test_layers.py`.

```mermaid
flowchart TD
{arrows}
```

| package | modules | imports from |
|---|---:|---|
{rows}
"""


def rooms() -> list[str]:
    """Return the names at the top of the package, without its face."""
    found = {path.stem for path in PACKAGE.glob("*.py")}
    found |= {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    return sorted(found - FACE)


def arrows() -> dict[str, set[str]]:
    """Return for each room at the top those that it imports from."""
    tops = rooms()
    return {room: {name for name in _imported(room) if name in tops} - {room} for room in tops}


def reduced(drawn: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return *drawn*, which has no circle, without the arrows that longer ways imply."""
    beyond: dict[str, set[str]] = {}
    for room in TopologicalSorter(drawn).static_order():
        beyond[room] = set().union(*(drawn[one] | beyond[one] for one in drawn[room]))
    return {room: targets - beyond[room] for room, targets in drawn.items()}


def page() -> str:
    """Return the page as it should be."""
    drawn = arrows()
    order = list(TopologicalSorter(drawn).static_order())[::-1]
    few = reduced(drawn)
    lines = [f"    {room} --> {one}" for room in order for one in sorted(few[room])]
    rows = [
        f"| `{room}` | {len(_modules(room))} | {', '.join(sorted(drawn[room])) or '-'} |"
        for room in order
    ]
    return PAGE_TEXT.format(arrows="\n".join(lines), rows="\n".join(rows))


def _modules(room: str) -> list[Path]:
    file = PACKAGE / f"{room}.py"
    if file.exists():
        return [file]
    return sorted(path for path in (PACKAGE / room).rglob("*.py") if path.stem != "__init__")


def _imported(room: str) -> Iterator[str]:
    file = PACKAGE / f"{room}.py"
    for path in [file] if file.exists() else sorted((PACKAGE / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield from _tops(node)


def _tops(node: ast.AST) -> Iterator[str]:
    """Yield the rooms that an import statement names."""
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        names = [f"{node.module}.{alias.name}" for alias in node.names]
    for name in names:
        first, _, rest = name.partition(".")
        if first == "motions" and rest:
            yield rest.split(".")[0]


def main(arguments: list[str]) -> int:
    """Write the page, or compare it; return the exit status."""
    if "--check" not in arguments:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    print("docs/architecture.md is not current: run python tools/picture.py")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
