from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.choices import Answer, Group, InterestAction, InterestKind
from papers.choices import WHOLE_FORUM
from papers.rules.decision_types import decision_type
from papers.rules.electorate import (
    InterestFacts,
    OverrideFacts,
    SeatFacts,
    asked_groups,
    register,
)
from papers.rules.forecast import (
    COLOURS,
    Colour,
    SeatAnswer,
    colour_of,
    forecast,
    quorum_forecast,
)

DAY = date(2022, 12, 5)
MP, MS, AM = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY, Group.ACADEMY_MAINSTREAM
SECONDARY = decision_type("DEDEL_SECONDARY", "2023-24")
INTEREST = InterestFacts(InterestKind.PECUNIARY, InterestAction.DID_NOT_VOTE, "Paid by it")
HEAD = SeatFacts(1, "Maintained secondary headteacher", MS, "A. Head")
GOVERNOR = replace(HEAD, seat=2, seat_name="Maintained secondary governor", holder_name="C. Gov")
OTHERS = tuple(
    SeatFacts(number, f"{group.label} {number}", group, "D. Other")
    for number, group in ((3, MP), (4, MP), (5, AM))
)
VACANT, ENDED = {"holder_name": ""}, {"term_ended_on": date(2022, 8, 31)}
CONVERTED, CONFLICT = {"school_converted_on": date(2022, 9, 1)}, {"interest": INTEREST}


def entries_of(*seats, kind=SECONDARY, asked=MS):
    every = (*seats, *OTHERS)
    return register(kind, asked=asked, groups=asked_groups(kind), seats=every, on=DAY)


def said(*answers):
    """What the secondary members answered, and everybody else who is coming."""
    own = [
        SeatAnswer(seat, None if answer is None else Answer(answer), named)
        for seat, (answer, named) in enumerate(answers, start=1)
    ]
    return [*own, *(SeatAnswer(seat.seat, Answer.COMING) for seat in OTHERS)]


COMING, ONLINE, SORRY, SILENT = (
    ("coming", False), ("online", False), ("apologies", False), (None, False),
)  # fmt: skip
SENDS, WOULD_SEND = ("substitute", True), ("substitute", False)


def codes(flags):
    return [flag.code for flag in flags]


@pytest.mark.parametrize(
    ("answers", "counts", "flags", "colour"),
    [
        ((COMING, COMING), (2, 0, 0), [], "green"),
        ((COMING, ONLINE), (2, 0, 0), [], "green"),
        ((SENDS, COMING), (2, 0, 0), [], "green"),
        ((COMING, SILENT), (1, 1, 0), [], "green"),
        ((COMING, WOULD_SEND), (1, 1, 0), [], "green"),
        ((COMING, SORRY), (1, 0, 1), ["one-eligible-voter"], "amber"),
        ((SENDS, SORRY), (1, 0, 1), ["one-eligible-voter"], "amber"),
        ((SILENT, SILENT), (0, 2, 0), ["nobody-has-answered"], "amber"),
        ((SILENT, SORRY), (0, 1, 1), ["nobody-has-answered"], "amber"),
        ((SORRY, SORRY), (0, 0, 2), ["no-eligible-voter-expected"], "red"),
    ],
)
def test_a_forecast_counts_who_may_vote_and_is_expected(answers, counts, flags, colour):
    seen = forecast(entries_of(HEAD, GOVERNOR), said(*answers))

    assert seen.eligible_seats == 2
    assert (seen.expected, seen.unknown, seen.apologies) == counts
    assert codes(seen.flags) == flags
    assert seen.colour == colour


def test_no_secondary_member_coming_is_said_before_the_meeting_and_not_found_out_at_it():
    seen = forecast(entries_of(HEAD, replace(GOVERNOR, **VACANT)), said(SORRY))

    flag = seen.flags[0]
    assert (flag.code, flag.where) == (
        "no-eligible-voter-expected",
        "Maintained secondary members",
    )
    assert flag.text == (
        "No eligible voter of this group is expected: 1 with apologies, 1 vacant seat."
    )
    assert (flag.who, colour_of(flag)) == ("the clerk", Colour.RED)
    assert seen.missing == (1,)


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        (VACANT, VACANT, "2 vacant seats"),
        (VACANT, ENDED, "1 vacant seat, 1 term of office ended"),
        (ENDED, ENDED, "2 terms of office ended"),
        (CONVERTED, CONVERTED, "2 schools became academies"),
        (VACANT, CONVERTED, "1 vacant seat, 1 school became an academy"),
    ],
)
def test_a_group_without_a_member_is_for_the_authority_to_fill(one, other, text):
    seen = forecast(entries_of(replace(HEAD, **one), replace(GOVERNOR, **other)), said())

    flag = seen.flags[0]
    assert (flag.code, flag.who) == ("no-eligible-seat", "the authority")
    assert flag.text == f"No seat of this group has a member who may vote: {text}."
    assert seen.colour == Colour.RED
    assert (seen.eligible_seats, seen.missing) == (0, ())


