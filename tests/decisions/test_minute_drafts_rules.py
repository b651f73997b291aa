from dataclasses import replace
from datetime import UTC, datetime

import pytest

from decisions.choices import MinutesStage
from decisions.rules.comings import Comings, Taken
from decisions.rules.minute_drafts import (
    Absent,
    Arising,
    EarlierMinutes,
    ItemFacts,
    MeetingFacts,
    draft_of,
    is_briefing,
)
from decisions.rules.minute_items import may_add_note, may_draft, may_exempt
from forum.choices import ItemKind, MeetingStage
from forum.rules.presence import Interval

TWO, THREE = (datetime(2026, 1, 15, hour, tzinfo=UTC) for hour in (14, 15))
SAM = Absent("Sam Secondary", "Secondary head")
PAT = Absent("Pat Primary", "Primary head", because="At an inspection.", substitute="Di Deputy")


def drafted(kind, **facts):
    return draft_of(ItemFacts(kind), replace(MeetingFacts(), **facts))


def test_apologies_are_listed_with_their_reasons_and_the_quorum():
    said = drafted(ItemKind.APOLOGIES, absent=(SAM, PAT), quorum="The meeting was quorate.")

    assert said == (
        "Apologies were received from Sam Secondary (Secondary head) and Pat Primary "
        "(Primary head: At an inspection).\n\nThe meeting was quorate."
    )


def test_substitutes_are_named_with_whom_they_stand_for():
    said = drafted(ItemKind.APOLOGIES, substitutes=(PAT,))

    assert said == "There were no apologies. Di Deputy attended for Pat Primary."


@pytest.mark.parametrize("kind", [ItemKind.APOLOGIES, ItemKind.INTERESTS])
def test_nothing_is_said_where_attendance_is_not_recorded(kind):
    assert drafted(kind, is_attended=False) == ""


def test_interests_are_listed_or_said_to_be_none():
    assert drafted(ItemKind.INTERESTS) == "No interests were declared."
    assert drafted(ItemKind.INTERESTS, interests=("Pat declared one.",)) == (
        "These interests were declared:\n\n- Pat declared one."
    )


def test_minutes_agreed_and_corrections_made_are_named():
    earlier = EarlierMinutes(("4 July 2018", "5 September 2018"), ("“Years” to read “Help”.",))

    assert drafted(ItemKind.MINUTES, earlier=earlier) == (
        "The minutes of 4 July 2018 and 5 September 2018 were agreed as a true record.\n\n"
        "These corrections were made:\n\n- “Years” to read “Help”."
    )
    assert drafted(ItemKind.MINUTES) == ""


def test_matters_arising_say_how_each_action_stood():
    arising = (Arising("Jul18-Ac1", "Report the outturn", "Omar, Manager", "Overdue"),)

    assert drafted(ItemKind.MATTERS_ARISING, arising=arising) == (
        "Actions of earlier meetings:\n\n- Jul18-Ac1, Omar, Manager: Report the outturn. Overdue."
    )
    assert drafted(ItemKind.MATTERS_ARISING) == ""


def test_report_names_who_presented_what():
    item = ItemFacts(ItemKind.REPORT, "Omar Officer", ("Early help", "Growth fund"))

    assert draft_of(item, MeetingFacts()) == (
        "Omar Officer presented “Early help” and “Growth fund”."
    )
    assert draft_of(replace(item, presenter=""), MeetingFacts()) == ""
    assert draft_of(replace(item, papers=()), MeetingFacts()) == ""


def came(*intervals, members=5):
    return Comings(tuple(intervals), (Taken("1", "1", TWO),), members)


def stay(seat, since=TWO):
    return Interval(seat, since, None)


def test_meeting_that_was_never_quorate_leaves_briefing_notes():
    assert is_briefing(came(stay("a")), is_outside=False)


def test_meeting_that_became_quorate_leaves_minutes():
    assert not is_briefing(came(stay("a"), stay("b", THREE)), is_outside=False)
    assert not is_briefing(came(stay("a"), stay("b")), is_outside=False)


def test_nothing_is_called_a_briefing_without_attendance_or_outside_a_meeting():
    assert not is_briefing(came(), is_outside=False)
    assert not is_briefing(came(stay("a")), is_outside=True)


# What may be done to single items


def test_items_are_drafted_once_the_meeting_is_over_until_they_are_agreed():
    assert may_draft(MinutesStage.WRITING, MeetingStage.HELD).allowed
    assert may_draft(MinutesStage.WRITING, MeetingStage.OPEN).codes == {"meeting-not-held"}
    assert may_draft(MinutesStage.AGREED, MeetingStage.HELD).codes == {"minutes-fixed"}


def test_notes_are_added_once_the_meeting_is_over():
    assert may_add_note(MeetingStage.HELD).allowed
    assert may_add_note(MeetingStage.OPEN).codes == {"meeting-not-held"}


def test_item_is_exempt_for_a_reason_until_the_minutes_are_agreed():
    assert may_exempt(MinutesStage.DRAFT, reason="Names a pupil").allowed
    assert may_exempt(MinutesStage.DRAFT, reason=" ").codes == {"exempt-without-reason"}
    assert may_exempt(MinutesStage.SIGNED, reason="Late").codes == {"minutes-fixed"}
