"""Which conference is meant, and that one is projected where none is on record."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motions.base.dates import day_of
from motions.base.errors import MotionsError, UnknownNameError
from motions.conferences.choose import (
    coming_conference,
    find_conference,
    following_conference,
    next_conference,
    project_coming,
    with_kind,
)
from motions.conferences.conference import Status
from motions.conferences.conference_file import shipped_conferences
from tests.test_layers import MODULES

KNOWN = shipped_conferences()
BOTH = ["branch", "clp"]


def known(name):
    return next(one for one in KNOWN if one.id == name)


def test_an_id_is_found_whatever_its_case():
    assert find_conference("Labour-2021", KNOWN).id == "labour-2021"


def test_a_coming_year_of_a_known_organisation_is_projected_on_request():
    found = find_conference("labour-2031", KNOWN)
    assert (found.id, found.status) == ("labour-2031", Status.PROJECTED)
    assert len(found.projected_from) == 13


@pytest.mark.parametrize("name", ["labour-2020", "labour-2015", "labour-2090", "guild-2030", "x"])
def test_a_year_that_was_not_held_or_is_far_off_is_not_made_up(name):
    with pytest.raises(UnknownNameError, match="There is no conference"):
        find_conference(name, KNOWN)


@pytest.mark.parametrize(
    ("kind", "today", "expected"),
    [
        ("motion", date(2021, 9, 13), "labour-2021"),
        ("motion", date(2021, 9, 14), "labour-2022"),
        ("emergency-motion", date(2021, 9, 20), "labour-2021"),
        ("rule-change", date(2026, 11, 22), "labour-2027"),
        ("rule-change", date(2027, 6, 11), "labour-2027"),
        ("rule-change", date(2027, 6, 12), "labour-2028"),
        ("motion", date(2040, 1, 1), "labour-2040"),
    ],
)
def test_the_next_conference_is_the_first_that_still_takes_the_kind(kind, today, expected):
    assert next_conference(kind, BOTH, today, KNOWN).id == expected


@settings(deadline=None)
@given(st.dates(date(2010, 1, 1), date(2200, 12, 31)), st.sampled_from(["motion", "rule-change"]))
def test_there_is_always_a_next_conference(today, kind):
    found = next_conference(kind, BOTH, today, KNOWN)
    due = day_of(found.submission(kind).due)
    assert found.organisation == "labour"
    assert due >= today
    if today.year > 2016:
        assert due - today < timedelta(days=740)  # none was held in 2020


def test_a_deadline_that_is_not_on_record_is_projected_from_earlier_years():
    found = next_conference("rule-change", BOTH, date(2021, 10, 1), KNOWN)
    assert found.id == "labour-2022"
    rule_change = found.submission("rule-change")
    assert rule_change.status is Status.PROJECTED
    assert rule_change.due.date() == found.start - timedelta(days=106)  # type: ignore[attr-defined]
    assert "2023" not in rule_change.source
    assert found.submission("motion").status is Status.CONFIRMED


def test_nothing_is_projected_into_a_year_without_an_earlier_one():
    first = known("labour-2012")
    assert with_kind(first, "emergency-motion", KNOWN) is first


@pytest.mark.parametrize(
    ("tiers", "series", "organisation"),
    [
        (BOTH, "", "labour"),
        (["clp"], "", "labour"),
        (["local-party"], "", "libdem"),
        (["branch"], "labour", "labour"),
        (["branch"], "unison", "unison"),
    ],
)
def test_a_body_gets_the_conference_of_its_own_organisation(tiers, series, organisation):
    today = date(2026, 11, 22)
    assert next_conference("motion", tiers, today, KNOWN, series).organisation == organisation
    assert coming_conference(tiers, today, KNOWN, series).organisation == organisation


def test_where_two_organisations_fit_nothing_is_guessed():
    with pytest.raises(MotionsError) as caught:
        next_conference("motion", ["branch"], date(2026, 11, 22), KNOWN)
    message = str(caught.value)
    assert 'conferences = "labour" or conferences = "unison"' in message
    assert "motions.toml" in message
    assert "--conference" in message


def test_where_none_fits_the_known_tiers_are_named():
    with pytest.raises(MotionsError, match="libdem: local-party, conference"):
        next_conference("motion", ["branch", "local-party"], date(2026, 11, 22), KNOWN)


def test_an_unknown_series_or_kind_is_named_with_the_nearest():
    with pytest.raises(UnknownNameError, match="Did you mean 'labour'"):
        next_conference("motion", BOTH, date(2026, 11, 22), KNOWN, "labor")
    with pytest.raises(UnknownNameError, match="Did you mean 'motion'"):
        next_conference("motoin", BOTH, date(2026, 11, 22), KNOWN)


def test_the_following_conference_is_projected_where_none_is_on_record():
    following = following_conference(known("labour-2027"), "rule-change", KNOWN)
    assert (following.id, following.projected_from[-1]) == ("labour-2028", "labour-2026")
    following = following_conference(known("labour-2021"), "rule-change", KNOWN)
    assert following.submission("rule-change").status is Status.PROJECTED
    following = following_conference(known("unison-2017"), "motion", KNOWN)
    assert following.id == "unison-2018"


def test_a_projection_without_a_day_is_of_the_next_year_that_is_not_announced():
    assert project_coming("labour", date(2026, 11, 22), KNOWN).id == "labour-2027"
    assert project_coming("labour", date(2027, 9, 29), KNOWN).id == "labour-2027"
    assert project_coming("labour", date(2027, 9, 30), KNOWN).id == "labour-2028"
    assert project_coming("unison", date(2026, 11, 22), KNOWN).id == "unison-2027"


PARTY = re.compile(r"labour|libdem|liberal|unison|\bclps?\b|constituency", re.IGNORECASE)
EXAMPLES = re.compile(r'""".*?"""|#.*?$|\\b\n.*?"""', re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(
    "path",
    [one for one in MODULES if "cli" not in one.parts],
    ids=lambda path: path.name,
)
def test_no_code_knows_a_party(path):
    code = EXAMPLES.sub("", path.read_text(encoding="utf-8"))
    code = code.replace('"branch", "clp"', "")  # blanks that every model motion may use
    assert not PARTY.search(code)
