"""What the text of a motion can ask for: the user's answers, and who speaks to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from motions.base.dates import day_of
from motions.base.errors import MotionsError, did_you_mean
from motions.base.languages import language_of, words
from motions.base.text import one_line
from motions.conferences.conference import Conference, Submission
from motions.drafting.front_matter import Use, kept_parts
from motions.drafting.motion import Motion
from motions.drafting.parameters import (
    MEETING_DATE,
    STANDARD_NAMES,
    Parameter,
    ParameterType,
    read_answer,
)
from motions.drafting.source_text import Gap, Value

ANSWERABLE = (
    Parameter("Mover", name="mover"),
    Parameter("Seconder", name="seconder"),
    Parameter("Day of the meeting", name=MEETING_DATE, type=ParameterType.DATE),
)
"""The standard blanks that the user may fill; the other names follow from body and conference."""


@dataclass(frozen=True)
class Voice:
    """Who speaks to whom: a body on the route to a conference, the conference, or another use.

    *body* is the name of the body, *bodies* maps tiers to the names of the bodies on the route.
    *forwards_to* gets the motion next, *carried_by* carried it before; either may be empty.
    *meeting* is the day on which the body is to debate it, where a plan gives one. A motion for
    another *use* has no *conference* and no *submission*. *printed* is the voice in which the
    conference prints what the body debates; that voice itself has none.
    """

    tier: str
    speaker: str
    body: str
    bodies: Mapping[str, str] = field(default_factory=dict)
    forwards_to: str = ""
    carried_by: str = ""
    meeting: date | None = None
    conference: Conference | None = None
    submission: Submission | None = None
    use: Use | None = None
    printed: Voice | None = None


def answer_problems(motion: Motion, answers: Mapping[str, str]) -> list[str]:
    """Return a sentence for each of *answers* that *motion* does not ask for or cannot take."""
    known = {one.name: one for one in (*ANSWERABLE, *motion.parameters)}
    problems = []
    for name, answer in answers.items():
        if name not in known:
            hint = did_you_mean(name, list(known))
            problems.append(f"{name!r} is not a blank of {motion.id}.{hint}")
            continue
        try:
            _read(known[name], answer)
        except ValueError as error:
            problems.append(f"{name}: {error}.")
    return problems


def fill_values(
    motion: Motion, answers: Mapping[str, str], parts: Mapping[str, bool], voice: Voice
) -> dict[str, Value]:
    """Return what the text of *motion* can ask for, by name; the user's choices win over a use's.

    Raises MotionsError for wrong answers and for optional parts that do not exist, all at once.
    """
    use, cut_off = voice.use, voice.submission.subject_after if voice.submission else None
    problems = answer_problems(motion, answers)
    if problems:
        problems.append(f"'motions show {motion.id}' lists its blanks.")
        raise MotionsError("\n".join(problems))
    said = words(motion.language)
    values: dict[str, Value] = dict.fromkeys(STANDARD_NAMES, "")
    values.update({tier: name for tier, name in voice.bodies.items() if tier in STANDARD_NAMES})
    values |= {
        "speaker": voice.speaker,
        "tier": voice.tier,
        "body": voice.body,
        "conference": voice.conference.name if voice.conference else "",
        "forwards_to": voice.forwards_to,
        "cut_off": _day(day_of(cut_off), motion) if cut_off else "",
        "use": use.id if use else "",
        "clause": kept_parts(motion.parts, use.choices() if use else {}, parts),
    }
    given = all_answers(answers, voice)
    for one in ANSWERABLE:
        values[one.name] = answer_in_words(one, given, motion) or Gap(
            said.say(f"blanks.{one.name}")
        )
    for one in motion.parameters:
        values[one.name] = answer_in_words(one, given, motion) or Gap(one.gap or one.label)
    return values


def all_answers(answers: Mapping[str, str], voice: Voice) -> Mapping[str, str]:
    """Return the user's *answers* over those that the use of *voice* fills in."""
    return {**voice.use.answers, **answers} if voice.use else answers


def answer_in_words(parameter: Parameter, answers: Mapping[str, str], motion: Motion) -> str:
    """Return the answer as the text says it: a date in the language of the motion."""
    value = _read(parameter, answers.get(parameter.name, "") or parameter.default)
    return _day(value, motion) if isinstance(value, date) else value


def _day(day: date, motion: Motion) -> str:
    """Return *day* in words; in another language than the motion's it says so."""
    said = words(motion.language).day(day)
    return said if language_of(said, motion.language) else said.text


def _read(parameter: Parameter, answer: str) -> str | date:
    typed = one_line(answer).strip()
    return read_answer(parameter, typed) if typed else ""
