"""A model motion and the mover's answers to a Draft, voiced for one body or for the conference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from motions.base.errors import MotionsError
from motions.base.languages import Words, words
from motions.base.text import one_line
from motions.bodies.body import Body
from motions.conferences.conference import CONFERENCE_TIER, Conference, Status, Submission
from motions.drafting.draft import Draft, Labelled, count_section_words
from motions.drafting.front_matter import Use
from motions.drafting.motion import Motion
from motions.drafting.parameters import Parameter, is_required
from motions.drafting.source_text import Gap, Value, fill_amendments, fill_sections
from motions.drafting.values import (
    ANSWERABLE,
    Voice,
    all_answers,
    answer_in_words,
    answer_problems,
    fill_values,
)


@dataclass(frozen=True)
class Script:
    """A motion with the user's *answers* and choice of optional *parts*, to be read in any voice.

    Its methods raise MotionsError for answers that the motion does not ask for or that do not fit,
    all at once, and DataFileError for a model motion that cannot be read.
    """

    motion: Motion
    answers: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, bool] = field(default_factory=dict)

    def route_voice(
        self, conference: Conference, bodies: Sequence[Body], body: Body | None = None
    ) -> Voice:
        """Return how *body*, one of *bodies*, speaks; without one, the conference.

        *bodies* is the whole route, lowest first. Raises UnknownNameError where *conference* does
        not take such motions.
        """
        speakers = {**conference.tiers, **self.motion.voices}
        printed = Voice(
            tier=CONFERENCE_TIER,
            speaker=speakers[CONFERENCE_TIER],
            body=bodies[-1].name if bodies else "",
            bodies={one.tier: one.name for one in bodies},
            conference=conference,
            submission=conference.submission(self.motion.kind),
        )
        if body is None:
            return printed
        index = bodies.index(body)
        return replace(
            printed,
            tier=body.tier,
            speaker=speakers.get(body.tier) or f"This {body.tier.replace('-', ' ')}",
            body=body.name,
            forwards_to=bodies[index + 1].name if index + 1 < len(bodies) else "",
            carried_by=bodies[index - 1].name if index else "",
            printed=printed,
        )

    def use_voice(self, use: Use, body: Body) -> Voice:
        """Return how *body* speaks for another *use*: there is no conference and no deadline."""
        speaker = {**self.motion.voices, **use.voices}.get(body.tier, use.voice)
        return Voice(body.tier, speaker, body.name, bodies={body.tier: body.name}, use=use)

    def missing(self, voice: Voice) -> list[Parameter]:
        """Return the blanks that may not stay empty in that *voice*, and are."""
        values = self._values(voice)
        return [
            one
            for one in self.motion.parameters
            if isinstance(values[one.name], Gap) and is_required(one, values)
        ]

    def draft(self, voice: Voice) -> Draft:
        """Return the motion in one *voice*."""
        motion, use, submission = self.motion, voice.use, voice.submission
        values = self._values(voice)
        sections = printed = fill_sections(motion, values)
        if voice.printed is not None:
            printed = fill_sections(motion, self._values(voice.printed))
        amended = use is None or use.amendments
        return Draft(
            motion_id=motion.id,
            motion_version=motion.version,
            title=one_line(use.title if use and use.title else motion.title),
            kind_name=one_line(use.name) if use else submission.name if submission else "",
            language=motion.language,
            body=one_line(voice.body),
            addressee=one_line(voice.forwards_to or (submission.to if submission else "")),
            conference=voice.conference.name if voice.conference else "",
            sections=sections,
            amendments=fill_amendments(motion, values) if amended else (),
            details=_details(motion, self.answers, voice),
            word_limit=submission.words if submission else None,
            conference_words=count_section_words(printed),
            title_limit=submission.title_words if submission else None,
            source=_source(motion),
            status=_status(words(motion.language), submission) if submission else "",
            heard=_heard(words(motion.language), voice),
            consequential=tuple(map(one_line, motion.consequential)) if amended else (),
            reminders=tuple(map(one_line, _reminders(motion, voice))),
        )

    def check_answers(self, answers: Mapping[str, str]) -> None:
        """Raise MotionsError for each of *answers* that the motion cannot take."""
        if problems := answer_problems(self.motion, answers):
            raise MotionsError("\n".join(problems))

    def _values(self, voice: Voice) -> dict[str, Value]:
        return fill_values(self.motion, self.answers, self.parts, voice)


def _details(motion: Motion, answers: Mapping[str, str], voice: Voice) -> tuple[Labelled, ...]:
    """Return the lines below the text: who moved it, who carried it before, for which meeting."""
    if voice.printed is None and voice.use is None:
        return ()
    own, say, given = motion.labels, words(motion.language).say, all_answers(answers, voice)
    mover, seconder, meeting = (answer_in_words(one, given, motion) for one in ANSWERABLE)
    if not meeting and voice.meeting:
        meeting = words(motion.language).day(voice.meeting)
    lines = [
        Labelled(own.get("mover") or say("documents.moved_by"), mover),
        Labelled(own.get("seconder") or say("documents.seconded_by"), seconder),
        Labelled(own.get("meeting") or say("documents.meeting"), meeting),
    ]
    if voice.carried_by:
        below = one_line(voice.carried_by)
        carried = own.get("carried", "").replace("{body}", below)
        lines.insert(0, Labelled(carried or say("documents.carried_by", body=below), ""))
    return tuple(lines)


def _source(motion: Motion) -> str:
    name, url = motion.source.name, motion.source.url
    return words(motion.language).say(
        "documents.model",
        motion=motion.id,
        version=one_line(motion.version),
        source=one_line(f"{name} ({url})." if url else f"{name}."),
    )


def _reminders(motion: Motion, voice: Voice) -> Iterator[str]:
    """Yield what to look up for each edition in which the model found its places, if it is old.

    Then come those of the conference's rules.
    """
    if voice.conference is None or voice.submission is None:
        return
    for edition in dict.fromkeys(one.edition for one in motion.amendments):
        year = re.search(r"\b(?:19|20)\d\d\b", edition)
        if year is None or int(year[0]) < voice.conference.start.year - 1:
            yield words(motion.language).say("documents.old_edition", edition=one_line(edition))
    yield from voice.submission.reminders


def _heard(said: Words, voice: Voice) -> str:
    """Return the year in which the conference takes it, where its file says so."""
    if voice.conference is None or voice.submission is None:
        return ""
    heard, year = voice.submission.heard, voice.conference.start.year
    if heard == "same year":
        return said.say("documents.heard_same_year", year=year)
    return said.say("documents.heard_next_year", year=year + 1) if heard == "next year" else heard


def _status(said: Words, submission: Submission) -> str:
    assumed = "" if submission.hour_known else said.say("documents.hour_assumed")
    when = submission.at
    if submission.status is Status.PROJECTED:
        return said.say("documents.deadline_projected", when=when, assumed=assumed)
    if submission.status is Status.REPORTED:
        return said.say("documents.deadline_reported", when=when, assumed=assumed)
    return ""
