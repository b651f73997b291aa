"""Running a meeting: one screen for the clerk, and who is here."""

import pytest
from django.urls import reverse

from decisions.choices import Method, VoteCast
from decisions.workflow.voting import cast_vote, open_ballot
from forum.choices import ItemKind, Presence
from forum.models import AuditEntry
from tests.factories import MEETING_DAY, a_meeting, a_recommendation, an_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(forum, meeting):
    return reverse("decisions:meeting_run", args=[forum.slug, meeting.pk])


def test_run_page_shows_quorum_items_and_what_comes_next(client, clerk, question, run):
    client.force_login(clerk)

    page = client.get(run).content.decode()

    assert "3 present, 2 needed" in page
    assert "5. Early help" in page
    assert "Not put yet" in page
    assert reverse("decisions:ballot_open", args=[question.forum.slug, question.pk]) in page
