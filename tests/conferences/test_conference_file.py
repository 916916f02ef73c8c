"""A data file that does not say what it must is refused: file, key, reason, all faults at once."""

from __future__ import annotations

import tomllib

import pytest

from motions.base.errors import DataFileError
from motions.base.shipped import data_dir
from motions.bodies.organisation_file import example_organisation, example_text, parse_organisation
from motions.conferences.conference_file import parse_conference, shipped_conferences
from motions.drafting.library import parse_motion, shipped_motions

CALENDAR = data_dir("calendars").joinpath("labour-2021.toml").read_text(encoding="utf-8")
MOTION = data_dir("motion_templates").joinpath("jerusalem-declaration.md").read_text("utf-8")


def faults(parse, text, **options):
    with pytest.raises(DataFileError) as caught:
        parse(text, source="x.toml", **options)
    assert all(line.startswith("x.toml: ") for line in str(caught.value).splitlines())
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "where", "problem"),
    [
        ('place = "Brighton"', 'palce = "Brighton"', "conference, palce", "Did you mean 'place'?"),
        ("2021-06-11T12:00:00", "2021-06-31T12:00:00", "line ", "invalid date"),
        ("2021-06-11T12:00:00", '"11 June 2021"', "submission 1, due", "without quotes"),
        ("2021-06-11T12:00:00", "2021-06-11T12:00:00Z", "submission 1, due", "local time"),
        ("# Friday", "# Thursday", "line ", "2021-06-11 is a Friday"),
        ('"Brighton"', '"Brighton, from Friday 25 September"', "conference, place", "a Saturday"),
        ("Europe/London", "Europe/Brighton", "conference, timezone", "not a time zone"),
        ("end = 2021-09-29", "end = 2021-09-19", "conference, end", "before its start"),
        ('status = "confirmed"', 'status = "certain"', "status", "confirmed, reported, projected"),
        ('nation = "england"', 'nation = "albion"', "conference, nation", "england"),
        ('excludes = ["motion"]', 'excludes = ["moton"]', "submission 1, excludes", "not a kind"),
        ("words = 250", 'words = "250"', "submission 2, words", "a whole number"),
        ("words = 250", "words = 0", "submission 2, words", "no room"),
        ("[tiers]", "[tiers", "line ", "']'"),
        ('conference = "Conference"', "", "tiers", "needs conference"),
    ],
)
def test_a_faulty_calendar_is_refused_with_key_and_reason(old, new, where, problem):
    assert old in CALENDAR
    message = faults(parse_conference, CALENDAR.replace(old, new, 1))
    assert where in message
    assert problem in message


def test_a_date_without_a_source_is_refused():
    lines = CALENDAR.splitlines(keepends=True)
    first = next(i for i, line in enumerate(lines) if line.startswith("[[submission]]"))
    without = next(i for i in range(first, len(lines)) if lines[i].startswith("source"))
    del lines[without]
    assert "submission 1, source: is missing" in faults(parse_conference, "".join(lines))


def test_every_fault_of_a_calendar_is_named_at_once():
    broken = CALENDAR.replace("due = 2021-06-11", "deu = 2021-06-11", 1).replace(
        "words = 250", "words = 2.5"
    )
    assert len(faults(parse_conference, broken).splitlines()) == 4


@pytest.mark.parametrize(
    ("old", "new", "where", "problem"),
    [
        ('meets = "first', 'meets = "fifth', "body 1, meets", "cannot be read"),
        ("first Thursday", "first Blursday", "body 1, meets", 'Did you mean "first Thursday'),
        ('"7 days"', '"a week or so"', "body 1, notice", "7 days"),
        ('"7 days"', "7", "body 1, notice", "text in quotes"),
        ('sends_to = "anytown"', 'sends_to = "anyton"', "body 1, sends_to", "'anytown'?"),
        ('id = "anytown"', 'id = "riverside"', "body 2, id", "more than once"),
        ('id = "anytown"', 'id = "Any Town"', "body 2, id", '"any-town"'),
        ('nation = "england"', 'nation = "englnd"', "nation", "Did you mean 'england'?"),
        ('notice = "14 days"', 'notice = "14 days"\nsends_to = "riverside"', "sends_to", "circle"),
        ('meets = "fourth Thursday at 19:30, except August and December"', "", "meets", "missing"),
        ('notice = "14 days"', 'notice = "14 days"\nextra = ["soon"]', "body 2, extra 1", "date"),
    ],
)
def test_a_faulty_organisation_is_refused_with_key_and_reason(old, new, where, problem):
    assert old in example_text()
    message = faults(parse_organisation, example_text().replace(old, new, 1))
    assert where in message
    assert problem in message


@pytest.mark.parametrize(
    ("old", "new", "where", "problem"),
    [
        ("+++\ntitle", "title", "line 1", "+++"),
        ("[source]", "[sourse]", "sourse", "Did you mean 'source'?"),
        ("checked = 2026-11-22", "checked = 2026-02-30", "line ", "invalid date"),
        ('source = "https://jerusalemdeclaration.org"', 'source = ""', "fact 5, source", "empty"),
        ('language = "en-GB"', 'language = "English!"', "language", "en-GB"),
        ("[parameters.recent_event]", "[parameters.Recent-Event]", "Recent-Event", "lower-case"),
    ],
)
def test_a_faulty_motion_is_refused_with_line_or_key(old, new, where, problem):
    assert old in MOTION
    message = faults(parse_motion, MOTION.replace(old, new, 1), motion_id="x")
    assert where in message
    assert problem in message


def test_what_is_shipped_loads():
    assert {"labour-2021", "labour-2027"} <= {one.id for one in shipped_conferences()}
    assert {"fast-track-discipline", "jerusalem-declaration"} <= {
        one.id for one in shipped_motions()
    }
    assert [body.id for body in example_organisation().bodies] == ["riverside", "anytown"]


def test_the_line_of_a_broken_date_is_that_of_the_file():
    text = CALENDAR.replace("2021-06-11T12:00:00", "2021-06-31T12:00:00", 1)
    line = next(i for i, one in enumerate(text.splitlines(), 1) if "2021-06-31" in one)
    assert f"line {line}, column" in faults(parse_conference, text)
    motion = MOTION.replace("checked = 2026-11-22", "checked = 2026-11-31", 1)
    line = next(i for i, one in enumerate(motion.splitlines(), 1) if "2026-11-31" in one)
    assert f"line {line}, column" in faults(parse_motion, motion, motion_id="x")


def test_the_example_is_plain_toml():
    assert tomllib.loads(example_text())["body"][0]["name"] == "Riverside Branch"
