"""A Conference as people and scripts read it: every date with its source and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from motions.base.dates import day_of, days_phrase, iso, long_day, long_moment, short_day
from motions.base.text import wrapped
from motions.conferences.conference import Conference, Milestone, Submission


def render_conference(conference: Conference) -> str:
    """Return all that is on record of *conference*, its dates in order, as plain text."""
    lines = [
        *wrapped(conference.name),
        f"{conference.id}, {conference.status.value}",
        *wrapped(_days(conference)),
        *wrapped(f"Source: {conference.source} (checked {conference.checked})"),
        *wrapped("Route: " + " → ".join(conference.tiers)),
    ]
    for one in _in_order(conference):
        lines += ["", *wrapped(_when(conference, one))]
        facts = _submission(one) if isinstance(one, Submission) else _milestone(one)
        lines += [line for fact in facts for line in wrapped(fact, "  ")]
    for suspension in conference.suspensions:
        span = f"{long_day(suspension.start)} to {long_day(suspension.end)}"
        lines += ["", *wrapped(f"No meetings from {span}: {suspension.why}.")]
        lines += wrapped(f"Source: {suspension.source}", "  ")
    if conference.remedies:
        lines += ["", "When the ordinary route is too late:"]
    for remedy in conference.remedies:
        limits = [*remedy.kinds, *filter(None, [remedy.tier])]
        limit = f" ({', '.join(limits)})" if limits else ""
        lines += wrapped(f"{remedy.do.value}{limit}: {remedy.rule} {remedy.source}", "- ")
    return "\n".join(lines) + "\n"


def render_list(conferences: Sequence[Conference]) -> str:
    """Return a line or two for each of the *conferences*: id, name, days, how sure they are."""
    width = max((len(one.id) for one in conferences), default=0)
    lines: list[str] = []
    for one in conferences:
        lines.append(f"{one.id:{width}}  {one.name}")
        lines.append(f"{'':{width}}  {_days(one)} ({one.status.value})")
    return "".join(f"{line}\n" for line in lines)


def conference_to_json(conference: Conference) -> dict[str, Any]:
    """Return *conference* as plain JSON types, under the keys of its file; empty ones are null.

    Days are ISO 8601; moments carry their offset from UTC.
    """
    return {
        **summary_to_json(conference),
        "timezone": conference.timezone,
        "nation": conference.nation,
        "source": conference.source,
        "checked": iso(conference.checked),
        "projected_from": list(conference.projected_from),
        "tiers": dict(conference.tiers),
        "submissions": [_submission_json(conference, one) for one in conference.submissions],
        "milestones": [
            {**_dated_json(conference, one), "id": one.id} for one in conference.milestones
        ],
        "suspensions": [
            {"start": iso(one.start), "end": iso(one.end), "why": one.why, "source": one.source}
            for one in conference.suspensions
        ],
        "remedies": [
            {
                "do": one.do.value,
                "tier": one.tier or None,
                "kinds": list(one.kinds),
                "instead": one.instead or None,
                "rule": one.rule,
                "source": one.source,
            }
            for one in conference.remedies
        ],
    }


def summary_to_json(conference: Conference) -> dict[str, Any]:
    """Return what a list of conferences says of each, as plain JSON types."""
    return {
        "id": conference.id,
        "name": conference.name,
        "place": conference.place or None,
        "start": iso(conference.start),
        "end": iso(conference.end),
        "status": conference.status.value,
    }


def projection_notice(conference: Conference) -> str:
    """Return a warning that no file states *conference*; nothing where one does."""
    if not conference.projected_from:
        return ""
    count = len(conference.projected_from)
    years = "one known year" if count == 1 else f"{count} known years"
    return f"{conference.name} is not announced: its dates are projected from {years}."


def _in_order(conference: Conference) -> list[Submission | Milestone]:
    both: list[Submission | Milestone] = [*conference.submissions, *conference.milestones]
    return sorted(both, key=lambda one: (day_of(one.due), iso(one.due), one.name))


def _days(conference: Conference) -> str:
    place = f", {conference.place}" if conference.place else ""
    return f"{long_day(conference.start)} to {long_day(conference.end)}{place}"


def _when(conference: Conference, one: Submission | Milestone) -> str:
    hour = "" if isinstance(one.due, datetime) else " (hour not known)"
    days = (conference.start - day_of(one.due)).days
    ahead = f"{days_phrase(abs(days))} {'before' if days >= 0 else 'after'} the opening"
    return f"{long_moment(one.due)}{hour} – {one.status.value}, {ahead}"


def _submission(one: Submission) -> Iterator[str]:
    yield f"{one.name} ({one.kind}), to {one.to}"
    if one.opens:
        yield f"Opens {long_moment(one.opens)}."
    if one.subject_after:
        yield f"It must rest on an event after {long_day(one.subject_after)}."
    limits = [f"{one.words} words"] if one.words else []
    limits += [f"{one.title_words} in the title"] if one.title_words else []
    if limits:
        yield f"At most {', '.join(limits)}."
    if one.heard:
        yield f"Heard: {one.heard}."
    if one.excludes:
        yield f"Not together with {' or '.join(one.excludes)}. {one.excludes_rule}".rstrip()
    if one.note:
        yield one.note
    for moved in one.was:
        until = f" until {short_day(moved.until)} {moved.until.year}" if moved.until else ""
        yield f"It was {long_moment(moved.due)}{until}; moved: {moved.why}."
    yield f"Source: {one.source} (checked {one.checked})"


def _milestone(one: Milestone) -> Iterator[str]:
    yield f"{one.name} ({one.id})"
    if one.note:
        yield one.note
    yield f"Source: {one.source} (checked {one.checked})"


def _submission_json(conference: Conference, one: Submission) -> dict[str, Any]:
    return {
        "kind": one.kind,
        **_dated_json(conference, one),
        "to": one.to,
        "opens": _iso(conference, one.opens) if one.opens else None,
        "subject_after": iso(one.subject_after) if one.subject_after else None,
        "words": one.words,
        "title_words": one.title_words,
        "excludes": list(one.excludes),
        "excludes_rule": one.excludes_rule or None,
        "heard": one.heard or None,
        "was": [
            {
                "due": _iso(conference, moved.due),
                "until": iso(moved.until) if moved.until else None,
                "why": moved.why,
            }
            for moved in one.was
        ],
    }


def _dated_json(conference: Conference, one: Submission | Milestone) -> dict[str, Any]:
    return {
        "name": one.name,
        "due": _iso(conference, one.due),
        "status": one.status.value,
        "source": one.source,
        "checked": iso(one.checked),
        "note": one.note or None,
    }


def _iso(conference: Conference, when: date) -> str:
    """Return a day, or a moment with its offset; an hour that is not known is left out."""
    return iso(conference.localise(when) if isinstance(when, datetime) else when)
