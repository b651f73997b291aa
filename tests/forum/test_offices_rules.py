from dataclasses import replace
from datetime import date

import pytest

from forum.choices import AuthorityTie, Group, MemberClass, Office
from forum.rules.offices import (
    AppointmentFacts,
    Candidate,
    may_appoint,
    may_hold_office,
    may_preside,
    presiding_order,
)

TIED = [tie for tie in AuthorityTie if tie != AuthorityTie.NONE]
HEAD = AppointmentFacts(
    group=Group.MAINTAINED_SECONDARY,
    from_on=date(2025, 9, 1),
    until_on=date(2029, 8, 31),
    school_group=Group.MAINTAINED_SECONDARY,
)


def office(held=Office.CHAIR, tie=AuthorityTie.NONE, member=True, of=MemberClass.SCHOOLS):
    return may_hold_office(office=held, tie=tie, is_member_on_day=member, member_class=of)


@pytest.mark.parametrize("held", Office)
@pytest.mark.parametrize("of", [MemberClass.SCHOOLS, MemberClass.ACADEMIES])
def test_member_without_a_tie_holds_an_office(held, of):
    ruling = office(held, of=of)

    assert (ruling.reasons, ruling.warnings) == ((), ())


@pytest.mark.parametrize("tie", TIED)
def test_councillor_or_officer_is_not_chair(tie):
    ruling = office(Office.CHAIR, tie)

    assert ruling.codes == {"chair-tied-to-authority"}
    assert "regulation 8(6)" in ruling.reasons[0].source


@pytest.mark.parametrize("tie", TIED)
def test_councillor_or_officer_as_vice_chair_is_pointed_out(tie):
    ruling = office(Office.VICE_CHAIR, tie)

    assert (ruling.allowed, ruling.warning_codes) == (True, {"vice-chair-tied-to-authority"})


@pytest.mark.parametrize("held", Office)
def test_office_goes_to_a_member(held):
    assert office(held, member=False).codes == {"not-a-member"}


@pytest.mark.parametrize(
    ("held", "codes"), [(Office.CHAIR, {"non-schools-chair"}), (Office.VICE_CHAIR, set())]
)
def test_non_schools_chair_learns_where_they_cannot_cast(held, codes):
    ruling = office(held, of=MemberClass.NON_SCHOOLS)

    assert (ruling.allowed, ruling.warning_codes) == (True, codes)


@pytest.mark.parametrize(
    ("held", "codes"), [(Office.CHAIR, {"chair-taken"}), (Office.VICE_CHAIR, set())]
)
def test_forum_has_one_chair_at_a_time(held, codes):
    ruling = may_hold_office(
        office=held,
        tie=AuthorityTie.NONE,
        is_member_on_day=True,
        member_class=MemberClass.SCHOOLS,
        overlaps="from 1 September 2026",
    )

    assert ruling.codes == codes


def test_member_of_the_right_school_is_appointed_to_a_free_seat():
    ruling = may_appoint(HEAD)

    assert (ruling.reasons, ruling.warnings) == ((), ())


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"until_on": date(2025, 8, 31)}, {"ends-before-start"}),
        ({"until_on": date(2025, 9, 1)}, set()),
        ({"until_on": None}, set()),
        ({"overlaps": "1 September 2022 to 31 August 2026"}, {"seat-taken"}),
        ({"school_group": Group.ACADEMY_MAINSTREAM}, {"school-in-another-group"}),
        ({"school_group": Group.MAINTAINED_PRIMARY}, {"school-in-another-group"}),
        ({"school_group": ""}, set()),
        ({"others_from_school": 1, "most_from_school": 2}, set()),
        ({"others_from_school": 2, "most_from_school": 2}, {"too-many-from-school"}),
        ({"others_from_school": 1, "most_from_school": 1}, {"too-many-from-school"}),
        ({"others_from_school": 5, "most_from_school": None}, set()),
    ],
)
def test_seat_is_filled_as_the_law_and_the_constitution_ask(change, codes):
    ruling = may_appoint(replace(HEAD, **change))

    assert ruling.codes == codes
    assert all(reason.who for reason in ruling.reasons)


