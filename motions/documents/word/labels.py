"""What our layouts say beside the motion, in its language: the labels that a layout asks for."""

from __future__ import annotations

from functools import lru_cache

from motions.base.languages import Said, words
from motions.base.text import count_words
from motions.documents.plain import Write
from motions.drafting.draft import Draft


def motion_labels(draft: Draft, write: Write) -> dict[str, str]:
    """Return every label of a motion, by the name under which a layout asks for it."""
    own = {
        "version": words(draft.language).say(
            "documents.version", motion=draft.motion_id, version=draft.motion_version
        ),
        "counts": _counts(draft),
    }
    labels = {**_fixed(draft.language), **own}
    return {name: write(label) for name, label in labels.items()} | page_of(draft.language, write)


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


def _counts(draft: Draft) -> Said:
    say, number = words(draft.language).say, str(draft.conference_words)
    if draft.word_limit:
        number = say("documents.number_of", number=number, limit=draft.word_limit)
    elif draft.amendments:
        number = say("documents.number_without_limit", number=number)
    title = str(count_words(draft.title))
    if draft.title_limit:
        title = say("documents.number_of", number=title, limit=draft.title_limit)
    if draft.amendments:
        return say("documents.printed_argument", text=number, title=title)
    return say("documents.printed", text=number, title=title)
