"""The part of ``motions draft`` that fills any Word file with ``{{ tags }}``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from motions.base.errors import MissingAnswersError, MotionsError, did_you_mean
from motions.base.files import check_writable, write_file
from motions.cli.options import STDOUT, Setting, echo_json, say
from motions.cli.own_files import has_organisation, load_setting_organisation
from motions.documents.word.layouts import load_layout
from motions.documents.word.letter import Letter, fill_letter, read_letter
from motions.documents.word.look import Look
from motions.documents.word.ooxml.properties import Properties
from motions.jobs.calendar import chosen_conference
from motions.jobs.letter import LETTER_NAMES, body_values, conference_values
from motions.jobs.request import starting_body


@dataclass(frozen=True)
class LetterWish:
    """What the user asked for: the Word file, in whose name, and the answers."""

    path: Path
    body: str
    answers: Mapping[str, str]
    look: Look


def write_letter(
    wish: LetterWish, setting: Setting, output: Path | None, *, force: bool, as_json: bool
) -> None:
    """Write the letter of *wish* to *output*, or beside the template under a name of its own."""
    name = f"{wish.path.stem}-filled.docx"
    path = output or Path(name)
    if path is STDOUT:
        click.echo(filled_letter(wish, setting), nl=False)
        return
    if path.is_dir():
        path = path / name
    check_writable(path, force=force)
    write_file(path, filled_letter(wish, setting), force=force)
    if as_json:
        echo_json({"files": [str(path)]})
    say(f"Wrote {path}")


def filled_letter(wish: LetterWish, setting: Setting) -> bytes:
    """Return the letter of *wish*; in a terminal what it still needs is asked for.

    Raises MissingAnswersError with all that is missing where there is no terminal.
    """
    data, source = load_layout(wish.path)
    letter = read_letter(data, source)
    unknown = [
        f"{name!r} is no blank of {source}.{did_you_mean(name, letter.names)}"
        for name in wish.answers
        if name not in letter.names
    ]
    if unknown:
        raise MotionsError("\n".join([*unknown, f"It asks for {', '.join(letter.names)}."]))
    known = _standard_values(letter, wish, setting)
    values = {**known, **wish.answers}
    missing = [name for name in letter.names if name not in values]
    if missing and not sys.stdin.isatty():
        purpose = f"motions draft {source}"
        options = [f'--set {name}="…"{_hint(name, letter)}' for name in missing]
        raise MissingAnswersError(purpose, options)
    values |= {name: click.prompt(name.replace("_", " "), err=True) for name in missing}
    title = values.get("title") or wish.path.stem.replace("-", " ").replace("_", " ")
    author = known.get("body", "")
    properties = Properties(title=title, author=author, language="")
    return fill_letter(letter, values, properties=properties, stamp=setting.stamp, look=wish.look)


def _standard_values(letter: Letter, wish: LetterWish, setting: Setting) -> dict[str, str]:
    """Return the values that the organisation and the conference give, as far as there are any."""
    organisation = None
    if has_organisation(setting):
        organisation = load_setting_organisation(setting)
    values: dict[str, str] = {}
    if organisation is not None:
        body = starting_body(organisation, wish.body)
        values |= body_values(organisation, body, setting.today)
    elif wish.body:
        values["body"] = wish.body
    wants = any(name.startswith(("conference", "deadline_")) for name in letter.names)
    if wants or setting.conference:
        conference = chosen_conference(setting.conference, organisation, setting.today)
        values |= conference_values(conference)
    return values


def _hint(name: str, letter: Letter) -> str:
    """Return why a standard name is asked for, or which one was probably meant."""
    if name in LETTER_NAMES:
        return "  (neither motions.toml nor the conference says it)"
    others = [one for one in LETTER_NAMES if one not in letter.names]
    return did_you_mean(name, others)
