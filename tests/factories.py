"""One function per record, with the plainest values that are true, and nothing besides."""

from __future__ import annotations

import itertools
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from forum.choices import Group, ItemKind, Office, Phase, Presence, Role, SeatKind, SubstituteKind
from forum.models import (
    AgendaItem,
    Appointment,
    Attendance,
    Constitution,
    Forum,
    Meeting,
    OfficeHolding,
    Person,
    PresenceInterval,
    RoleGrant,
    School,
    Seat,
    Substitution,
    TrailHead,
)
from papers.choices import Block, LineKind, Purpose, Source
from papers.models import (
    BudgetLine,
    FundingOption,
    Matter,
    Paper,
    PaperVersion,
    Placement,
    RateLine,
    Recommendation,
)
from papers.rules.text.blocks import as_stored, identified
from papers.rules.text.text_form import parse, written
from papers.workflow.drafting import Edited

MEETING_DAY = date(2026, 1, 15)
BEFORE = date(2026, 1, 2)
PASSWORD = "a long enough phrase"
_number = itertools.count(1)


def a_forum(slug: str = "borsetshire", **more) -> Forum:
    name = slug.replace("-", " ").title()
    values = {
        "name": f"{name} Schools Forum",
        "short_name": "the Forum",
        "authority": f"{name} Council",
    }
    forum = Forum.objects.create(slug=slug, **(values | more))
    TrailHead.objects.create(forum=forum)
    return forum


def a_person(name: str, post: str = "", **more) -> Person:
    email = f"{name.lower().replace(' ', '.')}.{next(_number)}@example.org"
    person = Person.objects.create_user(email, name, PASSWORD, post)
    for field, value in more.items():
        setattr(person, field, value)
    person.save()
    return person


def a_role(forum: Forum, role: Role, name: str = "", post: str = "") -> Person:
    person = a_person(name or f"{role.label} Person", post or role.label)
    RoleGrant.objects.create(forum=forum, person=person, role=role)
    return person


def a_school(forum: Forum, phase: Phase = Phase.PRIMARY, name: str = "", **more) -> School:
    return School.objects.create(
        forum=forum, name=name or f"School {next(_number)}", phase=phase, **more
    )


def a_member(
    forum: Forum,
    group: Group = Group.MAINTAINED_PRIMARY,
    kind: SeatKind = SeatKind.HEADTEACHER,
    name: str = "",
    **more,
) -> Person:
    """A person in a new seat of the group, without an end of term."""
    number = next(_number)
    seat = Seat.objects.create(
        forum=forum,
        name=f"{group.label} {kind.label.lower()} {number}",
        group=group,
        kind=kind,
        position=number,
    )
    person = a_person(name or f"Member {number}", kind.label)
    values = {"from_on": date(2015, 9, 1)} | more
    Appointment.objects.create(forum=forum, seat=seat, person=person, **values)
    return person


def a_substitute(seat: Seat, person: Person, meeting: Meeting | None = None) -> Substitution:
    """Somebody who stands in for the holder of a seat: permanently, or at one meeting."""
    kind = SubstituteKind.FOR_MEETING if meeting else SubstituteKind.PERMANENT
    from_on = meeting.held_on if meeting else date(2015, 9, 1)
    return Substitution.objects.create(
        forum=seat.forum,
        seat=seat,
        person=person,
        kind=kind,
        meeting=meeting,
        from_on=from_on,
        until_on=from_on if meeting else None,
    )


def a_chair(forum: Forum, person: Person) -> Person:
    OfficeHolding.objects.create(
        forum=forum,
        appointment=person.appointments.get(forum=forum),
        office=Office.CHAIR,
        from_on=date(2015, 9, 1),
    )
    return person


def a_constitution(forum: Forum, **more) -> Constitution:
    return Constitution.objects.create(forum=forum, in_force_from=date(2015, 1, 1), **more)


def a_meeting(forum: Forum, held_on: date = MEETING_DAY, **more) -> Meeting:
    return Meeting.objects.create(forum=forum, held_on=held_on, **more)


