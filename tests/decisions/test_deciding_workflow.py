"""Recording what was resolved: its money, its actions, and how it bears on other decisions."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from decisions.choices import DecisionEvent, LinkKind, Result, Settlement, VoteCast
from decisions.models import Action, Outcome
from decisions.workflow.deciding import OutcomeDraft, link_decisions, record_outcome, ruling_on
from forum.choices import ReturningKind
from forum.models import AuditEntry, ReturningBusiness
from forum.rules.ruling import Refused
from papers.choices import OptionStatus, Source
from papers.models import Commitment
from tests.decisions.conftest import ASKED, LATER, award_of
from tests.factories import MEETING_DAY

pytestmark = pytest.mark.django_db

FOR = VoteCast.FOR
AGAINST = VoteCast.AGAINST


@pytest.fixture
def carried(sitting, question):
    return sitting.vote(question, FOR, FOR, FOR, letter="A")


@pytest.fixture
def options(recommendation):
    return {option.letter: option for option in recommendation.options.all()}


def sentences(event):
    return list(AuditEntry.objects.filter(event=event).values_list("sentence", flat=True))


def test_carried_request_is_settled_by_its_award_and_enters_its_line(
    carried, question, options, clerk
):
    draft = OutcomeDraft(Result.CARRIED, amount_agreed=ASKED, awards=(award_of(options["A"]),))

    outcome = record_outcome(question, draft, by=clerk, on=MEETING_DAY)

    assert (outcome.settlement, outcome.ballot) == (Settlement.SETTLED, carried)
    assert outcome.resolution == "Agree to fund four posts."
    assert Commitment.objects.get().amount == ASKED
    assert options["A"].budget_line.committed("2025-26") == ASKED
    assert sentences(DecisionEvent.OUTCOME_RECORDED) == [
        "Recommendation 1, All who may vote: carried, £89,604"
    ]
    [sentence] = sentences(DecisionEvent.SOURCE_DECIDED)
    assert sentence == (
        "Recommendation 1, All who may vote: £89,604 from centrally retained, Combined budgets, "
        "2025-26, until 31 March 2026"
    )


def test_options_are_marked_chosen_and_not_chosen(
    carried, question, recommendation, options, clerk
):
    draft = OutcomeDraft(Result.CARRIED, amount_agreed=ASKED, awards=(award_of(options["A"]),))

    record_outcome(question, draft, by=clerk, on=MEETING_DAY)

    status = dict(recommendation.options.values_list("letter", "status"))
    assert status == {"A": OptionStatus.CHOSEN, "B": OptionStatus.REJECTED}


def test_carried_without_a_source_is_refused_with_the_ways_out(carried, question, clerk):
    draft = OutcomeDraft(Result.CARRIED, amount_agreed=ASKED)

    with pytest.raises(Refused) as refused:
        record_outcome(question, draft, by=clerk, on=MEETING_DAY)

    assert refused.value.ruling.codes == {"source-not-decided"}
    assert "Agreed, but which source? £89,604 was asked for." in str(refused.value)
    assert not Outcome.objects.exists()


def test_officer_does_not_record_an_outcome(carried, question, officer):
    with pytest.raises(PermissionDenied):
        record_outcome(question, OutcomeDraft(Result.CARRIED), by=officer, on=MEETING_DAY)


def test_agreed_in_principle_opens_an_owned_action_and_returns(
    sitting, question, later_meeting, clerk
):
    outcome = sitting.agree_in_principle(question, later_meeting)

    action = Action.objects.get()
    assert (outcome.settlement, outcome.awards.count()) == (Settlement.UNSETTLED, 0)
    assert (action.settles, action.owner, action.reference) == (outcome, clerk, "Jan26-A1")
    assert ReturningBusiness.objects.waiting().get().kind == ReturningKind.UNSETTLED_SOURCE
    assert not Commitment.objects.exists()


def test_later_award_settles_the_source_and_closes_the_action(
    sitting, question, later_meeting, asked_again, options, clerk
):
    earlier = sitting.agree_in_principle(question, later_meeting)
    sitting.vote(asked_again, FOR, FOR, FOR, letter="B")
    draft = OutcomeDraft(
        Result.CARRIED,
        amount_agreed=ASKED,
        awards=(award_of(options["B"]),),
        settles=(earlier,),
    )

    later = record_outcome(asked_again, draft, by=clerk, on=LATER)

    assert later.links_from.get().kind == LinkKind.SETTLES_SOURCE
    assert not Outcome.objects.unsettled().exists()
    left = ReturningBusiness.objects.waiting().values_list("kind", flat=True)
    assert list(left) == [ReturningKind.EXPIRING_AUTHORITY]
    assert Action.objects.get().closed_on == LATER
    assert sentences(DecisionEvent.SOURCE_SETTLED) == [
        f"The funding source of {question}, agreed on 15 January 2026, settled after 56 days"
    ]


def test_decision_without_awards_settles_nothing(
    sitting, question, later_meeting, asked_again, clerk
):
    earlier = sitting.agree_in_principle(question, later_meeting)
    sitting.vote(asked_again, AGAINST, AGAINST, AGAINST)

    draft = OutcomeDraft(Result.NOT_CARRIED, settles=(earlier,))
    with pytest.raises(Refused) as refused:
        record_outcome(asked_again, draft, by=clerk, on=LATER)

    assert refused.value.ruling.codes == {"settles-without-source"}
    assert ReturningBusiness.objects.waiting().exists()


def test_deferral_returns_until_it_has_been_before_the_forum_again(
    question, later_meeting, asked_again, sitting, clerk
):
    deferred = OutcomeDraft(Result.DEFERRED, deferred_to=later_meeting)
    record_outcome(question, deferred, by=clerk, on=MEETING_DAY)
    assert ReturningBusiness.objects.waiting().get().due_meeting == later_meeting

    sitting.vote(asked_again, AGAINST, AGAINST, FOR)
    record_outcome(asked_again, OutcomeDraft(Result.NOT_CARRIED), by=clerk, on=LATER)

    assert not ReturningBusiness.objects.waiting().exists()


def test_awards_split_between_sources_add_up(carried, question, options, clerk):
    parts = (
        award_of(options["A"], Decimal("50000.50")),
        award_of(options["B"], Decimal("39603.50")),
    )
    draft = OutcomeDraft(
        Result.CARRIED_AS_AMENDED,
        resolution="Agree to fund four posts from both sources.",
        cost_effect="none",
        amount_agreed=ASKED,
        awards=parts,
    )

    outcome = record_outcome(question, draft, by=clerk, on=MEETING_DAY)

    assert [award.amount for award in outcome.awards.all()] == [parts[0].amount, parts[1].amount]
    assert {award.source for award in outcome.awards.all()} == {
        Source.CENTRALLY_RETAINED,
        Source.HIGH_NEEDS,
    }


def test_ruling_warns_before_recording(carried, question, options):
    award = award_of(options["A"], Decimal(100000))
    draft = OutcomeDraft(Result.CARRIED, amount_agreed=Decimal(100000), awards=(award,))

    ruling = ruling_on(question, draft)

    assert ruling.allowed
    assert ruling.warning_codes == {"amount-agreed-over-asked"}


def test_clerk_links_decisions_and_others_do_not(
    sitting, question, later_meeting, asked_again, clerk, officer
):
    earlier = sitting.carry(question)
    deferred = OutcomeDraft(Result.WITHDRAWN)
    later = record_outcome(asked_again, deferred, by=clerk, on=LATER)

    link_decisions(later, earlier, LinkKind.AMENDS, by=clerk, on=LATER)

    assert sentences(DecisionEvent.DECISIONS_LINKED) == [
        f"{question} of 12 March 2026 amends {question} of 15 January 2026"
    ]
    with pytest.raises(PermissionDenied):
        link_decisions(later, earlier, LinkKind.REPLACES, by=officer, on=date(2026, 3, 12))
