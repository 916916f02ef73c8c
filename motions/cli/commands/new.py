"""``motions new``: start a model motion of your own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from motions.base.errors import MotionsError, UnknownNameError
from motions.base.files import write_file
from motions.base.text import one_line, slug
from motions.cli.options import NAMED, Day, force_option, say
from motions.cli.own_files import find_organisation_file, models_folder
from motions.conferences.choose import kinds_of
from motions.conferences.conference_file import shipped_conferences
from motions.drafting.library import parse_motion, shipped_motions, starter_text


@click.command("new")
@click.argument("name")
@click.option("--title", default="", metavar="TEXT", help="Its title (default: from NAME).")
@click.option(
    "--kind", default="motion", show_default=True, help="What it is sent as, such as rule-change."
)
@click.option(
    "--library", type=NAMED, metavar="DIR", help="Default: motion_templates/ beside motions.toml."
)
@click.option("-o", "--output", type=NAMED, metavar="FILE.md", help="Instead of --library.")
@click.option("--today", type=Day(), metavar="DATE", hidden=True)
@force_option
def command(
    name: str,
    *,
    title: str,
    kind: str,
    library: Path | None,
    output: Path | None,
    today: date | None,
    force: bool,
) -> None:
    """Write a commented model motion NAME that you can turn into your own.

    \b
      motions new better-buses --title "Better buses for Anytown"
      motions check better-buses
    """
    if library and output:
        raise click.UsageError("--library and -o exclude each other.")
    stem = slug(name.removesuffix(".md"))
    if output is None and stem in {motion.id for motion in shipped_motions()}:
        raise MotionsError(f"{stem!r} is a model that is shipped; give yours another name.")
    kinds = kinds_of(shipped_conferences())
    if kind not in kinds:
        raise UnknownNameError("kind of submission", kind, kinds)
    path = output or models_folder(library, find_organisation_file()) / f"{stem}.md"
    heading = one_line(title).strip() or stem.replace("-", " ").capitalize()
    day = today or date.today()  # noqa: DTZ011 the user's own calendar day
    text = starter_text(heading, kind=kind, today=day)
    parse_motion(text, motion_id=stem, source=str(path))
    write_file(path, text.encode(), force=force)
    shown = str(path) if output or library else stem
    say(f"Wrote {path}. Write your words into it, then: motions check {shown}")
