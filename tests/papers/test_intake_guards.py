import pytest
from django.utils import timezone

from tests.factories import MEETING_DAY
from tests.guarded import drafted
from tests.papers.intaken import brought_in
from tests.raw import change, remove, try_both

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def draft():
    return drafted()


@pytest.fixture
def intake(draft):
    return brought_in(draft.paper, draft.clerk, MEETING_DAY)


@pytest.fixture
def proposal(intake):
    return intake.proposals.first()


@pytest.mark.parametrize("column", ["blocks", "report", "typed", "name"])
def test_intake_stays_as_it_came(intake, column):
    try_both(lambda: change(intake, **{column: "[]"}), "stays_as_it_came")


def test_intake_is_kept(draft):
    plain = brought_in(draft.paper, draft.clerk, MEETING_DAY, "A few words and nothing else.")

    try_both(lambda: remove(plain), "is_kept")


def test_proposal_is_kept(proposal):
    try_both(lambda: remove(proposal), "is_kept")


def test_text_is_taken_once(intake, draft):
    taken = {"version": 2, "taken_at": NOW, "taken_by_id": draft.clerk.pk}

    assert change(intake, **taken) == 1

    try_both(lambda: change(intake, version=3), "taken_once")


@pytest.mark.parametrize("column", ["words", "value", "kind", "label"])
def test_proposal_stays_as_it_was_made(proposal, column):
    other = {"words": "Other", "value": "{}", "kind": "amount", "label": "9"}[column]

    try_both(lambda: change(proposal, **{column: other}), "stays_as_made")


def test_proposal_is_answered_once(proposal, draft):
    assert change(proposal, accepted_at=NOW, accepted_by_id=draft.clerk.pk) == 1

    back = {"accepted_at": None, "accepted_by_id": None}
    try_both(lambda: change(proposal, **back), "answered_once")
