"""Templates of headings, and papers that begin with them."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from forum.choices import Group
from forum.models import AuditEntry
from papers.choices import PaperEvent, PaperKind, Purpose
from papers.models import LocalService, Outturn, Paper, PaperTemplate
from papers.rules.kinds import Heading, outline
from papers.workflow.templates import add_template, change_template
from tests.factories import BEFORE

pytestmark = pytest.mark.django_db

TYPED = (
    "## 1 What we ask\n\n[In one sentence.]\n\n## 2 Progress\n\n| Action | State |\n| --- | --- |"
)
NEW = {
    "known_or_new": "new",
    "matter_title": "Early help",
    "title": "Early help posts",
    "text": "",
}


def url(name, forum, *args):
    return reverse(f"papers:{name}", args=[forum.slug, *args])


def a_template(forum, **more):
    values = {
        "kind": PaperKind.PROGRESS,
        "name": "Our progress report",
        "headings": [Heading("What we ask", "1").as_json()],
    }
    return PaperTemplate(forum=forum, **(values | more))


@pytest.fixture
def template(forum, clerk):
    return add_template(a_template(forum), by=clerk, on=BEFORE)


def test_clerk_adds_a_template_with_guidance_and_a_table(client, forum, clerk):
    client.force_login(clerk)

    answer = client.post(
        url("template_add", forum),
        {"kind": "progress", "name": "Ours", "typed": TYPED, "is_active": "on"},
    )

    assert answer.status_code == 302
    assert PaperTemplate.objects.get().outline == (
        Heading("What we ask", "1", 1, "In one sentence."),
        Heading("Progress", "2", 1, "", ("Action", "State")),
    )
    entry = AuditEntry.objects.get(event=PaperEvent.TEMPLATE_ADDED)
    assert entry.sentence == "Template “Ours” for progress report papers added"


def test_template_without_a_heading_gets_a_sentence_and_keeps_what_was_typed(client, forum, clerk):
    client.force_login(clerk)

    answer = client.post(
        url("template_add", forum), {"kind": "progress", "name": "Ours", "typed": "No heading"}
    )

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Enter at least one heading: a line that begins with ##." in page
    assert "No heading" in page
    assert not PaperTemplate.objects.exists()


def test_name_that_is_taken_gets_a_sentence(client, forum, clerk, template):
    client.force_login(clerk)

    answer = client.post(
        url("template_add", forum), {"kind": "progress", "name": template.name, "typed": TYPED}
    )

    assert "There is already a template with this name" in answer.content.decode()


def test_paper_begins_with_the_headings_of_the_template(client, forum, officer, template):
    client.force_login(officer)

    answer = client.post(url("paper_start", forum), NEW | {"template": str(template.pk)})

    assert answer.status_code == 302
    paper = Paper.objects.get()
    assert (paper.kind, paper.purpose) == (PaperKind.PROGRESS, Purpose.INFORMATION)
    assert [(each.number, each.text) for each in paper.blocks] == [("1", "What we ask")]


def test_paper_begins_with_the_usual_headings_of_its_kind(client, forum, officer):
    client.force_login(officer)

    client.post(url("paper_start", forum), NEW | {"template": "decision", "purpose": ""})

    paper = Paper.objects.get()
    assert (paper.kind, paper.purpose) == (PaperKind.DECISION, Purpose.DECISION)
    heads = [each.text for each in paper.blocks if each.kind == "heading"]
    assert heads == [heading.text for heading in outline(PaperKind.DECISION)]


def test_outturn_report_begins_with_the_figures_that_are_entered(client, forum, officer):
    service = LocalService(forum=forum, code="INSURANCE", name="Insurance").keep()
    Outturn(
        forum=forum, service=service, group=Group.MAINTAINED_PRIMARY, financial_year="2022-23",
        budget=Decimal(350_000), spent=Decimal(267_000), balance=Decimal(83_000),
    ).keep()  # fmt: skip
    client.force_login(officer)

    client.post(url("paper_start", forum), NEW | {"template": "outturn"})

    (table,) = (each for each in Paper.objects.get().blocks if each.is_table)
    assert table.caption == "Outturn 2022-23, as entered"
    assert table.rows[1:] == (
        ("Insurance", "Maintained primary schools", "£350,000", "£267,000", "£83,000 under"),
    )


def test_text_that_is_typed_takes_the_place_of_the_headings(client, forum, officer):
    client.force_login(officer)

    client.post(url("paper_start", forum), NEW | {"template": "decision", "text": "## 1 Ours"})

    assert [each.text for each in Paper.objects.get().blocks] == ["Ours"]


def test_paper_without_a_kind_or_a_purpose_is_asked_for_one(client, forum, officer):
    client.force_login(officer)

    answer = client.post(url("paper_start", forum), NEW)

    assert "Choose the kind of paper, or its purpose" in answer.content.decode()
    assert not Paper.objects.exists()


def test_changing_a_template_changes_no_paper(client, forum, clerk, officer, template):
    client.force_login(officer)
    client.post(url("paper_start", forum), NEW | {"template": str(template.pk)})
    client.force_login(clerk)

    client.post(
        url("template_edit", forum, template.pk),
        {"kind": "progress", "name": template.name, "typed": "## 1 Another"},
    )

    template.refresh_from_db()
    assert (template.is_active, template.outline) == (False, (Heading("Another", "1"),))
    assert [each.text for each in Paper.objects.get().blocks] == ["What we ask"]
    entry = AuditEntry.objects.get(event=PaperEvent.TEMPLATE_CHANGED)
    assert entry.sentence.endswith("no longer offered")


def test_template_that_is_no_longer_offered_cannot_be_chosen(client, forum, clerk, template):
    template.is_active = False
    change_template(template, by=clerk, on=BEFORE)
    client.force_login(clerk)

    answer = client.post(url("paper_start", forum), NEW | {"template": str(template.pk)})

    assert answer.status_code == 200
    assert not Paper.objects.exists()


def test_officer_may_read_templates_and_not_change_them(client, forum, officer, template):
    client.force_login(officer)

    page = client.get(url("template_list", forum)).content.decode()

    assert "Our progress report" in page
    assert "Add a template" not in page
    assert client.get(url("template_add", forum)).status_code == 403
    with pytest.raises(PermissionDenied):
        add_template(a_template(forum, name="Another"), by=officer, on=BEFORE)


def test_clerk_of_another_forum_finds_no_template(client, forum, stranger, template):
    client.force_login(stranger)

    assert client.get(url("template_list", forum)).status_code == 404
    other = reverse("papers:template_edit", args=["felpersham", template.pk])
    assert client.get(other).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_list_of_templates_takes_the_same_queries_for_any_number(
    client, forum, clerk, many, django_assert_num_queries
):
    for number in range(many):
        a_template(forum, name=f"Template {number}").keep()
    client.force_login(clerk)

    with django_assert_num_queries(6):
        client.get(url("template_list", forum))
