from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from forum.models import AuditEntry
from forum.rules.ruling import Refused, Stale
from papers.choices import PaperEvent, Purpose
from papers.models import Paper, PaperVersion
from papers.rules.text.blocks import PARAGRAPH, Block, headings
from papers.rules.text.merging import Difference
from papers.rules.text.text_form import parse
from papers.workflow.clearing import clear_paper
from papers.workflow.drafting import place_paper, restore_version, save_paper, start_paper
from papers.workflow.tabling import table_paper
from tests.factories import (
    BEFORE,
    a_line,
    a_matter,
    a_member,
    a_recommendation,
    an_item,
    an_option,
    edited,
)

pytestmark = pytest.mark.django_db

TEXT = """Opening words.

## 1 Background

Four posts.

## 2.1 Cost

| a | b |
| --- | --- |
| 1 | 2 |"""


def events(*names):
    return list(AuditEntry.objects.filter(event__in=names).values_list("sentence", flat=True))


@pytest.fixture
def started(forum, meeting, officer):
    paper = Paper(
        forum=forum,
        matter=a_matter(forum),
        title="Schools and early help",
        purpose=Purpose.DECISION,
        author=officer,
        author_post=officer.post,
    )
    return start_paper(paper, blocks=parse(TEXT), by=officer, on=BEFORE)


def save(paper, by, **more):
    return save_paper(paper, edited(paper, **more), by=by, on=BEFORE)


def test_started_paper_keeps_its_headings_with_the_numbers_as_printed(started):
    found = [(each.number, each.text) for each in headings(started.blocks)]

    assert found == [("1", "Background"), ("2.1", "Cost")]
    assert events(PaperEvent.PAPER_STARTED) == ["Paper started: Schools and early help"]


def test_member_may_not_start_a_paper(forum, primary_head):
    paper = Paper(forum=forum, matter=a_matter(forum), title="X", purpose=Purpose.DECISION)

    with pytest.raises(PermissionDenied):
        start_paper(paper, by=primary_head, on=BEFORE)
    assert not Paper.objects.exists()


def test_saving_makes_the_next_version_and_keeps_the_last(started, officer):
    save(started, officer)

    assert [version.text for version in started.versions.all()] == [TEXT, "New"]
    assert started.version == 2
    assert events(PaperEvent.PAPER_SAVED) == ["Schools and early help: version 2 saved"]


def rewritten(paper, text, at=2):
    """The blocks of the paper with other words in one of them."""
    blocks = paper.blocks
    return (*blocks[:at], replace(blocks[at], text=text), *blocks[at + 1 :])


def test_second_of_two_people_saving_is_shown_both_texts(started, officer, clerk):
    hers, his = rewritten(started, "Five posts."), rewritten(started, "Six posts.")
    save(started, officer, blocks=hers)

    with pytest.raises(Stale) as stale:
        save(started, clerk, blocks=his, base=1)

    assert (stale.value.typed, stale.value.saved) == ("Six posts.", "Five posts.")
    assert stale.value.version == 2
    assert [each.text for each in stale.value.merged.blocks] == [each.text for each in his]
    assert started.versions.count() == 2


def test_two_people_who_change_different_blocks_are_brought_together(started, officer, clerk):
    hers, his = rewritten(started, "Five posts."), rewritten(started, "First words.", at=0)
    save(started, officer, blocks=hers, title="Hers")
    save(started, clerk, blocks=his, base=1, title="Schools and early help")

    assert [each.text for each in started.blocks][:3] == [
        "First words.",
        "Background",
        "Five posts.",
    ]
    assert (started.version, started.title) == (3, "Hers")
    assert started.content.note == "Brought together with version 2"
    assert events(PaperEvent.PAPER_SAVED)[-1] == (
        "Hers: version 3 saved (Brought together with version 2)"
    )


