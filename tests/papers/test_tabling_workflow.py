from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from forum.models import AuditEntry
from forum.rules.ruling import Refused
from papers.choices import Origin, PaperEvent, Source
from papers.models import Question, Recommendation
from papers.workflow.recommending import declare_nil, move_recommendation
from papers.workflow.tabling import table_paper, table_placement
from tests.factories import (
    BEFORE,
    MEETING_DAY,
    a_constitution,
    a_line,
    a_member,
    a_recommendation,
    an_item,
    an_option,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def recommendation(paper):
    """Early help: asks for £89,604 and names no source yet."""
    return a_recommendation(paper, seeks_resources=True, amount=Decimal(89604))


@pytest.fixture
def sourced(recommendation, forum):
    an_option(recommendation, a_line(forum))
    return recommendation


@pytest.fixture(autouse=True)
def member(forum):
    return a_member(forum)


def test_clerk_tables_a_paper_that_names_its_source(sourced, paper, clerk):
    table_paper(paper, by=clerk, on=BEFORE)

    paper.refresh_from_db()
    placement = sourced.placements.get()
    assert (paper.tabled_by, paper.tabled_on) == (clerk, BEFORE)
    assert (placement.tabled_by, placement.tabled_on) == (clerk, BEFORE)
    assert [question.group for question in placement.questions.all()] == ["forum"]
    assert placement.questions.get().amount_asked == Decimal(89604)


def test_tabling_writes_one_entry_with_what_was_put(sourced, paper, clerk):
    table_paper(paper, by=clerk, on=BEFORE)

    entry = AuditEntry.objects.get(event=PaperEvent.PAPER_TABLED)
    assert entry.sentence == (
        "Schools and early help, version 1: tabled for the meeting of 15 January 2026 under item 5"
    )
    assert (entry.actor, entry.happened_on, entry.matter) == (clerk.pk, BEFORE, paper.matter_id)
    assert "A: Centrally retained, Combined budgets, £89,604" in entry.body


def test_paper_without_a_source_is_refused_and_nothing_changes(recommendation, paper, clerk):
    with pytest.raises(Refused) as refused:
        table_paper(paper, by=clerk, on=BEFORE)

    paper.refresh_from_db()
    assert "no-funding-source" in refused.value.ruling.codes
    assert any("£89,604" in reason.text for reason in refused.value.ruling.reasons)
    assert paper.tabled_at is None
    assert not Question.objects.exists()
    assert not AuditEntry.objects.filter(event=PaperEvent.PAPER_TABLED).exists()


def test_officer_may_not_table(sourced, paper, officer):
    with pytest.raises(PermissionDenied):
        table_paper(paper, by=officer, on=BEFORE)


def test_late_paper_waits_for_a_reason(sourced, paper, clerk):
    with pytest.raises(Refused) as refused:
        table_paper(paper, by=clerk, on=date(2026, 1, 14))

    late = next(iter(refused.value.ruling.reasons))
    table_paper(paper, acknowledged={late.key: "The chair agrees"}, by=clerk, on=date(2026, 1, 14))
    paper.refresh_from_db()
    assert (paper.lateness, paper.late_reason) == ("late", "The chair agrees")
    assert [each.reason for each in paper.acknowledgements.all()] == ["The chair agrees"]


def test_blank_reason_acknowledges_nothing(sourced, paper, clerk):
    with pytest.raises(Refused) as refused:
        table_paper(paper, by=clerk, on=date(2026, 1, 14))
    late = next(iter(refused.value.ruling.reasons))

    with pytest.raises(Refused):
        table_paper(paper, acknowledged={late.key: " "}, by=clerk, on=date(2026, 1, 14))


def test_paper_is_tabled_once(sourced, paper, clerk):
    table_paper(paper, by=clerk, on=BEFORE)

    with pytest.raises(Refused) as refused:
        table_paper(paper, by=clerk, on=BEFORE)
    assert "already-tabled" in refused.value.ruling.codes


@pytest.fixture
def motion(meeting, forum, paper, clerk):
    return Recommendation(
        forum=forum,
        matter=paper.matter,
        origin=Origin.FLOOR,
        label="Motion 1",
        text="Agree £1,000 for a survey of schools.",
        decision_type="GENERAL",
        seeks_resources=True,
        amount=Decimal(1000),
        financial_year="2025-26",
    )


def test_motion_from_the_floor_passes_the_same_gate(motion, meeting, clerk):
    placement = move_recommendation(
        motion, an_item(meeting, "6", "Any other business"), by=clerk, on=MEETING_DAY
    )

    with pytest.raises(Refused) as refused:
        table_placement(placement, by=clerk, on=MEETING_DAY)
    assert "no-funding-source" in refused.value.ruling.codes

    an_option(motion, a_line(motion.forum), source=Source.CENTRALLY_RETAINED)
    table_placement(placement, by=clerk, on=MEETING_DAY)
    placement.refresh_from_db()
    assert placement.tabled_on == MEETING_DAY
    assert placement.questions.get().amount_asked == Decimal(1000)


def test_nil_declaration_counts_only_where_the_constitution_allows_it(paper, finance, clerk):
    formula = a_recommendation(
        paper, "1", text="Give a view on the local formula.", decision_type="FORMULA_MAINSTREAM"
    )
    declare_nil(formula, reason="The formula moves no money of a source.", by=finance, on=BEFORE)

    with pytest.raises(Refused) as refused:
        table_paper(paper, by=clerk, on=BEFORE)
    assert "nil-not-allowed" in refused.value.ruling.codes

    a_constitution(paper.forum, nil_funding_declaration=True)
    table_paper(paper, by=clerk, on=BEFORE)
    paper.refresh_from_db()
    assert paper.is_tabled
