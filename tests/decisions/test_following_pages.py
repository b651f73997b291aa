"""Pages about what follows a decision, and the matter as one thread."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from decisions.choices import ExternalBody, LinkKind
from decisions.models import (
    Condition,
    DecisionLink,
    ExternalStep,
    Happening,
    Implementation,
)
from decisions.models.threads.references import reference
from decisions.workflow.conditions import set_condition
from decisions.workflow.external import ask_outside
from papers.models import Matter
from tests.guarded import agree
from tests.middlesbrough import FEBRUARY, middlesbrough

pytestmark = pytest.mark.django_db
EARLIER = "2018-07-04/5/1"
FORMS = ("link_add", "condition_add", "external_add", "implementation_add")
ASK = {"body": "secretary_of_state", "asked": "Allow the transfer."}


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


@pytest.fixture
def step(story):
    step = ExternalStep(
        forum=story.forum,
        outcome=story.settled,
        body=ExternalBody.COUNCIL_EXECUTIVE,
        body_words="Cabinet",
        asked="Agree the posts.",
        asked_on=FEBRUARY,
    )
    return ask_outside(step, by=story.clerk, on=FEBRUARY)


def url(name, record):
    return reverse(f"decisions:{name}", args=[record.forum.slug, record.pk])


def on(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


# Links


def test_clerk_links_a_decision_to_an_earlier_one(client, story):
    client.force_login(story.clerk)
    sent = {"kind": "amends", "earlier": story.agreed.pk}

    answer = client.post(url("link_add", story.settled), sent, follow=True)

    assert DecisionLink.objects.filter(kind=LinkKind.AMENDS, earlier=story.agreed).exists()
    said = f"{reference(story.settled)} amends {reference(story.agreed)}"
    assert said in answer.content.decode()


def test_earlier_decision_is_found_by_its_reference(client, story):
    client.force_login(story.clerk)
    sent = {"kind": "amends", "reference": f" {reference(story.agreed)} "}

    client.post(url("link_add", story.settled), sent)

    assert DecisionLink.objects.filter(kind=LinkKind.AMENDS, earlier=story.agreed).exists()


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"kind": "amends"}, "Choose the earlier decision"),
        ({"kind": "amends", "reference": "2018-02-31/1/1"}, "No decision has this reference"),
        ({"kind": "amends", "reference": "July"}, "No decision has this reference"),
        ({"kind": "settles_source", "reference": EARLIER}, "is not open"),
        ({"reference": EARLIER}, "Choose how this decision bears"),
    ],
)
def test_link_that_cannot_be_made_is_an_error_beside_the_field(client, story, sent, error):
    client.force_login(story.clerk)
    before = DecisionLink.objects.count()

    answer = client.post(url("link_add", story.settled), sent)

    assert answer.status_code == 200
    assert error in answer.content.decode()
    assert sent.get("reference", "") in answer.content.decode()
    assert DecisionLink.objects.count() == before


# Bodies outside


def test_officer_asks_a_body_and_enters_its_answer(client, story):
    client.force_login(story.officer)
    client.post(url("external_add", story.settled), ASK)
    step = ExternalStep.objects.get()
    said = {"result": "refused", "evidence": "Letter", "overtakes": "on"}

    client.post(step.get_absolute_url(), said | on("decided_on", date(2019, 3, 20)))

    step.refresh_from_db()
    assert (step.result, step.overtakes) == ("refused", True)
    text = client.get(story.settled.get_absolute_url()).content.decode()
    assert "Overtaken" in text
    assert "Secretary of State decided in the forum’s place on 20 March 2019" in text


def test_answer_that_cannot_be_is_an_error_and_keeps_what_was_typed(client, story, step):
    client.force_login(story.clerk)
    said = {"result": "approved", "text": "Yes to all.", "overtakes": "on"}

    answer = client.post(step.get_absolute_url(), said | on("decided_on", date(2019, 1, 1)))

    text = answer.content.decode()
    assert "it cannot have answered before that" in text
    assert "so the forum’s decision stands" in text
    assert "Yes to all." in text
    assert "This stands in place of the forum’s decision." not in text
    step.refresh_from_db()
    assert step.is_pending


def test_auditor_and_public_read_a_step_and_answer_nothing(client, story, step):
    outside = client.get(step.get_absolute_url())
    client.force_login(story.auditor)
    inside = client.get(step.get_absolute_url())

    assert [outside.status_code, inside.status_code] == [200, 200]
    assert "Enter the answer" not in inside.content.decode()
    assert client.post(step.get_absolute_url(), {"result": "refused"}).status_code == 403


# Carrying out, and conditions


def test_officer_says_how_far_it_was_carried_out(client, story):
    client.force_login(story.officer)
    sent = {"state": "under_way", "words": "Two of four posts are filled."}

    client.post(url("implementation_add", story.settled), sent | on("said_on", date(2019, 4, 1)))

    assert Implementation.objects.get().words == "Two of four posts are filled."
    page = client.get(story.matter.get_absolute_url())
    kinds = [event.kind.value for event in page.context["review"].timeline]
    assert "Carrying out" in kinds


def test_done_without_evidence_is_an_error_beside_the_field(client, story):
    client.force_login(story.officer)
    sent = {"state": "done"} | on("said_on", date(2019, 4, 1))

    answer = client.post(url("implementation_add", story.settled), sent)

    assert "Say what shows that it was carried out" in answer.content.decode()
    assert not Implementation.objects.exists()


def test_clerk_sets_a_condition_and_officer_marks_it(client, story):
    client.force_login(story.clerk)
    client.post(url("condition_add", story.settled), {"text": "A report comes in July"})
    condition = Condition.objects.get()
    page = client.get(story.settled.get_absolute_url())
    assert "A report comes in July" in page.content.decode()

    client.force_login(story.officer)
    sent = {"state": "met", "evidence": "Item 4"} | on("marked_on", date(2019, 7, 3))
    client.post(url("condition_mark", condition), sent)

    condition.refresh_from_db()
    assert (condition.state, condition.marked_on) == ("met", date(2019, 7, 3))


def test_condition_of_a_decision_is_not_marked_before_it(client, story):
    condition = set_condition(story.settled, "A report", by=story.clerk, on=FEBRUARY)
    client.force_login(story.officer)
    sent = {"state": "met", "evidence": "Item 4"} | on("marked_on", date(2019, 2, 26))

    answer = client.post(url("condition_mark", condition), sent)

    assert "It was decided on 27 February 2019" in answer.content.decode()


def test_condition_is_not_set_once_the_minutes_are_agreed(client, story):
    february = story.settled.meeting
    about = SimpleNamespace(forum=story.forum, meeting=february, clerk=story.clerk)
    agree(february.minutes, about)
    client.force_login(story.clerk)

    answer = client.get(url("condition_add", story.settled))

    assert answer.status_code == 409
    assert 'data-code="minutes-agreed"' in answer.content.decode()
    page = client.get(story.settled.get_absolute_url()).content.decode()
    assert url("condition_add", story.settled) not in page


# Doors


@pytest.mark.parametrize("name", FORMS)
def test_forms_about_a_decision_are_for_those_who_keep_the_record(client, story, name, stranger):
    client.force_login(story.auditor)
    codes = [client.get(url(name, story.settled)).status_code]
    codes.append(client.post(url(name, story.settled)).status_code)
    client.force_login(stranger)
    codes.append(client.get(url(name, story.settled)).status_code)
    client.force_login(story.clerk)
    codes.append(client.get(url(name, story.settled)).status_code)

    assert codes == [403, 403, 404, 200]


@pytest.mark.parametrize("name", [*FORMS, "external_detail"])
def test_decision_of_another_forum_is_not_found(client, story, step, stranger, name):
    other = stranger.role_grants.get().forum
    record = step if name == "external_detail" else story.settled
    client.force_login(stranger)

    assert (
        client.get(reverse(f"decisions:{name}", args=[other.slug, record.pk])).status_code == 404
    )


def test_opening_a_form_changes_nothing(client, story):
    client.force_login(story.clerk)

    for name in FORMS:
        client.get(url(name, story.settled), {"kind": "amends", "state": "done", **ASK})

    assert not ExternalStep.objects.exists()
    assert not Implementation.objects.exists()


# The matter


def test_officer_enters_what_happened_and_it_stands_in_the_timeline(client, story):
    client.force_login(story.officer)
    sent = {
        "kind": "spending",
        "text": "The authority paid the posts",
        "evidence_grade": "minute",
        "evidence_shown": "Minutes of 16 January 2019",
        **on("from_on", date(2018, 9, 1)),
        **on("until_on", date(2019, 2, 26)),
    }

    client.post(url("happening_add", story.matter), sent)

    page = client.get(story.matter.get_absolute_url())
    event = next(each for each in page.context["review"].timeline if each.kind.value == "Spent")
    assert (event.on, event.grade.value) == (date(2018, 9, 1), "Minute")
    assert "No current authority from 1 September 2018 to 26 February 2019." in event.detail


def test_statement_about_nothing_is_an_error_beside_the_field(client, story):
    client.force_login(story.clerk)
    sent = {
        "kind": "statement", "text": "Approved from the DSG", "evidence_grade": "report",
        "evidence_shown": "Item 6", **on("happened_on", date(2019, 1, 16)),
    }  # fmt: skip

    answer = client.post(url("happening_add", story.matter), sent)

    assert "Choose the decision that the statement is about" in answer.content.decode()
    assert not Happening.objects.exists()


def test_matter_says_what_stands_and_shows_both_texts(client, story):
    page = client.get(story.matter.get_absolute_url())

    thread, text = page.context["thread"], page.content.decode()
    assert [each.worth.state.value for each in thread.resolved] == [
        "Authority ended",
        "Authority ended",
    ]
    assert "Nothing that the forum decided in this matter stands today." in text
    assert text.count("Text tabled") == text.count("Text resolved") == 2


def test_matter_is_worded_anew(client, story):
    client.force_login(story.officer)
    address = reverse("papers:matter_change", args=[story.forum.slug, story.matter.pk])

    client.post(address, {"title": "Early help posts", "summary": "Four posts."})

    assert Matter.objects.get(pk=story.matter.pk).title == "Early help posts"
    client.force_login(story.auditor)
    assert client.post(address, {"title": "Mine"}).status_code == 403
