"""``motions show``: all there is to know of a model motion."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from motions.cli.options import echo_json, json_option, library_option, to_json
from motions.cli.own_files import find_library
from motions.drafting.library import find_motion, shipped_motions
from motions.drafting.motion import Motion
from motions.drafting.parameters import ALWAYS, Parameter, ParameterType


@click.command("show")
@click.argument("motion")
@library_option
@json_option
def command(motion: str, *, library: Path | None, as_json: bool) -> None:
    """Show the text of MOTION, its blanks, its facts and where it comes from."""
    found = find_motion(motion, shipped_motions(), find_library(library))
    if as_json:
        echo_json(_as_json(found))
    else:
        click.echo("\n".join(_lines(found)))


def _as_json(motion: Motion) -> dict[str, Any]:
    """Return what ``--json`` prints: the motion's fields, but for what only a draft needs."""
    keys = ("id", "title", "kind", "version", "summary", "language", "source", "parameters")
    blank = ("name", "label", "help", "default", "required_when", "type", "choices", "max_words")
    data = to_json(motion)
    data["parameters"] = [{key: one[key] for key in blank} for one in data["parameters"]]
    return {
        **{key: data[key] for key in keys},
        "clauses": data["parts"],
        "uses": [{key: one[key] for key in ("id", "label")} for one in data["uses"]],
        **{key: data[key] for key in ("translation_of", "facts", "text")},
    }


def _lines(motion: Motion) -> Iterator[str]:
    yield f"{motion.title}\n{motion.id}, {motion.kind}, version {motion.version}, {motion.language}"
    yield f"{motion.summary}\n"
    yield motion.text.strip()
    if motion.parameters:
        yield "\nBlanks (fill them with --set NAME=VALUE):"
        for one in motion.parameters:
            about = " ".join(filter(None, (f"{one.label}.", one.help, *_limits(one))))
            yield f"  {one.name}: {about}"
    if motion.parts:
        yield "\nOptional parts (--with PART, --without PART):"
        for part in motion.parts:
            yield f"  {part.id} ({'kept' if part.default else 'left out'}): {part.label}"
    if motion.uses:
        yield "\nOther uses (--for-use USE), with no conference and no deadline:"
        yield from (f"  {use.id}: {use.label}" for use in motion.uses)
    if motion.facts:
        yield "\nFacts:"
    for fact in motion.facts:
        yield f"  - {fact.claim}\n    {fact.source} (checked {fact.checked})"
    yield f"\nSource: {motion.source.name} {motion.source.url}".rstrip()


def _limits(parameter: Parameter) -> Iterator[str]:
    """Yield in sentences what an answer must be, and when there must be one."""
    kinds = {
        ParameterType.DATE: "A date.",
        ParameterType.NUMBER: "A number.",
        ParameterType.URL: "A web address.",
        ParameterType.CHOICE: f"One of: {', '.join(parameter.choices)}.",
    }
    if parameter.type in kinds:
        yield kinds[parameter.type]
    if parameter.max_words:
        yield f"At most {parameter.max_words} words."
    if parameter.required_when == ALWAYS:
        yield "Always needed."
    elif parameter.required_when:
        yield f"Needed when {parameter.required_when}."
