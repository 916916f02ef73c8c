"""WordprocessingML, as far as our own checks and changes read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from motions.documents.word.ooxml.namespaces import W

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXT_PART = re.compile(r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml")
_TYPED = re.compile(
    r"\s*(?:\(?(?:\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}[.)]|[a-z][.)]|[ivx]{1,5}[.)])|[•‣◦·*–—-])"
    r"(?=\s+\S)",
    re.IGNORECASE,
)
_GONE = (f"{W}del", f"{W}moveFrom")
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)


@dataclass(frozen=True)
class Numbered:
    """The list that a paragraph belongs to, and its level there, from 0."""

    list: str
    level: int


def parse(part: bytes) -> Any:
    """Return the root of a part that ``read_package`` has let in."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def serialise(root: Any) -> bytes:
    """Return a part as Word writes it."""
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def text_parts(members: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the roots of the parts that hold text, the document first, by name."""
    names = sorted((name for name in members if _TEXT_PART.fullmatch(name)), key=_document_first)
    return {name: parse(members[name]) for name in names}


def _document_first(name: str) -> tuple[bool, str]:
    return not name.startswith("word/document"), name


def part_of(members: Mapping[str, bytes], root_name: str) -> Any | None:
    """Return the root of the first part whose root is ``w:`` *root_name*, if there is one."""
    needle = root_name.encode()
    for name, part in members.items():
        if name.startswith("word/") and name.endswith(".xml") and needle in part:
            root = parse(part)
            if root.tag == f"{W}{root_name}":
                return root
    return None


def value(element: Any | None, attribute: str = "val") -> str:
    """Return an attribute of *element*, or "" where either is missing."""
    return "" if element is None else str(element.get(f"{W}{attribute}", ""))


def is_on(parent: Any | None, name: str) -> bool:
    """Tell whether a switch such as ``w:b`` is there and not turned off."""
    element = None if parent is None else parent.find(f"{W}{name}")
    return element is not None and value(element) not in ("0", "false", "off")


def place_before(parent: Any, child: Any, *successors: str) -> None:
    """Put *child* into *parent* before the first of *successors*, in the order of the schema."""
    for element in parent:
        if element.tag in {f"{W}{name}" for name in successors}:
            element.addprevious(child)
            return
    parent.append(child)


def own_runs(paragraph: Any) -> Iterator[Any]:
    """Yield the runs of *paragraph* that stay once its tracked changes are accepted."""
    for run in paragraph.iter(f"{W}r"):
        holders = [run, *run.iterancestors()]
        inside = holders[: holders.index(paragraph)]
        if not any(one.tag in (*_GONE, f"{W}p") for one in inside):
            yield run


def text_of(paragraph: Any) -> str:
    """Return what *paragraph* says once its tracked changes are accepted."""
    pieces: list[str] = []
    for run in own_runs(paragraph):
        for node in run:
            if node.tag == f"{W}t":
                pieces.append(node.text or "")
            elif node.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
                pieces.append(" ")
            elif node.tag == f"{W}noBreakHyphen":
                pieces.append("-")
    return "".join(pieces)


def typed_number(text: str) -> str:
    """Return the number or bullet that somebody typed at the start of *text*, or nothing.

    >>> typed_number("1.2 This branch notes"), typed_number("(a) to meet"), typed_number("2019 saw")
    ('1.2', '(a)', '')
    """
    found = _TYPED.match(text)
    return found[0] if found else ""


def where(paragraph: Any, index: int) -> str:
    """Return the place of *paragraph*, the *index*-th of its part, as one counts in Word."""
    cells = [one for one in paragraph.iterancestors() if one.tag == f"{W}tc"]
    if not cells:
        return f"paragraph {index}"
    row = cells[0].getparent()
    table = row.getparent()
    tables = list(paragraph.getroottree().getroot().iter(f"{W}tbl"))
    rows = table.findall(f"{W}tr")
    columns = row.findall(f"{W}tc")
    return (
        f"table {tables.index(table) + 1}, row {rows.index(row) + 1}, "
        f"column {columns.index(cells[0]) + 1}"
    )


class Styles:
    """The styles of a document, each with what it takes over from those it is based on."""

    def __init__(self, root: Any | None) -> None:
        self._by_id = (
            {} if root is None else {value(s, "styleId"): s for s in root.iter(f"{W}style")}
        )
        self._default = next(
            (
                key
                for key, style in self._by_id.items()
                if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true")
            ),
            "",
        )
        defaults = None if root is None else root.find(f"{W}docDefaults")
        self.defaults = defaults

    def chain(self, style_id: str) -> Iterator[Any]:
        """Yield the style and what it is based on, nearest first."""
        seen: set[str] = set()
        while style_id in self._by_id and style_id not in seen:
            seen.add(style_id)
            yield self._by_id[style_id]
            style_id = value(self._by_id[style_id].find(f"{W}basedOn"))

    def of(self, paragraph: Any) -> str:
        """Return the id of the style of *paragraph*."""
        return value(paragraph.find(f"{W}pPr/{W}pStyle")) or self._default

    def name(self, paragraph: Any) -> str:
        """Return the name of the style of *paragraph*, as Word shows it."""
        style = self._by_id.get(self.of(paragraph))
        return "" if style is None else value(style.find(f"{W}name"))

    def heading_level(self, paragraph: Any) -> int:
        """Return 1 to 9 for a heading, 0 for anything else."""
        for style in self.chain(self.of(paragraph)):
            found = _HEADING.fullmatch(value(style.find(f"{W}name")))
            if found:
                return int(found[1])
        return 0

    def is_title(self, paragraph: Any) -> bool:
        names = [value(one.find(f"{W}name")) for one in self.chain(self.of(paragraph))]
        return "title" in [name.casefold() for name in names]

    def numbered(self, paragraph: Any) -> Numbered | None:
        """Return the list of *paragraph*, its own or its style's."""
        found = list(self.properties(paragraph, "numPr"))
        ids = [value(one.find(f"{W}numId")) for one in found]
        number = next((one for one in ids if one), "0")
        if number == "0":
            return None
        levels = [value(one.find(f"{W}ilvl")) for one in found]
        level = next((one for one in levels if one.isdigit()), "0")
        return Numbered(number, int(level))

    def properties(self, paragraph: Any, name: str) -> Iterator[Any]:
        """Yield the paragraph properties called *name* that hold for it, nearest first."""
        holders = [paragraph, *self.chain(self.of(paragraph))]
        for holder in holders:
            found = holder.find(f"{W}pPr/{W}{name}")
            if found is not None:
                yield found

    def run_properties(self, paragraph: Any, run: Any, name: str) -> Iterator[Any]:
        """Yield the run properties called *name* that hold for *run*, nearest first."""
        style = value(run.find(f"{W}rPr/{W}rStyle"))
        holders = [run, *self.chain(style), *self.chain(self.of(paragraph))]
        if self.defaults is not None:
            holders += self.defaults.iter(f"{W}rPrDefault")
        for holder in holders:
            found = holder.find(f"{W}rPr/{W}{name}")
            if found is not None:
                yield found
