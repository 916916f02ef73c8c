"""What is wrong with a Word template: every fault at once, its place and how to fix it.

docxtpl-lint finds what is wrong with the tags themselves; it is asked through its stable interface
(``lint``, the rule and the place of an issue) and its findings are put into words for somebody who
edits in Word. Names, unsafe expressions, tracked changes and typed numbers are looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from jinja2 import TemplateSyntaxError

from motions.base.errors import DataFileError, did_you_mean
from motions.base.templates import sandbox
from motions.checks.findings import Finding, Severity
from motions.documents.word.ooxml.layout_file import read_layout
from motions.documents.word.ooxml.markup import (
    Styles,
    part_of,
    text_of,
    text_parts,
    typed_number,
    where,
)
from motions.documents.word.ooxml.namespaces import W
from motions.documents.word.ooxml.package import read_package

_LAYOUT_NAMES = frozenset(("sections", "amendments", "details"))
"""A template that uses one of these is a layout of a motion; any other one is a letter."""

_WORDS = {
    "DTL001": "{tag} is never closed. Close it in the same paragraph",
    "DTL002": "{tag} goes on in the next paragraph. Keep a tag in one paragraph",
    "DTL101": "{tag} has no end tag. Add it, such as {{% endif %}} or {{% endfor %}}",
    "DTL102": "{tag} has no beginning. Add the tag that opens it, or delete this one",
    "DTL103": "{tag} cannot be read. Check its spelling",
    "DTL104": "{tag} uses a filter (after the |) that is not there. Check its spelling",
    "DTL105": "{tag} uses a test (after 'is') that is not there. Check its spelling",
    "DTL106": "{tag} uses a name of a loop after the loop has ended. Move it into the loop",
    "DTL201": "{tag} has a % or }} inside. Work the value out in a {{% set %}} tag before it",
    "DTL202": "{tag} has a space before p, tr, tc or r. Write it without, like {{%tr",
    "DTL203": "{tag} works only in a table. Move it into a table row, or write {{%p",
    "DTL204": "{tag} does not match the tag that opened it. Give both the same p, tr, tc or r",
    "DTL205": "{tag} stands in another table than the tag that opened it. Put both into one table",
    "DTL206": "{tag} stands in the same row as the tag that opened it. Give each a row of its own",
    "DTL207": "{tag} stands in another row than the tag that opened it. Put both into one row",
    "DTL208": "{tag} works only in a table cell. Move it into one",
    "DTL209": "{tag} would delete the text beside it. Give it a paragraph or row of its own",
    "DTL210": "{tag} stands in the same paragraph as the tag that opened it. Give each its own",
}
_UNKNOWN_NAME = "DTL301"
_HANDLED_HERE = ("DTL003", "DTL005", "DTL3", "DTL4")
_OUT_OF_PLACE = frozenset(("import", "from", "include", "extends", "macro", "call"))
_PREFIXES = frozenset(("p", "tr", "tc", "r"))
"""docxtpl's own, between the opening of a tag and what it says."""
_BEFORE_BRACKETS = frozenset(("if", "elif", "else", "in", "and", "or", "not", "is"))
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_CHANGES = ("ins", "del", "moveFrom", "moveTo")


def lint_template(data: bytes, source: str, known: Sequence[str]) -> list[Finding]:
    """Return what is wrong with the template *data*, called *source*.

    *known* are the names that a document can fill, as
    :func:`motions.documents.word.motion.layout_names` gives them. In a layout of a motion any other
    name is an error; a letter asks for it, so there it is a warning where it looks like a known one
    misspelt, and a hint otherwise.
    """
    try:
        members = read_package(data, source)
    except DataFileError as error:
        return [_file_finding(fault.problem, fault.where) for fault in error.faults]
    findings = list(_unusable(data, source))
    findings += _of_tags(data, known)
    for line in _tag_lines(members):
        if line.tracked:
            message = (
                "A tag stands in a tracked change, so it would be filled twice or not at all. "
                "Accept or reject the change (Review) and save."
            )
            findings.append(Finding("template-tracked-change", Severity.ERROR, message, line.where))
        findings += _unsafe(line)
    findings += _typed_numbers(members)
    return findings


def _file_finding(problem: str, place: str) -> Finding:
    return Finding("template-file", Severity.ERROR, f"The file {problem.rstrip('.')}.", place)


def _unusable(data: bytes, source: str) -> Iterator[Finding]:
    """Yield why the file could not be used even with all its tags in order."""
    try:
        read_layout(data, source)
    except DataFileError as error:
        for fault in error.faults:
            if not fault.problem.startswith("has tracked changes"):  # named by paragraph below
                yield _file_finding(fault.problem, fault.where)
            else:
                problem = "has tracked changes: accept or reject them all (Review) and save"
                yield _file_finding(problem, fault.where)


def _of_tags(data: bytes, known: Sequence[str]) -> Iterator[Finding]:
    """Yield what docxtpl-lint finds wrong with the tags, and names that no document fills."""
    from docxtpl_lint import lint  # noqa: PLC0415 only letters and checks need it

    result = lint(data, _context(known), autoescape=True)
    is_layout = any(re.split(r"[.[]", path)[0] in _LAYOUT_NAMES for path in result.variables)
    for issue in result.issues:
        place = _place(issue.location)
        if issue.rule == _UNKNOWN_NAME:
            path = issue.params["path"].replace("[*]", "[]")
            if "._" not in path:  # it is unsafe as well, which says more
                yield _unknown(path, known, place, is_layout=is_layout)
        elif not issue.rule.startswith(_HANDLED_HERE):
            tag = issue.snippet.strip() or "a tag"
            words = _WORDS.get(issue.rule)
            message = words.format(tag=tag) if words else issue.message.replace("`", "")
            severity = Severity.WARNING if issue.severity == "warning" else Severity.ERROR
            yield Finding("template-tag", severity, f"{message}.", place)


