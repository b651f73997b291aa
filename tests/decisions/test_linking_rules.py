from dataclasses import replace
from datetime import date

import pytest

from decisions.choices import LinkKind, Result, Settlement
from decisions.rules.linking import BearingFacts, EndFacts, may_link

EARLIER = EndFacts("1", "2018-07-04/5/1", date(2018, 7, 4), Result.CARRIED)
LATER = EndFacts("2", "2019-02-27/7/1", date(2019, 2, 27), Result.CARRIED)


def link(kind=LinkKind.AMENDS, later=LATER, earlier=EARLIER, **more):
    return may_link(BearingFacts(kind, later, earlier, **more))


@pytest.mark.parametrize("kind", [LinkKind.AMENDS, LinkKind.REPLACES, LinkKind.REVERSES])
def test_later_decision_changes_an_earlier_one(kind):
    assert link(kind).allowed


def test_decision_does_not_bear_on_itself():
    assert link(later=EARLIER).codes == {"same-decision"}


@pytest.mark.parametrize(("day", "codes"), [(4, set()), (3, {"wrong-way-round"})])
def test_link_leads_from_the_later_to_the_earlier(day, codes):
    assert link(later=replace(LATER, decided_on=date(2018, 7, day))).codes == codes


def test_two_decisions_are_linked_in_one_way_once():
    assert link(is_linked=True).codes == {"linked-already"}


@pytest.mark.parametrize("result", [Result.NOT_CARRIED, Result.NOTED, Result.DEFERRED])
def test_what_was_not_carried_changes_nothing(result):
    ruling = link(later=replace(LATER, result=result))

    assert ruling.codes == {"later-decides-nothing"}
    assert link(LinkKind.RE_DECIDES, later=replace(LATER, result=result)).allowed


@pytest.mark.parametrize(
    ("result", "codes"),
    [
        (Result.NOT_CARRIED, set()),
        (Result.RATIFIED, set()),
        (Result.DEFERRED, {"earlier-decided-nothing"}),
        (Result.NOTED, {"earlier-decided-nothing"}),
    ],
)
def test_only_what_was_decided_can_be_changed(result, codes):
    assert link(LinkKind.REVERSES, earlier=replace(EARLIER, result=result)).codes == codes


def test_what_a_quorate_forum_decided_needs_no_ratifying():
    assert link(LinkKind.RATIFIES).codes == {"nothing-to-ratify"}


@pytest.mark.parametrize(
    "earlier",
    [replace(EARLIER, is_quorate=False), replace(EARLIER, result=Result.VIEW_RECORDED)],
)
def test_view_and_inquorate_decision_are_ratified(earlier):
    assert link(LinkKind.RATIFIES, earlier=earlier).allowed


UNSETTLED = replace(EARLIER, settlement=Settlement.UNSETTLED)
SETTLED = replace(LATER, settlement=Settlement.SETTLED)


def settling(later=SETTLED, earlier=UNSETTLED):
    return link(LinkKind.SETTLES_SOURCE, later, earlier).codes


def test_decision_with_a_source_settles_one_without():
    assert settling() == set()


def test_decision_without_a_source_settles_none():
    assert settling(later=LATER) == {"later-names-no-source"}


@pytest.mark.parametrize("earlier", [EARLIER, replace(UNSETTLED, is_settled_later=True)])
def test_source_that_is_not_open_is_not_settled_again(earlier):
    assert settling(earlier=earlier) == {"nothing-to-settle"}


def test_every_reason_says_who_mends_it_and_why():
    ruling = link(LinkKind.SETTLES_SOURCE, replace(LATER, result=Result.NOTED), is_linked=True)

    assert len(ruling.reasons) == 4
    assert all(reason.who and reason.source for reason in ruling.reasons)
