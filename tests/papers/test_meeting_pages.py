"""Meetings as they are read: the list, the agenda with its papers, and its publishing."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from forum.choices import DayBasis, DocumentKind, ItemKind, MeetingKind, ReturningKind, Role
from forum.models import PublishedDocument, ReturningBusiness
from papers.models import Placement
from papers.workflow.tabling import table_paper
from tests.asking import a_motion, address, day
from tests.factories import (
    BEFORE,
    a_line,
    a_matter,
    a_meeting,
    a_member,
    a_paper,
    a_recommendation,
    a_role,
    an_item,
    an_option,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spring_of_2026(time_machine):
    """A day after all that these tests tell of."""
    time_machine.move_to(datetime(2026, 4, 15, 12, tzinfo=UTC))


@pytest.fixture
def tabled(paper, clerk):
    """A paper that names its source, put before the meeting."""
    recommendation = a_recommendation(paper, seeks_resources=True, amount=Decimal(89604))
    an_option(recommendation, a_line(paper.forum))
    a_member(paper.forum)
    return table_paper(paper, by=clerk, on=BEFORE)


@pytest.fixture
def draft(meeting):
    """A paper on the same agenda that names no source."""
    paper = a_paper(a_matter(meeting.forum, "Growth"), an_item(meeting, "6"), title="Growth fund")
    a_recommendation(paper, seeks_resources=True, amount=Decimal(1000))
    return paper


def publish(meeting, clerk):
    meeting.agenda_published_at, meeting.agenda_published_by = timezone.now(), clerk
    meeting.agenda_published_on = BEFORE
    meeting.save()


def close(meeting, clerk):
    meeting.opened_at, meeting.opened_by = timezone.now(), clerk
    meeting.closed_at, meeting.closed_by = timezone.now(), clerk
    meeting.save()


def words(answer):
    return " ".join(answer.content.decode().split())


def test_public_sees_published_meetings_only(client, forum, meeting, clerk):
    url = address("papers:meeting_list", forum)
    assert "15 January 2026" not in words(client.get(url))

    publish(meeting, clerk)

    assert "15 January 2026" in words(client.get(url))
    assert "Call a meeting" not in words(client.get(url))


def test_coming_meetings_stand_first_and_past_ones_by_year(client, forum, clerk, meeting):
    for year in (2018, 2019):
        close(a_meeting(forum, date(year, 7, 4)), clerk)
    client.force_login(clerk)

    page = words(client.get(address("papers:meeting_list", forum)))

    order = ["Coming meetings", "15 January 2026", "Past meetings", "4 July 2019", "4 July 2018"]
    assert sorted(order, key=page.index) == order


def test_meeting_entered_long_after_is_past_and_its_day_stands_as_far_as_it_is_known(
    client, forum, clerk, meeting
):
    a_meeting(forum, date(2013, 9, 1), is_historic=True, day_basis=DayBasis.MONTH)
    client.force_login(clerk)

    page = words(client.get(address("papers:meeting_list", forum)))

    order = ["15 January 2026", "Past meetings", "September 2013 (day not stated)"]
    assert sorted(order, key=page.index) == order
    assert "1 September 2013" not in page


@pytest.mark.parametrize("many", [1, 3])
def test_meeting_list_takes_the_same_queries_for_any_number(
    client, forum, clerk, many, django_assert_num_queries
):
    for number in range(many):
        a_meeting(forum, date(2026, 1, 1 + number))
    client.force_login(clerk)

    with django_assert_num_queries(7):
        client.get(address("papers:meeting_list", forum))


def test_clerk_reads_what_must_be_published_when(client, forum, meeting, clerk):
    a_meeting(forum, date(2026, 6, 18))
    client.force_login(clerk)

    listed = words(client.get(address("papers:meeting_list", forum)))
    detail = words(client.get(meeting.get_absolute_url()))

    assert "Agenda and papers published: was due by 6 January 2026, 69 working days ago." in listed
    assert "Agenda and papers published: due by 9 June 2026, in 55 days." in listed
    assert "Draft minutes published: was due by 22 January 2026, 83 days ago." in listed
    assert "Was due by 6 January 2026, 69 working days ago." in detail
    assert "The forum&#x27;s constitution: notice of meetings" in detail


def test_member_and_public_see_no_clock(client, forum, meeting, clerk, primary_head):
    publish(meeting, clerk)
    public = words(client.get(address("papers:meeting_list", forum)))
    client.force_login(primary_head)

    assert "Draft minutes published" not in public
    assert "Draft minutes published" not in words(client.get(meeting.get_absolute_url()))


def test_draft_minutes_that_are_out_are_done_with_the_day_they_came_out(client, meeting, clerk):
    publish(meeting, clerk)
    stored(meeting, DocumentKind.DRAFT_MINUTES, clerk)
    client.force_login(clerk)

    page = words(client.get(meeting.get_absolute_url()))

    assert "Done on 2 January 2026, due by 22 January 2026." in page


def test_decision_outside_a_meeting_is_put_on_the_next_agenda_with_one_press(
    client, forum, meeting, clerk
):
    meeting.kind, meeting.called_because = MeetingKind.OUTSIDE, "A grant ends"
    close(meeting, clerk)
    later = a_meeting(forum, date(2026, 5, 14))
    business = ReturningBusiness.objects.create(
        forum=forum, kind=ReturningKind.OUTSIDE_DECISION, sentence="Asked of all members",
        about=meeting.pk, business=meeting.pk, arose_at=meeting,
    )  # fmt: skip
    client.force_login(clerk)
    url = address("forum:business_bring", forum, later)
    before = words(client.get(later.get_absolute_url()))

    after = words(client.post(url, {"business": business.pk}, follow=True))

    assert f'action="{url}"' in before
    assert meeting.get_absolute_url() in before
    assert "Decision outside a meeting, 15 January 2026: report" in after
    assert "Must come back" not in after
    assert client.post(url, {"business": meeting.pk}).status_code == 404


def test_planned_meeting_does_not_exist_for_the_public(client, meeting, primary_head):
    assert client.get(meeting.get_absolute_url()).status_code == 404
    client.force_login(primary_head)
    assert client.get(meeting.get_absolute_url()).status_code == 200


def test_public_sees_tabled_papers_and_no_drafts(client, meeting, tabled, draft, clerk):
    publish(meeting, clerk)

    page = words(client.get(meeting.get_absolute_url()))

    assert "Schools and early help" in page
    assert "Agree to fund four posts." in page
    assert "Growth fund" not in page
    assert "in the way" not in page


def test_clerk_sees_how_much_stands_in_the_way(client, meeting, tabled, draft, clerk):
    client.force_login(clerk)

    page = words(client.get(meeting.get_absolute_url()))

    assert "1 thing stands in the way" in page
    assert address("papers:paper_table", meeting.forum, draft) in page
    assert "Publish the agenda" in page


def drafts(meeting, line, numbers):
    """A paper and a motion under each item, none of them tabled."""
    for number in numbers:
        item = an_item(meeting, number)
        paper = a_paper(a_matter(meeting.forum, f"Matter {number}"), item)
        an_option(a_recommendation(paper, seeks_resources=True, amount=Decimal(5)), line)
        motion = a_motion(paper.matter, item, label=f"M{number}")
        an_option(motion.recommendation, line, amount=5)


def test_agenda_takes_the_same_queries_for_any_number_of_drafts(
    client, meeting, clerk, django_assert_max_num_queries, django_assert_num_queries
):
    line = a_line(meeting.forum)
    drafts(meeting, line, "1")
    client.force_login(clerk)

    with django_assert_max_num_queries(40) as one:
        client.get(meeting.get_absolute_url())
    drafts(meeting, line, "234")
    with django_assert_num_queries(len(one)):
        client.get(meeting.get_absolute_url())


@pytest.mark.parametrize("many", [1, 3])
def test_published_agenda_takes_the_same_queries_for_any_number_of_papers(
    client, meeting, clerk, many, django_assert_num_queries
):
    a_member(meeting.forum)
    line = a_line(meeting.forum)
    for number in range(many):
        item = an_item(meeting, str(number + 1))
        paper = a_paper(a_matter(meeting.forum, f"Matter {number}"), item)
        an_option(a_recommendation(paper), line)
        table_paper(paper, by=clerk, on=BEFORE)
    publish(meeting, clerk)
    client.force_login(clerk)

    with django_assert_num_queries(17):
        client.get(meeting.get_absolute_url())


def test_what_must_come_back_is_placed_with_one_click(client, forum, meeting, tabled, clerk):
    close(meeting, clerk)
    recommendation = tabled.recommendations.get()
    later = a_meeting(forum, date(2026, 3, 12))
    arising = an_item(later, "4", "Matters arising", kind=ItemKind.MATTERS_ARISING)
    ReturningBusiness.objects.create(
        forum=forum, kind=ReturningKind.UNSETTLED_SOURCE, sentence="Early help: not settled",
        about=recommendation.pk, business=recommendation.pk, arose_at=meeting,
    )  # fmt: skip
    client.force_login(clerk)
    before = words(client.get(later.get_absolute_url()))

    place = address("papers:place_again", forum, recommendation)
    answer = client.post(place, {"agenda_item": arising.pk})

    placement = Placement.objects.get(meeting=later)
    assert "Must come back" in before
    assert f'action="{place}"' in before
    assert answer.url == address("papers:placement_table", forum, placement)
    assert "Must come back" not in words(client.get(later.get_absolute_url()))


def test_what_was_tabled_for_a_cancelled_meeting_is_put_on_another_agenda(
    client, forum, meeting, tabled, clerk
):
    meeting.cancelled_at, meeting.cancelled_by = timezone.now(), clerk
    meeting.cancelled_because = "Snow"
    meeting.save()
    later = a_meeting(forum, date(2026, 5, 14))
    item = an_item(later)
    client.force_login(clerk)
    place = address("papers:place_again", forum, tabled.recommendations.get())
    before = words(client.get(later.get_absolute_url()))

    client.post(place, {"agenda_item": item.pk})

    assert "Meeting cancelled" in before
    assert f'action="{place}"' in before
    assert "Meeting cancelled" not in words(client.get(later.get_absolute_url()))


def stored(meeting, kind, clerk):
    return PublishedDocument.objects.create(
        forum=meeting.forum, kind=kind, about=meeting.pk, title=kind.label,
        content=b"%PDF-1.7", sha256="0" * 64, trail_seq=1, trail_hash="0" * 64,
        published_at=timezone.now(), published_by=clerk, published_on=BEFORE,
    )  # fmt: skip


def test_minutes_and_log_are_linked_once_the_minutes_are_out(client, meeting, clerk):
    publish(meeting, clerk)
    minutes = address("decisions:minutes_detail", meeting.forum, meeting)
    log = address("decisions:meeting_log", meeting.forum, meeting)
    before = words(client.get(meeting.get_absolute_url()))

    stored(meeting, DocumentKind.DRAFT_MINUTES, clerk)
    after = words(client.get(meeting.get_absolute_url()))

    assert minutes not in before
    assert minutes in after
    assert log in after
    assert "Draft minutes (PDF)" in after


def test_published_agenda_is_served_as_it_was_stored(client, meeting, clerk):
    publish(meeting, clerk)
    document = stored(meeting, DocumentKind.AGENDA, clerk)

    answer = client.get(address("papers:agenda_pdf", meeting.forum, meeting))

    assert answer.url == address("decisions:document", meeting.forum, document)
    assert "Agenda (PDF)" in words(client.get(meeting.get_absolute_url()))


def test_draft_agenda_is_for_those_who_work_here(client, meeting, clerk, primary_head):
    an_item(meeting)
    url = address("papers:agenda_pdf", meeting.forum, meeting)

    client.force_login(primary_head)
    assert client.get(url).status_code == 403
    client.force_login(clerk)
    answer = client.get(url)
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"


def test_clerk_publishes_the_agenda(client, meeting, tabled, draft, clerk):
    client.force_login(clerk)
    url = address("papers:agenda_publish", meeting.forum, meeting)
    page = words(client.get(url))

    answer = client.post(url, day("published_on", "5 1 2026"), follow=True)

    meeting.refresh_from_db()
    assert "Not published: 1 thing stands in the way" in page
    assert meeting.agenda_published_on == date(2026, 1, 5)
    assert "The agenda is published" in words(answer)
    document = PublishedDocument.objects.get(about=meeting.pk)
    assert bytes(document.content).startswith(b"%PDF-")


def test_short_notice_needs_the_reason_of_the_chair(client, meeting, clerk):
    an_item(meeting)
    client.force_login(clerk)
    url = address("papers:agenda_publish", meeting.forum, meeting)
    sent = day("published_on", "14 1 2026")

    refused = words(client.post(url, sent))
    client.post(url, sent | {"reason": "The chair agrees: the grant came late."})

    meeting.refresh_from_db()
    assert "0 clear working days of notice" in refused
    assert "Give the chair&#x27;s reason for the short notice" in refused
    assert meeting.is_public


def test_empty_agenda_is_refused_with_what_was_typed(client, meeting, clerk):
    client.force_login(clerk)

    answer = client.post(
        address("papers:agenda_publish", meeting.forum, meeting), day("published_on", "5 1 2026")
    )

    assert answer.status_code == 409
    assert "Add at least one item" in words(answer)
    assert 'value="2026"' in words(answer)


def test_member_is_led_to_what_they_may_vote_on(client, meeting, primary_head, forum):
    client.force_login(primary_head)

    page = words(client.get(meeting.get_absolute_url()))

    assert address("decisions:my_votes", forum) in page
    assert "Change" not in page


def test_auditor_reads_drafts_and_changes_nothing(client, meeting, draft, forum):
    client.force_login(a_role(forum, Role.AUDITOR))

    page = words(client.get(meeting.get_absolute_url()))

    assert "Growth fund" in page
    assert "<form" not in page.split("<main")[1]
