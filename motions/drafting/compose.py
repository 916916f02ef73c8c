"""A model motion and the mover's answers to a Draft, voiced for one body or for the conference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from motions.base.dates import day_of, long_moment
from motions.base.languages import day_in_words
from motions.base.text import one_line
from motions.bodies.body import Body
from motions.conferences.conference import CONFERENCE_TIER, Conference, Status, Submission
from motions.drafting.draft import (
    Draft,
    Labelled,
    count_section_words,
)
from motions.drafting.front_matter import Use
from motions.drafting.motion import Motion
from motions.drafting.parameters import Parameter, is_required
from motions.drafting.source_text import Gap, Value, fill_amendments, fill_sections
from motions.drafting.values import ANSWERABLE, Scene, answer_in_words, fill_values

LABELS = {
    "mover": "Moved by",
    "seconder": "Seconded by",
    "meeting": "For the meeting on",
    "carried": "Carried by {body} on",
}
"""The lines below the text, where a model in another language has no words of its own for them."""


@dataclass(frozen=True)
class Case:
    """All that the drafts of one motion share.

    *bodies* is the whole route, lowest first. *answers* are the user's, by parameter. *meetings*
    gives the day on which a body is to pass the motion, by its id, where a plan gives one.
    *clauses* says which optional clauses the user keeps or leaves out, by id.
    """

    motion: Motion
    conference: Conference
    submission: Submission
    bodies: tuple[Body, ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    meetings: Mapping[str, date] = field(default_factory=dict)
    clauses: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class OtherUse:
    """A motion for another *use*, as *body* debates it: no conference, no deadline, no plan."""

    motion: Motion
    use: Use
    body: Body
    answers: Mapping[str, str] = field(default_factory=dict)
    clauses: Mapping[str, bool] = field(default_factory=dict)
    meeting: date | None = None

    @property
    def all_answers(self) -> Mapping[str, str]:
        """The user's answers, before those that the use brings."""
        return {**self.use.answers, **self.answers}

    def values(self) -> dict[str, Value]:
        """Return what the text can ask for; raises MotionsError for wrong answers."""
        motion, use, body = self.motion, self.use, self.body
        scene = Scene(
            tier=body.tier,
            speaker={**motion.voices, **use.voices}.get(body.tier, use.voice),
            body=body.name,
            bodies={body.tier: body.name},
            use=use.id,
        )
        clauses = {**use.choices(), **self.clauses}
        return fill_values(motion, self.all_answers, clauses, scene)


def draft_for_body(case: Case, body: Body) -> Draft:
    """Return the motion as *body*, one of the case's, debates it.

    Raises MotionsError for answers that the motion does not ask for or that do not fit, all at
    once, and DataFileError for a model motion that cannot be read.
    """
    index = case.bodies.index(body)
    carried_by = case.bodies[index - 1].name if index else ""
    scene = _at_body(case, body)
    values = fill_values(case.motion, case.answers, case.clauses, scene)
    day = case.meetings.get(body.id)
    return replace(
        _draft(case, scene, values),
        sections=fill_sections(case.motion, values),
        details=_details(case.motion, case.answers, day, carried_by),
    )


def draft_for_conference(case: Case) -> Draft:
    """Return the motion as the conference prints it: what is pasted into the party's form."""
    sender = case.bodies[-1].name if case.bodies else ""
    scene = _on_the_route(case, CONFERENCE_TIER, sender, "")
    return _draft(case, scene, fill_values(case.motion, case.answers, case.clauses, scene))


def draft_for_use(other: OtherUse) -> Draft:
    """Return the motion of *other*; raises as :func:`draft_for_body` does."""
    motion, use = other.motion, other.use
    values = other.values()
    sections = fill_sections(motion, values)
    return Draft(
        motion_id=motion.id,
        motion_version=motion.version,
        title=one_line(use.title or motion.title),
        kind_name=one_line(use.name),
        language=motion.language,
        body=one_line(other.body.name),
        addressee="",
        conference="",
        sections=sections,
        amendments=fill_amendments(motion, values) if use.amendments else (),
        details=_details(motion, other.all_answers, other.meeting, ""),
        word_limit=None,
        conference_words=count_section_words(sections),
        source=_source(motion),
        consequential=tuple(map(one_line, motion.consequential)) if use.amendments else (),
    )


