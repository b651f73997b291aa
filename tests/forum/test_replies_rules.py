import pytest

from forum.choices import Answer, MeetingStage
from forum.rules.replies import may_reply


@pytest.mark.parametrize(
    ("stage", "codes"),
    [
        (MeetingStage.PLANNED, set()),
        (MeetingStage.PUBLISHED, set()),
        (MeetingStage.OPEN, set()),
        (MeetingStage.HELD, {"meeting-held"}),
        (MeetingStage.CANCELLED, {"meeting-cancelled"}),
    ],
)
def test_member_answers_until_the_meeting_is_over(stage, codes):
    assert may_reply(stage, answer=Answer.COMING).codes == codes


def test_nobody_comes_to_a_decision_outside_a_meeting():
    ruling = may_reply(MeetingStage.PUBLISHED, answer=Answer.COMING, is_outside=True)

    assert ruling.codes == {"nobody-meets"}


def test_member_says_outside_a_meeting_that_they_have_read_it():
    outside = may_reply(MeetingStage.OPEN, answer=Answer.READ, is_outside=True)
    inside = may_reply(MeetingStage.OPEN, answer=Answer.READ)

    assert outside.allowed
    assert inside.codes == {"say-whether-coming"}


def test_who_sends_a_substitute_says_whom():
    unnamed = may_reply(MeetingStage.PLANNED, answer=Answer.SUBSTITUTE)
    named = may_reply(MeetingStage.PLANNED, answer=Answer.SUBSTITUTE, has_substitute=True)

    assert unnamed.codes == {"no-substitute"}
    assert "8(8)" in unnamed.reasons[0].source
    assert named.allowed
