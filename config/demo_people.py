"""The invented people of a demo, for choosing who to be: by job, with post and group."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from forum.choices import Group, Role
from forum.models import Appointment, OfficeHolding, Person, RoleGrant

CHAIRS = "Chair and vice-chair"
NOBODY = "Others"
_JOBS, _GROUPS = Role.labels, Group.labels
ORDER = (*_JOBS, CHAIRS, *_GROUPS, NOBODY)


@dataclass(frozen=True)
class DemoPerson:
    """One person as the list shows them."""

    person: Person
    parts: tuple[str, ...]
    """What they are: "Clerk", "Maintained primary schools (Chair)"."""

    @property
    def heading(self) -> str:
        """Where they stand in the list: under the first of what they are."""
        first = self.parts[0] if self.parts else NOBODY
        return CHAIRS if first.endswith(")") else first


def demo_people() -> list[tuple[str, list[DemoPerson]]]:
    """Everybody who can be chosen, under their jobs and then under the groups they sit for."""
    held = Appointment.objects.select_related("seat").order_by("-from_on")
    people = Person.objects.filter(is_demo=True, is_active=True).prefetch_related(
        Prefetch("role_grants", RoleGrant.objects.order_by("role")),
        Prefetch(
            "appointments", held.prefetch_related(Prefetch("offices", OfficeHolding.objects.all()))
        ),
    )
    listed = [DemoPerson(person, tuple(_parts(person))) for person in people]
    headings = [
        (heading, [each for each in listed if each.heading == heading]) for heading in ORDER
    ]
    return [(heading, found) for heading, found in headings if found]


def _parts(person):
    for grant in person.role_grants.all():
        yield grant.get_role_display()
    for appointment in person.appointments.all():
        offices = [holding.get_office_display() for holding in appointment.offices.all()]
        office = f" ({', '.join(offices)})" if offices else ""
        yield f"{appointment.seat.get_group_display()}{office}"
