"""A layout prepared for documents: tags compiled, fixed parts packed, and kept for next time.

Preparing one takes docxtpl, python-docx and lxml, which are slow to load; a kept one needs none of
them.
"""

from __future__ import annotations

import functools
import marshal
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import ZLIB_RUNTIME_VERSION

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from motions.base import cache
from motions.base.templates import sandbox
from motions.documents.word.engine.compiled import CompiledTemplate, PartFacts, TemplatePart
from motions.documents.word.engine.zip_splice import Packed, Splice
from motions.documents.word.ooxml.properties import CORE, leave_blanks
from motions.documents.word.ooxml.values import protect

if TYPE_CHECKING:
    from motions.documents.word.engine.docxtpl_fallback import LayoutTemplate

MAX_KEPT = 1_000_000
"""Bytes. A layout with large pictures is prepared each time."""

_PACKAGES = ("docxtpl", "docx", "jinja2", "lxml", "markupsafe")


class PreparedLayout(NamedTuple):
    """What a document is made with: the parts to fill, the file around them, its properties."""

    template: CompiledTemplate
    splice: Splice
    core: str


def prepare_layout(
    layout: bytes, source: str, language: str, *, keep: bool
) -> PreparedLayout | None:
    """Return *layout* ready for documents in *language*; None where only docxtpl can fill it.

    It is taken from what was kept, or kept, if *keep* says so and it is not large. Raises
    DataFileError, naming *source*, for a layout that is not a safe Word file.
    """
    open_it = _opener(layout, source)

    def make() -> bytes:
        return marshal.dumps(_compiled(open_it(), language))

    may_keep = keep and len(layout) <= MAX_KEPT
    data = cache.get("layout", _made_from(layout, language), make) if may_keep else make()
    found = marshal.loads(data)  # noqa: S302  (our own, from a folder that nobody else writes)
    if found is None:
        return None
    parts, plan, core = found
    template = CompiledTemplate(
        [TemplatePart(name, head, code, tail, PartFacts(*facts), *more)
         for name, head, code, tail, facts, *more in parts],
        environment(),
        functools.cache(open_it),
        text_only=True,
    )  # fmt: skip
    splice = Splice(one if isinstance(one, str) else Packed(*one) for one in plan)
    return PreparedLayout(template, splice, core)


def environment() -> ImmutableSandboxedEnvironment:
    """Return the environment in which a layout's tags are run: each value as it was typed."""
    made = sandbox(finalize=protect)
    made.filters["safe"] = _as_it_is
    return made


def _as_it_is(value: Any) -> Any:
    """Stand in for Jinja's ``|safe``: no layout can vouch for what somebody will type."""
    return value


def _opener(layout: bytes, source: str) -> Callable[[], LayoutTemplate]:
    def open_it() -> LayoutTemplate:
        from motions.documents.word.engine.docxtpl_fallback import open_layout  # noqa: PLC0415
        from motions.documents.word.ooxml.layout_file import read_layout  # noqa: PLC0415

        return open_layout(read_layout(layout, source), source)

    return open_it


def _compiled(opened: LayoutTemplate, language: str) -> tuple[Any, ...] | None:
    """Return what a PreparedLayout is made of, as tuples; None where only docxtpl can fill it."""
    from lxml import etree  # noqa: PLC0415

    from motions.documents.word.engine.compile import compile_template  # noqa: PLC0415
    from motions.documents.word.engine.compiled import CannotCompileError  # noqa: PLC0415
    from motions.documents.word.engine.finishing import to_members  # noqa: PLC0415
    from motions.documents.word.engine.well_formed import BrokenLayoutError  # noqa: PLC0415

    try:
        template = compile_template(opened, environment(), text_only=True)
    except (CannotCompileError, jinja2.TemplateError, BrokenLayoutError, etree.LxmlError):
        return None  # docxtpl can do it, or will say why not
    leave_blanks(opened.docx)
    members = to_members(opened.docx, language)
    core = members.pop(CORE).decode()
    splice = Splice.of(members, frozenset({CORE, *(part.name for part in template.parts)}))
    parts = tuple(tuple(part._replace(facts=tuple(part.facts))) for part in template.parts)  # type: ignore[arg-type]
    plan = tuple(one if isinstance(one, str) else tuple(one) for one in splice.plan)
    return parts, plan, core


def _made_from(layout: bytes, language: str) -> Iterator[str]:
    """Yield what a ready layout depends on: the layout, and the version of all this machinery."""
    yield from (layout.hex(), language, ZLIB_RUNTIME_VERSION)
    yield from cache.program()
    yield from map(cache.version_of_package, _PACKAGES)
