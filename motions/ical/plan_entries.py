"""The steps of a plan as entries of a calendar, each on the last day or meeting that will do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from motions.base.languages import ENGLISH, words
from motions.bodies.body import Body
from motions.bodies.meetings import Meeting
from motions.ical.conference_entries import opening_entries
from motions.ical.descriptions import ALARMS, EntryWriter, bare_name
from motions.ical.entries import SECRETARIES, VOTERS, WRITERS, Category, Entry
from motions.planning.cautions import likely_cut_off
from motions.planning.plan import Plan
from motions.planning.route import Route
from motions.planning.step import Action, Step


def plan_entries(
    plan: Plan, *, motion: str | None, title: str, language: str = ENGLISH
) -> Iterator[Entry]:
    """Yield the steps of *plan* that have a date, each on its last chance, and the opening day.

    *motion* is the motion's id, *title* what people call it, *language* that of the entries. A
    projected deadline makes every step before it projected. The steps of a plan that cannot be done
    say so, and ring no bell.
    """
    route, writer = plan.route, EntryWriter(words(language))
    heading = writer.say("calendar.plan_of", motion=title, conference=route.conference.name)
    steps = _Steps(plan, plan_path(route, motion or route.submission.kind), heading, writer)
    for entry in steps.dated():
        if plan.feasible:
            yield entry
        else:
            late = writer.say("calendar.too_late", title=entry.summary)
            yield replace(entry, summary=late, alarms=())
    yield from opening_entries(writer, route.conference, route.submission)


def plan_path(route: Route, subject: str) -> str:
    """Return what the keys of a plan's steps begin with; *subject* is a motion's id or a kind."""
    return f"plan/{route.conference.id}/{subject}"


def step_key(path: str, do: Action, bodies: Sequence[Body]) -> str:
    """Return the key of the step of the first of *bodies*; those above tell it from a namesake.

    It holds no date: an entry that moves stays the same entry.
    """
    return "/".join((path, do.value, *(body.id for body in reversed(bodies))))


@dataclass(frozen=True)
class _Steps:
    """What the entries of one plan share: *path* begins their keys, *heading* their text."""

    plan: Plan
    path: str
    heading: str
    writer: EntryWriter

    def dated(self) -> Iterator[Entry]:
        for step in self.plan.steps:
            if step.action is Action.SUBMIT:
                yield self._submission(step)
            elif step.last_for is not None and step.action is Action.NOTICE:
                yield self._notice(step, step.last_for)
            elif step.last_for is not None:
                yield self._meeting(step, step.last_for)

    def _submission(self, step: Step) -> Entry:
        conference, submission = self.plan.route.conference, self.plan.route.submission
        entry = self.writer.entry(
            Category.DEADLINE,
            self._key(step),
            SECRETARIES,
            submission.due,
            (
                self.writer.say("calendar.submit_title", body=step.body.name),
                self.writer.deadline(self.heading, conference, submission, self._unsure(step)),
            ),
        )
        return self.writer.due(entry, submission, revision=len(submission.was))

    def _notice(self, step: Step, meeting: Meeting) -> Entry:
        """Return the entry for sending the motion; the mover sends it to the first body only."""
        first = step.body is self.plan.route.remaining[0]
        entry = self.writer.entry(
            Category.NOTICE,
            self._key(step),
            WRITERS if first else SECRETARIES,
            self.plan.route.stage(step.body).notice_day(meeting),
            (
                self.writer.say("calendar.notice_title", body=step.body.name),
                self._lines(step, [self.writer.say("calendar.for_meeting", when=meeting.day)]),
            ),
        )
        return replace(entry, status=self.plan.route.submission.status)

    def _meeting(self, step: Step, meeting: Meeting) -> Entry:
        entry = self.writer.entry(
            Category.MEETING,
            self._key(step),
            VOTERS,
            meeting,
            (
                self.writer.say("calendar.vote_title", body=step.body.name),
                self._lines(step, self.writer.unstated_end(meeting)),
            ),
        )
        status = self.plan.route.submission.status
        return replace(entry, status=status, alarms=ALARMS[Category.NOTICE])

    def _key(self, step: Step) -> str:
        bodies = self.plan.route.bodies
        return step_key(self.path, step.action, bodies[bodies.index(step.body) :])

    def _lines(self, step: Step, lines: Iterable[str]) -> Iterator[str]:
        route, why = self.plan.route, step.reason
        yield self.heading
        yield from lines
        yield self.writer.say("calendar.why", why=why.of_last_chance)
        yield self.writer.say("calendar.source", source=bare_name(why.source))
        yield from self._slack(step)
        yield from self.writer.if_missed(route.conference, route.submission, step.body)

    def _unsure(self, step: Step) -> Iterator[str]:
        """Yield how much room the last step leaves, and whether a cut-off is likely."""
        yield from self._slack(step)
        if self.plan.with_cut_off is not None:
            yield likely_cut_off(self.plan.route.submission)

    def _slack(self, step: Step) -> Iterator[str]:
        """Yield how much room *step* leaves. Nothing in it counts from today."""
        slack = step.slack_days
        if step.aim is None or slack is None or slack < 0:
            yield self.writer.say("calendar.too_little_time")
        elif slack:
            yield self.writer.say("calendar.slack", count=slack, when=step.aim)
        elif step.action is not Action.SUBMIT:
            yield self.writer.say("calendar.no_slack")
