"""One place of a rule book, however somebody writes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motions.drafting.motion import Amendment, Operation
from motions.drafting.rule_book import clause_key, like_the_others, tidy_amendments, tidy_clause


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("VIII.3.A", "VIII.3.A"),
        ("viii.3.a", "VIII.3.A"),
        ("Clause VIII 3(a)", "VIII.3.A"),
        ("cl. IX.2.C", "IX.2.C"),
        ("1.9", "1.9"),
        ("I.09", "I.9"),
        ("II.2.B(ii)", "II.2.B.ii"),
        ("1.IX.2.C", "1.IX.2.C"),
        ("C", "C"),
    ],
)
def test_a_reference_is_written_in_one_form(written, tidy):
    assert tidy_clause(written) == tidy


@pytest.mark.parametrize("written", ["", " ", "eight", "VIII-3", "3/4", "I.9; I.10", "§", "IIII"])
def test_what_is_no_reference_is_refused_with_its_words(written):
    with pytest.raises(ValueError, match=r"write (it like )?\"VIII\.3\.A\""):
        tidy_clause(written)


@pytest.mark.parametrize(
    ("one", "other"), [("1.9", "I.9"), ("8.3.A", "viii 3(a)"), ("XL.2", "40.2")]
)
def test_figures_and_roman_numerals_name_the_same_clause(one, other):
    assert clause_key(one) == clause_key(other)


def test_a_letter_is_no_roman_numeral_below_the_first_part():
    assert clause_key("I.9.C") != clause_key("I.9.100")


@given(st.integers(1, 3999))
def test_every_number_comes_back_from_its_roman_numeral(number):
    roman = like_the_others(str(number), ["IX.2"])
    assert not roman.isdigit()
    assert clause_key(roman) == (str(number),)


def test_a_rule_book_without_roman_numerals_keeps_its_figures():
    assert like_the_others("1.9", ["4.2", "12"]) == "1.9"


@given(st.text(max_size=20))
def test_tidying_twice_changes_nothing(text):
    try:
        once = tidy_clause(text)
    except ValueError:
        return
    assert tidy_clause(once) == once
    assert clause_key(once) == clause_key(text)


def change(clause: str, old: str = "", new: str = "") -> Amendment:
    return Amendment("2020", "1", clause, Operation.REPLACE, old, new)


def test_a_file_with_roman_numerals_has_them_throughout():
    tidy, faults = tidy_amendments((change("VIII.3.A"), change("1.9")))
    assert [one.clause for one in tidy] == ["VIII.3.A", "I.9"]
    assert not faults


def test_a_chapter_before_the_clause_is_told_apart_and_must_fit():
    tidy, faults = tidy_amendments((change("1.IX.2.C"),))
    assert [one.clause for one in tidy] == ["IX.2.C"]
    assert not faults
    _, faults = tidy_amendments((change("2.IX.2.C"),))
    assert [str(one) for one in faults] == [
        "amendment 1, clause: '2.IX.2.C' names chapter 2, but the chapter is '1'"
    ]


def test_two_changes_to_one_place_need_their_words_in_the_file():
    _, faults = tidy_amendments((change("I.9"), change("1.9")))
    assert [fault.where for fault in faults] == ["amendment 2, clause"] * 2
    _, faults = tidy_amendments((change("I.9", "a", "b"), change("1.9", "c", "d")))
    assert not faults
