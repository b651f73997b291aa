"""People as one forum sees them: what each is there, and how their account stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from forum.choices import ForumEvent, Role
from forum.models.audit import AuditEntry
from forum.models.forum import Forum
from forum.models.invitation import Invitation
from forum.models.membership import Appointment, OfficeHolding, Substitution, not_over
from forum.models.person import Person, RoleGrant, RoleProposal
from forum.rules.accounts import APART, Account
from forum.rules.duties import Duties


def duties_of(person: Person, forum: Forum, *, on: date) -> Duties:
    """What somebody is in the forum already; a newcomer is nothing yet."""
    if person._state.adding:
        return Duties()
    roles = RoleGrant.objects.filter(forum=forum, person=person).values_list("role", flat=True)
    sits = Appointment.objects.filter(not_over(on), forum=forum, person=person)
    stands_in = Substitution.objects.filter(not_over(on), forum=forum, person=person)
    return Duties(
        roles=frozenset(roles),
        has_vote=sits.exists() or stands_in.exists(),
        is_active=person.is_active,
        is_site_administrator=person.is_site_administrator,
    )


def account_of(person: Person, forum: Forum, *, by: Person, on: date) -> Account:
    """Somebody's account as the forum may see it, for the one who wants to change it."""
    grants = list(RoleGrant.objects.filter(person=person).values_list("forum", "role"))
    here = {role for of_forum, role in grants if of_forum == forum.pk}
    runs = Role.ADMINISTRATOR in here
    return Account(
        is_active=person.is_active,
        has_role=bool(here),
        is_elsewhere=person.is_site_administrator
        or any(of_forum != forum.pk for of_forum, _ in grants)
        or _sits_elsewhere(person, forum, on),
        has_signed_in=person.last_login is not None,
        is_self=person.pk == by.pk,
        is_last_administrator=runs and not administrators(forum, but=person),
        corrected_lately=_lately(ForumEvent.PERSON_CORRECTED, person),
        helped_in_lately=_lately(ForumEvent.SECOND_STEP_REMOVED, person),
    )


def _lately(event: ForumEvent, person: Person) -> bool:
    """Whether the trail of any forum tells that somebody else did this to the account of late."""
    told = AuditEntry.objects.filter(event=event, about=person.pk)
    return told.exclude(actor=person.pk).filter(recorded_at__gt=timezone.now() - APART).exists()


def holds_a_job(email: str) -> bool:
    """Whether somebody of this address has a part in a forum that no site administrator has."""
    person = Person.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        return False
    grants = RoleGrant.objects.filter(person=person).exclude(role=Role.ADMINISTRATOR)
    sits = Appointment.objects.filter(person=person, until_on__isnull=True)
    return grants.exists() or sits.exists()


def administrators(forum: Forum, *, but: Person | None = None) -> int:
    """How many can grant roles in the forum."""
    found = Person.objects.holding(forum, Role.ADMINISTRATOR)
    return found.exclude(pk=but.pk).count() if but else found.count()


def with_a_part_in(forum: Forum) -> QuerySet[Person]:
    """Everybody who ever had a seat, stood in or has a role in the forum."""
    return Person.objects.filter(
        Q(pk__in=RoleGrant.objects.filter(forum=forum).values("person"))
        | Q(pk__in=RoleProposal.objects.filter(forum=forum).values("person"))
        | Q(pk__in=Appointment.objects.filter(forum=forum).values("person"))
        | Q(pk__in=Substitution.objects.filter(forum=forum).values("person"))
    )


_ORDER = list(Role.values)
NOT_INVITED = "Not invited"


def forums_of(person: Person) -> list[Forum]:
    """Every forum in which the person has or had a part, in the order in which trails are held."""
    found = Forum.objects.filter(
        Q(pk__in=RoleGrant.objects.filter(person=person).values("forum"))
        | Q(pk__in=Appointment.objects.filter(person=person).values("forum"))
        | Q(pk__in=Substitution.objects.filter(person=person).values("forum"))
    )
    return list(found.order_by("pk"))


