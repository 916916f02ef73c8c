"""What shuts somebody out of a document, found; and nothing found in ours."""

from __future__ import annotations

import pytest

from motions.checks.accessibility import check_accessibility
from motions.documents.word.look import Redline
from tests.support.docx_files import LAYOUT as OURS
from tests.support.docx_files import document, layout_with, paragraph, parts, rendered
from tests.support.drafts import long_draft, small_draft

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def check(*body: str, **others: bytes) -> list[tuple[str, str]]:
    data = layout_with(word__document=document(*body), **others)
    return [(one.rule, one.where) for one in check_accessibility(data, "a.docx")]


def styled(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def coloured(text: str, look: str) -> str:
    return f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def table(first_row: str, cell: str = "") -> str:
    row = f"<w:tc>{cell}{paragraph('x')}</w:tc>"
    return (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>"
        f"<w:tr>{first_row}{row}</w:tr><w:tr>{row}</w:tr></w:tbl>{paragraph('')}"
    )


@pytest.mark.parametrize("draft", [small_draft(), long_draft(), long_draft(amendments=())])
@pytest.mark.parametrize(
    "look", [{}, {"large_print": True}, {"line_numbers": True}, {"redline": Redline.MARKED}]
)
def test_our_documents_shut_nobody_out(draft, look):
    assert check_accessibility(rendered(draft, **look), "ours.docx") == []


def test_a_document_without_a_title_or_a_language():
    core = parts(OURS)["docProps/core.xml"].replace(b"Layout of a motion", b" ")
    styles = parts(OURS)["word/styles.xml"]
    start = styles.index(b"<w:lang")
    styles = styles[:start] + styles[styles.index(b"/>", start) + 2 :]
    found = check(paragraph("x"), docProps__core=core, word__styles=styles)
    assert found == [("title", "properties"), ("language", "styles")]


def test_headings_that_skip_a_level_or_are_empty():
    assert check(styled("Heading2", "Second")) == [("headings", "paragraph 1")]
    assert check(styled("Heading1", ""), styled("Heading2", "a")) == [
        ("headings", "paragraph 1"),
        ("blank-paragraph", "paragraph 1"),
    ]
    assert check(styled("Heading1", "a"), styled("Heading2", "b"), styled("Heading1", "c")) == []


def test_a_long_text_without_headings():
    assert ("headings", "") in check(*(paragraph("x") for _ in range(13)))


def test_a_table_without_a_header_row_or_with_merged_cells():
    assert check(table("")) == [("table-header", "table 1, row 1")]
    header = "<w:trPr><w:tblHeader/></w:trPr>"
    assert check(table(header)) == []
    merged = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    assert check(table(header, merged)) == [("table-merged", "table 1")]
    assert check(table('<w:trPr><w:tblHeader w:val="0"/></w:trPr>')) == [
        ("table-header", "table 1, row 1")
    ]


@pytest.mark.parametrize("text", ["click here", "https://example.org/a", "More"])
def test_a_link_that_does_not_say_where_it_goes(text):
    link = f'<w:p><w:hyperlink w:anchor="x"><w:r><w:t>{text}</w:t></w:r></w:hyperlink></w:p>'
    assert check(link) == [("link-text", "paragraph 1")]


def test_a_link_with_words_is_good():
    link = "<w:p><w:hyperlink w:anchor='x'><w:r><w:t>The rules</w:t></w:r></w:hyperlink></w:p>"
    assert check(link) == []


def test_blank_paragraphs_typed_lists_and_typed_lines():
    assert check(paragraph("a"), paragraph(""), paragraph("b")) == [
        ("blank-paragraph", "paragraph 2")
    ]
    assert check(paragraph("1. a"), paragraph("• b"), paragraph("(c) d")) == [
        ("typed-list", f"paragraph {number}") for number in (1, 2, 3)
    ]
    assert check(paragraph("Moved by ______")) == [("typed-line", "paragraph 1")]


@pytest.mark.parametrize(
    ("look", "pale"),
    [
        ('<w:color w:val="999999"/>', True),
        ('<w:color w:val="595959"/>', False),
        ('<w:color w:val="auto"/>', False),
        ('<w:color w:val="777777"/><w:sz w:val="36"/>', False),
        ('<w:shd w:val="clear" w:color="auto" w:fill="000000"/>', False),
        ('<w:color w:val="000080"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>', True),
    ],
)
def test_pale_text_is_found_by_its_contrast(look, pale):
    assert check(coloured("x", look)) == ([("contrast", "paragraph 1")] if pale else [])


def test_text_boxes_and_pictures_without_a_description():
    inside = f"<w:pict><w:txbxContent>{paragraph('in')}</w:txbxContent></w:pict>"
    box = f"<w:p><w:r><w:t>x</w:t>{inside}</w:r></w:p>"
    assert check(box) == [("text-box", "text box 1")]
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    picture = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{drawing}"><wp:docPr id="1" name="Logo"/>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    assert check(picture) == [("picture", "Logo")]
    assert check(picture.replace('name="Logo"', 'name="Logo" descr="A rose"')) == []


def test_each_finding_names_its_rule_of_wcag():
    data = layout_with(word__document=document(paragraph(""), styled("Heading2", "x")))
    findings = check_accessibility(data, "a.docx")
    assert findings
    assert all(one.source.startswith("WCAG 2.2, ") for one in findings)


def test_what_is_no_word_document_is_one_finding():
    (finding,) = check_accessibility(b"hello", "a.docx")
    assert (finding.rule, finding.severity) == ("file", "error")
