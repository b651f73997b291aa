"""Lindenshire: an invented authority, its forum, its schools and everybody in it."""

from __future__ import annotations

from datetime import date

from forum.choices import Group, Office, Phase, Role, SeatKind
from forum.models import (
    Appointment,
    Constitution,
    Forum,
    OfficeHolding,
    Person,
    School,
    Seat,
)
from forum.rules.financial_year import financial_year
from forum.workflow.membership import appoint_member, end_appointment, take_office
from forum.workflow.people.roles import grant_role
from forum.workflow.schools import add_school, convert_school, count_pupils
from forum.workflow.seats import add_seat
from forum.workflow.setup import found_forum, set_constitution

SLUG = "lindenshire"
ATTENDING = (
    "Come to the main entrance of County Hall, Linden Street, and ask for the schools forum. The "
    "room is on the ground floor, without steps, and has a hearing loop. To follow online, ask "
    "for the link by noon on the day before."
)

STAFF = (
    ("clerk", "Marian Okafor", "Clerk to the Schools Forum", Role.CLERK),
    ("finance", "Dilip Menon", "Schools Finance Manager", Role.OFFICER),
    ("early_help", "Ruth Ashworth", "Early Help Manager", Role.OFFICER),
    ("inclusion", "Gareth Pugh", "Head of Inclusion", Role.OFFICER),
    ("families", "Helen Trask", "Strategic Lead, Family Support", Role.OFFICER),
    ("auditor", "Simone Baptiste", "Internal Audit Manager", Role.AUDITOR),
    ("administrator", "Tom Levett", "Systems Administrator", Role.ADMINISTRATOR),
)
PRIMARY, SECONDARY = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY
HEAD, GOVERNOR, TRUST, OTHER = (
    SeatKind.HEADTEACHER,
    SeatKind.GOVERNOR,
    SeatKind.TRUST,
    SeatKind.OTHER,
)
SEATS = (
    ("Maintained primary headteacher 1", PRIMARY, HEAD, "Anita Coles", "Oakfield Primary School"),
    ("Maintained primary headteacher 2", PRIMARY, HEAD, "Peter Lamb", "St Wilfrid's Primary School"),
    ("Maintained primary headteacher 3", PRIMARY, HEAD, "Joy Adeyemi", "Riverside Infant School"),
    ("Maintained primary governor 1", PRIMARY, GOVERNOR, "Colin Marsh", "Oakfield Primary School"),
    ("Maintained primary governor 2", PRIMARY, GOVERNOR, "", ""),
    ("Maintained special headteacher", Group.MAINTAINED_SPECIAL, HEAD, "Miriam Stein", "The Willows School"),
    ("Maintained nursery headteacher", Group.MAINTAINED_NURSERY, HEAD, "Lucy Farr", "Bluebell Nursery School"),
    ("Pupil referral unit", Group.MAINTAINED_PRU, HEAD, "Kwame Boateng", "The Bridge"),
    ("Mainstream academies 1", Group.ACADEMY_MAINSTREAM, TRUST, "Fiona Drummond", "Northgate Academy"),
    ("Mainstream academies 2", Group.ACADEMY_MAINSTREAM, HEAD, "Imran Qureshi", "Castle Hill Academy"),
    ("Mainstream academies 3", Group.ACADEMY_MAINSTREAM, GOVERNOR, "Sheila Nolan", "Eastbrook Academy"),
    ("Mainstream academies 4", Group.ACADEMY_MAINSTREAM, TRUST, "Owen Rees", "Northgate Academy"),
    ("Special academies", Group.ACADEMY_SPECIAL, HEAD, "Bea Lindqvist", "Meadow Special Academy"),
    ("Early years providers", Group.EARLY_YEARS, OTHER, "Nadia Haddad", ""),
    ("16 to 19 providers", Group.POST_16, OTHER, "Stephen Gale", ""),
    ("Church of England diocese", Group.NON_SCHOOLS, OTHER, "Canon Alice Reeve", ""),
    ("Teaching unions", Group.NON_SCHOOLS, OTHER, "Doug Perrin", ""),
)  # fmt: skip
SCHOOLS = (
    ("Oakfield Primary School", Phase.PRIMARY, None, 412),
    ("St Wilfrid's Primary School", Phase.PRIMARY, None, 208),
    ("Riverside Infant School", Phase.PRIMARY, None, 176),
    ("Hollins Lane Primary School", Phase.PRIMARY, None, 289),
    ("The Willows School", Phase.SPECIAL, None, 134),
    ("Bluebell Nursery School", Phase.NURSERY, None, 78),
    ("The Bridge", Phase.PRU, None, 61),
    ("Northgate Academy", Phase.SECONDARY, date(2013, 9, 1), 1187),
    ("Castle Hill Academy", Phase.SECONDARY, date(2016, 4, 1), 954),
    ("Eastbrook Academy", Phase.PRIMARY, date(2018, 9, 1), 395),
    ("Meadow Special Academy", Phase.SPECIAL, date(2019, 1, 1), 142),
)


