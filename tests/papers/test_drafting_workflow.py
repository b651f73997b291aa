import pytest
from django.core.exceptions import PermissionDenied

from forum.models import AuditEntry
from forum.rules.ruling import Refused, Stale
from papers.choices import PaperEvent, Purpose
from papers.models import Paper
from papers.workflow.drafting import clear_paper, place_paper, save_paper, start_paper
from papers.workflow.tabling import table_paper
from tests.factories import (
    BEFORE,
    a_line,
    a_matter,
    a_member,
    a_recommendation,
    an_item,
    an_option,
)

pytestmark = pytest.mark.django_db

TEXT = """Opening words.

## 1 Background

Four posts.

## 2.1 Cost

| a | b |
|---|---|
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
    return start_paper(paper, text=TEXT, by=officer, on=BEFORE)


def save(paper, by, **more):
    values = {
        "title": paper.title,
        "purpose": paper.purpose,
        "text": "New",
        "version": paper.version,
    }
    return save_paper(paper, **(values | more), by=by, on=BEFORE)


def test_started_paper_keeps_its_headings_with_the_numbers_as_printed(started):
    found = [(section.number, section.heading) for section in started.sections.all()]

    assert found == [("", ""), ("1", "Background"), ("2.1", "Cost")]
    assert started.text == TEXT
    assert events(PaperEvent.PAPER_STARTED) == ["Paper started: Schools and early help"]


def test_member_may_not_start_a_paper(forum, primary_head):
    paper = Paper(forum=forum, matter=a_matter(forum), title="X", purpose=Purpose.DECISION)

    with pytest.raises(PermissionDenied):
        start_paper(paper, text="", by=primary_head, on=BEFORE)
    assert not Paper.objects.exists()


def test_saving_makes_the_next_version_and_keeps_the_last(started, officer):
    save(started, officer)

    assert [version.text for version in started.versions.all()] == [TEXT, "New"]
    assert started.version == 2
    assert events(PaperEvent.PAPER_SAVED) == ["Schools and early help: version 2 saved"]


def test_second_of_two_people_saving_is_shown_both_texts(started, officer, clerk):
    save(started, officer, text="Hers")

    with pytest.raises(Stale) as stale:
        save(started, clerk, text="His", version=1)
    assert (stale.value.typed, stale.value.saved, stale.value.version) == ("His", "Hers", 2)
    assert started.versions.count() == 2


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
