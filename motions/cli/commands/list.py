"""``motions list``: the model motions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from motions.base.errors import DataFileError
from motions.cli.options import echo_json, json_option, library_option, say
from motions.cli.own_files import find_library
from motions.drafting.library import load_motion, own_motions, shipped_motions
from motions.drafting.motion import Motion


@click.command("list")
@library_option
@json_option
def command(*, library: Path | None, as_json: bool) -> None:
    """List the model motions, ours and your own."""
    motions = [*shipped_motions(), *_own(find_library(library))]
    if as_json:
        keys = ("id", "kind", "title", "version", "language", "translation_of", "summary")
        echo_json([{key: getattr(motion, key) for key in keys} for motion in motions])
        return
    for motion in motions:
        click.echo(f"{motion.id}  ({motion.kind})\n  {motion.title}\n  {motion.summary}")
        if motion.translation_of:
            click.echo(f"  In {motion.language}, a translation of {motion.translation_of}")


def _own(folder: Path | None) -> Iterator[Motion]:
    """Yield the user's own motions; one that cannot be read is named and left out."""
    for path in own_motions(folder).values():
        try:
            yield load_motion(path)
        except DataFileError as error:
            say(f"Left out: {error}")
