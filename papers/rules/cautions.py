"""What the tabling gate warns of: it may be right, and somebody says why before it goes on."""

from __future__ import annotations

from collections.abc import Iterator

from forum.choices import NON_SCHOOLS_GROUPS
from forum.rules.notice import working_days_between
from forum.rules.ruling import Reason
from papers.choices import WHOLE_FORUM, Block, ForumRole, Purpose, Source
from papers.rules.appendices import appendix_cautions
from papers.rules.balances import over_balances
from papers.rules.consistency import inconsistencies, remarks
from papers.rules.decision_types import DecisionType
from papers.rules.electorate import asked_groups, members, voting_groups
from papers.rules.facts import RecommendationFacts, TablingFacts
from papers.rules.funding import AUTHOR
from papers.rules.mentions import Mention, mentions, proposed_changes, where_found
from papers.rules.personal import personal_cautions
from papers.rules.regulations import CONSTITUTION, GUIDANCE, PRACTICE, REVIEW, cite
from papers.rules.schedules.rates import rate_check, repeats_year
from papers.rules.terms import term_cautions
from papers.rules.text.wording import (
    asks_for_money,
    misfitting_verbs,
    printed_groups,
    since_dates,
)

PAPER = "The paper"
CHAIR = "the chair"
CLERK = "the clerk"
PROCEDURAL = ("CHAIR_ELECTION", "CONSTITUTION_PROCEDURE", "MINUTES")
QUOTED = 160
"""A warning quotes this many characters of a sentence at most."""

_NEVER_EMPTY = frozenset(NON_SCHOOLS_GROUPS)
"""Groups that are no schools: they are there whether or not the record lists a school."""
_ROLES = {
    ForumRole.DECIDES: "decides",
    ForumRole.CONSULTED: "is consulted, and cannot decide",
    ForumRole.INFORMED: "is informed, and cannot decide",
    ForumRole.ELECTS: "elects",
    ForumRole.PROCEDURE: "settles its own procedure",
}


def cautions(facts: TablingFacts) -> Iterator[Reason]:
    """Every warning, each with a key of its own."""
    yield from _time(facts)
    yield from _purpose(facts)
    yield from _unanswered(facts)
    yield from _eligibility(facts)
    yield from _sources_in_text(facts)
    yield from _dates(facts)
    yield from over_balances(facts.recommendations)
    yield from appendix_cautions(facts.text, facts.appendices)
    yield from personal_cautions(facts.blocks, *(each.summary for each in facts.appendices))
    for recommendation in facts.recommendations:
        kind = facts.kind_of(recommendation)
        if kind is not None:
            yield from _words(recommendation, kind)
            yield from _voters(recommendation, kind, facts)
        yield from _rates(recommendation)
        yield from term_cautions(recommendation)
    yield from inconsistencies(facts)


def notes(facts: TablingFacts) -> tuple[Reason, ...]:
    """What a reader should know and nobody need acknowledge, such as units that are not stated."""
    not_stated = (
        Reason("units-not-stated", f"{where}, {rate.factor}: {check.sentence}.", "", "", where)
        for recommendation in facts.recommendations
        for where, option in recommendation.named_options()
        for rate in option.rates
        if (check := rate_check(rate, precision=option.printed_precision)).agrees is None
    )
    return (*not_stated, *remarks(facts))


def _time(facts: TablingFacts) -> Iterator[Reason]:
    if facts.meeting_on is None or not facts.has_paper:
        return
    clear = working_days_between(facts.tabled_on, facts.meeting_on)
    if facts.tabled_on >= facts.meeting_on:
        text = "This paper is first seen at the meeting: it is handed round and labelled so."
        yield Reason("handed-round", text, CHAIR, CONSTITUTION, PAPER)
    elif clear < facts.notice_working_days:
        text = (
            f"Clear working days between tabling and the meeting: {clear}, of "
            f"{facts.notice_working_days} asked for. The paper is labelled late, with the "
            "chair's reason."
        )
        yield Reason("late", text, CHAIR, CONSTITUTION, PAPER)
    if facts.agenda_published:
        text = "The agenda is published already: this paper goes out as a supplement."
        yield Reason("agenda-published", text, CLERK, GUIDANCE, PAPER)


def _purpose(facts: TablingFacts) -> Iterator[Reason]:
    changes = proposed_changes(facts.text)
    if facts.purpose == Purpose.INFORMATION and changes:
        central = any(each.source == Source.CENTRALLY_RETAINED for each in facts.mentions)
        budget = "a centrally retained budget" if central else "a budget"
        text = (
            f"This paper is for information, but {where_found(changes)} changes {budget}: "
            f"“{_short(changes[0].text)}” Does the forum have to decide?"
        )
        yield Reason("information-changes-budget", text, AUTHOR, PRACTICE, PAPER)
    asking = [each for each in facts.recommendations if each.seeks_resources]
    if facts.purpose == Purpose.INFORMATION and asking:
        text = (
            f"This paper is for information, but {asking[0].name} asks for "
            f"{asking[0].asks_for}: the forum decides that. Is the paper for decision?"
        )
        yield Reason("information-asks-for-money", text, AUTHOR, PRACTICE, PAPER)


def _unanswered(facts: TablingFacts) -> Iterator[Reason]:
    for name in facts.clearances_unanswered:
        text = f"{name}: asked for, and not given. Wait for it, or ask for it no more?"
        yield Reason("clearance-unanswered", text, CLERK, CONSTITUTION, name)
    for name in facts.clearances_void:
        text = f"{name}: the paper was changed after it. Ask for it again?"
        yield Reason("clearance-void", text, CLERK, CONSTITUTION, name)


