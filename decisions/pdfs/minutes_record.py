"""What the record says for the minutes of a meeting, in words that can be kept as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from decisions.choices import BallotStatus, VoteCast
from decisions.models import Ballot, OptionCount, RegisterEntry, Vote
from decisions.models.ballots.ballot_facts import is_carried
from decisions.models.ballots.ballot_notes import candidates_of, rulings_by_item, voids_by_item
from decisions.models.ballots.ballot_words import counts_words, hands_words, quorum_words
from decisions.models.outcomes.outside import OutsideReported, outside_reported
from decisions.models.room.attendance_record import comings, interests_by_item, presiding_words
from decisions.models.room.run_sheet import ItemRow, PutRow, run_sheet
from decisions.models.threads.log import MeetingLog, meeting_log
from decisions.models.threads.log_row import LogRow
from decisions.pdfs.attendance import attendance, chair_words, quorum_sentence
from decisions.pdfs.resolutions import (
    Counted,
    Register,
    action_words,
    answer,
    register_words,
)
from decisions.rules.comings import Comings
from decisions.rules.minute_drafts import is_briefing
from forum.models import Meeting
from papers.models import Paper

Rows = dict[object, LogRow]
Item = dict[str, Any]
Record = dict[str, Any]
"""Words, lists and dictionaries only: it is stored with the minutes when they are published."""
Candidates = Mapping[UUID, Mapping[str, str]]
"""Who stood in each election, by letter."""


def minutes_record(meeting: Meeting, log: MeetingLog | None = None) -> Record:
    """All that minutes say beside the text of the clerk, as the record has it now."""
    log = log or meeting_log(meeting)
    came, beside = comings(meeting), _beside(meeting)
    return {
        "is_briefing": is_briefing(came, is_outside=meeting.is_outside),
        "chair": chair_words(meeting),
        "presiding": presiding_words(meeting),
        "quorum": quorum_sentence(meeting, came),
        "attendance": attendance(meeting, came),
        "interests": list(beside.interests.get(None, ())),
        "items": _items(meeting, log, came, beside),
        "outside": [_outside(each) for each in outside_reported(meeting)],
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


def _items(meeting: Meeting, log: MeetingLog, came: Comings, beside: Beside) -> list[Item]:
    quorums = came.per_item()
    rows: Rows = {row.outcome.pk: row for row in log.rows}
    papers = _papers(meeting)
    counted = Counted(_registers(meeting), _preferences(meeting))
    return [
        {
            "pk": str(row.item.pk),
            "number": row.item.number,
            "title": row.item.title,
            "papers": list(papers.get(row.item.pk, ())),
            "quorum": quorums.get(row.item.pk, ""),
            "interests": list(beside.interests.get(row.item.pk, ())),
            "rulings": list(beside.rulings.get(row.item.pk, ())),
            "voids": list(beside.voids.get(row.item.pk, ())),
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
        "recommendation": str(recommendation),
        "tabled": f"{recommendation.stem} {recommendation.text}".strip(),
        "origin": "" if recommendation.paper else recommendation.get_origin_display().lower(),
        "answers": [
            answer(asked, rows.get(asked.outcome.pk) if asked.outcome else None, counted)
            for asked in row.questions
        ],
    }


def _outside(reported: OutsideReported) -> dict[str, object]:
    """What was decided outside a meeting, as the meeting that reports it minutes it."""
    return {
        "day": f"{reported.meeting.held_on:%-d %B %Y}",
        "because": reported.because,
        "rows": [
            {
                "result": row.result,
                "group": row.group,
                "resolved": row.text_resolved,
                "counts": row.counts,
                "quorum": row.quorum,
                "reference": row.reference,
            }
            for row in reported.rows
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
