"""Who may take the chair of a meeting, in the order in which they preside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from decisions.models.room.attending import Attending
from forum.choices import Office, PresidingAs, Role
from forum.models import Meeting, OfficeHolding, Person, RoleGrant

CAPACITY = {Office.CHAIR: PresidingAs.CHAIR, Office.VICE_CHAIR: PresidingAs.VICE_CHAIR}


@dataclass(frozen=True)
class InTheChair:
    """Somebody who presides, or could, and as what."""

    person: Person
    capacity: PresidingAs

    @property
    def key(self) -> str:
        return f"{self.capacity}:{self.person.pk}"

    @property
    def words(self) -> str:
        return self.person.in_post if self.capacity == PresidingAs.OFFICER else self.person.name


def who_may_preside(
    meeting: Meeting, attending: Attending, offices: Iterable[OfficeHolding]
) -> list[InTheChair]:
    """The chair and vice-chair if they are here, then every member here, then the officers."""
    elected = [
        InTheChair(row.holder.person, PresidingAs.ELECTED)
        for row in attending.rows
        if row.holder and row.sitting and row.sitting.member
    ]
    officers = [InTheChair(each, PresidingAs.OFFICER) for each in _officers(meeting)]
    return [*_in_office(attending, offices), *elected, *officers]


def in_the_chair(
    meeting: Meeting, attending: Attending, offices: Iterable[OfficeHolding]
) -> InTheChair | None:
    """Who presides: as recorded, else the chair or the vice-chair, whoever is here first."""
    if meeting.presiding is not None:
        return InTheChair(meeting.presiding, PresidingAs(meeting.presiding_as))
    return next(iter(_in_office(attending, offices)), None)


def _in_office(attending: Attending, offices: Iterable[OfficeHolding]) -> list[InTheChair]:
    """The chair and then the vice-chair, as far as they are here themselves."""
    here = {row.holder.pk for row in attending.here if row.holder and not row.by_substitute}
    order = list(CAPACITY)
    held = sorted(offices, key=lambda each: order.index(Office(each.office)))
    return [
        InTheChair(each.appointment.person, CAPACITY[Office(each.office)])
        for each in held
        if each.appointment_id in here
    ]


def _officers(meeting: Meeting) -> list[Person]:
    officers = RoleGrant.objects.filter(
        forum=meeting.forum_id, role=Role.OFFICER, person__is_active=True
    )
    return [each.person for each in officers.select_related("person").order_by("person__name")]
