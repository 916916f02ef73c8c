"""``motions list``: the model motions."""

from __future__ import annotations

import click

from motions.cli.options import echo_json, json_option
from motions.library import shipped_motions


@click.command("list")
@json_option
def command(*, as_json: bool) -> None:
    """List the model motions."""
    motions = shipped_motions()
    if as_json:
        keys = ("id", "kind", "title", "version", "language", "summary")
        echo_json([{key: getattr(motion, key) for key in keys} for motion in motions])
        return
    for motion in motions:
        click.echo(f"{motion.id}  ({motion.kind})\n  {motion.title}\n  {motion.summary}")
