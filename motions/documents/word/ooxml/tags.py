"""The tags of a Word template, as Jinja reads them, each with the paragraph it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateSyntaxError, meta, nodes

from motions.base.templates import sandbox
from motions.documents.word.ooxml.markup import text_parts, where
from motions.documents.word.ooxml.namespaces import W
from motions.documents.word.ooxml.package import read_package

_PREFIX = re.compile(r"({[{%])-?\s*(?:p|tr|tc|r)\s(?=\s*\S)")
_CELL_TAG = re.compile(r"{%-?\s*(?:cellbg|colspan|vm|hm)\s+(.*?)-?%}")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_PART_NAMES = {"header": "header", "footer": "footer", "footnotes": "footnotes"}
_ONE_TAG = re.compile(r"{{-?(.*?)-?}}|{%-?(.*?)-?%}")
_FOR = re.compile(r"\s*for\s+(.+?)\s+in\s+(.+?)\s*$")
_SET = re.compile(r"\s*set\s+(.+?)\s*=\s*(.+?)\s*$")
_IF = re.compile(r"\s*(?:if|elif)\s+(.+?)\s*$")
_HAS_TAG = re.compile(r"{[{%#]")


@dataclass(frozen=True)
class TagLine:
    """A paragraph with tags: its text, its place, and whether a tracked change cuts a tag."""

    text: str
    where: str
    tracked: bool


@dataclass(frozen=True)
class TagPart:
    """One part of a template.

    *tree* is what Jinja makes of its tags, one paragraph a line. Where they are *broken* it is made
    of what can be read tag by tag, so that a stray {% endif %} hides no other fault.
    """

    lines: tuple[TagLine, ...]
    tree: nodes.Template
    broken: bool

    def place(self, lineno: int | None) -> TagLine:
        """Return the paragraph of the *lineno*-th line of :attr:`tree`."""
        return self.lines[min(max(lineno or 1, 1), len(self.lines)) - 1]


def tag_parts(data: bytes, source: str) -> list[TagPart]:
    """Return the parts of the template *data* that hold tags.

    Raises DataFileError, naming *source*, for a file that is no Word document.
    """
    parts = []
    for name, root in text_parts(read_package(data, source)).items():
        lines = tuple(_lines(root, _part_name(name)))
        if lines:
            texts = [_plain(line.text) for line in lines]
            tree = _parsed("\n".join(texts))
            readable = tree or _parsed(_expressions(texts)) or nodes.Template([], lineno=1)
            parts.append(TagPart(lines, readable, broken=tree is None))
    return parts


def undeclared_names(parts: list[TagPart]) -> list[str]:
    """Return the names that the tags expect to be given, in the order of their first use."""
    found: dict[str, None] = {}
    for part in parts:
        undeclared = meta.find_undeclared_variables(part.tree)
        used = (node.name for node in part.tree.find_all(nodes.Name))
        found.update(dict.fromkeys(name for name in used if name in undeclared))
    return list(found)


def _lines(root: Any, part: str) -> Iterator[TagLine]:
    for index, paragraph in enumerate(root.iter(f"{W}p"), start=1):
        text = "".join(node.text or "" for node in paragraph.iter(f"{W}t", f"{W}delText"))
        if _HAS_TAG.search(text):
            changes = paragraph.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
            tracked = any("{" in _written(change) or "}" in _written(change) for change in changes)
            place = where(paragraph, index)
            yield TagLine(text, f"{part}, {place}" if part else place, tracked)


def _written(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t", f"{W}delText"))


def _part_name(name: str) -> str:
    stem = re.sub(r"\d*\.xml$", "", name.rpartition("/")[2])
    return _PART_NAMES.get(stem, "")


def _plain(text: str) -> str:
    """Return the text of a paragraph for Jinja, without docxtpl's own prefixes, on one line."""
    bare = _PREFIX.sub(r"\1 ", text.replace("\n", " "))
    return _CELL_TAG.sub(r"{{ \1 }}", bare).translate(_QUOTES)


def _parsed(text: str) -> nodes.Template | None:
    try:
        return sandbox().parse(text)
    except TemplateSyntaxError:
        return None


def _expressions(texts: list[str]) -> str:
    """Return only the expressions of the tags that can be read, each on its line."""
    local: dict[str, None] = {}
    kept: list[str] = []
    for text in texts:
        pieces = []
        for value, statement in _ONE_TAG.findall(text):
            expression = value
            if statement:
                binding = _FOR.match(statement) or _SET.match(statement)
                condition = _IF.match(statement)
                if binding:
                    local.update(dict.fromkeys(re.findall(r"\w+", binding[1])))
                expression = binding[2] if binding else condition[1] if condition else ""
            piece = f"{{{{ {expression} }}}}"
            if _parsed(piece):
                pieces.append(piece)
        kept.append(" ".join(pieces))
    return "".join(f"{{% set {name} = 0 %}}" for name in local) + "\n".join(kept)
