from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from forum.choices import ForumEvent, Group, Role
from forum.models import Appointment, AuditEntry, OutboxMessage, RoleGrant, RoleProposal, Seat
from forum.permissions import holds
from forum.rules.ruling import Refused
from forum.workflow.membership import appoint_member
from forum.workflow.people.roles import (
    confirm_role,
    end_role,
    give_role,
    grant_role,
    name_administrator,
    propose_role,
    refuse_role,
)
from tests.factories import BEFORE, a_person, a_role

pytestmark = pytest.mark.django_db
DAY = {"on": BEFORE}


@pytest.fixture
def administrator(forum):
    return a_role(forum, Role.ADMINISTRATOR, "Adam Administrator")


@pytest.fixture
def second(forum):
    return a_role(forum, Role.ADMINISTRATOR, "Bea Second")


def sentences(event):
    return list(AuditEntry.objects.filter(event=event).values_list("sentence", flat=True))


def roles():
    return {(grant.person.name, grant.role) for grant in RoleGrant.objects.all()}


def test_administrator_gives_a_role_and_the_newcomer_is_asked_in(forum, administrator):
    newcomer = a_person("Nora New", "Schools Finance Manager")

    give_role(forum, newcomer, Role.OFFICER, by=administrator, **DAY)

    assert holds(newcomer, forum, Role.OFFICER)
    assert sentences(ForumEvent.ROLE_GRANTED) == ["The role of officer granted"]
    assert OutboxMessage.objects.get().subject.startswith("You are invited to")


def test_clerk_gives_no_role(forum, clerk, administrator):
    before = roles()

    with pytest.raises(PermissionDenied):
        give_role(forum, a_person("Nora New"), Role.OFFICER, by=clerk, **DAY)

    assert roles() == before


def test_refused_role_leaves_everything_as_it_was(forum, administrator, clerk):
    before = roles()

    with pytest.raises(Refused) as refused:
        give_role(forum, clerk, Role.AUDITOR, by=administrator, **DAY)

    assert refused.value.ruling.codes == {"clerk-and-auditor"}
    assert (roles(), AuditEntry.objects.count(), OutboxMessage.objects.count()) == (before, 0, 0)


def test_only_administrator_names_another_alone(forum, administrator):
    given = give_role(forum, a_person("Nora New"), Role.ADMINISTRATOR, by=administrator, **DAY)

    assert isinstance(given, RoleGrant)


def test_third_administrator_takes_two(forum, administrator, second):
    newcomer = a_person("Nora New")
    with pytest.raises(Refused) as refused:
        grant_role(forum, newcomer, Role.ADMINISTRATOR, by=administrator, **DAY)
    proposal = give_role(forum, newcomer, Role.ADMINISTRATOR, by=administrator, **DAY)

    assert refused.value.ruling.codes == {"needs-second-administrator"}
    assert isinstance(proposal, RoleProposal)
    assert not holds(newcomer, forum, Role.ADMINISTRATOR)
    with pytest.raises(Refused) as own:
        confirm_role(proposal, by=administrator, **DAY)
    assert own.value.ruling.codes == {"proposed-it-yourself"}

    confirm_role(proposal, by=second, **DAY)

    assert holds(newcomer, forum, Role.ADMINISTRATOR)
    assert not RoleProposal.objects.exists()
    assert sentences(ForumEvent.ROLE_PROPOSED) == ["The role of administrator proposed"]


def test_what_stands_against_it_since_it_was_proposed_stops_it(forum, administrator, second):
    newcomer = a_person("Nora New")
    proposal = propose_role(forum, newcomer, Role.ADMINISTRATOR, by=administrator, **DAY)
    RoleGrant.objects.create(forum=forum, person=newcomer, role=Role.CLERK)

    with pytest.raises(Refused) as refused:
        confirm_role(proposal, by=second, **DAY)

    assert refused.value.ruling.codes == {"administrator-and-another-role"}
    assert RoleProposal.objects.exists()


def test_proposal_is_dropped(forum, administrator):
    newcomer = a_person("Nora New")
    proposal = propose_role(forum, newcomer, Role.ADMINISTRATOR, by=administrator, **DAY)

    refuse_role(proposal, by=administrator, **DAY)

    assert not RoleProposal.objects.exists()
    assert sentences(ForumEvent.ROLE_REFUSED) == ["The role of administrator not granted"]


def test_ended_role_is_gone_at_once_and_stays_on_the_trail(forum, administrator, officer):
    end_role(officer.role_grants.get(), by=administrator, **DAY)

    assert not holds(officer, forum, Role.OFFICER)
    (entry,) = AuditEntry.objects.filter(event=ForumEvent.ROLE_ENDED)
    assert entry.sentence == "The role of officer ended"
    assert str(officer.pk) in entry.body
    assert officer.name not in entry.body
    assert OutboxMessage.objects.get().subject.startswith("You are no longer officer")


def test_last_administrator_stays(forum, administrator):
    with pytest.raises(Refused) as refused:
        end_role(administrator.role_grants.get(), by=administrator, **DAY)

    assert refused.value.ruling.codes == {"last-administrator"}
    assert holds(administrator, forum, Role.ADMINISTRATOR)


def test_role_of_another_forum_is_not_ended_from_here(stranger, administrator):
    with pytest.raises(PermissionDenied):
        end_role(stranger.role_grants.get(), by=administrator, **DAY)


def test_administrator_is_appointed_to_no_seat(forum, clerk, administrator):
    seat = Seat.objects.create(forum=forum, name="Union", group=Group.NON_SCHOOLS)
    appointment = Appointment(forum=forum, seat=seat, person=administrator, from_on=BEFORE)

    with pytest.raises(Refused) as refused:
        appoint_member(appointment, by=clerk, **DAY)

    assert refused.value.ruling.codes == {"administrator-has-no-seat"}
    assert not Appointment.objects.exists()


def test_whoever_left_their_seat_may_become_administrator(forum, administrator, primary_head):
    primary_head.appointments.update(until_on=date(2025, 12, 31))

    assert give_role(forum, primary_head, Role.ADMINISTRATOR, by=administrator, **DAY)


def test_site_administrator_names_one_where_nobody_grants_roles(forum):
    site = a_person("Sid Site", is_site_administrator=True)
    newcomer = a_person("Nora New")

    name_administrator(forum, newcomer, by=site, **DAY)

    assert holds(newcomer, forum, Role.ADMINISTRATOR)
    with pytest.raises(Refused) as refused:
        name_administrator(forum, a_person("Otto Other"), by=site, **DAY)
    assert refused.value.ruling.codes == {"has-administrator"}


def test_nobody_else_names_one_from_outside(forum, stranger, administrator):
    for by in (stranger, administrator):
        with pytest.raises(PermissionDenied):
            name_administrator(forum, a_person("Nora New"), by=by, **DAY)
