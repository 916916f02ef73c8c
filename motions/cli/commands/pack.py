"""``motions pack``: everything that a motion needs, in one folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from motions.cli.asking import Asking, asking_options
from motions.cli.inputs import Command
from motions.cli.looks import look_options
from motions.cli.options import (
    FILE,
    NAMED,
    SOURCE,
    Delivery,
    Setting,
    answer_options,
    delivery_options,
    library_option,
    part_options,
    say,
    say_if_projected,
    setting_options,
)
from motions.cli.requests import make_request
from motions.documents.word.layouts import layout_for, load_layout
from motions.documents.word.look import Look
from motions.jobs.pack import pack_remarks, place_pack, render_pack, save_pack
from motions.jobs.request import prepare


@click.command("pack", cls=Command)
@click.argument("motion", type=SOURCE)
@click.option(
    "--for",
    "start",
    default="",
    metavar="BODY",
    help="The body that debates it first (default: the lowest).",
)
@click.option(
    "--layout", type=FILE, metavar="FILE.docx", help="Your own Word file with {{ tags }}."
)
@click.option(
    "-o", "--output", type=NAMED, required=True, metavar="DIR", help="The folder to write."
)
@click.option("--zip", "zipped", is_flag=True, help="Write DIR.zip in place of the folder.")
@library_option
@asking_options
@delivery_options
@look_options
@part_options
@answer_options
@setting_options
def command(
    motion: str,
    *,
    start: str,
    layout: Path | None,
    output: Path,
    zipped: bool,
    library: Path | None,
    asking: Asking,
    delivery: Delivery,
    look: Look,
    parts: Mapping[str, bool],
    answers: Mapping[str, str],
    setting: Setting,
) -> None:
    """Put everything MOTION needs into one folder: documents, e-mails, dates, checklist, slips.

    \b
      motions pack fast-track-discipline --example -o demo
    """
    archive = _archive(output) if zipped else None
    request = make_request(motion, setting, library)
    case = prepare(replace(request, start=start, answers=answers, parts=parts))
    say_if_projected(case.route.conference)
    folder = archive.parent if archive else output
    case = asking.complete(case, None, folder, "motions pack")
    content = load_layout(layout, layout_for(case.model.amendments))
    pack = render_pack(case, layout=content, stamp=setting.stamp, look=look)
    files = place_pack(pack, output, archive, force=delivery.force)
    for note in files.notes:
        say(note)
    if delivery.dry_run:
        delivery.list_files(files.paths)
        say("Nothing was written.")
        return
    save_pack(case, files, force=delivery.force)
    delivery.list_files(files.paths)
    for remark in pack_remarks(case):
        say(remark)
    say(f"Next: read README.txt in {archive or output}; it says what each file is for.")


def _archive(output: Path) -> Path:
    if not output.name:
        raise click.UsageError("Name the zip file: -o NAME --zip writes NAME.zip.")
    return output.with_name(f"{output.name.removesuffix('.zip')}.zip")
