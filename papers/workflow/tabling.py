"""Putting a paper or a motion before the forum, through the gate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import AgendaItem, Forum, Person
from forum.money import pounds
from forum.permissions import require
from forum.rules.ruling import Reason
from papers.choices import WHOLE_FORUM, Lateness, OptionStatus, PaperEvent
from papers.models import Acknowledgement, FundingOption, Paper, Placement, Question
from papers.models.electorate import groups_with_members, groups_with_schools
from papers.models.facts import paper_facts, placement_facts
from papers.rules.electorate import voting_groups
from papers.rules.tabling import lateness, may_table
from papers.search import keep_paper
from papers.workflow.paper_letters import tell_of_late_paper


@transaction.atomic
def table_paper(
    paper: Paper, *, acknowledged: Mapping[str, str] | None = None, by: Person, on: date
) -> Paper:
    """Put the paper before its meeting; from here its text and funding options are fixed.

    `acknowledged` gives, for each warning of the gate by its key, why the business goes on.
    """
    acknowledged = acknowledged or {}
    require(by, paper.forum, Role.CLERK)
    lock_row(paper)
    placements = list(
        Placement.objects.filter(
            recommendation__paper=paper, tabled_at__isnull=True
        ).select_related("recommendation")
    )
    for placement in placements:
        lock_row(placement.recommendation)
    facts = paper_facts(paper, on=on)
    ruling = may_table(facts)
    ruling.given(_reasoned(acknowledged)).insist()
    for placement in placements:
        _put(placement, by=by, on=on)
    paper.tabled_at, paper.tabled_by, paper.tabled_on = timezone.now(), by, on
    paper.lateness = lateness(facts)
    if paper.lateness != Lateness.IN_TIME:
        paper.late_reason = _late_reason(ruling.warnings, acknowledged)
    paper.save()
    _acknowledge(ruling.warnings, acknowledged, by=by, forum=paper.forum, paper=paper)
    item = AgendaItem.objects.select_related("meeting").get(papers=paper)
    audit.record(
        PaperEvent.PAPER_TABLED,
        f"{paper.title}, version {paper.version}: tabled for the meeting of "
        f"{item.meeting.held_on:%-d %B %Y} under item {item.number}",
        forum=paper.forum,
        by=by,
        on=on,
        about=paper,
        matter=paper.matter_id,
        version=paper.version,
        lateness=str(paper.lateness),
        acknowledged=[
            {"warning": warning.code, "where": warning.where, "reason": acknowledged[warning.key]}
            for warning in ruling.warnings
        ],
        recommendations=[_tabled_facts(placement) for placement in placements],
    )
    keep_paper(paper)
    tell_of_late_paper(paper, item)
    return paper


@transaction.atomic
def table_placement(
    placement: Placement, *, acknowledged: Mapping[str, str] | None = None, by: Person, on: date
) -> Placement:
    """Put a motion, a matter arising or a deferred recommendation before its meeting."""
    acknowledged = acknowledged or {}
    recommendation = placement.recommendation
    require(by, placement.forum, Role.CLERK)
    lock_row(placement)
    lock_row(recommendation)
    ruling = may_table(placement_facts(placement, on=on))
    ruling.given(_reasoned(acknowledged)).insist()
    _put(placement, by=by, on=on)
    _acknowledge(ruling.warnings, acknowledged, by=by, forum=placement.forum, placement=placement)
    audit.record(
        PaperEvent.RECOMMENDATION_TABLED,
        f"{recommendation} ({recommendation.get_origin_display().lower()}): tabled for the "
        f"meeting of {placement.meeting.held_on:%-d %B %Y} under item "
        f"{placement.agenda_item.number}",
        forum=placement.forum,
        by=by,
        on=on,
        about=recommendation,
        matter=recommendation.matter_id,
        recommendations=[_tabled_facts(placement)],
    )
    return placement


def _put(placement: Placement, *, by: Person, on: date) -> None:
    """Write a question for each group that answers, then pass the gate of the database."""
    recommendation = placement.recommendation
    meeting = placement.meeting
    known = groups_with_schools(meeting) | groups_with_members(meeting)
    groups = voting_groups(
        placement.kind,
        narrowed=recommendation.groups,
        separately=recommendation.votes_separately,
    )
    for position, group in enumerate(groups, start=1):
        Question(
            forum=placement.forum,
            placement=placement,
            group=group,
            position=position,
            amount_asked=_asked_of(placement, group),
            has_schools=group == WHOLE_FORUM or group in known,
        ).keep()
    placement.tabled_at, placement.tabled_by, placement.tabled_on = timezone.now(), by, on
    placement.save(update_fields=["tabled_at", "tabled_by", "tabled_on"])


def _asked_of(placement: Placement, group: str) -> Decimal | None:
    """What is asked of one group: its own lines of a de-delegation, or the whole amount."""
    recommendation = placement.recommendation
    if not recommendation.seeks_resources:
        return None
    if group == WHOLE_FORUM:
        return recommendation.amount
    offered = [
        each for each in recommendation.options.all() if each.status == OptionStatus.OFFERED
    ]
    own = [option for option in offered if option.group == group]
    if own:
        # Different letters are alternatives: only one of them is asked for.
        first = min(option.letter for option in own)
        amounts = [option.amount or Decimal(0) for option in own if option.letter == first]
        return sum(amounts, Decimal(0))
    divided = any(option.group for option in offered)
    return Decimal(0) if divided else recommendation.amount


def _reasoned(acknowledged: Mapping[str, str]) -> set[str]:
    """The warnings that were given a reason; an empty one acknowledges nothing."""
    return {key for key, reason in acknowledged.items() if reason.strip()}


def _late_reason(warnings: tuple[Reason, ...], acknowledged: Mapping[str, str]) -> str:
    return next(
        (
            acknowledged[warning.key]
            for warning in warnings
            if warning.code in {"late", "handed-round"}
        ),
        "",
    )


def _acknowledge(
    warnings: tuple[Reason, ...],
    acknowledged: Mapping[str, str],
    *,
    by: Person,
    forum: Forum,
    paper: Paper | None = None,
    placement: Placement | None = None,
) -> None:
    for warning in warnings:
        Acknowledgement(
            forum=forum,
            paper=paper,
            placement=placement,
            code=warning.code,
            where=warning.where,
            warning=warning.text,
            reason=acknowledged[warning.key],
            acknowledged_at=timezone.now(),
            acknowledged_by=by,
        ).keep()


def _tabled_facts(placement: Placement) -> dict[str, object]:
    """What was put, to be kept on the trail as it stood that day."""
    recommendation = placement.recommendation
    return {
        "recommendation": recommendation.pk,
        "label": recommendation.label,
        "text": recommendation.text,
        "decision_type": recommendation.decision_type,
        "amount": recommendation.amount,
        "financial_year": recommendation.financial_year,
        "groups": [question.group for question in placement.questions.all()],
        "options": [_option_words(option) for option in recommendation.options.all()],
    }


def _option_words(option: FundingOption) -> str:
    line = f", {option.budget_line.name}" if option.budget_line else ""
    return f"{option.letter}: {option.get_source_display()}{line}, {pounds(option.amount)}"
