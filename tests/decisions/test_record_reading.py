"""Taking a record file in: all of it, through every guard, or nothing of it."""

import json
from uuid import uuid4

import pytest

from decisions.models import Ballot, Outcome
from decisions.records.problems import NotImported
from decisions.records.reading import import_record
from forum.audit.checks import trail_checks
from forum.models import AuditEntry, Forum, Person, SearchText, TrailHead
from tests.factories import a_forum
from tests.middlesbrough import middlesbrough
from tests.records_again import changed, told_and_forgotten, written

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def file(django_db_setup, django_db_blocker):
    """The record of Middlesbrough, told once; the forum itself is not here."""
    with django_db_blocker.unblock():
        return told_and_forgotten(middlesbrough)


def refused(content):
    """Every problem of a file that is not taken in; then nothing of it is here."""
    with pytest.raises(NotImported) as error:
        import_record(content)
    assert (Forum.objects.count(), Person.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)
    return [str(problem) for problem in error.value.problems]


def test_record_is_written_again_byte_for_byte(file):
    imported = import_record(file)

    assert imported.is_new
    assert written(imported.forum) == file
    found = json.loads(file)
    assert imported.entries == len(found["trail"]["entries"])
    assert imported.people == len(found["people"])
    assert imported.rows == sum(len(rows) for rows in found["record"].values())


def test_trail_is_unbroken_and_tells_of_the_record(file):
    imported = import_record(file)

    assert [check.problems for check in trail_checks(imported.forum) if not check.passed] == []
    head = json.loads(file)["trail"]["head"]
    here = TrailHead.objects.get()
    assert {"seq": here.seq, "hash": here.hash} == head


def test_decisions_can_be_found_by_words_at_once(file):
    import_record(file)

    assert SearchText.objects.filter(about__in=Outcome.objects.values("pk")).exists()


def test_nobody_who_was_taken_in_can_sign_in_yet(file):
    import_record(file)

    assert [person for person in Person.objects.all() if person.has_usable_password()] == []


def test_same_file_again_changes_nothing_and_says_so(file):
    import_record(file)
    entries = AuditEntry.objects.count()

    again = import_record(file)

    assert (again.is_new, again.rows, again.people) == (False, 0, 0)
    assert AuditEntry.objects.count() == entries


def test_forum_that_is_here_is_never_written_over(file):
    forum = import_record(file).forum

    with pytest.raises(NotImported, match=r"is here already, and differs") as error:
        import_record(changed(file, lambda found: found["forum"].update(short_name="SMF")))

    assert "“" in str(error.value.problems[1])
    assert written(forum) == file


def test_address_of_another_forum_is_not_taken(file):
    a_forum(json.loads(file)["forum"]["slug"])

    with pytest.raises(NotImported) as error:
        import_record(file)

    assert [problem.place for problem in error.value.problems] == ["forum.slug", "forum.name"]
    assert Forum.objects.count() == 1


def test_somebody_known_here_stays_as_they_are_here(file):
    given = json.loads(file)["people"][0]
    known = Person(id=given["id"], email="here@borsetshire.example", name="As known here")
    known.set_password("a long password of theirs")
    known.save()

    imported = import_record(file)

    known.refresh_from_db()
    assert (known.name, known.has_usable_password()) == ("As known here", True)
    assert imported.people == len(json.loads(file)["people"]) - 1


def test_address_of_somebody_else_is_told_with_its_place(file):
    given = json.loads(file)["people"][2]
    Person.objects.create_user(given["email"].upper(), "Somebody Else")

    with pytest.raises(NotImported, match=r"people\[2\]\.email: Somebody else has this address"):
        import_record(file)

    assert Person.objects.count() == 1


def test_file_of_an_earlier_version_begins_with_what_it_lacks(file):
    def without(found):
        del found["record"]["decisions.happening"]
        for row in found["record"]["decisions.outcome"]:
            del row["comments"]

    forum = import_record(changed(file, without)).forum

    assert written(forum) == file


def test_what_a_guard_refuses_is_told_with_its_place(file):
    def overspend(found):
        found["record"]["decisions.award"][0]["amount"] += 1

    (problem,) = refused(changed(file, overspend))

    assert problem.startswith('record["decisions.outcome"][')
    assert "The awards add up to the amount agreed. (guard_decisions_outcome_" in problem


def test_every_row_that_a_guard_refuses_is_told(file):
    def unasked(found):
        found["record"]["papers.question"].clear()
        found["record"]["decisions.ballot"].clear()
        found["record"]["decisions.registerentry"].clear()
        for name in ("outcome", "award", "decisionlink", "action", "actionnote"):
            found["record"][f"decisions.{name}"].clear()

    problems = refused(changed(file, unasked))

    placements = json.loads(file)["record"]["papers.placement"]
    assert len(problems) == len(placements)
    assert all("with the questions that it puts" in problem for problem in problems)


def test_broken_constraint_is_told_with_its_place(file):
    def unsigned(found):
        found["record"]["papers.paper"][0]["tabled_by"] = None

    (problem,) = refused(changed(file, unsigned))

    assert problem.startswith('record["papers.paper"][0]: Set both tabled_at and tabled_by')


def test_trail_that_was_altered_is_not_taken_in(file):
    def reworded(found):
        entry = found["trail"]["entries"][3]
        entry["body"] = entry["body"].replace('"seq":4', '"seq":4,"x":1')

    problems = refused(changed(file, reworded))

    assert any(problem.startswith("trail: Check 5") for problem in problems)


def test_trail_with_an_entry_gone_is_told_where_it_breaks(file):
    (problem,) = refused(changed(file, lambda found: found["trail"]["entries"].pop(3)))

    assert problem.startswith("trail.entries[3]: An entry takes the next number")


def test_trail_that_ends_too_early_is_not_taken_in(file):
    assert refused(changed(file, lambda found: found["trail"]["entries"].pop())) != []


def test_record_that_the_trail_tells_otherwise_is_not_taken_in(file):
    def more(found):
        found["record"]["decisions.outcome"][0]["resolution"] += " And more."

    problems = refused(changed(file, more))

    assert all(problem.startswith("trail: Check 11") for problem in problems)


def test_void_ballot_comes_in_before_the_next_on_its_question(file):
    def again(found):
        ballot = found["record"]["decisions.ballot"][0]
        void = {**ballot, "id": str(uuid4()), "status": "void", "void_reason": "The bell rang."}
        void |= {"voided_at": ballot["closed_at"], "voided_by": ballot["closed_by"]}
        found["record"]["decisions.ballot"].insert(0, void)

    problems = refused(changed(file, again))

    assert all(problem.startswith("trail: Check 11") for problem in problems)
    assert Ballot.objects.count() == 0
