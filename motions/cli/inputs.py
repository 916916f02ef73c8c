"""The files that a command reads: none of them may be written over by its own output."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from motions.base.files import protecting
from motions.cli.options import FILE, SOURCE
from motions.cli.own_files import find_organisation_file, models_folder


class Command(click.Command):
    """A command that refuses to write over what it reads, whatever path leads to it."""

    def invoke(self, ctx: click.Context) -> object:
        with protecting(self._inputs(ctx)):
            return super().invoke(ctx)

    def _inputs(self, ctx: click.Context) -> Iterator[Path]:
        """Yield every file that a parameter names, and those that are found without one."""
        org: Path | None = None
        if any(one.name == "org" for one in self.params) and not ctx.params.get("example"):
            org = ctx.params.get("org") or find_organisation_file()
        if org is not None:
            yield org
        for param in self.params:
            if param.type not in (FILE, SOURCE):
                continue
            value = ctx.params.get(param.name or "")
            for one in value if isinstance(value, tuple) else (value,):
                if one:
                    yield Path(one)
                    yield models_folder(ctx.params.get("library"), org) / f"{one}.md"