@dataclass(frozen=True)
class PersonHere:
    """One person with what they are in the forum on the day, and whether they were asked in."""

    person: Person
    grants: tuple[RoleGrant, ...]
    seats: tuple[str, ...]
    """"Maintained primary headteacher 1 (Chair) until 31 August 2027"."""
    invitation: Invitation | None
    """The newest one from this forum."""

    @property
    def standing(self) -> str:
        """How far they are: "Signed in", "Invited", "Not invited", "Disabled"."""
        if not self.person.is_active:
            return "Disabled"
        if self.person.last_login:
            return "Signs in"
        if self.invitation is None or self.invitation.withdrawn_at:
            return NOT_INVITED
        return "Accepted" if self.invitation.accepted else "Invited"

    @property
    def colour(self) -> str:
        """How the tag of their standing is drawn."""
        colours = {"Disabled": "red", NOT_INVITED: "yellow", "Invited": "blue"}
        return colours.get(self.standing, "green")


@dataclass(frozen=True)
class People:
    """Everybody with a part in the forum: with a role, with a seat, and those of earlier days."""

    staff: tuple[PersonHere, ...]
    members: tuple[PersonHere, ...]
    former: tuple[PersonHere, ...]
    proposals: tuple[RoleProposal, ...]

    @property
    def to_invite(self) -> tuple[Person, ...]:
        """Who has a part today, never signed in and was not asked in yet."""
        here = (*self.staff, *self.members)
        return tuple(each.person for each in here if each.standing == NOT_INVITED)


def people_of(forum: Forum, *, on: date) -> People:
    """The people of the forum on the day, in seven queries however many they are."""
    grants = _by_person(RoleGrant.objects.filter(forum=forum).order_by("role"))
    seats = _seats(forum, on)
    newest: dict[UUID, Invitation] = {}
    for invitation in Invitation.objects.filter(forum=forum).order_by("invited"):
        newest[invitation.person_id] = invitation
    here = [
        PersonHere(
            person,
            tuple(grants.get(person.pk, ())),
            tuple(seats.get(person.pk, ())),
            newest.get(person.pk),
        )
        for person in with_a_part_in(forum)
    ]
    proposals = RoleProposal.objects.filter(forum=forum).select_related("person", "proposed_by")
    staff = [each for each in here if each.grants]
    return People(
        staff=tuple(sorted(staff, key=lambda each: _ORDER.index(each.grants[0].role))),
        members=tuple(each for each in here if each.seats and not each.grants),
        former=tuple(each for each in here if not each.seats and not each.grants),
        proposals=tuple(proposals),
    )


def person_here(forum: Forum, person: Person, *, on: date) -> PersonHere:
    """One person of the forum as the list shows them."""
    grants = RoleGrant.objects.filter(forum=forum, person=person).order_by("role")
    newest = Invitation.objects.filter(forum=forum, person=person).order_by("-invited").first()
    seats = _seats(forum, on).get(person.pk, ())
    return PersonHere(person, tuple(grants), tuple(seats), newest)


def _seats(forum: Forum, on: date) -> dict[UUID, list[str]]:
    seats: dict[UUID, list[str]] = {}
    held = OfficeHolding.objects.current(on).filter(forum=forum)
    offices = {each.appointment_id: each.get_office_display() for each in held}
    sitting = Appointment.objects.filter(not_over(on), forum=forum).select_related("seat")
    for each in sitting:
        office = f" ({offices[each.pk]})" if each.pk in offices else ""
        seats.setdefault(each.person_id, []).append(f"{each.seat}{office}{_days(each, on)}")
    standing_in = Substitution.objects.filter(not_over(on), forum=forum).select_related("seat")
    for substitute in standing_in:
        words = f"Substitute for {substitute.seat}{_days(substitute, on)}"
        seats.setdefault(substitute.person_id, []).append(words)
    return seats


def _days(term: Appointment | Substitution, on: date) -> str:
    begins = f" from {term.from_on:%-d %B %Y}" if term.from_on > on else ""
    return f"{begins} until {term.until_on:%-d %B %Y}" if term.until_on else begins


def _by_person(grants: Iterable[RoleGrant]) -> dict[UUID, list[RoleGrant]]:
    found: dict[UUID, list[RoleGrant]] = {}
    for grant in grants:
        found.setdefault(grant.person_id, []).append(grant)
    return found


def _sits_elsewhere(person: Person, forum: Forum, on: date) -> bool:
    sits = Appointment.objects.filter(not_over(on), person=person).exclude(forum=forum)
    stands_in = Substitution.objects.filter(not_over(on), person=person).exclude(forum=forum)
    return sits.exists() or stands_in.exists()
