"""The auditor reads all and writes nothing but notes and sign-offs: every address is tried."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction

from forum import models as sitting
from forum.choices import Role
from forum.guards import lift
from tests.access.addresses import of_forums
from tests.every_record import every_record
from tests.factories import a_role

pytestmark = pytest.mark.django_db

NOTES = {"decisions:review_note", "decisions:review_sign"}
"""Where an auditor writes."""
FOR_ANYBODY = {"forum:subscribe"}
"""What the whole public may ask for: it shows its form again."""
REFUSED = {403, 404, 405, 409}


def rows():
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


@pytest.fixture
def records():
    with transaction.atomic():
        lift(connection)
        return every_record()


@pytest.fixture
def forum(records):
    return records[sitting.Forum]


def answers(client, forum, records):
    found = {}
    for each in of_forums():
        ids = {key: records[model].pk for key, model in each.records.items()}
        found[each.name] = client.post(each.filled(forum.slug, ids), {"text": "x"}).status_code
    return found


def test_auditor_may_post_nowhere_but_to_notes_and_sign_offs(client, forum, records):
    client.force_login(a_role(forum, Role.AUDITOR, f"Ada {uuid4()}"))
    before = rows()

    found = answers(client, forum, records)

    let_in = {name for name, code in found.items() if code not in REFUSED}
    assert let_in == NOTES | FOR_ANYBODY
    written = {label for label, count in rows().items() if count != before[label]}
    # That somebody was turned away is counted too: a figure, and nothing of whom.
    assert written == {"decisions.FindingNote", "forum.AuditEntry", "forum.RateCount"}


def test_clerk_finds_other_doors_open(client, forum, records):
    """The control: the same walk as a clerk is not refused everywhere."""
    client.raise_request_exception = False
    client.force_login(a_role(forum, Role.CLERK, f"Clara {uuid4()}"))

    codes = list(answers(client, forum, records).values())

    assert len([code for code in codes if code not in REFUSED]) > 20
