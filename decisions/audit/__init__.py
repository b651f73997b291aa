"""Check 11: registers, votes, outcomes and awards are those that the trail tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from decisions.audit.asked import EVENTS as ASKED
from decisions.audit.asked import asked_problems
from decisions.audit.ballots import ballot_problems, ruling_problems
from decisions.audit.followed import EVENTS as FOLLOWED
from decisions.audit.followed import followed_problems
from decisions.audit.reviewed import EVENTS as REVIEWED
from decisions.audit.reviewed import reviewed_problems
from decisions.audit.told import Told, amount, differs, told_of, words
from decisions.choices import DecisionEvent, Settlement
from decisions.models import Award, Ballot, DecisionLink, Outcome
from decisions.models.outcomes.standing import undone_in
from forum.audit.checks import trail_checks
from forum.locks import one_view
from forum.models import Forum
from forum.rules.chain import Check, Problem
from forum.rules.checkpoints import Checkpoint
from forum.rules.trail import as_written
from papers.models import BalanceMove, Commitment

_EVENTS = (
    DecisionEvent.BALLOT_OPENED,
    DecisionEvent.BALLOT_CLOSED,
    DecisionEvent.BALLOT_VOIDED,
    DecisionEvent.CASTING_VOTE,
    DecisionEvent.REGISTER_OVERRIDDEN,
    DecisionEvent.OUTCOME_RECORDED,
    DecisionEvent.SOURCE_DECIDED,
    DecisionEvent.DECISIONS_LINKED,
    DecisionEvent.BALANCE_MOVED,
    *ASKED,
    *FOLLOWED,
    *REVIEWED,
)
_OF_BALLOT = ("register", "option_counts", "number_counts", "candidates", "votes__entry")


def checks_of(forum: Forum, checkpoints: Iterable[Checkpoint] = ()) -> list[Check]:
    """Checks 2 to 12 of one forum, by number.

    At one moment, so that what is written meanwhile does not look like a fault.
    """
    with one_view():
        checks = [*trail_checks(forum, checkpoints), record_check(forum)]
    return sorted(checks, key=lambda check: check.number)


def record_check(forum: Forum) -> Check:
    """The record of the forum beside its trail; the trail itself is checked before."""
    check = Check(11)
    told = told_of(forum, _EVENTS)
    ballots = Ballot.objects.filter(forum=forum).prefetch_related(*_OF_BALLOT)
    for ballot in ballots.iterator(chunk_size=500):
        check.looked_at += 1
        check.note(ballot_problems(ballot, told))
    check.note(ruling_problems(forum, told))
    outcomes = Outcome.objects.filter(forum=forum).select_related("question")
    for outcome in outcomes.prefetch_related("awards__budget_line").iterator(chunk_size=500):
        check.looked_at += 1
        check.note(_outcome_problems(outcome, told))
    check.note(asked_problems(forum, told))
    check.note(followed_problems(forum, told))
    check.note(reviewed_problems(forum, told))
    check.note(_link_problems(forum, told))
    check.note(_gone(forum, told))
    check.note(_book_problems(forum))
    check.note(_move_problems(forum, told))
    return check


def _outcome_problems(outcome: Outcome, told: Told) -> Iterator[Problem]:
    name, awards = f"outcome {outcome.pk}", list(outcome.awards.all())
    recorded = told.get((DecisionEvent.OUTCOME_RECORDED, str(outcome.pk)), [])
    if len(recorded) != 1:
        yield Problem(f"{name} is not recorded once on the trail", None, "1", str(len(recorded)))
    for seq, facts in recorded:
        agreed = amount(facts.get("amount_agreed"))
        then = words(facts.get("result"), facts.get("group"), agreed, facts.get("resolution"))
        yield from differs(f"{name}: what was resolved", seq, then, _resolved(outcome))
    decided = told.get((DecisionEvent.SOURCE_DECIDED, str(outcome.pk)), [])
    first = decided[0][0] if decided else None
    yield from differs(
        f"{name}: the awards",
        first,
        sorted(_award_told(facts) for _, facts in decided),
        sorted(_award_now(award) for award in awards),
    )
    total = sum((award.amount for award in awards), Decimal(0))
    if outcome.settlement == Settlement.SETTLED and total != outcome.amount_agreed:
        yield from differs(f"{name}: its awards add up", None, outcome.amount_agreed, total)


def _resolved(outcome: Outcome) -> tuple[str, ...]:
    return words(
        outcome.result,
        outcome.question.group,
        outcome.amount_agreed,
        as_written(outcome.resolution),
    )


def _award_told(facts: dict[str, Any]) -> tuple[str, ...]:
    awarded = amount(facts.get("amount"))
    return words(
        facts.get("award"),
        facts.get("source"),
        facts.get("line"),
        awarded,
        facts.get("financial_year"),
        facts.get("until_on"),
    )


def _award_now(award: Award) -> tuple[str, ...]:
    return words(
        award.pk,
        award.source,
        award.budget_line_id,
        award.amount,
        award.financial_year,
        award.until_on,
    )


def _link_problems(forum: Forum, told: Told) -> Iterator[Problem]:
    """How decisions bear on each other is as the trail tells."""
    then = sorted(
        (about, str(facts.get("earlier")), str(facts.get("kind")))
        for (event, about), entries in told.items()
        if event == DecisionEvent.DECISIONS_LINKED
        for _, facts in entries
    )
    links = DecisionLink.objects.filter(forum=forum)
    now = sorted((str(link.later_id), str(link.earlier_id), link.kind) for link in links)
    yield from differs("the links between decisions", None, then, now)


def _gone(forum: Forum, told: Told) -> Iterator[Problem]:
    """What the trail tells of and the record has no more."""
    kept = {
        str(pk)
        for model in (Ballot, Outcome)
        for pk in model.objects.filter(forum=forum).values_list("pk", flat=True)
    }
    for (event, about), entries in told.items():
        if event in {*ASKED, *FOLLOWED, *REVIEWED}:
            continue
        # A ruling is about its meeting, and is looked at by itself.
        if about not in kept and event != DecisionEvent.REGISTER_OVERRIDDEN:
            yield Problem(f"{event}: its record is gone", entries[0][0], about, "nothing")


def _book_problems(forum: Forum) -> Iterator[Problem]:
    """The commitments on budget lines repeat the awards, one for one, with what still counts."""
    book = {
        each.award: words(
            each.award,
            each.source,
            each.budget_line_id,
            each.amount,
            each.financial_year,
            each.until_on,
            each.standing,
        )
        for each in Commitment.objects.filter(forum=forum)
    }
    left = {each.award: each.standing for each in undone_in(forum, inside=True)}
    awards = {
        award.pk: (*_award_now(award), *words(left.get(award.pk, award.amount)))
        for award in Award.objects.filter(forum=forum)
    }
    for pk in sorted(book.keys() | awards.keys(), key=str):
        then, now = awards.get(pk, "no award"), book.get(pk, "no commitment")
        yield from differs(f"award {pk}: its entry on the budget line", None, then, now)


def _move_problems(forum: Forum, told: Told) -> Iterator[Problem]:
    """The moves of balances that were decided are as the trail tells."""
    then = sorted(
        words(about, facts.get("move"), amount(facts.get("amount")))
        for (event, about), entries in told.items()
        if event == DecisionEvent.BALANCE_MOVED
        for _, facts in entries
    )
    decided = BalanceMove.objects.filter(forum=forum, decided_on__isnull=False)
    now = sorted(words(each.outcome, each.pk, each.amount_decided) for each in decided)
    yield from differs("the moves of balances", None, then, now)
