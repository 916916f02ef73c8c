"""A model motion's text: what it may hold, and that a value is only ever text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motions.base.errors import DataFileError
from motions.base.text import one_line
from motions.drafting.draft import Run, numbered, plain
from motions.drafting.library import shipped_motions
from motions.drafting.source_text import Gap, fill_sections

MOTION = shipped_motions()[0]


def fill(text, **values):
    return fill_sections(replace(MOTION, text=text, text_line=10, path="x.md"), values)


def words(sections):
    return [(number, plain(runs)) for number, runs in numbered(sections)]


def test_headings_clauses_and_sub_clauses_are_numbered_by_section():
    text = "## A\n1. one\n2. two\n   1. deep\n      1. deeper\n\n## B\n- three\n"
    assert words(fill(text)) == [
        ("1", "A"), ("1.1", "one"), ("1.2", "two"), ("1.2.1", "deep"), ("1.2.1.1", "deeper"),
        ("2", "B"), ("2.1", "three"),
    ]  # fmt: skip


TRICKS = "Smith & Co <x> {{ 7*7 }} *bold* **x** # 1. - [a](b) {% if %} `c` \\ | ~ _d_ ![e](f) &amp;"


def test_a_value_comes_out_as_typed():
    assert words(fill("## A\n1. by {{ x }}.", x=TRICKS)) == [("1", "A"), ("1.1", f"by {TRICKS}.")]


@given(st.text())
def test_no_value_changes_the_structure(value):
    sections = fill("## {{ x }} notes\n1. **{{ x }}** and {{ x }}\n   1. {{ x }}", x=value)
    typed = one_line(value)
    assert words(sections) == [
        ("1", f"{typed} notes"), ("1.1", f"{typed} and {typed}"), ("1.1.1", typed),
    ]  # fmt: skip


@given(st.text())
def test_clean_text_is_one_line_without_control_characters(value):
    cleaned = one_line(value)
    assert cleaned.splitlines() in ([], [cleaned])
    assert one_line(cleaned) == cleaned
    cleaned.encode("utf-8")


def test_a_blank_is_false_in_a_condition_and_marked_where_it_is_written():
    text = "## A\n1. {{ x }}\n{% if x %}2. given{% endif %}"
    assert fill(text, x=Gap("who"))[0].clauses[0].runs == (Run("[who]", gap=True),)
    assert len(fill(text, x=Gap("who"))[0].clauses) == 1
    assert len(fill(text, x="me")[0].clauses) == 2


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("## A\n1. {{ speeker }}", 11, "'speeker' is undefined"),
        ("## A\n1. {{ x", 11, "a tag is broken"),
        ("## A\n\nloose words\n\n1. x", 12, "outside a numbered clause"),
        ("# A\n1. x", 10, "outside a numbered clause"),
        ("", 10, "no ## heading"),
        ("## A\n", 10, "no clause under 'A'"),
        ("## A\n1. `code`", 11, "has no place"),
        ("## A\n1. [x](https://example.org)", 11, "has no place"),
        ("## A\n1. a\n   1. b\n      1. c\n         1. d", 14, "levels deep"),
        ("## A\n1. {{ ''.__class__.__mro__ }}", 10, "may not"),
    ],
)
def test_a_text_that_breaks_the_rules_is_refused_with_its_line(text, line, problem):
    with pytest.raises(DataFileError) as caught:
        fill(text)
    assert f"x.md: line {line}" in str(caught.value)
    assert problem in str(caught.value)
