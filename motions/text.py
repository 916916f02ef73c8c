"""A Draft as plain text: what is pasted into a form, or read aloud."""

from __future__ import annotations

import textwrap

from motions.draft import Draft, DraftAmendment, count_words, numbered, plain

WIDTH = 78


def render_portal_text(draft: Draft) -> str:
    """Return the text for a party's online form: title, counts, then the numbered words.

    Lines end in CR LF, as every form takes them; a clause is one line: a form wraps by itself.
    """
    lines = [f"Title: {draft.title}", f"({counts(draft)})", ""]
    for number, runs in numbered(draft.sections):
        heading = "." not in number
        if heading and number != "1":
            lines.append("")
        lines.append(f"{number}. {plain(runs)}:" if heading else f"{number}. {plain(runs)}")
    if draft.amendments:
        lines += ["", "Changes to the rule book:"]
        lines += [line for one in draft.amendments for line in ["", *_amendment_lines(one)]]
    return "".join(f"{line}\r\n" for line in lines)


def render_reading_text(draft: Draft) -> str:
    """Return the text of *draft* for a screen or a terminal, wrapped at 78 columns."""
    lines = [draft.title, "=" * min(len(draft.title), WIDTH), ""]
    lines += [f"{draft.kind_name} for {draft.conference}", f"{draft.body} to {draft.addressee}"]
    for number, runs in numbered(draft.sections):
        depth = number.count(".")
        if not depth:
            lines += ["", f"{number}. {plain(runs)}:"]
            continue
        indent = "   " * depth
        first, rest = f"{indent}{number}  ", f"{indent}{' ' * (len(number) + 2)}"
        lines += textwrap.wrap(plain(runs), WIDTH, initial_indent=first, subsequent_indent=rest)
    if draft.amendments:
        lines += ["", "Changes to the rule book:"]
        for one in draft.amendments:
            for line in ["", *_amendment_lines(one)]:
                lines += textwrap.wrap(line, WIDTH, subsequent_indent="   ") or [""]
    lines += ["", *(f"{one.label}: {one.value or '_' * 30}" for one in draft.details)]
    lines += ["", *textwrap.wrap(f"({counts(draft)})", WIDTH)]
    for note in filter(None, (draft.status, draft.source)):
        lines += textwrap.wrap(note, WIDTH)
    return "\n".join(lines).rstrip() + "\n"


def counts(draft: Draft) -> str:
    """Return the counts of words as one sentence, with the limits where the conference has them."""
    title = count_words(draft.title)
    of_text = f" of {draft.word_limit}" if draft.word_limit else ""
    of_title = f" of {draft.title_limit}" if draft.title_limit else ""
    rule = "as the conference would print it; clause numbers are not counted"
    return f"{draft.conference_words}{of_text} words, {rule}; title {title}{of_title}"


def _amendment_lines(amendment: DraftAmendment) -> list[str]:
    place = f"{amendment.edition}, chapter {amendment.chapter}, clause {amendment.clause}"
    return [
        f"{place}: {amendment.operation}",
        f"   Words now: {plain(amendment.old)}",
        f"   Words proposed: {plain(amendment.new)}",
    ]
