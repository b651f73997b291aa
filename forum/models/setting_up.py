"""Setting up a forum: the steps there are, and which are done, read off the record itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from forum.models.composition import composition_facts
from forum.models.forum import Constitution, Forum
from forum.models.meeting import Meeting
from forum.models.membership import Appointment, Seat
from forum.models.school import School
from forum.rules.seat_plan import Planned, seat_plan


@dataclass(frozen=True)
class SetUpStep:
    """One step, what it is for, and the page where it is done."""

    title: str
    text: str
    address: str
    is_done: bool


@dataclass(frozen=True)
class SettingUp:
    """The steps of a forum that has not published an agenda yet."""

    steps: tuple[SetUpStep, ...]

    @property
    def done(self) -> int:
        """How many are behind."""
        return sum(step.is_done for step in self.steps)

    @property
    def next(self) -> SetUpStep | None:
        """Where to go on; the order is a proposal."""
        return next((step for step in self.steps if not step.is_done), None)


def setting_up(forum: Forum) -> SettingUp | None:
    """What is still to set up, in one query; nothing once an agenda is out or a meeting began."""
    found = _found(forum)
    if forum.is_demo or found["is_at_work"]:
        return None
    return SettingUp(
        tuple(
            SetUpStep(title, text, address, is_done=found[done])
            for done, title, text, address in STEPS
        )
    )


STEPS = (
    (
        "has_settings",
        "Set the constitution",
        (
            "Quorum, notice, voting and substitutes. Until you do, the defaults of the "
            "regulations and of guidance hold."
        ),
        "forum:setting_up_constitution",
    ),
    (
        "has_schools",
        "Enter the schools",
        (
            "The schools of the authority and their pupils, from a spreadsheet. They say how many "
            "seats each group should have."
        ),
        "forum:schools_bulk",
    ),
    (
        "has_seats",
        "Plan the seats",
        "How many seats each group has; the numbers that the law asks for are proposed.",
        "forum:setting_up_seats",
    ),
    (
        "has_members",
        "Enter the members",
        "Who sits in each seat, pasted or from a spreadsheet, checked row by row.",
        "forum:members_bulk",
    ),
    (
        "has_invited",
        "Invite the members",
        "Each gets a link that works for seven days. They need no password.",
        "forum:people_list",
    ),
    (
        "has_meeting",
        "Call the first meeting",
        "Its day and place. You build the agenda from there.",
        "forum:meeting_call",
    ),
)
"""Each step: the fact that shows it done, its title, what it is for, and its page."""


def _found(forum: Forum) -> dict[str, bool]:
    """What the record holds of each step."""
    here = {"forum": OuterRef("pk")}
    # What was entered from before the forum came here sets nothing up.
    meetings = Meeting.objects.filter(**here, is_historic=False)
    sitting = Appointment.objects.filter(**here)
    began = Q(agenda_published_at__isnull=False) | Q(opened_at__isnull=False)
    asked_in = Q(person__invitations__forum=F("forum")) | Q(person__last_login__isnull=False)
    facts = {
        "is_at_work": Exists(meetings.filter(began | Q(closed_at__isnull=False))),
        "has_settings": Exists(Constitution.objects.filter(**here)),
        "has_schools": Exists(School.objects.filter(**here)),
        "has_seats": Exists(Seat.objects.filter(**here)),
        "has_members": Exists(sitting),
        "has_invited": Exists(sitting.filter(asked_in)),
        "has_meeting": Exists(meetings),
    }
    return Forum.objects.annotate(**facts).values(*facts).get(pk=forum.pk)


def plan_for(forum: Forum, *, share: int, on: date) -> tuple[Planned, ...]:
    """A plan of seats for the schools that are entered."""
    facts, _ = composition_facts(forum, on=on)
    return seat_plan(proportionate=share, schools=facts.schools, pupils=facts.pupils)
