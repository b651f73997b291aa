"""Havering, lived through the steps: eight recommendations, ten votes, no secondaries."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from decisions.choices import Method, Result, VoteCast
from decisions.models import Outcome
from decisions.models.facts import effect_row
from decisions.rules.effect import Totals, totals
from decisions.workflow.casting import cast_vote
from decisions.workflow.deciding import AwardDraft, OutcomeDraft, record_outcome
from decisions.workflow.voting import close_ballot, open_ballot
from forum.choices import Group, Phase, SeatKind
from forum.rules.ruling import Refused
from forum.workflow.meetings import mark_published, open_meeting
from papers.models import Question
from papers.models.facts import paper_facts
from papers.rules.cautions import notes
from papers.rules.tabling import may_table
from papers.workflow.generating import generate_recommendations
from papers.workflow.tabling import table_paper
from tests.factories import (
    a_matter,
    a_meeting,
    a_member,
    a_paper,
    a_school,
    an_item,
    everybody_present,
)
from tests.havering import SERVICES, recommend_all
from tests.schedules import havering

pytestmark = pytest.mark.django_db

DAY = date(2023, 9, 21)
EARLIER = date(2023, 9, 8)


def from_schedule(paper, *, by, on):
    """The same, made from the schedule."""
    generate_recommendations(havering(paper, by=by, on=on), by=by, on=on)


@pytest.fixture
def members(forum):
    """Two primary heads, one special head, and an academy governor; no maintained secondary."""
    a_school(forum, Phase.PRIMARY)
    a_school(forum, Phase.SPECIAL)
    a_school(forum, Phase.SECONDARY, converted_on=date(2018, 9, 1))
    return {
        "primary": a_member(forum, Group.MAINTAINED_PRIMARY),
        "other_primary": a_member(forum, Group.MAINTAINED_PRIMARY, SeatKind.GOVERNOR),
        "special": a_member(forum, Group.MAINTAINED_SPECIAL),
        "academy": a_member(forum, Group.ACADEMY_MAINSTREAM, SeatKind.GOVERNOR),
    }


@pytest.fixture(params=[recommend_all, from_schedule], ids=["by-hand", "from-the-schedule"])
def tabled(request, forum, members, clerk, officer):
    """The paper, tabled in time for an open meeting where everybody is."""
    meeting = a_meeting(forum, DAY)
    paper = a_paper(
        a_matter(forum, "De-delegation 2024-25"),
        an_item(meeting, "6", "De-delegation"),
        title="De-delegation of funding for central services 2024-25",
        eligibility_as_printed="LA maintained school representatives",
    )
    request.param(paper, by=officer, on=EARLIER)
    warnings = may_table(paper_facts(paper, on=EARLIER)).warnings
    reasons = {warning.key: "As printed in the paper" for warning in warnings}
    table_paper(paper, acknowledged=reasons, by=clerk, on=EARLIER)
    mark_published(meeting, by=clerk, on=EARLIER, sha256="")
    open_meeting(meeting, by=clerk, on=DAY)
    everybody_present(meeting)
    return paper


def question(label, group):
    return Question.objects.get(placement__recommendation__label=label, group=group)


def decide(asked, voters, choice, clerk):
    """Put one question to its group, let the members vote, and record what comes of it."""
    if not asked.has_schools:
        return record_outcome(asked, OutcomeDraft(Result.NO_SUCH_SCHOOLS), by=clerk, on=DAY)
    ballot = open_ballot(asked, Method.ELECTRONIC, by=clerk, on=DAY)
    for voter in voters:
        cast_vote(ballot, choice=choice, by=voter)
    close_ballot(ballot, by=clerk, on=DAY)
    if choice == VoteCast.AGAINST:
        return record_outcome(asked, OutcomeDraft(Result.NOT_CARRIED), by=clerk, on=DAY)
    option = asked.placement.recommendation.options.get(group=asked.group)
    award = AwardDraft(
        option.source,
        option.budget_line,
        option.amount,
        option.financial_year,
        option.from_on,
        option.until_on,
        option,
    )
    draft = OutcomeDraft(Result.CARRIED, amount_agreed=option.amount, awards=(award,))
    return record_outcome(asked, draft, by=clerk, on=DAY)


def decide_all(members, clerk, refused=()):
    voters = {
        Group.MAINTAINED_PRIMARY: [members["primary"], members["other_primary"]],
        Group.MAINTAINED_SPECIAL: [members["special"]],
        Group.MAINTAINED_SECONDARY: [],
    }
    for asked in Question.objects.all():
        key = (asked.placement.recommendation.label, asked.group)
        choice = VoteCast.AGAINST if key in refused else VoteCast.FOR
        decide(asked, voters[asked.group], choice, clerk)


def money() -> Totals:
    return totals(effect_row(outcome) for outcome in Outcome.objects.all())


def test_eight_recommendations_put_ten_votes_and_two_questions_to_nobody(tabled):
    asked = Question.objects.all()

    assert tabled.recommendations.count() == len(SERVICES) == 8
    assert sum(each.has_schools for each in asked) == 10
    assert {each.group for each in asked if not each.has_schools} == {Group.MAINTAINED_SECONDARY}


def test_all_agreed_comes_to_the_totals_of_the_paper(tabled, members, clerk):
    decide_all(members, clerk)

    result = money()
    assert result.per_group == {
        Group.MAINTAINED_PRIMARY: Decimal(1941880),
        Group.MAINTAINED_SPECIAL: Decimal(9400),
    }
    assert (result.together, result.voted) == (Decimal(1951280), 10)
    assert result.without_schools == (Group.MAINTAINED_SECONDARY,)


def test_special_refusing_the_duties_leaves_the_primary_line(tabled, members, clerk):
    decide_all(members, clerk, refused={("3(i)", Group.MAINTAINED_SPECIAL)})

    result = money()
    assert result.per_line["3(i)"] == Decimal(334000)
    assert result.per_group == {
        Group.MAINTAINED_PRIMARY: Decimal(1941880),
        Group.MAINTAINED_SPECIAL: Decimal(2400),
    }
    assert result.together == Decimal(1944280)


def test_awards_stand_on_their_budget_lines(tabled, members, clerk):
    decide_all(members, clerk)

    line = question("3(i)", Group.MAINTAINED_PRIMARY).placement.recommendation.options.first()
    assert line.budget_line.committed("2024-25") == Decimal(341000)


def test_academy_governor_is_refused_with_the_reason(tabled, members, clerk):
    ballot = open_ballot(
        question("2(i)", Group.MAINTAINED_PRIMARY), Method.ELECTRONIC, by=clerk, on=DAY
    )

    with pytest.raises(Refused) as refused:
        cast_vote(ballot, choice=VoteCast.FOR, by=members["academy"])
    assert refused.value.ruling.codes == {"not-eligible"}
    assert "only maintained primary members do" in str(refused.value)
    assert not ballot.votes.exists()


def test_special_head_votes_on_the_duties_alone(tabled, members, clerk):
    on_insurance = open_ballot(
        question("2(i)", Group.MAINTAINED_PRIMARY), Method.ELECTRONIC, by=clerk, on=DAY
    )
    on_duties = open_ballot(
        question("3(i)", Group.MAINTAINED_SPECIAL), Method.ELECTRONIC, by=clerk, on=DAY
    )

    cast_vote(on_duties, choice=VoteCast.FOR, by=members["special"])
    with pytest.raises(Refused):
        cast_vote(on_insurance, choice=VoteCast.FOR, by=members["special"])
    assert on_duties.votes.count() == 1


def test_somebody_not_on_the_register_is_turned_away(tabled, members, clerk, officer):
    ballot = open_ballot(
        question("2(i)", Group.MAINTAINED_PRIMARY), Method.ELECTRONIC, by=clerk, on=DAY
    )

    with pytest.raises(PermissionDenied):
        cast_vote(ballot, choice=VoteCast.FOR, by=officer)


def test_lines_with_stated_units_agree_and_the_others_say_what_is_implied(tabled):
    facts = paper_facts(tabled, on=EARLIER)
    without_units = [note for note in notes(facts) if note.code == "units-not-stated"]

    assert "printed-total-differs" not in may_table(facts).warning_codes
    assert any("units not stated, implied 2,815.8" in note.text for note in without_units)
    assert {note.where.split(",")[0] for note in without_units} == {
        "Recommendation 2(iv)",
        "Recommendation 2(v)",
        "Recommendation 3(i)",
        "Recommendation 3(ii)",
    }


def test_mislabelled_year_of_the_free_school_meals_line_warns(tabled):
    warnings = may_table(paper_facts(tabled, on=EARLIER)).warnings

    found = [warning for warning in warnings if warning.code == "prior-year-label"]
    assert [warning.where.split(",")[0] for warning in found] == ["Recommendation 2(ii)"]
