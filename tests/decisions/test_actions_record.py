"""Actions between meetings, and what must come back, go out and in again byte for byte."""

from itertools import pairwise
from uuid import UUID

import pytest

from decisions.choices import ActionOrigin
from decisions.models import Action
from decisions.records.reading import import_record
from decisions.workflow.actions import supersede_action
from decisions.workflow.following_up import set_action
from forum.choices import Role
from forum.models import ReturningBusiness
from tests.decisions.conftest import LATER
from tests.factories import MEETING_DAY, a_forum, a_role
from tests.records_again import told_and_forgotten, written

pytestmark = pytest.mark.django_db


def superseded():
    """A chain of three: the first row of the file points to the second, that to the third."""
    forum = a_forum()
    clerk = a_role(forum, Role.CLERK)
    chain = [
        set_action(
            Action(
                id=UUID(int=number), forum=forum, origin=ActionOrigin.BY_HAND, owner=clerk,
                text=f"Ask {number}", due_on=LATER, set_on=MEETING_DAY,
            ),
            by=clerk,
            on=MEETING_DAY,
        )
        for number in (1, 2, 3)
    ]  # fmt: skip
    for action, other in pairwise(chain):
        supersede_action(action, other, reason="One is enough.", by=clerk, on=LATER)


def test_superseded_actions_come_in_again_as_they_went_out():
    file = told_and_forgotten(superseded)

    assert written(import_record(file).forum) == file

    first, second, third = Action.objects.order_by("pk")
    assert (first.superseded_by, second.superseded_by, third.is_open) == (second, third, True)
    assert ReturningBusiness.objects.waiting().get().about == third.pk
