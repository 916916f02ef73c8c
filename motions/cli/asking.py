"""The blanks of a motion, asked for in a terminal, or named all at once without one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

import click

from motions.base.errors import MissingAnswersError
from motions.cli.options import say
from motions.drafting.motion import Motion
from motions.drafting.parameters import Parameter, ParameterType, read_answer


def ask_blanks(
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


def in_a_terminal(*, no_input: bool) -> bool:
    """Tell whether there is somebody to ask."""
    return not no_input and sys.stdin.isatty()


def require(missing: list[Parameter], *, gaps: bool, command: str) -> None:
    """Raise MissingAnswersError for the blanks that are *missing*, unless *gaps* are wanted."""
    if gaps or not missing:
        return
    options = [f'--set {one.name}="…"  {one.label}. {one.help}'.rstrip() for one in missing]
    raise MissingAnswersError(command, [*options, "--gaps        to leave them as marked gaps"])


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
