"""Actions in the browser: between meetings, from decisions, passed on, superseded, as a log."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from decisions.choices import ActionOrigin
from decisions.models import Action
from decisions.pdfs.action_log import action_log_context
from decisions.workflow.following_up import set_action
from tests.decisions.conftest import LATER
from tests.factories import MEETING_DAY, a_matter

pytestmark = pytest.mark.django_db
NOW = "2026-03-02 12:00:00Z"


def an_action(forum, owner, clerk, text="Report the impact.", **more):
    action = Action(
        forum=forum, origin=ActionOrigin.BY_HAND, owner=owner, text=text, set_on=MEETING_DAY,
        **({"due_on": LATER} | more),
    )  # fmt: skip
    return set_action(action, by=clerk, on=MEETING_DAY)


@pytest.fixture
def action(forum, officer, clerk):
    return an_action(forum, officer, clerk)


def address(name, record=None, forum=None):
    forum = forum or record.forum
    return reverse(f"decisions:{name}", args=[forum.slug, *([record.pk] if record else [])])


def day(when):
    return {"due_on_day": when.day, "due_on_month": when.month, "due_on_year": when.year}


def test_officer_sets_an_action_between_meetings_about_a_matter(client, forum, officer):
    client.force_login(officer)
    matter = a_matter(forum)
    sent = {"text": "Ask schools.", "owner": officer.pk, "matter": matter.pk, **day(LATER)}

    page = client.post(address("action_between", forum=forum), sent, follow=True)

    action = Action.objects.get()
    assert (action.origin, action.meeting, action.matter) == (ActionOrigin.BY_HAND, None, matter)
    assertContains(page, "between meetings")


def test_action_between_meetings_needs_words_owner_and_day(client, forum, officer):
    client.force_login(officer)

    page = client.post(address("action_between", forum=forum), {"text": "Ask schools."})

    assertContains(page, "Choose the one person who does it")
    assertContains(page, "Enter the day it is due, or choose a meeting")
    assertContains(page, "Ask schools.")
    assert not Action.objects.exists()


def test_action_from_a_decision_is_recorded_by_its_minutes(as_clerk, sitting, question, officer):
    outcome = sitting.carry(question)
    sent = {"text": "Appoint four.", "owner": officer.pk, "brings_report": "on", **day(LATER)}

    page = as_clerk.post(address("action_from", outcome), sent, follow=True)

    action = Action.objects.get()
    assert (action.outcome, action.origin) == (outcome, ActionOrigin.DECISION)
    assert (action.meeting, action.brings_report) == (outcome.meeting, True)
    assert action.matter == question.placement.recommendation.matter
    assertContains(page, "Appoint four.")


def test_clerk_puts_an_action_off_to_a_meeting(as_clerk, action, officer, later_meeting):
    sent = {
        "owner": officer.pk, "owner_post": action.owner_post, **day(LATER),
        "due_meeting": later_meeting.pk, "reason": "Figures come late.",
    }  # fmt: skip

    page = as_clerk.post(address("action_change", action), sent, follow=True)

    action.refresh_from_db()
    assert (action.due_on, action.due_meeting) == (None, later_meeting)
    assertContains(page, "due meeting of 12 March 2026, was 12 March 2026. Figures come late.")


def test_new_owner_brings_their_own_post(as_clerk, action, finance):
    sent = {
        "owner": finance.pk, "owner_post": action.owner_post, **day(LATER), "reason": "Ill",
    }  # fmt: skip

    as_clerk.post(address("action_change", action), sent)

    action.refresh_from_db()
    assert (action.owner, action.owner_post) == (finance, finance.post)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": ""}, "Say why it changes"),
        ({"owner": ""}, "Choose the one person who does it"),
        ({}, "Nothing differs from how it stands."),
        ({"due_on_year": 2025}, "it cannot be due before that"),
    ],
)
def test_refused_change_shows_why_and_keeps_what_was_typed(
    as_clerk, action, officer, change, sentence
):
    sent = {
        "owner": officer.pk, "owner_post": action.owner_post, **day(LATER), "reason": "Ill today",
    }  # fmt: skip

    page = as_clerk.post(address("action_change", action), sent | change)

    assertContains(page, sentence)
    action.refresh_from_db()
    assert action.due_on == LATER


def test_clerk_closes_an_action_by_the_one_that_takes_its_place(
    as_clerk, forum, action, officer, clerk
):
    other = an_action(forum, officer, clerk, "One survey.")

    page = as_clerk.post(
        address("action_supersede", action), {"other": other.pk, "reason": "Enough."}, follow=True
    )

    assertContains(page, "Superseded")
    assertContains(page, "Superseded by Jan26-B2. Enough.")
    assertContains(as_clerk.get(address("action_detail", other)), "Takes the place of")


def test_action_cannot_supersede_itself_or_one_of_another_forum(as_clerk, action, stranger):
    theirs = stranger.role_grants.get().forum
    foreign = an_action(theirs, stranger, stranger)
    for other in (action, foreign):
        page = as_clerk.post(
            address("action_supersede", action), {"other": other.pk, "reason": "Why"}
        )
        assertContains(page, "Choose one of the options in the list")


@pytest.mark.parametrize("name", ["action_change", "action_supersede"])
def test_only_the_clerk_keeps_an_action(client, action, officer, stranger, name):
    client.force_login(officer)
    assert client.get(address(name, action)).status_code == 403
    client.force_login(stranger)
    assert client.post(address(name, action)).status_code == 404


def test_setting_between_meetings_is_for_the_clerk_and_officers(
    client, forum, primary_head, stranger
):
    url = address("action_between", forum=forum)
    client.force_login(primary_head)
    assert client.get(url).status_code == 403
    client.force_login(stranger)
    assert client.get(url).status_code == 404


def test_action_set_between_meetings_is_not_public(client, action, forum):
    assert client.get(address("action_detail", action)).status_code == 404
    assertNotContains(client.get(address("action_list", forum=forum)), "Report the impact.")


def test_my_actions_are_mine_and_those_of_the_post_that_i_took_over(
    client, forum, action, officer, finance, clerk
):
    an_action(forum, finance, clerk, "Send the outturn.")
    officer.is_active, finance.post = False, officer.post
    officer.save()
    finance.save()
    client.force_login(finance)

    page = client.get(address("action_mine", forum=forum))

    assert [row.action.text for row in page.context["rows"]] == [
        "Report the impact.",
        "Send the outturn.",
    ]
    assertContains(page, f"{finance.name} is Early Help Manager now")


def test_my_actions_of_a_stranger_do_not_exist(client, forum, action, stranger):
    url = address("action_mine", forum=forum)
    assert client.get(url).status_code == 302
    client.force_login(stranger)
    assert client.get(url).status_code == 404


def test_nothing_to_do_says_what_comes_next(as_clerk, forum):
    assertContains(as_clerk.get(address("action_mine", forum=forum)), "Nothing waits for you")


@pytest.mark.parametrize("count", [1, 3])
def test_my_actions_take_the_same_queries_for_any_number(
    client, forum, officer, clerk, count, django_assert_max_num_queries
):
    for number in range(count):
        an_action(forum, officer, clerk, f"{number}", matter=a_matter(forum, f"Matter {number}"))
    client.force_login(officer)

    with django_assert_max_num_queries(10):
        assert len(client.get(address("action_mine", forum=forum)).context["rows"]) == count


def test_action_log_is_a_csv_with_safe_cells(as_clerk, forum, officer, clerk, time_machine):
    an_action(forum, officer, clerk, "=1+1")
    time_machine.move_to(NOW)
    as_clerk.force_login(clerk)

    text = as_clerk.get(address("action_csv", forum=forum)).content.decode("utf-8-sig")

    head, line = text.strip().split("\r\n")
    assert head.startswith("reference,action,state,origin,set_on,owner,owner_post")
    assert line.startswith("Jan26-B1,'=1+1,Open,Between meetings,2026-01-15,")


def test_action_log_is_a_pdf_of_what_the_list_finds(as_clerk, forum, action):
    answer = as_clerk.get(address("action_pdf", forum=forum), {"state": "all"})

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "private, no-store"


def test_action_log_shows_what_is_overdue_first_and_how_others_ended(
    as_clerk, forum, action, officer, clerk, time_machine
):
    time_machine.move_to("2026-06-01 12:00:00Z")
    as_clerk.force_login(clerk)
    other = an_action(forum, officer, clerk, "One survey.", due_on=date(2026, 7, 1))
    sent = {"other": other.pk, "reason": "Enough."}
    as_clerk.post(address("action_supersede", action), sent)
    page = as_clerk.get(address("action_list", forum=forum), {"state": "all"})

    context = action_log_context(forum, page.context["rows"], on=date(2026, 6, 1))

    assert [table["head"] for table in context["tables"]] == ["Open (1)", "Superseded (1)"]
    ended = context["tables"][1]["rows"][0]["ended"]
    assert ended == "1 June 2026: Superseded by Jan26-B2. Enough."
