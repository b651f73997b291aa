"""The minutes of a meeting: who was there, what was said, what was resolved, who does what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from decisions.choices import BallotStatus, VoteCast
from decisions.models import Ballot, MinuteItem, Minutes, OptionCount, RegisterEntry, Vote
from decisions.models.attendance_record import comings, interests_by_item, presiding_words
from decisions.models.ballot_facts import is_carried
from decisions.models.ballot_notes import candidates_of, rulings_by_item, voids_by_item
from decisions.models.ballot_words import counts_words, hands_words, quorum_words
from decisions.models.log import MeetingLog, meeting_log
from decisions.models.log_row import LogRow
from decisions.models.outside import outside_reported
from decisions.models.run_sheet import ItemRow, PutRow, run_sheet
from decisions.pdfs.attendance import attendance, chair_words, quorum_sentence
from decisions.pdfs.resolutions import (
    Counted,
    Register,
    action_words,
    answer,
    register_words,
)
from decisions.rules.comings import Comings
from forum import pdf
from forum.models import Meeting
from papers.models import Paper
from papers.pdfs.document import DRAFT, document

NOT_AGREED = (DRAFT, "Draft: not yet agreed")
Rows = dict[object, LogRow]
Item = dict[str, object]
Candidates = Mapping[UUID, Mapping[str, str]]
"""Who stood in each election, by letter."""


def minutes_pdf(
    minutes: Minutes,
    *,
    trail_line: str = "",
    on: date,
    agreed_at_meeting: Meeting | None = None,
) -> bytes:
    """The minutes as a document; until a meeting has agreed them every page says draft."""
    context = minutes_context(
        minutes, trail_line=trail_line, on=on, agreed_at_meeting=agreed_at_meeting
    )
    return pdf.render("pdf/minutes.html", context)


def minutes_context(
    minutes: Minutes,
    *,
    trail_line: str = "",
    on: date | None = None,
    agreed_at_meeting: Meeting | None = None,
) -> dict[str, object]:
    """What the minutes say: the clerk's text, and beside it the facts of the record."""
    meeting = minutes.meeting
    agreed_at = agreed_at_meeting or minutes.agreed_at_meeting
    log, came, beside = meeting_log(meeting), comings(meeting), _beside(meeting)
    return {
        "document": document(
            minutes.forum,
            f"Minutes of the meeting of {meeting.held_on:%-d %B %Y}",
            reference=f"{meeting.held_on:%Y-%m-%d}/minutes",
            warning=("", "") if agreed_at else NOT_AGREED,
            trail_line=trail_line,
            on=on,
        ),
        "meeting": meeting,
        "agreed_at": agreed_at,
        "chair": chair_words(meeting),
        "presiding": presiding_words(meeting),
        "quorum": quorum_sentence(meeting, came),
        "attendance": attendance(meeting, came),
        "interests": beside.interests.get(None, ()),
        "items": _items(minutes, log, came, beside),
        "outside": outside_reported(meeting),
        "executive": log.executive,
        "totals": log.totals,
        "unsettled": log.totals.in_principle,
        "has_money": any(row.outcome.question.amount_asked is not None for row in log.rows),
        "actions": [action_words(action) for action in log.actions],
    }


@dataclass(frozen=True)
class Beside:
    """What is said beside the votes, item by item."""

    interests: Mapping[UUID | None, Sequence[str]]
    rulings: Mapping[UUID, Sequence[str]]
    voids: Mapping[UUID, Sequence[str]]
    candidates: Candidates


def _beside(meeting: Meeting) -> Beside:
    return Beside(
        interests_by_item(meeting),
        rulings_by_item(meeting),
        voids_by_item(meeting),
        candidates_of(meeting),
    )


