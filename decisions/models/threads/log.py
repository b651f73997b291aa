"""The decision log: what each group resolved, for a meeting, a year, pages, documents and CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch, Q, QuerySet

from decisions.choices import BallotStatus
from decisions.models.ballots.ballot import Ballot
from decisions.models.ballots.ballot_words import NUMBERS, counts_words, quorum_words
from decisions.models.following.action import Action
from decisions.models.minuting.correction import Correction
from decisions.models.outcomes.external import ExternalStep
from decisions.models.outcomes.implementation import Implementation
from decisions.models.outcomes.outcome import (
    Award,
    Condition,
    DecisionLink,
    ExecutiveDecision,
    Outcome,
    OutcomeQuerySet,
)
from decisions.models.threads.log_row import LogRow, effect_row
from decisions.models.threads.there import EVERYTHING, There
from decisions.rules.effect import Totals, totals
from forum.models import AgendaItem, Forum, Meeting
from forum.models.meeting import MeetingQuerySet
from forum.rules.financial_year import ends_on, starts_on

_QUESTION = "question__placement"
_ORDER = (
    f"{_QUESTION}__meeting__held_on",
    f"{_QUESTION}__agenda_item__position",
    f"{_QUESTION}__recommendation__paper_id",
    f"{_QUESTION}__recommendation__position",
    f"{_QUESTION}__recommendation__recorded_at",
    "question__position",
)


@dataclass(frozen=True)
class ProcedureRow:
    """One vote on procedure in the words of the log."""

    ballot: Ballot

    @property
    def item(self) -> AgendaItem:
        return self.ballot.agenda_item

    @property
    def name(self) -> str:
        return self.ballot.get_procedure_display()

    @property
    def votes(self) -> str:
        return f"{counts_words(self.ballot)}. {quorum_words(self.ballot)}"


@dataclass(frozen=True)
class MeetingLog:
    """The log of one meeting."""

    meeting: Meeting
    rows: tuple[LogRow, ...] = ()
    procedures: tuple[Ballot, ...] = ()
    """Votes on procedure, such as agreeing the minutes: closed, with their counts."""
    executive: tuple[ExecutiveDecision, ...] = ()
    """Decisions by an office-holder that were reported to the meeting."""
    actions: tuple[Action, ...] = ()
    """Every action set at the meeting."""

    @property
    def procedure_rows(self) -> list[ProcedureRow]:
        return [ProcedureRow(ballot) for ballot in self.procedures]

    @property
    def totals(self) -> Totals:
        return totals(effect_row(row) for row in self.rows)


@dataclass(frozen=True)
class YearLog:
    """The log of one financial year, made of the pieces of its meetings."""

    forum: Forum
    year: str
    meetings: tuple[MeetingLog, ...] = ()

    @property
    def rows(self) -> tuple[LogRow, ...]:
        return tuple(row for meeting in self.meetings for row in meeting.rows)

    @property
    def totals(self) -> Totals:
        return totals(effect_row(row) for row in self.rows)


def meeting_log(meeting: Meeting, *, inside: bool = False) -> MeetingLog:
    """The log of a meeting; of other decisions those inside see all, others what is public."""
    rows = log_rows(Outcome.objects.filter(question__placement__meeting=meeting), inside=inside)
    return _pieces([meeting], rows)[0]


def year_log(forum: Forum, year: str, *, inside: bool = False) -> YearLog:
    """The log of a financial year: of the meetings whose minutes are published, or of all held."""
    span = (starts_on(year), ends_on(year))
    meetings = Meeting.objects.filter(forum=forum, held_on__range=span)
    outcomes = Outcome.objects.filter(forum=forum, question__placement__meeting__in=meetings)
    if not inside:
        outcomes, meetings = outcomes.public(), meetings_with_public_minutes(meetings)
    held = list(meetings.select_related("forum").order_by("held_on"))
    return YearLog(forum, year, tuple(_pieces(held, log_rows(outcomes, inside=inside))))


def published_meetings(forum: Forum, year: str) -> int:
    """How many meetings of the financial year have published minutes."""
    span = (starts_on(year), ends_on(year))
    return meetings_with_public_minutes(forum.meeting_set.filter(held_on__range=span)).count()


def meetings_with_public_minutes(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """Of these meetings, those whose minutes are published as a draft or as agreed."""
    draft = Q(minutes__draft_published_at__isnull=False)
    return meetings.filter(draft | Q(minutes__agreed_at__isnull=False))


def log_rows(outcomes: OutcomeQuerySet, *, inside: bool = True) -> list[LogRow]:
    """The rows of these outcomes in the order of the agenda, in a fixed number of queries."""
    return [LogRow(outcome) for outcome in full(outcomes, inside=inside)]


def log_rows_of_matter(
    outcomes: OutcomeQuerySet,
    actions: tuple[Action, ...],
    *,
    inside: bool = True,
    there: There = EVERYTHING,
) -> list[LogRow]:
    """The rows of one matter, whose actions were fetched at once, with what followed each."""
    followed = with_what_followed(with_money(outcomes, inside=inside, there=there), there)
    return [LogRow(outcome, actions) for outcome in followed]


def with_what_followed(outcomes: OutcomeQuerySet, there: There = EVERYTHING) -> OutcomeQuerySet:
    """These outcomes with the bodies asked outside, and how far each was carried out."""
    awards = Award.objects.select_related("budget_line", "option")
    return outcomes.prefetch_related(
        _where(there, "external_steps", ExternalStep.objects.all()),
        _where(there, "implementations", Implementation.objects.all()),
        Prefetch("links_to__later__awards", awards),
    )


def full(outcomes: OutcomeQuerySet, *, inside: bool = True) -> OutcomeQuerySet:
    """These outcomes with all that a row of the log reads, in the order of the agenda."""
    actions = Action.objects.select_related("owner", "due_meeting", "meeting")
    return with_money(outcomes, inside=inside).prefetch_related(
        Prefetch("settling_actions", actions),
        Prefetch(f"{_QUESTION}__agenda_item__actions", actions),
    )


def with_money(
    outcomes: OutcomeQuerySet, *, inside: bool = True, there: There = EVERYTHING
) -> OutcomeQuerySet:
    """These outcomes with their money, conditions, corrections and links; not their actions."""
    corrections = Correction.objects.select_related("made_at_meeting")
    near = (f"{_QUESTION}__meeting", f"{_QUESTION}__agenda_item", f"{_QUESTION}__recommendation")
    return (
        outcomes.select_related(
            "forum",
            "ballot",
            "deferred_to",
            f"{_QUESTION}__meeting__minutes",
            f"{_QUESTION}__agenda_item",
            f"{_QUESTION}__recommendation__paper",
            f"{_QUESTION}__recommendation__matter",
        )
        .prefetch_related(
            Prefetch("awards", Award.objects.select_related("budget_line", "option")),
            _where(there, "conditions", Condition.objects.all()),
            _where(there, "corrections", corrections),
            *(NUMBERS if "numbers" in there else ()),
            _where(there, "links_from", _links("earlier", near, inside=inside)),
            _where(there, "links_to", _links("later", near, inside=inside)),
        )
        .order_by(*_ORDER)
    )


def _where(there: There, name: str, records: QuerySet) -> Prefetch:
    """These records of each outcome, which are asked for only where there are any."""
    # Plain where there are none: Django copies all that is joined once for each outcome.
    plain = records.select_related(None).order_by()
    return Prefetch(name, records if name in there else plain.none())


def _links(end: str, near: Iterable[str], *, inside: bool) -> QuerySet[DecisionLink]:
    links = DecisionLink.objects.all() if inside else DecisionLink.objects.to_public(end)
    links = links.with_reversals(inside=inside) if end == "later" else links
    return links.select_related(*(f"{end}__{path}" for path in near))


def _pieces(meetings: list[Meeting], rows: list[LogRow]) -> list[MeetingLog]:
    """What belongs to each of the meetings, in a fixed number of queries."""
    procedures = Ballot.objects.filter(
        agenda_item__meeting__in=meetings, question__isnull=True, status=BallotStatus.CLOSED
    ).select_related("agenda_item", "elected__person", "elected__seat")
    executive = ExecutiveDecision.objects.filter(reported_to__in=meetings)
    executive = executive.select_related("matter", "budget_line").prefetch_related("conditions")
    actions = Action.objects.filter(meeting__in=meetings)
    actions = actions.select_related("owner", "due_meeting", "agenda_item", "matter")
    of = {
        "rows": {key: tuple(group) for key, group in groupby(rows, lambda row: row.meeting.pk)},
        "procedures": _by(procedures, lambda ballot: ballot.agenda_item.meeting_id),
        "executive": _by(executive, lambda decision: decision.reported_to_id),
        "actions": _by(actions, lambda action: action.meeting_id),
    }
    return [
        MeetingLog(meeting, **{name: found.get(meeting.pk, ()) for name, found in of.items()})
        for meeting in meetings
    ]


def _by(records: Iterable, key: Callable) -> dict[object, tuple]:
    found: dict[object, tuple] = {}
    for record in records:
        found[key(record)] = (*found.get(key(record), ()), record)
    return found
