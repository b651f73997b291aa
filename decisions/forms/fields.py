"""Fields that several forms have: a person, a meeting, a budget line, a longer text."""

from __future__ import annotations

from django import forms
from django.db.models import Q

from forum.forms.base import OPTIONAL
from forum.forms.choosing import RecordChoice
from forum.models import Person
from forum.money import pounds
from papers.models import BudgetLine


class PersonField(RecordChoice):
    """Somebody of the forum, by name and post: whoever works for it, or sits on it."""

    def __init__(self, *, label, **kwargs):
        super().__init__(None, label=label, empty_label="Choose a person", **kwargs)

    def offer(self, forum):
        part = Q(role_grants__forum=forum) | Q(appointments__forum=forum)
        self.queryset = Person.objects.filter(part, is_active=True).distinct()

    def label_from_instance(self, person):
        return person.in_post


class MeetingField(RecordChoice):
    """A meeting of the forum, by its day."""

    def __init__(self, *, label, **kwargs):
        super().__init__(None, label=label, empty_label="Choose a meeting", **kwargs)

    def offer(self, meetings):
        """These meetings, earliest first."""
        self.queryset = meetings.order_by("held_on")

    @property
    def is_empty(self):
        return not self.queryset.exists()


class LineField(RecordChoice):
    """A budget line with what decisions of the forum have left on it for the year."""

    def __init__(self, *, label, **kwargs):
        super().__init__(None, label=label, empty_label="Choose a budget line", **kwargs)
        self.year = ""

    def offer(self, lines, year):
        self.queryset = lines
        self.year = year

    def label_from_instance(self, line: BudgetLine):
        if not self.year:
            return str(line)
        left = line.left(self.year)
        balance = "no allocation recorded" if left is None else f"{pounds(left)} left"
        return f"{line}: {balance} in {self.year}"


class LongTextField(forms.CharField):
    """A text of several lines, kept as typed; browsers send another line end than we keep."""

    def __init__(self, *, rows=4, **kwargs):
        super().__init__(widget=forms.Textarea({"rows": rows}), **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


def later_meetings(meeting):
    """Meetings of the forum after this one."""
    return meeting.forum.meeting_set.going_ahead().filter(held_on__gt=meeting.held_on)


def optional(label):
    """The label of a field that may stay empty."""
    return f"{label}{OPTIONAL}"
