"""The minutes of a meeting: who was there, what was said, what was resolved, who does what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from decisions.choices import BallotStatus, VoteCast
from decisions.models import Ballot, MinuteItem, Minutes, OptionCount, RegisterEntry, Vote
from decisions.models.ballot_facts import is_carried
from decisions.models.log import MeetingLog, meeting_log
from decisions.models.log_row import LogRow, counts_words, quorum_words
from decisions.models.run_sheet import ItemRow, PutRow, run_sheet
from decisions.pdfs.attendance import attendance, chair_words, quorum_sentence
from decisions.pdfs.resolutions import Counted, action_words, answer, register_words
from forum import pdf
from forum.models import Meeting
from papers.models import Paper
from papers.pdfs.document import DRAFT, document

NOT_AGREED = (DRAFT, "Draft: not yet agreed")
Rows = dict[object, LogRow]


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
    log = meeting_log(meeting)
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
        "quorum": quorum_sentence(meeting),
        "attendance": attendance(meeting),
        "items": _items(minutes, log),
        "executive": log.executive,
        "totals": log.totals,
        "unsettled": log.totals.in_principle,
        "has_money": any(row.outcome.question.amount_asked is not None for row in log.rows),
        "actions": [action_words(action) for action in log.actions],
    }


def _items(minutes: Minutes, log: MeetingLog) -> list[dict[str, object]]:
    meeting = minutes.meeting
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
            "procedures": [
                _procedure(each, counted) for each in row.procedures if _is_closed(each)
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


def _procedure(ballot: Ballot, counted: Counted) -> dict[str, str]:
    """A vote without a recommendation, such as agreeing the minutes."""
    return {
        "name": ballot.get_procedure_display(),
        "result": "CARRIED" if is_carried(ballot) else "NOT CARRIED",
        "vote": ". ".join(
            [counts_words(ballot), register_words(ballot, counted), quorum_words(ballot)]
        ),
    }


def _is_closed(ballot: Ballot) -> bool:
    return ballot.status == BallotStatus.CLOSED


def _papers(meeting: Meeting) -> dict[object, list[str]]:
    """The papers before the forum under each item."""
    found: dict[object, list[str]] = defaultdict(list)
    tabled = Paper.objects.filter(agenda_item__meeting=meeting, tabled_at__isnull=False)
    for paper in tabled.order_by("recorded_at"):
        found[paper.agenda_item_id].append(paper.title)
    return found


def _registers(meeting: Meeting) -> dict[UUID, tuple[int, int]]:
    """For each ballot, how many seats on its register may vote, and how many stand on it."""
    entries = RegisterEntry.objects.filter(ballot__agenda_item__meeting=meeting).order_by()
    may_vote = Count("pk", filter=Q(is_eligible=True))
    sizes = entries.values("ballot").annotate(may_vote=may_vote, seats=Count("pk"))
    return {size["ballot"]: (size["may_vote"], size["seats"]) for size in sizes}


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
