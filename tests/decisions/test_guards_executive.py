"""What an office-holder decided stands, and so does what was done under it."""

import pytest

from decisions.models import DelegatedAct, ExecutiveDecision
from tests.factories import a_forum, a_matter, a_meeting
from tests.raw import change, copy, remove, try_both

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(db):
    forum = a_forum()
    return ExecutiveDecision.objects.create(
        forum=forum, matter=a_matter(forum), reference="EX/1", title="A grant",
        decided_by_post="Cabinet Member", text="Accept it.", delegation="The director signs.",
    )  # fmt: skip


@pytest.fixture
def act(decision):
    return DelegatedAct.objects.create(
        forum=decision.forum, decision=decision, what="Signed", by_post="Director"
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("text", "Refuse it."),
        ("amount", 1),
        ("decided_by_post", "Director"),
        ("key_reasons", "[1]"),
    ],
)
def test_words_and_money_of_a_decision_are_fixed(decision, column, value):
    try_both(lambda: change(decision, **{column: value}), "decided_is_fixed")


def test_decision_is_kept(decision):
    try_both(lambda: remove(decision), "decided_is_kept")


def test_decision_may_be_reported_and_called_in_later(decision):
    meeting = a_meeting(decision.forum)

    assert change(decision, reported_to_id=meeting, call_in="called_in") == 1


def test_act_under_a_delegation_is_only_added(act):
    try_both(lambda: change(act, what="Not signed"))
    try_both(lambda: remove(act))
    assert copy(act) == 1
