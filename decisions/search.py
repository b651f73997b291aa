"""Decisions and minutes as they can be found by words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.db.models import QuerySet

from decisions.models import ExecutiveDecision, MinuteItem, Minutes, Outcome
from decisions.models.log import with_money
from decisions.models.log_row import LogRow
from decisions.models.outcome import OutcomeQuerySet
from forum.choices import SearchKind
from forum.models import Forum, SearchText
from forum.money import pounds
from forum.rules.searching import Reader
from forum.search import Entry, forget, keep
from papers.models import Matter, Paper
from papers.search import paper_entries

_OF_MATTER = "question__placement__recommendation__matter"


def keep_outcome(outcome: Outcome) -> None:
    """Let a decision be found by what was asked, resolved, hung on it and corrected in it."""
    keep(outcome_entries(Outcome.objects.filter(pk=outcome.pk)))


def keep_minutes(minutes: Minutes) -> None:
    """Let all items of the minutes be found: by everybody once they are published."""
    keep_items(MinuteItem.objects.filter(minutes=minutes))


def keep_items(items: QuerySet[MinuteItem]) -> None:
    """Let these items of minutes be found by what they say now."""
    keep(minute_entries(items))


def keep_executive(decision: ExecutiveDecision) -> None:
    """Let a decision by one office-holder be found."""
    keep(executive_entries(ExecutiveDecision.objects.filter(pk=decision.pk)))


def keep_matter(matter: Matter) -> None:
    """Let all that was decided about a matter be found by what the matter is called now."""
    keep(
        chain(
            paper_entries(Paper.objects.filter(matter=matter)),
            outcome_entries(Outcome.objects.filter(**{_OF_MATTER: matter})),
            executive_entries(ExecutiveDecision.objects.filter(matter=matter)),
        )
    )


def rebuild(forum: Forum) -> int:
    """Make anew all that can be found in a forum; answers with how many texts those are."""
    forget(list(SearchText.objects.filter(forum=forum).values_list("about", flat=True)))
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
    for outcome in with_money(outcomes).prefetch_related("corrections"):
        row = LogRow(outcome)
        facets = [("group", outcome.question.group), ("result", outcome.result)]
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
    for item in items.select_related("minutes__meeting", "agenda_item"):
        meeting, readings = item.minutes.meeting, {Reader.WORKER: item.text}
        readings |= {Reader.PUBLIC: item.public_text, Reader.MEMBER: item.public_text}
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
    for each in decisions.select_related("matter", "budget_line").prefetch_related("conditions"):
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
            facets=(("source", each.source),) if each.source else (),
        )


def _amount(decision: ExecutiveDecision) -> str:
    return "" if decision.amount is None else pounds(decision.amount)


def _decided(row: LogRow) -> str:
    """What was resolved comes first, so that a hit shows it."""
    lines = [row.text_resolved, row.text_tabled, row.outcome.comments, row.paper_title]
    lines += [row.asked, row.agreed, row.sources, row.lines, *row.assumptions]
    lines += [each.text for each in row.conditions]
    for each in row.outcome.corrections.all():
        lines += [f"Corrected: {each.was} should read {each.reads}", each.amounts, each.reason]
    return "\n".join(filter(None, [*lines, row.group, row.result, row.reference]))
