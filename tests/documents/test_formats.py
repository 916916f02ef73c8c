"""One draft as form text, Markdown, HTML and PDF: what was typed comes out, and nothing else."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import html5lib
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from motions.base.errors import MotionsError
from motions.base.text import one_line
from motions.documents.form_text import render_portal_text
from motions.documents.html import render_html
from motions.documents.markdown import render_markdown
from motions.documents.page import Lines, PageTable, Points, motion_page, part, text
from motions.documents.pdf import render_pdf
from motions.documents.word.page import render_page
from motions.drafting.draft import Clause, Labelled, Run, Section, numbered, plain
from tests.support.drafts import amendment, long_draft, small_draft
from tests.support.programs import need

TRICKS = (
    "Smith & Co <x onclick=1> {{ 7*7 }} *bold* __i__ # 1. - [a](b) `c` \\ | ~ &amp; \u202ertl 🚌"
)
STAMP = datetime(2027, 1, 1, tzinfo=UTC)

typed = st.text(max_size=60).map(lambda value: one_line(value).strip()).filter(bool)
marked = st.text(
    st.sampled_from("*_`[]()<>#+-.!|~&\\{}=:\"'1 aé\u200f\u00a0"), min_size=1, max_size=20
).map(lambda value: value.strip()).filter(bool)  # fmt: skip
words = typed | marked


def draft_with(value, **changes):
    sections = (
        Section((Run(f"{value} notes"),), (Clause((Run("By "), Run(value, strong=True))),)),
        Section((Run("It resolves"),), (Clause((Run(value),), (Clause((Run("inner"),)),)),)),
    )
    return small_draft(title=value, sections=sections, **changes)


def test_form_text_has_title_counts_and_numbers_and_windows_line_ends():
    form = render_portal_text(small_draft())
    rule = "as the conference would print it; clause numbers are not counted"
    assert form.splitlines()[:5] == [
        "Title: Fair hearings in disciplinary cases",
        f"(14 of 250 words, {rule}; title 5)",
        "",
        "1. This branch notes:",
        "1.1. First note.",
    ]
    assert form.count("\r\n") == form.count("\n") == form.count("\r")
    assert "*" not in form


@given(words)
@settings(deadline=None)
def test_a_value_stays_on_its_line_of_the_form_text(value):
    lines = render_portal_text(draft_with(value)).split("\r\n")
    assert len(lines) == 10
    assert lines[0] == f"Title: {value}"
    assert lines[4] == f"1.1. By {value}"


def read_back(markdown):
    """Return title, and sections as numbers and words, of what :func:`render_markdown` wrote."""
    tree = SyntaxTreeNode(MarkdownIt("commonmark").parse(markdown))
    kinds = {node.type for node in tree.walk()}
    assert not kinds & {"html_inline", "html_block", "link", "image", "code_inline", "fence"}
    headings, rows, section = [], [], 0
    for node in tree.children:
        if node.type == "heading":
            headings.append((node.tag, words_of(node)))
            if node.tag == "h2":
                section += 1
                rows.append((str(section), words_of(node)))
        elif node.type == "ordered_list":
            rows += numbers(node, str(section))
    return headings[0], rows


def numbers(node, prefix):
    rows = []
    for index, item in enumerate(node.children, start=1):
        number = f"{prefix}.{index}"
        rows.append((number, words_of(item.children[0])))
        for inner in item.children[1:]:
            rows += numbers(inner, number)
    return rows


def words_of(node):
    return "".join(
        " " if child.type == "softbreak" else child.content
        for child in node.walk()
        if child.type in ("text", "softbreak")
    )


@given(words)
@settings(deadline=None)
def test_markdown_reads_back_as_the_same_title_sections_and_clauses(value):
    draft = draft_with(value, details=(Labelled("Moved by", value),))
    (tag, title), rows = read_back(render_markdown(draft))
    assert (tag, title) == ("h1", value)
    assert rows == [(number, plain(runs)) for number, runs in numbered(draft.sections)]


@given(st.lists(st.tuples(words, st.booleans(), st.booleans()), min_size=1, max_size=4))
@settings(deadline=None)
def test_bold_and_italic_runs_never_lose_a_word_in_markdown(looks):
    runs = tuple(Run(value, strong, emphasis) for value, strong, emphasis in looks)
    draft = small_draft(sections=(Section((Run("N"),), (Clause(runs),)),))
    _title, rows = read_back(render_markdown(draft))
    assert rows == [("1", "N"), ("1.1", plain(runs).strip())]


def test_markdown_keeps_bold_italic_and_the_changes_to_a_rule_book():
    markdown = render_markdown(long_draft())
    assert "**no timetable**" in markdown
    assert "*more than a year*" in markdown
    assert "### Rule Book 2021, chapter 1, clause VIII.1.A: Replace" in markdown
    assert "> The panel may hear the member" in markdown
    assert "\\[number of days\\]" in markdown


def test_consequential_changes_and_reminders_come_out_in_every_format():
    draft = long_draft(consequential=("Chapter 2, *clause* I.",), reminders=("Three-year rule.",))
    assert "- Chapter 2, *clause* I.\r\n" in render_portal_text(draft)
    markdown = render_markdown(draft)
    assert "- Chapter 2, \\*clause\\* I." in markdown
    assert "Three-year rule." in markdown
    page = render_html(motion_page(draft))
    assert "<li>Chapter 2, *clause* I.</li>" in page
    assert "<li>Three-year rule.</li>" in page


def elements(page):
    """Return the elements of an HTML page in order, and all its text."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    names = [element.tag for element in tree.iter() if isinstance(element.tag, str)]
    return names, "".join(tree.itertext())


