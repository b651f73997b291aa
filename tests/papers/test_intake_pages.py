import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from papers.choices import ProposalKind
from papers.models import Intake, Paper
from papers.rules.text.blocks import PARAGRAPH, Block
from papers.workflow.drafting import start_paper
from papers.workflow.intake import decline_proposal
from tests.factories import MEETING_DAY, a_matter, an_item
from tests.papers.intaken import LIBREOFFICE, NOTING, brought_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(forum, meeting, officer):
    draft = Paper(
        forum=forum,
        matter=a_matter(forum),
        title="Draft",
        purpose="decision",
        agenda_item=an_item(meeting),
        author=officer,
    )
    return start_paper(draft, blocks=[Block(PARAGRAPH, "Old.")], by=officer, on=MEETING_DAY)


@pytest.fixture
def intake(paper, officer):
    return brought_in(paper, officer, MEETING_DAY)


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def at(name, of, *more):
    return reverse(f"papers:{name}", args=[of.forum.slug, of.pk, *more])


def upload(content=LIBREOFFICE, name="havering.docx"):
    return SimpleUploadedFile(name, content)


def test_word_file_is_read_and_its_page_shown(signed_in, paper):
    answer = signed_in.post(at("intake_start", paper), {"file": upload()}, follow=True)

    intake = Intake.objects.get()
    said = answer.content.decode()
    assert answer.redirect_chain == [(intake.get_absolute_url(), 302)]
    assert "What was read from havering.docx" in said
    assert "Recommendation 2(ii)" in said
    assert intake.file.kind == "docx"


def test_pasted_text_is_read(signed_in, paper):
    signed_in.post(at("intake_start", paper), {"text": NOTING})

    intake = Intake.objects.get()
    assert (intake.kind, intake.typed, intake.file) == ("text", NOTING, None)


def test_pasted_layout_is_read_where_the_script_sends_it(signed_in, paper):
    markup = "<h2>Background</h2><table><tr><th>A</th></tr><tr><td>1</td></tr></table>"
    signed_in.post(at("intake_start", paper), {"text": "Background A 1", "markup": markup})

    intake = Intake.objects.get()
    assert intake.kind == "html"
    assert [block.kind for block in intake.content_blocks] == ["heading", "table"]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a Word file, or paste the text below"),
        ({"text": "  "}, "Choose a Word file, or paste the text below"),
        ({"text": "Some words.", "file": upload()}, "Choose a file or paste the text, not both"),
    ],
)
def test_nothing_or_both_is_an_error_beside_the_field(signed_in, paper, sent, sentence):
    answer = signed_in.post(at("intake_start", paper), sent)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert Intake.objects.count() == 0


def test_file_that_is_no_word_file_keeps_what_was_typed(signed_in, forum):
    sent = {"file": upload(b"PK\x03\x04 broken"), "title": "Kept", "purpose": "decision"}
    answer = signed_in.post(reverse("papers:intake_paper", args=[forum.slug]), sent)

    said = answer.content.decode()
    assert 'value="Kept"' in said
    assert "id_file_error" in said
    assert Paper.objects.count() == 0


def test_title_with_double_brackets_is_an_error(signed_in, forum):
    sent = {"text": NOTING, "title": "About [[somebody]]", "purpose": "decision"}
    answer = signed_in.post(reverse("papers:intake_paper", args=[forum.slug]), sent)

    assert "Take the double brackets out: the title is public" in answer.content.decode()


def test_empty_word_file_says_so(signed_in, paper):
    made = io.BytesIO()
    Document().save(made)

    answer = signed_in.post(at("intake_start", paper), {"file": upload(made.getvalue())})

    assert "No text was found in it" in answer.content.decode()


def test_new_paper_starts_from_a_word_file(signed_in, forum):
    sent = {
        "file": upload(),
        "purpose": "decision",
        "known_or_new": "new",
        "matter_title": "De-delegation",
    }
    signed_in.post(reverse("papers:intake_paper", args=[forum.slug]), sent)

    paper = Paper.objects.get()
    assert paper.title == "De-delegation of funding for central services 2024-25"
    assert len(paper.blocks) > 200
    assert paper.intakes.get().is_taken


def test_what_was_read_before_is_found_again(signed_in, intake, paper):
    said = signed_in.get(at("intake_start", paper)).content.decode()

    assert intake.get_absolute_url() in said