def _items(minutes: Minutes, log: MeetingLog, came: Comings, beside: Beside) -> list[Item]:
    meeting = minutes.meeting
    quorums = came.per_item()
    texts = {each.agenda_item_id: each.text for each in MinuteItem.objects.filter(minutes=minutes)}
    rows: Rows = {row.outcome.pk: row for row in log.rows}
    papers = _papers(meeting)
    counted = Counted(_registers(meeting), _preferences(meeting))
    return [
        {
            "number": row.item.number,
            "title": row.item.title,
            "papers": papers.get(row.item.pk, ()),
            "text": texts.get(row.item.pk, ""),
            "quorum": quorums.get(row.item.pk, ""),
            "interests": beside.interests.get(row.item.pk, ()),
            "rulings": beside.rulings.get(row.item.pk, ()),
            "voids": beside.voids.get(row.item.pk, ()),
            "procedures": [
                _procedure(each, counted, beside.candidates)
                for each in row.procedures
                if _is_closed(each)
            ],
            "put": [_put(each, rows, counted) for each in row.put if each.placement.tabled_at],
            "actions": [action_words(each) for each in row.actions if each.settles_id is None],
        }
        for row in _in_order(run_sheet(meeting).items)
    ]


def _in_order(items: Iterable[ItemRow]) -> list[ItemRow]:
    return sorted(items, key=lambda row: row.item.position)


def _put(row: PutRow, rows: Rows, counted: Counted) -> dict[str, object]:
    """A recommendation as it was tabled, and what came of it in each group."""
    recommendation = row.placement.recommendation
    return {
        "recommendation": recommendation,
        "origin": "" if recommendation.paper else recommendation.get_origin_display().lower(),
        "answers": [
            answer(asked, rows.get(asked.outcome.pk) if asked.outcome else None, counted)
            for asked in row.questions
        ],
    }


def _procedure(ballot: Ballot, counted: Counted, standing: Candidates) -> dict[str, str]:
    """A vote without a recommendation, such as agreeing the minutes, or an election."""
    hands = {
        standing.get(ballot.pk, {}).get(letter, letter): votes
        for letter, votes in sorted(counted.preferences.get(ballot.pk, {}).items())
    }
    sentences = (
        counts_words(ballot),
        hands_words(hands) if ballot.is_election else "",
        register_words(ballot, counted),
        quorum_words(ballot),
    )
    return {
        "name": ballot.get_procedure_display(),
        "result": _result(ballot),
        "vote": ". ".join(filter(None, sentences)),
    }


def _result(ballot: Ballot) -> str:
    if ballot.is_election:
        return "ELECTED" if ballot.elected_id else "NOBODY ELECTED"
    return "CARRIED" if is_carried(ballot) else "NOT CARRIED"


def _is_closed(ballot: Ballot) -> bool:
    return ballot.status == BallotStatus.CLOSED


def _papers(meeting: Meeting) -> dict[object, list[str]]:
    """The papers before the forum under each item."""
    found: dict[object, list[str]] = defaultdict(list)
    tabled = Paper.objects.filter(agenda_item__meeting=meeting, tabled_at__isnull=False)
    for paper in tabled.order_by("recorded_at"):
        found[paper.agenda_item_id].append(paper.title)
    return found


def _registers(meeting: Meeting) -> dict[UUID, Register]:
    """For each ballot, its register counted."""
    entries = RegisterEntry.objects.filter(ballot__agenda_item__meeting=meeting).order_by()
    may_vote = Q(is_eligible=True)
    sizes = entries.values("ballot").annotate(
        may_vote=Count("pk", filter=may_vote),
        seats=Count("pk"),
        by_substitute=Count("pk", filter=may_vote & Q(substitution__isnull=False)),
        ruled=Count("pk", filter=Q(overridden=True)),
    )
    return {
        size["ballot"]: Register(
            size["may_vote"], size["seats"], size["by_substitute"], size["ruled"]
        )
        for size in sizes
    }


def _preferences(meeting: Meeting) -> dict[UUID, dict[str, int]]:
    """For each ballot, how many of those in favour preferred which funding option."""
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    cast = Vote.objects.filter(ballot__agenda_item__meeting=meeting, choice=VoteCast.FOR)
    cast = cast.exclude(option_letter="").order_by()
    for vote in cast.values("ballot", "option_letter").annotate(number=Count("pk")):
        found[vote["ballot"]][vote["option_letter"]] = vote["number"]
    for count in OptionCount.objects.filter(ballot__agenda_item__meeting=meeting):
        found[count.ballot_id][count.letter] = count.votes
    return found
