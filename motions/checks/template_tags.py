"""What is wrong with a Word template: everything at once, each fault with its place and a remedy.

docxtpl-lint finds what is wrong with the tags themselves; it is asked through its stable interface
(``lint``, the rule and the place of an issue) and its findings are put into words for somebody who
edits in Word. Names, unsafe expressions, tracked changes and typed numbers are looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jinja2 import nodes

from motions.base.errors import DataFileError, did_you_mean
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
from motions.documents.word.ooxml.tags import TagPart, tag_parts

_LAYOUT_NAMES = frozenset(("sections", "amendments", "details"))
"""A template that uses one of these is a layout of a motion; any other one is a letter."""

_WORDS = {
    "DTL001": "{tag} is never closed. Close it in the same paragraph",
    "DTL002": "{tag} goes on in the next paragraph. Keep a tag in one paragraph",
    "DTL101": "{tag} is never ended. Add its end tag, such as {{% endif %}} or {{% endfor %}}",
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
    "DTL209": "{tag} would swallow what stands beside it. Give it a paragraph or row of its own",
    "DTL210": "{tag} stands in the same paragraph as the tag that opened it. Give each its own",
}
_HANDLED_HERE = ("DTL003", "DTL005", "DTL3", "DTL4")
_OUT_OF_PLACE = {
    "Import": "import",
    "FromImport": "from",
    "Include": "include",
    "Extends": "extends",
    "Macro": "macro",
    "CallBlock": "call",
}


def lint_template(data: bytes, source: str, known: Sequence[str]) -> list[Finding]:
    """Return what is wrong with the template *data*, called *source*.

    *known* are the names that a document can fill, as
    :func:`motions.documents.word.motion.layout_names` gives them. In a layout of a motion any other
    name is an error; a letter asks for it, so there it is a warning where it looks like a known one
    misspelt, and a hint otherwise.
    """
    try:
        members = read_package(data, source)
        parts = tag_parts(data, source)
    except DataFileError as error:
        return [_file_finding(fault.problem, fault.where) for fault in error.faults]
    findings = list(_unusable(data, source))
    findings += _broken(data)
    for part in parts:
        findings += _tracked(part)
        findings += _unsafe(part)
    findings += _unknown(parts, known)
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


def _broken(data: bytes) -> Iterator[Finding]:
    """Yield what docxtpl-lint finds wrong with the tags."""
    from docxtpl_lint import lint  # noqa: PLC0415 only this check needs it

    for issue in lint(data, autoescape=True).issues:
        if issue.rule.startswith(_HANDLED_HERE):
            continue
        tag = issue.snippet.strip() or "a tag"
        words = _WORDS.get(issue.rule)
        message = words.format(tag=tag) if words else issue.message.replace("`", "")
        severity = Severity.WARNING if issue.severity == "warning" else Severity.ERROR
        yield Finding("template-tag", severity, f"{message}.", _place(issue.location))


def _place(location: Any) -> str:
    part = "".join(char for char in location.part if not char.isdigit())
    if location.cells:
        cell = location.cells[-1]
        place = f"table {cell.table}, row {cell.row}, column {cell.col}"
    else:
        place = f"paragraph {location.paragraph}"
    return place if part == "body" else f"{part}, {place}"


def _tracked(part: TagPart) -> Iterator[Finding]:
    for line in part.lines:
        if line.tracked:
            message = (
                "A tag stands in a tracked change, so it would be filled twice or not at all. "
                "Accept or reject the change (Review) and save."
            )
            yield Finding("template-tracked-change", Severity.ERROR, message, line.where)


def _unsafe(part: TagPart) -> Iterator[Finding]:
    """Yield expressions that reach for more than the values of the document."""
    for node in part.tree.find_all(nodes.Node):
        place = part.place(node.lineno).where
        word = _OUT_OF_PLACE.get(type(node).__name__)
        if word:
            yield _unsafe_finding(f"{word!r} has no place in a document.", place)
        elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            yield _unsafe_finding(f"'.{node.attr}' reaches into the program.", place)
        elif isinstance(node, nodes.Getitem) and _hidden(node.arg):
            yield _unsafe_finding("A tag reaches into the program.", place)
        elif isinstance(node, nodes.Call):
            message = (
                "A tag calls something with (…). A document gets plain text: write the name alone, "
                "or a filter such as {{ name|upper }}."
            )
            yield Finding("template-unsafe", Severity.WARNING, message, place)


def _unsafe_finding(message: str, place: str) -> Finding:
    return Finding("template-unsafe", Severity.ERROR, f"{message} Take it out.", place)


def _hidden(argument: nodes.Node) -> bool:
    text = argument.value if isinstance(argument, nodes.Const) else ""
    return isinstance(text, str) and text.startswith("_")


def _unknown(parts: list[TagPart], known: Sequence[str]) -> Iterator[Finding]:
    """Yield names that no document fills, and properties that a known thing does not have."""
    tops = [name for name in known if "." not in name]
    used = {node.name for part in parts for node in part.tree.find_all(nodes.Name)}
    is_layout = bool(used & _LAYOUT_NAMES)
    for part in parts:
        for name, node in _first_uses(part.tree, known):
            place = part.place(node.lineno).where
            inner = "." in name
            last = name.rpartition(".")[2]
            hint = did_you_mean(last, _siblings(name, known) if inner else tops)
            if is_layout or inner:
                shown = name.replace("[]", "")
                message = f"{shown!r} is no name that a document fills.{hint}"
                yield Finding("template-name", Severity.ERROR, message, place)
            elif hint:
                message = f"{name!r} is not a name that we know, so you will be asked for it.{hint}"
                yield Finding("template-name", Severity.WARNING, message, place)
            else:
                message = (
                    f"{name!r} is a blank; 'motions draft' asks for it, or takes --set {name}=…"
                )
                yield Finding("template-name", Severity.HINT, message, place)


def _siblings(name: str, known: Sequence[str]) -> list[str]:
    prefix = name.rpartition(".")[0] + "."
    after = (one[len(prefix) :] for one in known if one.startswith(prefix))
    return [one for one in after if "." not in one]


def _first_uses(tree: nodes.Template, known: Sequence[str]) -> Iterator[tuple[str, nodes.Node]]:
    """Yield each name that is not *known* where it is used first, its loops resolved."""
    seen: set[str] = set()
    for name, node in _uses(tree, {}):
        if name not in known and name not in seen:
            seen.add(name)
            yield name, node


def _uses(node: nodes.Node, scope: dict[str, str]) -> Iterator[tuple[str, nodes.Node]]:
    """Yield the names below *node*. *scope* maps local names to what they stand for, or to ""."""
    if isinstance(node, nodes.For):
        over = _path(node.iter, scope)
        yield from _uses(node.iter, scope)
        inner = {**scope, "loop": "", **dict.fromkeys(_targets(node.target), "")}
        if isinstance(node.target, nodes.Name) and over:
            inner[node.target.name] = f"{over}[]"
        for child in (*node.body, *node.else_, *filter(None, [node.test])):
            yield from _uses(child, inner)
        return
    if isinstance(node, nodes.Assign):
        yield from _uses(node.node, scope)
        scope.update(dict.fromkeys(_targets(node.target), ""))
        return
    path = _path(node, scope)
    if path is None:
        for child in node.iter_child_nodes():
            yield from _uses(child, scope)
    elif path and not path.endswith("[]"):
        yield path, node


def _targets(node: nodes.Node) -> list[str]:
    """Return the names that a loop or an assignment binds."""
    inner = [one.name for one in node.find_all(nodes.Name)]
    return [node.name, *inner] if isinstance(node, nodes.Name) else inner


def _path(node: nodes.Node, scope: dict[str, str]) -> str | None:
    """Return what *node* names, "" where it is local or worked out, None where it is no name."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        holder = _path(node.node, scope)
        if holder is None:
            return None
        return f"{holder}.{node.attr}" if holder.endswith("[]") else holder and ""
    return None


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
