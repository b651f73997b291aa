"""The demo: one story, told once, in which every page finds something to show."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction

from decisions.choices import BallotStatus, LinkKind, Method, Result
from decisions.models import Action, Ballot, ExecutiveDecision, Minutes, Outcome
from decisions.models.facts import effect_row
from decisions.models.money.spending import line_book
from decisions.rules.effect import totals
from demo.story import tell
from forum.choices import Group
from forum.guards import guards_state
from forum.models import Appointment, AuditEntry, Forum, Meeting, PublishedDocument, School
from papers.choices import BuildState, Lateness, Origin
from papers.models import Acknowledgement, BudgetLine, PackBuild, Paper, Recommendation
from papers.models.chain import current_chain, to_ask_again
from papers.models.cleared import given_so_far
from papers.models.facts import paper_facts
from papers.models.packs import latest
from papers.rules.tabling import may_table

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module", autouse=True)
def story(django_db_setup, django_db_blocker):
    """Tell it once for all these tests, and forget it afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield tell(TODAY)
        transaction.set_rollback(True)


def results():
    return set(Outcome.objects.values_list("result", flat=True))


def test_loading_again_changes_nothing(capsys):
    entries = AuditEntry.objects.count()

    call_command("load_demo")

    assert AuditEntry.objects.count() == entries
    assert Forum.objects.count() == 1


def test_every_guard_stands():
    assert guards_state().problems == ()


def test_every_shape_of_outcome_is_there():
    assert results() >= {
        Result.CARRIED,
        Result.CARRIED_AS_AMENDED,
        Result.NOT_CARRIED,
        Result.DEFERRED,
        Result.NOTED,
        Result.VIEW_RECORDED,
        Result.NO_SUCH_SCHOOLS,
    }


def test_early_help_was_settled_by_a_later_decision():
    earlier = Outcome.objects.get(links_to__kind=LinkKind.SETTLES_SOURCE)

    assert earlier.amount_agreed == Decimal(89604)
    assert earlier not in Outcome.objects.unsettled()
    assert {
        option.status for option in earlier.question.placement.recommendation.options.all()
    } == {"rejected"}


def test_one_source_is_unsettled_and_its_action_overdue():
    (unsettled,) = Outcome.objects.unsettled()

    assert unsettled.amount_agreed == Decimal(212000)
    assert unsettled.settling_actions.get() in Action.objects.overdue(TODAY)


def test_statutory_duties_are_agreed_by_primary_and_refused_by_special():
    of_paper = Outcome.objects.filter(
        question__placement__recommendation__paper__title__startswith="De-delegation of funding"
    )
    money = totals(effect_row(outcome) for outcome in of_paper)

    assert money.voted == 10
    assert money.per_line["3(i)"] == Decimal(334000)
    assert money.per_group == {
        Group.MAINTAINED_PRIMARY: Decimal(1941880),
        Group.MAINTAINED_SPECIAL: Decimal(2400),
    }
    assert money.without_schools == (Group.MAINTAINED_SECONDARY,)


def test_every_way_of_voting_is_there():
    ballots = Ballot.objects.all()

    assert {ballot.method for ballot in ballots} == set(Method.values)
    assert ballots.filter(status=BallotStatus.VOID).count() == 1
    assert ballots.exclude(procedure="").exists()
    (now,) = ballots.filter(status=BallotStatus.OPEN)
    assert (now.opened_on, now.votes.count()) == (TODAY, 3)


def test_papers_in_trouble_are_there_to_be_mended():
    drafts = Paper.objects.filter(tabled_at__isnull=True)

    refused = {draft.title: may_table(paper_facts(draft, on=TODAY)).codes for draft in drafts}
    assert "no-funding-source" in refused["Inclusion hubs: funding source"]
    assert {"option-no-phase", "option-no-rates"} <= refused["Early help practitioners: funding"]


def test_every_warning_was_given_a_reason():
    assert Acknowledgement.objects.exists()
    assert not Acknowledgement.objects.filter(reason="").exists()
    assert not Paper.objects.exclude(lateness=Lateness.IN_TIME).filter(late_reason="").exists()


def test_the_rest_of_the_field_is_there():
    assert Recommendation.objects.filter(origin=Origin.FLOOR).exists()
    assert ExecutiveDecision.objects.get().amount == Decimal(4996042)
    assert School.objects.filter(converted_on__year=2026).exists()
    assert Appointment.objects.filter(until_on__lt=TODAY).exists()
    assert Minutes.objects.filter(agreed_at__isnull=True).count() == 2
    assert Minutes.objects.filter(signed_at__isnull=True, agreed_at__isnull=False).count() == 1
    assert PublishedDocument.objects.filter(kind="year_log").exists()
    assert max(meeting.items.count() for meeting in Meeting.objects.all()) >= 13


def test_one_draft_is_cleared_in_order_and_another_has_to_be_cleared_again():
    places = Paper.objects.get(title="High needs: places and top-ups")
    teams = Paper.objects.get(title="Review of historic commitments")

    assert [link.request.state for link in current_chain(places)] == [
        "given",
        "waiting",
        "waiting",
    ]
    (void,) = to_ask_again(teams)
    assert void.kind == "finance"
    assert given_so_far(teams)[0].changed == ("paragraph 1.1 changed",)
    assert may_table(paper_facts(teams, on=TODAY)).codes == set()


def test_next_meeting_has_a_pack_with_a_supplement():
    build = PackBuild.objects.get(supplement=1)
    newest = latest(build.meeting)

    assert (build.state, newest.edition) == (BuildState.MADE, 2)
    assert build.meeting.held_on > TODAY
    assert PackBuild.objects.unfinished().count() == 0


def test_what_was_decided_long_before_is_there_with_its_evidence():
    historic = Meeting.objects.filter(is_historic=True).order_by("held_on")
    began, remembered = historic.filter(items__title__icontains="family liaison")

    assert began.day_printed == "September 2013 (day not stated)"
    assert remembered.day_printed == "autumn 2016 (inferred)"
    outcome = Outcome.objects.get(question__placement__meeting=began)
    assert outcome.evidence_words.startswith("Report: Report on retained budgets")


def test_one_budget_line_goes_back_ten_years():
    line = BudgetLine.objects.get(name="School admissions")

    rows = [row for row in line_book(line, inside=False).year_rows() if row.is_used]

    assert len(rows) >= 10
    assert sum(row.is_over for row in rows) == 2
    assert sum(row.unstated for row in rows) == 1
