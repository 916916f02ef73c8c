"""``motions draft``: a motion as a Word document, or as text for a form, a page or a printer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from motions.base.errors import MissingAnswersError
from motions.base.files import check_writable, write_file
from motions.cli.asking import Asking, asking_options, in_a_terminal
from motions.cli.inputs import Command
from motions.cli.looks import look_options
from motions.cli.options import (
    FILE,
    SOURCE,
    STDOUT,
    STREAMED,
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
from motions.cli.requests import has_organisation, load_setting_organisation, make_request
from motions.documents.word.look import Look
from motions.jobs.answers import target
from motions.jobs.draft import (
    FORMATS,
    Stationery,
    Written,
    draft_case,
    draft_name,
    save_draft,
    write_draft,
)

LETTER = ".docx"
"""A motion is named by its id or its .md; a file that ends so is a letter to fill in."""


@dataclass(frozen=True)
class _Wanted:
    """Which document is wanted: whose words (*body*), for which *use*, in which *format*, where."""

    body: str
    use: str
    format: str
    output: Path | None

    def path(self, name: str) -> Path:
        """Return where the file goes that is called *name*, unless the user named it."""
        if self.output is None:
            return Path(name)
        return self.output / name if self.output.is_dir() else self.output


@click.command("draft", cls=Command)
@click.argument("motion", type=SOURCE)
@click.option(
    "--for",
    "body",
    default="",
    metavar="BODY|conference",
    help="Who debates it, or 'conference' for the online form.",
)
@click.option(
    "--for-use",
    "use",
    default="",
    metavar="USE",
    help="For another purpose, such as council; 'motions show' lists them.",
)
@click.option(
    "--format", "format_", type=click.Choice([*FORMATS]), default="docx", show_default=True
)
@click.option(
    "--layout", type=FILE, metavar="FILE.docx", help="Your own Word file with {{ tags }}."
)
@click.option(
    "-o",
    "--output",
    type=STREAMED,
    metavar="PATH",
    help="Where to write; - is standard output (default: a new name here).",
)
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
    body: str,
    use: str,
    format_: str,
    layout: Path | None,
    output: Path | None,
    library: Path | None,
    asking: Asking,
    delivery: Delivery,
    look: Look,
    parts: Mapping[str, bool],
    answers: Mapping[str, str],
    setting: Setting,
) -> None:
    """Write MOTION as one of your bodies debates it, or fill in a Word file with {{ tags }}.

    \b
      motions draft fast-track-discipline --for riverside --set mover="A. Member"
      motions draft jerusalem-declaration --for conference --format txt
      motions draft jerusalem-declaration --for-use council --format md
      motions draft letter.docx --set recipient="A. Secretary"
    """
    if output is STDOUT and delivery.as_json:
        raise click.UsageError("-o - and --json both go to standard output; give one of them.")
    wanted = _Wanted(body, use, format_, output)
    stationery = Stationery(layout, look, setting.stamp)
    if motion.lower().endswith(LETTER):
        _letter(Path(motion), wanted, answers, (stationery, delivery, setting))
        return
    request = replace(make_request(motion, setting, library), answers=answers, parts=parts)
    case, whose = draft_case(request, body, use)
    if case.planned:
        say_if_projected(case.route.conference)
    meant = wanted.path(draft_name(case, whose, format_))
    path = _place(meant, delivery)
    case = asking.complete(case, whose, path.parent, "motions draft")
    written = write_draft(case, whose, format_, stationery)
    if _announced(path, written, delivery):
        return
    if path is not STDOUT:
        save_draft(case, written, path, force=delivery.force)
        if path != meant:
            say(f"{meant} has been edited since it was written, so it was left alone.")
        say(f"Wrote {path}{_gaps(written)}")
    for warning in written.warnings:
        say(warning)


def _place(meant: Path, delivery: Delivery) -> Path:
    """Return where to write: *meant*, or a name beside it where that has been edited."""
    if meant is STDOUT:
        return meant
    path = target(meant, force=delivery.force)
    check_writable(path, force=delivery.force)
    return path


def _announced(path: Path, written: Written, delivery: Delivery) -> bool:
    """Print what goes to standard output, and tell whether that is all that is wanted."""
    delivery.list_files([path], as_text=False)
    if delivery.dry_run:
        where = "standard output" if path is STDOUT else path
        say(f"Would write {where}{_gaps(written)}. Nothing was written.")
    elif path is STDOUT:
        click.echo(written.content, nl=False)
    return delivery.dry_run


def _letter(
    template: Path,
    wanted: _Wanted,
    answers: Mapping[str, str],
    given: tuple[Stationery, Delivery, Setting],
) -> None:
    """Fill the Word file *template*; in a terminal, what it still needs is asked for."""
    from motions.jobs.letter import (  # noqa: PLC0415 no motion waits for what only a letter needs
        LetterRequest,
        letter_name,
        missing_names,
        open_letter,
        write_letter,
    )

    on, delivery, setting = given
    if on.layout or wanted.format != "docx":
        raise click.UsageError("A Word file with tags takes neither --layout nor --format.")
    path = wanted.path(letter_name(template))
    if path is not STDOUT:
        check_writable(path, force=delivery.force)
    organisation = load_setting_organisation(setting) if has_organisation(setting) else None
    letter, values = open_letter(
        LetterRequest(
            template, setting.today, organisation, wanted.body, setting.conference, answers
        )
    )
    missing = missing_names(letter, values)
    if missing and not in_a_terminal(no_input=False):
        options = [f'--set {name}="…"{hint}' for name, hint in missing.items()]
        raise MissingAnswersError(f"motions draft {letter.source}", options)
    values |= {name: click.prompt(name.replace("_", " "), err=True) for name in missing}
    written = write_letter(letter, values, on)
    if _announced(path, written, delivery) or path is STDOUT:
        return
    write_file(path, written.content, force=delivery.force)
    say(f"Wrote {path}")


def _gaps(written: Written) -> str:
    gaps = written.gaps
    return f" ({gaps} marked gap{'s' if gaps > 1 else ''} to fill)" if gaps else ""
