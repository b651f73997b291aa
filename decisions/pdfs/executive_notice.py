"""The notice of a decision by one office-holder: what, by whom, why, on what it hangs.

It says what regulation 13 of SI 2012/2089 asks a written statement to say: the decision and its
date, the reasons, the alternatives that were rejected, and interests. What the record does not say
is printed as "not stated".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from decisions.choices import CallIn
from decisions.models import Condition, DelegatedAct, ExecutiveDecision
from decisions.models.outcomes.executive_facts import standing_of
from forum import pdf
from forum.money import pounds
from papers.choices import Precision
from papers.pdfs.document import PREVIEW, document

NOT_PUBLISHED = (PREVIEW, "Preview: not published")
NOT_STATED = "not stated"
Fact = dict[str, str]


def notice_pdf(decision: ExecutiveDecision, *, trail_line: str = "", on: date) -> bytes:
    """The decision notice as a document."""
    context = notice_context(decision, trail_line=trail_line, on=on)
    return pdf.render("pdf/executive_notice.html", context)


def notice_context(
    decision: ExecutiveDecision, *, trail_line: str = "", on: date
) -> dict[str, object]:
    """What the notice says."""
    return {
        "document": document(
            decision.forum,
            f"Decision notice {decision.reference}: {decision.title}",
            reference=decision.reference,
            warning=("", "") if trail_line else NOT_PUBLISHED,
            trail_line=trail_line,
            on=on,
        ),
        "decision": decision,
        "standing": standing_of(decision),
        "facts": list(head_facts(decision)),
        "money": list(money_facts(decision)),
        "past": pathway(decision.past_pathway),
        "future": pathway(decision.future_pathway),
        "conditions": [_condition(each) for each in decision.conditions.all()],
        "acts": [act_words(each) for each in decision.acts.all()],
    }


def head_facts(decision: ExecutiveDecision) -> Iterator[Fact]:
    """Who decided, when, and what kind of decision it is."""
    who = ", ".join(filter(None, (decision.decided_by_name, decision.decided_by_post)))
    yield _fact("Decided by", who)
    yield _fact("Decided on", _day(decision.decided_on))
    if decision.paper:
        yield _fact("Decided on the report", f"{decision.paper}, version {decision.paper_version}")
    yield _fact("Key decision", "; ".join(decision.key_reasons) or "no reason is stated")
    yield _fact("Classification", decision.classification)
    yield _fact("Electoral divisions", decision.divisions)
    call_in = CallIn(decision.call_in).label
    until = decision.call_in_until_on
    yield _fact("Call-in", f"{call_in} until {_day(until)}" if until else call_in)
    yield _fact("Reported to the forum", str(decision.reported_to or "not yet"))


def money_facts(decision: ExecutiveDecision) -> Iterator[Fact]:
    """How much, from where, for when; nothing where no money was decided."""
    if decision.amount is None and not decision.source:
        return
    firm = "Up to " if decision.precision == Precision.UP_TO else ""
    yield _fact("Amount", f"{firm}{pounds(decision.amount)}")
    if decision.ceiling is not None:
        yield _fact("At most there is", pounds(decision.ceiling))
    source = decision.get_source_display() if decision.source else ""
    line = decision.budget_line
    yield _fact("Funding source", source)
    yield _fact("Budget line", f"{line} ({line.get_kind_display().lower()})" if line else "")
    yield _fact("Financial year", decision.financial_year)


def pathway(stops: Iterable[Mapping[str, str]]) -> list[str]:
    """Where a report has been or goes, as printed."""
    return [stop["words"] for stop in stops]


def act_words(act: DelegatedAct) -> dict[str, str]:
    """An act under the delegation: when, what, by which post, how much."""
    by = act.by_post
    if act.consulted_post:
        by = f"{by}, in consultation with {act.consulted_post}"
    return {
        "when": _day(act.done_on) or NOT_STATED,
        "what": act.what,
        "by": by,
        "amount": pounds(act.amount) if act.amount is not None else "none",
    }


def _condition(condition: Condition) -> dict[str, str]:
    marked = f" on {_day(condition.marked_on)}" if condition.marked_on else ""
    return {
        "text": condition.text,
        "state": f"{condition.get_state_display()}{marked}",
        "evidence": condition.evidence or ("" if marked else "not marked yet"),
    }


def _fact(label: str, value: str) -> Fact:
    return {"label": label, "value": value or NOT_STATED}


def _day(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else ""
