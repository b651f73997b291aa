"""The cases of history, each entered from its record file: history right, totals right."""

from datetime import date
from decimal import Decimal

import pytest

from decisions.audit import record_check
from decisions.choices import LinkKind, Result, Settlement
from decisions.models import Award, Condition, ExecutiveDecision, ExternalStep, Happening, Outcome
from decisions.models.auditing.review import review_of
from decisions.workflow.telling import tell_record
from papers.models import BudgetLine, Matter
from tests.told import RECORDS, TODAY, enter, record_of

NAMES = sorted(path.stem for path in RECORDS.glob("*.json"))


@pytest.fixture(autouse=True)
def _database(db):
    """Every record is entered into an empty one."""


def result(outcome):
    return outcome.get_result_display()


def results(**of):
    return [result(each) for each in Outcome.objects.filter(**of).order_by("decided_on")]


def totals():
    return {
        (award.get_source_display(), award.financial_year): award.amount
        for award in Award.objects.all()
    }


def review(on=TODAY):
    return review_of(Matter.objects.get(), on=on)


def found(on=TODAY):
    return {finding.rule for finding in review(on).findings}


@pytest.mark.parametrize("name", NAMES)
def test_every_record_is_entered_whole_and_agrees_with_its_trail(name):
    entered = enter(name)
    again = tell_record(
        entered.forum,
        record_of(name),
        by=entered.forum.rolegrant_set.get().person,
        on=TODAY,
    )

    assert entered.new["meeting"] == len(record_of(name)["told"]["meetings"])
    assert again.new == {}
    assert record_check(entered.forum).passed


def test_middlesbrough_holds_every_row_of_the_auditor():
    enter("middlesbrough")
    of = review()
    rows = [(event.on, str(event.grade), event.text) for event in of.timeline]

    def shown(on, grade, words):
        return any(row[:2] == (on, grade) and words in row[2] for row in rows)

    assert shown(date(2018, 7, 4), "Minute", "carried as amended")
    assert shown(date(2018, 9, 1), "Minute", "The posts start, for one year")
    assert shown(date(2019, 1, 16), "Minute", "De-delegation was proposed")
    assert shown(date(2019, 1, 16), "Later assertion", "funded from the DSG")
    assert shown(date(2019, 2, 27), "Report", "carried, £89,604")
    assert shown(date(2019, 3, 27), "Report", "independent review")
    assert shown(date(2019, 10, 31), "Worked out", "Authority to spend ends")


def test_middlesbrough_comes_to_the_figures_of_the_auditor():
    enter("middlesbrough")
    of = review()

    assert of.figures.days_to_settled == 238
    assert of.figures.labels == 5
    assert of.figures.overdue_actions == 1
    assert of.figures.statements_contradicted == 1
    assert of.authority_until == date(2019, 10, 31)
    assert totals() == {("One-off", "2019-20"): Decimal(89604)}
    assert {
        "approved-without-source",
        "settled-late",
        "several-labels",
        "option-not-recognised",
        "statement-contradicted",
        "action-overdue",
        "action-without-owner",
        "spent-without-authority",
    } <= found()
    slips = Happening.objects.filter(kind="slip").values_list("as_printed", "reads_as")
    assert ("SMT", "SMF") in slips


def test_a_recommendation_carried_for_one_phase_waits_for_the_other():
    enter("west-berkshire")

    dedel = {"question__placement__recommendation__matter__title": "De-delegations 2023-24"}
    assert results(**dedel) == ["Carried", "No eligible member present", "Carried"]
    later = Outcome.objects.get(links_from__kind=LinkKind.RE_DECIDES)
    assert later.meeting.day_printed == "January 2023 (day not stated)"
    assert later.question.get_group_display() == "Maintained secondary schools"
    growth = Outcome.objects.get(amount_agreed=163800)
    assert [award.amount for award in growth.awards.order_by("amount")] == [38800, 125000]
    executive = ExecutiveDecision.objects.get()
    assert (executive.reference, executive.amount) == ("EX3784", 261000)


def test_minutes_are_corrected_by_a_vote_that_the_record_counts():
    enter("havering")

    first = Outcome.objects.get(decided_on=date(2012, 12, 6))
    assert (first.stated_for, first.stated_against, first.stated_abstain) == (11, 3, None)
    assert result(first) == "Carried"


