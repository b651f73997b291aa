"""What the registers of a matter tell an auditor."""

import pytest

from decisions.choices import Method, Result, VoteCast
from decisions.models import RegisterOverride
from decisions.models.auditing.matter_facts import facts_of
from decisions.models.auditing.scope import scope_of_matter
from decisions.rules.findings import findings
from decisions.workflow.casting import cast_vote
from decisions.workflow.deciding import OutcomeDraft, record_outcome
from decisions.workflow.overriding import override_register
from decisions.workflow.voting import close_ballot, open_ballot
from forum.choices import Phase, Presence
from forum.workflow.attendance import take_attendance
from tests.decisions.forecasts import permanent_substitute
from tests.factories import MEETING_DAY, a_member, a_school

pytestmark = pytest.mark.django_db


def found(question):
    matter = question.placement.recommendation.matter
    facts = facts_of(scope_of_matter(matter), on=MEETING_DAY)
    return [each.rule for each in findings(facts[matter.pk])]


def decide_against(question, member, clerk):
    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    cast_vote(ballot, choice=VoteCast.AGAINST, by=member)
    close_ballot(ballot, by=clerk, on=MEETING_DAY)
    draft = OutcomeDraft(Result.NOT_CARRIED)
    record_outcome(question, draft, by=clerk, on=MEETING_DAY)


def sit_in_for_primary(question, forum, clerk, phase):
    """A substitute from a school of the phase sits for a maintained primary member."""
    away = a_member(forum, name="Abel Away")
    person = permanent_substitute(away, forum)
    holder = away.appointments.get()
    stand_in = holder.seat.substitutions.get()
    stand_in.school = a_school(forum, phase)
    stand_in.save()
    meeting = question.placement.meeting
    take_attendance(
        meeting, {holder: Presence.SUBSTITUTE}, substitutes={holder: stand_in},
        by=clerk, on=MEETING_DAY,
    )  # fmt: skip
    return person


@pytest.mark.parametrize(("phase", "is_found"), [(Phase.PRIMARY, False), (Phase.SECONDARY, True)])
def test_substitute_from_a_school_of_another_group_is_found(
    question, forum, clerk, phase, is_found
):
    substitute = sit_in_for_primary(question, forum, clerk, phase)

    decide_against(question, substitute, clerk)

    assert ("substitute-of-another-group" in found(question)) == is_found


def test_clerk_ruling_on_a_register_is_found(question, members, clerk):
    ruling = RegisterOverride(
        forum=question.forum,
        agenda_item=question.placement.agenda_item,
        question=question,
        seat=members[2].appointments.get().seat,
        may_vote=False,
        reason="The seat is disputed",
    )
    override_register(ruling, by=clerk, on=MEETING_DAY)

    decide_against(question, members[0], clerk)

    assert found(question) == ["clerk-ruled-on-register"]
