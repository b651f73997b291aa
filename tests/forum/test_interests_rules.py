import pytest

from forum.choices import InterestAction, InterestKind, MeetingStage
from forum.rules.interests import bears_on, counts_for_quorum, may_declare

PLAIN = {
    "nature": "Paid work for the funded body",
    "meeting_stage": MeetingStage.OPEN,
    "is_on_agenda_item": True,
    "kind": InterestKind.AFFECTED,
    "action": InterestAction.DID_NOT_VOTE,
    "has_ballot_open": False,
    "has_voted": False,
}


def declaring(**change):
    return may_declare(**{**PLAIN, **change})


@pytest.mark.parametrize(
    ("stage", "codes"),
    [
        (MeetingStage.PLANNED, set()),
        (MeetingStage.PUBLISHED, set()),
        (MeetingStage.OPEN, set()),
        (MeetingStage.HELD, {"meeting-over"}),
        (MeetingStage.CANCELLED, {"meeting-cancelled"}),
    ],
)
def test_interest_is_declared_until_the_meeting_is_over(stage, codes):
    ruling = declaring(meeting_stage=stage)

    assert (ruling.codes, ruling.warnings) == (codes, ())


def test_interest_after_the_meeting_is_a_correction_of_the_minutes():
    ruling = declaring(meeting_stage=MeetingStage.HELD)

    assert "correction of the minutes" in ruling.reasons[0].text
    assert ruling.reasons[0].who == "the clerk"


@pytest.mark.parametrize("nature", ["", "  \n"])
def test_interest_without_its_nature_is_refused(nature):
    assert declaring(nature=nature).codes == {"no-nature"}


def test_every_obstacle_to_a_declaration_is_said_at_once():
    ruling = declaring(nature="", meeting_stage=MeetingStage.HELD)

    assert ruling.codes == {"no-nature", "meeting-over"}


@pytest.mark.parametrize(
    ("action", "codes"),
    [
        (InterestAction.STAYED, {"pecuniary-stayed"}),
        (InterestAction.DID_NOT_VOTE, {"pecuniary-stayed"}),
        (InterestAction.LEFT, set()),
    ],
)
def test_pecuniary_interest_means_withdrawing(action, codes):
    ruling = declaring(kind=InterestKind.PECUNIARY, action=action)

    assert (ruling.allowed, ruling.warning_codes) == (True, codes)


@pytest.mark.parametrize("kind", [InterestKind.GENERAL, InterestKind.AFFECTED])
def test_general_interest_is_taken_as_read(kind):
    ruling = declaring(kind=kind, action=InterestAction.STAYED)

    assert ("taken-as-read" in ruling.warning_codes) is (kind == InterestKind.GENERAL)


@pytest.mark.parametrize(
    ("action", "is_on_agenda_item", "codes"),
    [
        (InterestAction.STAYED, False, set()),
        (InterestAction.DID_NOT_VOTE, False, {"whole-meeting"}),
        (InterestAction.LEFT, False, {"whole-meeting"}),
        (InterestAction.LEFT, True, set()),
    ],
)
def test_interest_for_the_whole_meeting_bears_on_every_vote(action, is_on_agenda_item, codes):
    ruling = declaring(action=action, is_on_agenda_item=is_on_agenda_item)

    assert ruling.warning_codes == codes


@pytest.mark.parametrize(
    ("action", "has_ballot_open", "has_voted", "codes"),
    [
        (InterestAction.DID_NOT_VOTE, False, False, set()),
        (InterestAction.DID_NOT_VOTE, True, False, {"register-frozen"}),
        (InterestAction.LEFT, False, True, {"has-voted"}),
        (InterestAction.LEFT, True, True, {"register-frozen", "has-voted"}),
        (InterestAction.STAYED, True, True, set()),
    ],
)
def test_declaring_in_mid_ballot_leaves_the_register_as_it_is(
    action, has_ballot_open, has_voted, codes
):
    ruling = declaring(action=action, has_ballot_open=has_ballot_open, has_voted=has_voted)

    assert (ruling.allowed, ruling.warning_codes) == (True, codes)
    assert all("run it again" in warning.text for warning in ruling.warnings)


@pytest.mark.parametrize(
    ("action", "keeps_from_voting", "counts"),
    [
        (InterestAction.STAYED, False, True),
        (InterestAction.DID_NOT_VOTE, True, True),
        (InterestAction.LEFT, True, False),
    ],
)
def test_who_stays_counts_and_who_left_does_not(action, keeps_from_voting, counts):
    assert bears_on(action) is keeps_from_voting
    assert counts_for_quorum(action) is counts
