import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.choices import Method, VoteCast
from decisions.rules.tally import (
    chosen_option,
    is_carried,
    sentence_unanimous,
    sentence_without_counts,
    tally,
)
from forum.choices import MajorityRule

TWO_THIRDS, OF_PRESENT = MajorityRule.TWO_THIRDS, MajorityRule.OF_PRESENT
COUNTS = st.tuples(*[st.integers(0, 30)] * 3)
CASTS = st.sampled_from([None, *VoteCast])


@pytest.mark.parametrize(
    ("votes", "casting_vote", "carried", "sentence"),
    [
        pytest.param(
            (7, 2, 1), None, True, "Carried: 7 for, 2 against, 1 abstained", id="more for"
        ),
        pytest.param(
            (1, 0, 9), None, True, "Carried: 1 for, 0 against, 9 abstained", id="one for"
        ),
        pytest.param(
            (2, 3, 0), None, False, "Not carried: 2 for, 3 against, 0 abstained", id="fewer for"
        ),
        pytest.param(
            (3, 3, 1), None, False, "Not carried on a tie: 3 for, 3 against, 1 abstained", id="tie"
        ),
        pytest.param(
            (3, 3, 1),
            VoteCast.FOR,
            True,
            "Carried on the casting vote of the chair: 3 for, 3 against, 1 abstained",
            id="cast for",
        ),
        pytest.param(
            (3, 3, 1),
            VoteCast.AGAINST,
            False,
            "Not carried on the casting vote of the chair: 3 for, 3 against, 1 abstained",
            id="cast against",
        ),
        pytest.param(
            (3, 3, 0),
            VoteCast.ABSTAIN,
            False,
            "Not carried on a tie: 3 for, 3 against, 0 abstained",
            id="chair abstains",
        ),
        pytest.param(
            (2, 3, 0),
            VoteCast.FOR,
            False,
            "Not carried: 2 for, 3 against, 0 abstained",
            id="no tie to cast on",
        ),
        pytest.param(
            (0, 0, 4),
            VoteCast.FOR,
            False,
            "Not carried: 0 for, 0 against, 4 abstained",
            id="all abstain",
        ),
        pytest.param((0, 0, 0), VoteCast.FOR, False, "Not carried: nobody voted", id="nobody"),
    ],
)
def test_tally_carries_when_more_are_for(votes, casting_vote, carried, sentence):
    count = tally(*votes, casting_vote=casting_vote)

    assert (count.carried, count.sentence) == (carried, sentence)


def test_tally_counts_abstentions_as_taking_part():
    assert tally(1, 2, 3).voted == 6


@pytest.mark.parametrize(
    ("carried", "sentence"),
    [(True, "Carried: counts not taken"), (False, "Not carried: counts not taken")],
)
def test_sentence_says_that_counts_were_not_taken(carried, sentence):
    assert sentence_without_counts(carried=carried) == sentence


@pytest.mark.parametrize(
    ("counts", "votes_for", "letter"),
    [
        pytest.param({"A": 4, "B": 3}, 7, "A", id="more than half"),
        pytest.param({"A": 3, "B": 3}, 6, None, id="exactly half"),
        pytest.param({"A": 3, "B": 2, "C": 2}, 7, None, id="most, but not half"),
        pytest.param({"A": 3, "B": 1}, 7, None, id="half of those who chose, not of all for"),
        pytest.param({"A": 4, "B": 0}, 7, "A", id="some chose none"),
        pytest.param({}, 7, None, id="nobody chose"),
        pytest.param({"A": 0}, 0, None, id="nobody in favour"),
        pytest.param({"A": 5, "B": 5}, 6, None, id="counts that cannot be"),
    ],
)
def test_option_is_chosen_by_more_than_half_of_those_in_favour(counts, votes_for, letter):
    assert chosen_option(counts, votes_for) == letter


