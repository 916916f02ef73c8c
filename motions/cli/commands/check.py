"""``motions check``: what could get a motion ruled out, or make a Word file hard to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path

import click

from motions.base.text import wrapped
from motions.checks.findings import Finding, Severity
from motions.checks.rules import check_pair
from motions.cli.options import (
    Setting,
    answer_options,
    echo_json,
    json_option,
    library_option,
    part_options,
    say,
    setting_options,
)
from motions.cli.own_files import find_library
from motions.cli.requests import has_organisation, load_setting_organisation
from motions.jobs.check import CheckRequest, CheckResult, check_any, is_document


@click.command("check")
@click.argument("names", metavar="MOTION|FILE…", nargs=-1, required=True)
@click.option(
    "--kind", default="", metavar="KIND", help="What a Word file is sent as: motion, rule-change."
)
@click.option("--accessibility", is_flag=True, help="Check whether everybody can read a Word file.")
@library_option
@json_option
@part_options
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
    parts: Mapping[str, bool],
    answers: Mapping[str, str],
    setting: Setting,
) -> None:
    """Check a model motion, a file of your own or a finished Word document. It only advises.

    The exit code is 1 if it found an error.

    \b
      motions check fast-track-discipline
      motions check mine.md edited.docx --conference labour-2021
      motions check letterhead.docx --accessibility
    """
    if accessibility and not all(map(is_document, names)):
        raise click.UsageError("--accessibility checks Word files: name a .docx.")
    request = CheckRequest(
        today=setting.today,
        conference=setting.conference,
        kind=kind,
        organisation=load_setting_organisation(setting) if has_organisation(setting) else None,
        library=find_library(library, setting.org),
        answers=answers,
        parts=parts,
    )
    results = [check_any(name, request, accessibility=accessibility) for name in names]
    findings = [*_located(results), *_pairs(results)]
    if as_json:
        echo_json({"findings": [asdict(finding) for finding in findings]})
    for finding in () if as_json else findings:
        click.echo("\n".join(_lines(finding)))
    _summary(findings, results)
    ctx.exit(1 if any(one.severity is Severity.ERROR for one in findings) else 0)


def _located(results: list[CheckResult]) -> Iterator[Finding]:
    """Yield every finding; where several things are checked, its place begins with the thing."""
    for one in results:
        for finding in one.findings:
            where = f"{one.name}: {finding.where}" if len(results) > 1 else finding.where
            yield replace(finding, where=where)


def _pairs(results: list[CheckResult]) -> Iterator[Finding]:
    """Yield what cannot be sent together, of all that is for one conference."""
    for conference in {
        one.conference.id: one.conference for one in results if one.conference
    }.values():
        kinds = [(one.name, one.kind) for one in results if one.conference == conference]
        yield from check_pair(kinds, conference)


def _lines(finding: Finding) -> list[str]:
    source = f" Source: {finding.source}" if finding.source else ""
    text = f"{finding.severity.value}: {finding.where}: {finding.message} ({finding.rule}){source}"
    return wrapped(text, indent=2)


def _summary(findings: list[Finding], results: list[CheckResult]) -> None:
    counts = [
        f"{number} {severity.value}{'' if number == 1 else 's'}"
        for severity in Severity
        if (number := sum(one.severity is severity for one in findings))
    ]
    conferences = dict.fromkeys(one.conference.name for one in results if one.conference)
    against = f" Checked against: {', '.join(conferences)}." if conferences else ""
    against += "".join(f" {note}" for note in dict.fromkeys(one.note for one in results) if note)
    say(f"{', '.join(counts) or 'Nothing found'}.{against}")
