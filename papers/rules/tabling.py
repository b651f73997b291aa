"""The tabling gate: what a paper needs before it is put before the forum.

Middlesbrough's review of 2019, recommendation 26: all requests for additional resources are made
with specific options for funding arrangements within the recommendations before the item is
tabled. Obstacles block; warnings wait for an acknowledgement. The same gate holds for a motion
from the floor and for matters arising: without a paper, notice and clearance do not apply.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forum.rules.financial_year import is_financial_year
from forum.rules.notice import working_days_between
from forum.rules.ruling import Reason, Ruling
from papers.choices import ClearanceKind, ForumRole, Lateness, Purpose
from papers.rules.cautions import CHAIR, cautions
from papers.rules.de_delegation import de_delegation_obstacles, phases, topic
from papers.rules.decision_types import DecisionType
from papers.rules.electorate import members, widened
from papers.rules.facts import RecommendationFacts, TablingFacts
from papers.rules.funding import (
    AUTHOR,
    FINANCE,
    option_obstacles,
    source_obstacles,
    split_obstacles,
)
from papers.rules.mentions import Mention, where_found
from papers.rules.regulations import CONSTITUTION, PRACTICE, REVIEW

CLERK = "the clerk"
LEGAL = "the legal officer"
DIRECTOR = "the director, or an officer for them"
_COUNT = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def may_table(facts: TablingFacts) -> Ruling:
    """Business may be tabled when the forum can act on it and knows whose money it is."""
    return Ruling.of(obstacles(facts), cautions(facts))


def lateness(facts: TablingFacts) -> Lateness:
    """How the paper came in: from the day of the meeting on it is handed round."""
    if facts.meeting_on is None or not facts.has_paper:
        return Lateness.IN_TIME
    if facts.tabled_on >= facts.meeting_on:
        return Lateness.HANDED_ROUND
    clear = working_days_between(facts.tabled_on, facts.meeting_on)
    return Lateness.LATE if clear < facts.notice_working_days else Lateness.IN_TIME


def obstacles(facts: TablingFacts) -> Iterator[Reason]:
    """What stands in the way; a list that only counts it need not have the text read over."""
    if facts.is_tabled:
        yield Reason("already-tabled", f"“{facts.title}” is tabled already.", CLERK)
    if facts.meeting_on is None:
        text = f"Put “{facts.title}” on the agenda of a meeting."
        yield Reason("not-on-an-agenda", text, CLERK)
    if not facts.recommendations and facts.purpose != Purpose.INFORMATION:
        text = "Add a recommendation, or give the paper the purpose “for information”."
        yield Reason("no-recommendation", text, AUTHOR, PRACTICE)
    yield from _clearances(facts)
    for recommendation in facts.recommendations:
        kind = facts.kind_of(recommendation)
        yield from _decision_type(recommendation, kind, facts.year_of(recommendation))
        yield from _source(recommendation, facts)
        yield from _nil(recommendation, nil_allowed=facts.nil_allowed)
        yield from _money(recommendation, kind, facts)


def _clearances(facts: TablingFacts) -> Iterator[Reason]:
    """Finance clears what is about money; legal and the director every paper."""
    missing = facts.clearances_missing if facts.has_paper else ()
    is_about_money = any(each.offered or each.seeks_resources for each in facts.recommendations)
    if ClearanceKind.FINANCE in missing and is_about_money:
        text = "This is about money, and finance has not cleared its present version."
        yield Reason("no-finance-clearance", text, FINANCE, CONSTITUTION)
    if ClearanceKind.LEGAL in missing:
        text = "Legal has not cleared its present version."
        yield Reason("no-legal-clearance", text, LEGAL, CONSTITUTION)
    if ClearanceKind.DIRECTOR in missing:
        text = "The director has not cleared its present version."
        yield Reason("no-director-clearance", text, DIRECTOR, CONSTITUTION)
    if ClearanceKind.CHAIR in missing:
        text = "The chair has not cleared its present version for the agenda."
        yield Reason("no-chair-clearance", text, CHAIR, CONSTITUTION)


def _decision_type(
    recommendation: RecommendationFacts, kind: DecisionType | None, year: str
) -> Iterator[Reason]:
    name, code = recommendation.name, recommendation.decision_type
    if not code:
        text = f"{name} has no decision type, so nobody can say who may vote."
        yield Reason("no-decision-type", text, AUTHOR, PRACTICE, name)
    elif kind is None:
        text = f"{name}: “{code}” is not a type of decision of {year}."
        yield Reason("decision-type-unknown-in-year", text, AUTHOR, "", name)
    elif kind.groups and (beyond := widened(kind, recommendation.groups)):
        text = (
            f"{name} asks {members(beyond)}; the law gives this vote to {members(kind.groups)} "
            "only. A paper may ask fewer, never more."
        )
        yield Reason("group-widened", text, AUTHOR, kind.citation, name)


def _source(recommendation: RecommendationFacts, facts: TablingFacts) -> Iterator[Reason]:
    name, seeks = recommendation.name, recommendation.seeks_resources
    is_declared = recommendation.nil is not None and facts.nil_allowed and not seeks
    if recommendation.offered or is_declared:
        return
    if seeks:
        text = f"{name} asks for {recommendation.asks_for} and names no funding source."
    else:
        text = f"{name} names no funding source: name that of the money which it is about."
    if recommendation.options:
        text += " None of its options is on offer any more."
    yield Reason("no-funding-source", f"{text}{_mentioned(facts.mentions)}", AUTHOR, REVIEW, name)


def _mentioned(found: Sequence[Mention]) -> str:
    """Which sources the text speaks of, and where; those it proposes, if it proposes any."""
    shown = [mention for mention in found if mention.is_proposed] or list(found)
    quotes = list(dict.fromkeys(mention.quote for mention in shown))
    if not quotes:
        return ""
    count = _COUNT[len(quotes)] if len(quotes) < len(_COUNT) else str(len(quotes))
    sources, them = "sources are", "them as funding options"
    if len(quotes) == 1:
        sources, them = "source is", "it as a funding option"
    quoted = ", ".join(f"“{quote}”" for quote in quotes)
    unknown = dict.fromkeys(mention.quote for mention in shown if mention.source is None)
    return (
        f" {count.capitalize()} {sources} mentioned in {where_found(shown)} ({quoted}); "
        f"add {them} of the recommendation."
    ) + "".join(
        f" “{quote[:1].upper()}{quote[1:]}” is not one of the four sources: "
        "say which budget line it is."
        for quote in unknown
    )


def _nil(recommendation: RecommendationFacts, *, nil_allowed: bool) -> Iterator[Reason]:
    nil, name = recommendation.nil, recommendation.name
    if nil is None:
        return
    if not nil_allowed:
        text = (
            f"{name} declares that it touches no funding source, which the forum's constitution "
            "does not allow."
        )
        yield Reason("nil-not-allowed", text, AUTHOR, CONSTITUTION, name)
    if recommendation.seeks_resources:
        text = f"{name} asks for {recommendation.asks_for} and declares that it touches no source."
        yield Reason("nil-but-seeks-resources", text, AUTHOR, REVIEW, name)
    if recommendation.offered:
        text = f"{name} names a funding source and declares that it touches none."
        yield Reason("nil-beside-a-source", text, AUTHOR, CONSTITUTION, name)
    if not nil.reason.strip() or not nil.declared_post.strip():
        text = f"{name}: a nil funding declaration gives its reason and the post that makes it."
        yield Reason("nil-incomplete", text, FINANCE, CONSTITUTION, name)


def _money(
    recommendation: RecommendationFacts, kind: DecisionType | None, facts: TablingFacts
) -> Iterator[Reason]:
    if not recommendation.seeks_resources:
        yield from _without_money(recommendation, kind)
        return
    name = recommendation.name
    if recommendation.amount is None or recommendation.amount <= 0:
        text = f"{name} asks for money and states no amount: exactly, approximately or up to."
        yield Reason("no-amount", text, AUTHOR, REVIEW, name)
    if not is_financial_year(recommendation.financial_year):
        text = f"{name} asks for money and states no financial year, such as 2026-27."
        yield Reason("no-financial-year", text, AUTHOR, REVIEW, name)
    if kind is not None and kind.forum_role == ForumRole.INFORMED:
        text = (
            f"{name} asks for {recommendation.asks_for}, but the forum is only informed of "
            f"{kind.subject}; it cannot grant it."
        )
        yield Reason("informed-seeks-resources", text, AUTHOR, kind.citation, name)
    for where, option in recommendation.named_options():
        yield from option_obstacles(
            option, where=where, phases=phases(kind, recommendation), topic=topic(kind)
        )
    yield from split_obstacles(recommendation)
    yield from de_delegation_obstacles(kind, recommendation, facts.groups_with_schools)


def _without_money(
    recommendation: RecommendationFacts, kind: DecisionType | None
) -> Iterator[Reason]:
    """A recommendation that only asks to note names its source, and nothing more is needed."""
    for where, option in recommendation.named_options():
        yield from source_obstacles(option, where=where)
    if kind is not None and kind.is_de_delegation and kind.seeks_resources:
        name = recommendation.name
        text = f"{name} is put as “{kind.name}”, which takes money: mark it as seeking resources."
        yield Reason("not-marked-as-seeking-resources", text, AUTHOR, kind.citation, name)
