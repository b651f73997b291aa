"""Decisions and minutes as they can be found by words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.db import transaction
from django.db.models import QuerySet

from decisions.models import Correction, ExecutiveDecision, MinuteItem, Minutes, Outcome
from decisions.models.outcomes.outcome import OutcomeQuerySet
from decisions.models.threads.log_row import LogRow
from forum.choices import SearchKind
from forum.models import Forum, Meeting, SearchText
from forum.money import pounds
from forum.rules.searching import Reader
from forum.search import Entry, forget, keep
from papers.models import Paper
from papers.search import paper_entries

AT_ONCE = 200
"""So many records are read at a time, whatever the size of the forum."""
_PLACED = "question__placement"


def keep_outcome(outcome: Outcome) -> None:
    """Let a decision be found by what was asked, resolved, hung on it and corrected in it."""
    keep(outcome_entries(Outcome.objects.filter(pk=outcome.pk)))


def keep_minutes(minutes: Minutes) -> None:
    """Let all items of the minutes be found: by everybody once they are published."""
    keep_items(MinuteItem.objects.filter(minutes=minutes))


def keep_beside(meeting: Meeting, *, outcome: Outcome | None = None) -> None:
    """Let what was added beside the minutes of a meeting be found with what it is about."""
    keep_items(MinuteItem.objects.filter(minutes__meeting=meeting))
    if outcome:
        keep_outcome(outcome)


def keep_items(items: QuerySet[MinuteItem]) -> None:
    """Let these items of minutes be found by what they say now."""
    keep(minute_entries(items))


def keep_executive(decision: ExecutiveDecision) -> None:
    """Let a decision by one office-holder be found."""
    keep(executive_entries(ExecutiveDecision.objects.filter(pk=decision.pk)))


@transaction.atomic
def rebuild(forum: Forum) -> int:
    """Make anew all that can be found in a forum; answers with how many texts those are."""
    forget(SearchText.objects.filter(forum=forum))
    return keep(
        chain(
            paper_entries(Paper.objects.filter(forum=forum)),
            outcome_entries(Outcome.objects.filter(forum=forum)),
            minute_entries(MinuteItem.objects.filter(forum=forum)),
            executive_entries(ExecutiveDecision.objects.filter(forum=forum)),
        )
    )


def outcome_entries(outcomes: OutcomeQuerySet) -> Iterator[Entry]:
    """Every reader reads the same of a decision."""
    placed = outcomes.select_related(
        f"{_PLACED}__meeting",
        f"{_PLACED}__agenda_item",
        f"{_PLACED}__recommendation__paper",
        f"{_PLACED}__recommendation__matter",
    )
    near = ("awards__budget_line", "conditions", "corrections", "external_steps")
    for outcome in placed.prefetch_related(*near).order_by().iterator(AT_ONCE):
        row = LogRow(outcome)
        facets = [("matter", row.matter.pk.hex), ("result", outcome.result)]
        facets.append(("group", outcome.question.group))
        facets += [("source", award.source) for award in row.awards]
        agreed = row.amount_agreed
        yield Entry(
            forum=outcome.forum_id,
            kind=SearchKind.DECISION,
            about=outcome.pk,
            title=f"{row.matter}: recommendation {row.recommendation.label}",
            readings=dict.fromkeys(Reader, _decided(row)),
            meeting=row.meeting.pk,
            day=outcome.decided_on,
            amount=row.amount_asked if agreed is None else agreed,
            facets=tuple(facets),
        )


def minute_entries(items: QuerySet[MinuteItem]) -> Iterator[Entry]:
    """The public finds what is published of them; who works on them, what they say so far."""
    beside = ("agenda_item__corrections", "agenda_item__post_minute_notes")
    placed = items.select_related("minutes__meeting", "agenda_item").order_by()
    for item in placed.prefetch_related(*beside).iterator(AT_ONCE):
        meeting, added = item.minutes.meeting, _beside(item)
        shown = "" if item.is_exempt else f"{item.public_text}{added}"
        readings = {Reader.WORKER: f"{item.text}{added}"}
        readings |= {Reader.PUBLIC: shown, Reader.MEMBER: shown}
        yield Entry(
            forum=item.forum_id,
            kind=SearchKind.MINUTE,
            about=item.pk,
            title=f"{item.minutes}, item {item.agenda_item}",
            readings={reader: text for reader, text in readings.items() if text.strip()},
            meeting=meeting.pk,
            day=meeting.held_on,
        )


def executive_entries(decisions: QuerySet[ExecutiveDecision]) -> Iterator[Entry]:
    """What one office-holder decided, and why."""
    near = decisions.select_related("matter", "budget_line").prefetch_related("conditions")
    for each in near.order_by().iterator(AT_ONCE):
        words = (each.text, each.reasons, each.alternatives, each.delegation, each.delegate_post)
        money = (each.budget_line.name if each.budget_line else "", _amount(each))
        conditions = (condition.text for condition in each.conditions.all())
        lines = (*words, *money, *conditions, each.decided_by_post, each.matter.title)
        yield Entry(
            forum=each.forum_id,
            kind=SearchKind.EXECUTIVE,
            about=each.pk,
            title=str(each),
            readings=dict.fromkeys(Reader, "\n".join(filter(None, lines))),
            meeting=each.reported_to_id,
            day=each.decided_on,
            amount=each.amount,
            facets=(
                ("matter", each.matter_id.hex),
                *((("source", each.source),) if each.source else ()),
            ),
        )


def _beside(item: MinuteItem) -> str:
    """What was added to the minutes of an item later."""
    corrections = [_corrected(each) for each in item.agenda_item.corrections.all()]
    notes = [each.text for each in item.agenda_item.post_minute_notes.all()]
    return "".join(f"\n{text}" for text in corrections + notes)


def _corrected(correction: Correction) -> str:
    words = f"Corrected: {correction.was} should read {correction.reads}"
    return "\n".join(filter(None, (words, correction.amounts, correction.reason)))


def _amount(decision: ExecutiveDecision) -> str:
    return "" if decision.amount is None else pounds(decision.amount)


def _decided(row: LogRow) -> str:
    """What was resolved comes first, so that a hit shows it."""
    lines = [row.text_resolved, row.text_tabled, row.outcome.comments, row.paper_title]
    lines += [row.asked, row.agreed, row.sources, row.lines, *row.assumptions]
    lines += [each.text for each in row.conditions]
    lines += [_corrected(each) for each in row.outcome.corrections.all()]
    for step in row.external_steps:
        lines += [step.body_name, step.asked, step.text]
    lines += [row.group, row.result, row.reference]
    # What is the same, such as the text tabled and resolved, stands once.
    return "\n".join(dict.fromkeys(line for line in lines if line))
