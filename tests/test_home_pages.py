from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import override_settings
from django.urls import reverse

from decisions.models import Action, Minutes
from forum.choices import Group, ReturningKind, Role
from forum.guards import lift
from forum.models import Person, ReturningBusiness
from tests.factories import (
    MEETING_DAY,
    PASSWORD,
    a_chair,
    a_forum,
    a_meeting,
    a_member,
    a_person,
    a_role,
)
from tests.middlesbrough import middlesbrough

pytestmark = pytest.mark.django_db
HOME, SIGN_IN = "/", "/account/sign-in/password/"


def needs(client):
    return [need.text for here in client.get(HOME).context["forums"] for need in here.needs]


# Home


def test_public_home_names_every_forum(client, forum):
    text = client.get(HOME).content.decode()

    assert forum.name in text
    assert forum.get_absolute_url() in text


def test_clerk_reads_what_needs_them_and_what_presses_comes_first(client, forum):
    story = middlesbrough(forum)
    client.force_login(story.clerk)

    said = needs(client)

    assert "Ordinary meeting of 4 July 2018: in progress" in said
    assert "Minutes of 4 July 2018: draft published" in said


def test_owner_reads_their_action_first_when_it_is_overdue(client, forum, officer):
    for number, due in enumerate((date(2999, 1, 1), date(2026, 1, 2)), start=1):
        Action.objects.create(
            forum=forum,
            meeting=a_meeting(forum, date(2026, 1, number)),
            reference=f"A{number}",
            text="Report back.",
            owner=officer,
            owner_post="Officer",
            due_on=due,
            set_on=date(2026, 1, 1),
        )
    client.force_login(officer)

    assert needs(client) == [
        "Your action A2, due 2 January 2026: Report back.",
        "Your action A1, due 1 January 2999: Report back.",
    ]


def test_auditor_reads_what_was_never_settled_and_what_is_overdue(client, forum):
    story = middlesbrough(forum)
    client.force_login(story.auditor)

    assert needs(client) == ["1 action is overdue"]


def test_clerk_reads_how_much_must_come_back_to_the_next_agenda(client, forum, meeting, clerk):
    coming = a_meeting(forum, date(2999, 1, 1))
    ReturningBusiness.objects.create(
        forum=forum, kind=ReturningKind.ACTION, sentence="Report", about=clerk.pk,
        business=clerk.pk, arose_at=meeting,
    )  # fmt: skip
    client.force_login(clerk)

    (found,) = [
        need
        for here in client.get(HOME).context["forums"]
        for need in here.needs
        if "come back" in need.text
    ]

    assert found.text == "1 thing must come back to the agenda of 1 January 2999"
    assert found.url == f"{coming.get_absolute_url()}#returning"


def test_person_without_a_part_in_any_forum_is_told_whom_to_ask(client, db):
    client.force_login(a_person("Nobody Yet"))

    assert "You belong to no forum yet" in client.get(HOME).content.decode()


def test_minutes_not_begun_wait_for_the_clerk(client, forum, clerk):
    meeting = a_meeting(
        forum,
        opened_at="2026-01-15T12:00Z",
        opened_by=clerk,
        closed_at="2026-01-15T14:00Z",
        closed_by=clerk,
    )
    client.force_login(clerk)
    before = needs(client)
    Minutes.objects.create(forum=forum, meeting=meeting)

    assert before == ["Minutes of 15 January 2026: not begun"]
    assert needs(client) == ["Minutes of 15 January 2026: being written"]


def test_meeting_entered_long_after_asks_nothing_of_the_clerk(client, forum, clerk):
    a_meeting(forum, date(2019, 1, 16), is_historic=True)
    client.force_login(clerk)

    assert not [text for text in needs(client) if "2019" in text]


def test_administrator_is_led_to_the_people_and_others_are_not(client, forum, clerk):
    people = reverse("forum:people_list", args=[forum.slug])
    client.force_login(clerk)
    as_clerk = client.get(HOME).content.decode()
    client.force_login(a_role(forum, Role.ADMINISTRATOR))

    assert people not in as_clerk
    assert people in client.get(HOME).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_home_takes_the_same_queries_for_any_number_of_needs(
    client, forum, clerk, count, django_assert_max_num_queries
):
    for number in range(count):
        a_meeting(forum, date(2026, 1, 1 + number))
    client.force_login(clerk)

    with django_assert_max_num_queries(18):
        client.get(HOME)


# Signing in and out


def test_person_signs_in_with_e_mail_and_password_whatever_its_case(client, primary_head):
    page = client.post(SIGN_IN, {"login": f" {primary_head.email.upper()} ", "password": PASSWORD})

    assert page.status_code == 302
    assert page["Location"] == HOME
    assert client.get(HOME).context["user"] == primary_head


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("known", "wrong", "The email address or the password is not right"),
        ("nobody@example.org", PASSWORD, "The email address or the password is not right"),
        ("not an address", PASSWORD, "Enter an email address in the right format"),
        ("", "", "Enter your email address"),
        ("known", "", "Enter your password"),
    ],
)
def test_sign_in_that_fails_says_what_to_do_and_keeps_the_address(
    client, primary_head, email, password, sentence
):
    typed = primary_head.email if email == "known" else email

    page = client.post(SIGN_IN, {"login": typed, "password": password})

    text = page.content.decode()
    assert page.status_code == 200
    assert sentence in text
    assert f'value="{typed}"' in text or not typed
    assert password not in text.partition("<form")[2] or not password


