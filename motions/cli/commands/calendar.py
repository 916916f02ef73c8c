"""``motions calendar``: meetings and deadlines as a calendar file, and its updates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from motions.cli.inputs import Command
from motions.cli.options import (
    NAMED,
    SOURCE,
    Day,
    Pair,
    Setting,
    echo_json,
    force_option,
    json_option,
    say,
    say_if_projected,
    setting_options,
)
from motions.cli.requests import has_organisation, load_setting_organisation, make_request
from motions.conferences.choose import Choice, choose_conference
from motions.conferences.conference_file import shipped_conferences
from motions.ical.entries import EntryList, Role
from motions.ical.profiles import INSTRUCTIONS, Profile, RemindersError, Style, parse_reminders
from motions.jobs.calendar import dates_agenda, plan_agenda
from motions.jobs.calendar_files import FileUpdate, prepare_calendar, prepare_split, write_updates
from motions.jobs.request import prepare


class _Reminders(click.ParamType[tuple[int, ...]]):
    """Days ahead, as 14d,7d,1d."""

    name = "reminders"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        if isinstance(value, tuple):
            return value
        try:
            return parse_reminders(str(value))
        except RemindersError as error:
            self.fail(str(error), param, ctx)


@click.command("calendar", cls=Command)
@click.argument("subject", type=SOURCE, metavar="[MOTION|KIND]", default="")
@click.option(
    "--for",
    "names",
    multiple=True,
    metavar="BODY",
    help="Whose meetings (default: all); with a motion, the body that debates it first.",
)
@click.option(
    "-o", "--output", type=NAMED, required=True, metavar="FILE.ics", help="Where to write."
)
@click.option("--split", type=NAMED, metavar="DIR", help="Write a file for each event as well.")
@click.option(
    "--profile",
    type=click.Choice([one.value for one in Profile]),
    default=Profile.UNIVERSAL.value,
    show_default=True,
    help="Your calendar program.",
)
@click.option(
    "--remind",
    type=_Reminders(),
    metavar="14d,7d,1d",
    help="Days of warning, such as 14d,7d,1d, or none (default: "
    "deadlines 14, 7, 1; steps 7, 1; meetings 1).",
)
@click.option(
    "--role",
    type=click.Choice([one.value for one in Role]),
    help="Keep only what concerns this person.",
)
@click.option(
    "--passed",
    multiple=True,
    type=Pair(Day()),
    metavar="BODY=DATE",
    help="BODY carried it on DATE.",
)
@json_option
@force_option
@setting_options
def command(
    subject: str,
    *,
    names: tuple[str, ...],
    output: Path,
    split: Path | None,
    profile: str,
    remind: tuple[int, ...] | None,
    role: str | None,
    passed: tuple[tuple[str, date], ...],
    as_json: bool,
    force: bool,
    setting: Setting,
) -> None:
    """Write the meetings of your bodies and a conference's deadlines as a calendar.

    With MOTION (or a KIND of motion), the steps of its route. With --conference and no
    organisation, the deadlines alone. A file that this command wrote before is brought up to date:
    changed events keep their identity, and events that you added to it stay.

    \b
      motions calendar -o dates.ics
      motions calendar fast-track-discipline --role mover -o dates.ics
      motions calendar --conference labour-2027 --profile google -o dates.ics
    """
    if passed and not subject:
        raise click.UsageError("--passed goes with a motion: motions calendar MOTION --passed …")
    if subject and len(names) > 1:
        raise click.UsageError("A motion's route begins at one body: give --for once.")
    whose = Role(role) if role else None
    if subject:
        agenda = _plan(subject, "".join(names), dict(passed), whose, setting)
    else:
        agenda = _dates(names, whose, setting)
    style = Style(Profile(profile), remind)
    updates = [prepare_calendar(output, agenda, style, stamp=setting.stamp, force=force)]
    if split is not None:
        updates += prepare_split(split, agenda, style, stamp=setting.stamp, force=force)
    write_updates(updates)
    if as_json:
        echo_json(_report(updates))
    say(str(updates[0]))
    if split is not None:
        written = sum(update.content is not None for update in updates[1:])
        say(f"{split}: {len(updates) - 1} files of one event each, {written} of them written now.")
    say(INSTRUCTIONS[style.profile])


def _plan(
    subject: str, start: str, passed: dict[str, date], role: Role | None, setting: Setting
) -> EntryList:
    case = prepare(replace(make_request(subject, setting), start=start, carried=passed))
    say_if_projected(case.route.conference)
    return plan_agenda(case, role=role)


def _dates(names: tuple[str, ...], role: Role | None, setting: Setting) -> EntryList:
    bare = setting.conference and not has_organisation(setting)
    organisation = None if bare and not names else load_setting_organisation(setting)
    tiers = [body.tier for body in organisation.bodies] if organisation else []
    series = organisation.conferences if organisation else ""
    choice = Choice(setting.today, shipped_conferences(), setting.conference, series)
    conference = choose_conference(choice, tiers=tiers)
    say_if_projected(conference)
    return dates_agenda(conference, organisation, names, today=setting.today, role=role)


def _report(updates: list[FileUpdate]) -> dict[str, Any]:
    return {
        "files": [str(update.path) for update in updates],
        "calendars": [
            {
                "file": str(update.path),
                "events": update.changes.events,
                "new": len(update.changes.added),
                "changed": len(update.changes.changed),
                "cancelled": len(update.changes.cancelled),
                "dropped": len(update.changes.dropped),
                "by_hand": update.changes.by_hand,
            }
            for update in updates
        ],
    }
