"""Why a date is what it is: the rule, the arithmetic, the source, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator

from motions.base.dates import day_of, days_phrase, long_day, short_day
from motions.bodies.body import Body
from motions.bodies.meetings import Meeting, meetings_between
from motions.bodies.notice import Notice, Unit, explain_notice
from motions.conferences.conference import Status
from motions.planning.route import Route
from motions.planning.stages import Stage
from motions.planning.step import Action, Reason

Meetings = tuple[Meeting | None, Meeting | None]
"""The meeting that is the aim, and the one that is the last chance."""

Above = tuple[Stage, Meeting | None]
"""The next body, and the meeting of it that is the last chance."""


def notice_reason(route: Route, stage: Stage, meetings: Meetings) -> Reason:
    """Return why the motion must reach the secretary of a body by those days."""
    body = stage.body

    def working(meeting: Meeting | None) -> str:
        if meeting is None:
            return ""
        sums = explain_notice(meeting.day, stage.notice_for(meeting), stage.is_holiday)
        return f"{sums}, for the meeting of {long_day(meeting.day)}"

    rule = f"{body.name} asks for {stage.notice} of notice before the meeting."
    own = {str(one.notice) for one in meetings if one is not None and one.notice is not None}
    if own:
        rule += f" Its annual meeting asks for {' or '.join(sorted(own))}."
    if stage.notice.unit is Unit.WORKING_DAYS:
        rule += f" Bank holidays of {_nation(body)} and weekends do not count."
    status = route.submission.status
    aim, last = meetings
    return Reason(rule, working(aim), working(last), route.rules_from, status)


def meeting_reason(
    route: Route, stage: Stage, meetings: Meetings, *, below: Body | None, above: Above | None
) -> Reason:
    """Return why those meetings of a body are the aim and the last chance.

    *below* is the body from which the motion comes, *above* the one to which it goes.
    """
    body = stage.body

    def working(meeting: Meeting | None) -> str:
        if meeting is None:
            return ""
        arrival = stage.delivery(meeting).day
        sums = f"{short_day(meeting.day)} + {_handover(body.handover)} = {short_day(arrival)}"
        return f"{long_day(meeting.day)}; handed on: {sums}"

    pattern = f" ({body.meets.text})" if body.meets.text else ""
    return Reason(
        f"A meeting of {body.name}{pattern}.",
        working(meetings[0]),
        working(meetings[1]),
        route.rules_from,
        route.submission.status,
        _first(route, below),
        _last(route, above),
        tuple(_dropped(route, stage)),
    )


def submit_reason(route: Route) -> Reason:
    """Return why the motion must be sent by the deadline."""
    submission = route.submission
    sure = _SURE[submission.status]
    rule = f"{submission.name}: {sure} deadline for what is sent to {submission.to}."
    if submission.opens:
        rule += f" It can be sent from {long_day(day_of(submission.opens))}."
    return Reason(rule, "", submission.when, submission.source, submission.status)


_SURE = {
    Status.CONFIRMED: "the",
    Status.REPORTED: "the reported",
    Status.PROJECTED: "the projected",
}


def step_name(action: Action, body: str) -> str:
    """Return what to call a step of the *body* of that name, in a table, a picture or a list."""
    if action is Action.NOTICE:
        return f"Notice to {body}"
    return f"Meeting of {body}" if action is Action.MEETING else f"{body} submits"


def marked(text: str, status: Status) -> str:
    """Return *text*, the words for a date, marked where the date is not confirmed.

    >>> marked("Friday 11 June 2027", Status.PROJECTED)
    'Friday 11 June 2027 (projected)'
    """
    return text if status is Status.CONFIRMED else f"{text} ({status.value})"


def _handover(handover: Notice) -> str:
    """Return what is added to a meeting's day: clear days leave out the day itself as well."""
    if handover.unit is not Unit.CLEAR_DAYS:
        return str(handover)
    return f"{days_phrase(handover.count + 1)} ({handover})"


def _first(route: Route, below: Body | None) -> str:
    """Say from where the aim of a meeting is counted."""
    start, cause = max(route.starts())
    since = f"when {below.name} hands it on" if below else f"{long_day(start)} ({cause})"
    return f"Aim: the first meeting you can still give notice for, starting from {since}."


def _last(route: Route, above: Above | None) -> str:
    """Say by when the last chance of a meeting hands on."""
    if above is None:
        day = long_day(day_of(route.deadline))
        return f"Last chance: the last meeting that still reaches conference by {day}."
    stage, meeting = above
    if meeting is None:
        return ""
    day = long_day(stage.notice_day(meeting))
    return f"Last chance: the last meeting that still reaches {stage.body.name} by {day}."


def _dropped(route: Route, stage: Stage) -> Iterator[str]:
    """Say which meetings are not held between the start and the deadline, and why."""
    first, last = route.start, day_of(route.deadline)
    meets = stage.body.meets
    by_pattern = {one.day for one in meetings_between(meets, first, last, lambda _day: False)}
    planned = {one.day for one in meetings_between(meets, first, last, stage.is_holiday)}
    if by_pattern - planned:
        days = ", ".join(long_day(day) for day in sorted(by_pattern - planned))
        yield f"Not held on a bank holiday of {_nation(stage.body)}: {days}."
    for suspension in route.conference.suspensions:
        stopped = [day for day in sorted(planned) if suspension.start <= day <= suspension.end]
        if stopped:
            yield f"Suspended, {suspension.why}: {', '.join(map(long_day, stopped))}."


def _nation(body: Body) -> str:
    return body.nation.replace("-", " ").title()
