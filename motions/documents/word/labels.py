"""What our layouts say beside the motion, in its language: the labels that a layout asks for."""

from __future__ import annotations

from functools import lru_cache

from motions.base.languages import Said, words
from motions.base.text import count_words
from motions.documents.plain import Write
from motions.drafting.draft import Draft


def motion_labels(draft: Draft, write: Write) -> dict[str, str]:
    """Return every label of a motion, by the name under which a layout asks for it."""
    language, amended = draft.language, bool(draft.amendments)
    text = _number(language, draft.conference_words, draft.word_limit, amended)
    title = _number(language, count_words(draft.title), draft.title_limit)
    labels = {
        **_fixed(language),
        **_page(language),
        "version": _version(language, draft.motion_id, draft.motion_version),
        "counts": _counts(language, text, title, amended),
    }
    return {name: write(label) for name, label in labels.items()}


def page_of(language: str, write: Write) -> dict[str, str]:
    """Return what stands around the number of a page and the number of pages."""
    return {name: write(label) for name, label in _page(language).items()}


@lru_cache(maxsize=32)
def _page(language: str) -> dict[str, Said]:
    said = words(language).say("documents.page", page="{page}", pages="{pages}")
    before, _, rest = said.partition("{page}")
    between, _, after = rest.partition("{pages}")
    pieces = {"before_page": before, "before_pages": between, "after_pages": after}
    return {name: Said(piece, said.language) for name, piece in pieces.items()}


@lru_cache(maxsize=32)
def _fixed(language: str) -> dict[str, Said]:
    say = words(language).say
    return {
        "from": say("documents.from"),
        "kind": say("documents.kind"),
        "changes": say("documents.changes"),
        "conference": say("documents.conference"),
        "heard": say("documents.heard_in"),
        "to": say("documents.to"),
        "rule_book": say("documents.rule_book"),
        "copy_first": say("documents.copy_first"),
        "consequential": say("documents.consequential"),
        "supporting": say("documents.supporting"),
        "to_check": say("documents.to_check"),
    }


@lru_cache(maxsize=64)  # a campaign counts the same words hundreds of times
def _number(language: str, number: int, limit: int | None, without: bool = False) -> str:
    say = words(language).say
    if limit:
        return say("documents.number_of", number=number, limit=limit)
    return say("documents.number_without_limit", number=number) if without else str(number)


@lru_cache(maxsize=64)
def _counts(language: str, text: str, title: str, amended: bool) -> Said:
    say = words(language).say
    if amended:
        return say("documents.printed_argument", text=text, title=title)
    return say("documents.printed", text=text, title=title)


@lru_cache(maxsize=64)
def _version(language: str, motion: str, version: str) -> Said:
    return words(language).say("documents.version", motion=motion, version=version)
