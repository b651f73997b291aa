"""What the findings need to know of a matter, read from its record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from decisions.choices import LinkKind, Result, Settlement
from decisions.models.facts import action_facts
from decisions.models.log_row import LogRow, award_facts
from decisions.models.matter_record import MatterRecord, OptionRow
from decisions.models.register_notes import RegisterNotes, register_notes
from decisions.models.voting import Vote
from decisions.rules.findings import (
    ClaimFacts,
    DecisionFacts,
    HistoricFacts,
    LineFacts,
    LinkFacts,
    MatterFacts,
    OptionFacts,
    claims_in,
)
from forum.models.quorum import quorum_of
from papers.choices import ForumRole, LineKind, OptionStatus, Source
from papers.models import Allocation, BalanceMove, Commitment, Paper, Question

_RELIED_ON_FOR = re.compile(r"\bfor (20\d\d)[-–/](?:20)?(\d\d)\b")
"""A year that a sentence relies on an approval for: "approved from the DSG for 2019/20"."""


def matter_facts(record: MatterRecord) -> MatterFacts:
    """The matter as the rules of findings see it, as of the day of its record."""
    outside, notes = _voters_outside(record), register_notes(record)
    decisions = tuple(
        _decision(
            row,
            outside.get(row.outcome.ballot_id, ()),
            notes.get(row.outcome.ballot_id, RegisterNotes()),
        )
        for row in record.rows
    )
    return MatterFacts(
        title=record.matter.title,
        as_of=record.on,
        decisions=decisions,
        options=tuple(_option(row, record) for row in record.options if row.is_tabled),
        claims=tuple(claim for paper in record.papers for claim in _claims(paper, decisions)),
        actions=tuple(
            replace(action_facts(each), closed_on=None)
            if record.is_open(each)
            else action_facts(each)
            for each in record.actions
        ),
        lines=tuple(_lines(record)),
        meetings=record.meetings,
    )


def _decision(row: LogRow, voters_outside: tuple[str, ...], notes: RegisterNotes) -> DecisionFacts:
    outcome, recommendation = row.outcome, row.recommendation
    return DecisionFacts(
        key=str(outcome.pk),
        title=title(outcome.question),
        decided_on=row.meeting.held_on,
        result=Result(outcome.result),
        settlement=Settlement(outcome.settlement),
        seeks_resources=recommendation.seeks_resources,
        forum_decides=recommendation.kind.forum_role == ForumRole.DECIDES,
        text=outcome.resolution,
        amount_asked=row.amount_asked,
        amount_agreed=row.amount_agreed,
        awards=tuple(award_facts(award) for award in row.awards),
        historic=tuple(_historic(row)),
        links=tuple(
            LinkFacts(LinkKind(link.kind), str(link.earlier_id))
            for link in outcome.links_from.all()
        ),
        is_quorate=_is_quorate(row),
        voters_outside=voters_outside,
        substitutes_outside=tuple(notes.substitutes_outside),
        rulings=tuple(notes.rulings),
        evidence=f"item {row.item.number}",
    )


def title(question: Question) -> str:
    """How a finding names a decision: "Recommendation 3(i), Maintained special schools"."""
    return f"{question.placement.recommendation}, {question.get_group_display()}"


def _is_quorate(row: LogRow) -> bool:
    """By its ballot; a view on what the forum decides, without one, by who was at the meeting."""
    if row.outcome.ballot:
        return row.outcome.ballot.is_quorate
    decides = row.recommendation.kind.forum_role == ForumRole.DECIDES
    if row.outcome.result == Result.VIEW_RECORDED and decides:
        return quorum_of(row.meeting).met
    return True


def _historic(row: LogRow) -> Iterator[HistoricFacts]:
    for award in row.awards:
        last_year = award.option.last_year_amount if award.option else None
        if award.budget_line.kind == LineKind.HISTORIC and last_year is not None:
            yield HistoricFacts(award.budget_line.name, award.amount, last_year)


def _voters_outside(record: MatterRecord) -> dict[object, tuple[str, ...]]:
    """For each ballot, the seats that voted although their group was not asked."""
    rows = {row.outcome.ballot_id: row for row in record.rows if row.outcome.ballot_id}
    votes = Vote.objects.filter(ballot__in=rows).select_related("entry")
    found: dict[object, tuple[str, ...]] = {}
    for vote in votes:
        row, entry = rows[vote.ballot_id], vote.entry
        asked = row.outcome.question.placement.asked_groups
        own = row.outcome.question.group
        if entry.group not in asked or (own in asked and entry.group != own):
            found[vote.ballot_id] = (*found.get(vote.ballot_id, ()), entry.seat_name)
    return found


def _option(row: OptionRow, record: MatterRecord) -> OptionFacts:
    answers = [
        each.outcome
        for each in record.rows
        if each.recommendation.pk == row.recommendation.pk
        and row.option.group in each.outcome.question.option_groups
    ]
    return OptionFacts(
        label=row.label,
        named_on=row.named_on or record.on,
        source=Source(row.option.source),
        status=OptionStatus(row.option.status),
        decision=str(answers[-1].pk) if answers else "",
    )


def _claims(paper: Paper, decisions: tuple[DecisionFacts, ...]) -> Iterator[ClaimFacts]:
    """What a paper says of the latest approval before its meeting."""
    if paper.agenda_item is None:
        return
    on = paper.agenda_item.meeting.held_on
    earlier = [
        each
        for each in decisions
        if each.is_carried and each.seeks_resources and each.decided_on < on
    ]
    if not earlier:
        return
    for claim in claims_in(paper.public_text):
        year = _RELIED_ON_FOR.search(claim.words)
        yield ClaimFacts(
            paper=paper.title,
            on=on,
            decision=max(earlier, key=lambda each: each.decided_on).key,
            words=claim.words,
            source=claim.source,
            financial_year=f"{year[1]}-{year[2]}" if year else "",
        )


def _lines(record: MatterRecord) -> Iterator[LineFacts]:
    """Each budget line and year that the matter draws on, with what all decisions took from it."""
    awards = [award for row in record.rows for award in row.awards]
    lines = {award.budget_line_id for award in awards}
    allocated = _per_line_and_year(Allocation.objects.filter(budget_line__in=lines))
    committed = _per_line_and_year(
        Commitment.objects.filter(budget_line__in=lines, decided_on__lte=record.on)
    )
    moved = _moved(lines, record.on)
    for key, name in {
        (award.budget_line_id, award.financial_year): award.budget_line.name for award in awards
    }.items():
        put_in = allocated.get(key)
        if put_in is not None:
            put_in += moved.get(key, Decimal(0))
        yield LineFacts(name, key[1], put_in, committed.get(key, Decimal(0)))


def _moved(lines: set, on: date | None) -> dict[tuple[object, str], Decimal]:
    """What decisions moved into each line and year by the day, less what they moved out."""
    decided = BalanceMove.objects.filter(decided_on__lte=on)
    found: dict[tuple[object, str], Decimal] = {}
    for move in decided.filter(Q(to_line__in=lines) | Q(from_line__in=lines)):
        amount = move.amount_decided or Decimal(0)
        to, origin = (move.to_line_id, move.to_year), (move.from_line_id, move.from_year)
        found[to] = found.get(to, Decimal(0)) + amount
        found[origin] = found.get(origin, Decimal(0)) - amount
    return found


def _per_line_and_year(amounts: QuerySet) -> dict[tuple[object, str], Decimal]:
    sums = amounts.values_list("budget_line", "financial_year").annotate(total=Sum("amount"))
    return {(line, year): total for line, year, total in sums.order_by()}
