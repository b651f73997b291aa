import pytest

from decisions.rules.overriding import may_override


def ruling(**change):
    facts = {
        "reason": "The school left the phase yesterday.",
        "seat_is_filled": True,
        "is_present": True,
        "may_vote_by_rules": True,
        "may_vote": False,
        "has_ballot": False,
    }
    return may_override(**{**facts, **change})


@pytest.mark.parametrize(
    "change", [{}, {"may_vote": True, "may_vote_by_rules": False}, {"is_present": False}]
)
def test_clerk_rules_with_a_reason_and_is_told_the_law(change):
    override = ruling(**change)

    assert override.allowed
    assert override.warning_codes == {"departs-from-the-rules"}
    assert "regulation 8(9) and (10)" in override.warnings[0].source


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": " "}, "reason-missing"),
        ({"may_vote": True}, "override-changes-nothing"),
        ({"may_vote_by_rules": False}, "override-changes-nothing"),
        ({"has_ballot": True}, "register-frozen"),
        (
            {"may_vote": True, "may_vote_by_rules": False, "seat_is_filled": False},
            "seat-vacant",
        ),
        (
            {"may_vote": True, "may_vote_by_rules": False, "is_present": False},
            "member-not-present",
        ),
    ],
)
def test_ruling_is_refused(change, code):
    override = ruling(**change)

    assert override.codes == {code}
    assert not override.warnings


def test_every_obstacle_to_a_ruling_is_named_at_once():
    vacant = {"seat_is_filled": False, "may_vote_by_rules": False, "may_vote": True}
    override = ruling(reason="", has_ballot=True, **vacant)

    assert override.codes == {"reason-missing", "register-frozen", "seat-vacant"}


def test_ruling_is_taken_back_by_one_that_says_what_the_rules_say():
    override = ruling(may_vote=True, ruled_before=True)

    assert override.allowed
    assert not override.warnings


@pytest.mark.parametrize(
    ("may_vote", "words"),
    [
        (True, "this seat may vote although the rules say otherwise"),
        (False, "this seat may not vote although the rules say otherwise"),
    ],
)
def test_warning_says_which_way_the_clerk_rules(may_vote, words):
    (warning,) = ruling(may_vote=may_vote, may_vote_by_rules=not may_vote).warnings

    assert words in warning.text
