"""A server may stop between agreed minutes and their decision log: the next day has both."""

import pytest

from decisions.workflow import minuting
from decisions.workflow.left_out import complete_documents
from decisions.workflow.minuting import agree_minutes
from forum.choices import DocumentKind
from forum.models import AuditEntry, PublishedDocument
from forum.workflow.meetings import mark_published, open_meeting
from tests.decisions.conftest import LATER
from tests.factories import MEETING_DAY, an_item
from tests.middlesbrough import publish_draft

pytestmark = pytest.mark.django_db


class Stopped(Exception):
    """The server, between two documents."""


@pytest.fixture
def minutes(sitting, question, meeting, clerk):
    sitting.carry(question)
    sitting.end(meeting)
    return publish_draft(meeting, clerk)


@pytest.fixture
def sitting_again(later_meeting, clerk):
    an_item(later_meeting)
    mark_published(later_meeting, by=clerk, on=MEETING_DAY, sha256="")
    return open_meeting(later_meeting, by=clerk, on=LATER)


def logs(meeting):
    return PublishedDocument.objects.filter(kind=DocumentKind.DECISION_LOG, about=meeting.pk)


def test_log_that_was_left_out_is_published_once(minutes, sitting_again, clerk, monkeypatch):
    def stop(*what, **how):
        raise Stopped

    monkeypatch.setattr(minuting, "publish_meeting_log", stop)
    with pytest.raises(Stopped):
        agree_minutes(minutes, at_meeting=sitting_again, by=clerk, on=LATER)
    assert not logs(minutes.meeting)

    assert complete_documents(minutes.forum, on=LATER) == 1
    assert complete_documents(minutes.forum, on=LATER) == 0

    assert logs(minutes.meeting).count() == 1
    said = AuditEntry.objects.filter(event="log-published").get()
    assert said.sentence.startswith("Decision log of")


def test_nothing_is_published_where_nothing_was_left_out(minutes, sitting_again, clerk):
    agree_minutes(minutes, at_meeting=sitting_again, by=clerk, on=LATER)

    assert complete_documents(minutes.forum, on=LATER) == 0
