"""What the tabling gate needs to know, read from the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, prefetch_related_objects

from forum.choices import ReturningKind
from forum.models import Constitution, Forum, Meeting, ReturningBusiness
from papers.models.appendix import Appendix
from papers.models.attached import appendix_facts
from papers.models.budget import BudgetLine
from papers.models.cleared import clearances_missing, void_clearances
from papers.models.clearing import ClearanceRequest
from papers.models.electorate import groups_with_members, groups_with_schools, local_rules
from papers.models.option import FundingOption
from papers.models.paper import Paper, PaperVersion
from papers.models.recommendation import Placement, Recommendation
from papers.rules.balance_moves import DECISION_TYPE as MOVES_BALANCES
from papers.rules.claims import claims_in
from papers.rules.facts import (
    LineFacts,
    NilFacts,
    OptionFacts,
    RateFacts,
    RecommendationFacts,
    TablingFacts,
    Terms,
)
from papers.rules.local import LocalRules
from papers.rules.text.text_form import plain


def fetch_money(recommendations: Sequence[Recommendation]) -> None:
    """Fetch the money of the recommendations, so that none of it takes a query of its own."""
    prefetch_related_objects(recommendations, "nil_declaration", *_options())


def fetch_whole(papers: Sequence[Paper]) -> None:
    """Fetch all that the gate and the cover read, for one paper or for a whole agenda."""
    prefetch_related_objects(
        papers,
        Prefetch("versions", PaperVersion.objects.filter(number=F("paper__version")), "present"),
        "clearances",
        Prefetch("clearance_requests", ClearanceRequest.objects.unanswered(), "unanswered"),
        Prefetch("appendices", Appendix.objects.with_files()),
        "schedule__lines__rates",
        Prefetch("recommendations", Recommendation.objects.select_related("nil_declaration")),
        *_options("recommendations__"),
    )
    asked = [each for paper in papers for each in paper.recommendations.all()]
    moving = [each for each in asked if each.decision_type == MOVES_BALANCES]
    prefetch_related_objects(moving, "balance_moves__from_line", "balance_moves__to_line")


def _options(of: str = "") -> Iterator[str | Prefetch]:
    yield Prefetch(f"{of}options", FundingOption.objects.select_related("budget_line"))
    yield f"{of}options__rates"
    yield f"{of}options__budget_line__allocations"
    yield f"{of}options__budget_line__commitments"
    yield f"{of}options__budget_line__moves_in"
    yield f"{of}options__budget_line__moves_out"


@dataclass(frozen=True)
class Ground:
    """What all papers for one meeting stand on: the constitution, and who there is to ask."""

    rules: Constitution
    with_members: frozenset[str] = frozenset()
    with_schools: frozenset[str] = frozenset()
    local: LocalRules | None = None


def ground(forum: Forum, meeting: Meeting | None, *, on: date) -> Ground:
    """The ground of a meeting's papers, were they tabled on the day."""
    rules = forum.constitution_on(on)
    if meeting is None:
        return Ground(rules)
    local = local_rules(forum.constitution_on(meeting.held_on))
    return Ground(rules, groups_with_members(meeting), groups_with_schools(meeting), local)


def paper_facts(paper: Paper, *, on: date, shared: Ground | None = None) -> TablingFacts:
    """A paper as the gate sees it, were it tabled on the day; an agenda shares its ground."""
    meeting = paper.agenda_item.meeting if paper.agenda_item else None
    stands_on = shared or ground(paper.forum, meeting, on=on)
    rules = stands_on.rules
    fetch_whole([paper])
    blocks, missing = paper.blocks, clearances_missing(paper, rules)
    return TablingFacts(
        title=paper.title,
        tabled_on=on,
        meeting_on=meeting.held_on if meeting else None,
        recommendations=tuple(recommendation_facts(each) for each in paper.recommendations.all()),
        purpose=paper.purpose,
        text=plain(blocks),
        blocks=blocks,
        kind=paper.kind_of_paper,
        not_stated=tuple(_not_stated(paper)),
        unsettled=_unsettled(paper, plain(blocks)),
        is_tabled=paper.is_tabled,
        nil_allowed=rules.nil_funding_declaration,
        clearances_missing=missing,
        clearances_void=void_clearances(paper, missing),
        clearances_unanswered=tuple(str(each) for each in paper.unanswered),
        notice_working_days=rules.notice_working_days,
        agenda_published=meeting.is_public if meeting else False,
        eligibility_as_printed=paper.eligibility_as_printed,
        groups_with_members=stands_on.with_members,
        groups_with_schools=stands_on.with_schools,
        appendices=tuple(appendix_facts(each) for each in paper.appendices.all()),
        local=stands_on.local,
    )


def _unsettled(paper: Paper, text: str) -> tuple[str, ...]:
    """What waits for a source in the matter; looked up where the text claims that it has one."""
    if not claims_in(text):
        return ()
    waiting = ReturningBusiness.objects.waiting().filter(
        kind=ReturningKind.UNSETTLED_SOURCE,
        business__in=Recommendation.objects.filter(matter=paper.matter_id).values("pk"),
    )
    return tuple(each.sentence for each in waiting)


def _not_stated(paper: Paper) -> Iterator[str]:
    """What a paper by nobody in this system does not say of itself."""
    if paper.author_id is None and not paper.author_as_printed:
        yield "author"
    if paper.author_id is None and paper.written_on is None:
        yield "date"


def placement_facts(
    placement: Placement, *, on: date, shared: Ground | None = None
) -> TablingFacts:
    """A motion, a matter arising or a deferred recommendation, as the gate sees it."""
    recommendation = placement.recommendation
    stands_on = shared or ground(placement.forum, placement.meeting, on=on)
    fetch_money([recommendation])
    return TablingFacts(
        title=str(recommendation),
        tabled_on=on,
        meeting_on=placement.meeting.held_on,
        recommendations=(recommendation_facts(recommendation),),
        origin=recommendation.origin,
        is_tabled=placement.tabled_at is not None,
        nil_allowed=stands_on.rules.nil_funding_declaration,
        notice_working_days=stands_on.rules.notice_working_days,
        groups_with_members=stands_on.with_members,
        groups_with_schools=stands_on.with_schools,
        local=stands_on.local,
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
        line=line_facts(option.budget_line, option.financial_year) if option.budget_line else None,
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
        terms=Terms(
            precision=option.amount_precision,
            ceiling=option.ceiling,
            full_year_amount=option.full_year_amount,
            months=option.months,
            is_recurring=option.is_recurring,
            after_end=option.after_end,
            claw_back=option.claw_back,
            match_amount=option.match_amount,
            match_ours=option.match_ours,
            match_theirs=option.match_theirs,
        ),
    )


def line_facts(line: BudgetLine, year: str) -> LineFacts:
    """A budget line, balance or grant, with what is left on it in the year."""
    return LineFacts(
        name=line.name,
        block=line.block,
        kind=line.kind,
        commitment_began_on=line.commitment_began_on,
        left=line.left(year) if year else None,
        later=tuple(line.left_after(year)) if year else (),
    )
