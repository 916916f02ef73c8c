"""What several commands share: their options, and what those come to."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from motions.base.dates import YEARS, parse_day
from motions.conferences.conference import Conference
from motions.conferences.text import projection_notice

FILE = click.Path(path_type=Path)
"""A file, or a folder, that is read."""
STDOUT = Path("-")
"""Standard output, where a command can write to it: this very object. A file can be ./- too."""


class _Streamed(click.Path):
    """A path to write to, or standard output."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return STDOUT if value == "-" else super().convert(value, param, ctx)


class _Named(click.Path):
    """A path to write to, but not standard output: the result is a file or a folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "-":
            self.fail(
                "standard output is not supported here; give a file name (./- for a file "
                "called -).",
                param,
                ctx,
            )
        return super().convert(value, param, ctx)


class _Source(click.ParamType[str]):
    """A name that can also be the path of a file that is read."""

    name = "source"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002 click's signature
        ctx: click.Context | None,  # noqa: ARG002
    ) -> str:
        return str(value)


SOURCE = _Source()
NAMED = _Named(path_type=Path)
STREAMED = _Streamed(path_type=Path)


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD. One that does not exist is wrong usage."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = parse_day(str(value), only_iso=True)
        except ValueError:
            self.fail(f"{value!r} is not a valid date; write it like 2027-06-11", param, ctx)
        if day.year not in YEARS:
            self.fail(f"{value!r} is not between {YEARS[0]} and {YEARS[-1]}", param, ctx)
        return day


class Pair(click.ParamType[tuple[str, Any]]):
    """NAME=VALUE, the value read by another type."""

    name = "name=value"

    def __init__(self, value: click.ParamType[Any] = click.STRING) -> None:
        self._value = value

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Any]:
        if isinstance(value, tuple):
            return value
        name, equals, text = str(value).partition("=")
        if not equals or not name.strip():
            self.fail(f"{value!r} has no '='; write NAME=VALUE", param, ctx)
        return name.strip(), self._value.convert(text, param, ctx)


@dataclass(frozen=True)
class Setting:
    """What the shared options say: which organisation, which conference, which day, what look."""

    org: Path | None
    example: bool
    conference: str
    today: date
    no_color: bool = False

    @property
    def colour(self) -> bool:
        """Whether stdout shows colour and nobody asked for none (https://no-color.org)."""
        unwanted = self.no_color or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return sys.stdout.isatty() and not unwanted

    @property
    def stamp(self) -> datetime:
        """The moment that files carry: the start of today in UTC, so that a run can be repeated."""
        return datetime(self.today.year, self.today.month, self.today.day, tzinfo=UTC)


def setting_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --org, --example, --conference, --today, --no-color, handed on as one ``setting``."""

    @click.option(
        "--org", type=FILE, metavar="FILE", help="Your organisation (default: motions.toml)."
    )
    @click.option("--example", is_flag=True, help="Use the built-in example organisation.")
    @click.option(
        "--conference",
        type=SOURCE,
        default="",
        metavar="ID|FILE",
        help="Which conference (default: the next one that still takes this).",
    )
    @click.option(
        "--today", type=Day(), metavar="DATE", help="Count from this day (default: today)."
    )
    @click.option("--no-color", is_flag=True, help="Print without colour.")
    @functools.wraps(command)
    def wrapper(
        *args: Any,
        org: Path | None,
        example: bool,
        conference: str,
        today: date | None,
        no_color: bool,
        **kwargs: Any,
    ) -> Any:
        if org is not None and example:
            raise click.UsageError("--org and --example exclude each other.")
        day = today or date.today()  # noqa: DTZ011 the user's own calendar day
        setting = Setting(org, example, conference, day, no_color)
        return command(*args, setting=setting, **kwargs)

    return wrapper


def answer_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --set and --answers, handed on as one dict ``answers``; --set wins."""

    @click.option(
        "--set",
        "pairs",
        type=Pair(),
        multiple=True,
        metavar="NAME=VALUE",
        help="Fill a blank; repeat it for others.",
    )
    @click.option(
        "--answers",
        "file",
        type=FILE,
        metavar="FILE",
        help="Fill blanks from a file of answers (TOML).",
    )
    @functools.wraps(command)
    def wrapper(
        *args: Any, pairs: tuple[tuple[str, str], ...], file: Path | None, **kwargs: Any
    ) -> Any:
        answers = {**(_read_answers(file, kwargs) if file else {}), **dict(pairs)}
        return command(*args, answers=answers, **kwargs)

    return wrapper


def part_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --with and --without, handed on as one dict ``parts``: kept or not, by id."""

    @click.option("--with", "kept", multiple=True, metavar="PART", help="Keep an optional part.")
    @click.option(
        "--without", "left_out", multiple=True, metavar="PART", help="Leave out an optional part."
    )
    @functools.wraps(command)
    def wrapper(*args: Any, kept: tuple[str, ...], left_out: tuple[str, ...], **kwargs: Any) -> Any:
        both = sorted(set(kept) & set(left_out))
        if both:
            raise click.UsageError(f"--with and --without both name {', '.join(both)}.")
        parts = {**dict.fromkeys(kept, True), **dict.fromkeys(left_out, False)}
        return command(*args, parts=parts, **kwargs)

    return wrapper


library_option = click.option(
    "--library",
    type=FILE,
    metavar="DIR",
    help="Your own model motions (default: motion_templates/ beside motions.toml).",
)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Say what would be written, and write nothing."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
force_option = click.option("--force", is_flag=True, help="Replace a file that is there already.")


def echo_json(data: Any) -> None:
    """Print *data* as JSON on stdout: the same with and without a terminal."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def to_json(value: Any) -> Any:
    """Return a dataclass, and all in it, as plain data: days in ISO 8601, tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: to_json(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: to_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def say(text: str) -> None:
    """Print to stderr what is not a result: what was written, what comes next."""
    click.echo(text, err=True)


@dataclass(frozen=True)
class Delivery:
    """How a result reaches the user: over what is there, only shown, or listed as JSON."""

    force: bool
    as_json: bool
    dry_run: bool = False

    def list_files(self, paths: Iterable[Path], *, as_text: bool = True) -> None:
        """Print the *paths*: as JSON, or, where nothing else is said of them, a line each."""
        names = [str(path) for path in paths]
        if self.as_json:
            echo_json({"files": names})
        elif as_text:
            click.echo("\n".join(names))


def delivery_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --dry-run, --json and --force, handed on as one ``delivery``."""

    @dry_run_option
    @json_option
    @force_option
    @functools.wraps(command)
    def wrapper(*args: Any, dry_run: bool, as_json: bool, force: bool, **kwargs: Any) -> Any:
        return command(*args, delivery=Delivery(force, as_json, dry_run), **kwargs)

    return wrapper


def say_if_projected(conference: Conference) -> None:
    """Warn on stderr where no file states *conference*: its dates are worked out."""
    if notice := projection_notice(conference):
        say(f"Provisional: {notice} See: motions conference show {conference.id}")


def _read_answers(path: Path, options: dict[str, Any]) -> dict[str, str]:
    """Return the answers in the file, of its top level and of the motion that *options* name."""
    from motions.jobs.answers import read_answers  # noqa: PLC0415 only with --answers

    names: tuple[str, ...] = options.get("names") or (options.get("motion", ""),)
    name = names[0] if len(names) == 1 else ""
    return read_answers(path, Path(name).name.removesuffix(".md").casefold())