def test_person_who_has_left_cannot_sign_in(client, forum):
    gone = a_role(forum, Role.CLERK, "Gone Clerk")
    gone.is_active = False
    gone.save()

    page = client.post(SIGN_IN, {"login": gone.email, "password": PASSWORD})

    assert "is not right" in page.content.decode()


@pytest.mark.parametrize(
    ("wanted", "location"),
    [
        ("/borsetshire/audit/", "/borsetshire/audit/"),
        ("https://elsewhere.example/", HOME),
        ("//elsewhere.example/", HOME),
        ("javascript:alert(1)", HOME),
        ("", HOME),
    ],
)
def test_signing_in_leads_on_only_within_this_site(client, primary_head, wanted, location):
    typed = {"login": primary_head.email, "password": PASSWORD}

    page = client.post(f"{SIGN_IN}?next={wanted}", typed)

    assert page["Location"] == location


def test_signing_out_is_a_post(client, clerk):
    client.force_login(clerk)
    refused = client.get(reverse("sign_out")).status_code
    page = client.post(reverse("sign_out"))

    assert (refused, page["Location"]) == (405, HOME)
    assert "forums" in client.get(HOME).context
    assert not client.get(HOME).context["user"].is_authenticated


# Choosing somebody of the demo


@pytest.fixture
def demo(forum):
    clerk = a_role(forum, Role.CLERK, "Clara Clerk", "Clerk to the forum")
    chair = a_chair(forum, a_member(forum, Group.MAINTAINED_PRIMARY, name="Pat Primary"))
    Person.objects.update(is_demo=True)
    a_person("Real Person")
    return clerk, chair


@override_settings(DEMO=True)
def test_demo_lists_its_people_by_job_and_group(client, demo):
    listed = client.get(reverse("choose_person")).context["people"]

    assert [(heading, [each.person.name for each in found]) for heading, found in listed] == [
        ("Clerk", ["Clara Clerk"]),
        ("Chair and vice-chair", ["Pat Primary"]),
    ]
    assert listed[1][1][0].parts == ("Maintained primary schools (Chair)",)


@override_settings(DEMO=True)
def test_demo_signs_in_whoever_is_chosen_and_leads_on(client, demo):
    clerk, _ = demo

    page = client.post(f"{reverse('choose_person')}?next=/borsetshire/", {"person": clerk.pk})

    assert page["Location"] == "/borsetshire/"
    assert client.get(HOME).context["user"] == clerk


@override_settings(DEMO=True)
@pytest.mark.parametrize("chosen", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_demo_knows_nobody_else(client, demo, chosen):
    page = client.post(reverse("choose_person"), {"person": chosen})

    assert page.status_code == 404


@override_settings(DEMO=True)
def test_real_person_cannot_be_chosen(client, demo):
    real = Person.objects.get(is_demo=False)

    assert client.post(reverse("choose_person"), {"person": real.pk}).status_code == 404


@override_settings(DEMO=False)
def test_without_demo_nobody_can_be_chosen(client, demo):
    clerk, _ = demo
    address = reverse("choose_person")

    codes = [
        client.get(address).status_code,
        client.post(address, {"person": clerk.pk}).status_code,
    ]

    assert codes == [404, 404]
    assert "choose" not in client.get(SIGN_IN).content.decode()
    assert not client.get(HOME).context["user"].is_authenticated


@override_settings(DEMO=True)
@pytest.mark.parametrize("count", [1, 3])
def test_list_of_people_takes_the_same_queries_for_any_number(
    client, demo, forum, count, django_assert_max_num_queries
):
    for _ in range(count):
        a_member(forum)
    Person.objects.update(is_demo=True)

    with django_assert_max_num_queries(5):
        client.get(reverse("choose_person"))


# Health


def test_health_check_says_that_the_guards_stand(client, db):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()["guards"]) == (200, "in place")
    assert client.head("/healthz").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_health_check_fails_without_guards(client):
    lift(connection)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["guards"]


def test_address_of_no_forum_is_not_found(client, forum):
    assert client.get(f"/{uuid4()}/").status_code == 404
    assert client.get("/borsetshire/nothing/").status_code == 404


def test_forums_do_not_show_each_other_s_needs(client, forum, stranger):
    a_meeting(forum, MEETING_DAY)
    client.force_login(stranger)

    assert needs(client) == ["Set the forum up: set the constitution (0 of 6 steps done)"]
    assert a_forum("third").name not in client.get(HOME).content.decode()
