"""``motions init``: ask how the user's bodies meet, and write motions.toml."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path

import click

from motions.base.dates import long_day
from motions.base.errors import DataFileError, MissingAnswersError, did_you_mean
from motions.base.files import PRIVATE, check_writable, write_file
from motions.base.text import slug
from motions.bodies import MeetingsError, NoticeError
from motions.bodies.bank_holidays import SUBDIVISIONS, bank_holidays
from motions.bodies.body import Organisation
from motions.bodies.free_days import free_day
from motions.bodies.meetings import Schedule
from motions.bodies.notice import read_notice
from motions.bodies.organisation_file import (
    example_text,
    parse_organisation,
    read_schedule,
    render_organisation,
)
from motions.bodies.patterns import EXAMPLE
from motions.cli.options import NAMED, Day, force_option, say
from motions.conferences.choose import tiers_of
from motions.conferences.conference_file import shipped_conferences

QUESTIONS = {
    "name": "Name of the body (such as Riverside Branch)",
    "tier": "Its tier, as the conference calls it (branch, clp)",
    "meets": f"When it meets (such as: {EXAMPLE})",
    "notice": "Notice of motions to its secretary (such as: 7 days)",
}


@click.command("init")
@click.option("--example", is_flag=True, help="Write the built-in example, to be changed by hand.")
@click.option("--name", "names", multiple=True, metavar="TEXT", help="A body's name, lowest first.")
@click.option("--tier", "tiers", multiple=True, metavar="TEXT", help="Its tier: branch, clp, ….")
@click.option("--meets", multiple=True, metavar="TEXT", help=f'When it meets: "{EXAMPLE}".')
@click.option("--notice", "notices", multiple=True, metavar="TEXT", help='Its notice: "7 days".')
@click.option(
    "--nation", type=click.Choice(list(SUBDIVISIONS)), help="Which nation's bank holidays count."
)
@click.option("--org", "path", type=NAMED, default=Path("motions.toml"), show_default=True)
@click.option("--no-input", is_flag=True, help="Ask nothing; name what is missing.")
@click.option("--today", type=Day(), metavar="DATE", hidden=True)
@force_option
def command(
    *,
    example: bool,
    names: tuple[str, ...],
    tiers: tuple[str, ...],
    meets: tuple[str, ...],
    notices: tuple[str, ...],
    nation: str | None,
    path: Path,
    no_input: bool,
    today: date | None,
    force: bool,
) -> None:
    """Describe your bodies once, from the branch upwards; each sends to the next.

    In a terminal it asks. Without one, give --name, --tier, --meets and --notice once a body:

    \b
      motions init --name "Riverside Branch" --tier branch --notice "7 days" \\
                   --meets "first Thursday at 19:30, except August" \\
                   --name "Anytown CLP" --tier clp --notice "14 days" \\
                   --meets "fourth Thursday at 19:30"
    """
    check_writable(path, force=force)
    if example:
        text = example_text()
    else:
        given = {"name": names, "tier": tiers, "meets": meets, "notice": notices}
        if not no_input and not any(given.values()) and sys.stdin.isatty():
            day = today or date.today()  # noqa: DTZ011 the user's own calendar day
            bodies, nation = _ask(day, nation, path.parent)
        else:
            bodies = _from_options(given)
        text = render_organisation(_linked(bodies), nation=nation or "england")
    organisation = parse_organisation(text, source=str(path), folder=path.parent)
    write_file(path, text.encode(), force=force, mode=PRIVATE)
    for tier in _unknown_tiers(organisation):
        say(tier)
    say(f"Wrote {path}. Next: motions plan fast-track-discipline")


def _unknown_tiers(organisation: Organisation) -> list[str]:
    """Return a caution for each tier that no shipped conference has: it may be a slip."""
    known = tiers_of(shipped_conferences())
    return [
        f"Please note: no conference on record has the tier {body.tier!r} of {body.name}; known: "
        f"{', '.join(known)}.{did_you_mean(body.tier, known)}"
        for body in organisation.bodies
        if body.tier not in known
    ]


def _from_options(given: dict[str, tuple[str, ...]]) -> list[dict[str, str]]:
    count = max(1, *(len(values) for values in given.values()))
    missing = [
        f'--{key} "…"  {QUESTIONS[key]}' + (f", for body {number + 1}" if count > 1 else "")
        for number in range(count)
        for key, values in given.items()
        if number >= len(values)
    ]
    if missing:
        raise MissingAnswersError("motions init", missing)
    return [{key: values[number] for key, values in given.items()} for number in range(count)]


def _linked(bodies: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return *bodies* with an id each, every one sending to the next."""
    ids: list[str] = []
    for body in bodies:
        base = slug(body["name"])
        taken = sum(one == base or one.startswith(f"{base}-") for one in ids)
        ids.append(f"{base}-{taken + 1}" if base in ids else base)
    linked = []
    for number, body in enumerate(bodies):
        sends_to = {"sends_to": ids[number + 1]} if number + 1 < len(bodies) else {}
        linked.append({"id": ids[number], **body, **sends_to})
    return linked


def _ask(today: date, nation: str | None, folder: Path) -> tuple[list[dict[str, str]], str]:
    nation = nation or click.prompt(
        "Nation, for bank holidays",
        type=click.Choice(list(SUBDIVISIONS)),
        default="england",
        err=True,
    )
    bodies: list[dict[str, str]] = []
    usual = ["branch", "clp"]
    while not bodies or click.confirm(
        "Does it send to another body?", default=len(bodies) < len(usual), err=True
    ):
        number = len(bodies)
        bodies.append(
            {
                "name": click.prompt(QUESTIONS["name"], err=True).strip(),
                "tier": click.prompt(
                    QUESTIONS["tier"],
                    default=usual[number] if number < len(usual) else None,
                    err=True,
                ),
                "meets": _ask_until(
                    QUESTIONS["meets"],
                    lambda text: _readable_pattern(text, folder),
                    lambda text: _preview(read_schedule(text, folder), today, nation),
                ),
                "notice": _ask_until(QUESTIONS["notice"], _readable_notice, lambda _: True),
            }
        )
    return bodies, nation


def _ask_until(question: str, read: Callable[[str], str], accept: Callable[[str], bool]) -> str:
    while True:
        text: str = click.prompt(question, value_proc=read, err=True)
        if accept(text):
            return text


def _readable_pattern(text: str, folder: Path) -> str:
    try:
        read_schedule(text, folder)
    except (MeetingsError, DataFileError) as error:
        raise click.BadParameter(str(error)) from error
    return text.strip()


def _readable_notice(text: str) -> str:
    try:
        read_notice(text)
    except NoticeError as error:
        raise click.BadParameter(str(error)) from error
    return text.strip()


def _preview(schedule: Schedule, today: date, nation: str) -> bool:
    """Show the next six meetings of *schedule*, and return whether the user takes them."""
    say("That is:")
    for meeting in islice(schedule.after(today, bank_holidays(nation)), 6):
        say(f"  {long_day(meeting.day)}, {meeting.start:%H:%M}{_kept_free(meeting.day, nation)}")
    return click.confirm("Is that right?", default=True, err=True)


def _kept_free(day: date, nation: str) -> str:
    """Return a remark on a *day* on which people may not meet, or nothing."""
    if free := free_day(nation)(day):
        return f" ({free.name})"
    return " (a bank holiday)" if bank_holidays(nation)(day) else ""
