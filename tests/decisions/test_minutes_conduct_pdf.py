"""What minutes print of how a meeting was conducted: who came and left, in whose place, and why
somebody did not vote."""

from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from decisions.choices import Method, Procedure, Result, VoteCast
from decisions.models import RegisterOverride
from decisions.pdfs.minutes import minutes_context, minutes_pdf
from decisions.workflow.casting import cast_vote, give_casting_vote
from decisions.workflow.deciding import OutcomeDraft, record_outcome
from decisions.workflow.minuting import begin_minutes
from decisions.workflow.overriding import override_register
from decisions.workflow.voting import (
    Counts,
    close_ballot,
    open_ballot,
    open_procedural_ballot,
    void_ballot,
)
from forum.choices import (
    Capacity,
    InterestAction,
    InterestKind,
    ItemKind,
    MajorityRule,
    Presence,
    PresidingAs,
)
from forum.models import InAttendance, Interest
from forum.workflow.attendance import come_in, leave, preside, take_attendance, take_item
from forum.workflow.interests import declare_interest
from tests.decisions.conftest import ASKED, award_of
from tests.decisions.forecasts import permanent_substitute
from tests.documents import TRAIL, broken_promises
from tests.factories import MEETING_DAY, a_constitution, a_member, an_item, at_time

pytestmark = pytest.mark.django_db
TITLE = "Minutes of the meeting of 15 January 2026"


@pytest.fixture
def minutes(meeting, clerk):
    return begin_minutes(meeting, by=clerk, on=MEETING_DAY)


@pytest.fixture
def step(clerk):
    """As every step of the day is taken: by the clerk, on the day of the meeting."""
    return {"by": clerk, "on": MEETING_DAY}


def said_of(minutes):
    return " ".join(render_to_string("pdf/minutes.html", minutes_context(minutes)).split())


def item_of(minutes, number="5"):
    return next(each for each in minutes_context(minutes)["items"] if each["number"] == number)


def rows_under(minutes, head):
    tables = minutes_context(minutes)["attendance"]
    return next((each for each in tables if str(each["head"]).startswith(head)), None)


def seat_substitute(meeting, forum, step, name="Abel Away"):
    """A member who is away, and the substitute who sits for them."""
    away = a_member(forum, name=name)
    permanent_substitute(away, forum)
    holder = away.appointments.get()
    stand_in = holder.seat.substitutions.get()
    take_attendance(meeting, {holder: Presence.SUBSTITUTE}, substitutes={holder: stand_in}, **step)
    return holder


def go_out_and_come_back(question, member, step):
    """A member leaves in mid-item and comes back on a screen."""
    meeting, holder = question.placement.meeting, member.appointments.get()
    take_item(question.placement.agenda_item, meeting, at=at_time(meeting, 9), **step)
    leave(meeting, holder, at=at_time(meeting, 9, 20), **step)
    come_in(meeting, holder, at=at_time(meeting, 9, 40), is_remote=True, **step)


def declare(question, member, step):
    interest = Interest(
        forum=question.forum,
        meeting=question.placement.meeting,
        appointment=member.appointments.get(),
        agenda_item=question.placement.agenda_item,
        kind=InterestKind.AFFECTED,
        action=InterestAction.DID_NOT_VOTE,
        nature="Head of a school that gains.",
    )
    declare_interest(interest, **step)


def rule_out(question, member, step):
    """The clerk rules that a member may not vote."""
    seat = member.appointments.get().seat
    ruling = RegisterOverride(
        forum=seat.forum,
        agenda_item=question.placement.agenda_item,
        question=question,
        seat=seat,
        may_vote=False,
        reason="The seat is disputed",
    )
    override_register(ruling, **step)
    return seat


def void_one(question, step):
    ballot = open_ballot(question, Method.ELECTRONIC, **step)
    void_ballot(ballot, reason="The wrong text was on the screen.", **step)


def guests_of(meeting):
    for name, post, capacity in (
        ("Fay Finance", "Head of finance", Capacity.FINANCE_OFFICER),
        ("Paul Public", "", Capacity.PUBLIC),
    ):
        InAttendance.objects.create(
            forum=meeting.forum, meeting=meeting, name=name, post=post, capacity=capacity
        )


# Attendance


def test_substitute_stands_with_whom_they_sat_for(question, minutes, forum, step):
    seat_substitute(minutes.meeting, forum, step)

    (row,) = rows_under(minutes, "Present by a substitute")["rows"]

    assert row["name"] == "Sue Substitute for Abel Away"
    assert row["group"] == "Maintained primary schools"