def an_item(meeting: Meeting, number: str = "5", title: str = "Early help", **more) -> AgendaItem:
    position = more.pop("position", meeting.items.count() + 1)
    kind = more.pop("kind", ItemKind.REPORT)
    return AgendaItem.objects.create(
        forum=meeting.forum,
        meeting=meeting,
        number=number,
        title=title,
        position=position,
        kind=kind,
        **more,
    )


def everybody_present(meeting: Meeting) -> None:
    for appointment in Appointment.objects.current(meeting.held_on).filter(forum=meeting.forum):
        is_present(meeting, appointment.person)


def is_present(meeting: Meeting, person: Person, presence: Presence = Presence.PRESENT) -> None:
    """What the roll says of a member; who is present is so from half past eight."""
    appointment = person.appointments.get(forum=meeting.forum)
    attendance, _ = Attendance.objects.update_or_create(
        meeting=meeting,
        seat=appointment.seat,
        defaults={"forum": meeting.forum, "appointment": appointment, "presence": presence},
    )
    attendance.intervals.all().delete()
    if presence == Presence.PRESENT:
        PresenceInterval.objects.create(
            forum=meeting.forum, attendance=attendance, came=at_time(meeting, 8, 30)
        )


def at_time(meeting: Meeting, hour: int, minute: int = 0) -> datetime:
    """A moment of the meeting's day, by the clock in England."""
    return timezone.make_aware(datetime.combine(meeting.held_on, time(hour, minute)))


def a_matter(forum: Forum, title: str = "Early Help Practitioners") -> Matter:
    return Matter.objects.create(forum=forum, title=title)


def a_line(forum: Forum, name: str = "Combined budgets", **more) -> BudgetLine:
    values = {"block": Block.CSSB, "kind": LineKind.LINE} | more
    return BudgetLine.objects.create(forum=forum, name=name, **values)


def a_paper(matter: Matter, item: AgendaItem | None = None, **more) -> Paper:
    values = {"title": "Schools and early help", "purpose": Purpose.DECISION} | more
    return Paper.objects.create(forum=matter.forum, matter=matter, agenda_item=item, **values)


def a_text(paper: Paper, text: str, by: Person | None = None) -> PaperVersion:
    """The text of a paper as it stands, typed in its plain form."""
    blocks = identified(parse(text))
    version = PaperVersion.objects.create(
        forum=paper.forum,
        paper=paper,
        number=paper.version,
        title=paper.title,
        text=written(blocks),
        blocks=as_stored(blocks),
        saved_at=timezone.now(),
        saved_by=by or a_person("Writer Of Papers"),
    )
    paper.present = [version]
    return version


def edited(paper: Paper, text: str = "New", **more) -> Edited:
    """What the editor sends of a paper that was opened as it stands."""
    values = {"base": paper.version, "title": paper.title, "purpose": paper.purpose}
    return Edited(**(values | {"blocks": parse(text)} | more))


def a_recommendation(paper: Paper, label: str = "1", **more) -> Recommendation:
    """What a paper asks, before the meeting that the paper is for."""
    values = {
        "text": "Agree to fund four posts.",
        "decision_type": "GENERAL",
        "financial_year": "2025-26",
    }
    recommendation = Recommendation.objects.create(
        forum=paper.forum, matter=paper.matter, paper=paper, label=label, **(values | more)
    )
    if paper.agenda_item:
        Placement.objects.create(
            forum=paper.forum,
            recommendation=recommendation,
            meeting=paper.agenda_item.meeting,
            agenda_item=paper.agenda_item,
        )
    return recommendation


def an_option(
    recommendation: Recommendation, line: BudgetLine | None = None, **more
) -> FundingOption:
    values = {
        "source": Source.CENTRALLY_RETAINED,
        "amount": recommendation.amount,
        "financial_year": recommendation.financial_year,
        "from_on": date(2025, 4, 1),
        "until_on": date(2026, 3, 31),
    } | more
    return FundingOption.objects.create(
        forum=recommendation.forum, recommendation=recommendation, budget_line=line, **values
    )


def a_rate(option: FundingOption, factor: str = "AWPU", **more) -> RateLine:
    values = {
        "unit_rate": Decimal("5.00"),
        "units": Decimal(100),
        "printed_total": Decimal(500),
    } | more
    return RateLine.objects.create(forum=option.forum, option=option, factor=factor, **values)
