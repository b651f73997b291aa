"""Backups: made while the record stands, read again before they count, refused when damaged."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from decisions.upkeep import backing_up
from decisions.upkeep.backing_up import back_up
from decisions.upkeep.keeping import finished, forget_old, newest_at
from decisions.upkeep.manifest import BadBackup, newest, read_manifest
from decisions.upkeep.restoring import restore
from forum import audit
from forum.audit import checkpoint
from forum.guards import lift
from forum.rules.checkpoints import read_checkpoints
from tests.factories import MEETING_DAY, a_forum

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)


@pytest.fixture
def written(forum):
    """A forum with three entries on its trail."""
    for number in range(3):
        write(forum, number)
    return forum


def made_in(folder, days=0):
    """As rows: what each engine writes by itself, the drill shows in processes of their own."""
    return back_up(folder, at=NOW + timedelta(days=days), portable=True)


def write(forum, number):
    with transaction.atomic():
        audit.record("written", f"Entry {number}", forum=forum, by=None, on=MEETING_DAY)


def test_backup_says_what_it_holds_and_was_read_again(written, tmp_path):
    folder, manifest = made_in(tmp_path)

    assert read_manifest(folder) == manifest
    assert manifest.tables["forum_auditentry"]["rows"] == 3
    assert manifest.heads[str(written.pk)]["seq"] == 3
    assert manifest.wrong == []
    (kept,) = read_checkpoints((folder / "checkpoints.txt").read_text())
    assert (kept.forum, kept.seq) == (str(written.pk), 3)
    assert folder.stat().st_mode & 0o077 == 0


def test_backup_that_breaks_off_leaves_nothing_that_looks_like_one(written, tmp_path, monkeypatch):
    def full(*args, **more):
        raise OSError("No space left on device")

    monkeypatch.setattr(backing_up, "_write_files", full)

    with pytest.raises(CommandError, match=r"NO BACKUP WAS MADE. No space left"):
        call_command("backup", str(tmp_path), "--portable", stdout=StringIO(), stderr=StringIO())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["checkpoints.txt", "rows/forum_auditentry.jsonl.gz"])
def test_damaged_backup_is_refused_before_anything_is_written(written, tmp_path, name):
    folder, _ = made_in(tmp_path)
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)

    with pytest.raises(BadBackup, match=f"damaged: {name} is not as it was written"):
        restore(folder)


def test_backup_with_a_file_missing_or_added_is_refused(written, tmp_path):
    folder, _ = made_in(tmp_path)
    (folder / "checkpoints.txt").rename(folder / "notes.txt")

    with pytest.raises(BadBackup) as refused:
        restore(folder)

    assert "checkpoints.txt is missing" in str(refused.value)
    assert "notes.txt does not belong to it" in str(refused.value)


def test_restore_never_writes_over_a_database(written, tmp_path):
    folder, _ = made_in(tmp_path)

    with pytest.raises(BadBackup, match="never writes over one"):
        restore(folder)


def test_older_backup_than_the_checkpoint_is_refused(written, tmp_path):
    folder, _ = made_in(tmp_path)
    write(written, 4)
    known = read_checkpoints(checkpoint(written))

    with pytest.raises(BadBackup, match="ends with entry 3; your checkpoint is of entry 4"):
        restore(folder, known=known)


def test_checkpoint_of_a_forum_that_the_backup_does_not_know_is_refused(written, tmp_path):
    folder, _ = made_in(tmp_path)
    other = a_forum("felpersham")
    write(other, 1)

    with pytest.raises(BadBackup, match=f"knows no forum {other.pk}"):
        restore(folder, known=read_checkpoints(checkpoint(other)))


def test_newest_finished_backup_is_taken_and_old_ones_go(written, tmp_path):
    made = [made_in(tmp_path, day)[0] for day in (0, 10, 20, 30, 40)]
    (tmp_path / "unfinished-tabled-20270101").mkdir()

    assert newest(tmp_path) == made[-1]
    assert newest(made[0]) == made[0]
    assert newest_at(tmp_path) == NOW + timedelta(days=40)
    assert forget_old(tmp_path, days=15, at=NOW + timedelta(days=40)) == 2
    assert finished(tmp_path) == made[2:]


def test_altered_trail_is_backed_up_as_it_is_and_said_loudly(written, tmp_path):
    lift(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE forum_auditentry SET sentence = 'Nothing' WHERE seq = 2")

    with pytest.raises(CommandError, match="THE AUDIT TRAIL DOES NOT VERIFY"):
        call_command("backup", str(tmp_path), "--portable", stdout=StringIO(), stderr=StringIO())
    (kept,) = finished(tmp_path)
    assert "check" in json.loads((kept / "manifest.json").read_text())["wrong"][0]
