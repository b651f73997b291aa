"""Whatever is granted, ended and appointed in whatever order, duties stay apart."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.choices import Group, Role
from forum.models import Appointment, Person, RoleGrant, RoleProposal, Seat
from forum.rules.ruling import Refused
from forum.workflow.membership import appoint_member, remove_appointment
from forum.workflow.people.accounts import disable_account, enable_account
from forum.workflow.people.roles import confirm_role, end_role, give_role, refuse_role
from tests.factories import BEFORE, a_forum, a_person, a_role

MOVES = ("clerk", "officer", "auditor", "administrator", "end", "sit", "stand", "agree", "drop",
         "close", "open")  # fmt: skip
APART = ({"clerk", "auditor"}, {"officer", "auditor"}, {"administrator", "clerk"},
         {"administrator", "officer"}, {"administrator", "auditor"}, {"administrator", "seat"},
         )  # fmt: skip
moves = st.lists(
    st.tuples(st.sampled_from(MOVES), st.integers(0, 3), st.integers(0, 3)),
    min_size=5,
    max_size=30,
)


class Forum:
    """One forum with four people, one of whom grants roles to begin with."""

    def __init__(self):
        self.forum = a_forum("ambridge")
        self.people = [a_role(self.forum, Role.ADMINISTRATOR, "One Person")]
        self.people += [a_person(f"{number} Person") for number in ("Two", "Three", "Four")]
        self.seats = [
            Seat.objects.create(forum=self.forum, name=f"Seat {number}", group=Group.NON_SCHOOLS)
            for number in range(4)
        ]

    def move(self, what, who, by):
        person, acting = Person.objects.get(pk=self.people[who].pk), self.acting(by)
        given = {"by": acting, "on": BEFORE}
        seat = self.seats[who]
        if what in Role.values:
            give_role(self.forum, person, Role(what), **given)
        elif what in ("close", "open"):
            step = disable_account if what == "close" else enable_account
            step(self.forum, person, **given)
        elif what == "sit":
            new = Appointment(forum=self.forum, seat=seat, person=person, from_on=BEFORE)
            appoint_member(new, **given)
        elif what == "stand":
            for appointment in person.appointments.all():
                remove_appointment(appointment, **given)
        else:
            self.decide(what, person, given)

    def decide(self, what, person, given):
        for grant in person.role_grants.all() if what == "end" else ():
            end_role(grant, **given)
        for proposal in RoleProposal.objects.filter(person=person):
            if what == "agree":
                confirm_role(proposal, **given)
            elif what == "drop":
                refuse_role(proposal, **given)

    def acting(self, number):
        """Somebody who may: what others may not, other tests show."""
        there = list(Person.objects.holding(self.forum, Role.ADMINISTRATOR).order_by("pk"))
        return there[number % len(there)]

    def parts(self, person):
        held = set(RoleGrant.objects.filter(person=person).values_list("role", flat=True))
        return held | ({"seat"} if person.appointments.exists() else set())


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves)
def test_duties_stay_apart_whatever_happens(db, taken):
    with transaction.atomic():
        here = Forum()
        for move in taken:
            try:
                with transaction.atomic():
                    here.move(*move)
            except Refused:
                continue
            parts = [here.parts(person) for person in here.people]
            assert [both for both in APART for each in parts if both <= each] == []
            assert Person.objects.holding(here.forum, Role.ADMINISTRATOR).exists()
        transaction.set_rollback(True)
