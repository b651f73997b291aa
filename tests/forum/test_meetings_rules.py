from dataclasses import replace
from datetime import date

import pytest

from forum.choices import MeetingKind, MeetingStage
from forum.rules.meetings import (
    NEXT,
    AgendaFacts,
    is_late_item,
    is_quorate_outside,
    late_number,
    may_add_item,
    may_cancel,
    may_close,
    may_decide_outside,
    may_move,
    may_open,
    may_publish_agenda,
    may_reorder,
    may_take_item,
    reordered,
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
    assert {stage for stage, after in NEXT.items() if not after} == {
        MeetingStage.HELD,
        MeetingStage.CANCELLED,
    }


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
        ({"stage": MeetingStage.CANCELLED}, "meeting-cancelled"),
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
        (MeetingStage.CANCELLED, {"meeting-cancelled"}),
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
        (MeetingStage.CANCELLED, 0, {"meeting-cancelled"}),
    ],
)
def test_meeting_is_closed_once_its_ballots_are(stage, open_ballots, codes):
    assert may_close(stage=stage, open_ballots=open_ballots).codes == codes


@pytest.mark.parametrize(
    ("open_ballots", "words"), [(1, "1 ballot is still open: "), (2, "2 ballots are still open: ")]
)
def test_open_ballots_are_counted_in_words(open_ballots, words):
    ruling = may_close(stage=MeetingStage.OPEN, open_ballots=open_ballots)

    assert ruling.reasons[0].text.startswith(words)


