"""A model motion and the mover's answers to a Draft, voiced for one body or for the conference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from motions.dates import day_of, long_day, long_moment
from motions.draft import (
    Draft,
    DraftAmendment,
    Labelled,
    Run,
    count_section_words,
)
from motions.errors import MotionsError, did_you_mean
from motions.library import amendment_parameter
from motions.markdown import STANDARD_NAMES, Gap, Value, clean, fill_sections, gap_run
from motions.model import (
    CONFERENCE_TIER,
    Amendment,
    Body,
    Conference,
    Motion,
    Status,
    Submission,
)

ANSWERABLE = ("mover", "seconder", "meeting_date")
"""The standard names that the user may answer; the others follow from body and conference."""


@dataclass(frozen=True)
class Case:
    """All that the drafts of one motion share.

    *bodies* is the whole route, lowest first. *answers* are the user's, by parameter. *meetings*
    gives the day on which a body is to pass the motion, by its id, where a plan gives one.
    """

    motion: Motion
    conference: Conference
    submission: Submission
    bodies: tuple[Body, ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    meetings: Mapping[str, date] = field(default_factory=dict)


def draft_for_body(case: Case, body: Body) -> Draft:
    """Return the motion as *body*, one of the case's, debates it.

    Raises MotionsError for an answer that the motion does not ask for, and DataFileError for a
    model motion that cannot be read.
    """
    index = case.bodies.index(body)
    above = case.bodies[index + 1].name if index + 1 < len(case.bodies) else ""
    details = [
        Labelled("Moved by", _answer(case, "mover")),
        Labelled("Seconded by", _answer(case, "seconder")),
    ]
    if index:
        below = case.bodies[index - 1]
        details.insert(0, Labelled(f"Carried by {below.name} on", ""))
    meeting = _answer(case, "meeting_date") or _meeting_day(case, body)
    details.append(Labelled("For the meeting on", meeting))
    return _draft(case, tier=body.tier, body=body.name, forwards_to=above, details=details)


def draft_for_conference(case: Case) -> Draft:
    """Return the motion as the conference prints it: what is pasted into the party's form."""
    sender = case.bodies[-1].name
    return _draft(case, tier=CONFERENCE_TIER, body=sender, forwards_to="", details=[])


def unknown_answers(motion: Motion, answers: Mapping[str, str]) -> list[str]:
    """Return a sentence for each of *answers* that *motion* does not ask for."""
    known = [*ANSWERABLE, *(parameter.name for parameter in motion.parameters)]
    return [
        f"{name!r} is no blank of {motion.id}.{did_you_mean(name, known)}"
        for name in answers
        if name not in known
    ]


def _draft(case: Case, *, tier: str, body: str, forwards_to: str, details: list[Labelled]) -> Draft:
    unknown = unknown_answers(case.motion, case.answers)
    if unknown:
        remedy = f"'motions show {case.motion.id}' lists its blanks."
        raise MotionsError("\n".join([*unknown, remedy]))
    motion, conference, submission = case.motion, case.conference, case.submission
    values = _values(case, tier=tier, body=body, forwards_to=forwards_to)
    sections = fill_sections(motion, values)
    as_printed = sections
    if tier != CONFERENCE_TIER:
        printed = _values(case, tier=CONFERENCE_TIER, body=case.bodies[-1].name, forwards_to="")
        as_printed = fill_sections(motion, printed)
    return Draft(
        motion_id=motion.id,
        motion_version=motion.version,
        title=clean(motion.title),
        kind_name=submission.name,
        language=motion.language,
        body=clean(body),
        addressee=clean(forwards_to or submission.to),
        conference=conference.name,
        sections=sections,
        amendments=tuple(_amendment(one, values) for one in motion.amendments),
        details=tuple(details),
        word_limit=submission.words,
        conference_words=count_section_words(as_printed),
        title_limit=submission.title_words,
        source=_source(motion),
        status=_status(submission),
        heard=_heard(case),
        consequential=tuple(clean(text) for text in motion.consequential),
        reminders=tuple(clean(text) for text in submission.reminders),
    )


def _values(case: Case, *, tier: str, body: str, forwards_to: str) -> dict[str, Value]:
    conference, submission = case.conference, case.submission
    values: dict[str, Value] = dict.fromkeys(STANDARD_NAMES, "")
    values.update({one.tier: one.name for one in case.bodies if one.tier in STANDARD_NAMES})
    cut_off = submission.subject_after
    values |= {
        "speaker": conference.tiers[tier],
        "tier": tier,
        "body": body,
        "conference": conference.name,
        "forwards_to": forwards_to,
        "cut_off": long_day(day_of(cut_off)) if cut_off else "",
    }
    for name in ANSWERABLE:
        values[name] = _answer(case, name) or Gap(name.replace("_", " "))
    for parameter in case.motion.parameters:
        answer = _answer(case, parameter.name) or parameter.default
        values[parameter.name] = answer or Gap(parameter.gap or parameter.label)
    return values


def _answer(case: Case, name: str) -> str:
    return clean(case.answers.get(name, "")).strip()


def _meeting_day(case: Case, body: Body) -> str:
    day = case.meetings.get(body.id)
    return long_day(day) if day else ""


def _amendment(amendment: Amendment, values: Mapping[str, Value]) -> DraftAmendment:
    def words(which: str) -> tuple[Run, ...]:
        stated = getattr(amendment, which) or values[amendment_parameter(which, amendment)]
        return (gap_run(stated.hint),) if isinstance(stated, Gap) else (Run(clean(str(stated))),)

    return DraftAmendment(
        edition=amendment.edition,
        chapter=amendment.chapter,
        clause=amendment.clause,
        operation=amendment.operation.value.capitalize(),
        old=words("old"),
        new=words("new"),
    )


def _source(motion: Motion) -> str:
    text = f"Model motion {motion.id}, version {motion.version}. {motion.source.name}"
    return clean(f"{text} ({motion.source.url})." if motion.source.url else f"{text}.")


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
