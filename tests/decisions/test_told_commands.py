"""import_record with a record that is told, as somebody at a prompt meets it."""

import json

import pytest
from django.core.management import CommandError, call_command

from decisions.models import Outcome
from forum.models import Forum, Person
from tests.factories import a_forum
from tests.told import RECORDS, record_of

MIDDLESBROUGH = RECORDS / "middlesbrough.json"


@pytest.fixture(autouse=True)
def _database(db):
    """The commands write."""


def written(tmp_path, record):
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record))
    return str(path)


def test_a_record_that_is_told_founds_its_forum(capsys):
    call_command("import_record", str(MIDDLESBROUGH))

    assert "(middlesbrough): 4 meetings, 4 recommendations, 2 decisions" in capsys.readouterr().out
    clerk = Forum.objects.get().rolegrant_set.get().person
    assert (clerk.email, clerk.has_usable_password()) == ("clerk@middlesbrough.example", False)


def test_the_same_file_again_says_that_nothing_changed(capsys):
    call_command("import_record", str(MIDDLESBROUGH))
    call_command("import_record", str(MIDDLESBROUGH))

    assert "Nothing changed: everything in the file is in the record already" in (
        capsys.readouterr().out
    )


def test_a_forum_that_is_here_is_added_to_by_its_clerk(forum, clerk, tmp_path):
    record = record_of("part-funded")
    record["told"]["forum"] = {"slug": forum.slug}
    path = written(tmp_path, record)

    with pytest.raises(CommandError, match=r"name the clerk with --by"):
        call_command("import_record", path)
    call_command("import_record", path, by=clerk.email)

    assert Outcome.objects.get().forum == forum


def test_every_problem_is_told_with_its_place(tmp_path):
    record = record_of("middlesbrough")
    record["told"]["meetings"][2]["items"][0]["number"] = "7(6), the sixth of the budget"
    record["told"]["meetings"][0]["day"] = "July"

    with pytest.raises(CommandError) as raised:
        call_command("import_record", written(tmp_path, record))

    assert "meetings[2].items[0].number: Shorten it to 8 characters: it has" in str(raised.value)
    assert "meetings[0].day: “July” is not a day" in str(raised.value)
    assert not Forum.objects.exists()
    assert not Person.objects.exists()


def test_a_new_forum_has_a_name_that_is_free(tmp_path):
    a_forum(slug="elsewhere", name="Middlesbrough Schools Management Forum")

    with pytest.raises(CommandError, match=r"Another forum has this name here already"):
        call_command("import_record", str(MIDDLESBROUGH))


def test_a_new_forum_has_a_name(tmp_path):
    path = written(tmp_path, {"format": "tabled-record/v1", "told": {"forum": {"slug": "new"}}})

    with pytest.raises(CommandError, match=r"give its name, to set it up"):
        call_command("import_record", path)
