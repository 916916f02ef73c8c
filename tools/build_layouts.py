"""Build the Word layouts from their readable parts.

    python tools/build_layouts.py

Each folder of ``tools/layouts`` becomes ``motion_templates/layouts/<folder>.docx``: the parts in
``shared`` and its own on top. Comments and indentation stay behind. The parts are stored, not
compressed, so that every machine builds the same bytes and git can show what little changed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from motions.docx.package import write_package  # noqa: E402  (after the path to a checkout)

PARTS = ROOT / "tools" / "layouts"
SHARED = "shared"
BUILT = ROOT / "motion_templates" / "layouts"


def layout_names() -> list[str]:
    """Return the names of the layouts that have a folder of their own."""
    return sorted(path.name for path in PARTS.iterdir() if path.is_dir() and path.name != SHARED)


def build_layout(name: str) -> bytes:
    """Return the .docx of the layout *name*; raises ``lxml.etree.XMLSyntaxError`` on a bad part."""
    members: dict[str, bytes] = {}
    for folder in (PARTS / SHARED, PARTS / name):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                members[path.relative_to(folder).as_posix()] = _compact(path.read_bytes())
    return write_package(members, compress=False)


def _compact(part: bytes) -> bytes:
    """Return *part* without comments and indentation; text that asks to be preserved stays."""
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True, resolve_entities=False)
    root = etree.fromstring(part, parser)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def main() -> None:
    """Write every layout."""
    BUILT.mkdir(parents=True, exist_ok=True)
    for name in layout_names():
        (BUILT / f"{name}.docx").write_bytes(build_layout(name))


if __name__ == "__main__":
    main()
