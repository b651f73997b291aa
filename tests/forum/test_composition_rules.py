from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from forum.choices import Group, SeatKind
from forum.rules.composition import (
    CompositionFacts,
    Proportion,
    SeatFacts,
    State,
    composition,
    proportions,
)

ON = date(2026, 1, 15)


def seat(group, number=1, **more):
    return SeatFacts(name=f"{Group(group).label} {number}", group=group, **more)


def seats(group, count, **more):
    return tuple(seat(group, n, **more) for n in range(count))


def facts(*those, **more):
    return CompositionFacts(on=ON, seats=those, **more)


def found(code, those):
    return [finding for finding in composition(those) if finding.code == code]


def state_of(code, those):
    return [finding.state for finding in found(code, those)]


GOOD = facts(
    seat(Group.MAINTAINED_PRIMARY, kind=SeatKind.HEADTEACHER),
    seat(Group.MAINTAINED_SECONDARY, kind=SeatKind.GOVERNOR),
    seat(Group.ACADEMY_MAINSTREAM),
    seat(Group.EARLY_YEARS),
    schools={
        Group.MAINTAINED_PRIMARY: 60,
        Group.MAINTAINED_SECONDARY: 8,
        Group.ACADEMY_MAINSTREAM: 12,
    },
)


def test_forum_as_the_law_asks_meets_every_requirement():
    findings = composition(GOOD)

    assert {finding.state for finding in findings} == {State.MET}
    assert all(finding.text and finding.source for finding in findings)


@pytest.mark.parametrize(
    ("of_schools", "others", "state"),
    [
        (0, 0, State.NOT_MET),
        (1, 0, State.MET),
        (2, 1, State.MET),
        (3, 2, State.NOT_MET),
        (7, 4, State.NOT_MET),
        (8, 4, State.MET),
    ],
)
def test_two_thirds_are_schools_and_academies_members(of_schools, others, state):
    those = facts(*seats(Group.ACADEMY_MAINSTREAM, of_schools), *seats(Group.NON_SCHOOLS, others))

    assert state_of("two-thirds", those) == [state]


def test_two_thirds_of_the_seats_and_not_of_those_filled_is_to_look_at():
    those = facts(
        seat(Group.MAINTAINED_PRIMARY, 1),
        seat(Group.MAINTAINED_PRIMARY, 2, is_filled=False),
        seat(Group.NON_SCHOOLS),
    )

    assert state_of("two-thirds", those) == [State.TO_LOOK_AT]
    assert found("two-thirds", those)[0].text == (
        "2 of 3 seats are for schools and academies members, 1 of the 2 that are filled; at least "
        "two thirds are needed."
    )


@pytest.mark.parametrize(
    "group",
    [
        Group.MAINTAINED_SECONDARY,
        Group.MAINTAINED_SPECIAL,
        Group.MAINTAINED_NURSERY,
        Group.MAINTAINED_PRU,
        Group.ACADEMY_MAINSTREAM,
        Group.ACADEMY_SPECIAL,
        Group.ACADEMY_AP,
    ],
)
@pytest.mark.parametrize(
    ("schools", "members", "filled", "states"),
    [
        (1, 0, False, [State.NOT_MET]),
        (1, 1, True, [State.MET]),
        (1, 1, False, [State.TO_LOOK_AT]),
        (0, 1, True, [State.TO_LOOK_AT]),
        (0, 0, False, []),
    ],
    ids=["no seat", "filled", "vacant", "no such schools", "neither"],
)
def test_group_that_has_schools_has_a_seat(group, schools, members, filled, states):
    those = facts(*seats(group, members, is_filled=filled), schools={group: schools})

    assert state_of(f"seat-{group}", those) == states


@pytest.mark.parametrize(
    ("group", "paragraph"),
    [(Group.MAINTAINED_PRU, "regulation 4"), (Group.ACADEMY_AP, "regulation 4(10A)-(10C)")],
)
def test_required_seat_cites_its_paragraph(group, paragraph):
    finding = found(f"seat-{group}", facts(schools={group: 1}))[0]

    assert finding.source.endswith(paragraph)


@pytest.mark.parametrize(
    ("kind", "code"),
    [(SeatKind.HEADTEACHER, "one-headteacher"), (SeatKind.GOVERNOR, "one-governor")],
)
def test_schools_members_have_a_head_and_a_governor(kind, code):
    in_academy = facts(seat(Group.ACADEMY_MAINSTREAM, kind=kind))
    vacant = facts(seat(Group.MAINTAINED_PRIMARY, kind=kind, is_filled=False))
    filled = facts(seat(Group.MAINTAINED_PRIMARY, kind=kind))

    assert [state_of(code, those) for those in (in_academy, vacant, filled)] == [
        [State.NOT_MET],
        [State.TO_LOOK_AT],
        [State.MET],
    ]


@pytest.mark.parametrize(
    ("has_provider", "members", "states"),
    [
        (True, 0, [State.NOT_MET]),
        (True, 1, [State.MET]),
        (False, 0, []),
        (None, 0, []),
    ],
)
def test_16_to_19_seat_is_asked_for_where_a_provider_is_known(has_provider, members, states):
    those = facts(*seats(Group.POST_16, members), has_post_16_provider=has_provider)

    assert state_of("seat-post_16", those) == states


@pytest.mark.parametrize(("members", "state"), [(0, State.NOT_MET), (1, State.MET)])
def test_early_years_providers_have_a_seat(members, state):
    assert state_of("seat-early_years", facts(*seats(Group.EARLY_YEARS, members))) == [state]


