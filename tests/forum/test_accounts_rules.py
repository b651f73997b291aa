import pytest

from forum.rules.accounts import (
    Account,
    may_accept,
    may_correct,
    may_disable,
    may_enable,
    may_help_in,
    may_invite,
)

GOOD = {"is_known": True, "is_over": False, "has_run_out": False, "is_active": True}


@pytest.mark.parametrize(
    ("account", "as_administrator", "codes"),
    [
        (Account(), False, set()),
        (Account(has_role=True), False, {"holds-role"}),
        (Account(has_role=True), True, set()),
        (Account(is_elsewhere=True), False, {"belongs-elsewhere"}),
        (Account(is_elsewhere=True), True, {"belongs-elsewhere"}),
        (Account(has_role=True, is_self=True), False, set()),
    ],
)
def test_name_is_corrected_within_the_bounds_of_duty(account, as_administrator, codes):
    ruling = may_correct(account, as_administrator=as_administrator)

    assert ruling.codes == codes


def test_own_address_is_changed_where_it_is_confirmed():
    own = Account(is_self=True)

    assert may_correct(own, as_administrator=True, new_address=True).codes == {"own-address"}
    assert may_correct(own, as_administrator=True).allowed


def test_new_address_and_lost_second_step_lie_seven_days_apart():
    moved, helped = Account(corrected_lately=True), Account(helped_in_lately=True)

    assert may_help_in(moved).codes == {"corrected-lately"}
    assert may_correct(helped, as_administrator=True, new_address=True).codes == {
        "helped-in-lately"
    }
    assert may_correct(helped, as_administrator=True).allowed
    assert may_help_in(helped).allowed


def test_whoever_never_signed_in_is_invited():
    assert may_invite(Account()).allowed
    assert may_invite(Account(has_signed_in=True)).codes == {"signed-in-already"}
    assert may_invite(Account(is_active=False)).codes == {"account-disabled"}


def test_account_is_disabled_by_somebody_else_and_for_this_forum_alone():
    assert may_disable(Account()).allowed
    assert may_disable(Account(is_self=True)).codes == {"own-account"}
    assert may_disable(Account(is_last_administrator=True)).codes == {"last-administrator"}
    assert may_disable(Account(is_elsewhere=True)).codes == {"belongs-elsewhere"}
    assert may_enable(Account()).allowed
    assert may_enable(Account(is_elsewhere=True)).codes == {"belongs-elsewhere"}


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, set()),
        ({"is_known": False}, {"invitation-over"}),
        ({"is_over": True}, {"invitation-over"}),
        ({"is_over": True, "has_run_out": True}, {"invitation-over"}),
        ({"is_active": False}, {"invitation-over"}),
        ({"has_run_out": True}, {"invitation-run-out"}),
    ],
)
def test_link_works_once_and_for_a_week(changed, codes):
    assert may_accept(**GOOD | changed).codes == codes
