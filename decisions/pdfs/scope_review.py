"""The funding source review of a line, a source, a year or a forum, as a document."""

from __future__ import annotations

from datetime import date

from decisions.choices import ScopeKind
from decisions.models.auditing.scope import Scope
from decisions.models.auditing.scope_review import ApprovalRow, ScopeReview, scope_review
from decisions.pdfs.review import review_pdf
from forum import audit, pdf
from forum.money import pounds
from papers.pdfs.document import document

MOST = 500
"""So many findings and approvals are printed; those to be resolved and the longest first."""

Fact = dict[str, str]


def scope_review_pdf(scope: Scope, *, trail_line: str = "", on: date) -> bytes:
    """The review as a document, as the record stood on the day; of a matter, its own."""
    if scope.kind == ScopeKind.MATTER and scope.matter is not None:
        return review_pdf(scope.matter, trail_line=trail_line, on=on)
    review = scope_review(scope, on=on)
    return pdf.render("pdf/scope_review.html", scope_context(review, trail_line=trail_line))


def scope_context(review: ScopeReview, *, trail_line: str = "") -> dict[str, object]:
    """What the review says."""
    scope = review.scope
    head = trail_line or audit.head_line(scope.forum)
    rows = sorted(review.rows(), key=lambda row: row[1].is_resolved)
    return {
        "document": document(
            scope.forum,
            f"Funding source review: {scope.title}",
            reference=f"{review.on:%Y-%m-%d}/review",
            trail_line=head,
        ),
        "on": review.on,
        "facts": _facts(review),
        "rules": review.by_rule,
        "found": review.shown(rows[:MOST]),
        "findings_left": max(0, len(rows) - MOST),
        "approvals": [_approval(row) for row in review.approvals[:MOST]],
        "approvals_left": max(0, len(review.approvals) - MOST),
        "review": review,
        "trail_head": head,
    }


def _facts(review: ScopeReview) -> list[Fact]:
    """The figures at the head of the review."""
    figures, days = review.figures, review.figures.days_to_settled
    facts = {
        "Matters": str(len(review.facts.keys() - {review.scope.forum.pk})),
        "Approvals of money": str(len(review.approvals)),
        "Agreed with a settled source": pounds(review.agreed),
        "Approvals never settled": str(figures.never_settled),
        "Longest wait for a source": "none is settled" if days is None else f"{days} days",
        "Findings to resolve": str(review.open_findings),
        "Findings put right": str(len(review.findings) - review.open_findings),
        "Overdue actions": str(figures.overdue_actions),
        "Statements contradicted": str(figures.statements_contradicted),
        "As of": f"{review.on:%-d %B %Y}",
    }
    return [{"label": label, "value": value} for label, value in facts.items()]


def _source(row: ApprovalRow) -> str:
    if row.settled:
        return f"{row.sources}: {row.lines}, {row.years}"
    return f"taken back on {row.taken_back:%-d %B %Y}" if row.taken_back else "not settled"


def _approval(row: ApprovalRow) -> Fact:
    return {
        "matter": row.matter_title,
        "agreed": row.decision.day,
        "amount": pounds(row.decision.amount_agreed),
        "source": _source(row),
        "until": f"{row.until:%-d %B %Y}" if row.until else "not stated",
        "days": "none" if row.days is None else str(row.days),
    }