def _eligibility(facts: TablingFacts) -> Iterator[Reason]:
    printed = {
        group
        for group in printed_groups(facts.eligibility_as_printed)
        if group in facts.groups_with_schools | _NEVER_EMPTY
    }
    narrower = []
    for recommendation in facts.recommendations:
        kind = facts.kind_of(recommendation)
        asked = asked_groups(kind, recommendation.groups) if kind else ()
        if asked and printed - set(asked):
            narrower.append(recommendation.label)
    if narrower:
        some = "recommendation" if len(narrower) == 1 else "recommendations"
        text = (
            f"The paper prints “{facts.eligibility_as_printed}” as eligible to vote; "
            f"{some} {', '.join(narrower)} may be voted on by fewer, and the narrower holds."
        )
        yield Reason("eligibility-wider", text, AUTHOR, PRACTICE, PAPER)


def _sources_in_text(facts: TablingFacts) -> Iterator[Reason]:
    if not facts.recommendations:
        return
    found = facts.mentions
    offered = {source for each in facts.recommendations for source in _offered(each)}
    for source in Source:
        named = [each for each in found if each.source == source and each.is_proposed]
        if named and source not in offered:
            place = where_found(named)
            text = (
                f"{source.label} money is spoken of in {place} (“{named[0].quote}”), and no "
                "recommendation offers it."
            )
            where = f"{source.label}, {place}"
            yield Reason("source-only-in-text", text, AUTHOR, REVIEW, where)
    yield from _no_source(found, PAPER)
    for recommendation in facts.recommendations:
        yield from _no_source(mentions(recommendation.text), recommendation.name)


def _offered(recommendation: RecommendationFacts) -> Iterator[str]:
    for option in recommendation.options:
        yield option.source
        # One-off money inside the high needs block: to speak of either is to speak of it.
        if option.line is not None and option.line.block == Block.HIGH_NEEDS:
            yield Source.HIGH_NEEDS


def _no_source(found: tuple[Mention, ...], where: str) -> Iterator[Reason]:
    named = [each for each in found if each.source is None]
    if named:
        quotes = ", ".join(f"“{quote}”" for quote in dict.fromkeys(each.quote for each in named))
        place = where_found(named) if where == PAPER else where
        text = (
            f"{quotes} in {place}: this is the grant as a whole and not one of the four sources; "
            "say which budget line it is."
        )
        yield Reason("unrecognised-source", text, AUTHOR, REVIEW, where)


def _dates(facts: TablingFacts) -> Iterator[Reason]:
    if facts.meeting_on is None:
        return
    texts = [(PAPER, facts.text), *((each.name, each.text) for each in facts.recommendations)]
    for where, text in texts:
        later = [words for day, words in since_dates(text) if day > facts.meeting_on]
        if later:
            quotes = ", ".join(f"“{words}”" for words in dict.fromkeys(later))
            warning = f"{where} counts from a day later than the meeting: {quotes}."
            yield Reason("since-date-later-than-meeting", warning, AUTHOR, "", where)


def _words(recommendation: RecommendationFacts, kind: DecisionType) -> Iterator[Reason]:
    name, role = recommendation.name, _ROLES[kind.forum_role]
    misfits = misfitting_verbs(recommendation.text, kind.forum_role)
    if misfits:
        asked = " and ".join(f"“{verb}”" for verb in misfits)
        text = f"{name} asks the forum to {asked}; on {kind.subject} it {role}."
        yield Reason("verb-does-not-fit", text, AUTHOR, PRACTICE, name)
    if not recommendation.seeks_resources and asks_for_money(recommendation.text):
        text = f"{name} speaks of money to be spent and is not marked as seeking resources."
        yield Reason("asks-for-money", text, AUTHOR, REVIEW, name)
    if kind.code in PROCEDURAL:
        text = (
            f"{name} is procedural business: as an agenda item of its own it needs no "
            "recommendation and no funding source."
        )
        yield Reason("procedural-business", text, CLERK, PRACTICE, name)


def _voters(
    recommendation: RecommendationFacts, kind: DecisionType, facts: TablingFacts
) -> Iterator[Reason]:
    """A question may be put to a group for which nobody sits: then nothing can be decided."""
    if facts.meeting_on is None:
        return
    asked = asked_groups(kind, recommendation.groups)
    questions = voting_groups(
        kind, narrowed=recommendation.groups, separately=recommendation.votes_separately
    )
    for question in questions:
        group = asked if question == WHOLE_FORUM else (question,)
        exists = any(each in facts.groups_with_schools | _NEVER_EMPTY for each in group)
        if exists and not facts.groups_with_members.intersection(group):
            text = f"{recommendation.name} is put to {members(group)}, and no such seat is filled."
            where = f"{recommendation.name}, {members(group)}"
            yield Reason("no-eligible-member", text, CLERK, kind.citation, where)


def _rates(recommendation: RecommendationFacts) -> Iterator[Reason]:
    for where, option in recommendation.named_options():
        law = cite("de_delegation", option.financial_year)
        for rate in option.rates:
            place = f"{where}, {rate.factor}"
            check = rate_check(rate, precision=option.printed_precision)
            if check.agrees is False:
                text = f"{place}: {check.sentence}."
                yield Reason("printed-total-differs", text, AUTHOR, law, place)
            if repeats_year(rate, option.financial_year):
                text = (
                    f"{place}: last year's rate is labelled {rate.prior_year_label}, "
                    "which is this year."
                )
                yield Reason("prior-year-label", text, AUTHOR, PRACTICE, place)


def _short(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[:QUOTED].rsplit(' ', 1)[0]} …"
