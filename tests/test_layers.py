"""The house: a package imports only from those to its left, and no room is too large."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "motions"
MODULES = sorted(PACKAGE.rglob("*.py"))
FOLDERS = sorted({path.parent for path in MODULES})
LARGEST_MODULE, LARGEST_PACKAGE, MOST_LATE_IMPORTS = 300, 12, 15

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


def imports(path: Path) -> dict[str, ast.stmt]:
    found: dict[str, ast.stmt] = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name: node for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found[node.module] = node
            if node.module == "motions":
                found |= {f"motions.{alias.name}": node for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_imports_point_down(path):
    here = place(path).split("/")[0]
    if here in FACE:
        return
    assert here in FLOOR, f"{here} has no floor in the house"
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "motions" and len(parts) > 1 and parts[1] in FLOOR and parts[1] != here:
            assert FLOOR[parts[1]] < FLOOR[here], f"{here} imports {parts[1]}: above or beside it"


def test_modules_do_not_import_each_other_in_a_circle():
    known = {f"motions.{place(path).replace('/', '.')}": path for path in MODULES}
    arrows = {name: set(imports(path)) & set(known) - {name} for name, path in known.items()}
    while leaves := [name for name, targets in arrows.items() if not targets & set(arrows)]:
        for name in leaves:
            del arrows[name]
    assert not arrows


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_only_rooms_at_the_edge_touch_files(path):
    where = place(path)
    if any(where == room or where.startswith(f"{room}/") for room in TOUCHES_FILES | FACE):
        return
    text = path.read_text(encoding="utf-8")
    calls = (".read_text(", ".read_bytes(", ".write_text(", ".write_bytes(", " open(", "os.open(")
    within_the_package = 'files("motions.documents").joinpath("page.html.jinja").read_text('
    text = text.replace(within_the_package, "")
    assert not [call for call in calls if call in text]


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_the_clock_and_click_are_the_command_lines(path):
    if place(path).startswith("cli/") or place(path) in FACE:
        return
    assert not {"click"} & {name.split(".")[0] for name in imports(path)}
    text = path.read_text(encoding="utf-8")
    assert not [call for call in (".today()", ".now(", ".utcnow(", "time.time(") if call in text]


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_parts_that_decide_use_no_library_of_another_trade(path):
    import sys  # noqa: PLC0415

    here = place(path).split("/")[0]
    if here not in FOREIGN:
        return
    roots = {name.split(".")[0] for name in imports(path)}
    assert roots - set(sys.stdlib_module_names) - {"motions"} <= FOREIGN[here]


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_a_module_is_one_screen_of_ideas(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LARGEST_MODULE


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_package_is_one_floor_of_rooms(folder):
    assert len({*folder.glob("*.py")} - {folder / "__init__.py"}) <= LARGEST_PACKAGE
