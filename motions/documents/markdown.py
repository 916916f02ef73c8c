"""A Draft as Markdown that reads back as the same draft: no value can become a mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from motions.base.languages import words
from motions.base.text import one_line
from motions.documents.page import counts, particulars
from motions.drafting.draft import Clause, Draft, DraftAmendment, Labelled, Run

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&!$^])")
_AT_START = re.compile(r"^([+\-=]|\d+(?=[.)]))")


def render_markdown(draft: Draft) -> str:
    """Return *draft* as CommonMark: level-2 headings, nested ordered lists, everything escaped."""
    say = words(draft.language).say
    lines = [f"# {escape(draft.title)}", "", *map(_labelled, particulars(draft))]
    for section in draft.sections:
        lines += ["", f"## {_inline(section.heading)}", "", *_list(section.clauses, "")]
    if draft.amendments:
        lines += ["", f"## {escape(say('documents.rule_book'))}"]
        lines += [line for one in draft.amendments for line in _amendment(one)]
    if draft.consequential:
        lines += ["", f"### {escape(say('documents.consequential'))}", ""]
        lines += [f"- {escape(one)}" for one in draft.consequential]
    if draft.details:
        lines += ["", "---", "", *map(_labelled, draft.details)]
    notes = (counts(draft) + ".", *draft.reminders, draft.status, draft.source)
    for note in filter(None, notes):
        lines += ["", escape(note)]
    return "\n".join(lines).rstrip() + "\n"


def escape(text: str) -> str:
    r"""Return *text* as one line that Markdown shows as it is.

    >>> escape("1. *not* a list")
    '1\\. \\*not\\* a list'
    """
    return _escape_start(_escape_marks(text).strip(" "))


def _escape_marks(text: str) -> str:
    return _MARKS.sub(r"\\\1", one_line(text))


def _escape_start(line: str) -> str:
    """Return *line* so that its first character opens no list, heading or rule."""
    if match := re.match(r"(\d+)([.)])", line):
        return f"{match[1]}\\{line[match.end() - 1 :]}"
    return _AT_START.sub(r"\\\1", line)


def _labelled(one: Labelled) -> str:
    return f"- **{escape(one.label)}:** {escape(one.value)}".rstrip()


def _list(clauses: tuple[Clause, ...], indent: str) -> Iterator[str]:
    for index, clause in enumerate(clauses, start=1):
        marker = f"{index}. "
        yield f"{indent}{marker}{_inline(clause.runs)}"
        yield from _list(clause.clauses, indent + " " * len(marker))


def _amendment(amendment: DraftAmendment) -> Iterator[str]:
    yield from ("", f"### {escape(amendment.heading)}")
    for one in amendment.instructions:
        yield from ("", f"{escape(one.label)}:", "", f"> {_inline(one.words)}")


def _inline(runs: tuple[Run, ...]) -> str:
    """Return *runs* as one line; a look whose marks Markdown would not take is left out."""
    written = ""
    for index, run in enumerate(runs):
        inner = _escape_marks(run.text)
        following = runs[index + 1].text[:1] if index + 1 < len(runs) else " "
        marks = "*" * (run.emphasis + 2 * run.strong)
        if marks and not _can_stand(written[-1:] or " ", run.text, following):
            marks = ""
        written += f"{marks}{inner}{marks}"
    return _escape_start(written.strip(" "))


def _can_stand(before: str, text: str, after: str) -> bool:
    """Tell whether marks around *text* open and close there (CommonMark 6.2, "flanking")."""
    if not text or before == "*" or text[0].isspace() or text[-1].isspace():
        return False
    opens = not _is_mark(text[0]) or before.isspace() or _is_mark(before)
    closes = not _is_mark(text[-1]) or after.isspace() or _is_mark(after)
    return opens and closes


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
