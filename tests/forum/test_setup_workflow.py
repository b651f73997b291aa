from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from forum.choices import ForumEvent, Role
from forum.models import AuditEntry, Constitution, Forum, TrailHead
from forum.rules.ruling import Refused
from forum.workflow.people.roles import grant_role
from forum.workflow.setup import found_forum, set_constitution
from tests.factories import BEFORE, a_person

pytestmark = pytest.mark.django_db


def sentences(event):
    return list(AuditEntry.objects.filter(event=event).values_list("sentence", flat=True))


def test_founding_a_forum_begins_its_trail():
    forum = Forum(
        slug="ambridge", name="Ambridge Schools Forum", short_name="SF", authority="Ambridge"
    )

    found_forum(forum, by=None, on=BEFORE)

    assert TrailHead.objects.get(forum=forum).seq == 1
    assert sentences(ForumEvent.FORUM_FOUNDED) == ["Ambridge Schools Forum of Ambridge set up"]


def test_nobody_is_clerk_and_auditor_of_one_forum(forum, clerk):
    with pytest.raises(Refused) as refused:
        grant_role(forum, clerk, Role.AUDITOR, by=None, on=BEFORE)

    assert refused.value.ruling.codes == {"clerk-and-auditor"}
    assert [grant.role for grant in clerk.role_grants.all()] == [Role.CLERK]


def test_only_the_administrator_grants_roles(forum, clerk):
    with pytest.raises(PermissionDenied):
        grant_role(forum, a_person("New Person"), Role.OFFICER, by=clerk, on=BEFORE)


def test_role_is_granted_without_a_name_on_the_trail(forum):
    grant_role(forum, a_person("Somebody Known"), Role.OFFICER, by=None, on=BEFORE)

    entry = AuditEntry.objects.get(event=ForumEvent.ROLE_GRANTED)
    assert entry.sentence == "The role of officer granted"
    assert "Somebody" not in entry.body


def test_constitution_holds_from_its_day_on(forum, clerk):
    set_constitution(
        Constitution(forum=forum, in_force_from=date(2026, 1, 1), nil_funding_declaration=True),
        by=clerk,
        on=BEFORE,
    )

    assert not forum.constitution_on(date(2025, 12, 31)).nil_funding_declaration
    assert forum.constitution_on(date(2026, 1, 1)).nil_funding_declaration


def test_second_constitution_of_a_day_is_refused(forum, clerk):
    first = Constitution(forum=forum, in_force_from=date(2026, 1, 1))
    set_constitution(first, by=clerk, on=BEFORE)

    with pytest.raises(ValidationError):
        set_constitution(
            Constitution(forum=forum, in_force_from=date(2026, 1, 1)), by=clerk, on=BEFORE
        )
    assert len(sentences(ForumEvent.CONSTITUTION_SET)) == 1
