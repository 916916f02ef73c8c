"""The text of a model motion, with the mover's answers in place, as sections and clauses.

A value cannot change the structure of the text. Jinja writes each one as a token of hexadecimal
digits between two private characters; Markdown is read with the tokens in it and sees only a word;
the value takes its place after that, in the text of a Run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from jinja2 import Template, TemplateError, TemplateSyntaxError, Undefined, UndefinedError
from jinja2.exceptions import SecurityError
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from motions.base.errors import DataFileError, Fault, did_you_mean
from motions.base.languages import Said, language_of
from motions.base.templates import sandbox
from motions.base.text import one_line
from motions.drafting.draft import Clause, DraftAmendment, Run, Section
from motions.drafting.motion import Amendment, Motion
from motions.drafting.parameters import STANDARD_NAMES

DEEPEST = 3
"""Clauses, sub-clauses and one level below them."""

_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_OPEN}([vgn])([0-9a-f]*){_CLOSE}")


@dataclass(frozen=True)
class Gap:
    """A blank: false in a condition, and marked where it is written out."""

    hint: str

    def __bool__(self) -> bool:
        return False


Value = str | Gap | Mapping[str, bool] | None
"""What a text can ask for: words, a blank, or which optional clauses are kept."""


def fill_sections(motion: Motion, values: Mapping[str, Value]) -> tuple[Section, ...]:
    """Return the sections of *motion* with *values* in place.

    Raises DataFileError, with the line, for a text that breaks the rules of a model motion: an
    unknown name in a tag, a heading that is not of level 2, words outside a numbered clause.
    """
    try:
        markdown = _template(motion.text).render(
            {name: _Named.of(name, value) for name, value in values.items()}
        )
    except TemplateError as error:
        raise DataFileError(motion.path, [_template_fault(motion, error)]) from error
    sections, faults = _read(markdown, motion.text_line)
    if faults:
        raise DataFileError(motion.path, faults)
    return tuple(
        Section(_resolved(section.heading, values), _resolved_clauses(section.clauses, values))
        for section in sections
    )


def fill_amendments(motion: Motion, values: Mapping[str, Value]) -> tuple[DraftAmendment, ...]:
    """Return the changes of *motion* to a rule book, each with the words its operation needs."""
    return tuple(_amendment(one, values, motion.language) for one in motion.amendments)


def _amendment(amendment: Amendment, values: Mapping[str, Value], language: str) -> DraftAmendment:
    words: dict[str, tuple[Run, ...]] = {}
    for _label, which in amendment.operation.instructions:
        stated = getattr(amendment, which) or values[amendment.parameter(which)]
        run = gap_run(stated.hint) if isinstance(stated, Gap) else Run(one_line(str(stated)))
        words[which] = (run,)
    return DraftAmendment(
        amendment.edition,
        amendment.chapter,
        amendment.clause,
        amendment.operation,
        language=language,
        **words,
    )


def gap_run(hint: str) -> Run:
    """Return the marked gap that stands where something is still to be filled in."""
    text = f"[{one_line(hint)}]"
    return Run(Said(text, hint.language) if isinstance(hint, Said) else text, gap=True)


@lru_cache(maxsize=64)
def _template(text: str) -> Template:
    if _OPEN in text or _CLOSE in text:
        raise TemplateSyntaxError("holds a private-use character, which is kept for values", 1)
    return sandbox(autoescape=False, finalize=_token).from_string(text)


def _token(value: object) -> object:
    """Return the token for *value*: hexadecimal digits mean nothing to Markdown."""
    if isinstance(value, Undefined):
        return value
    if isinstance(value, _Named):
        return f"{_OPEN}n{value.name.encode().hex()}{_CLOSE}"
    if isinstance(value, Gap):  # its language, if it has one, comes before its words
        text = f"{language_of(value.hint, '')}:{value.hint}"
        return f"{_OPEN}g{one_line(text).encode().hex()}{_CLOSE}"
    return f"{_OPEN}v{one_line(str(value)).encode().hex()}{_CLOSE}"


class _Named(str):
    """A value that still knows its name, for as long as no filter has made another text of it.

    Its token holds the name alone, so that the Markdown of a motion is the same for a thousand
    branches and is read once.
    """

    __slots__ = ("name",)
    name: str

    @classmethod
    def of(cls, name: str, value: Value) -> Value:
        """Return *value*, named if it is text."""
        if not isinstance(value, str):
            return value
        named = cls(value)
        named.name = name
        return named


@lru_cache(maxsize=64)
def _read(markdown: str, first_line: int) -> tuple[tuple[Section, ...], tuple[Fault, ...]]:
    """Return the sections of *markdown*, tokens and all, and what cannot be read."""
    tree = SyntaxTreeNode(MarkdownIt("commonmark").parse(markdown))
    reader = _Reader(first_line)
    sections = tuple(reader.sections(tree.children))
    return sections, tuple(reader.faults)


def _resolved(runs: tuple[Run, ...], values: Mapping[str, Value]) -> tuple[Run, ...]:
    """Return *runs* with each token replaced by the value that it stands for."""
    if not any(_OPEN in run.text for run in runs):
        return runs
    return tuple(_merged([part for run in runs for part in _split_tokens(run, values)]))


def _resolved_clauses(
    clauses: tuple[Clause, ...], values: Mapping[str, Value]
) -> tuple[Clause, ...]:
    return tuple(
        Clause(_resolved(clause.runs, values), _resolved_clauses(clause.clauses, values))
        for clause in clauses
    )


def _template_fault(motion: Motion, error: TemplateError) -> Fault:
    line = motion.text_line
    if isinstance(error, TemplateSyntaxError):
        return Fault(f"line {line + error.lineno - 1}", f"a tag is broken: {error.message}")
    if isinstance(error, UndefinedError):
        if clause := re.search(r"has no attribute '(\w+)'", error.message or ""):
            hint = did_you_mean(clause[1], [one.id for one in motion.parts])
            problem = f"there is no [[clause]] {clause[1]!r} in the front matter.{hint}"
            return Fault(_line_of(motion, clause[1]), problem)
        known = [*STANDARD_NAMES, *(parameter.name for parameter in motion.parameters)]
        problem = f"{error.message}; the names are {', '.join(known)}"
        name = re.search(r"'(\w+)' is undefined", error.message or "")
        return Fault(_line_of(motion, name[1]) if name else f"line {line}", problem)
    if isinstance(error, SecurityError):
        return Fault(f"line {line}", f"a tag does what a motion may not: {error.message}")
    return Fault(f"line {line}", str(error.message))


def _line_of(motion: Motion, name: str) -> str:
    for number, line in enumerate(motion.text.splitlines(), start=motion.text_line):
        if re.search(rf"[{{]+[^}}]*\b{re.escape(name)}\b", line):
            return f"line {number}"
    return f"line {motion.text_line}"


class _Reader:
    """Reads the Markdown tree into sections and collects what it cannot take."""

    def __init__(self, first_line: int) -> None:
        self._first_line = first_line
        self.faults: list[Fault] = []

    def sections(self, nodes: list[SyntaxTreeNode]) -> Iterator[Section]:
        heading: tuple[Run, ...] | None = None
        clauses: list[Clause] = []
        for node in nodes:
            if node.type == "heading" and node.tag == "h2":
                if heading is not None:
                    yield self._section(node, heading, clauses)
                heading, clauses = self._runs(node.children), []
            elif node.type in ("ordered_list", "bullet_list") and heading is not None:
                clauses.extend(self._clauses(node, depth=1))
            else:
                self._fault(node, "stands outside a numbered clause under a ## heading")
        if heading is None:
            self.faults.append(Fault(f"line {self._first_line}", "has no ## heading"))
        else:
            yield self._section(nodes[-1], heading, clauses)

    def _section(
        self, node: SyntaxTreeNode, heading: tuple[Run, ...], clauses: list[Clause]
    ) -> Section:
        if not clauses:
            self._fault(node, f"there is no clause under {''.join(run.text for run in heading)!r}")
        return Section(heading, tuple(clauses))

    def _clauses(self, node: SyntaxTreeNode, depth: int) -> Iterator[Clause]:
        if depth > DEEPEST:
            self._fault(node, f"clauses go {DEEPEST} levels deep, no deeper")
            return
        for item in node.children:
            runs: tuple[Run, ...] | None = None
            inner: list[Clause] = []
            for child in item.children:
                if child.type == "paragraph" and runs is None:
                    runs = self._runs(child.children)
                elif child.type in ("ordered_list", "bullet_list"):
                    inner.extend(self._clauses(child, depth + 1))
                else:
                    self._fault(child, "a clause is one paragraph, then its sub-clauses")
            if runs is None:
                self._fault(item, "a clause is empty")
            yield Clause(runs or (), tuple(inner))

    def _runs(
        self, nodes: list[SyntaxTreeNode], *, strong: bool = False, emphasis: bool = False
    ) -> tuple[Run, ...]:
        runs: list[Run] = []
        for node in nodes:
            if node.type == "inline":
                runs.extend(self._runs(node.children))
            elif node.type == "strong":
                runs.extend(self._runs(node.children, strong=True, emphasis=emphasis))
            elif node.type == "em":
                runs.extend(self._runs(node.children, strong=strong, emphasis=True))
            elif node.type in ("text", "softbreak"):
                text = " " if node.type == "softbreak" else node.content
                runs.append(Run(text, strong, emphasis))
            else:
                self._fault(node, f"{node.type.replace('_', ' ')} has no place in a motion")
        return tuple(_merged(runs))

    def _fault(self, node: SyntaxTreeNode, problem: str) -> None:
        line = self._line(node)
        self.faults.append(Fault(f"line {line + self._first_line}", problem))

    def _line(self, node: SyntaxTreeNode) -> int:
        here: SyntaxTreeNode | None = node
        while here is not None and (here.is_root or here.map is None):
            here = here.parent
        return here.map[0] if here is not None and here.map else 0


def _split_tokens(run: Run, values: Mapping[str, Value]) -> Iterator[Run]:
    """Yield the runs of *run*, each token replaced by the value that it stands for."""
    text, strong, emphasis = run.text, run.strong, run.emphasis
    at = 0
    for match in _TOKEN.finditer(text):
        yield Run(text[at : match.start()], strong, emphasis)
        value = bytes.fromhex(match[2]).decode()
        if match[1] == "g":
            language, _, hint = value.partition(":")
            yield gap_run(Said(hint, language) if language else hint)
        else:
            value = one_line(cast("str", values[value])) if match[1] == "n" else value
            yield Run(value, strong, emphasis)
        at = match.end()
    yield Run(text[at:], strong, emphasis)


def _merged(runs: list[Run]) -> Iterator[Run]:
    """Yield *runs* without empty ones, neighbours of one look made one."""
    current: Run | None = None
    for run in runs:
        if not run.text:
            continue
        if current is not None and _look(current) == _look(run) and not run.gap:
            current = Run(current.text + run.text, run.strong, run.emphasis)
            continue
        if current is not None:
            yield current
        current = run
    if current is not None:
        yield current


def _look(run: Run) -> tuple[bool, bool, bool, str]:
    return run.strong, run.emphasis, run.gap, language_of(run.text, "")
