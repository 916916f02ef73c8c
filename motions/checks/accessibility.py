"""Whether everybody can read a Word document, also with a screen reader or in large print.

The rules are those of WCAG 2.2 that a Word file can break; each finding names its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from motions.base.errors import DataFileError
from motions.checks.findings import Finding, Severity
from motions.documents.word.ooxml.markup import (
    Styles,
    is_on,
    parse,
    part_of,
    text_of,
    text_parts,
    typed_number,
    value,
    where,
)
from motions.documents.word.ooxml.namespaces import W
from motions.documents.word.ooxml.package import read_package

_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WCAG = "WCAG 2.2, {0}"
_EMPTY_LINK = frozenset(("here", "click here", "this link", "link", "more", "read more", "this"))
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_LINE_TO_WRITE_ON = re.compile(r"_{4,}|\.{6,}")
_ENOUGH, _ENOUGH_LARGE = 4.5, 3.0
_LARGE, _LARGE_BOLD = 36, 28  # half-points
_LONG = 12  # paragraphs: a document of that length wants headings


@dataclass(frozen=True)
class _Document:
    body: Any
    paragraphs: list[Any]
    styles: Styles
    members: dict[str, bytes]


def check_accessibility(data: bytes, source: str) -> list[Finding]:
    """Return what makes the .docx *data* hard to read for some; *source* is its name."""
    try:
        members = read_package(data, source)
    except DataFileError as error:
        return [
            Finding("file", Severity.ERROR, f"The file {fault.problem.rstrip('.')}.", fault.where)
            for fault in error.faults
        ]
    root = part_of(members, "document")
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        return [Finding("file", Severity.ERROR, "The file has no text.", "")]
    document = _Document(
        body, list(body.iter(f"{W}p")), Styles(part_of(members, "styles")), members
    )
    return [finding for check in _CHECKS for finding in check(document)]


def _finding(
    rule: str, criterion: str, message: str, place: str, severity: Severity = Severity.ERROR
) -> Finding:
    return Finding(rule, severity, message, place, _WCAG.format(criterion))


def _title(document: _Document) -> Iterator[Finding]:
    part = document.members.get("docProps/core.xml")
    element = None if part is None else parse(part).find(_DC_TITLE)
    if element is None or not (element.text or "").strip():
        message = "The document has no title. In Word: File, Info, Title."
        yield _finding("title", "2.4.2 Page Titled", message, "properties")


def _language(document: _Document) -> Iterator[Finding]:
    defaults = document.styles.defaults
    languages = [] if defaults is None else [value(one) for one in defaults.iter(f"{W}lang")]
    if not any(languages):
        message = "No language is set. In Word: Review, Language, Set Proofing Language."
        yield _finding("language", "3.1.1 Language of Page", message, "styles")


def _headings(document: _Document) -> Iterator[Finding]:
    criterion = "1.3.1 Info and Relationships"
    last = 0
    for index, paragraph in enumerate(document.paragraphs, start=1):
        level = document.styles.heading_level(paragraph)
        if not level:
            continue
        place = where(paragraph, index)
        if not text_of(paragraph).strip():
            yield _finding("headings", criterion, "A heading is empty. Delete it.", place)
        if level > last + 1:
            message = f"A heading of level {level} follows one of level {last or 'none'}. "
            message += f"Use level {last + 1}."
            yield _finding("headings", criterion, message, place)
        last = level
    written = sum(bool(text_of(paragraph).strip()) for paragraph in document.paragraphs)
    if not last and written > _LONG:
        message = "There are no headings. Give them Word's styles Heading 1, Heading 2."
        yield _finding("headings", criterion, message, "", Severity.WARNING)


def _tables(document: _Document) -> Iterator[Finding]:
    criterion = "1.3.1 Info and Relationships"
    for number, table in enumerate(document.body.iter(f"{W}tbl"), start=1):
        rows = table.findall(f"{W}tr")
        if rows and not is_on(rows[0].find(f"{W}trPr"), "tblHeader"):
            message = (
                "The first row is not marked as a header. In Word: Layout, Repeat Header Rows."
            )
            yield _finding("table-header", criterion, message, f"table {number}, row 1")
        if any(True for _ in table.iter(f"{W}vMerge", f"{W}gridSpan")):
            message = "Cells are merged, so a screen reader loses its column. Split them."
            yield _finding("table-merged", criterion, message, f"table {number}", Severity.WARNING)


def _links(document: _Document) -> Iterator[Finding]:
    for index, paragraph in enumerate(document.paragraphs, start=1):
        for link in paragraph.iter(f"{W}hyperlink"):
            text = "".join(node.text or "" for node in link.iter(f"{W}t")).strip()
            bare = text.casefold().rstrip(".")
            if not text or bare in _EMPTY_LINK or re.match(r"(https?:|www\.)", bare):
                message = f"The link {text!r} does not say where it goes. Write what it is."
                place = where(paragraph, index)
                criterion = "2.4.4 Link Purpose (In Context)"
                yield _finding("link-text", criterion, message, place, Severity.WARNING)


def _blank_paragraphs(document: _Document) -> Iterator[Finding]:
    for index, paragraph in enumerate(document.paragraphs, start=1):
        if text_of(paragraph).strip() or _holds_something(paragraph) or _needed(paragraph):
            continue
        message = "The paragraph is blank. Delete it, and set the space above or below instead."
        place = where(paragraph, index)
        criterion = "1.3.1 Info and Relationships"
        yield _finding("blank-paragraph", criterion, message, place, Severity.WARNING)


def _holds_something(paragraph: Any) -> bool:
    names = ("drawing", "pict", "object", "sectPr", "br", "tab", "fldSimple", "del")
    return any(True for name in names for _ in paragraph.iter(f"{W}{name}"))


def _needed(paragraph: Any) -> bool:
    """Tell whether Word needs the paragraph: the only one of a cell, or one after a table."""
    parent, before = paragraph.getparent(), paragraph.getprevious()
    alone = parent.tag == f"{W}tc" and len(parent.findall(f"{W}p")) == 1
    return alone or (before is not None and before.tag == f"{W}tbl")


def _lists(document: _Document) -> Iterator[Finding]:
    for index, paragraph in enumerate(document.paragraphs, start=1):
        number = typed_number(text_of(paragraph)).strip()
        if number and document.styles.numbered(paragraph) is None:
            message = f"The number or bullet {number!r} is typed. Use Word's own lists."
            place = where(paragraph, index)
            criterion = "1.3.1 Info and Relationships"
            yield _finding("typed-list", criterion, message, place, Severity.WARNING)


def _lines_to_write_on(document: _Document) -> Iterator[Finding]:
    for index, paragraph in enumerate(document.paragraphs, start=1):
        if _LINE_TO_WRITE_ON.search(text_of(paragraph)):
            message = "A line to write on is typed, and is read out dot by dot. Use a tab leader."
            place = where(paragraph, index)
            criterion = "1.3.1 Info and Relationships"
            yield _finding("typed-line", criterion, message, place, Severity.WARNING)


def _text_boxes(document: _Document) -> Iterator[Finding]:
    boxes = [
        box
        for box in document.body.iter(f"{W}txbxContent")
        if not any(one.tag == _FALLBACK for one in box.iterancestors())
    ]
    for number, _box in enumerate(boxes, start=1):
        message = "Text in a box is lost to many readers. Move it into the text."
        yield _finding("text-box", "1.3.2 Meaningful Sequence", message, f"text box {number}")


def _pictures(document: _Document) -> Iterator[Finding]:
    for root in text_parts(document.members).values():
        for picture in root.iter(_DOC_PR):
            if not (picture.get("descr") or "").strip():
                name = picture.get("name") or "a picture"
                message = "A picture has no description. In Word: right click, View Alt Text."
                yield _finding("picture", "1.1.1 Non-text Content", message, name)


def _contrast(document: _Document) -> Iterator[Finding]:
    for index, paragraph in enumerate(document.paragraphs, start=1):
        worst: tuple[float, str, str] | None = None
        for run in paragraph.iter(f"{W}r"):
            if not "".join(node.text or "" for node in run.iter(f"{W}t")).strip():
                continue
            ink, ground = _colours(document.styles, paragraph, run)
            ratio = _ratio(ink, ground)
            large = _is_large(document.styles, paragraph, run)
            if ratio < (_ENOUGH_LARGE if large else _ENOUGH) and (not worst or ratio < worst[0]):
                worst = (ratio, ink, ground)
        if worst:
            message = (
                f"The text in #{worst[1]} on #{worst[2]} is too pale: its contrast is "
                f"{worst[0]:.1f} to 1, and {_ENOUGH} is needed. Use a darker colour."
            )
            yield _finding("contrast", "1.4.3 Contrast (Minimum)", message, where(paragraph, index))


def _colours(styles: Styles, paragraph: Any, run: Any) -> tuple[str, str]:
    """Return the colours of the letters and of what is behind them."""
    grounds = [value(one, "fill") for one in styles.run_properties(paragraph, run, "shd")]
    grounds += [value(one, "fill") for one in styles.properties(paragraph, "shd")]
    cell = next((one for one in paragraph.iterancestors() if one.tag == f"{W}tc"), None)
    if cell is not None:
        grounds.append(value(cell.find(f"{W}tcPr/{W}shd"), "fill"))
    ground = next((one for one in grounds if _HEX.fullmatch(one)), "FFFFFF")
    inks = [value(one) for one in styles.run_properties(paragraph, run, "color")]
    ink = next((one for one in inks if one), "auto")
    if not _HEX.fullmatch(ink):  # automatic: Word takes white on a dark ground
        ink = "FFFFFF" if _luminance(ground) < 0.18 else "000000"  # noqa: PLR2004
    return ink.upper(), ground.upper()


def _is_large(styles: Styles, paragraph: Any, run: Any) -> bool:
    sizes = [value(one) for one in styles.run_properties(paragraph, run, "sz")]
    size = int(next((one for one in sizes if one.isdigit()), "20"))
    bold = next(styles.run_properties(paragraph, run, "b"), None)
    is_bold = bold is not None and value(bold) not in ("0", "false", "off")
    return size >= _LARGE or (is_bold and size >= _LARGE_BOLD)


def _ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21.

    >>> round(_ratio("000000", "FFFFFF")), round(_ratio("767676", "FFFFFF"), 1)
    (21, 4.5)
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for one in channels
    ]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


_CHECKS: tuple[Callable[[_Document], Iterator[Finding]], ...] = (
    _title,
    _language,
    _headings,
    _tables,
    _links,
    _lists,
    _blank_paragraphs,
    _lines_to_write_on,
    _text_boxes,
    _pictures,
    _contrast,
)