def test_heads_count_the_classes_of_members(question, minutes):
    table = rows_under(minutes, "Present")

    assert table["note"] == "2 schools members, 1 academies member"


def test_leaving_and_coming_back_is_timed_and_named_with_its_item(
    question, minutes, members, step
):
    go_out_and_come_back(question, members[1], step)

    rows = rows_under(minutes, "Present")["rows"]
    row = next(row for row in rows if row["name"].startswith("Sam Secondary"))

    assert row["when"] == "left at 9:20am (item 5), came back at 9:40am (item 5)"
    assert row["name"] == "Sam Secondary (remotely)"


def test_quorum_is_stated_where_it_changed(question, minutes, members, meeting, step):
    first, second = question.placement.agenda_item, an_item(meeting, "6", "Growth fund")
    begin_minutes(meeting, **step)
    take_item(first, meeting, at=at_time(meeting, 9), **step)
    for member in members[1:]:
        leave(meeting, member.appointments.get(), at=at_time(meeting, 9, 30), **step)
    take_item(second, meeting, at=at_time(meeting, 10), **step)

    assert item_of(minutes, "5")["quorum"] == (
        "From 9:30am the forum was not quorate: 1 present, 2 needed."
    )
    assert item_of(minutes, "6")["quorum"] == ""


def test_who_presided_stands_with_group_and_capacity(question, minutes, members, step):
    preside(minutes.meeting, members[2], PresidingAs.VICE_CHAIR, **step)

    said = minutes_context(minutes)["presiding"]

    assert said.startswith("Tess Trustee, Mainstream academies trust representative")
    assert said.endswith("(Mainstream academies), vice-chair")


def test_those_in_attendance_stand_with_their_capacity_and_the_public_is_counted(
    question, minutes
):
    guests_of(minutes.meeting)

    table = rows_under(minutes, "In attendance")

    assert table["rows"] == [
        {
            "name": "Fay Finance",
            "seat": "Head of finance",
            "group": "Chief finance officer, or their representative",
            "when": "",
            "said": "Fay Finance, Head of finance, Chief finance officer, or their representative",
        }
    ]
    assert "Paul Public" not in said_of(minutes)
    assert str(table["head"]).endswith("(1), and 1 member of the public or press")


# Interests, rulings and ballots


def test_interest_says_what_was_done_about_it(question, minutes, members, step):
    declare(question, members[1], step)

    (words,) = item_of(minutes)["interests"]

    assert "Sam Secondary, Maintained secondary schools headteacher" in words
    assert "(Maintained secondary schools), declared an affected interest" in words
    assert words.endswith("Head of a school that gains. Stayed, and did not vote.")


def test_ruling_of_the_clerk_stands_with_its_reason(question, minutes, members, step):
    seat = rule_out(question, members[2], step)

    (words,) = item_of(minutes)["rulings"]

    assert words.startswith(f"The clerk ruled that {seat.name} (Mainstream academies) may not")
    assert "Reason: The seat is disputed. By the rules: May vote." in words


def test_ballot_declared_void_stands_with_its_reason(question, minutes, step):
    void_one(question, step)

    (words,) = item_of(minutes)["voids"]

    assert words == (
        "Recommendation 1, All who may vote: a ballot was declared void, and its votes do not "
        "count. Reason: The wrong text was on the screen."
    )


def test_tie_broken_by_the_chair_says_so(question, minutes, members, forum, step):
    a_constitution(forum, chair_casting_vote=True)
    preside(minutes.meeting, members[0], PresidingAs.CHAIR, **step)
    ballot = open_ballot(question, Method.ELECTRONIC, **step)
    cast_vote(ballot, choice=VoteCast.FOR, by=members[0])
    cast_vote(ballot, choice=VoteCast.AGAINST, by=members[1])
    close_ballot(ballot, **step)
    give_casting_vote(ballot, VoteCast.AGAINST, by=members[0], on=MEETING_DAY)
    record_outcome(question, OutcomeDraft(Result.NOT_CARRIED), **step)

    vote = item_of(minutes)["put"][0]["answers"][0]["vote"]

    assert vote.startswith(
        "For 1, against 1, abstained 0. "
        "A tie, broken by the casting vote of the chair: against. 3 of 3 seats"
    )


