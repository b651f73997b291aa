import pytest

from decisions.rules.letters_to_substitutes import may_write_letters
from forum.choices import MeetingStage

SENDABLE = {
    "where": "Recommendation 1, Maintained secondary schools",
    "stage": MeetingStage.PUBLISHED,
    "people": 2,
    "with_address": 2,
    "to_send": 1,
}


def test_letters_to_people_with_an_address_may_go_out():
    assert may_write_letters(**SENDABLE).allowed


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"stage": MeetingStage.OPEN}, "meeting-not-ahead"),
        ({"stage": MeetingStage.CANCELLED}, "meeting-not-ahead"),
        ({"people": 0, "with_address": 0, "to_send": 0}, "nobody-to-write-to"),
        ({"with_address": 0, "to_send": 0}, "no-address"),
        ({"to_send": 0}, "written-already"),
    ],
)
def test_letters_are_refused_with_the_reason(changed, code):
    ruling = may_write_letters(**SENDABLE | changed)

    assert ruling.codes == {code}
    assert all(reason.who and reason.source and reason.where for reason in ruling.reasons)
