"""Clearance in the browser: asking, waiting for me, answering, and what became void."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from forum.choices import Role
from papers.choices import ClearanceState
from papers.models import Clearance, ClearanceRequest, Paper
from papers.workflow.clearing import give_clearance
from papers.workflow.recommending import change_recommendation
from tests.asking import address, day
from tests.factories import BEFORE, a_matter, a_paper, a_recommendation, a_role, a_text
from tests.papers.clearing import CHAIR, DIRECTOR, FINANCE, asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def director(forum):
    return a_role(forum, Role.OFFICER, "Dora Director", "Director of Children's Services")


@pytest.fixture
def written(paper, officer):
    a_text(paper, "4.1 Schools ask for help.", officer)
    a_recommendation(paper, seeks_resources=True, amount=Decimal(500))
    return paper


@pytest.fixture
def chain(written, officer, finance, director):
    return asked(written, officer, (FINANCE, finance, 1), (DIRECTOR, director, 2))


def words(answer):
    return " ".join(answer.content.decode().split())


def of(name, record):
    return address(f"papers:{name}", record.forum, record)


def test_author_asks_in_order_with_a_deadline(client, written, officer, finance, chair):
    client.force_login(officer)
    soon = timezone.localdate() + timedelta(days=5)
    page = words(client.get(of("clearance_ask", written)))
    assert "Fiona Finance, Schools Finance Manager" in page
    assert f'value="{officer.pk}"' not in page

    answer = client.post(
        of("clearance_ask", written),
        {
            "person_finance": finance.pk, "step_finance": 1, "step_legal": 2, "step_director": 3,
            "person_chair": chair.pk, "step_chair": 2, "words": "The sums.",
            **day("due_on", f"{soon.day} {soon.month} {soon.year}"),
        },
    )  # fmt: skip

    assert answer.url == of("clearance_detail", written)
    requests = ClearanceRequest.objects.all()
    assert [(each.kind, each.step, each.due_on) for each in requests] == [
        ("finance", 1, soon),
        ("chair", 2, soon),
    ]


def test_asking_nobody_is_a_mistake_beside_the_field(client, written, officer):
    client.force_login(officer)
    steps = {f"step_{kind}": 1 for kind in ("finance", "legal", "director", "chair")}

    page = words(client.post(of("clearance_ask", written), steps | {"words": "The sums."}))

    assert "Select at least one person to ask" in page
    assert "The sums." in page


def test_deadline_in_the_past_is_refused_with_its_reason(client, written, officer, finance):
    client.force_login(officer)
    sent = {"person_finance": finance.pk, "step_finance": 1, "step_legal": 1, "step_director": 1,
            "step_chair": 1, **day("due_on", "1 1 2020")}  # fmt: skip

    answer = client.post(of("clearance_ask", written), sent)

    assert answer.status_code == 409
    assert "Give a day that is not over, or none." in words(answer)
    assert not ClearanceRequest.objects.exists()


def test_it_waits_for_who_is_asked_on_three_pages(client, chain, written, finance, director):
    client.force_login(finance)
    mine = address("papers:clearance_mine", written.forum)

    assert f'href="{of("clearance_give", chain[0])}">Clear it' in words(client.get(mine))
    assert "You are asked for finance clearance" in words(client.get(written.get_absolute_url()))
    assert "Clear “Schools and early help” (finance)" in words(client.get("/"))

    client.force_login(director)
    assert "Nothing waits for you" in words(client.get(mine))
    page = words(client.get(of("clearance_detail", written)))
    assert "Finance clearance, Schools Finance Manager comes first, and is not given yet." in page


def test_officer_clears_what_was_asked(client, chain, written, finance):
    client.force_login(finance)
    url = of("clearance_give", chain[0])
    assert "You clear version 1 as Schools Finance Manager" in words(client.get(url))

    client.post(url, {"note": "Sums agree."})

    assert Clearance.objects.get().note == "Sums agree."
    page = words(client.get(of("clearance_detail", written)))
    assert "Version 1, by Schools Finance Manager" in page


def test_paper_is_returned_only_with_a_reason(client, chain, finance):
    client.force_login(finance)
    url = of("clearance_return", chain[0])

    assert "Enter what is to be mended" in words(client.post(url, {"reason": ""}))
    client.post(url, {"reason": "The sum is wrong."})

    request = ClearanceRequest.objects.get(pk=chain[0].pk)
    assert (request.state, request.answer) == (ClearanceState.RETURNED, "The sum is wrong.")


def test_it_is_passed_on_to_another_officer(client, chain, finance, officer, director):
    client.force_login(finance)
    url = of("clearance_delegate", chain[0])
    page = words(client.get(url))
    assert "Dora Director" in page
    assert f'value="{officer.pk}"' not in page

    client.post(url, {"to": director.pk, "reason": ""})

    assert ClearanceRequest.objects.get(follows=chain[0]).asked_of == director


def test_what_became_void_is_shown_and_asked_again_with_one_press(
    client, chain, written, officer, finance
):
    give_clearance(chain[0], by=finance, on=BEFORE)
    recommendation = written.recommendations.get()
    recommendation.amount = Decimal(600)
    change_recommendation(recommendation, by=officer, on=BEFORE)
    client.force_login(officer)

    page = words(client.get(of("clearance_detail", written)))
    assert "<li>amount of recommendation 1 changed</li>" in page
    client.post(of("clearance_again", written))

    assert ClearanceRequest.objects.get(follows=chain[0]).is_waiting
    cover = words(client.get(written.get_absolute_url()))
    assert "Version 1; the present version is not cleared" in cover


def test_reminder_and_withdrawal_are_presses(client, chain, written, officer):
    client.force_login(officer)

    client.post(of("clearance_remind", chain[0]))
    client.post(of("clearance_withdraw", chain[1]))

    first, second = ClearanceRequest.objects.all()
    assert first.reminded_on == timezone.localdate()
    assert second.state == ClearanceState.WITHDRAWN
    for name in ("clearance_remind", "clearance_withdraw"):
        assert client.get(of(name, chain[0])).status_code == 405
    assert client.get(of("clearance_again", written)).status_code == 405


def test_chair_who_is_asked_reads_the_draft_and_clears_it(client, written, officer, chair):
    client.force_login(chair)
    assert client.get(of("clearance_detail", written)).status_code == 404

    (request,) = asked(written, officer, (CHAIR, chair, 1))

    assert "4.1" in words(client.get(written.get_absolute_url()))
    client.post(of("clearance_give", request), {"note": ""})
    assert Clearance.objects.get().post == "Chair of the forum"


@pytest.mark.parametrize(
    "name", ["clearance_give", "clearance_return", "clearance_delegate", "clearance_remind"]
)
def test_requests_of_another_forum_do_not_exist(client, chain, stranger, name):
    client.force_login(stranger)

    assert client.post(of(name, chain[0])).status_code == 404


def test_wrong_people_are_turned_away(client, chain, written, director, secondary_head):
    client.force_login(secondary_head)
    assert client.get(of("clearance_detail", written)).status_code == 403
    assert client.post(of("clearance_remind", chain[0])).status_code == 403
    client.force_login(director)
    assert client.get(of("clearance_give", chain[0])).status_code == 409


@pytest.mark.parametrize("many", [1, 3])
def test_waiting_list_takes_the_same_queries_for_any_number(
    client, forum, officer, finance, many, django_assert_num_queries
):
    for number in range(many):
        paper = a_paper(a_matter(forum, f"Matter {number}"), author=officer)
        asked(paper, officer, (FINANCE, finance, 1), due_on=date(2026, 1, 20))
    client.force_login(finance)
    url = address("papers:clearance_mine", forum)
    client.get(url)

    with django_assert_num_queries(6):
        page = words(client.get(url))

    assert page.count("Return it with reasons") == many


def test_draft_of_others_stays_hidden_from_who_is_not_asked(written, chain, finance):
    assert written in Paper.objects.visible_to(finance)
    assert Paper.objects.visible_to(a_role(written.forum, Role.ADMINISTRATOR)).count() == 0
