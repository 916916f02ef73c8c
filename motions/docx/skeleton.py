"""What can be said of a layout's part before anything is filled in.

The tags of a part become elements of their own: a loop and the branches of a condition each an
element around what they repeat or choose, a value an empty one. Where the result is well-formed,
so is whatever the part can render to as long as its values are plain text; and what holds for every
table and every run of it holds for those of the document. Then nobody need look at each document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment
from lxml import etree

from motions.docx.layout import W

J = "{urn:motions:jinja}"
NO_TEXT = frozenset(f"{W}{name}" for name in ("body", "hdr", "ftr", "p", "r", "tbl", "tr", "tc"))
"""The elements of which no reader shows the text: it has to be in a run's ``w:t``."""

_IN_ATTRIBUTE = "\ue000"
_OPENERS = ("for", "if")
_DIVIDERS = ("else", "elif")
_CLOSERS = ("endfor", "endif")


@dataclass(frozen=True)
class Facts:
    """What holds for every document of a part, if its values are text.

    *sound*: it is well-formed, none of its text would be lost, each table has its columns, and a
    run is empty only where a value is.
    *settled*: its tables have as many columns as their widest row: docxtpl has none to mend.
    """

    sound: bool = False
    settled: bool = False


Piece = str | tuple[str, ...]
"""A stretch of text between tags, or the words of a tag, the first empty where it is a value."""


def facts(pieces: list[Piece], namespaces: Mapping[str | None, str]) -> Facts:
    """Return what holds for the part whose template consists of *pieces*."""
    markup = _markup(pieces)
    if markup is None:
        return Facts()
    declared = "".join(
        f' xmlns{f":{prefix}" if prefix else ""}="{uri}"' for prefix, uri in namespaces.items()
    )
    try:
        root = etree.fromstring(f'<j:t xmlns:j="{J[1:-1]}"{declared}>{markup}</j:t>')
    except etree.XMLSyntaxError:
        return Facts()
    tables = list(root.iter(f"{W}tbl"))
    gridded = all(table.find(f"{W}tblGrid") is not None for table in tables)
    return Facts(
        sound=gridded
        and not any(_loses_text(element) for element in root.iter())
        and not any(_is_conditional(run) for run in root.iter(f"{W}r")),
        settled=gridded and all(_is_settled(table) for table in tables),
    )


def _markup(template: list[Piece]) -> str | None:
    """Return *template* with elements for its tags, or None where one is not of the plain ones.

    A tag inside a start tag can only be a value, which makes an attribute.
    """
    pieces: list[str] = []
    opened: list[str] = []
    inside = False  # a start tag
    for tag in template:
        if isinstance(tag, str):
            pieces.append(tag)
            inside = tag.rfind("<") > tag.rfind(">") or (inside and ">" not in tag)
            continue
        keyword = tag[0] if tag else "nothing"
        if inside and keyword:
            return None
        if not keyword:
            pieces.append(_IN_ATTRIBUTE if inside else "<j:value/>")
        elif keyword in _OPENERS:
            opened.append(keyword)
            pieces.append(f"<j:{keyword}><j:branch>")
        elif keyword in _DIVIDERS and opened:
            pieces.append("</j:branch><j:branch>")
        elif keyword in _CLOSERS and opened:
            pieces.append(f"</j:branch></j:{opened.pop()}>")
        elif keyword != "set" or "=" not in tag:
            return None
    return "".join(pieces)


def pieces_of(source: str, environment: Environment) -> Iterator[Piece]:
    """Yield the pieces of the template *source*, patched for Jinja."""
    words: list[str] = []
    for _line, kind, value in environment.lex(source):
        if kind == "data":
            yield value
        elif kind == "raw_begin":
            yield ("raw",)
        elif kind == "variable_begin":
            words = [""]
        elif kind == "block_begin":
            words = []
        elif kind in ("variable_end", "block_end"):
            yield tuple(words)
        elif kind not in ("whitespace", "raw_end") and not kind.startswith("comment"):
            words.append(value)


def holds_markup(pieces: list[Piece]) -> bool:
    """Tell whether a tag among *pieces* has XML inside, in a text in quotes, say."""
    return any("<w:" in word for tag in pieces if not isinstance(tag, str) for word in tag)


def _loses_text(element: etree._Element) -> bool:
    """Tell whether *element* puts text or a value where no reader looks for it."""
    if _owner(element) in NO_TEXT and (element.text or "").strip():
        return True
    parent = element.getparent()
    if parent is None or _owner(parent) not in NO_TEXT:
        return False
    return element.tag == f"{J}value" or bool((element.tail or "").strip())


def _is_conditional(run: etree._Element) -> bool:
    """Tell whether a part of *run* may be left out: what remains could hold nothing."""
    return any(str(child.tag).startswith(J) for child in run)


def _owner(element: etree._Element) -> str:
    """Return the tag of the element of Word's that *element* is or lies in."""
    here: etree._Element | None = element
    while here is not None and str(here.tag).startswith(J):
        here = here.getparent()
    return "" if here is None else str(here.tag)


def _is_settled(table: etree._Element) -> bool:
    """Tell whether docxtpl leaves *table* alone: no row too wide, and a certain one wide enough."""
    grid = table.find(f"{W}tblGrid")
    columns = 0 if grid is None else len(grid.findall(f"{W}gridCol"))
    if grid is None or any(str(child.tag).startswith(J) for child in grid):
        return False
    certain = False
    for row in table.iter(f"{W}tr"):
        if any(str(child.tag).startswith(J) for child in row):
            return False
        cells = row.findall(f"{W}tc")
        spans = [_span(cell) for cell in cells]
        if len(cells) > columns or None in spans:
            return False
        wide = sum(span or 0 for span in spans) >= columns
        certain = certain or (wide and row.getparent() is table)
    return certain


def _span(cell: etree._Element) -> int | None:
    """Return over how many columns *cell* goes, or None where that depends on a value."""
    if any(str(child.tag).startswith(J) for child in cell.iterfind(f"{W}tcPr//*")):
        return None
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    if span is None:
        return 1
    value = span.get(f"{W}val", "")
    return int(value) if value.isdecimal() and value != "0" else None
