"""Each event writes its letter: in its own transaction, to its readers, leading to its page."""

import pytest
from django.db import transaction

from decisions.choices import Method
from decisions.workflow.minuting import agree_minutes, begin_minutes, publish_draft
from decisions.workflow.voting import open_ballot, void_ballot
from forum.choices import NoticeKind
from forum.models import News, OutboxMessage
from forum.workflow.meetings import add_item, mark_published, open_meeting
from papers.models import Paper
from papers.models.facts import paper_facts
from papers.rules.tabling import may_table
from papers.workflow.publishing import publish_agenda
from papers.workflow.tabling import table_paper
from tests.decisions.conftest import LATER
from tests.factories import BEFORE, MEETING_DAY, a_matter, a_paper, an_item

pytestmark = pytest.mark.django_db


def letters(kind):
    return OutboxMessage.objects.filter(kind=kind)


def readers(kind):
    return set(letters(kind).values_list("address", flat=True))


def addresses(people):
    return {person.email for person in people}


@pytest.fixture
def published(meeting, members, clerk):
    an_item(meeting, "1", "Welcome")
    return mark_published(meeting, by=clerk, on=BEFORE, sha256="")


@pytest.fixture
def minutes(sitting, question, meeting, clerk):
    sitting.carry(question)
    sitting.end(meeting)
    minutes = begin_minutes(meeting, by=clerk, on=MEETING_DAY)
    publish_draft(minutes, by=clerk, on=MEETING_DAY)
    return minutes


def test_published_agenda_is_told_to_members_and_followers(meeting, members, clerk):
    an_item(meeting, "1", "Welcome")

    publish_agenda(meeting, by=clerk, on=BEFORE)

    assert readers(NoticeKind.AGENDA) == addresses(members)
    letter = letters(NoticeKind.AGENDA).first()
    assert letter.subject == "Agenda published: Borsetshire Schools Forum, 15 January 2026"
    assert letter.path == meeting.get_absolute_url()
    assert "say on the page of the meeting whether you are coming" in letter.text
    news = News.objects.get()
    assert "- 1. Welcome" in news.text
    assert "whether you are coming" not in news.text


def test_letters_go_with_the_change_that_failed(meeting, members, clerk):
    an_item(meeting, "1", "Welcome")
    mark_published(meeting, by=clerk, on=BEFORE, sha256="")

    with transaction.atomic():
        add_item(an_unsaved_item(meeting), by=clerk, on=BEFORE)
        transaction.set_rollback(True)

    assert not OutboxMessage.objects.exists()
    assert not News.objects.exists()


def an_unsaved_item(meeting):
    return type(meeting.items.first())(
        forum=meeting.forum, meeting=meeting, title="Urgent business"
    )


def test_item_added_to_a_published_agenda_is_told(published, members, clerk):
    add_item(an_unsaved_item(published), by=clerk, on=BEFORE)

    assert readers(NoticeKind.PAPER) == addresses(members)
    assert letters(NoticeKind.PAPER).first().subject.startswith("Item 1A added, Urgent business: ")
    assert News.objects.count() == 1


def test_item_of_a_draft_agenda_is_told_to_nobody(meeting, members, clerk):
    an_item(meeting, "1", "Welcome")

    add_item(an_unsaved_item(meeting), by=clerk, on=BEFORE)

    assert not OutboxMessage.objects.exists()


def test_paper_added_to_a_published_agenda_is_told(published, members, clerk):
    paper = a_paper(a_matter(published.forum), an_item(published, "2"), purpose="information")

    warnings = may_table(paper_facts(paper, on=BEFORE)).warnings
    reasons = {warning.key: "The figures came today" for warning in warnings}
    table_paper(paper, acknowledged=reasons, by=clerk, on=BEFORE)

    letter = letters(NoticeKind.PAPER).first()
    assert readers(NoticeKind.PAPER) == addresses(members)
    assert letter.subject.startswith("Paper added, item 2, Schools and early help: ")
    assert letter.path == Paper.objects.get().get_absolute_url()
    assert News.objects.get().about == paper.pk


def test_first_ballot_of_a_meeting_is_told_to_who_may_vote(question, members, clerk, auditor):
    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    void_ballot(ballot, reason="Wrong text on the screen", by=clerk, on=MEETING_DAY)
    open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)

    assert letters(NoticeKind.BALLOT).count() == len(members)
    assert readers(NoticeKind.BALLOT) == addresses(members)
    letter = letters(NoticeKind.BALLOT).first()
    assert letter.subject.startswith("Vote now: ")
    assert letter.path.endswith("/live/")


def test_show_of_hands_is_told_to_nobody(question, clerk):
    open_ballot(question, Method.SHOW_OF_HANDS, by=clerk, on=MEETING_DAY)

    assert not letters(NoticeKind.BALLOT).exists()


def test_each_publication_of_draft_minutes_is_told(minutes, members, clerk):
    publish_draft(minutes, by=clerk, on=MEETING_DAY)

    subjects = {each.subject.split(":")[0] for each in letters(NoticeKind.DRAFT_MINUTES)}
    assert subjects == {"Draft minutes published", "Draft minutes published again"}
    assert readers(NoticeKind.DRAFT_MINUTES) == addresses(members)
    assert News.objects.filter(kind=NoticeKind.DRAFT_MINUTES).count() == 2


def test_agreed_minutes_are_told(minutes, later_meeting, members, clerk):
    an_item(later_meeting)
    mark_published(later_meeting, by=clerk, on=MEETING_DAY, sha256="")
    open_meeting(later_meeting, by=clerk, on=LATER)

    agree_minutes(minutes, at_meeting=later_meeting, by=clerk, on=LATER)

    assert readers(NoticeKind.AGREED_MINUTES) == addresses(members)
    letter = letters(NoticeKind.AGREED_MINUTES).first()
    assert letter.path.endswith(f"{minutes.meeting_id}/minutes/")
