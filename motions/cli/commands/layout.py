"""``motions layout``: the Word layouts that come with the tool, to start your own from."""

from __future__ import annotations

from pathlib import Path

import click

from motions.base.files import check_writable, write_file
from motions.cli.options import NAMED, echo_json, force_option, json_option, say
from motions.documents.word.layouts import MOTION, load_layout, shipped_layouts

PURPOSES = {
    "motion": "A motion: title, text, mover and seconder, words counted.",
    "rule-change": "A rule change: its places, the words now and proposed, the argument.",
}


@click.group("layout")
def command() -> None:
    """Start your own Word layout from one that comes with the tool.

    \b
      motions layout export rule-change -o our-letterhead.docx
      motions check our-letterhead.docx
      motions draft fast-track-discipline --layout our-letterhead.docx
    """


@command.command("list")
@json_option
def list_layouts(*, as_json: bool) -> None:
    """List the layouts."""
    names = shipped_layouts()
    if as_json:
        echo_json({"layouts": [{"name": name, "purpose": PURPOSES[name]} for name in names]})
        return
    width = max(len(name) for name in names)
    for name in names:
        click.echo(f"{name:{width}}  {PURPOSES[name]}")


@command.command("export")
@click.argument("name", default=MOTION)
@click.option("-o", "--output", type=NAMED, metavar="FILE", help="Default: NAME.docx, here.")
@force_option
def export(name: str, *, output: Path | None, force: bool) -> None:
    """Write the layout NAME (default: motion) as a Word file that you can change."""
    data, _source = load_layout(name=name)
    path = output or Path(f"{name}.docx")
    if path.is_dir():
        path = path / f"{name}.docx"
    check_writable(path, force=force)
    write_file(path, data, force=force)
    say(
        f"Wrote {path}. Change it in Word (logo, fonts, words around the {{{{ tags }}}}), check "
        f"it with 'motions check {path}', and use it with --layout {path}."
    )
