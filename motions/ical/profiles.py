"""What each family of calendar programs does with a file, and what that asks of it.

It was collected from the issue threads of public projects; docs/calendars.md names the programs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum


class Profile(StrEnum):
    """The family of programs for which a calendar is written."""

    UNIVERSAL = "universal"
    APPLE = "apple"
    GOOGLE = "google"
    OUTLOOK = "outlook"


@dataclass(frozen=True)
class Habits:
    """What a profile asks for.

    *method* is the calendar's METHOD, or empty. *alarms* is how many VALARMs an event takes at
    most. *reminder_events*: the warnings are days in the calendar as well, which never ring.
    *strikes_out*: a removed event may be STATUS:CANCELLED; elsewhere that hides it.
    """

    method: str = ""
    alarms: int = 0
    reminder_events: bool = True
    strikes_out: bool = False


MOST_REMINDERS = 5

HABITS = {
    Profile.UNIVERSAL: Habits(alarms=MOST_REMINDERS),
    Profile.APPLE: Habits(alarms=MOST_REMINDERS, reminder_events=False, strikes_out=True),
    Profile.GOOGLE: Habits(),
    Profile.OUTLOOK: Habits(method="PUBLISH", alarms=1),
}

_ADD_SOMEHOW = """\
Add it: open the file, or import it (Google: on a computer; Outlook: delete an older one first).
To follow changes: put it on the web (https), subscribe; Apple: "Remove alerts" switched off."""

_ADD_TO_APPLE = """\
Add it: open the file on a Mac, iPhone or iPad, and choose a calendar of its own for it.
To follow changes: File > New Calendar Subscription, its address, "Remove alerts" switched off."""

_ADD_TO_GOOGLE = """\
On a computer: Settings > Import & export; to follow changes, Other calendars > + > From URL.
Google drops the alarms of files: give that calendar a notification for all-day events yourself."""

_ADD_TO_OUTLOOK = """\
Add it: Add calendar > Upload from file. Delete an older import first, or all is there twice.
To follow changes: put it on the web (https) and choose Add calendar > Subscribe from web."""

INSTRUCTIONS = {
    Profile.UNIVERSAL: _ADD_SOMEHOW,
    Profile.APPLE: _ADD_TO_APPLE,
    Profile.GOOGLE: _ADD_TO_GOOGLE,
    Profile.OUTLOOK: _ADD_TO_OUTLOOK,
}
"""For each profile two lines that say how to add the file and how to subscribe to it."""

LONGEST_LEAD = 90
"""Days ahead at which a reminder can be asked for at most."""


class RemindersError(ValueError):
    """Reminders that cannot be read; the message says how to write them."""


@dataclass(frozen=True)
class Style:
    """How a calendar is written. *remind* is days ahead, furthest first; None: each entry's own.

    *single*: a file of one event, which has its alarms and no other event to warn of it.
    """

    profile: Profile = Profile.UNIVERSAL
    remind: tuple[int, ...] | None = None
    single: bool = False

    @property
    def habits(self) -> Habits:
        habits = HABITS[self.profile]
        if self.single:
            return replace(habits, reminder_events=False, alarms=habits.alarms or MOST_REMINDERS)
        return habits


def parse_reminders(text: str) -> tuple[int, ...]:
    """Return the days ahead that *text* states, furthest first; "none" is an empty tuple.

    >>> parse_reminders("1d, 2w")
    (14, 1)

    Raises RemindersError for anything else, for less than a day, and for more than five.
    """
    if text.strip().lower() == "none":
        return ()
    days = {_days(part.strip().lower()) for part in text.split(",")}
    if len(days) > MOST_REMINDERS:
        raise RemindersError(f"{len(days)} reminders are too many; {MOST_REMINDERS} at most")
    return tuple(sorted(days, reverse=True))


def _days(text: str) -> int:
    match = re.fullmatch(r"(\d{1,3})\s*([dw])", text, re.ASCII)
    if match is None:
        raise RemindersError(f"{text!r} is not a valid reminder; write 14d,7d,1d or 2w,1d, or none")
    days = int(match[1]) * (7 if match[2] == "w" else 1)
    if not 1 <= days <= LONGEST_LEAD:
        raise RemindersError(f"{text!r} is not between 1 and {LONGEST_LEAD} days ahead")
    return days
