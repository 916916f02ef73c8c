"""``motions calendar`` as somebody uses it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from motions.base.errors import MotionsError
from motions.cli.main import main
from motions.ical.content_lines import parse_calendar
from motions.ical.profiles import INSTRUCTIONS, Profile
from motions.jobs.calendar_files import file_name, write_plan_calendar
from tests.support.calendar_cases import CONFERENCE, ORGANISATION, STAMP, conference, moved, work
from tests.support.paths import ROOT


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    """Work in a folder with an organisation and a conference's file in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nothing"))
    Path("motions.toml").write_text(ORGANISATION, encoding="utf-8")
    Path("example.toml").write_text(CONFERENCE, encoding="utf-8")


def run(*arguments, today="2027-01-04", conference="example.toml"):
    return CliRunner().invoke(
        main, ["calendar", *arguments, "--conference", conference, "--today", today]
    )


def summaries(path):
    _, components = parse_calendar(Path(path).read_bytes())
    return [one.value("SUMMARY") for one in components if one.name == "VEVENT"]


def test_it_writes_the_dates_of_all_bodies_and_says_what_comes_next():
    result = run("-o", "dates.ics")
    assert result.exit_code == 0
    assert result.stdout == ""
    first, *rest = result.stderr.splitlines()
    assert first.startswith("Wrote dates.ics: Riverside Branch, Anytown CLP: meetings, and Example")
    assert rest == INSTRUCTIONS[Profile.UNIVERSAL].splitlines()
    assert {"Meeting of Riverside Branch", "Meeting of Anytown CLP"} < set(summaries("dates.ics"))


@pytest.mark.parametrize("profile", Profile)
def test_it_ends_with_two_lines_on_how_to_add_the_file(profile):
    result = run("-o", "dates.ics", "--profile", profile.value)
    assert result.stderr.splitlines()[-2:] == INSTRUCTIONS[profile].splitlines()
    assert all(len(line) <= 100 for line in INSTRUCTIONS[profile].splitlines())


def test_instructions_name_what_each_program_needs():
    assert "On a computer" in INSTRUCTIONS[Profile.GOOGLE]
    assert "Subscribe from web" in INSTRUCTIONS[Profile.OUTLOOK]
    assert '"Remove alerts" switched off' in INSTRUCTIONS[Profile.APPLE]


def test_a_second_run_leaves_the_file_alone_and_a_moved_date_updates_it():
    run("-o", "dates.ics")
    before = Path("dates.ics").read_bytes()
    again = run("-o", "dates.ics", today="2027-01-05")
    assert "dates.ics is up to date" in again.stderr
    assert Path("dates.ics").read_bytes() == before
    text = CONFERENCE.replace("2027-09-09T17:00:00", "2027-09-06T12:00:00")
    Path("example.toml").write_text(text, encoding="utf-8")
    changed = run("-o", "dates.ics", today="2027-01-06")
    assert changed.exit_code == 0
    assert "Updated dates.ics: " in changed.stderr
    assert "5 changed" in changed.stderr
    assert b"Moved from Thursday 9 September 2027" in Path("dates.ics").read_bytes().replace(
        b"\r\n ", b""
    )


