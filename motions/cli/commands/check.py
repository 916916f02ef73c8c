"""``motions check``: what a motion could be ruled out for; who could not read a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import click

from motions.base.text import wrapped
from motions.checks.findings import Finding, Severity
from motions.checks.rules import check_pair
from motions.cli.options import (
    Setting,
    answer_options,
    clause_options,
    echo_json,
    json_option,
    library_option,
    say,
    setting_options,
)
from motions.cli.own_files import find_library, has_organisation, load_setting_organisation
from motions.jobs.check import Checked, Ground, check_accessible, check_document, check_model


@click.command("check")
@click.argument("names", metavar="MOTION|FILE…", nargs=-1, required=True)
@click.option("--kind", default="", metavar="KIND", help="What a Word file is sent as.")
@click.option("--accessibility", is_flag=True, help="Check whether everybody can read a Word file.")
@library_option
@json_option
@clause_options
@answer_options
@setting_options
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    *,
    kind: str,
    accessibility: bool,
    library: Path | None,
    as_json: bool,
    clauses: Mapping[str, bool],
    answers: Mapping[str, str],
    setting: Setting,
) -> None:
    """Check a model motion, a file of your own or a finished Word document. It only advises.

    Exit code 1 where it found an error.

    \b
      motions check fast-track-discipline
      motions check mine.md edited.docx --conference labour-2021
      motions check letterhead.docx --accessibility
    """
    documents = [name for name in names if name.casefold().endswith(".docx")]
    if accessibility and len(documents) < len(names):
        raise click.UsageError("--accessibility checks Word files: name a .docx.")
    described = has_organisation(setting)
    ground = Ground(
        today=setting.today,
        conference=setting.conference,
        kind=kind,
        organisation=load_setting_organisation(setting) if described else None,
        library=find_library(library, setting.org),
        answers=answers,
        clauses=clauses,
    )
    checked = [
        _check_file(Path(name), ground, accessibility=accessibility)
        if name in documents
        else check_model(name, ground)
        for name in names
    ]
    findings = [*_located(checked), *_pairs(checked)]
    if as_json:
        echo_json({"findings": [_as_json(finding) for finding in findings]})
    else:
        for finding in findings:
            click.echo("\n".join(_lines(finding)))
    _summary(findings, checked)
    ctx.exit(1 if any(one.severity is Severity.ERROR for one in findings) else 0)


def _check_file(path: Path, ground: Ground, *, accessibility: bool) -> Checked:
    return check_accessible(path) if accessibility else check_document(path, ground)


def _located(checked: list[Checked]) -> Iterator[Finding]:
    """Yield every finding; where several things are checked, its place begins with the thing."""
    for one in checked:
        for finding in one.findings:
            where = f"{one.name}: {finding.where}" if len(checked) > 1 else finding.where
            yield replace(finding, where=where)


def _pairs(checked: list[Checked]) -> Iterator[Finding]:
    """Yield what cannot be sent together, of all that is for one conference."""
    for conference in {
        one.conference.id: one.conference for one in checked if one.conference
    }.values():
        kinds = [(one.name, one.kind) for one in checked if one.conference == conference]
        yield from check_pair(kinds, conference)


def _as_json(finding: Finding) -> dict[str, str]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "where": finding.where,
        "source": finding.source,
    }


def _lines(finding: Finding) -> list[str]:
    source = f" Source: {finding.source}" if finding.source else ""
    text = f"{finding.severity.value}: {finding.where}: {finding.message} ({finding.rule}){source}"
    return wrapped(text, indent=2)


def _summary(findings: list[Finding], checked: list[Checked]) -> None:
    counts = [
        f"{number} {severity.value}{'' if number == 1 else 's'}"
        for severity in Severity
        if (number := sum(one.severity is severity for one in findings))
    ]
    held = dict.fromkeys(one.conference.name for one in checked if one.conference)
    against = f" Held against: {', '.join(held)}." if held else ""
    against += "".join(f" {note}" for note in dict.fromkeys(one.note for one in checked) if note)
    say(f"{', '.join(counts) or 'Nothing found'}.{against}")
