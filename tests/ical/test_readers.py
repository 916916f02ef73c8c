"""What other people's programs make of every kind of calendar that we write."""

from __future__ import annotations

import itertools
from datetime import datetime

import icalendar
import pytest

from motions.ical.content_lines import parse_calendar
from tests.support.calendar_cases import conference, every_kind, moved, plan, render
from tests.support.calendar_readers import READERS, Event, Khal, calcurse

pytestmark = pytest.mark.slow

KINDS = every_kind()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("calendars")
    paths = [folder / f"{name}.ics" for name in KINDS]
    for path, content in zip(paths, KINDS.values(), strict=True):
        path.write_bytes(content)
    return paths


@pytest.fixture(scope="module")
def readings(files):
    """What each reader that is here found in each file; the slow ones are started once."""
    found: dict[str, list[list[Event]]] = {}

    def read(name):
        if name not in found:
            found[name] = READERS[name](files)
        return found[name]

    return read


@pytest.mark.parametrize(("one", "other"), list(itertools.pairwise([*READERS, "ical.js"])))
def test_independent_readers_agree_on_every_event(one, other, readings, files):
    for path, first, second in zip(files, readings(one), readings(other), strict=True):
        assert first == second, path.stem
        assert first, path.stem


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_finds_each_event_that_was_written(reader, readings, files):
    for path, events in zip(files, readings(reader), strict=True):
        _header, components = parse_calendar(path.read_bytes())
        written = [one for one in components if one.name == "VEVENT"]
        assert len(events) == len(written), path.stem
        assert {one.uid for one in events} == {one.value("UID") for one in written}
        alarms = sum("BEGIN:VALARM" in line for one in written for line in one.lines)
        assert sum(len(one.alarms) for one in events) == alarms


def test_khal_shows_the_same_events(readings, files, tmp_path):
    for path, events in zip(files, readings("ical.js"), strict=True):
        if path.stem.startswith("split-") and "motion_submit" not in path.stem:
            continue  # a second each
        folder = tmp_path / path.stem
        folder.mkdir()
        khal = Khal(folder)
        khal.take(path)
        expected = [(one.start, one.uid, one.summary, bool(one.alarms)) for one in events]
        assert khal.events() == sorted(expected), path.stem


def test_calcurse_shows_the_same_events(readings, files, tmp_path):
    for path, events in zip(files, readings("ical.js"), strict=True):
        found = calcurse(path, tmp_path / path.stem)
        assert found == sorted((one.start, one.summary) for one in events), path.stem


@pytest.mark.parametrize("kind", KINDS)
def test_a_round_trip_through_icalendar_loses_nothing(kind):
    again = icalendar.Calendar.from_ical(KINDS[kind]).to_ical(sorted=False)
    assert _content(again) == _content(KINDS[kind])


def _content(calendar):
    """What each component says, whatever the order of RRULE's parts."""
    header, components = parse_calendar(calendar)
    return header, [
        [";".join(sorted(line.split(";"))) if line.startswith("RRULE:") else line for line in lines]
        for lines in (one.lines for one in components)
    ]


def test_a_newer_file_moves_the_event_in_khal_and_leaves_no_second_one(tmp_path):
    old, new = tmp_path / "old.ics", tmp_path / "new.ics"
    old.write_bytes(render(plan()))
    new.write_bytes(render(plan(moved(conference(), "motion", datetime(2027, 9, 6, 12)))))
    khal = Khal(tmp_path)
    khal.take(old)
    before = [one for one in khal.events() if one[2].startswith("Anytown CLP submits")]
    khal.take(new)
    after = [one for one in khal.events() if one[2].startswith("Anytown CLP submits")]
    assert [one[0] for one in before] == ["2027-09-09T16:00:00Z"]
    assert [one[0] for one in after] == ["2027-09-06T11:00:00Z"]
    assert before[0][1] == after[0][1]
