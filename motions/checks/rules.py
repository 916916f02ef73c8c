"""A motion checked against the rules of its conference, its own facts and the calendar.

A check advises. It never changes a text and never stops anybody from sending it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from motions.base.dates import day_of, days_in, long_day, wrong_weekdays
from motions.base.text import count_words
from motions.checks.findings import Finding, Severity
from motions.checks.wording import CheckWords, Text, check_wording, places, places_around
from motions.conferences.conference import Conference, Submission
from motions.drafting.draft import numbered, plain
from motions.drafting.motion import Fact, Motion
from motions.drafting.parameters import Parameter

COUNTING = (
    "words are counted as Word does, between spaces, in headings and clauses; numbers of clauses "
    "are not counted"
)
"""How words are counted. How a conference's own form counts them is not published."""

_TYPED_NUMBER = re.compile(r"^\s*(?:\d+(?:\.\d+)+\.?|\d+[.)]|\(?[a-zA-Z]\)|[ivx]+[.)])\s+")
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)


@dataclass(frozen=True)
class RuleSet:
    """What a motion is checked against. *words* is None where none are known for its language.

    *event_day* is the day of the event on which it rests, where somebody stated one.
    """

    conference: Conference
    submission: Submission
    words: CheckWords | None
    today: date
    event_day: date | None = None


def check_text(paper: Text, rules: RuleSet) -> list[Finding]:
    """Return what to look at in *paper*, the most serious first."""
    found = [*_limits(paper, rules), *_cut_off(paper, rules), *_weekdays(paper, rules)]
    if rules.words is None:
        message = (
            f"No lists of words are known for the language {paper.language!r}, so blanks, stale "
            "words, sections and the like were not looked for. Read it for them."
        )
        found.append(Finding("language", Severity.HINT, message, "language"))
    else:
        found += check_wording(paper, rules.words, kind=rules.submission.kind)
    return in_order(found)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return *findings*, the most serious first, otherwise in their order."""
    return sorted(findings, key=lambda finding: _ORDER.index(finding.severity))


def check_facts(facts: Sequence[Fact], today: date, *, years: int) -> Iterator[Finding]:
    """Yield the facts that nobody has looked at for *years*, and those with a wrong weekday."""
    for number, fact in enumerate(facts, start=1):
        where = f"fact {number}"
        checked = day_of(fact.checked)
        if not fact.source.strip():
            message = "It names no source. Say where it can be checked, or delete it."
            yield Finding("fact", Severity.ERROR, message, where)
        if checked > today:
            message = (
                f"It was checked on {long_day(checked)}, in the future. Is that a typing error?"
            )
            yield Finding("fact", Severity.HINT, message, where, fact.source)
        elif checked < _years_before(today, years):
            message = (
                f"It was last checked on {long_day(checked)}. Check whether it is still true, and "
                'write today\'s date into "checked".'
            )
            yield Finding("fact", Severity.WARNING, message, where, fact.source)
        for problem in wrong_weekdays(fact.claim, year=checked.year):
            yield _weekday(problem, where)


def check_amendments(motion: Motion, conference: Conference) -> Iterator[Finding]:
    """Yield the amendments whose rule book is older than the conference's last year."""
    for number, amendment in enumerate(motion.amendments, start=1):
        years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", amendment.edition)]
        if years and max(years) < conference.start.year - 1:
            message = (
                f"It was found in {amendment.edition}. Compare {amendment.place} with "
                "the rule book in force: places and words move."
            )
            where = f"amendment {number}"
            yield Finding("edition", Severity.WARNING, message, where, conference.source)


def check_blanks(blanks: Sequence[Parameter], required: Sequence[Parameter]) -> Iterator[Finding]:
    """Yield a finding for each of *blanks*, an error for those of them that are *required*."""
    for one in blanks:
        needed = one in required
        message = f'Still a blank: {one.label}. Give it with --set {one.name}="…".'
        if needed:
            message = f"{message} It must be filled in here."
        severity = Severity.ERROR if needed else Severity.WARNING
        yield Finding("blank", severity, message, f"blank {one.name}")


