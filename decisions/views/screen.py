"""What stands on the clerk's screen: the room, the agenda, and the item that is worked on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from decisions.forms.room import ChairForm
from decisions.models.room.agenda_so_far import agenda_so_far, open_ballots
from decisions.models.room.attending import attending
from decisions.models.room.chairing import in_the_chair, who_may_preside
from decisions.models.room.work_area import glance_at, work_on
from forum.choices import AuthorityTie, MeetingStage, PresidingAs
from forum.models.presiding import offices_on
from forum.models.quorum import members_counted, out_of_the_room
from forum.rules.meetings import may_close, may_open
from forum.rules.offices import may_preside
from forum.rules.quorum import heads, quorum
from papers.models.electorate import room


@dataclass
class Screen:
    """One meeting as it is now, each part of it read once."""

    meeting: object
    wanted_item: str = ""
    wanted_question: str = ""

    @cached_property
    def place(self):
        return room(self.meeting, in_the_room=True)

    @cached_property
    def attending(self):
        items = {line.item.pk: line.item for line in self.agenda}
        for each in self.place.interests:
            if each.agenda_item_id:
                each.agenda_item = items[each.agenda_item_id]
        return attending(self.meeting, self.place)

    @property
    def bearing(self):
        """Interests that bear on the item on the screen, each with the name of who declared it."""
        wanted = {None, self.item.pk if self.item else None}
        return [
            (row.declarer, each)
            for row in self.attending.rows
            for each in row.interests
            if each.agenda_item_id in wanted
        ]

    @cached_property
    def agenda(self):
        return agenda_so_far(self.meeting)

    @cached_property
    def item(self):
        """The item on the screen: the one asked for, else the current one, else the first."""
        lines = {str(line.item.pk): line.item for line in self.agenda}
        first = next(iter(lines.values()), None)
        current = lines.get(str(self.meeting.current_item_id), first)
        return lines.get(self.wanted_item, current)

    @cached_property
    def current(self):
        """The item that the meeting is on."""
        return next((line.item for line in self.agenda if line.is_now), None)

    @property
    def next_item(self):
        """What follows on the agenda after the item on the screen."""
        items = [line.item for line in self.agenda]
        after = items[items.index(self.item) + 1 :] if self.item else []
        return after[0] if after else None

    @property
    def is_at_the_end(self):
        """Whether what is left to do is to close the meeting."""
        return self.next_item is None or (self.current is None and self.is_over)

    @property
    def is_over(self):
        """Whether the meeting has been through its agenda."""
        return any(line.item.taken for line in self.agenda)

    @property
    def has_room(self):
        """Whether people come and go now; outside a meeting there is no room to be in."""
        return self.meeting.stage == MeetingStage.OPEN and not self.meeting.is_outside

    @property
    def is_today(self):
        return self.meeting.held_on == timezone.localdate()

    @cached_property
    def here(self):
        """The address of this screen as it stands."""
        asked = {"item": self.item.pk} if self.item else {}
        if self.item and self.wanted_question:
            asked["question"] = self.wanted_question
        run = reverse("decisions:meeting_run", args=[self.meeting.forum.slug, self.meeting.pk])
        return f"{run}?{urlencode(asked)}" if asked else run

    @property
    def back(self):
        """What a form of the screen adds to its address, so that it leads back here."""
        return f"?{urlencode({'next': f'{self.here}#work'})}"

    @cached_property
    def work(self):
        return work_on(self.item, self.wanted_question, self.place) if self.item else None

    @cached_property
    def glance(self):
        """The work as a screen that renews itself sees it."""
        return glance_at(self.item, self.wanted_question, self.place) if self.item else None

    @cached_property
    def quorum(self):
        """The quorum now, for the current item: without those who left the room for it."""
        rules = self.meeting.forum.constitution_on(self.meeting.held_on)
        here = {row.seat.pk: row.sitting for row in self.attending.here}
        on_item = {None, self.meeting.current_item_id}
        out = out_of_the_room(
            (
                each
                for each in self.place.interests
                if each.about is None and each.agenda_item_id in on_item
            ),
            here,
        )
        self.out = len(here.keys() & out)
        return quorum(
            members=members_counted(self.meeting),
            present=heads({seat: who for seat, who in here.items() if seat not in out}),
            percent=rules.quorum_percent,
        )

    @cached_property
    def offices(self):
        return offices_on(self.meeting)

    @cached_property
    def chair(self):
        return in_the_chair(self.meeting, self.attending, self.offices)

    @cached_property
    def chair_form(self):
        candidates = who_may_preside(self.meeting, self.attending, self.offices)
        initial = {"who": self.chair.key if self.chair else None}
        return ChairForm(candidates=candidates, initial=initial, auto_id="chair-%s")

    @property
    def presiding(self):
        """What the rule says of who is in the chair; its warnings stand beside the name."""
        if self.chair is None:
            return None
        ties = {each.person_id: each.authority_tie for each in self.attending.holders}
        return may_preside(
            is_member=self.chair.person.pk in ties,
            is_officer=self.chair.capacity == PresidingAs.OFFICER,
            tie=AuthorityTie(ties.get(self.chair.person.pk, AuthorityTie.NONE)),
        )

    @property
    def is_running(self):
        return self.meeting.stage in (MeetingStage.OPEN, MeetingStage.HELD)

    @property
    def opening(self):
        meeting = self.meeting
        return may_open(stage=meeting.stage, meeting_on=meeting.held_on, on=meeting.held_on)

    @property
    def closing(self):
        return may_close(stage=self.meeting.stage, open_ballots=self.open_ballots)

    @cached_property
    def open_ballots(self):
        return open_ballots(self.meeting)

    @property
    def waiting(self):
        """How many questions have no outcome yet."""
        return sum(line.questions - line.answered for line in self.agenda)
