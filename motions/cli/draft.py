"""``motions draft``: a motion as a Word document or as text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from motions.casework import Wish, Work, take_on
from motions.cli.options import (
    FILE,
    Setting,
    answer_options,
    echo_json,
    force_option,
    json_option,
    load_setting_organisation,
    look_options,
    say,
    say_if_projected,
    setting_options,
)
from motions.docx.look import Look
from motions.draft import Draft
from motions.drafting import draft_for_body
from motions.files import check_writable, write_file
from motions.organisation import slug


@click.command("draft")
@click.argument("motion")
@click.option("--for", "body", default="", metavar="BODY", help="Who debates it.")
@click.option(
    "--format", "format_", type=click.Choice(["docx", "txt"]), default="docx", show_default=True
)
@click.option(
    "--layout", type=FILE, metavar="FILE.docx", help="Your own Word file with {{ tags }}."
)
@click.option("-o", "--output", type=FILE, metavar="PATH", help="Default: a name in this folder.")
@json_option
@force_option
@look_options
@answer_options
@setting_options
def command(
    motion: str,
    *,
    body: str,
    format_: str,
    layout: Path | None,
    output: Path | None,
    as_json: bool,
    force: bool,
    look: Look,
    answers: Mapping[str, str],
    setting: Setting,
) -> None:
    """Write MOTION in the name of a body of yours, or fill in any Word file with {{ tags }}.

    \b
      motions draft fast-track-discipline --for riverside --set mover="A. Member"
      motions draft letter.docx --set recipient="A. Secretary"
    """
    if motion.lower().endswith(".docx"):
        from motions.cli.letters import LetterWish, write_letter  # noqa: PLC0415 one use of several

        if layout or format_ != "docx":
            raise click.UsageError("A Word file with tags takes neither --layout nor --format.")
        wish = LetterWish(Path(motion), body, answers, look)
        write_letter(wish, setting, output, force=force, as_json=as_json)
        return
    organisation = load_setting_organisation(setting)
    work = take_on(Wish(motion, organisation, setting.today, setting.conference, answers=answers))
    say_if_projected(work.plan.route.conference)
    chosen = organisation.body(body) if body else work.plan.route.bodies[0]
    draft = draft_for_body(work.case(), chosen)
    path = output or Path(f"{draft.motion_id}-{slug(chosen.id)}.{format_}")
    if path.is_dir():
        path = path / f"{draft.motion_id}-{slug(chosen.id)}.{format_}"
    check_writable(path, force=force)
    write_file(path, _render(draft, format_, layout, look, setting), force=force)
    if as_json:
        echo_json({"files": [str(path)]})
    say(f"Wrote {path}{_gaps(draft)}")
    _warn(work)


def _render(draft: Draft, format_: str, layout: Path | None, look: Look, setting: Setting) -> bytes:
    if format_ == "txt":
        from motions.text import render_reading_text  # noqa: PLC0415 one format of several

        return render_reading_text(draft).encode()
    from motions.docx.motion import render_motion  # noqa: PLC0415 docxtpl takes a while to load
    from motions.layouts import layout_for, load_layout  # noqa: PLC0415

    content, source = load_layout(layout, layout_for(draft.amendments))
    return render_motion(draft, layout=content, stamp=setting.stamp, source=source, look=look)


def _gaps(draft: Draft) -> str:
    gaps = draft.gap_count
    return f" ({gaps} marked gap{'s' if gaps > 1 else ''} to fill)" if gaps else ""


def _warn(work: Work) -> None:
    if not work.plan.feasible:
        kind = work.plan.route.submission.kind
        say(f"By the ordinary route it is too late: 'motions plan {kind}' says why.")
