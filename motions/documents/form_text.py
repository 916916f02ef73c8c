"""A Draft as plain text: what is pasted into a form, sent in an e-mail, or read aloud."""

from __future__ import annotations

from motions.base.languages import words
from motions.documents.page import counts
from motions.drafting.draft import Draft, DraftAmendment, numbered, plain


def render_portal_text(draft: Draft) -> str:
    """Return the text for a party's online form: title, counts, then the numbered words.

    Lines end in CR LF, as every form takes them; a clause is one line: a form wraps by itself.
    """
    say = words(draft.language).say
    lines = [say("documents.title", title=draft.title), f"({counts(draft)})", ""]
    for number, runs in numbered(draft.sections):
        heading = "." not in number
        if heading and number != "1":
            lines.append("")
        written = f"{plain(runs).rstrip(': ')}:" if heading else plain(runs)
        lines.append(f"{number}. {written}")
    if draft.amendments:
        lines += ["", say("documents.rule_book") + ":"]
        lines += [line for one in draft.amendments for line in ["", *_amendment_lines(one)]]
    if draft.consequential:
        lines += ["", say("documents.consequential") + ":"]
        lines += [f"- {one}" for one in draft.consequential]
    return "".join(f"{line}\r\n" for line in lines)


def _amendment_lines(amendment: DraftAmendment) -> list[str]:
    stated = [f"   {one.label}: {plain(one.words)}" for one in amendment.instructions]
    return [amendment.heading, *stated]