def test_majority_and_numbers_are_said_where_the_ballot_had_them(
    question, minutes, members, forum, step
):
    a_constitution(forum, majority_rule=MajorityRule.TWO_THIRDS)
    ballot = open_ballot(question, Method.ELECTRONIC, number_asked="Per cent", **step)
    for member, number in zip(members, ("0.5", "0.5", "0"), strict=True):
        cast_vote(
            ballot, choice=VoteCast.FOR, option_letter="A", number=Decimal(number), by=member
        )
    close_ballot(ballot, **step)
    award = award_of(question.placement.recommendation.options.get(letter="A"))
    draft = OutcomeDraft(Result.CARRIED, amount_agreed=ASKED, awards=(award,))
    record_outcome(question, draft, **step)

    vote = item_of(minutes)["put"][0]["answers"][0]["vote"]

    assert "Majority needed: two thirds of those voting for or against." in vote
    assert "Per cent: 0 by 1, 0.5 by 2. Chosen by more than half of those in favour: 0.5" in vote


def test_register_says_how_many_voted_as_substitutes(question, minutes, forum, members, step):
    seat_substitute(minutes.meeting, forum, step)
    ballot = open_ballot(question, Method.ELECTRONIC, **step)
    close_ballot(ballot, **step)
    record_outcome(question, OutcomeDraft(Result.NOT_CARRIED), **step)

    vote = item_of(minutes)["put"][0]["answers"][0]["vote"]

    assert "4 of 4 seats on the register could vote, 1 of them by a substitute" in vote


def test_secret_election_gives_its_result_and_the_group_of_who_is_elected(
    question, minutes, members, meeting, step
):
    standing = [each.appointments.get() for each in members[:2]]
    item = an_item(meeting, "2", "Chair", kind=ItemKind.ELECTION)
    begin_minutes(meeting, **step)
    ballot = open_procedural_ballot(
        item, Procedure.ELECT_CHAIR, Method.SECRET, candidates=standing, **step
    )
    close_ballot(ballot, Counts(elected=standing[0]), **step)

    (vote,) = item_of(minutes, "2")["procedures"]

    assert vote["result"] == "ELECTED"
    assert vote["vote"].startswith(
        f"Elected: Pat Primary, {standing[0].seat.name} (Maintained primary schools). "
        "Secret ballot on paper: the result only is recorded"
    )


def test_view_of_an_inquorate_forum_is_said_to_decide_nothing(question, minutes, members, step):
    for member in members[1:]:
        leave(minutes.meeting, member.appointments.get(), at=at_time(minutes.meeting, 9), **step)
    ballot = open_ballot(question, Method.SHOW_OF_HANDS, **step)
    close_ballot(ballot, Counts(1, 0, 0), **step)
    draft = OutcomeDraft(Result.VIEW_RECORDED, comments="In favour.")
    record_outcome(question, draft, **step)

    (answer,) = item_of(minutes)["put"][0]["answers"]

    assert answer["head"] == "VIEW RECORDED"
    assert answer["standing"] == "The forum was not quorate: this is a view, and decides nothing."
    assert answer["vote"].endswith("Not quorate: 1 present, 2 needed")


def test_minutes_of_a_meeting_full_of_incident_keep_the_promises_of_a_document(
    question, minutes, members, forum, step
):
    go_out_and_come_back(question, members[1], step)
    seat_substitute(minutes.meeting, forum, step)
    rule_out(question, members[2], step)
    declare(question, members[1], step)
    void_one(question, step)
    guests_of(minutes.meeting)

    made = minutes_pdf(minutes, trail_line=TRAIL, on=date(2026, 1, 20))

    assert broken_promises(made, title=TITLE, trail=TRAIL, note="Draft: not yet agreed") == []


def test_member_who_left_the_room_for_an_item_does_not_make_its_quorum(
    question, minutes, members, meeting, step
):
    item = question.placement.agenda_item
    for member in members[1:]:
        interest = Interest(
            forum=meeting.forum,
            meeting=meeting,
            appointment=member.appointments.get(),
            agenda_item=item if member == members[1] else None,
            kind=InterestKind.PECUNIARY,
            action=InterestAction.LEFT,
            nature="Paid by the service",
        )
        declare_interest(interest, **step)
    take_item(item, meeting, at=at_time(meeting, 9), **step)

    assert item_of(minutes)["quorum"] == "The forum was not quorate: 1 present, 2 needed."
    assert "declared a pecuniary interest" in minutes_context(minutes)["interests"][0]
