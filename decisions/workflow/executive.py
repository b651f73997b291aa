"""Decisions by one office-holder: recorded, acted on, reported, published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from decisions.choices import DecisionEvent
from decisions.models import Condition, DelegatedAct, ExecutiveDecision
from decisions.models.outcomes.executive_facts import executive_facts
from decisions.pdfs.executive_notice import notice_pdf
from decisions.rules.executive import may_act, may_record
from decisions.search import keep_executive
from forum import audit
from forum.choices import DocumentKind, Role
from forum.locks import lock_row
from forum.models import Meeting, Person, PublishedDocument
from forum.money import pounds
from forum.permissions import require
from forum.workflow.documents import Publication, publish_document


@transaction.atomic
def record_executive_decision(
    decision: ExecutiveDecision, conditions: Iterable[str] = (), *, by: Person, on: date
) -> ExecutiveDecision:
    """Record a decision taken by one office-holder, with what it hangs on.

    It was taken on one version of the report; what the report says later does not touch it.
    """
    require(by, decision.forum, Role.CLERK, Role.OFFICER)
    may_record(executive_facts(decision)).insist()
    if decision.paper is not None and decision.paper_version is None:
        decision.paper_version = decision.paper.version
    decision.keep()
    for text in conditions:
        Condition(forum=decision.forum, executive_decision=decision, text=text).keep()
    amount = f", {pounds(decision.amount)}" if decision.amount is not None else ""
    audit.record(
        DecisionEvent.EXECUTIVE_DECISION,
        f"{decision} by {decision.decided_by_post}{amount}",
        forum=decision.forum,
        by=by,
        on=on,
        about=decision,
        matter=decision.matter_id,
        text=decision.text,
        key_reasons=decision.key_reasons,
        delegation=decision.delegation,
        amount=decision.amount,
        source=decision.source,
        conditions=[each.text for each in decision.conditions.all()],
        paper=decision.paper_id,
        paper_version=decision.paper_version,
    )
    keep_executive(decision)
    return decision


@transaction.atomic
def record_act(act: DelegatedAct, *, by: Person, on: date) -> DelegatedAct:
    """Record something that was done under the delegation of a decision."""
    decision = act.decision
    require(by, decision.forum, Role.CLERK, Role.OFFICER)
    lock_row(decision)
    may_act(executive_facts(decision), amount=act.amount).insist()
    act.keep()
    amount = f", {pounds(act.amount)}" if act.amount is not None else ""
    audit.record(
        DecisionEvent.DELEGATED_ACT,
        f"Under {decision.reference}, by {act.by_post}: {act.what}{amount}",
        forum=decision.forum,
        by=by,
        on=on,
        about=decision,
        matter=decision.matter_id,
        act=act.pk,
        amount=act.amount,
    )
    return act


@transaction.atomic
def report_decision(
    decision: ExecutiveDecision, meeting: Meeting, *, by: Person, on: date
) -> ExecutiveDecision:
    """Say at which meeting the forum hears of a decision that was taken without it."""
    require(by, decision.forum, Role.CLERK)
    decision.reported_to = meeting
    decision.save(update_fields=["reported_to"])
    audit.record(
        DecisionEvent.DECISION_REPORTED,
        f"{decision.reference} is reported to the meeting of {meeting.held_on:%-d %B %Y}",
        forum=decision.forum,
        by=by,
        on=on,
        about=decision,
        matter=decision.matter_id,
    )
    keep_executive(decision)
    return decision


def publish_notice(decision: ExecutiveDecision, *, by: Person, on: date) -> PublishedDocument:
    """Publish the decision notice; what changes later is published as its next edition."""
    require(by, decision.forum, Role.CLERK, Role.OFFICER)

    def then(document: PublishedDocument) -> None:
        audit.record(
            DecisionEvent.NOTICE_PUBLISHED,
            f"{document.title} published, edition {document.edition}",
            forum=decision.forum,
            by=by,
            on=on,
            about=decision,
            matter=decision.matter_id,
            sha256=document.sha256,
        )

    return publish_document(
        Publication(
            decision.forum,
            DocumentKind.EXECUTIVE_NOTICE,
            decision.pk,
            f"Decision notice {decision.reference}",
        ),
        render=lambda trail_line: notice_pdf(decision, trail_line=trail_line, on=on),
        then=then,
        by=by,
        on=on,
        hold=(decision,),
    )
