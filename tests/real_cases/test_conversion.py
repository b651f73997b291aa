"""A school becomes an academy, and its head sat for the maintained ones.

Bracknell Forest, March 2022: conversion made a maintained secondary member resign. The days are
invented.
"""

from datetime import date

import pytest

from decisions.choices import Method, Result
from decisions.models.facts import effect_row
from decisions.rules.effect import totals
from decisions.workflow.voting import open_ballot
from forum.choices import Group
from forum.rules.ruling import Refused
from forum.workflow.schools import convert_school
from tests.factories import a_school
from tests.real_cases.telling import item, question

pytestmark = pytest.mark.django_db

MS = Group.MAINTAINED_SECONDARY


def test_bracknell_member_votes_the_day_before_the_conversion_and_not_on_it(tell):
    people = tell.members(maintained_secondary=1, academy_mainstream=2)
    conversion = date(2022, 2, 1)
    school = a_school(tell.forum, "secondary", "Ash Green School")
    head = tell.seat_of(people[MS][0])
    head.school = school
    head.save()
    convert_school(school, converted_on=conversion, by=tell.clerk, on=date(2022, 1, 3))

    before, on_the_day = (
        _ballot_of_secondary(tell, day) for day in (date(2022, 1, 31), conversion)
    )

    assert before.register.get(group=MS).code == "may-vote"
    assert on_the_day.value.ruling.codes == {"no-eligible-voter"}


def _ballot_of_secondary(tell, day):
    meeting = tell.call(day, "De-delegation")
    paper = tell.paper(item(meeting, 1))
    wanted = tell.de_delegate(paper, "1", "insurance", "DEDEL_SECONDARY", "2022-23", **{MS: 900})
    tell.table(paper)
    tell.begin(meeting)
    put = question(wanted, MS)
    if day < date(2022, 2, 1):
        return tell.declared(put)
    with pytest.raises(Refused) as refused:
        open_ballot(put, Method.SHOW_OF_HANDS, by=tell.clerk, on=day)
    return refused


def test_bracknell_seat_ended_by_the_conversion_leaves_nobody_to_ask(tell):
    """The head resigned as the school converted: with its last school the phase has no voters."""
    people = tell.members(maintained_secondary=1, academy_mainstream=2)
    school = tell.forum.school_set.get(phase="secondary")
    convert_school(
        school,
        converted_on=date(2022, 2, 1),
        ending=[tell.seat_of(people[MS][0])],
        by=tell.clerk,
        on=date(2022, 1, 3),
    )
    meeting = tell.call(date(2022, 3, 10), "De-delegation")
    paper = tell.paper(item(meeting, 1))
    wanted = tell.de_delegate(paper, "1", "insurance", "DEDEL_SECONDARY", "2022-23", **{MS: 900})
    tell.table(paper)
    tell.begin(meeting)

    outcome = tell.resolve(question(wanted, MS), Result.NO_SUCH_SCHOOLS)

    assert totals([effect_row(outcome)]).without_schools == (MS,)
    assert not outcome.awards.exists()
