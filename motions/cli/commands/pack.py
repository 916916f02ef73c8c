"""``motions pack``: a folder with all that a motion needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from motions.base.files import check_writable, write_file, write_folder
from motions.base.text import slug
from motions.cli.asking import ask_blanks, in_a_terminal, require
from motions.cli.options import (
    FILE,
    NAMED,
    Setting,
    answer_options,
    clause_options,
    dry_run_option,
    echo_json,
    force_option,
    gaps_option,
    json_option,
    library_option,
    look_options,
    no_input_option,
    say,
    say_if_projected,
    setting_options,
)
from motions.cli.own_files import make_wish
from motions.documents.word.layouts import layout_for, load_layout
from motions.documents.word.look import Look
from motions.drafting.compose import draft_for_conference, missing_answers
from motions.jobs.answers import keep_answers, last_answers, target
from motions.jobs.pack import DATES, render_pack, zip_pack
from motions.jobs.request import Work, take_on
from motions.planning.views.verdict import verdict


@click.command("pack")
@click.argument("motion")
@click.option("--for", "start", default="", metavar="BODY", help="Where the route begins.")
@click.option(
    "--layout", type=FILE, metavar="FILE.docx", help="Your own Word file with {{ tags }}."
)
@click.option(
    "-o", "--output", type=NAMED, required=True, metavar="DIR", help="The folder to write."
)
@click.option("--zip", "zipped", is_flag=True, help="Write DIR.zip in place of the folder.")
@gaps_option
@no_input_option
@dry_run_option
@library_option
@json_option
@force_option
@look_options
@clause_options
@answer_options
@setting_options
def command(
    motion: str,
    *,
    start: str,
    layout: Path | None,
    output: Path,
    zipped: bool,
    gaps: bool,
    no_input: bool,
    dry_run: bool,
    library: Path | None,
    as_json: bool,
    force: bool,
    look: Look,
    clauses: Mapping[str, bool],
    answers: Mapping[str, str],
    setting: Setting,
) -> None:
    """Write a folder for MOTION: documents, e-mails, the form's text, dates, checklist, slips.

    \b
      motions pack fast-track-discipline --example -o demo
    """
    wish = make_wish(motion, setting, library)
    archive = _archive(output) if zipped else output
    folder = archive.parent if zipped else output
    work = take_on(replace(wish, start=start, answers=answers, clauses=clauses))
    say_if_projected(work.plan.route.conference)
    model = work.case().motion
    if in_a_terminal(no_input=no_input or gaps):
        last = last_answers(folder, model.id)
        work = replace(work, answers=ask_blanks(model, answers, last))
    _require_all(work, gaps=gaps)
    content = load_layout(layout, layout_for(model.amendments))
    contents = render_pack(work, layout=content, stamp=setting.stamp, look=look)
    if zipped:
        contents = {archive.name: zip_pack(contents, folder=slug(archive.stem))}
    contents = _beside_edited(folder, contents, force=force)
    paths = [folder / name for name in contents]
    if dry_run:
        _show(paths, as_json=as_json)
        say("Nothing was written.")
        return
    if zipped:
        write_file(archive, contents[archive.name], force=force)
    else:
        write_folder(folder, contents, force=force)
    documents = {name: data for name, data in contents.items() if name.endswith(".docx")}
    keep_answers(folder, model.id, work.answers, documents)
    _show(paths, as_json=as_json)
    for text in draft_for_conference(work.case()).over_limits:
        say(f"Mind: {text}")
    for text in verdict(work.plan):
        say(text)
    if not work.plan.feasible:
        say(f"{DATES} says what is left.")
    say(f"Next: read README.txt in {archive}; it says what each file is for.")


def _archive(output: Path) -> Path:
    if not output.name:
        raise click.UsageError("Name the zip file: -o NAME --zip writes NAME.zip.")
    return output.with_name(f"{output.name.removesuffix('.zip')}.zip")


def _require_all(work: Work, *, gaps: bool) -> None:
    """Refuse blanks that may not stay empty at some body or in the conference's print."""
    case = work.case()
    missing = {
        one.name: one for body in (*case.bodies, None) for one in missing_answers(case, body)
    }
    require(list(missing.values()), gaps=gaps, command="motions pack")


def _beside_edited(folder: Path, contents: Mapping[str, bytes], *, force: bool) -> dict[str, bytes]:
    """Return *contents* with another name for each document that somebody may have edited."""
    renamed: dict[str, bytes] = {}
    for name, content in contents.items():
        path = target(folder / name, force=force)
        check_writable(path, force=force)
        if path.name != name:
            say(f"{folder / name} may have been edited; it stays, and {path.name} is new.")
        renamed[path.name] = content
    return renamed


def _show(paths: list[Path], *, as_json: bool) -> None:
    if as_json:
        echo_json({"files": [str(path) for path in paths]})
    else:
        for path in paths:
            click.echo(path)