@pytest.mark.parametrize(
    ("members", "most", "state"),
    [
        (1, 1, State.MET),
        (2, 1, State.NOT_MET),
        (2, 2, State.MET),
        (3, 2, State.NOT_MET),
        (2, None, State.TO_LOOK_AT),
    ],
)
def test_members_from_one_school_are_counted_against_the_constitution(members, most, state):
    those = facts(
        *seats(Group.MAINTAINED_PRIMARY, members, school="Ambridge Primary"), most_from_school=most
    )

    assert state_of("one-school", those) == [state]


@pytest.mark.parametrize(("most", "limit"), [(None, "no limit"), (2, "at most 2")])
def test_members_from_one_school_are_said_with_the_limit(most, limit):
    those = facts(
        *seats(Group.MAINTAINED_PRIMARY, 2, school="Ambridge Primary"), most_from_school=most
    )

    assert found("one-school", those)[0].text == (
        f"2 members are from Ambridge Primary; the constitution sets {limit}."
    )


def test_vacant_seat_and_member_without_a_school_are_from_no_school():
    those = facts(
        seat(Group.MAINTAINED_PRIMARY, 1, school="Ambridge Primary"),
        seat(Group.MAINTAINED_PRIMARY, 2, school="Ambridge Primary", is_filled=False),
        *seats(Group.NON_SCHOOLS, 2),
    )

    assert found("one-school", those)[0].text == "No two members are from one school."


@pytest.mark.parametrize(
    ("group", "school_group", "filled", "states"),
    [
        (Group.MAINTAINED_PRIMARY, Group.ACADEMY_MAINSTREAM, True, [State.NOT_MET]),
        (Group.MAINTAINED_PRIMARY, Group.MAINTAINED_PRIMARY, True, []),
        (Group.MAINTAINED_PRIMARY, Group.ACADEMY_MAINSTREAM, False, []),
        (Group.NON_SCHOOLS, Group.MAINTAINED_PRIMARY, True, []),
        (Group.MAINTAINED_PRIMARY, "", True, []),
    ],
)
def test_member_whose_school_changed_its_group_is_found(group, school_group, filled, states):
    those = facts(seat(group, school_group=school_group, is_filled=filled))

    assert state_of("school-in-another-group", those) == states


@pytest.mark.parametrize(
    ("days", "filled", "code"),
    [
        (-1, False, "term-ended"),
        (0, True, "term-ends-30"),
        (30, True, "term-ends-30"),
        (31, True, "term-ends-90"),
        (90, True, "term-ends-90"),
        (91, True, None),
    ],
)
def test_term_is_pointed_out_before_and_after_it_ends(days, filled, code):
    ending = seat(Group.NON_SCHOOLS, is_filled=filled, until_on=ON + timedelta(days=days))

    codes = {finding.code for finding in composition(facts(ending))}
    assert codes & {"term-ended", "term-ends-30", "term-ends-90", "vacancy"} == {code} - {None}


@pytest.mark.parametrize(("filled", "vacancies"), [(True, 0), (False, 1)])
def test_vacancy_is_a_seat_without_a_term(filled, vacancies):
    those = facts(seat(Group.NON_SCHOOLS, is_filled=filled))

    assert len(found("vacancy", those)) == vacancies


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 of the schools members’ seats is for a governor, 1 filled; at least 1 is needed."),
        (2, "2 of the schools members’ seats are for a governor, 2 filled; at least 1 is needed."),
    ],
)
def test_seats_are_counted_in_words(count, words):
    those = facts(
        *seats(Group.MAINTAINED_PRU, count, kind=SeatKind.GOVERNOR),
        schools={Group.MAINTAINED_PRU: 1},
    )

    assert found("one-governor", those)[0].text == words
    assert found("seat-maintained_pru", those)[0].text.endswith(
        "seat." if count == 1 else "seats."
    )


def test_school_that_changed_its_group_is_named():
    moved = seat(
        Group.MAINTAINED_PRIMARY,
        school="Ambridge Primary",
        school_group=Group.ACADEMY_MAINSTREAM,
    )

    assert found("school-in-another-group", facts(moved))[0].text == (
        "Maintained primary schools 1: Ambridge Primary is now one of mainstream academies, so "
        "the member no longer represents maintained primary schools."
    )


def test_proportion_is_numbers_without_a_verdict():
    those = replace(
        GOOD,
        seats=(
            *seats(Group.MAINTAINED_PRIMARY, 6),
            *seats(Group.MAINTAINED_SECONDARY, 2, is_filled=False),
            *seats(Group.ACADEMY_MAINSTREAM, 4),
            *seats(Group.ACADEMY_SPECIAL, 3),
        ),
        pupils={
            Group.MAINTAINED_PRIMARY: 10_000,
            Group.MAINTAINED_SECONDARY: 5_000,
            Group.ACADEMY_MAINSTREAM: 15_000,
            Group.ACADEMY_SPECIAL: 900,
        },
    )

    primary, secondary, academies = proportions(those)

    assert primary == Proportion(
        "Maintained primary schools", 10_000, Decimal("33.3"), 6, Decimal("50.0"), Decimal("4.0")
    )
    assert (secondary.seats, secondary.seats_if_proportionate) == (2, Decimal("2.0"))
    assert (academies.share_of_pupils, academies.seats_if_proportionate) == (
        Decimal("50.0"),
        Decimal("6.0"),
    )


def test_proportion_without_pupils_or_seats_divides_by_nothing():
    assert proportions(GOOD) == ()
    of_nobody = facts(pupils={Group.MAINTAINED_PRIMARY: 1})
    assert [row.share_of_seats for row in proportions(of_nobody)] == [Decimal("0.0")] * 3