def check_pair(kinds: Sequence[tuple[str, str]], conference: Conference) -> Iterator[Finding]:
    """Yield the submissions that one body cannot both send; *kinds* are pairs of name and kind."""
    for index, (name, kind) in enumerate(kinds):
        submission = conference.submission(kind)
        for other, other_kind in kinds[index + 1 :]:
            if other_kind in submission.excludes:
                message = (
                    f"{name} and {other} cannot both be sent by one body: {submission.name} and "
                    f"{conference.submission(other_kind).name} exclude each other. Choose one."
                )
                rule = submission.excludes_rule
                yield Finding("one-submission", Severity.ERROR, message, name, rule)


def check_translation(motion: Motion, original: Motion | None) -> Iterator[Finding]:
    """Yield where *motion* does not keep up with the *original* that it is a translation of."""
    if not motion.translation_of:
        return
    if original is None:
        message = f"There is no motion {motion.translation_of!r} that this could translate."
        yield Finding("translation", Severity.ERROR, message, "translation_of")
    elif original.version != motion.version:
        message = (
            f"It is version {motion.version}; {original.id} is version {original.version}. Compare "
            "the two texts."
        )
        yield Finding("translation", Severity.WARNING, message, "version")


def count_text(paper: Text) -> int:
    """Return the words of headings and clauses, without the numbers that somebody typed."""
    texts = [plain(runs) for _number, runs in numbered(paper.sections)]
    if paper.finished:
        texts = [_TYPED_NUMBER.sub("", text) for text in texts]
    return sum(map(count_words, texts))


def _limits(paper: Text, rules: RuleSet) -> Iterator[Finding]:
    submission = rules.submission
    near = rules.words.near_limit if rules.words else 100
    for rule, where, words, limit in (
        ("word-limit", "text", count_text(paper), submission.words),
        ("title-limit", "title", count_words(paper.title), submission.title_words),
    ):
        if limit is None:
            continue
        if words > limit:
            message = (
                f"It has {words} words, {words - limit} more than the {limit} that are allowed. "
                f"Shorten it: {COUNTING}."
            )
            yield Finding(rule, Severity.ERROR, message, where, submission.source)
        elif rule == "word-limit" and words >= ceil(limit * near / 100):
            message = (
                f"It has {words} of {limit} words. Leave some room: {COUNTING}; how the form "
                "counts them is not published."
            )
            yield Finding(rule, Severity.WARNING, message, where, submission.source)


def _cut_off(paper: Text, rules: RuleSet) -> Iterator[Finding]:
    submission = rules.submission
    if submission.subject_after is None:
        return
    cut_off, due = day_of(submission.subject_after), day_of(submission.due)
    stated = [day for _where, text in places(paper) for day in days_in(text)]
    if rules.event_day is not None and rules.event_day <= cut_off:
        message = (
            f"The event of {long_day(rules.event_day)} is no later than the cut-off, "
            f"{long_day(cut_off)}. Choose a later event."
        )
        yield Finding("cut-off", Severity.ERROR, message, "text", submission.source)
    elif not any(cut_off < day <= due for day in stated):
        message = (
            f"No date in the text is later than {long_day(cut_off)}. Name an event after that day, "
            "with its date in full: day, month and year."
        )
        yield Finding("cut-off", Severity.ERROR, message, "text", submission.source)


def _weekdays(paper: Text, rules: RuleSet) -> Iterator[Finding]:
    for where, text in places_around(paper):
        for problem in wrong_weekdays(text, year=rules.conference.start.year):
            yield _weekday(problem, where)


def _weekday(problem: str, where: str) -> Finding:
    """Return the finding; without a year in the text the year was guessed, so it is a warning."""
    states_year = re.search(r"\d{4}'", problem)
    severity = Severity.ERROR if states_year else Severity.WARNING
    return Finding("weekday", severity, f"{problem}. Correct the day or the date.", where)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
