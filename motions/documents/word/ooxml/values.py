"""The one place that decides what a value may bring into a Word document: text and nothing else.

Two dangers, two steps. *Before* rendering, :func:`plain_data` takes out of every string what XML
forbids and what docxtpl reads as an order (a newline is a line break to it, a form feed a new
page). *While* rendering, :func:`protect` puts stand-ins for braces into what Jinja writes, and
:func:`restore` puts the braces back once nothing reads the document as a template any more: docxtpl
turns ``{_{`` into ``{{``, and what it has written once it may render again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from motions.base.text import one_line

# XML allows these code points, Unicode keeps them out of texts, and one_line() takes them out.
_STAND_INS = {"{": "\ufdd0", "}": "\ufdd1"}
_PROTECT = str.maketrans(_STAND_INS)
_RESTORE = [(hidden.encode(), brace.encode()) for brace, hidden in _STAND_INS.items()]
_LEAD = b"\xef"  # with which both stand-ins begin, and few other letters

_USUAL = frozenset((str, list, tuple, int, bool))


def plain_data(value: Any) -> Any:
    """Return a copy of *value* with each string as one harmless line.

    Raises TypeError for anything but text, numbers, None, lists and dicts: a layout gets no object
    whose methods it could call.
    """
    kind = type(value)
    if kind is dict or (kind not in _USUAL and isinstance(value, Mapping)):
        return {
            str(key): item  # a document has hundreds of values, and nearly all are such
            if type(item) is bool or (type(item) is str and item.isprintable())
            else plain_data(item)
            for key, item in value.items()
        }
    if kind is list or isinstance(value, list | tuple):
        return [plain_data(item) for item in value]
    if isinstance(value, str):
        return one_line(str(value))  # of a class of its own, it might say that it is markup
    if value is None or isinstance(value, int | float):
        return value
    msg = f"a layout gets plain data, not {kind.__name__}"
    raise TypeError(msg)


def protect(value: object) -> Markup:
    """Return *value* escaped for XML, its braces hidden; for Jinja's ``finalize``.

    Doing it twice changes nothing, so neither ``|e`` nor ``{% set %}`` changes a value, and a
    layout that turns escaping off does not turn it off here.
    """
    text = escape(value if isinstance(value, str) else str(value))
    if "{" in text or "}" in text:
        return Markup(text.translate(_PROTECT))  # noqa: S704  (it has just been escaped)
    return text


def restore(part: bytes) -> bytes:
    """Return the UTF-8 of *part* with the braces that :func:`protect` hid."""
    if _LEAD in part:
        for hidden, brace in _RESTORE:
            part = part.replace(hidden, brace)
    return part
