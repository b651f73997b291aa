from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from docx import Document

from forum.models import AuditEntry, StoredFile
from forum.rules.ruling import Refused, Stale
from papers.choices import IntakeKind, PaperEvent, Precision, ProposalKind
from papers.models import Appendix, Paper, Proposal
from papers.rules.text.blocks import FIGURE, PARAGRAPH, Block
from papers.word.pieces import Picture, Reading
from papers.workflow.accepting import accept_proposals
from papers.workflow.drafting import Edited, save_paper, start_paper
from papers.workflow.intake import Incoming, bring_in, decline_proposal, start_from, take_text
from tests.factories import MEETING_DAY, a_matter, a_paper, an_item
from tests.guarded import tabled
from tests.papers.intaken import LIBREOFFICE, brought_in, pasted, saved, text_of, word
from tests.papers.word.pictures import PNG

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


def of_kind(intake, kind):
    return list(intake.proposals.filter(kind=kind))


def last_entry(forum):
    return AuditEntry.objects.filter(forum=forum).order_by("-seq").first()


def test_bringing_in_changes_nothing_about_the_paper(paper, officer):
    intake = brought_in(paper, officer, MEETING_DAY)

    paper.refresh_from_db()
    assert (paper.version, paper.title, paper.recommendations.count()) == (1, "Draft", 0)
    assert intake.base == 1
    assert last_entry(paper.forum).event == PaperEvent.INTAKE_READ
    assert last_entry(paper.forum).sentence == "Draft: pasted text read, 8 blocks"


def test_member_brings_in_nothing(paper, primary_head):
    with pytest.raises(PermissionDenied):
        bring_in(paper, pasted(), by=primary_head, on=MEETING_DAY)


def test_tabled_paper_takes_in_nothing():
    asked = tabled()

    with pytest.raises(Refused):
        brought_in(asked.paper, asked.clerk, MEETING_DAY)

    assert asked.paper.intakes.count() == 0


def test_text_becomes_the_next_version(intake, paper, officer):
    take_text(intake, base=1, by=officer, on=MEETING_DAY)

    paper = Paper.objects.get(pk=paper.pk)
    assert paper.version == intake.version == 2
    assert paper.blocks == intake.content_blocks
    assert paper.content.note == "Taken from pasted text"
    assert last_entry(paper.forum).sentence == "Draft: version 2 taken from pasted text"


def test_text_is_taken_once(intake, officer):
    take_text(intake, base=1, by=officer, on=MEETING_DAY)

    with pytest.raises(Refused) as refused:
        take_text(intake, base=2, by=officer, on=MEETING_DAY)

    assert refused.value.ruling.codes == {"intake-taken"}


def test_text_is_not_taken_over_what_somebody_saved_meanwhile(intake, paper, officer):
    edited = Edited(1, paper.title, paper.purpose, (Block(PARAGRAPH, "New.", id="b1"),))
    save_paper(paper, edited, by=officer, on=MEETING_DAY)

    with pytest.raises(Stale):
        take_text(intake, base=1, by=officer, on=MEETING_DAY)

    intake.refresh_from_db()
    assert not intake.is_taken


def test_new_paper_begins_with_what_came_in(forum, officer):
    paper = Paper(forum=forum, matter=a_matter(forum), title="New", purpose="decision")

    intake = start_from(paper, pasted(), by=officer, on=MEETING_DAY)

    assert (paper.version, intake.version, intake.is_taken) == (1, 1, True)
    assert paper.blocks == intake.content_blocks


def test_accepting_words_saves_one_version(intake, paper, officer):
    chosen = [*of_kind(intake, ProposalKind.TITLE), *of_kind(intake, ProposalKind.AUTHOR)]
    chosen += of_kind(intake, ProposalKind.WRITTEN_ON)

    accept_proposals(intake, chosen, by=officer, on=MEETING_DAY)

    paper = Paper.objects.get(pk=paper.pk)
    assert (paper.version, paper.title) == (2, "Early help")
    assert (paper.author_as_printed, paper.written_on) == ("A. Writer", MEETING_DAY)
    assert paper.content.note == "title from pasted text"
    assert {each.is_open for each in intake.proposals.filter(pk__in=[c.pk for c in chosen])} == {
        False
    }


