"""When a pack, or a supplement, may be asked for."""

from dataclasses import replace

import pytest

from forum.choices import MeetingStage
from papers.rules.packs import PackFacts, may_ask_for_pack, may_publish_supplement

PLANNED = PackFacts(
    stage=MeetingStage.PLANNED, papers=3, being_made=False, edition=0, is_new=False
)
OUT = replace(PLANNED, stage=MeetingStage.PUBLISHED, edition=1, is_new=True)


def test_draft_is_asked_for_as_often_as_one_likes():
    assert may_ask_for_pack(PLANNED).allowed


def test_pack_that_failed_is_asked_for_again():
    assert may_ask_for_pack(replace(OUT, has_failed=True)).allowed


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(PLANNED, papers=0), "no-papers"),
        (replace(PLANNED, being_made=True), "being-made"),
        (replace(PLANNED, stage=MeetingStage.CANCELLED), "meeting-cancelled"),
        (OUT, "pack-published"),
    ],
)
def test_pack_that_may_not_be_asked_for(facts, code):
    assert may_ask_for_pack(facts).codes == {code}


def test_supplement_follows_a_published_pack():
    assert may_publish_supplement(OUT).allowed


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(OUT, is_new=False), "nothing-new"),
        (replace(OUT, edition=0), "no-pack"),
        (replace(OUT, being_made=True), "being-made"),
        (replace(OUT, stage=MeetingStage.CANCELLED), "meeting-cancelled"),
    ],
)
def test_supplement_that_may_not_be_published(facts, code):
    assert may_publish_supplement(facts).codes == {code}
