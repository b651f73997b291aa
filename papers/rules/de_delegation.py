"""De-delegation is put line by line and phase by phase, for one financial year.

Members decide separately for each phase whether a service is provided centrally, and the decision
binds every maintained school of the phase for that year only. Part 6 of Schedule 2 is for primary
and secondary schools; education functions (Part 7) also for special schools and referral units.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from forum.choices import Group
from forum.rules.financial_year import ends_on, is_financial_year, starts_on
from forum.rules.ruling import Reason
from papers.choices import Source
from papers.rules.decision_types import DecisionType
from papers.rules.electorate import asked_groups, members
from papers.rules.facts import OptionFacts, RecommendationFacts
from papers.rules.funding import AUTHOR
from papers.rules.regulations import cite

PHASES = (Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY)


def phases(kind: DecisionType | None, recommendation: RecommendationFacts) -> tuple[str, ...]:
    """The groups whose money a recommendation of this type can de-delegate."""
    if kind is None or not kind.is_de_delegation:
        return PHASES
    return asked_groups(kind, recommendation.groups)


def topic(kind: DecisionType | None) -> str:
    """The provision of the finance regulations under which money is de-delegated."""
    is_part_7 = kind is not None and kind.code == "EDU_FUNCTIONS"
    return "education_functions" if is_part_7 else "de_delegation"


def de_delegation_obstacles(
    kind: DecisionType | None,
    recommendation: RecommendationFacts,
    groups_with_schools: Collection[str],
) -> Iterator[Reason]:
    """What keeps a recommendation from being a proper question of de-delegation."""
    lines = [option for option in recommendation.offered if _is_de_delegated(option)]
    yield from _type_and_source(kind, recommendation, lines)
    yield from _line_by_line(recommendation, lines)
    if kind is not None and kind.is_de_delegation:
        yield from _phase_by_phase(kind, recommendation, lines, groups_with_schools)
    yield from _one_year(recommendation)


def _is_de_delegated(option: OptionFacts) -> bool:
    return option.source == Source.DE_DELEGATED


def _type_and_source(
    kind: DecisionType | None, recommendation: RecommendationFacts, lines: list[OptionFacts]
) -> Iterator[Reason]:
    name = recommendation.name
    if kind is None:
        return
    if lines and not kind.is_de_delegation:
        text = (
            f"{name} de-delegates money, which only the phase concerned can agree to; as "
            f"“{kind.name}” it would be put to {members(kind.groups)}."
        )
        yield _reason("de-delegation-wrong-type", text, recommendation)
    if kind.is_de_delegation and len(lines) < len(recommendation.offered):
        text = (
            f"{name} is put as “{kind.name}” and offers money of another source; "
            "put that in a recommendation of its own."
        )
        yield _reason("option-not-de-delegated", text, recommendation)


def _line_by_line(
    recommendation: RecommendationFacts, lines: list[OptionFacts]
) -> Iterator[Reason]:
    services = {option.service.strip().casefold() for option in lines if option.service.strip()}
    if len(services) > 1:
        named = ", ".join(sorted({option.service.strip() for option in lines}))
        text = (
            f"{recommendation.name} puts several services to one vote ({named}); "
            "give each a recommendation of its own."
        )
        yield _reason("de-delegation-not-line-by-line", text, recommendation)


def _phase_by_phase(
    kind: DecisionType,
    recommendation: RecommendationFacts,
    lines: list[OptionFacts],
    groups_with_schools: Collection[str],
) -> Iterator[Reason]:
    asked = asked_groups(kind, recommendation.groups)
    if kind.must_separate and recommendation.votes_separately is False and len(asked) > 1:
        text = f"{recommendation.name} puts one question to {members(asked)}; each phase decides."
        yield _reason("de-delegation-not-by-phase", text, recommendation)
    for letter in sorted({option.letter for option in lines if option.group}):
        covered = {option.group for option in lines if option.letter == letter}
        lacking = [each for each in asked if each in groups_with_schools and each not in covered]
        if lacking:
            text = (
                f"{recommendation.name}, option {letter} has no line for {members(lacking)}, "
                "who are asked to agree to it."
            )
            yield _reason("de-delegation-not-by-phase", text, recommendation)


def _one_year(recommendation: RecommendationFacts) -> Iterator[Reason]:
    for where, option in recommendation.named_options():
        if _is_de_delegated(option) and _leaves_its_year(option, recommendation.financial_year):
            text = f"{where}: de-delegation is decided for one financial year only."
            yield Reason(
                "de-delegation-more-than-one-year",
                text,
                AUTHOR,
                cite("de_delegation", recommendation.financial_year),
                where,
            )


def _leaves_its_year(option: OptionFacts, year: str) -> bool:
    if not is_financial_year(option.financial_year):
        return False
    first, last = starts_on(option.financial_year), ends_on(option.financial_year)
    begins, ends = option.from_on or first, option.until_on or last
    other_year = is_financial_year(year) and option.financial_year != year
    return other_year or begins < first or ends > last


def _reason(code: str, text: str, recommendation: RecommendationFacts) -> Reason:
    law = cite("de_delegation", recommendation.financial_year)
    return Reason(code, text, AUTHOR, law, recommendation.name)
