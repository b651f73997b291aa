"""Recommendations on their pages: adding, changing, moving a motion, nil, putting again."""

from decimal import Decimal

import pytest

from papers.choices import Origin, Precision
from papers.models import NilDeclaration, Recommendation
from tests.asking import RECOMMENDATION, address
from tests.factories import (
    a_constitution,
    a_matter,
    a_meeting,
    a_recommendation,
    an_item,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def words(answer):
    return " ".join(answer.content.decode().split())


def test_officer_adds_what_a_paper_asks(as_officer, paper):
    answer = as_officer.post(
        address("papers:recommendation_add", paper.forum, paper),
        RECOMMENDATION | {"label": "2(ii)", "precision": "up_to"},
    )

    added = Recommendation.objects.get()
    assert answer.url == address("papers:option_source", paper.forum, added)
    assert (added.label, added.amount, added.precision) == (
        "2(ii)", Decimal(89604), Precision.UP_TO,
    )  # fmt: skip
    assert (added.votes_separately, added.groups, added.seeks_resources) == (None, [], True)
    assert added.placements.get().agenda_item == paper.agenda_item


def test_paper_narrows_the_groups_and_parts_them(as_officer, paper):
    sent = RECOMMENDATION | {
        "decision_type": "EDU_FUNCTIONS",
        "groups": ["maintained_primary", "maintained_special"],
        "votes_separately": "yes",
    }

    as_officer.post(address("papers:recommendation_add", paper.forum, paper), sent)

    added = Recommendation.objects.get()
    assert added.groups == ["maintained_primary", "maintained_special"]
    assert added.votes_separately is True


def test_types_of_decision_are_those_of_the_year_under_the_role_of_the_forum(as_officer, paper):
    page = words(as_officer.get(address("papers:recommendation_add", paper.forum, paper)))

    assert '<optgroup label="The forum decides">' in page
    assert '<optgroup label="The forum is consulted">' in page
    assert "Central school services block: one ongoing line" in page


def test_type_that_the_law_of_the_year_does_not_know_is_refused(as_officer, paper):
    sent = RECOMMENDATION | {"financial_year": "2013-14", "decision_type": "EDU_FUNCTIONS"}

    answer = as_officer.post(address("papers:recommendation_add", paper.forum, paper), sent)

    assert "Choose one of the options in the list" in words(answer)
    assert not Recommendation.objects.exists()


def test_what_asks_for_no_money_keeps_no_amount(as_officer, paper):
    sent = RECOMMENDATION | {"seeks_resources": "no"}

    as_officer.post(address("papers:recommendation_add", paper.forum, paper), sent)

    assert Recommendation.objects.get().amount is None


def test_officer_changes_a_recommendation(as_officer, paper):
    recommendation = a_recommendation(paper, seeks_resources=True, amount=Decimal(5))
    url = address("papers:recommendation_edit", paper.forum, recommendation)
    page = words(as_officer.get(url))

    answer = as_officer.post(url, RECOMMENDATION | {"label": "1", "text": "Agree less."})

    recommendation.refresh_from_db()
    assert 'value="yes" checked' in page
    assert recommendation.text == "Agree less."
    assert answer.url == paper.get_absolute_url()


def test_officer_removes_a_recommendation_after_being_asked(as_officer, paper):
    recommendation = a_recommendation(paper)
    url = address("papers:recommendation_remove", paper.forum, recommendation)

    asked = words(as_officer.get(url))

    assert "Remove Recommendation 1?" in asked
    assert Recommendation.objects.exists()
    assert as_officer.post(url).url == paper.get_absolute_url()
    assert not Recommendation.objects.exists()


def test_clerk_moves_a_motion_from_the_floor(as_clerk, meeting):
    item = an_item(meeting, "9", "Any other business")
    sent = RECOMMENDATION | {
        "label": "Motion 1", "agenda_item": item.pk, "origin": "floor",
        "known_or_new": "new", "matter_title": "Survey of schools",
    }  # fmt: skip

    answer = as_clerk.post(address("papers:motion_move", meeting.forum, meeting), sent)

    motion = Recommendation.objects.get()
    assert (motion.origin, motion.paper, motion.matter.title) == (
        Origin.FLOOR, None, "Survey of schools",
    )  # fmt: skip
    assert motion.placements.get().agenda_item == item
    assert answer.url == address("papers:option_source", meeting.forum, motion)


def test_motion_comes_under_an_item_of_its_meeting(as_clerk, meeting):
    elsewhere = an_item(a_meeting(meeting.forum, meeting.held_on.replace(month=3)))
    sent = RECOMMENDATION | {
        "agenda_item": elsewhere.pk, "origin": "floor", "known_or_new": "known",
        "matter": a_matter(meeting.forum).pk,
    }  # fmt: skip

    answer = as_clerk.post(address("papers:motion_move", meeting.forum, meeting), sent)

    assert "Choose one of the options in the list" in words(answer)
    assert not Recommendation.objects.exists()


def test_finance_declares_nil_and_takes_it_back(client, paper, finance):
    a_constitution(paper.forum, nil_funding_declaration=True)
    recommendation = a_recommendation(paper, text="Give a view on the formula.")
    client.force_login(finance)
    source = words(client.get(address("papers:option_source", paper.forum, recommendation)))

    declare = address("papers:nil_declare", paper.forum, recommendation)
    client.post(declare, {"reason": "The formula moves no money of a source."})
    shown = words(client.get(paper.get_absolute_url()))
    client.post(address("papers:nil_remove", paper.forum, recommendation))

    assert "declare that it touches no funding source" in source
    assert "Declared to touch no funding source by Schools Finance Manager" in shown
    assert not NilDeclaration.objects.exists()


def test_clerk_puts_a_recommendation_on_a_later_agenda(as_clerk, paper):
    recommendation = a_recommendation(paper)
    later = an_item(a_meeting(paper.forum, paper.agenda_item.meeting.held_on.replace(month=3)))
    url = address("papers:place_again", paper.forum, recommendation)

    answer = as_clerk.post(url, {"agenda_item": later.pk}, follow=True)

    assert recommendation.placements.count() == 2
    assert "is on the agenda again" in words(answer)


def test_recommendation_comes_before_one_meeting_once(as_clerk, paper):
    recommendation = a_recommendation(paper)
    url = address("papers:place_again", paper.forum, recommendation)

    answer = as_clerk.post(url, {"agenda_item": paper.agenda_item.pk})

    assert "Choose one of the options in the list" in words(answer)
    assert recommendation.placements.count() == 1
