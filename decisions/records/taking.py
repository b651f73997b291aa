"""Taking the whole record away from a page, by those who may read all of it."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import IO

from decisions.choices import BallotStatus, Method
from decisions.models import Ballot
from decisions.records.writing import record_file
from decisions.rules.records import may_take_record
from forum.choices import Role
from forum.locks import one_view
from forum.models import Forum, Person
from forum.permissions import require


def record_to_take(forum: Forum, *, by: Person) -> IO[bytes]:
    """The record as a file, written in full before any of it is sent: nobody is sent half."""
    require(by, forum, Role.CLERK, Role.AUDITOR)
    with one_view():
        voting = Ballot.objects.filter(
            forum=forum, status=BallotStatus.OPEN, method=Method.ELECTRONIC
        )
        may_take_record(voting_now=voting.count()).insist()
        return _written(forum)


def _written(forum: Forum) -> IO[bytes]:
    file = TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    try:
        file.writelines(record_file(forum))
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file
