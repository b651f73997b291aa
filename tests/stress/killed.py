"""Ten flows that a process is killed in, on what, and what shows that one went through."""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection, transaction

from decisions.audit import checks_of
from decisions.choices import BallotStatus, DecisionEvent, Method, Result, VoteCast
from decisions.models import Award, Ballot, Minutes, Outcome, Vote
from decisions.workflow import minuting
from decisions.workflow.casting import cast_vote
from decisions.workflow.deciding import AwardDraft, OutcomeDraft, record_outcome
from decisions.workflow.left_out import complete_documents
from decisions.workflow.voting import close_ballot, open_ballot
from forum.choices import DocumentKind, FileKind, ForumEvent, Group, Role
from forum.files import Checked
from forum.models import (
    AuditEntry,
    Forum,
    Meeting,
    OutboxMessage,
    Person,
    PublishedDocument,
    RoleGrant,
    StoredFile,
)
from forum.workflow.files import store_file
from forum.workflow.meetings import close_meeting
from forum.workflow.people.roles import give_role
from papers.choices import PaperEvent, Source
from papers.models import Commitment, PackBuild, Paper, Placement, Question
from papers.workflow import publishing
from papers.workflow.tabling import table_paper
from tests.factories import (
    BEFORE,
    MEETING_DAY,
    a_forum,
    a_line,
    a_matter,
    a_meeting,
    a_member,
    a_paper,
    a_person,
    a_role,
    an_item,
)
from tests.middlesbrough import a_held_meeting, ask, offer, publish_draft, put

AMOUNT = Decimal(5000)
LATER = MEETING_DAY + timedelta(days=365)
GROUPS = (Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY, Group.ACADEMY_MAINSTREAM)
PRINTED = b"%PDF-1.7 as if it had been printed"
WRITING = ("open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.truncate")
"""What Python announces before it touches a file."""
_days = itertools.count(1)
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Room:
    """Who is there."""

    forum: Forum
    clerk: Person
    officer: Person
    administrator: Person
    members: tuple[Person, ...]


@dataclass(frozen=True)
class Flow:
    """A step, what makes a subject for it, and all that it leaves when it is whole."""

    make: Callable[[], Any]
    act: Callable[[Any], object]
    facts: Callable[[Any], tuple[bool, ...]]
    after: Callable[[], object] = lambda: None
    """What the day does anyhow, and takes up what was left."""


def flows() -> dict[str, Flow]:
    """By name, in the order of a meeting."""
    # The engine that prints is another process, and prints before the transaction begins.
    publishing.agenda_pdf = minuting.minutes_pdf = minuting.meeting_log_pdf = _printed
    settings.FILES_APART = True
    default_storage._wrapped = FileSystemStorage(tempfile.mkdtemp(prefix="tabled-shelf-"))
    forum = a_forum()
    members = tuple(a_member(forum, group) for group in GROUPS)
    roles = (Role.CLERK, Role.OFFICER, Role.ADMINISTRATOR)
    room = Room(forum, *(a_role(forum, role) for role in roles), members)
    made = (_tabling, _publishing, _opening, _casting, _closing, _deciding, _agreeing, _storing)
    return {name: flow for make in (*made, _granting) for name, flow in make(room).items()}


def problems(forum: Forum) -> list[str]:
    """What the checks of the trail and of the record say, and files that are not whole."""
    said = [str(each) for check in checks_of(forum) for each in check.problems]
    files = StoredFile.objects.filter(forum=forum)
    return said + [each.name for each in files if _sha256(each) != each.sha256]


# The flows


def _tabling(room: Room) -> dict[str, Flow]:
    def facts(paper: Paper) -> tuple[bool, ...]:
        places = Placement.objects.filter(recommendation__paper=paper)
        return (
            Paper.objects.get(pk=paper.pk).is_tabled,
            all(each.tabled_at for each in places),
            Question.objects.filter(placement__in=places).exists(),
            _is_told(PaperEvent.PAPER_TABLED, paper),
        )

    return {
        "table a paper": Flow(
            lambda: _paper(room, _meeting(room)),
            lambda paper: table_paper(_again(paper), by=room.clerk, on=BEFORE),
            facts,
        )
    }


