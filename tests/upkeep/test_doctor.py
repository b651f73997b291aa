"""Each alarm is raised by its cause, and says what to do."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from decisions.upkeep import surroundings
from decisions.upkeep.doctor import examine, is_well
from decisions.upkeep.looked import WATCH, WELL, WRONG
from forum import audit
from forum.guards import lift
from forum.models import AuditEntry, OutboxMessage, TrailHead
from forum.workflow.jobs import ask_for
from tests.factories import MEETING_DAY
from tests.object_store import object_store

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def nothing_else_wrong(settings, tmp_path, monkeypatch):
    """Backups of today, room on the disk; settings are looked at by their own tests."""
    settings.DEMO, settings.BACKUPS = True, tmp_path
    monkeypatch.setattr(surroundings, "FREE", 0)
    a_backup(tmp_path, timezone.now())


def a_backup(folder, made):
    place = folder / "tabled-1"
    place.mkdir(exist_ok=True)
    (place / "manifest.json").write_text(json.dumps({"made": made.isoformat()}))


def found(name, **more):
    return [
        (line.state, line.words)
        for line in examine(at=timezone.now(), **more)
        if line.name == name
    ]


def a_letter(forum, **more):
    values = {"subject": "Agenda", "text": "Words.", "next_try": NOW, "address": "a@example.org"}
    return OutboxMessage.objects.create(forum=forum, key=f"{more}"[:100], **(values | more))


def test_well_installation_is_well(forum):
    lines = examine(at=timezone.now())

    assert is_well(lines), [str(line) for line in lines if line.state == WRONG]
    assert {line.name for line in lines} >= {"database", "guards", "letters", "backup", "mail"}


def test_letter_that_nobody_sends_is_an_alarm(forum):
    a_letter(forum, next_try=NOW - timedelta(hours=3))

    ((state, words),) = found("letters")

    assert state == WRONG
    assert words.startswith("1 are due for 3 hours")


def test_letter_that_cannot_be_delivered_is_an_alarm_and_one_given_up_is_shown(forum):
    later = NOW + timedelta(hours=1)
    a_letter(forum, next_try=later, waits_since=NOW - timedelta(hours=1), last_error="450 busy")
    a_letter(forum, given_up=True, last_error="550 no such user")

    (stuck, lost) = found("letters")

    assert (stuck[0], lost[0]) == (WRONG, WATCH)
    assert lost[1].startswith("1 given up in the last week")


@pytest.mark.parametrize(
    ("status", "state"), [(TaskResultStatus.READY, WRONG), (TaskResultStatus.RUNNING, WRONG)]
)
def test_job_that_nobody_finishes_is_an_alarm(forum, status, state):
    ask_for("papers.tasks.make_pack", str(forum.pk))
    long_ago = NOW - timedelta(hours=1)
    DBTaskResult.objects.update(
        status=status, enqueued_at=long_ago, started_at=long_ago, run_after=long_ago
    )

    assert [each[0] for each in found("jobs")] == [state]


@pytest.mark.parametrize(("hours", "state"), [(25, WELL), (27, WRONG)])
def test_backup_older_than_a_day_is_an_alarm(tmp_path, hours, state):
    a_backup(tmp_path, NOW - timedelta(hours=hours))

    assert [each[0] for each in found("backup")] == [state]


def test_no_backup_at_all_is_an_alarm(settings, tmp_path):
    settings.BACKUPS = tmp_path / "none"

    assert "run “manage.py backup”" in found("backup")[0][1]


def test_full_disk_is_an_alarm(monkeypatch):
    monkeypatch.setattr(surroundings, "FREE", 101)

    assert {state for state, _ in found("disk")} == {WRONG}


def test_altered_entry_and_missing_guards_are_alarms(forum):
    audit.record("written", "As it was", forum=forum, by=None, on=MEETING_DAY)
    lift(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE forum_auditentry SET sentence = 'Otherwise'")

    assert any("check 7 fails" in words for _, words in found("trail"))
    assert {state for state, _ in found("guards")} == {WRONG}
    assert found("trail", quick=True) == [(WATCH, "not checked: a quick look")]


def test_checkpoint_that_did_not_leave_is_an_alarm(forum, auditor):
    audit.record("written", "One", forum=forum, by=None, on=MEETING_DAY)
    lift(connection)
    AuditEntry.objects.all()._update(
        [(AuditEntry._meta.get_field("recorded_at"), None, NOW - timedelta(days=3))]
    )
    forum.recorded_at = NOW - timedelta(days=9)
    forum.save()

    assert found("checkpoints")[0][0] == WRONG
    assert TrailHead.objects.get().seq == 1


def test_forum_without_an_auditor_is_watched(forum):
    audit.record("written", "One", forum=forum, by=None, on=MEETING_DAY)

    assert found("checkpoints") == [
        (WATCH, "borsetshire: no auditor, so that no checkpoint leaves this host")
    ]


def test_store_of_files_that_is_away_is_an_alarm(settings):
    with object_store() as store:
        store.is_down = True
        options = {
            "bucket_name": "tabled", "endpoint_url": f"http://127.0.0.1:{store.server_port}",
            "access_key": "key", "secret_key": "secret", "region_name": "eu-west-2",
        }  # fmt: skip
        place = {"BACKEND": "config.storage.ObjectStore", "OPTIONS": options}
        settings.STORAGES = {**settings.STORAGES, "default": place}
        settings.FILES_APART = True

        ((state, words),) = found("files")

    assert state == WRONG
    assert "cannot be reached" in words


def test_check_that_breaks_down_is_a_line_of_its_own(monkeypatch):
    def broken():
        raise OSError("Connection refused")

    monkeypatch.setattr("decisions.upkeep.doctor.mail_line", broken)

    assert found("mail") == [(WRONG, "cannot be looked at: OSError: Connection refused")]


def test_command_ends_with_1_when_something_is_wrong(settings, tmp_path):
    out = StringIO()
    settings.BACKUPS = tmp_path / "none"

    with pytest.raises(SystemExit) as ended:
        call_command("doctor", "--json", stdout=out)

    assert ended.value.code == 1
    assert json.loads(out.getvalue())["well"] is False
