"""The picture of a plan, in letters and as SVG."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motions.base.text import WIDTH
from motions.conferences.conference import Suspension
from motions.planning.views.svg_text import fit, text_width
from motions.planning.views.timeline import lay_out
from motions.planning.views.timeline_svg import Caption, render_svg
from motions.planning.views.timeline_text import Mark, render_timeline
from tests.support.plan_cases import ANYTOWN, RIVERSIDE, body, conference, plan

SVG = "{http://www.w3.org/2000/svg}"
CAPTION = Caption("Fair hearings", ("It can be done.",), "timeline-example")

FIVE = tuple(
    body(f"body-{n}", f"{nth} Monday at 19:30, except August", "7 days")
    for n, nth in enumerate(("first", "second", "third", "fourth", "last"), start=1)
)
LONG = replace(RIVERSIDE, name="<b>Llanfairpwllgwyngyllgogerychwyrndrobwll & District</b> " * 3)

PLANS = {
    "slack": plan(date(2026, 12, 1)),
    "tight": plan(date(2027, 6, 24)),
    "too late": plan(date(2027, 7, 20)),
    "passed": plan(date(2027, 9, 10)),
    "years ahead": plan(date(2022, 1, 1)),
    "on the day": plan(date(2027, 9, 9), carried={"riverside": date(2027, 7, 1)}),
    "five bodies": plan(date(2026, 12, 1), *FIVE),
    "five bodies, too late": plan(date(2027, 7, 1), *FIVE),
    "long names": plan(date(2026, 12, 1), LONG, ANYTOWN),
}
every_plan = pytest.mark.parametrize("one", PLANS.values(), ids=PLANS.keys())


def rows(one):
    """The marks of each step, in the order of the plan."""
    text = render_timeline(lay_out(one)).splitlines()
    first = next(n for n, line in enumerate(text) if "Notice to" in line)
    return text[first : first + len(one.steps)]


def drawn(line, caption=CAPTION):
    """The root of the picture."""
    return ET.fromstring(render_svg(line, caption))  # noqa: S314 our own picture


# --- letters


@every_plan
def test_the_letters_fit_a_terminal_and_hold_no_escape_code(one):
    text = render_timeline(lay_out(one))
    assert max(map(len, text.splitlines())) <= WIDTH
    assert text.isprintable() or set(text) - {"\n"} == {c for c in text if c.isprintable()}


def test_aim_and_last_chance_stand_in_the_order_of_their_days():
    for row in rows(PLANS["slack"])[:-1]:
        assert row.index("A─") < row.rindex("─L")
    for row in rows(PLANS["too late"])[:2]:
        assert row.index("L×") < row.rindex("×A")
    assert all("*" in row for row in rows(PLANS["tight"])[:-1])


def test_the_deadline_and_today_run_through_every_row():
    *steps, submit = rows(PLANS["slack"])
    column = submit.index("D")
    assert all(row[column] == "│" for row in steps)
    assert len({row.index(":") for row in steps}) == 1


def test_the_legend_explains_only_what_is_there_and_gives_the_days():
    legend = " ".join(render_timeline(lay_out(PLANS["slack"])).split())
    assert ": today, Tuesday 1 December 2026" in legend
    assert "D deadline, Thursday 9 September 2027, 12:00" in legend
    assert "no meetings (August 2027)" in legend
    assert "too late" not in legend


def test_months_without_a_meeting_and_suspensions_are_shaded():
    mourning = Suspension(date(2027, 9, 1), date(2027, 9, 5), "national mourning", "Gazette")
    line = lay_out(plan(date(2027, 6, 24), at=conference(suspensions=(mourning,))))
    assert [(shade.first, shade.last) for shade in line.shades] == [
        (date(2027, 8, 1), date(2027, 8, 31)),
        (date(2027, 9, 1), date(2027, 9, 5)),
    ]
    assert line.shaded() == "August 2027; national mourning 2027"
    in_august = body("busy", "first Thursday at 19:30", "7 days")
    assert lay_out(plan(date(2027, 6, 1), in_august)).shades == ()


def test_paint_is_given_each_stretch_of_marks_once():
    line = lay_out(PLANS["slack"])
    seen = []

    def paint(text, role):
        seen.append((text, role))
        return text

    assert render_timeline(line, paint) == render_timeline(line)
    assert all(set(text) == {role.value} for text, role in seen)
    assert Mark.NOTHING not in {role for _text, role in seen}


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2028, 12, 31)))
def test_any_day_can_be_drawn(today):
    line = lay_out(plan(today))
    assert 0 <= line.place(line.today) <= 1
    assert 0 <= line.place(line.deadline) <= 1
    assert max(map(len, render_timeline(line).splitlines())) <= WIDTH
    assert drawn(line).tag == f"{SVG}svg"


# --- SVG


@every_plan
def test_the_picture_is_well_formed_and_its_text_lies_inside(one):
    root = drawn(lay_out(one))
    _x, _y, width, height = map(float, root.get("viewBox").split())
    sizes = {"title": 20}
    for text in root.iter(f"{SVG}text"):
        right = float(text.get("x")) + text_width(text.text, sizes.get(text.get("class"), 14))
        assert float(text.get("x")) >= 0
        assert right <= width
        assert 12 <= float(text.get("y")) <= height - 4
    for shape in ("circle", "line", "rect"):
        for one_shape in root.iter(f"{SVG}{shape}"):
            for name in ("x", "x1", "x2", "cx"):
                assert 0 <= float(one_shape.get(name, 0)) <= width


@every_plan
def test_no_text_of_the_picture_lies_over_another(one):
    root = drawn(lay_out(one))
    boxes = []
    for text in root.iter(f"{SVG}text"):
        size = 20 if text.get("class") == "title" else 14
        x, y = float(text.get("x")), float(text.get("y"))
        boxes.append((x, y - size, x + text_width(text.text, size), y + 4, text.text))
    for number, (left, top, right, bottom, words) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            assert apart, f"{words!r} and {other[4]!r}"


@every_plan
def test_a_reader_that_sees_no_picture_gets_every_date(one):
    root = drawn(lay_out(one))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == "Fair hearings"
    assert "It can be done." in description.text
    assert description.text.count("2027") >= len(one.steps)


def test_what_a_user_wrote_stays_text():
    content = render_svg(lay_out(PLANS["long names"]), CAPTION)
    assert b"<b>" not in content
    assert b"&lt;b&gt;" in content
    evil = Caption('"/><script>', ("\x00 & \x1b]",), "key")
    root = drawn(lay_out(PLANS["tight"]), evil)
    assert not list(root.iter(f"{SVG}script"))


def test_the_picture_needs_nothing_from_elsewhere_and_no_colour():
    content = render_svg(lay_out(PLANS["slack"]), CAPTION).decode()
    assert "prefers-color-scheme: dark" in content
    addresses = content.replace("http://www.w3.org/2000/svg", "")
    assert "http" not in addresses
    assert "<image" not in content


def test_the_same_plan_gives_the_same_bytes():
    line = lay_out(PLANS["slack"])
    assert render_svg(line, CAPTION) == render_svg(line, CAPTION)


@given(st.text(max_size=80), st.integers(30, 400))
def test_text_is_folded_to_the_room_and_loses_no_word(text, room):
    lines = fit(text, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(line) <= room or len(line) == 1 for line in lines)