def _publishing(room: Room) -> dict[str, Flow]:
    def make() -> Meeting:
        meeting = _meeting(room)
        table_paper(_paper(room, meeting), by=room.clerk, on=BEFORE)
        return meeting

    def facts(meeting: Meeting) -> tuple[bool, ...]:
        return (
            Meeting.objects.get(pk=meeting.pk).is_public,
            PublishedDocument.objects.filter(about=meeting.pk).exists(),
            PackBuild.objects.filter(meeting=meeting).exists(),
            OutboxMessage.objects.filter(key__contains=str(meeting.pk)).count() >= len(GROUPS),
            _is_told(ForumEvent.AGENDA_PUBLISHED, meeting),
        )

    def act(meeting: Meeting) -> None:
        publishing.publish_agenda(_again(meeting), by=room.clerk, on=BEFORE)

    return {"publish an agenda": Flow(make, act, facts)}


def _opening(room: Room) -> dict[str, Flow]:
    def facts(question: Question) -> tuple[bool, ...]:
        ballot = Ballot.objects.filter(question=question).first()
        register = ballot.register.count() if ballot else 0
        return (
            ballot is not None,
            register == len(GROUPS),
            ballot is not None and _is_told(DecisionEvent.BALLOT_OPENED, ballot),
        )

    return {
        "open a ballot": Flow(
            lambda: _question(room), lambda question: _open(room, _again(question)), facts
        )
    }


def _casting(room: Room) -> dict[str, Flow]:
    def act(ballot: Ballot) -> None:
        cast_vote(_again(ballot), choice=VoteCast.FOR, by=room.members[0])

    def facts(ballot: Ballot) -> tuple[bool, ...]:
        return (Vote.objects.filter(ballot=ballot, cast_by=room.members[0]).count() == 1,)

    return {"cast a vote": Flow(lambda: _open(room, _question(room)), act, facts)}


def _closing(room: Room) -> dict[str, Flow]:
    def facts(ballot: Ballot) -> tuple[bool, ...]:
        ballot = _again(ballot)
        return (
            ballot.status == BallotStatus.CLOSED,
            ballot.votes_for == len(GROUPS),
            _is_told(DecisionEvent.BALLOT_CLOSED, ballot),
        )

    return {
        "close a ballot": Flow(
            lambda: _voted(room),
            lambda ballot: close_ballot(_again(ballot), by=room.clerk, on=MEETING_DAY),
            facts,
        )
    }


def _deciding(room: Room) -> dict[str, Flow]:
    def make() -> Question:
        ballot = _voted(room)
        close_ballot(ballot, by=room.clerk, on=MEETING_DAY)
        return ballot.question

    def facts(question: Question) -> tuple[bool, ...]:
        outcome = Outcome.objects.filter(question=question).first()
        return (
            outcome is not None,
            Award.objects.filter(outcome=outcome).exists(),
            outcome is not None and Commitment.objects.filter(outcome=outcome.pk).exists(),
            outcome is not None and _is_told(DecisionEvent.OUTCOME_RECORDED, outcome),
        )

    return {
        "record an outcome": Flow(make, lambda question: _decide(room, _again(question)), facts)
    }


def _agreeing(room: Room) -> dict[str, Flow]:
    """Agreed minutes; the decision log after them is published the next day at the latest."""
    later = a_held_meeting(room.forum, room.clerk, LATER)

    def make() -> Minutes:
        meeting = a_held_meeting(room.forum, room.clerk, _day())
        close_meeting(meeting, open_ballots=0, by=room.clerk, on=meeting.held_on)
        return publish_draft(meeting, room.clerk)

    def facts(minutes: Minutes) -> tuple[bool, ...]:
        minutes = _again(minutes)
        return (
            minutes.agreed_at is not None,
            minutes.agreed_document is not None,
            _is_told(DecisionEvent.MINUTES_AGREED, minutes.meeting),
            PublishedDocument.objects.filter(
                kind=DocumentKind.DECISION_LOG, about=minutes.meeting_id
            ).count()
            == 1,
        )

    def act(minutes: Minutes) -> None:
        minuting.agree_minutes(_again(minutes), at_meeting=later, by=room.clerk, on=LATER)

    def after() -> None:
        complete_documents(room.forum, on=LATER)

    return {"agree minutes": Flow(make, act, facts, after)}