def test_seat_that_is_taken_names_the_days():
    ruling = may_appoint(replace(HEAD, overlaps="1 September 2022 to 31 August 2026"))

    assert "1 September 2022 to 31 August 2026" in ruling.reasons[0].text


def test_school_that_became_an_academy_has_no_maintained_member():
    ruling = may_appoint(
        replace(
            HEAD,
            school_group=Group.ACADEMY_MAINSTREAM,
            school_because="became an academy on 1 September 2025",
        )
    )

    assert ruling.reasons[0].text == (
        "Their school became an academy on 1 September 2025; this seat represents maintained "
        "secondary schools."
    )


@pytest.mark.parametrize("group", [Group.EARLY_YEARS, Group.POST_16, Group.NON_SCHOOLS])
def test_school_of_a_non_schools_member_does_not_matter(group):
    ruling = may_appoint(replace(HEAD, group=group))

    assert ruling.allowed


@pytest.mark.parametrize(
    ("group", "tie", "codes", "warnings"),
    [
        (Group.NON_SCHOOLS, AuthorityTie.EXECUTIVE_MEMBER, {"tied-to-authority"}, set()),
        (Group.EARLY_YEARS, AuthorityTie.RELEVANT_OFFICER, {"tied-to-authority"}, set()),
        (Group.NON_SCHOOLS, AuthorityTie.ELECTED_MEMBER, set(), set()),
        (Group.NON_SCHOOLS, AuthorityTie.OFFICER, set(), set()),
        (
            Group.MAINTAINED_PRIMARY,
            AuthorityTie.EXECUTIVE_MEMBER,
            set(),
            {"authority-on-a-school-seat"},
        ),
        (
            Group.MAINTAINED_PRIMARY,
            AuthorityTie.RELEVANT_OFFICER,
            set(),
            {"authority-on-a-school-seat"},
        ),
        (Group.MAINTAINED_PRIMARY, AuthorityTie.ELECTED_MEMBER, set(), set()),
        (Group.ACADEMY_MAINSTREAM, AuthorityTie.RELEVANT_OFFICER, set(), set()),
    ],
)
def test_authority_takes_no_non_schools_seat(group, tie, codes, warnings):
    ruling = may_appoint(replace(HEAD, group=group, tie=tie, school_group=""))

    assert (ruling.codes, ruling.warning_codes) == (codes, warnings)


def test_every_obstacle_to_an_appointment_is_said_at_once():
    ruling = may_appoint(
        replace(
            HEAD,
            until_on=date(2025, 8, 31),
            overlaps="from 1 September 2022",
            school_group=Group.MAINTAINED_PRIMARY,
            others_from_school=2,
            most_from_school=2,
        )
    )

    assert len(ruling.reasons) == 4


def test_chair_presides_then_vice_chair_then_who_is_elected():
    other = Candidate("Academy 1")
    elected = Candidate("Primary governor 1", is_elected_for_meeting=True)
    vice = Candidate("Special head", office=Office.VICE_CHAIR)
    chair = Candidate("Secondary head", office=Office.CHAIR)

    assert presiding_order([other, elected, vice, chair]) == (chair, vice, elected, other)


def test_chair_who_is_not_here_does_not_preside():
    chair = Candidate("Secondary head", office=Office.CHAIR, is_here=False)
    vice = Candidate("Special head", office=Office.VICE_CHAIR)

    assert presiding_order([chair, vice]) == (vice,)
    assert presiding_order([chair]) == ()


@pytest.mark.parametrize(
    ("is_member", "is_officer", "tie", "codes", "warnings"),
    [
        (True, False, AuthorityTie.NONE, set(), set()),
        (True, False, AuthorityTie.ELECTED_MEMBER, set(), {"tied-presides"}),
        (False, False, AuthorityTie.NONE, {"presides-no-member"}, set()),
        (False, True, AuthorityTie.OFFICER, set(), {"officer-presides"}),
        (False, True, AuthorityTie.NONE, set(), {"officer-presides"}),
    ],
)
def test_member_presides_and_an_officer_is_pointed_out(
    is_member, is_officer, tie, codes, warnings
):
    ruling = may_preside(is_member=is_member, is_officer=is_officer, tie=tie)

    assert (ruling.codes, ruling.warning_codes) == (codes, warnings)
