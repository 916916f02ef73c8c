"""How a document looks beyond its layout: large print, line numbers, marks on changed words.

All of it is done to the finished document, so it works with a branch's own layout as with ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from motions.documents.word.look import Look
from motions.documents.word.ooxml.markup import parse, place_before, serialise, value
from motions.documents.word.ooxml.namespaces import W

LARGE = 36
"""Half-points: 18 pt, the size that large print begins with."""
_WORD_DEFAULT = 20
_WIDER = 1.3  # labels and numbers grow with the letters
_AFTER_SIZE = (
    "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
    "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
_AFTER_LINE_NUMBERS = (
    "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi",
    "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
)  # fmt: skip


def restyle(members: dict[str, bytes], look: Look) -> None:
    """Change the parts in *members* to *look*; its redline is not done here."""
    if look.large_print:
        _enlarge(members)
    if look.line_numbers:
        for name, root in _roots(members, "document"):
            for section in root.iter(f"{W}sectPr"):
                _number_lines(section)
            members[name] = serialise(root)


def _roots(members: dict[str, bytes], *kinds: str) -> Iterator[tuple[str, Any]]:
    """Yield the parts whose root is one of *kinds*, with their names."""
    tags = {f"{W}{kind}" for kind in kinds}
    for name in list(members):
        if name.startswith("word/") and name.endswith(".xml"):
            root = parse(members[name])
            if root.tag in tags:
                yield name, root


def _number_lines(section: Any) -> None:
    """Make Word number every line, from page to page, so that "line 57" is one place."""
    for old in section.findall(f"{W}lnNumType"):
        section.remove(old)
    numbers = etree.Element(f"{W}lnNumType")
    numbers.set(f"{W}countBy", "1")
    numbers.set(f"{W}restart", "continuous")
    place_before(section, numbers, *_AFTER_LINE_NUMBERS)


def _enlarge(members: dict[str, bytes]) -> None:
    base = _WORD_DEFAULT
    for name, root in _roots(members, "styles"):
        base = _base_size(root)
        _state_size(root)
        _widen(root)
        _resize(root, base)
        members[name] = serialise(root)
    for name, root in _roots(members, "document", "hdr", "ftr", "footnotes", "endnotes"):
        _resize(root, base)
        members[name] = serialise(root)
    for name, root in _roots(members, "numbering"):
        _widen(root)
        _resize(root, base)
        members[name] = serialise(root)


def _base_size(styles: Any) -> int:
    """Return the size of plain text, in half-points."""
    for style in styles.iter(f"{W}style"):
        if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
            size = value(style.find(f"{W}rPr/{W}sz"))
            if size.isdigit():
                return int(size)
    size = value(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz"))
    return int(size) if size.isdigit() else _WORD_DEFAULT


def _state_size(styles: Any) -> None:
    """Make the size of plain text explicit, so that it can be enlarged with the others."""
    defaults = _child(styles, "docDefaults", "latentStyles", "style")
    look = _child(_child(defaults, "rPrDefault", "pPrDefault"), "rPr")
    for name, successors in (("sz", _AFTER_SIZE), ("szCs", _AFTER_SIZE[1:])):
        size = _child(look, name, *successors)
        size.set(f"{W}val", value(size) or str(_WORD_DEFAULT))


def _child(parent: Any, name: str, *successors: str) -> Any:
    """Return the child called *name* of *parent*, made before *successors* where there is none."""
    child = parent.find(f"{W}{name}")
    if child is None:
        child = etree.Element(f"{W}{name}")
        place_before(parent, child, *successors)
    return child


def _resize(root: Any, base: int) -> None:
    """Enlarge every size in proportion, none to less than large print."""
    ratio = max(LARGE / base, 1)
    for size in root.iter(f"{W}sz", f"{W}szCs"):
        old = value(size)
        if old.isdigit():
            size.set(f"{W}val", str(max(LARGE, round(int(old) * ratio))))
    for spacing in root.iter(f"{W}spacing"):
        if value(spacing, "lineRule") == "exact":  # it would cut large letters off
            spacing.set(f"{W}lineRule", "atLeast")


def _widen(root: Any) -> None:
    """Give numbers and labels the room that larger letters take; what is right-aligned stays."""
    for indent in root.iter(f"{W}ind"):
        for side in ("left", "start", "hanging", "firstLine"):
            _grow(indent, side)
    for tab in root.iter(f"{W}tab"):
        if value(tab) in ("left", "start", "num", "clear"):
            _grow(tab, "pos")


def _grow(element: Any, attribute: str) -> None:
    width = value(element, attribute)
    if width.isdigit():
        element.set(f"{W}{attribute}", str(round(int(width) * _WIDER)))