def _storing(room: Room) -> dict[str, Flow]:
    def act(name: str) -> None:
        content = PRINTED + name.encode()
        file = Checked(FileKind.PDF, "application/pdf", name, content)
        store_file(room.forum, file, by=room.clerk, on=BEFORE)

    def facts(name: str) -> tuple[bool, ...]:
        stored = StoredFile.objects.filter(name=name).first()
        return (
            stored is not None,
            stored is not None and bytes(stored.content) == PRINTED + name.encode(),
            stored is not None and _is_told(ForumEvent.FILE_STORED, stored),
        )

    return {"store a file": Flow(lambda: f"paper-{next(_numbers)}.pdf", act, facts)}


def _granting(room: Room) -> dict[str, Flow]:
    def act(person: Person) -> None:
        give_role(room.forum, person, Role.OFFICER, by=room.administrator, on=BEFORE)

    def facts(person: Person) -> tuple[bool, ...]:
        grant = RoleGrant.objects.filter(person=person).first()
        return (
            grant is not None,
            OutboxMessage.objects.filter(person=person).exists(),
            grant is not None and _is_told(ForumEvent.ROLE_GRANTED, grant),
        )

    return {"grant a role": Flow(lambda: a_person(f"Omar {next(_numbers)}"), act, facts)}


# What they are done to


def _day() -> date:
    """Another for each meeting."""
    return MEETING_DAY + timedelta(days=next(_days))


def _meeting(room: Room) -> Meeting:
    return a_meeting(room.forum, _day())


def _paper(room: Room, meeting: Meeting) -> Paper:
    number = next(_numbers)
    paper = a_paper(a_matter(room.forum, f"Matter {number}"), an_item(meeting, str(number)))
    wanted = ask(paper, "Agree the line.", "2025-26", room.officer, BEFORE, amount=AMOUNT)
    offer(wanted, "A", a_line(room.forum, f"Line {number}"), room.officer, BEFORE)
    return paper


def _question(room: Room) -> Question:
    meeting = a_held_meeting(room.forum, room.clerk, _day())
    paper = _paper(room, meeting)
    return put(paper, paper.recommendations.get(), room.clerk, meeting.held_on)


def _open(room: Room, question: Question) -> Ballot:
    day = question.placement.meeting.held_on
    return open_ballot(question, Method.ELECTRONIC, by=room.clerk, on=day)


def _voted(room: Room) -> Ballot:
    ballot = _open(room, _question(room))
    for member in room.members:
        cast_vote(ballot, choice=VoteCast.FOR, by=member)
    return ballot


def _decide(room: Room, question: Question) -> None:
    option = question.placement.recommendation.options.get()
    award = AwardDraft(
        Source.CENTRALLY_RETAINED, option.budget_line, AMOUNT, "2025-26", option=option
    )
    draft = OutcomeDraft(Result.CARRIED, amount_agreed=AMOUNT, awards=(award,))
    record_outcome(question, draft, by=room.clerk, on=question.placement.meeting.held_on)


def _again(row: Any) -> Any:
    """The row as it stands, without what was read of it before."""
    return type(row).objects.get(pk=row.pk)


def _is_told(event: str, about: Any) -> bool:
    return AuditEntry.objects.filter(event=event, about=about.pk).exists()


def _printed(*what: object, **how: object) -> bytes:
    return PRINTED


def _sha256(file: StoredFile) -> str:
    return sha256(bytes(file.content)).hexdigest()


# In the process that is killed


def on_the_database(reached: Callable[[], None]) -> None:
    """Before each statement, and before and after each commit."""

    def before(execute: Callable, *statement: Any) -> Any:
        reached()
        return execute(*statement)

    commit = connection._commit

    def committed() -> None:
        reached()
        commit()
        reached()

    connection.execute_wrappers.append(before)
    connection._commit = committed


def on_files(reached: Callable[[], None]) -> None:
    """Before each time that a file of the store is written, named or taken away."""
    store = str(default_storage.location)

    def heard(event: str, arguments: tuple) -> None:
        if event in WRITING and store in str(arguments[0]):
            reached()

    sys.addaudithook(heard)


def without_transactions() -> None:
    """Every statement is kept at once, and nothing that fails is taken back."""
    nothing = lambda *given: None  # noqa: E731
    transaction.Atomic.__enter__ = transaction.Atomic.__exit__ = nothing
    connection.in_atomic_block = True
