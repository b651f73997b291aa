"""A matter as one thread: both texts beside each other, and what stands in the forum's place."""

from datetime import date
from types import SimpleNamespace

import pytest

from decisions.models import Outcome
from decisions.models.threads.matter_record import matter_record
from decisions.models.threads.references import outcome_named, reference
from decisions.models.threads.thread import Resolved, thread_of
from papers.models import Matter
from tests.told import TODAY, enter


def compared(tabled, resolved):
    row = SimpleNamespace(recommendation=SimpleNamespace(text=tabled), text_resolved=resolved)
    return [(each.state, each.text) for each in Resolved(row, TODAY).compared]


def test_words_that_came_in_are_marked_in_the_text_resolved():
    assert compared("Agree to fund four posts.", "Agree to fund four posts, full time.") == [
        ("same", "Agree to fund four posts"),
        ("added", ", full time"),
        ("same", "."),
    ]


def test_texts_that_share_little_are_read_one_after_the_other():
    assert compared("Agree to fund four posts.", "Nothing like it at all was said here") == []


@pytest.mark.django_db
def test_what_a_body_decided_stands_in_place_of_what_it_overtook():
    enter("overtaken")
    matter = Matter.objects.get()

    thread = thread_of(matter_record(matter, on=TODAY))
    before = thread_of(matter_record(matter, on=date(2024, 12, 1)))

    assert [step.body_name for step in thread.instead] == ["Secretary of State"]
    assert thread.standing == ()
    assert before.instead == ()


@pytest.mark.django_db
def test_decision_is_found_by_its_reference_in_its_own_forum():
    entered, other = enter("middlesbrough"), enter("overtaken")
    outcome = Outcome.objects.filter(forum=entered.forum).earliest("decided_on")

    assert outcome_named(entered.forum, f" {reference(outcome)} ") == outcome
    assert outcome_named(other.forum, reference(outcome)) is None
    assert outcome_named(entered.forum, "2018-13-41/5/1") is None
    assert outcome_named(entered.forum, "July") is None
