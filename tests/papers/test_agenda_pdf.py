from datetime import date, time
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from forum.choices import ItemKind, ReturningKind, TransferVoters
from forum.models import ReturningBusiness
from papers.choices import Purpose
from papers.models.cover import voters
from papers.models.electorate import local_rules
from papers.pdfs.agenda import agenda_context, agenda_pdf
from papers.workflow.tabling import table_paper, table_placement
from tests.asking import a_motion
from tests.documents import LONG_TITLE, LONG_WORD, TRAIL, broken_promises, flowing
from tests.factories import (
    BEFORE,
    a_constitution,
    a_line,
    a_matter,
    a_meeting,
    a_member,
    a_paper,
    a_recommendation,
    an_item,
    an_option,
)
from tests.pdf_checks import outline, page_count

pytestmark = pytest.mark.django_db
TITLE = "Agenda of the meeting of 15 January 2026"


@pytest.fixture
def tabled(paper, forum, clerk):
    """A paper that asks all members for £89,604, tabled."""
    a_member(forum)
    recommendation = a_recommendation(paper, seeks_resources=True, amount=Decimal(89604))
    an_option(recommendation, a_line(forum))
    return table_paper(paper, by=clerk, on=BEFORE)


def html(meeting):
    return render_to_string("pdf/agenda.html", agenda_context(meeting))


def test_agenda_marks_what_a_paper_is_for_and_who_may_vote(tabled, meeting):
    item = agenda_context(meeting)["items"][0]

    assert item["papers"] == [
        {
            "pk": tabled.pk,
            "title": "Schools and early help",
            "purpose": "For decision",
            "author_post": "Early Help Manager",
            "late": "",
            "late_reason": "",
            "voters": ["Recommendation 1: All members vote."],
        }
    ]


def test_draft_paper_is_to_follow_and_not_named(paper, meeting):
    said = html(meeting)

    assert "Paper to follow" in said
    assert paper.title not in said


def test_late_paper_says_so_with_the_reason(paper, meeting, clerk):
    paper.purpose = Purpose.INFORMATION
    paper.save()
    late = {"late|The paper": "Figures came in on Monday"}
    table_paper(paper, acknowledged=late, by=clerk, on=date(2026, 1, 13))

    assert "Late: Figures came in on Monday" in html(meeting)


def test_motion_stands_with_its_words(meeting, forum, clerk):
    motion = a_motion(a_matter(forum), an_item(meeting, "9", "Any other business"))
    an_option(motion.recommendation, a_line(forum))
    a_member(forum)
    assert "Agree to a survey." not in html(meeting)

    table_placement(motion, by=clerk, on=meeting.held_on)

    said = " ".join(html(meeting).split())
    assert (
        "<strong>Recommendation Motion</strong> (moved from the floor): Agree to a survey." in said
    )


def test_returning_business_is_named(meeting, forum):
    earlier = a_meeting(forum, date(2025, 10, 1))
    ReturningBusiness.objects.create(
        forum=forum, kind=ReturningKind.UNSETTLED_SOURCE, about=earlier.pk, business=earlier.pk,
        arose_at=earlier,
        sentence="Early Help: 1 of 1 October 2025, funding source not settled",
    )  # fmt: skip

    said = html(meeting)

    assert "Business that must come back" in said
    assert "Early Help: 1 of 1 October 2025, funding source not settled" in said


def test_what_the_record_lacks_is_not_stated(meeting):
    said = html(meeting)

    assert said.count("<td>not stated</td>") == 3
    assert "No items are on this agenda yet." in said


def test_time_and_place_are_as_people_write_them(forum):
    meeting = a_meeting(forum, starts_at_time=time(14, 30), place="Council Chamber")

    assert "<td>2:30pm</td>" in html(meeting)
    assert "<td>Council Chamber</td>" in html(meeting)


def test_published_agenda_keeps_its_promises(tabled, meeting):
    made = agenda_pdf(meeting, trail_line=TRAIL, on=BEFORE)

    assert broken_promises(made, title=TITLE, trail=TRAIL) == []
    assert "Published on 2 January 2026, 8 clear working days before the meeting" in flowing(made)
    assert (3, "5. Early help") in outline(made)


def test_agenda_that_is_not_published_says_so_on_every_page(meeting):
    for number in range(1, 41):
        an_item(meeting, str(number), f"Item of business number {number}")

    made = agenda_pdf(meeting, on=BEFORE)

    assert broken_promises(made, title=TITLE, note="Draft: not published") == []
    assert 2 <= page_count(made) <= 4


def test_long_titles_and_words_stay_on_the_page(forum, meeting):
    an_item(meeting, "1", LONG_TITLE[:300])
    an_item(meeting, "2", LONG_WORD, presenter=LONG_WORD[:160])

    assert broken_promises(agenda_pdf(meeting, on=BEFORE), title=TITLE) == []


def test_same_agenda_is_the_same_bytes(tabled, meeting):
    first = agenda_pdf(meeting, trail_line=TRAIL, on=BEFORE)

    assert agenda_pdf(meeting, trail_line=TRAIL, on=BEFORE) == first


def test_agenda_takes_as_many_queries_for_three_papers_as_for_one(
    tabled, meeting, forum, django_assert_num_queries
):
    with django_assert_num_queries(11) as one:
        agenda_context(meeting)
    for number in "678":
        a_recommendation(a_paper(tabled.matter, an_item(meeting, number)))

    with django_assert_num_queries(len(one)):
        agenda_context(meeting)


def test_agenda_says_who_votes_by_the_constitution_of_the_day(meeting, forum, clerk, paper):
    a_constitution(forum, transfer_voters=TransferVoters.FORMULA)
    a_member(forum)
    wanted = a_recommendation(
        paper, decision_type="TRANSFER_SB_LE_05", seeks_resources=True, amount=Decimal(1000)
    )
    local = local_rules(forum.constitution_on(meeting.held_on))

    said = voters(wanted, wanted.kind_under(local))

    assert said == (
        "Schools, academies and early years members vote, by the forum’s constitution."
    )
    assert voters(wanted, wanted.kind_in_law) == "All members vote."


def test_election_is_put_to_all_members(meeting):
    an_item(meeting, "1", "Election of the chair", kind=ItemKind.ELECTION)
    an_item(meeting, "2", "Any other business", kind=ItemKind.OTHER_BUSINESS)

    items = agenda_context(meeting)["items"]

    assert [item["voters"] for item in items] == [
        "All members vote. The members elect one of themselves.",
        "",
    ]


def test_chair_stands_on_the_agenda_with_the_group_and_the_online_link(meeting, forum, chair):
    meeting.online_link = "https://meet.example.org/forum"
    meeting.save()

    said = html(meeting)

    assert "<td>Pat Primary (Maintained primary schools)</td>" in said
    assert "<td>https://meet.example.org/forum</td>" in said


def test_agenda_says_how_to_attend_in_the_words_of_the_forum(meeting, forum):
    meeting.forum.how_to_attend = "Come to the west door."

    assert "<td>Come to the west door.</td>" in html(meeting)