def test_text_is_taken_from_its_page(signed_in, intake):
    answer = signed_in.post(at("intake_take", intake), {"version": "1"}, follow=True)

    assert "It is version 2 of the paper" in answer.content.decode()


def test_ticked_proposals_are_accepted_together(signed_in, intake, paper):
    ticked = intake.proposals.filter(kind=ProposalKind.RECOMMENDATION)
    signed_in.post(at("intake_accept", intake), {"accept": [each.pk for each in ticked]})

    assert paper.recommendations.count() == 2


def test_one_proposal_is_accepted_for_the_recommendation_chosen(signed_in, intake, paper):
    for each in intake.proposals.filter(kind=ProposalKind.RECOMMENDATION):
        signed_in.post(at("proposal_accept", each))
    source = intake.proposals.get(kind=ProposalKind.SOURCE)
    signed_in.post(at("proposal_accept", source), {f"for-{source.pk}": "2"})

    assert paper.recommendations.get(label="2").options.count() == 1


def test_source_without_a_recommendation_shows_the_reason(signed_in, intake):
    source = intake.proposals.get(kind=ProposalKind.SOURCE)

    answer = signed_in.post(at("proposal_accept", source), {f"for-{source.pk}": ""})

    assert answer.status_code == 409
    assert "Say which recommendation this is for" in answer.content.decode()


def test_nothing_ticked_accepts_nothing(signed_in, intake):
    answer = signed_in.post(at("intake_accept", intake), follow=True)

    assert "Nothing was ticked" in answer.content.decode()
    assert intake.proposals.open().count() == intake.proposals.count()


def test_declined_proposal_says_why(signed_in, intake):
    proposal = intake.proposals.first()
    empty = signed_in.post(at("proposal_decline", proposal), {"why": ""})
    answer = signed_in.post(at("proposal_decline", proposal), {"why": "A heading."}, follow=True)

    assert "Say why it is declined" in empty.content.decode()
    assert "A heading." in answer.content.decode()


PAGES = ("intake_start", "intake_detail", "intake_take", "intake_accept", "paper_docx")


@pytest.mark.parametrize("name", [*PAGES, "proposal_accept", "proposal_decline"])
def test_stranger_finds_nothing(client, stranger, paper, intake, name):
    client.force_login(stranger)
    of = paper if name in ("intake_start", "paper_docx") else intake
    of = intake.proposals.first() if name.startswith("proposal") else of
    send = client.get if name in ("paper_docx", "intake_detail") else client.post

    assert send(at(name, of)).status_code == 404


@pytest.mark.parametrize(
    "name", ["intake_start", "intake_take", "intake_accept", "proposal_accept"]
)
def test_member_is_turned_away(client, primary_head, paper, intake, name):
    client.force_login(primary_head)
    of = paper if name == "intake_start" else intake
    of = intake.proposals.first() if name.startswith("proposal") else of

    assert client.post(at(name, of)).status_code == 403


@pytest.mark.parametrize("name", ["intake_take", "intake_accept"])
def test_reading_changes_nothing(signed_in, intake, name):
    assert signed_in.get(at(name, intake)).status_code == 405


def test_auditor_reads_and_answers_nothing(client, auditor, intake):
    client.force_login(auditor)
    said = client.get(intake.get_absolute_url()).content.decode()

    assert "What needs a look" in said
    assert "Accept all that are ticked" not in said
    assert "Take this text" not in said


@pytest.mark.parametrize("declined", [1, 3])
def test_page_asks_the_database_as_often_for_one_as_for_three(
    signed_in, officer, intake, declined, django_assert_max_num_queries
):
    for each in list(intake.proposals.all())[:declined]:
        decline_proposal(each, why="No.", by=officer, on=MEETING_DAY)

    with django_assert_max_num_queries(17):
        signed_in.get(intake.get_absolute_url())


def test_paper_comes_as_a_word_file(signed_in, paper):
    answer = signed_in.get(at("paper_docx", paper))

    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert answer["Content-Disposition"] == f'attachment; filename="paper-{paper.pk}.docx"'
    assert answer.content == signed_in.get(at("paper_docx", paper)).content


def test_draft_is_no_word_file_for_the_public(client, paper):
    assert client.get(at("paper_docx", paper)).status_code == 404
