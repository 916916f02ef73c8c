"""The words that change: what was there, what will be there, and nothing else."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from motions.drafting.redline import Kind, word_changes

WORDS = st.lists(
    st.sampled_from(
        ["the", "panel", "may", "must", "hear", ",", ".", " ", "  ", "a-b", "(ii)", "é"]
    )
).map(" ".join)


def accepted(pieces):
    return "".join(one.text for one in pieces if one.kind is not Kind.DELETED)


def rejected(pieces):
    return "".join(one.text for one in pieces if one.kind is not Kind.INSERTED)


@given(st.one_of(WORDS, st.text()), st.one_of(WORDS, st.text()))
@example("may hear", "must hear")
@example(" a", "a ")
def test_accepting_all_gives_the_new_words_and_rejecting_all_the_old(old, new):
    pieces = word_changes(old, new)
    assert accepted(pieces) == new
    assert rejected(pieces) == old
    assert all(one.text for one in pieces)


@given(WORDS, WORDS)
def test_an_insertion_stands_after_its_deletion(old, new):
    kinds = [one.kind for one in word_changes(old, new)]
    assert (Kind.INSERTED, Kind.DELETED) not in list(pairwise(kinds))


@given(WORDS)
def test_the_same_words_do_not_change(text):
    assert [one.kind for one in word_changes(text, text)] == [Kind.SAME] * bool(text)


def test_a_word_is_changed_whole():
    pieces = word_changes("within 14 days", "within 28 days")
    assert [(one.kind, one.text) for one in pieces] == [
        (Kind.SAME, "within "),
        (Kind.DELETED, "14"),
        (Kind.INSERTED, "28"),
        (Kind.SAME, " days"),
    ]


def test_neighbouring_words_change_together():
    pieces = word_changes("it may decide now", "it must hear first now")
    assert [one.text for one in pieces] == ["it ", "may decide", "must hear first", " now"]


def test_very_long_texts_take_no_more_than_a_moment():
    start = time.monotonic()
    pieces = word_changes("a b " * 5000, "b c a " * 5000)
    assert time.monotonic() - start < 2
    assert rejected(pieces) == "a b " * 5000
