"""The ballots of the record beside the trail: registers, votes, counts, and what settled them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from decisions.audit.told import Told, amount, differs, rows, words
from decisions.choices import BallotStatus, DecisionEvent, Method, VoteCast
from decisions.models import Ballot, RegisterOverride
from forum.choices import MajorityRule
from forum.models import Forum
from forum.rules.chain import Problem
from forum.rules.trail import as_written

FIRST = {
    "majority": MajorityRule.SIMPLE,
    "casting_vote": False,
    "number_asked": "",
    "candidates": [],
}
"""What every ballot was opened with before an entry could say anything else."""
REGISTER = ("seat", "may_vote", "code", "substitution", "overridden")
"""What the trail keeps of each line of a register."""


def ballot_problems(ballot: Ballot, told: Told) -> Iterator[Problem]:
    """Where a ballot is not as it was opened, closed, cast or declared void."""
    name, key = f"ballot {ballot.pk}", str(ballot.pk)
    opened = told.get((DecisionEvent.BALLOT_OPENED, key), [])
    if len(opened) != 1:
        yield Problem(f"{name} is not opened once on the trail", None, "1", str(len(opened)))
    for seq, facts in opened:
        yield from _opening_problems(ballot, name, seq, facts)
    closed = told.get((DecisionEvent.BALLOT_CLOSED, key), [])
    if bool(closed) != (ballot.closed_at is not None):
        yield Problem(f"{name}: closed in the record and on the trail do not agree")
    for seq, facts in closed:
        yield from _count_problems(ballot, name, seq, facts)
    cast = told.get((DecisionEvent.CASTING_VOTE, key), [])
    said = [facts.get("casting_vote") for _, facts in cast] or [""]
    when = cast[0][0] if cast else None
    yield from differs(f"{name}: the casting vote", when, said, [ballot.casting_vote])
    void = told.get((DecisionEvent.BALLOT_VOIDED, key), [])
    reasons = [facts.get("reason") for _, facts in void] or [""]
    when = void[0][0] if void else None
    yield from differs(f"{name}: why it is void", when, reasons, [as_written(ballot.void_reason)])
    yield from _tally_problems(ballot, name)


def ruling_problems(forum: Forum, told: Told) -> Iterator[Problem]:
    """The clerk's rulings on who may vote are those that the trail tells of."""
    then = sorted(
        words(about, facts.get("seat"), facts.get("may_vote"), facts.get("reason"))
        for (event, about), entries in told.items()
        if event == DecisionEvent.REGISTER_OVERRIDDEN
        for _, facts in entries
    )
    rulings = RegisterOverride.objects.filter(forum=forum).select_related("agenda_item")
    now = sorted(
        words(each.agenda_item.meeting_id, each.seat_id, each.may_vote, as_written(each.reason))
        for each in rulings
    )
    yield from differs("the clerk’s rulings on who may vote", None, then, now)


def _opening_problems(
    ballot: Ballot, name: str, seq: int, facts: dict[str, Any]
) -> Iterator[Problem]:
    lines = [
        (str(e.seat_id), e.is_eligible, e.code, _pk(e.substitution_id), e.overridden)
        for e in ballot.register.all()
    ]
    said = {**FIRST, **facts}
    then = [(*line, bool(ruled)) for *line, ruled in rows(facts.get("register"), *REGISTER)]
    yield from differs(f"{name}: the register", seq, sorted(then, key=str), sorted(lines, key=str))
    terms = ("majority", "casting_vote", "quorum_needed", "quorum_present", "contacted")
    now = (
        ballot.majority,
        ballot.has_casting_vote,
        ballot.quorum_needed,
        ballot.quorum_present,
        ballot.contacted,
    )
    yield from differs(
        f"{name}: what it needs to carry", seq, tuple(said.get(each) for each in terms), now
    )
    asked = (said["number_asked"], said["candidates"])
    standing = [str(each.appointment_id) for each in ballot.candidates.all()]
    put = (as_written(ballot.number_asked), standing)
    yield from differs(f"{name}: what was put", seq, asked, put)


def _count_problems(
    ballot: Ballot, name: str, seq: int, facts: dict[str, Any]
) -> Iterator[Problem]:
    told = tuple(facts.get(key) for key in ("for", "against", "abstentions", "stated_carried"))
    counted = (*_counts(ballot), ballot.stated_carried)
    yield from differs(f"{name}: the counts", seq, told, counted)
    yield from differs(f"{name}: who took part", seq, facts.get("replied"), ballot.replied)
    then = [
        (seat, choice, option, _number(number))
        for seat, choice, option, number in rows(
            facts.get("votes"), "seat", "choice", "option", "number"
        )
    ]
    now = [
        (str(v.entry.seat_id), v.choice, v.option_letter, _number(v.number))
        for v in ballot.votes.all()
    ]
    yield from differs(f"{name}: the votes", seq, sorted(then, key=str), sorted(now, key=str))
    options = {count.letter: count.votes for count in ballot.option_counts.all()}
    yield from differs(f"{name}: the options preferred", seq, facts.get("options"), options)
    numbers = [(_number(n), votes) for n, votes in rows(facts.get("numbers"), "number", "votes")]
    given = [(_number(count.number), count.votes) for count in ballot.number_counts.all()]
    yield from differs(f"{name}: the numbers given", seq, sorted(numbers), sorted(given))
    yield from differs(
        f"{name}: who was elected", seq, facts.get("elected"), _pk(ballot.elected_id)
    )


def _tally_problems(ballot: Ballot, name: str) -> Iterator[Problem]:
    """The counts of a ballot on members' own devices are those of its votes."""
    if ballot.method != Method.ELECTRONIC or ballot.status != BallotStatus.CLOSED:
        return
    cast = Counter(vote.choice for vote in ballot.votes.all())
    votes = (cast[VoteCast.FOR], cast[VoteCast.AGAINST], cast[VoteCast.ABSTAIN])
    yield from differs(f"{name}: the tally", None, votes, _counts(ballot))


def _counts(ballot: Ballot) -> tuple[int | None, int | None, int | None]:
    return ballot.votes_for, ballot.votes_against, ballot.abstentions


def _pk(value: object) -> str | None:
    """An identity as the trail writes it."""
    return str(value) if value is not None else None


def _number(value: object) -> Decimal | str:
    """A number however many of its places are written; empty where none was given."""
    found = None if value is None else amount(value)
    return "" if found is None else found.normalize()
