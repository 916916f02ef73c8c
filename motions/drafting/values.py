"""What the text of a motion can ask for: the user's answers, and who speaks to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from motions.base.errors import MotionsError, did_you_mean
from motions.base.languages import day_in_words
from motions.base.text import one_line
from motions.drafting.front_matter import kept_parts
from motions.drafting.motion import Motion
from motions.drafting.parameters import STANDARD_NAMES, Parameter, ParameterType, read_answer
from motions.drafting.source_text import Gap, Value

MEETING_DATE = "meeting_date"

ANSWERABLE = (
    Parameter("Mover", name="mover"),
    Parameter("Seconder", name="seconder"),
    Parameter("Day of the meeting", name=MEETING_DATE, type=ParameterType.DATE),
)
"""The standard blanks that the user may fill; the other names follow from body and conference."""


@dataclass(frozen=True)
class Scene:
    """Who speaks to whom. *bodies* maps tiers to the names of the bodies on the route."""

    tier: str
    speaker: str
    body: str
    bodies: Mapping[str, str] = field(default_factory=dict)
    forwards_to: str = ""
    conference: str = ""
    cut_off: date | None = None
    use: str = ""


def answer_problems(motion: Motion, answers: Mapping[str, str]) -> list[str]:
    """Return a sentence for each of *answers* that *motion* does not ask for or cannot take."""
    known = {one.name: one for one in (*ANSWERABLE, *motion.parameters)}
    problems = []
    for name, answer in answers.items():
        if name not in known:
            hint = did_you_mean(name, list(known))
            problems.append(f"{name!r} is no blank of {motion.id}.{hint}")
            continue
        try:
            _read(known[name], answer)
        except ValueError as error:
            problems.append(f"{name}: {error}.")
    return problems


def fill_values(
    motion: Motion, answers: Mapping[str, str], clauses: Mapping[str, bool], scene: Scene
) -> dict[str, Value]:
    """Return what the text of *motion* can ask for, by name.

    Raises MotionsError for answers that are wrong and clauses that are not there, all at once.
    """
    problems = answer_problems(motion, answers)
    if problems:
        problems.append(f"'motions show {motion.id}' lists its blanks.")
        raise MotionsError("\n".join(problems))
    values: dict[str, Value] = dict.fromkeys(STANDARD_NAMES, "")
    values.update({tier: name for tier, name in scene.bodies.items() if tier in STANDARD_NAMES})
    values |= {
        "speaker": scene.speaker,
        "tier": scene.tier,
        "body": scene.body,
        "conference": scene.conference,
        "forwards_to": scene.forwards_to,
        "cut_off": day_in_words(scene.cut_off, motion.language) if scene.cut_off else "",
        "use": scene.use,
        "clause": kept_parts(motion.parts, clauses),
    }
    for one in ANSWERABLE:
        hint = one.name.replace("_", " ")
        values[one.name] = answer_in_words(one, answers, motion) or Gap(hint)
    for one in motion.parameters:
        values[one.name] = answer_in_words(one, answers, motion) or Gap(one.gap or one.label)
    return values


def answer_in_words(parameter: Parameter, answers: Mapping[str, str], motion: Motion) -> str:
    """Return the answer as the text says it: a date in the language of the motion."""
    value = _read(parameter, answers.get(parameter.name, "") or parameter.default)
    return day_in_words(value, motion.language) if isinstance(value, date) else value


def _read(parameter: Parameter, answer: str) -> str | date:
    typed = one_line(answer).strip()
    return read_answer(parameter, typed) if typed else ""
