"""Days, terms and years that do not fit each other."""

import pytest

from tests.papers.saying import noted, said, warned

CHANGE = "3.1 We propose to cease making payments to schools from {}."
POSTS = """16. Posts were agreed to commence in September 2018 for a 1 year contract.

25. The money funds the posts to {}, the first year of the appointments."""


def test_plan_for_a_day_before_the_meeting():
    assert said("planned-in-the-past", "5. This survey is due to be repeated in June 2016.") == (
        "In paragraph 5, “June 2016” is still to come; the forum meets on 5 July 2016. Say what "
        "came of it."
    )


@pytest.mark.parametrize(
    "text",
    [
        "This survey is due to be repeated in July 2016.",
        "This survey was repeated in June 2016.",
        "> It will be repeated in June 2016.",
    ],
)
def test_plan_that_is_to_come_or_past_or_quoted(text):
    assert warned(text) == set()


def test_nothing_is_past_before_a_meeting_is_set():
    assert warned("It will be repeated in June 2016.", meeting_on=None) == set()


def test_budget_that_changes_within_a_year():
    assert said("part-year-not-stated", CHANGE.format("1st September 2016")) == (
        "The budget changes on 1 September 2016 (paragraph 3.1), when 5 of the 12 months of "
        "2016-17 are over; no figure for the part of the year is given."
    )
    assert noted(CHANGE.format("1 April 2016")) == set()
    assert noted(CHANGE.format("1 September 2016") + " The part-year saving is £583k.") == set()


def test_term_that_does_not_end_where_it_leads():
    assert said("term-differs", POSTS.format("October 2019")) == (
        "“commence in September 2018 for a 1 year” runs to August 2019; paragraph 25 says “to "
        "October 2019, the first year”."
    )
    assert warned(POSTS.format("August 2019")) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Proposals will be brought to a future meeting of the forum.",
        "It enables the forum to resolve on the allocation at its next meeting.",
        "Underspends can be carried forward, subject to Funding Forum approval.",
    ],
)
def test_decision_that_is_announced(text):
    assert noted(f"4. {text}") >= {"decision-to-come"}
    assert said("decision-to-come", f"4. {text}").startswith(
        "A decision of the forum is announced for later in paragraph 4"
    )


def test_next_meeting_without_a_decision():
    assert noted("The group meets before the next meeting.") == set()
