"""The book of what people are told: what can be chosen, and when a letter of several is due."""

from datetime import date, timedelta

import pytest

from forum.choices import NoticeKind, Rhythm
from forum.rules.notices import (
    FOR_INSIDE,
    NOTICES,
    is_digest_due,
    is_time_to_ask,
    notices_for,
    rhythm_of,
    term_notice,
)

MONDAY = date(2026, 11, 23)
WEDNESDAY = MONDAY + timedelta(days=2)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
WITHOUT_CHOICE = {NoticeKind.DIGEST, NoticeKind.FOLLOWED, NoticeKind.OTHER}


def test_every_kind_stands_in_the_book():
    assert set(NOTICES) == set(NoticeKind) - WITHOUT_CHOICE


@pytest.mark.parametrize("notice", NOTICES.values(), ids=lambda each: str(each.kind))
def test_what_cannot_be_switched_off_says_why(notice):
    assert notice.usual in notice.offers
    assert notice.to
    assert bool(notice.because) is not notice.may_stop


def test_what_guards_an_account_or_the_record_is_never_chosen_away():
    for kind in (NoticeKind.ACCOUNT, NoticeKind.TRAIL, NoticeKind.ASKED, NoticeKind.MEETING):
        assert rhythm_of(kind, {kind: Rhythm.NEVER}) == Rhythm.AT_ONCE


def test_choice_is_kept_and_without_one_the_usual_holds():
    chosen = {NoticeKind.AGENDA: Rhythm.WEEKLY}

    assert rhythm_of(NoticeKind.AGENDA, chosen) == Rhythm.WEEKLY
    assert rhythm_of(NoticeKind.AGENDA, {}) == Rhythm.AT_ONCE
    assert rhythm_of(NoticeKind.PACK, {}) == Rhythm.NEVER
    assert rhythm_of(NoticeKind.BALLOT, {NoticeKind.BALLOT: Rhythm.WEEKLY}) == Rhythm.AT_ONCE
    assert rhythm_of(NoticeKind.OTHER, {NoticeKind.OTHER: Rhythm.NEVER}) == Rhythm.AT_ONCE


def test_people_are_asked_about_what_they_can_get():
    member = {each.kind for each in notices_for({"member"})}
    auditor = {each.kind for each in notices_for({"auditor"})}

    assert NoticeKind.AGENDA in member
    assert NoticeKind.CLEARANCE not in member
    assert auditor == {NoticeKind.ACTION, NoticeKind.TRAIL, NoticeKind.ACCOUNT}
    assert notices_for(set()) == ()


def test_what_may_name_a_draft_goes_to_no_member_of_the_public():
    assert all("member" not in NOTICES[kind].to for kind in FOR_INSIDE)


@pytest.mark.parametrize(
    ("last_on", "oldest_on", "on", "due"),
    [
        (None, WEDNESDAY, WEDNESDAY, True),
        (WEDNESDAY, WEDNESDAY, WEDNESDAY, False),
        (WEDNESDAY, WEDNESDAY, WEDNESDAY + DAY, True),
        (WEDNESDAY - WEEK, WEDNESDAY, WEDNESDAY, True),
    ],
)
def test_letter_of_the_day_goes_once_a_day(last_on, oldest_on, on, due):
    assert is_digest_due(Rhythm.DAILY, last_on=last_on, oldest_on=oldest_on, on=on) is due


@pytest.mark.parametrize(
    ("last_on", "oldest_on", "on", "due"),
    [
        (None, WEDNESDAY, WEDNESDAY, False),
        (None, WEDNESDAY, MONDAY + WEEK - DAY, False),
        (None, WEDNESDAY, MONDAY + WEEK, True),
        (None, MONDAY, MONDAY, True),
        (MONDAY, MONDAY, MONDAY, False),
        (MONDAY, MONDAY, MONDAY + WEEK, True),
        (None, MONDAY - DAY, MONDAY + DAY, True),
    ],
)
def test_letter_of_the_week_goes_on_monday_or_as_soon_after_as_may_be(last_on, oldest_on, on, due):
    assert is_digest_due(Rhythm.WEEKLY, last_on=last_on, oldest_on=oldest_on, on=on) is due


@pytest.mark.parametrize(
    ("left", "days"), [(91, None), (90, 90), (31, 90), (30, 30), (0, 30), (-1, None)]
)
def test_end_of_a_term_is_told_90_and_30_days_before(left, days):
    assert term_notice(until_on=MONDAY + left * DAY, on=MONDAY) == days


@pytest.mark.parametrize(("left", "asked"), [(8, False), (7, True), (1, True), (0, False)])
def test_members_are_asked_in_the_week_before_the_meeting(left, asked):
    assert is_time_to_ask(held_on=MONDAY + left * DAY, on=MONDAY) is asked
