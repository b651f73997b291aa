import pytest

from forum.choices import Role
from forum.rules.duties import (
    Duties,
    may_confirm,
    may_end_role,
    may_grant,
    may_hold,
    may_name_administrator,
    may_sit,
)

CLERK, OFFICER, AUDITOR, ADMINISTRATOR = Role


def holding(*roles, **more):
    return Duties(roles=frozenset(roles), **more)


@pytest.mark.parametrize(
    ("has", "asked", "codes"),
    [
        ([], CLERK, set()),
        ([], ADMINISTRATOR, set()),
        ([CLERK], OFFICER, set()),
        ([CLERK], CLERK, {"holds-it-already"}),
        ([CLERK], AUDITOR, {"clerk-and-auditor"}),
        ([AUDITOR], CLERK, {"clerk-and-auditor"}),
        ([AUDITOR], OFFICER, {"officer-and-auditor"}),
        ([OFFICER], AUDITOR, {"officer-and-auditor"}),
        ([CLERK, OFFICER], AUDITOR, {"clerk-and-auditor", "officer-and-auditor"}),
        ([CLERK], ADMINISTRATOR, {"administrator-and-another-role"}),
        ([ADMINISTRATOR], CLERK, {"administrator-and-another-role"}),
        ([ADMINISTRATOR], OFFICER, {"administrator-and-another-role"}),
        ([ADMINISTRATOR], AUDITOR, {"administrator-and-another-role"}),
    ],
)
def test_role_is_held_beside_another_only_where_they_do_not_watch_each_other(has, asked, codes):
    assert may_hold(holding(*has), asked).codes == codes


def test_administrator_has_no_vote():
    sits = holding(has_vote=True)

    assert may_hold(sits, ADMINISTRATOR).codes == {"administrator-with-a-seat"}
    assert may_hold(sits, CLERK).allowed
    assert may_sit(holding(ADMINISTRATOR)).codes == {"administrator-has-no-seat"}
    assert may_sit(holding(CLERK)).allowed


def test_site_administrator_is_administrator_of_a_forum_at_most():
    everywhere = holding(is_site_administrator=True)

    assert may_hold(everywhere, ADMINISTRATOR).allowed
    for role in (CLERK, OFFICER, AUDITOR):
        assert may_hold(everywhere, role).codes == {"site-administrator-and-another-role"}
    assert may_sit(everywhere).codes == {"site-administrator-has-no-seat"}


def test_disabled_account_is_given_no_role():
    assert may_hold(holding(is_active=False), OFFICER).codes == {"account-disabled"}


@pytest.mark.parametrize(
    ("role", "others", "codes"),
    [
        (CLERK, 5, set()),
        (ADMINISTRATOR, 0, set()),
        (ADMINISTRATOR, 1, {"needs-second-administrator"}),
    ],
)
def test_two_administrators_stand_behind_a_third(role, others, codes):
    assert may_grant(role, other_administrators=others).codes == codes


def test_proposal_is_agreed_to_by_somebody_else():
    assert may_confirm(is_proposer=False).allowed
    assert may_confirm(is_proposer=True).codes == {"proposed-it-yourself"}


def test_last_administrator_stays_and_a_last_clerk_is_pointed_out():
    assert may_end_role(ADMINISTRATOR, others=0).codes == {"last-administrator"}
    assert may_end_role(ADMINISTRATOR, others=1).allowed
    assert may_end_role(CLERK, others=0).allowed
    assert may_end_role(CLERK, others=0).warning_codes == {"last-clerk"}
    assert may_end_role(CLERK, others=1).warning_codes == set()


def test_administrator_is_named_from_outside_only_where_there_is_none():
    assert may_name_administrator(administrators=0).allowed
    assert may_name_administrator(administrators=1).codes == {"has-administrator"}


def test_every_refusal_says_who_can_mend_it():
    rulings = [
        may_hold(holding(*Role, has_vote=True, is_active=False, is_site_administrator=True), role)
        for role in Role
    ]

    assert all(reason.who for ruling in rulings for reason in ruling.reasons)
