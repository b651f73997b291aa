"""Minutes that were contested, and what was decided under them.

Cases: HAVERING-MINUTES-2012-12-06, HAVERING-MATTERSARISING-2019, SLOUGH-MATTERS-2019-10 and
STOCKTON-SUBS-2012-10-23. Texts and people are invented; counts and amounts are not.
"""

import hashlib
from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import Method, MinutesStage, Procedure
from decisions.workflow.conditions import set_condition
from decisions.workflow.voting import Counts, close_ballot, open_procedural_ballot
from forum.choices import DocumentKind, Group, ItemKind, SubstituteKind, SubstituteRule
from forum.models import AuditEntry, PublishedDocument, Substitution
from forum.rules.ruling import Refused
from forum.workflow.substitutes import name_substitute
from papers.choices import Block, LineKind, PaperEvent, Source
from papers.models import Question
from papers.workflow.recommending import remove_recommendation
from tests.factories import a_constitution, a_person
from tests.real_cases.telling import item, may_vote, question

pytestmark = pytest.mark.django_db

MP, MS = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY
MINUTES = ("Minutes of the last meeting", ItemKind.MINUTES)
ARISING = ("Matters arising", ItemKind.MATTERS_ARISING)
KEPT = "Union time was discussed."
REMOVED = " Ten days of training were agreed."


@pytest.fixture
def havering(tell):
    """The notes of 18 October 2012, published, with a sentence that some dispute."""
    tell.members(maintained_primary=8, maintained_secondary=3, academy_mainstream=3)
    october = tell.begin(tell.call(date(2012, 10, 18), "Union time"))
    tell.notes = tell.minute(october, item_1=KEPT + REMOVED)
    tell.december = tell.begin(tell.call(date(2012, 12, 6), MINUTES))
    return tell


def put_minutes(tell, meeting, *counts):
    """A show of hands on the minutes."""
    on = meeting.held_on
    ballot = open_procedural_ballot(
        item(meeting, 1), Procedure.AGREE_MINUTES, Method.SHOW_OF_HANDS, by=tell.clerk, on=on
    )
    return close_ballot(ballot, Counts(*counts), by=tell.clerk, on=on)


def test_havering_minutes_are_put_to_a_contested_vote(havering):
    """Of abstentions the record is silent: none is entered."""
    ballot = put_minutes(havering, havering.december, 11, 3, 0)

    assert (ballot.votes_for, ballot.votes_against) == (11, 3)
    assert ballot.register.filter(is_eligible=True).count() == 14
    assert ballot.question is None


def test_havering_sentence_is_removed_and_the_earlier_text_survives(havering):
    tell = havering
    draft = PublishedDocument.objects.get(kind=DocumentKind.DRAFT_MINUTES)
    put_minutes(tell, tell.december, 11, 3, 0)

    tell.write(tell.notes, "1", KEPT, on=tell.december.held_on)
    tell.agree(tell.notes, tell.december)

    draft.refresh_from_db()
    agreed = PublishedDocument.objects.get(kind=DocumentKind.MINUTES)
    line = tell.notes.items.get()
    assert (line.text, line.published_text) == (KEPT, KEPT + REMOVED)
    assert hashlib.sha256(bytes(draft.content)).hexdigest() == draft.sha256 != agreed.sha256
    assert tell.notes.agreed_at_meeting == tell.december


@pytest.fixture
def autumn(tell):
    """Autumn 2019: attendance and behaviour come up under matters arising, without a paper."""
    tell.members(maintained_primary=3, maintained_secondary=1, academy_mainstream=2)
    tell.meeting = tell.begin(tell.call(date(2019, 11, 14), ARISING))
    tell.motion_put = tell.motion(
        item(tell.meeting, 1),
        "De-delegate attendance and behaviour.",
        "DEDEL_SCHOOL_IMPROVEMENT",
        "2020-21",
        amount=Decimal(1200),
    )
    return tell


def test_havering_matters_arising_pass_the_same_gate(autumn):
    """The minutes have no paper, no amount and no source: so it could not have been tabled."""
    with pytest.raises(Refused) as refused:
        autumn.table_alone(autumn.motion_put)

    assert refused.value.ruling.codes == {"no-funding-source"}
    assert not Question.objects.exists()


def test_havering_decides_under_matters_arising_on_a_condition(autumn):
    """The record merges the phases into “maintained schools”: each has its own outcome here."""
    wanted = autumn.motion_put.recommendation
    autumn.share_out(wanted, "attendance and behaviour", **{MP: 900, MS: 300})
    autumn.table_alone(autumn.motion_put)

    outcomes = {group: autumn.carry(question(wanted, group)) for group in (MP, MS)}
    for outcome in outcomes.values():
        set_condition(
            outcome, "the offer is re-worded", by=autumn.clerk, on=autumn.meeting.held_on
        )

    assert {group: may_vote(each.ballot) for group, each in outcomes.items()} == {
        MP: {MP},
        MS: {MS},
    }
    assert {each.awards.get().source for each in outcomes.values()} == {Source.DE_DELEGATED}
    assert [each.conditions.get().state for each in outcomes.values()] == ["open", "open"]
    assert (
        "(matters arising): tabled"
        in AuditEntry.objects.get(event=PaperEvent.RECOMMENDATION_TABLED).sentence
    )