def test_seats_that_do_not_vote_are_counted_by_their_reason():
    kind = decision_type("GENERAL", "2023-24")
    seats = [
        replace(HEAD, seat=20 + number, **change)
        for number, change in enumerate((VACANT, ENDED, CONVERTED, CONVERTED, CONFLICT))
    ]

    seen = forecast(entries_of(*seats, kind=kind, asked=WHOLE_FORUM), said())

    assert (seen.vacancies, seen.terms_ended, seen.conversions, seen.conflicts) == (1, 1, 2, 1)
    assert (seen.eligible_seats, seen.expected, seen.flags) == (3, 3, ())


def test_an_interest_of_the_last_voter_leaves_nobody():
    seen = forecast(entries_of(replace(HEAD, **CONFLICT)), said(COMING))

    assert codes(seen.flags) == ["no-eligible-voter-expected"]
    assert seen.flags[0].text.endswith(": 1 kept from voting by an interest.")


@pytest.mark.parametrize(
    "change",
    [{"votes_from": "Maintained primary governor"}, {"override": OverrideFacts(False, "Left")}],
    ids=["another-seat", "ruling"],
)
def test_a_member_who_may_not_vote_from_a_seat_is_not_a_voter_there(change):
    seen = forecast(entries_of(replace(HEAD, **change)), said(COMING))

    assert (seen.eligible_seats, seen.barred) == (0, 1)
    assert codes(seen.flags) == ["no-eligible-voter-expected"]
    assert seen.flags[0].text.endswith(": 1 may not vote from this seat.")


def test_a_group_without_a_seat_has_no_eligible_seat():
    seen = forecast(entries_of(), said())

    assert codes(seen.flags) == ["no-eligible-seat"]
    assert seen.flags[0].text == (
        "No seat of this group has a member who may vote: the forum has none."
    )


def test_nothing_is_forecast_of_what_nobody_votes_on():
    kind = decision_type("MONITORING", "2023-24")

    seen = forecast(entries_of(HEAD, kind=kind, asked=WHOLE_FORUM), said())

    assert (seen.eligible_seats, seen.flags, seen.colour) == (0, (), Colour.GREEN)


def test_every_flag_has_a_colour_who_can_mend_it_and_a_source():
    seen = [
        *forecast(entries_of(HEAD), said(SILENT)).flags,
        *forecast(entries_of(HEAD), said(COMING)).flags,
        *forecast(entries_of(HEAD), said(SORRY)).flags,
        *forecast(entries_of(), said()).flags,
        *quorum_forecast(10, ()).flags,
        *quorum_forecast(2, [SeatAnswer(1)]).flags,
    ]

    assert {flag.code for flag in seen} == set(COLOURS)
    for flag in seen:
        assert flag.who
        assert flag.source.startswith("Schools Forums (England) Regulations 2012, reg 8(")


@pytest.mark.parametrize(
    ("members", "coming", "silent", "needed", "margin", "flags"),
    [
        (10, 4, 0, 4, 0, []),
        (10, 5, 5, 4, 1, []),
        (10, 3, 1, 4, -1, ["quorum-at-risk"]),
        (10, 0, 10, 4, -4, ["quorum-at-risk"]),
        (10, 3, 0, 4, -1, ["quorum-not-expected"]),
        (11, 4, 0, 5, -1, ["quorum-not-expected"]),
        (0, 0, 0, 0, 0, ["quorum-not-expected"]),
    ],
)
def test_the_quorum_is_forecast_from_who_comes_and_who_might(
    members, coming, silent, needed, margin, flags
):
    answers = [SeatAnswer(number, Answer.COMING) for number in range(coming)]
    answers += [SeatAnswer(coming + number) for number in range(silent)]
    answers += [SeatAnswer("sorry", Answer.APOLOGIES)]

    seen = quorum_forecast(members, answers)

    assert (seen.needed, seen.margin) == (needed, margin)
    assert (seen.at_least, seen.at_most) == (coming, coming + silent)
    assert codes(seen.flags) == flags


def test_the_quorum_of_the_constitution_is_the_one_that_counts():
    answers = [SeatAnswer(number, Answer.ONLINE) for number in range(4)]

    assert quorum_forecast(10, answers, 50).colour == Colour.RED
    assert quorum_forecast(10, answers, 40).colour == Colour.GREEN


ANSWERS = st.lists(
    st.tuples(st.sampled_from([None, *Answer]), st.booleans()), min_size=2, max_size=2
)


@given(ANSWERS)
def test_every_eligible_seat_is_expected_or_open_or_has_sent_apologies(answers):
    seen = forecast(entries_of(HEAD, GOVERNOR), said(*answers))

    assert seen.expected + seen.unknown + seen.apologies == seen.eligible_seats == 2
    assert len(seen.missing) == 2 - seen.expected
    assert (seen.colour == Colour.RED) == (seen.apologies == 2)
