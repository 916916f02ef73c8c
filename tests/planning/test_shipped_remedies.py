"""Every option that a shipped conference states is offered on some day on which it is needed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motions.bodies.body import Body
from motions.bodies.notice import read_notice
from motions.bodies.patterns import read_meetings
from motions.conferences.choose import with_kind
from motions.conferences.conference import Conference, Remedy, Way
from motions.conferences.conference_file import shipped_conferences
from motions.planning.plan import plan_route
from motions.planning.route import Route
from motions.planning.ways_out import WayOut, ways_out

STATED = [
    (conference, remedy) for conference in shipped_conferences() for remedy in conference.remedies
]
PATTERNS = ("first Thursday at 19:30, except August", "fourth Thursday at 19:30")


def bodies_of(conference: Conference) -> tuple[Body, ...]:
    tiers = conference.ordinary_tiers[-2:]
    return tuple(
        Body(
            id=tier, name=tier, tier=tier, nation="england",
            meets=read_meetings(pattern), notice=read_notice("7 days"),
        )
        for tier, pattern in zip(tiers, PATTERNS[-len(tiers):], strict=True)
    )  # fmt: skip


def matters(conference: Conference, remedy: Remedy):
    """Yield the kind that is planned, and what was sent before, in which the remedy may help."""
    kinds = [one.kind for one in conference.submissions]
    if remedy.do is Way.WITHDRAW:
        yield from ((remedy.instead, sent) for sent in remedy.kinds)
    else:
        yield from ((kind, "") for kind in remedy.kinds or kinds)


def offered(way: WayOut, remedy: Remedy) -> bool:
    return any(one.do is remedy.do and remedy.rule in one.why for one in (way, *way.needs))


def days_of(conference: Conference, kind: str) -> list[date]:
    due = conference.submission(kind).at.date()
    last = max(one.at.date() for one in conference.submissions)
    return [due - timedelta(days=n) for n in range(130, (due - last).days - 1, -1)]


@pytest.mark.parametrize(
    ("conference", "remedy"),
    STATED,
    ids=[f"{conference.id}-{remedy.do.value}" for conference, remedy in STATED],
)
def test_what_a_shipped_conference_leaves_open_is_offered_when_it_is_needed(conference, remedy):
    conference = with_kind(conference, "motion", shipped_conferences())
    for kind, sent in matters(conference, remedy):
        for today in days_of(conference, kind):
            route = Route(
                conference,
                conference.submission(kind),
                bodies_of(conference),
                today,
                lambda _body: lambda _day: False,
                sent=sent,
            )
            if any(offered(way, remedy) for way in ways_out(plan_route(route), lambda: None)):
                return
    pytest.fail(f"{remedy.do.value} is never offered")
