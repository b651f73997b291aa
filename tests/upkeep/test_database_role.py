"""The role that the application works as may add to the record and not rewrite it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from decisions.upkeep.looked import WATCH, WELL
from decisions.upkeep.role import add_only_tables, grants, role_line
from forum import audit
from forum.models import AddOnly, AuditEntry
from tests.factories import MEETING_DAY

pytestmark = pytest.mark.django_db
ROLE = "tabled_test_app"
ATTACKS = {
    "update": "UPDATE forum_auditentry SET sentence = 'Nothing'",
    "delete": "DELETE FROM forum_auditentry",
    "truncate": "TRUNCATE forum_auditentry CASCADE",
    "of a vote": "UPDATE decisions_vote SET choice = 'against'",
    "of a document": "DELETE FROM forum_publisheddocument",
    "lifting": "ALTER TABLE forum_auditentry DISABLE TRIGGER ALL",
    "dropping": "DROP TRIGGER guard_forum_auditentry_add_only_update ON forum_auditentry",
    "replica": "SET session_replication_role = replica",
    "another forum's head": "UPDATE forum_trailhead SET forum_id = forum_id",
    "new table": "CREATE TABLE elsewhere (id int)",
}


@pytest.fixture
def as_role(forum):
    """Work as the role; it goes with the transaction of the test."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        for statement in grants(ROLE):
            cursor.execute(statement)
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_role_cannot_rewrite_the_record(as_role, attack):
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack)


def test_role_adds_to_the_record(as_role, forum):
    audit.record("written", "As the role", forum=forum, by=None, on=MEETING_DAY)

    assert AuditEntry.objects.get().sentence == "As the role"
    assert list(role_line()) == [(WELL, "it may add to the record and not rewrite it")]


def test_every_model_that_is_only_added_to_is_so_for_the_role():
    ours = {model._meta.db_table for model in AddOnly.__subclasses__() if not model._meta.abstract}

    assert ours <= add_only_tables()


def test_command_prints_what_the_owner_says(forum):
    if connection.vendor != "postgresql":
        with pytest.raises(CommandError, match="SQLite has no roles"):
            call_command("database_role", "app")
        return
    out = StringIO()

    call_command("database_role", 'a"pp', stdout=out)

    assert 'GRANT SELECT, INSERT ON "forum_auditentry" TO "a""pp";' in out.getvalue()
    assert next(role_line())[0] == WATCH
