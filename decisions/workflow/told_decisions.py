"""How the trail words decisions that were told from a file, and what it keeps of them."""

from __future__ import annotations

from typing import Any

from decisions.models import Award, DecisionLink, Outcome
from decisions.workflow.told_entries import shown
from forum.money import pounds


def outcome_facts(outcome: Outcome) -> dict[str, Any]:
    """What the record states of an outcome beyond what each entry about one keeps."""
    return {
        "resolution": outcome.resolution,
        "deferred_to": outcome.deferred_to_id,
        "stated_for": outcome.stated_for,
        "stated_against": outcome.stated_against,
        "stated_abstain": outcome.stated_abstain,
    } | shown(outcome)


def outcome_sentence(outcome: Outcome, *, unsettled: bool) -> str:
    """How the trail words an outcome that was entered from evidence."""
    amount = outcome.amount_agreed
    agreed = f", {pounds(amount)}" if amount is not None else ""
    in_principle = ", source not settled" if unsettled else ""
    result = outcome.get_result_display().lower()
    return f"{outcome.question}: {result}{agreed}{in_principle}"


def award_facts(award: Award) -> dict[str, Any]:
    """What the trail keeps of an award."""
    return {
        "award": award.pk,
        "line": award.budget_line_id,
        "source": award.source,
        "source_label": award.get_source_display(),
        "budget_line": award.budget_line.name,
        "amount": award.amount,
        "financial_year": award.financial_year,
        "until_on": award.until_on,
        "assumption": award.assumption,
    }


def award_sentence(award: Award) -> str:
    """How the trail words an award."""
    until = f", until {award.until_on:%-d %B %Y}" if award.until_on else ""
    return (
        f"{award.outcome.question}: {pounds(award.amount)} from "
        f"{award.get_source_display().lower()}, {award.budget_line.name}, "
        f"{award.financial_year}{until}"
    )


def link_sentence(link: DecisionLink) -> str:
    """How the trail words what a later decision does to an earlier one."""
    later, earlier = link.later, link.earlier
    return (
        f"{later.question} of {later.decided_on:%-d %B %Y} {link.get_kind_display().lower()} "
        f"{earlier.question} of {earlier.decided_on:%-d %B %Y}"
    )
