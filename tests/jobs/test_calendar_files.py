"""The calendar files: read by programs that share no code with what wrote them."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime

import pytest
import recurring_ical_events
from icalendar import Calendar

from tests.support.programs import need

EXAMPLE = ("--example", "--conference", "labour-2021", "--today", "2021-04-20")


@pytest.fixture
def calendar(run, tmp_path):
    result = run("plan", "fast-track-discipline", "--ics", "dates.ics", *EXAMPLE)
    assert result.exit_code == 0, result.output
    return tmp_path / "dates.ics"


def test_the_steps_stand_on_their_days(calendar):
    events = recurring_ical_events.of(Calendar.from_ical(calendar.read_bytes())).between(
        date(2021, 1, 1), date(2021, 12, 31)
    )
    starts = {str(event["SUMMARY"]): event.start for event in events}
    assert starts["Send the motion to Riverside Branch's secretary: last day"] == date(2021, 4, 29)
    assert starts["Send the motion to Anytown CLP's secretary: last day"] == date(2021, 5, 13)
    deadline = starts["Anytown CLP submits the motion: deadline 12:00"]
    assert deadline.astimezone(UTC) == datetime(2021, 6, 11, 11, 0, tzinfo=UTC)


def test_another_day_with_the_same_plan_changes_no_byte(run, tmp_path):
    arguments = ("plan", "fast-track-discipline", "--ics", "dates.ics", *EXAMPLE[:-1])
    first = run(*arguments, "2021-04-20")
    content = (tmp_path / "dates.ics").read_bytes()
    again = run(*arguments, "2021-04-23")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "is up to date" in again.stderr
    assert (tmp_path / "dates.ics").read_bytes() == content


def test_every_line_ends_in_crlf_and_has_at_most_75_octets(calendar):
    content = calendar.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    content.decode("utf-8")


@pytest.mark.slow
def test_khal_reads_it(calendar, tmp_path):
    khal = need("khal")
    config = tmp_path / "khal.conf"
    collection = tmp_path / "collection"
    collection.mkdir()
    config.write_text(
        f"[calendars]\n[[motions]]\npath = {collection}\n[locale]\nlocal_timezone = Europe/London\n"
        "default_timezone = Europe/London\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "timeformat = %H:%M\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n[default]\ndefault_calendar = motions\n"
    )
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}

    def run_khal(*arguments):
        return subprocess.run(
            [khal, "-c", str(config), *arguments],
            capture_output=True, text=True, check=True, env=environment, timeout=60,
        ).stdout  # fmt: skip

    run_khal("import", "--batch", "-a", "motions", str(calendar))
    listed = run_khal("list", "--format", "{start-long}|{title}", "2021-04-29", "2021-06-12")
    assert "2021-04-29|Send the motion to Riverside Branch's secretary: last day" in listed
    assert "2021-05-27 19:30|Anytown CLP votes on the motion: last meeting" in listed
    assert "2021-06-11 12:00|Anytown CLP submits the motion: deadline 12:00" in listed


@pytest.mark.slow
def test_calcurse_reads_it(calendar, tmp_path):
    calcurse = need("calcurse")
    environment = {**os.environ, "TZ": "Europe/London", "LC_ALL": "C.UTF-8"}
    folders = ["-C", str(tmp_path / "cc"), "-D", str(tmp_path / "cd")]
    done = subprocess.run(
        [calcurse, *folders, "-i", str(calendar)],
        capture_output=True, text=True, check=True, env=environment, timeout=60,
    )  # fmt: skip
    assert "0 skipped" in done.stdout + done.stderr
    listed = subprocess.run(
        [calcurse, *folders, "-d", "06/11/2021"],
        capture_output=True, text=True, check=True, env=environment, timeout=60,
    ).stdout  # fmt: skip
    assert "12:00" in listed
    assert "Anytown CLP submits the motion" in listed
