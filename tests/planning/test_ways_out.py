"""When it is too late: which ways are left on a day, with which dates, by which rule.

2027: the deadline for motions is Thursday 9 September, noon. Riverside meets on first Thursdays
(7 days' notice), Anytown on fourth Thursdays (14 days' notice), neither in August. So the last
ordinary chain is Anytown on 22 July (notice 8 July), Riverside on 1 July (notice 24 June).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from motions.conferences.conference import Suspension, Way
from motions.planning import ways_out as planning
from motions.planning.failures import problems
from motions.planning.route import ALREADY_SENT, EVENT_BEFORE_CUT_OFF
from tests.support.plan_cases import (
    EVERY_WAY,
    RIVERSIDE,
    body,
    conference,
    plan,
    remedy,
    submission,
    with_cut_off,
)

JUST_TOO_LATE = date(2027, 6, 25)


def ways_out(late, following):
    return planning.ways_out(late, lambda: following)


def told(found):
    return {(way.do, way.body.id): (way.earliest, way.latest, way.notice_by) for way in found}


def only(*do):
    return conference(remedies=tuple(one for one in EVERY_WAY if one.do in do))


def test_a_plan_that_can_be_done_needs_no_way_out():
    assert ways_out(plan(date(2027, 6, 24)), conference(2028)) == []


def test_one_day_too_late_a_special_meeting_of_the_branch_will_do():
    found = ways_out(plan(JUST_TOO_LATE, at=only(Way.SPECIAL_MEETING)), None)
    assert told(found) == {
        # 25 June + 7 days; Anytown must have it by 8 July, a day after the meeting
        (Way.SPECIAL_MEETING, "riverside"): (
            date(2027, 7, 2), date(2027, 7, 7), date(2027, 6, 30)
        ),
        # Riverside next meets on 2 September: 3 September + 14 days is after the deadline
    }  # fmt: skip


def test_a_special_meeting_of_the_upper_body_keeps_its_own_notice():
    found = ways_out(plan(date(2027, 7, 9), carried={"riverside": date(2027, 7, 8)}), None)
    assert told(found)[Way.SPECIAL_MEETING, "anytown"] == (
        date(2027, 7, 23), date(2027, 9, 8), date(2027, 8, 25)
    )  # fmt: skip


def test_where_one_special_meeting_is_not_enough_the_fewest_that_are_make_one_way():
    too_late = plan(date(2027, 7, 20), at=only(Way.SPECIAL_MEETING))
    (way,) = ways_out(too_late, None)
    (other,) = way.needs
    assert told([way, other]) == {
        # Anytown's last day is 8 September, so its notice is 25 August; Riverside's, a day before
        (Way.SPECIAL_MEETING, "riverside"): (
            date(2027, 7, 27), date(2027, 8, 24), date(2027, 8, 17)
        ),
        (Way.SPECIAL_MEETING, "anytown"): (
            date(2027, 8, 11), date(2027, 9, 8), date(2027, 8, 25)
        ),
    }  # fmt: skip


def test_of_three_bodies_two_special_meetings_are_asked_where_two_will_do():
    ward = body("ward", "first Monday at 19:30, except August", tier="branch")
    middle = body("middle", "every Tuesday at 19:30", "2 days")
    top = body("top", "fourth Thursday at 19:30, except August", "14 days")
    (way,) = ways_out(
        plan(date(2027, 7, 20), ward, middle, top, at=only(Way.SPECIAL_MEETING)), None
    )
    assert [way.body.id, *(one.body.id for one in way.needs)] == ["ward", "top"]


def test_no_way_falls_into_a_suspension():
    at = replace(
        only(Way.SPECIAL_MEETING, Way.EXECUTIVE),
        suspensions=(Suspension(date(2027, 8, 1), date(2027, 9, 7), "mourning", "Gazette"),),
    )
    found = ways_out(plan(date(2027, 7, 9), carried={"riverside": date(2027, 7, 8)}, at=at), None)
    times = [(one.do, one.earliest, one.latest) for one in found]
    # 9 July + 14 days; before the suspension, or on the one day that is left after it
    assert sorted(times) == [
        (Way.EXECUTIVE, date(2027, 7, 9), date(2027, 7, 31)),
        (Way.EXECUTIVE, date(2027, 9, 8), date(2027, 9, 8)),
        (Way.SPECIAL_MEETING, date(2027, 7, 23), date(2027, 7, 31)),
        (Way.SPECIAL_MEETING, date(2027, 9, 8), date(2027, 9, 8)),
    ]
    at = replace(
        at, suspensions=(Suspension(date(2027, 7, 9), date(2027, 9, 9), "mourning", "Gazette"),)
    )
    assert (
        ways_out(plan(date(2027, 7, 9), carried={"riverside": date(2027, 7, 8)}, at=at), None) == []
    )


def test_an_executive_decides_without_notice_once_the_motion_has_reached_it():
    found = ways_out(plan(date(2027, 7, 20), at=only(Way.EXECUTIVE)), None)
    # Riverside meets on 2 September as usual; the executive hands on a day before the 9th
    assert told(found) == {(Way.EXECUTIVE, "anytown"): (date(2027, 9, 3), date(2027, 9, 8), None)}


def test_a_special_meeting_and_an_executive_together_where_neither_will_do_alone():
    remedies = (remedy(Way.SPECIAL_MEETING, tier="branch"), remedy(Way.EXECUTIVE, tier="clp"))
    late = plan(date(2027, 8, 28), at=conference(remedies=remedies))
    (way,) = ways_out(late, None)
    assert (way.do, [one.do for one in way.needs]) == (Way.SPECIAL_MEETING, [Way.EXECUTIVE])
    assert (way.earliest, way.latest) == (date(2027, 9, 4), date(2027, 9, 7))


def test_a_tier_can_be_left_out_where_the_rest_is_then_in_time():
    found = ways_out(plan(JUST_TOO_LATE, at=only(Way.SKIP_TIER)), None)
    assert told(found) == {
        (Way.SKIP_TIER, "riverside"): (date(2027, 7, 22), date(2027, 7, 22), date(2027, 7, 8))
    }


def test_a_tier_left_out_may_need_a_special_meeting_of_the_next_as_well():
    found = ways_out(plan(date(2027, 7, 20), at=only(Way.SKIP_TIER, Way.SPECIAL_MEETING)), None)
    way = next(one for one in found if one.do is Way.SKIP_TIER)
    assert (way.earliest, way.latest) == (date(2027, 8, 3), date(2027, 9, 8))
    assert [(one.do, one.body.id) for one in way.needs] == [(Way.SPECIAL_MEETING, "anytown")]


def test_the_body_that_sends_the_motion_is_never_left_out():
    only_clp = conference(remedies=(remedy(Way.SKIP_TIER, tier="clp"),))
    assert ways_out(plan(date(2027, 7, 20), at=only_clp), None) == []


def test_the_substance_can_be_passed_now_and_the_event_added_at_the_last_body():
    at = with_cut_off(date(2027, 7, 10))
    late = plan(date(2027, 6, 1), at=at)
    assert not late.feasible
    found = [way for way in ways_out(late, None) if way.do is Way.ADD_EVENT_LATER]
    assert told(found) == {
        (Way.ADD_EVENT_LATER, "anytown"): (date(2027, 7, 22), date(2027, 7, 22), date(2027, 7, 8))
    }
    assert "Thursday 24 June 2027" in found[0].why


def test_an_event_cannot_be_added_at_a_meeting_before_it_or_by_a_substance_that_is_late():
    def offered(today, **changes):
        at = with_cut_off(date(2027, 7, 10))
        return [way.do for way in ways_out(plan(today, at=at, **changes), None)]

    assert Way.ADD_EVENT_LATER not in offered(date(2027, 6, 25))
    assert Way.ADD_EVENT_LATER not in offered(date(2027, 6, 1), event=date(2027, 7, 23))
    assert Way.ADD_EVENT_LATER in offered(date(2027, 6, 1), event=date(2027, 7, 22))


def test_the_day_submissions_open_does_not_keep_a_branch_from_passing_the_substance():
    at = with_cut_off(date(2027, 7, 10), opens=date(2027, 7, 10))
    ways = ways_out(plan(date(2027, 6, 1), at=at), None)
    assert Way.ADD_EVENT_LATER in [way.do for way in ways]


def test_an_emergency_motion_is_planned_like_any_other_submission():
    evening_before = body("anytown", "fourth Thursday at 19:30", "14 days")
    bodies = RIVERSIDE, evening_before
    at = only(Way.EMERGENCY_MOTION, Way.EMERGENCY_BUSINESS, Way.SKIP_TIER)
    (way,) = ways_out(plan(date(2027, 9, 10), *bodies, at=at), None)
    assert (way.do, way.earliest, way.latest) == (
        Way.EMERGENCY_MOTION, date(2027, 9, 10), date(2027, 9, 24)
    )  # fmt: skip
    # Riverside has met; Anytown meets on 23 September, too soon for its notice of 14 days
    assert [(one.do, one.body.id, one.latest) for one in way.needs] == [
        (Way.SKIP_TIER, "riverside", date(2027, 9, 23)),
        (Way.EMERGENCY_BUSINESS, "anytown", date(2027, 9, 23)),
    ]


def test_an_emergency_motion_takes_what_the_plan_of_its_own_kind_takes():
    at = conference()
    motion = ways_out(plan(date(2027, 9, 10), at=at), None)
    urgent = next(one for one in at.submissions if one.kind == "emergency-motion")
    urgent = replace(urgent, subject_after=date(2027, 9, 9))
    own = plan(date(2027, 9, 10), at=conference(submissions=(*at.submissions[:2], urgent)),
               kind="emergency-motion")  # fmt: skip
    alone = [told([way, *way.needs]) for way in ways_out(own, conference(2028))]
    assert alone
    assert [told(way.needs) for way in motion] == alone


def test_an_emergency_motion_needs_somebody_who_can_agree_it():
    never = body("anytown", "first Monday at 19:30", "14 days")
    assert ways_out(plan(date(2027, 9, 10), never, at=only(Way.EMERGENCY_MOTION)), None) == []
    with_executive = only(Way.EMERGENCY_MOTION, Way.EXECUTIVE)
    (way,) = ways_out(plan(date(2027, 9, 10), never, at=with_executive), None)
    assert [one.do for one in way.needs] == [Way.EXECUTIVE]


def test_for_an_emergency_the_next_conference_is_no_option():
    late = plan(date(2027, 9, 24), kind="emergency-motion", at=only(Way.EMERGENCY_MOTION))
    assert ways_out(late, conference(2028)) == []


def test_an_emergency_motion_is_no_option_for_an_old_event_or_after_its_own_deadline():
    at = only(Way.EMERGENCY_MOTION, Way.EXECUTIVE, Way.SKIP_TIER)
    late = date(2027, 9, 10)
    assert ways_out(plan(late, at=at, event=date(2027, 9, 9)), None) == []
    assert ways_out(plan(late, at=at, event=date(2027, 9, 10)), None) != []
    assert ways_out(plan(date(2027, 9, 25), at=at), None) == []


def test_what_was_sent_can_be_withdrawn_where_the_rules_say_so():
    sent = plan(date(2027, 6, 1), sent="rule-change")
    assert [one.code for one in problems(sent)] == [ALREADY_SENT]
    assert not sent.feasible
    assert sent.dates_fit
    found = ways_out(sent, None)
    assert told(found)[Way.WITHDRAW, "anytown"] == (date(2027, 6, 1), date(2027, 9, 9), None)
    assert Way.SPECIAL_MEETING not in {way.do for way in found}
    without = plan(date(2027, 6, 1), sent="rule-change", at=conference(remedies=()))
    assert ways_out(without, None) == []


def test_a_withdrawal_comes_on_top_of_what_lateness_takes():
    found = ways_out(plan(date(2027, 7, 20), sent="rule-change"), None)
    executive = next(way for way in found if way.do is Way.EXECUTIVE)
    assert [one.do for one in executive.needs] == [Way.WITHDRAW]


def test_exclusion_holds_whichever_of_the_two_kinds_states_it():
    assert [
        one.code for one in problems(plan(date(2027, 1, 4), kind="rule-change", sent="motion"))
    ] == [ALREADY_SENT]
    assert plan(date(2027, 1, 4), kind="rule-change", sent="emergency-motion").feasible


def test_an_event_on_or_before_the_cut_off_is_a_problem_of_its_own():
    at = with_cut_off(date(2027, 6, 10))
    for event in (date(2027, 6, 10), date(2027, 1, 2)):
        early = plan(date(2027, 6, 11), at=at, event=event)
        assert [one.code for one in problems(early)] == [EVENT_BEFORE_CUT_OFF]
        assert Way.SPECIAL_MEETING not in {way.do for way in ways_out(early, None)}
    assert plan(date(2027, 6, 11), at=at, event=date(2027, 6, 11)).feasible


def test_the_next_conference_is_left_with_its_own_last_day():
    late = plan(date(2027, 9, 10), at=conference(remedies=()))
    (way,) = ways_out(late, conference(2028))
    # 2028: Anytown's last meeting is on 27 July (notice 13 July), Riverside's on 6 July
    assert (way.do, way.latest, way.notice_by) == (
        Way.NEXT_CONFERENCE, date(2028, 9, 9), date(2028, 6, 29)
    )  # fmt: skip


@pytest.mark.parametrize(
    "following",
    [
        conference(2028, submissions=(submission("rule-change", datetime(2028, 6, 9, 12)),)),
        conference(2028, tiers={"conference": "Conference"}),
        conference(2027),
    ],
    ids=["does not take the kind", "knows other tiers", "is too late as well"],
)
def test_a_conference_that_cannot_take_it_is_not_offered(following):
    late = plan(date(2027, 9, 10), at=conference(remedies=()))
    assert ways_out(late, following) == []


def test_the_options_that_leave_most_time_come_first_and_the_next_conference_last():
    found = ways_out(plan(JUST_TOO_LATE), conference(2028))
    assert found[-1].do is Way.NEXT_CONFERENCE
    left = [way.begin_by for way in found[:-1]]
    assert left == sorted(left, reverse=True)
    assert len(left) > 2
    assert all(way.why and way.source for way in found)


def test_a_way_for_other_kinds_or_tiers_is_not_offered():
    other = conference(
        remedies=(
            remedy(Way.SPECIAL_MEETING, kinds=("rule-change",)),
            remedy(Way.EXECUTIVE, tier="x"),
        )
    )
    assert ways_out(plan(JUST_TOO_LATE, at=other), None) == []


def test_a_deadline_that_has_passed_leaves_no_meeting_at_all():
    found = {way.do for way in ways_out(plan(date(2027, 9, 10)), conference(2028))}
    assert found == {Way.EMERGENCY_MOTION, Way.NEXT_CONFERENCE}
