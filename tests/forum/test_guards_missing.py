import sqlite3
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import OperationalError, connection
from django.db.migrations import Migration

from forum.guards import declared_guards, guards_state, install, lift, missing_or_changed
from forum.models import AgendaItem
from tests import raw
from tests.factories import a_forum, a_meeting, an_item
from tests.raw import assert_refused, postgresql_only, sqlite_only

MADE_BY_SQLITE = ("CREATE TABLE sqlite_", "CREATE TABLE 'forum_searchtext_words_")
"""Tables that come with others: of sequences, and behind the full-text index."""

VOTE = "guard_decisions_vote_while_open"
EMPTIED = (
    "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql "
    "SET search_path = public, pg_temp AS 'BEGIN RETURN NEW; END'"
)


def drop(name, table):
    raw.run(f"DROP TRIGGER {name}" + ("" if raw.is_sqlite() else f" ON {table}"))


@pytest.mark.django_db
def test_every_guard_stands_after_migrating():
    state = guards_state()

    assert state.intact
    assert state.problems == ()
    assert state.declared > 200


@pytest.mark.django_db
def test_names_of_guards_are_told_apart():
    names = [guard.name for guard in declared_guards()]

    assert len(names) == len(set(names))
    assert all(name.startswith("guard_") and len(name) <= 63 for name in names)


@pytest.mark.django_db
def test_each_missing_guard_is_noticed_and_put_up_again():
    for guard in declared_guards():
        if guard.is_for(connection.vendor):
            drop(guard.name, guard.table)

            assert missing_or_changed(connection) == [f"{guard.name} on {guard.table} is missing."]
            assert install(connection) == [guard.name]
    assert guards_state().intact


@pytest.mark.django_db
def test_changed_guard_is_noticed_and_put_up_again():
    weak = [
        replace(guard, refusals=guard.refusals[1:]) if guard.name == VOTE else guard
        for guard in declared_guards()
    ]
    install(connection, weak)

    assert missing_or_changed(connection) == [f"{VOTE} on decisions_vote is changed."]
    assert install(connection) == [VOTE]


@pytest.mark.django_db
def test_guard_without_its_lock_is_noticed():
    install(connection, [replace(guard, locks=()) for guard in declared_guards()])

    locked = [guard for guard in declared_guards() if guard.locks]
    assert len(missing_or_changed(connection)) == (0 if raw.is_sqlite() else len(locked))


@pytest.mark.django_db
def test_trigger_that_nobody_declared_is_noticed():
    if raw.is_sqlite():
        raw.run("CREATE TRIGGER zzz AFTER INSERT ON decisions_vote BEGIN SELECT 1; END")
    else:
        raw.run(
            "CREATE TRIGGER zzz BEFORE INSERT ON decisions_vote FOR EACH ROW "
            "EXECUTE FUNCTION suppress_redundant_updates_trigger()"
        )

    assert missing_or_changed(connection) == ["zzz on decisions_vote is not known."]


@pytest.mark.django_db
def test_guard_that_is_no_longer_declared_is_taken_down():
    fewer = [guard for guard in declared_guards() if guard.name != VOTE]

    install(connection, fewer)

    assert missing_or_changed(connection, fewer) == []


@pytest.mark.django_db
def test_lifted_guards_are_all_missing():
    lift(connection)

    state = guards_state()
    assert not state.intact
    assert len(state.problems) == state.declared


@postgresql_only
@pytest.mark.django_db
@pytest.mark.parametrize(
    "tampering",
    [
        "ALTER TABLE decisions_vote DISABLE TRIGGER {}",
        "ALTER TABLE decisions_vote ENABLE TRIGGER {}",
        "ALTER TABLE decisions_vote ENABLE REPLICA TRIGGER {}",
        "ALTER FUNCTION {}() RESET ALL",
        "ALTER FUNCTION {}() STABLE",
        EMPTIED,
    ],
    ids=["disabled", "not always", "replica only", "search path", "stable", "emptied"],
)
def test_tampering_with_a_guard_is_noticed(tampering):
    raw.run(tampering.format(VOTE))

    assert missing_or_changed(connection) == [f"{VOTE} on decisions_vote is changed."]
    assert install(connection) == [VOTE]


@pytest.mark.django_db
def test_system_check_names_what_is_missing(capsys):
    drop(VOTE, "decisions_vote")

    call_command("check", "--database", "default")

    assert f"{VOTE} on decisions_vote is missing." in capsys.readouterr().err


# Migrations


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_rebuilding_a_table_fails_while_guards_name_it():
    with (
        pytest.raises(OperationalError, match="error in trigger"),
        connection.schema_editor() as editor,
    ):
        editor._remake_table(AgendaItem)


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_guards_stand_again_after_a_table_is_rebuilt():
    plan = [(Migration("0099_rebuild", "forum"), False)]

    emit_pre_migrate_signal(0, False, "default", plan=plan)
    assert not guards_state().intact
    with connection.schema_editor() as editor:
        editor._remake_table(AgendaItem)
    emit_post_migrate_signal(0, False, "default", plan=plan)

    assert guards_state().intact


@pytest.mark.django_db(transaction=True)
def test_migrate_mends_the_guards():
    drop(VOTE, "decisions_vote")

    call_command("migrate", verbosity=0)

    assert guards_state().intact


@pytest.mark.django_db(transaction=True)
def test_looking_for_migrations_lifts_nothing():
    emit_pre_migrate_signal(0, False, "default", plan=[])

    assert guards_state().intact


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_tables_are_emptied_after_a_test_and_guarded_in_the_next(time):
    item = an_item(a_meeting(a_forum()))

    assert guards_state().intact
    assert AgendaItem.objects.count() == 1
    assert_refused(lambda: raw.remove(item.meeting), "guard_forum_meeting_removed")


@sqlite_only
@pytest.mark.django_db
def test_guards_stand_for_other_programs_too():
    """They call nothing that only Django gives SQLite."""
    plain = sqlite3.connect(":memory:")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type <> 'table'"
        )
        script = [sql for (sql,) in cursor.fetchall() if not sql.startswith(MADE_BY_SQLITE)]
    for sql in script:
        plain.execute(sql)

    with pytest.raises(sqlite3.IntegrityError, match="guard_forum_trailhead"):
        plain.execute("INSERT INTO forum_trailhead (forum_id, seq, hash) VALUES ('a', 3, 'b')")
    plain.close()
