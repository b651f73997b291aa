"""What an auditor may note and sign, and what changed since."""

from dataclasses import replace
from datetime import date

import pytest

from decisions.rules.findings import Cited, Finding
from decisions.rules.findings.review import counted
from decisions.rules.reviewing import (
    SignOffFacts,
    fingerprint,
    may_note,
    may_sign_off,
    seen_keys,
    since,
)

TODAY = date(2026, 5, 1)
FACTS = SignOffFacts(as_of=TODAY, today=TODAY, seen="same", stands="same", head_is_known=True)
LATE = Finding(
    "settled-late", "Source settled late", "Late.", (Cited("July", "july"),), "Say why."
)
OVERDUE = Finding(
    "action-overdue", "Action overdue", "Overdue.", (Cited("Action 1", "action/1"),), "Do it."
)


@pytest.mark.parametrize(
    ("finding", "codes"), [("", set()), ("a", set()), ("b", {"finding-gone"})]
)
def test_note_is_on_a_finding_that_is_there_or_on_the_review(finding, codes):
    assert may_note(finding=finding, found={"a"}).codes == codes


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, set()),
        ({"as_of": date(2026, 4, 30)}, set()),
        ({"as_of": date(2026, 5, 2)}, {"review-of-the-future"}),
        ({"stands": "other"}, {"findings-changed"}),
        ({"head_is_known": False}, {"head-unknown"}),
    ],
)
def test_review_is_signed_off_as_it_was_read(change, codes):
    assert may_sign_off(replace(FACTS, **change)).codes == codes


def test_finding_keeps_its_key_while_its_words_change():
    later = replace(LATE, sentence="Later still.", evidence=(Cited("4 July", "july"),))

    assert later.key == LATE.key
    assert len(LATE.key) == 16
    assert LATE.key != OVERDUE.key


def test_finding_about_nothing_with_a_page_is_known_by_its_words():
    first, second = (replace(LATE, evidence=(Cited(words),)) for words in ("One", "Two"))

    assert first.key != second.key


def test_fingerprint_does_not_hang_on_the_order():
    one_way, the_other = seen_keys([LATE, OVERDUE]), seen_keys([OVERDUE, LATE])

    assert fingerprint(one_way) == fingerprint(the_other)
    assert fingerprint(one_way) != fingerprint(seen_keys([LATE]))


def test_fingerprint_changes_when_a_finding_is_put_right():
    put_right = replace(LATE, is_resolved=True)

    assert fingerprint(seen_keys([LATE])) != fingerprint(seen_keys([put_right]))


def test_review_shows_what_is_new_put_right_and_gone_since():
    seen = seen_keys([LATE])

    assert since(seen, [LATE]).is_nothing
    assert since(seen, [LATE, OVERDUE]).new == {OVERDUE.key}
    assert since(seen, [replace(LATE, is_resolved=True)]).put_right == {LATE.key}
    assert since(seen, []).gone == {LATE.key}


def test_findings_are_counted_by_name_in_the_order_of_the_rules():
    rows = counted([OVERDUE, LATE, replace(OVERDUE, is_resolved=True)])

    assert [(row.rule, row.open, row.put_right) for row in rows] == [
        ("settled-late", 1, 0),
        ("action-overdue", 1, 1),
    ]
