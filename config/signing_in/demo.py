"""Choosing who to be: the invented people of a demo, by job, with post and group."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from config.signing_in.kept import belongs_to
from forum.choices import Group, Role
from forum.models import Appointment, OfficeHolding, Person, RoleGrant
from forum.views.forms import back_to

CHAIRS = "Chair and vice-chair"
SITE, NOBODY = "Site administrator", "Others"
_JOBS, _GROUPS = Role.labels, Group.labels
ORDER = (*_JOBS, SITE, CHAIRS, *_GROUPS, NOBODY)


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
    if person.is_site_administrator:
        yield SITE
    for grant in person.role_grants.all():
        yield grant.get_role_display()
    for appointment in person.appointments.all():
        offices = [holding.get_office_display() for holding in appointment.offices.all()]
        office = f" ({', '.join(offices)})" if offices else ""
        yield f"{appointment.seat.get_group_display()}{office}"


@require_http_methods(["GET", "POST"])
def choose_person(request):
    """Sign in as one of the invented people of a demo forum; exists only where DEMO=1."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        person = _demo_person(request.POST.get("person", ""))
        sign_in_as(request, person)
        messages.success(request, f"You are signed in as {person.name}.")
        return redirect(back_to(request, "home"))
    context = {"title": "Choose who to be", "people": demo_people()}
    return render(request, "choose_person.html", context)


def sign_in_as(request, person):
    """As if they had shown a passkey; the session says that it was for the demo."""
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, person, "demo")
    belongs_to(request, person)
    UserSession.objects.create_from_request(request)


def _demo_person(chosen):
    for person in Person.objects.filter(is_demo=True, is_active=True):
        if str(person.pk) == chosen:
            return person
    raise Http404
