"""What follows a decision: links, bodies outside, carrying out, conditions, what happened."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from decisions.choices import (
    ConditionState,
    DecisionEvent,
    ExternalBody,
    ExternalResult,
    HappeningKind,
    ImplementationState,
    LinkKind,
)
from decisions.models import (
    Condition,
    DecisionLink,
    ExternalStep,
    Happening,
    Implementation,
    Outcome,
)
from decisions.models.threads.log_row import LogRow
from decisions.models.threads.waiting import waits_of
from decisions.workflow.conditions import mark_condition, set_condition
from decisions.workflow.external import ask_outside, record_answer
from decisions.workflow.happenings import enter_happening
from decisions.workflow.implementing import say_implementation
from decisions.workflow.linking import link_to_earlier
from forum.choices import EvidenceGrade
from forum.models import AuditEntry, ReturningBusiness
from forum.rules.ruling import Refused
from tests.factories import MEETING_DAY
from tests.middlesbrough import FEBRUARY, JULY, middlesbrough

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 20)


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


def sentence(event):
    return AuditEntry.objects.get(event=event).sentence


# Links


def test_clerk_says_that_a_decision_amends_an_earlier_one(story):
    link_to_earlier(story.settled, story.agreed, LinkKind.AMENDS, by=story.clerk, on=TODAY)

    link = DecisionLink.objects.get(kind=LinkKind.AMENDS)
    assert (link.later, link.earlier) == (story.settled, story.agreed)
    entry = AuditEntry.objects.filter(event=DecisionEvent.DECISIONS_LINKED).latest("seq")
    assert entry.sentence == (
        f"{story.settled.question} of 27 February 2019 amends {story.agreed.question} "
        "of 4 July 2018"
    )
    assert entry.happened_on == TODAY


def test_earlier_decision_is_not_linked_to_a_later_one(story):
    before = DecisionLink.objects.count()

    with pytest.raises(Refused) as refused:
        link_to_earlier(story.agreed, story.settled, LinkKind.AMENDS, by=story.clerk, on=TODAY)

    assert refused.value.ruling.codes == {"wrong-way-round"}
    assert DecisionLink.objects.count() == before


def test_officer_may_not_link_decisions(story):
    with pytest.raises(PermissionDenied):
        link_to_earlier(story.settled, story.agreed, LinkKind.AMENDS, by=story.officer, on=TODAY)


def test_link_that_settles_a_source_ends_what_waited_for_it(
    sitting, question, later_meeting, asked_again, clerk
):
    earlier = sitting.agree_in_principle(question, later_meeting)
    later = sitting.carry(asked_again)

    link_to_earlier(later, earlier, LinkKind.SETTLES_SOURCE, by=clerk, on=TODAY)

    assert not Outcome.objects.unsettled().exists()
    assert not ReturningBusiness.objects.waiting().filter(about=earlier.pk).exists()
    action = earlier.settling_actions.get()
    assert action.evidence == "Source settled by the decision of 15 January 2026."


@pytest.fixture
def two(sitting, question, later_meeting, asked_again):
    """Money agreed in principle, and a later decision with its award."""
    return sitting.agree_in_principle(question, later_meeting), sitting.carry(asked_again)


@pytest.mark.parametrize(
    ("kind", "how"), [(LinkKind.REVERSES, "Reversed"), (LinkKind.REPLACES, "Replaced")]
)
def test_what_was_agreed_in_principle_and_taken_back_waits_for_no_source(two, clerk, kind, how):
    earlier, later = two

    link_to_earlier(later, earlier, kind, by=clerk, on=TODAY)

    assert not Outcome.objects.unsettled().exists()
    assert not ReturningBusiness.objects.waiting().filter(about=earlier.pk).exists()
    action = earlier.settling_actions.get()
    assert action.evidence == f"{how} by the decision of 15 January 2026."
    row = LogRow(earlier)
    assert (row.is_unsettled, waits_of(row)) == (False, ((MEETING_DAY, MEETING_DAY),))
    said = f"Agreed in principle; {how.lower()} by the decision of 15 January 2026"
    assert row.settlement == said
    with pytest.raises(Refused) as refused:
        link_to_earlier(later, earlier, LinkKind.SETTLES_SOURCE, by=clerk, on=TODAY)
    assert refused.value.ruling.codes == {"nothing-to-settle"}


# Bodies outside


def a_step(outcome, **more):
    asked = {"body": ExternalBody.SECRETARY_OF_STATE, "asked": "Allow it.", "asked_on": FEBRUARY}
    return ExternalStep(forum=outcome.forum, outcome=outcome, **(asked | more))


def answered(step, **more):
    said = {"result": ExternalResult.REFUSED, "decided_on": TODAY, "evidence": "Letter"}
    for name, value in (said | more).items():
        setattr(step, name, value)
    return step


def test_officer_asks_a_body_outside_and_enters_its_answer(story):
    step = ask_outside(a_step(story.settled), by=story.officer, on=TODAY)
    question = story.settled.question
    assert sentence(DecisionEvent.EXTERNAL_ASKED) == (
        f"{question}: Secretary of State asked on 27 February 2019"
    )

    record_answer(answered(step, overtakes=True), by=story.officer, on=TODAY)

    step.refresh_from_db()
    assert (step.result, step.overtakes) == (ExternalResult.REFUSED, True)
    assert sentence(DecisionEvent.EXTERNAL_DECIDED) == (
        f"{question}: Secretary of State, refused on 20 March 2026, in place of the forum’s "
        "decision"
    )
    story.settled.refresh_from_db()
    assert story.settled.is_carried


def test_body_is_not_asked_twice_at_once(story):
    ask_outside(a_step(story.settled), by=story.clerk, on=TODAY)

    with pytest.raises(Refused) as refused:
        ask_outside(a_step(story.settled), by=story.clerk, on=TODAY)

    assert refused.value.ruling.codes == {"asked-already"}
    assert ExternalStep.objects.count() == 1


def test_answer_without_evidence_changes_nothing(story):
    step = ask_outside(a_step(story.settled), by=story.clerk, on=TODAY)

    with pytest.raises(Refused) as refused:
        record_answer(answered(step, evidence=""), by=story.clerk, on=TODAY)

    assert refused.value.ruling.codes == {"evidence-missing"}
    assert ExternalStep.objects.get().is_pending


def test_answer_is_entered_once(story):
    step = ask_outside(a_step(story.settled), by=story.clerk, on=TODAY)
    record_answer(answered(step), by=story.clerk, on=TODAY)

    with pytest.raises(Refused) as refused:
        record_answer(answered(step, text="No."), by=story.clerk, on=TODAY)

    assert refused.value.ruling.codes == {"answered-already"}


def test_auditor_asks_nobody(story):
    with pytest.raises(PermissionDenied):
        ask_outside(a_step(story.settled), by=story.auditor, on=TODAY)

    assert not ExternalStep.objects.exists()


# Carrying out


def said_of(outcome, **more):
    said = {"state": ImplementationState.UNDER_WAY, "said_on": TODAY}
    return Implementation(forum=outcome.forum, outcome=outcome, **(said | more))


def test_officer_says_how_far_a_decision_is_carried_out(story):
    say_implementation(said_of(story.settled), by=story.officer, on=TODAY)

    assert sentence(DecisionEvent.IMPLEMENTATION_SAID) == (
        f"{story.settled.question}: under way, as of 20 March 2026"
    )


def test_what_was_carried_out_is_shown_before_it_is_said(story):
    done = said_of(story.settled, state=ImplementationState.DONE, said_on=JULY)

    with pytest.raises(Refused) as refused:
        say_implementation(done, by=story.officer, on=TODAY)

    assert refused.value.ruling.codes == {"evidence-missing", "said-before-decided"}
    assert not Implementation.objects.exists()


def test_auditor_says_nothing_of_carrying_out(story):
    with pytest.raises(PermissionDenied):
        say_implementation(said_of(story.settled), by=story.auditor, on=TODAY)


# Conditions


def test_condition_is_not_set_twice(story):
    set_condition(story.settled, "A report comes.", by=story.clerk, on=FEBRUARY)

    with pytest.raises(Refused) as refused:
        set_condition(story.settled, "A report comes.", by=story.clerk, on=FEBRUARY)

    assert refused.value.ruling.codes == {"condition-twice"}
    assert Condition.objects.count() == 1


def test_condition_is_not_marked_before_its_decision(story):
    condition = set_condition(story.settled, "A report comes.", by=story.clerk, on=FEBRUARY)

    with pytest.raises(Refused) as refused:
        mark_condition(condition, ConditionState.MET, evidence="", by=story.clerk, on=JULY)

    assert refused.value.ruling.codes == {"marked-before-decided", "evidence-missing"}
    condition.refresh_from_db()
    assert condition.state == ConditionState.OPEN


# What happened


def a_happening(story, **more):
    told = {
        "kind": HappeningKind.SPENDING,
        "text": "The authority paid the posts.",
        "from_on": date(2018, 9, 1),
        "until_on": date(2019, 2, 26),
        "evidence_grade": EvidenceGrade.MINUTE,
        "evidence_shown": "Minutes of 16 January 2019",
    }
    return Happening(forum=story.forum, matter=story.matter, **(told | more))


def test_officer_enters_what_happened(story):
    happening = enter_happening(a_happening(story), by=story.officer, on=MEETING_DAY)

    entry = AuditEntry.objects.get(event=DecisionEvent.HAPPENING_ENTERED)
    assert entry.sentence.startswith("Spending entered")
    assert (entry.about, entry.matter) == (happening.pk, story.matter.pk)
    assert "The authority paid the posts." in entry.body


def test_happening_without_evidence_is_not_entered(story):
    with pytest.raises(Refused) as refused:
        enter_happening(a_happening(story, evidence_shown=""), by=story.clerk, on=TODAY)

    assert refused.value.ruling.codes == {"evidence-missing"}
    assert not Happening.objects.exists()


def test_auditor_enters_no_happening(story):
    with pytest.raises(PermissionDenied):
        enter_happening(a_happening(story), by=story.auditor, on=TODAY)
