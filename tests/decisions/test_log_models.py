from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import Method, Procedure, Result
from decisions.models import Ballot, Outcome
from decisions.models.threads.log import log_rows, meeting_log, published_meetings, year_log
from decisions.models.threads.log_row import counts_words, quorum_words
from decisions.workflow.deciding import OutcomeDraft, record_outcome
from decisions.workflow.voting import Counts, close_ballot, open_procedural_ballot
from forum.choices import Group, ItemKind
from papers.choices import Precision
from tests.factories import (
    MEETING_DAY,
    a_line,
    a_matter,
    a_member,
    a_paper,
    an_item,
    everybody_present,
)
from tests.middlesbrough import ASSUMED, a_held_meeting, ask, middlesbrough, offer, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


@pytest.fixture
def held(forum, clerk):
    a_member(forum)
    return a_held_meeting(forum, clerk, MEETING_DAY)


def rows(story):
    return {row.reference: row for row in log_rows(Outcome.objects.filter(forum=story.forum))}


def test_row_says_what_was_asked_agreed_and_from_which_money(story):
    row = rows(story)["2019-02-27/7/1"]

    assert (row.asked, row.agreed) == ("£89,604", "£89,604")
    assert (row.sources, row.years) == ("One-off", "2019-20")
    assert row.lines == "Additional high needs grant (High needs block)"
    assert row.until == date(2019, 10, 31)
    assert row.assumptions == [ASSUMED]
    assert row.settlement == "Source settled"


def test_row_keeps_the_text_tabled_beside_the_text_resolved(story):
    row = rows(story)["2018-07-04/5/1"]

    assert row.is_amended
    assert row.text_tabled == "Agree to fund four Early Help posts."
    assert row.text_resolved.endswith("full time and not term time only.")


def test_rows_know_each_other_in_both_directions(story):
    earlier, later = rows(story).values()

    assert [link.text for link in later.links] == ["Settles the source of 2018-07-04/5/1"]
    assert [link.text for link in earlier.links] == ["Source settled by 2019-02-27/7/1"]
    assert not earlier.is_unsettled
    assert earlier.settlement.endswith("settled on 27 February 2019, 238 days later")


def test_row_names_the_actions_that_follow(story):
    assert [action.reference for action in rows(story)["2018-07-04/5/1"].actions] == ["Jul18-A1"]


def test_rows_take_the_same_queries_whatever_they_show(story, django_assert_num_queries):
    with django_assert_num_queries(10):
        for row in log_rows(Outcome.objects.filter(forum=story.forum)):
            read = (row.reference, row.settlement, row.sources, row.until, row.actions, row.lines)
            assert len(read) == 6
            assert row.links


def test_groups_that_answer_apart_have_references_of_their_own(held, clerk, officer):
    a_member(held.forum, Group.MAINTAINED_SPECIAL)
    everybody_present(held)
    paper = a_paper(a_matter(held.forum), an_item(held, "6"), author=officer)
    wanted = ask(
        paper, "Agree.", "2025-26", officer, MEETING_DAY, votes_separately=True,
        groups=[Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SPECIAL], label="3(i)",
    )  # fmt: skip
    offer(wanted, "A", a_line(held.forum), officer, MEETING_DAY)
    put_all(paper, wanted, clerk)

    for question in wanted.placements.get().questions.all():
        record_outcome(question, OutcomeDraft(Result.WITHDRAWN), by=clerk, on=MEETING_DAY)

    found = [row.reference for row in log_rows(Outcome.objects.filter(forum=held.forum))]
    assert found == ["2026-01-15/6/3(i)/MP", "2026-01-15/6/3(i)/MSP"]


def put_all(paper, wanted, clerk):
    """Several questions: `put` answers with one only."""
    with pytest.raises(Exception, match="returned more than one"):
        put(paper, wanted, clerk, MEETING_DAY)


@pytest.mark.parametrize(
    ("ballot", "words"),
    [
        (None, "No vote taken"),
        (
            Ballot(method=Method.NOT_COUNTED, stated_carried=True),
            "Counts not taken; declared carried",
        ),
        (
            Ballot(method=Method.NOT_COUNTED, stated_carried=False),
            "Counts not taken; declared not carried",
        ),
        (
            Ballot(method=Method.SHOW_OF_HANDS, votes_for=9, votes_against=1, abstentions=0),
            "For 9, against 1, abstained 0",
        ),
    ],
)
def test_counts_are_said_or_that_there_are_none(ballot, words):
    assert counts_words(ballot) == words


@pytest.mark.parametrize(
    ("present", "words"),
    [(8, "Quorate: 8 present, 8 needed"), (7, "Not quorate: 7 present, 8 needed")],
)
def test_quorum_is_said_item_by_item(present, words):
    assert quorum_words(Ballot(quorum_needed=8, quorum_present=present)) == words
    assert quorum_words(None) == ""


def test_amount_asked_keeps_how_firmly_it_was_stated(held, clerk, officer):
    paper = a_paper(a_matter(held.forum), an_item(held, "6"), author=officer)
    wanted = ask(
        paper, "Agree.", "2025-26", officer, MEETING_DAY, amount=Decimal(5000000),
        precision=Precision.UP_TO,
    )  # fmt: skip
    offer(wanted, "A", a_line(held.forum), officer, MEETING_DAY)
    question = put(paper, wanted, clerk, MEETING_DAY)
    record_outcome(question, OutcomeDraft(Result.WITHDRAWN), by=clerk, on=MEETING_DAY)

    (row,) = meeting_log(held).rows

    assert (row.asked, row.agreed, row.counts) == ("up to £5,000,000", "", "No vote taken")


def test_log_of_a_meeting_holds_its_votes_on_procedure(held, clerk):
    item = an_item(held, "2", "Minutes", kind=ItemKind.MINUTES)
    ballot = open_procedural_ballot(
        item, Procedure.ADOPT_PROCEDURE, Method.SHOW_OF_HANDS, by=clerk, on=MEETING_DAY
    )
    close_ballot(ballot, Counts(1, 0, 0), by=clerk, on=MEETING_DAY)

    log = meeting_log(held)

    assert [each.get_procedure_display() for each in log.procedures] == ["Adopt a procedure"]
    assert log.rows == ()


def test_log_of_a_year_is_made_of_its_published_meetings(forum):
    story = middlesbrough(forum, published=1)

    log = year_log(forum, "2018-19")
    inside = year_log(forum, "2018-19", inside=True)

    assert [each.meeting for each in log.meetings] == story.meetings[:1]
    assert [each.meeting for each in inside.meetings] == story.meetings
    assert published_meetings(forum, "2018-19") == 1
    assert year_log(forum, "2019-20").meetings == ()


def test_totals_leave_out_what_is_agreed_in_principle_only(story):
    totals = year_log(story.forum, "2018-19").totals

    assert (totals.together, totals.in_principle, totals.voted) == (
        Decimal(89604),
        Decimal(89604),
        2,
    )


def test_minutes_of_a_meeting_name_what_it_settles_before_they_are_public(forum):
    story = middlesbrough(forum, published=2)

    (row,) = meeting_log(story.meetings[2]).rows

    assert [link.text for link in row.links] == ["Settles the source of 2018-07-04/5/1"]
