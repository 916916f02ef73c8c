"""Each check finds what it is for, says where, and leaves a good motion alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from motions.base.errors import DataFileError
from motions.checks.findings import Severity
from motions.checks.rules import (
    RuleSet,
    check_amendments,
    check_facts,
    check_pair,
    check_text,
    check_translation,
)
from motions.checks.word_lists import load_check_words
from motions.checks.wording import Text
from motions.drafting.draft import Clause, Run, Section
from motions.drafting.motion import Fact
from tests.support.models import conference, model

WORDS = load_check_words("en-GB")
TODAY = date(2027, 5, 1)
GOOD = {
    "Conference notes": ["On 1 March 2027 the council cut the bus to the station."],
    "Conference believes": ["A bus serves everybody who lives near the station."],
    "Conference resolves": ["to ask the council to bring back the bus to the station."],
}


def paper(sections=None, title="Better buses", **changes):
    made = tuple(
        Section((Run(heading),), tuple(Clause((Run(text),)) for text in clauses))
        for heading, clauses in (sections or GOOD).items()
    )
    return replace(Text(title, made, "en-GB"), **changes)


def rules(lists=WORDS, event_day=None, **submission):
    meeting = conference(**submission)
    return RuleSet(meeting, meeting.submission("motion"), lists, TODAY, event_day)


def resolving(*clauses):
    return {**GOOD, "Conference resolves": list(clauses)}


def found(what, held=None, rule=None):
    findings = check_text(what, held or rules())
    return [one for one in findings if rule is None or one.rule == rule]


def test_a_good_motion_gets_no_finding():
    assert found(paper(), rules(words=250, title_words=10)) == []


def of_length(count):
    """Return sections of exactly *count* words, headings included."""
    head = sum(len(heading.split()) for heading in GOOD)
    fixed = sum(len(text.split()) for texts in GOOD.values() for text in texts)
    extra = " ".join(["bus"] * (count - head - fixed))
    return {**GOOD, "Conference believes": [*GOOD["Conference believes"], extra]}


@pytest.mark.parametrize(
    ("count", "severity"),
    [(239, None), (240, Severity.WARNING), (250, Severity.WARNING), (251, Severity.ERROR)],
)
def test_the_limit_is_an_error_and_96_per_cent_of_it_a_warning(count, severity):
    held = rules(words=250)
    findings = found(paper(of_length(count)), held, "word-limit")
    assert [one.severity for one in findings] == ([severity] if severity else [])
    for one in findings:
        assert f"{count} " in one.message
        assert "numbers of clauses are not counted" in one.message
        assert one.source == "https://example.org/rules"


def test_numbers_typed_into_a_finished_document_are_not_counted():
    typed = {
        heading: [f"1.1 {text}" for text in texts] for heading, texts in of_length(250).items()
    }
    held = rules(words=250)
    severities = {
        done: found(paper(typed, finished=done), held, "word-limit")[0].severity
        for done in (True, False)
    }
    assert severities == {True: Severity.WARNING, False: Severity.ERROR}


def test_a_title_over_the_limit_is_an_error():
    held = rules(title_words=10)
    assert not found(paper(title="bus " * 10), held, "title-limit")
    assert found(paper(title="bus " * 11), held, "title-limit")[0].where == "title"


@pytest.mark.parametrize(
    "text",
    ["[name] spoke.", "XXX buses", "the date is TBC", "on ____ it stopped", "{{ x }}", "when ??"],
)
def test_what_was_left_open_is_an_error_at_its_clause(text):
    findings = found(paper({**GOOD, "Conference notes": ["One.", text]}), rule="blank")
    assert [(one.severity, one.where) for one in findings] == [(Severity.ERROR, "clause 1.2")]


def test_a_bracket_that_belongs_to_a_quotation_may_stay_and_a_marked_gap_is_no_bracket():
    assert not found(
        paper({**GOOD, "Conference notes": ["They wrote “we was [sic] there […]”."]}), rule="blank"
    )
    gap = Section((Run("Conference notes"),), (Clause((Run("[who]", gap=True),)),))
    model = replace(paper(), sections=(gap, *paper().sections[1:]))
    assert not found(model, rule="blank")
    assert found(replace(model, finished=True), rule="blank")


@pytest.mark.parametrize(
    "text", ["The bus recently stopped.", "Last week it stopped.", "this  year"]
)
def test_words_that_are_true_on_one_day_only_are_stale(text):
    findings = found(paper({**GOOD, "Conference notes": [text]}), rule="stale-words")
    assert [one.where for one in findings] == ["clause 1.1"]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("On Monday 1 March 2027 it stopped.", None),
        ("On Tuesday 1 March 2027 it stopped.", Severity.ERROR),
        ("On Tuesday 1 March it stopped.", Severity.WARNING),
    ],
)
def test_a_weekday_is_held_against_its_date(text, severity):
    findings = found(paper({**GOOD, "Conference notes": [text]}), rule="weekday")
    assert [one.severity for one in findings] == ([severity] if severity else [])


def test_a_motion_without_a_section_that_is_expected_is_told_which():
    missing = {heading: GOOD[heading] for heading in ("Conference notes",)}
    findings = found(paper(missing), rule="sections")
    assert [one.severity for one in findings] == [Severity.WARNING, Severity.HINT]
    assert "resolves" in findings[0].message
    assert "believes" in findings[1].message


@pytest.mark.parametrize(
    ("clauses", "asks"),
    [
        (["to welcome the bus.", "to stand with those who wait at the station."], False),
        (["to welcome the bus.", "to ask the council for a bus to the station."], True),
        (["to call on the council to bring back the bus."], True),
    ],
)
def test_somebody_must_be_asked_to_do_something(clauses, asks):
    assert bool(found(paper(resolving(*clauses)), rule="action")) is not asks


def test_a_sub_clause_can_be_what_asks():
    asking = Section(
        (Run("Conference resolves"),),
        (Clause((Run("to call on the council"),), (Clause((Run("to support the bus."),)),)),),
    )
    assert not found(replace(paper(), sections=(*paper().sections[:2], asking)), rule="action")


@pytest.mark.parametrize(
    ("text", "found_it"),
    [
        ("to amend the party's Rule Book so that buses run.", True),
        ("to replace the words of clause VII.2 about the bus.", True),
        ("to propose a rule change about the bus.", True),
        ("to ask the council to keep the rules of the road for the bus.", False),
    ],
)
def test_a_rule_change_in_disguise_is_found_where_the_motion_asks(text, found_it):
    findings = found(paper(resolving(text)), rule="rule-change")
    assert [one.severity for one in findings] == ([Severity.WARNING] if found_it else [])


def test_an_open_rule_change_is_no_disguise():
    held = rules()
    held = replace(held, submission=held.conference.submission("rule-change"))
    assert not found(paper(resolving("to amend the Rule Book.")), held, "rule-change")


def test_a_title_that_joins_two_things_and_a_clause_from_nowhere_are_hints():
    findings = found(paper(title="Better buses and free school meals"), rule="one-subject")
    assert [(one.severity, one.where) for one in findings] == [(Severity.HINT, "title")]
    strange = resolving("to ask the council for the bus.", "to abolish university tuition fees.")
    assert [one.where for one in found(paper(strange), rule="one-subject")] == ["clause 3.2"]


def test_quotations_that_take_a_quarter_of_the_words_are_named():
    quote = "They wrote “" + "a bus that comes every hour " * 5 + "”."
    assert found(paper({**GOOD, "Conference notes": [quote]}), rule="quotations")
    assert not found(
        paper({**GOOD, "Conference notes": ["They wrote “no bus”."]}), rule="quotations"
    )


CUT_OFF = {"subject_after": date(2027, 7, 1), "due": date(2027, 9, 1)}


@pytest.mark.parametrize(
    ("text", "day", "good"),
    [
        ("On 2 July 2027 the bus stopped.", None, True),
        ("On 1 July 2027 the bus stopped.", None, False),
        ("In July 2027 the bus stopped.", None, False),
        ("On 2 September 2027 the bus stops.", None, False),
        ("On 2 July 2027 the bus stopped.", date(2027, 7, 2), True),
        ("On 2 July 2027 the bus stopped.", date(2027, 6, 30), False),
    ],
)
def test_a_subject_with_a_cut_off_needs_a_dated_event_after_it(text, day, good):
    findings = found(
        paper({**GOOD, "Conference notes": [text]}), rules(event_day=day, **CUT_OFF), "cut-off"
    )
    assert [one.severity for one in findings] == ([] if good else [Severity.ERROR])


def test_a_fact_is_to_be_checked_again_after_two_years():
    def fact(checked, claim="It is so.", source="https://example.org/a"):
        return Fact(claim, source, checked)

    facts = [
        fact(date(2025, 5, 1)),
        fact(date(2025, 4, 30)),
        fact(date(2027, 5, 2)),
        fact(TODAY, "On Tuesday 1 March 2027 it was so."),
        fact(TODAY, source=""),
    ]
    findings = [(one.where, one.rule, one.severity) for one in check_facts(facts, TODAY, years=2)]
    assert findings == [
        ("fact 2", "fact", Severity.WARNING),
        ("fact 3", "fact", Severity.HINT),
        ("fact 4", "weekday", Severity.ERROR),
        ("fact 5", "fact", Severity.ERROR),
    ]
    assert list(check_facts([fact(date(2024, 2, 29))], date(2026, 2, 28), years=2)) == []


def test_an_old_rule_book_is_to_be_compared_with_the_one_in_force():
    place = 'chapter = "1"\nclause = "I.1"\noperation = "delete"'
    amended = f'[[amendment]]\nedition = "Rule Book {{}}"\n{place}'
    for year, number in ((2020, 1), (2026, 0), (2027, 0)):
        motion = model(tables=amended.format(year))
        assert len(list(check_amendments(motion, conference()))) == number


def test_two_kinds_that_exclude_each_other_cannot_both_be_sent():
    meeting = conference(excludes=("rule-change",), excludes_rule="One a year.")
    findings = list(check_pair([("a", "motion"), ("b", "rule-change")], meeting))
    assert [(one.severity, one.source) for one in findings] == [(Severity.ERROR, "One a year.")]
    assert not list(check_pair([("a", "motion"), ("b", "rule-change")], conference()))


def test_a_translation_follows_its_original():
    original = model()
    translated = model(keys='translation_of = "buses"')
    assert not list(check_translation(translated, original))
    newer = replace(original, version="2")
    assert next(check_translation(translated, newer)).severity is Severity.WARNING
    assert next(check_translation(translated, None)).severity is Severity.ERROR


def test_a_language_without_words_is_counted_and_said_to_be_unread():
    findings = found(paper(of_length(251)), rules(lists=None), None)
    assert [one.rule for one in findings] == ["language"]


def test_own_words_replace_ours_and_add_a_language(tmp_path):
    (tmp_path / "checks.toml").write_text('[en]\nstale = ["lately"]\n')
    assert load_check_words("en", tmp_path).stale == ("lately",)
    assert load_check_words("en", tmp_path).near_limit == 96
    assert load_check_words("cy", tmp_path) is None
    (tmp_path / "checks.toml").write_text('[cy]\nstale = ["ddoe"]\n')
    with pytest.raises(DataFileError, match="near_limit: is missing"):
        load_check_words("cy", tmp_path)
    (tmp_path / "checks.toml").write_text("en = 3\n")
    with pytest.raises(DataFileError, match="must be a table"):
        load_check_words("en", tmp_path)
