"""The difference between two texts as Word shows it: tracked changes, or marks that print.

docxtpl's tags fill in text and nothing else, and that is what keeps values from changing the
structure. So a layout only says *where* a difference goes: the tag writes a token, and this module
replaces the token by runs, made from the words as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from motions.documents.word.look import Redline
from motions.documents.word.ooxml.markup import XML_SPACE, parse, place_before, serialise
from motions.documents.word.ooxml.namespaces import W
from motions.drafting.redline import Kind, Piece

AUTHOR = "Proposed amendment"
"""Who made the change, in Word's eyes: no person."""
_ANNOTATIONS = ("ins", "del", "moveFrom", "moveTo", "bookmarkStart", "commentRangeStart")
_AFTER_STRIKE = (
    "dstrike", "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish",
    "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u",
    "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout",
    "specVanish", "oMath",
)  # fmt: skip
_AFTER_UNDERLINE = _AFTER_STRIKE[_AFTER_STRIKE.index("effect") :]
_AFTER_BOLD = ("bCs", "i", "iCs", "caps", "smallCaps", "strike", *_AFTER_STRIKE)
_BEFORE_PRIVACY = ("writeProtection", "view", "zoom")


def insert_redlines(
    members: dict[str, bytes],
    differences: Mapping[str, Sequence[Piece]],
    how: Redline,
    stamp: datetime,
) -> None:
    """Replace each token of *differences* in *members* by its pieces, shown *how*.

    *stamp* is the date of tracked changes. Their author is :data:`AUTHOR`, and Word is told to keep
    names out of the file when it is saved.
    """
    changed = False
    for name, part in list(members.items()):
        if not (name.startswith("word/") and name.endswith(".xml")):
            continue
        if not any(token.encode() in part for token in differences):
            continue
        root = parse(part)
        writer = _Writer(how, stamp, _first_free_id(root))
        for run in list(root.iter(f"{W}r")):
            for token, pieces in differences.items():
                text = "".join(node.text or "" for node in run.iter(f"{W}t"))
                if token in text:
                    _replace(run, text.partition(token), pieces, writer)
                    break
        members[name] = serialise(root)
        changed = True
    if changed and how is Redline.TRACKED:
        _keep_names_out(members)


class _Writer:
    """Makes the runs of pieces, each in the look of the placeholder."""

    def __init__(self, how: Redline, stamp: datetime, first_id: int) -> None:
        moment = stamp.astimezone(UTC) if stamp.tzinfo else stamp
        self._how = how
        self._date = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        self._next = first_id

    def runs(self, look: Any | None, pieces: Sequence[Piece]) -> Iterator[Any]:
        for piece in pieces:
            deleted = piece.kind is Kind.DELETED
            if piece.kind is Kind.SAME:
                yield plain_run(look, piece.text)
            elif self._how is Redline.TRACKED:
                change = etree.Element(f"{W}del" if deleted else f"{W}ins")
                change.set(f"{W}id", str(self._next))
                change.set(f"{W}author", AUTHOR)
                change.set(f"{W}date", self._date)
                change.append(plain_run(look, piece.text, "delText" if deleted else "t"))
                self._next += 1
                yield change
            else:
                run = plain_run(look, piece.text)
                _mark(run, deleted=deleted)
                yield run


def plain_run(look: Any | None, text: str, kind: str = "t") -> Any:
    """Return a run of *text* with the properties *look*."""
    run = etree.Element(f"{W}r")
    if look is not None:
        run.append(deepcopy(look))
    node = etree.SubElement(run, f"{W}{kind}")
    node.set(XML_SPACE, "preserve")
    node.text = text
    return run


def _mark(run: Any, *, deleted: bool) -> None:
    """Strike the text of *run* out, or make it bold and underline it."""
    look = run.find(f"{W}rPr")
    if look is None:
        look = etree.Element(f"{W}rPr")
        run.insert(0, look)
    if deleted:
        place_before(look, etree.Element(f"{W}strike"), *_AFTER_STRIKE)
        return
    place_before(look, etree.Element(f"{W}b"), *_AFTER_BOLD)
    underline = etree.Element(f"{W}u")
    underline.set(f"{W}val", "single")
    place_before(look, underline, *_AFTER_UNDERLINE)


def _replace(
    run: Any, text: tuple[str, str, str], pieces: Sequence[Piece], writer: _Writer
) -> None:
    """Put the runs of *pieces* in the place of the token in *run*; *text* is split at it."""
    look = run.find(f"{W}rPr")
    before, _token, after = text
    runs = [plain_run(look, before)] if before else []
    runs += writer.runs(look, pieces)
    runs += [plain_run(look, after)] if after else []
    for one in runs:
        run.addprevious(one)
    run.getparent().remove(run)


def _first_free_id(root: Any) -> int:
    """Return a number above those of all changes and marks in the part."""
    tags = [f"{W}{name}" for name in _ANNOTATIONS]
    ids = [element.get(f"{W}id", "") for element in root.iter(*tags)]
    return max((int(one) for one in ids if one.isdigit()), default=0) + 1


def _keep_names_out(members: dict[str, bytes]) -> None:
    """Tell Word to write no names into the file when somebody saves it."""
    for name, part in list(members.items()):
        if name.startswith("word/") and b"settings" in part[:400] and name.endswith(".xml"):
            root = parse(part)
            if root.tag != f"{W}settings" or root.find(f"{W}removePersonalInformation") is not None:
                continue
            switch = etree.Element(f"{W}removePersonalInformation")
            leading = [one for one in root if one.tag in {f"{W}{tag}" for tag in _BEFORE_PRIVACY}]
            root.insert(len(leading), switch)
            members[name] = serialise(root)
