"""The page where the clerk rules on who may vote."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from decisions.choices import Method
from decisions.models import RegisterOverride
from decisions.workflow.voting import open_ballot
from forum.choices import ItemKind
from tests.factories import MEETING_DAY, an_item

pytestmark = pytest.mark.django_db
WHY = "The chair ruled so"


def to(name, record):
    return reverse(f"decisions:{name}", args=[record.forum.slug, record.pk])


def seat_of(member):
    return member.appointments.get().seat


def sent(member, **more):
    return {"seat": str(seat_of(member).pk), "may_vote": "no", "reason": WHY} | more


def test_opening_leads_to_a_ruling_on_each_seat(as_clerk, question, primary_head):

    page = as_clerk.get(to("ballot_open", question))

    assertContains(page, f'{to("register_override", question)}?seat={seat_of(primary_head).pk}"')


def test_ruling_page_says_what_the_rules_say_and_what_it_means(as_clerk, question, primary_head):
    address = f"{to('register_override', question)}?seat={seat_of(primary_head).pk}"

    page = as_clerk.get(address)

    assertContains(page, "What the rules say")
    assertContains(page, "May vote. All members vote on")
    assertContains(page, "The ruling and its reason are published in the minutes.")
    assertContains(page, 'value="no" checked')


def test_ruling_is_listed_before_the_ballot_opens(as_clerk, question, primary_head):

    page = as_clerk.post(to("register_override", question), sent(primary_head), follow=True)

    assertContains(page, "Rulings of the clerk")
    assertContains(page, WHY)
    assertContains(page, "2 of 3</strong> on the register may vote")


def test_ruling_stands_in_the_ballot_for_all_to_read(as_clerk, question, primary_head, clerk):
    as_clerk.post(to("register_override", question), sent(primary_head))
    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)

    assertContains(
        as_clerk.get(to("ballot_detail", ballot)),
        f"The clerk ruled that this member may not vote: {WHY}. By the rules: May vote.",
    )


def test_ruling_on_procedure_leads_back_to_that_procedure(
    as_clerk, question, meeting, primary_head
):
    item = an_item(meeting, "3", "Minutes", kind=ItemKind.MINUTES)

    page = as_clerk.post(
        to("procedure_override", item), sent(primary_head, procedure="agree_minutes"), follow=True
    )

    assertContains(page, 'name="procedure" value="agree_minutes"')
    assertContains(page, WHY)
    other = as_clerk.get(f"{to('procedural_ballot_open', item)}?procedure=adopt_procedure")
    assertNotContains(other, WHY)


def test_missing_words_are_asked_for_and_the_rest_stays(as_clerk, question, primary_head):

    page = as_clerk.post(to("register_override", question), sent(primary_head, reason=""))

    assertContains(page, "Say why; the minutes give the reason")
    assertContains(page, f'value="{seat_of(primary_head).pk}" selected')
    assert not RegisterOverride.objects.exists()


@pytest.mark.parametrize("seat", ["", "none", "00000000-0000-0000-0000-000000000000"])
def test_seat_that_is_none_is_asked_for(as_clerk, question, primary_head, seat):

    page = as_clerk.post(to("register_override", question), sent(primary_head, seat=seat))

    assert page.status_code == 200
    assert not RegisterOverride.objects.exists()


def test_refused_ruling_shows_every_reason_and_keeps_what_was_typed(
    as_clerk, question, primary_head, clerk
):
    open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)

    page = as_clerk.post(to("register_override", question), sent(primary_head, may_vote="yes"))

    assertContains(page, "its register is frozen", status_code=409)
    assertContains(page, "The rules say the same", status_code=409)
    assertContains(page, WHY, status_code=409)
    assert not RegisterOverride.objects.exists()


def test_only_the_clerk_of_the_forum_rules(client, officer, stranger, question, primary_head):
    client.force_login(officer)
    assert client.post(to("register_override", question), sent(primary_head)).status_code == 403

    client.force_login(stranger)
    assert client.post(to("register_override", question), sent(primary_head)).status_code == 404
    assert not RegisterOverride.objects.exists()
