"""What ``motions check`` looks at: a model motion, or a Word file, against a conference's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from motions.base.dates import parse_day
from motions.base.errors import DataFileError, did_you_mean
from motions.base.files import read_bytes
from motions.bodies.body import Body, Organisation
from motions.bodies.organisation_file import example_organisation
from motions.checks.accessibility import check_accessibility
from motions.checks.findings import Finding, Severity
from motions.checks.rules import (
    RuleSet,
    check_amendments,
    check_blanks,
    check_facts,
    check_text,
    check_translation,
    in_order,
)
from motions.checks.word_lists import load_check_words
from motions.checks.wording import Text
from motions.conferences.choose import Choice, choose_conference, kinds_of
from motions.conferences.conference import Conference
from motions.conferences.conference_file import shipped_conferences
from motions.documents.word.ooxml.reading import DocumentText, read_document_text
from motions.drafting.compose import Script
from motions.drafting.draft import Draft, numbered
from motions.drafting.library import find_motion, shipped_motions
from motions.drafting.motion import Motion
from motions.drafting.parameters import Parameter
from motions.drafting.source_text import gap_run
from motions.jobs.case import EVENT_DATE, Case

USUAL_KIND = "motion"
"""What a Word file is taken for that does not say what kind of submission it is."""


@dataclass(frozen=True)
class CheckRequest:
    """What everything is checked against. *organisation* is None where nobody described one."""

    today: date
    conference: str = ""
    kind: str = ""
    organisation: Organisation | None = None
    library: Path | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, bool] = field(default_factory=dict)


TEMPLATE = "Taken for a template: its tags were checked, not its text."


@dataclass(frozen=True)
class CheckResult:
    """The findings on one thing that was named, and as what kind of submission it was taken.

    *kind* is empty and *conference* None for what is not a motion. *note* says what was left out.
    """

    name: str
    findings: list[Finding]
    kind: str = ""
    conference: Conference | None = None
    note: str = ""


def check(what: Case | str | Path, *, today: date | None = None) -> list[Finding]:
    """Return what could get a motion ruled out, worst first: of a case, a model motion or a file.

    *what* is a Case, a model motion's id, or the path of a .md or a .docx; for these two *today* is
    needed. Raises MotionsError for a name or a file that cannot be used.
    """
    if isinstance(what, Case):
        route = what.route
        request = CheckRequest(what.today, answers=what.answers, parts=what.parts)
        return _model_findings(what.model, route.conference, request, route.bodies)
    if today is None:
        message = "check() needs today for what is not a Case"
        raise TypeError(message)
    return check_any(str(what), CheckRequest(today)).findings


def is_document(name: str) -> bool:
    """Tell whether *name* is that of a Word file."""
    return name.casefold().endswith(".docx")


def check_any(name: str, request: CheckRequest, *, accessibility: bool = False) -> CheckResult:
    """Return the findings on what is called *name*: a model motion, or a Word file.

    With *accessibility*, what keeps somebody from reading that file instead.
    """
    if not is_document(name):
        return check_model(name, request)
    return check_accessible(Path(name)) if accessibility else check_document(Path(name), request)


def check_model(name: str, request: CheckRequest) -> CheckResult:
    """Return the findings on the model motion *name*, an id or a file, as conference prints it.

    What is wrong with its file is a finding too. Raises MotionsError for a name that is not known
    and for answers or optional parts that the motion does not have.
    """
    try:
        motion = find_motion(name, shipped_motions(), request.library)
        if problem := _kind_problem(motion.kind, request):
            return CheckResult(name, [Finding("kind", Severity.ERROR, problem, "kind")])
        conference = _conference(request, motion.kind, motion.conferences)
        conference.submission(motion.kind)
        findings = _model_findings(motion, conference, request, _bodies(request))
    except DataFileError as error:
        faults = [
            Finding("model", Severity.ERROR, f"{fault.problem}.", fault.where or "file")
            for fault in error.faults
        ]
        return CheckResult(name, faults)
    return CheckResult(name, findings, motion.kind, conference)


def check_document(path: Path, request: CheckRequest) -> CheckResult:
    """Return the findings on the Word file at *path*: the text of a motion, or a template's tags.

    Raises DataFileError for a file that is not a Word document.
    """
    data = read_bytes(path)
    text = read_document_text(data, str(path))
    if _is_template(text):
        from motions.checks.template_tags import lint_template  # noqa: PLC0415 one use of several
        from motions.documents.word.motion import layout_names  # noqa: PLC0415

        findings = in_order(lint_template(data, str(path), layout_names()))
        return CheckResult(str(path), findings, note=TEMPLATE)
    conference = _conference(request, request.kind or USUAL_KIND)
    kind = request.kind or _stated_kind(text, conference)
    rules = RuleSet(
        conference,
        conference.submission(kind),
        load_check_words("en", request.library),
        request.today,
    )
    paper = Text(text.title, text.sections, "en", finished=True, around=text.around)
    return CheckResult(str(path), check_text(paper, rules), kind, conference)


def check_accessible(path: Path) -> CheckResult:
    """Return what keeps somebody from reading the Word file at *path*."""
    data = read_bytes(path)
    return CheckResult(str(path), in_order(check_accessibility(data, str(path))))


def _model_findings(
    motion: Motion, conference: Conference, request: CheckRequest, bodies: tuple[Body, ...]
) -> list[Finding]:
    script = Script(motion, request.answers, request.parts)
    voice = script.route_voice(conference, bodies)
    draft, required = script.draft(voice), script.missing(voice)
    words = load_check_words(motion.language, request.library)
    event = _event_day(motion, request.answers)
    rules = RuleSet(conference, conference.submission(motion.kind), words, request.today, event)
    findings = check_text(Text(draft.title, draft.sections, draft.language), rules)
    findings += check_blanks(_blanks(motion, draft, request.answers, required), required)
    findings += check_facts(motion.facts, request.today, years=words.fact_years if words else 2)
    findings += check_amendments(motion, conference)
    original = next((one for one in shipped_motions() if one.id == motion.translation_of), None)
    findings += check_translation(motion, original)
    findings += _people(request.answers)
    return in_order(findings)


def _blanks(
    motion: Motion, draft: Draft, answers: Mapping[str, str], required: list[Parameter]
) -> list[Parameter]:
    """Return the blanks without an answer whose gap shows in *draft*, or that are *required*."""
    texts = [runs for _number, runs in numbered(draft.sections)]
    texts += [runs for one in draft.amendments for runs in (one.old, one.new)]
    gaps = {run.text for runs in texts for run in runs if run.gap}
    return [
        one
        for one in motion.parameters
        if one in required
        or (not answers.get(one.name, "").strip() and gap_run(one.gap or one.label).text in gaps)
    ]


def _event_day(motion: Motion, answers: Mapping[str, str]) -> date | None:
    """Return the day of the event on which the motion rests, where it asks for it and got it."""
    asks = any(one.name == EVENT_DATE for one in motion.parameters)
    answer = answers.get(EVENT_DATE, "").strip()
    return parse_day(answer) if asks and answer else None


def _people(answers: Mapping[str, str]) -> list[Finding]:
    missing = [name for name in ("mover", "seconder") if not answers.get(name, "").strip()]
    if not missing:
        return []
    message = (
        f"No {' and no '.join(missing)} yet. A secretary expects both: write them on the paper, or "
        f"give them with {' and '.join(f'--set {name}=' for name in missing)}."
    )
    return [Finding("mover", Severity.HINT, message, "details")]


def _kind_problem(kind: str, request: CheckRequest) -> str:
    """Return what is wrong with *kind*, or nothing where some conference takes it."""
    kinds = kinds_of(_choice(request).among)
    if kind in kinds:
        return ""
    return f"No conference takes {kind!r}.{did_you_mean(kind, kinds)} Known: {', '.join(kinds)}."


def _conference(request: CheckRequest, kind: str, written_for: str = "") -> Conference:
    """Return the conference that is named, else the next one of the user's or the example's."""
    tiers = [body.tier for body in _bodies(request)]
    return choose_conference(_choice(request), kind, tiers, written_for)


def _choice(request: CheckRequest) -> Choice:
    series = (request.organisation or example_organisation()).conferences
    return Choice(request.today, shipped_conferences(), request.conference, series)


def _bodies(request: CheckRequest) -> tuple[Body, ...]:
    """Return the first route of the user's organisation, or of the example."""
    organisation = request.organisation or example_organisation()
    return organisation.route(organisation.lowest()[0])


def _is_template(text: DocumentText) -> bool:
    """Tell whether a Word file with this *text* is to be filled: it has tags.

    A motion with nothing but a value's tag left in it is not a template: the tag is a blank.
    """
    return bool(text.tags - {"{{"} if text.sections else text.tags)


def _stated_kind(text: DocumentText, conference: Conference) -> str:
    """Return the kind of submission that the file's properties name, else the usual one."""
    named = (one.kind for one in conference.submissions if one.name == text.subject)
    return next(named, USUAL_KIND)
