"""docs/meetings.md says nothing of patterns and notice that is not so."""

from __future__ import annotations

import re
from datetime import date

import pytest

from motions.bodies.bank_holidays import bank_holidays
from motions.bodies.notice import last_notice, read_notice
from motions.bodies.patterns import read_meetings
from tests.support.paths import ROOT

TEXT = (ROOT / "docs" / "meetings.md").read_text(encoding="utf-8")
PATTERNS = re.findall(r"`([^`…\n]*\d(?:pm|:\d\d)[^`…\n]*)`", TEXT.split("## An .ics file")[0])
CONDITIONS = re.findall(r"`…(, [^`]*)`", TEXT)


@pytest.mark.parametrize(
    "pattern", [one for one in PATTERNS if not one.startswith(("dates", "at"))]
)
def test_every_pattern_shown_is_read(pattern):
    assert read_meetings(pattern).source.pattern  # type: ignore[attr-defined]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_condition_shown_is_read(condition):
    assert read_meetings(f"first Thursday at 19:30{condition}").source.pattern  # type: ignore[attr-defined]


def test_the_page_shows_enough_to_be_worth_a_test():
    assert len(PATTERNS) >= 8
    assert len(CONDITIONS) == 4


@pytest.mark.parametrize(
    ("notice", "last"),
    [("7 days", 29), ("1 week", 29), ("7 clear days", 28), ("3 working days", 30)],
)
def test_every_notice_shown_is_counted_so(notice, last):
    assert f"`{notice}`" in TEXT
    meeting = date(2027, 5, 6)
    assert last_notice(meeting, read_notice(notice), bank_holidays("england")) == date(
        2027, 4, last
    )
