"""The model motions that come with the tool keep the rules that they are written for."""

from __future__ import annotations

import re

import pytest

from motions.base.text import count_words
from motions.bodies.organisation_file import example_organisation
from motions.conferences.choose import find_conference
from motions.conferences.conference_file import shipped_conferences
from motions.drafting.compose import Script
from motions.drafting.draft import numbered, plain
from motions.drafting.library import shipped_motions

CONFERENCE = find_conference("labour-2021", shipped_conferences())
MOTIONS = shipped_motions()
ROUTE = example_organisation().route(example_organisation().body("riverside"))


def draft_for(body, motion, **answers):
    script = Script(motion, answers)
    return script.draft(script.route_voice(CONFERENCE, ROUTE, body))


@pytest.fixture(params=MOTIONS, ids=lambda motion: motion.id)
def motion(request):
    return request.param


def test_it_keeps_to_250_words_and_10_in_the_title_when_conference_speaks(motion):
    draft = draft_for(None, motion)
    assert draft.conference_words <= 250
    assert count_words(draft.title) <= 10


def test_it_notes_believes_and_resolves_in_the_voice_of_each_tier(motion):
    for body, speaker in zip(ROUTE, ("This branch", "This CLP"), strict=True):
        headings = [section.text for section in draft_for(body, motion).sections]
        assert headings == [f"{speaker} {verb}" for verb in ("notes", "believes", "resolves")]
    headings = [section.text for section in draft_for(None, motion).sections]
    assert headings == ["Conference notes", "Conference believes", "Conference resolves"]


def test_the_branch_sends_it_to_the_clp_and_nobody_sends_it_from_conference(motion):
    branch, clp = (draft_for(body, motion) for body in ROUTE)
    words = {
        draft.body: " ".join(plain(runs) for _n, runs in numbered(draft.sections))
        for draft in (branch, clp)
    }
    assert "to Anytown CLP, for Labour Party Annual Conference 2021" in words["Riverside Branch"]
    assert "Anytown CLP" not in words["Anytown CLP"]


def test_every_claim_has_its_source_and_the_day_it_was_checked(motion):
    assert motion.facts
    for fact in motion.facts:
        assert fact.source.startswith("https://")


def test_every_year_in_the_text_stands_in_a_fact(motion):
    claims = " ".join(fact.claim for fact in motion.facts)
    for year in re.findall(r"\b(?:19|20)\d\d\b", motion.text):
        assert year in claims


def test_it_begins_by_saying_that_antisemitism_is_racism(motion):
    first = draft_for(None, motion).sections[0].clauses[0].text
    assert first.startswith("Antisemitism is racism")


def test_rule_book_words_that_nobody_saw_are_gaps_until_the_mover_copies_them():
    motion = next(one for one in MOTIONS if one.kind == "rule-change")
    blank = draft_for(ROUTE[0], motion)
    assert all(run.gap for one in blank.amendments for run in (*one.old, *one.new))
    filled = draft_for(ROUTE[0], motion, old_1_viii_3_a="so it is", new_1_viii_3_a="so it be")
    assert (plain(filled.amendments[0].old), plain(filled.amendments[0].new)) == (
        "so it is",
        "so it be",
    )
    assert not any(run.gap for run in (*filled.amendments[0].old, *filled.amendments[0].new))


def test_the_places_in_the_rule_book_are_those_of_the_record():
    motion = next(one for one in MOTIONS if one.kind == "rule-change")
    places = [(one.chapter, one.clause) for one in motion.amendments]
    assert places == [
        ("1", "VIII.3.A"), ("1", "IX.2.C"), ("2", "I.9"), ("2", "III.2"), ("2", "III.3"),
        ("6", "I.1.B"), ("6", "I.1.D"), ("6", "I.1.E"), ("6", "I.2"), ("6", "I.3"),
    ]  # fmt: skip
