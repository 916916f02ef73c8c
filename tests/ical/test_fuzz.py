"""Thousands of organisations made by chance: no reader refuses one of their calendars.

In CI there are 10,000 of them, elsewhere 400. Two readers take all; the slower ones take a sample.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.support.calendar_readers import (
    Khal,
    calcurse,
    ical_js,
    libical,
    node_ical,
    recurring,
    sabre,
)

pytestmark = pytest.mark.slow

COUNT = 10_000 if os.environ.get("CI") else 400

FUZZ = "tests.support.calendar_fuzz"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The calendars, made by two processes at once."""
    folder = tmp_path_factory.mktemp("fuzz")
    half = COUNT // 2
    parts = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.support.calendar_fuzz",
                str(first),
                str(half),
                str(folder),
            ]
        )
        for first in (0, half)
    ]
    assert [part.wait() for part in parts] == [0, 0]
    return sorted(folder.glob("*.ics"))


def dates_only(events):
    """The events without their words: node-ical reads a backslash before an n as a line break."""
    return sorted(replace(one, summary="", description="") for one in events)


def test_two_readers_take_every_calendar_and_agree_on_all_of_it(files):
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda read: read(files), (ical_js, libical))
    assert len(first) == COUNT
    for path, one, other in zip(files, first, second, strict=True):
        assert one == other, path
        assert one, path


@pytest.mark.parametrize("read", [node_ical, sabre, recurring])
def test_other_readers_agree_on_a_sample(read, files):
    sample = files[:: max(1, len(files) // 200)]
    for path, one, other in zip(sample, ical_js(sample), read(sample), strict=True):
        assert dates_only(one) == dates_only(other), path


def test_calcurse_takes_a_sample_of_them(files, tmp_path):
    sample = files[:: max(1, len(files) // 100)]
    for path, events in zip(sample, ical_js(sample), strict=True):
        found = calcurse(path, tmp_path / path.stem)
        assert [start for start, _ in found] == sorted(one.start for one in events), path


def test_khal_takes_a_few_of_them(files, tmp_path):
    sample = files[:: len(files) // 8]
    for path, events in zip(sample, ical_js(sample), strict=True):
        folder = tmp_path / path.stem
        folder.mkdir()
        khal = Khal(folder)
        khal.take(path)
        found = {(start, uid) for start, uid, _, _ in khal.events()}
        assert found == {(one.start, one.uid) for one in events}, path
