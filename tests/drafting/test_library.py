"""What a model motion can ask for, leave out and be used for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motions.base.dates import days_in, parse_day
from motions.base.errors import DataFileError, MotionsError
from motions.base.shipped import data_dir
from motions.drafting.compose import Script
from motions.drafting.draft import numbered, plain
from motions.drafting.library import find_motion, own_motions, shipped_motions
from tests.support.models import TEXT, body, conference, model, model_file

ROUTE = (body(), body("Vale CLP", "clp"))
BLANKS = """
[parameters.day]
label = "Day"
type = "date"
[parameters.side]
label = "Side"
type = "choice"
choices = ["For", "Against"]
[parameters.count]
label = "Count"
type = "number"
[parameters.page]
label = "Page"
type = "url"
[parameters.short]
label = "In short"
max_words = 2
[parameters.code]
label = "Postcode district"
help = "Two letters and a figure"
pattern = "[A-Z]{2}\\\\d"
"""
BLANK_TEXT = "## N\n1. {{ day }} {{ side }} {{ count }} {{ page }} {{ short }} {{ code }}\n"


def draft(motion, answers=None, parts=None, *, body=None, **submission):
    script = Script(motion, answers or {}, parts or {})
    return script.draft(script.route_voice(conference(**submission), ROUTE, body))


def missing(motion, answers=None, *, body=None, **submission):
    script = Script(motion, answers or {})
    voice = script.route_voice(conference(**submission), ROUTE, body)
    return [one.name for one in script.missing(voice)]


def use_draft(motion, use, body, answers=None, parts=None):
    script = Script(motion, answers or {}, parts or {})
    return script.draft(script.use_voice(use, body))


def words(draft):
    return " ".join(plain(runs) for _number, runs in numbered(draft.sections))


@pytest.mark.parametrize(
    "text",
    [
        "2021-05-06", "6/5/2021", "06.05.2021", "6 May 2021", "Thursday 6 May 2021",
        "Thu, 6th of May 2021",
    ],
)  # fmt: skip
def test_a_day_is_read_in_iso_and_in_british_order(text):
    assert parse_day(text) == date(2021, 5, 6)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Friday 6 May 2021", "wrong weekday; it is Thursday 6 May 2021"),
        ("31/2/2021", "does not exist"),
        ("2021-02-30", "does not exist"),
        ("soon", "is not a valid date"),
        ("5/2021", "is not a valid date"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(text, problem):
    with pytest.raises(ValueError, match=problem):
        parse_day(text)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
@settings(deadline=None)
def test_every_way_to_write_a_day_gives_that_day(day):
    for text in (
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day} {day:%B %Y}",
        f"{day:%A %d %b %Y}",
    ):
        assert parse_day(text) == day
        assert days_in(f"They met on {text}, at last.") == [day]


def test_answers_that_fit_come_out_as_the_document_writes_them():
    answers = {
        "day": "6/5/2021", "side": "against", "count": "1,200", "page": "https://example.org/a",
        "short": "two words", "code": "AB1",
    }  # fmt: skip
    made = draft(model(BLANK_TEXT, tables=BLANKS), answers)
    expected = "Thursday 6 May 2021 Against 1,200 https://example.org/a two words AB1"
    assert made.sections[0].clauses[0].text == expected


def test_every_wrong_answer_is_named_at_once_with_its_blank():
    answers = {
        "day": "soon", "side": "fro", "count": "many", "page": "example.org",
        "short": "one two three", "code": "ab1", "moover": "A", "meeting_date": "Monday 6 May 2021",
    }  # fmt: skip
    with pytest.raises(MotionsError) as caught:
        draft(model(BLANK_TEXT, tables=BLANKS), answers)
    message = str(caught.value)
    for name in answers:
        assert name in message
    assert "'For'?" in message
    assert "'mover'?" in message
    assert "at most 2" in message
    assert "Two letters and a figure" in message


@pytest.mark.parametrize(
    ("tables", "where", "problem"),
    [
        ('[parameters.x]\nlabel = "X"\ntype = "dat"', "parameters, x, type", "one of"),
        ('[parameters.x]\nlabel = "X"\ntype = "choice"', "parameters, x, choices", "needs some"),
        ('[parameters.x]\nlabel = "X"\nchoices = ["a"]', "parameters, x, choices", "choice"),
        ('[parameters.x]\nlabel = "X"\npattern = "("', "parameters, x, pattern", "regular"),
        ('[parameters.x]\nlabel = "X"\nmax_words = 0', "parameters, x, max_words", "1 or more"),
        (
            '[parameters.x]\nlabel = "X"\nrequired_when = "alwais"',
            "parameters, x, required_when",
            "'always'?",
        ),
        (
            '[parameters.x]\nlabel = "X"\ntype = "date"\ndefault = "soon"',
            "parameters, x, default",
            "not a valid date",
        ),
        ('[parameters.speaker]\nlabel = "X"', "parameters, speaker", "every motion has"),
        ('[[clause]]\nid = "A b"\nlabel = "X"', "clause 1, id", "lower-case"),
        ('[[clause]]\nid = "a"\nlabel = "X"\n' * 2, "clause 2, id", "more than once"),
        ('[uses.policy]\nlabel = "P"\nkeep = ["a"]', "uses, policy, keep", "no [[clause]] 'a'"),
        (
            '[uses.policy]\nlabel = "P"\nanswers = {x = "1"}',
            "uses, policy, answers, x",
            "not a par",
        ),
        ("[uses.policy]", "uses, policy, label", "missing"),
        ('[labels]\nmovr = "X"', "labels, movr", "'mover'?"),
    ],
)
def test_a_fault_of_the_front_matter_is_named_by_its_key(tables, where, problem):
    with pytest.raises(DataFileError) as caught:
        model(tables=tables)
    assert where in str(caught.value)
    assert problem in str(caught.value)


OPTIONAL = """
[[clause]]
id = "reporting"
label = "Report"
[[clause]]
id = "extra"
label = "E"
default = false
"""
OPTIONAL_TEXT = """## N
1. One.
{% if clause.reporting %}2. Report.{% endif %}
{% if clause.extra %}3. More.{% endif %}
"""


def test_optional_clauses_are_kept_and_left_out_by_id():
    motion = model(OPTIONAL_TEXT, tables=OPTIONAL)
    for choice, expected in (
        ({}, "N One. Report."),
        ({"reporting": False}, "N One."),
        ({"extra": True}, "N One. Report. More."),
    ):
        assert words(draft(motion, parts=choice)) == expected


def test_an_unknown_clause_offers_the_nearest():
    with pytest.raises(MotionsError, match=r"'reportin'\. Did you mean 'reporting'"):
        draft(model(OPTIONAL_TEXT, tables=OPTIONAL), parts={"reportin": True})
    wrong = OPTIONAL_TEXT.replace("clause.reporting", "clause.reprting")
    misspelt = model(wrong, tables=OPTIONAL)
    with pytest.raises(DataFileError, match=r"line \d+: there is no \[\[clause\]\] 'reprting'"):
        draft(misspelt)


USE = """
[parameters.who]
label = "Who acts"
default = "the council"
[uses.union]
label = "To a union"
title = "Buses for members"
voices = { branch = "This union branch" }
leave_out = ["reporting"]
answers = { who = "the union's executive" }
[[clause]]
id = "reporting"
label = "Report"
"""
USE_TEXT = """## {{ speaker }} resolves
1. to ask {{ who }}{% if cut_off %} soon{% endif %}{% if use %} ({{ use }}){% endif %}.
{% if clause.reporting %}2. to report.{% endif %}
{% if forwards_to %}3. to send this to {{ forwards_to }} for {{ conference }}.{% endif %}
"""


def test_another_use_has_no_conference_no_deadline_and_no_forwarding():
    motion = model(USE_TEXT, tables=USE)
    ordinary = draft(motion, body=ROUTE[0], words=250)
    assert words(ordinary) == (
        "This branch resolves to ask the council. to report. "
        "to send this to Vale CLP for Example Conference 2027."
    )
    other = use_draft(motion, motion.uses[0], ROUTE[0])
    assert words(other) == "This union branch resolves to ask the union's executive (union)."
    assert (other.conference, other.addressee, other.status, other.word_limit) == ("", "", "", None)
    assert other.title == "Buses for members"
    assert other.conference_words == 10


def test_the_users_own_choices_win_over_those_of_a_use():
    motion = model(USE_TEXT, tables=USE)
    council = body("Town Council", "council")
    other = use_draft(motion, motion.uses[0], council, {"who": "us"}, {"reporting": True})
    assert words(other) == "This meeting resolves to ask us (union). to report."


@pytest.mark.parametrize("motion", shipped_motions(), ids=lambda motion: motion.id)
def test_every_use_and_every_choice_of_clauses_of_a_shipped_motion_can_be_drafted(motion):
    for use in motion.uses:
        assert use_draft(motion, use, ROUTE[0]).sections
    for clause in motion.parts:
        for kept in (True, False):
            assert use_draft(motion, motion.uses[0], ROUTE[0], {}, {clause.id: kept}).sections


def test_a_blank_is_needed_only_under_its_condition():
    tables = (
        '[parameters.event]\nlabel = "Event"\n'
        'required_when = "the conference has a cut-off for the subject"\n'
        '[parameters.place]\nlabel = "Place"\nrequired_when = "always"\n'
        '[parameters.next]\nlabel = "N"\nrequired_when = "the motion is sent on to another body"'
    )
    motion = model(tables=tables)
    cut_off = {"subject_after": date(2027, 7, 1)}
    assert missing(motion, {"place": "here"}, body=ROUTE[0], **cut_off) == ["event", "next"]
    assert missing(motion) == ["place"]
    assert not missing(motion, {"event": "x", "place": "y"}, **cut_off)


GERMAN = """## {{ speaker }} stellt fest
1. Am {{ day }} fuhr kein Bus.
"""
GERMAN_TABLES = """
[voices]
branch = "Der Ortsverein"
conference = "Der Parteitag"
[labels]
meeting = "Für die Sitzung am"
[parameters.day]
label = "Tag"
type = "date"
"""


def test_a_motion_in_another_language_has_its_own_voices_labels_and_dates():
    motion = model(GERMAN, tables=GERMAN_TABLES, keys='translation_of = "x"', language="de")
    answers = {"day": "6 May 2021", "meeting_date": "2021-06-03"}
    made = draft(motion, answers, body=ROUTE[0])
    assert words(made) == "Der Ortsverein stellt fest Am Donnerstag, 6. Mai 2021 fuhr kein Bus."
    assert (made.details[-1].label, made.details[-1].value) == (
        "Für die Sitzung am", "Donnerstag, 3. Juni 2021",
    )  # fmt: skip
    assert made.language == "de"


def test_welsh_dates_are_those_of_the_common_locale_data():
    motion = model(GERMAN, tables=GERMAN_TABLES, language="cy")
    made = draft(motion, {"day": "2021-05-06"}, body=ROUTE[0])
    assert "Dydd Iau, 6 Mai 2021" in words(made)


def test_a_language_without_known_dates_writes_them_in_english():
    motion = model(GERMAN, tables=GERMAN_TABLES, language="tlh")
    assert "Thursday 6 May 2021" in words(draft(motion, {"day": "2021-05-06"}, body=ROUTE[0]))


def test_own_motions_are_found_by_id_and_one_that_is_broken_spoils_no_other(tmp_path):
    (tmp_path / "buses.md").write_text(model_file())
    (tmp_path / "broken.md").write_text("nonsense")
    assert sorted(own_motions(tmp_path)) == ["broken", "buses"]
    assert find_motion("buses", shipped_motions(), tmp_path).title == "Better buses"
    assert find_motion("fast-track-discipline", shipped_motions(), tmp_path).kind == "rule-change"
    with pytest.raises(DataFileError, match="front matter"):
        find_motion("broken", shipped_motions(), tmp_path)
    with pytest.raises(MotionsError, match="'buses'"):
        find_motion("busses", shipped_motions(), tmp_path)


def test_an_own_motion_cannot_take_the_name_of_a_shipped_one(tmp_path):
    (tmp_path / "fast-track-discipline.md").write_text(model_file(TEXT))
    with pytest.raises(DataFileError, match="another name"):
        own_motions(tmp_path)


def test_a_checkout_of_this_project_holds_no_models_of_the_users_own(run, tmp_path):
    folder = tmp_path / "motion_templates"
    folder.mkdir()
    for entry in data_dir("motion_templates").iterdir():
        if entry.name.endswith(".md"):
            (folder / entry.name).write_bytes(entry.read_bytes())
    today = ("--example", "--today", "2026-11-22")
    assert run("pack", "fast-track-discipline", "-o", "demo", *today).exit_code == 0
    (folder / "fast-track-discipline.md").write_text("mine")
    refused = run("plan", "fast-track-discipline", *today)
    assert refused.exit_code == 1
    assert "give the file another name" in refused.stderr
