"""A Page as one HTML file: nothing is fetched, nothing is run, and it prints on A4."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Template
from markupsafe import Markup

from motions.base.languages import Said, language_of, words
from motions.base.templates import sandbox
from motions.base.text import one_line
from motions.documents.page import Page
from motions.documents.plain import plain_lines, plain_parts


def render_html(page: Page) -> str:
    """Return *page* as an HTML document in UTF-8 with its styles in it and without scripts.

    Words in another language than the page's say in which.
    """

    def write(text: str) -> str:
        language = language_of(text, page.language) if isinstance(text, Said) else ""
        if not language:
            return one_line(text)
        return Markup('<span lang="{}">{}</span>').format(language, one_line(text))

    return _template().render(
        title=one_line(page.title),
        heading=write(page.title),
        author=one_line(page.author),
        language=one_line(page.language),
        lead=plain_lines(page.lead, write),
        parts=list(plain_parts(page, write)),
        small_print=list(map(write, page.small_print)),
        by_hand=write(words(page.language).say("documents.by_hand")),
    )


@cache
def _template() -> Template:
    source = files("motions.documents").joinpath("page.html.jinja").read_text(encoding="utf-8")
    return sandbox().from_string(source)
