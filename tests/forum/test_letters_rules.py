"""One line of subject, one address, how long a letter is tried, when it may be sent again."""

from datetime import timedelta

import pytest

from forum.rules.letters import (
    LONGEST_SUBJECT,
    is_given_up,
    is_one_address,
    may_send_again,
    one_line,
    plain_text,
    wait_after,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Agenda\r\nBcc: x@y.org", "Agenda Bcc: x@y.org"),
        ("Agenda\u2028published\x00", "Agenda published"),
        ("  Agenda \t published ", "Agenda published"),
        ("Turned \u202egnorw", "Turned gnorw"),
    ],
)
def test_subject_is_one_line_of_signs_that_are_seen(typed, line):
    assert one_line(typed) == line


def test_subject_that_is_too_long_ends_at_a_word():
    line = one_line("insurance " * 30)

    assert len(line) <= LONGEST_SUBJECT
    assert line.endswith("insurance…")
    assert len(one_line("x" * 151)) == LONGEST_SUBJECT
    assert one_line("x" * 150) == "x" * 150


def test_words_keep_their_lines_and_lose_what_is_not_seen():
    assert plain_text("One\r\n\ttwo\x00\u202e\rthree") == "One\n\ttwo\nthree"


@pytest.mark.parametrize(
    "address", ["a@b.org", "o'neill+forum@schools.example.gov.uk", "A.B@EXAMPLE.ORG"]
)
def test_one_address_is_one(address):
    assert is_one_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a@b",
        "a@b.org, c@d.org",
        "a@b.org;c@d.org",
        "Ann <a@b.org>",
        "a@b.org\n",
        "a b@c.org",
        '"a\nb"@c.org',
        "a..b@c.org",
        "a@-b.org",
        "a@b..org",
        "é@b.org",
        f"{'a' * 65}@b.org",
        f"a@{'b' * 63}.{'c' * 63}.{'d' * 63}.{'e' * 63}.org",
    ],
)
def test_anything_else_is_none(address):
    assert not is_one_address(address)


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 2), (2, 4), (5, 32), (6, 60), (7, 60), (4000, 60)]
)
def test_letter_waits_twice_as_long_each_time(attempts, minutes):
    assert wait_after(attempts) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("waited", "is_refused", "doubts", "left"),
    [
        (5 * DAY, False, 0, False),
        (5 * DAY + HOUR, False, 0, True),
        (DAY, True, 0, False),
        (DAY + HOUR, True, 0, True),
        (HOUR, False, 2, False),
        (HOUR, False, 3, True),
    ],
)
def test_letter_is_left_after_five_days_or_a_day_of_refusals(waited, is_refused, doubts, left):
    assert is_given_up(waited=waited, is_refused=is_refused, doubts=doubts) is left


def test_letter_that_was_given_up_may_be_sent_again():
    assert may_send_again(is_given_up=True, is_erased=False).allowed


def test_letter_is_not_sent_again_without_need_or_address():
    ruling = may_send_again(is_given_up=False, is_erased=True)

    assert ruling.codes == {"not-given-up", "address-erased"}
