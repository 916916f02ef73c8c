"""The public names: what ``import motions`` offers, and what it costs."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location

import pytest

import motions
from tests.support.paths import ROOT

CASE = motions.prepare(
    "fast-track-discipline",
    motions.example_organisation(),
    today=date(2021, 4, 20),
    conference="labour-2021",
)


def test_every_public_name_is_there_and_every_other_is_refused():
    assert sorted(motions.__all__) == motions.__all__
    assert set(motions.__all__) - {"__version__"} == set(motions._PLACES)  # noqa: SLF001
    assert all(getattr(motions, name) is not None for name in motions.__all__)
    assert set(motions.__all__) <= set(dir(motions))
    with pytest.raises(AttributeError, match="no attribute 'unheard_of'"):
        _ = motions.unheard_of


def test_what_a_type_checker_is_told_is_what_is_loaded():
    text = (ROOT / "motions" / "__init__.py").read_text()
    told: dict[str, str] = {}
    for match in re.finditer(r"^    from (\S+) import (\([^)]*\)|.*)$", text, re.MULTILINE):
        told |= dict.fromkeys(re.findall(r"\w+", match[2]), match[1])
    assert told == motions._PLACES  # noqa: SLF001


@pytest.mark.slow
def test_importing_motions_loads_no_other_part_of_it():
    code = "import sys, motions; print([n for n in sys.modules if n.startswith('motions.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_page_of_the_public_names_is_current():
    spec = spec_from_file_location("api_page", ROOT / "tools" / "api_page.py")
    page = module_from_spec(spec)
    spec.loader.exec_module(page)
    assert page.PAGE.read_text(encoding="utf-8") == page.render()


def test_a_case_gives_its_drafts_by_the_body_and_names_what_is_missing():
    assert CASE.plan.feasible
    assert [body.id for body in CASE.route.bodies] == ["riverside", "anytown"]
    assert CASE.draft("anytown").body == "Anytown CLP"
    assert CASE.draft().body == "Riverside Branch"
    assert CASE.draft("conference").details == ()
    with pytest.raises(motions.UnknownNameError, match="Did you mean 'riverside'"):
        CASE.draft("riversde")
    kind = motions.prepare("motion", motions.example_organisation(), today=date(2027, 1, 5))
    assert kind.motion is None
    with pytest.raises(motions.MotionsError, match="name a motion"):
        kind.draft()


def test_each_render_gives_what_the_command_writes(run, tmp_path):
    shared = ("--example", "--conference", "labour-2021", "--today", "2021-04-20")
    draft = CASE.draft("riverside")
    for ending, made in (
        ("txt", motions.render_text(draft).encode()),
        ("md", motions.render_markdown(draft).encode()),
        ("html", motions.render_html(draft).encode()),
        ("docx", motions.render_docx(draft, stamp=CASE.stamp)),
    ):
        run("draft", "fast-track-discipline", "--format", ending, "-o", f"d.{ending}", *shared)
        assert (tmp_path / f"d.{ending}").read_bytes() == made, ending
    run("calendar", "fast-track-discipline", "-o", "d.ics", *shared)
    assert (tmp_path / "d.ics").read_bytes() == motions.render_ics(CASE)
    run("pack", "fast-track-discipline", "-o", "p", "--gaps", *shared)
    pack = motions.render_pack(CASE)
    assert {name: (tmp_path / "p" / name).read_bytes() for name in pack} == pack
    assert "What must happen" not in motions.render_plan(CASE)
    assert motions.plan_to_json(CASE)["conference"] == "labour-2021"


def test_a_case_and_a_file_are_checked(tmp_path):
    rules = {finding.rule for finding in motions.check(CASE)}
    by_name = {one.rule for one in motions.check("fast-track-discipline", today=CASE.today)}
    assert rules & by_name
    (tmp_path / "d.docx").write_bytes(motions.render_docx(CASE.draft()))
    assert motions.check(tmp_path / "d.docx", today=CASE.today)
    with pytest.raises(TypeError, match="today"):
        motions.check("fast-track-discipline")


def test_own_files_are_loaded_by_their_paths(tmp_path):
    shipped = ROOT / "motion_templates" / "fast-track-discipline.md"
    own = tmp_path / "mine.md"
    own.write_text(shipped.read_text())
    assert motions.load_motion(own).title == motions.load_motion("fast-track-discipline").title
    assert [one.id for one in motions.load_motions(tmp_path)][-1] == "mine"
    assert motions.load_conference("labour-2021") in motions.load_conferences()
    with pytest.raises(motions.DataFileError):
        motions.load_organisation(tmp_path / "nowhere.toml")
