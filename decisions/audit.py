"""Check 11: registers, votes, outcomes and awards are those that the trail tells of."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from decisions.choices import BallotStatus, DecisionEvent, Method, Settlement, VoteCast
from decisions.models import Award, Ballot, DecisionLink, Outcome
from forum.models import AuditEntry, Forum
from forum.rules.chain import Check, Problem
from forum.rules.trail import as_written
from papers.models import Commitment

Told = dict[tuple[str, str], list[tuple[int, dict[str, Any]]]]
"""By event and record: the number of each entry with its facts."""

_EVENTS = (
    DecisionEvent.BALLOT_OPENED,
    DecisionEvent.BALLOT_CLOSED,
    DecisionEvent.OUTCOME_RECORDED,
    DecisionEvent.SOURCE_DECIDED,
    DecisionEvent.DECISIONS_LINKED,
)


def record_check(forum: Forum) -> Check:
    """The record of the forum beside its trail; the trail itself is checked before."""
    check = Check(11)
    told = _told(forum)
    ballots = Ballot.objects.filter(forum=forum).prefetch_related("register", "option_counts")
    for ballot in ballots.prefetch_related("votes__entry").iterator(chunk_size=500):
        check.looked_at += 1
        check.note(_ballot_problems(ballot, told))
    outcomes = Outcome.objects.filter(forum=forum).select_related("question")
    for outcome in outcomes.prefetch_related("awards__budget_line").iterator(chunk_size=500):
        check.looked_at += 1
        check.note(_outcome_problems(outcome, told))
    check.note(_link_problems(forum, told))
    check.note(_gone(forum, told))
    check.note(_book_problems(forum))
    return check


def _told(forum: Forum) -> Told:
    told: Told = {}
    entries = AuditEntry.objects.filter(forum=forum, event__in=_EVENTS).order_by("seq")
    for seq, event, about, body in entries.values_list("seq", "event", "about", "body"):
        told.setdefault((event, str(about)), []).append((seq, _facts(body)))
    return told


def _facts(body: str) -> dict[str, Any]:
    """The facts of an entry; none where its body cannot be read, which check 6 says."""
    try:
        return json.loads(body)["facts"]
    except (ValueError, KeyError, TypeError):
        return {}


def _ballot_problems(ballot: Ballot, told: Told) -> Iterator[Problem]:
    name = f"ballot {ballot.pk}"
    opened = told.get((DecisionEvent.BALLOT_OPENED, str(ballot.pk)), [])
    if len(opened) != 1:
        yield Problem(f"{name} is not opened once on the trail", None, "1", str(len(opened)))
    for seq, facts in opened:
        then = _rows(facts.get("register"), "seat", "may_vote", "code")
        now = [(str(e.seat_id), e.is_eligible, e.code) for e in ballot.register.all()]
        yield from _differs(f"{name}: the register", seq, then, sorted(now, key=str))
    closed = told.get((DecisionEvent.BALLOT_CLOSED, str(ballot.pk)), [])
    if bool(closed) != (ballot.closed_at is not None):
        yield Problem(f"{name}: closed in the record and on the trail do not agree")
    for seq, facts in closed:
        yield from _count_problems(ballot, name, seq, facts)
    yield from _tally_problems(ballot, name)


def _count_problems(
    ballot: Ballot, name: str, seq: int, facts: dict[str, Any]
) -> Iterator[Problem]:
    told = tuple(facts.get(key) for key in ("for", "against", "abstentions", "stated_carried"))
    counted = (*_counts(ballot), ballot.stated_carried)
    yield from _differs(f"{name}: the counts", seq, told, counted)
    then = _rows(facts.get("votes"), "seat", "choice", "option")
    now = [(str(v.entry.seat_id), v.choice, v.option_letter) for v in ballot.votes.all()]
    yield from _differs(f"{name}: the votes", seq, then, sorted(now, key=str))
    options = {count.letter: count.votes for count in ballot.option_counts.all()}
    yield from _differs(f"{name}: the options preferred", seq, facts.get("options"), options)


def _tally_problems(ballot: Ballot, name: str) -> Iterator[Problem]:
    """The counts of a ballot on members' own devices are those of its votes."""
    if ballot.method != Method.ELECTRONIC or ballot.status != BallotStatus.CLOSED:
        return
    cast = Counter(vote.choice for vote in ballot.votes.all())
    votes = (cast[VoteCast.FOR], cast[VoteCast.AGAINST], cast[VoteCast.ABSTAIN])
    yield from _differs(f"{name}: the tally", None, votes, _counts(ballot))


