import pytest

from decisions.choices import VoteCast
from decisions.rules.tally import chosen_option, sentence_without_counts, tally


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
