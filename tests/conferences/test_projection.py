"""A projected conference: the earliest of the known years, to noon, and where it comes from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motions.base.dates import day_of
from motions.base.errors import MotionsError
from motions.conferences.choose import project_year
from motions.conferences.conference import Conference, Milestone, Moved, Status, Submission
from motions.conferences.conference_file import parse_conference, shipped_conferences
from motions.conferences.projection import known_years, project_conference, project_opening
from motions.conferences.toml import render_conference_toml

SHIPPED = shipped_conferences()
LABOUR = [one for one in SHIPPED if one.organisation == "labour"]
CHECKED = date(2026, 11, 22)


def conference(start, *submissions, milestones=(), status=Status.CONFIRMED, days=4):
    return Conference(
        id=f"guild-{start.year}",
        name=f"Guild Conference {start.year}",
        start=start,
        end=start + timedelta(days=days - 1),
        timezone="Europe/London",
        nation="england",
        status=status,
        source="https://example.org",
        checked=CHECKED,
        tiers={"lodge": "This lodge", "conference": "Conference"},
        submissions=submissions,
        milestones=milestones,
        place="Anytown",
    )


def submission(due, kind="motion", **more):
    more = {"status": Status.CONFIRMED, "source": "https://example.org", **more}
    return Submission(kind, kind.title(), "the office", due, checked=CHECKED, **more)


def milestone(due, name="delegates"):
    return Milestone(name, name.title(), due, Status.CONFIRMED, "https://example.org", CHECKED)


def sunday(year):
    return date.fromisocalendar(year, 38, 7)


def test_the_shipped_year_to_come_is_the_projection():
    shipped = next(one for one in LABOUR if one.start.year == 2027)
    for projected in (
        project_conference(LABOUR, date(2027, 9, 26), why="given"),
        project_year(LABOUR, 2027),
    ):
        assert projected.id == shipped.id
        assert (projected.start, projected.end) == (shipped.start, shipped.end)
        assert {one.kind: (one.due, one.opens) for one in projected.submissions} == {
            one.kind: (one.due, one.opens) for one in shipped.submissions
        }
        assert {one.id: one.due for one in projected.milestones} == {
            one.id: one.due for one in shipped.milestones
        }


@pytest.mark.parametrize(
    ("organisation", "year", "opening"),
    [
        ("labour", 2027, date(2027, 9, 26)),
        ("labour", 2028, date(2028, 9, 24)),
        ("unison", 2018, date(2018, 6, 19)),
        ("libdem", 2026, date(2026, 9, 19)),
    ],
)
def test_the_opening_day_is_the_usual_weekday_of_the_earliest_known_week(
    organisation, year, opening
):
    known = known_years([one for one in SHIPPED if one.organisation == organisation], date.max)
    assert project_opening(known, year)[0] == opening


def test_a_tie_of_weekdays_goes_to_the_later_year():
    known = [conference(date(2024, 9, 21)), conference(date(2025, 9, 21))]  # Saturday, Sunday
    assert project_opening(known, 2026)[0].weekday() == 6


@given(
    st.lists(st.dates(date(2000, 1, 1), date(2040, 12, 31)), min_size=1), st.integers(2041, 2300)
)
def test_an_opening_day_falls_in_the_year_that_was_asked_for_or_at_its_edge(starts, year):
    opening, _why = project_opening(
        sorted((conference(one) for one in starts), key=lambda c: c.start), year
    )
    assert opening.isocalendar().year == year


def test_a_deadline_is_the_earliest_of_the_known_years_at_noon():
    known = [
        conference(sunday(2023), submission(sunday(2023) - timedelta(days=17))),
        conference(
            sunday(2024), submission(datetime.combine(sunday(2024), time(17)) - timedelta(10))
        ),
        conference(sunday(2025), submission(sunday(2025) - timedelta(days=10))),
    ]
    projected = project_conference(known, sunday(2026), why="given")
    (one,) = projected.submissions
    assert one.due == datetime.combine(sunday(2026) - timedelta(days=17), time(12))
    assert one.source == (
        "17 days before the opening day (2023), the earliest of 3 known years; "
        "the others: 10 (2024, 2025). Planning by the earliest of the other years was in time in 2 "
        "of 3; the likeliest day is Thursday 10 September 2026 (10 days before, in 2 of them)"
    )
    assert one.status is projected.status is Status.PROJECTED
    assert projected.place == ""
    assert projected.name == "Guild Conference 2026"


def test_an_hour_before_noon_is_kept():
    due = datetime.combine(sunday(2025) - timedelta(days=7), time(9))
    (one,) = project_conference(
        [conference(sunday(2025), submission(due))], sunday(2026), why=""
    ).submissions
    assert one.due.time() == time(9)  # type: ignore[attr-defined]
    assert one.source == "7 days before the opening day (2025), the only known year"


years = st.lists(
    st.tuples(st.integers(0, 200), st.sampled_from([None, 9, 12, 17]), st.sampled_from(Status)),
    min_size=1,
    max_size=12,
)


@settings(deadline=None)
@given(years)
def test_only_announced_dates_count_and_the_earliest_of_them_wins(given_years):
    known, counted = [], []
    for number, (ahead, hour, status) in enumerate(given_years):
        start = sunday(2001 + number)
        day = start - timedelta(days=ahead)
        due = day if hour is None else datetime.combine(day, time(hour))
        known.append(conference(start, submission(due, status=status)))
        if status is not Status.PROJECTED:
            counted.append((ahead, hour))
    start = sunday(2001 + len(known))
    projected = project_conference(known, start, why="given")
    if not counted:
        assert projected.submissions == ()
        return
    (one,) = projected.submissions
    assert (start - day_of(one.due)).days == max(ahead for ahead, _hour in counted)
    assert one.due.hour == min([12, *(hour for _ahead, hour in counted if hour is not None)])  # type: ignore[attr-defined]
    assert one.source.count("20") >= len(counted)


def test_a_projected_conference_is_no_basis_for_another():
    rumour = conference(
        sunday(2025), submission(sunday(2025) - timedelta(days=90)), status=Status.PROJECTED
    )
    known = [conference(sunday(2024), submission(sunday(2024) - timedelta(days=10))), rumour]
    projected = project_conference(known, sunday(2026), why="given")
    assert day_of(projected.submission("motion").due) == sunday(2026) - timedelta(days=10)
    assert projected.projected_from == ("guild-2024",)
    with pytest.raises(MotionsError, match="No conference before"):
        project_conference([rumour], sunday(2026), why="given")


def test_years_after_the_opening_day_are_not_used():
    projected = project_conference(LABOUR, date(2018, 9, 23), why="given")
    assert projected.projected_from[-1] == "labour-2017"


def test_a_cut_off_that_earlier_years_had_is_likely_but_not_projected():
    projected = project_conference(LABOUR, date(2028, 9, 24), why="given").submission("motion")
    assert projected.subject_after is None
    assert projected.opens is None
    # 2018's was the latest: 6 August, 48 days before the opening day of 23 September
    assert projected.likely_cut_off == date(2028, 8, 7)
    assert projected.likely_cut_off_source.startswith(
        "6 of 12 known years (31 July 2012, 5 August 2016"
    )


@pytest.mark.parametrize(
    ("kind", "trust"),
    [("motion", "12 of 12"), ("rule-change", "5 of 6"), ("emergency-motion", "4 of 5")],
)
def test_a_projection_says_how_often_the_rule_would_have_been_in_time(kind, trust):
    projected = project_conference(LABOUR, date(2028, 9, 24), why="given").submission(kind)
    assert f"in time in {trust}" in projected.source


def test_the_shipped_year_to_come_agrees_with_its_projection():
    shipped = next(one for one in LABOUR if one.id == "labour-2027")
    projected = project_conference(LABOUR, shipped.start, why="given")
    for one in shipped.submissions:
        other = projected.submission(one.kind)
        assert (one.due, one.likely_cut_off) == (other.due, other.likely_cut_off)
        assert one.likely_cut_off_source == other.likely_cut_off_source
        assert (
            one.source.rpartition(". ")[2].split(" (")[0]
            == (other.source.rpartition(". ")[2].split(" (")[0])
        )


def test_emergency_motions_open_the_day_after_the_deadline_for_motions():
    projected = project_conference(LABOUR, date(2028, 9, 24), why="given")
    motion, emergency = (projected.submission(kind) for kind in ("motion", "emergency-motion"))
    assert emergency.opens == day_of(motion.due) + timedelta(days=1)


def test_rules_follow_the_latest_year_that_states_them():
    projected = project_conference(LABOUR, date(2028, 9, 24), why="given")
    rule_change = projected.submission("rule-change")
    assert rule_change.heard == "next year"
    assert rule_change.excludes == ("motion",)
    assert "up to 2022 only" in rule_change.excludes_rule
    assert projected.submission("motion").words == 250
    assert rule_change.was == ()


def test_a_milestone_of_one_year_among_several_is_left_out():
    once = (milestone(sunday(2025) - timedelta(days=5), "appeals"),)
    both = [milestone(sunday(year) - timedelta(days=90)) for year in (2024, 2025)]
    known = [
        conference(sunday(2024), milestones=(both[0],)),
        conference(sunday(2025), milestones=(both[1], *once)),
    ]
    found = project_conference(known, sunday(2026), why="given").milestones
    assert [one.id for one in found] == ["delegates"]
    alone = project_conference(known[1:], sunday(2026), why="given").milestones
    assert [one.id for one in alone] == ["delegates", "appeals"]


def test_a_deadline_never_falls_after_the_conference():
    long = conference(sunday(2024), submission(sunday(2024) + timedelta(days=6)), days=8)
    short = conference(sunday(2025), days=2)
    projected = project_conference([long, short], sunday(2026), why="given")
    assert day_of(projected.submission("motion").due) == projected.end


@pytest.mark.parametrize("organisation", ["labour", "unison", "libdem"])
@pytest.mark.parametrize("year", [2027, 2028, 2032, 2040])
def test_a_written_projection_loads_as_the_same_conference(organisation, year):
    projected = project_year([one for one in SHIPPED if one.organisation == organisation], year)
    text = render_conference_toml(projected)
    assert parse_conference(text, source="x.toml") == projected


@pytest.mark.parametrize("known", SHIPPED, ids=lambda one: one.id)
def test_what_is_on_record_can_be_written_too(known):
    assert parse_conference(render_conference_toml(known), source="x.toml") == known


text = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@settings(deadline=None)  # the first example loads the writer and the reader
@given(text, text, text)
def test_any_text_survives_the_file(name, why, note):
    moved = Moved(date(2026, 6, 1), why, until=date(2026, 5, 1))
    sent = submission(datetime(2026, 7, 1, 9, 30), was=(moved,), note=note, excludes=("motion",))
    one = replace(conference(sunday(2026), sent), name=f"x{name}")
    assert parse_conference(render_conference_toml(one), source="x.toml") == one
