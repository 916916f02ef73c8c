"""Why a date is what it is: the rule, the arithmetic, the source, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from motions.base.dates import day_of, days_phrase, long_day, long_moment, short_day
from motions.bodies.body import Body
from motions.bodies.meetings import Meeting, meetings_between
from motions.bodies.notice import Unit, explain_notice
from motions.conferences.conference import Status
from motions.planning.plan import DEADLINE_PASSED, NO_MEETING, Do, Plan, Step
from motions.planning.route import ALREADY_SENT, Route


@dataclass(frozen=True)
class Reason:
    """The grounds of one step. *aim* and *last_chance* are sums: "27 May − 14 days = 13 May".

    *first* and *last* say what makes a meeting the aim or the last chance. *dropped* are the
    meetings that bank holidays and suspensions take out on the way. *status* is how sure the last
    chance is: as sure as the deadline from which it is counted.
    """

    rule: str
    aim: str
    last_chance: str
    source: str
    status: Status
    first: str = ""
    last: str = ""
    dropped: tuple[str, ...] = ()

    @property
    def of_last_chance(self) -> str:
        """The grounds of the last chance alone: nothing in them changes from day to day."""
        return " ".join(filter(None, [self.rule, self.last, f"{self.last_chance}."]))

    def __str__(self) -> str:
        parts = [*filter(None, [self.rule, self.first, self.last])]
        if self.last_chance and self.last_chance == self.aim:
            parts.append(f"{self.last_chance}.")
        else:
            parts.extend(
                f"{label}: {text}."
                for label, text in (("Aim", self.aim), ("Last chance", self.last_chance))
                if text
            )
        return " ".join([*parts, *self.dropped])


@dataclass(frozen=True)
class Problem:
    """Why a plan fails, or what to mind although it does not."""

    code: str
    body: str
    message: str


def reason(plan: Plan, step: Step) -> Reason:
    """Return the grounds of *step*, one of the steps of *plan*."""
    if step.do is Do.NOTICE:
        return _notice_reason(plan.route, step)
    if step.do is Do.MEETING:
        return _meeting_reason(plan, step)
    submission = plan.route.submission
    to = submission.to
    rule = f"{submission.name}: {sure(submission.status)} deadline for what is sent to {to}."
    due = long_moment(submission.due)
    return Reason(rule, "", due, submission.source, submission.status)


def step_name(do: Do, body: str) -> str:
    """Return what to call a step of the *body* of that name, in a table, a picture or a list."""
    if do is Do.NOTICE:
        return f"Notice to {body}"
    return f"Meeting of {body}" if do is Do.MEETING else f"{body} submits"


def sure(status: Status) -> str:
    """Return how to call a date of that *status* before a reader."""
    return {"confirmed": "the", "reported": "the reported", "projected": "the projected"}[status]


def marked(text: str, status: Status) -> str:
    """Return *text*, the words for a date, marked where the date is not confirmed.

    >>> marked("Friday 11 June 2027", Status.PROJECTED)
    'Friday 11 June 2027 (projected)'
    """
    return text if status is Status.CONFIRMED else f"{text} ({status.value})"


def _notice_reason(route: Route, step: Step) -> Reason:
    body = step.body
    is_holiday = route.holidays(body)

    def working(meeting: Meeting | None) -> str:
        if meeting is None:
            return ""
        sums = explain_notice(meeting.day, body.notice, is_holiday)
        return f"{sums}, for the meeting of {long_day(meeting.day)}"

    rule = f"{body.name} asks for {body.notice} of notice before the meeting."
    if body.notice.unit is Unit.WORKING_DAYS:
        rule += f" Bank holidays of {_nation(body)} and weekends do not count."
    status = route.submission.status
    return Reason(rule, working(step.aim_for), working(step.last_for), route.rules_from, status)


def _meeting_reason(plan: Plan, step: Step) -> Reason:
    route, body = plan.route, step.body

    def working(meeting: Meeting | None) -> str:
        if meeting is None:
            return ""
        arrival = route.arrival(body, meeting)
        sums = f"{short_day(meeting.day)} + {body.handover} = {short_day(arrival)}"
        return f"{long_day(meeting.day)}; handed on: {sums}"

    habit = f" ({body.meets.text})" if body.meets.text else ""
    return Reason(
        f"A meeting of {body.name}{habit}.",
        working(step.aim_for),
        working(step.last_for),
        route.rules_from,
        route.submission.status,
        _first(plan, step),
        _last(plan, step),
        tuple(_dropped(route, body)),
    )


def _first(plan: Plan, step: Step) -> str:
    """Say from where the aim of a meeting is counted."""
    below = plan.steps[: plan.steps.index(step) - 1]
    start, cause = max(plan.route.starts())
    since = f"what {below[-1].body.name} hands on" if below else f"{long_day(start)} ({cause})"
    return f"The aim is the first whose notice can be kept, counted from {since}."


def _last(plan: Plan, step: Step) -> str:
    """Say by when the last chance of a meeting hands on."""
    above = plan.steps[plan.steps.index(step) + 1]
    if above.last_chance is None:
        return ""
    day = long_day(day_of(above.last_chance))
    by = f"comes to {above.body.name} by {day}"
    if above.do is Do.SUBMIT:
        by = f"can be sent by the deadline, {day}"
    return f"The last chance is the last whose motion {by}."


def _dropped(route: Route, body: Body) -> Iterator[str]:
    """Say which meetings of *body* are not held between the start and the deadline, and why."""
    first, last = route.start, day_of(route.deadline)
    is_holiday = route.holidays(body)
    by_habit = {one.day for one in meetings_between(body.meets, first, last, lambda _day: False)}
    planned = {one.day for one in meetings_between(body.meets, first, last, is_holiday)}
    if by_habit - planned:
        days = ", ".join(long_day(day) for day in sorted(by_habit - planned))
        yield f"Not held on a bank holiday of {_nation(body)}: {days}."
    for suspension in route.conference.suspensions:
        stopped = [day for day in sorted(planned) if suspension.start <= day <= suspension.end]
        if stopped:
            yield f"Suspended, {suspension.why}: {', '.join(map(long_day, stopped))}."


def _nation(body: Body) -> str:
    return body.nation.replace("-", " ").title()


def problems(plan: Plan) -> list[Problem]:
    """Return why *plan* fails; nothing for a feasible one."""
    if plan.breaks_at is None:
        return []
    route = plan.route
    last = route.bodies[-1].id
    found = [Problem(code, last, _forbidden(route, code)) for code in route.obstacles]
    if plan.breaks_at.code not in route.obstacles:
        body = plan.breaks_at.body
        text = f"{_failure(plan, body)} {end_of_list(route, body)}".rstrip()
        found.append(Problem(plan.breaks_at.code, body.id, text))
    return found


def end_of_list(route: Route, body: Body) -> str:
    """Say where the list of *body*'s dates ends, if it has no habit and it ends too early."""
    last = body.meets.ends
    if last is None or last >= day_of(route.deadline):
        return ""
    return (
        f"The meetings of {body.name} are given up to {long_day(last)} only: add later ones to "
        f"{route.rules_from}."
    )


