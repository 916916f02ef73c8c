"""Build the Word layouts from their readable parts.

    python tools/build_layouts.py

Each folder of ``tools/layouts`` becomes ``motion_templates/layouts/<folder>.docx``: the parts in
``shared`` and its own on top. ``<?insert runs of=clause.runs?>`` stands for ``fragments/runs.xml``
with ``clause.runs`` for its ``$of``; an underscore in a value is a space. Comments and indentation
stay behind. The parts are stored, not compressed, so that every machine builds the same bytes and
git can show what little changed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from string import Template
from typing import Any

from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from motions.documents.word.ooxml.package import write_package  # noqa: E402  (after the path to a checkout)

PARTS = ROOT / "tools" / "layouts"
SHARED = "shared"
FRAGMENTS = "fragments"
BUILT = ROOT / "motion_templates" / "layouts"


def layout_names() -> list[str]:
    """Return the names of the layouts that have a folder of their own."""
    folders = sorted(path.name for path in PARTS.iterdir() if path.is_dir())
    return [name for name in folders if name not in (SHARED, FRAGMENTS)]


def build_layout(name: str) -> bytes:
    """Return the .docx of the layout *name*.

    Raises ``lxml.etree.XMLSyntaxError`` on a bad part, OSError or KeyError on a bad insertion.
    """
    members: dict[str, bytes] = {}
    for folder in (PARTS / SHARED, PARTS / name):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                members[path.relative_to(folder).as_posix()] = _compact(path.read_bytes())
    return write_package(members, compress=False)


def _compact(part: bytes) -> bytes:
    """Return *part* complete, without comments and indentation; text to be preserved stays."""
    root = _parse(part)
    _insert(root)
    etree.cleanup_namespaces(root)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def _parse(part: bytes) -> Any:
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True, resolve_entities=False)
    return etree.fromstring(part, parser)


def _insert(root: Any) -> None:
    """Replace each ``<?insert …?>`` below *root* by the elements of its fragment."""
    for order in list(root.iter(etree.ProcessingInstruction)):
        name, *pairs = (order.text or "").split()
        values = {
            key: text.replace("_", " ") for key, _, text in (one.partition("=") for one in pairs)
        }
        text = (PARTS / FRAGMENTS / f"{name}.xml").read_text(encoding="utf-8")
        fragment = _parse(Template(text).substitute(values).encode())
        _insert(fragment)
        for element in list(fragment):
            order.addprevious(element)
        order.getparent().remove(order)


def main() -> None:
    """Write every layout."""
    BUILT.mkdir(parents=True, exist_ok=True)
    for name in layout_names():
        (BUILT / f"{name}.docx").write_bytes(build_layout(name))


if __name__ == "__main__":
    main()
