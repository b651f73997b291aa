"""The clerk rules on who may vote, before the ballot opens."""

import pytest
from django.core.exceptions import PermissionDenied

from decisions.choices import DecisionEvent, Method, Procedure
from decisions.models import RegisterOverride
from decisions.workflow.overriding import override_register
from decisions.workflow.voting import open_ballot, open_procedural_ballot, void_ballot
from forum.choices import ItemKind, Presence
from forum.models import AuditEntry
from forum.rules.ruling import Refused
from tests.factories import MEETING_DAY, an_item, is_present

pytestmark = pytest.mark.django_db


def a_ruling(on, member, *, may_vote=False, reason="The chair ruled so", **more):
    """What the clerk enters; it is not made yet."""
    seat = member.appointments.get().seat
    values = {"agenda_item": on.placement.agenda_item, "question": on} | more
    return RegisterOverride(seat=seat, may_vote=may_vote, reason=reason, **values)


def line_of(ballot, member):
    return ballot.register.get(appointment__person=member)


def test_ruling_stands_in_the_register_and_on_the_trail(question, primary_head, clerk):
    override_register(a_ruling(question, primary_head), by=clerk, on=MEETING_DAY)

    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    line = line_of(ballot, primary_head)
    assert (line.is_eligible, line.code, line.overridden) == (False, "clerk-ruled-may-not", True)
    assert "The clerk ruled that this member may not vote: The chair ruled so." in line.reason
    entry = AuditEntry.objects.get(event=DecisionEvent.REGISTER_OVERRIDDEN)
    assert entry.sentence == (
        f"The clerk ruled that {line.seat_name} may not vote on "
        "Recommendation 1, All who may vote: The chair ruled so"
    )


def test_ruling_keeps_what_the_rules_said(question, primary_head, clerk):
    ruling = override_register(a_ruling(question, primary_head), by=clerk, on=MEETING_DAY)

    assert ruling.by_the_rules.startswith("May vote. All members vote on")


def test_last_ruling_counts(question, primary_head, clerk):
    override_register(a_ruling(question, primary_head), by=clerk, on=MEETING_DAY)
    back = a_ruling(question, primary_head, may_vote=True, reason="That was a mistake")
    override_register(back, by=clerk, on=MEETING_DAY)

    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    assert line_of(ballot, primary_head).is_eligible


def test_nobody_in_the_room_cannot_be_ruled_in(question, meeting, primary_head, clerk):
    is_present(meeting, primary_head, Presence.APOLOGIES)

    with pytest.raises(Refused) as refused:
        override_register(
            a_ruling(question, primary_head, may_vote=True), by=clerk, on=MEETING_DAY
        )

    assert refused.value.ruling.codes == {"member-not-present"}
    assert not RegisterOverride.objects.exists()


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"reason": " "}, "reason-missing"), ({"may_vote": True}, "override-changes-nothing")],
)
def test_ruling_needs_a_reason_and_an_effect(question, primary_head, clerk, changed, code):
    with pytest.raises(Refused) as refused:
        override_register(a_ruling(question, primary_head, **changed), by=clerk, on=MEETING_DAY)

    assert code in refused.value.ruling.codes
    assert not RegisterOverride.objects.exists()


def test_ruling_comes_before_the_ballot(question, primary_head, clerk):
    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)

    with pytest.raises(Refused) as refused:
        override_register(a_ruling(question, primary_head), by=clerk, on=MEETING_DAY)

    assert refused.value.ruling.codes == {"register-frozen"}
    void_ballot(ballot, reason="A ruling was missing", by=clerk, on=MEETING_DAY)
    override_register(a_ruling(question, primary_head), by=clerk, on=MEETING_DAY)
    again = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    assert not line_of(again, primary_head).is_eligible
    assert line_of(ballot, primary_head).is_eligible


def test_ruling_on_procedure_bears_on_that_procedure_only(question, meeting, primary_head, clerk):
    item = an_item(meeting, "3", "Minutes", kind=ItemKind.MINUTES)
    ruling = a_ruling(
        question, primary_head, agenda_item=item, question=None, procedure=Procedure.AGREE_MINUTES
    )

    override_register(ruling, by=clerk, on=MEETING_DAY)

    put = {"by": clerk, "on": MEETING_DAY}
    minutes = open_procedural_ballot(item, Procedure.AGREE_MINUTES, Method.ELECTRONIC, **put)
    other = open_procedural_ballot(item, Procedure.ADOPT_PROCEDURE, Method.ELECTRONIC, **put)
    on_question = open_ballot(question, Method.ELECTRONIC, **put)
    ballots = (minutes, other, on_question)
    assert [line_of(each, primary_head).is_eligible for each in ballots] == [False, True, True]


@pytest.mark.parametrize("who", ["officer", "primary_head", "stranger"])
def test_only_the_clerk_rules(question, secondary_head, who, request):
    with pytest.raises(PermissionDenied):
        override_register(
            a_ruling(question, secondary_head),
            by=request.getfixturevalue(who),
            on=MEETING_DAY,
        )

    assert not RegisterOverride.objects.exists()