def test_money_decided_under_matters_arising_hangs_on_its_condition():
    enter("havering")

    arising = Outcome.objects.filter(decided_on=date(2019, 11, 1))
    assert {result(each) for each in arising} == {"Carried"}
    origins = {each.question.placement.recommendation.origin for each in arising}
    assert origins == {"matters_arising"}
    assert {each.text for each in Condition.objects.all()} == {"The service words its offer anew."}
    assert arising[0].meeting.day_printed == "autumn 2019 (inferred)"


def test_an_authority_of_one_year_is_asked_for_again():
    enter("nottingham")

    first, second = Matter.objects.get().recommendations.order_by("financial_year")
    assert first.options.get().until_on == date(2022, 3, 31)
    assert second.options.get().from_on == date(2022, 4, 1)
    assert results() == ["Carried"]
    assert not Award.objects.exists()


def test_an_inquorate_meeting_puts_off_and_the_next_one_decides():
    enter("herefordshire")

    assert results() == ["Deferred", "Carried"]
    first = Outcome.objects.get(result=Result.DEFERRED)
    assert first.deferred_to.held_on == date(2018, 10, 19)
    assert first.question.placement.recommendation.placements.count() == 2


def test_a_request_is_withdrawn_and_gives_no_money():
    enter("slough")

    withdrawn = Outcome.objects.get(result=Result.WITHDRAWN)
    option = withdrawn.question.placement.recommendation.options.get()
    assert option.get_status_display() == "Withdrawn"
    assert withdrawn.settlement == Settlement.NOT_APPLICABLE
    assert totals() == {}


def test_a_refusal_goes_on_to_the_secretary_of_state():
    enter("oxfordshire")

    step = ExternalStep.objects.get()
    assert result(step.outcome) == "Not carried"
    assert step.is_pending


def test_what_was_put_off_comes_back_for_one_phase():
    enter("wokingham")

    assert results() == ["Deferred", "Deferred", "Carried"]
    assert Outcome.objects.filter(links_to__kind=LinkKind.RE_DECIDES).count() == 1


def test_a_decision_agreed_in_principle_keeps_its_condition():
    enter("bristol")

    assert totals() == {
        ("High needs", "2023-24"): Decimal(1500000),
        ("Centrally retained", "2023-24"): Decimal(2000000),
    }
    assert set(Condition.objects.values_list("state", flat=True)) == {"open"}


def test_a_surplus_keeps_what_was_said_of_it_and_no_outcome_is_made_up():
    enter("southampton")
    of = review()

    assert results() == []
    assert of.figures.labels == 4
    assert any("agreed before to distribute" in event.text for event in of.timeline)
    assert of.authority_until is None


def test_a_decision_that_was_reversed_gives_no_authority():
    enter("reversed")

    assert results() == ["Carried", "Carried"]
    assert Outcome.objects.get(links_to__kind=LinkKind.REVERSES).amount_agreed == 120000
    assert review().status.words == "undone by the decision of 4 December 2024"
    assert review().authority_until is None


def test_one_decision_is_paid_from_two_sources():
    enter("part-funded")

    assert totals() == {
        ("High needs", "2024-25"): Decimal(60000),
        ("One-off", "2024-25"): Decimal(40000),
    }
    assert Outcome.objects.get().amount_agreed == 100000


def test_money_that_tapers_is_committed_year_by_year():
    enter("tapering")

    line = BudgetLine.objects.get(name="Inclusion support")
    years = ("2024-25", "2025-26", "2026-27", "2027-28")
    assert [line.committed(year) for year in years] == [90000, 60000, 30000, 0]
    assert [line.left(year) for year in years] == [410000, 440000, 470000, 500000]


def test_an_outside_body_decides_in_place_of_the_forum():
    enter("overtaken")

    step = ExternalStep.objects.get()
    assert (step.overtakes, step.amount) == (True, 800000)
    assert result(step.outcome) == "Not carried"
    assert "overtaken-outside" in found()


def test_an_authority_ends_and_is_renewed_with_spending_in_between():
    enter("renewed")

    assert totals() == {
        ("High needs", "2024-25"): Decimal(75000),
        ("High needs", "2025-26"): Decimal(60000),
    }
    assert "spent-without-authority" in found()
    assert review().authority_until == date(2026, 3, 31)
