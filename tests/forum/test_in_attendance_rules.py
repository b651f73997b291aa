import pytest

from forum.choices import MeetingStage
from forum.rules.in_attendance import may_list, may_take_off


@pytest.mark.parametrize(
    ("stage", "listed", "off"),
    [
        (MeetingStage.PLANNED, set(), set()),
        (MeetingStage.PUBLISHED, set(), set()),
        (MeetingStage.OPEN, set(), {"meeting-opened"}),
        (MeetingStage.HELD, set(), {"meeting-opened"}),
        (MeetingStage.CANCELLED, {"meeting-cancelled"}, {"meeting-cancelled"}),
    ],
)
def test_who_was_expected_stays_on_the_list_once_the_meeting_is_open(stage, listed, off):
    assert may_list(stage).codes == listed
    assert may_take_off(stage).codes == off
