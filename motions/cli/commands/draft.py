"""``motions draft``: a motion as a Word document, or as text for a form, a page or a printer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from motions.base.files import check_writable, write_file
from motions.base.text import slug
from motions.bodies.body import Body
from motions.cli.asking import ask_blanks, in_a_terminal, require
from motions.cli.options import (
    FILE,
    STDOUT,
    STREAMED,
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
from motions.conferences.conference import CONFERENCE_TIER
from motions.documents.word.look import Look
from motions.drafting.compose import (
    Case,
    OtherUse,
    draft_for_body,
    draft_for_conference,
    draft_for_use,
    missing_answers,
)
from motions.drafting.draft import Draft
from motions.drafting.front_matter import find_use
from motions.drafting.library import find_motion, shipped_motions
from motions.drafting.motion import Motion
from motions.jobs.answers import keep_answers, last_answers, target
from motions.jobs.request import Wish, Work, starting_body, take_on
from motions.planning.failures import problems

FORMATS = ("docx", "txt", "md", "html", "pdf")


@click.command("draft")
@click.argument("motion")
@click.option(
    "--for", "body", default="", metavar="BODY|conference", help="Who debates it, or prints it."
)
@click.option("--for-use", "use", default="", metavar="USE", help="Another purpose: see 'show'.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="docx", show_default=True)
@click.option(
    "--layout", type=FILE, metavar="FILE.docx", help="Your own Word file with {{ tags }}."
)
@click.option(
    "-o",
    "--output",
    type=STREAMED,
    metavar="PATH",
    help="Default: a name in this folder; -: stdout.",
)
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
    body: str,
    use: str,
    format_: str,
    layout: Path | None,
    output: Path | None,
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
    """Write MOTION in the name of a body of yours, or fill in any Word file with {{ tags }}.

    \b
      motions draft fast-track-discipline --for riverside --set mover="A. Member"
      motions draft jerusalem-declaration --for conference --format txt
      motions draft jerusalem-declaration --for-use council --format md
      motions draft letter.docx --set recipient="A. Secretary"
    """
    if output is STDOUT and as_json:
        raise click.UsageError("-o - and --json both go to standard output; give one of them.")
    if motion.lower().endswith(".docx"):
        from motions.cli.letters import LetterWish, write_letter  # noqa: PLC0415 one use of several

        if layout or format_ != "docx":
            raise click.UsageError("A Word file with tags takes neither --layout nor --format.")
        letter = LetterWish(Path(motion), body, answers, look)
        write_letter(letter, setting, output, force=force, as_json=as_json)
        return
    wish = replace(make_wish(motion, setting, library), answers=answers, clauses=clauses)
    job = _job_for_use(wish, body, use) if use else _job(wish, body)
    wanted = _path(job, output, format_)
    path = _place(wanted, force=force)
    if in_a_terminal(no_input=no_input or gaps):
        last = last_answers(path.parent, job.motion.id)
        filled = ask_blanks(job.motion, job.case.answers, last)
        job = replace(job, case=replace(job.case, answers=filled))
    require(missing_answers(job.case, job.at), gaps=gaps, command="motions draft")
    draft = job.draft()
    content = _render(draft, format_, layout, look, setting)
    if as_json:
        echo_json({"files": [str(path)]})
    if dry_run:
        where = "standard output" if path is STDOUT else path
        say(f"Would write {where}{_gaps(draft)}. Nothing was written.")
        return
    if path is STDOUT:
        click.echo(content, nl=False)
    else:
        write_file(path, content, force=force)
        written = {path.name: content} if format_ == "docx" else {}
        keep_answers(path.parent, job.motion.id, job.case.answers, written)
        if path != wanted:
            say(f"{wanted} may have been edited since it was written; it stays as it is.")
        say(f"Wrote {path}{_gaps(draft)}")
    _warn(job, draft)


@dataclass(frozen=True)
class _Job:
    """A motion to be drafted. *at* is the body that debates it, or None: conference prints it."""

    motion: Motion
    case: Case | OtherUse
    at: Body | None
    work: Work | None = None

    @property
    def stem(self) -> str:
        """The name of the file without its ending: the motion, the use, the body; no person."""
        use = f"-{slug(self.case.use.id)}" if isinstance(self.case, OtherUse) else ""
        return f"{slug(self.motion.id)}{use}-{slug(self.at.id if self.at else CONFERENCE_TIER)}"

    def draft(self) -> Draft:
        """Return the draft; raises MotionsError for what cannot be filled."""
        if isinstance(self.case, OtherUse):
            return draft_for_use(self.case)
        return draft_for_body(self.case, self.at) if self.at else draft_for_conference(self.case)


def _job(wish: Wish, body: str) -> _Job:
    printed = body.casefold() == CONFERENCE_TIER
    chosen = None if printed or not body else wish.organisation.body(body)
    if chosen is not None and not _on_the_only_route(wish, chosen):
        wish = replace(wish, start=chosen.id)
    work = take_on(wish)
    say_if_projected(work.plan.route.conference)
    case = work.case()
    return _Job(case.motion, case, None if printed else chosen or case.bodies[0], work)


def _on_the_only_route(wish: Wish, body: Body) -> bool:
    lowest = wish.organisation.lowest()
    return len(lowest) == 1 and body in wish.organisation.route(lowest[0])


def _job_for_use(wish: Wish, body: str, use: str) -> _Job:
    motion = find_motion(wish.subject, shipped_motions(), wish.library)
    other = OtherUse(
        motion=motion,
        use=find_use(motion.uses, use),
        body=starting_body(wish.organisation, body),
        answers=wish.answers,
        clauses=wish.clauses,
    )
    return _Job(motion, other, other.body)


def _place(wanted: Path, *, force: bool) -> Path:
    """Return where to write: *wanted*, or a name beside it where that may have been edited."""
    if wanted is STDOUT:
        return wanted
    path = target(wanted, force=force)
    check_writable(path, force=force)
    return path


def _warn(job: _Job, draft: Draft) -> None:
    for text in draft.over_limits:
        say(f"Mind: {text}")
    for problem in problems(job.work.plan) if job.work else ():
        say(f"Too late by the ordinary route: {problem.message}")


def _path(job: _Job, output: Path | None, format_: str) -> Path:
    name = f"{job.stem}.{format_}"
    if output is None:
        return Path(name)
    return output / name if output.is_dir() else output


def _render(draft: Draft, format_: str, layout: Path | None, look: Look, setting: Setting) -> bytes:
    """Return *draft* in the format; each is imported only when it is asked for."""
    if format_ == "txt":
        from motions.documents.form_text import render_portal_text  # noqa: PLC0415

        return render_portal_text(draft).encode()
    if format_ == "md":
        from motions.documents.markdown import render_markdown  # noqa: PLC0415

        return render_markdown(draft).encode()
    if format_ == "html":
        from motions.documents.html import render_html  # noqa: PLC0415
        from motions.documents.page import motion_page  # noqa: PLC0415

        return render_html(motion_page(draft)).encode()
    document = _render_docx(draft, layout, look, setting)
    if format_ == "pdf":
        from motions.documents.pdf import render_pdf  # noqa: PLC0415

        return render_pdf(document)
    return document


def _render_docx(draft: Draft, layout: Path | None, look: Look, setting: Setting) -> bytes:
    from motions.documents.word.layouts import layout_for, load_layout  # noqa: PLC0415
    from motions.documents.word.motion import render_motion  # noqa: PLC0415 docxtpl takes a while to load

    content, source = load_layout(layout, layout_for(draft.amendments))
    return render_motion(draft, layout=content, stamp=setting.stamp, source=source, look=look)


def _gaps(draft: Draft) -> str:
    gaps = draft.gap_count
    return f" ({gaps} marked gap{'s' if gaps > 1 else ''} to fill)" if gaps else ""