@pytest.mark.parametrize(
    ("votes", "majority", "eligible", "carried", "sentence"),
    [
        pytest.param(
            (8, 4, 3),
            TWO_THIRDS,
            15,
            True,
            "Carried: 8 for, 4 against, 3 abstained; two thirds needed",
            id="exactly two thirds",
        ),
        pytest.param(
            (7, 5, 3),
            TWO_THIRDS,
            15,
            False,
            "Not carried: 7 for, 5 against, 3 abstained; two thirds needed",
            id="under two thirds",
        ),
        pytest.param(
            (0, 0, 0),
            TWO_THIRDS,
            15,
            False,
            "Not carried: nobody voted; two thirds needed",
            id="two thirds of nobody",
        ),
        pytest.param(
            (8, 4, 3),
            OF_PRESENT,
            15,
            True,
            "Carried: 8 for, 4 against, 3 abstained; "
            "more than half of the 15 present who may vote needed",
            id="more than half of those present",
        ),
        pytest.param(
            (7, 0, 0),
            OF_PRESENT,
            14,
            False,
            "Not carried: 7 for, 0 against, 0 abstained; "
            "more than half of the 14 present who may vote needed",
            id="half of those present, seven of whom did not vote",
        ),
        pytest.param(
            (3, 1, 3),
            OF_PRESENT,
            None,
            False,
            "Not carried: 3 for, 1 against, 3 abstained; "
            "more than half of the 7 present who may vote needed",
            id="who took part, where the register is unknown",
        ),
    ],
)
def test_tally_carries_with_the_majority_of_the_constitution(
    votes, majority, eligible, carried, sentence
):
    count = tally(*votes, majority=majority, eligible=eligible)

    assert (count.carried, count.sentence) == (carried, sentence)


@pytest.mark.parametrize("majority", [TWO_THIRDS, OF_PRESENT])
def test_casting_vote_breaks_no_tie_under_another_majority(majority):
    count = tally(3, 3, 0, casting_vote=VoteCast.FOR, majority=majority, eligible=6)

    assert not count.is_tie
    assert not count.carried
    assert "casting vote" not in count.sentence


@given(votes=COUNTS, majority=st.sampled_from(MajorityRule), cast=CASTS, silent=st.integers(1, 9))
def test_one_more_vote_for_never_loses_what_was_carried(votes, majority, cast, silent):
    votes_for, *others = votes
    rules = {"casting_vote": cast, "majority": majority, "eligible": sum(votes) + silent}

    before = tally(votes_for, *others, **rules)
    after = tally(votes_for + 1, *others, **rules)

    assert after.carried or not before.carried


@given(votes=COUNTS, majority=st.sampled_from(MajorityRule))
def test_one_more_vote_against_never_carries_what_was_lost(votes, majority):
    votes_for, against, abstained = votes
    rules = {"majority": majority, "eligible": sum(votes) + 1}

    before = tally(votes_for, against, abstained, **rules)
    after = tally(votes_for, against + 1, abstained, **rules)

    assert before.carried or not after.carried


@given(votes=COUNTS, majority=st.sampled_from(MajorityRule), cast=CASTS)
def test_casting_vote_changes_nothing_without_a_tie(votes, majority, cast):
    plain = tally(*votes, majority=majority)
    with_cast = tally(*votes, majority=majority, casting_vote=cast)

    assert plain.is_tie or (with_cast.carried, with_cast.sentence) == (
        plain.carried,
        plain.sentence,
    )


@given(votes=COUNTS, majority=st.sampled_from(MajorityRule))
def test_stricter_majorities_carry_nothing_that_a_simple_one_would_lose(votes, majority):
    strict = tally(*votes, majority=majority)

    assert tally(*votes).carried or not strict.carried


@pytest.mark.parametrize(
    ("method", "votes", "stated", "carried"),
    [
        (Method.ELECTRONIC, tally(4, 3, 0), None, True),
        (Method.SHOW_OF_HANDS, tally(3, 3, 0), None, False),
        (Method.UNANIMOUS, None, None, True),
        (Method.SECRET, None, None, True),
        (Method.NOT_COUNTED, None, True, True),
        (Method.NOT_COUNTED, None, False, False),
        (Method.NOT_COUNTED, None, None, False),
    ],
)
def test_ballot_carries_by_its_counts_or_by_what_was_declared(method, votes, stated, carried):
    assert is_carried(method, votes=votes, stated=stated) == carried


def test_sentence_of_a_unanimous_vote_gives_no_counts():
    assert sentence_unanimous() == "Carried unanimously: nobody against"