def settle(began: date) -> tuple[Forum, dict[str, Person]]:
    """Set up the forum with its officers, its schools and its members."""
    forum = found_forum(
        Forum(
            slug=SLUG,
            name="Lindenshire Schools Forum",
            short_name="the Forum",
            authority="Lindenshire County Council",
            colour="#1b4d3e",
            contact_post="Clerk to the forum",
            contact_email="schools.forum@lindenshire.example",
            how_to_attend=ATTENDING,
            is_demo=True,
        ),
        by=None,
        on=began,
    )
    people = {key: a_person(name, post) for key, name, post, _ in STAFF}
    for key, _, _, role in STAFF:
        grant_role(forum, people[key], role, by=None, on=began)
    site = a_person("Grace Whitlock", "Digital Services Manager")
    Person.objects.filter(pk=site.pk).update(is_site_administrator=True)
    clerk = people["clerk"]
    first = Constitution(forum=forum, in_force_from=began, adopted_where="Terms of reference")
    set_constitution(first, by=clerk, on=began)
    schools = {
        name: _school(forum, name, phase, converted, clerk, began)
        for name, phase, converted, _ in SCHOOLS
    }
    pupils = {schools[name]: number for name, _, _, number in SCHOOLS}
    count_pupils(forum, financial_year(began), pupils, by=clerk, on=began)
    for position, (seat, group, kind, name, school) in enumerate(SEATS, start=1):
        place = Seat(forum=forum, name=seat, group=group, kind=kind, position=position)
        add_seat(place, by=clerk, on=began)
        if name:
            people[name] = a_person(name, kind.label if kind != OTHER else seat)
            member = Appointment(
                forum=forum,
                seat=place,
                person=people[name],
                school=schools.get(school),
                from_on=began,
            )
            appoint_member(member, by=clerk, on=began)
    chair = OfficeHolding(
        forum=forum,
        appointment=people["Fiona Drummond"].appointments.get(),
        office=Office.CHAIR,
        from_on=began,
    )
    take_office(chair, by=clerk, on=began)
    return forum, people


def end_term(forum: Forum, name: str, day: date, *, by: Person) -> None:
    """A term of office that ran out and was not renewed."""
    appointment = Appointment.objects.get(forum=forum, person__name=name)
    end_appointment(appointment, until_on=day, by=by, on=day)


def becomes_academy(forum: Forum, name: str, day: date, *, by: Person) -> None:
    convert_school(School.objects.get(forum=forum, name=name), converted_on=day, by=by, on=day)


def _school(
    forum: Forum, name: str, phase: Phase, converted: date | None, clerk: Person, began: date
) -> School:
    school = School(forum=forum, name=name, phase=phase, converted_on=converted)
    return add_school(school, by=clerk, on=began)


def a_person(name: str, post: str) -> Person:
    """Somebody invented, who can be chosen to sign in as."""
    address = name.lower().replace("canon ", "").replace(" ", ".").replace("'", "")
    person = Person.objects.create_user(f"{address}@lindenshire.example", name, None, post)
    person.is_demo = True
    person.save(update_fields=["is_demo"])
    return person
