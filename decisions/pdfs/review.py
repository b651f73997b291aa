"""The funding source review of a matter: whether, when and from which money it was agreed."""

from __future__ import annotations

from datetime import date

from decisions.models.auditing.review import Review, review_of
from decisions.models.money.source_spans import source_spans
from decisions.pdfs.decision_log import row_context
from decisions.pdfs.resolutions import action_words
from decisions.pdfs.source_plot import source_plot
from decisions.rules.findings import Figures
from forum import audit, pdf
from papers.models import Matter
from papers.pdfs.document import document

Fact = dict[str, str]


def review_pdf(
    matter: Matter, *, trail_line: str = "", on: date, inside: bool = True, drafts: bool = True
) -> bytes:
    """The review as a document, as the record stood on the day; it has no day of publication.

    For the public `inside` is false, and it holds only what is published; for members `drafts` is,
    and it holds no option that was never tabled.
    """
    review = review_of(matter, on=on, inside=inside, drafts=drafts)
    return pdf.render("pdf/review.html", review_context(review, trail_line=trail_line))


def review_context(review: Review, *, trail_line: str = "") -> dict[str, object]:
    """What the review says."""
    matter = review.matter
    head = trail_line or audit.head_line(matter.forum)
    return {
        "document": document(
            matter.forum,
            f"Funding source review: {matter.title}",
            reference=f"{review.on:%Y-%m-%d}/review",
            trail_line=head,
        ),
        "on": review.on,
        "facts": _facts(review),
        "found": review.found.shown(review.found.rows()),
        "review": review.found,
        "inside": review.inside,
        "plot": source_plot(review.record),
        "spans": source_spans(review.record),
        "timeline": review.timeline,
        "options": review.options,
        "named_sources": review.record.named_sources,
        "decisions": [row_context(row) for row in review.decisions],
        "actions": [
            action_words(action) | {"is_overdue": action.is_overdue(review.on)}
            for action in review.open_actions
        ],
        "trail_head": head,
    }


def _facts(review: Review) -> list[Fact]:
    """The figures at the head of the review."""
    figures, status = review.figures, review.status
    until = review.authority_until
    facts = {
        "Days to a settled source": _days(figures),
        "Funding source": ": ".join(filter(None, (status.state, status.words))),
        "Authority to spend until": f"{until:%-d %B %Y}" if until else "not stated",
        "Approvals never settled": str(figures.never_settled),
        "Meetings until then": str(figures.meetings),
        "Names given to the source": str(figures.labels),
        "Overdue actions": str(figures.overdue_actions),
        "Statements contradicted": str(figures.statements_contradicted),
        "As of": f"{review.on:%-d %B %Y}",
    }
    return [{"label": label, "value": value} for label, value in facts.items()]


def _days(figures: Figures) -> str:
    if figures.days_to_settled is None:
        return "no source is settled" if figures.never_settled else "no money was agreed"
    return f"{figures.days_to_settled} days" if figures.days_to_settled != 1 else "1 day"
