"""The options of what makes Word files: how a document looks beyond its layout."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

from motions.documents.word.look import Look, Redline


def look_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --large-print, --line-numbers and --redline, handed on as one ``look``."""

    @click.option("--large-print", is_flag=True, help="Set everything in 18 pt or more.")
    @click.option("--line-numbers", is_flag=True, help="Number every line of the text.")
    @click.option(
        "--redline",
        type=click.Choice([str(one) for one in Redline]),
        default=str(Redline.TRACKED),
        show_default=True,
        help="Show changed words as tracked changes, marked for print, or not at all.",
    )
    @functools.wraps(command)
    def wrapper(
        *args: Any, large_print: bool, line_numbers: bool, redline: str, **kwargs: Any
    ) -> Any:
        look = Look(large_print, line_numbers, Redline(redline))
        return command(*args, look=look, **kwargs)

    return wrapper
