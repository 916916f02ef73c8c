"""The house: a package imports only from those to its left, and no room is too large."""

from __future__ import annotations

import ast
import importlib.util
import sys
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "motions"
MODULES = sorted(PACKAGE.rglob("*.py"))
FOLDERS = sorted({path.parent for path in MODULES})
LARGEST_MODULE, LARGEST_PACKAGE, MOST_LATE_IMPORTS = 300, 12, 15
MOST_ROOMS_AT_THE_TOP = 13

HOUSE = "base < bodies < conferences < planning|drafting < documents|ical < checks < jobs < campaign < cli|browser|site"  # noqa: E501

FLOOR = {name: at for at, names in enumerate(HOUSE.split(" < ")) for name in names.split("|")}
FACE = {"__init__", "__main__"}
"""The public API and the program: they stand outside and may name any part."""

TOUCHES_FILES = {
    "base/files", "base/shipped", "base/cache", "base/toml", "documents/word/layouts",
    "documents/pdf", "jobs", "campaign", "site", "cli", "drafting/library",
    "bodies/free_days", "bodies/organisation_file", "bodies/published",
    "conferences/conference_file", "checks/word_lists",
}  # fmt: skip
"""The only rooms that read or write a file of the user's or ours."""

FOREIGN = {
    "planning": {"dateutil"},
    "bodies": {"dateutil", "holidays", "icalendar", "recurring_ical_events", "tomlkit"},
}
"""What the parts that decide may use beside the standard library and the parts to their left."""


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def imports(path: Path) -> dict[str, ast.stmt]:
    found: dict[str, ast.stmt] = {}
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.Import):
            found |= {alias.name: node for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found[node.module] = node
            if node.module == "motions":
                found |= {f"motions.{alias.name}": node for alias in node.names}
    return found


def room(name: str) -> str:
    """Return the part of the house that the import of *name* is of, or nothing."""
    parts = name.split(".")
    return parts[1] if parts[0] == "motions" and len(parts) > 1 and parts[1] in FLOOR else ""


def test_every_module_has_a_floor():
    assert {place(path).split("/")[0] for path in MODULES} <= FLOOR.keys() | FACE


def test_imports_point_down():
    inside = [path for path in MODULES if place(path) not in FACE]
    up = [
        f"{place(path)} imports {name}: above or beside it"
        for path in inside
        for name in imports(path)
        if (there := room(name)) and there != (here := place(path).split("/")[0])
        if FLOOR[there] >= FLOOR[here]
    ]
    assert not up


def test_modules_do_not_import_each_other_in_a_circle():
    known = {f"motions.{place(path).replace('/', '.')}": path for path in MODULES}
    arrows = {name: set(imports(path)) & set(known) - {name} for name, path in known.items()}
    while leaves := [name for name, targets in arrows.items() if not targets & set(arrows)]:
        for name in leaves:
            del arrows[name]
    assert not arrows


def test_only_rooms_at_the_edge_touch_files():
    calls = (".read_text(", ".read_bytes(", ".write_text(", ".write_bytes(", " open(", "os.open(")
    within_the_package = 'files("motions.documents").joinpath("page.html.jinja").read_text('
    touching = []
    for path in MODULES:
        where = place(path)
        if any(where == one or where.startswith(f"{one}/") for one in TOUCHES_FILES | FACE):
            continue
        text = text_of(path).replace(within_the_package, "")
        touching += [f"{where}: {call}" for call in calls if call in text]
    assert not touching


def test_the_clock_and_click_are_the_command_lines():
    calls = (".today()", ".now(", ".utcnow(", "time.time(")
    others = [p for p in MODULES if not place(p).startswith("cli/") and place(p) not in FACE]
    clicking = [place(p) for p in others if "click" in {n.split(".")[0] for n in imports(p)}]
    clocks = [f"{place(p)}: {call}" for p in others for call in calls if call in text_of(p)]
    assert not clicking + clocks


def test_parts_that_decide_use_no_library_of_another_trade():
    strange = []
    for path in MODULES:
        here = place(path).split("/")[0]
        if here in FOREIGN:
            roots = {name.split(".")[0] for name in imports(path)}
            strange += [
                f"{place(path)} imports {root}"
                for root in roots - set(sys.stdlib_module_names) - {"motions"} - FOREIGN[here]
            ]
    assert not strange


def test_a_module_is_one_screen_of_ideas():
    lengths = {place(path): len(text_of(path).splitlines()) for path in MODULES}
    assert not {name: lines for name, lines in lengths.items() if lines > LARGEST_MODULE}


def test_a_package_is_one_floor_of_rooms():
    sizes = {
        folder.name: len({*folder.glob("*.py")} - {folder / "__init__.py"}) for folder in FOLDERS
    }
    assert not {name: size for name, size in sizes.items() if size > LARGEST_PACKAGE}


def test_the_picture_of_the_imports_is_current_and_small_at_the_top():
    where = PACKAGE.parent / "tools" / "picture.py"
    spec = importlib.util.spec_from_file_location("picture", where)
    picture = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(picture)
    assert picture.PAGE.read_text(encoding="utf-8") == picture.page(), f"run python {where}"
    assert len(picture.rooms()) <= MOST_ROOMS_AT_THE_TOP
