"""Two administrators at once: of two jobs that must be held apart only one is granted.

Once more without holding the person: then both are, which shows that the race is a race.
PostgreSQL only: on SQLite whoever writes holds the one write lock, so nobody is second.
"""

import threading

import pytest
from django.db import connection, transaction

from forum.choices import Group, Role, SeatKind
from forum.models import Appointment, RoleGrant, Seat
from forum.rules.ruling import Refused
from forum.workflow import membership
from forum.workflow.membership import appoint_member
from forum.workflow.people import roles
from forum.workflow.people.roles import grant_role
from tests.factories import BEFORE, a_forum, a_person, a_role
from tests.raw import postgresql_only

pytestmark = [postgresql_only, pytest.mark.django_db(transaction=True)]


def somebody():
    forum = a_forum()
    person = a_person("Pat Person")
    clerk = a_role(forum, Role.CLERK)
    seat = Seat.objects.create(
        forum=forum, name="Union", group=Group.NON_SCHOOLS, kind=SeatKind.OTHER
    )
    term = Appointment(forum=forum, seat=seat, person=person, from_on=BEFORE)

    def made(role):
        return lambda: grant_role(forum, person, role, by=None, on=BEFORE)

    return made, lambda: appoint_member(term, by=clerk, on=BEFORE)


def at_once(first, second):
    """The second comes while the first has not committed; what became of the second."""
    told = []

    def come_second():
        try:
            second()
            told.append("done")
        except Refused as refused:
            told.extend(refused.ruling.codes)
        finally:
            connection.close()

    thread = threading.Thread(target=come_second)
    with transaction.atomic():
        first()
        thread.start()
        thread.join(0.5)
    thread.join(10)
    return told


@pytest.mark.parametrize("is_held", [True, False], ids=["held", "control"])
def test_nobody_becomes_clerk_and_auditor_at_once(is_held, monkeypatch):
    if not is_held:
        monkeypatch.setattr(roles, "hold_person", lambda person: None)
    made, _ = somebody()

    told = at_once(made(Role.CLERK), made(Role.AUDITOR))

    assert told == (["clerk-and-auditor"] if is_held else ["done"])
    assert RoleGrant.objects.filter(role=Role.AUDITOR).exists() is not is_held


@pytest.mark.parametrize("is_held", [True, False], ids=["held", "control"])
def test_nobody_becomes_administrator_and_member_at_once(is_held, monkeypatch):
    if not is_held:
        monkeypatch.setattr(membership, "hold_person", lambda person: None)
    made, appointed = somebody()

    told = at_once(made(Role.ADMINISTRATOR), appointed)

    assert told == (["administrator-has-no-seat"] if is_held else ["done"])
    assert Appointment.objects.exists() is not is_held
