"""The whole record is taken away by those who may read all of it, and not while members vote."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from decisions.choices import BallotStatus, Method
from decisions.models import Ballot
from decisions.records.taking import record_to_take
from decisions.rules.records import may_take_record
from forum.choices import Role
from forum.models import AuditEntry
from tests.factories import a_role
from tests.guarded import a_ballot, close, move, tabled
from tests.records_again import written


def address(forum):
    return reverse("decisions:record_export", args=[forum.slug])


def test_record_is_taken_while_nobody_votes():
    assert may_take_record(voting_now=0).allowed
    assert may_take_record(voting_now=1).codes == {"votes-being-cast"}


@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR])
def test_clerk_and_auditor_take_the_record_as_it_is(forum, role):
    before = AuditEntry.objects.count()

    with record_to_take(forum, by=a_role(forum, role)) as file:
        content = file.read()

    assert content == written(forum)
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR])
def test_who_may_not_read_what_is_exempt_takes_no_record(forum, role):
    with pytest.raises(PermissionDenied):
        record_to_take(forum, by=a_role(forum, role))


@pytest.mark.django_db
def test_page_gives_the_file_once_the_ballot_is_closed(client):
    asked = tabled()
    ballot = a_ballot(asked, Method.ELECTRONIC)
    move(ballot, BallotStatus.OPEN)
    client.force_login(asked.clerk)

    refused = client.get(address(asked.forum))
    close(ballot, asked.clerk, (0, 0, 0))
    answer = client.get(address(asked.forum))

    assert refused.status_code == 409
    assert "Members are voting now" in refused.content.decode()
    assert json.loads(b"".join(answer.streaming_content))["format"] == "tabled-record/v1"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.django_db
def test_hands_that_are_being_counted_keep_nobody_waiting(client):
    asked = tabled()
    ballot = a_ballot(asked, Method.SHOW_OF_HANDS)
    move(ballot, BallotStatus.OPEN)
    client.force_login(asked.clerk)

    answer = client.get(address(asked.forum))

    assert answer.status_code == 200
    assert Ballot.objects.get().is_open
    answer.close()
