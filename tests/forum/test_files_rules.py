"""How much may be kept, and how much of a large upload is taken in at all."""

import io

import pytest
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http.multipartparser import MultiPartParser

from forum.forms import uploads
from forum.forms.uploads import LimitedUpload
from forum.rules.files import (
    LEAST_FREE,
    MEGABYTE,
    MOST_IN_A_DAY,
    MOST_OF_FORUM,
    ShelfFacts,
    may_store,
)


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (ShelfFacts(size=MEGABYTE), set()),
        (ShelfFacts(size=1, of_forum=MOST_OF_FORUM - 1), set()),
        (ShelfFacts(size=1, of_forum=MOST_OF_FORUM), {"files-of-forum"}),
        (ShelfFacts(size=1, by_person_today=MOST_IN_A_DAY - 1), set()),
        (ShelfFacts(size=1, by_person_today=MOST_IN_A_DAY), {"files-today"}),
        (ShelfFacts(size=1, free=LEAST_FREE), set()),
        (ShelfFacts(size=1, free=LEAST_FREE - 1), {"disk-full"}),
    ],
)
def test_a_file_is_kept_while_there_is_room_for_it(facts, codes):
    assert may_store(facts).codes == codes


def test_every_limit_says_who_can_help():
    ruling = may_store(ShelfFacts(1, MOST_OF_FORUM, MOST_IN_A_DAY, 0))

    assert len(ruling.reasons) == 3
    assert all(each.who and each.source for each in ruling.reasons)


def test_of_a_file_that_is_too_large_no_more_than_the_limit_is_taken_in(rf, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 100_000)
    request = rf.post("/", {"file": io.BytesIO(b"x" * 5_000_000)})
    handlers = [MemoryFileUploadHandler(request), LimitedUpload(request)]

    _, files = MultiPartParser(request.META, request, handlers).parse()

    kept = files["file"]
    assert kept.size == 5_000_000
    assert len(kept.read()) == 100_001
    kept.close()
