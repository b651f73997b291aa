"""Who was asked to clear a paper, and what they answered, stays: in raw SQL, past every step."""

import pytest
from django.utils import timezone

from papers.choices import ClearanceState
from papers.models import Clearance, ClearanceRequest
from tests.factories import MEETING_DAY, a_constitution
from tests.guarded import drafted, table
from tests.raw import assert_refused, change, copy, remove, try_both

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def draft():
    return drafted()


@pytest.fixture
def request_(draft):
    return ClearanceRequest.objects.create(
        forum=draft.forum,
        paper=draft.paper,
        kind="finance",
        asked_of=draft.member,
        post="Finance",
        version=1,
        asked_at=NOW,
        asked_by=draft.clerk,
        asked_on=MEETING_DAY,
    )


def answered(state, **more):
    return {
        "state": state,
        "answer": "Mend it.",
        "answered_at": NOW,
        "answered_by_id": more.pop("by").pk,
        "answered_on": MEETING_DAY,
        **more,
    }


def test_answer_is_given_once(draft, request_):
    assert change(request_, **answered("returned", by=draft.member)) == 1

    try_both(lambda: change(request_, answer="It was right."), "answered_stays")
    try_both(
        lambda: change(
            request_,
            state="waiting",
            answered_at=None,
            answered_by_id=None,
            answered_on=None,
        ),
        "answered_stays",
    )


def test_that_somebody_was_asked_is_kept(request_):
    try_both(lambda: remove(request_), "asked_is_kept")


def test_nobody_is_asked_about_a_tabled_paper(draft, request_):
    table(draft.placement, draft.clerk)
    table(draft.paper, draft.clerk)

    try_both(lambda: copy(request_, kind="legal"), "tabled_is_fixed")
    try_both(lambda: change(request_, words="Look again."), "tabled_is_fixed")


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "returned"},
        {"state": "given", "answered_at": NOW},
        {"kind": "treasurer"},
        {"state": "lost"},
    ],
)
def test_database_refuses_what_cannot_be(request_, changed):
    assert_refused(lambda: change(request_, **changed), "papers_clearancerequest")


def test_returned_without_a_reason_or_given_without_a_clearance(draft, request_):
    without = answered("returned", by=draft.member) | {"answer": ""}
    assert_refused(lambda: change(request_, **without), "returned_with_a_reason")
    given = answered("given", by=draft.member)
    assert_refused(lambda: change(request_, **given), "given_with_a_clearance")

    clearance = Clearance.objects.create(
        forum=draft.forum, paper=draft.paper, version=1, post="Finance", cleared_at=NOW,
        cleared_by=draft.member, cleared_on=MEETING_DAY,
    )  # fmt: skip
    assert change(request_, **given, clearance_id=clearance.pk) == 1
    assert ClearanceRequest.objects.get().state == ClearanceState.GIVEN


def test_clearance_keeps_what_was_cleared(draft):
    a_constitution(draft.forum)
    clearance = Clearance.objects.create(
        forum=draft.forum, paper=draft.paper, version=1, post="Finance", cleared_at=NOW,
        cleared_by=draft.clerk, cleared_on=MEETING_DAY, fingerprint="a" * 64,
    )  # fmt: skip

    try_both(lambda: change(clearance, fingerprint="b" * 64), "add_only")


def test_terms_of_a_tabled_option_are_fixed_but_for_what_becomes_of_it(draft):
    table(draft.placement, draft.clerk)

    try_both(lambda: change(draft.first, after_end="Schools pay."), "tabled_is_fixed")
    try_both(lambda: change(draft.first, match_amount=1), "tabled_is_fixed")
    assert change(draft.first, status="withdrawn", status_on=MEETING_DAY) == 1


def test_what_a_refusal_means_is_fixed_at_tabling(draft):
    table(draft.placement, draft.clerk)

    try_both(lambda: change(draft.recommendation, do_nothing="Nothing."), "tabled_is_fixed")
