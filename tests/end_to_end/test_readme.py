"""Every session in the documentation is run, and shows what really comes out.

After a change that is meant: ``python -m tests.end_to_end.test_readme`` writes the outputs anew.
"""

from __future__ import annotations

import re
import shlex

import pytest
from click.testing import CliRunner

from motions.bodies.organisation_file import example_text
from motions.cli.main import COMMANDS, main
from tests.support.paths import ROOT

DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)


def replay(session: str) -> str:
    """Return *session* with the output of each ``$ motions …`` line as it is now."""
    lines = []
    for line in session.splitlines():
        if not line.startswith("$ "):
            continue
        program, *arguments = shlex.split(line[2:])
        assert program == "motions", line
        result = CliRunner().invoke(main, arguments)
        assert not isinstance(result.exception, Exception), result.exception
        lines += [line, result.stdout.rstrip("\n")]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_sessions_show_what_comes_out(document, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for match in SESSION.finditer(document.read_text(encoding="utf-8")):
        assert match[1] == replay(match[1])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(document):
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_is_named_exists(document):
    text = document.read_text(encoding="utf-8")
    for name in re.findall(r"(?:`|\$ |bin/)motions ([a-z]+)", text):
        assert name in COMMANDS


def test_the_script_in_the_readme_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "motions.toml").write_text(example_text(), encoding="utf-8")
    script = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    exec(script[1], {})  # noqa: S102 it is ours
    assert capsys.readouterr().out == "True 2021-04-29\n"
    assert (tmp_path / "motion.docx").read_bytes().startswith(b"PK")
    assert (tmp_path / "dates.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_the_readme_has_the_commands_that_ci_runs():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command in (
        "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
        (
            "python3 -m venv .venv && .venv/bin/pip install . && "
            ".venv/bin/motions pack fast-track-discipline --example -o demo"
        ),
    ):
        assert command in readme
        assert command in ci.replace("pip install -q ", "pip install ")


def _rewrite() -> None:
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        new = SESSION.sub(lambda match: f"```console\n{replay(match[1])}```", text)
        document.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    _rewrite()