def _context(known: Sequence[str]) -> dict[str, Any]:
    """Return a sample of what a document fills, from the dotted names of *known*."""
    sample: dict[str, Any] = {}
    for name in known:
        *holders, last = name.split(".")
        here = sample
        for holder in holders:
            name = holder.removesuffix("[]")  # noqa: PLW2901
            inside = here[name][0] if name != holder and here[name] else here[name] or {}
            here[name] = inside if name == holder else [inside]
            here = inside
        here[last] = ""
    return sample


def _unknown(path: str, known: Sequence[str], place: str, *, is_layout: bool) -> Finding:
    """Return the finding for *path*, a name that no document fills."""
    prefix, dot, last = path.rpartition(".")
    siblings = [one.rpartition(".")[2] for one in known if one.rpartition(".")[0] == prefix]
    hint = did_you_mean(last, siblings)
    severity = Severity.ERROR
    if is_layout or dot:
        message = f"{path.replace('[]', '')!r} is not a name that a document fills.{hint}"
    elif hint:
        severity = Severity.WARNING
        message = f"{path!r} is not a name that we know, so you will be asked for it.{hint}"
    else:
        severity = Severity.HINT
        message = f"{path!r} is a blank; 'motions draft' asks for it, or takes --set {path}=…"
    return Finding("template-name", severity, message, place)


def _place(location: Any) -> str:
    part = "".join(char for char in location.part if not char.isdigit())
    if location.cells:
        cell = location.cells[-1]
        place = f"table {cell.table}, row {cell.row}, column {cell.col}"
    else:
        place = f"paragraph {location.paragraph}"
    return place if part == "body" else f"{part}, {place}"


class _TagLine(NamedTuple):
    """A paragraph with tags: its text, its place, and whether a tracked change cuts a tag."""

    text: str
    where: str
    tracked: bool


def _tag_lines(members: dict[str, bytes]) -> Iterator[_TagLine]:
    for name, root in text_parts(members).items():
        part = re.sub(r"\d*\.xml$", "", name.rpartition("/")[2])
        for index, paragraph in enumerate(root.iter(f"{W}p"), start=1):
            text = _written(paragraph)
            if re.search(r"{[{%#]", text):
                changes = paragraph.iter(*(f"{W}{one}" for one in _CHANGES))
                tracked = any(re.search("[{}]", _written(change)) for change in changes)
                place = where(paragraph, index)
                place = place if part == "document" else f"{part}, {place}"
                yield _TagLine(text, place, tracked)


def _written(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t", f"{W}delText"))


def _unsafe(line: _TagLine) -> Iterator[Finding]:
    """Yield the tags that reach for more than the values of the document.

    Jinja's own lexer reads them, word by word: a stray tag elsewhere hides none of them, as it
    would from its parser.
    """
    before, last = "", ""
    for kind, word in _tokens(line.text):
        if kind == "block":
            if word in _OUT_OF_PLACE:
                yield _unsafe_finding(f"{word!r} does not belong in a document.", line.where)
        elif last == "." and word.startswith("_"):
            yield _unsafe_finding(f"'.{word}' reaches into the program.", line.where)
        elif last == "[" and word.startswith(("'_", '"_')):
            yield _unsafe_finding("A tag reaches into the program.", line.where)
        elif word == "(" and _opens_call(before, last):
            message = (
                "A tag calls something with (…). A document gets plain text: write the name alone, "
                "or a filter such as {{ name|upper }}."
            )
            yield Finding("template-unsafe", Severity.WARNING, message, line.where)
        before, last = last, word


def _opens_call(before: str, last: str) -> bool:
    """Tell whether a bracket after these two words calls something, and no filter or test."""
    if last in _BEFORE_BRACKETS or before in {"|", "is", "not"}:
        return False
    return last in {")", "]"} or last.isidentifier()


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words of the tags of *text*; the one that says what a block does as "block"."""
    opens = False
    with suppress(TemplateSyntaxError):
        for _line, kind, word in sandbox().lex(text.translate(_QUOTES)):
            if kind == "name" and opens and word not in _PREFIXES:
                opens = False
                yield "block", word
            elif kind not in {"data", "whitespace"}:
                opens = kind == "block_begin" or (opens and word in _PREFIXES)
                yield kind, word


def _unsafe_finding(message: str, place: str) -> Finding:
    return Finding("template-unsafe", Severity.ERROR, f"{message} Delete it.", place)


def _typed_numbers(members: dict[str, bytes]) -> Iterator[Finding]:
    styles = Styles(part_of(members, "styles"))
    for root in text_parts(members).values():
        for index, paragraph in enumerate(root.iter(f"{W}p"), start=1):
            text = text_of(paragraph)
            number = typed_number(text).strip()
            if number and styles.numbered(paragraph) is None:
                message = (
                    f"The number or bullet {number!r} is typed. Use Word's own lists: typed ones "
                    "are wrong as soon as a meeting takes a clause out."
                )
                yield Finding("typed-numbering", Severity.WARNING, message, where(paragraph, index))