def test_line_that_both_changed_is_shown_too(started, officer, clerk):
    save(started, officer, title="Hers", blocks=started.blocks)

    with pytest.raises(Stale) as stale:
        save(started, clerk, title="His", base=1, blocks=started.blocks)

    assert stale.value.differences == (Difference("title", "Hers", "His"),)
    assert stale.value.merged.conflicts == ()


def test_save_that_changes_nothing_is_no_version(started, officer, finance):
    clear_paper(started, note="", by=finance, on=BEFORE)

    save(started, officer, blocks=started.blocks)

    assert (started.version, started.versions.count()) == (1, 1)
    assert events(PaperEvent.PAPER_SAVED) == []


def test_id_of_a_block_is_never_given_twice(started, officer):
    first = started.blocks
    save(started, officer, blocks=(*first, Block(PARAGRAPH, "One more.")))
    save(started, officer, blocks=first)
    save(started, officer, blocks=(*first, Block(PARAGRAPH, "Another.")))

    added = [version.content_blocks[-1].id for version in started.versions.all()]
    assert added == ["b5", "b6", "b5", "b7"]


def test_restored_version_is_the_next_one(started, officer):
    save(started, officer, title="Changed", blocks=rewritten(started, "Five posts."))
    first = started.versions.get(number=1)

    paper = restore_version(first, by=officer, on=BEFORE)

    assert (paper.version, paper.title) == (3, "Schools and early help")
    assert paper.content.blocks == first.blocks
    assert paper.content.note == "Restored version 1"
    assert events(PaperEvent.PAPER_SAVED)[-1] == (
        "Schools and early help: version 3 saved (Restored version 1)"
    )


def test_version_from_before_there_were_blocks_is_restored(started, officer):
    first = PaperVersion.objects.create(
        forum=started.forum,
        paper=started,
        number=7,
        title="Of old",
        text=TEXT.replace("Four", "Three"),
        saved_at=started.recorded_at,
        saved_by=officer,
    )

    paper = restore_version(first, by=officer, on=BEFORE)

    assert [each.id for each in paper.blocks] == ["b1", "b2", "b3", "b4", "b5"]
    assert (paper.purpose, paper.blocks[2].text) == (Purpose.DECISION, "Three posts.")


def test_auditor_restores_nothing(started, auditor):
    with pytest.raises(PermissionDenied):
        restore_version(started.versions.get(), by=auditor, on=BEFORE)
    assert started.versions.count() == 1


def test_placing_a_paper_takes_its_recommendations_with_it(started, meeting, officer):
    a_recommendation(started)

    place_paper(started, an_item(meeting, "7"), by=officer, on=BEFORE)

    assert [
        each.agenda_item.number for each in started.recommendations.get().placements.all()
    ] == ["7"]
    assert events(PaperEvent.PAPER_PLACED) == [
        "Schools and early help: put on the agenda of 15 January 2026 as item 7"
    ]


def test_clearance_is_of_one_version(started, officer, finance):
    clear_paper(started, note="", by=finance, on=BEFORE)
    save(started, officer)

    assert [each.version for each in started.clearances.all()] == [1]
    assert not started.clearances.filter(version=started.version).exists()


def test_author_may_not_clear_their_own_paper(started, officer):
    with pytest.raises(Refused) as refused:
        clear_paper(started, note="", by=officer, on=BEFORE)
    assert refused.value.ruling.codes == {"clears-own-paper"}
    assert not started.clearances.exists()


def test_tabled_paper_is_changed_no_more(started, meeting, officer, clerk):
    a_member(started.forum)
    place_paper(started, an_item(meeting, "7"), by=officer, on=BEFORE)
    an_option(a_recommendation(started), a_line(started.forum))
    table_paper(started, by=clerk, on=BEFORE)

    for change in (
        lambda: save(started, officer),
        lambda: place_paper(started, an_item(meeting, "8"), by=officer, on=BEFORE),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.ruling.codes == {"already-tabled"}
    started.refresh_from_db()
    assert (started.version, started.agenda_item.number) == (1, "7")
