"""The pages of a pack beside the motion: checklist, speaking note, result slip, letter.

They are in the language of the motion. What planning says of a plan that is too late is English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from motions.base.dates import day_of
from motions.base.languages import ENGLISH, Said, Words, words
from motions.bodies.body import Body
from motions.bodies.notice import Notice
from motions.conferences.conference import Status
from motions.documents.form_text import render_portal_text
from motions.documents.page import Lines, Page, PageTable, Part, Points, motion_parts, part, text
from motions.drafting.draft import Clause, Draft, Labelled
from motions.drafting.motion import Motion
from motions.jobs.case import Case
from motions.planning.failures import problems
from motions.planning.plan import Plan
from motions.planning.step import Action, Step


def checklist_page(case: Case, draft: Draft, files: Mapping[str, str]) -> Page:
    """Return the dates of *case* with what to do and what to take along, on one page.

    *files* names the files of the pack: "portal", "note", and "mail/…", "motion/…", "result/…" with
    the id of each body. *draft* is the motion as the first body debates it.
    """
    said, route = words(draft.language), case.route
    say = said.say
    head = (say("checklist.when"), say("checklist.what_to_do"), say("checklist.take_or_send"))
    rows = tuple(
        (_when(case.plan, step, said), *_task(step, files, said)) for step in case.plan.steps
    )
    parts = [part(say("checklist.dates"), PageTable(head, rows))]
    late = tuple(Said(problem.message, ENGLISH) for problem in problems(case.plan))
    if late:
        points = Points((*late, say("checklist.options")))
        parts.insert(0, part(say("checklist.too_late"), points))
    to_do = Points(tuple(_to_do(draft, said)), ticks=True)
    parts.append(part(say("checklist.before_sending"), to_do))
    counted = say("checklist.counted_from", today=route.today)
    return Page(
        title=say("checklist.title", title=draft.title),
        author=draft.body,
        language=draft.language,
        lead=(
            Labelled(say("checklist.conference"), route.conference.name),
            Labelled(say("checklist.deadline"), _deadline(case, said)),
        ),
        parts=tuple(parts),
        small_print=tuple(filter(None, (draft.status, counted))),
    )


def speaking_page(draft: Draft, motion: Motion) -> Page:
    """Return what the mover needs in hand: the points of *draft* and where its facts stand."""
    say = words(draft.language).say
    parts = [
        Part(section.heading, (Points(tuple(_points(section.clauses))),))
        for section in draft.sections
    ]
    if motion.facts:
        facts = tuple(
            say(
                "speaking_note.fact",
                claim=fact.claim,
                source=fact.source,
                checked=day_of(fact.checked),
            )
            for fact in motion.facts
        )
        parts.append(part(say("speaking_note.if_asked"), Points(facts)))
    opening = text(say("speaking_note.i_move", title=draft.title))
    return Page(
        title=say("speaking_note.title", title=draft.title),
        author=draft.body,
        language=draft.language,
        lead=(Labelled(say("speaking_note.meeting_of"), draft.body),),
        parts=(part(say("speaking_note.to_begin"), opening), *parts),
        small_print=(draft.source,),
    )


def result_page(draft: Draft) -> Page:
    """Return the slip on which a meeting records what it decided, with the words it decided on."""
    say = words(draft.language).say
    record = (
        say("result_slip.date"),
        say("result_slip.for"),
        say("result_slip.against"),
        say("result_slip.abstentions"),
        say("result_slip.signed"),
    )
    outcome = (
        say("result_slip.carried"),
        say("result_slip.amended"),
        say("result_slip.not_carried"),
    )
    lines = Lines(tuple(Labelled(label, "") for label in record))
    version = say("documents.version", motion=draft.motion_id, version=draft.motion_version)
    return Page(
        title=say("result_slip.title", title=draft.title),
        author=draft.body,
        language=draft.language,
        lead=(
            Labelled(say("result_slip.meeting_of"), draft.body),
            Labelled(say("result_slip.next_to"), draft.addressee),
        ),
        parts=(
            part(say("result_slip.decision"), Points(outcome, ticks=True), lines),
            *motion_parts(draft),
        ),
        small_print=(version + ".",),
    )


def covering_letter(case: Case, draft: Draft, body: Body, below: Body | None) -> tuple[str, str]:
    """Return the subject and the text of the e-mail that takes *draft* to the secretary of *body*.

    *below* is the body that carries it first. Nobody is named but the secretary, if known.
    """
    said, title, secretary = words(draft.language), draft.title, body.secretary.name
    say = said.say
    steps = [one for one in case.plan.steps if one.body.id == body.id]
    aims = {one.action: _chosen(case.plan, one) for one in steps}
    meeting = say("mail.next_meeting", body=body.name)
    if aim := aims.get(Action.MEETING):
        meeting = say("mail.meeting_on", body=body.name, when=aim)
    dear = say("mail.dear", secretary=secretary) if secretary else say("mail.dear_secretary")
    lines = [dear, "", say("mail.request", title=title, meeting=meeting)]
    if send := aims.get(Action.NOTICE):
        notice, when = _notice(body.notice, said), day_of(send)
        lines.append(say("mail.notice", body=body.name, notice=notice, when=when))
    if below is not None:
        lines.append(say("mail.carried", body=below.name))
    conference = case.route.conference.name
    lines += [
        say("mail.deadline", conference=conference, deadline=_deadline(case, said)),
        "",
        say("mail.text_below"),
        "",
        say("mail.closing"),
        "",
        "",
        "-" * 40,
        "",
    ]
    subject = say("mail.subject", meeting=meeting, title=title)
    return subject, "\n".join(lines) + "\n" + render_portal_text(draft).replace("\r\n", "\n")


def guide(case: Case, described: Mapping[str, str]) -> str:
    """Return the README.txt of a pack: each file of *described* and what it is for."""
    said, width = words(case.model.language), max(map(len, described))
    say = said.say
    conference, deadline = case.route.conference.name, _deadline(case, said)
    lines = [
        case.title,
        say("pack.heading", conference=conference, deadline=deadline),
        "",
        say("pack.files"),
        "",
        *(f"  {name:{width}}  {purpose}" for name, purpose in described.items()),
        "",
        say("pack.open_mail"),
        say("pack.open_word"),
        say("pack.private"),
    ]
    return "".join(f"{line}\r\n" for line in lines)


def _chosen(plan: Plan, step: Step) -> date | None:
    """Return when to do *step*: the recommended day, or the earliest where none is recommended."""
    return plan.recommended(step) or step.aim


def _when(plan: Plan, step: Step, said: Words) -> str:
    last, chosen = step.last_chance, _chosen(plan, step)
    if chosen is None:
        return said.say("checklist.by", when=last) if last else said.say("checklist.no_date")
    text = said.moment(chosen)
    if last is None or day_of(last) <= day_of(chosen):
        return text
    return said.say("checklist.last_chance", aim=text, last_chance=last)


def _task(step: Step, files: Mapping[str, str], said: Words) -> tuple[str, str]:
    body, say = step.body, said.say
    motion, result = files[f"motion/{body.id}"], files[f"result/{body.id}"]
    if step.action is Action.NOTICE:
        return say("checklist.send", body=body.name), files[f"mail/{body.id}"]
    if step.action is Action.MEETING:
        take = say("checklist.printed", file=motion) + f"; {files['note']}; {result}"
        return say("checklist.move", body=body.name), take
    return say("checklist.submit", body=body.name), files["portal"]


def _to_do(draft: Draft, said: Words) -> Iterator[str]:
    say = said.say
    if draft.gap_count:
        yield say("checklist.gaps", count=draft.gap_count)
    yield say("checklist.name_movers")
    yield say("checklist.check_facts")
    yield say("checklist.check_motion", motion=draft.motion_id)
    yield say("checklist.check_meetings")


def _points(clauses: tuple[Clause, ...]) -> Iterator[str]:
    for clause in clauses:
        inner = " ".join(_points(clause.clauses))
        yield f"{clause.text} {inner}".strip()


def _notice(notice: Notice, said: Words) -> str:
    return said.say(f"notice.{notice.unit.name.lower()}", count=notice.count)


def _deadline(case: Case, said: Words) -> str:
    """Return the deadline in words, which say so where it is not confirmed."""
    due, status = case.route.submission.due, case.route.submission.status
    if status is Status.CONFIRMED:
        return said.moment(due)
    return said.say(f"deadlines.{status.value}", when=due)
