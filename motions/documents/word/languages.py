"""What a Word document says in another language than its own, marked as such.

Only text can be filled into a layout. So such a text is written after a token, and once the layout
is filled the token becomes the language of its run. The token holds a digest of what the document
is made from, so that no value in it can be one.
"""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from typing import Any

from motions.base.languages import Said, language_of

_AFTER_LANGUAGE = ("eastAsianLayout", "specVanish", "oMath")


class LanguageMarks:
    """The marks of a document in *language*; *made_from* is all that it says."""

    def __init__(self, language: str, made_from: object) -> None:
        self._language = language
        self._made_from = made_from
        self.any = False

    def write(self, text: str) -> str:
        """Return *text* to be filled in, after a token where it is in another language."""
        if not isinstance(text, Said):
            return text
        language = language_of(text, self._language)
        if not (language and text):
            return text.text
        self.any = True
        return f"{self._token}{language}.{text}"

    def set_in(self, members: dict[str, bytes]) -> None:
        """Replace each token in *members*, the parts of the document, by the language of its run.

        A text may end inside a run: then the whole run is marked.
        """
        from motions.documents.word.ooxml.markup import parse, serialise  # noqa: PLC0415 lxml takes a while to load
        from motions.documents.word.ooxml.namespaces import W  # noqa: PLC0415

        token = re.compile(re.escape(self._token) + r"([A-Za-z0-9-]+)\.")
        for name, part in list(members.items()):
            if self._token.encode() not in part:
                continue
            root = parse(part)
            for node in root.iter(f"{W}t"):
                found = token.search(node.text or "")
                if found:
                    node.text = token.sub("", node.text)
                    _set_language(node.getparent(), found[1])
            members[name] = serialise(root)

    @cached_property
    def _token(self) -> str:
        made_from = repr(self._made_from).encode("utf-8", "surrogatepass")
        return f"said-{hashlib.sha256(made_from).hexdigest()[:32]}-"


def _set_language(run: Any, language: str) -> None:
    from lxml import etree  # noqa: PLC0415 it takes a while to load

    from motions.documents.word.ooxml.markup import place_before  # noqa: PLC0415
    from motions.documents.word.ooxml.namespaces import W  # noqa: PLC0415

    look = run.find(f"{W}rPr")
    if look is None:
        look = etree.Element(f"{W}rPr")
        run.insert(0, look)
    mark = etree.Element(f"{W}lang")
    mark.set(f"{W}val", language)
    place_before(look, mark, *_AFTER_LANGUAGE)