def _counts(ballot: Ballot) -> tuple[int | None, int | None, int | None]:
    return ballot.votes_for, ballot.votes_against, ballot.abstentions


def _outcome_problems(outcome: Outcome, told: Told) -> Iterator[Problem]:
    name, awards = f"outcome {outcome.pk}", list(outcome.awards.all())
    recorded = told.get((DecisionEvent.OUTCOME_RECORDED, str(outcome.pk)), [])
    if len(recorded) != 1:
        yield Problem(f"{name} is not recorded once on the trail", None, "1", str(len(recorded)))
    for seq, facts in recorded:
        amount = _amount(facts.get("amount_agreed"))
        then = _words(facts.get("result"), facts.get("group"), amount, facts.get("resolution"))
        yield from _differs(f"{name}: what was resolved", seq, then, _resolved(outcome))
    decided = told.get((DecisionEvent.SOURCE_DECIDED, str(outcome.pk)), [])
    first = decided[0][0] if decided else None
    yield from _differs(
        f"{name}: the awards",
        first,
        sorted(_award_told(facts) for _, facts in decided),
        sorted(_award_now(award) for award in awards),
    )
    total = sum((award.amount for award in awards), Decimal(0))
    if outcome.settlement == Settlement.SETTLED and total != outcome.amount_agreed:
        yield from _differs(f"{name}: its awards add up", None, outcome.amount_agreed, total)


def _resolved(outcome: Outcome) -> tuple[str, ...]:
    return _words(
        outcome.result,
        outcome.question.group,
        outcome.amount_agreed,
        as_written(outcome.resolution),
    )


def _award_told(facts: dict[str, Any]) -> tuple[str, ...]:
    amount = _amount(facts.get("amount"))
    return _words(
        facts.get("award"),
        facts.get("source"),
        facts.get("line"),
        amount,
        facts.get("financial_year"),
        facts.get("until_on"),
    )


def _award_now(award: Award) -> tuple[str, ...]:
    return _words(
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
    yield from _differs("the links between decisions", None, then, now)


def _gone(forum: Forum, told: Told) -> Iterator[Problem]:
    """What the trail tells of and the record has no more."""
    kept = {
        str(pk)
        for model in (Ballot, Outcome)
        for pk in model.objects.filter(forum=forum).values_list("pk", flat=True)
    }
    for (event, about), entries in told.items():
        if about not in kept:
            yield Problem(f"{event}: its record is gone", entries[0][0], about, "nothing")


def _book_problems(forum: Forum) -> Iterator[Problem]:
    """The commitments on budget lines repeat the awards, one for one."""
    book = {
        each.award: _words(
            each.award,
            each.source,
            each.budget_line_id,
            each.amount,
            each.financial_year,
            each.until_on,
        )
        for each in Commitment.objects.filter(forum=forum)
    }
    awards = {award.pk: _award_now(award) for award in Award.objects.filter(forum=forum)}
    for pk in sorted(book.keys() | awards.keys(), key=str):
        then, now = awards.get(pk, "no award"), book.get(pk, "no commitment")
        yield from _differs(f"award {pk}: its entry on the budget line", None, then, now)


def _differs(what: str, seq: int | None, expected: object, found: object) -> Iterator[Problem]:
    if expected != found:
        yield Problem(f"{what} differs", seq, str(expected), str(found))


def _rows(told: object, *keys: str) -> list[tuple[object, ...]]:
    """The rows of a list on the trail, in an order of their own."""
    rows = [row for row in told if isinstance(row, dict)] if isinstance(told, list) else []
    return sorted((tuple(row.get(key) for key in keys) for row in rows), key=str)


def _amount(told: object) -> Decimal | None:
    try:
        return Decimal(str(told))
    except InvalidOperation:
        return None


def _words(*values: object) -> tuple[str, ...]:
    """As text, so that values of the trail and of the record can be compared and put in order."""
    return tuple(
        f"{value:.2f}" if isinstance(value, Decimal) else "" if value is None else str(value)
        for value in values
    )
