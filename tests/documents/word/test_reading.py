"""What a document says after somebody has edited it in Word."""

from __future__ import annotations

import pytest

from motions.base.errors import DataFileError
from motions.documents.word.ooxml.reading import read_document_text
from motions.drafting.draft import count_section_words, numbered, plain
from tests.support.docx_files import LAYOUT, W, document, layout_with, paragraph, rendered
from tests.support.drafts import amendment, long_draft, runs, section, small_draft


def lines_of(text):
    return [(number, plain(one)) for number, one in numbered(text.sections)]


def written(*body: str) -> bytes:
    return layout_with(word__document=document(*body))


def styled(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


@pytest.mark.parametrize("draft", [small_draft(), long_draft(), long_draft(amendments=())])
def test_what_we_wrote_is_read_back(draft):
    text = read_document_text(rendered(draft))
    assert text.title == draft.title
    assert lines_of(text) == [(number, plain(one)) for number, one in numbered(draft.sections)]
    assert count_section_words(text.sections) == count_section_words(draft.sections)


def test_a_gap_is_still_a_gap():
    draft = small_draft(sections=(section("Notes", *long_draft().sections[0].clauses[:1]),))
    (clause,) = read_document_text(rendered(draft)).sections[0].clauses
    assert [run.text for run in clause.runs if run.gap] == ["[date of the report]"]


def test_the_words_of_the_rule_book_are_not_the_text():
    draft = small_draft(amendments=(amendment(old=runs("old words"), new=runs("new words")),))
    text = read_document_text(rendered(draft))
    assert "words" not in " ".join(line for _, line in lines_of(text))


def test_tracked_changes_are_accepted():
    changed = (
        "<w:p><w:pPr><w:pStyle w:val='Clause'/></w:pPr><w:r><w:t>We </w:t></w:r>"
        "<w:del w:id='1' w:author='x'><w:r><w:delText>will </w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='x'><w:r><w:t>shall </w:t></w:r></w:ins>"
        "<w:r><w:t>meet.</w:t></w:r></w:p>"
    )
    text = read_document_text(written(styled("Heading1", "Notes"), changed))
    assert lines_of(text) == [("1", "Notes"), ("1.1", "We shall meet.")]


def test_a_document_without_headings_is_read_by_its_openers_and_typed_numbers():
    text = read_document_text(
        written(
            styled("Title", "Our motion"),
            paragraph("This branch notes:"),
            paragraph("1. that it rains;"),
            paragraph("2. 2019 was dry."),
            paragraph("This branch resolves:"),
            paragraph("- to wait."),
        )
    )
    assert text.title == "Our motion"
    assert lines_of(text) == [
        ("1", "This branch notes:"),
        ("1.1", "that it rains;"),
        ("1.2", "2019 was dry."),
        ("2", "This branch resolves:"),
        ("2.1", "to wait."),
    ]


def test_plain_paragraphs_are_one_section_without_a_heading():
    text = read_document_text(written(paragraph("We meet."), paragraph("We vote.")))
    assert [plain(one.heading) for one in text.sections] == [""]
    assert len(text.sections[0].clauses) == 2


def test_the_title_is_that_of_the_properties_where_no_paragraph_has_the_style():
    text = read_document_text(written(paragraph("We meet.")))
    assert text.title == "Layout of a motion"


def test_a_text_that_stands_in_a_table_is_read():
    table = (
        "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>"
        f"{paragraph('We meet.')}</w:tc></w:tr></w:tbl>{paragraph('')}"
    )
    text = read_document_text(written(styled("Title", "T"), table))
    assert lines_of(text) == [("1", ""), ("1.1", "We meet.")]
    beside = read_document_text(written(table, paragraph("We vote.")))
    assert lines_of(beside) == [("1", ""), ("1.1", "We vote.")]


def test_what_is_no_word_document_is_refused():
    with pytest.raises(DataFileError, match=r"note\.docx: is not a Word document"):
        read_document_text(b"hello", "note.docx")
    with pytest.raises(DataFileError, match="has no text"):
        read_document_text(layout_with(word__document=f'<w:x xmlns:w="{W[1:-1]}"/>'.encode()))


def test_a_layout_reads_as_text_and_never_fails():
    assert read_document_text(LAYOUT).title == "{{ title }}"
