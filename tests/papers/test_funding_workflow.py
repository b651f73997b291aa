from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from forum.models import AuditEntry
from forum.rules.ruling import Refused
from papers.choices import Block, OptionStatus, PaperEvent, Source
from papers.models import Allocation, BudgetLine, FundingOption, RateLine, Recommendation
from papers.workflow.budget import open_line, set_allocation
from papers.workflow.funding import change_option, mark_option, offer_option, remove_option
from papers.workflow.recommending import (
    add_recommendation,
    change_recommendation,
    declare_nil,
    place_again,
    remove_nil,
    remove_recommendation,
)
from papers.workflow.tabling import table_paper
from tests.factories import (
    BEFORE,
    a_line,
    a_meeting,
    a_member,
    a_recommendation,
    an_item,
    an_option,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def recommendation(paper):
    return a_recommendation(paper, seeks_resources=True, amount=Decimal(500))


@pytest.fixture
def tabled(recommendation, forum, clerk):
    a_member(forum)
    an_option(recommendation, a_line(forum), letter="A")
    an_option(recommendation, a_line(forum, "Growth fund", block=Block.SCHOOLS), letter="B")
    table_paper(recommendation.paper, by=clerk, on=BEFORE)
    return recommendation


def sentences(event):
    return list(AuditEntry.objects.filter(event=event).values_list("sentence", flat=True))


def an_unsaved_option(recommendation):
    return FundingOption(
        forum=recommendation.forum,
        recommendation=recommendation,
        source=Source.CENTRALLY_RETAINED,
        budget_line=a_line(recommendation.forum),
        amount=Decimal(500),
        financial_year="2025-26",
    )


def a_rate_line():
    return RateLine(factor="AWPU", unit_rate=Decimal("5.00"), printed_total=Decimal(500))


def test_offered_option_is_on_the_trail_with_its_money(recommendation, officer):
    offer_option(an_unsaved_option(recommendation), by=officer, on=BEFORE)

    assert sentences(PaperEvent.OPTION_OFFERED) == [
        "Recommendation 1, option A, centrally retained, Combined budgets, £500: offered"
    ]


def test_changed_option_has_its_new_rates_only(recommendation, officer):
    option = offer_option(
        an_unsaved_option(recommendation), [a_rate_line()], by=officer, on=BEFORE
    )

    change_option(option, [a_rate_line(), a_rate_line()], by=officer, on=BEFORE)

    assert [rate.position for rate in option.rates.all()] == [1, 2]
    assert format(option.rates.first().unit_rate, "f") == "5.00"


def test_removed_option_stays_on_the_trail(recommendation, officer):
    option = offer_option(an_unsaved_option(recommendation), by=officer, on=BEFORE)

    remove_option(option, by=officer, on=BEFORE)

    assert not recommendation.options.exists()
    assert sentences(PaperEvent.OPTION_REMOVED) == [
        "Recommendation 1, option A, centrally retained, Combined budgets, £500: taken out"
    ]


def test_member_may_not_offer_an_option(recommendation, primary_head):
    with pytest.raises(PermissionDenied):
        offer_option(an_unsaved_option(recommendation), by=primary_head, on=BEFORE)
    assert not recommendation.options.exists()


def test_options_of_a_tabled_recommendation_are_fixed(tabled, officer):
    option = tabled.options.first()

    for change in (
        lambda: offer_option(an_unsaved_option_of(tabled), by=officer, on=BEFORE),
        lambda: change_option(option, by=officer, on=BEFORE),
        lambda: remove_option(option, by=officer, on=BEFORE),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.ruling.codes == {"already-tabled"}
    assert tabled.options.count() == 2


def an_unsaved_option_of(recommendation):
    return FundingOption(
        forum=recommendation.forum, recommendation=recommendation, source=Source.HIGH_NEEDS
    )


def test_option_is_withdrawn_while_another_stands(tabled, officer):
    first, last = tabled.options.all()

    mark_option(first, OptionStatus.UNAVAILABLE, note="Nothing is left", by=officer, on=BEFORE)
    with pytest.raises(Refused) as refused:
        mark_option(last, OptionStatus.WITHDRAWN, by=officer, on=BEFORE)

    assert refused.value.ruling.codes == {"last-option"}
    assert [option.status for option in tabled.options.all()] == ["unavailable", "offered"]


def test_marked_option_keeps_its_history(tabled, officer):
    first = tabled.options.first()
    mark_option(first, OptionStatus.WITHDRAWN, by=officer, on=BEFORE)

    with pytest.raises(Refused) as refused:
        mark_option(first, OptionStatus.OFFERED, by=officer, on=BEFORE)
    assert refused.value.ruling.codes == {"option-already-marked"}


def test_added_recommendation_goes_before_the_meeting_of_its_paper(paper, officer):
    recommendation = Recommendation(
        forum=paper.forum, matter=paper.matter, paper=paper, label="2", text="Note the report."
    )

    add_recommendation(recommendation, by=officer, on=BEFORE)

    assert recommendation.placements.get().agenda_item == paper.agenda_item
    assert sentences(PaperEvent.RECOMMENDATION_ADDED) == [
        "Recommendation 2 of Schools and early help added"
    ]


def test_recommendation_is_changed_and_removed_until_it_is_tabled(recommendation, officer):
    recommendation.text = "Agree to fund three posts."
    change_recommendation(recommendation, by=officer, on=BEFORE)
    an_option(recommendation)

    remove_recommendation(recommendation, by=officer, on=BEFORE)

    assert not Recommendation.objects.exists()
    assert len(sentences(PaperEvent.RECOMMENDATION_CHANGED)) == 1
    assert len(sentences(PaperEvent.RECOMMENDATION_REMOVED)) == 1


def test_tabled_recommendation_is_changed_no_more(tabled, officer):
    for change in (change_recommendation, remove_recommendation):
        with pytest.raises(Refused) as refused:
            change(tabled, by=officer, on=BEFORE)
        assert refused.value.ruling.codes == {"already-tabled"}


def test_tabled_recommendation_is_placed_before_a_later_meeting_in_the_same_words(tabled, clerk):
    later = an_item(a_meeting(tabled.forum, BEFORE.replace(month=3)), "4")

    placement = place_again(tabled, later, by=clerk, on=BEFORE)

    assert placement.tabled_at is None
    assert tabled.placements.count() == 2


def test_nil_declaration_is_made_and_taken_back_by_finance(paper, finance, clerk):
    view = a_recommendation(paper, text="Give a view on the formula.")

    declaration = declare_nil(view, reason="No money of a source.", by=finance, on=BEFORE)
    assert declaration.declared_post == "Schools Finance Manager"
    with pytest.raises(PermissionDenied):
        remove_nil(declaration, by=clerk, on=BEFORE)
    remove_nil(declaration, by=finance, on=BEFORE)

    assert len(sentences(PaperEvent.NIL_DECLARED)) == len(sentences(PaperEvent.NIL_REMOVED)) == 1


def test_line_is_opened_and_its_allocation_replaced(forum, officer):
    line = open_line(
        BudgetLine(forum=forum, name="Admissions", block=Block.CSSB), by=officer, on=BEFORE
    )

    for amount in (Decimal(1000), Decimal(1200)):
        set_allocation(
            Allocation(budget_line=line, financial_year="2025-26", amount=amount),
            by=officer,
            on=BEFORE,
        )

    assert line.allocated("2025-26") == Decimal(1200)
    assert sentences(PaperEvent.ALLOCATION_SET) == [
        "Admissions: £1,000 allocated for 2025-26",
        "Admissions: £1,200 allocated for 2025-26",
    ]
