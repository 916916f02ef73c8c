"""Imports point down only: command line, applications, adapters, core."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "motions"

CORE = {
    "errors", "dates", "notice", "meetings", "patterns", "pattern_words", "model", "motion",
    "draft", "route", "planning", "reasons", "cautions", "remedies", "detours", "plan_diff",
    "timeline", "agenda",
    "agenda_dates", "agenda_steps", "agenda_words", "projection", "clauses", "findings", "redline",
    "parameters", "variants", "checks", "wording", "page",
}  # fmt: skip
ADAPTERS = {
    "feeds", "old_plan", "timeline_text", "timeline_svg", "svg_text",
    "data", "datafile", "templating", "bank_holidays", "calendars", "organisation", "library",
    "markdown", "drafting", "docx", "text", "ical", "files", "plan_text", "plan_json",
    "conferences", "conference_text", "conference_toml", "layouts",
    "front_matter", "language", "filling", "check_words", "starter", "markdown_text",
    "html", "mail", "pdf", "answers", "kept",
}  # fmt: skip
APPLICATIONS = {
    "casework", "pack", "pack_pages", "checking", "publication", "calendar_files", "letters",
    "batch",
}  # fmt: skip
COMMAND_LINE = {"cli"}

RANK = {
    name: rank
    for rank, names in enumerate((CORE, ADAPTERS, APPLICATIONS, COMMAND_LINE))
    for name in names
}
FREE = {"__init__", "__main__"}
CORE_MAY_IMPORT = {"dateutil", "motions"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """Return the part of the house that a module belongs to: its name, or its package's."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            if node.module == "motions":
                names.update(f"motions.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path):
    here = room(path)
    if here in FREE:
        return
    assert here in RANK, f"{here} has no layer; give it one above"
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "motions" and len(parts) > 1 and parts[1] in RANK:
            assert RANK[parts[1]] <= RANK[here], f"{here} imports {parts[1]}, which lies above it"


@pytest.mark.parametrize("name", sorted(CORE))
def test_the_core_touches_neither_files_nor_other_libraries(name):
    import sys  # noqa: PLC0415

    foreign = (
        {one.split(".")[0] for one in imported(PACKAGE / f"{name}.py")}
        - CORE_MAY_IMPORT
        - set(sys.stdlib_module_names)
    )
    assert not foreign
    assert "pathlib" not in imported(PACKAGE / f"{name}.py")
    assert "os" not in imported(PACKAGE / f"{name}.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_one_screen_of_ideas(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
