"""A real CalDAV server (Radicale) takes every event and gives it back."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from base64 import b64encode
from datetime import datetime

import pytest

from motions.ical.content_lines import parse_calendar, render_lines
from motions.ical.profiles import Style
from motions.ical.update import update_calendar
from motions.ical.vcalendar import to_vcalendar
from tests.support.calendar_cases import AGENDAS, LATER, conference, moved, plan, render
from tests.support.programs import miss

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server on a free port of this machine, with nothing in it; its address."""
    try:
        import radicale  # noqa: F401, PLC0415 only to see whether it is there
    except ImportError:
        miss("radicale is not installed")
    folder = tmp_path_factory.mktemp("radicale")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "config"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n"
        f"[storage]\nfilesystem_folder = {folder / 'collections'}\n",
        encoding="utf-8",
    )
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--config", str(config)], stdout=log, stderr=log
        )
    try:
        yield _wait_for(f"http://127.0.0.1:{port}", process, folder / "log")
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(address, process, log):
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 this machine
        except urllib.error.HTTPError as error:
            error.close()
            return address
        except OSError:
            assert process.poll() is None, log.read_text(encoding="utf-8")
            time.sleep(0.1)
        else:
            return address
    raise AssertionError(log.read_text(encoding="utf-8"))


def _ask(method, address, body=None, content_type="text/calendar; charset=utf-8"):
    login = b64encode(b"reader:any").decode()
    headers = {"Authorization": f"Basic {login}", "Content-Type": content_type}
    request = urllib.request.Request(address, data=body, method=method, headers=headers)  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return answer.status, answer.read()


def _alone(calendar):
    """Yield each event of *calendar* as a file of its own, with the zone that it names."""
    header, components = parse_calendar(calendar)
    zones = [line for one in components if one.name == "VTIMEZONE" for line in one.lines]
    for event in components:
        if event.name == "VEVENT":
            used = zones if "TZID=" in event.line("DTSTART") else []
            lines = ["BEGIN:VCALENDAR", *header[:3], *used, *event.lines, "END:VCALENDAR"]
            yield event.value("UID"), render_lines(lines)


def _events(calendar):
    """What each event of *calendar* says, by its UID; the server writes lines in its own order."""
    _header, components = parse_calendar(calendar)
    return {one.value("UID"): sorted(one.lines) for one in components if one.name == "VEVENT"}


@pytest.mark.parametrize("kind", AGENDAS)
def test_the_server_takes_each_event_and_returns_it(kind, server):
    collection = f"{server}/reader/{kind}/"
    assert _ask("MKCALENDAR", collection, b"", "application/xml")[0] == 201
    calendar = render(AGENDAS[kind]())
    for uid, alone in _alone(calendar):
        assert _ask("PUT", f"{collection}{uid}.ics", alone)[0] == 201
        assert _events(_ask("GET", f"{collection}{uid}.ics")[1]) == _events(alone)
    assert _events(_ask("GET", collection)[1]) == _events(calendar)


def test_the_server_takes_a_whole_calendar_at_once(server):
    calendar = render(plan())
    assert _ask("PUT", f"{server}/reader/whole/", calendar)[0] == 201
    assert _events(_ask("GET", f"{server}/reader/whole/")[1]) == _events(calendar)


def test_a_newer_version_replaces_the_event_on_the_server(server):
    old = render(plan())
    later = moved(conference(), "motion", datetime(2027, 9, 6, 12))
    book = to_vcalendar(plan(later), Style(), stamp=LATER)
    new, changes = update_calendar(book, old, Style(), stamp=LATER, source="dates.ics")
    collection = f"{server}/reader/moving/"
    _ask("MKCALENDAR", collection, b"", "application/xml")
    for calendar in (old, new):
        for uid, alone in _alone(calendar):
            _ask("PUT", f"{collection}{uid}.ics", alone)
    held = _events(_ask("GET", collection)[1])
    assert held == _events(new)
    assert len(held) == len(_events(old))
    assert changes.changed
