"""Decisions by one office-holder: recorded, published, reported, marked, acted on."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from decisions.choices import ConditionState, DecisionEvent
from decisions.models import DelegatedAct, ExecutiveDecision
from decisions.workflow.executive import (
    publish_notice,
    record_act,
    record_executive_decision,
    report_decision,
)
from forum.models import AuditEntry, PublishedDocument
from forum.rules.ruling import Refused
from papers.choices import Block, LineKind, PaperKind
from papers.models import Paper, Particulars
from tests.decisions.test_executive_workflow import DECIDED, SELECTED, a_decision
from tests.documents import broken_promises, flowing
from tests.factories import MEETING_DAY, a_line, a_matter, a_paper, a_recommendation

pytestmark = pytest.mark.django_db

TYPED = {
    "reference": "23/00113", "title": "Pathfinder", "decided_by_post": "Cabinet Member",
    "text": "Accept the grant.", "key_reasons": "More than £1 million\nTwo divisions",
    "precision": "exact", "call_in": "open", "conditions": SELECTED,
    "past_pathway": "N/A", "future_pathway": "Cabinet Committee – 16 January 2024",
}  # fmt: skip


@pytest.fixture
def decision(forum, officer):
    return record_executive_decision(
        a_decision(forum, delegate_post="Director", consulted_post="Cabinet Member"),
        [SELECTED],
        by=officer,
        on=DECIDED,
    )


def url(name, record, *args):
    forum = getattr(record, "forum", record)
    own = [] if forum is record else [record.pk]
    return reverse(f"decisions:{name}", args=[forum.slug, *own, *args])


def test_officer_records_a_decision_with_all_that_it_says(client, forum, officer):
    grant = a_line(forum, "Pathfinder grant", block=Block.OUTSIDE, kind=LineKind.GRANT)
    client.force_login(officer)
    money = {
        "matter": a_matter(forum).pk, "amount": "4,996,042", "ceiling": "5,000,000",
        "source": "one_off", "budget_line": grant.pk, "financial_year": "2024-25",
    }  # fmt: skip

    answer = client.post(url("executive_add", forum), TYPED | money)

    decision = ExecutiveDecision.objects.get()
    assert answer["Location"] == decision.get_absolute_url()
    assert (decision.amount, decision.ceiling) == (Decimal(4_996_042), Decimal(5_000_000))
    assert decision.key_reasons == ["More than £1 million", "Two divisions"]
    assert decision.future_pathway[0]["on"] == "2024-01-16"
    assert decision.conditions.get().text == SELECTED


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"amount": "10"}, "The decision commits £10 and names no funding source."),
        ({"amount": "10", "ceiling": "5", "source": "one_off"}, "more than the £5"),
        ({"title": ""}, "Enter what it is about"),
        ({"conditions": "x" * 301}, "A condition must be 300 characters or fewer"),
    ],
)
def test_what_cannot_be_recorded_gets_a_sentence_and_stays_typed(
    client, forum, officer, given, sentence
):
    client.force_login(officer)

    answer = client.post(
        url("executive_add", forum), TYPED | {"matter": a_matter(forum).pk} | given
    )

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert "Accept the grant." in answer.content.decode()
    assert not ExecutiveDecision.objects.exists()


def test_reference_that_is_taken_gets_a_sentence(client, forum, officer, decision):
    client.force_login(officer)

    answer = client.post(
        url("executive_add", forum),
        TYPED | {"matter": decision.matter_id, "reference": decision.reference},
    )

    assert "There is already a decision with this reference" in answer.content.decode()


def test_decision_begins_with_what_its_report_says(client, forum, officer):
    paper = a_paper(a_matter(forum), kind=PaperKind.EXECUTIVE, title="Pathfinder")
    Particulars(forum=forum, paper=paper, reference="23/00113", to_post="Cabinet Member").keep()
    a_recommendation(
        paper, "B)", text="Delegate authority to the Director of Children, to sign it."
    )
    client.force_login(officer)

    page = client.get(f"{url('executive_add', forum)}?paper={paper.pk}").content.decode()

    assert 'value="23/00113"' in page
    assert 'value="Cabinet Member"' in page
    assert 'value="Director of Children"' in page
    assert client.get(f"{url('executive_add', forum)}?paper=odd").status_code == 200


def test_page_says_where_the_decision_stands(client, decision, officer):
    client.force_login(officer)

    page = client.get(decision.get_absolute_url()).content.decode()

    assert "Agreed, conditional on: The department selects the authority" in page
    assert "Key decision" in page
    assert "Record an act" in page


def test_decision_is_for_those_inside_until_its_notice_is_published(client, decision, officer):
    address = decision.get_absolute_url()
    assert client.get(address).status_code == 404

    publish_notice(decision, by=officer, on=DECIDED)

    assert client.get(address).status_code == 200
    assert "Record an act" not in client.get(address).content.decode()


def test_notice_is_published_as_a_document_that_keeps_every_promise(decision, officer):
    document = publish_notice(decision, by=officer, on=DECIDED)

    title = f"Decision notice {decision.reference}: {decision.title}"
    content = bytes(document.content)
    assert broken_promises(content, title=title) == []
    words = flowing(content)
    for said in (SELECTED, "£4,996,042", "The record does not state any.", "Director"):
        assert said in words
    entry = AuditEntry.objects.get(event=DecisionEvent.NOTICE_PUBLISHED)
    assert entry.sentence == f"Decision notice {decision.reference} published, edition 1"


def test_notice_that_changed_is_published_as_the_next_edition(client, decision, officer):
    client.force_login(officer)

    client.post(url("notice_publish", decision))
    client.post(url("notice_publish", decision))

    editions = PublishedDocument.objects.filter(about=decision.pk).values_list("edition")
    assert sorted(editions) == [(1,), (2,)]
    client.logout()
    answer = client.get(url("executive_notice", decision))
    newest = PublishedDocument.objects.get(about=decision.pk, edition=2)
    assert str(newest.pk) in answer["Location"]


def test_preview_of_the_notice_says_so(client, decision, officer):
    client.force_login(officer)

    answer = client.get(url("executive_notice", decision))

    assert answer["Content-Type"] == "application/pdf"
    assert "Preview: not published" in flowing(answer.content)


MARKED = {"marked_on_day": "2", "marked_on_month": "12", "marked_on_year": "2025"}


def test_condition_is_marked_with_what_shows_it(client, decision, officer):
    condition = decision.conditions.get()
    client.force_login(officer)

    answer = client.post(
        url("condition_mark", condition),
        {"state": "met", "evidence": "Letter of 2 December", **MARKED},
    )

    condition.refresh_from_db()
    assert answer["Location"] == decision.get_absolute_url()
    assert (condition.state, condition.evidence) == (ConditionState.MET, "Letter of 2 December")


def test_act_is_recorded_under_the_decision(client, decision, officer):
    client.force_login(officer)

    client.post(url("act_add", decision), {"what": "Signed it", "by_post": "Director"})

    act = DelegatedAct.objects.get()
    assert (act.decision, act.what, act.amount) == (decision, "Signed it", None)
    entry = AuditEntry.objects.get(event=DecisionEvent.DELEGATED_ACT)
    assert entry.sentence == f"Under {decision.reference}, by Director: Signed it"
    assert entry.matter == decision.matter_id


def test_act_that_spends_too_early_gets_a_sentence(client, decision, officer):
    client.force_login(officer)

    answer = client.post(
        url("act_add", decision), {"what": "Paid", "by_post": "Director", "amount": "10"}
    )

    assert "hangs on a condition that is open" in answer.content.decode()
    assert not DelegatedAct.objects.exists()


def test_act_without_a_delegation_is_refused(client, forum, officer):
    bare = record_executive_decision(a_decision(forum, delegation=""), by=officer, on=DECIDED)
    client.force_login(officer)

    assert client.get(url("act_add", bare)).status_code == 409
    with pytest.raises(Refused):
        record_act(
            DelegatedAct(forum=forum, decision=bare, what="Signed", by_post="Director"),
            by=officer,
            on=DECIDED,
        )


def test_forum_hears_of_the_decision_at_a_meeting(client, decision, clerk, meeting):
    client.force_login(clerk)

    client.post(url("executive_report", decision), {"meeting": meeting.pk})

    decision.refresh_from_db()
    assert decision.reported_to == meeting
    entry = AuditEntry.objects.get(event=DecisionEvent.DECISION_REPORTED)
    assert entry.sentence.endswith("is reported to the meeting of 15 January 2026")


def test_decision_keeps_the_version_it_was_taken_on(forum, officer):
    paper = a_paper(a_matter(forum, "Report"), kind=PaperKind.EXECUTIVE)
    Paper.objects.filter(pk=paper.pk).update(version=3)
    paper.refresh_from_db()

    decision = record_executive_decision(a_decision(forum, paper=paper), by=officer, on=DECIDED)

    Paper.objects.filter(pk=paper.pk).update(version=4)
    decision.refresh_from_db()
    assert decision.paper_version == 3


def test_member_and_auditor_may_read_and_not_record(client, decision, primary_head, auditor):
    client.force_login(auditor)

    assert client.get(decision.get_absolute_url()).status_code == 200
    assert client.get(url("executive_add", decision.forum)).status_code == 403
    assert client.post(url("notice_publish", decision)).status_code == 403
    for step in (
        lambda: publish_notice(decision, by=auditor, on=DECIDED),
        lambda: record_act(DelegatedAct(decision=decision), by=primary_head, on=DECIDED),
        lambda: report_decision(decision, None, by=auditor, on=MEETING_DAY),
    ):
        with pytest.raises(PermissionDenied):
            step()


def test_clerk_of_another_forum_finds_no_decision(client, decision, stranger):
    client.force_login(stranger)

    assert client.get(decision.get_absolute_url()).status_code == 404
    assert client.get(url("act_add", decision)).status_code in (403, 404)
    elsewhere = reverse("decisions:executive_detail", args=["felpersham", decision.pk])
    assert client.get(elsewhere).status_code == 404


def test_publishing_is_never_a_get(client, decision, officer):
    client.force_login(officer)

    assert client.get(url("notice_publish", decision)).status_code == 405
