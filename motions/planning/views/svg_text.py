"""Text in a picture: how wide it is in any usual sans-serif font."""

from __future__ import annotations

SIZE = 14
"""The font size, in the picture's own unit, of everything but headings."""


def text_width(text: str, size: float = SIZE) -> float:
    """Return about how wide *text* is at that font *size*, in the same unit: rather too wide."""
    return sum(map(_character, text)) * size


def _character(char: str) -> float:
    if ord(char) > 0x2E7F:  # noqa: PLR2004 from here on, scripts with square characters
        return 1.05
    if char in "mwMW—@%…→":
        return 1.0
    if char in "iIjl.,:;'|! ":
        return 0.36
    return 0.78 if char.isupper() else 0.64


def fit(text: str, room: float, size: float = SIZE) -> list[str]:
    """Return *text* as lines no wider than *room*; a word that is wider by itself is cut."""
    lines: list[str] = [""]
    for word in text.split():
        rest = word
        while rest:
            lead = f"{lines[-1]} " if lines[-1] else ""
            if text_width(lead + rest, size) <= room:
                lines[-1] = lead + rest
                break
            if lead:
                lines.append("")
                continue
            keep = next(
                n for n in range(len(rest), 0, -1) if n == 1 or text_width(rest[:n], size) <= room
            )
            lines[-1], rest = rest[:keep], rest[keep:]
            if rest:
                lines.append("")
    return lines
