"""One thing under several names, and two under one."""

import pytest

from tests.papers.saying import noted, said

GRANTS = (
    "The {} was paid to authorities. The School Improvement, Monitoring and Brokerage Grant ends."
)
OFTEN = "SMF met. SMF agreed. SMF heard. SMF noted. SMF closed. It goes to a future {}."


@pytest.mark.parametrize(
    "name",
    [
        "School Improvement Monitoring and Brokering Grant",
        "Schools Monitoring, Improvement and Brokerage Grant",
    ],
)
def test_grant_written_in_two_ways(name):
    assert noted(GRANTS.format(name)) == {"names-differ"}


@pytest.mark.parametrize(
    "name",
    [
        "School Improvement, Monitoring and Brokerage Grant",
        "School Improvement Monitoring and Brokerage Grant",
        "Education Services Grant",
    ],
)
def test_one_grant_or_two_is_no_difference(name):
    assert noted(GRANTS.format(name)) == set()


def test_office_written_in_three_ways():
    text = (
        "It is managed by the Director of Operational Integrated Children Services.\n\n"
        "Oversight is by the Director of Operations - Integrated Children's Services.\n\n"
        "Ann Other, Interim Director of Operational Children's Services Phone number: 01632 960000"
    )

    assert said("names-differ", text).startswith("One name may be written in 3 ways: ")


def test_other_offices_are_other_offices():
    text = (
        "The Director of Children's Services and the Assistant Director of Children's Services "
        "met the Corporate Director of Children, Young People and Education."
    )

    assert noted(text) == set()


def test_name_with_one_word_changed():
    often = (
        "Early Help Practitioners work. Early Help Practitioners help. An Early Help Practitioner "
    )
    often += "came. "

    assert said("near-name", f"{often}Four Early Years Practitioner posts.") == (
        "“Early Years Practitioner” stands beside “Early Help Practitioner”: is it the same?"
    )
    assert noted(often) == set()


def test_letters_one_away_from_those_that_stand_often():
    assert said("near-acronym", OFTEN.format("SMT")) == (
        "“SMT” stands beside “SMF”, and is not explained: is it meant?"
    )
    assert noted(OFTEN.format("Senior Management Team (SMT)")) == set()
    assert noted(OFTEN.format("DSG")) == set()


def test_body_that_may_be_either_of_two():
    text = (
        "The Reference Group met. The Partnership Working Group met. The work of the {} goes on."
    )

    assert said("body-not-told-apart", text.format("Group")).startswith("“the Group” may be ")
    assert noted(text.format("Reference Group")) == set()


def test_money_under_four_labels():
    text = (
        "It is proposed to fund the posts from centrally retained budgets or from the direct "
        "school grant. An option is de-delegation. Another option is {}."
    )

    assert said("many-labels", text.format("one-off high needs money")) == (
        "The money goes by 4 labels: “centrally retained budgets”, “direct school grant”, "
        "“de-delegation” and “one-off high needs money”. Say which of them are options that "
        "stand, and which have lapsed."
    )
    assert "many-labels" not in noted(text.format("to wait"))
    third = f"{text.format('one-off high needs money')} It offered a third option."
    assert said("many-labels", third).endswith("“third option” is not its number.")
