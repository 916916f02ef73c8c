"""The pages of a pack beside the motion: checklist, speaking note, result slip, letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from motions.base.dates import day_of, long_day, long_moment
from motions.bodies.body import Body
from motions.conferences.conference import Status
from motions.documents.form_text import render_portal_text
from motions.documents.page import Lines, Page, PageTable, Part, Points, motion_parts, part, text
from motions.drafting.draft import Clause, Draft, Labelled
from motions.drafting.motion import Motion
from motions.jobs.case import Case
from motions.planning.failures import problems
from motions.planning.step import Action, Step


def checklist_page(case: Case, draft: Draft, files: Mapping[str, str]) -> Page:
    """Return the dates of *case* with what to do and what to take along, on one page.

    *files* names the files of the pack: "portal", "note", and "mail/…", "motion/…", "result/…" with
    the id of each body. *draft* is the motion as the first body debates it.
    """
    rows = tuple((_when(step), *_task(step, files)) for step in case.plan.steps)
    parts = [part("Dates", PageTable(("When", "What to do", "Take or send"), rows))]
    late = tuple(problem.message for problem in problems(case.plan))
    if late:
        ways = "What you can still do is in dates.txt."
        parts.insert(0, part("Too late by the ordinary route", Points((*late, ways))))
    parts.append(part("Before it is sent", Points(tuple(_to_do(draft)), ticks=True)))
    route = case.route
    return Page(
        title=f"Checklist: {draft.title}",
        author=draft.body,
        language="en-GB",
        lead=(
            Labelled("Conference", route.conference.name),
            Labelled("Deadline", f"{long_moment(route.submission.due)}{_how_sure(case)}"),
        ),
        parts=tuple(parts),
        small_print=tuple(filter(None, (draft.status, f"Counted from {long_day(route.today)}."))),
    )


def speaking_page(draft: Draft, motion: Motion) -> Page:
    """Return what the mover needs in hand: the points of *draft* and where its facts stand."""
    parts = [
        Part(section.heading, (Points(tuple(_points(section.clauses))),))
        for section in draft.sections
    ]
    if motion.facts:
        facts = tuple(
            f"{fact.claim} ({fact.source}, checked {long_day(day_of(fact.checked))})"
            for fact in motion.facts
        )
        parts.append(part("If somebody asks for the source", Points(facts)))
    return Page(
        title=f"Speaking note: {draft.title}",
        author=draft.body,
        language=draft.language,
        lead=(Labelled("Meeting of", draft.body),),
        parts=(part("To begin", text(f"I move “{draft.title}”.")), *parts),
        small_print=(draft.source,),
    )


def result_page(draft: Draft) -> Page:
    """Return the slip on which a meeting records what it decided, with the words it decided on."""
    record = (
        Labelled("Date of the meeting", ""),
        Labelled("Votes for", ""),
        Labelled("Votes against", ""),
        Labelled("Abstentions", ""),
        Labelled("Chair or secretary", ""),
    )
    outcome = (
        "Carried in exactly the words below.",
        "Carried as amended: the changes are written into the words below, or attached.",
        "Not carried.",
    )
    return Page(
        title=f"Result: {draft.title}",
        author=draft.body,
        language=draft.language,
        lead=(Labelled("Meeting of", draft.body), Labelled("Next to", draft.addressee)),
        parts=(
            part("What the meeting decided", Points(outcome, ticks=True), Lines(record)),
            *motion_parts(draft),
        ),
        small_print=(f"{draft.motion_id}, version {draft.motion_version}.",),
    )


def covering_letter(case: Case, draft: Draft, body: Body, below: Body | None) -> tuple[str, str]:
    """Return the subject and the text of the e-mail that takes *draft* to the secretary of *body*.

    *below* is the body that carries it first. Nobody is named but the secretary, if known.
    """
    step = next(
        (s for s in case.plan.steps if s.action is Action.MEETING and s.body.id == body.id), None
    )
    notice = next(
        (s for s in case.plan.steps if s.action is Action.NOTICE and s.body.id == body.id), None
    )
    meeting = f"the next meeting of {body.name}"
    if step and step.aim:
        meeting = f"the meeting of {body.name} on {long_moment(step.aim)}"
    subject = f"Motion for {meeting}: {draft.title}"
    lines = [
        f"Dear {body.secretary.name or 'Secretary'},",
        "",
        f"Please put the attached motion, “{draft.title}”, on the agenda of {meeting}.",
    ]
    if notice and notice.aim:
        lines.append(
            f"{body.name} asks for {body.notice} of notice: it is to reach you by "
            f"{long_day(day_of(notice.aim))}."
        )
    if below is not None:
        lines.append(f"{below.name} carried it on ____________ .")
    route = case.route
    deadline = f"{long_moment(route.submission.due)}{_how_sure(case)}"
    lines += [f"It is for {route.conference.name}; the deadline is {deadline}.", ""]
    lines += ["The text is below as well.", "", "With best wishes", "", "", "-" * 40, ""]
    return subject, "\n".join(lines) + "\n" + render_portal_text(draft).replace("\r\n", "\n")


def guide(case: Case, described: Mapping[str, str]) -> str:
    """Return the README.txt of a pack: each file of *described* and what it is for."""
    route = case.route
    deadline = f"{long_moment(route.submission.due)}{_how_sure(case)}"
    width = max(map(len, described))
    lines = [
        f"{case.title}",
        f"for {route.conference.name}, deadline {deadline}",
        "",
        "What each file is for, in the order you need them:",
        "",
        *(f"  {name:{width}}  {purpose}" for name, purpose in described.items()),
        "",
        "An .eml file opens in a mail program as a message ready to be sent; read it first.",
        "Word may open a document for reading only: choose Enable Editing to fill its gaps.",
        "If answers.toml is here, it holds what you typed, names too. Do not pass it on.",
    ]
    return "".join(f"{line}\r\n" for line in lines)


def _when(step: Step) -> str:
    if step.aim is None:
        return f"By {long_moment(step.last_chance)}" if step.last_chance else "No date can be kept"
    aim = long_moment(step.aim)
    if step.last_chance is None or step.last_chance <= step.aim:
        return aim
    return f"{aim} (last chance {long_moment(step.last_chance)})"


def _task(step: Step, files: Mapping[str, str]) -> tuple[str, str]:
    body = step.body
    motion, result = files[f"motion/{body.id}"], files[f"result/{body.id}"]
    if step.action is Action.NOTICE:
        return f"Send it to the secretary of {body.name}", files[f"mail/{body.id}"]
    if step.action is Action.MEETING:
        take = f"{motion} (printed); {files['note']}; {result}"
        return f"Move it at the meeting of {body.name}; record the vote and the words", take
    return f"{body.name} submits it, in the words as carried", files["portal"]


def _to_do(draft: Draft) -> Iterator[str]:
    gaps = draft.gap_count
    if gaps:
        yield f"Fill the {gaps} marked gap{'s' if gaps > 1 else ''} in the text."
    yield "Name a mover and a seconder."
    yield "Open the sources of its facts again: do they still say so?"
    yield f"Run “motions check {draft.motion_id}” and read what it says."
    yield "Ask the secretaries whether the meeting dates are still right."


def _points(clauses: tuple[Clause, ...]) -> Iterator[str]:
    for clause in clauses:
        inner = " ".join(_points(clause.clauses))
        yield f"{clause.text} {inner}".strip()


def _how_sure(case: Case) -> str:
    status = case.route.submission.status
    return "" if status is Status.CONFIRMED else f" ({status.value})"
