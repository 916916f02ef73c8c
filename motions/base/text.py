"""Text as people type and paste it: the one table of what is harmful in it, and counting, wrapping.

Whatever somebody typed passes through here before any format writes it. Each format adds its own
escapes; none decides for itself which characters are safe.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata

WIDTH = 80
"""Columns of a terminal."""

_BREAK = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
_HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters, half surrogate pairs and code points that are not characters.

XML cannot hold most of them, and terminals and mail programs obey some. The range from U+FDD0 is
left to us by Unicode: Word documents use two of it as stand-ins (documents/word/ooxml/values).
"""
_WORD_CHARACTER = re.compile(r"\w")
_SPELT = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)
"""Latin letters that no accent can be taken from."""


def harmless(text: str, instead: str = "\N{REPLACEMENT CHARACTER}") -> str:
    r"""Return *text* with every line break a line feed, every tab a space, and nothing harmful.

    *instead* stands for each harmful character, so that a reader sees that something was there.

    >>> harmless("a\r\nb\tc\x00")
    'a\nb c�'
    """
    if text.isprintable():  # as nearly every text is, and none that the table finds
        return text
    return _HARMFUL.sub(instead, _BREAK.sub("\n", text).replace("\t", " "))


def one_line(text: str) -> str:
    r"""Return *text* fit for one line of any format; each line break or tab becomes one space.

    Everything harmless stays as typed: letters of any script, emoji, marks of direction.

    >>> one_line("Smith\tand\r\nSons")
    'Smith and Sons'
    >>> one_line("a\x00b") == "a\ufffdb"
    True
    """
    return text if text.isprintable() else harmless(text).replace("\n", " ")


def slug(name: str) -> str:
    """Return *name* as an id or a part of a file name: lower case, ASCII letters, digits, hyphens.

    >>> slug("Pontypridd & Taf-Elái CLP")
    'pontypridd-taf-elai-clp'
    """
    spelt = name.casefold().translate(_SPELT)
    ascii_only = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_only)) or "unnamed"


def count_words(text: str) -> int:
    """Return how many words *text* has, as Word counts them: runs of characters between spaces.

    A hyphenated word or a web address is one word; a dash that stands alone is none. How the
    conference's own form counts is not published, so a text near the limit is worth a second look.

    >>> count_words("Anti-racist – and proud: https://example.org/a")
    4
    """
    return sum(1 for token in text.split() if _WORD_CHARACTER.search(token))


def wrapped(text: str, lead: str = "", indent: int | None = None) -> list[str]:
    """Return *text* as lines of a terminal: the first after *lead*, the others under its text.

    *indent*, where it is given, is how far the others are indented instead.
    """
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * (len(lead) if indent is None else indent),
        break_long_words=False,
        break_on_hyphens=False,
    )
