import pytest

from papers.choices import ProposalKind
from papers.rules.intake import ProposalFacts, may_accept, may_decline, may_take

AMOUNT = ProposalFacts(ProposalKind.AMOUNT, "Amount", {"recommendation": "1"})
NOWHERE = ProposalFacts(ProposalKind.SOURCE, "Funding source", {"recommendation": ""})
TITLE = ProposalFacts(ProposalKind.TITLE, "Title", {"title": "Early help"})
ANSWERED = ProposalFacts(ProposalKind.TITLE, "Title", {}, is_open=False)
ASKED = ProposalFacts(ProposalKind.RECOMMENDATION, "Recommendation 1", {"label": "1"})


def test_text_may_be_taken_once():
    assert may_take(is_tabled=False, is_taken=False, has_blocks=True).allowed
    assert may_take(is_tabled=False, is_taken=True, has_blocks=True).codes == {"intake-taken"}


def test_nothing_cannot_be_taken():
    assert may_take(is_tabled=False, is_taken=False, has_blocks=False).codes == {"intake-empty"}


def test_tabled_paper_takes_nothing():
    ruling = may_take(is_tabled=True, is_taken=False, has_blocks=True)

    assert ruling.codes == {"already-tabled"}


def test_open_proposal_may_be_accepted_and_declined():
    assert may_accept([TITLE], is_tabled=False, labels=()).allowed
    assert may_decline(TITLE).allowed


def test_answered_proposal_stays_answered():
    assert may_accept([ANSWERED], is_tabled=False, labels=()).codes == {"proposal-answered"}
    assert may_decline(ANSWERED).codes == {"proposal-answered"}


@pytest.mark.parametrize("proposal", [NOWHERE, AMOUNT])
def test_money_goes_to_a_recommendation_that_is_there(proposal):
    ruling = may_accept([proposal], is_tabled=False, labels=["9"])

    assert ruling.codes == {"proposal-without-recommendation"}


def test_money_may_go_to_a_recommendation_that_is_accepted_with_it():
    assert may_accept([ASKED, AMOUNT], is_tabled=False, labels=()).allowed


def test_tabled_paper_accepts_nothing():
    assert may_accept([TITLE], is_tabled=True, labels=()).codes == {"already-tabled"}


@pytest.mark.parametrize(
    "hidden",
    [
        ProposalFacts(ProposalKind.RECOMMENDATION, "Recommendation 1", {"text": "Fund [[it]]."}),
        ProposalFacts(ProposalKind.TITLE, "Title", {"title": "About [[it]]"}),
    ],
)
def test_title_and_what_is_asked_withhold_nothing(hidden):
    assert may_accept([hidden], is_tabled=False, labels=()).codes == {"proposal-withholds"}
