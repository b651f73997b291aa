"""A paper as a document: its cover sheet, what it recommends, and its text as printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, prefetch_related_objects

from forum import pdf
from papers.choices import ClearanceKind, Lateness
from papers.models import Clearance, Commitment, Paper
from papers.models.cleared import clearances_missing
from papers.models.cover import Asked, asked, earlier_decisions
from papers.models.facts import fetch_whole
from papers.models.figures import embedded
from papers.pdfs import cover
from papers.pdfs.document import DRAFT, document

LABELS = {
    ClearanceKind.FINANCE: "Finance clearance",
    ClearanceKind.LEGAL: "Legal clearance",
    ClearanceKind.DIRECTOR: "Director's clearance",
}
NOT_TABLED = (DRAFT, "Draft: not tabled")
Fact = dict[str, str]


def paper_pdf(
    paper: Paper, *, trail_line: str = "", public: bool = True, on: date | None
) -> bytes:
    """The paper as a document; a draft says on every page that it is not tabled."""
    context = paper_context(paper, trail_line=trail_line, public=public, on=on)
    context["figures"] = embedded(paper, paper.blocks)
    return pdf.render("pdf/paper.html", context)


def paper_context(
    paper: Paper, *, trail_line: str = "", public: bool = True, on: date | None = None
) -> dict[str, object]:
    """What the paper says, with the cover sheet that is made for it; all of it, unless public."""
    fetch_whole([paper])
    prefetch_related_objects([paper], "acknowledgements")
    item = paper.agenda_item
    meeting = item.meeting if item else None
    before = meeting.held_on if meeting else on
    put = [asked(each) for each in paper.recommendations.all()]
    offers = [(each, offer) for each in put for offer in each.offers]
    shares = cover.per_group(put)
    return {
        "document": document(
            paper.forum,
            paper.title,
            reference=f"{meeting.held_on:%Y-%m-%d}/{item.number}" if meeting and item else "",
            warning=("", "") if paper.is_tabled else NOT_TABLED,
            trail_line=trail_line,
            on=on,
        ),
        "paper": paper,
        "blocks": paper.blocks,
        "public": public,
        "facts": list(_facts(paper, on=on)),
        "voting": list(cover.voting(put)),
        "without_schools": cover.without_schools(put, meeting),
        "recommendations": list(_recommendations(put)),
        "nil_declarations": [each for each in map(_nil, put) if each],
        "alternatives": list(cover.alternatives(put)),
        "options": [cover.option_row(*each) for each in offers],
        "rates": [row for each in offers for row in cover.rate_rows(*each)],
        "balances": list(cover.balances(put, before=before)),
        "per_group": shares,
        "together": sum(shares.values(), Decimal(0)),
        "changes": [(each, offer) for each, offer in offers if offer.change],
        "earlier": list(earlier_decisions(paper.matter, before=before)),
        "commitments": list(_commitments(paper, before)),
    }


def _commitments(paper: Paper, before: date | None) -> QuerySet[Commitment]:
    """Money that earlier decisions took for the same matter."""
    found = paper.matter.commitments.select_related("budget_line")
    return found.filter(decided_on__lt=before) if before else found


def _facts(paper: Paper, *, on: date | None) -> Iterator[Fact]:
    item = paper.agenda_item
    where = f"{item.meeting.held_on:%-d %B %Y}, item {item.number}" if item else "not stated"
    yield {"label": "For the meeting of", "value": where}
    yield {"label": "Purpose", "value": paper.get_purpose_display()}
    yield {"label": "Report of", "value": _author(paper)}
    yield {"label": "Matter", "value": paper.matter.title}
    if paper.eligibility_as_printed:
        yield {"label": "Eligible to vote, as printed", "value": paper.eligibility_as_printed}
    yield from _clearances(paper, on)
    if paper.tabled_on:
        tabled = f"{paper.tabled_on:%-d %B %Y}, version {paper.version}"
        yield {"label": "Tabled", "value": tabled}
    else:
        yield {"label": "Tabled", "value": f"not tabled; version {paper.version}"}
    if paper.lateness != Lateness.IN_TIME:
        reason = paper.late_reason or "no reason is stated"
        yield {"label": paper.get_lateness_display(), "value": reason}


def _author(paper: Paper) -> str:
    name = paper.author.name if paper.author else ""
    return ", ".join(filter(None, (name, paper.author_post))) or "not stated"


def _clearances(paper: Paper, on: date | None) -> Iterator[Fact]:
    """Finance clearance always; the others where they were given or are asked for."""
    day = paper.tabled_on or on
    missing = clearances_missing(paper, paper.forum.constitution_on(day)) if day else ()
    given = list(paper.clearances.all())
    for kind, label in LABELS.items():
        of_kind = [each for each in given if each.kind == kind]
        if of_kind or kind in missing or kind == ClearanceKind.FINANCE:
            value = _clearance(paper, of_kind, is_missing=kind in missing)
            yield {"label": label, "value": value}


def _clearance(paper: Paper, given: list[Clearance], *, is_missing: bool) -> str:
    if given:
        last = given[0]
        note = f". {last.note}" if last.note else ""
        stale = "" if last.version == paper.version else "; the present version is not cleared"
        cleared = f"Version {last.version} cleared by {last.post}, {last.cleared_on:%-d %B %Y}"
        return f"{cleared}{stale}{note}"
    if is_missing:
        return "Not cleared"
    return "Not given; the forum's constitution does not ask for it"


def _recommendations(put: list[Asked]) -> Iterator[dict[str, object]]:
    """What the paper asks; the words that several share are printed once above them."""
    stem = ""
    for each in put:
        recommendation = each.recommendation
        is_new = bool(recommendation.stem) and recommendation.stem != stem
        stem = recommendation.stem
        yield {
            "stem": stem if is_new else "",
            "label": recommendation.label,
            "text": recommendation.text,
            "asks_for": cover.asks_for(recommendation),
        }


def _nil(each: Asked) -> dict[str, object] | None:
    """The recommendation with the word of the officer that it touches no source."""
    nil = getattr(each.recommendation, "nil_declaration", None)
    return {"recommendation": each.recommendation, "nil": nil} if nil else None
