"""The XML names of WordprocessingML that many modules need."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NO_TEXT = frozenset(f"{W}{name}" for name in ("body", "hdr", "ftr", "p", "r", "tbl", "tr", "tc"))
"""The elements of which no reader shows the text: it has to be in a run's ``w:t``."""
