"""What the findings need to know of one matter, from what its page has fetched already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from decisions.choices import HappeningKind
from decisions.models.auditing.beside import beside_one
from decisions.models.auditing.claim_facts import claims_told
from decisions.models.auditing.decision_facts import Answer, answers_of
from decisions.models.auditing.decision_rows import row_of
from decisions.models.auditing.forum_facts import open_on
from decisions.models.auditing.line_facts import lines_of
from decisions.models.auditing.matter_facts import (
    Offered,
    asked_facts,
    named_by,
    options_in_order,
    spending_by,
)
from decisions.models.facts import action_facts
from decisions.models.outcomes.outcome import Outcome
from decisions.models.threads.matter_record import MatterRecord
from decisions.rules.findings import AskedFacts, MatterFacts, SpendingFacts
from papers.models import NamedSource, Recommendation


def facts_told(record: MatterRecord, *, inside: bool = True) -> MatterFacts:
    """The matter of the record as the rules of findings see it: what facts_of says of it."""
    matter, on, key = record.matter, record.on, str(record.matter.pk)
    answers = _answers(record)
    decisions = {pk: [each.facts for each in those] for pk, those in answers.items()}
    lines = lines_of(matter.forum, answers, on, inside=inside)
    named = named_by(on, record.named_sources)
    options = options_in_order(_offered(record), named, answers)
    return MatterFacts(
        title=matter.title,
        as_of=on,
        decisions=tuple(decisions.get(key, ())),
        options=tuple(options.get(key, ())),
        claims=tuple(claims_told(record, decisions)),
        actions=tuple(open_on(on, action_facts(each)) for each in record.actions),
        lines=tuple(lines.get(key, ())),
        meetings=record.meetings,
        asked=tuple(_asked(record)),
        spending=tuple(_spending(record)),
        key=key,
    )


def _answers(record: MatterRecord) -> dict[str, list[Answer]]:
    outcomes = {row.outcome.pk: row.outcome for row in record.rows}
    return answers_of(
        record.matter.forum,
        sorted((row_of(each) for each in outcomes.values()), key=lambda row: row.place),
        {str(pk): beside_one(each, record.on) for pk, each in outcomes.items()},
        Outcome.objects.filter(pk__in=outcomes if "rulings" in record.there else ()),
        {str(pk) for pk, each in outcomes.items() if each.ballot and not each.ballot.is_quorate},
    )


def _offered(record: MatterRecord) -> Iterator[Offered]:
    for recommendation in sorted(record.recommendations, key=lambda each: each.pk):
        put = [each for each in record.placements if each.recommendation_id == recommendation.pk]
        options = recommendation.options.all() if put else ()
        for each in sorted(options, key=lambda each: (each.letter, each.position)):
            line = each.budget_line.name if each.budget_line else None
            yield Offered(
                str(recommendation.matter_id),
                str(recommendation.pk),
                put[0].meeting.held_on,
                str(each.pk),
                each.source,
                line,
                each.group,
                each.status,
            )


def _asked(record: MatterRecord) -> Iterator[AskedFacts]:
    """Recommendations for money that were tabled and hold no funding option themselves."""
    named: dict[UUID | None, list[NamedSource]] = defaultdict(list)
    for each in record.named_sources:
        named[each.recommendation_id].append(each)
    bare = {each.pk: each for each in record.recommendations if _is_bare(each)}
    for put in record.placements:
        if put.recommendation_id in bare:
            put.recommendation = bare[put.recommendation_id]
            yield asked_facts(put, named[put.recommendation_id])


def _is_bare(recommendation: Recommendation) -> bool:
    if not recommendation.seeks_resources or recommendation.options.all():
        return False
    return not hasattr(recommendation, "nil_declaration")


def _spending(record: MatterRecord) -> list[SpendingFacts]:
    spent = [each for each in record.happenings if each.kind == HappeningKind.SPENDING]
    return [facts for _, facts in spending_by(record.on, spent)]
