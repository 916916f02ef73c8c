"""The one Jinja environment, for texts and Word layouts: sandboxed, strict, escaping."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

_METHODS_OF_DICTS = frozenset(dir(dict))


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with a short way to what templates ask for most: an entry of a dict.

    Jinja tries the attribute first, in vain, and catches the error: a third of the time that a
    document takes.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj and attribute not in _METHODS_OF_DICTS:
            return obj[attribute]
        return super().getattr(obj, attribute)


def sandbox(
    *, autoescape: bool = True, finalize: Callable[[Any], Any] | None = None
) -> ImmutableSandboxedEnvironment:
    """Return a new environment in which a template can neither reach the machine nor skip a gap.

    docxtpl's own default loses "&", runs any expression and turns a missing value into nothing
    (python-docx-template#549, #632). *finalize* is Jinja's: it sees each value before it is
    written.

    Templates get plain strings, numbers, lists and dicts only. A sandbox does not make a hostile
    template safe: only shipped ones and the user's own are ever loaded.
    """
    return _Environment(
        autoescape=autoescape,
        undefined=StrictUndefined,
        finalize=finalize,
        keep_trailing_newline=True,
    )
