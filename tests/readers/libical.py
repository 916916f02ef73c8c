"""Reads calendar files with libical; prints for each path a line of JSON: its events, or an error.

Runs under the system's Python, which has the bindings. What libical's parser or its check of RFC
5545 and 5546 objects to is an error too. libical believes the VTIMEZONE in the file.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402 only after the version is asked for

EVENT, ALARM = ICalGLib.ComponentKind.VEVENT_COMPONENT, ICalGLib.ComponentKind.VALARM_COMPONENT


def inner(component, kind):
    one = component.get_first_component(kind)
    while one is not None:
        yield one
        one = component.get_next_component(kind)


def shown(time):
    if time.is_date():
        return f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"
    seconds = time.as_timet_with_zone(time.get_timezone())
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"


def seconds_before(alarm):
    trigger = alarm.get_first_property(ICalGLib.PropertyKind.TRIGGER_PROPERTY).get_trigger()
    return trigger.get_duration().as_int()


def read(text):
    calendar = ICalGLib.Component.new_from_string(text)
    if calendar is None or calendar.isa() != ICalGLib.ComponentKind.VCALENDAR_COMPONENT:
        raise ValueError("not one VCALENDAR")
    if calendar.get_first_property(ICalGLib.PropertyKind.METHOD_PROPERTY) is None:
        calendar.check_restrictions()  # PUBLISH wants an ORGANIZER, who would be a person
    if calendar.count_errors():
        raise ValueError(f"{calendar.count_errors()} errors")
    return [
        {
            "uid": event.get_uid(),
            "summary": event.get_summary(),
            "description": event.get_description() or "",
            "start": shown(event.get_dtstart()),
            "end": shown(event.get_dtend()),
            "all_day": bool(event.get_dtstart().is_date()),
            "alarms": [seconds_before(alarm) for alarm in inner(event, ALARM)],
        }
        for event in inner(calendar, EVENT)
    ]


for path in sys.stdin.read().splitlines():
    try:
        line = {"events": read(Path(path).read_bytes().decode())}
    except ValueError as error:
        line = {"error": str(error)}
    sys.stdout.write(json.dumps(line) + "\n")
