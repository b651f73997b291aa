"""A stored file is checked like a published document: the trail tells of its bytes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from forum.audit.checks import trail_checks
from forum.workflow.files import store_file
from tests.factories import MEETING_DAY
from tests.raw import change, remove, unguarded

ALTERED = {
    "bytes": lambda file: change(file, content=b"a,b\n1,3"),
    "hash": lambda file: change(file, sha256="0" * 64),
    "gone": remove,
}


@pytest.fixture
def stored(forum, officer):
    upload = SimpleUploadedFile("rates.csv", b"a,b\n1,2")
    return store_file(forum, upload, by=officer, on=MEETING_DAY)


def failed(forum):
    return {check.number for check in trail_checks(forum) if not check.passed}


def test_trail_of_a_forum_with_a_stored_file_passes(stored, forum):
    assert failed(forum) == set()


@pytest.mark.parametrize("name", ALTERED)
def test_tampering_with_a_stored_file_is_found(name, stored, forum):
    with unguarded():
        ALTERED[name](stored)
        found = failed(forum)

    assert found == {10}
