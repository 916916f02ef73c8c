"""A change to a rule book: its place, what it tells a meeting to do, and the words it asks for."""

from __future__ import annotations

import pytest

from motions.base.errors import DataFileError, MotionsError
from motions.drafting.compose import Script
from motions.drafting.draft import plain
from tests.support.drafts import amendment, runs
from tests.support.models import body, conference, model

RULE_CHANGE = """
[[amendment]]
edition = "Rule Book 2026"
chapter = "{chapter}"
clause = "II.4"
operation = "{operation}"
"""


def rule_change(operation, chapter="1", answers=None):
    motion = model(tables=RULE_CHANGE.format(operation=operation, chapter=chapter))
    meeting = conference()
    route = (body(), body("Vale CLP", "clp"))
    script = Script(motion, answers or {})
    return script, script.route_voice(meeting, route)


@pytest.mark.parametrize(
    ("operation", "prose", "before", "after"),
    [
        ("Replace", [("Delete", "may"), ("Insert", "must")], "may", "must"),
        ("Delete", [("Delete", "may")], "may", ""),
        ("Insert after", [("After", "may"), ("Insert", "must")], "may", "may must"),
        ("Add", [("Add", "must")], "", "must"),
    ],
)
def test_each_operation_has_its_words(operation, prose, before, after):
    one = amendment(operation=operation)
    assert [(step.label, plain(step.words)) for step in one.instructions] == prose
    assert one.before_and_after == (before, after)


def test_a_change_is_blank_while_all_its_words_are_gaps():
    gap = runs("[the words now]", gap=True)
    assert amendment(old=gap, new=gap).is_blank
    half = amendment(old=gap)
    assert (half.is_blank, half.has_gap) == (False, True)
    assert not amendment().has_gap


@pytest.mark.parametrize(
    ("operation", "asked"),
    [
        ("replace", ["old_1_ii_4", "new_1_ii_4"]),
        ("delete", ["old_1_ii_4"]),
        ("insert after", ["old_1_ii_4", "new_1_ii_4"]),
        ("add", ["new_1_ii_4"]),
    ],
)
def test_a_change_asks_for_the_words_that_its_operation_needs_and_for_no_others(operation, asked):
    script, voice = rule_change(operation)
    assert [one.name for one in script.motion.parameters] == asked
    assert script.draft(voice).gap_count == len(asked)
    filled, voice = rule_change(operation, answers=dict.fromkeys(asked, "words"))
    assert filled.draft(voice).gap_count == 0
    assert script.missing(voice) == []


def test_words_of_another_operation_are_refused_as_an_answer():
    script, voice = rule_change("add", answers={"old_1_ii_4": "words"})
    with pytest.raises(MotionsError, match="old_1_ii_4"):
        script.draft(voice)


def test_a_rule_book_without_chapters_has_places_without_them():
    script, voice = rule_change("delete", chapter="")
    (change,) = script.draft(voice).amendments
    assert (change.place, change.heading) == ("clause II.4", "Rule Book 2026, clause II.4: Delete")
    (blank,) = script.motion.parameters
    assert (blank.name, blank.label) == ("old_ii_4", "Clause II.4: the words now")


def test_the_difference_is_made_once_and_only_of_words_that_are_known():
    change = amendment(old=runs("it may hear"), new=runs("it must hear"))
    assert [one.text for one in change.difference] == ["it ", "may", "must", " hear"]
    assert change.difference is change.difference
    assert amendment(old=runs("[the words now]", gap=True)).difference == ()
    assert amendment(old=runs("may"), new=runs("may")).difference == ()
    assert amendment(operation="delete").difference == ()


@pytest.mark.parametrize(("operation", "which"), [("add", "old"), ("delete", "new")])
def test_words_that_the_operation_does_not_use_are_a_fault(operation, which):
    table = RULE_CHANGE.format(operation=operation, chapter="1") + f'{which} = "words"'
    with pytest.raises(DataFileError, match=rf'"{operation}" does not use "{which}"'):
        model(tables=table)
