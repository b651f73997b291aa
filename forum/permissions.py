"""Who is who. What the business allows is for rules/ to say."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Value

from forum.choices import Role
from forum.models import Appointment, Forum, OfficeHolding, Person, RoleGrant


def holds(person: object, forum: Forum, *roles: Role) -> bool:
    """Whether the person holds one of these roles in this forum."""
    if not isinstance(person, Person) or not person.is_active:
        return False
    return person.role_grants.filter(forum=forum, role__in=roles).exists()


def standing(person: object, forum: Forum, day: date) -> set[str]:
    """All that the person is in this forum on the day, in one query: roles, chair, member."""
    if not isinstance(person, Person) or not person.is_active:
        return set()
    granted = RoleGrant.objects.filter(forum=forum, person=person).values_list("role")
    presides = OfficeHolding.objects.current(day).filter(forum=forum, appointment__person=person)
    sits = Appointment.objects.current(day).filter(forum=forum, person=person)
    found = granted.order_by().union(
        presides.order_by().values_list(Value("chair")),
        sits.order_by().values_list(Value("member")),
    )
    return {word for (word,) in found if word != "chair" or may_preside(person)}


def may_preside(person: object) -> bool:
    """Whether the sign-in carries what a chair may do; without a second step it does not."""
    return not getattr(person, "presides_unproved", False)


def parts_anywhere(person: Person, day: date) -> set[str]:
    """All that somebody is in any forum on the day; a substitute and an owner count as members."""
    roles = set(person.role_grants.values_list("role", flat=True))
    presides = OfficeHolding.objects.current(day).filter(appointment__person=person).exists()
    return {"member", *roles, *(["chair"] if presides else [])}


def require(person: object, forum: Forum, *roles: Role) -> None:
    """Stop here, with a 403, unless the person holds one of these roles."""
    if not holds(person, forum, *roles):
        raise PermissionDenied


def require_self(by: object, person: Person) -> None:
    """Stop here, with a 403, unless it is the person themselves."""
    if not isinstance(by, Person) or not by.is_active or by.pk != person.pk:
        raise PermissionDenied


def require_site(person: object) -> None:
    """Stop here, with a 403, unless the person looks after the whole site."""
    if not isinstance(person, Person) or not person.is_active:
        raise PermissionDenied
    if not person.is_site_administrator:
        raise PermissionDenied


def appointments(person: object, forum: Forum, day: date) -> list[Appointment]:
    """The seats that the person holds on the day."""
    if not isinstance(person, Person) or not person.is_active:
        return []
    current = Appointment.objects.current(day).filter(forum=forum, person=person)
    return list(current.select_related("seat", "school", "person"))


def is_chair(person: object, forum: Forum, day: date) -> bool:
    """Whether the person is chair or vice-chair of the forum on the day."""
    if not isinstance(person, Person) or not person.is_active or not may_preside(person):
        return False
    held = OfficeHolding.objects.current(day).filter(forum=forum, appointment__person=person)
    return held.exists()


def require_chair(person: object, forum: Forum, day: date) -> None:
    """Stop here, with a 403, unless the person presides over this forum on the day."""
    if not is_chair(person, forum, day):
        raise PermissionDenied


def require_own(person: object, forum: Forum, *, is_own: bool) -> None:
    """Stop here, with a 403, unless it is the person's own business, or they are the clerk."""
    if not is_own and not holds(person, forum, Role.CLERK):
        raise PermissionDenied


def works_here(person: object, forum: Forum) -> bool:
    """Whether the person may see drafts: clerk, officer or auditor of the forum."""
    return holds(person, forum, Role.CLERK, Role.OFFICER, Role.AUDITOR)
