"""The blanks of a motion, asked for in a terminal, or named all at once without one."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from motions.base.errors import MissingAnswersError
from motions.cli.options import say
from motions.drafting.motion import Motion
from motions.drafting.parameters import Parameter, ParameterType, read_answer
from motions.jobs.answers import last_answers
from motions.jobs.case import Case


@dataclass(frozen=True)
class Asking:
    """Whether blanks may stay *gaps*, and whether nothing is to be asked."""

    gaps: bool
    no_input: bool

    def complete(self, case: Case, body: str | None, folder: Path, command: str) -> Case:
        """Return *case* with the answers that the user gives now, in a terminal.

        The last answers, kept in *folder*, are offered. Raises MissingAnswersError for the blanks
        that *body* (None: anybody) needs and that are still empty, unless they may stay gaps.
        """
        if in_a_terminal(no_input=self.no_input or self.gaps):
            answers = _ask_blanks(case.model, case.answers, last_answers(folder, case.model.id))
            case = replace(case, answers=answers)
        missing = [] if self.gaps else case.missing(body)
        if missing:
            options = [f'--set {one.name}="…"  {one.label}. {one.help}'.rstrip() for one in missing]
            options.append("--gaps        to leave them as marked gaps")
            raise MissingAnswersError(command, options)
        return case


def asking_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --gaps and --no-input, handed on as one ``asking``."""

    @click.option("--gaps", is_flag=True, help="Leave needed blanks as marked gaps.")
    @click.option("--no-input", is_flag=True, help="Ask nothing.")
    @functools.wraps(command)
    def wrapper(*args: Any, gaps: bool, no_input: bool, **kwargs: Any) -> Any:
        return command(*args, asking=Asking(gaps, no_input), **kwargs)

    return wrapper


def in_a_terminal(*, no_input: bool) -> bool:
    """Tell whether there is somebody to ask."""
    return not no_input and sys.stdin.isatty()


def _ask_blanks(
    motion: Motion, answers: Mapping[str, str], last: Mapping[str, str]
) -> dict[str, str]:
    """Return *answers*, with those to the other blanks of *motion* that the user gives now.

    The *last* answers are offered; Enter takes one, or leaves the blank as a marked gap.
    """
    blanks = [one for one in motion.parameters if one.name not in answers]
    if not blanks:
        return dict(answers)
    many = "1 blank" if len(blanks) == 1 else f"{len(blanks)} blanks"
    question = f"{motion.id} has {many}. Fill them now? (Enter leaves one as a marked gap)"
    if not click.confirm(question, default=True, err=True):
        return dict(answers)
    given = {one.name: _ask(one, last.get(one.name, "")) for one in blanks}
    return {**answers, **{name: text for name, text in given.items() if text}}


def _ask(parameter: Parameter, last: str) -> str:
    if parameter.help:
        say(parameter.help)
    label = parameter.label
    if parameter.type is ParameterType.CHOICE:
        label = f"{label} ({', '.join(parameter.choices)})"
    answer: str = click.prompt(
        label,
        default=last or parameter.default,
        show_default=bool(last or parameter.default),
        value_proc=_reader(parameter),
        err=True,
    )
    return answer


def _reader(parameter: Parameter) -> Callable[[str], str]:
    def read(text: str) -> str:
        typed = text.strip()
        try:
            if typed:
                read_answer(parameter, typed)
        except ValueError as error:
            raise click.BadParameter(str(error)) from error
        return typed

    return read
