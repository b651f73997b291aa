"""What stands around the text of a paper, and what a careful reader would ask of it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from forum.models import AuditEntry
from forum.rules.ruling import Refused
from papers.choices import PaperEvent, PaperKind
from papers.models import BackgroundDocument, Contact, Paper, Particulars
from papers.models.printed import printed_blocks
from papers.workflow.particulars import save_background, save_contacts, save_particulars
from tests.factories import BEFORE, a_text
from tests.guarded import tabled

pytestmark = pytest.mark.django_db

CONTACTS = {"contacts-TOTAL_FORMS": "1", "contacts-INITIAL_FORMS": "0"}
FILLED = CONTACTS | {
    "reference": "23/00113", "subject": "Pathfinder", "classification": "Unrestricted",
    "divisions": "All", "from_post": "Corporate Director", "to_post": "Cabinet Member",
    "key_reasons": "Expenditure of more than £1million\nAffects two or more divisions",
    "past_pathway": "N/A", "future_pathway": "Report to the Cabinet Committee – 16 January 2024",
    "subject_to": "selection by the department", "delegate_post": "Corporate Director",
    "consulted_post": "Cabinet Member", "background": "The guide https://example.org/guide",
    "contacts-0-role": "Report author", "contacts-0-post": "Assistant Director",
    "contacts-0-telephone": "01632 960000", "contacts-0-email": "author@example.org",
}  # fmt: skip


@pytest.fixture
def report(paper):
    Paper.objects.filter(pk=paper.pk).update(kind=PaperKind.EXECUTIVE)
    return Paper.objects.get(pk=paper.pk)


def url(name, paper):
    return reverse(f"papers:{name}", args=[paper.forum.slug, paper.pk])


def test_officer_fills_in_the_particulars_of_a_report(client, report, officer):
    client.force_login(officer)

    answer = client.post(url("particulars_edit", report), FILLED)

    assert answer.status_code == 302
    head = Particulars.objects.get()
    assert (head.reference, head.to_post) == ("23/00113", "Cabinet Member")
    assert head.key_reasons == [
        "Expenditure of more than £1million",
        "Affects two or more divisions",
    ]
    assert head.future_pathway == [
        {
            "body": "Cabinet Committee",
            "on": "2024-01-16",
            "words": "Report to the Cabinet Committee – 16 January 2024",
        }
    ]
    document, contact = BackgroundDocument.objects.get(), Contact.objects.get()
    assert (document.title, document.address) == ("The guide", "https://example.org/guide")
    assert (contact.role, contact.post) == ("Report author", "Assistant Director")
    sentences = AuditEntry.objects.filter(event=PaperEvent.PARTICULARS_SAVED)
    assert [each.sentence.split(": ", 1)[1] for each in sentences.order_by("seq")] == [
        "particulars saved",
        "1 background document named",
        "1 contact named",
    ]


def test_what_was_not_changed_leaves_no_entry(client, report, officer):
    client.force_login(officer)
    client.post(url("particulars_edit", report), FILLED)
    before = AuditEntry.objects.count()

    client.post(url("particulars_edit", report), FILLED | {"contacts-INITIAL_FORMS": "1"})

    assert AuditEntry.objects.count() == before
    assert Contact.objects.count() == 1


def test_what_was_changed_leaves_one_entry(client, report, officer):
    client.force_login(officer)
    client.post(url("particulars_edit", report), FILLED)
    before = AuditEntry.objects.count()

    changed = {"contacts-INITIAL_FORMS": "1", "divisions": "Ashford"}
    client.post(url("particulars_edit", report), FILLED | changed)

    assert AuditEntry.objects.count() == before + 1
    assert Particulars.objects.get().divisions == "Ashford"


def test_report_prints_its_head_its_documents_and_its_contacts(client, report, officer):
    client.force_login(officer)
    client.post(url("particulars_edit", report), FILLED)

    table, *rest = printed_blocks(Paper.objects.get(pk=report.pk))

    assert ("Reference", "23/00113") in table.rows
    assert ("Past pathway of report", "N/A") in table.rows
    assert (
        "Authority is delegated to",
        "Corporate Director, in consultation with Cabinet Member",
    ) in table.rows
    assert [each.text for each in rest if each.kind == "heading"] == [
        "Background documents",
        "Contact details",
    ]


def test_other_papers_have_documents_and_contacts_and_no_particulars(client, paper, officer):
    client.force_login(officer)
    page = client.get(url("particulars_edit", paper)).content.decode()

    client.post(url("particulars_edit", paper), CONTACTS | {"background": "Minutes of 2013"})

    assert "Classification" not in page
    assert BackgroundDocument.objects.get().title == "Minutes of 2013"
    assert not Particulars.objects.exists()


def test_wrong_address_of_a_contact_gets_a_sentence_and_loses_nothing(client, report, officer):
    client.force_login(officer)

    answer = client.post(
        url("particulars_edit", report), FILLED | {"contacts-0-email": "not an address"}
    )

    page = answer.content.decode()
    assert "Enter an email address, like name@example.gov.uk" in page
    assert "not an address" in page
    assert "23/00113" in page
    assert not Particulars.objects.exists()


def test_tabled_paper_keeps_its_particulars(client, officer):
    asked = tabled("felpersham")
    person = asked.clerk
    client.force_login(person)

    assert client.get(url("particulars_edit", asked.paper)).status_code == 409
    with pytest.raises(Refused):
        save_background(asked.paper, [BackgroundDocument(title="Late")], by=person, on=BEFORE)


def test_member_may_not_save_what_stands_around_a_paper(report, primary_head):
    head = Particulars(forum=report.forum, paper=report)

    for step in (
        lambda: save_particulars(head, by=primary_head, on=BEFORE),
        lambda: save_contacts(report, [Contact(role="Author")], by=primary_head, on=BEFORE),
    ):
        with pytest.raises(PermissionDenied):
            step()
    assert not Particulars.objects.exists()
    assert not Contact.objects.exists()


def test_officer_of_another_forum_finds_no_particulars(client, report, stranger):
    client.force_login(stranger)

    assert client.get(url("particulars_edit", report)).status_code == 404
    assert client.get(url("paper_checks", report)).status_code == 404


def test_checks_show_warnings_and_notes_and_change_nothing(client, paper, officer):
    a_text(paper, "4.1 It cost £10 (3 x £4).\n\n7.1 The funding could be reclaimed.", officer)
    client.force_login(officer)

    page = client.get(url("paper_checks", paper)).content.decode()

    assert "3 x £4 is £12; the text says £10." in page
    assert "money may have to be given back" in page
    assert client.post(url("paper_checks", paper)).status_code == 405


def test_paper_that_agrees_with_itself_says_so(client, paper, officer):
    Paper.objects.filter(pk=paper.pk).update(purpose="information", kind="information")
    a_text(paper, "All is well.", officer)
    client.force_login(officer)

    page = client.get(url("paper_checks", paper)).content.decode()

    assert "Worth a second look" not in page


def test_gate_shows_notes_that_need_no_reason(client, paper, clerk):
    a_text(paper, "7.1 The funding could be reclaimed.", clerk)
    client.force_login(clerk)

    page = client.get(url("paper_table", paper)).content.decode()

    assert "Worth a second look" in page
    assert 'data-code="may-be-reclaimed"' in page
