"""What is known of a decision by one office-holder from the report that it is taken on."""

from __future__ import annotations

from uuid import UUID

from decisions.models.outcomes.executive import ExecutiveDecision
from forum.models import Forum
from papers.models import FundingOption, Paper, Particulars, Recommendation
from papers.models.particulars import particulars_of
from papers.rules.delegating import conditions_in, delegated_in


def from_report(forum: Forum, pk: str) -> tuple[ExecutiveDecision, tuple[str, ...]]:
    """The decision as its report asks for it, and what it hangs on; empty without a report."""
    paper = _report(forum, pk)
    if paper is None:
        return ExecutiveDecision(forum=forum), ()
    head = particulars_of(paper)
    asked = list(paper.recommendations.all())
    text = "\n".join(f"{each.label} {each.text}" for each in asked)
    decision = ExecutiveDecision(
        forum=forum, matter=paper.matter, paper=paper, title=paper.title, text=text
    )
    option = FundingOption.objects.filter(recommendation__paper=paper).first()
    if option:
        decision.source, decision.budget_line = option.source, option.budget_line
        decision.amount, decision.financial_year = option.amount, option.financial_year
        decision.precision, decision.ceiling = option.amount_precision, option.ceiling
    _say_what_is_delegated(decision, asked)
    conditions = dict.fromkeys(each for ask in asked for each in conditions_in(_whole(ask)))
    if head is not None:
        _take_the_head(decision, head)
        if head.subject_to:
            conditions.setdefault(head.subject_to, None)
    return decision, tuple(conditions)


def _take_the_head(decision: ExecutiveDecision, head: Particulars) -> None:
    decision.reference = head.reference
    decision.decided_by_name, decision.decided_by_post = head.to_name, head.to_post
    decision.key_reasons, decision.classification = head.key_reasons, head.classification
    decision.divisions = head.divisions
    decision.past_pathway, decision.future_pathway = head.past_pathway, head.future_pathway
    decision.delegate_post = head.delegate_post or decision.delegate_post
    decision.consulted_post = head.consulted_post or decision.consulted_post


def _say_what_is_delegated(decision: ExecutiveDecision, asked: list[Recommendation]) -> None:
    for each in asked:
        said = delegated_in(each.text)
        if said.delegate:
            decision.delegation = each.text
            decision.delegate_post, decision.consulted_post = said.delegate, said.consulted
            return


def _whole(asked: Recommendation) -> str:
    return f"{asked.stem} {asked.text}"


def _report(forum: Forum, pk: str) -> Paper | None:
    try:
        return Paper.objects.select_related("matter").filter(forum=forum, pk=UUID(pk)).first()
    except ValueError:
        return None
