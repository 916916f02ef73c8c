"""Our own words are those that a colleague would use: `tests/words.toml` lists the others."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import click
import pytest

from motions.cli.main import main
from tests.support.paths import ROOT

LIST = tomllib.loads((ROOT / "tests" / "words.toml").read_text(encoding="utf-8"))
CODE = sorted((ROOT / "motions").rglob("*.py"))
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
ENGLISH = ROOT / "motions" / "languages" / "en-GB.toml"


@dataclass(frozen=True)
class Passage:
    """Words of ours: where they stand, and whether users are meant to read them."""

    where: str
    text: str
    message: bool


def one_line(text: str) -> str:
    return " ".join(text.split())


def code_passages(path: Path) -> Iterator[Passage]:
    """Yield the comments, docstrings and sentences of a module; a string of one word is a key."""
    name, source = str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
    comments: list[tokenize.TokenInfo] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            if comments and comments[-1].start[0] != token.start[0] - 1:
                yield comment_passage(name, comments)
                comments = []
            comments.append(token)
    if comments:
        yield comment_passage(name, comments)
    inner: set[ast.AST] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            inner.update(node.values)
            text = "".join(
                str(getattr(one, "value", "")) if isinstance(one, ast.Constant) else "…"
                for one in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in inner:
            text = node.value
        else:
            continue
        if " " in text.strip():
            yield Passage(f"{name}:{node.lineno}", one_line(text), message=False)


def comment_passage(name: str, comments: list[tokenize.TokenInfo]) -> Passage:
    words = one_line(" ".join(one.string.lstrip("#: ") for one in comments))
    return Passage(f"{name}:{comments[0].start[0]}", words, message=False)


def page_passages(path: Path) -> Iterator[Passage]:
    """Yield the paragraphs of a page; its sessions are the program's own words."""
    line = 1
    for block in re.split(r"(\n\s*\n)", path.read_text(encoding="utf-8")):
        yield Passage(f"{path.relative_to(ROOT)}:{line}", one_line(block), message=True)
        line += block.count("\n")


def language_passages(path: Path) -> Iterator[Passage]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        yield Passage(f"{path.relative_to(ROOT)}:{number}", one_line(line), message=True)


def help_passages(command: click.Command, name: str) -> Iterator[Passage]:
    """Yield the help of *command* and of the commands in it."""
    context = click.Context(command, info_name=name)
    yield Passage(f"{name} --help", one_line(command.get_help(context)), message=True)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            yield from help_passages(found, f"{name} {inner}")


@cache
def passages() -> tuple[Passage, ...]:
    """Return all that we say ourselves."""
    return (
        *(one for path in CODE for one in code_passages(path)),
        *(one for path in PAGES for one in page_passages(path)),
        *language_passages(ENGLISH),
        *help_passages(main, "motions"),
    )


def without_exceptions(passage: Passage) -> str:
    """Return the text without what may stay in it."""
    text = passage.text
    for one in LIST["exception"]:
        if fnmatch(passage.where, one.get("in", "*")):
            text = text.replace(one["text"], "")
    return text


@pytest.mark.parametrize("phrase", LIST["phrase"], ids=lambda one: one["write"])
def test_our_own_words_are_plain(phrase):
    pattern = re.compile(phrase["find"], re.IGNORECASE)
    found = []
    for passage in passages():
        if passage.message or phrase.get("only") != "messages":
            hit = pattern.search(without_exceptions(passage))
            found += [f"{passage.where}: {hit[0]!r}; write: {phrase['write']}"] if hit else []
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("exception", LIST["exception"], ids=lambda one: one["text"])
def test_every_exception_is_still_used_and_has_its_reason(exception):
    assert exception["reason"]
    texts = (one.text for one in passages() if fnmatch(one.where, exception.get("in", "*")))
    assert any(exception["text"] in text for text in texts)


def test_the_list_finds_what_it_is_for():
    words = "It is no date; mend it, and what is left was held against the rules by whoever may."
    hits = [one["find"] for one in LIST["phrase"] if re.search(one["find"], words, re.IGNORECASE)]
    assert len(hits) == 5


def test_every_place_where_we_say_something_is_read():
    where = {one.where.split(":")[0] for one in passages()}
    assert {
        "README.md",
        "docs/plan.md",
        "motions/base/errors.py",
        "motions plan --help",
        "motions conference show --help",
        "motions/languages/en-GB.toml",
    } <= where
