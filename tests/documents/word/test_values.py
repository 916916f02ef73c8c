"""What somebody typed comes out as typed, and never as anything but text."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from motions.base.text import one_line
from motions.documents.word.ooxml.package import write_package
from motions.documents.word.ooxml.values import plain_data, protect, restore
from tests.support.docx_files import (
    LAYOUT,
    W,
    filled,
    layout_saying,
    lines_of,
    paragraphs,
    parts,
    rendered,
    text_of,
    tree,
)
from tests.support.drafts import amendment, clause, runs, section, small_draft

AWKWARD = [
    "Smith & Co <x> {{ 7*7 }} *bold* {% if %} {_{",
    "{_{ 7*7 }_} {_% if x %_} {{r x }} {%p for %} {# no #}",
    "&amp; &lt;b&gt; &#123;&#123; 7*7 &#125;&#125;",
    "שלום עליכם, مرحبا",
    "\N{PARTY POPPER} \N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER} \U00020000",
    "\"quoted\" 'single' “smart” ‘quotes’ back\\slash",
    "</w:t></w:r></w:p><w:p><w:r><w:t>",
    "]]> <![CDATA[ x ]]> <?xml?> <!-- -->",
    "  two spaces before,  between and after  ",
    "{" * 9 + "}" * 9,
    "# no heading",
]
SHORT_LAYOUT = layout_saying("{{ value }}", "|{{ value }}|", header1="{{ value }}")


@pytest.mark.parametrize("value", AWKWARD)
def test_an_awkward_value_comes_out_as_typed_wherever_it_stands(value):
    draft = small_draft(
        title=value,
        body=value,
        conference=value,
        sections=(section(value, clause(value, clause(value))),),
        amendments=(
            amendment(edition=value, clause=value, old=runs(value), new=runs(f"{value} and more")),
        ),
        consequential=(value,),
        reminders=(value,),
        source=value,
        status=value,
    )
    data = rendered(draft)
    found = paragraphs(data)
    for style in ("Title", "Heading2", "Clause", "Subclause", "SmallPrint", "Consequence"):
        assert (style, value) in found
    assert ("Reminder", f"To check before it is sent. {value}") in found
    assert ("Heading2", f"Chapter 1, clause {value}") in found
    assert ("Particulars", f"Changes\t{value}") in found
    assert ("Step", f"Delete\t“{value}”") in found
    assert ("Step", f"Insert\t“{value} and more”") in found
    assert text_of(tree(data, "word/header1.xml")) == value
    core = Document(BytesIO(data)).core_properties
    assert (core.title, core.author) == (value, value)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1), st.text(min_size=1))
@example("{_{ a }_}", "</w:t> & {% x %}")
@example("\x00\t\x0c", "\ud800\u202e")
def test_any_words_at_all_make_a_rule_change_that_opens(one, other):
    changed = (amendment(operation="Replace", clause=one, old=runs(one), new=runs(other)),)
    draft = small_draft(title=other, body=one, amendments=changed, reminders=(one,), heard=other)
    data = rendered(draft)
    found = paragraphs(data)
    assert ("Step", f"Delete\t“{one_line(one)}”") in found
    assert ("Step", f"Insert\t“{one_line(other)}”") in found
    assert Document(BytesIO(data)).paragraphs[0].text == one_line(other)


def test_a_value_of_ten_thousand_characters_comes_out_whole():
    value = "Llanfair & " * 1000
    data = rendered(small_draft(body=value))
    assert ("Particulars", f"From\t{value}") in paragraphs(data)
    assert len(Document(BytesIO(data)).core_properties.author) == 255


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(exclude_categories=())))
@example("{_{ 7*7 }_}")
@example("\ud800")
@example("\x00\x07\x0c\ufdd0")
def test_any_text_at_all_stays_one_piece_of_text(value):
    data = filled(SHORT_LAYOUT, value=value)
    assert [text for _, text in paragraphs(data)] == [one_line(value), f"|{one_line(value)}|"]
    assert text_of(tree(data, "word/header1.xml")) == one_line(value)


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"))))
def test_text_without_control_characters_is_plain_already(value):
    assert one_line(value) == value


@given(st.text())
def test_plain_keeps_one_character_for_each(value):
    assert len(one_line(value)) == len(value.replace("\r\n", "\n"))


@given(st.text(alphabet="{}%#_&<a \"'"))
def test_protecting_twice_is_protecting_once(value):
    once = protect(value)
    assert protect(once) == once
    assert not {"{", "}"} & set(once)
    assert restore(once.encode()).decode() == str(protect(value)).translate(
        {0xFDD0: "{", 0xFDD1: "}"}
    )


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a\tb", "a b"),
        ("a\nb", "a b"),
        ("a\r\nb", "a b"),
        ("a\fb", "a b"),
        ("a\u2028b", "a b"),
        ("a\x07b", "a\ufffdb"),
        ("a\x00b", "a\ufffdb"),
        ("a\ud83db", "a\ufffdb"),
        ("a\uffffb", "a\ufffdb"),
    ],
)
def test_a_control_character_neither_breaks_the_line_nor_vanishes(typed, printed):
    assert lines_of(filled(layout_saying("{{ value }}"), value=typed)) == [printed]


@pytest.mark.parametrize(
    "line",
    [
        "{{ value }}",
        "{{ value|safe }}",
        "{{ value|e }}",
        "{{ value|e|safe }}",
        "{% set copy %}{{ value }}{% endset %}{{ copy }}",
        "{% autoescape false %}{{ value }}{% endautoescape %}",
        "{{ [value]|join(', ') }}",
        "{% if value %}{{ value }}{% endif %}",
    ],
)
@pytest.mark.parametrize("value", AWKWARD)
def test_no_filter_of_a_layout_turns_a_value_into_structure(line, value):
    assert lines_of(filled(layout_saying(line), value=value)) == [value]


def test_a_value_in_a_footnote_is_text_however_many_sections_there_are():
    members = parts(layout_saying("One {{ value }}"))
    note = (
        f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:id="1"><w:p><w:r>'
        "<w:t>{{ value }}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    members["word/footnotes.xml"] = note.encode()
    members["word/document.xml"] = members["word/document.xml"].replace(
        b"<w:sectPr>", b"<w:p><w:pPr><w:sectPr/></w:pPr></w:p><w:sectPr>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode(),
    )
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId9" Type="{rels}" Target="footnotes.xml"/></Relationships>'.encode(),
    )
    data = filled(write_package(members), value="{_{ 7*7 }_} {{ 7*7 }}")
    assert text_of(tree(data, "word/footnotes.xml")) == "{_{ 7*7 }_} {{ 7*7 }}"


def test_a_layout_gets_no_objects():
    with pytest.raises(TypeError, match="plain data, not object"):
        plain_data({"value": [object()]})


def test_numbers_and_lists_stay_what_they_are():
    assert plain_data({"a": (1, 2.5, None, True, "x\n")}) == {"a": [1, 2.5, None, True, "x "]}


def test_our_own_layout_types_no_brace_into_a_document():
    assert b"{" not in parts(rendered(small_draft()))["word/document.xml"]
    assert b"{{" in parts(LAYOUT)["word/document.xml"]


def test_a_value_that_says_it_is_markup_is_text_all_the_same():
    said = Markup("<w:br/>")
    assert type(plain_data({"a": [said]})["a"][0]) is str
    assert lines_of(filled(SHORT_LAYOUT, value=said))[0] == "<w:br/>"