@given(words)
@settings(max_examples=40, deadline=None)
def test_a_value_adds_no_element_to_the_html(value):
    plain_names, _ = elements(render_html(motion_page(draft_with("value"))))
    names, shown = elements(render_html(motion_page(draft_with(value))))
    assert names == plain_names
    assert f"By {value}" in shown


def test_html_is_accessible_self_contained_and_without_scripts():
    page = render_html(motion_page(long_draft(title=TRICKS, language="en-GB")))
    names, shown = elements(page)
    assert names.count("h1") == 1
    assert TRICKS in shown
    assert '<html lang="en-GB">' in page
    assert not {"script", "img", "link", "iframe", "form"} & set(names)
    outside = re.sub(r"https://example\.org/a", "", page)  # the source of the motion, as text
    assert "http" not in outside.replace("http-equiv", "")
    assert not re.findall(r"<\w[^>]* on\w+=", page)
    assert "prefers-color-scheme: dark" in page
    assert "size: A4" in page
    for number in ("1.2.2.1", "3.2.2"):
        assert f'<span class="number">{number}</span>' in page


def page_of_everything(value):
    blocks = (
        text(value),
        Points((value, "b")),
        Points((value,), ticks=True),
        PageTable(("When", "What", "Take"), ((value, "x", "y"), ("1", "2", "3"))),
        Lines((Labelled(value, value), Labelled("Votes", ""))),
    )
    page = motion_page(small_draft(amendments=(amendment(),)))
    return replace(page, parts=(*page.parts, part(value, *blocks)))


@given(words)
@settings(max_examples=8, deadline=None)
def test_a_page_shows_every_block_in_word_and_in_html(value):
    page = page_of_everything(value)
    names, shown = elements(render_html(page))
    assert shown.count(value) >= 7
    assert (names.count("table"), names.count("th"), names.count("td")) == (1, 3, 6)
    content = render_page(page, stamp=STAMP)
    assert content == render_page(page, stamp=STAMP)


def test_a_page_in_word_has_headings_real_lists_and_a_table_with_a_header_row(tmp_path):
    path = tmp_path / "page.docx"
    path.write_bytes(render_page(page_of_everything(TRICKS), stamp=STAMP))
    document = Document(str(path))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings[-1] == TRICKS
    table = document.tables[0]
    assert [cell.text for cell in table.rows[1].cells] == [TRICKS, "x", "y"]
    assert "tblHeader" in table.rows[0]._tr.xml  # noqa: SLF001
    listed = [
        one.text
        for one in document.paragraphs
        if one.style.name == "Normal" and "w:numPr" in one._p.xml  # noqa: SLF001
    ]
    assert listed == [TRICKS, "b", TRICKS]
    assert not [one for one in document.paragraphs if "{" in one.text.replace("{{ 7*7 }}", "")]


def test_without_libreoffice_a_pdf_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr("motions.documents.pdf.find_libreoffice", lambda: None)
    with pytest.raises(MotionsError, match=r"needs LibreOffice.*save it as PDF from Word"):
        render_pdf(b"")


@pytest.mark.slow
def test_a_program_that_makes_no_pdf_or_does_not_end_is_said_so(tmp_path, monkeypatch):
    lazy = tmp_path / "soffice"
    lazy.write_text("#!/bin/sh\nexit 0\n")
    lazy.chmod(0o755)
    monkeypatch.setattr("motions.documents.pdf.find_libreoffice", lambda: str(lazy))
    with pytest.raises(MotionsError, match="made no PDF"):
        render_pdf(b"")
    lazy.write_text("#!/bin/sh\nexit 3\n")
    with pytest.raises(MotionsError, match="could not be run"):
        render_pdf(b"")
    lazy.write_text("#!/bin/sh\nsleep 20\n")
    monkeypatch.setattr("motions.documents.pdf.TIMEOUT", 0.2)
    with pytest.raises(MotionsError, match="did not finish"):
        render_pdf(b"")


@pytest.mark.slow
@pytest.mark.needs_libreoffice
def test_libreoffice_makes_a_tagged_pdf_on_a4(tmp_path):
    need("soffice")
    path = tmp_path / "page.pdf"
    path.write_bytes(render_pdf(render_page(page_of_everything("Bus"), stamp=STAMP)))
    shown = subprocess.run(
        [need("pdfinfo"), str(path)], capture_output=True, text=True, check=True
    ).stdout
    assert re.search(r"Tagged:\s+yes", shown)
    assert "(A4)" in shown
