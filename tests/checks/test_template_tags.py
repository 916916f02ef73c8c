"""Every fault of a template at once, each with its place and a remedy."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motions.checks.findings import Severity
from motions.checks.template_tags import lint_template
from motions.documents.word.motion import layout_names
from tests.support.docx_files import (
    LAYOUT,
    RULE_CHANGE,
    W,
    document,
    layout_saying,
    layout_with,
    paragraph,
    parts,
)


def lint(data: bytes):
    return lint_template(data, "mine.docx", layout_names())


def of(rule: str, data: bytes) -> list[tuple[str, str]]:
    return [(one.where, one.message) for one in lint(data) if one.rule == rule]


@pytest.mark.parametrize("layout", [LAYOUT, RULE_CHANGE])
def test_our_own_layouts_have_no_fault(layout):
    assert lint(layout) == []


def test_all_faults_come_at_once():
    findings = lint(
        layout_saying(
            "{{ tittle }}",
            "{{ title ",
            "{% if body %}",
            "{{ title.__class__ }}",
            "{{ ''.join(body) }}",
            "1. {{ body }}",
            footer1="{{ bodyy }}",
        )
    )
    assert {one.rule for one in findings} == {
        "template-name",
        "template-tag",
        "template-unsafe",
        "typed-numbering",
    }
    assert {one.where for one in findings} == {
        *(f"paragraph {number}" for number in range(1, 7)),
        "footer, paragraph 1",
    }
    assert all(one.message.endswith((".", "?", "…")) for one in findings)


def test_a_name_that_is_nearly_right_is_offered_the_right_one():
    layout = layout_saying(
        "{{ tittle }}", "{%p for section in sections %}", "{{ section.headin }}", "{%p endfor %}"
    )
    assert of("template-name", layout) == [
        ("paragraph 1", "'tittle' is not a name that a document fills. Did you mean 'title'?"),
        (
            "paragraph 3",
            "'sections.headin' is not a name that a document fills. Did you mean 'heading'?",
        ),
    ]


def test_in_a_letter_an_unknown_name_is_a_blank():
    findings = lint(layout_saying("Dear {{ recipient }}, {{ boddy }}"))
    assert [(one.severity, one.rule) for one in findings] == [
        (Severity.HINT, "template-name"),
        (Severity.WARNING, "template-name"),
    ]
    assert "--set recipient=…" in findings[0].message


def test_names_of_loops_and_settings_are_known():
    layout = layout_saying(
        "{%p for section in sections %}",
        "{{ loop.index }} {% set words = section.heading %}{{ words }}",
        "{%p for clause in section.clauses %}",
        "{{ clause.text }} {% for run in clause.runs %}{{ run.gap }}{% endfor %}",
        "{%p endfor %}",
        "{%p endfor %}",
    )
    assert lint(layout) == []


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["{{ title"], "paragraph 1"),
        (["a", "{%p endif %}"], "paragraph 2"),
        (["{%p for s in sections %}"], "paragraph 1"),
        (["{{ title | no_such_filter }}"], "paragraph 1"),
        (["{%tr if title %}", "{%tr endif %}"], "paragraph 1"),
        (["{%p if title %} beside it", "{%p endif %}"], "paragraph 1"),
        (["{%p if title %}{%p endif %}"], "paragraph 1"),
    ],
)
def test_a_broken_tag_is_named_with_its_paragraph(lines, place):
    found = of("template-tag", layout_saying(*lines))
    assert place in [where for where, _ in found]


def test_a_tag_in_a_table_is_named_with_its_cell():
    cell = f"<w:tc>{paragraph('{{ titel }}')}</w:tc>"
    other = f"<w:tc>{paragraph('x')}</w:tc>"
    table = (
        "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>"
        f"<w:tr>{other}{other}</w:tr><w:tr>{other}{cell}</w:tr></w:tbl>"
    )
    layout = layout_with(word__document=document(table, paragraph("{{ boddy }}")))
    assert [where for where, _ in of("template-name", layout)] == [
        "table 1, row 2, column 2",
        "paragraph 5",
    ]


def test_a_tag_in_a_tracked_change_is_named():
    changed = (
        "<w:p><w:del w:id='1' w:author='A'><w:r><w:delText>{{ title }}</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='A'><w:r><w:t>{{ body }}</w:t></w:r></w:ins></w:p>"
    )
    layout = layout_with(word__document=document(paragraph("x"), changed))
    assert [where for where, _ in of("template-tracked-change", layout)] == ["paragraph 2"]
    assert of("template-file", layout)


@pytest.mark.parametrize(
    "tag",
    [
        "{{ title.__class__ }}",
        "{{ title['__class__'] }}",
        '{{ title["__class__"] }}',
        "{% include 'x' %}",
        "{%p include 'x' %}",
        "{% import 'x' as x %}",
        "{% if a %}{{ a.__b__ }}",
    ],
)
def test_what_reaches_into_the_program_is_unsafe(tag):
    findings = [one for one in lint(layout_saying(tag)) if one.rule == "template-unsafe"]
    assert [one.severity for one in findings] == [Severity.ERROR]


@pytest.mark.parametrize(
    "tag",
    [
        "{{ title|upper }} {{ title|default('none') }}",
        "{% if (title or body) and word_limit is divisibleby(3) %}x{% endif %}",
        "{{ title|default('(a.__b__)') }}",
        "title.__class__ and body(x) outside a tag {{ title }}",
    ],
)
def test_a_filter_a_test_and_words_in_quotes_are_not_unsafe(tag):
    assert lint(layout_saying(tag)) == []


@pytest.mark.parametrize("tag", ["{{ title() }}", "{{ ''.join(body) }}", "{%p if body(title) %}"])
def test_a_call_is_named(tag):
    findings = [one for one in lint(layout_saying(tag)) if one.rule == "template-unsafe"]
    assert [one.severity for one in findings] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"hello", "The file is not a Word document"),
        (layout_with(word__vbaProject=b"<x/>"), "The file has macros"),
    ],
)
def test_a_file_that_cannot_be_a_template_is_a_finding(data, message):
    findings = lint(data)
    assert findings[0].rule == "template-file"
    assert findings[0].message.startswith(message)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            ["{{", "}}", "{%", "%}", "{%p ", "{%tr ", "if ", "endif", "for s in sections", "title",
             "endfor", "|", ".", "(", ")", "'", "“", "{#", "#}", " ", "set x = 1", "else", "&<"]
        ),
        max_size=12,
    ).map("".join)
)  # fmt: skip
def test_no_text_at_all_breaks_the_check(text):
    lint(layout_saying(text, "{{ body }}"))


def test_the_check_never_changes_the_file():
    before = dict(parts(LAYOUT))
    lint(LAYOUT)
    assert parts(LAYOUT) == before
    assert W.startswith("{http")
