from dataclasses import replace
from datetime import date

import pytest

from forum.choices import MeetingStage
from forum.rules.meetings import (
    NEXT,
    AgendaFacts,
    is_late_item,
    late_number,
    may_add_item,
    may_close,
    may_open,
    may_publish_agenda,
    may_reorder,
)

MEETING = date(2026, 1, 15)
AGENDA = AgendaFacts(
    stage=MeetingStage.PLANNED,
    meeting_on=MEETING,
    items=1,
    published_on=date(2026, 1, 6),
    notice_working_days=6,
)


def test_every_stage_has_a_way_out_but_the_last():
    assert set(NEXT) == set(MeetingStage)
    assert [stage for stage, after in NEXT.items() if not after] == [MeetingStage.HELD]


def test_agenda_with_one_item_and_full_notice_is_published():
    ruling = may_publish_agenda(AGENDA)

    assert ruling.allowed
    assert not ruling.warnings


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"stage": MeetingStage.PUBLISHED}, "published-already"),
        ({"stage": MeetingStage.OPEN}, "published-already"),
        ({"stage": MeetingStage.HELD}, "published-already"),
        ({"items": 0}, "no-items"),
        ({"published_on": date(2026, 1, 16)}, "meeting-day-past"),
    ],
)
def test_agenda_is_not_published(change, code):
    assert may_publish_agenda(replace(AGENDA, **change)).codes == {code}


def test_notice_a_day_short_warns_and_counts():
    ruling = may_publish_agenda(replace(AGENDA, published_on=date(2026, 1, 7)))

    assert ruling.allowed
    assert [warning.code for warning in ruling.warnings] == ["short-notice"]
    assert "5 clear working days of notice; the constitution asks for 6" in ruling.warnings[0].text


def test_agenda_may_be_published_on_the_day_with_a_warning():
    ruling = may_publish_agenda(replace(AGENDA, published_on=MEETING))

    assert (ruling.allowed, ruling.warning_codes) == (True, {"short-notice"})


@pytest.mark.parametrize(
    ("stage", "codes"),
    [
        (MeetingStage.PLANNED, {"agenda-not-published"}),
        (MeetingStage.PUBLISHED, set()),
        (MeetingStage.OPEN, {"opened-already"}),
        (MeetingStage.HELD, {"opened-already"}),
    ],
)
def test_meeting_is_opened_once_its_agenda_is_published(stage, codes):
    assert may_open(stage=stage, meeting_on=MEETING, on=MEETING).codes == codes


@pytest.mark.parametrize("on", [date(2026, 1, 14), date(2026, 1, 16)])
def test_opening_on_another_day_warns(on):
    ruling = may_open(stage=MeetingStage.PUBLISHED, meeting_on=MEETING, on=on)

    assert (ruling.allowed, ruling.warning_codes) == (True, {"not-its-day"})


@pytest.mark.parametrize(
    ("stage", "open_ballots", "codes"),
    [
        (MeetingStage.OPEN, 0, set()),
        (MeetingStage.OPEN, 1, {"ballots-open"}),
        (MeetingStage.PUBLISHED, 0, {"meeting-not-open"}),
        (MeetingStage.HELD, 0, {"closed-already"}),
        (MeetingStage.HELD, 2, {"closed-already", "ballots-open"}),
    ],
)
def test_meeting_is_closed_once_its_ballots_are(stage, open_ballots, codes):
    assert may_close(stage=stage, open_ballots=open_ballots).codes == codes


@pytest.mark.parametrize(
    ("stage", "add", "reorder", "late"),
    [
        (MeetingStage.PLANNED, set(), set(), False),
        (MeetingStage.PUBLISHED, set(), {"agenda-published"}, True),
        (MeetingStage.OPEN, set(), {"agenda-published"}, True),
        (MeetingStage.HELD, {"meeting-held"}, {"agenda-published"}, False),
    ],
)
def test_published_agenda_takes_late_items_only(stage, add, reorder, late):
    assert may_add_item(stage).codes == add
    assert may_reorder(stage).codes == reorder
    assert is_late_item(stage) is late


@pytest.mark.parametrize(
    ("after", "taken", "number"),
    [
        ("7", {"7", "8"}, "7A"),
        ("7", {"7", "7A"}, "7B"),
        ("7A", {"7", "7A"}, "7B"),
        ("7", {f"7{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}, "7AA"),
        ("12", set(), "12A"),
        ("", set(), "A"),
    ],
)
def test_late_item_takes_the_number_before_it_and_a_free_letter(after, taken, number):
    assert late_number(after, taken) == number
