"""Versions: who saved what and when, what changed between any two, and one of them restored."""

from dataclasses import replace
from html import unescape

import pytest

from papers.rules.text.blocks import PARAGRAPH, Block
from papers.workflow.drafting import save_paper
from tests.asking import address
from tests.factories import BEFORE, a_text, edited

pytestmark = pytest.mark.django_db

TEXT = "## 1 Background\n\n1.1 Four posts are asked for.\n\n1.2 They are paid until October."


@pytest.fixture
def saved(paper, officer, clerk):
    """Three versions: the clerk changed a figure, the officer added a paragraph and the title."""
    a_text(paper, TEXT, officer)
    blocks = paper.blocks
    five = (blocks[0], replace(blocks[1], text="Five posts are asked for."), blocks[2])
    save_paper(paper, edited(paper, blocks=five), by=clerk, on=BEFORE)
    more = (*paper.blocks, Block(PARAGRAPH, "New."))
    save_paper(paper, edited(paper, blocks=more, title="New title"), by=officer, on=BEFORE)
    return paper


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


def url(name, paper):
    return address(f"papers:{name}", paper.forum, paper)


def words(answer):
    return " ".join(unescape(answer.content.decode()).split())


def test_versions_are_listed_with_who_and_when(as_officer, saved):
    page = words(as_officer.get(url("version_list", saved)))

    assert "3 (present)" in page
    assert page.index("Omar Officer, Early Help Manager") < page.index("Clara Clerk")
    assert page.count("Restore<") == 2


@pytest.mark.parametrize("many", [1, 3])
def test_list_takes_the_same_queries_for_any_number(
    as_officer, saved, officer, many, django_assert_max_num_queries
):
    for at in range(many - 1):
        save_paper(saved, edited(saved, f"Text {at}"), by=officer, on=BEFORE)

    with django_assert_max_num_queries(9):
        as_officer.get(url("version_list", saved))


def test_version_is_read_as_it_was(as_officer, saved):
    first = saved.versions.get(number=1)

    page = words(as_officer.get(first.get_absolute_url()))

    assert "Four posts are asked for." in page
    assert "Restore this version" in page
    assert "New." not in page


def test_last_two_versions_are_compared_unless_others_are_named(as_officer, saved):
    page = words(as_officer.get(url("version_compare", saved)))

    assert "From version 2 to version 3" in page
    assert "1 block added" in page
    assert "Title changed" in page
    assert "3 blocks unchanged" in page


def test_any_two_versions_are_compared_word_by_word(as_officer, saved):
    page = words(as_officer.get(url("version_compare", saved) + "?a=3&b=1"))

    assert "From version 1 to version 3" in page
    assert "Paragraph 1.1 changed" in page
    assert '<del><span class="govuk-visually-hidden"> [removed: </span>Four' in page
    assert '<ins><span class="govuk-visually-hidden"> [added: </span>Five' in page


def test_lines_about_the_paper_are_compared_too(as_officer, saved, officer):
    other = edited(saved, blocks=saved.blocks, purpose="information", eligibility="All members")
    save_paper(saved, other, by=officer, on=BEFORE)

    page = words(as_officer.get(url("version_compare", saved)))

    assert "Purpose changed" in page
    assert "Who may vote, as printed changed" in page
    assert "The text is the same." in page


def test_versions_that_say_the_same_are_said_to(as_officer, saved):
    page = words(as_officer.get(url("version_compare", saved) + "?a=2&b=2"))

    assert "The two versions say the same." in page


@pytest.mark.parametrize("asked", ["?a=1&b=9", "?a=9&b=1"])
def test_version_that_is_not_there_is_not_found(as_officer, saved, asked):
    assert as_officer.get(url("version_compare", saved) + asked).status_code == 404


def test_paper_without_a_version_has_none_to_compare(as_officer, paper):
    assert as_officer.get(url("version_compare", paper)).status_code == 404
    assert "No version is saved yet" in words(as_officer.get(url("version_list", paper)))


def test_restored_version_is_the_next_one(as_officer, saved):
    first = saved.versions.get(number=1)

    answer = as_officer.post(address("papers:version_restore", saved.forum, first), follow=True)

    assert "Version 1 is restored, as version 4." in words(answer)
    saved.refresh_from_db()
    assert (saved.title, saved.content.note) == ("Schools and early help", "Restored version 1")
    assert saved.blocks == first.content_blocks


def test_present_version_needs_no_restoring(as_officer, saved):
    last = saved.versions.get(number=3)

    answer = as_officer.post(address("papers:version_restore", saved.forum, last), follow=True)

    assert "Version 3 says what the paper says now." in words(answer)
    assert saved.versions.count() == 3


def test_tabled_paper_restores_nothing(as_officer, saved, officer):
    type(saved).objects.filter(pk=saved.pk).update(
        tabled_at=saved.recorded_at, tabled_by=officer, tabled_on=BEFORE
    )
    first = saved.versions.get(number=1)

    answer = as_officer.post(address("papers:version_restore", saved.forum, first))

    assert answer.status_code == 409
    assert "its text and funding options are fixed" in words(answer)
    assert "Restore this version" not in words(as_officer.get(first.get_absolute_url()))


def test_auditor_reads_and_compares_and_restores_nothing(client, saved, auditor):
    client.force_login(auditor)
    first = saved.versions.get(number=1)
    restore = address("papers:version_restore", saved.forum, first)

    assert client.get(url("version_compare", saved)).status_code == 200
    assert "Restore" not in words(client.get(url("version_list", saved)))
    assert client.post(restore).status_code == 403
    assert client.get(restore).status_code == 403


def test_versions_of_a_draft_are_for_those_who_work_here(client, saved, primary_head, stranger):
    first = saved.versions.get(number=1)
    places = [
        url("version_list", saved),
        url("version_compare", saved),
        first.get_absolute_url(),
    ]
    for person in (primary_head, stranger):
        client.force_login(person)
        assert {client.get(place).status_code for place in places} <= {403, 404}