@pytest.fixture
def slough(tell):
    """October 2019: one request withdrawn before it was tabled, another tabled."""
    tell.members(maintained_primary=3, academy_mainstream=2)
    tell.meeting = tell.call(date(2019, 10, 10), "Block requests")
    tell.draft = tell.paper(item(tell.meeting, 1))
    tell.withdrawn = tell.ask(
        tell.draft,
        "1",
        "Agree to move £93,000.",
        "TRANSFER_OTHER",
        "2019-20",
        amount=Decimal(93000),
    )
    tell.stands = tell.ask(
        tell.draft,
        "2",
        "Agree to move £700,000.",
        "TRANSFER_SB_LE_05",
        "2020-21",
        amount=Decimal(700000),
    )
    tell.offer(tell.withdrawn, tell.line("High needs", Block.HIGH_NEEDS), Source.HIGH_NEEDS)
    tell.offer(tell.stands, "Schools block transfer")
    return tell


def test_slough_request_withdrawn_before_tabling_was_never_put(slough):
    """What became of the £700,000 the record does not show: it was put."""
    tell = slough
    remove_recommendation(tell.withdrawn, by=tell.officer, on=tell.before(item(tell.meeting, 1)))
    tell.table(tell.draft)

    assert [str(each.placement.recommendation) for each in Question.objects.all()] == [
        "Recommendation 2"
    ]
    assert Question.objects.get().amount_asked == 700000
    kept = AuditEntry.objects.get(event=PaperEvent.RECOMMENDATION_REMOVED)
    assert kept.sentence.endswith("removed, asking for £93,000")


def test_slough_line_whose_origin_nobody_can_state_is_not_tabled(slough):
    """£184,000 towards a PFI contract: an action to find out where it came from."""
    tell = slough
    tell.withdrawn.options.all().delete()
    line = tell.line("PFI contribution", Block.CSSB, LineKind.HISTORIC)
    historic = tell.ask(
        tell.draft, "3", "Agree the line.", "CSSB_HISTORIC", "2020-21", amount=Decimal(184000)
    )
    tell.offer(historic, line, last_year_amount=Decimal(184000))

    with pytest.raises(Refused) as refused:
        tell.table(tell.draft)

    assert "option-no-commitment-date" in refused.value.ruling.codes


def test_slough_minutes_are_agreed_with_an_apology_added(tell):
    tell.members(maintained_primary=3)
    july = tell.begin(tell.call(date(2019, 7, 4), "Apologies"))
    minutes = tell.minute(july, item_1="Apologies: none.")
    october = tell.begin(tell.call(date(2019, 10, 10), MINUTES))
    put_minutes(tell, october, 3, 0, 0)

    tell.write(minutes, "1", "Apologies: one member.", on=october.held_on)
    tell.agree(minutes, october)

    assert minutes.stage == MinutesStage.AGREED
    assert minutes.items.get().text == "Apologies: one member."


def test_stockton_dissent_stands_beside_the_minutes_that_were_just_agreed(tell):
    """A member disputed what had been agreed on naming substitutes, once it was approved."""
    tell.members(maintained_primary=3)
    september = tell.begin(tell.call(date(2012, 9, 10), "Substitutes"))
    minutes = tell.minute(september, item_1="Members name their substitutes.")
    october = tell.begin(tell.call(date(2012, 10, 23), MINUTES, ARISING))
    put_minutes(tell, october, 2, 1, 0)
    tell.agree(minutes, october)

    with pytest.raises(Refused) as refused:
        tell.write(minutes, "1", "Nothing was agreed.", on=october.held_on)
    later = tell.minute(october, item_2="A member disputed the minute on substitutes.")

    assert refused.value.ruling.codes == {"minutes-fixed"}
    assert minutes.items.get().text == "Members name their substitutes."
    assert later.items.get(agenda_item__number="2").public_text.startswith("A member disputed")


@pytest.mark.parametrize(
    ("rule", "codes"),
    [(SubstituteRule.FOR_MEETING, {"for-meeting-only"}), (SubstituteRule.PERMANENT, set())],
)
def test_stockton_the_constitution_says_who_names_substitutes(tell, rule, codes):
    a_constitution(tell.forum, substitute_rule=rule)
    people = tell.members(maintained_primary=1)
    substitution = Substitution(
        forum=tell.forum,
        seat=tell.seat_of(people[MP][0]).seat,
        person=a_person("Sub Stitute"),
        kind=SubstituteKind.PERMANENT,
        from_on=date(2016, 10, 23),
    )

    try:
        name_substitute(substitution, by=tell.clerk, on=date(2016, 10, 23))
        found = set()
    except Refused as refused:
        found = refused.ruling.codes

    assert found == codes
