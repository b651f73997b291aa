from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.choices import Method
from decisions.rules.elections import (
    ElectionFacts,
    may_elect,
    may_stand,
    sentence_elected,
    winner,
)
from forum.choices import AuthorityTie, Office

HANDS = ElectionFacts(
    where="Item 1, Elect the chair",
    method=Method.SHOW_OF_HANDS,
    is_quorate=True,
    candidates=("north", "south"),
    elected="north",
    counts={"north": 7, "south": 4},
    eligible_voters=12,
)
SECRET = replace(HANDS, method=Method.SECRET, counts={})
ALONE = replace(HANDS, candidates=("north",), counts={})


def standing(**change):
    return may_stand(**{"where": "1", "is_member": True, **change})


@pytest.mark.parametrize("office", Office)
def test_member_stands(office):
    assert standing(office=office).allowed


@pytest.mark.parametrize("tie", [tie for tie in AuthorityTie if tie != AuthorityTie.NONE])
def test_councillors_and_officers_of_the_authority_do_not_stand_for_the_chair(tie):
    chair, vice_chair = (standing(tie=tie, office=office) for office in Office)

    assert chair.codes == {"chair-tied-to-authority"}
    assert "regulation 8(6)" in chair.reasons[0].source
    assert (vice_chair.allowed, vice_chair.warning_codes) == (
        True,
        {"vice-chair-tied-to-authority"},
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [({"is_member": False}, "not-a-member"), ({"stands_already": True}, "stands-already")],
)
def test_member_does_not_stand(change, code):
    ruling = standing(**change)

    assert ruling.codes == {code}
    assert ruling.reasons[0].where == "1"


@pytest.mark.parametrize(
    "facts",
    [
        HANDS,
        SECRET,
        ALONE,
        replace(SECRET, method=Method.UNANIMOUS),
        replace(SECRET, method=Method.NOT_COUNTED),
        replace(SECRET, method=Method.ELECTRONIC, elected=None),
        replace(ALONE, counts={"north": 9}),
        replace(ALONE, counts={"north": 0}),
    ],
)
def test_forum_elects_a_candidate(facts):
    assert may_elect(facts).allowed


@pytest.mark.parametrize(
    ("facts", "change", "code"),
    [
        (HANDS, {"is_quorate": False}, "inquorate-election"),
        (SECRET, {"is_quorate": False}, "inquorate-election"),
        (ALONE, {"is_quorate": False}, "inquorate-election"),
        (SECRET, {"candidates": (), "elected": None}, "no-candidate"),
        (SECRET, {"elected": None}, "elected-missing"),
        (HANDS, {"elected": None}, "elected-missing"),
        (ALONE, {"elected": None}, "elected-missing"),
        (SECRET, {"elected": "east"}, "elected-not-a-candidate"),
        (HANDS, {"elected": "south"}, "elected-not-first"),
        (HANDS, {"counts": {}}, "counts-missing"),
        (HANDS, {"counts": {"north": 7}}, "counts-missing"),
        (HANDS, {"counts": {"north": 7, "south": 4, "east": 1}}, "candidate-unknown"),
        (HANDS, {"counts": {"north": 7, "south": -1}}, "count-negative"),
        (HANDS, {"eligible_voters": 10}, "counts-exceed-register"),
        (HANDS, {"counts": {"north": 5, "south": 5}}, "election-tied"),
        (HANDS, {"counts": {"north": 5, "south": 5}, "elected": None}, "election-tied"),
        (HANDS, {"counts": {"north": 0, "south": 0}}, "election-tied"),
        (SECRET, {"counts": {"north": 7, "south": 4}}, "result-only"),
    ],
)
def test_forum_does_not_elect(facts, change, code):
    assert may_elect(replace(facts, **change)).codes == {code}


def test_electronic_election_gives_away_nothing_before_it_closes():
    tied = replace(HANDS, method=Method.ELECTRONIC, elected=None, counts={"north": 5, "south": 5})

    assert may_elect(tied) == may_elect(replace(tied, counts={"north": 9, "south": 1}))


@pytest.mark.parametrize(
    ("counts", "elected"),
    [
        ({"north": 7, "south": 4}, "north"),
        ({"north": 4, "south": 3, "east": 3}, "north"),
        ({"north": 5, "south": 5, "east": 1}, None),
        ({"north": 0}, None),
        ({}, None),
    ],
)
def test_candidate_with_the_most_votes_wins(counts, elected):
    assert winner(counts) == elected


@given(counts=st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 12), max_size=5))
def test_one_more_vote_never_unseats_the_winner(counts):
    elected = winner(counts)

    assert elected is None or winner({**counts, elected: counts[elected] + 1}) == elected


@given(
    counts=st.dictionaries(st.sampled_from("ABC"), st.integers(0, 9), min_size=2),
    elected=st.sampled_from([None, *"ABCD"]),
)
def test_hands_elect_only_who_has_more_votes_than_every_other(counts, elected):
    facts = replace(HANDS, candidates=tuple(counts), counts=counts, eligible_voters=30)
    others = [votes for candidate, votes in counts.items() if candidate != elected]
    is_first = elected in counts and counts[elected] > max(others)

    assert may_elect(replace(facts, elected=elected)).allowed == is_first


@pytest.mark.parametrize(
    ("method", "counts", "unopposed", "sentence"),
    [
        (Method.SECRET, (), False, "Elected by secret ballot; counts not published"),
        (Method.SECRET, (), True, "Elected unopposed"),
        (Method.UNANIMOUS, (), False, "Elected unanimously"),
        (Method.NOT_COUNTED, (), False, "Elected; counts not taken"),
        (Method.SHOW_OF_HANDS, (4, 7), False, "Elected by 7 votes to 4"),
        (Method.SHOW_OF_HANDS, (2, 7, 3), False, "Elected by 7 votes to 3 and 2"),
        (Method.SHOW_OF_HANDS, (9, 1, 2, 3), False, "Elected by 9 votes to 3, 2 and 1"),
        (Method.SHOW_OF_HANDS, (7,), False, "Elected by 7 votes"),
    ],
)
def test_sentence_says_how_somebody_was_elected(method, counts, unopposed, sentence):
    assert sentence_elected(method, counts=counts, unopposed=unopposed) == sentence