@pytest.mark.parametrize(
    ("stage", "add", "reorder", "late"),
    [
        (MeetingStage.PLANNED, set(), set(), False),
        (MeetingStage.PUBLISHED, set(), {"agenda-published"}, True),
        (MeetingStage.OPEN, set(), {"agenda-published"}, True),
        (MeetingStage.HELD, {"meeting-held"}, {"agenda-published"}, False),
        (MeetingStage.CANCELLED, {"meeting-cancelled"}, {"meeting-cancelled"}, False),
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


@pytest.mark.parametrize(
    ("numbers", "order", "printed"),
    [
        ({"a": "1", "b": "2", "c": "3"}, "cab", {"c": "1", "a": "2", "b": "3"}),
        ({"a": "6(5)", "b": "6(6)", "c": "9"}, "bac", {"b": "6(5)", "a": "6(6)", "c": "9"}),
        ({"a": "1", "b": "6(6)"}, "ab", {"a": "1", "b": "6(6)"}),
        ({"a": "1", "b": "2", "c": "3"}, "ba", {"b": "1", "a": "2", "c": "3"}),
        ({"a": "1", "b": "2"}, "bxba", {"b": "1", "a": "2"}),
        ({}, "", {}),
    ],
    ids=["moved", "gaps and parts", "as it was", "added meanwhile", "gone or twice", "empty"],
)
def test_items_take_the_printed_numbers_of_their_places(numbers, order, printed):
    found = reordered(numbers, list(order))

    assert list(found.items()) == list(printed.items())


@pytest.mark.parametrize("stage", MeetingStage)
def test_items_are_taken_only_while_the_meeting_is_open(stage):
    codes = set() if stage == MeetingStage.OPEN else {"not-in-progress"}

    assert may_take_item(stage).codes == codes


@pytest.mark.parametrize(
    ("stage", "reason", "codes"),
    [
        (MeetingStage.PLANNED, "Snow", set()),
        (MeetingStage.PUBLISHED, "Snow", set()),
        (MeetingStage.PUBLISHED, "  ", {"no-reason"}),
        (MeetingStage.OPEN, "Snow", {"was-opened"}),
        (MeetingStage.HELD, "", {"was-opened", "no-reason"}),
        (MeetingStage.CANCELLED, "Snow", {"cancelled-already"}),
    ],
)
def test_meeting_is_cancelled_before_it_opens_with_a_reason(stage, reason, codes):
    assert may_cancel(stage, reason).codes == codes


@pytest.mark.parametrize(
    ("stage", "reason", "codes"),
    [
        (MeetingStage.PLANNED, "", set()),
        (MeetingStage.PUBLISHED, "Snow", set()),
        (MeetingStage.PUBLISHED, " ", {"no-reason"}),
        (MeetingStage.OPEN, "Snow", {"day-is-record"}),
        (MeetingStage.HELD, "Snow", {"day-is-record"}),
        (MeetingStage.CANCELLED, "Snow", {"meeting-cancelled"}),
    ],
)
def test_meeting_moves_until_it_opens(stage, reason, codes):
    ruling = may_move(stage, from_on=MEETING, to_on=date(2026, 1, 22), reason=reason)

    assert (ruling.codes, ruling.warnings) == (codes, ())


@pytest.mark.parametrize(
    ("to_on", "is_taken", "codes", "warnings"),
    [
        (date(2026, 1, 16), False, set(), set()),
        (date(2026, 1, 14), False, set(), {"brought-forward"}),
        (MEETING, False, {"same-day"}, set()),
        (date(2026, 1, 16), True, {"day-taken"}, set()),
    ],
)
def test_meeting_moves_to_a_free_day(to_on, is_taken, codes, warnings):
    ruling = may_move(
        MeetingStage.PUBLISHED, from_on=MEETING, to_on=to_on, reason="Snow", is_taken=is_taken
    )

    assert (ruling.codes, ruling.warning_codes) == (codes, warnings)


def test_meeting_that_nobody_was_told_of_is_brought_forward_freely():
    ruling = may_move(MeetingStage.PLANNED, from_on=MEETING, to_on=date(2026, 1, 14), reason="")

    assert (ruling.reasons, ruling.warnings) == ((), ())


@pytest.mark.parametrize(
    ("on", "urgency_procedure", "codes"),
    [
        (date(2026, 1, 5), True, set()),
        (MEETING, True, set()),
        (date(2026, 1, 16), True, {"last-day-past"}),
        (date(2026, 1, 5), False, {"no-urgency-procedure"}),
        (date(2026, 1, 16), False, {"last-day-past", "no-urgency-procedure"}),
    ],
)
def test_decision_outside_a_meeting_opens_up_to_its_last_day(on, urgency_procedure, codes):
    ruling = may_open(
        stage=MeetingStage.PUBLISHED,
        meeting_on=MEETING,
        on=on,
        kind=MeetingKind.OUTSIDE,
        urgency_procedure=urgency_procedure,
    )

    assert (ruling.codes, ruling.warnings) == (codes, ())


@pytest.mark.parametrize("kind", [MeetingKind.ORDINARY, MeetingKind.EXTRAORDINARY])
def test_meeting_needs_no_urgency_procedure(kind):
    ruling = may_open(stage=MeetingStage.PUBLISHED, meeting_on=MEETING, on=MEETING, kind=kind)

    assert ruling.allowed


@pytest.mark.parametrize(
    ("in_constitution", "members", "told", "codes"),
    [
        (True, 12, 12, set()),
        (True, 12, 13, set()),
        (True, 1, 1, set()),
        (True, 12, 11, {"not-all-told"}),
        (True, 0, 0, {"nobody-to-ask"}),
        (False, 12, 12, {"no-urgency-procedure"}),
        (False, 12, 1, {"no-urgency-procedure", "not-all-told"}),
    ],
)
def test_every_member_is_told_of_a_decision_outside_a_meeting(
    in_constitution, members, told, codes
):
    ruling = may_decide_outside(in_constitution=in_constitution, members=members, told=told)

    assert ruling.codes == codes
    assert all(reason.who and reason.source for reason in ruling.reasons)


@pytest.mark.parametrize(
    ("replies", "needed", "quorate"), [(4, 5, False), (5, 5, True), (6, 5, True), (0, 0, False)]
)
def test_answers_outside_a_meeting_make_a_quorum(replies, needed, quorate):
    assert is_quorate_outside(replies=replies, needed=needed) is quorate