def test_each_accepted_proposal_has_its_entry(intake, paper, officer):
    chosen = of_kind(intake, ProposalKind.RECOMMENDATION)

    accept_proposals(intake, chosen, by=officer, on=MEETING_DAY)

    entries = AuditEntry.objects.filter(event=PaperEvent.PROPOSAL_ACCEPTED).order_by("seq")
    assert [entry.sentence for entry in entries] == [
        "Draft: proposed recommendation 1 accepted",
        "Draft: proposed recommendation 2 accepted",
    ]


def test_accepted_recommendation_is_asked_with_its_money(intake, paper, officer):
    accept_proposals(
        intake, of_kind(intake, ProposalKind.RECOMMENDATION), by=officer, on=MEETING_DAY
    )

    first, second = paper.recommendations.order_by("position")
    assert (first.text, first.seeks_resources) == ("That the Forum notes the report.", False)
    assert (second.label, second.amount, second.financial_year) == (
        "2",
        Decimal(89604),
        "2026-27",
    )
    assert second.placements.count() == 1


def test_accepted_source_becomes_an_option_of_the_recommendation_chosen(intake, paper, officer):
    asked = of_kind(intake, ProposalKind.RECOMMENDATION)
    (source,) = of_kind(intake, ProposalKind.SOURCE)

    accept_proposals(
        intake, [*asked, source], targets={source.pk: "2"}, by=officer, on=MEETING_DAY
    )

    option = paper.recommendations.get(label="2").options.get()
    assert (option.source, option.amount) == ("centrally_retained", Decimal(89604))


def test_money_without_a_recommendation_is_refused_and_changes_nothing(intake, paper, officer):
    chosen = [*of_kind(intake, ProposalKind.TITLE), *of_kind(intake, ProposalKind.SOURCE)]

    with pytest.raises(Refused):
        accept_proposals(intake, chosen, by=officer, on=MEETING_DAY)

    paper.refresh_from_db()
    assert (paper.title, paper.version) == ("Draft", 1)
    assert intake.proposals.open().count() == intake.proposals.count()


def test_accepted_amount_keeps_how_firmly_it_is_stated(paper, officer):
    text = "Recommendation\n\n1. That the Forum agrees.\n\nBackground\n\n2. Approximately £1m."
    intake = brought_in(paper, officer, MEETING_DAY, text)
    asked = of_kind(intake, ProposalKind.RECOMMENDATION)

    accept_proposals(
        intake, [*asked, *of_kind(intake, ProposalKind.AMOUNT)], by=officer, on=MEETING_DAY
    )

    recommendation = paper.recommendations.get()
    assert recommendation.amount == Decimal(1_000_000)
    assert recommendation.precision == Precision.APPROXIMATE


def test_declining_keeps_why(intake, officer):
    proposal = intake.proposals.first()

    decline_proposal(proposal, why="It is the title of the file.", by=officer, on=MEETING_DAY)

    proposal.refresh_from_db()
    assert (proposal.declined_by, proposal.declined_why) == (
        officer,
        "It is the title of the file.",
    )
    assert last_entry(intake.forum).sentence == "Draft: proposed title declined"


def test_declined_proposal_is_not_accepted(intake, officer):
    proposal = intake.proposals.first()
    decline_proposal(proposal, why="No.", by=officer, on=MEETING_DAY)

    with pytest.raises(Refused):
        accept_proposals(intake, [proposal], by=officer, on=MEETING_DAY)


def test_member_answers_nothing(intake, primary_head):
    proposal = intake.proposals.first()

    with pytest.raises(PermissionDenied):
        accept_proposals(intake, [proposal], by=primary_head, on=MEETING_DAY)
    with pytest.raises(PermissionDenied):
        decline_proposal(proposal, why="No.", by=primary_head, on=MEETING_DAY)
    with pytest.raises(PermissionDenied):
        take_text(intake, base=1, by=primary_head, on=MEETING_DAY)


