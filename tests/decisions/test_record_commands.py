"""export_record and import_record, as somebody at a prompt meets them."""

import os
import stat

import pytest
from django.core.management import CommandError, call_command

from forum.audit.verifier import main as verifier
from forum.models import Forum
from tests.middlesbrough import middlesbrough
from tests.records_again import changed, told_and_forgotten, written

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def file(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return told_and_forgotten(middlesbrough)


@pytest.fixture
def path(file, tmp_path):
    path = tmp_path / "record.json"
    path.write_bytes(file)
    return path


def test_export_writes_a_file_for_its_owner_only(forum, tmp_path, capsys):
    path = tmp_path / "record.json"

    call_command("export_record", "borsetshire", str(path))

    assert path.read_bytes() == written(forum)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["record.json"]
    assert f"the record of {forum.name}, {path.stat().st_size:,} bytes" in capsys.readouterr().out


def test_export_without_a_file_writes_to_the_standard_output(forum, capfdbinary):
    call_command("export_record", "borsetshire")

    assert capfdbinary.readouterr().out == written(forum)


def test_export_that_cannot_be_written_leaves_nothing(forum, tmp_path):
    with pytest.raises(CommandError, match=r"cannot be written: No such file"):
        call_command("export_record", "borsetshire", str(tmp_path / "nowhere" / "a.json"))

    assert os.listdir(tmp_path) == []


def test_export_of_a_forum_that_is_not_there_says_so(db):
    with pytest.raises(CommandError, match=r"There is no forum “ambridge”"):
        call_command("export_record", "ambridge")


def test_import_says_what_was_taken_in(path, capsys):
    call_command("import_record", str(path))

    forum = Forum.objects.get()
    said = capsys.readouterr().out
    assert said.startswith(f"{forum.name} ({forum.slug}): ")
    assert "would be written again byte for byte" in said
    assert written(forum) == path.read_bytes()


def test_stand_alone_verifier_reads_the_file_and_finds_what_was_altered(path, file, capsys):
    assert verifier([str(path)]) == 0
    assert "Nothing was altered." in capsys.readouterr().out

    def reworded(found):
        found["trail"]["entries"][3]["sentence"] += " And more."

    path.write_bytes(changed(file, reworded))

    assert verifier([str(path)]) == 1


def test_import_again_says_that_nothing_was_changed(path, capsys):
    call_command("import_record", str(path))
    call_command("import_record", str(path))

    assert "is here already, exactly so: nothing was changed" in capsys.readouterr().out


def test_import_that_fails_names_every_problem(path, file):
    def wrong(found):
        found["forum"]["slug"] = 7
        found["record"]["forum.meeting"][0]["held_on"] = "4 July 2018"

    path.write_bytes(changed(file, wrong))

    with pytest.raises(CommandError) as error:
        call_command("import_record", str(path))

    assert str(error.value).splitlines() == [
        f"Nothing was taken in from {path}.",
        "forum.slug: Write text in quotation marks.",
        'record["forum.meeting"][0].held_on: Write a day as 2026-11-22.',
    ]
    assert Forum.objects.count() == 0


def test_import_of_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(CommandError, match=r"cannot be read: No such file"):
        call_command("import_record", str(tmp_path / "record.json"))
