from dataclasses import replace
from datetime import date

import pytest

from forum.choices import Group, SubstituteKind, SubstituteRule
from forum.rules.substitutes import SubstituteFacts, may_end_substitute, may_substitute

GOOD = SubstituteFacts(
    seat_group=Group.MAINTAINED_PRIMARY,
    substitute_group=Group.MAINTAINED_PRIMARY,
    holder_is_substitute=False,
    substitute_holds_seat_of_group="",
    kind=SubstituteKind.FOR_MEETING,
    rule=SubstituteRule.EITHER,
    has_other_on_day=False,
    seat_is_vacant=False,
    is_authority_tied=False,
)


def test_somebody_of_the_same_group_stands_in():
    ruling = may_substitute(GOOD)

    assert (ruling.reasons, ruling.warnings) == ((), ())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"substitute_group": Group.MAINTAINED_SECONDARY}, "another-group"),
        ({"substitute_group": Group.ACADEMY_MAINSTREAM}, "another-group"),
        ({"holder_is_substitute": True}, "own-substitute"),
        ({"substitute_holds_seat_of_group": Group.MAINTAINED_PRIMARY}, "holds-a-seat"),
        ({"substitute_holds_seat_of_group": Group.NON_SCHOOLS}, "holds-a-seat"),
        ({"seat_is_vacant": True}, "vacant-seat"),
        ({"has_other_on_day": True}, "second-substitute"),
    ],
)
def test_nobody_stands_in(change, code):
    ruling = may_substitute(replace(GOOD, **change))

    assert ruling.codes == {code}
    assert all(reason.who and reason.source for reason in ruling.reasons)


def test_member_named_as_their_own_substitute_is_told_so_once():
    ruling = may_substitute(
        replace(
            GOOD,
            holder_is_substitute=True,
            substitute_holds_seat_of_group=Group.MAINTAINED_PRIMARY,
        )
    )

    assert ruling.codes == {"own-substitute"}


@pytest.mark.parametrize(
    ("rule", "kind", "codes"),
    [
        (SubstituteRule.EITHER, SubstituteKind.PERMANENT, set()),
        (SubstituteRule.EITHER, SubstituteKind.FOR_MEETING, set()),
        (SubstituteRule.PERMANENT, SubstituteKind.PERMANENT, set()),
        (SubstituteRule.PERMANENT, SubstituteKind.FOR_MEETING, {"permanent-only"}),
        (SubstituteRule.FOR_MEETING, SubstituteKind.PERMANENT, {"for-meeting-only"}),
        (SubstituteRule.FOR_MEETING, SubstituteKind.FOR_MEETING, set()),
        (SubstituteRule.NONE, SubstituteKind.PERMANENT, {"no-substitutes"}),
        (SubstituteRule.NONE, SubstituteKind.FOR_MEETING, {"no-substitutes"}),
    ],
)
def test_constitution_says_which_substitutes_there_are(rule, kind, codes):
    assert may_substitute(replace(GOOD, rule=rule, kind=kind)).codes == codes


def test_substitute_whose_group_nobody_knows_is_pointed_out():
    ruling = may_substitute(replace(GOOD, substitute_group=""))

    assert (ruling.allowed, ruling.warning_codes) == (True, {"group-unknown"})


@pytest.mark.parametrize(
    ("group", "codes", "warnings"),
    [
        (Group.NON_SCHOOLS, {"tied-to-authority"}, set()),
        (Group.EARLY_YEARS, {"tied-to-authority"}, set()),
        (Group.POST_16, {"tied-to-authority"}, set()),
        (Group.MAINTAINED_PRIMARY, set(), {"authority-on-a-school-seat"}),
        (Group.ACADEMY_MAINSTREAM, set(), set()),
    ],
)
def test_authority_does_not_stand_in_for_a_non_schools_member(group, codes, warnings):
    ruling = may_substitute(
        replace(GOOD, seat_group=group, substitute_group=group, is_authority_tied=True)
    )

    assert (ruling.codes, ruling.warning_codes) == (codes, warnings)


def test_sentence_names_both_groups():
    ruling = may_substitute(replace(GOOD, substitute_group=Group.ACADEMY_SPECIAL))

    assert ruling.reasons[0].text == (
        "They represent special academies, the seat maintained primary schools: name somebody of "
        "the same group."
    )


@pytest.mark.parametrize(
    ("until_on", "last_sat", "codes"),
    [
        (date(2026, 1, 15), None, set()),
        (date(2026, 1, 14), None, set()),
        (date(2026, 1, 13), None, {"ends-before-start"}),
        (date(2026, 2, 5), date(2026, 2, 5), set()),
        (date(2026, 2, 4), date(2026, 2, 5), {"sat-after"}),
    ],
    ids=["first day", "never used", "before that", "day they sat", "before they sat"],
)
def test_substitute_stands_down_after_the_last_day_they_sat(until_on, last_sat, codes):
    ruling = may_end_substitute(from_on=date(2026, 1, 15), until_on=until_on, last_sat=last_sat)

    assert ruling.codes == codes
