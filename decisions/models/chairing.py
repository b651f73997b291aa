"""Who may take the chair of a meeting, in the order in which they preside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from decisions.models.attending import Attending
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
    here = {
        row.holder.pk: row.holder
        for row in attending.rows
        if row.holder and row.sitting and row.sitting.member
    }
    held = sorted(offices, key=lambda each: list(Office).index(Office(each.office)))
    found = [
        InTheChair(here[each.appointment_id].person, CAPACITY[Office(each.office)])
        for each in held
        if each.appointment_id in here
    ]
    found += [InTheChair(each.person, PresidingAs.ELECTED) for each in here.values()]
    return found + [InTheChair(each, PresidingAs.OFFICER) for each in _officers(meeting)]


def in_the_chair(
    meeting: Meeting, attending: Attending, offices: Iterable[OfficeHolding]
) -> InTheChair | None:
    """Who presides: as recorded, else the chair or the vice-chair, whoever is here first."""
    if meeting.presiding is not None:
        return InTheChair(meeting.presiding, PresidingAs(meeting.presiding_as))
    order = who_may_preside(meeting, attending, offices) if attending.here else []
    return next((each for each in order if each.capacity in CAPACITY.values()), None)


def _officers(meeting: Meeting) -> list[Person]:
    officers = RoleGrant.objects.filter(
        forum=meeting.forum_id, role=Role.OFFICER, person__is_active=True
    )
    return [each.person for each in officers.select_related("person").order_by("person__name")]


