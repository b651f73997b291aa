"""What was decided, as it was told: outcomes by group with their money and what hangs on them."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from decisions.choices import (
    CARRIED,
    ConditionState,
    ExternalBody,
    ExternalResult,
    ImplementationState,
    LinkKind,
    Result,
    Settlement,
)
from decisions.rules.told.part import Part
from decisions.rules.told.where import Where, evidence
from forum.money import pounds
from papers.choices import Source


def outcome(part: Part, where: Where, question: UUID) -> str:
    """One outcome with all that belongs to it; answers with its result."""
    book, result = where.book, part.choice("result", Result)
    if not part.has("result"):
        part.wrong("result", f"This is missing: write one of {', '.join(Result)}.")
    pk = book.named("outcome", part, f"to {question}")
    part.read.update({"group", "asked"})
    counts, awards = part.part("counts"), list(part.parts("awards"))
    amount = part.money("amount")
    values = {
        "question_id": question,
        "result": result,
        "resolution": part.text("resolution"),
        "comments": part.text("comments"),
        "stated_for": counts.count("for"),
        "stated_against": counts.count("against"),
        "stated_abstain": counts.count("abstained"),
        "amount_agreed": amount,
        "cost_effect": part.text("cost_effect", most=200),
        "settlement": _settlement(part, result, awards=bool(awards)),
        "deferred_to_id": book.point("meeting", part, "deferred_to"),
        "decided_on": where.on,
    } | evidence(part)
    counts.end()
    if result == Result.DEFERRED and not part.has("deferred_to"):
        part.wrong("deferred_to", "Name the meeting that it was put off to.")
    below = {key: list(part.parts(key)) for key in _BELOW}
    _links(part, pk, where)
    book.add("outcome", pk, part, where.on, values)
    total = sum(
        (_award(each, number, pk, where) for number, each in enumerate(awards)), Decimal(0)
    )
    if awards and amount != total:
        part.wrong(
            "amount", f"The awards add up to {pounds(total)}, and this is {pounds(amount)}."
        )
    for key, read in _BELOW.items():
        for number, each in enumerate(below[key]):
            read(each, number, pk, where)
    return result


def _settlement(part: Part, result: str, *, awards: bool) -> str:
    """Settled by its awards; in principle where it says so; else it decided no money."""
    unsettled = part.yes("unsettled", default=False)
    if awards and unsettled:
        part.wrong("unsettled", "With awards the source is settled: leave one of the two out.")
    if (awards or unsettled) and result and result not in CARRIED:
        part.wrong("awards" if awards else "unsettled", "Only what is carried decides money.")
    if awards:
        return Settlement.SETTLED
    return Settlement.UNSETTLED if unsettled else Settlement.NOT_APPLICABLE


def _award(part: Part, number: int, pk: UUID, where: Where) -> Decimal:
    """Money of an outcome; answers with its amount."""
    for key in ("source", "line", "amount", "year"):
        if not part.has(key):
            part.wrong(key, "An award says this; leave the award out where the record does not.")
    amount = part.money("amount") or Decimal(0)
    values = {
        "outcome_id": pk,
        "option_id": where.book.point("option", part, "option"),
        "source": part.choice("source", Source),
        "budget_line_id": where.book.point("line", part, "line"),
        "amount": amount,
        "financial_year": part.year("year"),
        "from_on": part.day("from"),
        "until_on": part.day("until"),
        "assumption": part.text("assumption", most=200),
    }
    award = where.book.named("award", part, f"{pk}:{number}")
    where.book.add("award", award, part, where.on, values)
    return amount


def _links(part: Part, pk: UUID, where: Where) -> None:
    """How the decision bears on earlier ones; "settles" is short for the usual one."""
    for place, words in part.texts("settles"):
        _link(words, place, pk, LinkKind.SETTLES_SOURCE, where)
    for each in part.parts("links"):
        kind = each.choice("kind", LinkKind)
        words = each.text("earlier", needed=True)
        if not kind:
            each.wrong("kind", f"Write one of {', '.join(LinkKind)}.")
        each.end()
        _link(words, each.at("earlier"), pk, kind, where)


def _link(words: str, place: str, later: UUID, kind: str, where: Where) -> None:
    earlier = where.book.point_at("outcome", words, place)
    link = where.book.id_of("link", f"{later}:{kind}:{earlier}")
    part = Part({}, place, where.book.problems)
    values = {"later_id": later, "earlier_id": earlier, "kind": kind}
    where.book.add("link", link, part, where.on, values)


def condition(part: Part, number: int, pk: UUID, where: Where, *, of: str = "outcome_id") -> None:
    """Something that a decision hung on, and what has become of it."""
    values = {
        of: pk,
        "text": part.text("text", most=300, needed=True),
        "state": part.choice("state", ConditionState, ConditionState.OPEN),
        "marked_on": part.day("on"),
        "evidence": part.text("evidence", most=300),
    }
    name = where.book.named("condition", part, f"{pk}:{number}")
    where.book.add("condition", name, part, where.on, values)


def _implementation(part: Part, number: int, pk: UUID, where: Where) -> None:
    on = part.day("on") or where.on
    values = {
        "outcome_id": pk,
        "state": part.choice("state", ImplementationState, ImplementationState.NOT_STARTED),
        "said_on": on,
        "words": part.text("words"),
        "evidence": part.text("evidence", most=300),
    }
    name = where.book.named("implementation", part, f"{pk}:{number}")
    where.book.add("implementation", name, part, on, values)


def _external(part: Part, number: int, pk: UUID, where: Where) -> None:
    """What a body outside the forum did with it."""
    decided_on = part.day("decided_on")
    values = {
        "outcome_id": pk,
        "body": part.choice("body", ExternalBody, ExternalBody.OTHER),
        "body_words": part.text("body_words", most=160),
        "asked": part.text("asked", needed=True),
        "asked_on": part.day("asked_on"),
        "result": part.choice("result", ExternalResult, ExternalResult.PENDING),
        "decided_on": decided_on,
        "amount": part.money("amount"),
        "text": part.text("text"),
        "overtakes": part.yes("overtakes", default=False),
        "evidence": part.text("evidence", most=300),
    }
    name = where.book.named("external", part, f"{pk}:{number}")
    where.book.add("external", name, part, decided_on or where.on, values)


_BELOW = {"conditions": condition, "external": _external, "implementation": _implementation}
