"""Taking a record file in: all of it, through the same guards as everything else, or nothing.

The identities, the moments and the trail stay what they are, so nothing is added to the trail:
writing the record again gives the same bytes, and that is looked at before it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from decisions.audit import record_check
from decisions.records.filling import fill, insert
from decisions.records.pointing import pointing_problems
from decisions.records.problems import Problem, refuse
from decisions.records.shape import Given, RecordFile, parsed, record_in
from decisions.records.writing import lines, parts_of
from decisions.search import rebuild
from forum.audit.checks import trail_checks
from forum.models import Forum, Person

_SHOWN = 160


@dataclass(frozen=True)
class Imported:
    """What came of a file."""

    forum: Forum
    rows: int = 0
    people: int = 0
    """Those who were not known here before."""
    entries: int = 0
    is_new: bool = True
    """Whether the file changed anything: a forum that is here already, exactly so, stays."""


def import_record(content: bytes) -> Imported:
    """Take the record of a forum in; NotImported with every problem, and nothing is changed."""
    file = record_in(parsed(content))
    refuse(pointing_problems(file))
    with transaction.atomic():
        here = Forum.objects.filter(pk=file.forum.id).first()
        new = _know_people(file)
        if here is not None:
            refuse(_not_the_same(here, file))
            return Imported(here, is_new=False)
        refuse(_taken(file))
        insert(new, password=make_password(None))
        fill(file)
        forum = Forum.objects.get(pk=file.forum.id)
        refuse(_check_problems(forum))
        refuse(_differences(forum, file))
        connection.check_constraints()
        rebuild(forum)
    rows = sum(len(each) for each in file.record.values())
    return Imported(forum, rows, len(new), len(file.trail))


def _know_people(file: RecordFile) -> list[Given]:
    """Who is not known here yet; whoever is known stays as they are here."""
    known = Person.objects.in_bulk([given.id for given in file.people])
    for given in file.people:
        if person := known.get(given.id):
            given.values.update({name: getattr(person, name) for name in given.values})
    return [given for given in file.people if given.id not in known]


def _taken(file: RecordFile) -> Iterator[Problem]:
    """What the file says is its own, and another forum or person has here."""
    for name in ("slug", "name"):
        if Forum.objects.filter(**{name: file.forum.values[name]}).exists():
            yield Problem(f"forum.{name}", "Another forum has this here already.")
    emails = {given.values["email"].lower(): given for given in file.people}
    for person in Person.objects.exclude(pk__in=[given.id for given in file.people]):
        if given := emails.get(person.email.lower()):
            yield Problem(f"{given.place}.email", "Somebody else has this address here already.")


def _check_problems(forum: Forum) -> Iterator[Problem]:
    """A trail that is not unbroken, or tells of another record, is not taken in."""
    for check in (*trail_checks(forum), record_check(forum)):
        for problem in check.problems:
            yield Problem("trail", f"Check {check.number}, {check.name}: {problem}")


def _not_the_same(forum: Forum, file: RecordFile) -> Iterator[Problem]:
    for difference in _differences(forum, file):
        yield Problem("forum.id", f"{forum.name} is here already, and differs from the file.")
        yield difference


def _differences(forum: Forum, file: RecordFile) -> Iterator[Problem]:
    """The first line that would be written otherwise than the file has it."""
    both = zip_longest(lines(parts_of(forum)), lines(file.parts()), fillvalue="")
    for here, there in islice((each for each in both if each[0] != each[1]), 1):
        at = next((n for n, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), 0)
        shown = [line[max(0, at - _SHOWN // 2) :][:_SHOWN].strip() for line in (here, there)]
        yield Problem("", f"Here it reads “{shown[0]}”, in the file “{shown[1]}”.")