def test_a_file_that_is_not_ours_is_refused_and_force_replaces_it():
    Path("dates.ics").write_bytes(b"something else")
    refused = run("-o", "dates.ics")
    assert refused.exit_code == 1
    assert "dates.ics: already exists" in refused.stderr
    assert Path("dates.ics").read_bytes() == b"something else"
    assert run("-o", "dates.ics", "--force").exit_code == 0
    assert Path("dates.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_conference_needs_no_organisation():
    Path("motions.toml").unlink()
    result = run("-o", "dates.ics")
    assert result.exit_code == 0
    assert not [one for one in summaries("dates.ics") if "Meeting" in one]
    assert "Motion: deadline 17:00" in summaries("dates.ics")


def test_a_body_and_a_role_limit_it():
    run("--for", "anytown", "--role", "member", "--remind", "none", "-o", "clp.ics")
    assert set(summaries("clp.ics")) == {"Meeting of Anytown CLP", "Example Party Conference 2027"}


def test_with_a_kind_it_holds_the_steps():
    result = run("motion", "--role", "mover", "--profile", "apple", "-o", "mine.ics")
    assert result.exit_code == 0
    assert "Send the motion to Riverside Branch's secretary: last day" in summaries("mine.ics")
    assert "Anytown CLP submits the motion: deadline 17:00" not in summaries("mine.ics")


def test_a_body_that_has_passed_the_motion_needs_no_step():
    run("motion", "--passed", "riverside=2027-02-04", "-o", "mine.ics", today="2027-02-05")
    assert not [one for one in summaries("mine.ics") if "Riverside" in one]


def test_split_writes_a_file_of_one_event_for_each_date():
    result = run("motion", "--split", "single", "-o", "all.ics")
    assert result.exit_code == 0
    names = sorted(path.name for path in Path("single").iterdir())
    assert names == [
        "conference_example-2027.ics",
        "deadline_example-2027_motion_opens.ics",
        "milestone_example-2027_delegates.ics",
        "plan_example-2027_motion_meeting_anytown.ics",
        "plan_example-2027_motion_meeting_anytown_riverside.ics",
        "plan_example-2027_motion_notice_anytown.ics",
        "plan_example-2027_motion_notice_anytown_riverside.ics",
        "plan_example-2027_motion_submit_anytown.ics",
    ]
    assert all(len(summaries(Path("single") / name)) == 1 for name in names)
    again = run("motion", "--split", "single", "-o", "all.ics", today="2027-01-05")
    assert "8 files of one event each, 0 of them written now" in again.stderr


def test_split_marks_the_file_of_a_date_that_is_gone_and_leaves_others_alone():
    run("--split", "single", "-o", "single/all.ics")
    Path("single/mine.ics").write_bytes(b"mine")
    text = CONFERENCE.replace("[[milestone]]", "[[milestone]]\nnote = 'x'").partition(
        "[[milestone]]"
    )
    rest = text[2].partition("[[suspension]]")
    Path("example.toml").write_text(text[0] + "".join(rest[1:]), encoding="utf-8")
    assert run("--split", "single", "-o", "single/all.ics").exit_code == 0
    gone = Path("single/milestone_example-2027_delegates.ics")
    assert summaries(gone) == ["Cancelled: Delegates registered: deadline"]
    assert Path("single/mine.ics").read_bytes() == b"mine"
    assert "Motion: deadline 17:00" in summaries("single/all.ics")
    after = run("--split", "single", "-o", "single/all.ics", today="2027-07-01")
    assert after.exit_code == 0
    assert summaries(gone) == ["Cancelled: Delegates registered: deadline"]


def test_nothing_is_written_where_one_file_cannot_be():
    Path("single").write_text("a file", encoding="utf-8")
    result = run("--split", "single", "-o", "dates.ics")
    assert result.exit_code == 1
    assert "single: is a file, not a folder" in result.stderr
    assert not Path("dates.ics").exists()


def test_json_names_the_files_and_what_changed():
    run("-o", "dates.ics")
    result = run("-o", "dates.ics", "--json")
    data = json.loads(result.stdout)
    assert data["files"] == ["dates.ics"]
    (calendar,) = data["calendars"]
    assert calendar["events"] == len(summaries("dates.ics"))
    assert calendar["changed"] == calendar["new"] == calendar["cancelled"] == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--remind", "3h"], 2, "'3h' is not a valid reminder; write 14d,7d,1d"),
        (["--profile", "yahoo"], 2, "yahoo"),
        (["--role", "chair"], 2, "chair"),
        (["--for", "riversid"], 1, "Did you mean 'riverside'?"),
        (["--passed", "riverside=2027-01-01"], 2, "--passed goes with a motion"),
        (["motion", "--for", "riverside", "--for", "anytown"], 2, "--for once"),
        (["moton"], 1, "moton"),
    ],
)
def test_mistakes_are_named_and_write_nothing(arguments, code, message):
    result = run(*arguments, "-o", "dates.ics")
    assert result.exit_code == code
    assert message in result.stderr
    assert not Path("dates.ics").exists()
    assert "Traceback" not in result.output


def test_the_plan_s_own_calendar_is_brought_up_to_date_too(tmp_path):
    path = tmp_path / "plan.ics"
    assert write_plan_calendar(path, work(), stamp=STAMP, force=False).fresh
    later = moved(conference(), "motion", date(2027, 9, 6))
    outcome = write_plan_calendar(path, work(later), stamp=STAMP, force=False)
    assert str(outcome).startswith(f"Updated {path}: ")
    assert "Anytown CLP submits the motion: deadline" in summaries(path)
    path.write_bytes(b"no calendar")
    with pytest.raises(MotionsError, match="already exists"):
        write_plan_calendar(path, work(), stamp=STAMP, force=False)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("deadline/labour-2027/rule-change", "deadline_labour-2027_rule-change.ics"),
        ("milestone/../../etc", "milestone_unnamed_unnamed_etc_"),
        ("milestone/" + "long" * 60, "milestone_long"),
    ],
)
def test_file_names_are_safe_whatever_an_id_holds(key, name):
    made = file_name(key)
    assert made.startswith(name)
    assert "/" not in made
    assert len(made) <= 120


def test_a_motion_of_the_users_own_has_a_calendar_too():
    shipped = ROOT / "motion_templates" / "jerusalem-declaration.md"
    Path("motion_templates").mkdir()
    Path("motion_templates/mine.md").write_text(shipped.read_text("utf-8"), encoding="utf-8")
    result = run("mine", "-o", "dates.ics")
    assert result.exit_code == 0, result.output
    assert any("Riverside Branch" in one for one in summaries("dates.ics"))
