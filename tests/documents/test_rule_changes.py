"""A change to a rule book reads the same in every format: its place, then what to do."""

from __future__ import annotations

import re

import pytest

from motions.documents.form_text import render_portal_text
from motions.documents.html import render_html
from motions.documents.markdown import render_markdown
from motions.documents.page import motion_page
from motions.documents.word.look import Redline
from tests.support.docx_files import paragraphs, rendered
from tests.support.drafts import amendment, runs, small_draft

GAPS = {"old": runs("[the words now]", gap=True), "new": runs("[the words proposed]", gap=True)}
WORDS = {"old": runs("may hear"), "new": runs("must hear")}

STEPS = {
    "replace": [("Delete", "old"), ("Insert", "new")],
    "delete": [("Delete", "old")],
    "insert after": [("After", "old"), ("Insert", "new")],
    "add": [("Add", "new")],
}
PLACES = {"1": "chapter 1, clause VIII.3.A", "": "clause VIII.3.A"}


def in_form_text(draft):
    lines = render_portal_text(draft).split("\r\n")
    at = lines.index("Changes to the rule book:") + 2
    return lines[at], [tuple(line.strip().split(": ", 1)) for line in lines[at + 1 :] if line]


def in_markdown(draft):
    text = re.sub(r"\\(.)", r"\1", render_markdown(draft))
    return (
        re.search(r"^### (.*)$", text, re.MULTILINE)[1],
        re.findall(r"^(\w+):\n\n> (.*)$", text, re.MULTILINE),
    )


def in_html(draft):
    shown = render_html(motion_page(draft)).split("Changes to the rule book")[1]
    rows = [re.sub("<[^>]*>", "", one) for one in re.findall(r"(?s)<p>(.*?)</p>", shown)]
    steps = [one.strip() for one in rows[1:] if re.match(r"\s*(Delete|Insert|After|Add): ", one)]
    return rows[0].strip(), [tuple(one.split(": ", 1)) for one in steps]


@pytest.mark.parametrize("operation", STEPS)
@pytest.mark.parametrize("chapter", PLACES)
@pytest.mark.parametrize("words", [WORDS, GAPS], ids=["words", "blanks"])
@pytest.mark.parametrize("read", [in_form_text, in_markdown, in_html])
def test_a_change_says_its_place_and_what_to_do(operation, chapter, words, read):
    change = amendment(operation=operation, chapter=chapter, **words)
    heading, found = read(small_draft(amendments=(change,)))
    assert heading == f"Rule Book 2021, {PLACES[chapter]}: {operation.capitalize()}"
    assert found == [(label, words[which][0].text) for label, which in STEPS[operation]]


@pytest.mark.parametrize("operation", STEPS)
@pytest.mark.parametrize("chapter", PLACES)
def test_word_says_the_same(operation, chapter):
    change = amendment(operation=operation, chapter=chapter, **WORDS)
    place, steps = PLACES[chapter], STEPS[operation]
    found = paragraphs(rendered(small_draft(amendments=(change,)), redline=Redline.NONE))
    at = found.index(("Heading2", place[:1].upper() + place[1:]))
    assert found[at + 1 : at + 1 + len(steps)] == [
        ("Step", f"{label}\t“{WORDS[which][0].text}”") for label, which in steps
    ]
    assert not found[at + 1 + len(steps)][0].startswith("Step")


@pytest.mark.parametrize("operation", STEPS)
def test_word_has_a_blank_only_for_the_words_of_the_operation(operation):
    change = amendment(operation=operation, **GAPS)
    (line,) = [
        text
        for style, text in paragraphs(rendered(small_draft(amendments=(change,))))
        if style == "Change"
    ]
    asked = " ".join(f"{label} {GAPS[which][0].text}." for label, which in STEPS[operation])
    assert line == f"Chapter 1, clause VIII.3.A. {asked}"
