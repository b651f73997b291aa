"""Whether a paper agrees with itself: one small check for each thing that papers get wrong.

Every check came from a paper that went before a real forum (Kent, Havering, Middlesbrough,
Staffordshire) and is written for all papers. What a paper prints is never altered. A warning waits
for a reason before the paper is put before the forum; a note is only shown.
"""

from collections.abc import Callable, Iterator

from forum.rules.ruling import Reason
from papers.rules.consistency import asking, measures, names, structure, sums, times
from papers.rules.consistency.reading import Reading, reading
from papers.rules.facts import TablingFacts

Check = Callable[[Reading], Iterator[Reason]]

WARNINGS: tuple[Check, ...] = (
    asking.claims_against_the_record,
    structure.guidance_that_is_left,
    structure.recommendations_printed_twice,
    structure.prior_years_in_tables,
    sums.sums_in_words,
    sums.products,
    sums.ranges,
    sums.ceilings,
    sums.tables,
    measures.figures_measured_twice,
    measures.counts_that_differ,
    measures.percentages,
    times.plans_in_the_past,
    times.terms_that_differ,
)
NOTES: tuple[Check, ...] = (
    asking.not_stated,
    asking.verbs_without_a_decision,
    asking.members_asked_for_input,
    asking.conditions_in_words,
    asking.money_that_may_go_back,
    asking.matched_money,
    asking.promises,
    asking.left_out_of_a_de_delegation,
    asking.tables_of_the_kind,
    times.decisions_to_come,
    times.parts_of_years,
    sums.averages,
    sums.near_ceilings,
    measures.prices_and_volumes,
    measures.bands,
    names.names_that_differ,
    names.near_names,
    names.near_acronyms,
    names.ambiguous_bodies,
    names.many_labels,
    structure.numbers_that_repeat,
    structure.references_used_twice,
    structure.said_twice,
)


def inconsistencies(facts: TablingFacts) -> tuple[Reason, ...]:
    """What is worth a warning: the paper says two things that cannot both be."""
    return _found(facts, WARNINGS)


def remarks(facts: TablingFacts) -> tuple[Reason, ...]:
    """What is worth a note: a reader may stumble over it."""
    return _found(facts, NOTES)


def _found(facts: TablingFacts, checks: tuple[Check, ...]) -> tuple[Reason, ...]:
    """Every finding once, whichever passage shows it."""
    if not facts.has_paper:
        return ()
    paper = reading(facts)
    found: dict[str, Reason] = {}
    for check in checks:
        for reason in check(paper):
            found.setdefault(reason.key, reason)
    return tuple(found.values())