def missing_answers(case: Case | OtherUse, body: Body | None = None) -> list[Parameter]:
    """Return the blanks of the case's motion that may not stay empty, and are.

    They are judged as *body* debates it; without one, as the conference prints it. Raises
    MotionsError for answers that are wrong.
    """
    if isinstance(case, OtherUse):
        values = case.values()
    else:
        scene = _at_body(case, body) if body else _on_the_route(case, CONFERENCE_TIER, "", "")
        values = fill_values(case.motion, case.answers, case.clauses, scene)
    return [
        one
        for one in case.motion.parameters
        if isinstance(values[one.name], Gap) and is_required(one, values)
    ]


def _at_body(case: Case, body: Body) -> Scene:
    index = case.bodies.index(body)
    above = case.bodies[index + 1].name if index + 1 < len(case.bodies) else ""
    return _on_the_route(case, body.tier, body.name, above)


def _on_the_route(case: Case, tier: str, body: str, forwards_to: str) -> Scene:
    voices = {**case.conference.tiers, **case.motion.voices}
    cut_off = case.submission.subject_after
    return Scene(
        tier=tier,
        speaker=voices[tier],
        body=body,
        bodies={one.tier: one.name for one in case.bodies},
        forwards_to=forwards_to,
        conference=case.conference.name,
        cut_off=day_of(cut_off) if cut_off else None,
    )


def _draft(case: Case, scene: Scene, values: Mapping[str, Value]) -> Draft:
    """Return the draft with the text that the conference prints, and its amendments as *scene*."""
    motion, submission = case.motion, case.submission
    sender = case.bodies[-1].name if case.bodies else ""
    printed = _on_the_route(case, CONFERENCE_TIER, sender, "")
    sections = fill_sections(motion, fill_values(motion, case.answers, case.clauses, printed))
    return Draft(
        motion_id=motion.id,
        motion_version=motion.version,
        title=one_line(motion.title),
        kind_name=submission.name,
        language=motion.language,
        body=one_line(scene.body),
        addressee=one_line(scene.forwards_to or submission.to),
        conference=case.conference.name,
        sections=sections,
        amendments=fill_amendments(motion, values),
        details=(),
        word_limit=submission.words,
        conference_words=count_section_words(sections),
        title_limit=submission.title_words,
        source=_source(motion),
        status=_status(submission),
        heard=_heard(case),
        consequential=tuple(one_line(text) for text in motion.consequential),
        reminders=tuple(one_line(text) for text in (*_editions(case), *submission.reminders)),
    )


def _details(
    motion: Motion, answers: Mapping[str, str], day: date | None, carried_by: str
) -> tuple[Labelled, ...]:
    """Return the lines below the text: who moved it, who carried it before, for which meeting."""
    labels = {**LABELS, **motion.labels}
    mover, seconder, meeting = (answer_in_words(one, answers, motion) for one in ANSWERABLE)
    if not meeting and day:
        meeting = day_in_words(day, motion.language)
    lines = [Labelled(labels["mover"], mover), Labelled(labels["seconder"], seconder)]
    if carried_by:
        carried = labels["carried"].replace("{body}", one_line(carried_by))
        lines.insert(0, Labelled(carried, ""))
    return (*lines, Labelled(labels["meeting"], meeting))


def _source(motion: Motion) -> str:
    text = f"Model motion {motion.id}, version {motion.version}. {motion.source.name}"
    return one_line(f"{text} ({motion.source.url})." if motion.source.url else f"{text}.")


def _editions(case: Case) -> Iterator[str]:
    """Yield what to look up for each edition in which the model found its places, if it is old."""
    for edition in dict.fromkeys(one.edition for one in case.motion.amendments):
        year = re.search(r"\b(?:19|20)\d\d\b", edition)
        if year is None or int(year[0]) < case.conference.start.year - 1:
            yield (
                f"The places are those of the {edition}. Find each of them in the edition in "
                "force, and put right what has moved."
            )


def _heard(case: Case) -> str:
    """Return the year in which the conference takes it, where its file says so."""
    heard, year = case.submission.heard, case.conference.start.year
    years = {"same year": year, "next year": year + 1}
    return f"{years[heard]} ({heard})" if heard in years else heard


def _status(submission: Submission) -> str:
    due = long_moment(submission.due)
    if submission.status is Status.PROJECTED:
        text = f"The deadline, {due}, is projected from earlier years; it has not been announced."
        return f"{text} Check it before you rely on it."
    if submission.status is Status.REPORTED:
        return f"The deadline, {due}, is reported by one source; check it before you rely on it."
    return ""
