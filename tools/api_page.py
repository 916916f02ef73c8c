"""Write docs/api.md from the docstrings of the public names: ``python tools/api_page.py``."""

from __future__ import annotations

import inspect
from pathlib import Path

import motions

PAGE = Path(__file__).parents[1] / "docs" / "api.md"
INTRODUCTION = """# In Python

What the commands do, as functions: `import motions`. A name is loaded when it is first used.
Every result follows from the arguments: `today` is one of them, and nothing reads the clock.

This page is made from the docstrings by `python tools/api_page.py`.
"""


def render() -> str:
    """Return the page: functions, then classes, then errors, each by name."""
    names = [name for name in motions.__all__ if not name.startswith("_")]
    values = {name: getattr(motions, name) for name in names}
    errors = [one for one in names if one.endswith("Error")]
    classes = [one for one in names if inspect.isclass(values[one]) and one not in errors]
    functions = [one for one in names if one not in (*errors, *classes)]
    parts = [INTRODUCTION]
    for heading, group in (("Functions", functions), ("Classes", classes), ("Errors", errors)):
        parts.append(f"## {heading}\n")
        parts += [_entry(name, values[name]) for name in group]
    return "\n".join(parts)


def _entry(name: str, value: object) -> str:
    text = _told(value)
    if not inspect.isclass(value):
        signature = str(inspect.signature(value)).replace("'", "")  # type: ignore[arg-type]
        return f"### `{name}`\n\n    {name}{signature}\n\n{text}\n"
    members = [
        f"- `.{key}`: {_told(member)}".removesuffix(": ")
        for key, member in vars(value).items()
        if not key.startswith("_") and (isinstance(member, property) or inspect.isfunction(member))
    ]
    listed = "".join(f"{member}\n" for member in members)
    return f"### `{name}`\n\n{text}\n" + (f"\n{listed}" if listed else "")


def _told(value: object) -> str:
    """Return the docstring of *value* in one style of mark-up, without its examples."""
    text = (inspect.getdoc(value) or "").split(">>>")[0].strip()
    return text.replace("``", "`").replace(":meth:", "").replace(":attr:", "").replace(":func:", "")


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
