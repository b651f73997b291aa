import pytest

from forum.choices import MeetingKind, MeetingStage
from forum.rules.calling import may_call, may_change_meeting, may_remove_item


@pytest.mark.parametrize(
    ("kind", "because", "codes"),
    [
        (MeetingKind.ORDINARY, "", set()),
        (MeetingKind.EXTRAORDINARY, "", {"no-occasion"}),
        (MeetingKind.EXTRAORDINARY, "  ", {"no-occasion"}),
        (MeetingKind.EXTRAORDINARY, "A grant came late", set()),
        (MeetingKind.OUTSIDE, "", {"no-occasion"}),
        (MeetingKind.OUTSIDE, "A grant came late", set()),
    ],
)
def test_meeting_beside_the_ordinary_ones_says_why(kind, because, codes):
    assert may_call(kind, because=because).codes == codes


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
def test_time_and_place_are_changed_until_the_meeting_is_over(stage, codes):
    assert may_change_meeting(stage).codes == codes


@pytest.mark.parametrize(
    ("stage", "is_used", "codes"),
    [
        (MeetingStage.PLANNED, False, set()),
        (MeetingStage.PLANNED, True, {"item-in-use"}),
        (MeetingStage.PUBLISHED, False, {"agenda-published"}),
        (MeetingStage.PUBLISHED, True, {"agenda-published", "item-in-use"}),
        (MeetingStage.CANCELLED, False, {"meeting-cancelled"}),
    ],
)
def test_item_is_removed_from_a_draft_while_nothing_stands_under_it(stage, is_used, codes):
    assert may_remove_item(stage, is_used=is_used).codes == codes
