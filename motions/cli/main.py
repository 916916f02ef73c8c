"""The group of commands. Each is imported only when it is run: ``motions --help`` stays quick."""

from __future__ import annotations

import errno
from importlib import import_module

import click

from motions import __version__
from motions.base.errors import MotionsError, did_you_mean

COMMANDS = {
    "list": "List the model motions.",
    "show": "Show a model motion: its text, blanks, facts and sources.",
    "init": "Describe your branch once, in motions.toml.",
    "draft": "Write a motion as a Word document, or as text for a form.",
    "check": "Check a motion for anything that could get it ruled out.",
    "plan": "Work out the deadlines, and what to do if it is too late.",
    "calendar": "Write your meetings and deadlines as a calendar file (.ics).",
    "pack": "Put everything a motion needs into one folder.",
    "batch": "Make a motion for each row of a spreadsheet of branches.",
    "conference": "List conferences, check a file of dates, or project a coming year.",
    "layout": "Start your own Word layout (a letterhead, say) from a built-in one.",
    "new": "Start a model motion of your own.",
}
"""Each command and its line in the help; the command's module has the same name."""

EPILOG = """\b
Examples:
  motions pack fast-track-discipline --example -o demo
  motions init
  motions plan fast-track-discipline

Exit codes: 0 done, 1 something that you can fix, 2 wrong usage.
"""


class MotionsGroup(click.Group):
    """Loads a command when it is asked for, and turns our own errors into a message."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"motions.cli.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except MotionsError as error:  # only ours: a bug keeps its traceback
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            raise click.ClickException(
                "The output could not be written: the disk is full."
            ) from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = did_you_mean(args[0], list(COMMANDS))
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=MotionsGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="motions")
def main() -> None:
    """Turn a model motion into your branch's own document, and work out its deadlines.

    Nothing leaves this machine.
    """
