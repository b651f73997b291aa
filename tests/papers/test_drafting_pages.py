"""Drafting: the list of papers, starting one, writing it, placing it, clearing it."""

import pytest

from forum.rules.ruling import Stale
from papers.choices import Purpose
from papers.models import Matter, Paper
from papers.workflow.drafting import save_paper
from tests.asking import PAPER, address
from tests.factories import (
    BEFORE,
    a_matter,
    a_meeting,
    a_paper,
    a_recommendation,
    an_item,
    edited,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


def words(answer):
    return " ".join(answer.content.decode().split())


def text_of(paper, **more):
    return {"title": paper.title, "purpose": "decision", "text": "New.", "version": "1"} | more


def test_officer_starts_a_paper_on_a_new_matter(as_officer, forum, officer, meeting):
    item = an_item(meeting)
    sent = PAPER | {"agenda_item": item.pk, "author": officer.pk}

    answer = as_officer.post(address("papers:paper_start", forum), sent)

    paper = Paper.objects.get()
    assert answer.url == paper.get_absolute_url()
    assert (paper.title, paper.matter.title) == ("Schools and early help", "Early help in schools")
    assert (paper.author, paper.author_post) == (officer, "Early Help Manager")
    assert (paper.agenda_item, paper.purpose) == (item, Purpose.DECISION)
    assert paper.text == "## 1 Background\n\nFour posts are asked for."


def test_officer_starts_a_paper_on_a_matter_that_is_known(as_officer, forum):
    matter = a_matter(forum)
    url = f"{address('papers:paper_start', forum)}?matter={matter.pk}"
    sent = PAPER | {"known_or_new": "known", "matter": matter.pk, "author": ""}

    page = words(as_officer.get(url))
    as_officer.post(url, sent)

    assert f'value="{matter.pk}" selected' in page
    assert Paper.objects.get().matter == matter
    assert Matter.objects.count() == 1
    assert Paper.objects.get().author_post == ""


def test_matter_of_another_forum_cannot_be_chosen(as_officer, forum, stranger):
    theirs = a_matter(stranger.role_grants.get().forum)
    sent = PAPER | {"known_or_new": "known", "matter": theirs.pk}

    answer = as_officer.post(address("papers:paper_start", forum), sent)

    assert "Choose one of the options in the list" in words(answer)
    assert not Paper.objects.exists()


def test_officer_saves_the_next_version(as_officer, paper):
    url = address("papers:paper_edit", paper.forum, paper)

    as_officer.post(url, text_of(paper, title="Early help", eligibility="All members"))

    paper.refresh_from_db()
    assert (paper.version, paper.title, paper.text) == (2, "Early help", "New.")
    assert paper.eligibility_as_printed == "All members"


def test_second_of_two_people_sees_both_texts(as_officer, paper):
    url = address("papers:paper_edit", paper.forum, paper)
    as_officer.post(url, text_of(paper, text="The first to save."))

    answer = as_officer.post(url, text_of(paper, text="The second.", title="Kept title"))

    page = words(answer)
    assert answer.status_code == 409
    assert "The first to save." in page
    assert "The second." in page
    assert 'name="title" value="Kept title"' in page
    assert 'name="version" value="2"' in page
    paper.refresh_from_db()
    assert paper.text == "The first to save."


def test_save_of_an_old_version_is_refused_with_both_texts(paper, officer):
    with pytest.raises(Stale) as refused:
        save_paper(paper, edited(paper, "Mine", base=0), by=officer, on=BEFORE)

    assert refused.value.ruling.codes == {"saved-by-somebody-else"}
    assert (refused.value.typed, refused.value.version) == ("Mine", 1)


def test_tabled_paper_is_not_edited(as_officer, paper, officer):
    Paper.objects.filter(pk=paper.pk).update(
        tabled_at=paper.recorded_at, tabled_by=officer, tabled_on=paper.recorded_at.date()
    )

    answer = as_officer.get(address("papers:paper_edit", paper.forum, paper))

    assert answer.status_code == 409
    assert "its text and funding options are fixed" in words(answer)


def test_officer_puts_a_paper_with_all_it_asks_on_an_agenda(as_officer, paper):
    recommendation = a_recommendation(paper)
    later = an_item(a_meeting(paper.forum, paper.agenda_item.meeting.held_on.replace(month=3)))

    answer = as_officer.post(
        address("papers:paper_place", paper.forum, paper), {"agenda_item": later.pk}, follow=True
    )

    paper.refresh_from_db()
    assert paper.agenda_item == later
    assert recommendation.placements.get().agenda_item == later
    assert "is on the agenda as item 5" in words(answer)


def test_finance_clears_a_paper_of_somebody_else(client, paper, finance):
    client.force_login(finance)

    sent = {"kind": "finance", "note": "Agreed."}

    client.post(address("papers:paper_clear", paper.forum, paper), sent)

    assert [(each.kind, each.post, each.version) for each in paper.clearances.all()] == [
        ("finance", "Schools Finance Manager", 1)
    ]


def test_author_does_not_clear_their_own_paper(as_officer, paper):
    answer = as_officer.get(address("papers:paper_clear", paper.forum, paper))

    assert answer.status_code == 409
    assert "cannot clear it" in words(answer)


def test_list_parts_my_drafts_from_those_of_others(as_officer, forum, paper, finance):
    a_paper(paper.matter, title="Of somebody else", author=finance)

    page = words(as_officer.get(address("papers:paper_list", forum)))

    order = ["My drafts", "Schools and early help", "Drafts of others", "Of somebody else"]
    assert sorted(order, key=page.index) == order
    assert "No paper is tabled yet" in page


@pytest.mark.parametrize("many", [1, 3])
def test_paper_list_takes_the_same_queries_for_any_number(
    as_officer, forum, many, django_assert_num_queries
):
    for number in range(many):
        a_paper(a_matter(forum, f"Matter {number}"))

    with django_assert_num_queries(7):
        as_officer.get(address("papers:paper_list", forum))


def test_officer_opens_a_matter(as_officer, forum):
    as_officer.post(address("papers:matter_open", forum), {"title": "Growth fund"})

    assert Matter.objects.get().title == "Growth fund"
