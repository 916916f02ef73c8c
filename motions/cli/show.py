"""``motions show``: all there is to know of a model motion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from motions.cli.options import echo_json, json_option
from motions.library import find_motion, shipped_motions
from motions.model import Motion


@click.command("show")
@click.argument("motion")
@json_option
def command(motion: str, *, as_json: bool) -> None:
    """Show the text of MOTION, its blanks, its facts and where it comes from."""
    found = find_motion(motion, shipped_motions())
    if as_json:
        echo_json(_as_json(found))
    else:
        click.echo("\n".join(_lines(found)))


def _as_json(motion: Motion) -> dict[str, Any]:
    published = motion.source.published
    return {
        "id": motion.id,
        "title": motion.title,
        "kind": motion.kind,
        "version": motion.version,
        "summary": motion.summary,
        "language": motion.language,
        "source": {
            "name": motion.source.name,
            "published": published.isoformat() if published else None,
            "url": motion.source.url,
        },
        "parameters": [
            {
                "name": one.name,
                "label": one.label,
                "help": one.help,
                "default": one.default,
                "required_when": one.required_when,
            }
            for one in motion.parameters
        ],
        "facts": [
            {"claim": fact.claim, "source": fact.source, "checked": fact.checked.isoformat()}
            for fact in motion.facts
        ],
        "text": motion.text,
    }


def _lines(motion: Motion) -> Iterator[str]:
    yield f"{motion.title}\n{motion.id}, {motion.kind}, version {motion.version}, {motion.language}"
    yield f"{motion.summary}\n"
    yield motion.text.strip()
    if motion.parameters:
        yield "\nBlanks (fill them with --set NAME=VALUE):"
        for one in motion.parameters:
            when = f" Needed when {one.required_when}." if one.required_when else ""
            yield f"  {one.name}: {one.label}. {one.help}{when}".rstrip()
    yield "\nFacts:"
    for fact in motion.facts:
        yield f"  - {fact.claim}\n    {fact.source} (checked {fact.checked})"
    yield f"\nSource: {motion.source.name} {motion.source.url}".rstrip()
