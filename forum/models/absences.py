"""Who is needed at a meeting and not expected, read from its agenda, its list and the book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from forum.choices import Answer, ReturningKind, Role
from forum.models.attendance import InAttendance
from forum.models.meeting import Meeting
from forum.models.person import RoleGrant
from forum.models.replies import replies_to
from forum.models.returning import ReturningBusiness
from forum.rules.absences import Coming, Needed, absences
from forum.rules.returning import comes_back
from forum.rules.ruling import Reason

_COMING = {
    Answer.COMING: Coming.EXPECTED,
    Answer.ONLINE: Coming.EXPECTED,
    Answer.READ: Coming.EXPECTED,
    Answer.SUBSTITUTE: Coming.NOT_COMING,
    Answer.APOLOGIES: Coming.NOT_COMING,
}


@dataclass(frozen=True)
class _Expected:
    """All that is known of who comes."""

    listed: tuple[InAttendance, ...]
    people: dict[UUID, Coming]
    names: dict[str, Coming]

    def of_person(self, pk: UUID | None) -> Coming:
        return self.people.get(pk, Coming.NOT_LISTED) if pk else Coming.NOT_LISTED

    def of_words(self, presenter: str) -> Coming:
        """Whoever the agenda prints as presenter, by name or by post."""
        words = presenter.casefold()
        found = [coming for name, coming in self.names.items() if name in words]
        return Coming.EXPECTED if Coming.EXPECTED in found else next(iter(found), _nobody(self))


def absences_at(meeting: Meeting) -> tuple[Reason, ...]:
    """What the business of the meeting lacks, in a fixed number of queries."""
    expected = _expected(meeting)
    return absences((*_presenters(meeting, expected), *_owners(meeting, expected)))


def _presenters(meeting: Meeting, expected: _Expected) -> Iterator[Needed]:
    for item in meeting.items.exclude(presenter=""):
        coming = expected.of_words(item.presenter)
        yield Needed(f"Item {item.number}, {item.title}", "its presenter", item.presenter, coming)


def _owners(meeting: Meeting, expected: _Expected) -> Iterator[Needed]:
    waiting = ReturningBusiness.objects.waiting().filter(
        forum=meeting.forum_id, kind__in=[ReturningKind.ACTION, ReturningKind.PROMISED_REPORT]
    )
    for each in waiting.select_related("due_meeting"):
        if comes_back(each.facts(), meeting_on=meeting.held_on, meetings=()):
            coming = expected.of_person(each.owner_id)
            yield Needed(each.subject, "its owner", each.owner_post, coming)


def _expected(meeting: Meeting) -> _Expected:
    listed = tuple(meeting.in_attendance.all())
    clerks = RoleGrant.objects.filter(forum=meeting.forum_id, role=Role.CLERK)
    people = dict.fromkeys(clerks.values_list("person", flat=True), Coming.EXPECTED)
    names: dict[str, Coming] = {}
    for row in replies_to(meeting).rows:
        coming = _COMING[Answer(row.reply.answer)] if row.reply else Coming.SILENT
        people[row.holder.person_id] = coming
        names[row.holder.person.name.casefold()] = coming
    for each in listed:
        coming = Coming.EXPECTED if each.is_expected else Coming.NOT_COMING
        if each.person_id:
            people[each.person_id] = coming
        names |= {word.casefold(): coming for word in _words(each)}
    return _Expected(listed, people, names)


def _words(attending: InAttendance) -> Iterable[str]:
    return filter(None, (attending.name.strip(), attending.post.strip()))


def _nobody(expected: _Expected) -> Coming:
    """Nobody of that name: worth saying once the clerk has begun to list who attends."""
    return Coming.NOT_LISTED if expected.listed else Coming.EXPECTED