def test_word_file_of_havering_becomes_eight_recommendations_and_ten_lines(paper, officer):
    intake = bring_in(paper, word(LIBREOFFICE), by=officer, on=MEETING_DAY)
    sure = list(intake.proposals.filter(is_sure=True))

    accept_proposals(intake, sure, by=officer, on=MEETING_DAY)

    assert list(paper.recommendations.values_list("label", flat=True)) == [
        *("1", "2(i)", "2(ii)", "2(iii)", "2(iv)", "2(v)", "3(i)", "3(ii)")
    ]
    lines = paper.schedule.lines.all()
    assert lines.count() == 10
    assert sum(line.printed_total for line in lines) == Decimal(1_951_280)
    options = [o for r in paper.recommendations.all() for o in r.options.all()]
    assert sum(option.amount for option in options) == Decimal(1_951_280)
    assert Paper.objects.get(pk=paper.pk).kind == "de_delegation"


def test_executive_report_gets_its_particulars_and_contacts(paper, officer):
    text = text_of("kent-executive-decision-23-00113")
    intake = brought_in(paper, officer, MEETING_DAY, text)

    accept_proposals(
        intake, list(intake.proposals.filter(is_sure=True)), by=officer, on=MEETING_DAY
    )

    head = paper.particulars
    assert (head.reference, head.classification, head.divisions) == (
        "23/00113",
        "Unrestricted",
        "All",
    )
    assert len(head.key_reasons) == 3
    assert [each.role for each in paper.contacts.all()] == ["Report Author", "Relevant Director"]
    assert paper.background_documents.count() == 1


def test_sentences_of_the_trail_name_no_person(paper, officer):
    text = text_of("kent-executive-decision-23-00113")
    intake = brought_in(paper, officer, MEETING_DAY, text)
    accept_proposals(
        intake, list(intake.proposals.filter(is_sure=True)), by=officer, on=MEETING_DAY
    )

    names = {p.value["name"] for p in Proposal.objects.filter(kind=ProposalKind.CONTACT)}
    said = " ".join(AuditEntry.objects.values_list("sentence", flat=True))
    assert names
    assert not [name for name in names if name in said]


def test_paper_that_asks_again_keeps_one_recommendation_for_each_label(paper, officer):
    for _ in range(2):
        intake = brought_in(paper, officer, MEETING_DAY)
        accept_proposals(
            intake, of_kind(intake, ProposalKind.RECOMMENDATION), by=officer, on=MEETING_DAY
        )

    assert paper.recommendations.count() == 2


def test_stranger_paper_is_not_touched(stranger, paper):
    other = a_paper(a_matter(stranger.role_grants.get().forum))

    with pytest.raises(PermissionDenied):
        brought_in(paper, stranger, MEETING_DAY)
    assert other.intakes.count() == 0


def test_pictures_of_a_word_file_are_stored_and_named_by_their_identity(paper, officer):
    document = Document()
    document.add_picture(PNG())

    intake = bring_in(paper, word(saved(document)), by=officer, on=MEETING_DAY)

    (figure,) = intake.content_blocks
    stored = StoredFile.objects.get(pk=figure.asset)
    assert (stored.kind, stored.name) == ("png", "figure-1.png")


def test_picture_that_is_not_fit_is_left_out_and_said(paper, officer):
    reading = Reading(
        blocks=(Block(FIGURE, asset="p", alt="Two bars"), Block(PARAGRAPH, "Words.")),
        pictures={"p": Picture("figure-1.png", "image/png", b"no picture")},
    )

    intake = bring_in(
        paper, Incoming(IntakeKind.WORD, "paper.docx", reading), by=officer, on=MEETING_DAY
    )

    assert [block.kind for block in intake.content_blocks] == [PARAGRAPH]
    assert "picture-unreadable" in {each["code"] for each in intake.report}


def test_appendices_that_are_there_are_not_missed(paper, officer):
    Appendix.objects.create(forum=paper.forum, paper=paper, letter="A", title="A", summary="A.")
    text = "Recommendation\n\n1. That it is noted.\n\nDetail\n\n2. See Appendix A."

    intake = brought_in(paper, officer, MEETING_DAY, text)

    assert "appendix-not-added" not in {each["code"] for each in intake.report}
