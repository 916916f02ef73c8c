"""No command writes over what it reads, whatever path leads to it."""

from __future__ import annotations

from importlib import import_module

import click
import pytest

from motions.cli.inputs import Command
from motions.cli.main import COMMANDS
from motions.cli.options import FILE, NAMED, SOURCE, STREAMED
from tests.support.batches import good_row, sheet_text
from tests.support.models import model_file

OWN = "motion_templates/own.md"
EXAMPLE = ("--example", "--conference", "labour-2021", "--today", "2021-06-01")


@pytest.fixture
def home(run, tmp_path):
    """Work in a folder with a file of each kind that a command reads."""
    (tmp_path / "x.md").write_text(model_file())
    (tmp_path / "motion_templates").mkdir()
    (tmp_path / "motion_templates" / "own.md").write_text(model_file())
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.md").symlink_to("x.md")
    (tmp_path / "a.toml").write_text('mover = "A. Member"\n')
    (tmp_path / "s.csv").write_text(sheet_text(good_row(1)))
    assert run("init", "--example").exit_code == 0
    assert run("layout", "export", "motion", "-o", "l.docx").exit_code == 0
    assert run("conference", "project", "labour", "-o", "c.toml", *EXAMPLE[3:]).exit_code == 0
    old = run("plan", "motion", "--json", *EXAMPLE).stdout
    (tmp_path / "old.json").write_text(old)
    assert run("plan", "motion", "--ics", "old.ics", *EXAMPLE).exit_code == 0
    (tmp_path / "letter.docx").write_bytes((tmp_path / "l.docx").read_bytes())
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "kept"),
    [
        (("draft", "x.md", "--format", "md", "-o", "x.md"), "x.md"),
        (("draft", "x.md", "--format", "md", "-o", "folder/../x.md"), "x.md"),
        (("draft", "x.md", "--format", "md", "-o", "link.md"), "x.md"),
        (("draft", "link.md", "--format", "md", "-o", "x.md"), "x.md"),
        (("draft", "own", "--format", "md", "-o", OWN), OWN),
        (("draft", "x.md", "--layout", "l.docx", "-o", "l.docx"), "l.docx"),
        (("draft", "x.md", "--answers", "a.toml", "--format", "md", "-o", "a.toml"), "a.toml"),
        (("draft", "x.md", "--conference", "c.toml", "--format", "md", "-o", "c.toml"), "c.toml"),
        (("draft", "letter.docx", "-o", "letter.docx"), "letter.docx"),
        (("plan", "motion", "--diff", "old.ics", "--ics", "old.ics"), "old.ics"),
        (("plan", "motion", "--diff", "old.json", "--svg", "old.json"), "old.json"),
        (("plan", "x.md", "--svg", "x.md"), "x.md"),
        (("calendar", "--conference", "c.toml", "-o", "c.toml"), "c.toml"),
        (("calendar", "x.md", "-o", "x.md"), "x.md"),
        (("batch", "x.md", "--template-csv", "x.md"), "x.md"),
        (("batch", "jerusalem-declaration", "s.csv", "--template-csv", "s.csv"), "s.csv"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_an_output_that_is_an_input_is_refused_even_by_force(run, home, arguments, kept):
    before = (home / kept).read_bytes()
    shared = EXAMPLE[3:] if arguments[0] == "batch" or "c.toml" in arguments else EXAMPLE
    result = run(*arguments, "--force", *shared)
    assert result.exit_code == 1, result.output
    assert (home / kept).read_bytes() == before
    if arguments[:2] not in {("draft", "letter.docx"), ("batch", "x.md")}:
        assert "is read by this command; give the output another name" in result.stderr


def test_the_file_of_the_organisation_is_kept_although_nobody_named_it(run, home):
    before = (home / "motions.toml").read_bytes()
    for command in (("draft", "x.md", "--format", "md"), ("calendar",), ("plan", "x.md")):
        output = "--svg" if command[0] == "plan" else "-o"
        result = run(*command, output, "motions.toml", "--force", *EXAMPLE[1:])
        assert "is read by this command" in result.stderr, command
    assert (home / "motions.toml").read_bytes() == before


def test_a_pack_refuses_to_take_the_place_of_its_layout(run, home):
    pack = ("pack", "x.md", "-o", "p", *EXAMPLE)
    assert run(*pack).exit_code == 0
    name = home / "p" / "1-riverside-branch-x.docx"
    layout = (home / "l.docx").read_bytes()
    name.unlink()
    name.symlink_to(home / "l.docx")
    result = run(*pack, "--layout", "l.docx", "--force")
    assert (home / "l.docx").read_bytes() == layout
    assert result.exit_code == 1 or (home / "p" / "1-riverside-branch-x-2.docx").is_file()


def test_the_answers_that_are_read_are_still_brought_up_to_date(run, home):
    draft = ("draft", "x.md", "--format", "md", *EXAMPLE)
    assert run(*draft, "-o", "1.md", "--set", "mover=A").exit_code == 0
    again = run(*draft, "-o", "2.md", "--answers", "answers.toml", "--set", "seconder=B")
    assert again.exit_code == 0, again.output
    assert 'seconder = "B"' in (home / "answers.toml").read_text()


def every_command():
    for name in COMMANDS:
        command = import_module(f"motions.cli.commands.{name}").command
        yield from command.commands.values() if isinstance(command, click.Group) else [command]


@pytest.mark.parametrize("command", list(every_command()), ids=lambda one: one.name)
def test_a_command_that_reads_and_writes_files_is_one_that_refuses(command):
    types = [param.type for param in command.params]
    if {NAMED, STREAMED} & {one for one in types if one in (NAMED, STREAMED)}:
        assert isinstance(command, Command) or not [one for one in types if one in (FILE, SOURCE)]
