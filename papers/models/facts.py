"""What the tabling gate needs to know, read from the record."""

from __future__ import annotations

from datetime import date

from forum.models import Meeting
from papers.models.budget import BudgetLine
from papers.models.electorate import groups_with_members, groups_with_schools
from papers.models.option import FundingOption
from papers.models.paper import Paper
from papers.models.recommendation import Placement, Recommendation
from papers.rules.facts import (
    LineFacts,
    NilFacts,
    OptionFacts,
    RateFacts,
    RecommendationFacts,
    TablingFacts,
)


def paper_facts(paper: Paper, *, on: date) -> TablingFacts:
    """A paper as the gate sees it, were it tabled on the day."""
    meeting = paper.agenda_item.meeting if paper.agenda_item else None
    rules = paper.forum.constitution_on(on)
    return TablingFacts(
        title=paper.title,
        tabled_on=on,
        meeting_on=meeting.held_on if meeting else None,
        recommendations=tuple(recommendation_facts(each) for each in _full(paper)),
        purpose=paper.purpose,
        text=paper.text,
        is_tabled=paper.is_tabled,
        nil_allowed=rules.nil_funding_declaration,
        clearance_required=rules.finance_clearance,
        is_cleared=paper.clearances.filter(version=paper.version).exists(),
        notice_working_days=rules.notice_working_days,
        agenda_published=meeting.is_public if meeting else False,
        eligibility_as_printed=paper.eligibility_as_printed,
        **_groups(meeting),
    )


def placement_facts(placement: Placement, *, on: date) -> TablingFacts:
    """A motion from the floor, a matter arising or a deferred recommendation, as the gate sees it."""
    recommendation = placement.recommendation
    rules = placement.forum.constitution_on(on)
    return TablingFacts(
        title=str(recommendation),
        tabled_on=on,
        meeting_on=placement.meeting.held_on,
        recommendations=(recommendation_facts(recommendation),),
        origin=recommendation.origin,
        is_tabled=placement.tabled_at is not None,
        nil_allowed=rules.nil_funding_declaration,
        notice_working_days=rules.notice_working_days,
        **_groups(placement.meeting),
    )


def recommendation_facts(recommendation: Recommendation) -> RecommendationFacts:
    """One recommendation with its money; the stem it shares stands before its own words."""
    nil = getattr(recommendation, "nil_declaration", None)
    return RecommendationFacts(
        label=recommendation.label,
        text=f"{recommendation.stem} {recommendation.text}".strip(),
        decision_type=recommendation.decision_type,
        groups=tuple(recommendation.groups),
        votes_separately=recommendation.votes_separately,
        seeks_resources=recommendation.seeks_resources,
        amount=recommendation.amount,
        precision=recommendation.precision,
        financial_year=recommendation.financial_year,
        options=tuple(option_facts(option) for option in recommendation.options.all()),
        nil=NilFacts(nil.reason, nil.declared_post) if nil else None,
    )


def option_facts(option: FundingOption) -> OptionFacts:
    """One line of money, with its rates and what is left on its budget line."""
    return OptionFacts(
        letter=option.letter,
        source=option.source,
        line=_line_facts(option.budget_line, option.financial_year)
        if option.budget_line
        else None,
        amount=option.amount,
        financial_year=option.financial_year,
        from_on=option.from_on,
        until_on=option.until_on,
        service=option.service,
        group=option.group,
        last_year_amount=option.last_year_amount,
        printed_precision=option.printed_precision,
        rates=tuple(
            RateFacts(
                factor=rate.factor,
                unit_rate=rate.unit_rate,
                units=rate.units,
                printed_total=rate.printed_total,
                year_label=rate.year_label,
                prior_rate=rate.prior_rate,
                prior_year_label=rate.prior_year_label,
            )
            for rate in option.rates.all()
        ),
        status=option.status,
    )


def _line_facts(line: BudgetLine, year: str) -> LineFacts:
    return LineFacts(
        name=line.name,
        block=line.block,
        kind=line.kind,
        commitment_began_on=line.commitment_began_on,
        left=line.left(year) if year else None,
    )


def _full(paper: Paper) -> list[Recommendation]:
    found = paper.recommendations.select_related("nil_declaration")
    return list(found.prefetch_related("options__rates", "options__budget_line"))


def _groups(meeting: Meeting | None) -> dict[str, frozenset[str]]:
    if meeting is None:
        return {}
    return {
        "groups_with_members": groups_with_members(meeting),
        "groups_with_schools": groups_with_schools(meeting.forum, meeting),
    }