def _forbidden(route: Route, code: str) -> str:
    """Say what an obstacle is; the codes are those of :attr:`Route.obstacles`."""
    submission = route.submission
    this = with_article(submission.name)
    if code == ALREADY_SENT:
        other = route.conference.submission(route.sent)
        sender = route.bodies[-1].name
        text = (
            f"{sender} has already sent {with_article(other.name)} and cannot send {this} as well."
        )
        return f"{text} {submission.excludes_rule or other.excludes_rule}".rstrip()
    cut_off = long_day(day_of(submission.subject_after or route.today))
    event = long_day(route.event or route.today)
    later = f"{_capital(this)} must rest on a later event ({submission.source})."
    return f"The event of {event} is not after the cut-off for the subject, {cut_off}. {later}"


def _failure(plan: Plan, body: Body) -> str:
    route = plan.route
    due = marked(long_moment(route.submission.due), route.submission.status)
    deadline = f"the deadline, {due}"
    if plan.breaks_at is not None and plan.breaks_at.code == DEADLINE_PASSED:
        ago = days_phrase((route.today - day_of(route.deadline)).days)
        return f"{_capital(deadline)}, passed {ago} ago."
    if plan.breaks_at is not None and plan.breaks_at.code == NO_MEETING:
        return f"{body.name} has no meeting that could pass the motion in time for {deadline}."
    start = route.start
    since = max(route.starts())[1]
    by = "today" if since == "today" else since
    step = next((s for s in plan.steps if s.body is body and s.last_chance is not None), None)
    if step is None or step.do is Do.SUBMIT:
        return f"Counted from {long_day(start)}, {by}, nothing can be sent by {deadline}."
    chance = day_of(step.last_chance or start)
    text = f"{body.name} had to have the motion by {long_day(chance)}"
    if chance >= route.today:
        text = f"{body.name} needs the motion by {long_day(chance)}"
    if step.last_for is not None:
        text += f", for its meeting of {long_day(step.last_for.day)}"
    counted = f"Counted from {long_day(start)} ({by})"
    if step.aim_for is not None:
        meeting = step.aim_for.day
        late = days_phrase((meeting - (step.last_for or step.aim_for).day).days)
        first = f"the first meeting that can take it is on {long_day(meeting)}"
        return f"{text}. {counted}, {first}: {late} too late."
    return f"{text}. {counted}, no meeting before the deadline can take it."


def with_article(name: str) -> str:
    """Return the name of a kind with its article: "an emergency motion"."""
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name[:1].lower()}{name[1:]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
